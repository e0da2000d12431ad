#include <stdlib.h>
#include <string.h>

#include <cglm/cglm.h>

#include "base/arena.h"
#include "inside/spot_internal.h"

/* a depth under the skin never takes more of the way to the bone than this, so that thin
 * bodies stay right */
static const float DEEPEST = 0.7f;
/* rays toward the middle of a limb see its own skin from here on */
static const float OWN_SKIN = 0.2f;
static const float RAY = 0.4f;    /* metres: longer than any way from axis to skin */
static const float THICK = 0.12f; /* than any soft tissue over a limb's bone */

struct spotter {
    const struct ground *ground;
    int *first;        /* of each structure: its first waypoint in `spot` */
    int n;             /* waypoints of all */
    struct spot *spot; /* SIDES times n */
    bool *tried;
};

/* what is being placed */
struct placing {
    struct spotter *spotter;
    const struct ground *ground;
    enum side side; /* of the structure */
};

static bool place(struct placing *p, const struct way *way, struct spot *out);

// ---------------------------------------------------------------- depths

static float at_reach(const struct ground *g, const struct way_reach *reach, float bone,
                      float skin)
{
    switch (reach->kind) {
    case WAY_SHARE:
        return bone + reach->value * (skin - bone);
    case WAY_UNDER_SKIN:
        return skin - fminf(reach->value / 1000, DEEPEST * (skin - bone));
    default:
        return bone + reach->value * g->scale;
    }
}

static bool needs_skin(const struct way_reach *reach)
{
    return reach->kind != WAY_FROM_BONE;
}

// ---------------------------------------------------------------- lines

static enum side side_for(const struct placing *p, const struct way *way)
{
    return way->side != SIDE_M ? way->side : p->side;
}

/* the farthest that the bones of `ids` reach along the ray; 0 where none is met */
static float bone_along(const struct ground *g, const char *const *ids, enum side side,
                        const float from[3], const float direction[3])
{
    float far = 0;
    struct bvh_hit hit;
    for (; *ids; ids++) {
        const struct ground_bone *b =
            ground_bone(g, structures_bone(g->data, *ids), side);
        if (b && bvh_ray_last(b->tree, from, direction, RAY, NULL, NULL, &hit) &&
            hit.distance > far)
            far = hit.distance;
    }
    return far;
}

static const char *const ARM_BONES[] = {"humerus", NULL},
                         *const FOREARM_BONES[] = {"radius", "ulna", NULL},
                         *const THIGH_BONES[] = {"femur", NULL},
                         *const LEG_BONES[] = {"tibia", "fibula", NULL},
                         *const NECK_BONES[] = {"vertebra_C1", "vertebra_C2",
                                                "vertebra_C3", "vertebra_C4",
                                                "vertebra_C5", "vertebra_C6",
                                                "vertebra_C7", NULL},
                         *const TRUNK_BONES[] = {
                             "vertebra_T1",  "vertebra_T2",  "vertebra_T3",
                             "vertebra_T4",  "vertebra_T5",  "vertebra_T6",
                             "vertebra_T7",  "vertebra_T8",  "vertebra_T9",
                             "vertebra_T10", "vertebra_T11", "vertebra_T12",
                             "vertebra_L1",  "vertebra_L2",  "vertebra_L3",
                             "vertebra_L4",  "vertebra_L5",  NULL};
static const char *const *const LIMB_BONES[] = {
    [WAY_ARM] = ARM_BONES, [WAY_FOREARM] = FOREARM_BONES, [WAY_THIGH] = THIGH_BONES,
    [WAY_LEG] = LEG_BONES, [WAY_NECK] = NECK_BONES,       [WAY_TRUNK] = TRUNK_BONES};

static unsigned long limb_skin(const struct ground *g, enum way_line line, float station)
{
    switch (line) {
    case WAY_ARM:
        return station < OWN_SKIN ? g->arm | g->axial : g->arm;
    case WAY_FOREARM:
        return g->arm;
    case WAY_THIGH:
        return station < OWN_SKIN ? g->leg | g->axial : g->leg;
    case WAY_LEG:
        return g->leg;
    default:
        return g->axial;
    }
}

/* the way from the axis out: its foot, direction, and how far the bone reaches on it */
struct out_way {
    float direction[3];
    float bone;
};

