/* An edge table (open hashing on the two ends) finds the faces of each edge; stencils are
 * then gathered vertex by vertex. Everything before the gathering is integers only. */
#include "geom/subdivision.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

struct edge {
    uint32_t a, b;    /* ends, a < b */
    uint32_t face[2]; /* UINT32_MAX = none */
};

struct edges {
    struct edge *edge;
    uint32_t n;
    uint32_t *slot; /* hash table of edge + 1 */
    uint32_t mask;
    uint32_t (*of_quad)[4];
};

static uint32_t edge_slot(const struct edges *e, uint32_t a, uint32_t b)
{
    uint32_t h = (a * 0x9E3779B1u) ^ (b * 0x85EBCA77u);
    uint32_t i = (h ^ h >> 15) & e->mask;
    while (e->slot[i]) {
        const struct edge *at = &e->edge[e->slot[i] - 1];
        if (at->a == a && at->b == b)
            break;
        i = (i + 1) & e->mask;
    }
    return i;
}

static bool edges_collect(struct edges *e, const uint32_t (*quads)[4], uint32_t n_quads,
                          struct error *error)
{
    uint32_t capacity = 16;
    while (capacity < n_quads * 8)
        capacity *= 2;
    *e = (struct edges){
        .edge = xcalloc(n_quads * 4 + 1, sizeof *e->edge),
        .slot = xcalloc(capacity, sizeof *e->slot),
        .mask = capacity - 1,
        .of_quad = xcalloc(n_quads + 1, sizeof *e->of_quad),
    };
    for (uint32_t q = 0; q < n_quads; q++)
        for (int c = 0; c < 4; c++) {
            uint32_t a = quads[q][c], b = quads[q][(c + 1) % 4];
            if (a == b)
                return error_set(error, "quad %u has an edge of no length", q);
            uint32_t low = a < b ? a : b, high = a < b ? b : a;
            uint32_t slot = edge_slot(e, low, high);
            if (!e->slot[slot]) {
                e->edge[e->n] = (struct edge){low, high, {UINT32_MAX, UINT32_MAX}};
                e->slot[slot] = ++e->n;
            }
            struct edge *edge = &e->edge[e->slot[slot] - 1];
            if (edge->face[1] != UINT32_MAX)
                return error_set(error, "edge %u-%u belongs to more than two quads", low,
                                 high);
            edge->face[edge->face[0] != UINT32_MAX] = q;
            e->of_quad[q][c] = e->slot[slot] - 1;
        }
    return true;
}

/* which items (faces or edges) meet at each vertex, as ranges into one list */
struct ring {
    uint32_t *first, *item;
};

static struct ring ring_create(uint32_t n_vertices)
{
    return (struct ring){.first = xcalloc(n_vertices + 2, sizeof(uint32_t))};
}

static void ring_sum(struct ring *r, uint32_t n_vertices)
{
    for (uint32_t v = 0; v < n_vertices; v++)
        r->first[v + 1] += r->first[v];
    r->item = xcalloc(r->first[n_vertices] + 1, sizeof(uint32_t));
}

/* fills backwards, so that first[v] ends as the start of v; reversed within a vertex */
static void ring_put(struct ring *r, uint32_t vertex, uint32_t item)
{
    r->item[--r->first[vertex]] = item;
}

static struct ring faces_of_vertices(const uint32_t (*quads)[4], uint32_t n_quads,
                                     uint32_t n_vertices)
{
    struct ring r = ring_create(n_vertices);
    for (uint32_t q = 0; q < n_quads; q++)
        for (int c = 0; c < 4; c++)
            r.first[quads[q][c]]++;
    ring_sum(&r, n_vertices);
    for (uint32_t q = n_quads; q-- > 0;)
        for (int c = 0; c < 4; c++)
            ring_put(&r, quads[q][c], q);
    return r;
}

static struct ring edges_of_vertices(const struct edges *e, uint32_t n_vertices)
{
    struct ring r = ring_create(n_vertices);
    for (uint32_t i = 0; i < e->n; i++) {
        r.first[e->edge[i].a]++;
        r.first[e->edge[i].b]++;
    }
    ring_sum(&r, n_vertices);
    for (uint32_t i = e->n; i-- > 0;) {
        ring_put(&r, e->edge[i].a, i);
        ring_put(&r, e->edge[i].b, i);
    }
    return r;
}

