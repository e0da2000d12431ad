#include "app/hands.h"

#include <math.h>
#include <string.h>

#include "anatomy/trace.h"
#include "inside/inside.h"
#include "modes/modes.h"
#include "panels/eye.h"
#include "panels/hover.h"
#include "panels/landmark_tool.h"
#include "panels/measure_tool.h"
#include "panels/shell.h"
#include "panels/structure_view.h"

enum { CLICK_SLOP = 5 /* design pixels that a click may move */ };

bool hands_are_off(const struct desk *desk)
{
    return desk->shell->card != SHELL_NO_CARD || desk->work.on;
}

// ------------------------------------------------------- what the mode makes of it

static bool mode_press(struct desk *desk, float x, float y)
{
    return MODES[desk->mode]->press && MODES[desk->mode]->press(desk, x, y);
}

static void let_go(struct desk *desk, float x, float y)
{
    if (MODES[desk->mode]->release)
        MODES[desk->mode]->release(desk, x, y);
}

static void take_back(struct desk *desk)
{
    if (MODES[desk->mode]->cancel)
        MODES[desk->mode]->cancel(desk);
    else
        let_go(desk, desk->pointer.gui.x, desk->pointer.gui.y);
}

static bool is_of_mode(struct desk *desk, float x, float y)
{
    if (measure_tool_click(desk, x, y))
        return true;
    if (landmark_tool_click(desk, x, y))
        return true;
    return MODES[desk->mode]->click && MODES[desk->mode]->click(desk, x, y);
}

// ---------------------------------------------------------------- keys on the screen

void hands_type(struct app_pointer *p, const char *text)
{
    size_t n = strlen(p->text), more = strlen(text);
    if (n + more < sizeof p->text)
        memcpy(p->text + n, text, more + 1);
}

/* it goes the way of a real key, and of what that types */
static void type(struct app_pointer *p, const struct screen_key *key)
{
    if (key && key->text[0])
        hands_type(p, key->text);
    if (key && key->kind == SCREEN_KEY_DELETE)
        p->gui.key[GUI_KEY_BACKSPACE] = true;
    if (key && key->kind == SCREEN_KEY_ENTER)
        p->gui.key[GUI_KEY_ENTER] = true;
}

/* the keyboard on the screen takes what falls on it: the field stays in hand */
static bool press_key(struct app_pointer *p, struct screen_keys *keys,
                      const struct window_event *e)
{
    if (!screen_keys_covers(keys, e->x, e->y)) {
        keys->touched = e->touch;
        return false;
    }
    if (e->button == WINDOW_LEFT)
        type(p, screen_keys_press(keys, e->x, e->y));
    p->typing = true;
    return true;
}

static bool release_key(struct app_pointer *p, struct screen_keys *keys,
                        struct sink *sink)
{
    if (!p->typing)
        return false;
    p->typing = false;
    p->gui.key[GUI_KEY_BACKSPACE] = p->gui.key[GUI_KEY_ENTER] = false;
    screen_keys_release(keys);
    sink_redraw(sink);
    return true;
}

// ---------------------------------------------------------------- the pointer

/* the point there, or the one whose name stands there; -1 = none. `reach` in design
 * pixels */
static int mark_at(const struct desk *desk, float x, float y, float reach)
{
    const struct scene *scene = picture_scene(desk->picture);
    float pixel[2] = {x, y}, scale = eye_scale(&desk->eye);
    int hit = scene_pick(scene, pixel, reach * scale);
    return hit < 0 ? scene_pick_label(scene, pixel, 3 * scale) : hit;
}

static void press(struct hands *hands, const struct window_event *e)
{
    struct desk *desk = hands->desk;
    struct app_pointer *p = &desk->pointer;
    if (press_key(p, &desk->shell->keys, e))
        return;
    p->gui.has_pointer = true;
    p->gui.x = p->press_x = e->x;
    p->gui.y = p->press_y = e->y;
    p->gui.button[e->button == WINDOW_RIGHT    ? 1
                  : e->button == WINDOW_MIDDLE ? 2
                                               : 0] = true;
    p->dragged = false;
    p->clicks = e->clicks;
    p->gesture = GESTURE_NONE;
    if (hands_are_off(desk) || gui_covers(picture_gui(desk->picture), e->x, e->y))
        return;
    desk->eye.flying = false;
    if (e->button != WINDOW_LEFT || (e->mods & WINDOW_SHIFT))
        p->gesture = GESTURE_PAN;
    else if (landmark_tool_open(desk->landmark_tool) &&
             landmark_tool_grab(desk, mark_at(desk, e->x, e->y, e->touch ? 22 : 12)))
        p->gesture = GESTURE_LANDMARK;
    else
        p->gesture = mode_press(desk, e->x, e->y) ? GESTURE_PAINT : GESTURE_ORBIT;
    struct bvh_hit hit;
    p->has_pivot = p->gesture == GESTURE_ORBIT &&
                   eye_skin_at(&desk->eye, desk->subject, e->x, e->y, &hit);
    if (p->has_pivot)
        memcpy(p->pivot, hit.position, sizeof p->pivot);
}

