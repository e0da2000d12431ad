/* occlusion.h - how much of the surrounding each vertex sees, baked once.
 *
 * Rays over the cosine-weighted hemisphere of each vertex; a hit darkens the less the
 * farther it is. There is no ground: light comes from below as well. Smooth, and the same
 * on every machine however many threads work.
 */
#ifndef DEQI_BAKE_OCCLUSION_H
#define DEQI_BAKE_OCCLUSION_H

#include "geom/mesh.h"

/* Fills mesh->occlusion (allocated if absent) from its positions and normals. */
void occlusion_bake(struct mesh *mesh);

#endif
