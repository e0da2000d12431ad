/* Rays use the watertight test of S. Woop, C. Benthin, I. Wald: Watertight Ray/Triangle
 * Intersection (JCGT 2013): no ray slips between two triangles of a closed skin. Nearest
 * points follow C. Ericson, Real-Time Collision Detection (2005), 5.1.5, guarded for flat
 * triangles.
 */
#include <float.h>
#include <math.h>
#include <string.h>

#include "geom/bvh_tree.h"

/* ---- rays ---- */

struct ray {
    float origin[3], direction[3], inverse[3];
    int kx, ky, kz; /* axes: z is the ray's longest */
    float sx, sy, sz;
    float near, far; /* accepted: near < t <= far */
};

static struct ray ray_make(const float origin[3], const float direction[3], float far)
{
    struct ray r = {.near = 0, .far = far};
    for (int k = 0; k < 3; k++) {
        r.origin[k] = origin[k];
        r.direction[k] = direction[k];
        float d =
            fabsf(direction[k]) < 1e-20f ? copysignf(1e-20f, direction[k]) : direction[k];
        r.inverse[k] = 1 / d;
    }
    for (int k = 1; k < 3; k++)
        if (fabsf(direction[k]) > fabsf(direction[r.kz]))
            r.kz = k;
    r.kx = (r.kz + 1) % 3;
    r.ky = (r.kx + 1) % 3;
    if (direction[r.kz] < 0) {
        int swap = r.kx;
        r.kx = r.ky;
        r.ky = swap;
    }
    r.sx = direction[r.kx] / direction[r.kz];
    r.sy = direction[r.ky] / direction[r.kz];
    r.sz = 1 / direction[r.kz];
    return r;
}

static inline void ray_slab(const struct ray *r, const struct bvh_box *b, int k,
                            float *in, float *out)
{
    float a = (b->min[k] - r->origin[k]) * r->inverse[k];
    float c = (b->max[k] - r->origin[k]) * r->inverse[k];
    float low = a < c ? a : c, high = (a < c ? c : a) * 1.0000004f;
    *in = low > *in ? low : *in;
    *out = high < *out ? high : *out;
}

/* entry and exit along the ray, widened by a few roundings */
static inline bool ray_box(const struct ray *r, const struct bvh_box *b, float *in,
                           float *out)
{
    float t0 = r->near, t1 = r->far;
    ray_slab(r, b, 0, &t0, &t1);
    ray_slab(r, b, 1, &t0, &t1);
    ray_slab(r, b, 2, &t0, &t1);
    *in = t0;
    *out = t1;
    return t0 <= t1;
}

struct meeting {
    float t;
    float weight[3];
    bool front;
};

static bool ray_triangle(const struct ray *r, const struct bvh_corners *c,
                         struct meeting *m)
{
    float x[3], y[3], z[3];
    for (int i = 0; i < 3; i++) {
        float pz = c->p[i][r->kz] - r->origin[r->kz];
        x[i] = c->p[i][r->kx] - r->origin[r->kx] - r->sx * pz;
        y[i] = c->p[i][r->ky] - r->origin[r->ky] - r->sy * pz;
        z[i] = r->sz * pz;
    }
    float u = x[2] * y[1] - y[2] * x[1];
    float v = x[0] * y[2] - y[0] * x[2];
    float w = x[1] * y[0] - y[1] * x[0];
    if (u == 0 || v == 0 || w == 0) {
        /* on an edge as far as floats can tell: ask in doubles */
        u = (float)((double)x[2] * y[1] - (double)y[2] * x[1]);
        v = (float)((double)x[0] * y[2] - (double)y[0] * x[2]);
        w = (float)((double)x[1] * y[0] - (double)y[1] * x[0]);
    }
    if ((u < 0 || v < 0 || w < 0) && (u > 0 || v > 0 || w > 0))
        return false;
    float det = u + v + w;
    if (det == 0)
        return false;
    float inverse = 1 / det;
    float t = (u * z[0] + v * z[1] + w * z[2]) * inverse;
    if (!(t > r->near) || !(t <= r->far) || !isfinite(inverse))
        return false;
    m->t = t;
    m->weight[0] = u * inverse;
    m->weight[1] = v * inverse;
    m->weight[2] = w * inverse;
    /* counter-clockwise from outside gives a positive determinant to a ray from outside
     */
    m->front = det > 0;
    return true;
}

