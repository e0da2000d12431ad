#include <stdlib.h>
#include <string.h>

#include <cglm/cglm.h>

#include "base/arena.h"
#include "base/word.h"
#include "inside/ground_internal.h"

static const float UP[3] = {0, 1, 0}, FRONT[3] = {0, 0, 1}, LEFT[3] = {1, 0, 0};

// ---------------------------------------------------------------- bones

/* what holds at a bone: the part whose directions are meant, and the skin over it */
enum zone {
    ZONE_BODY,
    ZONE_ARM,
    ZONE_FOREARM,
    ZONE_HAND,
    ZONE_DIGIT,
    ZONE_THIGH,
    ZONE_LEG,
    ZONE_FOOT,
    ZONE_GIRDLE,
    ZONE_PELVIS
};

static const struct {
    const char *prefix;
    enum zone zone;
} ZONES[] = {
    {"humerus", ZONE_ARM},
    {"radius", ZONE_FOREARM},
    {"ulna", ZONE_FOREARM},
    {"scaphoid", ZONE_HAND},
    {"lunate", ZONE_HAND},
    {"triquetrum", ZONE_HAND},
    {"pisiform", ZONE_HAND},
    {"trapezi", ZONE_HAND},
    {"trapezoid", ZONE_HAND},
    {"capitate", ZONE_HAND},
    {"hamate", ZONE_HAND},
    {"metacarpal", ZONE_DIGIT},
    {"proximal_phalanx_hand", ZONE_DIGIT},
    {"middle_phalanx_hand", ZONE_DIGIT},
    {"distal_phalanx_hand", ZONE_DIGIT},
    {"femur", ZONE_THIGH},
    {"tibia", ZONE_LEG},
    {"fibula", ZONE_LEG},
    {"patella", ZONE_LEG},
    {"talus", ZONE_FOOT},
    {"calcaneus", ZONE_FOOT},
    {"navicular", ZONE_FOOT},
    {"cuboid", ZONE_FOOT},
    {"cuneiform", ZONE_FOOT},
    {"metatarsal", ZONE_FOOT},
    {"proximal_phalanx_foot", ZONE_FOOT},
    {"middle_phalanx_foot", ZONE_FOOT},
    {"distal_phalanx_foot", ZONE_FOOT},
    {"clavicle", ZONE_GIRDLE},
    {"scapula", ZONE_GIRDLE},
    {"hip_bone", ZONE_PELVIS},
    {"sacrum", ZONE_PELVIS},
    {"coccyx", ZONE_PELVIS},
};

static enum zone zone_of(const char *id)
{
    for (size_t i = 0; i < sizeof ZONES / sizeof *ZONES; i++)
        if (word_begins(id, ZONES[i].prefix))
            return ZONES[i].zone;
    return ZONE_BODY;
}

const struct ground_bone *ground_bone(const struct ground *g, int bone, enum side side)
{
    enum side own = g->data->bone[bone].midline ? SIDE_M : side == SIDE_M ? SIDE_L : side;
    const struct ground_bone *b = &g->bone[bone * SIDES + (int)own];
    return b->bone ? b : NULL;
}

/* At 85 % of the side of the body, half way down to the next one, 3 mm behind its back.
 */
static bool foramen_below(const struct ground *g, int bone, enum side side, float out[3])
{
    const struct ground_bone *b = ground_bone(g, bone, SIDE_M);
    const struct ground_bone *next =
        bone + 1 < g->data->n_bones ? ground_bone(g, bone + 1, SIDE_M) : NULL;
    float lateral[3], body[3], back[3], below[3];
    if (!b || !next || !skeleton_bone_feature(b->bone, "body_lat", side, lateral) ||
        !skeleton_bone_feature(b->bone, "body", side, body) ||
        !skeleton_bone_feature(b->bone, "body_back", side, back) ||
        (!skeleton_bone_feature(next->bone, "body", side, below) &&
         !skeleton_bone_feature(next->bone, "promontory", side, below)))
        return false;
    out[0] = back[0] + 0.85f * (lateral[0] - back[0]);
    out[1] = (body[1] + below[1]) / 2;
    out[2] = back[2] - 3 * g->scale;
    return true;
}

