#include <math.h>

#include <cglm/cglm.h>

#include "inside/settle_internal.h"

static const float OVER = 0.0005f;   /* metres of tissue between a tube and the skin */
static const float FASCIA = 0.0018f; /* between a muscle and the outside of the skin */
/* how far beyond its margin a ring is looked for in a bone or out of the skin: at first,
 * and where a neighbour was found there */
static const float GLANCE = 0.003f, SEARCH = 0.030f;
static const float ORGAN_OVER = 0.004f; /* between an organ and the skin */
static const float MARGIN = 0.0003f;    /* between a tube and a bone */
enum { ROUNDS = 6 };

// ---------------------------------------------------------------- bones

static bool box_near(const struct ground_bone *b, const float at[3], float by)
{
    for (int k = 0; k < 3; k++)
        if (at[k] < b->min[k] - by || at[k] > b->max[k] + by)
            return false;
    return true;
}

static bool boxes_meet(const struct ground_bone *a, const struct ground_bone *b)
{
    for (int k = 0; k < 3; k++)
        if (a->min[k] > b->max[k] || a->max[k] < b->min[k])
            return false;
    return true;
}

static bool may_enter(const int *enters, int bone)
{
    for (; *enters >= 0; enters++)
        if (*enters == bone)
            return true;
    return false;
}

/* bones whose boxes come near a tube, but for those that it may lie in */
struct beside {
    const struct ground_bone *bone[256];
    int n;
};

static struct beside bones_beside(const struct ground *g, enum side side,
                                  const struct structure *s, const struct tube *t)
{
    struct beside out = {.n = 0};
    struct ground_bone all = {.min = {9, 9, 9}, .max = {-9, -9, -9}};
    for (int i = 0; i < t->n; i++) {
        const struct tube_ring *r = &t->ring[i];
        float by = fmaxf(r->half[0], r->half[1]) + MARGIN;
        for (int k = 0; k < 3; k++) {
            all.min[k] = fminf(all.min[k], r->centre[k] - by);
            all.max[k] = fmaxf(all.max[k], r->centre[k] + by);
        }
    }
    for (int i = 0; i < g->data->n_bones * SIDES && out.n < 256; i++) {
        const struct ground_bone *b = &g->bone[i];
        bool own = side == SIDE_M || i % SIDES == SIDE_M || i % SIDES == (int)side;
        if (b->bone && own && boxes_meet(&all, b) && !may_enter(s->enters, i / SIDES))
            out.bone[out.n++] = b;
    }
    return out;
}

/* A nearest face that looks away may be one of a sharp edge: a place inside sees the back
 * of faces on its other side, too. */
static bool is_in(const struct ground_bone *b, const float at[3],
                  const struct bvh_hit *nearest)
{
    struct bvh_hit other;
    float away[3];
    if (nearest->front)
        return false;
    glm_vec3_sub((float *)at, (float *)nearest->position, away);
    glm_vec3_normalize(away);
    return bvh_ray(b->tree, at, away, 1, NULL, NULL, &other) && !other.front;
}

/* Moves the place out of that bone by `by` metres; false where it is out already. */
static bool leave_bone(const struct ground_bone *b, float by, float look, float at[3])
{
    struct bvh_hit hit;
    float off[3], normal[3];
    if (!box_near(b, at, by) || !bvh_nearest(b->tree, at, by + look, NULL, NULL, &hit))
        return false;
    bool in = is_in(b, at, &hit);
    if (!in && hit.distance >= by - 1e-5f)
        return false;
    surface_triangle_normal(&b->mesh, hit.site.triangle, normal);
    glm_vec3_sub(at, hit.position, off);
    float length = glm_vec3_norm(off);
    if (length > 1e-5f)
        glm_vec3_scale(off, (in ? -1 : 1) / length, off);
    else
        glm_vec3_copy(normal, off);
    glm_vec3_copy(hit.position, at);
    glm_vec3_muladds(off, by, at);
    return true;
}

static bool leave_bones(const struct beside *beside, float by, float look, float at[3])
{
    bool moved = false;
    for (int i = 0; i < beside->n; i++)
        moved |= leave_bone(beside->bone[i], by, look, at);
    return moved;
}

// ---------------------------------------------------------------- tubes

/* a muscle yields: only its middle must have room */
static const float YIELDS = 0.4f;

static bool go_under(const struct ground *g, enum side side, const struct tube_ring *r,
                     bool yields, float look, float at[3])
{
    float margin = yields ? YIELDS * r->half[1] + FASCIA : r->half[1] + OVER;
    float depth, toward[3];
    if (!ground_depth(g, at, r->skin, side, margin + look, &depth, toward) ||
        depth >= margin)
        return false;
    glm_vec3_muladds(toward, depth - margin, at);
    return true;
}

/* rings that were moved draw their neighbours along, so that the course stays smooth */
static void smooth(struct tube *t, const bool *moved)
{
    for (int i = 1; i + 1 < t->n; i++) {
        float middle[3];
        if (moved[i] || (!moved[i - 1] && !moved[i + 1]))
            continue;
        glm_vec3_lerp(t->ring[i - 1].centre, t->ring[i + 1].centre, 0.5f, middle);
        glm_vec3_lerp(t->ring[i].centre, middle, 0.5f, t->ring[i].centre);
    }
}

