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
    HINT_MS = 5000,      /* for so long a touch shows where the way out is */
    PIN_MS = 20000,      /* for so long it is asked for */
    ENDED_MS = 180000,   /* an ended session stays */
    LOOK_AGAIN_MS = 500, /* for a session that another deqi began */
    TICK_MS = 250
};

static bool display_create(struct app *app, struct error *error)
{
    (void)error;
    app->display = xcalloc(1, sizeof *app->display);
    return true;
}

static void display_destroy(struct app *app)
{
    free(app->display);
    app->display = NULL;
}

static void stop_loop(struct display *display, struct sink *sink)
{
    if (!display->looping)
        return;
    display->looping = false;
    sink->pace_ms = 0;
    sink_redraw(sink);
}

static void display_enter(struct app *app)
{
    struct gui *g = picture_gui(app->picture);
    for (int f = GUI_DISPLAY; f <= GUI_DISPLAY_CLOCK; f++)
        gui_need_font(g, (enum gui_font)f);
    *app->display = (struct display){
        .touched_ms = app_time_ms(&app->clock), .ended_ms = -1, .faced_id = -1};
}

static void display_leave(struct app *app)
{
    stop_loop(app->display, &app->sink);
    app->shell->zoom = 1;
    app->display->left = true;
    app->clock.touched_ms = app_time_ms(&app->clock);
}

// ---------------------------------------------------------------- the picture

/* where the way out is, for a while after a touch: whoever came here by mistake sees it
 */
static bool hints(const struct display *d, const struct app_clock *clock)
{
    return !d->looping && app_time_ms(clock) - d->touched_ms < HINT_MS;
}

static void display_panels(struct app *app, struct gui *g)
{
    struct display *d = app->display;
    display_words(app, g);
    float s = gui_scale(g), f = (float)(app_time_ms(&app->clock) - d->hold_ms) / HOLD_MS;
    float x = (float)app->eye.port.width - 60 * s, y = 60 * s;
    d->hinted = hints(d, &app->clock);
    if (d->hold == HOLD_NOTHING && d->hinted && !app->sink.notice[0]) {
        gui_ring(g, x, y, 32 * s, 4 * s, 0, 1, gui_theme(g)->track);
        gui_text(g, GUI_DISPLAY, x - 52 * s, y - gui_line_height(g, GUI_DISPLAY) / 2,
                 GUI_RIGHT, gui_theme(g)->ink_faint,
                 text_of(app->texts, "display.way_out"));
    }
    if (d->hold == HOLD_NOTHING)
        return;
    gui_ring(g, x, y, 32 * s, 8 * s, 0, 1, gui_theme(g)->track);
    gui_ring(g, x, y, 32 * s, 8 * s, 0, fminf(f, 1), gui_theme(g)->accent);
}

static void display_view(const struct app *app, struct stage_view *view)
{
    const struct overlay *o = live_session_overlay(app->live);
    view->lit.names = HIGHLIGHT_NO_NAMES;
    view->lit.overlay = o;
    view->lit.session = live_session_state(app->live);
    if (!view->lit.session)
        view->lit.needles = HIGHLIGHT_NO_NEEDLES;
    view->layers &= SCENE_FOR_PATIENTS;
    view->record = NULL;
    view->covered = app->settings.covered;
    view->region = view->hovered = -1;
    view->warmth = warmth_of(o);
}

// ---------------------------------------------------------------- time

static bool has_ended(const struct overlay *o)
{
    return o->state == SESSION_CLOSED || o->state == SESSION_ABORTED;
}

/* Another deqi may have begun a session in the same journal. It is shown where there is
 * none, none in which a needle was ever placed, or one that has ended; an ended one with
 * none to follow stays for some minutes. */
static void look_for_session(struct display *display, struct shell *shell,
                             struct live_session *live, struct app_work *work,
                             struct app_clock *clock, const struct app_params *params)
{
    struct display *d = display;
    const struct overlay *o = live_session_overlay(live);
    int64_t now = app_time_ms(clock);
    bool ended = o && has_ended(o);
    d->ended_ms = !ended ? -1 : d->ended_ms < 0 ? now : d->ended_ms;
    // who was asked to show one session shows no other
    if (params->session)
        return;
    // a card over the picture goes on with the case that it was opened for
    bool busy = shell->card != SHELL_NO_CARD || work->on;
    if ((o && !ended && o->placed) || busy || llabs(now - d->looked_ms) < LOOK_AGAIN_MS)
        return;
    d->looked_ms = now;
    d->looks =
        ended && now - d->ended_ms >= ENDED_MS ? DISPLAY_LOOKS_OR_LEAVES : DISPLAY_LOOKS;
}

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

/* The whole body is shown from there when another session or position comes, and again a
 * minute after someone has turned it. */
