/* detail.h - what makes the smooth skin of our own body read as skin: how far what lies
 * beneath lifts it, and the creases that run over it. Read from models/human.detail,
 * which deqi-detail bakes (src/bake/detail) from the structures and from creases.json.
 *
 * For looking at alone: no place is measured on it. Immutable.
 */
#ifndef DEQI_GEOM_DETAIL_H
#define DEQI_GEOM_DETAIL_H

#include "base/error.h"
#include "geom/mesh.h"

struct detail_crease {
    uint32_t n;
    const struct mesh_site *on;
    float width;    /* metres, from lip to lip */
    float depth;    /* 0 .. 1: how strongly it shows */
    float from_age; /* years: it begins to show then; 0 = always */
};

struct detail {
    uint32_t n_vertices;
    const float *relief; /* metres by which the skin is lifted at each vertex */
    uint32_t n_creases;
    const struct detail_crease *crease;
    uint32_t n_places; /* of all creases together */
    struct arena *arena;
};

/* NULL where the file is missing, damaged, or not of `n_vertices` and `n_triangles`. */
struct detail *detail_load(const char *path, uint32_t n_vertices, uint32_t n_triangles,
                           struct error *error);
void detail_destroy(struct detail **detail); /* NULL inside is fine */

/* The normals of a skin that is lifted by relief * strength, which may be another shape
 * or posture of the same body; and, where `occlusion` is not NULL, how open each place of
 * it is, between what rises somewhat less. Both of mesh->n_vertices. */
void detail_normals(const struct detail *detail, const struct mesh *mesh, float strength,
                    float (*normal)[3], uint8_t *occlusion);

#endif
