/* display.c - the mode for a patient or a waiting room: the body, large calm words, the
 * time that remains. Nothing on it is smaller than 40 px at 1080 lines, nothing is
 * jargon, and no name is shown.
 *
 * It cannot be left by accident: a finger (or the mouse) must stay in the top right
 * corner, or the Esc key down, for three seconds; a ring shows how far it has come. When
 * nothing happens for a minute and no session is shown, a slow loop (attract.h) tells a
 * waiting room what there is to know, until someone touches it. */
#include "modes/display.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "document/live_session.h"
#include "modes/modes.h"
#include "panels/eye.h"
#include "panels/shell.h"
#include "stage/warmth.h"

enum {
    IDLE_MS = 60000,
    HOLD_MS = 3000,
    CHOOSE_MS = 15000,   /* for so long the languages are shown */
    HINT_MS = 5000,      /* for so long a touch shows where the way out is */
    PIN_MS = 20000,      /* for so long it is asked for */
    ENDED_MS = 180000,   /* an ended session stays */
    LOOK_AGAIN_MS = 500, /* for a session that another deqi began */
    TICK_MS = 250
};

#define MARKS 1.7f /* times as large as for who works on the body */

static bool display_create(struct desk *desk, struct error *error)
{
    (void)error;
    desk->display = xcalloc(1, sizeof *desk->display);
    return true;
}

static void display_destroy(struct desk *desk)
{
    free(desk->display);
    desk->display = NULL;
}

static void stop_loop(struct display *display, struct sink *sink)
{
    if (!display->looping)
        return;
    display->looping = false;
    sink->pace_ms = 0;
    sink_redraw(sink);
}

static void display_enter(struct desk *desk)
{
    struct gui *g = picture_gui(desk->picture);
    for (int f = GUI_DISPLAY; f <= GUI_DISPLAY_CLOCK; f++)
        gui_need_font(g, (enum gui_font)f);
    stop_loop(desk->display, &desk->sink);
    // what was drawn beside the body is as good as before; a language was chosen by touch
    struct body_inset inset = desk->display->inset;
    *desk->display = (struct display){.touched_ms = desk_time_ms(&desk->clock),
                                      .ended_ms = -1,
                                      .faced_id = -1,
                                      .spoken = desk->display->spoken,
                                      .inset = inset};
    display_lang_enter(desk->display, desk->data_dir, g);
}

static void display_leave(struct desk *desk)
{
    stop_loop(desk->display, &desk->sink);
    display_lang_back(&desk->settings, desk->texts, &desk->sink);
    desk->shell->zoom = 1;
    // its picture is kept only until others have drawn theirs (render_image)
    desk->display->inset = (struct body_inset){0};
    desk->display->spoken = false;
    desk->display->left = true;
    desk->clock.touched_ms = desk_time_ms(&desk->clock);
}

// ---------------------------------------------------------------- the picture

/* the side on which the needles of the present position are */
static const char *view_of(const struct subject *subject, const struct session *s)
{
    const struct session_plan *plan = s->plan;
    const struct catalog *c = subject_catalog(subject);
    float forward = 0;
    if (s->position < 0 || s->position >= plan->n_positions ||
        strcmp(plan->positions[s->position], "supine") == 0)
        return "front";
    if (strcmp(plan->positions[s->position], "prone") == 0)
        return "back";
    for (int i = 0; i < plan->n_points; i++) {
        const struct point *p = catalog_point(c, plan->points[i].code);
        const struct site *site =
            p && s->points[i].position == s->position
                ? body_site(subject_body(subject), p, side_of(plan->points[i].side))
                : NULL;
        forward += site && site->placed ? site->normal[2] : 0;
    }
    return forward < 0 ? "back" : "front";
}

/* on which side the body is looked at; without a session from the front */
static const char *side_of_needles(const struct subject *subject, const struct session *s)
{
    return s ? view_of(subject, s) : "front";
}

