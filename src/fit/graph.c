#include "fit/graph.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "geom/weld.h"

// ---------------------------------------------------------------- nodes

struct key {
    int32_t cell[3];
    uint32_t octant;
};

static uint64_t hash_of(const struct key *k)
{
    uint64_t h = 0x9e3779b97f4a7c15u + k->octant;
    for (int i = 0; i < 3; i++) {
        h = (h ^ (uint32_t)k->cell[i]) * 0xff51afd7ed558ccdu;
        h ^= h >> 31;
    }
    return h;
}

static bool same_key(const struct key *a, const struct key *b)
{
    return a->octant == b->octant && !memcmp(a->cell, b->cell, sizeof a->cell);
}

static struct key key_of(const float place[3], const float normal[3], float cell)
{
    struct key k = {.octant = 0};
    for (int i = 0; i < 3; i++) {
        k.cell[i] = (int32_t)floorf(place[i] / cell);
        k.octant |= (uint32_t)(normal[i] > 0) << i;
    }
    return k;
}

/* Sums of the normals of all triangles at a place: vertices that stand at the same place
 * must become the same node, whatever normals the file gave them. */
static float (*normals_of_places(const struct mesh *mesh, const uint32_t *same,
                                 uint32_t places))[3]
{
    float(*sum)[3] = xcalloc(places + 1, sizeof *sum);
    for (uint32_t t = 0; t < mesh->n_triangles; t++) {
        const uint32_t *c = mesh->triangle[t];
        float u[3], v[3];
        for (int k = 0; k < 3; k++) {
            u[k] = mesh->position[c[1]][k] - mesh->position[c[0]][k];
            v[k] = mesh->position[c[2]][k] - mesh->position[c[0]][k];
        }
        float n[3] = {u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2],
                      u[0] * v[1] - u[1] * v[0]};
        for (int i = 0; i < 3; i++)
            for (int k = 0; k < 3; k++)
                sum[same[c[i]]][k] += n[k];
    }
    return sum;
}

static void make_nodes(struct graph *g, const struct mesh *mesh, float cell)
{
    uint64_t size = 64;
    while (size < 2 * (uint64_t)mesh->n_vertices)
        size *= 2;
    uint32_t *slot = xcalloc(size, sizeof *slot); /* node + 1 */
    struct key *key = xmalloc((mesh->n_vertices + 1) * sizeof *key);
    uint32_t *count = xcalloc(mesh->n_vertices + 1, sizeof *count);
    uint32_t *same = xmalloc((mesh->n_vertices + 1) * sizeof *same);
    uint32_t places =
        weld_places((const float(*)[3])mesh->position, mesh->n_vertices, same);
    float(*normal)[3] = normals_of_places(mesh, same, places);
    g->node_of = xmalloc((mesh->n_vertices + 1) * sizeof *g->node_of);
    g->place = xcalloc(mesh->n_vertices + 1, sizeof *g->place);
    for (uint32_t v = 0; v < mesh->n_vertices; v++) {
        struct key k = key_of(mesh->position[v], normal[same[v]], cell);
        uint64_t at = hash_of(&k) & (size - 1);
        while (slot[at] && !same_key(&key[slot[at] - 1], &k))
            at = (at + 1) & (size - 1);
        if (!slot[at]) {
            key[g->n] = k;
            slot[at] = ++g->n;
        }
        uint32_t node = slot[at] - 1;
        g->node_of[v] = node;
        count[node]++;
        for (int i = 0; i < 3; i++)
            g->place[node][i] +=
                (mesh->position[v][i] - g->place[node][i]) / (float)count[node];
    }
    free(slot);
    free(key);
    free(count);
    free(same);
    free(normal);
}

// ---------------------------------------------------------------- edges

struct edge {
    uint32_t a, b;
};

struct edges {
    struct edge *edge;
    size_t n, capacity;
};

static void add_edge(struct edges *e, uint32_t a, uint32_t b)
{
    if (a == b)
        return;
    if (e->n == e->capacity) {
        e->capacity = e->capacity ? 2 * e->capacity : 1024;
        e->edge = xrealloc(e->edge, e->capacity * sizeof *e->edge);
    }
    e->edge[e->n++] = (struct edge){a < b ? a : b, a < b ? b : a};
}

