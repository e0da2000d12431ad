/* warmth.h - which of the lit points the lamp warms, and how far its warmth has come. */
#ifndef DEQI_STAGE_WARMTH_H
#define DEQI_STAGE_WARMTH_H

#include <stdbool.h>

#include "anatomy/body.h"
#include "session/overlay.h"

/* Whether one of the lit regions (`lit` by index into the plan's regions) lies on the
 * limb, or the part of the trunk, that carries the place. */
bool warmth_reaches(const struct session_plan *plan, const bool *lit,
                    const struct site *site);

/* The same of a region as the case names it; `side` L, R or M. */
bool warmth_reaches_region(const struct session_plan *plan, const bool *lit,
                           const char *region, char side);

/* How far the warmth of the session's lamp has come; 0 where it is off, and without a
 * session. */
float warmth_of(const struct overlay *overlay);
/* 0 at the start .. 1: skin under the lamp warms up within some minutes. */
float warmth_after(int seconds);

#endif