static void display_prepare(struct desk *desk, struct mode_look *look)
{
    // the words have a size of their own; what lies on the body is seen across a room
    look->zoom = desk->shell->zoom;
    look->marks = MARKS;
    body_inset_prepare(desk, &desk->display->inset,
                       side_of_needles(desk->subject, live_session_state(desk->live)));
}

/* where the way out is, for a while after a touch: whoever came here by mistake sees it
 */
static bool hints(const struct display *d, const struct app_clock *clock)
{
    return !d->looping && desk_time_ms(clock) - d->touched_ms < HINT_MS;
}

static void display_panels(struct desk *desk, struct gui *g)
{
    struct display *d = desk->display;
    display_words(desk, g);
    body_inset_draw(&desk->eye, desk->shell, &d->inset, g);
    float s = gui_scale(g),
          f = (float)(desk_time_ms(&desk->clock) - d->hold_ms) / HOLD_MS;
    float x = (float)desk->eye.port.width - 60 * s, y = 60 * s;
    d->hinted = hints(d, &desk->clock);
    if (d->hold == HOLD_NOTHING && (d->hinted || d->choosing))
        display_lang_draw(d, &desk->eye, desk->texts, &desk->sink, g);
    if (d->hold == HOLD_NOTHING && d->hinted && !desk->sink.notice[0]) {
        gui_ring(g, x, y, 32 * s, 4 * s, 0, 1, gui_theme(g)->track);
        gui_text(g, GUI_DISPLAY, x - 52 * s, y - gui_line_height(g, GUI_DISPLAY) / 2,
                 GUI_RIGHT, gui_theme(g)->ink_faint,
                 text_of(desk->texts, "display.way_out"));
    }
    if (d->hold == HOLD_NOTHING)
        return;
    gui_ring(g, x, y, 32 * s, 8 * s, 0, 1, gui_theme(g)->track);
    gui_ring(g, x, y, 32 * s, 8 * s, 0, fminf(f, 1), gui_theme(g)->accent);
}

static bool has_ended(const struct overlay *o)
{
    return o->state == SESSION_CLOSED || o->state == SESSION_ABORTED;
}

static void display_view(const struct desk *desk, struct stage_view *view)
{
    const struct overlay *o = live_session_overlay(desk->live);
    view->lit.names = HIGHLIGHT_NO_NAMES;
    view->lit.overlay = o;
    view->lit.session = live_session_state(desk->live);
    if (!view->lit.session)
        view->lit.needles = HIGHLIGHT_NO_NEEDLES;
    view->layers &= SCENE_FOR_PATIENTS;
    if (view->lit.session)
        view->layers |= SCENE_NEEDLES | SCENE_POINTS;
    // "every needle is out": no light is left where one was
    if (o && has_ended(o))
        view->layers &= ~(unsigned)SCENE_POINTS;
    view->record = NULL;
    view->covered = desk->settings.covered;
    view->region = view->hovered = -1;
    view->warmth = warmth_of(o);
}

// ---------------------------------------------------------------- time

/* Another deqi may have begun a session in the same journal. It is shown where there is
 * none, none in which a needle was ever placed, or one that has ended; an ended one with
 * none to follow stays for some minutes. */
static void look_for_session(struct display *display, struct shell *shell,
                             struct live_session *live, struct app_work *work,
                             struct app_clock *clock, int64_t named_session)
{
    struct display *d = display;
    const struct overlay *o = live_session_overlay(live);
    int64_t now = desk_time_ms(clock);
    bool ended = o && has_ended(o);
    d->ended_ms = !ended ? -1 : d->ended_ms < 0 ? now : d->ended_ms;
    // who was asked to show one session shows no other
    if (named_session)
        return;
    // a card over the picture goes on with the case that it was opened for
    bool busy = shell->card != SHELL_NO_CARD || work->on;
    if ((o && !ended && o->placed) || busy || llabs(now - d->looked_ms) < LOOK_AGAIN_MS)
        return;
    d->looked_ms = now;
    d->looks =
        ended && now - d->ended_ms >= ENDED_MS ? DISPLAY_LOOKS_OR_LEAVES : DISPLAY_LOOKS;
}

