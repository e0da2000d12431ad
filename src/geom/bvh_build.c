/* Along a curve that fills space: C. Lauterbach et al., Fast BVH Construction on GPUs
 * (2009). A body is asked a few thousand times and built as often as it is loaded: a tree
 * by the surface-area heuristic answers a little sooner and takes four times as long. */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/kept.h"
#include "geom/bvh_tree.h"

enum { LEAF = 4 };

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

/* A triangle while the tree is built: where its middle lies on a curve that fills space
 * (G. M. Morton 1966), so that what is near on the curve is near in space. */
struct item {
    uint32_t code, triangle;
};

enum { CODE_BITS = 30, DIGIT = 10, DIGITS = 1 << DIGIT };

/* ten bits, two zeros after each */
static uint32_t spread(uint32_t x)
{
    x = (x | x << 16) & 0x030000FFU;
    x = (x | x << 8) & 0x0300F00FU;
    x = (x | x << 4) & 0x030C30C3U;
    return (x | x << 2) & 0x09249249U;
}

/* thrice the middle of a triangle */
static void middle_of(const struct mesh *mesh, uint32_t t, float out[3])
{
    const uint32_t *v = mesh->triangle[t];
    for (int k = 0; k < 3; k++)
        out[k] =
            mesh->position[v[0]][k] + mesh->position[v[1]][k] + mesh->position[v[2]][k];
}

/* what is no number lies at the beginning */
static uint32_t digit(float x)
{
    return x > 0 && x < (float)DIGITS ? (uint32_t)x : 0;
}

static void fill_items(const struct mesh *mesh, struct item *item)
{
    float min[3] = {FLT_MAX, FLT_MAX, FLT_MAX}, max[3] = {-FLT_MAX, -FLT_MAX, -FLT_MAX};
    float at[3], widest = 0;
    for (uint32_t t = 0; t < mesh->n_triangles; t++) {
        middle_of(mesh, t, at);
        for (int k = 0; k < 3; k++) {
            min[k] = at[k] < min[k] ? at[k] : min[k];
            max[k] = at[k] > max[k] ? at[k] : max[k];
        }
    }
    for (int k = 0; k < 3; k++)
        widest = max[k] - min[k] > widest ? max[k] - min[k] : widest;
    float scale = widest > 0 ? (float)(DIGITS - 1) / widest : 0;
    for (uint32_t t = 0; t < mesh->n_triangles; t++) {
        middle_of(mesh, t, at);
        item[t] = (struct item){.triangle = t};
        for (int k = 0; k < 3; k++)
            item[t].code |= spread(digit((at[k] - min[k]) * scale)) << k;
    }
}

/* by code, those with the same in the order of their triangles: three rounds of digits */
static void sort_items(struct item **item, struct item **spare, uint32_t n)
{
    for (int shift = 0; shift < CODE_BITS; shift += DIGIT) {
        uint32_t start[DIGITS + 1] = {0};
        for (uint32_t i = 0; i < n; i++)
            start[((*item)[i].code >> shift & (DIGITS - 1)) + 1]++;
        for (int d = 1; d < DIGITS; d++)
            start[d] += start[d - 1];
        for (uint32_t i = 0; i < n; i++)
            (*spare)[start[(*item)[i].code >> shift & (DIGITS - 1)]++] = (*item)[i];
        struct item *swap = *item;
        *item = *spare;
        *spare = swap;
    }
}

/* Where the items of a range part: at the highest bit in which their codes differ; where
 * they have but one code, in the middle. */
static uint32_t part(const struct item *item, uint32_t n)
{
    uint32_t differ = item[0].code ^ item[n - 1].code;
    if (!differ)
        return n / 2;
    uint32_t bit = 31U - (uint32_t)__builtin_clz(differ);
    uint32_t low = 0, high = n - 1; // the bit is clear at low, set at high
    while (high - low > 1) {
        uint32_t mid = low + (high - low) / 2;
        *(item[mid].code >> bit & 1 ? &high : &low) = mid;
    }
    return high;
}

/* A node's `first` and `count` are set to its range by its parent; here it becomes an
 * inner node where it holds too many. At most CODE_BITS levels part by a bit, and the
 * others halve. */
