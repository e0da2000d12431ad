/* mesh.h - a triangle mesh in plain arrays.
 *
 * Metres, +Y up, +Z to the front of the body, +X to the subject's left. Triangles are
 * counter- clockwise seen from outside. Vertex attributes are parallel arrays of
 * n_vertices; those that are NULL are absent. One malloc'ed object owner: mesh_free.
 */
#ifndef DEQI_GEOM_MESH_H
#define DEQI_GEOM_MESH_H

#include <stdbool.h>
#include <stdint.h>

struct mesh {
    uint32_t n_vertices, n_triangles;
    float (*position)[3];
    float (*normal)[3]; /* unit; area-weighted unless the file brought its own */
    uint8_t *occlusion; /* 0 dark .. 255 open; baked; may be NULL */
    uint32_t (*triangle)[3];
};

/* Allocates position, normal and triangle; the others stay NULL. */
void mesh_alloc(struct mesh *mesh, uint32_t n_vertices, uint32_t n_triangles);
void mesh_free(struct mesh *mesh); /* an empty one is fine; leaves it empty */
void mesh_compute_normals(struct mesh *mesh);
void mesh_bounds(const struct mesh *mesh, float min[3], float max[3]);

/* Brings the value of each vertex halfway to the mean of its neighbours. */
void mesh_soften(const struct mesh *mesh, float *value);

/* A place on the surface: triangle and barycentric weights of its three corners (sum 1).
 */
struct mesh_site {
    uint32_t triangle;
    float weight[3];
};

void mesh_site_position(const struct mesh *mesh, const struct mesh_site *site,
                        float out[3]);
/* The interpolated vertex normal, unit length. */
void mesh_site_normal(const struct mesh *mesh, const struct mesh_site *site,
                      float out[3]);

#endif
