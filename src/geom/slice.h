/* slice.h - the outlines where a plane cuts a closed mesh. */
#ifndef DEQI_GEOM_SLICE_H
#define DEQI_GEOM_SLICE_H

#include "base/arena.h"
#include "geom/mesh.h"

/* A plane with directions in it: unit, orthogonal, `toward` = right x up. */
struct slice_plane {
    float origin[3], right[3], up[3], toward[3];
};

/* A closed line in the plane, the last place joins the first: against the clock round
 * what is inside, with the clock round a hole. */
struct slice_loop {
    int n;
    float (*at)[2]; /* metres, by right and up */
};

/* All loops, in the order of the mesh's triangles; *count of them, in the arena. Lines
 * that do not close (an open mesh) are closed by a chord. */
struct slice_loop *slice_mesh(const struct mesh *mesh, const struct slice_plane *plane,
                              struct arena *arena, int *count);

/* Square metres; negative with the clock. */
float slice_area(const struct slice_loop *loop, float middle[2]);
bool slice_holds(const struct slice_loop *loop, const float at[2]);

#endif
