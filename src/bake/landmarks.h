/* landmarks.h - the landmarks of the neutral body: found by recipe, anchored to
 * triangles.
 *
 * assets/anatomy/landmarks.json, schema "deqi/landmarks-1". `triangle` counts the
 * triangles of models/human.glb from 0; `weights` are barycentric, of that triangle's
 * corners in their order, and sum to 1. Left sides and the midline are found by recipe; a
 * right side is the skin nearest to the left one's mirror image.
 */
#ifndef DEQI_BAKE_LANDMARKS_H
#define DEQI_BAKE_LANDMARKS_H

#include "bake/bake_body.h"

/* Refused where a recipe meets no skin, names something unknown, or leaves the two sides
 * more than a millimetre from each other's mirror image. */
bool landmarks_bake(const struct bake_body *body, const char *out_path,
                    struct error *error);

#endif