bool ground_feature_at(const struct ground *g, int bone, const char *feature,
                       enum side side, float out[3])
{
    const struct ground_bone *b = bone < 0 ? NULL : ground_bone(g, bone, side);
    if (b && skeleton_bone_feature(b->bone, feature, side, out))
        return true;
    return b && strcmp(feature, "foramen_below") == 0 &&
           foramen_below(g, bone, side, out);
}

bool ground_feature(const struct ground *g, const char *bone, const char *feature,
                    enum side side, float out[3])
{
    return ground_feature_at(g, structures_bone(g->data, bone), feature, side, out);
}

static void add_bone(struct ground *g, int index, enum side side)
{
    const struct bone *bone =
        skeleton_bones_find(g->bones, g->data->bone[index].id, side);
    struct ground_bone *to = &g->bone[index * SIDES + (int)side];
    if (!bone || !bone->placed)
        return;
    to->bone = bone;
    to->mesh = (struct mesh){.n_vertices = bone->n_vertices,
                             .n_triangles = bone->n_triangles,
                             .position = (float(*)[3])bone->position,
                             .normal = (float(*)[3])bone->normal,
                             .triangle = (uint32_t(*)[3])bone->triangle};
    const struct ground_bone *left = &g->bone[index * SIDES + SIDE_L];
    to->tree = side == SIDE_R && g->bones->mirrored
                   ? bvh_create_mirrored(left->tree, &to->mesh, 0)
                   : bvh_create_in_order(&to->mesh);
    mesh_bounds(&to->mesh, to->min, to->max);
}

// ---------------------------------------------------------------- limbs

static bool between(const struct ground *g, enum side side, const char *bone,
                    const char *first, const char *second_bone, const char *second,
                    float out[3])
{
    float a[3], b[3];
    if (!ground_feature(g, bone, first, side, a) ||
        !ground_feature(g, second_bone, second, side, b))
        return false;
    glm_vec3_sub(b, a, out);
    glm_vec3_normalize(out);
    return true;
}

static void across(float v[3], const float along[3])
{
    glm_vec3_muladds((float *)along, -glm_vec3_dot(v, (float *)along), v);
    glm_vec3_normalize(v);
}

static void outward(enum side side, float out[3])
{
    glm_vec3_scale((float *)LEFT, side == SIDE_R ? -1.0f : 1.0f, out);
}

/* the angle about the limb's line from its first lateral direction to another */
static float turn_to(const struct ground_limb *l, const float direction[3])
{
    float other[3], cross[3];
    glm_vec3_copy((float *)direction, other);
    across(other, l->along);
    glm_vec3_cross((float *)l->lateral[0], other, cross);
    return atan2f(glm_vec3_dot(cross, (float *)l->along),
                  glm_vec3_dot((float *)l->lateral[0], other));
}

static void set_limb(struct ground_limb *l, enum side side)
{
    l->side = side;
    glm_vec3_sub(l->to, l->from, l->along);
    l->length = glm_vec3_norm(l->along);
    glm_vec3_normalize(l->along);
    l->found = l->length > 0.02f;
    across(l->lateral[0], l->along);
    across(l->lateral[1], l->along);
    for (int i = 0; i < LIMB_TURNS; i++)
        l->turn[i] = turn_to(l, l->lateral[1]) * (float)i / (LIMB_TURNS - 1);
}

static bool middle(const struct ground *g, enum side side, const char *bone,
                   const char *first, const char *second_bone, const char *second,
                   float out[3])
{
    float a[3], b[3];
    if (!ground_feature(g, bone, first, side, a) ||
        !ground_feature(g, second_bone, second, side, b))
        return false;
    glm_vec3_lerp(a, b, 0.5f, out);
    return true;
}

