#include "bake/lids.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* ---- finding the rings ---- */

static bool face_has(const uint32_t quad[4], uint32_t v)
{
    return quad[0] == v || quad[1] == v || quad[2] == v || quad[3] == v;
}

/* from a to b and straight on: the neighbour of b that shares no face with edge a-b */
static uint32_t straight_on(const struct package *p, uint32_t a, uint32_t b)
{
    uint32_t next = UINT32_MAX;
    int found = 0;
    for (uint32_t q = 0; q < p->n_quads; q++) {
        const uint32_t *quad = p->quad[q];
        if (!face_has(quad, b) || face_has(quad, a))
            continue;
        for (int c = 0; c < 4; c++) {
            if (quad[c] != b)
                continue;
            /* both faces across share exactly the wanted neighbour */
            uint32_t side[2] = {quad[(c + 1) % 4], quad[(c + 3) % 4]};
            for (int i = 0; i < 2; i++) {
                bool with_a = false;
                for (uint32_t r = 0; r < p->n_quads; r++)
                    with_a |= face_has(p->quad[r], side[i]) && face_has(p->quad[r], b) &&
                              face_has(p->quad[r], a);
                if (!with_a && side[i] != next) {
                    next = side[i];
                    found++;
                }
            }
        }
    }
    return found == 1 ? next : UINT32_MAX;
}

static bool find_left(struct lids *lids, const struct package *p)
{
    uint32_t(*ring)[LIDS_RING] = lids->vertex[0];
    ring[0][0] = SEED;
    ring[0][1] = SEED_ALONG;
    ring[1][0] = SEED_OUT;
    for (int k = 2; k < LIDS_RING; k++)
        ring[0][k] = straight_on(p, ring[0][k - 2], ring[0][k - 1]);
    if (straight_on(p, ring[0][LIDS_RING - 2], ring[0][LIDS_RING - 1]) != SEED)
        return false;
    /* outward from the first vertex, then each ring is the neighbour of the one inside */
    for (int r = 2; r < LIDS_RINGS; r++)
        ring[r][0] = straight_on(p, ring[r - 2][0], ring[r - 1][0]);
    for (int r = 1; r < LIDS_RINGS; r++)
        for (int k = 1; k < LIDS_RING; k++) {
            ring[r][k] = UINT32_MAX;
            for (uint32_t q = 0; q < p->n_quads; q++) {
                const uint32_t *quad = p->quad[q];
                for (int c = 0; c < 4; c++)
                    for (int turn = 1; turn < 4; turn += 2)
                        if (quad[c] == ring[r][k - 1] &&
                            quad[(c + turn) % 4] == ring[r - 1][k - 1] &&
                            quad[(c + 2 * turn) % 4] == ring[r - 1][k])
                            ring[r][k] = quad[(c + 3 * turn) % 4];
            }
            if (ring[r][k] == UINT32_MAX)
                return false;
        }
    return true;
}

static bool find_mirror(const struct package *p, uint32_t v, uint32_t *out)
{
    float best = 1e-3f;
    *out = UINT32_MAX;
    for (uint32_t i = 0; i < p->n_body; i++) {
        float d = fabsf(p->vertex[i][0] + p->vertex[v][0]) +
                  fabsf(p->vertex[i][1] - p->vertex[v][1]) +
                  fabsf(p->vertex[i][2] - p->vertex[v][2]);
        if (d < best) {
            best = d;
            *out = i;
        }
    }
    return *out != UINT32_MAX;
}

bool lids_find(struct lids *lids, const struct package *p, struct error *error)
{
    bool ok = find_left(lids, p);
    for (int r = 0; ok && r < LIDS_RINGS; r++)
        for (int k = 0; ok && k < LIDS_RING; k++)
            ok = find_mirror(p, lids->vertex[0][r][k], &lids->vertex[1][r][k]);
    return ok ||
           error_set(error, "the rings around the eyes are not where they should be");
}

/* ---- closing ---- */

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
