#include "geom/order.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

enum { CACHE = 32, VALENCE = 32 };
static const uint32_t NOBODY = UINT32_MAX;

struct sorter {
    const uint32_t (*triangle)[3];
    uint32_t *first; /* triangles of a vertex: list[first .. first + left] */
    uint32_t *left;  /* how many of them are not drawn yet */
    uint32_t *list;
    int8_t *place; /* in the cache; -1 = outside */
    float *score;  /* of each vertex */
    bool *drawn;   /* of each triangle */
    uint32_t cache[CACHE + 3];
    int cached;
    float by_place[CACHE], by_left[VALENCE];
};

/* The three vertices of the last triangle score alike; older ones less and less; vertices
 * with few triangles left score more, so that no single triangle stays behind. */
static void score_tables(struct sorter *s)
{
    for (int i = 0; i < CACHE; i++)
        s->by_place[i] =
            i < 3 ? 0.75f : powf(1 - (float)(i - 3) / (float)(CACHE - 3), 1.5f);
    for (int i = 1; i < VALENCE; i++)
        s->by_left[i] = 2 / sqrtf((float)i);
}

static float vertex_score(const struct sorter *s, uint32_t v)
{
    uint32_t left = s->left[v];
    if (!left)
        return -1;
    return (s->place[v] >= 0 ? s->by_place[s->place[v]] : 0) +
           s->by_left[left < VALENCE ? left : VALENCE - 1];
}

static void sorter_init(struct sorter *s, const uint32_t (*triangle)[3],
                        uint32_t n_triangles, uint32_t n_vertices)
{
    *s = (struct sorter){.triangle = triangle};
    s->first = xcalloc(n_vertices + 1, sizeof *s->first);
    s->left = xcalloc(n_vertices + 1, sizeof *s->left);
    s->list = xcalloc((size_t)n_triangles * 3 + 1, sizeof *s->list);
    s->place = xmalloc(n_vertices + 1);
    s->score = xcalloc(n_vertices + 1, sizeof *s->score);
    s->drawn = xcalloc(n_triangles + 1, sizeof *s->drawn);
    memset(s->place, -1, n_vertices + 1);
    score_tables(s);
    for (uint32_t t = 0; t < n_triangles; t++)
        for (int c = 0; c < 3; c++)
            s->first[triangle[t][c] + 1]++;
    for (uint32_t v = 0; v < n_vertices; v++)
        s->first[v + 1] += s->first[v];
    for (uint32_t t = 0; t < n_triangles; t++)
        for (int c = 0; c < 3; c++) {
            uint32_t v = triangle[t][c];
            s->list[s->first[v] + s->left[v]++] = t;
        }
    for (uint32_t v = 0; v < n_vertices; v++)
        s->score[v] = vertex_score(s, v);
}

static void sorter_free(struct sorter *s)
{
    free(s->first);
    free(s->left);
    free(s->list);
    free(s->place);
    free(s->score);
    free(s->drawn);
}

static void forget(struct sorter *s, uint32_t v, uint32_t t)
{
    uint32_t *list = s->list + s->first[v];
    for (uint32_t i = 0; i < s->left[v]; i++)
        if (list[i] == t) {
            /* keep the order of the others: it decides ties */
            memmove(list + i, list + i + 1, (s->left[v] - i - 1) * sizeof *list);
            s->left[v]--;
            return;
        }
}

/* moves the corners of the drawn triangle to the front of the cache */
static void use(struct sorter *s, uint32_t t)
{
    uint32_t cache[CACHE + 3];
    int n = 0;
    for (int c = 0; c < 3; c++)
        cache[n++] = s->triangle[t][c];
    for (int i = 0; i < s->cached; i++) {
        uint32_t v = s->cache[i];
        if (v != cache[0] && v != cache[1] && v != cache[2])
            cache[n++] = v;
    }
    for (int i = 0; i < n; i++) {
        s->place[cache[i]] = (int8_t)(i < CACHE ? i : -1);
        s->score[cache[i]] = vertex_score(s, cache[i]);
    }
    s->cached = n < CACHE ? n : CACHE;
    memcpy(s->cache, cache, sizeof cache);
}

static uint32_t best_near(const struct sorter *s)
{
    uint32_t best = NOBODY;
    float most = -1;
    for (int i = 0; i < s->cached; i++) {
        uint32_t v = s->cache[i];
        for (uint32_t j = 0; j < s->left[v]; j++) {
            uint32_t t = s->list[s->first[v] + j];
            const uint32_t *c = s->triangle[t];
            float score = s->score[c[0]] + s->score[c[1]] + s->score[c[2]];
            if (score > most) {
                most = score;
                best = t;
            }
        }
    }
    return best;
}

void order_triangles(uint32_t (*triangle)[3], uint32_t n_triangles, uint32_t n_vertices,
                     uint32_t *origin)
{
    struct sorter s;
    sorter_init(&s, (const uint32_t(*)[3])triangle, n_triangles, n_vertices);
    uint32_t *order = xcalloc(n_triangles + 1, sizeof *order);
    for (uint32_t i = 0, next = 0; i < n_triangles; i++) {
        uint32_t t = best_near(&s);
        if (t == NOBODY) {
            /* nothing near: go on with the first triangle not drawn yet */
            while (s.drawn[next])
                next++;
            t = next;
        }
        order[i] = t;
        s.drawn[t] = true;
        for (int c = 0; c < 3; c++)
            forget(&s, triangle[t][c], t);
        use(&s, t);
    }
    uint32_t(*copy)[3] = xmalloc((n_triangles + 1) * sizeof *copy);
    memcpy(copy, triangle, n_triangles * sizeof *copy);
    for (uint32_t i = 0; i < n_triangles; i++)
        memcpy(triangle[i], copy[order[i]], sizeof *copy);
    if (origin)
        memcpy(origin, order, n_triangles * sizeof *order);
    free(copy);
    free(order);
    sorter_free(&s);
}

void order_vertices(uint32_t (*triangle)[3], uint32_t n_triangles, uint32_t n_vertices,
                    uint32_t *to)
{
    uint32_t *back = xmalloc((n_vertices + 1) * sizeof *back), n = 0;
    for (uint32_t v = 0; v < n_vertices; v++)
        back[v] = NOBODY;
    for (uint32_t t = 0; t < n_triangles; t++)
        for (int c = 0; c < 3; c++) {
            uint32_t v = triangle[t][c];
            if (back[v] == NOBODY) {
                back[v] = n;
                to[n++] = v;
            }
            triangle[t][c] = back[v];
        }
    for (uint32_t v = 0; v < n_vertices; v++)
        if (back[v] == NOBODY)
            to[n++] = v;
    free(back);
}

double order_acmr(const uint32_t (*triangle)[3], uint32_t n_triangles,
                  uint32_t n_vertices, unsigned size)
{
    if (!n_triangles)
        return 0;
    /* a vertex is in the cache if fewer than `size` came in after it */
    uint32_t *entered = xcalloc(n_vertices + 1, sizeof *entered), misses = 0;
    for (uint32_t t = 0; t < n_triangles; t++)
        for (int c = 0; c < 3; c++) {
            uint32_t v = triangle[t][c];
            if (!entered[v] || misses - entered[v] >= size)
                entered[v] = ++misses;
        }
    free(entered);
    return (double)misses / n_triangles;
}