/* Pronation turns the radius round the ulna, mostly in the upper half: from two fifths on
 * the forearm is turned as the two bones lie, up to there evenly. */
static void turn_with_radius(const struct ground *g, struct ground_limb *l)
{
    enum { FROM = 4, TO = 8 }; /* beyond, the bones' lines bend to their styloids */
    const struct ground_bone *radius =
        ground_bone(g, structures_bone(g->data, "radius"), l->side);
    const struct ground_bone *ulna =
        ground_bone(g, structures_bone(g->data, "ulna"), l->side);
    float a[3], b[3], before = l->turn[LIMB_TURNS - 1];
    for (int i = TO; i >= FROM; i--) {
        float s = (float)i / (LIMB_TURNS - 1);
        if (!skeleton_bone_line(radius->bone, s, a) ||
            !skeleton_bone_line(ulna->bone, s, b))
            return;
        glm_vec3_sub(a, b, a);
        float turn = turn_to(l, a);
        /* the same way round as its neighbour */
        while (turn - before > GLM_PIf)
            turn -= 2 * GLM_PIf;
        while (turn - before < -GLM_PIf)
            turn += 2 * GLM_PIf;
        l->turn[i] = before = turn;
    }
    for (int i = TO + 1; i < LIMB_TURNS - 1; i++)
        l->turn[i] = glm_lerp(l->turn[TO], l->turn[LIMB_TURNS - 1],
                              (float)(i - TO) / (LIMB_TURNS - 1 - TO));
    for (int i = 0; i < FROM; i++)
        l->turn[i] = l->turn[FROM] * (float)i / FROM;
}

static void find_arm(struct ground *g, enum side side)
{
    struct ground_limb *arm = &g->limb[side][WAY_ARM],
                       *forearm = &g->limb[side][WAY_FOREARM];
    float epicondyles[3];
    if (!between(g, side, "humerus", "medial_epicondyle", "humerus", "lateral_epicondyle",
                 epicondyles))
        return;
    if (ground_feature(g, "humerus", "head", side, arm->from) &&
        ground_feature(g, "humerus", "elbow", side, arm->to)) {
        glm_vec3_copy(epicondyles, arm->lateral[0]);
        glm_vec3_copy(epicondyles, arm->lateral[1]);
        set_limb(arm, side);
    }
    /* its far end by the middles of both bones: they tell its turn as the styloids do,
     * and do not depend on how far each styloid stands out */
    float radius[3], ulna[3];
    if (ground_feature(g, "humerus", "elbow", side, forearm->from) &&
        ground_feature(g, "radius", "wrist", side, radius) &&
        ground_feature(g, "ulna", "head", side, ulna)) {
        glm_vec3_lerp(radius, ulna, 0.5f, forearm->to);
        glm_vec3_sub(radius, ulna, forearm->lateral[1]);
        glm_vec3_copy(epicondyles, forearm->lateral[0]);
        set_limb(forearm, side);
        turn_with_radius(g, forearm);
    }
}

static void find_leg(struct ground *g, enum side side)
{
    struct ground_limb *thigh = &g->limb[side][WAY_THIGH], *leg = &g->limb[side][WAY_LEG];
    float epicondyles[3];
    if (!between(g, side, "femur", "medial_epicondyle", "femur", "lateral_epicondyle",
                 epicondyles) ||
        !ground_feature(g, "femur", "knee", side, thigh->to))
        return;
    if (ground_feature(g, "femur", "head", side, thigh->from)) {
        outward(side, thigh->lateral[0]);
        glm_vec3_copy(epicondyles, thigh->lateral[1]);
        set_limb(thigh, side);
    }
    glm_vec3_copy(thigh->to, leg->from);
    if (middle(g, side, "tibia", "medial_malleolus", "fibula", "lateral_malleolus",
               leg->to) &&
        between(g, side, "tibia", "medial_malleolus", "fibula", "lateral_malleolus",
                leg->lateral[1])) {
        glm_vec3_copy(epicondyles, leg->lateral[0]);
        set_limb(leg, side);
    }
}

