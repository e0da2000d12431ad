#include "inside/inside.h"

#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cglm/cglm.h>

#include "base/arena.h"
#include "inside/inside_internal.h"
#include "inside/settle_internal.h"
#include "inside/solid_internal.h"
#include "inside/spot_internal.h"
#include "inside/tube_internal.h"

/* how far rings of a tube stand apart, metres */
static const float SPACING_FINE = 0.007f, SPACING_MUSCLE = 0.016f;
/* the two sides of a body count as mirror images up to this */
static const float MIRROR = 0.0002f;

// ---------------------------------------------------------------- one structure

struct making {
    const struct inside *inside;
    struct arena *arena;
    struct spotter *spotter;
    int index; /* of the structure */
    enum side side;
};

/* where all of it is round, nothing asks which way is out */
static bool is_round(const struct structure *s)
{
    for (int i = 0; i < s->n_sizes; i++)
        if (s->size[i][0] != s->size[i][1])
            return false;
    return true;
}

static bool find_waypoints(struct making *m, struct tube_waypoint *out)
{
    const struct ground *g = &m->inside->ground;
    const struct structure *s = &g->data->structure[m->index];
    for (int i = 0; i < s->n_ways; i++) {
        const struct spot *spot = spotter_spot(m->spotter, m->index, i, m->side);
        float depth;
        if (!spot->found)
            return false;
        glm_vec3_copy((float *)spot->at, out[i].at);
        out[i].skin = spot->skin;
        glm_vec3_copy((float *)spot->axes.anterior, out[i].outward);
        if (spot->aside)
            glm_vec3_copy((float *)spot->outward, out[i].outward);
        else if (s->shape == STRUCTURE_TUBE && !is_round(s))
            ground_depth(g, spot->at, spot->skin, spot->side, 0.15f, &depth,
                         out[i].outward);
    }
    return true;
}

static void keep_path(struct making *m, struct inside_part *part, const struct tube *t)
{
    struct arena *arena = m->arena;
    float(*path)[3] = arena_alloc_array(arena, (size_t)t->n, sizeof *path);
    float(*half)[2] = arena_alloc_array(arena, (size_t)t->n, sizeof *half);
    float *waypoint = arena_alloc_array(arena, (size_t)t->n, sizeof *waypoint);
    for (int i = 0; i < t->n; i++) {
        memcpy(path[i], t->ring[i].centre, sizeof path[i]);
        memcpy(half[i], t->ring[i].half, sizeof half[i]);
        waypoint[i] = t->ring[i].waypoint;
    }
    part->path = (const float(*)[3])path;
    part->half = (const float(*)[2])half;
    part->waypoint = waypoint;
    part->n_path = t->n;
}

static void make_tube(struct making *m, const struct tube_waypoint *w,
                      struct inside_part *part)
{
    const struct ground *g = &m->inside->ground;
    const struct structure *s = part->structure;
    bool muscle = s->system == STRUCTURE_MUSCLE;
    bool wide = muscle || s->system == STRUCTURE_ORGAN;
    struct tube t = tube_make(w, s->n_ways, s->size, s->n_sizes,
                              wide ? SPACING_MUSCLE : SPACING_FINE, m->arena);
    settle_tube(g, m->side, s, &t);
    int corners = tube_corners(&t);
    float(*place)[3] =
        arena_alloc_array(m->arena, (size_t)(t.n * corners), sizeof *place);
    for (int i = 0; i < t.n; i++)
        for (int k = 0; k < corners; k++)
            tube_corner(&t.ring[i], k, corners, place[i * corners + k]);
    if (muscle || s->system == STRUCTURE_TENDON)
        settle_muscle(g, m->side, s, &t, corners, place);
    tube_surface((const float(*)[3])place, t.n, corners, m->arena, &part->mesh);
    if (s->system == STRUCTURE_ORGAN)
        settle_solid(g, &part->mesh);
    keep_path(m, part, &t);
}

