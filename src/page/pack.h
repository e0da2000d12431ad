/* pack.h - a mesh as streams of a blob.
 *
 * Positions are numbers of 15 bits over a box, normals two numbers of 12 bits on an
 * octahedron, triangles the steps back from the newest vertex; vertices stand in the
 * order in which the triangles first name them. {"n", "t", "box": [min, max], "position",
 * "normal", "triangle"}.
 */
#ifndef DEQI_PAGE_PACK_H
#define DEQI_PAGE_PACK_H

#include "geom/mesh.h"
#include "page/blob.h"

enum { PACK_UNIT = 32767 }; /* of the box's side */

struct pack {
    uint32_t n_vertices;
    uint32_t *order; /* packed vertex to vertex of the mesh; pack_free */
    float min[3], max[3];
};

/* Adds the mesh, with at most about `most` triangles (0: all of them): a larger one is
 * made coarser where that shows least. A new reference. */
json_t *pack_mesh(struct pack *pack, const struct mesh *mesh, uint32_t most,
                  struct blob *blob);
void pack_free(struct pack *pack);

/* A value at each vertex of the mesh, `channels` bytes of it, in the packed order. */
json_t *pack_bytes(const struct pack *pack, const uint8_t *value, int channels,
                   struct blob *blob);
/* n places in that box, as numbers of 16 bits. */
json_t *pack_places(const struct pack *pack, const float (*place)[3], uint32_t n,
                    struct blob *blob);
/* n unit normals, as a mesh's. */
json_t *pack_normals(const float (*normal)[3], uint32_t n, struct blob *blob);

#endif
