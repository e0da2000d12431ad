/* Top-down by the surface-area heuristic in bins along the longest axis. */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "geom/bvh_tree.h"

/* below HALVING levels the tree is cut in halves: it never grows deeper than BVH_DEPTH */
enum { LEAF = 4, BINS = 12, HALVING = BVH_DEPTH - 38 };

/* ---- boxes ---- */

static const struct bvh_box NOTHING = {{FLT_MAX, FLT_MAX, FLT_MAX},
                                       {-FLT_MAX, -FLT_MAX, -FLT_MAX}};

static inline void box_add(struct bvh_box *b, const struct bvh_box *o)
{
    for (int k = 0; k < 3; k++) {
        b->min[k] = o->min[k] < b->min[k] ? o->min[k] : b->min[k];
        b->max[k] = o->max[k] > b->max[k] ? o->max[k] : b->max[k];
    }
}

static inline float box_half_area(const struct bvh_box *b)
{
    float x = b->max[0] - b->min[0], y = b->max[1] - b->min[1], z = b->max[2] - b->min[2];
    return x < 0 ? 0 : x * y + y * z + z * x;
}

static struct bvh_box box_of_corners(const struct bvh_corners *c)
{
    struct bvh_box b;
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
    struct bvh_box *box; /* of each triangle of the mesh */
    float (*centre)[3];  /* of each triangle's box, doubled */
    uint8_t *depth;      /* of each node */
};

struct bin {
    struct bvh_box box;
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
    struct bvh_box centres = NOTHING;
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
    struct bvh_box box = NOTHING;
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
        struct bvh_node *node = &bvh->node[at];
        uint32_t first = node->first, n = node->count;
        if (n <= LEAF)
            continue;
        struct split s = {.axis = -1};
        if (b->depth[at] < HALVING)
            s = split_find(b, first, n);
        uint32_t middle = split_apply(b, &s, first, n);
        uint32_t left = bvh->n_nodes;
        bvh->n_nodes += 2;
        bvh->node[left] = (struct bvh_node){.first = first, .count = middle - first};
        bvh->node[left + 1] =
            (struct bvh_node){.first = middle, .count = first + n - middle};
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
        struct bvh_corners c;
        for (int i = 0; i < 3; i++)
            memcpy(c.p[i], mesh->position[mesh->triangle[t][i]], sizeof c.p[i]);
        b.box[t] = box_of_corners(&c);
        for (int k = 0; k < 3; k++)
            b.centre[t][k] = b.box[t].min[k] + b.box[t].max[k];
        bvh->triangle[t] = t;
    }
    bvh->node[0] = (struct bvh_node){.first = 0, .count = n};
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
        struct bvh_node *node = &bvh->node[at];
        if (!node->count) {
            /* only the root of an empty mesh has neither triangles nor children */
            node->box = node->first ? bvh->node[node->first].box : NOTHING;
            if (node->first)
                box_add(&node->box, &bvh->node[node->first + 1].box);
            continue;
        }
        node->box = NOTHING;
        for (uint32_t i = node->first; i < node->first + node->count; i++) {
            struct bvh_corners *c = &bvh->corners[i];
            const uint32_t *v = mesh->triangle[bvh->triangle[i]];
            for (int k = 0; k < 3; k++)
                memcpy(c->p[k], mesh->position[v[k]], sizeof c->p[k]);
            struct bvh_box box = box_of_corners(c);
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
