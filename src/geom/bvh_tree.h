/* bvh_tree.h - what a tree of boxes is made of; for bvh.c (queries) and bvh_build.c
 * alone.
 *
 * The two children of a node lie side by side and after their parent, so that refitting
 * is one loop from the back. Leaves hold a few triangles, copied in leaf order as three
 * corners, so that a query touches no other memory than nodes and corners. No path is
 * longer than BVH_DEPTH.
 */
#ifndef DEQI_GEOM_BVH_TREE_H
#define DEQI_GEOM_BVH_TREE_H

#include "geom/bvh.h"

enum { BVH_DEPTH = 128 };

struct bvh_box {
    float min[3], max[3];
};

struct bvh_node {
    struct bvh_box box;
    uint32_t first; /* left child, or first corner triple of a leaf */
    uint32_t count; /* triangles of a leaf; 0 = inner node */
};

struct bvh_corners {
    float p[3][3];
};

struct bvh {
    const struct mesh *mesh;
    struct bvh_node *node;
    uint32_t n_nodes;
    uint32_t *triangle; /* leaf order -> triangle of the mesh */
    struct bvh_corners *corners;
};

#endif