static void make_solid(struct making *m, const struct tube_waypoint *w,
                       struct inside_part *part)
{
    const struct structure *s = part->structure;
    struct arena *arena = m->arena;
    float(*place)[3] = arena_alloc_array(arena, (size_t)s->n_ways, sizeof *place);
    for (int i = 0; i < s->n_ways; i++)
        glm_vec3_copy((float *)w[i].at, place[i]);
    const float(*at)[3] = (const float(*)[3])place;
    if (s->shape == STRUCTURE_ELLIPSOID) {
        float half[2] = {s->size[0][0] / 2000, s->size[0][1] / 2000};
        solid_ellipsoid(at, (float[3]){1, 0, 0}, half, arena, &part->mesh);
    } else if (s->shape == STRUCTURE_HULL) {
        solid_hull(at, s->n_ways, s->size[0][0] / 2000, arena, &part->mesh);
    } else {
        solid_loft(at, s->ring, s->n_rings, arena, &part->mesh);
    }
    settle_solid(&m->inside->ground, &part->mesh);
}

static void make(struct making *m, struct inside_part *part)
{
    enum { WAYS = 128 };
    struct tube_waypoint w[WAYS];
    const struct structure *s = part->structure;
    if (s->n_ways > WAYS || !find_waypoints(m, w)) {
        part->why = "a bone that it lies over cannot be placed on this body";
        return;
    }
    part->placed = true;
    if (s->shape == STRUCTURE_TUBE)
        make_tube(m, w, part);
    else
        make_solid(m, w, part);
}

// ---------------------------------------------------------------- mirror images

static void reflect(float x, float p[3])
{
    p[0] = 2 * x - p[0];
}

/* true where every bone of the right is the left's mirror image in that plane */
static bool is_mirrored(const struct ground *g, float plane)
{
    int n = 0;
    for (int i = 0; i < g->data->n_bones; i++) {
        const struct ground_bone *l = &g->bone[i * SIDES + SIDE_L];
        const struct ground_bone *r = &g->bone[i * SIDES + SIDE_R];
        if (!l->bone != !r->bone)
            return false;
        if (!l->bone)
            continue;
        float low = 2 * plane - r->max[0], high = 2 * plane - r->min[0];
        if (fabsf(l->min[0] - low) > MIRROR || fabsf(l->max[0] - high) > MIRROR ||
            fabsf(l->min[1] - r->min[1]) > MIRROR ||
            fabsf(l->max[2] - r->max[2]) > MIRROR)
            return false;
        n++;
    }
    return n > 0;
}

static void make_mirrored(struct arena *arena, const struct inside_part *left,
                          float plane, struct inside_part *right)
{
    const struct mesh *from = &left->mesh;
    struct mesh *to = &right->mesh;
    right->placed = left->placed;
    right->why = left->why;
    if (!left->placed)
        return;
    *to = *from;
    to->position = arena_alloc_array(arena, from->n_vertices, sizeof *to->position);
    to->normal = arena_alloc_array(arena, from->n_vertices, sizeof *to->normal);
    to->triangle = arena_alloc_array(arena, from->n_triangles, sizeof *to->triangle);
    for (uint32_t v = 0; v < from->n_vertices; v++) {
        glm_vec3_copy(from->position[v], to->position[v]);
        reflect(plane, to->position[v]);
        glm_vec3_copy(from->normal[v], to->normal[v]);
        to->normal[v][0] = -to->normal[v][0];
    }
    for (uint32_t t = 0; t < from->n_triangles; t++)
        memcpy(to->triangle[t],
               (uint32_t[3]){from->triangle[t][0], from->triangle[t][2],
                             from->triangle[t][1]},
               sizeof to->triangle[t]);
    float(*path)[3] = arena_alloc_array(arena, (size_t)left->n_path + 1, sizeof *path);
    for (int i = 0; i < left->n_path; i++) {
        glm_vec3_copy((float *)left->path[i], path[i]);
        reflect(plane, path[i]);
    }
    right->tree = bvh_create_mirrored(left->tree, to, plane);
    right->path = (const float(*)[3])path;
    right->half = left->half;
    right->waypoint = left->waypoint;
    right->n_path = left->n_path;
}

