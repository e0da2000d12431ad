/* tube_internal.h - a smooth curve with a cross-section, and its surface. Private to this
 * library.
 *
 * The curve is a centripetal Catmull-Rom spline through its waypoints: it passes each and
 * makes no loops (P. Yuksel, S. Schaefer, J. Keyser: Parameterization and applications of
 * Catmull-Rom curves, CAD 43(7), 2011).
 */
#ifndef DEQI_INSIDE_TUBE_INTERNAL_H
#define DEQI_INSIDE_TUBE_INTERNAL_H

#include "base/arena.h"
#include "catalog/structures.h"
#include "geom/mesh.h"

/* One place of the curve. */
struct tube_ring {
    float centre[3];
    float along[3], across[3], outward[3]; /* unit, orthogonal; outward: to the skin */
    float half[2];      /* metres: half the width (across) and the thickness (outward) */
    float waypoint;     /* 0 at the first waypoint, 1 at the second, ... */
    unsigned long skin; /* parts that may lie over it */
};

struct tube {
    int n;
    struct tube_ring *ring;
};

/* What the curve goes through. */
struct tube_waypoint {
    float at[3], outward[3];
    unsigned long skin;
};

/* `n` at least 2. Rings are at most `spacing` metres apart. Sizes as in the data, in
 * millimetres. */
struct tube tube_make(const struct tube_waypoint *waypoint, int n, const float (*size)[2],
                      int n_sizes, float spacing, struct arena *arena);
/* Directions of the rings anew, where centres have moved. */
void tube_turn(struct tube *tube);

/* How many corners a ring of that size needs. */
int tube_corners(const struct tube *tube);
/* The place of corner k of `corners` on the ring. */
void tube_corner(const struct tube_ring *ring, int k, int corners, float out[3]);

/* Closes rings of `corners` places each into one surface; `place` holds n_rings times
 * corners of them, going round against the clock seen against the direction from the
 * first ring to the last. A ring whose corners fall together is an apex. */
void tube_surface(const float (*place)[3], int n_rings, int corners, struct arena *arena,
                  struct mesh *out);

#endif
