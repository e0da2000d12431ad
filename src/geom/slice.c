/* Every triangle that the plane crosses gives a piece of line, directed so that the
 * inside lies to its left; pieces are joined end to start. Both triangles of an edge
 * compute its crossing from the same two places in the same order, so ends and starts
 * are equal to the bit. */
#include "geom/slice.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct piece {
    float from[2], to[2];
    int order; /* of the triangle */
    bool used;
};

static float dot3(const float a[3], const float b[3])
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static float height(const struct slice_plane *plane, const float p[3])
{
    float off[3] = {p[0] - plane->origin[0], p[1] - plane->origin[1],
                    p[2] - plane->origin[2]};
    float h = dot3(off, plane->toward);
    return h == 0 ? 1e-9f : h; /* no corner lies in the plane */
}

/* an order of places that does not depend on who asks; -0 is 0 */
static bool comes_after(const float a[3], const float b[3])
{
    for (int k = 0; k < 3; k++)
        if (a[k] != b[k])
            return a[k] > b[k];
    return false;
}

static void crossing(const struct slice_plane *plane, const float a[3], const float b[3],
                     float out[2])
{
    if (comes_after(a, b)) {
        const float *swap = a;
        a = b;
        b = swap;
    }
    float ha = height(plane, a), hb = height(plane, b), t = ha / (ha - hb), off[3];
    for (int k = 0; k < 3; k++)
        off[k] = a[k] + t * (b[k] - a[k]) - plane->origin[k];
    out[0] = dot3(off, plane->right);
    out[1] = dot3(off, plane->up);
}

static bool cut_triangle(const struct mesh *mesh, uint32_t t,
                         const struct slice_plane *plane, struct piece *out)
{
    const float *p[3];
    bool above[3];
    for (int i = 0; i < 3; i++) {
        p[i] = mesh->position[mesh->triangle[t][i]];
        above[i] = height(plane, p[i]) > 0;
    }
    if (above[0] == above[1] && above[1] == above[2])
        return false;
    for (int i = 0; i < 3; i++) {
        int j = (i + 1) % 3;
        if (above[i] == above[j])
            continue;
        /* seen from above, against the clock from outside: down on the left */
        crossing(plane, p[i], p[j], above[i] ? out->from : out->to);
    }
    return true;
}

static int by_place(const float a[2], const float b[2])
{
    if (a[0] != b[0])
        return a[0] < b[0] ? -1 : 1;
    return a[1] < b[1] ? -1 : a[1] > b[1];
}

static int compare(const void *left, const void *right)
{
    const struct piece *a = left, *b = right;
    int by = by_place(a->from, b->from);
    return by ? by : a->order - b->order;
}

static struct piece *starting_at(struct piece *piece, int n, const float at[2])
{
    int low = 0, high = n;
    while (low < high) {
        int middle = (low + high) / 2;
        if (by_place(piece[middle].from, at) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < n && by_place(piece[low].from, at) == 0; low++)
        if (!piece[low].used)
            return &piece[low];
    return NULL;
}

static struct slice_loop follow(struct piece *piece, int n, struct piece *start,
                                float (*at)[2])
{
    struct slice_loop loop = {.at = at};
    for (struct piece *p = start; p; p = starting_at(piece, n, p->to)) {
        p->used = true;
        if (!loop.n || by_place(at[loop.n - 1], p->from) != 0)
            memcpy(at[loop.n++], p->from, sizeof p->from);
    }
    return loop;
}

struct slice_loop *slice_mesh(const struct mesh *mesh, const struct slice_plane *plane,
                              struct arena *arena, int *count)
{
    int n = 0, capacity = 256, places = 0;
    struct piece *piece = xmalloc((size_t)capacity * sizeof *piece);
    for (uint32_t t = 0; t < mesh->n_triangles; t++) {
        if (n == capacity)
            piece = xrealloc(piece, (size_t)(capacity *= 2) * sizeof *piece);
        if (!cut_triangle(mesh, t, plane, &piece[n]))
            continue;
        piece[n].used = false;
        piece[n].order = (int)t;
        n += by_place(piece[n].from, piece[n].to) != 0;
    }
    qsort(piece, (size_t)n, sizeof *piece, compare);
    struct slice_loop *loops = arena_alloc_array(arena, (size_t)n + 1, sizeof *loops);
    float(*at)[2] = arena_alloc_array(arena, (size_t)n + 1, sizeof *at);
    *count = 0;
    for (int i = 0; i < n; i++) {
        if (piece[i].used)
            continue;
        struct slice_loop loop = follow(piece, n, &piece[i], at + places);
        places += loop.n;
        if (loop.n >= 3)
            loops[(*count)++] = loop;
    }
    free(piece);
    return loops;
}

float slice_area(const struct slice_loop *loop, float middle[2])
{
    double area = 0, x = 0, y = 0;
    for (int i = 0; i < loop->n; i++) {
        const float *a = loop->at[i], *b = loop->at[(i + 1) % loop->n];
        double cross = (double)a[0] * (double)b[1] - (double)b[0] * (double)a[1];
        area += cross / 2;
        x += ((double)a[0] + (double)b[0]) * cross / 6;
        y += ((double)a[1] + (double)b[1]) * cross / 6;
    }
    bool flat = fabs(area) < 1e-12;
    middle[0] = flat ? loop->at[0][0] : (float)(x / area);
    middle[1] = flat ? loop->at[0][1] : (float)(y / area);
    return (float)area;
}

bool slice_holds(const struct slice_loop *loop, const float at[2])
{
    bool inside = false;
    for (int i = 0, j = loop->n - 1; i < loop->n; j = i++) {
        const float *a = loop->at[i], *b = loop->at[j];
        if ((a[1] > at[1]) != (b[1] > at[1]) &&
            at[0] < (b[0] - a[0]) * (at[1] - a[1]) / (b[1] - a[1]) + a[0])
            inside = !inside;
    }
    return inside;
}