/* the line of a channel there, where it may be named */
static int line_at(const struct desk *desk, float x, float y, float reach)
{
    float pixel[2] = {x, y};
    if (desk->mode == APP_DISPLAY || desk->eye.names_hidden)
        return -1;
    const struct scene_skin skin = {.bvh = body_bvh(subject_body(desk->subject)),
                                    .standing = subject_standing(desk->subject),
                                    .cut = &desk->eye.cut};
    return scene_pick_course(picture_scene(desk->picture), &skin, pixel,
                             reach * eye_scale(&desk->eye));
}

static void hover(struct desk *desk, float x, float y)
{
    bool covered = gui_covers(picture_gui(desk->picture), x, y);
    int hit = covered ? -1 : mark_at(desk, x, y, 14);
    int line = covered || hit >= 0 ? -1 : line_at(desk, x, y, 8);
    // a brush and the layers of territories say what lies under the pointer
    bool tells = desk->brush.tool != BRUSH_NONE || (desk->eye.layers & SCENE_SKIN) ||
                 (desk->eye.see_through > 0 && desk->eye.layers & SCENE_BENEATH);
    if (hit != desk->eye.hover || line != desk->eye.hover_line || tells) {
        desk->eye.hover = hit;
        desk->eye.hover_line = line;
        sink_redraw(&desk->sink);
    }
}

static void move(struct hands *hands, const struct window_event *e)
{
    struct desk *desk = hands->desk;
    struct app_pointer *p = &desk->pointer;
    struct app_eye *v = &desk->eye;
    const struct gui *gui = picture_gui(desk->picture);
    // the finger that types moves nothing, and what lies under the keys is not rested on
    if (p->typing || screen_keys_covers(&desk->shell->keys, e->x, e->y))
        return;
    bool over_panel = gui_covers(gui, p->gui.x, p->gui.y) || gui_covers(gui, e->x, e->y);
    p->gui.has_pointer = !e->touch || p->gui.button[0];
    p->gui.x = e->x;
    p->gui.y = e->y;
    float moved = hypotf(e->x - p->press_x, e->y - p->press_y);
    p->dragged |= moved > CLICK_SLOP * eye_scale(&desk->eye);
    switch (p->gesture) {
    case GESTURE_ORBIT:
        if (p->dragged && p->has_pivot)
            camera_orbit_about(&v->camera, &v->port, e->dx, e->dy, p->pivot);
        else if (p->dragged)
            camera_orbit(&v->camera, &v->port, e->dx, e->dy);
        break;
    case GESTURE_PAN:
        camera_pan(&v->camera, &v->port, e->dx, e->dy);
        break;
    case GESTURE_PAINT:
        if (MODES[desk->mode]->drag)
            MODES[desk->mode]->drag(desk, e->x, e->y);
        break;
    case GESTURE_LANDMARK:
        if (p->dragged)
            landmark_tool_drag(desk, e->x, e->y);
        break;
    case GESTURE_NONE:
        hover(desk, e->x, e->y);
        // what it rested on is rested on no more
        if (over_panel)
            sink_redraw(&desk->sink);
        return;
    }
    if (p->gesture != GESTURE_PAINT && p->gesture != GESTURE_LANDMARK)
        eye_moved(&desk->eye, &desk->sink, desk->clock.now_ms);
    sink_redraw(&desk->sink);
}

/* its channel, from where the eye stands */
static void look_at_line(struct hands *hands, int line)
{
    struct desk *desk = hands->desk;
    const struct trace *traces = subject_traces(desk->subject);
    director_select(hands->director, "", SIDE_M, SINK_STAY);
    if (line < traces->count)
        sink_hold_channel(&desk->sink, traces->line[line].channel->id);
}

/* a tour goes on lighting what it tells of */
static void look_at_nothing(struct hands *hands)
{
    director_select(hands->director, "", SIDE_M, SINK_STAY);
    if (hands->desk->eye.channel_held)
        sink_show_channel(&hands->desk->sink, "");
}

