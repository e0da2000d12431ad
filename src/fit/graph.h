/* graph.h - ways along the skin of any mesh, however it is cut.
 *
 * Vertices in the same small cell whose normals point into the same octant are one node,
 * so that repeated vertices, seams and millions of triangles make no difference, while an
 * arm that touches the trunk stays apart from it. Edges follow triangles; pieces that
 * hang together nowhere are linked at their nearest nodes.
 */
#ifndef DEQI_FIT_GRAPH_H
#define DEQI_FIT_GRAPH_H

#include "geom/mesh.h"

struct graph {
    uint32_t n; /* nodes */
    float (*place)[3];
    uint32_t *node_of; /* of each vertex of the mesh */
    uint32_t *first;   /* n + 1: where a node's edges begin */
    uint32_t *to;
    float *length;
};

/* `cell` in metres. */
struct graph *graph_create(const struct mesh *mesh, float cell);
void graph_destroy(struct graph **graph);
/* Metres of way from the node to every other: out[n]. */
void graph_distances(const struct graph *graph, uint32_t from, float *out);
/* `count` nodes, each as far as can be from those before it; the first is the farthest
 * from the node nearest to the middle. distance[i] is filled for each, [n] each. */
void graph_tips(const struct graph *graph, int count, uint32_t *tip, float **distance);
uint32_t graph_nearest(const struct graph *graph, const float place[3]);

#endif