static void find_axial(struct ground *g, enum side side)
{
    struct ground_limb *neck = &g->limb[side][WAY_NECK],
                       *trunk = &g->limb[side][WAY_TRUNK];
    for (int i = 0; i < 2; i++) {
        outward(side, neck->lateral[i]);
        outward(side, trunk->lateral[i]);
    }
    if (ground_feature(g, "vertebra_T1", "body", side, neck->from) &&
        ground_feature(g, "vertebra_C1", "body", side, neck->to))
        set_limb(neck, side);
    if (ground_feature(g, "sacrum", "promontory", SIDE_M, trunk->from) &&
        ground_feature(g, "vertebra_T1", "body", side, trunk->to))
        set_limb(trunk, side);
}

float ground_limb_station(const struct ground_limb *l, const float at[3])
{
    float off[3];
    glm_vec3_sub((float *)at, (float *)l->from, off);
    return glm_vec3_dot(off, (float *)l->along) / l->length;
}

void ground_limb_at(const struct ground_limb *l, float station, float out[3])
{
    glm_vec3_lerp((float *)l->from, (float *)l->to, station, out);
}

/* from `lateral` and the way along a limb; `down` where the way leads distally */
static struct axes axes_make(const float lateral[3], const float along[3], bool down,
                             enum side side)
{
    struct axes a;
    glm_vec3_copy((float *)lateral, a.lateral);
    across(a.lateral, along);
    glm_vec3_scale((float *)along, down ? -1.0f : 1.0f, a.superior);
    glm_vec3_cross(a.lateral, a.superior, a.anterior);
    if (side == SIDE_R)
        glm_vec3_negate(a.anterior);
    return a;
}

struct axes ground_limb_axes(const struct ground_limb *l, float station)
{
    float turned[3], at = glm_clamp(station, 0, 1) * (LIMB_TURNS - 1);
    int i = at >= LIMB_TURNS - 2 ? LIMB_TURNS - 2 : (int)at;
    glm_vec3_copy((float *)l->lateral[0], turned);
    glm_vec3_rotate(turned, glm_lerp(l->turn[i], l->turn[i + 1], at - (float)i),
                    (float *)l->along);
    bool down = l->from[1] > l->to[1];
    return axes_make(turned, l->along, down, l->side);
}

// ---------------------------------------------------------------- directions

static struct axes body_axes(enum side side)
{
    struct axes a;
    outward(side, a.lateral);
    glm_vec3_copy((float *)FRONT, a.anterior);
    glm_vec3_copy((float *)UP, a.superior);
    return a;
}

/* palmar, radial, proximal, by the bases and heads of the metacarpals */
static bool hand_axes(const struct ground *g, enum side side, struct axes *out)
{
    float radial[3], distal[3];
    if (!between(g, side, "metacarpal_5", "base", "metacarpal_2", "base", radial) ||
        !between(g, side, "metacarpal_3", "base", "metacarpal_3", "head", distal))
        return false;
    *out = axes_make(radial, distal, true, side);
    return true;
}

/* toward the toes, level; up */
static bool foot_axes(const struct ground *g, enum side side, struct axes *out)
{
    float forward[3];
    if (!between(g, side, "calcaneus", "centre", "metatarsal_2", "head", forward))
        return false;
    forward[1] = 0;
    glm_vec3_normalize(forward);
    glm_vec3_copy(forward, out->anterior);
    glm_vec3_copy((float *)UP, out->superior);
    glm_vec3_cross((float *)UP, forward, out->lateral);
    if (side == SIDE_R)
        glm_vec3_negate(out->lateral);
    return true;
}

