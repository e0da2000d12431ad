#include "anatomy/body_pose.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cglm/cglm.h>

#include "anatomy/body_internal.h"
#include "anatomy/body_pose_internal.h"
#include "base/arena.h"
#include "geom/bone_shape.h"
#include "geom/shape_file.h"
#include "geom/subdivision.h"

enum { TARGETS = SHAPE_CORNERS + SHAPE_HEIGHTS };

struct poser {
    const struct rig *rig;
    const struct shapes *shapes; /* NULL: the joints stay where they are */
    struct skinning *skinning;
    struct posture_body body;
    enum posture posture;
    struct motion motion[RIG_BONES_MAX];
    float (*difference[TARGETS])[2][3]; /* of the joints, once they were asked for */
};

struct poser *body_poser_create(const struct rig *rig, const struct shapes *shapes,
                                struct error *error)
{
    struct skinning *skinning = skinning_create(rig, shapes_stencils(shapes), error);
    if (!skinning)
        return NULL;
    struct poser *p = xcalloc(1, sizeof *p);
    p->rig = rig;
    p->shapes = shapes;
    p->skinning = skinning;
    p->body.rig = rig;
    return p;
}

struct poser *body_poser_create_held(struct skinning *skinning,
                                     const struct posture_body *rest)
{
    struct poser *p = xcalloc(1, sizeof *p);
    p->rig = rest->rig;
    p->skinning = skinning;
    p->body = *rest;
    return p;
}

void body_poser_destroy(struct poser **poser)
{
    struct poser *p = *poser;
    if (!p)
        return;
    for (int t = 0; t < TARGETS; t++)
        free(p->difference[t]);
    skinning_destroy(&p->skinning);
    free(p);
    *poser = NULL;
}

// ---------------------------------------------------------------- the standing body

static void find_joints(struct poser *p)
{
    float mix[TARGETS], lowered, scale;
    int n = rig_count(p->rig);
    if (!p->shapes)
        return;
    shapes_last(p->shapes, mix, &lowered, &scale);
    memcpy(p->body.joint, rig_neutral(p->rig), (size_t)n * sizeof *p->body.joint);
    for (int t = 0; t < TARGETS; t++) {
        if (mix[t] == 0)
            continue;
        if (!p->difference[t]) {
            p->difference[t] = xmalloc((size_t)n * sizeof *p->difference[t]);
            rig_difference(p->rig, t, p->difference[t]);
        }
        for (int b = 0; b < n; b++)
            for (int e = 0; e < 2; e++)
                glm_vec3_muladds(p->difference[t][b][e], mix[t], p->body.joint[b][e]);
    }
    for (int b = 0; b < n; b++)
        for (int e = 0; e < 2; e++) {
            p->body.joint[b][e][1] -= lowered;
            glm_vec3_scale(p->body.joint[b][e], scale, p->body.joint[b][e]);
        }
}

/* bones as a set, by their names */
static uint64_t bones(const struct poser *p, const char *const *names)
{
    uint64_t set = 0;
    for (; *names; names++)
        set |= 1ULL << rig_find(p->rig, *names);
    return set;
}

static const char *const TRUNK[] = {"pelvis",   "spine_01", "spine_02",
                                    "spine_03", "neck_01",  NULL};
static const char *const HIPS[] = {"pelvis",  "spine_01", "spine_02", "spine_03",
                                   "thigh_l", "thigh_r",  NULL};
static const char *const FOREARM[] = {"lowerarm_l", NULL};
/* what may hang over a couch by a body that lies face down */
static const char *const OVER[] = {"head",   "neck_01", "foot_l", "foot_r",
                                   "ball_l", "ball_r",  NULL};

