/* Median cuts along the longest axis of the triangles' middles, down to single leaves:
 * the tree that bvh_create_in_order makes of the order is then the one of the cuts. */
#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "geom/bvh.h"

struct middle {
    float at[3];
    uint32_t triangle;
};

static int longest_axis(const struct middle *m, uint32_t n)
{
    float min[3] = {FLT_MAX, FLT_MAX, FLT_MAX}, max[3] = {-FLT_MAX, -FLT_MAX, -FLT_MAX};
    int axis = 0;
    for (uint32_t i = 0; i < n; i++)
        for (int k = 0; k < 3; k++) {
            min[k] = m[i].at[k] < min[k] ? m[i].at[k] : min[k];
            max[k] = m[i].at[k] > max[k] ? m[i].at[k] : max[k];
        }
    for (int k = 1; k < 3; k++)
        if (max[k] - min[k] > max[axis] - min[axis])
            axis = k;
    return axis;
}

/* equal middles keep the order of their triangles, so that the result is the same on
 * every machine */
static bool before(const struct middle *a, const struct middle *b, int axis)
{
    return a->at[axis] != b->at[axis] ? a->at[axis] < b->at[axis]
                                      : a->triangle < b->triangle;
}

/* brings the `half` least to the front: C. A. R. Hoare's selection */
static void select_half(struct middle *m, uint32_t n, uint32_t half, int axis)
{
    uint32_t low = 0, high = n - 1;
    while (low < high) {
        struct middle pivot = m[low + (high - low) / 2];
        uint32_t i = low, j = high;
        for (;;) {
            while (before(&m[i], &pivot, axis))
                i++;
            while (before(&pivot, &m[j], axis))
                j--;
            if (i >= j)
                break;
            struct middle swap = m[i];
            m[i++] = m[j];
            m[j--] = swap;
        }
        if (half <= j)
            high = j;
        else
            low = j + 1;
    }
}

static void cut(struct middle *m, uint32_t n)
{
    enum { LEAF = 4 };
    while (n > LEAF) {
        uint32_t half = n / 2;
        select_half(m, n, half, longest_axis(m, n));
        cut(m, half);
        m += half;
        n -= half;
    }
}

void bvh_order(const float (*position)[3], uint32_t (*triangle)[3], uint32_t n)
{
    struct middle *m = xmalloc(((size_t)n + 1) * sizeof *m);
    uint32_t(*copy)[3] = xmalloc(((size_t)n + 1) * sizeof *copy);
    memcpy(copy, triangle, (size_t)n * sizeof *copy);
    for (uint32_t t = 0; t < n; t++) {
        m[t].triangle = t;
        for (int k = 0; k < 3; k++)
            m[t].at[k] = position[triangle[t][0]][k] + position[triangle[t][1]][k] +
                         position[triangle[t][2]][k];
    }
    cut(m, n);
    for (uint32_t t = 0; t < n; t++)
        memcpy(triangle[t], copy[m[t].triangle], sizeof *triangle);
    free(copy);
    free(m);
}
