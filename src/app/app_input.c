/* app_input.c - from what the user's hands do to what the program does.
 *
 * The pointer belongs to a panel where one covers it, else to the body: a left drag
 * orbits (or paints, where the mode says so), a right or middle drag pans, the wheel
 * zooms to the cursor, a click picks. Two fingers turn, move and zoom; what the first had
 * begun when the second came is taken back. A key goes to a text field that has the
 * focus, else to the table of keys. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/app_internal.h"
#include "app/cards.h"
#include "app/case_work.h"
#include "app/hands.h"
#include "base/file.h"
#include "document/live_session.h"
#include "inside/inside.h"
#include "panels/eye.h"
#include "panels/files.h"
#include "panels/landmark_tool.h"
#include "panels/rule_view.h"
#include "panels/shell.h"
#include "panels/structure_view.h"
#include "panels/unsaved.h"

enum { CLICK_SLOP = 5 /* design pixels that a click may move */ };

// ---------------------------------------------------------------- keys

/* Layouts have the question mark elsewhere, always with shift; the key itself comes
 * without it. */
static bool is_question_mark(uint32_t key, unsigned mods)
{
    return key == '?' || ((mods & WINDOW_SHIFT) &&
                          (key == '/' || key == ',' || key == '\'' || key == 0xDF));
}

/* a card over everything, or a job, leaves the body, the mode and the keys alone */
static bool is_covered(const struct app *app)
{
    return app->desk.shell->card != SHELL_NO_CARD || app->desk.work.on;
}

static void run_key(struct app *app, uint32_t key, unsigned mods)
{
    if (is_question_mark(key, mods))
        key = '?';
    if (app->desk.shell->card == SHELL_UNSAVED && key == WINDOW_KEY_ENTER)
        sink_ask(&app->desk.sink, ACTION_SAVE_AND_QUIT, 0);
    if (is_covered(app) && key != WINDOW_KEY_ESCAPE && (key != '?' || app->desk.work.on))
        return;
    action_run_key(app, key, mods);
}

static const struct {
    uint32_t key;
    enum gui_key gui;
} GUI_KEYS[] = {
    {WINDOW_KEY_TAB, GUI_KEY_TAB},
    {WINDOW_KEY_LEFT, GUI_KEY_LEFT},
    {WINDOW_KEY_RIGHT, GUI_KEY_RIGHT},
    {WINDOW_KEY_UP_ARROW, GUI_KEY_UP},
    {WINDOW_KEY_DOWN_ARROW, GUI_KEY_DOWN},
    {WINDOW_KEY_HOME, GUI_KEY_HOME},
    {WINDOW_KEY_END, GUI_KEY_END},
    {WINDOW_KEY_PAGE_UP, GUI_KEY_PAGE_UP},
    {WINDOW_KEY_PAGE_DOWN, GUI_KEY_PAGE_DOWN},
    {WINDOW_KEY_DELETE, GUI_KEY_DELETE},
    {WINDOW_KEY_BACKSPACE, GUI_KEY_BACKSPACE},
    {WINDOW_KEY_SPACE, GUI_KEY_SPACE},
    {WINDOW_KEY_ENTER, GUI_KEY_ENTER},
    {WINDOW_KEY_ESCAPE, GUI_KEY_ESCAPE},
    {'a', GUI_KEY_A},
    {'c', GUI_KEY_C},
    {'v', GUI_KEY_V},
    {'x', GUI_KEY_X},
    {'y', GUI_KEY_Y},
    {'z', GUI_KEY_Z},
};

static void feed_key(struct app *app, const struct window_event *e, bool down)
{
    struct gui_input *in = &app->desk.pointer.gui;
    app->desk.pointer.clicks = 0;
    for (size_t i = 0; i < sizeof GUI_KEYS / sizeof *GUI_KEYS; i++)
        if (GUI_KEYS[i].key == e->key)
            in->key[GUI_KEYS[i].gui] = down;
}

// ---------------------------------------------------------------- pointer

static void press(struct app *app, const struct window_event *e)
{
    struct app_pointer *p = &app->desk.pointer;
    p->gui.has_pointer = true;
    p->gui.x = p->press_x = e->x;
    p->gui.y = p->press_y = e->y;
    p->gui.button[e->button == WINDOW_RIGHT    ? 1
                  : e->button == WINDOW_MIDDLE ? 2
                                               : 0] = true;
    p->dragged = false;
    p->clicks = e->clicks;
    p->gesture = GESTURE_NONE;
    if (is_covered(app) || gui_covers(picture_gui(app->desk.picture), e->x, e->y))
        return;
    app->desk.eye.flying = false;
    if (e->button != WINDOW_LEFT || (e->mods & WINDOW_SHIFT))
        p->gesture = GESTURE_PAN;
    else
        p->gesture = mode_press(app, e->x, e->y) ? GESTURE_PAINT : GESTURE_ORBIT;
}

