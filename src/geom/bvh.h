/* bvh.h - finding skin: rays and nearest points over the triangles of one mesh.
 *
 * Built once per mesh; `bvh_refit` follows a morph that moves vertices and keeps
 * triangles. Borrows the mesh, which must outlive it. Queries are const and thread-safe.
 * A filter, where given, is asked for every candidate triangle and may refuse it (skin of
 * another region).
 */
#ifndef DEQI_GEOM_BVH_H
#define DEQI_GEOM_BVH_H

#include <stdbool.h>

#include "geom/mesh.h"

struct bvh;

typedef bool bvh_filter(uint32_t triangle, void *user);

struct bvh_hit {
    struct mesh_site site;
    float position[3];
    float distance; /* metres from the origin or the query point */
    bool front;     /* the ray met the outer side */
};

struct bvh *bvh_create(const struct mesh *mesh);
/* Made in a fraction of the time from triangles that stand in a good order already, each
 * near the one before (tubes ring by ring, meshes ordered for drawing). */
struct bvh *bvh_create_in_order(const struct mesh *mesh);
/* The tree of the mirror image in x = plane of a mesh that has a tree: the same triangles
 * in the same order, in whichever sense each runs. */
struct bvh *bvh_create_mirrored(const struct bvh *of, const struct mesh *mesh,
                                float plane);
/* Puts triangles in the best order for that, for meshes whose trees are made again and
 * again as their vertices move: each half of a range, and so on, lies on one side. */
void bvh_order(const float (*position)[3], uint32_t (*triangle)[3], uint32_t n_triangles);
void bvh_refit(struct bvh *bvh);
void bvh_destroy(struct bvh **bvh);

/* To a file of the program's own, and back for the same mesh; NULL where that fails. */
struct kept;
void bvh_keep(const struct bvh *bvh, struct kept *to);
struct bvh *bvh_recall(const struct mesh *mesh, struct kept *from);

/* The nearest hit in (0, max_distance] along the unit direction; both sides of a triangle
 * count. False where nothing is hit. */
bool bvh_ray(const struct bvh *bvh, const float origin[3], const float direction[3],
             float max_distance, bvh_filter *filter, void *user, struct bvh_hit *hit);
/* The farthest hit within max_distance: the outer skin, seen from inside a limb. */
bool bvh_ray_last(const struct bvh *bvh, const float origin[3], const float direction[3],
                  float max_distance, bvh_filter *filter, void *user,
                  struct bvh_hit *hit);
/* The nearest surface point within max_distance. */
bool bvh_nearest(const struct bvh *bvh, const float point[3], float max_distance,
                 bvh_filter *filter, void *user, struct bvh_hit *hit);

/* The surface nearest to the segment from `from` to `to` within max_distance: the place
 * on the surface, the distance (0 where the segment goes through it), and `share`, where
 * on the segment, 0 .. 1; where it goes through, its first meeting. */
bool bvh_segment(const struct bvh *bvh, const float from[3], const float to[3],
                 float max_distance, struct bvh_hit *hit, float *share);

#endif
