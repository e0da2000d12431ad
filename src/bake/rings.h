/* rings.h - closed rings of edges around an opening of the base mesh.
 *
 * Around eyes and mouth the quads of the base mesh form concentric rings with the same
 * number of vertices; vertex k of one ring is joined by an edge to vertex k of the next.
 */
#ifndef DEQI_BAKE_RINGS_H
#define DEQI_BAKE_RINGS_H

#include "bake/package.h"

/* Walks `n_rings` rings of `n` vertices into ring[n_rings * n], inner ring first: the
 * inner one from `seed` through its neighbour `along`, the others outward from `seed`
 * through `out`. False where the mesh has no such rings. */
bool rings_walk(const struct package *p, uint32_t seed, uint32_t along, uint32_t out,
                int n_rings, int n, uint32_t *ring);

#endif
