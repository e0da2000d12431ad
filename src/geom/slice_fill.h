/* slice_fill.h - what the outlines of a cut enclose, as triangles. */
#ifndef DEQI_GEOM_SLICE_FILL_H
#define DEQI_GEOM_SLICE_FILL_H

#include "geom/slice.h"

struct slice_triangle {
    float at[3][2]; /* metres, by right and up; against the clock */
};

/* What lies in an odd number of the loops, so that holes stay open; *count of them, in
 * the arena. */
struct slice_triangle *slice_fill(const struct slice_loop *loop, int n,
                                  struct arena *arena, int *count);

#endif
