/* label.c - which part of the body each triangle belongs to, and which skin is outer
 * skin.
 *
 * A part's skin is flooded over the mesh from its seeds, through triangles that no part
 * before it took, as far as its bounds hold. Because a flood follows the skin, a hand
 * beside the hip or a thigh against a thigh is never taken for its neighbour. What little
 * skin no flood reaches (between toes that are nearest to each other's axes, in the folds
 * of an eyelid) is its neighbours', before one part takes all the rest.
 */
#include <stdlib.h>
#include <string.h>

#include <cglm/cglm.h>

#include "anatomy/body_internal.h"

struct bounds {
    int n_clauses;
    int n_planes[PART_CLAUSES_MAX];
    struct half_space plane[PART_CLAUSES_MAX][PART_PLANES_MAX];
};

struct flood {
    struct body *body;
    int part;
    const struct bounds *bounds[SIDES]; /* by the side whose bounds hold for a triangle */
    uint32_t *queue;
    uint32_t n_queue;
};

static bool read_bounds(struct body *body, const struct part *part, enum side side,
                        struct bounds *out)
{
    struct eval ev = {.body = body, .side = side};
    out->n_clauses = part->n_clauses;
    for (int c = 0; c < part->n_clauses; c++) {
        out->n_planes[c] = part->clause[c].n_planes;
        for (int i = 0; i < out->n_planes[c]; i++)
            if (!plane_eval(&ev, &part->clause[c].plane[i], &out->plane[c][i]))
                return false;
    }
    return true;
}

static bool holds(const struct bounds *b, const float p[3])
{
    for (int c = 0; c < b->n_clauses; c++) {
        bool any = false;
        for (int i = 0; i < b->n_planes[c]; i++)
            any = any || plane_depth(&b->plane[c][i], p) >= 0;
        if (!any)
            return false;
    }
    return true;
}

/* nearer to its own axis than to that of any part of the same family */
static bool is_nearest(struct body *body, int part, enum side side, const float p[3])
{
    const struct catalog *c = body->catalog;
    const struct part_frame *own = part_frame_build(body, part, side);
    if (own->known != KNOWN)
        return true;
    float mine = part_frame_distance(own, p);
    for (int i = 0; i < c->n_parts; i++) {
        if (i == part || !*c->part[i].family ||
            strcmp(c->part[i].family, c->part[part].family) != 0)
            continue;
        const struct part_frame *f = part_frame_build(body, i, side);
        if (f->known == KNOWN && part_frame_distance(f, p) < mine)
            return false;
    }
    return true;
}

static void centre_of(const struct mesh *mesh, uint32_t triangle, float out[3])
{
    const uint32_t *t = mesh->triangle[triangle];
    for (int k = 0; k < 3; k++)
        out[k] = (mesh->position[t[0]][k] + mesh->position[t[1]][k] +
                  mesh->position[t[2]][k]) /
                 3;
}

static void offer(struct flood *f, uint32_t triangle, enum side side)
{
    struct body *b = f->body;
    const struct part *part = &b->catalog->part[f->part];
    if (b->part[triangle] != NO_PART)
        return;
    vec3 centre;
    centre_of(b->mesh, triangle, centre);
    enum side tested = side;
    if (part->midline)
        tested = centre[0] < b->midline ? SIDE_R : SIDE_L;
    if (!f->bounds[tested] || !holds(f->bounds[tested], centre))
        return;
    if (part->lone && !is_nearest(b, f->part, side, centre))
        return;
    b->part[triangle] = (uint8_t)f->part;
    b->side[triangle] = (uint8_t)side;
    f->queue[f->n_queue++] = triangle;
}

static void seed(struct flood *f, enum side side, enum side seeds_of)
{
    struct body *b = f->body;
    const struct part *part = &b->catalog->part[f->part];
    struct eval ev = {.body = b, .side = seeds_of};
    for (int i = 0; i < part->n_seeds; i++) {
        struct place place;
        struct bvh_hit hit;
        if (!place_eval(&ev, part->seed[i], &place))
            continue;
        if (place.on_skin)
            offer(f, place.on.triangle, side);
        else if (bvh_nearest(body_bvh(b), place.position, 0.1F, NULL, NULL, &hit))
            offer(f, hit.site.triangle, side);
    }
}

