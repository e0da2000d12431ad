/* Top-down by the surface-area heuristic in bins along the longest axis. */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "geom/bvh_tree.h"

/* below HALVING levels the tree is cut in halves: it never grows deeper than BVH_DEPTH */
enum { LEAF = 4, BINS = 12, FEW = 16, FEW_BINS = 6, HALVING = BVH_DEPTH - 38 };

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

/* A triangle while the tree is built: moved about as a whole, so that each cut reads
 * memory in order. Four floats a side, which one instruction compares. */
struct item {
    float min[4], max[4]; /* of its box; the fourth of `max` holds the triangle's bits */
};

/* the extent of boxes or centres */
struct extent {
    float min[4], max[4];
};

static const struct extent EMPTY = {{FLT_MAX, FLT_MAX, FLT_MAX, FLT_MAX},
                                    {-FLT_MAX, -FLT_MAX, -FLT_MAX, -FLT_MAX}};

static inline void extent_add(struct extent *e, const float min[4], const float max[4])
{
    for (int k = 0; k < 4; k++) {
        e->min[k] = min[k] < e->min[k] ? min[k] : e->min[k];
        e->max[k] = max[k] > e->max[k] ? max[k] : e->max[k];
    }
}

static inline float extent_half_area(const struct extent *e)
{
    float x = e->max[0] - e->min[0], y = e->max[1] - e->min[1], z = e->max[2] - e->min[2];
    return x < 0 ? 0 : x * y + y * z + z * x;
}

struct bin {
    struct extent box;
    uint32_t n;
};

/* what is still to be cut: a node's items and the extent of their centres */
struct task {
    uint32_t node, depth;
    struct extent centres;
};

struct split {
    int axis; /* -1 = none worth making */
    int bins;
    float low, scale;
    int bin; /* bins below go left */
    float cost;
};

/* the centre of an item's box, doubled */
static inline void centre_of(const struct item *item, float centre[4])
{
    for (int k = 0; k < 4; k++)
        centre[k] = item->min[k] + item->max[k];
}

static inline void extent_add_centre(struct extent *e, const struct item *item)
{
    float centre[4];
    centre_of(item, centre);
    extent_add(e, centre, centre);
}

static inline int bin_of(const struct split *s, const struct item *item)
{
    float centre = item->min[s->axis] + item->max[s->axis];
    int b = (int)((centre - s->low) * s->scale);
    return b < 0 ? 0 : b >= s->bins ? s->bins - 1 : b;
}

static void sweep(const struct bin bin[BINS], uint32_t n, struct split *s)
{
    float right_cost[BINS];
    struct extent box = EMPTY;
    uint32_t count = 0;
    for (int i = s->bins - 1; i > 0; i--) {
        extent_add(&box, bin[i].box.min, bin[i].box.max);
        count += bin[i].n;
        right_cost[i] = count ? extent_half_area(&box) * (float)count : 0;
    }
    box = EMPTY;
    count = 0;
    for (int i = 1; i < s->bins; i++) {
        extent_add(&box, bin[i - 1].box.min, bin[i - 1].box.max);
        count += bin[i - 1].n;
        float cost = extent_half_area(&box) * (float)count + right_cost[i];
        if (count && count < n && cost < s->cost) {
            s->cost = cost;
            s->bin = i;
        }
    }
}

/* the cheapest cut of n items along the longest axis of their centres */
static struct split split_find(const struct item *item, uint32_t n,
                               const struct extent *centres)
{
    int axis = 0;
    for (int k = 1; k < 3; k++)
        if (centres->max[k] - centres->min[k] > centres->max[axis] - centres->min[axis])
            axis = k;
    struct split s = {.axis = -1, .bins = n > FEW ? BINS : FEW_BINS, .cost = FLT_MAX};
    float extent = centres->max[axis] - centres->min[axis];
    if (!(extent > 0) || !isfinite((float)s.bins / extent))
        return s;
    s.axis = axis;
    s.low = centres->min[axis];
    s.scale = (float)s.bins / extent;

    struct bin bin[BINS];
    for (int i = 0; i < s.bins; i++)
        bin[i] = (struct bin){EMPTY, 0};
    for (uint32_t i = 0; i < n; i++) {
        struct bin *at = &bin[bin_of(&s, &item[i])];
        extent_add(&at->box, item[i].min, item[i].max);
        at->n++;
    }
    sweep(bin, n, &s);
    if (!s.bin)
        s.axis = -1;
    return s;
}

/* Brings the items of the left side to the front; gives their number, and the extents of
 * both sides' centres. */