/* The treated part is shown when another session or position comes, and again a minute
 * after someone has turned it; once nothing is treated any more, the whole body. */
static void face_needles(struct display *display, struct app_eye *eye,
                         struct subject *subject, struct live_session *live,
                         struct app_clock *clock, struct sink *sink)
{
    struct display *d = display;
    const struct session *s = live_session_state(live);
    int64_t id = live_session_id(live);
    int position = s ? s->position : -1;
    bool open = s && session_is_open(s);
    bool other =
        id != d->faced_id || position != d->faced_position || open != d->faced_open;
    bool turned = s && eye->aimed != AIMED_WHOLE && eye->aimed != AIMED_PLAN &&
                  !eye->flying && desk_time_ms(clock) - d->touched_ms > IDLE_MS;
    if (!other && !turned)
        return;
    d->faced_id = id;
    d->faced_position = position;
    d->faced_open = open;
    if (open)
        sink_fly_plan(sink, NULL);
    else
        sink_fly_home(sink, s ? view_of(subject, s) : "front");
}

/* Returns how long nothing changes. Each frame stands for itself: nothing is made
 * smoother that the next one moves. */
static int loop(struct display *display, struct app_eye *eye, struct live_session *live,
                struct settings *settings, const struct texts *texts,
                struct app_clock *clock, struct sink *sink)
{
    struct display *d = display;
    int64_t now = desk_time_ms(clock);
    if (live_session_overlay(live) || now - d->touched_ms <= IDLE_MS) {
        stop_loop(display, sink);
        return TICK_MS;
    }
    if (!d->looping) {
        // who comes next is spoken to as the house does
        display_lang_back(settings, texts, sink);
        d->looping = true;
        d->loop_ms = now;
        d->loop = (struct attract){.sentence = -1};
        sink_fly_home(sink, "front");
    }
    if (eye->flying)
        return TICK_MS;
    struct attract before = d->loop;
    d->loop = attract_at(now - d->loop_ms, display_sentences(),
                         settings->reduced_motion ? ATTRACT_RESTS : ATTRACT_TURNS);
    sink->pace_ms = ATTRACT_PACE_MS;
    if (d->loop.turn != eye->camera.yaw) {
        eye->camera.yaw = d->loop.turn;
        eye->moved_ms = clock->now_ms;
        sink_redraw_once(sink);
    }
    if (d->loop.sentence != before.sentence || d->loop.opacity != before.opacity)
        sink_redraw_once(sink);
    return d->loop.next_ms;
}

/* A finger that left the glass, or a second one beside it, holds no corner. */
static bool holds(struct display *display, struct app_pointer *pointer)
{
    struct display *d = display;
    if (d->hold == HOLD_CORNER && pointer->gesture != GESTURE_PAINT)
        d->hold = HOLD_NOTHING;
    return d->hold != HOLD_NOTHING;
}

/* once a session is over and gone, its person's language is, too */
static void speak_to_the_next(struct display *d, const struct live_session *live,
                              const struct settings *settings, const struct texts *texts,
                              struct sink *sink)
{
    bool session = live_session_state(live) != NULL;
    if (d->spoken && !session)
        display_lang_back(settings, texts, sink);
    d->spoken = session;
}

