#include "import/holes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "geom/weld.h"

enum { BORDER_VERTICES = 600, RINGS_MAX = 8 };
static const float BEHIND =
    0.6f; /* of the hole's radius: nearer is something behind it */

struct half {
    uint32_t from, to;
};

/* the skin with each place once, and how its borders run */
struct borders {
    uint32_t n, *of, *vertex; /* places; of each vertex; one of each place */
    size_t n_halves;
    struct half *half; /* steps along the borders, sorted */
    bool *gone;        /* of each */
    uint32_t *way;     /* the places walked, no place twice */
    size_t n_way;
    uint32_t *where; /* of each place in the way, plus one; 0 = not in it */
};

struct hole {
    int n;
    uint32_t place[BORDER_VERTICES];
    float middle[3], normal[3], radius, rise;
};

// ---------------------------------------------------------------- borders

static int compare(const void *a, const void *b)
{
    const struct half *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return x->to < y->to ? -1 : x->to > y->to;
}

/* the half edges of all triangles, those from one place together */
struct fan {
    uint32_t *first; /* from place p: to[first[p] .. first[p + 1] - 1] */
    uint32_t *to;
};

static struct fan fan_make(const struct mesh *m, const uint32_t *of, uint32_t n_places)
{
    struct fan f = {xcalloc((size_t)n_places + 2, sizeof *f.first),
                    xmalloc((3 * (size_t)m->n_triangles + 1) * sizeof *f.to)};
    // counted two places on, so that filling leaves each where it starts
    for (uint32_t t = 0; t < m->n_triangles; t++)
        for (int c = 0; c < 3; c++)
            f.first[of[m->triangle[t][c]] + 2]++;
    for (uint32_t p = 2; p < n_places + 2; p++)
        f.first[p] += f.first[p - 1];
    for (uint32_t t = 0; t < m->n_triangles; t++)
        for (int c = 0; c < 3; c++)
            f.to[f.first[of[m->triangle[t][c]] + 1]++] = of[m->triangle[t][(c + 1) % 3]];
    return f;
}

static bool has(const struct fan *f, uint32_t from, uint32_t to)
{
    for (uint32_t i = f->first[from]; i < f->first[from + 1]; i++)
        if (f->to[i] == to)
            return true;
    return false;
}

static void borders_open(struct borders *b, const struct mesh *m)
{
    *b = (struct borders){0};
    b->of = xmalloc((m->n_vertices + 1) * sizeof *b->of);
    b->n = weld_places((const float(*)[3])m->position, m->n_vertices, b->of);
    b->vertex = xmalloc((b->n + 1) * sizeof *b->vertex);
    for (uint32_t v = m->n_vertices; v-- > 0;)
        b->vertex[b->of[v]] = v;
    struct fan fan = fan_make(m, b->of, b->n);
    // a hole's border runs against the triangles beside it
    size_t room = 0;
    for (uint32_t from = 0; from < b->n; from++)
        for (uint32_t i = fan.first[from]; i < fan.first[from + 1]; i++) {
            uint32_t to = fan.to[i];
            if (from == to || has(&fan, to, from))
                continue;
            if (b->n_halves == room) {
                room = 2 * room + 64;
                b->half = xrealloc(b->half, room * sizeof *b->half);
            }
            b->half[b->n_halves++] = (struct half){to, from};
        }
    free(fan.first);
    free(fan.to);
    if (!b->n_halves)
        b->half = xrealloc(b->half, sizeof *b->half);
    qsort(b->half, b->n_halves, sizeof *b->half, compare);
    b->gone = xcalloc(b->n_halves + 1, sizeof *b->gone);
    b->way = xmalloc((b->n + 1) * sizeof *b->way);
    b->where = xcalloc(b->n + 1, sizeof *b->where);
}

static void borders_close(struct borders *b)
{
    free(b->of);
    free(b->vertex);
    free(b->half);
    free(b->gone);
    free(b->way);
    free(b->where);
}