/* the room that the trunk takes, and the thickness of a forearm */
static void find_room(struct poser *p, const struct mesh *m)
{
    const float *shoulder = p->body.joint[rig_find(p->rig, "upperarm_l")][0];
    const float(*fore)[3] = p->body.joint[rig_find(p->rig, "lowerarm_l")];
    const uint64_t trunk = bones(p, TRUNK), hips = bones(p, HIPS);
    const uint64_t forearm = bones(p, FOREARM);
    float back = INFINITY, front = -INFINITY, hang = 0, length;
    double thick = 0;
    int n = 0;
    vec3 way;
    glm_vec3_sub((float *)fore[1], (float *)fore[0], way);
    length = glm_vec3_norm(way);
    glm_vec3_normalize(way);
    for (uint32_t v = 0; v < m->n_vertices; v++) {
        if (skinning_shares(p->skinning, v, forearm) < 0.9f)
            continue;
        vec3 off;
        glm_vec3_sub(m->position[v], (float *)fore[0], off);
        float s = glm_vec3_dot(off, way);
        glm_vec3_muladds(way, -s, off);
        thick += (double)glm_vec3_norm(off);
        n++;
    }
    p->body.arm = n ? (float)(thick / n) : 0.04f;
    float reach = 2.2f * length;
    for (uint32_t v = 0; v < m->n_vertices; v++) {
        const float *at = m->position[v];
        float below = shoulder[1] - at[1];
        if (skinning_shares(p->skinning, v, trunk) > 0.7f) {
            back = fminf(back, at[2]);
            front = fmaxf(front, at[2]);
        }
        if (below < 0.18f || below > reach || fabsf(at[2] - shoulder[2]) > 0.09f ||
            skinning_shares(p->skinning, v, hips) < 0.9f)
            continue;
        hang =
            fmaxf(hang, atan2f(fabsf(at[0]) + p->body.arm + 0.004f - shoulder[0], below));
    }
    p->body.back = back;
    p->body.front = front;
    p->body.hang = glm_clamp(hang, 0.09f, 0.5f);
}

// ---------------------------------------------------------------- the posed skin

/* the lowest skin of what lies on the couch: face down all but face and feet */
static float lowest(const struct poser *p, const struct mesh *posed)
{
    const uint64_t over = p->posture == POSTURE_PRONE ? bones(p, OVER) : 0;
    float low = INFINITY;
    for (uint32_t v = 0; v < posed->n_vertices; v++)
        if (posed->position[v][1] < low && skinning_shares(p->skinning, v, over) < 0.5f)
            low = posed->position[v][1];
    return low;
}

void body_poser_pose(struct poser *p, const struct mesh *standing, enum posture posture,
                     struct mesh *posed)
{
    static const float LEVEL[3][3] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    p->posture = posture;
    find_joints(p);
    find_room(p, standing);
    posture_motions(&p->body, posture, p->motion);
    skinning_apply(p->skinning, p->motion, (const float(*)[3])standing->position,
                   posed->position);
    float low = lowest(p, posed);
    for (uint32_t v = 0; v < posed->n_vertices; v++)
        posed->position[v][1] -= low;
    struct motion down;
    motion_set(&down, LEVEL, (float[3]){0, -low, 0});
    for (int b = 0; b < rig_count(p->rig); b++)
        motion_then(&p->motion[b], &down, &p->motion[b]);
    mesh_compute_normals(posed);
}

enum posture body_poser_posture(const struct poser *p)
{
    return p->posture;
}

// ---------------------------------------------------------------- carrying

const struct body *body_pose_standing(const struct body *body)
{
    return body->standing;
}

struct motion body_pose_motion_of(const struct body *body, const char *bone)
{
    int b = rig_find(body->poser->rig, bone);
    return b < 0 ? MOTION_NONE : body->poser->motion[b];
}

/* The kneecap turns with the leg, but not as far (A. Amis, W. Senavongse, A. Bull:
 * Patellofemoral kinematics during knee flexion-extension, Journal of Orthopaedic
 * Research 24, 2006: 0.6 to 0.7 of it), and its ligament does not stretch: the lower end
 * goes with the tibia. */
