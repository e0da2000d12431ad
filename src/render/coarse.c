#include "render/coarse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#define FINEST 0.00025f /* metres: of the cells that are made */
#define COARSEST 0.016f
#define STEP 1.4142f

// ---------------------------------------------------------------- pieces of surface

static uint32_t root_of(uint32_t *parent, uint32_t v)
{
    while (parent[v] != v)
        v = parent[v] = parent[parent[v]];
    return v;
}

/* for each vertex one of the piece that triangles join it to */
static uint32_t *find_pieces(const struct frame_body *body)
{
    uint32_t *parent = xmalloc((body->n_vertices + 1) * sizeof *parent);
    for (uint32_t v = 0; v < body->n_vertices; v++)
        parent[v] = v;
    for (uint32_t t = 0; t < body->n_triangles; t++) {
        uint32_t a = root_of(parent, body->triangle[t][0]);
        for (int k = 1; k < 3; k++)
            parent[root_of(parent, body->triangle[t][k])] = a;
    }
    for (uint32_t v = 0; v < body->n_vertices; v++)
        parent[v] = root_of(parent, v);
    return parent;
}

// ---------------------------------------------------------------- cells

struct cell {
    int16_t at[3];
    uint16_t quarter;
    uint32_t piece;
    uint32_t chosen; /* the vertex that stands for it, plus 1; 0 = an empty place */
    float unlike;    /* how little that one is what a cell wants: see key_of */
};

struct cells {
    struct cell *cell;
    uint32_t mask;
};

static uint32_t hash_of(const struct cell *c)
{
    uint64_t h = (uint16_t)c->at[0] | (uint64_t)(uint16_t)c->at[1] << 16 |
                 (uint64_t)(uint16_t)c->at[2] << 32 | (uint64_t)c->quarter << 48;
    h = (h ^ (uint64_t)c->piece << 21) * 0x9E3779B97F4A7C15u;
    return (uint32_t)(h >> 32);
}

static bool same_cell(const struct cell *a, const struct cell *b)
{
    return memcmp(a->at, b->at, sizeof a->at) == 0 && a->quarter == b->quarter &&
           a->piece == b->piece;
}

static struct cell *find(const struct cells *cells, const struct cell *key)
{
    uint32_t at = hash_of(key) & cells->mask;
    while (cells->cell[at].chosen && !same_cell(&cells->cell[at], key))
        at = (at + 1) & cells->mask;
    return &cells->cell[at];
}

/* which corner of a tetrahedron the normal points to most: never the one that its
 * opposite points to. `along` becomes how much, at most sqrt(3). */
static uint16_t quarter_of(const float n[3], float *along)
{
    const float to[4] = {n[0] + n[1] + n[2], n[0] - n[1] - n[2], -n[0] + n[1] - n[2],
                         -n[0] - n[1] + n[2]};
    uint16_t most = 0;
    for (uint16_t i = 1; i < 4; i++)
        if (to[i] > to[most])
            most = i;
    *along = to[most];
    return most;
}

/* Of a flat piece of skin the vertex in the middle of the cell stands for it; of a thin
 * tube, which lies in a cell whole, the one that points its quarter's way, so that the
 * four of them are as far apart as can be. */
static struct cell key_of(const struct frame_body *body, uint32_t v, uint32_t piece,
                          float size)
{
    struct cell key = {.piece = piece};
    float along, off = 0;
    for (int k = 0; k < 3; k++) {
        float at = body->position[v][k] / size, corner = floorf(at);
        off += (at - corner - 0.5f) * (at - corner - 0.5f);
        key.at[k] = (int16_t)fmaxf(fminf(corner, INT16_MAX), INT16_MIN);
    }
    key.quarter = quarter_of(body->normal[v], &along);
    key.unlike = off - 4 * along;
    return key;
}

/* for each vertex the place of its cell */
static uint32_t *sort_into_cells(const struct frame_body *body, float size,
                                 struct cells *cells)
{
    uint32_t *piece = find_pieces(body), *place = piece;
    for (uint32_t v = 0; v < body->n_vertices; v++) {
        struct cell key = key_of(body, v, piece[v], size);
        struct cell *c = find(cells, &key);
        if (!c->chosen || key.unlike < c->unlike) {
            key.chosen = v + 1;
            *c = key;
        }
        place[v] = (uint32_t)(c - cells->cell);
    }
    return place;
}

uint32_t coarse_make(const struct frame_body *body, float size, uint32_t (*out)[3])
{
    uint32_t room = 1024, n = 0;
    while (room < body->n_vertices * 3 / 2)
        room *= 2;
    if (!body->n_triangles)
        return 0;
    struct cells cells = {.cell = xcalloc(room, sizeof *cells.cell), .mask = room - 1};
    uint32_t *place = sort_into_cells(body, size, &cells);
    for (uint32_t t = 0; t < body->n_triangles; t++) {
        uint32_t c[3];
        for (int k = 0; k < 3; k++)
            c[k] = cells.cell[place[body->triangle[t][k]]].chosen - 1;
        if (c[0] != c[1] && c[1] != c[2] && c[2] != c[0])
            memcpy(out[n++], c, sizeof c);
    }
    free(place);
    free(cells.cell);
    return n;
}

float coarse_cell(float wanted)
{
    if (!(wanted >= FINEST))
        return 0;
    float size = FINEST;
    while (size * STEP <= wanted && size * STEP <= COARSEST)
        size *= STEP;
    return size;
}
