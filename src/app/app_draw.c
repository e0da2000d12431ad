/* app_draw.c - one frame of the window: marks, scene, panels. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "app/app_internal.h"
#include "app/desk_panels.h"
#include "app/desk_view.h"
#include "app/side_tiles.h"
#include "modes/modes.h"
#include "panels/eye.h"
#include "panels/hover.h"
#include "panels/landmark_tool.h"
#include "panels/paint.h"
#include "panels/rule_view.h"
#include "panels/shell.h"
#include "panels/stage_corner.h"
#include "panels/structure_view.h"

/* A panel that a line came to and went from leaves the picture where it was. */
static float settled(float before, float now, float scale)
{
    const float line = 90 * scale;
    return now > 0 && now < before && before - now < line ? before : now;
}

/* What the panels leave free of the picture. Returns whether that is what it was. */
static bool take_port(struct app *app, const struct camera_port *before)
{
    struct camera_port *port = &app->desk.eye.port;
    const struct gui_rect *c = &app->desk.shell->corner;
    port->left = app->desk.shell->left.x + app->desk.shell->left.w;
    port->right =
        app->desk.shell->right.w > 0 ? (float)port->width - app->desk.shell->right.x : 0;
    port->top = app->desk.shell->top;
    port->bottom = app->desk.shell->bottom;
    memcpy(port->covered, (float[4]){c->x, c->y, c->w, c->h}, sizeof port->covered);
    bool same = before->width == port->width && before->height == port->height;
    if (same) {
        port->right = settled(before->right, port->right, eye_scale(&app->desk.eye));
        port->bottom = settled(before->bottom, port->bottom, eye_scale(&app->desk.eye));
    }
    if (camera_port_equal(before, port))
        return true;
    director_refit(&app->director, same ? DIRECTOR_REFIT_PANELS : DIRECTOR_REFIT_WINDOW);
    return false;
}

/* a frame of the window on its way through picture_draw */
struct drawing {
    struct app *app;
    struct camera_port before; /* of the last frame */
    bool moving;
};

_Static_assert(sizeof(struct gui_rect) == sizeof(float[4]), "x, y, width, height");

/* first the panels, then the picture in what they leave free, then where the eye goes */
static void lay_out(struct gui *gui, struct picture_frame *frame, void *user)
{
    struct drawing *d = user;
    struct app *app = d->app;
    desk_panels(&app->desk, gui);
    bool stands = take_port(app, &d->before) && !app->desk.sink.unsettled;
    struct stage_view view = desk_view(&app->desk);
    stage_build(app->desk.stage, &view, &frame->scene);
    frame->scene.over = (const float(*)[4])app->desk.shell->over;
    frame->scene.n_over = (uint32_t)app->desk.shell->n_over;
    frame->scene.moving = d->moving;
    app->desk.eye.shown = view.isolate;
    app->desk.eye.cut = *stage_cut(app->desk.stage);
    desk_view_forget_hover(&app->desk.eye, app->desk.stage);
    if (app->desk.sink.target.look == LOOK_NOWHERE)
        return;
    // what was asked for with it is done first
    if (stands && !app->desk.sink.n_requests)
        director_set_out(&app->director);
    sink_redraw(&app->desk.sink);
}

/* the size of this frame, for panels and picture alike; returns what was before */
static struct camera_port resize(struct app *app, int width, int height, float text_scale,
                                 float mark_scale)
{
    struct camera_port *port = &app->desk.eye.port, before = *port;
    port->width = width;
    port->height = height;
    port->scale = picture_scale(width, height, text_scale);
    port->mark_scale = picture_scale(width, height, mark_scale);
    return before;
}

static void take_typing(struct app *app)
{
    struct gui *g = picture_gui(app->desk.picture);
    bool typing = gui_wants_keys(g);
    if (typing == app->desk.shell->typing || app->desk.shell->seeking)
        return;
    app->desk.shell->typing = typing;
    if (typing) {
        struct gui_rect r = gui_typing_box(g);
        window_text_start(app->window, (float[4]){r.x, r.y, r.w, r.h});
    } else {
        window_text_stop(app->window);
    }
}

/* the search field has the keys, or is not there to get them */
static void end_seeking(struct app *app)
{
    struct shell *shell = app->desk.shell;
    if (gui_wants_keys(picture_gui(app->desk.picture)) || !shell->sought)
        shell->seeking = false;
    if (shell->seeking)
        sink_redraw(&app->desk.sink);
}

bool app_draw(struct app *app, struct error *error)
{
    struct picture_frame frame = {
        .theme = desk_theme(&app->desk.settings, app->desk.mode),
        .texts = app->desk.mode == APP_DISPLAY || !(app->desk.eye.layers & SCENE_LABELS)
                     ? NULL
                     : app->desk.texts,
        .panels = lay_out};
    window_size(app->window, &frame.width, &frame.height);
    if (frame.width < 1 || frame.height < 1)
        return true;
    if (!graphics_ready(app, error))
        return false;
    arena_reset(app->desk.words);
    desk_view_prepare(&app->desk);
    side_tiles_prepare(&app->desk);
    stage_corner_prepare(&app->desk);
    struct app_eye *v = &app->desk.eye;
    if (v->flying)
        v->flying = camera_fly(&v->flight, app->desk.clock.now_ms, &v->camera);

    app->desk.density = window_density(app->window);
    struct gui_input *in = &app->desk.pointer.gui;
    // what is typed on the way to the search field waits for it
    bool waits =
        app->desk.shell->seeking && !gui_wants_keys(picture_gui(app->desk.picture));
    in->text = waits ? "" : app->desk.pointer.text;
    // a frame that took long is no key held down
    in->seconds =
        fminf((float)(app->desk.clock.now_ms - app->desk.clock.frame_ms) / 1000, 0.1f);
    app->desk.clock.frame_ms = app->desk.clock.now_ms;
    frame.text_scale = app->desk.settings.text_scale * app->desk.density *
                       (app->desk.shell->zoom > 0 ? app->desk.shell->zoom : 1);
    frame.mark_scale = app->desk.shell->marks;
    frame.input = in;
    struct drawing drawing = {.app = app,
                              .before = resize(app, frame.width, frame.height,
                                               frame.text_scale, frame.mark_scale),
                              .moving = eye_moves(v, app->desk.clock.now_ms)};
    // a view that moves at a calm pace has the time to be sharp
    frame.quality =
        drawing.moving && !app->desk.sink.pace_ms ? RENDER_MOVING : RENDER_SETTLING;
    frame.user = &drawing;
    bool ok = picture_draw(app->desk.picture, &frame, error);
    sink_put_all(&app->desk.sink);
    window_swap(app->window);

    if (!waits)
        app->desk.pointer.text[0] = 0;
    in->wheel = 0;
    end_seeking(app);
    take_typing(app);
    if (drawing.moving || v->flying || !picture_settled(app->desk.picture))
        sink_redraw(&app->desk.sink);
    return ok;
}
