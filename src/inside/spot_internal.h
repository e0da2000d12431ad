/* spot_internal.h - where a waypoint lies on one body. Private to this library.
 *
 * A spotter remembers what it has placed, so that structures may stand on one another;
 * the data have no cycles. One thread at a time.
 */
#ifndef DEQI_INSIDE_SPOT_INTERNAL_H
#define DEQI_INSIDE_SPOT_INTERNAL_H

#include "inside/ground_internal.h"

struct spot {
    bool found;
    float at[3];
    struct axes axes;   /* that hold there */
    enum side side;     /* of what it stands on */
    unsigned long skin; /* parts that may lie over it */
    bool aside;         /* it was found along a way from bone to skin: */
    float outward[3];   /* unit, that way */
};

struct spotter;

/* Borrows the ground. */
struct spotter *spotter_create(const struct ground *ground);
void spotter_destroy(struct spotter **spotter);

/* The waypoint (from 0) of the structure on that side; not found where the body lacks
 * what it stands on. */
const struct spot *spotter_spot(struct spotter *spotter, int structure, int waypoint,
                                enum side side);

#endif