static void build(struct bvh *bvh, const struct item *item)
{
    for (uint32_t at = 0; at < bvh->n_nodes; at++) {
        uint32_t first = bvh->node[at].first, n = bvh->node[at].count;
        if (n <= LEAF)
            continue;
        uint32_t left = bvh->n_nodes, n_left = item ? part(item + first, n) : n / 2;
        bvh->node[left] = (struct bvh_node){.first = first, .count = n_left};
        bvh->node[left + 1] =
            (struct bvh_node){.first = first + n_left, .count = n - n_left};
        bvh->node[at] = (struct bvh_node){.first = left};
        bvh->n_nodes += 2;
    }
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
    struct item *spare = xmalloc(((size_t)n + 1) * sizeof *spare);
    fill_items(mesh, item);
    sort_items(&item, &spare, n);
    build(bvh, item);
    for (uint32_t i = 0; i < n; i++)
        bvh->triangle[i] = item[i].triangle;
    free(item);
    free(spare);
    bvh_refit(bvh);
    return bvh;
}

static inline void read_corners(struct bvh *bvh, uint32_t i)
{
    const struct mesh *mesh = bvh->mesh;
    const uint32_t *v = mesh->triangle[bvh->triangle[i]];
    for (int k = 0; k < 3; k++)
        memcpy(bvh->corners[i].p[k], mesh->position[v[k]], sizeof bvh->corners[i].p[k]);
}

struct bvh *bvh_create_in_order(const struct mesh *mesh)
{
    struct bvh *bvh = empty_tree(mesh);
    for (uint32_t i = 0; i < mesh->n_triangles; i++)
        bvh->triangle[i] = i;
    build(bvh, NULL);
    bvh_refit(bvh);
    return bvh;
}

static struct bvh_box box_mirrored(const struct bvh_box *b, float plane)
{
    struct bvh_box out = *b;
    out.min[0] = 2 * plane - b->max[0];
    out.max[0] = 2 * plane - b->min[0];
    return out;
}

struct bvh *bvh_create_mirrored(const struct bvh *of, const struct mesh *mesh,
                                float plane)
{
    struct bvh *bvh = empty_tree(mesh);
    bvh->n_nodes = of->n_nodes;
    memcpy(bvh->triangle, of->triangle, mesh->n_triangles * sizeof *bvh->triangle);
    for (uint32_t at = 0; at < of->n_nodes; at++) {
        bvh->node[at] = of->node[at];
        bvh->node[at].box = box_mirrored(&of->node[at].box, plane);
    }
    for (uint32_t i = 0; i < mesh->n_triangles; i++)
        read_corners(bvh, i);
    return bvh;
}

void bvh_refit(struct bvh *bvh)
{
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
            read_corners(bvh, i);
            struct bvh_box box = box_of_corners(&bvh->corners[i]);
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

/* ---- a file ---- */

void bvh_keep(const struct bvh *bvh, struct kept *to)
{
    uint32_t n_nodes = bvh->n_nodes;
    kept_bytes(to, &n_nodes, sizeof n_nodes);
    kept_bytes(to, bvh->node, n_nodes * sizeof *bvh->node);
    kept_bytes(to, bvh->triangle, bvh->mesh->n_triangles * sizeof *bvh->triangle);
}

struct bvh *bvh_recall(const struct mesh *mesh, struct kept *from)
{
    uint32_t n = mesh->n_triangles;
    struct bvh *bvh = empty_tree(mesh);
    kept_bytes(from, &bvh->n_nodes, sizeof bvh->n_nodes);
    if (bvh->n_nodes > 2 * (size_t)n + 1) {
        bvh_destroy(&bvh);
        return NULL;
    }
    kept_bytes(from, bvh->node, bvh->n_nodes * sizeof *bvh->node);
    kept_bytes(from, bvh->triangle, n * sizeof *bvh->triangle);
    bool whole = !from->failed;
    for (uint32_t i = 0; i < n; i++)
        whole = whole && bvh->triangle[i] < n;
    if (!whole)
        bvh_destroy(&bvh);
    for (uint32_t i = 0; whole && i < n; i++)
        read_corners(bvh, i);
    return bvh;
}
