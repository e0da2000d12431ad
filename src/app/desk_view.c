#include "app/desk_view.h"

#include "modes/modes.h"
#include "panels/eye.h"
#include "panels/landmark_tool.h"
#include "panels/measure_tool.h"
#include "panels/paint.h"
#include "panels/rule_view.h"
#include "panels/shell.h"
#include "panels/structure_view.h"

static float phase(const struct settings *settings, const struct app_clock *clock,
                   int period_ms)
{
    if (settings->reduced_motion)
        return 0;
    return (float)(clock->now_ms % period_ms) / (float)period_ms;
}

struct stage_view desk_view(const struct desk *desk)
{
    const struct app_eye *v = &desk->eye;
    // names have no room beside a body of some hundred pixels
    bool room = v->port.width >= 320 && v->port.height >= 260;
    unsigned without = room ? 0 : SCENE_LABELS;
    struct stage_view view = {
        .subject = desk->subject,
        .texts = desk->texts,
        .rules = engine_rules(desk->dossier.engine),
        .theme = desk_theme(&desk->settings, desk->mode),
        .layers = v->layers & ~without,
        .camera = v->camera,
        .port = v->port,
        .lit = {.plan = &desk->dossier.plan,
                .selected = v->selected[0] ? v->selected : NULL,
                .selected_side = v->selected_side,
                .landmark =
                    desk->mode == APP_TEACH && v->landmark[0] ? v->landmark : NULL,
                .landmark_side = v->landmark_side,
                .others =
                    desk->dossier.plan.n_points ? HIGHLIGHT_ALONE : HIGHLIGHT_WITH_ALL,
                .channel = v->channel[0] ? v->channel : NULL},
        .letters = room && desk->mode != APP_DISPLAY,
        // a patient sees the whole person
        .isolate = desk->mode == APP_DISPLAY ? (struct isolate){.at = 0} : v->isolate,
        .record = history_now(desk->dossier.history),
        .record_version = desk->dossier.version,
        .region = v->region,
        .see_through = v->see_through,
        .halo_phase = phase(&desk->settings, &desk->clock, 4000),
        .flow_phase = phase(&desk->settings, &desk->clock, 6000)};
    view.hovered = paint_hovered(desk, &view.hovered_side);
    structure_view_add(&desk->eye, desk->subject, desk->words, &view);
    const struct mode_table *mode = MODES[desk->mode];
    if (mode->view)
        mode->view(desk, &view);
    measure_tool_view(desk->measure_tool, desk->subject, &view);
    landmark_tool_view(desk, &view);
    return view;
}

void desk_view_prepare(struct desk *desk)
{
    struct mode_look look = {.zoom = 1, .marks = 1};
    rule_view_refresh(desk->rule, &desk->dossier);
    landmark_tool_prepare(desk);
    desk->shell->marks = 1;
    desk->shell->beside = false;
    if (MODES[desk->mode]->prepare) {
        MODES[desk->mode]->prepare(desk, &look);
        desk->shell->zoom = look.zoom;
        desk->shell->marks = look.marks;
        desk->eye.names_hidden = look.names_hidden;
        // beside the list of landmarks there is one view, the one that is worked in
        desk->shell->beside = look.beside && !landmark_tool_open(desk->landmark_tool);
    }
}

void desk_view_forget_hover(struct app_eye *eye, const struct stage *stage)
{
    uint32_t version = stage_marks_version(stage);
    if (eye->marks_version != version)
        eye->hover = eye->hover_line = -1;
    eye->marks_version = version;
}

bool desk_view_snapshot(struct desk *desk, int width, int height, enum desk_ground ground,
                        uint8_t **pixels, struct error *error)
{
    struct picture_frame frame = {.theme = desk_theme(&desk->settings, desk->mode),
                                  .width = width,
                                  .height = height,
                                  .quality = RENDER_STILL};
    desk_view_prepare(desk);
    frame.mark_scale = desk->shell->marks;
    struct stage_view view = desk_view(desk);
    view.camera = eye_camera_for(&desk->eye, width, height);
    view.no_ground = ground == DESK_NO_GROUND;
    view.port = (struct camera_port){.width = width, .height = height};
    stage_build(desk->stage, &view, &frame.scene);
    sink_redraw(&desk->sink);
    return picture_snapshot(desk->picture, &frame, pixels, error);
}
