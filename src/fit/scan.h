/* scan.h - the mesh that is fitted: its skin, and where on a body each part of it is.
 *
 * "Where" is told by five ways along the skin: to the crown, the two hands and the two
 * feet. They are found as the choice among the mesh's farthest points whose distances
 * from each other are most like ours, so that no pose need be known.
 */
#ifndef DEQI_FIT_SCAN_H
#define DEQI_FIT_SCAN_H

#include "base/error.h"
#include "fit/graph.h"
#include "geom/bvh.h"

enum scan_tip { TIP_HEAD, TIP_HAND_L, TIP_HAND_R, TIP_FOOT_L, TIP_FOOT_R, TIPS };

struct scan {
    const struct mesh *mesh;
    struct bvh *bvh;
    float (*face)[3]; /* unit normal of each triangle; zero where it has no area */
    struct graph *graph;
    float (*way)[TIPS]; /* of each node, in heights (scan->height) */
    float tip[TIPS][3];
    float height;   /* metres; that of our body with such ways between its tips */
    float mismatch; /* of those ways with ours, in heights: 0.05 to 0.1 on people */
};

/* Distances between our own tips, in heights: made by scan_own. */
struct scan_ways {
    float way[TIPS][TIPS];
};

/* The mesh is borrowed; upright, in metres, facing +Z. */
struct scan *scan_create(const struct mesh *mesh, const struct scan_ways *ours);
/* Of our own body, whose tips are known: the vertices nearest to `tip`. */
struct scan *scan_own(const struct mesh *mesh, const float tip[TIPS][3], float height,
                      struct scan_ways *ours);
void scan_destroy(struct scan **scan);
/* Ways of a triangle's place, five numbers in heights. */
const float *scan_way(const struct scan *scan, uint32_t triangle);
/* The middle of the skin that lies `way` from a tip, within `width`, and is nearer to
 * this tip than to any other; both in heights. False where there is none. */
bool scan_band(const struct scan *scan, enum scan_tip tip, float way, float width,
               float out[3]);

#endif