static int display_tick(struct desk *desk)
{
    struct display *d = desk->display;
    if (holds(desk->display, &desk->pointer)) {
        if (desk_time_ms(&desk->clock) - d->hold_ms >= HOLD_MS) {
            d->hold = HOLD_NOTHING;
            if (desk->settings.pin[0])
                sink_show_card(&desk->sink, SHELL_PIN);
            else
                sink_ask(&desk->sink, ACTION_MODE, APP_MODES);
            return 0;
        }
        sink_redraw_once(&desk->sink);
        return 40;
    }
    if (d->hinted != hints(d, &desk->clock))
        sink_redraw_once(&desk->sink);
    speak_to_the_next(d, desk->live, &desk->settings, desk->texts, &desk->sink);
    if (d->choosing && desk_time_ms(&desk->clock) - d->touched_ms > CHOOSE_MS) {
        d->choosing = false;
        sink_redraw_once(&desk->sink);
    }
    if (desk->shell->card == SHELL_PIN &&
        desk_time_ms(&desk->clock) - d->touched_ms > PIN_MS) {
        desk->shell->pin = (struct shell_pin){0};
        sink_show_card(&desk->sink, SHELL_NO_CARD);
    }
    look_for_session(desk->display, desk->shell, desk->live, &desk->work, &desk->clock,
                     desk->named_session);
    face_needles(desk->display, &desk->eye, desk->subject, desk->live, &desk->clock,
                 &desk->sink);
    return loop(desk->display, &desk->eye, desk->live, &desk->settings, desk->texts,
                &desk->clock, &desk->sink);
}

// ---------------------------------------------------------------- hands

static void hold(struct display *display, struct app_clock *clock, struct sink *sink,
                 int what)
{
    display->hold = what;
    display->hold_ms = desk_time_ms(clock);
    sink_redraw(sink);
}

static bool in_corner(const struct app_eye *eye, float x, float y)
{
    float reach = 120 * eye_scale(eye);
    return x > (float)eye->port.width - reach && y < reach;
}

static bool display_press(struct desk *desk, float x, float y)
{
    if (!in_corner(&desk->eye, x, y))
        return false;
    hold(desk->display, &desk->clock, &desk->sink, HOLD_CORNER);
    return true;
}

static void display_release(struct desk *desk, float x, float y)
{
    (void)x;
    (void)y;
    desk->display->hold = HOLD_NOTHING;
    sink_redraw(&desk->sink);
}

static void display_drag(struct desk *desk, float x, float y)
{
    if (!in_corner(&desk->eye, x, y))
        desk->display->hold = HOLD_NOTHING;
}

/* No key leads out but Esc held down; turning the body is for everyone. */
static bool display_key(struct desk *desk, uint32_t key, unsigned mods)
{
    (void)mods;
    if (key == WINDOW_KEY_ESCAPE && desk->display->hold == HOLD_NOTHING)
        hold(desk->display, &desk->clock, &desk->sink, HOLD_KEY);
    bool turns =
        key == WINDOW_KEY_LEFT || key == WINDOW_KEY_RIGHT || (key >= '1' && key <= '4');
    return !turns;
}

static void display_key_up(struct desk *desk, uint32_t key)
{
    if (key == WINDOW_KEY_ESCAPE)
        display_release(desk, 0, 0);
}

static bool display_click(struct desk *desk, float x, float y)
{
    (void)desk;
    (void)x;
    (void)y;
    return true;
}

static void display_touched(struct desk *desk)
{
    desk->display->touched_ms = desk_time_ms(&desk->clock);
    stop_loop(desk->display, &desk->sink);
}

void display_return(struct desk *desk)
{
    int64_t idle = desk_time_ms(&desk->clock) - desk->clock.touched_ms;
    bool wished = desk->display && desk->display->left && desk->settings.return_min &&
                  desk->mode != APP_DISPLAY;
    if (!wished || idle < desk->settings.return_min * 60000LL || desk->work.on ||
        desk->shell->card != SHELL_NO_CARD || watch_rings(live_session_watch(desk->live)))
        return;
    sink_ask(&desk->sink, ACTION_MODE, APP_DISPLAY);
}

/* The window's own close button is for whoever holds the machine's mouse; in full screen
 * there is none. */
const struct mode_table DISPLAY_MODE = {.create = display_create,
                                        .destroy = display_destroy,
                                        .enter = display_enter,
                                        .leave = display_leave,
                                        .prepare = display_prepare,
                                        .panels = display_panels,
                                        .view = display_view,
                                        .tick = display_tick,
                                        .press = display_press,
                                        .drag = display_drag,
                                        .release = display_release,
                                        .click = display_click,
                                        .key = display_key,
                                        .key_up = display_key_up,
                                        .touched = display_touched};
