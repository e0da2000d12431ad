/* director.c - where the eye is, and what it looks at. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "anatomy/territory.h"
#include "app/app_internal.h"
#include "modes/modes.h"
#include "panels/eye.h"
#include "panels/rule_view.h"

/* milliseconds: of a flight; of one beside the user's work; to make room for a panel */
enum { FLIGHT_MS = 600, GENTLE_MS = 1400, MAKE_ROOM_MS = 300 };

static void set_out(struct app *app, const struct camera *to, int duration_ms)
{
    struct app_eye *v = &app->desk.eye;
    if (camera_equal(&v->camera, to))
        return;
    v->flight = (struct camera_flight){
        .from = v->camera,
        .to = *to,
        .start_ms = app->desk.clock.now_ms,
        .duration_ms = app->desk.settings.reduced_motion ? -1 : duration_ms};
    v->flying = true;
    sink_redraw(&app->desk.sink);
}

static void fly(struct app *app, const struct aim *aim, const struct camera *to)
{
    app->desk.eye.aimed = AIMED_PLACE;
    app->desk.eye.aim = *aim;
    set_out(app, to, FLIGHT_MS);
}

static void aim_whole(struct app *app)
{
    struct aim *aim = &app->desk.eye.aim;
    float min[3], max[3];
    mesh_bounds(subject_mesh(app->desk.subject), min, max);
    aim->n = 0;
    aim->margin = 0.05f;
    aim_add_box(aim, min, max);
    app->desk.eye.aimed = AIMED_WHOLE;
}

static struct camera home(struct app *app, const char *named_view)
{
    struct camera to = app->desk.eye.camera;
    aim_named(app->desk.subject, named_view, &to);
    aim_whole(app);
    aim_fit(&app->desk.eye.aim, &app->desk.eye.port, &to);
    return to;
}

static void fly_home(struct app *app, const char *named_view)
{
    struct camera to = home(app, named_view);
    set_out(app, &to, FLIGHT_MS);
}

void app_first_view(struct app *app)
{
    app->desk.eye.camera = home(app, "front");
    app->desk.eye.flying = false;
}

void app_refit(struct app *app, enum app_refit what)
{
    struct app_eye *v = &app->desk.eye;
    if (v->aimed == AIMED_NOWHERE)
        return;
    if (v->aimed == AIMED_WHOLE)
        aim_whole(app);
    struct camera to = v->flying ? v->flight.to : v->camera;
    aim_fit(&v->aim, &v->port, &to);
    if (v->flying)
        v->flight.to = to;
    else if (what == APP_REFIT_PANELS)
        set_out(app, &to, MAKE_ROOM_MS);
    else
        v->camera = to;
    // what was drawn from elsewhere must not linger
    v->moved_ms = app->desk.clock.now_ms;
    sink_redraw(&app->desk.sink);
}

// ---------------------------------------------------------------- the plan

static void fly_plan(struct app *app, const struct case_record *record)
{
    struct app_eye *v = &app->desk.eye;
    struct camera to = v->camera;
    struct aim aim = {.margin = 0.13f};
    uint32_t n_lit;
    const struct scene_mark *lit = stage_lit(app->desk.stage, &n_lit);
    if (!aim_plan(&aim,
                  &(struct aim_plan){.subject = app->desk.subject,
                                     .port = &v->port,
                                     .mark = lit,
                                     .n_marks = n_lit,
                                     .record = record},
                  &to)) {
        fly_home(app, "front");
        return;
    }
    v->aim = aim;
    v->aimed = AIMED_PLAN;
    set_out(app, &to, FLIGHT_MS);
}

static void turn_to(struct app *app, const char *code, enum side side)
{
    struct app_eye *v = &app->desk.eye;
    const struct site *site = eye_site(app->desk.subject, code, side);
    struct camera to = v->flying ? v->flight.to : v->camera;
    if (!site || v->aimed != AIMED_PLAN ||
        eye_sees(&app->desk.eye, app->desk.subject, code, side))
        return;
    struct aim_place place = {.weight = 1};
    memcpy(place.position, site->position, sizeof place.position);
    memcpy(place.normal, site->normal, sizeof place.normal);
    struct aim_search search = {.bvh = body_bvh(subject_body(app->desk.subject)),
                                .port = &v->port,
                                .aim = &v->aim,
                                .place = &place,
                                .n = 1,
                                .aside = 3.2f,
                                .above = 0.2618f,
                                .turn = 0.08f,
                                .tilt = 0.2f};
    aim_look(&search, &to);
    set_out(app, &to, GENTLE_MS);
}

// ---------------------------------------------------------------- other aims

static void fly_channel(struct app *app, const char *channel)
{
    int count;
    const struct site *sites = body_sites(subject_body(app->desk.subject), &count);
    struct aim_place place[AIM_PLACES_MOST];
    struct aim aim = {.margin = 0.12f};
    float normal[3] = {0};
    uint32_t n = 0;
    for (int i = 0; i < count && n < AIM_PLACES_MOST; i++) {
        const struct site *s = &sites[i];
        if (!s->placed || s->side == SIDE_R || strcmp(s->point->channel, channel) != 0)
            continue;
        aim_add(&aim, s->position);
        memcpy(place[n].position, s->position, sizeof place[n].position);
        memcpy(place[n].normal, s->normal, sizeof place[n].normal);
        place[n++].weight = 1;
        for (int k = 0; k < 3; k++)
            normal[k] += s->normal[k];
    }
    if (n < 2)
        return;
    struct camera to = app->desk.eye.camera;
    camera_face_many(&to, normal);
    struct aim_search search = {.bvh = body_bvh(subject_body(app->desk.subject)),
                                .port = &app->desk.eye.port,
                                .aim = &aim,
                                .place = place,
                                .n = n,
                                .aside = 1.05f,
                                .turn = 0.1f};
    aim_look(&search, &to);
    aim_fit_head(&aim, &app->desk.eye.port, subject_mesh(app->desk.subject), &to);
    fly(app, &aim, &to);
}