static void spread(struct flood *f, enum side side)
{
    for (uint32_t i = 0; i < f->n_queue; i++) {
        uint32_t triangle = f->queue[i];
        for (int k = 0; k < 3; k++) {
            uint32_t n = body_surface(f->body)->neighbour[triangle][k];
            if (n != SURFACE_NONE)
                offer(f, n, side);
        }
    }
}

static void flood_part(struct body *body, int index, enum side side, uint32_t *queue)
{
    const struct part *part = &body->catalog->part[index];
    struct bounds bounds[SIDES];
    struct flood f = {.body = body, .part = index, .queue = queue};
    for (int s = SIDE_L; s <= SIDE_R; s++)
        if ((side == SIDE_M || (int)side == s) &&
            read_bounds(body, part, (enum side)s, &bounds[s]))
            f.bounds[s] = &bounds[s];
    for (int s = SIDE_L; s <= SIDE_R; s++)
        if (f.bounds[s])
            seed(&f, side, (enum side)s);
    spread(&f, side);
}

// ---------------------------------------------------------------- what is left over

/* square metres: a larger piece is a limb of a model that lacks its landmarks */
static const float ISLAND = 0.004F;

struct islands {
    const struct body *body;
    int alone;     /* pieces so far that touch nothing */
    uint8_t *seen; /* per triangle: 1 = of an island */
};

/* by a flood: pieces that only lie side by side do not hand a part on to one another */
static bool is_flooded(uint32_t triangle, void *user)
{
    const struct islands *in = user;
    return in->body->part[triangle] != NO_PART && !in->seen[triangle];
}

static float area_of(const struct mesh *mesh, uint32_t triangle)
{
    const uint32_t *t = mesh->triangle[triangle];
    vec3 a, b, across;
    glm_vec3_sub(mesh->position[t[1]], mesh->position[t[0]], a);
    glm_vec3_sub(mesh->position[t[2]], mesh->position[t[0]], b);
    glm_vec3_cross(a, b, across);
    return glm_vec3_norm(across) / 2;
}

/* what hangs together with the triangle and has no part yet; returns how much */
static uint32_t find_island(const struct body *b, uint32_t triangle, uint8_t *seen,
                            uint32_t *queue)
{
    uint32_t n = 0;
    seen[triangle] = 1;
    queue[n++] = triangle;
    for (uint32_t i = 0; i < n; i++)
        for (int k = 0; k < 3; k++) {
            uint32_t next = body_surface(b)->neighbour[queue[i]][k];
            if (next == SURFACE_NONE || seen[next] || b->part[next] != NO_PART)
                continue;
            seen[next] = 1;
            queue[n++] = next;
        }
    return n;
}

/* a triangle of the part that most of its edge touches, or that is nearest to it */
static uint32_t find_neighbour(struct islands *in, const uint32_t *island, uint32_t n)
{
    const float beside = 0.005F; /* metres; the two edges of a fold */
    const int many = 256;        /* of more loose pieces none has a place of its own */
    const struct body *b = in->body;
    uint32_t count[UINT8_MAX + 1][SIDES] = {{0}}, best = SURFACE_NONE, most = 0;
    for (uint32_t i = 0; i < n; i++)
        for (int k = 0; k < 3; k++) {
            uint32_t next = body_surface(b)->neighbour[island[i]][k];
            if (next == SURFACE_NONE || b->part[next] == NO_PART)
                continue;
            uint32_t touches = ++count[b->part[next]][b->side[next]];
            best = touches > most ? next : best;
            most = touches > most ? touches : most;
        }
    vec3 centre;
    struct bvh_hit hit;
    centre_of(b->mesh, island[0], centre);
    if (best == SURFACE_NONE && in->alone++ < many &&
        bvh_nearest(body_bvh(b), centre, beside, is_flooded, in, &hit))
        best = hit.site.triangle;
    return best;
}