static bool allowed(const struct bvh *bvh, uint32_t at, bvh_filter *filter, void *user)
{
    return !filter || filter(bvh->triangle[at], user);
}

static void hit_set(const struct bvh *bvh, const struct ray *r, uint32_t at,
                    const struct meeting *m, struct bvh_hit *hit)
{
    hit->site.triangle = bvh->triangle[at];
    memcpy(hit->site.weight, m->weight, sizeof m->weight);
    for (int k = 0; k < 3; k++)
        hit->position[k] = r->origin[k] + m->t * r->direction[k];
    hit->distance = m->t;
    hit->front = m->front;
}

/* One walk serves both questions: the nearest hit shrinks `far`, the farthest raises
 * `near`; the child that is more promising is visited first. */
static bool ray_walk(const struct bvh *bvh, struct ray *r, bool farthest,
                     bvh_filter *filter, void *user, struct bvh_hit *hit)
{
    uint32_t stack[BVH_DEPTH], at = UINT32_MAX, depth = 0;
    struct meeting best = {0}, m;
    float in[2], out[2];
    if (ray_box(r, &bvh->node[0].box, in, out))
        stack[depth++] = 0;
    while (depth) {
        const struct bvh_node *node = &bvh->node[stack[--depth]];
        if (!ray_box(r, &node->box, in, out))
            continue;
        for (uint32_t i = node->first; i < node->first + node->count; i++)
            if (ray_triangle(r, &bvh->corners[i], &m) && allowed(bvh, i, filter, user)) {
                best = m;
                at = i;
                *(farthest ? &r->near : &r->far) = m.t;
            }
        if (node->count || !node->first)
            continue;
        bool hits[2];
        for (uint32_t c = 0; c < 2; c++)
            hits[c] = ray_box(r, &bvh->node[node->first + c].box, &in[c], &out[c]);
        uint32_t first = farthest ? out[1] > out[0] : in[1] < in[0];
        if (hits[!first] && depth < BVH_DEPTH)
            stack[depth++] = node->first + !first;
        if (hits[first] && depth < BVH_DEPTH)
            stack[depth++] = node->first + first;
    }
    if (at == UINT32_MAX)
        return false;
    hit_set(bvh, r, at, &best, hit);
    return true;
}

bool bvh_ray(const struct bvh *bvh, const float origin[3], const float direction[3],
             float max_distance, bvh_filter *filter, void *user, struct bvh_hit *hit)
{
    struct ray r = ray_make(origin, direction, max_distance);
    return ray_walk(bvh, &r, false, filter, user, hit);
}

bool bvh_ray_last(const struct bvh *bvh, const float origin[3], const float direction[3],
                  float max_distance, bvh_filter *filter, void *user, struct bvh_hit *hit)
{
    struct ray r = ray_make(origin, direction, max_distance);
    return ray_walk(bvh, &r, true, filter, user, hit);
}

/* ---- nearest points ---- */

static inline float dot3(const float a[3], const float b[3])
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static inline void from_to(const float a[3], const float b[3], float out[3])
{
    out[0] = b[0] - a[0];
    out[1] = b[1] - a[1];
    out[2] = b[2] - a[2];
}

/* without branches, which nearly every box would take another way */
static inline float beyond(float min, float max, float x)
{
    float below = min - x, above = x - max;
    float d = below > above ? below : above;
    return d > 0 ? d : 0;
}

static inline float box_distance2(const struct bvh_box *b, const float p[3])
{
    float x = beyond(b->min[0], b->max[0], p[0]);
    float y = beyond(b->min[1], b->max[1], p[1]);
    float z = beyond(b->min[2], b->max[2], p[2]);
    return x * x + y * y + z * z;
}

/* the nearest of the three edges, for a point beyond them or a triangle without area */
static void nearest_on_edges(const struct bvh_corners *c, const float p[3],
                             float weight[3])
{
    float least = FLT_MAX;
    for (int i = 0; i < 3; i++) {
        int j = (i + 1) % 3;
        float along[3], to[3], foot[3];
        from_to(c->p[i], c->p[j], along);
        from_to(c->p[i], p, to);
        float length2 = dot3(along, along);
        float t = length2 > 0 ? dot3(along, to) / length2 : 0;
        t = t < 0 ? 0 : t > 1 ? 1 : t;
        for (int k = 0; k < 3; k++)
            foot[k] = to[k] - t * along[k];
        float d = dot3(foot, foot);
        if (d < least) {
            least = d;
            weight[i] = 1 - t;
            weight[j] = t;
            weight[(i + 2) % 3] = 0;
        }
    }
}