static int compare(const void *a, const void *b)
{
    const struct edge *x = a, *y = b;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

static uint32_t find(uint32_t *parent, uint32_t i)
{
    while (parent[i] != i) {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    return i;
}

static float apart2(const float a[3], const float b[3])
{
    float d = 0;
    for (int k = 0; k < 3; k++)
        d += (a[k] - b[k]) * (a[k] - b[k]);
    return d;
}

/* links the smallest piece to the nearest node of another until one piece is left; what
 * has fewer than a thousandth of the nodes is left where it is */
static void link_pieces(const struct graph *g, struct edges *e)
{
    uint32_t *piece = xmalloc(g->n * sizeof *piece), *size = xcalloc(g->n, sizeof *size);
    for (uint32_t i = 0; i < g->n; i++)
        piece[i] = i;
    for (size_t i = 0; i < e->n; i++)
        piece[find(piece, e->edge[i].a)] = find(piece, e->edge[i].b);
    for (uint32_t i = 0; i < g->n; i++)
        size[find(piece, i)]++;
    enum { LINKS_MAX = 200 };
    for (int links = 0; links < LINKS_MAX; links++) {
        uint32_t smallest = UINT32_MAX, pieces = 0;
        for (uint32_t i = 0; i < g->n; i++) {
            if (piece[i] != i || size[i] < g->n / 1000 + 1)
                continue;
            pieces++;
            if (smallest == UINT32_MAX || size[i] < size[smallest])
                smallest = i;
        }
        if (pieces < 2)
            break;
        float best = INFINITY;
        uint32_t a = 0, b = 0;
        for (uint32_t i = 0; i < g->n; i++) {
            if (find(piece, i) != smallest)
                continue;
            for (uint32_t j = 0; j < g->n; j++) {
                uint32_t other = find(piece, j);
                float d = other == smallest || size[other] < g->n / 1000 + 1
                              ? INFINITY
                              : apart2(g->place[i], g->place[j]);
                if (d < best) {
                    best = d;
                    a = i;
                    b = j;
                }
            }
        }
        if (best == INFINITY)
            break;
        add_edge(e, a, b);
        uint32_t other = find(piece, b);
        piece[smallest] = other;
        size[other] += size[smallest];
    }
    free(piece);
    free(size);
}

static void sort_unique(struct edges *e)
{
    size_t n = 0;
    qsort(e->edge, e->n, sizeof *e->edge, compare);
    for (size_t i = 0; i < e->n; i++)
        if (!i || compare(&e->edge[i], &e->edge[i - 1]))
            e->edge[n++] = e->edge[i];
    e->n = n;
}

static void take_edges(struct graph *g, const struct edges *e)
{
    g->first = xcalloc(g->n + 2, sizeof *g->first);
    g->to = xmalloc((2 * e->n + 1) * sizeof *g->to);
    g->length = xmalloc((2 * e->n + 1) * sizeof *g->length);
    for (size_t i = 0; i < e->n; i++) {
        g->first[e->edge[i].a + 2]++;
        g->first[e->edge[i].b + 2]++;
    }
    for (uint32_t i = 2; i < g->n + 2; i++)
        g->first[i] += g->first[i - 1];
    for (size_t i = 0; i < e->n; i++) {
        uint32_t a = e->edge[i].a, b = e->edge[i].b;
        float length = sqrtf(apart2(g->place[a], g->place[b]));
        uint32_t at = g->first[a + 1]++, back = g->first[b + 1]++;
        g->to[at] = b;
        g->to[back] = a;
        g->length[at] = g->length[back] = length;
    }
}

struct graph *graph_create(const struct mesh *mesh, float cell)
{
    struct graph *g = xcalloc(1, sizeof *g);
    struct edges e = {0};
    make_nodes(g, mesh, cell);
    for (uint32_t t = 0; t < mesh->n_triangles; t++)
        for (int c = 0; c < 3; c++)
            add_edge(&e, g->node_of[mesh->triangle[t][c]],
                     g->node_of[mesh->triangle[t][(c + 1) % 3]]);
    sort_unique(&e);
    link_pieces(g, &e);
    take_edges(g, &e);
    free(e.edge);
    return g;
}

void graph_destroy(struct graph **graph)
{
    if (!*graph)
        return;
    free((*graph)->place);
    free((*graph)->node_of);
    free((*graph)->first);
    free((*graph)->to);
    free((*graph)->length);
    free(*graph);
    *graph = NULL;
}

// ---------------------------------------------------------------- ways

struct heap {
    uint32_t n, *node; /* node[0] is the nearest */
    uint32_t *where;   /* of each node, plus one; 0 = not in it */
    const float *key;
};

static void put(struct heap *h, uint32_t at, uint32_t node)
{
    h->node[at] = node;
    h->where[node] = at + 1;
}

static void rise(struct heap *h, uint32_t at)
{
    uint32_t node = h->node[at];
    while (at && h->key[h->node[(at - 1) / 2]] > h->key[node]) {
        put(h, at, h->node[(at - 1) / 2]);
        at = (at - 1) / 2;
    }
    put(h, at, node);
}

static void sink(struct heap *h, uint32_t at)
{
    uint32_t node = h->node[at];
    for (;;) {
        uint32_t child = 2 * at + 1;
        if (child >= h->n)
            break;
        if (child + 1 < h->n && h->key[h->node[child + 1]] < h->key[h->node[child]])
            child++;
        if (h->key[h->node[child]] >= h->key[node])
            break;
        put(h, at, h->node[child]);
        at = child;
    }
    put(h, at, node);
}

void graph_distances(const struct graph *g, uint32_t from, float *out)
{
    struct heap h = {.node = xmalloc((g->n + 1) * sizeof *h.node),
                     .where = xcalloc(g->n + 1, sizeof *h.where),
                     .key = out};
    for (uint32_t i = 0; i < g->n; i++)
        out[i] = INFINITY;
    out[from] = 0;
    put(&h, 0, from);
    h.n = 1;
    while (h.n) {
        uint32_t node = h.node[0];
        uint32_t last = h.node[--h.n];
        h.where[node] = 0;
        if (h.n) {
            put(&h, 0, last);
            sink(&h, 0);
        }
        for (uint32_t e = g->first[node]; e < g->first[node + 1]; e++) {
            uint32_t to = g->to[e];
            float d = out[node] + g->length[e];
            if (d >= out[to])
                continue;
            out[to] = d;
            if (!h.where[to]) {
                put(&h, h.n, to);
                h.n++;
            }
            rise(&h, h.where[to] - 1);
        }
    }
    free(h.node);
    free(h.where);
}

uint32_t graph_nearest(const struct graph *g, const float place[3])
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < g->n; i++)
        if (apart2(g->place[i], place) < apart2(g->place[best], place))
            best = i;
    return best;
}

/* the reachable node that is farthest from all in `d` */
static uint32_t farthest(const struct graph *g, const float *d)
{
    uint32_t best = 0;
    float most = -1;
    for (uint32_t i = 0; i < g->n; i++)
        if (d[i] < INFINITY && d[i] > most) {
            most = d[i];
            best = i;
        }
    return best;
}

void graph_tips(const struct graph *g, int count, uint32_t *tip, float **distance)
{
    float middle[3] = {0}, *least = xmalloc(g->n * sizeof *least);
    for (uint32_t i = 0; i < g->n; i++)
        for (int k = 0; k < 3; k++)
            middle[k] += g->place[i][k] / (float)g->n;
    graph_distances(g, graph_nearest(g, middle), least);
    uint32_t next = farthest(g, least);
    for (uint32_t i = 0; i < g->n; i++)
        least[i] = least[i] < INFINITY ? 1e30f : INFINITY;
    for (int i = 0; i < count; i++) {
        tip[i] = next;
        graph_distances(g, next, distance[i]);
        for (uint32_t k = 0; k < g->n; k++)
            if (distance[i][k] < least[k])
                least[k] = distance[i][k];
        next = farthest(g, least);
    }
    free(least);
}