/* a step from a place that was not gone yet; n_halves = none */
static size_t step_from(const struct borders *b, uint32_t place)
{
    size_t low = 0, high = b->n_halves;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (b->half[middle].from < place)
            low = middle + 1;
        else
            high = middle;
    }
    while (low < b->n_halves && b->half[low].from == place && b->gone[low])
        low++;
    return low < b->n_halves && b->half[low].from == place ? low : b->n_halves;
}

// ---------------------------------------------------------------- one hole

static float apart(const float a[3], const float b[3])
{
    float d = 0;
    for (int k = 0; k < 3; k++)
        d += (a[k] - b[k]) * (a[k] - b[k]);
    return sqrtf(d);
}

/* Walks on from the end of the way until a place comes again: what lies between is a
 * ring, which is taken off the way. False where the way leads nowhere. */
static bool next_ring(struct borders *b, struct hole *h, bool *whole)
{
    while (b->n_way) {
        uint32_t at = b->way[b->n_way - 1];
        size_t step = step_from(b, at);
        if (step == b->n_halves) {
            b->where[at] = 0;
            b->n_way--;
            continue;
        }
        b->gone[step] = true;
        uint32_t to = b->half[step].to;
        if (!b->where[to]) {
            b->way[b->n_way++] = to;
            b->where[to] = (uint32_t)b->n_way;
            continue;
        }
        size_t first = b->where[to] - 1;
        *whole = b->n_way - first <= BORDER_VERTICES;
        h->n = 0;
        for (size_t i = first; i < b->n_way; i++) {
            if (*whole)
                h->place[h->n++] = b->way[i];
            if (i > first)
                b->where[b->way[i]] = 0;
        }
        b->n_way = first + 1;
        return true;
    }
    return false;
}

static bool is_hole(const struct borders *b, const struct mesh *m, const struct hole *h)
{
    float length = 0;
    for (int i = 0; i < h->n; i++)
        length += apart(m->position[b->vertex[h->place[i]]],
                        m->position[b->vertex[h->place[(i + 1) % h->n]]]);
    return h->n >= 3 && length <= HOLES_BORDER;
}

/* middle, normal and how far a ball through the border rises over it */
static bool measure(const struct borders *b, const struct mesh *m, struct hole *h)
{
    float sum[3] = {0}, length = 0;
    memset(h->middle, 0, sizeof h->middle);
    for (int i = 0; i < h->n; i++)
        for (int k = 0; k < 3; k++) {
            h->middle[k] += m->position[b->vertex[h->place[i]]][k] / (float)h->n;
            sum[k] += m->normal[b->vertex[h->place[i]]][k];
        }
    for (int k = 0; k < 3; k++)
        length += sum[k] * sum[k];
    length = sqrtf(length);
    h->radius = h->rise = 0;
    for (int i = 0; i < h->n; i++) {
        const float *p = m->position[b->vertex[h->place[i]]],
                    *n = m->normal[b->vertex[h->place[i]]];
        h->radius += apart(p, h->middle) / (float)h->n;
        // a ball's sagitta is half of what its normals lean outward
        for (int k = 0; k < 3; k++)
            h->rise += (p[k] - h->middle[k]) * n[k] / (2 * (float)h->n);
    }
    for (int k = 0; k < 3; k++)
        h->normal[k] = length > 0 ? sum[k] / length : 0;
    h->rise = fmaxf(fminf(h->rise, h->radius), -h->radius);
    return length > 0.3f * (float)h->n && h->radius > 0;
}

static bool is_on_border(const struct hole *h, uint32_t place)
{
    for (int i = 0; i < h->n; i++)
        if (h->place[i] == place)
            return true;
    return false;
}

static bool is_filled(const struct borders *b, const struct mesh *m, const struct hole *h)
{
    for (uint32_t i = 0; i < b->n; i++)
        if (apart(m->position[b->vertex[i]], h->middle) < BEHIND * h->radius &&
            !is_on_border(h, i))
            return true;
    return false;
}

static int rings_of(const struct hole *h)
{
    float edge = 2 * (float)M_PI * h->radius / (float)h->n;
    int rings = (int)lroundf(h->radius / edge) - 1;
    return rings < 0 ? 0 : rings > RINGS_MAX ? RINGS_MAX : rings;
}

