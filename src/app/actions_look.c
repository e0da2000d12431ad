/* actions_look.c - what is done by where the eye is and what it looks at. */
#include <stdio.h>
#include <string.h>

#include "app/actions_internal.h"
#include "base/cut.h"
#include "panels/eye.h"
#include "panels/isolate_card.h"
#include "panels/structure_view.h"
#include "scene/layers.h"
#include "stage/isolated.h"

static void run_view(struct director *d, const struct request *request)
{
    static const char *const VIEWS[] = {"front", "left", "back",
                                        "right", "top",  "bottom"};
    sink_fly_home(d->sink, VIEWS[request->argument]);
}

static void run_plan(struct director *d)
{
    sink_fly_plan(d->sink, NULL);
}

static void run_see_through(struct director *d)
{
    d->eye->see_through = d->eye->see_through > 0 ? 0 : 1;
}

static void run_zoom(struct director *d, const struct request *request)
{
    float middle[2] = {(float)d->eye->port.width / 2, (float)d->eye->port.height / 2};
    camera_zoom(&d->eye->camera, &d->eye->port, middle,
                request->argument > 0 ? 0.85f : 1 / 0.85f);
    eye_moved(d->eye, d->sink, d->clock->now_ms);
}

static void run_turn(struct director *d, const struct request *request)
{
    static const float STEP[4][2] = {{-40, 0}, {40, 0}, {0, -40}, {0, 40}};
    camera_orbit(&d->eye->camera, &d->eye->port,
                 STEP[request->argument][0] * eye_scale(d->eye),
                 STEP[request->argument][1] * eye_scale(d->eye));
    eye_moved(d->eye, d->sink, d->clock->now_ms);
}

static void run_step_point(struct director *d, const struct request *request)
{
    const struct plan *plan = &d->dossier->plan;
    if (!plan->n_points)
        return;
    int at = -1;
    for (int i = 0; i < plan->n_points; i++)
        if (strcmp(plan->points[i].code, d->eye->selected) == 0 &&
            plan->points[i].side == side_name(d->eye->selected_side)[0])
            at = i;
    at = at < 0 ? (request->argument > 0 ? 0 : plan->n_points - 1)
                : (at + (int)request->argument + plan->n_points) % plan->n_points;
    director_select(d, plan->points[at].code, side_of(plan->points[at].side), SINK_FLY);
}

static void run_select(struct director *d, const struct request *request)
{
    eye_select(d->eye, request->text, (enum side)request->argument);
}

static void run_region(struct director *d, const struct request *request)
{
    const struct catalog *c = subject_catalog(d->subject);
    const struct region *region = catalog_region(c, request->text);
    struct mesh_site on;
    eye_select(d->eye, "", SIDE_M);
    if (region && eye_region(d->subject, request->text, SIDE_M, &on))
        d->eye->region = (int)(region - c->region);
}

static void run_landmark(struct director *d, const struct request *request)
{
    eye_select(d->eye, "", SIDE_M);
    cut_print(d->eye->landmark, sizeof d->eye->landmark, "%s", request->text);
    d->eye->landmark_side = (enum side)request->argument;
}

static void run_channel(struct director *d, const struct request *request)
{
    snprintf(d->eye->channel, sizeof d->eye->channel, "%.7s", request->text);
    d->eye->channel_held = request->argument && request->text[0];
}

static void run_rule(struct director *d, const struct request *request)
{
    director_show_rule(d, request->text);
}

static void run_structure(struct director *d, const struct request *request)
{
    structure_view_show(d->eye, d->subject, d->sink, request->text,
                        (enum side)request->argument,
                        request->id == ACTION_FLY_TO_STRUCTURE ? SINK_FLY : SINK_STAY);
}

static void run_territory(struct director *d, const struct request *request)
{
    d->eye->region = (int)request->argument;
}

static void run_thin(struct director *d, const struct request *request)
{
    d->eye->see_through = (float)request->argument / 1000;
}

static void run_layer(struct director *d, const struct request *request)
{
    director_toggle_layer(d, (unsigned)request->argument);
}