void settle_tube(const struct ground *g, enum side side, const struct structure *s,
                 struct tube *t)
{
    enum { RINGS_MAX = 4096 };
    bool moved[RINGS_MAX] = {false}, yields = s->system == STRUCTURE_MUSCLE;
    if (t->n > RINGS_MAX || s->system == STRUCTURE_ORGAN)
        return;
    struct beside beside = bones_beside(g, side, s, t);
    for (int round = 0; round < ROUNDS; round++) {
        bool any = false;
        for (int i = 0; i < t->n; i++) {
            struct tube_ring *r = &t->ring[i];
            /* a quiet ring stays quiet unless a neighbour moved */
            bool near =
                moved[i] || moved[i > 0 ? i - 1 : 0] || moved[i + 1 < t->n ? i + 1 : i];
            if (round && !near)
                continue;
            float look = near ? SEARCH : GLANCE;
            bool out =
                leave_bones(&beside, (yields ? 0 : r->half[1]) + MARGIN, look, r->centre);
            moved[i] = go_under(g, side, r, yields, look, r->centre) || out;
            any |= moved[i];
        }
        if (!any)
            break;
        if (round + 2 < ROUNDS)
            smooth(t, moved);
    }
    tube_turn(t);
}

// ---------------------------------------------------------------- muscles

enum { NEAR_MAX = 24 };

/* bones that a ring of the muscle may touch, and how far they are from its middle */
struct touching {
    const struct ground_bone *bone[NEAR_MAX];
    float distance[NEAR_MAX];
    int n;
};

/* how far a muscle may reach from its middle in that direction */
static float room_to_bones(const struct tube_ring *r, const struct touching *near,
                           const float direction[3], float reach)
{
    struct bvh_hit hit;
    for (int i = 0; i < near->n; i++)
        if (near->distance[i] < reach &&
            bvh_ray(near->bone[i]->tree, r->centre, direction, reach, NULL, NULL, &hit) &&
            hit.front && hit.distance < reach)
            reach = hit.distance;
    return reach;
}

static float room_to_skin(const struct ground *g, enum side side,
                          const struct tube_ring *r, const float direction[3],
                          float reach)
{
    float skin;
    if (ground_skin_along(g, r->centre, direction, r->skin, side, reach + FASCIA, &skin))
        reach = fminf(reach, fmaxf(skin - FASCIA, 0.3f * skin));
    return reach;
}

static void find_touching(const struct beside *beside, const struct tube_ring *r,
                          struct touching *near)
{
    struct bvh_hit hit;
    float by = fmaxf(r->half[0], r->half[1]);
    near->n = 0;
    for (int i = 0; i < beside->n && near->n < NEAR_MAX; i++)
        if (box_near(beside->bone[i], r->centre, by) &&
            bvh_nearest(beside->bone[i]->tree, r->centre, by, NULL, NULL, &hit)) {
            near->distance[near->n] = hit.distance;
            near->bone[near->n++] = beside->bone[i];
        }
}

void settle_muscle(const struct ground *g, enum side side, const struct structure *s,
                   const struct tube *t, int corners, float (*place)[3])
{
    struct beside beside = bones_beside(g, side, s, t);
    for (int i = 0; i < t->n; i++) {
        const struct tube_ring *r = &t->ring[i];
        struct touching near;
        find_touching(&beside, r, &near);
        float depth, widest = fmaxf(r->half[0], r->half[1]);
        bool skin_is_near =
            ground_depth(g, r->centre, r->skin, side, widest + FASCIA, &depth, NULL);
        if (!near.n && !skin_is_near)
            continue;
        for (int k = 0; k < corners; k++) {
            float *p = place[i * corners + k], direction[3];
            glm_vec3_sub(p, (float *)r->centre, direction);
            float reach = glm_vec3_norm(direction);
            if (reach < 1e-5f)
                continue;
            glm_vec3_scale(direction, 1 / reach, direction);
            float least = room_to_bones(r, &near, direction, reach);
            if (skin_is_near && least + FASCIA > depth)
                least = room_to_skin(g, side, r, direction, least);
            glm_vec3_copy((float *)r->centre, p);
            glm_vec3_muladds(direction, least, p);
        }
    }
}

/* seen from its middle, the skin comes before what sticks out of it */
void settle_solid(const struct ground *g, struct mesh *m)
{
    unsigned long all = g->axial | g->leg | g->arm;
    float middle[3] = {0}, direction[3], skin;
    bool any = false;
    for (uint32_t v = 0; v < m->n_vertices; v++)
        glm_vec3_muladds(m->position[v], 1 / (float)m->n_vertices, middle);
    for (uint32_t v = 0; v < m->n_vertices; v++) {
        glm_vec3_sub(m->position[v], middle, direction);
        float reach = glm_vec3_norm(direction);
        if (reach < 1e-5f)
            continue;
        glm_vec3_scale(direction, 1 / reach, direction);
        if (!ground_skin_along(g, middle, direction, all, SIDE_M, reach + ORGAN_OVER,
                               &skin))
            continue;
        glm_vec3_copy(middle, m->position[v]);
        glm_vec3_muladds(direction, fmaxf(skin - ORGAN_OVER, 0), m->position[v]);
        any = true;
    }
    if (any)
        mesh_compute_normals(m);
}
