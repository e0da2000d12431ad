/* A binary tree of boxes over triangles, built top-down by the surface-area heuristic in
 * bins. The two children of a node lie side by side and after their parent, so that
 * refitting is one loop from the back. Leaves hold up to LEAF triangles, copied in leaf
 * order as three corners, so that a query touches no other memory than nodes and corners.
 *
 * Rays use the watertight test of S. Woop, C. Benthin, I. Wald: Watertight Ray/Triangle
 * Intersection (JCGT 2013): no ray slips between two triangles of a closed skin. Nearest
 * points follow C. Ericson, Real-Time Collision Detection (2005), 5.1.5, guarded for flat
 * triangles.
 */
#include "geom/bvh.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* below HALVING the tree is cut in halves, so that it never grows deeper than STACK */
enum { LEAF = 4, BINS = 12, STACK = 128, HALVING = 90 };

struct box {
    float min[3], max[3];
};

struct node {
    struct box box;
    uint32_t first; /* left child, or first corner triple of a leaf */
    uint32_t count; /* triangles of a leaf; 0 = inner node */
};

struct corners {
    float p[3][3];
};

struct bvh {
    const struct mesh *mesh;
    struct node *node;
    uint32_t n_nodes;
    uint32_t *triangle; /* leaf order -> triangle of the mesh */
    struct corners *corners;
};

/* ---- boxes ---- */

static const struct box NOTHING = {{FLT_MAX, FLT_MAX, FLT_MAX},
                                   {-FLT_MAX, -FLT_MAX, -FLT_MAX}};

static inline void box_add(struct box *b, const struct box *o)
{
    for (int k = 0; k < 3; k++) {
        b->min[k] = o->min[k] < b->min[k] ? o->min[k] : b->min[k];
        b->max[k] = o->max[k] > b->max[k] ? o->max[k] : b->max[k];
    }
}

static inline float box_half_area(const struct box *b)
{
    float x = b->max[0] - b->min[0], y = b->max[1] - b->min[1], z = b->max[2] - b->min[2];
    return x < 0 ? 0 : x * y + y * z + z * x;
}

static struct box box_of_corners(const struct corners *c)
{
    struct box b;
    for (int k = 0; k < 3; k++) {
        float x = c->p[0][k], y = c->p[1][k], z = c->p[2][k];
        float low = x < y ? x : y, high = x < y ? y : x;
        b.min[k] = z < low ? z : low;
        b.max[k] = z > high ? z : high;
    }
    return b;
}

/* ---- building ---- */

struct builder {
    struct bvh *bvh;
    struct box *box;    /* of each triangle of the mesh */
    float (*centre)[3]; /* of each triangle's box, doubled */
    uint8_t *depth;     /* of each node */
};

struct bin {
    struct box box;
    uint32_t n;
};

struct split {
    int axis; /* -1 = none worth making */
    float low, scale;
    int bin; /* bins below go left */
    float cost;
};

static int bin_of(const struct split *s, const float centre[3])
{
    int b = (int)((centre[s->axis] - s->low) * s->scale);
    return b < 0 ? 0 : b >= BINS ? BINS - 1 : b;
}

/* the cheapest cut of triangles [first, first + n) along the longest axis of their
 * centres */
static struct split split_find(const struct builder *b, uint32_t first, uint32_t n)
{
    const uint32_t *triangle = b->bvh->triangle;
    struct box centres = NOTHING;
    for (uint32_t i = first; i < first + n; i++) {
        const float *c = b->centre[triangle[i]];
        for (int k = 0; k < 3; k++) {
            centres.min[k] = c[k] < centres.min[k] ? c[k] : centres.min[k];
            centres.max[k] = c[k] > centres.max[k] ? c[k] : centres.max[k];
        }
    }
    int axis = 0;
    for (int k = 1; k < 3; k++)
        if (centres.max[k] - centres.min[k] > centres.max[axis] - centres.min[axis])
            axis = k;
    struct split s = {.axis = -1, .cost = FLT_MAX};
    float extent = centres.max[axis] - centres.min[axis];
    if (!(extent > 0) || !isfinite(BINS / extent))
        return s;
    s.axis = axis;
    s.low = centres.min[axis];
    s.scale = BINS / extent;