static struct motion kneecap(const struct body *b, enum side side)
{
    const float with_leg = 0.65F;
    struct motion thigh = body_pose_motion_of(b, side == SIDE_R ? "thigh_r" : "thigh_l");
    struct motion calf = body_pose_motion_of(b, side == SIDE_R ? "calf_r" : "calf_l");
    struct motion turn = {.real = {0}};
    int apex = catalog_landmark(b->catalog, "patella_apex");
    motion_add(&turn, &calf, with_leg);
    motion_add(&turn, &thigh, 1 - with_leg);
    motion_end(&turn);
    if (apex < 0 || b->standing->landmark[apex][side].known != KNOWN)
        return turn;
    const float *at = b->standing->landmark[apex][side].place.position;
    float matrix[3][3], turned[3], goal[3], shift[3];
    motion_turn(&turn, matrix);
    motion_way(&turn, at, turned);
    motion_place(&calf, at, goal);
    glm_vec3_sub(goal, turned, shift);
    motion_set(&turn, (const float(*)[3])matrix, shift);
    return turn;
}

struct motion body_pose_motion_of_bone(const struct body *body, const char *id,
                                       enum side side)
{
    char bone[RIG_NAME];
    if (strcmp(id, "patella") == 0)
        return kneecap(body, side);
    posture_rig_bone(id, side, bone);
    return body_pose_motion_of(body, bone);
}

struct motion body_pose_motion_at(const struct body *body, const struct mesh_site *on)
{
    struct motion sum = {.real = {0}};
    const uint32_t *corner = body->mesh->triangle[on->triangle];
    int first = on->weight[0] < on->weight[1];
    if (on->weight[2] > on->weight[first])
        first = 2;
    for (int k = 0; k < 3; k++) {
        int i = (first + k) % 3;
        skinning_add(body->poser->skinning, corner[i], body->poser->motion, on->weight[i],
                     &sum);
    }
    motion_end(&sum);
    return sum;
}

/* a place at rest: on the skin by its triangle, beneath it with the skin nearest to it */
static void carry(struct body *b, struct place_memo *memo)
{
    struct bvh_hit hit;
    struct place *place = &memo->place;
    if (memo->known != KNOWN)
        return;
    if (place->on_skin) {
        mesh_site_position(b->mesh, &place->on, place->position);
        return;
    }
    if (!bvh_nearest(body_bvh(b->standing), place->position, 1, NULL, NULL, &hit))
        return;
    struct motion motion = body_pose_motion_at(b, &hit.site);
    motion_place(&motion, place->position, place->position);
}

/* a way at a place of the skin, which keeps its angle to it */
void body_pose_way(const struct body *b, const struct mesh_site *on, float way[3])
{
    vec3 before, now, axis;
    struct motion motion = body_pose_motion_at(b, on);
    mesh_site_normal(b->standing->mesh, on, before);
    mesh_site_normal(b->mesh, on, now);
    motion_way(&motion, before, before);
    motion_way(&motion, way, way);
    glm_vec3_cross(before, now, axis);
    float sine = glm_vec3_norm(axis);
    if (sine > 1e-6f)
        glm_vec3_rotate(way, atan2f(sine, glm_vec3_dot(before, now)), axis);
    glm_vec3_normalize(way);
}

void body_pose_path(const struct body *b, struct path *path, float *tick)
{
    float before = path->length;
    struct mesh_site on;
    path->length = 0;
    for (uint32_t i = 0; i < path->count; i++) {
        on = path->site[i];
        mesh_site_position(b->mesh, &on, path->position[i]);
        if (i)
            path->length += glm_vec3_distance(path->position[i - 1], path->position[i]);
    }
    *tick *= before > 0 ? path->length / before : 1;
}

struct body_place body_pose_expr(struct body *b, const struct expr *expr, enum side side)
{
    // walks in the standing body's own memory, and leaves it as it was
    struct body *standing = (struct body *)b->standing;
    struct body_place place = body_expr(standing, expr, side);
    if (!place.found)
        return place;
    struct place_memo memo = {.known = KNOWN, .place = {.on_skin = place.on_skin}};
    memo.place.on = place.on;
    glm_vec3_copy(place.position, memo.place.position);
    carry(b, &memo);
    glm_vec3_copy(memo.place.position, place.position);
    mesh_site_normal(b->mesh, &place.on, place.normal);
    return place;
}

