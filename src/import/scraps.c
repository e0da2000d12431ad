/* Places are joined by the triangles (union-find), then each piece is measured. */
#include "import/scraps.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "geom/weld.h"

static const float SCRAP_HEIGHT = 0.1f, SCRAP_VERTICES = 0.05f;

struct piece {
    uint32_t n;
    float min[3], max[3];
    bool scrap;
};

struct scraps {
    const struct mesh *mesh;
    uint32_t count, n_places;
    uint32_t *place; /* of each vertex */
    uint32_t *piece; /* of each place: a place that stands for its piece */
    bool *scrap;     /* of each place that stands for a piece */
};

static uint32_t find(uint32_t *parent, uint32_t i)
{
    while (parent[i] != i) {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    return i;
}

static void join(struct scraps *s)
{
    const struct mesh *m = s->mesh;
    for (uint32_t i = 0; i < s->n_places; i++)
        s->piece[i] = i;
    for (uint32_t t = 0; t < m->n_triangles; t++) {
        uint32_t a = find(s->piece, s->place[m->triangle[t][0]]);
        for (int c = 1; c < 3; c++) {
            uint32_t b = find(s->piece, s->place[m->triangle[t][c]]);
            if (a < b)
                s->piece[b] = a;
            else
                s->piece[a] = b;
            a = a < b ? a : b;
        }
    }
    for (uint32_t i = 0; i < s->n_places; i++)
        s->piece[i] = find(s->piece, i);
}

static void widen(float min[3], float max[3], const float p[3])
{
    for (int k = 0; k < 3; k++) {
        min[k] = fminf(min[k], p[k]);
        max[k] = fmaxf(max[k], p[k]);
    }
}

static struct piece *measure(const struct scraps *s)
{
    struct piece *pieces = xcalloc(s->n_places + 1, sizeof *pieces);
    for (uint32_t v = 0; v < s->mesh->n_vertices; v++) {
        struct piece *p = &pieces[s->piece[s->place[v]]];
        const float *at = s->mesh->position[v];
        if (!p->n++) {
            memcpy(p->min, at, sizeof p->min);
            memcpy(p->max, at, sizeof p->max);
        }
        widen(p->min, p->max, at);
    }
    return pieces;
}

/* of all that is no scrap; false where nothing is left */
static bool box_of(const struct scraps *s, const struct piece *pieces, float min[3],
                   float max[3])
{
    bool any = false;
    for (uint32_t i = 0; i < s->n_places; i++) {
        const struct piece *p = &pieces[i];
        if (!p->n || p->scrap)
            continue;
        if (!any) {
            memcpy(min, p->min, sizeof p->min);
            memcpy(max, p->max, sizeof p->max);
        }
        widen(min, max, p->min);
        widen(min, max, p->max);
        any = true;
    }
    return any;
}

static void judge(struct scraps *s, struct piece *pieces)
{
    float min[3], max[3];
    mesh_bounds(s->mesh, min, max);
    float height = 0;
    for (int k = 0; k < 3; k++)
        height = fmaxf(height, max[k] - min[k]);
    for (uint32_t i = 0; i < s->n_places; i++) {
        struct piece *p = &pieces[i];
        float size = 0;
        for (int k = 0; k < 3; k++)
            size = fmaxf(size, p->max[k] - p->min[k]);
        p->scrap = p->n && size < SCRAP_HEIGHT * height &&
                   (float)p->n < SCRAP_VERTICES * (float)s->mesh->n_vertices;
    }
    if (!box_of(s, pieces, min, max))
        return;
    for (uint32_t i = 0; i < s->n_places; i++) {
        struct piece *p = &pieces[i];
        bool inside = true;
        for (int k = 0; k < 3; k++)
            inside &= p->min[k] >= min[k] && p->max[k] <= max[k];
        s->scrap[i] = p->scrap && !inside;
        s->count += s->scrap[i];
    }
}

struct scraps *scraps_create(const struct mesh *mesh)
{
    struct scraps *s = xcalloc(1, sizeof *s);
    s->mesh = mesh;
    s->place = xmalloc((size_t)mesh->n_vertices * sizeof *s->place + 1);
    s->n_places =
        weld_places((const float(*)[3])mesh->position, mesh->n_vertices, s->place);
    s->piece = xmalloc((size_t)s->n_places * sizeof *s->piece + 1);
    s->scrap = xcalloc(s->n_places + 1, sizeof *s->scrap);
    join(s);
    struct piece *pieces = measure(s);
    judge(s, pieces);
    free(pieces);
    return s;
}

void scraps_destroy(struct scraps **scraps)
{
    if (!*scraps)
        return;
    free((*scraps)->place);
    free((*scraps)->piece);
    free((*scraps)->scrap);
    free(*scraps);
    *scraps = NULL;
}

uint32_t scraps_count(const struct scraps *s)
{
    return s->count;
}

bool scraps_has(const struct scraps *s, uint32_t vertex)
{
    return s->scrap[s->piece[s->place[vertex]]];
}

void scraps_bounds(const struct scraps *s, float min[3], float max[3])
{
    if (!s->count) {
        mesh_bounds(s->mesh, min, max);
        return;
    }
    bool any = false;
    for (uint32_t v = 0; v < s->mesh->n_vertices; v++) {
        const float *at = s->mesh->position[v];
        if (scraps_has(s, v))
            continue;
        if (!any) {
            memcpy(min, at, 3 * sizeof *min);
            memcpy(max, at, 3 * sizeof *max);
        }
        widen(min, max, at);
        any = true;
    }
}