static void release(struct hands *hands, const struct window_event *e)
{
    struct desk *desk = hands->desk;
    struct app_pointer *p = &desk->pointer;
    if (release_key(p, &desk->shell->keys, &desk->sink))
        return;
    p->gui.button[e->button == WINDOW_RIGHT    ? 1
                  : e->button == WINDOW_MIDDLE ? 2
                                               : 0] = false;
    enum app_gesture gesture = p->gesture;
    p->gesture = GESTURE_NONE;
    sink_redraw(&desk->sink);
    if (gesture == GESTURE_PAINT) {
        let_go(desk, e->x, e->y);
        return;
    }
    if (gesture == GESTURE_LANDMARK) {
        landmark_tool_let_go(desk, p->dragged);
        return;
    }
    if (gesture != GESTURE_ORBIT || p->dragged)
        return;
    if (is_of_mode(desk, e->x, e->y))
        return;
    int hit = mark_at(desk, e->x, e->y, e->touch ? 26 : 16);
    int line = line_at(desk, e->x, e->y, e->touch ? 16 : 9);
    const struct site *site = stage_site(desk->stage, hit);
    const struct inside_part *part;
    const struct region *region;
    enum side side;
    int landmark;
    if (site)
        director_select(hands->director, site->point->code, site->side, SINK_FLY);
    else if (desk->mode == APP_TEACH && !desk->eye.names_hidden &&
             stage_landmark(desk->stage, hit, &landmark, &side))
        sink_show_landmark(&desk->sink,
                           subject_catalog(desk->subject)->landmark_names.name[landmark],
                           side);
    else if (p->clicks > 1)
        sink_fly_home(&desk->sink, "front");
    else if ((part = desk->mode == APP_DISPLAY
                         ? NULL
                         : structure_view_at(&desk->eye, desk->subject, e->x, e->y)))
        structure_view_show(&desk->eye, desk->subject, &desk->sink, part->id, part->side,
                            SINK_STAY);
    else if (line >= 0)
        look_at_line(hands, line);
    else if ((region = hover_region(desk, e->x, e->y)))
        sink_ask_text(&desk->sink, ACTION_SHOW_REGION, region->id, 0);
    else
        look_at_nothing(hands);
}

static void wheel(struct desk *desk, const struct window_event *e)
{
    if (hands_are_off(desk) || gui_covers(picture_gui(desk->picture), e->x, e->y)) {
        desk->pointer.gui.wheel += e->dy;
    } else {
        float cursor[2] = {e->x, e->y};
        eye_moved(&desk->eye, &desk->sink, desk->clock.now_ms);
        camera_zoom(&desk->eye.camera, &desk->eye.port, cursor, powf(0.9f, e->dy));
    }
    sink_redraw(&desk->sink);
}

static void cancel(struct desk *desk)
{
    struct app_pointer *p = &desk->pointer;
    if (release_key(p, &desk->shell->keys, &desk->sink))
        return;
    if (p->gesture == GESTURE_PAINT)
        take_back(desk);
    landmark_tool_cancel(desk);
    p->gesture = GESTURE_NONE;
    // a widget that is let go with no pointer on it was not pressed
    p->gui.has_pointer = false;
    memset(p->gui.button, 0, sizeof p->gui.button);
    desk->eye.hover = desk->eye.hover_line = -1;
    sink_redraw(&desk->sink);
}

static void pinch(struct desk *desk, const struct window_event *e)
{
    struct app_eye *v = &desk->eye;
    float cursor[2] = {e->x, e->y};
    if (hands_are_off(desk) || gui_covers(picture_gui(desk->picture), e->x, e->y))
        return;
    camera_zoom(&v->camera, &v->port, cursor, e->factor > 0 ? 1 / e->factor : 1);
    camera_orbit(&v->camera, &v->port, e->dx, e->dy);
    eye_moved(&desk->eye, &desk->sink, desk->clock.now_ms);
    sink_redraw(&desk->sink);
}

static void leave(struct app_pointer *pointer, struct app_eye *eye, struct sink *sink)
{
    pointer->gui.has_pointer = false;
    eye->hover = eye->hover_line = -1;
    sink_redraw(sink);
}

void hands_take(struct hands *hands, const struct window_event *e)
{
    switch (e->kind) {
    case WINDOW_MOVE:
        move(hands, e);
        break;
    case WINDOW_PRESS:
        press(hands, e);
        sink_redraw(&hands->desk->sink);
        break;
    case WINDOW_RELEASE:
        release(hands, e);
        break;
    case WINDOW_WHEEL:
        wheel(hands->desk, e);
        break;
    case WINDOW_CANCEL:
        cancel(hands->desk);
        break;
    case WINDOW_PINCH:
        pinch(hands->desk, e);
        break;
    case WINDOW_LEAVE:
        leave(&hands->desk->pointer, &hands->desk->eye, &hands->desk->sink);
        break;
    default:
        break;
    }
}