struct axes ground_axes(const struct ground *g, int bone, enum side side,
                        const float at[3])
{
    static const int LIMB[] = {[ZONE_ARM] = WAY_ARM,
                               [ZONE_FOREARM] = WAY_FOREARM,
                               [ZONE_THIGH] = WAY_THIGH,
                               [ZONE_LEG] = WAY_LEG};
    enum zone zone = zone_of(g->data->bone[bone].id);
    struct axes out;
    switch (zone) {
    case ZONE_ARM:
    case ZONE_FOREARM:
    case ZONE_THIGH:
    case ZONE_LEG: {
        const struct ground_limb *l = &g->limb[side][LIMB[zone]];
        return l->found ? ground_limb_axes(l, ground_limb_station(l, at))
                        : body_axes(side);
    }
    case ZONE_HAND:
    case ZONE_DIGIT:
        return hand_axes(g, side, &out) ? out : body_axes(side);
    case ZONE_FOOT:
        return foot_axes(g, side, &out) ? out : body_axes(side);
    default:
        return body_axes(side);
    }
}

/* The thumb's bones stand a quarter turned beside the fingers': what looks to the side in
 * the anatomical position is their back. */
static struct axes digit_axes(const struct ground *g, int bone, enum side side,
                              const float distal[3])
{
    const char *id = g->data->bone[bone].id;
    struct axes hand;
    if (id[strlen(id) - 1] == '1')
        return axes_make(ground_bone(g, bone, side)->bone->axis[2], distal, true, side);
    return hand_axes(g, side, &hand) ? axes_make(hand.lateral, distal, true, side)
                                     : body_axes(side);
}

struct axes ground_line_axes(const struct ground *g, int bone, enum side side,
                             float station, const float at[3])
{
    enum zone zone = zone_of(g->data->bone[bone].id);
    const struct ground_bone *b = ground_bone(g, bone, side);
    float near[3], far[3], distal[3];
    struct axes out = ground_axes(g, bone, side, at);
    if (!b || !skeleton_bone_line(b->bone, station - 0.05f, near) ||
        !skeleton_bone_line(b->bone, station + 0.05f, far))
        return out;
    glm_vec3_sub(far, near, distal);
    glm_vec3_normalize(distal);
    if (zone == ZONE_DIGIT)
        return digit_axes(g, bone, side, distal);
    if (zone != ZONE_FOOT)
        return out;
    /* bearings of the toes start at their back */
    struct axes toe = {0};
    glm_vec3_copy(out.lateral, toe.lateral);
    across(toe.lateral, distal);
    glm_vec3_copy(out.superior, toe.anterior);
    across(toe.anterior, distal);
    glm_vec3_negate_to(distal, toe.superior);
    return toe;
}

// ---------------------------------------------------------------- skin

unsigned long ground_skin_of(const struct ground *g, int bone)
{
    switch (zone_of(g->data->bone[bone].id)) {
    case ZONE_ARM:
    case ZONE_FOREARM:
    case ZONE_HAND:
    case ZONE_DIGIT:
        return g->arm;
    case ZONE_THIGH:
        return g->leg | g->axial;
    case ZONE_LEG:
    case ZONE_FOOT:
        return g->leg;
    case ZONE_GIRDLE:
        return g->axial | g->arm;
    case ZONE_PELVIS:
        return g->axial | g->leg;
    default:
        return g->axial;
    }
}

struct ground_filter {
    const struct ground *ground;
    unsigned long parts;
    enum side side;
};

/* inner surfaces of the model (mouth, nostrils, ears) are no skin over anything */
enum { HIDDEN = 77 };

static bool place_skin_allows(uint32_t triangle, void *user)
{
    const struct ground_filter *f = user;
    const struct mesh *mesh = body_mesh(f->ground->body);
    enum side side;
    int part = body_part_of(f->ground->body, triangle, &side);
    if (part >= 0 && f->parts && !(f->parts >> part & 1))
        return false;
    if (side != SIDE_M && f->side != SIDE_M && side != f->side)
        return false;
    if (!mesh->occlusion || part < 0 || part != f->ground->head)
        return true;
    const uint32_t *v = mesh->triangle[triangle];
    return mesh->occlusion[v[0]] >= HIDDEN && mesh->occlusion[v[1]] >= HIDDEN &&
           mesh->occlusion[v[2]] >= HIDDEN;
}

