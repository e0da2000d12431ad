/* inside_internal.h - the inside of a body in memory. Private to this library.
 */
#ifndef DEQI_INSIDE_INSIDE_INTERNAL_H
#define DEQI_INSIDE_INSIDE_INTERNAL_H

#include "inside/ground_internal.h"
#include "inside/inside.h"

struct inside {
    struct arena *arena;
    struct arena *made[CREW_WORKERS_MAX]; /* what each worker made; NULL = nothing */
    struct ground ground;
    int n;
    struct inside_part *part;
    const char *missing;
    const struct inside *standing; /* of a posed body: what it is carried from, which owns
                                      the ground; else NULL */
};

#endif