static void copy_looks(struct model *model, uint32_t from, uint32_t to)
{
    if (model->mesh.occlusion)
        model->mesh.occlusion[to] = model->mesh.occlusion[from];
    if (model->color)
        memcpy(model->color[to], model->color[from], sizeof *model->color);
}

static void grow(struct model *model, uint32_t vertices, uint32_t triangles)
{
    struct mesh *m = &model->mesh;
    size_t n = m->n_vertices + vertices, n_triangles = m->n_triangles + triangles;
    m->position = xrealloc(m->position, n * sizeof *m->position);
    m->normal = xrealloc(m->normal, n * sizeof *m->normal);
    m->triangle = xrealloc(m->triangle, n_triangles * sizeof *m->triangle);
    if (m->occlusion)
        m->occlusion = xrealloc(m->occlusion, n);
    if (model->color)
        model->color = xrealloc(model->color, n * sizeof *model->color);
}

/* one vertex, `share` of the way from the middle to a vertex of the border */
static void add_vertex(struct model *model, const struct hole *h, uint32_t toward,
                       float share)
{
    struct mesh *m = &model->mesh;
    uint32_t to = m->n_vertices++;
    float length = 0;
    for (int k = 0; k < 3; k++) {
        m->position[to][k] = h->middle[k] +
                             share * (m->position[toward][k] - h->middle[k]) +
                             h->rise * (1 - share * share) * h->normal[k];
        m->normal[to][k] = share * m->normal[toward][k] + (1 - share) * h->normal[k];
        length += m->normal[to][k] * m->normal[to][k];
    }
    for (int k = 0; k < 3 && length > 0; k++)
        m->normal[to][k] /= sqrtf(length);
    copy_looks(model, toward, to);
}

static void add_triangle(struct mesh *m, uint32_t a, uint32_t b, uint32_t c)
{
    memcpy(m->triangle[m->n_triangles++], (uint32_t[3]){a, b, c}, sizeof *m->triangle);
}

static void close_hole(struct model *model, const struct borders *b, const struct hole *h)
{
    struct mesh *m = &model->mesh;
    int rings = rings_of(h);
    uint32_t n = (uint32_t)h->n, first = m->n_vertices;
    grow(model, n * (uint32_t)rings + 1, n * (2 * (uint32_t)rings + 1));
    for (int r = 0; r < rings; r++)
        for (uint32_t i = 0; i < n; i++)
            add_vertex(model, h, b->vertex[h->place[i]],
                       1 - (float)(r + 1) / (float)(rings + 1));
    add_vertex(model, h, b->vertex[h->place[0]], 0);
    for (int r = -1; r < rings; r++)
        for (uint32_t i = 0; i < n; i++) {
            uint32_t j = (i + 1) % n, inner = first + n * (uint32_t)(r + 1);
            uint32_t a = r < 0 ? b->vertex[h->place[i]] : first + n * (uint32_t)r + i;
            uint32_t c = r < 0 ? b->vertex[h->place[j]] : first + n * (uint32_t)r + j;
            if (r + 1 == rings) {
                add_triangle(m, a, c, first + n * (uint32_t)rings);
                continue;
            }
            add_triangle(m, a, c, inner + i);
            add_triangle(m, c, inner + j, inner + i);
        }
}

int holes_close(struct model *model)
{
    struct borders b;
    struct hole *hole = xmalloc(sizeof *hole);
    int closed = 0;
    borders_open(&b, &model->mesh);
    for (size_t i = 0; i < b.n_halves; i++) {
        bool whole;
        if (b.gone[i])
            continue;
        b.way[0] = b.half[i].from;
        b.n_way = 1;
        b.where[b.way[0]] = 1;
        while (closed < HOLES_MAX && next_ring(&b, hole, &whole))
            if (whole && is_hole(&b, &model->mesh, hole) &&
                measure(&b, &model->mesh, hole) && !is_filled(&b, &model->mesh, hole)) {
                close_hole(model, &b, hole);
                closed++;
            }
    }
    borders_close(&b);
    free(hole);
    return closed;
}
