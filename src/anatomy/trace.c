/* trace.c - from stops to a line in four steps: the ways between the stops, even vertices
 * along them, the curve that bends least near them, and that curve laid on the skin, with
 * more vertices where the skin bends between two.
 */
#include "anatomy/trace.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cglm/cglm.h>

#include "anatomy/body_pose.h"
#include "anatomy/smooth.h"
#include "base/arena.h"

static const float SPACING = 0.0025F;    // metres between vertices before refining
static const float SMOOTH_OVER = 0.016F; // metres: shorter bends are straightened
static const float CHORD = 0.0029F;      // metres: the longest
static const float OFF_SKIN = 0.00015F;  // metres: the most a chord's middle may be off
static const float WAY_LIMIT = 1.5F;     // metres between two stops
enum { REFINE_DEPTH = 5, LAYINGS = 2 };

struct vertex {
    struct mesh_site on;
    float position[3];
    bool pinned;
    int point; /* index into the stretch's sites, or -1 */
};

struct vertices {
    struct vertex *v;
    uint32_t n, capacity;
};

/* One stretch under construction, and memory that is used again for the next. */
struct tracer {
    const struct body *body;
    const struct body *ground; /* on whose skin the line is found: the standing one */
    struct arena *arena;
    struct path way;
    struct vertices line, refined;
    float (*curve)[3];
    bool *pinned;
    uint32_t curve_capacity;
    const struct site **site;
    int n_sites, site_capacity;
    struct trace_line *out;
    int n_out, out_capacity;
};

static void add(struct vertices *list, const struct vertex *v)
{
    if (list->n == list->capacity) {
        list->capacity = list->capacity ? list->capacity * 2 : 512;
        list->v = xrealloc(list->v, list->capacity * sizeof *list->v);
    }
    list->v[list->n++] = *v;
}

static int add_site(struct tracer *t, const struct site *site)
{
    if (!site)
        return -1;
    if (t->n_sites == t->site_capacity) {
        t->site_capacity = t->site_capacity ? t->site_capacity * 2 : 32;
        t->site = xrealloc(t->site, (size_t)t->site_capacity * sizeof(struct site *));
    }
    t->site[t->n_sites] = site;
    return t->n_sites++;
}

// ---------------------------------------------------------------- stops

struct stop {
    struct mesh_site on;
    float position[3];
    const struct site *site; /* NULL for a place between points */
    bool jump;
};

/* a stop of a posed body, on the standing one's skin */
static void to_ground(const struct tracer *t, struct stop *stop)
{
    if (t->ground != t->body)
        mesh_site_position(body_mesh(t->ground), &stop->on, stop->position);
}

static bool find_stop(const struct tracer *t, const struct channel *channel, int index,
                      enum side side, struct stop *out)
{
    const struct body *body = t->body;
    const struct channel_stop *stop = &channel->stop[index];
    const struct catalog *c = body_catalog(body);
    enum side own = stop->other_side ? side_other(side) : side;
    *out = (struct stop){.jump = stop->jump};
    if (stop->point >= 0) {
        const struct site *site = body_site(body, &c->point[stop->point], own);
        if (!site || !site->placed)
            return false;
        out->site = site;
        out->on = site->on;
        glm_vec3_copy((float *)site->position, out->position);
        to_ground(t, out);
        return true;
    }
    struct body_place place = body_via(body, channel, index, own);
    out->on = place.on;
    glm_vec3_copy(place.position, out->position);
    if (place.found)
        to_ground(t, out);
    return place.found;
}

// ---------------------------------------------------------------- the ways

/* even vertices along the way to the stop; the way's own start is there already */
static void follow(struct tracer *t, const struct stop *stop)
{
    const struct path *way = &t->way;
    uint32_t n = (uint32_t)ceilf(way->length / SPACING);
    uint32_t i = 0;
    float walked = 0;
    for (uint32_t k = 1; k < n; k++) {
        float goal = way->length * (float)k / (float)n, step;
        while (
            i + 2 < way->count &&
            walked + (step = glm_vec3_distance(way->position[i], way->position[i + 1])) <
                goal) {
            walked += step;
            i++;
        }
        step = glm_vec3_distance(way->position[i], way->position[i + 1]);
        struct vertex v = {.on = way->site[i + 1], .point = -1};
        glm_vec3_lerp(way->position[i], way->position[i + 1],
                      step > 0 ? (goal - walked) / step : 0, v.position);
        add(&t->line, &v);
    }
    struct vertex end = {.on = stop->on, .pinned = true};
    glm_vec3_copy((float *)stop->position, end.position);
    end.point = add_site(t, stop->site);
    add(&t->line, &end);
}

