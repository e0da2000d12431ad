/* subdivision.h - one Catmull-Clark step as a table of stencils.
 *
 * Catmull-Clark is linear: a fine vertex is a weighted sum of coarse ones. The table is
 * made once from the quads of a cage and then carries any shape of that cage to the fine
 * mesh in about a millisecond. Fine vertices are numbered: coarse vertices, then one per
 * edge, then one per face; `subdivision_order` renumbers them.
 *
 * Open borders are kept (edge midpoints; 1/8 6/8 1/8 at corners of the border). Edges of
 * more than two faces are refused.
 *
 * E. Catmull, J. Clark: Recursively generated B-spline surfaces on arbitrary topological
 * meshes, Computer-Aided Design 10(6), 1978.
 */
#ifndef DEQI_GEOM_SUBDIVISION_H
#define DEQI_GEOM_SUBDIVISION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

struct subdivision {
    uint32_t n_coarse, n_fine, n_quads;
    uint32_t *first; /* n_fine + 1: where the stencil of each fine vertex starts */
    uint32_t *index; /* coarse vertex */
    float *weight;
    uint32_t (*quad)[4]; /* n_quads fine quads, four for each coarse one, same winding */
};

/* Indices must be below n_vertices (refused otherwise). On failure *out is empty. */
bool subdivision_create(struct subdivision *out, uint32_t n_vertices,
                        const uint32_t (*quads)[4], uint32_t n_quads,
                        struct error *error);
void subdivision_free(struct subdivision *s); /* an empty one is fine */

/* Renumbers: fine vertex `to[i]` becomes vertex i; `to` is a permutation of n_fine. The
 * quads are renumbered with it. */
void subdivision_order(struct subdivision *s, const uint32_t *to);

/* fine[n_fine] from coarse[n_coarse]. */
void subdivision_apply(const struct subdivision *s, const float (*coarse)[3],
                       float (*fine)[3]);

#endif
