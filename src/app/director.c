#include "app/director.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "anatomy/territory.h"
#include "base/arena.h"
#include "panels/eye.h"
#include "panels/rule_view.h"
#include "stage/isolated.h"

/* milliseconds: of a flight; of one beside the user's work; to make room for a panel */
enum { FLIGHT_MS = 600, GENTLE_MS = 1400, MAKE_ROOM_MS = 300 };

struct director director_of(struct desk *desk)
{
    return (struct director){.eye = &desk->eye,
                             .subject = desk->subject,
                             .stage = desk->stage,
                             .sink = &desk->sink,
                             .settings = &desk->settings,
                             .clock = &desk->clock,
                             .dossier = &desk->dossier,
                             .rule = desk->rule,
                             .texts = &desk->texts,
                             .mode = &desk->mode};
}

static void set_out(struct director *d, const struct camera *to, int duration_ms)
{
    struct app_eye *v = d->eye;
    if (camera_equal(&v->camera, to))
        return;
    v->flight = (struct camera_flight){
        .from = v->camera,
        .to = *to,
        .start_ms = d->clock->now_ms,
        .duration_ms = d->settings->reduced_motion ? -1 : duration_ms};
    v->flying = true;
    sink_redraw(d->sink);
}

static void fly(struct director *d, const struct aim *aim, const struct camera *to)
{
    d->eye->aimed = AIMED_PLACE;
    d->eye->aim = *aim;
    set_out(d, to, FLIGHT_MS);
}

static void aim_whole(struct director *d)
{
    struct aim *aim = &d->eye->aim;
    float min[3], max[3];
    if (!isolated_bounds(d->subject, &d->eye->cut, min, max))
        return;
    aim->n = 0;
    aim->margin = 0.05f;
    aim_add_box(aim, min, max);
    d->eye->aimed = AIMED_WHOLE;
}

static struct camera home(struct director *d, const char *named_view)
{
    struct camera to = d->eye->camera;
    aim_named(d->subject, named_view, &to);
    aim_whole(d);
    aim_fit(&d->eye->aim, &d->eye->port, &to);
    return to;
}

static void fly_home(struct director *d, const char *named_view)
{
    struct camera to = home(d, named_view);
    set_out(d, &to, FLIGHT_MS);
}

void director_first_view(struct director *d)
{
    d->eye->camera = home(d, "front");
    d->eye->flying = false;
}

void director_refit(struct director *d, enum director_refit what)
{
    struct app_eye *v = d->eye;
    if (v->aimed == AIMED_NOWHERE)
        return;
    if (v->aimed == AIMED_WHOLE)
        aim_whole(d);
    struct camera to = v->flying ? v->flight.to : v->camera;
    aim_fit(&v->aim, &v->port, &to);
    if (v->flying)
        v->flight.to = to;
    else if (what == DIRECTOR_REFIT_PANELS)
        set_out(d, &to, MAKE_ROOM_MS);
    else
        v->camera = to;
    // what was drawn from elsewhere must not linger
    v->moved_ms = d->clock->now_ms;
    sink_redraw(d->sink);
}

// ---------------------------------------------------------------- the plan

static void fly_plan(struct director *d, const struct case_record *record)
{
    struct app_eye *v = d->eye;
    struct camera to = v->camera;
    struct aim aim = {.margin = 0.13f};
    uint32_t n_lit;
    const struct scene_mark *lit = stage_lit(d->stage, &n_lit);
    if (!aim_plan(&aim,
                  &(struct aim_plan){.subject = d->subject,
                                     .port = &v->port,
                                     .mark = lit,
                                     .n_marks = n_lit,
                                     .record = record},
                  &to)) {
        fly_home(d, "front");
        return;
    }
    v->aim = aim;
    v->aimed = AIMED_PLAN;
    set_out(d, &to, FLIGHT_MS);
}

static void turn_to(struct director *d, const char *code, enum side side)
{
    struct app_eye *v = d->eye;
    const struct site *site = eye_site(d->subject, code, side);
    struct camera to = v->flying ? v->flight.to : v->camera;
    if (!site || v->aimed != AIMED_PLAN || eye_sees(d->eye, d->subject, code, side))
        return;
    struct aim_place place = {.weight = 1};
    memcpy(place.position, site->position, sizeof place.position);
    memcpy(place.normal, site->normal, sizeof place.normal);
    struct aim_search search = {.bvh = body_bvh(subject_body(d->subject)),
                                .port = &v->port,
                                .aim = &v->aim,
                                .place = &place,
                                .n = 1,
                                .aside = 3.2f,
                                .above = 0.2618f,
                                .turn = 0.08f,
                                .tilt = 0.2f};
    aim_look(&search, &to);
    set_out(d, &to, GENTLE_MS);
}