static void hover(struct app *app, float x, float y)
{
    float pixel[2] = {x, y};
    int hit = gui_covers(picture_gui(app->desk.picture), x, y)
                  ? -1
                  : scene_pick(picture_scene(app->desk.picture), pixel,
                               14 * eye_scale(&app->desk.eye));
    // a brush and the layers of territories say what lies under the pointer
    bool tells = app->desk.brush.tool != BRUSH_NONE ||
                 (app->desk.eye.layers & SCENE_SKIN) ||
                 (app->desk.eye.see_through > 0 && app->desk.eye.layers & SCENE_BENEATH);
    if (hit != app->desk.eye.hover || tells) {
        app->desk.eye.hover = hit;
        sink_redraw(&app->desk.sink);
    }
}

static void move(struct app *app, const struct window_event *e)
{
    struct app_pointer *p = &app->desk.pointer;
    struct app_eye *v = &app->desk.eye;
    const struct gui *gui = picture_gui(app->desk.picture);
    bool over_panel = gui_covers(gui, p->gui.x, p->gui.y) || gui_covers(gui, e->x, e->y);
    p->gui.has_pointer = !e->touch || p->gui.button[0];
    p->gui.x = e->x;
    p->gui.y = e->y;
    float moved = hypotf(e->x - p->press_x, e->y - p->press_y);
    p->dragged |= moved > CLICK_SLOP * eye_scale(&app->desk.eye);
    switch (p->gesture) {
    case GESTURE_ORBIT:
        if (p->dragged)
            camera_orbit(&v->camera, &v->port, e->dx, e->dy);
        break;
    case GESTURE_PAN:
        camera_pan(&v->camera, &v->port, e->dx, e->dy);
        break;
    case GESTURE_PAINT:
        mode_drag(app, e->x, e->y);
        break;
    case GESTURE_NONE:
        hover(app, e->x, e->y);
        // what it rested on is rested on no more
        if (over_panel)
            sink_redraw(&app->desk.sink);
        return;
    }
    if (p->gesture != GESTURE_PAINT)
        eye_moved(&app->desk.eye, &app->desk.sink, app->desk.clock.now_ms);
    sink_redraw(&app->desk.sink);
}

static void release(struct app *app, const struct window_event *e)
{
    struct app_pointer *p = &app->desk.pointer;
    p->gui.button[e->button == WINDOW_RIGHT    ? 1
                  : e->button == WINDOW_MIDDLE ? 2
                                               : 0] = false;
    enum app_gesture gesture = p->gesture;
    p->gesture = GESTURE_NONE;
    sink_redraw(&app->desk.sink);
    if (gesture == GESTURE_PAINT) {
        mode_release(app, e->x, e->y);
        return;
    }
    if (gesture != GESTURE_ORBIT || p->dragged)
        return;
    if (mode_click(app, e->x, e->y))
        return;
    float pixel[2] = {e->x, e->y};
    float reach = (e->touch ? 26 : 16) * eye_scale(&app->desk.eye);
    int hit = scene_pick(picture_scene(app->desk.picture), pixel, reach);
    const struct site *site = stage_site(app->desk.stage, hit);
    const struct inside_part *part;
    if (site)
        app_select(app, site->point->code, site->side, SINK_FLY);
    else if (p->clicks > 1)
        sink_fly_home(&app->desk.sink, "front");
    else if ((part = app->desk.mode == APP_DISPLAY
                         ? NULL
                         : structure_at(&app->desk.eye, app->desk.subject, e->x, e->y)))
        structure_show(&app->desk.eye, app->desk.subject, &app->desk.sink, part->id,
                       part->side, SINK_STAY);
    else
        app_select(app, "", SIDE_M, SINK_STAY);
}

static void wheel(struct app *app, const struct window_event *e)
{
    if (is_covered(app) || gui_covers(picture_gui(app->desk.picture), e->x, e->y)) {
        app->desk.pointer.gui.wheel += e->dy;
    } else {
        float cursor[2] = {e->x, e->y};
        eye_moved(&app->desk.eye, &app->desk.sink, app->desk.clock.now_ms);
        camera_zoom(&app->desk.eye.camera, &app->desk.eye.port, cursor,
                    powf(0.9f, e->dy));
    }
    sink_redraw(&app->desk.sink);
}

static void cancel(struct app *app)
{
    struct app_pointer *p = &app->desk.pointer;
    if (p->gesture == GESTURE_PAINT)
        mode_cancel(app);
    p->gesture = GESTURE_NONE;
    // a widget that is let go with no pointer on it was not pressed
    p->gui.has_pointer = false;
    memset(p->gui.button, 0, sizeof p->gui.button);
    app->desk.eye.hover = -1;
    sink_redraw(&app->desk.sink);
}