    struct bin bin[BINS];
    for (int i = 0; i < BINS; i++)
        bin[i] = (struct bin){NOTHING, 0};
    for (uint32_t i = first; i < first + n; i++) {
        struct bin *at = &bin[bin_of(&s, b->centre[triangle[i]])];
        box_add(&at->box, &b->box[triangle[i]]);
        at->n++;
    }
    float right_cost[BINS];
    struct box box = NOTHING;
    uint32_t count = 0;
    for (int i = BINS - 1; i > 0; i--) {
        box_add(&box, &bin[i].box);
        count += bin[i].n;
        right_cost[i] = count ? box_half_area(&box) * (float)count : 0;
    }
    box = NOTHING;
    count = 0;
    for (int i = 1; i < BINS; i++) {
        box_add(&box, &bin[i - 1].box);
        count += bin[i - 1].n;
        float cost = box_half_area(&box) * (float)count + right_cost[i];
        if (count && count < n && cost < s.cost) {
            s.cost = cost;
            s.bin = i;
        }
    }
    if (!s.bin)
        s.axis = -1;
    return s;
}

static uint32_t split_apply(const struct builder *b, const struct split *s,
                            uint32_t first, uint32_t n)
{
    if (s->axis < 0)
        return first + n / 2;
    uint32_t *t = b->bvh->triangle, i = first, j = first + n;
    while (i < j) {
        if (bin_of(s, b->centre[t[i]]) < s->bin) {
            i++;
        } else {
            uint32_t swap = t[i];
            t[i] = t[--j];
            t[j] = swap;
        }
    }
    return i;
}

/* A node's `first` and `count` are set to its range of triangles by its parent; the loop
 * turns it into an inner node where a cut pays. Cuts that do not pay are still made above
 * LEAF. */
static void build(struct builder *b)
{
    struct bvh *bvh = b->bvh;
    for (uint32_t at = 0; at < bvh->n_nodes; at++) {
        struct node *node = &bvh->node[at];
        uint32_t first = node->first, n = node->count;
        if (n <= LEAF)
            continue;
        struct split s = {.axis = -1};
        if (b->depth[at] < HALVING)
            s = split_find(b, first, n);
        uint32_t middle = split_apply(b, &s, first, n);
        uint32_t left = bvh->n_nodes;
        bvh->n_nodes += 2;
        bvh->node[left] = (struct node){.first = first, .count = middle - first};
        bvh->node[left + 1] = (struct node){.first = middle, .count = first + n - middle};
        b->depth[left] = b->depth[left + 1] = (uint8_t)(b->depth[at] + 1);
        node->first = left;
        node->count = 0;
    }
}

struct bvh *bvh_create(const struct mesh *mesh)
{
    uint32_t n = mesh->n_triangles;
    struct bvh *bvh = xcalloc(1, sizeof *bvh);
    bvh->mesh = mesh;
    bvh->node = xcalloc(2 * (size_t)n + 1, sizeof *bvh->node);
    bvh->triangle = xcalloc((size_t)n + 1, sizeof *bvh->triangle);
    bvh->corners = xcalloc((size_t)n + 1, sizeof *bvh->corners);
    struct builder b = {
        .bvh = bvh,
        .box = xcalloc((size_t)n + 1, sizeof *b.box),
        .centre = xcalloc((size_t)n + 1, sizeof *b.centre),
        .depth = xcalloc(2 * (size_t)n + 1, 1),
    };
    for (uint32_t t = 0; t < n; t++) {
        struct corners c;
        for (int i = 0; i < 3; i++)
            memcpy(c.p[i], mesh->position[mesh->triangle[t][i]], sizeof c.p[i]);
        b.box[t] = box_of_corners(&c);
        for (int k = 0; k < 3; k++)
            b.centre[t][k] = b.box[t].min[k] + b.box[t].max[k];
        bvh->triangle[t] = t;
    }
    bvh->node[0] = (struct node){.first = 0, .count = n};
    bvh->n_nodes = 1;
    build(&b);
    free(b.box);
    free(b.centre);
    free(b.depth);
    bvh_refit(bvh);
    return bvh;
}