// ---------------------------------------------------------------- other aims

static void fly_channel(struct director *d, const char *channel)
{
    int count;
    const struct site *sites = body_sites(subject_body(d->subject), &count);
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
    struct camera to = d->eye->camera;
    camera_face_many(&to, normal);
    struct aim_search search = {.bvh = body_bvh(subject_body(d->subject)),
                                .port = &d->eye->port,
                                .aim = &aim,
                                .place = place,
                                .n = n,
                                .aside = 1.05f,
                                .turn = 0.1f};
    aim_look(&search, &to);
    aim_fit_head(&aim, &d->eye->port, subject_mesh(d->subject), &to);
    fly(d, &aim, &to);
}

/* to one place on skin that faces `normal` */
static void fly_to_place(struct director *d, struct aim *aim, const float at[3],
                         const float normal[3])
{
    struct camera to = d->eye->camera;
    aim_look_at(aim, body_bvh(subject_body(d->subject)), &d->eye->port, at, normal, &to);
    fly(d, aim, &to);
}

/* A territory as places and their box; returns how far its skin faces one way: 1 all of
 * it, 0 all round. */
static float spread(const struct subject *subject, int region, enum side side,
                    struct aim_search *search, struct aim *aim, struct aim_place *place,
                    float mean[3])
{
    const struct mesh *mesh = subject_mesh(subject);
    uint8_t *weight = xmalloc(mesh->n_vertices);
    float min[3] = {INFINITY, INFINITY, INFINITY},
          max[3] = {-INFINITY, -INFINITY, -INFINITY};
    uint32_t in = 0, step, k = 0;
    territory_weights(subject_body(subject), region, side, weight);
    for (uint32_t v = 0; v < mesh->n_vertices; v++)
        in += weight[v] > 127;
    step = in / AIM_PLACES_MOST + 1;
    for (uint32_t v = 0; v < mesh->n_vertices; v++) {
        if (weight[v] <= 127)
            continue;
        for (int c = 0; c < 3; c++) {
            min[c] = fminf(min[c], mesh->position[v][c]);
            max[c] = fmaxf(max[c], mesh->position[v][c]);
            mean[c] += mesh->normal[v][c] / (float)in;
        }
        if (k++ % step || search->n == AIM_PLACES_MOST)
            continue;
        struct aim_place *p = &place[search->n++];
        p->weight = 1;
        memcpy(p->position, mesh->position[v], sizeof p->position);
        memcpy(p->normal, mesh->normal[v], sizeof p->normal);
    }
    free(weight);
    const float room = 0.03f;
    for (int c = 0; c < 3; c++) {
        min[c] -= room;
        max[c] += room;
    }
    if (in)
        aim_add_box(aim, min, max);
    return sqrtf(mean[0] * mean[0] + mean[1] * mean[1] + mean[2] * mean[2]);
}

static void fly_region(struct director *d, const char *id, enum side side)
{
    const struct subject *subject = d->subject;
    const struct region *region = catalog_region(subject_catalog(subject), id);
    struct mesh_site on;
    struct aim_place place[AIM_PLACES_MOST];
    struct aim aim = {.margin = 0.12f};
    float mean[3] = {0};
    if (!region || !eye_region(subject, id, side, &on))
        return;
    if (side == SIDE_M && !region->midline)
        side = SIDE_L;
    struct aim_search search = {.bvh = body_bvh(subject_body(subject)),
                                .port = &d->eye->port,
                                .aim = &aim,
                                .place = place,
                                .aside = 1.05f,
                                .above = 0.3f,
                                .below = 0.3f,
                                .turn = 0.1f,
                                .tilt = 0.2f};
    int index = (int)(region - subject_catalog(subject)->region);
    float one_way = spread(subject, index, side, &search, &aim, place, mean);
    if (!search.n)
        return;
    struct camera to = d->eye->camera;
    // what goes round a limb is seen from before most of it, a sole from below
    if (one_way > 0.6f)
        camera_face(&to, mean);
    else
        camera_face_many(&to, mean);
    aim_look(&search, &to);
    fly(d, &aim, &to);
}

