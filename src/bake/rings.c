#include "bake/rings.h"

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

/* the vertex opposite to the corner between `from` and `inner`: next to `from` on its
 * ring */
static uint32_t next_on_ring(const struct package *p, uint32_t from, uint32_t inner,
                             uint32_t inner_next)
{
    for (uint32_t q = 0; q < p->n_quads; q++) {
        const uint32_t *quad = p->quad[q];
        for (int c = 0; c < 4; c++)
            for (int turn = 1; turn < 4; turn += 2)
                if (quad[c] == from && quad[(c + turn) % 4] == inner &&
                    quad[(c + 2 * turn) % 4] == inner_next)
                    return quad[(c + 3 * turn) % 4];
    }
    return UINT32_MAX;
}

bool rings_walk(const struct package *p, uint32_t seed, uint32_t along, uint32_t out,
                int n_rings, int n, uint32_t *ring)
{
    ring[0] = seed;
    ring[1] = along;
    ring[n] = out;
    for (int k = 2; k < n; k++)
        ring[k] = straight_on(p, ring[k - 2], ring[k - 1]);
    if (straight_on(p, ring[n - 2], ring[n - 1]) != seed)
        return false;
    for (int r = 2; r < n_rings; r++)
        ring[r * n] = straight_on(p, ring[(r - 2) * n], ring[(r - 1) * n]);
    for (int r = 1; r < n_rings; r++)
        for (int k = 1; k < n; k++) {
            const uint32_t *inner = ring + (r - 1) * n;
            ring[r * n + k] =
                next_on_ring(p, ring[r * n + k - 1], inner[k - 1], inner[k]);
            if (ring[r * n + k] == UINT32_MAX)
                return false;
        }
    return true;
}
