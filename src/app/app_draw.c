/* app_draw.c - one frame of the window: marks, scene, panels. */
#include <stdlib.h>
#include <string.h>

#include "app/app_internal.h"
#include "app/hands.h"
#include "panels/eye.h"
#include "panels/hover.h"
#include "panels/landmark_tool.h"
#include "panels/paint.h"
#include "panels/rule_view.h"
#include "panels/shell.h"
#include "panels/structure_view.h"

enum { MOVING_MS = 160 /* how long after a movement the view counts as moving */ };

static float phase(const struct app *app, int period_ms)
{
    if (app->desk.settings.reduced_motion)
        return 0;
    return (float)(app->desk.clock.now_ms % period_ms) / (float)period_ms;
}

/* the user's case as the present mode shows it */
static struct stage_view describe(const struct app *app)
{
    const struct app_eye *v = &app->desk.eye;
    // names have no room beside a body of some hundred pixels
    bool room = v->port.width >= 320 && v->port.height >= 260;
    unsigned without = room ? 0 : SCENE_LABELS;
    struct stage_view view = {.subject = app->desk.subject,
                              .rules = engine_rules(app->desk.dossier.engine),
                              .theme = app_theme(&app->desk.settings, app->desk.mode),
                              .layers = v->layers & ~without,
                              .camera = v->camera,
                              .port = v->port,
                              .lit = {.plan = &app->desk.dossier.plan,
                                      .selected = v->selected[0] ? v->selected : NULL,
                                      .selected_side = v->selected_side,
                                      .channel = v->channel[0] ? v->channel : NULL},
                              .record = history_now(app->desk.dossier.history),
                              .record_version = app->desk.dossier.version,
                              .region = v->region,
                              .see_through = v->see_through,
                              .halo_phase = phase(app, 4000),
                              .flow_phase = phase(app, 6000)};
    view.hovered = paint_hovered(&app->desk, &view.hovered_side);
    structure_add(&app->desk.eye, app->desk.subject, app->desk.words, &view);
    const struct mode_table *mode = mode_now(app);
    if (mode->view)
        mode->view(&app->desk, &view);
    return view;
}

/* what follows for the mode from what has changed */
static void prepare(struct app *app)
{
    struct mode_look look = {.zoom = 1};
    rule_view_refresh(app->desk.rule, &app->desk.dossier);
    if (!mode_now(app)->prepare)
        return;
    mode_now(app)->prepare(&app->desk, &look);
    app->desk.shell->zoom = look.zoom;
    app->desk.eye.names_hidden = look.names_hidden;
}

/* a mark has another place in the list now */
static void forget_hover(struct app *app)
{
    uint32_t version = stage_marks_version(app->desk.stage);
    if (app->desk.eye.marks_version != version)
        app->desk.eye.hover = -1;
    app->desk.eye.marks_version = version;
}

static void draw_panels(struct app *app, struct gui *gui)
{
    app->desk.shell->left = app->desk.shell->right = app->desk.shell->corner =
        (struct gui_rect){0};
    app->desk.shell->top = app->desk.shell->bottom = 0;
    app->desk.sink.unsettled = false;
    shell_begin_panels(app->desk.shell);
    const struct mode_table *mode = mode_now(app);
    if (landmark_tool_open(app->desk.landmark_tool))
        landmark_tool_panel(&app->desk, gui);
    else if (mode->panels)
        mode->panels(&app->desk, gui);
    hover_legend(&app->desk, gui);
    shell_panels(&app->desk, gui);
    // what the pointer rests on
    char text[256];
    hover_text(&app->desk, text, sizeof text);
    if (*text)
        gui_tooltip(gui, text);
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
    if (camera_port_equal(before, port))
        return true;
    bool same = before->width == port->width && before->height == port->height;
    app_refit(app, same ? APP_REFIT_PANELS : APP_REFIT_WINDOW);
    return false;
}

/* a frame of the window on its way through picture_draw */
struct drawing {
    struct app *app;
    struct camera_port before; /* of the last frame */
    bool moving;
};

/* first the panels, then the picture in what they leave free, then where the eye goes */
static void lay_out(struct gui *gui, struct picture_frame *frame, void *user)
{
    struct drawing *d = user;
    struct app *app = d->app;
    draw_panels(app, gui);
    bool stands = take_port(app, &d->before) && !app->desk.sink.unsettled;
    struct stage_view view = describe(app);
    stage_build(app->desk.stage, &view, &frame->scene);
    frame->scene.moving = d->moving;
    forget_hover(app);
    if (app->desk.sink.target.look == LOOK_NOWHERE)
        return;
    // what was asked for with it is done first
    if (stands && !app->desk.sink.n_requests)
        app_set_out(app);
    sink_redraw(&app->desk.sink);
}

/* the size of this frame, for panels and picture alike; returns what was before */
static struct camera_port resize(struct app *app, int width, int height, float text_scale)
{
    struct camera_port *port = &app->desk.eye.port, before = *port;
    port->width = width;
    port->height = height;
    port->scale = picture_scale(width, height, text_scale);
    port->mark_scale = picture_scale(width, height, 0);
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
    struct picture_frame frame = {.theme = app_theme(&app->desk.settings, app->desk.mode),
                                  .panels = lay_out};
    window_size(app->window, &frame.width, &frame.height);
    if (frame.width < 1 || frame.height < 1)
        return true;
    arena_reset(app->desk.words);
    prepare(app);
    struct app_eye *v = &app->desk.eye;
    if (v->flying)
        v->flying = camera_fly(&v->flight, app->desk.clock.now_ms, &v->camera);

    app->desk.density = window_density(app->window);
    struct gui_input *in = &app->desk.pointer.gui;
    // what is typed on the way to the search field waits for it
    bool waits =
        app->desk.shell->seeking && !gui_wants_keys(picture_gui(app->desk.picture));
    in->text = waits ? "" : app->desk.pointer.text;
    in->seconds = (float)(app->desk.clock.now_ms - app->desk.clock.frame_ms) / 1000;
    app->desk.clock.frame_ms = app->desk.clock.now_ms;
    frame.text_scale = app->desk.settings.text_scale * app->desk.density *
                       (app->desk.shell->zoom > 0 ? app->desk.shell->zoom : 1);
    frame.input = in;
    struct drawing drawing = {
        .app = app,
        .before = resize(app, frame.width, frame.height, frame.text_scale),
        .moving = v->flying || app->desk.clock.now_ms - v->moved_ms < MOVING_MS};
    // a view that moves at a calm pace has the time to be sharp
    frame.quality =
        drawing.moving && !app->desk.sink.pace_ms ? RENDER_MOVING : RENDER_SETTLING;
    frame.user = &drawing;
    bool ok = picture_draw(app->desk.picture, &frame, error);
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

bool app_snapshot(struct app *app, int width, int height, uint8_t **pixels,
                  struct error *error)
{
    struct picture_frame frame = {.theme = app_theme(&app->desk.settings, app->desk.mode),
                                  .width = width,
                                  .height = height,
                                  .quality = RENDER_STILL};
    prepare(app);
    struct stage_view view = describe(app);
    view.camera = eye_camera_for(&app->desk.eye, width, height);
    view.port = (struct camera_port){.width = width, .height = height};
    stage_build(app->desk.stage, &view, &frame.scene);
    sink_redraw(&app->desk.sink);
    return picture_snapshot(app->desk.picture, &frame, pixels, error);
}
