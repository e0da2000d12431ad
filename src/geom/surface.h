/* surface.h - a mesh as one connected skin: which triangle lies beyond each edge.
 *
 * Vertices at the same place (doubled for texture seams) count as one. Borrows the mesh,
 * which must outlive it; a morph that moves vertices and keeps triangles needs no new
 * surface. Queries are const and thread-safe.
 */
#ifndef DEQI_GEOM_SURFACE_H
#define DEQI_GEOM_SURFACE_H

#include "geom/mesh.h"

#define SURFACE_NONE UINT32_MAX

struct surface {
    const struct mesh *mesh;
    /* neighbour[t][k]: the triangle across the edge from corner k to corner k + 1 of t,
     * or SURFACE_NONE at a border or where more than two triangles meet */
    uint32_t (*neighbour)[3];
    uint32_t n_borders; /* edges without a neighbour */
};

void surface_create(struct surface *surface, const struct mesh *mesh);
/* Room for the neighbours, which whoever asks fills in. */
void surface_allocate(struct surface *surface, const struct mesh *mesh);
void surface_free(struct surface *surface); /* an empty one is fine */

/* The nearest place to `target` that is reached downhill over the skin from *site: for
 * small moves only, and never across a gap. Returns the distance that remains. */
float surface_slide(const struct surface *surface, struct mesh_site *site,
                    const float target[3]);

/* Barycentric weights of the point of the triangle that is nearest to p; returns the
 * squared distance. */
float surface_nearest_in(const struct mesh *mesh, uint32_t triangle, const float p[3],
                         float weight[3]);

/* The unit normal of the triangle itself; zero for one without area. */
void surface_triangle_normal(const struct mesh *mesh, uint32_t triangle, float out[3]);

/* The unit normal of the skin about a place: the mean of the vertices' normals within
 * `radius` (metres) that hang together with it, of a very fine skin those of the nearest
 * 512 triangles alone, the near ones counting most. A scan's
 * noise and the size of its triangles hardly turn it, as they do the normal at one place.
 */
void surface_normal_about(const struct surface *surface, const struct mesh_site *site,
                          float radius, float out[3]);

#endif