static void pinch(struct app *app, const struct window_event *e)
{
    struct app_eye *v = &app->desk.eye;
    float cursor[2] = {e->x, e->y};
    if (is_covered(app) || gui_covers(picture_gui(app->desk.picture), e->x, e->y))
        return;
    camera_zoom(&v->camera, &v->port, cursor, e->factor > 0 ? 1 / e->factor : 1);
    camera_orbit(&v->camera, &v->port, e->dx, e->dy);
    eye_moved(&app->desk.eye, &app->desk.sink, app->desk.clock.now_ms);
    sink_redraw(&app->desk.sink);
}

static bool is_model(const char *path)
{
    for (const char *const *e = SUBJECT_ENDINGS; *e; e++)
        if (file_has_ending(path, *e))
            return true;
    return false;
}

static void drop(struct app *app, const char *path)
{
    struct error error;
    if (action_is_held(app, ACTION_OPEN_CASE))
        return;
    if (is_model(path)) {
        struct request request = {.id = ACTION_BODY_FILE};
        snprintf(request.text, sizeof request.text, "%s", path);
        action_run(app, &request);
        return;
    }
    // what a card was opened for is another case then
    cards_open(app, SHELL_NO_CARD);
    if (!*path)
        sink_say(&app->desk.sink, "%s", text_of(app->desk.texts, "files.path_too_long"));
    else if (!case_work_open(app, path, &error))
        sink_say_error(&app->desk.sink, app->desk.texts, &error);
}

/* what does not fit any more is left out whole */
static void take_text(struct app_pointer *p, const char *text)
{
    size_t n = strlen(p->text), more = strlen(text);
    if (n + more < sizeof p->text)
        memcpy(p->text + n, text, more + 1);
}

/* To the field that is typed in, else to the widget with the ring, else to the mode, else
 * to the table. Escape closes a card, field and ring or not; a field in a panel it leaves
 * by itself. */
static void take_key(struct app *app, const struct window_event *e)
{
    struct gui *g = picture_gui(app->desk.picture);
    bool moves_ring = e->key == WINDOW_KEY_LEFT || e->key == WINDOW_KEY_RIGHT ||
                      e->key == WINDOW_KEY_UP_ARROW || e->key == WINDOW_KEY_DOWN_ARROW ||
                      e->key == WINDOW_KEY_PAGE_UP || e->key == WINDOW_KEY_PAGE_DOWN ||
                      e->key == WINDOW_KEY_SPACE || e->key == WINDOW_KEY_ENTER;
    bool closes = e->key == WINDOW_KEY_ESCAPE && app->desk.shell->card != SHELL_NO_CARD;
    if (closes) {
        run_key(app, e->key, e->mods);
        return;
    }
    // letters on their way to the search field are no commands
    if (gui_wants_keys(g) || app->desk.shell->seeking ||
        (moves_ring && gui_has_focus(g)) || e->key == WINDOW_KEY_TAB)
        return;
    if (is_covered(app) || !mode_key(app, e->key, e->mods))
        run_key(app, e->key, e->mods);
}

/* with every event, since a release may go to another window */
static void feed_mods(struct gui_input *in, unsigned mods)
{
    in->shift = mods & WINDOW_SHIFT;
    in->control = mods & WINDOW_CTRL;
    in->alt = mods & WINDOW_ALT;
}

void app_handle(struct app *app, const struct window_event *e)
{
    mode_touched(app);
    feed_mods(&app->desk.pointer.gui, e->mods);
    switch (e->kind) {
    case WINDOW_CLOSE:
        app_ask_to_close(app);
        break;
    case WINDOW_QUIT:
        app->running = false;
        break;
    case WINDOW_KEY:
        feed_key(app, e, true);
        sink_redraw(&app->desk.sink);
        take_key(app, e);
        break;
    case WINDOW_KEY_UP:
        feed_key(app, e, false);
        sink_redraw(&app->desk.sink);
        if (mode_now(app)->key_up)
            mode_now(app)->key_up(&app->desk, e->key);
        break;
    case WINDOW_TEXT:
        take_text(&app->desk.pointer, e->text);
        sink_redraw(&app->desk.sink);
        break;
    case WINDOW_MOVE:
        move(app, e);
        break;
    case WINDOW_PRESS:
        press(app, e);
        sink_redraw(&app->desk.sink);
        break;
    case WINDOW_RELEASE:
        release(app, e);
        break;
    case WINDOW_WHEEL:
        wheel(app, e);
        break;
    case WINDOW_CANCEL:
        cancel(app);
        break;
    case WINDOW_PINCH:
        pinch(app, e);
        break;
    case WINDOW_LEAVE:
        app->desk.pointer.gui.has_pointer = false;
        app->desk.eye.hover = -1;
        sink_redraw(&app->desk.sink);
        break;
    case WINDOW_DROP:
        drop(app, e->text);
        break;
    case WINDOW_REDRAW:
        picture_forget(app->desk.picture);
        sink_redraw(&app->desk.sink);
        break;
    case WINDOW_NOTHING:
        break;
    }
}
