/* lids.h - closing the eyes of a body.
 *
 * The base mesh has open lids over an empty socket. Around each eye its quads form closed
 * rings of 28 vertices, from the wall of the socket over the edge of the lid out to the
 * brow. Closing brings the upper and lower halves of the three rings of the edge
 * together, vertex on vertex, so that any weighted mean of closed bodies is closed again.
 */
#ifndef DEQI_BAKE_LIDS_H
#define DEQI_BAKE_LIDS_H

#include "bake/mirror.h"

enum { LIDS_RING = 28, LIDS_RINGS = 8, LIDS_EYES = 2 };

struct lids {
    uint32_t vertex[LIDS_EYES][LIDS_RINGS][LIDS_RING]; /* rings from inside outward */
};

/* Finds the rings. Refused where the mesh is not the one expected. */
bool lids_find(struct lids *lids, const struct package *p, const struct mirror *mirror,
               struct error *error);
/* Closes the eyes of a body; vertex[p->n_vertices] in decimetres. */
bool lids_close(const struct lids *lids, const struct package *p, float (*vertex)[3],
                struct error *error);
/* Makes a difference between bodies keep closed eyes closed. */
void lids_keep_closed(const struct lids *lids, float (*delta)[3]);

#endif