static void carry_run(const struct body *b, struct site_run *run)
{
    if (!run->known)
        return;
    struct motion motion = body_pose_motion_at(b, &run->on);
    motion_place(&motion, run->landmark, run->landmark);
    motion_place(&motion, run->from, run->from);
    motion_way(&motion, run->along, run->along);
    motion_way(&motion, run->up, run->up);
}

static void carry_site(struct body *b, const struct site *from, struct site *site)
{
    *site = *from;
    if (!site->placed)
        return;
    mesh_site_position(b->mesh, &site->on, site->position);
    mesh_site_normal(b->mesh, &site->on, site->normal);
    body_pose_way(b, &site->on, site->direction);
    carry_run(b, &site->run);
}

static void carry_memos(struct body *b, struct place_memo (*to)[SIDES],
                        const struct place_memo (*from)[SIDES], int n)
{
    memcpy(to, from, (size_t)n * sizeof *to);
    for (int i = 0; i < n; i++)
        for (int s = SIDE_M; s <= SIDE_R; s++)
            carry(b, &to[i][s]);
}

/* The skin slides over a bone: landmarks that are bone are the skin over it where it has
 * come to lie. */
static void carry_bony(struct body *b)
{
    const float reach = 0.03F;
    const struct catalog *c = b->catalog;
    for (int i = 0; c->bones && i < c->bones->n_landmarks; i++) {
        const struct bone_landmark *mark = &c->bones->landmark[i];
        int name = catalog_landmark(c, mark->name);
        for (int s = SIDE_M; name >= 0 && s <= SIDE_R; s++) {
            struct place_memo *memo = &b->landmark[name][s];
            const struct place_memo *before = &b->standing->landmark[name][s];
            struct eval ev = {.body = b, .side = (enum side)s};
            if (before->known != KNOWN || !before->bone)
                continue;
            struct motion motion =
                body_pose_motion_of_bone(b, c->bones->bone[mark->bone].id, (enum side)s);
            struct place place = {.on_skin = false};
            motion_place(&motion, before->place.position, place.position);
            if (place_skin_nearest(&ev, &place, reach))
                memo->place = place;
        }
    }
}

#define CARRY(FIELD, N)                                                                  \
    carry_memos(b, b->FIELD, (const struct place_memo(*)[SIDES])b->standing->FIELD, N)

static void carry_all(struct body *b)
{
    const struct catalog *c = b->catalog;
    CARRY(landmark, c->landmark_names.count);
    CARRY(derived, c->n_derived);
    CARRY(point, c->n_points);
    CARRY(test_spot, c->n_regions);
    for (int i = 0; i < c->n_channels; i++)
        CARRY(via[i], c->channel[i].n_stops);
    memcpy(b->measure, b->standing->measure, (size_t)c->n_measures * sizeof *b->measure);
    memcpy(b->frame, b->standing->frame, (size_t)c->n_parts * sizeof *b->frame);
    memcpy(b->part, b->standing->part, b->mesh->n_triangles);
    memcpy(b->side, b->standing->side, b->mesh->n_triangles);
    memcpy(b->outer, b->standing->outer, b->mesh->n_triangles);
    memcpy(b->site_of, b->standing->site_of, (size_t)c->n_points * sizeof *b->site_of);
    carry_bony(b);
    b->n_sites = b->standing->n_sites;
    for (int i = 0; i < b->n_sites; i++)
        carry_site(b, &b->standing->site[i], &b->site[i]);
}

struct body *body_pose_create(const struct body *standing, const struct mesh *posed,
                              const struct poser *poser)
{
    struct body *b = body_allocate(posed, standing->catalog, standing->landmarks);
    b->ways = &place_ways;
    b->standing = standing;
    b->poser = poser;
    b->midline = standing->midline;
    b->build = standing->build;
    b->labelled = true;
    carry_all(b);
    pose_solve(b);
    return b;
}

void body_pose_again(struct body *b)
{
    arena_reset(b->arena);
    struct bvh *tree = atomic_load(&b->bvh);
    if (tree)
        bvh_refit(tree);
    b->midline = b->standing->midline;
    b->build = b->standing->build;
    carry_all(b);
    pose_solve(b);
}
