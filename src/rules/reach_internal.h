/* reach_internal.h - where an effect of a caution reaches. Between the engine's files. */
#ifndef DEQI_RULES_REACH_INTERNAL_H
#define DEQI_RULES_REACH_INTERNAL_H

#include "rules/work_internal.h"

/* What an effect reaches by where something was found: regions by side, of findings that
 * mark sides and of lesions; and lesions whose own place counts, as bits. */
struct reach {
    bool any;
    uint32_t sites[3], lesions[3];
    uint64_t spots;
};

/* Of sites (bits of enum caution_site) and of lesions (bits of their kinds). */
struct reach reach_of(const struct work *w, unsigned sites, uint64_t lesions,
                      const struct caution_reach *how);
/* Whether what was found, or where a mark was made, brings the effect to the pick; by
 * code, tag and region a point is reached otherwise (engine_point.effects). */
bool reach_brings(const struct work *w, const struct engine_effect *effect,
                  const struct reach *reach, const struct pick *pick);
/* Whether the effect is meant for what it reaches: lying so, over that nerve. */
bool reach_is_meant(const struct work *w, const struct caution_point_effect *effect,
                    const struct pick *pick);
/* Lesions of whose reach the lamp's region holds some skin, as bits. */
uint64_t reach_spots_of_lamp(const struct work *w, const struct work_lamp *lamp);

/* Whether the lesion has a place that was not found on a body. */
bool reach_unplaced(const struct work *w, int lesion);
/* On which of its sides (bits) the lesion's region is absent. */
unsigned reach_on_stump(const struct work *w, int lesion);

#endif
