/* display.c - the mode for a patient or a waiting room: the body, large calm words, the
 * time that remains. Nothing on it is smaller than 40 px at 1080 lines, nothing is
 * jargon, and no name is shown.
 *
 * It cannot be left by accident: a finger (or the mouse) must stay in the top right
 * corner, or the Esc key down, for three seconds; a ring shows how far it has come. When
 * nothing happens for a minute and no session runs, the body turns slowly until someone
 * touches it. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/clinic_session.h"
#include "app/modes.h"
#include "app/warmth.h"
#include "base/arena.h"
#include "ui/timer_card.h"

enum {
    IDLE_MS = 60000,
    HOLD_MS = 3000,
    TURN_MS = 60000, /* once round */
    LOOK_AGAIN_MS = 2000
};

struct display {
    int64_t touched_ms, hold_ms, looked_ms, drawn_ms;
    bool holding, turning;
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

static void display_enter(struct app *app)
{
    struct gui *g = picture_gui(app->picture);
    for (int f = GUI_DISPLAY; f <= GUI_DISPLAY_CLOCK; f++)
        gui_need_font(g, (enum gui_font)f);
    app->display->touched_ms = app->now_ms;
    app->display->holding = false;
    window_keep_awake(app->window);
}

static void display_leave(struct app *app)
{
    window_let_sleep(app->window);
}

// ---------------------------------------------------------------- what is said

struct words {
    const char *title, *text;
};

static struct words words_now(const struct overlay *o)
{
    if (!o)
        return (struct words){"display.welcome", "display.welcome_text"};
    switch (o->state) {
    case SESSION_PREPARED:
    case SESSION_INSERTING:
        return (struct words){"display.inserting", "display.inserting_text"};
    case SESSION_RETAINING:
        return o->paused
                   ? (struct words){"display.paused", "display.paused_text"}
                   : (struct words){"display.title",
                                    o->lamp.on ? "display.text_lamp" : "display.text"};
    case SESSION_DUE:
        return (struct words){"display.due", "display.due_text"};
    case SESSION_REMOVING:
        return (struct words){"display.removing", "display.removing_text"};
    case SESSION_CLOSED:
    case SESSION_ABORTED:
    case SESSION_STATES:
        break;
    }
    return (struct words){"display.closed", "display.closed_text"};
}

static void lines_beside_ring(struct app *app, struct gui *g, const struct overlay *o,
                              float x, float y)
{
    const struct theme *t = gui_theme(g);
    char text[160];
    float line = gui_line_height(g, GUI_DISPLAY) * 1.35f;
    gui_text(g, GUI_DISPLAY_STRONG, x, y, GUI_LEFT, o->lamp.on ? t->warmth : t->ink_soft,
             app_text(app, o->lamp.on ? "display.lamp_on" : "display.lamp_off"));
    struct message needles = {.id = o->needles_in == 1 ? "display.needle"
                                                       : "display.needles",
                              .arg = {{.name = "n", .number = o->needles_in}}};
    message_format(app->texts, &needles, text, sizeof text);
    gui_text(g, GUI_DISPLAY, x, y + line, GUI_LEFT, t->ink_soft, text);
    if (!o->lamp.on)
        return;
    char clock[16];
    int s = (int)(llabs(o->lamp.check_in_ms) / 1000);
    snprintf(clock, sizeof clock, "%d:%02d", s / 60, s % 60);
    struct message check = {.id = o->lamp.check_in_ms < 0 ? "display.check_now"
                                                          : "display.check",
                            .arg = {{.name = "time", .text = clock}}};
    message_format(app->texts, &check, text, sizeof text);
    gui_text(g, GUI_DISPLAY, x, y + 2 * line, GUI_LEFT, t->ink_soft, text);
}

/* from the first needle to the last */
static bool in_session(const struct overlay *o)
{
    return o->state == SESSION_RETAINING || o->state == SESSION_DUE ||
           o->state == SESSION_REMOVING;
}

/* words and ring beside the body; in a portrait window below it */
static void display_words(struct app *app, struct gui *g, const struct overlay *o)
{
    const struct theme *t = gui_theme(g);
    float s = app_scale(app), w = (float)app->view.port.width,
          h = (float)app->view.port.height;
    bool portrait = h > w;
    float x = portrait ? w * 0.08f : w * 0.53f, wrap = portrait ? w * 0.84f : w * 0.42f;
    bool ring = o && o->started && in_session(o);
    struct words words = words_now(o);
    float title, text, gap = 28 * s, radius = 120 * s;
    gui_measure(g, GUI_DISPLAY_HEAD, app_text(app, words.title), wrap, NULL, &title);
    gui_measure(g, GUI_DISPLAY, app_text(app, words.text), wrap, NULL, &text);
    float all = title + gap + text + (ring ? 2 * gap + 2 * radius : 0);
    float y = portrait ? h - all - 60 * s : (h - all) / 2;
    gui_text_wrapped(g, GUI_DISPLAY_HEAD, x, y, wrap, t->ink, app_text(app, words.title));
    y += title + gap;
    gui_text_wrapped(g, GUI_DISPLAY, x, y, wrap, t->ink_soft, app_text(app, words.text));
    y += text + 2 * gap;
    if (ring) {
        timer_ring(g, app->texts, o, x + radius, y + radius, radius, GUI_DISPLAY_HEAD);
        lines_beside_ring(app, g, o, x + 2 * radius + 56 * s,
                          y + radius - gui_line_height(g, GUI_DISPLAY) * 1.8f);
    }
    if (portrait)
        app->bottom = h - all - 100 * s > 0 ? all + 100 * s : 0;
    else
        app->right = (struct gui_rect){x - 40 * s, 0, w - x + 40 * s, h};
}

static void display_panels(struct app *app, struct gui *g, const struct frame *frame)
{
    (void)frame;
    struct display *d = app->display;
    display_words(app, g, running_overlay(app->running_session));
    if (!d->holding)
        return;
    float s = app_scale(app), f = (float)(app->now_ms - d->hold_ms) / HOLD_MS;
    float x = (float)app->view.port.width - 60 * s, y = 60 * s;
    gui_ring(g, x, y, 32 * s, 8 * s, 0, 1, gui_theme(g)->track);
    gui_ring(g, x, y, 32 * s, 8 * s, 0, fminf(f, 1), gui_theme(g)->accent);
}

// ---------------------------------------------------------------- the picture

static void display_marks(struct app *app, struct highlight_params *params)
{
    params->names = HIGHLIGHT_NO_NAMES;
    params->overlay = running_overlay(app->running_session);
    params->session = running_session(app->running_session);
    if (!params->session)
        params->needles = HIGHLIGHT_NO_NEEDLES;
}

static void display_scene(struct app *app, struct scene_input *scene)
{
    const struct overlay *o = running_overlay(app->running_session);
    scene->layers &= ~(unsigned)(SCENE_LABELS | SCENE_CHANNELS | SCENE_DERMATOMES |
                                 SCENE_NERVES | SCENE_REGIONS | SCENE_LANDMARKS);
    scene->tint = NULL;
    if (o && o->lamp.on)
        scene->warmth = warmth_after(o->lamp.warm_s);
}

// ---------------------------------------------------------------- time and hands

static void turn(struct app *app)
{
    struct display *d = app->display;
    if (!d->turning) {
        d->turning = true;
        app_fly_home(app, "front");
        d->drawn_ms = app->now_ms + 700; // after the flight
        return;
    }
    if (app->now_ms < d->drawn_ms || app->view.flying)
        return;
    app->view.camera.yaw += (float)(app->now_ms - d->drawn_ms) / TURN_MS * 6.2831853f;
    app->view.camera.yaw = fmodf(app->view.camera.yaw, 6.2831853f);
    d->drawn_ms = app->now_ms;
    app_redraw(app);
}

static int display_tick(struct app *app)
{
    struct display *d = app->display;
    if (d->holding) {
        if (app->now_ms - d->hold_ms >= HOLD_MS) {
            d->holding = false;
            app_set_mode(app, APP_CLINIC);
            return 0;
        }
        app_redraw(app);
        return 40;
    }
    // another deqi may have begun a session in the same journal
    const struct overlay *before = running_overlay(app->running_session);
    struct session_time at = app_session_time(app);
    if (!before && app->now_ms - d->looked_ms > LOOK_AGAIN_MS) {
        d->looked_ms = app->now_ms;
        running_take_up(app->running_session, RUNNING_LAST, NULL);
    }
    int shown = before ? before->elapsed_s : -1;
    running_look(app->running_session, &at);
    const struct overlay *o = running_overlay(app->running_session);
    if (o && (!before || o->elapsed_s != shown)) {
        app->marks_stale = true;
        app_redraw(app);
    }
    bool idle = !o && app->now_ms - d->touched_ms > IDLE_MS;
    if (idle && !app->settings.reduced_motion) {
        turn(app);
        return 66;
    }
    d->turning = false;
    return 250;
}

static bool in_corner(const struct app *app, float x, float y)
{
    float reach = 120 * app_scale(app);
    return x > (float)app->view.port.width - reach && y < reach;
}

static bool display_press(struct app *app, float x, float y)
{
    struct display *d = app->display;
    if (!in_corner(app, x, y))
        return false;
    d->holding = true;
    d->hold_ms = app->now_ms;
    return true;
}

static void display_release(struct app *app, float x, float y)
{
    (void)x;
    (void)y;
    app->display->holding = false;
    app_redraw(app);
}

static void display_drag(struct app *app, float x, float y)
{
    if (!in_corner(app, x, y))
        app->display->holding = false;
}

/* No key leads out but Esc held down; turning the body is for everyone. */
static bool display_key(struct app *app, uint32_t key, unsigned mods)
{
    struct display *d = app->display;
    (void)mods;
    if (key == WINDOW_KEY_ESCAPE && !d->holding) {
        d->holding = true;
        d->hold_ms = app->now_ms;
        app_redraw(app);
    }
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
    app->display->touched_ms = app->now_ms;
}

/* The window's own close button is for whoever holds the machine's mouse; in full screen
 * there is none. */
const struct mode_table DISPLAY_MODE = {.create = display_create,
                                        .destroy = display_destroy,
                                        .enter = display_enter,
                                        .leave = display_leave,
                                        .panels = display_panels,
                                        .marks = display_marks,
                                        .scene = display_scene,
                                        .tick = display_tick,
                                        .press = display_press,
                                        .drag = display_drag,
                                        .release = display_release,
                                        .click = display_click,
                                        .key = display_key,
                                        .key_up = display_key_up,
                                        .touched = display_touched};
