/* shape.h - the same body as another adult: sex, age, muscle, weight and height.
 *
 * models/human.shapes holds 36 complete bodies (the corners) and 8 statures as small
 * differences to the neutral cage; a body is a weighted mean of corners, carried to the
 * full mesh by Catmull-Clark stencils. Triangles, their order and baked occlusion stay
 * those of models/human.glb, so whatever is anchored to triangles follows.
 *
 * Age 18 to 25 is the young corner, from there it goes evenly to the old corner at 90.
 * Muscle and weight go from least over average (0.5) to most. A height is reached by the
 * statures of the package and beyond their reach by scaling the whole body.
 *
 * A loaded object keeps scratch memory: one thread at a time. About 3 ms a shape.
 */
#ifndef DEQI_GEOM_SHAPE_H
#define DEQI_GEOM_SHAPE_H

#include <stdint.h>

#include "base/error.h"
#include "geom/mesh.h"

struct shapes;

struct shape_params {
    float sex;    /* 0 female .. 1 male */
    float age;    /* years, 18 .. 90 */
    float muscle; /* 0 .. 1 */
    float weight; /* 0 .. 1 */
    float height; /* metres, 0.5 .. 2.5; 0 = as the other parameters make it */
};

/* The body of models/human.glb. */
extern const struct shape_params SHAPE_NEUTRAL;

bool shape_equal(const struct shape_params *a, const struct shape_params *b);

struct shapes *shapes_load(const char *path, struct error *error); /* NULL on failure */
void shapes_destroy(struct shapes **shapes); /* NULL inside is fine */

/* Sets one parameter by name ("sex", "age", "muscle", "weight", "height"). Refuses
 * unknown names and values out of range, saying what was expected. */
bool shape_set(struct shape_params *params, const char *name, double value,
               struct error *error);

/* Sets positions and normals of `mesh`, which must be the one that the file was made for
 * (judged by the number of vertices; refused otherwise). Soles on y = 0. Parameters are
 * clamped to their range. Deterministic. */
bool shape_apply(struct shapes *shapes, const struct shape_params *params,
                 struct mesh *mesh, struct error *error);

/* What a shape is blended of, for who blends in another way (fit): the neutral cage and,
 * of each of SHAPE_CORNERS corners and SHAPE_HEIGHTS statures (shape_file.h), what it
 * adds to it; metres, [shapes_n_cage]. The stencils carry any cage to the mesh, and
 * vertex i of the mesh is vertex order[i] of them before they were renumbered: one for
 * each vertex of the cage first. Borrowed. */
struct subdivision;
uint32_t shapes_n_cage(const struct shapes *shapes);
const float (*shapes_base(const struct shapes *shapes))[3];
void shapes_difference(const struct shapes *shapes, int target, float (*out)[3]);
const struct subdivision *shapes_stencils(const struct shapes *shapes);
const uint16_t *shapes_order(const struct shapes *shapes);
/* What shape_apply made last: how much of each corner and stature the cage has
 * ([SHAPE_CORNERS + SHAPE_HEIGHTS]), how far it was lowered to stand on its soles and
 * then by how much it was scaled. */
void shapes_last(const struct shapes *shapes, float *mix, float *lowered, float *scale);
/* How much of each corner a shape takes, and of no stature: [SHAPE_CORNERS]. */
void shape_corner_weights(const struct shape_params *params, float *out);

#endif
