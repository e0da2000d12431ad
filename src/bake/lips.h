/* lips.h - closing the mouth of a body.
 *
 * The base mesh's lips stand a millimetre apart over an empty mouth. Its rings of 38
 * vertices (from the wall of the mouth out over the lips) have more vertices in the upper
 * lip than in the lower, so the lips are not joined vertex on vertex: both are brought to
 * one seam and pressed into one another by a fraction of a millimetre, which nobody sees
 * and no mean of bodies undoes.
 */
#ifndef DEQI_BAKE_LIPS_H
#define DEQI_BAKE_LIPS_H

#include "bake/package.h"

enum { LIPS_RING = 38, LIPS_RINGS = 7 };

struct lips {
    uint32_t vertex[LIPS_RINGS]
                   [LIPS_RING]; /* from inside outward; 0 = middle of the upper lip */
};

/* Refused where the mesh is not the one expected. */
bool lips_find(struct lips *lips, const struct package *p, struct error *error);
/* vertex[p->n_vertices] in decimetres. */
void lips_close(const struct lips *lips, float (*vertex)[3]);

#endif