/* All but the piece that the rest begins with: small ones go to their neighbours. */
static void settle_islands(struct body *b, uint32_t *queue)
{
    uint32_t n = b->mesh->n_triangles;
    struct islands in = {.body = b, .seen = xcalloc(n, 1)};
    for (uint32_t t = 0; t < n; t++) {
        if (b->part[t] != NO_PART || in.seen[t])
            continue;
        uint32_t size = find_island(b, t, in.seen, queue), of;
        float area = 0;
        for (uint32_t i = 0; i < size && area <= ISLAND; i++)
            area += area_of(b->mesh, queue[i]);
        if (area > ISLAND || (of = find_neighbour(&in, queue, size)) == SURFACE_NONE)
            continue;
        for (uint32_t i = 0; i < size; i++) {
            b->part[queue[i]] = b->part[of];
            b->side[queue[i]] = b->side[of];
        }
    }
    free(in.seen);
}

void label_parts(struct body *body)
{
    const struct catalog *c = body->catalog;
    uint32_t n = body->mesh->n_triangles;
    memset(body->part, NO_PART, n);
    memset(body->side, SIDE_M, n);
    if (!body->landmarks)
        return;
    uint32_t *queue = xmalloc(n * sizeof *queue);
    for (int i = 0; i < c->n_parts; i++) {
        if (c->part[i].rest) {
            settle_islands(body, queue);
            for (uint32_t t = 0; t < n; t++)
                if (body->part[t] == NO_PART)
                    body->part[t] = (uint8_t)i;
        } else if (c->part[i].midline) {
            flood_part(body, i, SIDE_M, queue);
        } else {
            flood_part(body, i, SIDE_L, queue);
            flood_part(body, i, SIDE_R, queue);
        }
    }
    free(queue);
}

// ---------------------------------------------------------------- outer skin

/* Where the model carries baked occlusion, what is quite dark is inside. */
static bool dark(const struct mesh *mesh, uint32_t triangle)
{
    enum { INSIDE = 6 };
    const uint32_t *t = mesh->triangle[triangle];
    return mesh->occlusion[t[0]] < INSIDE && mesh->occlusion[t[1]] < INSIDE &&
           mesh->occlusion[t[2]] < INSIDE;
}

/* From a little outside the triangle, whether any of a few rays leaves the head's
 * hollows. */
static bool sees_out(const struct body *body, uint32_t triangle)
{
    static const float SPREAD[5][2] = {
        {0, 0}, {0.7F, 0}, {-0.7F, 0}, {0, 0.7F}, {0, -0.7F}};
    enum { RAYS = 5 };
    vec3 centre, normal, side, other, origin;
    struct bvh_hit hit;
    centre_of(body->mesh, triangle, centre);
    surface_triangle_normal(body->mesh, triangle, normal);
    glm_vec3_ortho(normal, side);
    glm_vec3_normalize(side);
    glm_vec3_cross(normal, side, other);
    glm_vec3_copy(centre, origin);
    glm_vec3_muladds(normal, 1e-4F, origin);
    for (int i = 0; i < RAYS; i++) {
        vec3 direction;
        glm_vec3_copy(normal, direction);
        glm_vec3_muladds(side, SPREAD[i][0], direction);
        glm_vec3_muladds(other, SPREAD[i][1], direction);
        glm_vec3_normalize(direction);
        if (!bvh_ray(body_bvh(body), origin, direction, 0.06F, NULL, NULL, &hit))
            return true;
    }
    return false;
}

void label_outer(struct body *body)
{
    int head = catalog_part(body->catalog, "head");
    for (uint32_t t = 0; t < body->mesh->n_triangles; t++) {
        if (head < 0 || body->part[t] != head)
            body->outer[t] = 1;
        else if (body->mesh->occlusion)
            body->outer[t] = !dark(body->mesh, t);
        else
            body->outer[t] = sees_out(body, t);
    }
}