static void start(struct tracer *t, const struct stop *stop)
{
    struct vertex v = {.on = stop->on, .pinned = true};
    t->line.n = 0;
    t->n_sites = 0;
    glm_vec3_copy((float *)stop->position, v.position);
    v.point = add_site(t, stop->site);
    add(&t->line, &v);
}

// ---------------------------------------------------------------- smoothing

static void smooth(struct tracer *t)
{
    struct vertices *line = &t->line;
    if (t->curve_capacity < line->n) {
        t->curve_capacity = line->n * 2;
        t->curve = xrealloc(t->curve, t->curve_capacity * sizeof *t->curve);
        t->pinned = xrealloc(t->pinned, t->curve_capacity * sizeof *t->pinned);
    }
    double ratio = (double)SPACING / (double)SMOOTH_OVER;
    for (int round = 0; round < LAYINGS; round++) {
        for (uint32_t i = 0; i < line->n; i++) {
            glm_vec3_copy(line->v[i].position, t->curve[i]);
            t->pinned[i] = line->v[i].pinned;
        }
        smooth_curve(t->curve, t->pinned, line->n, ratio * ratio * ratio * ratio);
        for (uint32_t i = 1; i + 1 < line->n; i++) {
            struct vertex *v = &line->v[i];
            if (v->pinned)
                continue;
            surface_slide(body_surface(t->ground), &v->on, t->curve[i]);
            mesh_site_position(body_mesh(t->ground), &v->on, v->position);
        }
    }
}

// ---------------------------------------------------------------- refining

/* how far two places are apart, on the standing skin or on the posed one, which may be
 * stretched */
static float apart(const struct tracer *t, const struct vertex *a, const struct vertex *b)
{
    float length = glm_vec3_distance((float *)a->position, (float *)b->position);
    vec3 from, to;
    if (t->ground == t->body)
        return length;
    mesh_site_position(body_mesh(t->body), &a->on, from);
    mesh_site_position(body_mesh(t->body), &b->on, to);
    return fmaxf(length, glm_vec3_distance(from, to));
}

/* a step of a section lies in one triangle, so what is put between its ends lies on the
 * skin */
static void add_step(struct tracer *t, const struct vertex *to)
{
    struct vertex from = t->refined.v[t->refined.n - 1];
    int pieces = (int)ceilf(apart(t, &from, to) / CHORD);
    for (int k = 1; k < pieces; k++) {
        struct vertex v = {.on = from.on, .point = -1};
        vec3 at;
        glm_vec3_lerp(from.position, (float *)to->position, (float)k / (float)pieces, at);
        surface_slide(body_surface(t->ground), &v.on, at);
        mesh_site_position(body_mesh(t->ground), &v.on, v.position);
        add(&t->refined, &v);
    }
}

/* where sliding finds no way (the bottom of a web), the section between the two does */
static void insert_section(struct tracer *t, const struct vertex *a,
                           const struct vertex *b)
{
    if (!path_between(body_surface(t->ground), &a->on, &b->on, 0.05F, &t->way))
        return;
    for (uint32_t i = 1; i + 1 < t->way.count; i++) {
        struct vertex v = {.on = t->way.site[i], .point = -1};
        glm_vec3_copy(t->way.position[i], v.position);
        if (glm_vec3_distance(v.position, t->refined.v[t->refined.n - 1].position) <=
            2e-4F)
            continue;
        add_step(t, &v);
        add(&t->refined, &v);
    }
    add_step(t, b);
}

/* adds what lies between a and b until every chord is short and lies on the skin */
static void refine(struct tracer *t, const struct vertex *a, const struct vertex *b,
                   int depth)
{
    struct vertex middle = {.on = a->on, .point = -1};
    vec3 half;
    float length = apart(t, a, b);
    if (length < 1e-5F)
        return;
    glm_vec3_center((float *)a->position, (float *)b->position, half);
    float off = surface_slide(body_surface(t->ground), &middle.on, half);
    if (length <= CHORD && off <= OFF_SKIN)
        return;
    if (depth == REFINE_DEPTH || off > 0.2F * length) {
        insert_section(t, a, b);
        return;
    }
    mesh_site_position(body_mesh(t->ground), &middle.on, middle.position);
    refine(t, a, &middle, depth + 1);
    add(&t->refined, &middle);
    refine(t, &middle, b, depth + 1);
}