static bool limb_spot(struct placing *p, const struct way *way, struct spot *out,
                      struct out_way *ray)
{
    const struct ground *g = p->ground;
    const struct ground_limb *limb = &g->limb[out->side][way->line];
    float station = way->station, level[3];
    if (!limb->found)
        return false;
    if (way->level >= 0) {
        const struct ground_bone *b = ground_bone(g, way->level, SIDE_M);
        if (!b || !skeleton_bone_feature(b->bone, "body", SIDE_M, level))
            return false;
        station = ground_limb_station(limb, level);
    }
    ground_limb_at(limb, station, out->at);
    out->axes = ground_limb_axes(limb, station);
    out->skin = limb_skin(g, way->line, station);
    float bearing = glm_rad(way->bearing);
    glm_vec3_scale(out->axes.anterior, cosf(bearing), ray->direction);
    glm_vec3_muladds(out->axes.lateral, sinf(bearing), ray->direction);
    ray->bone = way->aside ? bone_along(g, LIMB_BONES[way->line], out->side, out->at,
                                        ray->direction)
                           : 0;
    return true;
}

static bool bone_spot(struct placing *p, const struct way *way, struct spot *out,
                      struct out_way *ray)
{
    const struct ground *g = p->ground;
    const struct ground_bone *b = ground_bone(g, way->bone, out->side);
    struct bvh_hit hit;
    if (!b || !skeleton_bone_line(b->bone, way->station, out->at))
        return false;
    struct axes round = ground_line_axes(g, way->bone, out->side, way->station, out->at);
    out->axes = ground_axes(g, way->bone, out->side, out->at);
    out->skin = ground_skin_of(g, way->bone);
    float bearing = glm_rad(way->bearing);
    glm_vec3_scale(round.anterior, cosf(bearing), ray->direction);
    glm_vec3_muladds(round.lateral, sinf(bearing), ray->direction);
    ray->bone = way->aside && bvh_ray_last(b->tree, out->at, ray->direction, 0.08f, NULL,
                                           NULL, &hit)
                    ? hit.distance
                    : 0;
    return true;
}

/* The skin on the way out from the bone. Where a limb grows out of the trunk it may be
 * the trunk's, or there is none in that direction; then what lies over the bone is as
 * thick as at its thinnest. */
static bool skin_beyond(const struct ground *g, const struct spot *spot,
                        const float bone[3], const float direction[3], float *skin)
{
    if (ground_skin_along(g, bone, direction, spot->skin, spot->side, RAY, skin))
        return true;
    unsigned long any = spot->skin | g->axial;
    return ground_skin_along(g, bone, direction, any, spot->side, THICK, skin) ||
           ground_depth(g, bone, any, spot->side, THICK, skin, NULL);
}

static bool place_line(struct placing *p, const struct way *way, struct spot *out)
{
    struct out_way ray;
    float skin = 0, from[3];
    out->side = side_for(p, way);
    if (!(way->line == WAY_BONE ? bone_spot(p, way, out, &ray)
                                : limb_spot(p, way, out, &ray)))
        return false;
    if (!way->aside)
        return true;
    glm_vec3_copy(out->at, from);
    glm_vec3_muladds(ray.direction, ray.bone, from);
    if (needs_skin(&way->reach) &&
        !skin_beyond(p->ground, out, from, ray.direction, &skin))
        return false;
    skin += ray.bone;
    glm_vec3_muladds(ray.direction, at_reach(p->ground, &way->reach, ray.bone, skin),
                     out->at);
    out->aside = true;
    glm_vec3_copy(ray.direction, out->outward);
    return true;
}

// ---------------------------------------------------------------- places

static bool place_feature(struct placing *p, const struct way *way, struct spot *out)
{
    const struct ground *g = p->ground;
    const char *feature = g->data->bone[way->bone].feature[way->feature];
    out->side = side_for(p, way);
    if (!ground_feature_at(g, way->bone, feature, out->side, out->at))
        return false;
    out->axes = ground_axes(g, way->bone, out->side, out->at);
    out->skin = ground_skin_of(g, way->bone);
    return true;
}

static bool place_mix(struct placing *p, const struct way *way, struct spot *out)
{
    struct spot second = {0};
    if (!place(p, way->first, out) || !place(p, way->second, &second))
        return false;
    glm_vec3_lerp(out->at, second.at, way->share, out->at);
    out->skin |= second.skin;
    out->aside = false;
    return true;
}

static bool place_same(struct placing *p, const struct way *way, struct spot *out)
{
    *out = *spotter_spot(p->spotter, way->structure, way->waypoint, p->side);
    return out->found;
}

// ---------------------------------------------------------------- moves

/* toward the middle of the chest: two fifths of the way from its back to its front */
static bool chest_direction(const struct ground *g, const float at[3], float out[3])
{
    float back[3], front[3];
    if (!ground_feature(g, "vertebra_T7", "body_ant", SIDE_M, back) ||
        !ground_feature(g, "sternum", "xiphisternal", SIDE_M, front))
        return false;
    glm_vec3_lerp(back, front, 0.4f, out);
    glm_vec3_sub(out, (float *)at, out);
    out[1] = 0;
    glm_vec3_normalize(out);
    return true;
}