/* one stencil under construction */
enum { STENCIL_MAX = 256 };

struct stencil {
    uint32_t index[STENCIL_MAX];
    double weight[STENCIL_MAX];
    int n;
    bool full;
};

static void stencil_add(struct stencil *s, uint32_t index, double weight)
{
    for (int i = 0; i < s->n; i++)
        if (s->index[i] == index) {
            s->weight[i] += weight;
            return;
        }
    if (s->n == STENCIL_MAX) {
        s->full = true;
        return;
    }
    s->index[s->n] = index;
    s->weight[s->n++] = weight;
}

static void stencil_add_face(struct stencil *s, const uint32_t quad[4], double weight)
{
    for (int c = 0; c < 4; c++)
        stencil_add(s, quad[c], weight / 4);
}

struct builder {
    const uint32_t (*quads)[4];
    struct edges edges;
    struct ring faces, borders;
};

static void edge_stencil(const struct builder *b, const struct edge *edge,
                         struct stencil *s)
{
    bool border = edge->face[1] == UINT32_MAX;
    stencil_add(s, edge->a, border ? 0.5 : 0.25);
    stencil_add(s, edge->b, border ? 0.5 : 0.25);
    for (int i = 0; i < 2 && !border; i++)
        stencil_add_face(s, b->quads[edge->face[i]], 0.25);
}

static void vertex_stencil(const struct builder *b, uint32_t v, struct stencil *s)
{
    uint32_t first = b->borders.first[v], last = b->borders.first[v + 1];
    uint32_t n = last - first;
    bool border = false;
    for (uint32_t i = first; i < last; i++)
        border |= b->edges.edge[b->borders.item[i]].face[1] == UINT32_MAX;
    if (!n || border) {
        stencil_add(s, v, n ? 0.75 : 1);
        for (uint32_t i = first; i < last; i++) {
            const struct edge *e = &b->edges.edge[b->borders.item[i]];
            if (e->face[1] == UINT32_MAX)
                stencil_add(s, e->a == v ? e->b : e->a, 0.125);
        }
        return;
    }
    /* (F + 2 R + (n - 3) P) / n: mean of the faces, mean of the edge midpoints, the
     * vertex */
    double dn = n;
    stencil_add(s, v, (dn - 3) / dn + 1 / dn);
    for (uint32_t i = first; i < last; i++) {
        const struct edge *e = &b->edges.edge[b->borders.item[i]];
        stencil_add(s, e->a == v ? e->b : e->a, 1 / (dn * dn));
    }
    for (uint32_t i = b->faces.first[v]; i < b->faces.first[v + 1]; i++)
        stencil_add_face(s, b->quads[b->faces.item[i]], 1 / (dn * dn));
}

static bool gather(struct subdivision *out, const struct builder *b, struct error *error)
{
    uint32_t used = 0, capacity = out->n_fine * 8;
    out->first = xcalloc(out->n_fine + 1, sizeof *out->first);
    out->index = xcalloc(capacity, sizeof *out->index);
    out->weight = xcalloc(capacity, sizeof *out->weight);
    struct stencil s;
    for (uint32_t i = 0; i < out->n_fine; i++) {
        s.n = 0;
        s.full = false;
        if (i < out->n_coarse)
            vertex_stencil(b, i, &s);
        else if (i < out->n_coarse + b->edges.n)
            edge_stencil(b, &b->edges.edge[i - out->n_coarse], &s);
        else
            stencil_add_face(&s, b->quads[i - out->n_coarse - b->edges.n], 1);
        if (s.full)
            return error_set(error, "vertex %u has too many neighbours", i);
        if (used + (uint32_t)s.n > capacity) {
            capacity = capacity * 2 + STENCIL_MAX;
            out->index = xrealloc(out->index, capacity * sizeof *out->index);
            out->weight = xrealloc(out->weight, capacity * sizeof *out->weight);
        }
        for (int k = 0; k < s.n; k++) {
            out->index[used] = s.index[k];
            out->weight[used++] = (float)s.weight[k];
        }
        out->first[i + 1] = used;
    }
    return true;
}