/* what is looked at lies elsewhere now */
static void look_again(const struct app_eye *eye, struct sink *sink)
{
    if (*eye->selected)
        sink_fly_to_point(sink, eye->selected, eye->selected_side);
    else
        sink_fly_home(sink, "front");
}

static void run_pose(struct director *d, const struct request *request)
{
    struct error error;
    enum posture to = (enum posture)request->argument;
    // its joints take seconds to be found
    if (subject_is_foreign(d->subject) && !subject_is_held(d->subject) &&
        to != subject_posture(d->subject)) {
        sink_ask(d->sink, ACTION_BODY_JOINTS, to);
        return;
    }
    if (!subject_pose_to(d->subject, to, &error)) {
        sink_say_why(d->sink, *d->texts, &error);
        return;
    }
    director_refit(d, DIRECTOR_REFIT_WINDOW);
    look_again(d->eye, d->sink);
}

/* Another part is flown to, as the eye stands; it is there from now on. */
static void isolate(struct director *d, const struct isolate *to, enum sink_approach how)
{
    struct app_eye *v = d->eye;
    struct cutaway_body body = isolated_body(d->subject);
    struct isolate shown = *to;
    struct cutaway cut;
    float min[3], max[3];
    bool other = v->isolate.part != to->part || v->isolate.side != to->side;
    v->isolate = *to;
    shown.plane = ISOLATE_NO_PLANE;
    cutaway_find(&shown, &body, &cut);
    if (how == SINK_FLY && other && isolated_bounds(d->subject, &cut, min, max)) {
        struct aim aim = {.margin = 0.08f};
        aim_add_box(&aim, min, max);
        sink_fly_eye(d->sink, &aim, v->camera.yaw, v->camera.pitch);
    }
}

static void run_isolate(struct director *d, const struct request *request)
{
    struct isolate to = {0};
    if (!*request->text || isolate_parse(&to, request->text, subject_catalog(d->subject)))
        isolate(d, &to, request->argument ? SINK_STAY : SINK_FLY);
}

static void run_isolate_looked(struct director *d)
{
    struct isolate to = {0};
    bool all = isolate_is_whole(&d->eye->isolate);
    if (all)
        to = isolate_card_looked_at(d->eye, d->subject);
    if (all && isolate_is_whole(&to))
        sink_show_card(d->sink, SHELL_ISOLATE);
    else
        isolate(d, &to, SINK_FLY);
}

static void run_isolate_card(struct director *d)
{
    sink_show_card(d->sink, SHELL_ISOLATE);
}

static void run_move_cut(struct director *d, const struct request *request)
{
    float to = d->eye->isolate.at + 0.01f * (float)request->argument;
    if (d->eye->isolate.plane != ISOLATE_NO_PLANE)
        d->eye->isolate.at = to < 0 ? 0 : to > 1 ? 1 : to;
}

static void run_flip_cut(struct director *d)
{
    if (d->eye->isolate.plane != ISOLATE_NO_PLANE)
        d->eye->isolate.flipped = !d->eye->isolate.flipped;
}

// ---------------------------------------------------------------- views that are kept

static int view_named(const struct settings *s, const char *name)
{
    int i = 0;
    while (i < s->n_views && strcmp(s->view[i].name, name) != 0)
        i++;
    return i;
}

static void free_number(const struct settings *s, char *out, size_t size)
{
    int k = 0;
    do
        snprintf(out, size, "%d", ++k);
    while (view_named(s, out) < s->n_views);
}

/* one of that name takes its place */
static void run_keep_view(struct director *d, const struct request *request)
{
    struct settings *s = d->settings;
    struct eye_stand now = eye_stand_now(d->eye, d->subject);
    struct kept_view view = {.reach = now.reach,
                             .yaw = now.yaw,
                             .pitch = now.pitch,
                             .layers = d->eye->layers,
                             .see_through = d->eye->see_through};
    memcpy(view.at, now.at, sizeof view.at);
    cut_print(view.name, sizeof view.name, "%s", request->text);
    isolate_write(&d->eye->isolate, view.isolate);
    if (!*view.name)
        free_number(s, view.name, sizeof view.name);
    int i = view_named(s, view.name);
    if (i == SETTINGS_VIEWS)
        return;
    s->n_views = i == s->n_views ? i + 1 : s->n_views;
    s->view[i] = view;
}

