/* warmth.h - which of the lit points the lamp warms, and how far its warmth has come. */
#ifndef DEQI_STAGE_WARMTH_H
#define DEQI_STAGE_WARMTH_H

#include <stdbool.h>

#include "anatomy/body.h"
#include "catalog/rules.h"
#include "session/overlay.h"

struct warmth_lamp {
    const struct rules *rules;       /* which zone of the body a region lies in */
    const struct session_plan *plan; /* its regions ... */
    const bool *lit;                 /* ... and which of them the lamp shines on */
};

/* Whether a lit region lies in the zone (arm, leg, neck, lower back) that carries the
 * place, on its side. */
bool warmth_reaches(const struct warmth_lamp *lamp, const struct site *site);
/* The same of a region as the case names it; `side` L, R or M. */
bool warmth_reaches_region(const struct warmth_lamp *lamp, const char *region, char side);

/* How far the warmth of the session's lamp has come; 0 where it is off, and without a
 * session. */
float warmth_of(const struct overlay *overlay);
/* 0 at the start .. 1: skin under the lamp warms up within some minutes. */
float warmth_after(int seconds);

#endif