bool ground_skin_along(const struct ground *g, const float from[3],
                       const float direction[3], unsigned long parts, enum side side,
                       float limit, float *distance)
{
    struct ground_filter filter = {g, parts, side};
    struct bvh_hit hit;
    if (!bvh_ray(body_bvh(g->body), from, direction, limit, place_skin_allows, &filter,
                 &hit))
        return false;
    *distance = hit.distance;
    return true;
}

/* Where skin lies in folds (between toes) the nearest may look the wrong way: a place
 * inside sees the inner side of skin away from it, too. */
static bool sees_no_inner_side(const struct ground *g, const float at[3],
                               const float toward[3])
{
    struct bvh_hit hit;
    float away[3];
    glm_vec3_negate_to((float *)toward, away);
    glm_vec3_normalize(away);
    return !bvh_ray(body_bvh(g->body), at, away, 1, NULL, NULL, &hit) || hit.front;
}

bool ground_depth(const struct ground *g, const float at[3], unsigned long parts,
                  enum side side, float limit, float *depth, float toward[3])
{
    struct ground_filter filter = {g, parts, side};
    struct bvh_hit hit;
    float off[3], normal[3];
    if (!bvh_nearest(body_bvh(g->body), at, limit, place_skin_allows, &filter, &hit))
        return false;
    glm_vec3_sub(hit.position, (float *)at, off);
    mesh_site_normal(body_mesh(g->body), &hit.site, normal);
    bool outside = glm_vec3_dot(off, normal) < 0 && sees_no_inner_side(g, at, off);
    *depth = outside ? -hit.distance : hit.distance;
    if (toward) {
        if (hit.distance > 1e-4f)
            glm_vec3_scale(off, (outside ? -1 : 1) / hit.distance, toward);
        else
            glm_vec3_copy(normal, toward);
    }
    return true;
}

// ---------------------------------------------------------------- all of it

static unsigned long parts_named(const struct catalog *c, const char *const *prefix)
{
    unsigned long out = 0;
    for (int i = 0; i < c->n_parts; i++)
        for (const char *const *p = prefix; *p; p++)
            if (word_begins(c->part[i].id, *p))
                out |= 1ul << i;
    return out;
}

/* the right after the left, whose mirror image it may be */
static void add_bone_pair(void *user, int worker, int i)
{
    struct ground *g = user;
    (void)worker;
    if (g->data->bone[i].midline) {
        add_bone(g, i, SIDE_M);
        return;
    }
    add_bone(g, i, SIDE_L);
    add_bone(g, i, SIDE_R);
}

void ground_init(struct ground *g, const struct body *body, const struct bones *bones,
                 const struct structures *data, crew_runner *crew)
{
    static const char *const ARM[] = {"upper_arm", "forearm", "hand", "finger", NULL};
    static const char *const LEG[] = {"thigh", "leg", "foot", "toe", NULL};
    static const char *const AXIAL[] = {"head", "neck", "trunk", NULL};
    *g = (struct ground){.body = body,
                         .bones = bones,
                         .data = data,
                         .scale = bones->stature / 1.70f / 1000};
    g->arm = parts_named(body_catalog(body), ARM);
    g->leg = parts_named(body_catalog(body), LEG);
    g->axial = parts_named(body_catalog(body), AXIAL);
    g->head = catalog_part(body_catalog(body), "head");
    g->bone = xcalloc((size_t)data->n_bones * SIDES + 1, sizeof *g->bone);
    crew(data->n_bones, add_bone_pair, g);
    for (int s = SIDE_L; s <= SIDE_R; s++) {
        find_arm(g, (enum side)s);
        find_leg(g, (enum side)s);
    }
    for (int s = SIDE_M; s <= SIDE_R; s++)
        find_axial(g, (enum side)s);
}

void ground_free(struct ground *g)
{
    for (int i = 0; g->bone && i < g->data->n_bones * SIDES; i++)
        bvh_destroy(&g->bone[i].tree);
    free(g->bone);
    *g = (struct ground){0};
}