static void split_quads(struct subdivision *out, const struct builder *b,
                        uint32_t n_quads)
{
    out->quad = xcalloc(n_quads * 4 + 1, sizeof *out->quad);
    for (uint32_t q = 0; q < n_quads; q++)
        for (int c = 0; c < 4; c++) {
            uint32_t *fine = out->quad[q * 4 + (uint32_t)c];
            fine[0] = b->quads[q][c];
            fine[1] = out->n_coarse + b->edges.of_quad[q][c];
            fine[2] = out->n_coarse + b->edges.n + q;
            fine[3] = out->n_coarse + b->edges.of_quad[q][(c + 3) % 4];
        }
}

bool subdivision_create(struct subdivision *out, uint32_t n_vertices,
                        const uint32_t (*quads)[4], uint32_t n_quads, struct error *error)
{
    *out = (struct subdivision){0};
    if (n_quads > 1u << 24 || n_vertices > 1u << 24)
        return error_set(error, "a cage of %u quads is too large", n_quads);
    for (uint32_t q = 0; q < n_quads; q++)
        for (int c = 0; c < 4; c++)
            if (quads[q][c] >= n_vertices)
                return error_set(error, "quad %u names vertex %u of %u", q, quads[q][c],
                                 n_vertices);
    struct builder b = {.quads = quads};
    bool ok = edges_collect(&b.edges, quads, n_quads, error);
    if (ok) {
        b.faces = faces_of_vertices(quads, n_quads, n_vertices);
        b.borders = edges_of_vertices(&b.edges, n_vertices);
        out->n_coarse = n_vertices;
        out->n_fine = n_vertices + b.edges.n + n_quads;
        out->n_quads = n_quads * 4;
        ok = gather(out, &b, error);
    }
    if (ok)
        split_quads(out, &b, n_quads);
    else
        subdivision_free(out);
    free(b.edges.edge);
    free(b.edges.slot);
    free(b.edges.of_quad);
    free(b.faces.first);
    free(b.faces.item);
    free(b.borders.first);
    free(b.borders.item);
    return ok;
}

void subdivision_free(struct subdivision *s)
{
    free(s->first);
    free(s->index);
    free(s->weight);
    free(s->quad);
    *s = (struct subdivision){0};
}

void subdivision_order(struct subdivision *s, const uint32_t *to)
{
    uint32_t n = s->first[s->n_fine], used = 0;
    uint32_t *first = xcalloc(s->n_fine + 1, sizeof *first);
    uint32_t *index = xcalloc(n + 1, sizeof *index);
    float *weight = xcalloc(n + 1, sizeof *weight);
    uint32_t *back = xcalloc(s->n_fine + 1, sizeof *back);
    for (uint32_t i = 0; i < s->n_fine; i++) {
        uint32_t old = to[i], length = s->first[old + 1] - s->first[old];
        memcpy(index + used, s->index + s->first[old], length * sizeof *index);
        memcpy(weight + used, s->weight + s->first[old], length * sizeof *weight);
        used += length;
        first[i + 1] = used;
        back[old] = i;
    }
    for (uint32_t q = 0; q < s->n_quads; q++)
        for (int c = 0; c < 4; c++)
            s->quad[q][c] = back[s->quad[q][c]];
    free(s->first);
    free(s->index);
    free(s->weight);
    free(back);
    s->first = first;
    s->index = index;
    s->weight = weight;
}

void subdivision_apply(const struct subdivision *s, const float (*coarse)[3],
                       float (*fine)[3])
{
    for (uint32_t i = 0; i < s->n_fine; i++) {
        float sum[3] = {0, 0, 0};
        for (uint32_t j = s->first[i]; j < s->first[i + 1]; j++) {
            const float *p = coarse[s->index[j]];
            float w = s->weight[j];
            sum[0] += w * p[0];
            sum[1] += w * p[1];
            sum[2] += w * p[2];
        }
        memcpy(fine[i], sum, sizeof sum);
    }
}
