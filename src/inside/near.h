/* near.h - a needle's company: what lies round its way, how far and how deep.
 *
 * The way is the needle's line from the skin to twice the greatest depth of the point;
 * what comes within NEAR_REACH of it is listed, the nearest first. Distances are those
 * of the model; each has the structure's own uncertainty beside it. Nothing here says
 * that a depth is safe.
 */
#ifndef DEQI_INSIDE_NEAR_H
#define DEQI_INSIDE_NEAR_H

#include "inside/inside.h"

#define NEAR_REACH 0.015f /* metres */
enum { NEAR_MAX = 96 };

struct near {
    const struct inside_part *part;
    float distance; /* metres from the line to the surface; 0 = pierced */
    float at;       /* metres under the skin where it is nearest, or first met */
    /* the same up to the greatest depth of the point alone, at most NEAR_REACH */
    float within;
    bool warns; /* one that must not be hit comes nearer than the model can tell */
};

/* Of one part; false where it does not come within NEAR_REACH, has no surface, or the
 * site is not placed. */
bool near_part(const struct inside_part *part, const struct site *site, struct near *out);
/* Fills at most `max` of `out`; returns how many. None where the site is not placed. */
int near_site(const struct inside *inside, const struct site *site, struct near *out,
              int max);

#endif