static uint32_t split_apply(struct item *item, uint32_t n, const struct split *s,
                            struct extent side[2])
{
    uint32_t i = 0, j = n;
    side[0] = side[1] = EMPTY;
    if (s->axis < 0) {
        for (; i < n; i++)
            extent_add_centre(&side[i >= n / 2], &item[i]);
        return n / 2;
    }
    while (i < j) {
        if (bin_of(s, &item[i]) < s->bin) {
            extent_add_centre(&side[0], &item[i]);
            i++;
        } else {
            struct item swap = item[i];
            extent_add_centre(&side[1], &swap);
            item[i] = item[--j];
            item[j] = swap;
        }
    }
    return i;
}

/* A node's `first` and `count` are set to its range of items by its parent; a task turns
 * it into an inner node where it holds too many. The smaller side is cut first, so that
 * the stack stays low. */
static void build(struct bvh *bvh, struct item *item, const struct extent *centres)
{
    struct task stack[BVH_DEPTH + 2];
    uint32_t waiting = 0;
    stack[waiting++] = (struct task){.centres = *centres};
    while (waiting) {
        struct task task = stack[--waiting];
        struct bvh_node *node = &bvh->node[task.node];
        uint32_t first = node->first, n = node->count;
        if (n <= LEAF)
            continue;
        struct split s = {.axis = -1};
        if (task.depth < HALVING)
            s = split_find(item + first, n, &task.centres);
        struct extent side[2];
        uint32_t left = bvh->n_nodes, n_left = split_apply(item + first, n, &s, side);
        bvh->n_nodes += 2;
        bvh->node[left] = (struct bvh_node){.first = first, .count = n_left};
        bvh->node[left + 1] =
            (struct bvh_node){.first = first + n_left, .count = n - n_left};
        node->first = left;
        node->count = 0;
        uint32_t larger = n_left < n - n_left;
        stack[waiting++] = (struct task){left + larger, task.depth + 1, side[larger]};
        stack[waiting++] = (struct task){left + !larger, task.depth + 1, side[!larger]};
    }
}

/* the items of a mesh; gives the extent of their centres */
static struct extent fill_items(const struct mesh *mesh, struct item *item)
{
    struct extent centres = EMPTY;
    for (uint32_t t = 0; t < mesh->n_triangles; t++) {
        struct bvh_corners c;
        for (int i = 0; i < 3; i++)
            memcpy(c.p[i], mesh->position[mesh->triangle[t][i]], sizeof c.p[i]);
        struct bvh_box box = box_of_corners(&c);
        item[t] = (struct item){0};
        memcpy(&item[t].max[3], &t, sizeof t);
        for (int k = 0; k < 3; k++) {
            item[t].min[k] = box.min[k];
            item[t].max[k] = box.max[k];
        }
        extent_add_centre(&centres, &item[t]);
    }
    return centres;
}

static struct bvh *empty_tree(const struct mesh *mesh)
{
    uint32_t n = mesh->n_triangles;
    struct bvh *bvh = xcalloc(1, sizeof *bvh);
    bvh->mesh = mesh;
    bvh->node = xmalloc((2 * (size_t)n + 1) * sizeof *bvh->node);
    bvh->triangle = xmalloc(((size_t)n + 1) * sizeof *bvh->triangle);
    bvh->corners = xmalloc(((size_t)n + 1) * sizeof *bvh->corners);
    bvh->node[0] = (struct bvh_node){.first = 0, .count = n};
    bvh->n_nodes = 1;
    return bvh;
}

struct bvh *bvh_create(const struct mesh *mesh)
{
    uint32_t n = mesh->n_triangles;
    struct bvh *bvh = empty_tree(mesh);
    struct item *item = xmalloc(((size_t)n + 1) * sizeof *item);
    struct extent centres = fill_items(mesh, item);
    build(bvh, item, &centres);
    for (uint32_t i = 0; i < n; i++)
        memcpy(&bvh->triangle[i], &item[i].max[3], sizeof bvh->triangle[i]);
    free(item);
    bvh_refit(bvh);
    return bvh;
}

struct bvh *bvh_create_in_order(const struct mesh *mesh)
{
    struct bvh *bvh = empty_tree(mesh);
    for (uint32_t i = 0; i < mesh->n_triangles; i++)
        bvh->triangle[i] = i;
    /* every node is cut into halves of its range; children follow their parents */
    for (uint32_t at = 0; at < bvh->n_nodes; at++) {
        uint32_t first = bvh->node[at].first, n = bvh->node[at].count;
        if (n <= LEAF)
            continue;
        bvh->node[bvh->n_nodes] = (struct bvh_node){.first = first, .count = n / 2};
        bvh->node[bvh->n_nodes + 1] =
            (struct bvh_node){.first = first + n / 2, .count = n - n / 2};
        bvh->node[at] = (struct bvh_node){.first = bvh->n_nodes};
        bvh->n_nodes += 2;
    }
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
