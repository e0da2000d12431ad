/* scraps.h - which connected pieces of a mesh are too small to be its body.
 *
 * Vertices at the same place count as one, so that a mesh that repeats them for every
 * triangle is not all scraps. A scrap is less than a tenth as high as the whole and holds
 * under 5 % of the vertices, and lies outside the box of what is none: eyes and teeth are
 * no scraps. Where nothing larger is left, nothing is one.
 */
#ifndef DEQI_IMPORT_SCRAPS_H
#define DEQI_IMPORT_SCRAPS_H

#include "geom/mesh.h"

struct scraps;

/* Borrows the mesh, whose vertices may move afterwards. */
struct scraps *scraps_create(const struct mesh *mesh);
void scraps_destroy(struct scraps **scraps);
uint32_t scraps_count(const struct scraps *scraps); /* pieces */
bool scraps_has(const struct scraps *scraps, uint32_t vertex);
/* Of the mesh as it is now, without its scraps. */
void scraps_bounds(const struct scraps *scraps, float min[3], float max[3]);

#endif
