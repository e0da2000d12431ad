/* actions_look.c - what is done by where the eye is and what it looks at. */
#include <stdio.h>
#include <string.h>

#include "app/actions_internal.h"
#include "panels/eye.h"
#include "panels/structure_view.h"
#include "scene/layers.h"

static void run_view(struct director *d, const struct request *request)
{
    static const char *const VIEWS[] = {"front", "left", "back", "right"};
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
    structure_show(d->eye, d->subject, d->sink, request->text,
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
    if (!subject_pose_to(d->subject, (enum posture)request->argument, &error)) {
        sink_say_why(d->sink, *d->texts, &error);
        return;
    }
    director_refit(d, DIRECTOR_REFIT_WINDOW);
    look_again(d->eye, d->sink);
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
    [ACTION_SHOW_CHANNEL] = {.with = run_channel},
    [ACTION_SHOW_RULE] = {.with = run_rule},
    [ACTION_SHOW_STRUCTURE] = {.with = run_structure},
    [ACTION_FLY_TO_STRUCTURE] = {.with = run_structure},
    [ACTION_LIGHT_TERRITORY] = {.with = run_territory},
    [ACTION_THIN_SKIN] = {.with = run_thin},
    [ACTION_POSE] = {.with = run_pose},
    [ACTION_THEME] = {.plain = run_theme},
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