/* False, early, where the triangle's plane alone is farther than `best`, squared. */
static bool nearest_on_triangle(const struct bvh_corners *c, const float p[3], float best,
                                float weight[3])
{
    float ab[3], ac[3], ap[3];
    from_to(c->p[0], c->p[1], ab);
    from_to(c->p[0], c->p[2], ac);
    from_to(c->p[0], p, ap);
    float bb = dot3(ab, ab), bc = dot3(ab, ac), cc = dot3(ac, ac);
    float pb = dot3(ap, ab), pc = dot3(ap, ac);
    float det = bb * cc - bc * bc;
    /* relative to the edges, so that small triangles are not taken for flat ones */
    if (det > 1e-6f * bb * cc) {
        float v = (cc * pb - bc * pc) / det, w = (bb * pc - bc * pb) / det;
        if (v >= 0 && w >= 0 && v + w <= 1) {
            weight[0] = 1 - v - w;
            weight[1] = v;
            weight[2] = w;
            return true;
        }
        /* what of the way lies across the plane; a little less, for it is a difference */
        float whole = dot3(ap, ap);
        if (whole - (v * pb + w * pc) > 1.001f * best + 1e-4f * whole)
            return false;
    }
    nearest_on_edges(c, p, weight);
    return true;
}

static void nearest_set(const struct bvh *bvh, uint32_t at, const float p[3],
                        const float weight[3], float distance2, struct bvh_hit *hit)
{
    const struct bvh_corners *c = &bvh->corners[at];
    float ab[3], ac[3], ap[3];
    from_to(c->p[0], c->p[1], ab);
    from_to(c->p[0], c->p[2], ac);
    from_to(c->p[0], p, ap);
    float n[3] = {ab[1] * ac[2] - ab[2] * ac[1], ab[2] * ac[0] - ab[0] * ac[2],
                  ab[0] * ac[1] - ab[1] * ac[0]};
    hit->site.triangle = bvh->triangle[at];
    memcpy(hit->site.weight, weight, sizeof hit->site.weight);
    mesh_site_position(bvh->mesh, &hit->site, hit->position);
    hit->distance = sqrtf(distance2);
    hit->front = dot3(n, ap) >= 0;
}

bool bvh_nearest(const struct bvh *bvh, const float point[3], float max_distance,
                 bvh_filter *filter, void *user, struct bvh_hit *hit)
{
    /* nodes that wait, and how far they are: what has come nearer since drops them */
    struct waiting {
        uint32_t node;
        float distance2;
    } stack[BVH_DEPTH];
    uint32_t at = UINT32_MAX, depth = 0;
    float best = max_distance * max_distance, best_weight[3] = {0};
    stack[depth++] = (struct waiting){0, box_distance2(&bvh->node[0].box, point)};
    while (depth) {
        struct waiting next = stack[--depth];
        if (next.distance2 > best)
            continue;
        const struct bvh_node *node = &bvh->node[next.node];
        for (uint32_t i = node->first; i < node->first + node->count; i++) {
            float weight[3], off[3];
            const struct bvh_corners *c = &bvh->corners[i];
            if (!nearest_on_triangle(c, point, best, weight))
                continue;
            for (int k = 0; k < 3; k++)
                off[k] = weight[0] * c->p[0][k] + weight[1] * c->p[1][k] +
                         weight[2] * c->p[2][k] - point[k];
            float d = dot3(off, off);
            if (d <= best && (d < best || at == UINT32_MAX) &&
                allowed(bvh, i, filter, user)) {
                best = d;
                at = i;
                memcpy(best_weight, weight, sizeof weight);
            }
        }
        if (node->count || !node->first)
            continue;
        struct waiting child[2];
        for (uint32_t c = 0; c < 2; c++)
            child[c] = (struct waiting){
                node->first + c, box_distance2(&bvh->node[node->first + c].box, point)};
        uint32_t first = child[1].distance2 < child[0].distance2;
        for (int c = 0; c < 2; c++) {
            const struct waiting *w = &child[c ? first : !first];
            if (w->distance2 <= best && depth < BVH_DEPTH)
                stack[depth++] = *w;
        }
    }
    if (at == UINT32_MAX)
        return false;
    nearest_set(bvh, at, point, best_weight, best, hit);
    return true;
}