// ---------------------------------------------------------------- parts

static void add_bones(struct inside *in)
{
    const struct ground *g = &in->ground;
    for (int i = 0; i < g->data->n_bones; i++)
        for (int s = SIDE_M; s <= SIDE_R; s++) {
            const struct structure_bone *names = &g->data->bone[i];
            const struct ground_bone *b = &g->bone[i * SIDES + s];
            if (names->midline != (s == SIDE_M))
                continue;
            struct inside_part *part = &in->part[in->n++];
            *part = (struct inside_part){.id = names->id,
                                         .system = STRUCTURE_BONE,
                                         .side = (enum side)s,
                                         .name = &names->name,
                                         .uncertainty = names->uncertainty / 1000,
                                         .source = names->source,
                                         .placed = b->bone != NULL};
            if (!part->placed) {
                part->why = "the landmarks near it are missing";
                continue;
            }
            part->mesh = b->mesh;
            part->tree = b->tree;
            memcpy(part->min, b->min, sizeof part->min);
            memcpy(part->max, b->max, sizeof part->max);
        }
}

static void add_part(struct inside *in, const struct structure *s, enum side side)
{
    in->part[in->n++] = (struct inside_part){.id = s->id,
                                             .system = s->system,
                                             .side = side,
                                             .name = &s->name,
                                             .structure = s,
                                             .uncertainty = s->uncertainty / 1000,
                                             .source = s->source};
}

/* All structures, each with the place of its first part. */
struct inside_work {
    struct inside *inside;
    float plane;
    bool mirrored;
    int *part; /* per structure */
    struct spotter *spotter[CREW_WORKERS_MAX];
};

/* left before right, whose mirror image it may be */
static void make_structure(void *user, int worker, int i)
{
    struct inside_work *w = user;
    struct inside *in = w->inside;
    struct inside_part *part = &in->part[w->part[i]];
    const struct structure *s = part->structure;
    if (s->shape == STRUCTURE_GROUP)
        return;
    if (!w->spotter[worker]) {
        w->spotter[worker] = spotter_create(&in->ground);
        in->made[worker] = arena_create();
    }
    struct making m = {in, in->made[worker], w->spotter[worker], i, part->side};
    make(&m, part);
    if (part->placed)
        part->tree = bvh_create_in_order(&part->mesh);
    if (!s->both)
        return;
    m.side = SIDE_R;
    if (w->mirrored)
        make_mirrored(m.arena, part, w->plane, part + 1);
    else
        make(&m, part + 1);
}

static void add_structures(struct inside *in, crew_runner *crew)
{
    const struct structures *data = in->ground.data;
    struct inside_work w = {.inside = in, .plane = body_midline(in->ground.body)};
    w.mirrored = is_mirrored(&in->ground, w.plane);
    w.part = xcalloc((size_t)data->n_structures + 1, sizeof *w.part);
    for (int i = 0; i < data->n_structures; i++) {
        const struct structure *s = &data->structure[i];
        w.part[i] = in->n;
        add_part(in, s, s->both ? SIDE_L : s->side);
        if (s->both)
            add_part(in, s, SIDE_R);
    }
    crew(data->n_structures, make_structure, &w);
    for (int i = 0; i < CREW_WORKERS_MAX; i++)
        spotter_destroy(&w.spotter[i]);
    free(w.part);
}

static void box_grow(struct inside_part *part, const float min[3], const float max[3])
{
    glm_vec3_minv(part->min, (float *)min, part->min);
    glm_vec3_maxv(part->max, (float *)max, part->max);
}

