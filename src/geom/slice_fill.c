/* The plane is taken in strips from one corner's height to the next: within a strip no
 * edge begins or ends, so that the edges that cross it, from left to right, are by turns
 * where the inside begins and where it ends. Each such pair holds a trapezium. Corners
 * are few thousands, and few edges cross a strip. */
#include "geom/slice_fill.h"

#include <stdlib.h>

struct edge {
    float low[2], high[2]; /* low[1] < high[1] */
};

struct fill {
    struct edge *edge;
    int n_edges;
    float *height;
    int n_heights;
    int *crossing; /* edges that cross the strip at hand */
    struct slice_triangle *out;
    int n, room;
};

static int by_low(const void *left, const void *right)
{
    const struct edge *a = left, *b = right;
    return a->low[1] < b->low[1] ? -1 : a->low[1] > b->low[1];
}

static int by_height(const void *left, const void *right)
{
    const float a = *(const float *)left, b = *(const float *)right;
    return a < b ? -1 : a > b;
}

static float at_height(const struct edge *e, float height)
{
    float t = (height - e->low[1]) / (e->high[1] - e->low[1]);
    return e->low[0] + t * (e->high[0] - e->low[0]);
}

static void take_edges(struct fill *f, const struct slice_loop *loop, int n)
{
    for (int l = 0; l < n; l++)
        for (int i = 0, j = loop[l].n - 1; i < loop[l].n; j = i++) {
            const float *a = loop[l].at[j], *b = loop[l].at[i];
            if (a[1] == b[1])
                continue;
            const float *low = a[1] < b[1] ? a : b, *high = a[1] < b[1] ? b : a;
            f->edge[f->n_edges++] = (struct edge){{low[0], low[1]}, {high[0], high[1]}};
            f->height[f->n_heights++] = a[1];
            f->height[f->n_heights++] = b[1];
        }
    qsort(f->edge, (size_t)f->n_edges, sizeof *f->edge, by_low);
    qsort(f->height, (size_t)f->n_heights, sizeof *f->height, by_height);
    int kept = 0;
    for (int i = 0; i < f->n_heights; i++)
        if (!kept || f->height[i] > f->height[kept - 1])
            f->height[kept++] = f->height[i];
    f->n_heights = kept;
}

static void add(struct fill *f, const float a[2], const float b[2], const float c[2])
{
    if (f->n == f->room) {
        f->room = f->room ? 2 * f->room : 256;
        f->out = xrealloc(f->out, (size_t)f->room * sizeof *f->out);
    }
    f->out[f->n++] = (struct slice_triangle){{{a[0], a[1]}, {b[0], b[1]}, {c[0], c[1]}}};
}

/* between two edges of a strip */
static void add_trapezium(struct fill *f, const struct edge *left,
                          const struct edge *right, float low, float high)
{
    const float corner[4][2] = {{at_height(left, low), low},
                                {at_height(right, low), low},
                                {at_height(right, high), high},
                                {at_height(left, high), high}};
    if (corner[1][0] > corner[0][0])
        add(f, corner[0], corner[1], corner[2]);
    if (corner[2][0] > corner[3][0])
        add(f, corner[0], corner[2], corner[3]);
}

/* keeps the crossing edges in order from left to right, at the strip's middle */
static void insert(struct fill *f, int *n, int edge, float middle)
{
    float x = at_height(&f->edge[edge], middle);
    int i = (*n)++;
    for (; i > 0 && at_height(&f->edge[f->crossing[i - 1]], middle) > x; i--)
        f->crossing[i] = f->crossing[i - 1];
    f->crossing[i] = edge;
}

static void fill_strips(struct fill *f)
{
    int first = 0, n = 0;
    int *held = xmalloc(((size_t)f->n_edges + 1) * sizeof *held);
    int n_held = 0;
    for (int s = 0; s + 1 < f->n_heights; s++) {
        float low = f->height[s], high = f->height[s + 1], middle = (low + high) / 2;
        for (; first < f->n_edges && f->edge[first].low[1] <= low; first++)
            held[n_held++] = first;
        int kept = 0;
        n = 0;
        for (int i = 0; i < n_held; i++) {
            if (f->edge[held[i]].high[1] <= low)
                continue;
            held[kept++] = held[i];
            insert(f, &n, held[i], middle);
        }
        n_held = kept;
        for (int i = 0; i + 1 < n; i += 2)
            add_trapezium(f, &f->edge[f->crossing[i]], &f->edge[f->crossing[i + 1]], low,
                          high);
    }
    free(held);
}

struct slice_triangle *slice_fill(const struct slice_loop *loop, int n,
                                  struct arena *arena, int *count)
{
    struct fill f = {0};
    size_t corners = 1;
    for (int l = 0; l < n; l++)
        corners += (size_t)loop[l].n;
    f.edge = xmalloc(corners * sizeof *f.edge);
    f.height = xmalloc(2 * corners * sizeof *f.height);
    f.crossing = xmalloc(corners * sizeof *f.crossing);
    take_edges(&f, loop, n);
    fill_strips(&f);
    struct slice_triangle *out = arena_alloc_array(arena, (size_t)f.n + 1, sizeof *out);
    for (int i = 0; i < f.n; i++)
        out[i] = f.out[i];
    *count = f.n;
    free(f.edge);
    free(f.height);
    free(f.crossing);
    free(f.out);
    return out;
}