/* to one place on skin that faces `normal` */
static void fly_to_place(struct app *app, struct aim *aim, const float at[3],
                         const float normal[3])
{
    struct camera to = app->desk.eye.camera;
    aim_look_at(aim, body_bvh(subject_body(app->desk.subject)), &app->desk.eye.port, at,
                normal, &to);
    fly(app, aim, &to);
}

static void fly_region(struct app *app, const char *id, enum side side)
{
    const struct mesh *mesh = subject_mesh(app->desk.subject);
    struct mesh_site on;
    float at[3], normal[3];
    if (!eye_region(app->desk.subject, id, side, &on))
        return;
    mesh_site_position(mesh, &on, at);
    mesh_site_normal(mesh, &on, normal);
    struct aim aim = {.margin = 0.1f};
    aim_add_ball(&aim, at, 1.35f * aim_reach(subject_body(app->desk.subject), &on));
    fly_to_place(app, &aim, at, normal);
}

/* people look at a standing body: the eye stays as level as it can */
static void fly_near(struct app *app, const struct app_near *near)
{
    struct camera to = app->desk.eye.camera;
    camera_face(&to, near->place.normal);
    to.pitch = 0;
    struct aim_search search = {.bvh = body_bvh(subject_body(app->desk.subject)),
                                .port = &app->desk.eye.port,
                                .aim = &near->aim,
                                .place = &near->place,
                                .n = 1,
                                .aside = 1.31f,
                                .above = 0.7854f,
                                .below = 0.7854f,
                                .turn = 0.04f,
                                .tilt = 0.5f};
    aim_look(&search, &to);
    fly(app, &near->aim, &to);
}

/* a student also sees where the measuring to the point begins */
static void fly_to_site(struct app *app, const struct site *site)
{
    const struct body *body = subject_body(app->desk.subject);
    struct aim aim = {.margin = 0.1f};
    aim_add_ball(&aim, site->position, aim_reach(body, &site->on));
    if (app->desk.mode == APP_TEACH && site->run.known) {
        float from[3];
        mesh_site_position(body_mesh(body), &site->run.on, from);
        aim_add_ball(&aim, from, 0.03f);
    }
    fly_to_place(app, &aim, site->position, site->normal);
}

// ---------------------------------------------------------------- what is looked at

void app_show_plan(struct app *app)
{
    if (app->desk.mode != APP_DISPLAY)
        sink_fly_plan(&app->desk.sink, NULL);
}

void app_select(struct app *app, const char *code, enum side side, enum sink_approach how)
{
    eye_select(&app->desk.eye, code, side);
    sink_redraw(&app->desk.sink);
    if (*code && how == SINK_FLY && eye_site(app->desk.subject, code, side))
        sink_fly_to_point(&app->desk.sink, code, side);
}

void app_show_rule(struct app *app, const char *id)
{
    if (rule_view_select(&app->desk.dossier, app->desk.rule, &app->desk.sink, id))
        eye_select(&app->desk.eye, "", SIDE_M);
    sink_redraw(&app->desk.sink);
}

/* Where the skin is solid and a layer beneath it is on, it becomes thin; what of that
 * cannot be had is said. */
static void thin_skin(struct app *app)
{
    struct app_eye *v = &app->desk.eye;
    struct error why;
    if (v->see_through <= 0)
        v->see_through = layers_see_through(v->layers);
    if (v->see_through > 0 && !subject_inside(app->desk.subject, &why))
        sink_say_error(&app->desk.sink, app->desk.texts, &why);
    sink_redraw(&app->desk.sink);
}

void app_toggle_layer(struct app *app, unsigned layer)
{
    struct app_eye *v = &app->desk.eye;
    app->desk.settings.layers = v->layers = layers_toggle(v->layers, layer);
    sink_redraw(&app->desk.sink);
    if (v->layers & layer & SCENE_BENEATH)
        thin_skin(app);
}

// ---------------------------------------------------------------- what is asked for

void app_set_out(struct app *app)
{
    struct app_target t = app->desk.sink.target;
    const struct site *site;
    app->desk.sink.target.look = LOOK_NOWHERE;
    switch (t.look) {
    case LOOK_HOME:
        fly_home(app, t.what);
        break;
    case LOOK_PLAN:
        fly_plan(app, t.record);
        break;
    case LOOK_POINT:
        site = eye_site(app->desk.subject, t.what, t.side);
        if (site)
            fly_to_site(app, site);
        break;
    case LOOK_CHANNEL:
        fly_channel(app, t.what);
        break;
    case LOOK_REGION:
        fly_region(app, t.what, t.side);
        break;
    case LOOK_NEAR:
        fly_near(app, &t.near);
        break;
    case LOOK_TURN:
        turn_to(app, t.what, t.side);
        break;
    case LOOK_NOWHERE:
        break;
    }
}
