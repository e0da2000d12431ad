/* clusters.h - which triangles of the body can be seen at all, told by patches.
 *
 * Triangles come in an order in which neighbours follow each other, so some tens in a row
 * are a patch of skin. A sphere around it and a cone around its normals tell of all of
 * them at once that they turn their back to the eye or lie outside the picture; of the
 * rest each is asked whether it faces the eye. What is left out would have given no
 * pixel: the picture is the same, and on a processor comes in little more than half the
 * time.
 */
#ifndef DEQI_RENDER_CLUSTERS_H
#define DEQI_RENDER_CLUSTERS_H

#include "scene/frame.h"

struct cluster {
    float middle[3], radius; /* metres */
    float axis[3];           /* the mean normal, unit */
    float sine;              /* of the widest angle to it; more than 1: all round */
};

struct clusters {
    struct cluster *cluster; /* owned */
    uint32_t n, room;
};

/* Measures the patches of a body anew. */
void clusters_make(struct clusters *clusters, const struct frame_body *body);
void clusters_free(struct clusters *clusters);

/* Copies the triangles of that body that may be seen, in their order, to
 * `out`, which has room for all; returns how many. */
uint32_t clusters_take(const struct clusters *clusters, const struct frame_body *body,
                       const struct frame_view *view, uint32_t (*out)[3]);

#endif