/* trees and boxes; a group is placed where one of its members is */
static void finish(struct inside *in)
{
    const struct structures *data = in->ground.data;
    for (int i = 0; i < in->n; i++) {
        struct inside_part *part = &in->part[i];
        if (!part->placed)
            continue;
        if (!part->tree)
            part->tree = bvh_create_in_order(&part->mesh);
        if (part->structure)
            mesh_bounds(&part->mesh, part->min, part->max);
    }
    for (int i = 0; i < in->n; i++) {
        struct inside_part *part = &in->part[i];
        const struct structure *s = part->structure;
        if (!s || s->shape != STRUCTURE_GROUP)
            continue;
        glm_vec3_fill(part->min, FLT_MAX);
        glm_vec3_fill(part->max, -FLT_MAX);
        for (int k = 0; k < s->n_members; k++) {
            const struct inside_part *member =
                inside_find(in, data->structure[s->member[k]].id, part->side);
            if (!member || !member->placed)
                continue;
            box_grow(part, member->min, member->max);
            part->placed = true;
        }
        part->why = part->placed ? NULL : "none of its members can be placed";
    }
}

static void say_missing(struct inside *in)
{
    enum { NAMED = 5 };
    char names[600] = "";
    int n = 0;
    size_t length = 0;
    for (int i = 0; i < in->n; i++) {
        const struct inside_part *p = &in->part[i];
        if (p->placed)
            continue;
        if (n++ < NAMED)
            length += (size_t)snprintf(names + length, sizeof names - length, "%s%s %s",
                                       n > 1 ? ", " : "", p->id, side_name(p->side));
    }
    if (!n)
        return;
    if (n > NAMED)
        snprintf(names + length, sizeof names - length, " and %d more", n - NAMED);
    in->missing =
        arena_printf(in->arena, "%d of %d structures cannot be placed on this body: %s",
                     n, in->n, names);
}

struct inside *inside_create(const struct structures *data, const struct body *body,
                             const struct bones *bones, crew_runner *crew,
                             struct error *error)
{
    struct inside *in = xcalloc(1, sizeof *in);
    in->arena = arena_create();
    ground_init(&in->ground, body, bones, data, crew);
    size_t most = ((size_t)data->n_bones + (size_t)data->n_structures) * 2;
    in->part = arena_alloc_array(in->arena, most + 1, sizeof *in->part);
    add_bones(in);
    add_structures(in, crew);
    finish(in);
    say_missing(in);
    int placed = 0;
    for (int i = 0; i < in->n; i++)
        placed += in->part[i].placed;
    if (!placed) {
        error_set(error, "no bone could be placed on this body; expected its landmarks");
        inside_destroy(&in);
    }
    return in;
}

void inside_destroy(struct inside **inside)
{
    struct inside *in = *inside;
    if (!in)
        return;
    for (int i = 0; i < in->n; i++)
        if (in->part[i].structure || in->standing)
            bvh_destroy(&in->part[i].tree);
    if (!in->standing)
        ground_free(&in->ground);
    for (int i = 0; i < CREW_WORKERS_MAX; i++)
        arena_destroy(&in->made[i]);
    arena_destroy(&in->arena);
    free(in);
    *inside = NULL;
}

// ---------------------------------------------------------------- asking

const struct ground *inside_ground(const struct inside *in)
{
    return &in->ground;
}

const struct body *inside_body(const struct inside *in)
{
    return in->ground.body;
}

const struct structures *inside_data(const struct inside *in)
{
    return in->ground.data;
}

const struct inside_part *inside_parts(const struct inside *in, int *count)
{
    *count = in->n;
    return in->part;
}

const struct inside_part *inside_find(const struct inside *in, const char *id,
                                      enum side side)
{
    for (int i = 0; i < in->n; i++)
        if (in->part[i].side == side && strcmp(in->part[i].id, id) == 0)
            return &in->part[i];
    return NULL;
}

const char *inside_missing(const struct inside *in)
{
    return in->missing;
}