static void face_needles(struct display *display, struct app_eye *eye,
                         struct subject *subject, struct live_session *live,
                         struct app_clock *clock, struct sink *sink)
{
    struct display *d = display;
    const struct session *s = live_session_state(live);
    int64_t id = live_session_id(live);
    int position = s ? s->position : -1;
    bool other = id != d->faced_id || position != d->faced_position;
    bool turned = s && eye->aimed != AIMED_WHOLE && !eye->flying &&
                  app_time_ms(clock) - d->touched_ms > IDLE_MS;
    if (!other && !turned)
        return;
    d->faced_id = id;
    d->faced_position = position;
    sink_fly_home(sink, s ? view_of(subject, s) : "front");
}

/* Returns how long nothing changes. Each frame stands for itself: nothing is made
 * smoother that the next one moves. */
static int loop(struct display *display, struct app_eye *eye, struct live_session *live,
                struct settings *settings, struct app_clock *clock, struct sink *sink)
{
    struct display *d = display;
    int64_t now = app_time_ms(clock);
    if (live_session_overlay(live) || now - d->touched_ms <= IDLE_MS) {
        stop_loop(display, sink);
        return TICK_MS;
    }
    if (!d->looping) {
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

static int display_tick(struct app *app)
{
    struct display *d = app->display;
    if (holds(app->display, &app->pointer)) {
        if (app_time_ms(&app->clock) - d->hold_ms >= HOLD_MS) {
            d->hold = HOLD_NOTHING;
            if (app->settings.pin[0])
                sink_show_card(&app->sink, SHELL_PIN);
            else
                sink_ask(&app->sink, ACTION_MODE, APP_CLINIC);
            return 0;
        }
        sink_redraw_once(&app->sink);
        return 40;
    }
    if (d->hinted != hints(d, &app->clock))
        sink_redraw_once(&app->sink);
    if (app->shell->card == SHELL_PIN &&
        app_time_ms(&app->clock) - d->touched_ms > PIN_MS) {
        app->shell->pin[0] = 0;
        app->shell->wrong_pins = 0;
        sink_show_card(&app->sink, SHELL_NO_CARD);
    }
    look_for_session(app->display, app->shell, app->live, &app->work, &app->clock,
                     &app->params);
    face_needles(app->display, &app->eye, app->subject, app->live, &app->clock,
                 &app->sink);
    return loop(app->display, &app->eye, app->live, &app->settings, &app->clock,
                &app->sink);
}

// ---------------------------------------------------------------- hands

static void hold(struct display *display, struct app_clock *clock, struct sink *sink,
                 int what)
{
    display->hold = what;
    display->hold_ms = app_time_ms(clock);
    sink_redraw(sink);
}

static bool in_corner(const struct app_eye *eye, float x, float y)
{
    float reach = 120 * eye_scale(eye);
    return x > (float)eye->port.width - reach && y < reach;
}

static bool display_press(struct app *app, float x, float y)
{
    if (!in_corner(&app->eye, x, y))
        return false;
    hold(app->display, &app->clock, &app->sink, HOLD_CORNER);
    return true;
}

static void display_release(struct app *app, float x, float y)
{
    (void)x;
    (void)y;
    app->display->hold = HOLD_NOTHING;
    sink_redraw(&app->sink);
}

static void display_drag(struct app *app, float x, float y)
{
    if (!in_corner(&app->eye, x, y))
        app->display->hold = HOLD_NOTHING;
}

/* No key leads out but Esc held down; turning the body is for everyone. */
static bool display_key(struct app *app, uint32_t key, unsigned mods)
{
    (void)mods;
    if (key == WINDOW_KEY_ESCAPE && app->display->hold == HOLD_NOTHING)
        hold(app->display, &app->clock, &app->sink, HOLD_KEY);
    bool turns =
        key == WINDOW_KEY_LEFT || key == WINDOW_KEY_RIGHT || (key >= '1' && key <= '4');
    return !turns;
}

static void display_key_up(struct app *app, uint32_t key)
{
    if (key == WINDOW_KEY_ESCAPE)
        display_release(app, 0, 0);
}

static bool display_click(struct app *app, float x, float y)
{
    (void)app;
    (void)x;
    (void)y;
    return true;
}

static void display_touched(struct app *app)
{
    app->display->touched_ms = app_time_ms(&app->clock);
    stop_loop(app->display, &app->sink);
}

void display_return(struct app *app)
{
    int64_t idle = app_time_ms(&app->clock) - app->clock.touched_ms;
    bool wished = app->display && app->display->left && app->settings.return_min &&
                  app->mode != APP_DISPLAY;
    if (!wished || idle < app->settings.return_min * 60000LL || app->work.on ||
        app->shell->card != SHELL_NO_CARD || watch_rings(live_session_watch(app->live)))
        return;
    sink_ask(&app->sink, ACTION_MODE, APP_DISPLAY);
}

/* The window's own close button is for whoever holds the machine's mouse; in full screen
 * there is none. */
const struct mode_table DISPLAY_MODE = {.create = display_create,
                                        .destroy = display_destroy,
                                        .enter = display_enter,
                                        .leave = display_leave,
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
