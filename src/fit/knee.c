#include "fit/knee.h"

#include <math.h>

enum { LEVELS = 121 };
static const float FROM = 0.17f, TO = 0.39f; /* of the height */

/* the chord that a bulge is seen against reaches so far to either side; of the height */
static const float BESIDE = 0.06f;
/* before the chord, metres: a kneecap stands out at least so far */
static const float BULGE_MIN = 0.0025f;

static float level(float floor, float height, int i)
{
    return floor + height * (FROM + (TO - FROM) * (float)i / (LEVELS - 1));
}

/* the foremost point of a triangle at a height that it crosses */
static float front_at(const struct mesh *m, uint32_t t, float y)
{
    float front = -INFINITY;
    for (int c = 0; c < 3; c++) {
        const float *a = m->position[m->triangle[t][c]],
                    *b = m->position[m->triangle[t][(c + 1) % 3]];
        if ((a[1] - y) * (b[1] - y) > 0 || a[1] == b[1])
            continue;
        float share = (y - a[1]) / (b[1] - a[1]);
        front = fmaxf(front, a[2] + share * (b[2] - a[2]));
    }
    return front;
}

static void take_front(const struct mesh *m, const bool *wanted, float floor,
                       float height, float front[LEVELS])
{
    for (int i = 0; i < LEVELS; i++)
        front[i] = -INFINITY;
    float step = level(floor, height, 1) - level(floor, height, 0);
    for (uint32_t t = 0; t < m->n_triangles; t++) {
        const uint32_t *c = m->triangle[t];
        if (!wanted[c[0]] || !wanted[c[1]] || !wanted[c[2]])
            continue;
        float low = fminf(m->position[c[0]][1],
                          fminf(m->position[c[1]][1], m->position[c[2]][1]));
        float high = fmaxf(m->position[c[0]][1],
                           fmaxf(m->position[c[1]][1], m->position[c[2]][1]));
        float first = ceilf((low - level(floor, height, 0)) / step);
        for (int i = first > 0 ? (int)first : 0;
             i < LEVELS && level(floor, height, i) <= high; i++)
            front[i] = fmaxf(front[i], front_at(m, t, level(floor, height, i)));
    }
}

/* the mean over 10 mm, so that noise does not choose */
static float mean_at(const float front[LEVELS], int i)
{
    float mean = 0;
    for (int k = -2; k <= 2; k++)
        mean += front[i + k] / 5;
    return mean;
}

float knee_bulge(const struct mesh *m, const bool *wanted, float floor, float height)
{
    float front[LEVELS], best = -INFINITY;
    int beside = (int)lroundf(BESIDE / (TO - FROM) * (LEVELS - 1));
    int at = -1, first = beside + 2, last = LEVELS - 3 - beside;
    take_front(m, wanted, floor, height, front);
    for (int i = first; i <= last; i++) {
        float before = mean_at(front, i) -
                       (mean_at(front, i - beside) + mean_at(front, i + beside)) / 2;
        if (before > best) {
            best = before;
            at = i;
        }
    }
    // what still rises at the end of the range is no kneecap but the thigh or the calf
    bool inside = at > first && at < last;
    return inside && isfinite(best) && best >= BULGE_MIN ? level(floor, height, at) : NAN;
}