static void run_show_view(struct director *d, const struct request *request)
{
    const struct kept_view *view = &d->settings->view[request->argument];
    struct isolate to = {0};
    if (request->argument < 0 || request->argument >= d->settings->n_views)
        return;
    if (*view->isolate)
        isolate_parse(&to, view->isolate, subject_catalog(d->subject));
    struct eye_stand stand = {
        .reach = view->reach, .yaw = view->yaw, .pitch = view->pitch};
    memcpy(stand.at, view->at, sizeof stand.at);
    d->eye->isolate = to;
    d->settings->layers = d->eye->layers = layers_tidy(view->layers);
    d->eye->see_through = view->see_through;
    eye_fly_to_stand(d->subject, d->sink, &stand);
}

static void run_forget_view(struct director *d, const struct request *request)
{
    struct settings *s = d->settings;
    int i = (int)request->argument;
    if (i < 0 || i >= s->n_views)
        return;
    memmove(&s->view[i], &s->view[i + 1], (size_t)(s->n_views - i - 1) * sizeof *s->view);
    s->n_views--;
}

static void run_side_views(struct director *d)
{
    d->settings->one_view = !d->settings->one_view;
    sink_redraw(d->sink);
}

static void run_theme(struct director *d)
{
    d->settings->dark[*d->mode] = !d->settings->dark[*d->mode];
}

static const struct {
    void (*plain)(struct director *d);
    void (*with)(struct director *d, const struct request *request);
} DONE[ACTIONS_COUNT] = {
    [ACTION_VIEW] = {.with = run_view},
    [ACTION_TURN] = {.with = run_turn},
    [ACTION_ZOOM] = {.with = run_zoom},
    [ACTION_PLAN] = {.plain = run_plan},
    [ACTION_STEP_POINT] = {.with = run_step_point},
    [ACTION_LAYER] = {.with = run_layer},
    [ACTION_SEE_THROUGH] = {.plain = run_see_through},
    [ACTION_SELECT] = {.with = run_select},
    [ACTION_SHOW_REGION] = {.with = run_region},
    [ACTION_SHOW_LANDMARK] = {.with = run_landmark},
    [ACTION_SHOW_CHANNEL] = {.with = run_channel},
    [ACTION_SHOW_RULE] = {.with = run_rule},
    [ACTION_SHOW_STRUCTURE] = {.with = run_structure},
    [ACTION_FLY_TO_STRUCTURE] = {.with = run_structure},
    [ACTION_LIGHT_TERRITORY] = {.with = run_territory},
    [ACTION_THIN_SKIN] = {.with = run_thin},
    [ACTION_POSE] = {.with = run_pose},
    [ACTION_THEME] = {.plain = run_theme},
    [ACTION_ISOLATE] = {.with = run_isolate},
    [ACTION_ISOLATE_LOOKED] = {.plain = run_isolate_looked},
    [ACTION_ISOLATE_CARD] = {.plain = run_isolate_card},
    [ACTION_SIDE_VIEWS] = {.plain = run_side_views},
    [ACTION_MOVE_CUT] = {.with = run_move_cut},
    [ACTION_FLIP_CUT] = {.plain = run_flip_cut},
    [ACTION_KEEP_VIEW] = {.with = run_keep_view},
    [ACTION_SHOW_VIEW] = {.with = run_show_view},
    [ACTION_FORGET_VIEW] = {.with = run_forget_view},
};

bool actions_look(struct director *d, const struct request *request)
{
    if (!DONE[request->id].plain && !DONE[request->id].with)
        return false;
    if (d && DONE[request->id].plain)
        DONE[request->id].plain(d);
    else if (d)
        DONE[request->id].with(d, request);
    return true;
}