static bool direction_of(const struct ground *g, enum way_direction direction,
                         const struct spot *spot, float out[3])
{
    const struct axes *a = &spot->axes;
    switch (direction) {
    case WAY_LATERAL:
    case WAY_MEDIAL:
        glm_vec3_scale((float *)a->lateral, direction == WAY_LATERAL ? 1 : -1, out);
        return true;
    case WAY_ANTERIOR:
    case WAY_POSTERIOR:
        glm_vec3_scale((float *)a->anterior, direction == WAY_ANTERIOR ? 1 : -1, out);
        return true;
    case WAY_SUPERIOR:
    case WAY_INFERIOR:
        glm_vec3_scale((float *)a->superior, direction == WAY_SUPERIOR ? 1 : -1, out);
        return true;
    case WAY_CHEST:
        return chest_direction(g, spot->at, out);
    default:
        glm_vec3_copy((vec3){direction == WAY_LEFT ? 1 : -1, 0, 0}, out);
        return true;
    }
}

/* The way to the skin: along the direction, or to the nearest. A direction that runs
 * along a limb instead of out of it (up from the foot into the leg) is none. */
static bool lift_way(struct placing *p, const struct way *way, const struct spot *spot,
                     float direction[3], float *distance)
{
    static const float NEAREST_WITHIN = 0.15f, AT_MOST = 2.5f, AND = 0.02f;
    float along[3], far;
    if (!ground_depth(p->ground, spot->at, spot->skin, spot->side, NEAREST_WITHIN,
                      distance, direction))
        return false;
    if (way->lift_direction == WAY_NO_DIRECTION ||
        !direction_of(p->ground, way->lift_direction, spot, along) ||
        !ground_skin_along(p->ground, spot->at, along, spot->skin, spot->side,
                           AT_MOST * fabsf(*distance) + AND, &far))
        return true;
    glm_vec3_copy(along, direction);
    *distance = far;
    return true;
}

static bool lift(struct placing *p, const struct way *way, struct spot *out)
{
    float direction[3], distance;
    if (!lift_way(p, way, out, direction, &distance))
        return false;
    /* from what has left the skin, straight down under it */
    float reach =
        distance > 0 ? at_reach(p->ground, &way->lift, 0, distance) : distance - 0.003f;
    glm_vec3_muladds(direction, reach, out->at);
    out->aside = true;
    glm_vec3_copy(direction, out->outward);
    return true;
}

static bool place(struct placing *p, const struct way *way, struct spot *out)
{
    float direction[3];
    bool found = way->kind == WAY_FEATURE ? place_feature(p, way, out)
                 : way->kind == WAY_LINE  ? place_line(p, way, out)
                 : way->kind == WAY_MIX   ? place_mix(p, way, out)
                                          : place_same(p, way, out);
    for (int i = 0; found && i < way->n_moves; i++) {
        found = direction_of(p->ground, way->move[i].direction, out, direction);
        glm_vec3_muladds(direction, way->move[i].mm * p->ground->scale, out->at);
    }
    return found && (!way->lifted || lift(p, way, out));
}

// ---------------------------------------------------------------- remembering

struct spotter *spotter_create(const struct ground *ground)
{
    const struct structures *data = ground->data;
    struct spotter *s = xcalloc(1, sizeof *s);
    s->ground = ground;
    s->first = xcalloc((size_t)data->n_structures + 1, sizeof *s->first);
    for (int i = 0; i < data->n_structures; i++) {
        s->first[i] = s->n;
        s->n += data->structure[i].n_ways;
    }
    s->spot = xcalloc((size_t)s->n * SIDES + 1, sizeof *s->spot);
    s->tried = xcalloc((size_t)s->n * SIDES + 1, sizeof *s->tried);
    return s;
}

void spotter_destroy(struct spotter **spotter)
{
    if (!*spotter)
        return;
    free((*spotter)->first);
    free((*spotter)->spot);
    free((*spotter)->tried);
    free(*spotter);
    *spotter = NULL;
}

const struct spot *spotter_spot(struct spotter *s, int structure, int waypoint,
                                enum side side)
{
    const struct structure *of = &s->ground->data->structure[structure];
    enum side on = of->both ? side : of->side;
    int at = (int)on * s->n + s->first[structure] + waypoint;
    if (!s->tried[at]) {
        struct placing p = {.spotter = s, .ground = s->ground, .side = on};
        s->tried[at] = true;
        s->spot[at].found = place(&p, of->way[waypoint], &s->spot[at]);
    }
    return &s->spot[at];
}