void bvh_refit(struct bvh *bvh)
{
    const struct mesh *mesh = bvh->mesh;
    for (uint32_t at = bvh->n_nodes; at-- > 0;) {
        struct node *node = &bvh->node[at];
        if (!node->count) {
            /* only the root of an empty mesh has neither triangles nor children */
            node->box = node->first ? bvh->node[node->first].box : NOTHING;
            if (node->first)
                box_add(&node->box, &bvh->node[node->first + 1].box);
            continue;
        }
        node->box = NOTHING;
        for (uint32_t i = node->first; i < node->first + node->count; i++) {
            struct corners *c = &bvh->corners[i];
            const uint32_t *v = mesh->triangle[bvh->triangle[i]];
            for (int k = 0; k < 3; k++)
                memcpy(c->p[k], mesh->position[v[k]], sizeof c->p[k]);
            struct box box = box_of_corners(c);
            box_add(&node->box, &box);
        }
    }
}

void bvh_destroy(struct bvh **bvh)
{
    if (!*bvh)
        return;
    free((*bvh)->node);
    free((*bvh)->triangle);
    free((*bvh)->corners);
    free(*bvh);
    *bvh = NULL;
}

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

/* entry and exit along the ray, widened by a few roundings */
static inline bool ray_box(const struct ray *r, const struct box *b, float *in,
                           float *out)
{
    float t0 = r->near, t1 = r->far;
    for (int k = 0; k < 3; k++) {
        float a = (b->min[k] - r->origin[k]) * r->inverse[k];
        float c = (b->max[k] - r->origin[k]) * r->inverse[k];
        float low = a < c ? a : c, high = (a < c ? c : a) * 1.0000004f;
        t0 = low > t0 ? low : t0;
        t1 = high < t1 ? high : t1;
    }
    *in = t0;
    *out = t1;
    return t0 <= t1;
}

struct meeting {
    float t;
    float weight[3];
    bool front;
};

static bool ray_triangle(const struct ray *r, const struct corners *c, struct meeting *m)
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
    uint32_t stack[STACK], at = UINT32_MAX, depth = 0;
    struct meeting best = {0}, m;
    float in[2], out[2];
    if (ray_box(r, &bvh->node[0].box, in, out))
        stack[depth++] = 0;
    while (depth) {
        const struct node *node = &bvh->node[stack[--depth]];
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
        if (hits[!first] && depth < STACK)
            stack[depth++] = node->first + !first;
        if (hits[first] && depth < STACK)
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

static float dot3(const float a[3], const float b[3])
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static void from_to(const float a[3], const float b[3], float out[3])
{
    for (int k = 0; k < 3; k++)
        out[k] = b[k] - a[k];
}

static float box_distance2(const struct box *b, const float p[3])
{
    float sum = 0;
    for (int k = 0; k < 3; k++) {
        float d = p[k] < b->min[k]   ? b->min[k] - p[k]
                  : p[k] > b->max[k] ? p[k] - b->max[k]
                                     : 0;
        sum += d * d;
    }
    return sum;
}

/* the nearest of the three edges, for a point beyond them or a triangle without area */
static void nearest_on_edges(const struct corners *c, const float p[3], float weight[3])
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

static void nearest_on_triangle(const struct corners *c, const float p[3],
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
            return;
        }
    }
    nearest_on_edges(c, p, weight);
}

static void nearest_set(const struct bvh *bvh, uint32_t at, const float p[3],
                        const float weight[3], float distance2, struct bvh_hit *hit)
{
    const struct corners *c = &bvh->corners[at];
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
    uint32_t stack[STACK], at = UINT32_MAX, depth = 0;
    float best = max_distance * max_distance, best_weight[3] = {0};
    stack[depth++] = 0;
    while (depth) {
        const struct node *node = &bvh->node[stack[--depth]];
        if (box_distance2(&node->box, point) > best)
            continue;
        for (uint32_t i = node->first; i < node->first + node->count; i++) {
            float weight[3], off[3];
            const struct corners *c = &bvh->corners[i];
            nearest_on_triangle(c, point, weight);
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
        float left = box_distance2(&bvh->node[node->first].box, point);
        float right = box_distance2(&bvh->node[node->first + 1].box, point);
        uint32_t first = right < left;
        if ((first ? left : right) <= best && depth < STACK)
            stack[depth++] = node->first + !first;
        if ((first ? right : left) <= best && depth < STACK)
            stack[depth++] = node->first + first;
    }
    if (at == UINT32_MAX)
        return false;
    nearest_set(bvh, at, point, best_weight, best, hit);
    return true;
}
