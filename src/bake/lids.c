#include "bake/lids.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bake/rings.h"

/* Two neighbours on the inner ring of the left eye's edge, and the neighbour of the first
 * on the next ring outward (vertex numbers of the base mesh); the corners of the eye by
 * place in the ring as it is walked from there. */
static const uint32_t SEED = 7748, SEED_ALONG = 7747, SEED_OUT = 13352;
enum { OUTER_CORNER = 8, INNER_CORNER = 22, EDGE_RINGS = 3, MARGIN = 2 };

/* How far the package's own closing is used, and how much of what then is left each ring
 * goes along, from the margin outward. The lower lid comes up by SEAM of the rest. */
static const float CLOSING = 0.86f, SEAM = 0.5f;
static const float ALONG[LIDS_RINGS] = {1, 1, 1, 0.8f, 0.5f, 0.25f, 0.1f, 0};
static const char *const PEOPLE[] = {"african", "asian", "caucasian"};

bool lids_find(struct lids *lids, const struct package *p, const struct mirror *mirror,
               struct error *error)
{
    if (!rings_walk(p, SEED, SEED_ALONG, SEED_OUT, LIDS_RINGS, LIDS_RING,
                    lids->vertex[0][0]))
        return error_set(error, "the rings around the eyes are not where they should be");
    for (int r = 0; r < LIDS_RINGS; r++)
        for (int k = 0; k < LIDS_RING; k++)
            lids->vertex[1][r][k] = mirror->partner[lids->vertex[0][r][k]];
    return true;
}

/* the place in the ring across the opening; a corner is its own */
static int across(int k)
{
    return (2 * OUTER_CORNER - k + LIDS_RING) % LIDS_RING;
}

static bool is_upper(int k)
{
    return k < OUTER_CORNER || k > INNER_CORNER;
}

/* the margin's two halves meet on a seam; moved[] is what that asks of each vertex */
static void meet(const uint32_t *ring, const float (*vertex)[3], float (*moved)[3])
{
    for (int k = 0; k < LIDS_RING; k++) {
        const float *here = vertex[ring[k]], *there = vertex[ring[across(k)]];
        float toward = is_upper(k) ? 1 - SEAM : SEAM;
        for (int i = 0; i < 3; i++)
            moved[k][i] = k == across(k) ? 0 : toward * (there[i] - here[i]);
    }
}

/* inner rings of the edge follow the margin at the mean of both lids' own thickness */
static void follow_inside(const uint32_t (*ring)[LIDS_RING], const float (*open)[3],
                          float (*vertex)[3])
{
    for (int r = MARGIN - 1; r >= 0; r--)
        for (int k = 0; k < LIDS_RING; k++) {
            int other = across(k);
            for (int i = 0; i < 3; i++) {
                float one = open[ring[r][k]][i] - open[ring[r + 1][k]][i];
                float two = open[ring[r][other]][i] - open[ring[r + 1][other]][i];
                vertex[ring[r][k]][i] = vertex[ring[r + 1][k]][i] + (one + two) / 2;
            }
        }
}

static void close_eye(const uint32_t (*ring)[LIDS_RING], const float (*open)[3],
                      float (*vertex)[3])
{
    float moved[LIDS_RING][3];
    meet(ring[MARGIN], (const float(*)[3])vertex, moved);
    for (int r = MARGIN; r < LIDS_RINGS; r++)
        for (int k = 0; k < LIDS_RING; k++)
            for (int i = 0; i < 3; i++)
                vertex[ring[r][k]][i] += ALONG[r] * moved[k][i];
    follow_inside(ring, open, vertex);
}

bool lids_close(const struct lids *lids, const struct package *p, float (*vertex)[3],
                struct error *error)
{
    static const char *const SIDE[] = {"left", "right"};
    char name[128];
    float(*open)[3] = xmalloc(p->n_vertices * sizeof *open);
    memcpy(open, vertex, p->n_vertices * sizeof *open);
    bool ok = true;
    for (int i = 0; ok && i < 3 * LIDS_EYES; i++) {
        snprintf(name, sizeof name, "expression/units/%s/eye-%s-closure", PEOPLE[i % 3],
                 SIDE[i / 3]);
        ok = package_add(p, name, CLOSING / 3, vertex, error);
    }
    for (int eye = 0; ok && eye < LIDS_EYES; eye++)
        close_eye((const uint32_t(*)[LIDS_RING])lids->vertex[eye],
                  (const float(*)[3])open, vertex);
    free(open);
    return ok;
}

void lids_keep_closed(const struct lids *lids, float (*delta)[3])
{
    for (int eye = 0; eye < LIDS_EYES; eye++)
        for (int r = 0; r < EDGE_RINGS; r++)
            for (int k = 0; k < LIDS_RING; k++) {
                float *one = delta[lids->vertex[eye][r][k]];
                float *two = delta[lids->vertex[eye][r][across(k)]];
                for (int i = 0; i < 3; i++)
                    one[i] = two[i] = (one[i] + two[i]) / 2;
            }
}
