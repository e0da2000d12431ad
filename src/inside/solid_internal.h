/* solid_internal.h - ellipsoids, lofts and hulls as closed surfaces. Private to this
 * library. */
#ifndef DEQI_INSIDE_SOLID_INTERNAL_H
#define DEQI_INSIDE_SOLID_INTERNAL_H

#include "base/arena.h"
#include "geom/mesh.h"

/* `end` are those of the long axis; `half` in metres across it, the first in the
 * direction that is nearest to `lateral`. */
void solid_ellipsoid(const float end[2][3], const float lateral[3], const float half[2],
                     struct arena *arena, struct mesh *out);
/* The hull of n places, rounded by `radius` metres: every place of it lies that far out
 * from the hull of the places. */
void solid_hull(const float (*place)[3], int n, float radius, struct arena *arena,
                struct mesh *out);
/* Rings of equally many places, or of one, joined smoothly in order: ring i has the
 * places first[i] .. first[i + 1] - 1. */
void solid_loft(const float (*place)[3], const int *first, int n_rings,
                struct arena *arena, struct mesh *out);

/* Turns the triangles where they look inward. */
void solid_turn_outward(struct mesh *mesh);

#endif
