/* variants.h - what happens to a mesh on its way through other people's programs: units,
 * axes, mirrors, seams, fewer triangles, a scanner's noise, holes; written by assimp.
 */
#ifndef DEQI_TESTS_FIT_VARIANTS_H
#define DEQI_TESTS_FIT_VARIANTS_H

#include "base/error.h"
#include "geom/mesh.h"

struct variant {
    const char *name;
    const char *format; /* of assimp, which is the ending too but for "stlb", "plyb" */
    float per_metre;    /* units; 0 = metres */
    bool z_up, mirrored;
    float turned;    /* degrees about the vertical */
    int pieces;      /* cut so often, each with corners of its own */
    bool torn;       /* every triangle apart */
    float triangles; /* share that is left; 0 = all */
    float noise;     /* metres, along each axis */
    int holes;       /* of HOLE metres */
};

#define VARIANT_HOLE 0.02f

/* The changed mesh as it is written, in its units and axes. To be freed. */
void variant_make(const struct variant *v, const struct mesh *from, struct mesh *out);
bool variant_write(const struct variant *v, const struct mesh *mesh, const char *path,
                   struct error *error);

#endif