/* people look at a standing body: the eye stays as level as it can */
static void fly_near(struct director *d, const struct app_near *near)
{
    struct camera to = d->eye->camera;
    camera_face(&to, near->place.normal);
    to.pitch = 0;
    struct aim_search search = {.bvh = body_bvh(subject_body(d->subject)),
                                .port = &d->eye->port,
                                .aim = &near->aim,
                                .place = &near->place,
                                .n = 1,
                                .aside = 1.31f,
                                .above = 0.7854f,
                                .below = 0.7854f,
                                .turn = 0.04f,
                                .tilt = 0.5f};
    aim_look(&search, &to);
    fly(d, &near->aim, &to);
}

/* a view of one's own, in whatever window */
static void fly_eye(struct director *d, const struct app_target *target)
{
    struct camera to = d->eye->camera;
    to.yaw = target->yaw;
    to.pitch = target->pitch;
    aim_fit(&target->near.aim, &d->eye->port, &to);
    fly(d, &target->near.aim, &to);
}

/* a student also sees where the measuring to the point begins */
static void fly_to_site(struct director *d, const struct site *site)
{
    const struct body *body = subject_body(d->subject);
    struct aim aim = {.margin = 0.1f};
    aim_add_ball(&aim, site->position, aim_reach(body, &site->on));
    if (*d->mode == APP_TEACH && site->run.known) {
        float from[3];
        mesh_site_position(body_mesh(body), &site->run.on, from);
        aim_add_ball(&aim, from, 0.03f);
    }
    fly_to_place(d, &aim, site->position, site->normal);
}

// ---------------------------------------------------------------- what is looked at

void director_show_plan(struct sink *sink, enum app_mode mode)
{
    if (mode != APP_DISPLAY)
        sink_fly_plan(sink, NULL);
}

void director_select(struct director *d, const char *code, enum side side,
                     enum sink_approach how)
{
    eye_select(d->eye, code, side);
    sink_redraw(d->sink);
    if (*code && how == SINK_FLY && eye_site(d->subject, code, side))
        sink_fly_to_point(d->sink, code, side);
}

void director_show_rule(struct director *d, const char *id)
{
    if (rule_view_select(d->dossier, d->rule, d->sink, id))
        eye_select(d->eye, "", SIDE_M);
    sink_redraw(d->sink);
}

/* Where the skin is solid and a layer beneath it is on, it becomes thin; what of that
 * cannot be had is said. */
static void thin_skin(struct director *d)
{
    struct app_eye *v = d->eye;
    struct error why;
    if (v->see_through <= 0)
        v->see_through = layers_see_through(v->layers);
    if (v->see_through > 0 && !subject_inside(d->subject, &why))
        sink_say_error(d->sink, *d->texts, &why);
    sink_redraw(d->sink);
}

void director_toggle_layer(struct director *d, unsigned layer)
{
    struct app_eye *v = d->eye;
    d->settings->layers = v->layers = layers_toggle(v->layers, layer);
    sink_redraw(d->sink);
    if (v->layers & layer & SCENE_BENEATH)
        thin_skin(d);
}

// ---------------------------------------------------------------- what is asked for

void director_set_out(struct director *d)
{
    struct app_target t = d->sink->target;
    const struct site *site;
    d->sink->target.look = LOOK_NOWHERE;
    switch (t.look) {
    case LOOK_HOME:
        fly_home(d, t.what);
        break;
    case LOOK_PLAN:
        fly_plan(d, t.record);
        break;
    case LOOK_POINT:
        site = eye_site(d->subject, t.what, t.side);
        if (site)
            fly_to_site(d, site);
        break;
    case LOOK_CHANNEL:
        fly_channel(d, t.what);
        break;
    case LOOK_REGION:
        fly_region(d, t.what, t.side);
        break;
    case LOOK_NEAR:
        fly_near(d, &t.near);
        break;
    case LOOK_EYE:
        fly_eye(d, &t);
        break;
    case LOOK_TURN:
        turn_to(d, t.what, t.side);
        break;
    case LOOK_NOWHERE:
        break;
    }
}