/* drops vertices that came to lie on their neighbours */
static bool redundant(const struct vertices *line, uint32_t i)
{
    const struct vertex *v = &line->v[i];
    return i && i + 1 < line->n && v->point < 0 &&
           glm_vec3_distance((float *)v->position, line->v[i - 1].position) < 2e-4F;
}

static void finish(struct tracer *t, const struct channel *channel, enum side side)
{
    if (t->line.n < 2)
        return;
    smooth(t);
    t->refined.n = 0;
    for (uint32_t i = 0; i < t->line.n; i++) {
        const struct vertex *v = &t->line.v[i];
        if (redundant(&t->line, i))
            continue;
        if (t->refined.n) {
            struct vertex before = t->refined.v[t->refined.n - 1];
            refine(t, &before, v, 0);
        }
        add(&t->refined, v);
    }
    uint32_t n = t->refined.n;
    float(*position)[3] = arena_alloc_array(t->arena, n, sizeof *position);
    float(*normal)[3] = arena_alloc_array(t->arena, n, sizeof *normal);
    struct mesh_site *on = arena_alloc_array(t->arena, n, sizeof *on);
    const struct site **site =
        arena_alloc_array(t->arena, (size_t)t->n_sites + 1, sizeof(struct site *));
    uint32_t *at = arena_alloc_array(t->arena, (size_t)t->n_sites + 1, sizeof *at);
    for (uint32_t i = 0; i < n; i++) {
        const struct vertex *v = &t->refined.v[i];
        glm_vec3_copy((float *)v->position, position[i]);
        if (t->ground != t->body)
            mesh_site_position(body_mesh(t->body), &v->on, position[i]);
        mesh_site_normal(body_mesh(t->body), &v->on, normal[i]);
        on[i] = v->on;
        if (v->point >= 0) {
            site[v->point] = t->site[v->point];
            at[v->point] = i;
        }
    }
    if (t->n_out == t->out_capacity) {
        t->out_capacity = t->out_capacity ? t->out_capacity * 2 : 64;
        t->out = xrealloc(t->out, (size_t)t->out_capacity * sizeof *t->out);
    }
    t->out[t->n_out++] = (struct trace_line){.channel = channel,
                                             .side = side,
                                             .n = n,
                                             .position = (const float(*)[3])position,
                                             .normal = (const float(*)[3])normal,
                                             .on = on,
                                             .n_points = t->n_sites,
                                             .point = site,
                                             .point_at = at};
}

// ---------------------------------------------------------------- channels

static void trace_channel(struct tracer *t, const struct channel *channel, enum side side)
{
    struct stop last, next;
    bool open = false;
    for (int i = 0; i < channel->n_stops; i++) {
        if (!find_stop(t, channel, i, side, &next))
            continue;
        if (open && (next.jump || !path_between(body_surface(t->ground), &last.on,
                                                &next.on, WAY_LIMIT, &t->way))) {
            finish(t, channel, side);
            open = false;
        }
        if (open)
            follow(t, &next);
        else
            start(t, &next);
        open = true;
        last = next;
    }
    if (open)
        finish(t, channel, side);
}

struct trace *trace_create(const struct body *body)
{
    const struct catalog *c = body_catalog(body);
    struct trace *trace = xcalloc(1, sizeof *trace);
    trace->arena = arena_create();
    const struct body *standing = body_pose_standing(body);
    struct tracer t = {
        .body = body, .ground = standing ? standing : body, .arena = trace->arena};
    for (int i = 0; i < c->n_channels; i++) {
        const struct channel *channel = &c->channel[i];
        if (channel->midline) {
            trace_channel(&t, channel, SIDE_M);
            continue;
        }
        trace_channel(&t, channel, SIDE_L);
        trace_channel(&t, channel, SIDE_R);
    }
    struct trace_line *line =
        arena_alloc_array(trace->arena, (size_t)t.n_out + 1, sizeof *line);
    if (t.n_out)
        memcpy(line, t.out, (size_t)t.n_out * sizeof *line);
    trace->line = line;
    trace->count = t.n_out;
    path_free(&t.way);
    free(t.line.v);
    free(t.refined.v);
    free(t.curve);
    free(t.pinned);
    free(t.site);
    free(t.out);
    return trace;
}

void trace_destroy(struct trace **trace)
{
    if (!*trace)
        return;
    arena_destroy(&(*trace)->arena);
    free(*trace);
    *trace = NULL;
}
