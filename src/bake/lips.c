#include "bake/lips.h"

#include <math.h>

#include "bake/rings.h"

/* middle of the upper lip in the second ring inside its edge, the neighbours along and
 * outward */
static const uint32_t SEED = 537, SEED_ALONG = 7282, SEED_OUT = 520;

/* The ring that touches, the places of the corners and of the middle of the lower lip. */
enum { EDGE = 2, CORNER = 11, LOWER_MIDDLE = 19 };

static const float PRESS = 0.004f; /* decimetres that each lip goes beyond the seam */
static const float ALONG[LIPS_RINGS] = {1, 1, 1, 0.8f, 0.45f, 0.2f, 0.05f};

bool lips_find(struct lips *lips, const struct package *p, struct error *error)
{
    return rings_walk(p, SEED, SEED_ALONG, SEED_OUT, LIPS_RINGS, LIPS_RING,
                      lips->vertex[0]) ||
           error_set(error, "the rings around the mouth are not where they should be");
}

static int mirrored(int k)
{
    return (LIPS_RING - k) % LIPS_RING;
}

/* height of a lip's edge at distance x from the middle; places first..last run
 * monotonously */
static float height_at(const struct lips *lips, const float (*vertex)[3], int first,
                       int last, float x)
{
    int step = first < last ? 1 : -1;
    const float *a = vertex[lips->vertex[EDGE][first]];
    for (int k = first; k != last; k += step) {
        const float *b = vertex[lips->vertex[EDGE][k + step]];
        if (x <= fabsf(b[0]) || k + step == last) {
            float length = fabsf(b[0]) - fabsf(a[0]);
            float t = length > 1e-6f ? (x - fabsf(a[0])) / length : 1;
            t = fminf(fmaxf(t, 0), 1);
            return a[1] + t * (b[1] - a[1]);
        }
        a = b;
    }
    return a[1];
}

/* how far the edge at place k (of one half) has to rise to press against the other lip */
static float rise_of(const struct lips *lips, const float (*vertex)[3], int k)
{
    const float *p = vertex[lips->vertex[EDGE][k]];
    const float *corner = vertex[lips->vertex[EDGE][CORNER]];
    float x = fabsf(p[0]), to_corner = 1 - x / fabsf(corner[0]);
    float upper = height_at(lips, vertex, 0, CORNER, x);
    float lower = height_at(lips, vertex, LOWER_MIDDLE, CORNER, x);
    float press = PRESS * fminf(fmaxf(to_corner * 8, 0), 1);
    float seam = (upper + lower) / 2;
    return (k < CORNER ? seam - press : seam + press) - p[1];
}

void lips_close(const struct lips *lips, float (*vertex)[3])
{
    float rise[LIPS_RING];
    for (int k = 0; k <= LOWER_MIDDLE; k++)
        rise[k] = rise[mirrored(k)] = rise_of(lips, (const float(*)[3])vertex, k);
    for (int r = 0; r < LIPS_RINGS; r++)
        for (int k = 0; k < LIPS_RING; k++)
            vertex[lips->vertex[r][k]][1] += ALONG[r] * rise[k];
}
