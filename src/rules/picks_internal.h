/* picks_internal.h - the points and marks that are picked for a plan in the making. Not
 * for others. */
#ifndef DEQI_RULES_PICKS_INTERNAL_H
#define DEQI_RULES_PICKS_INTERNAL_H

#include "rules/work_internal.h"

/* Which points are taken, and how many needles there are. */
enum pick_state { PICK_FREE, PICK_CHOSEN, PICK_KEPT, PICK_OFFERED };
/* Whether a point that holds it or is held by it is chosen or kept. */
bool picks_conflicts(const struct work *w, int point, int side);
/* Whether so many needles more, by side, have room; a limb of -1 has no limit of its own.
 */
bool picks_fits(const struct work *w, int limb, const int needles[3]);
void picks_count(struct work *w, int limb, const int needles[3]);
/* A new entry; `point` or `mark` is -1. */
struct pick *picks_choose(struct work *w, int point, int mark, int side);
/* The same among what is optional, whatever else is there. */
struct pick *picks_set_aside(struct work *w, int point, int mark, int side,
                             enum work_because because);
/* Moves a chosen entry among what is optional. */
void picks_unchoose(struct work *w, int pick, enum work_because because);
/* Sorts by rank; stable. */
void picks_sort(struct work *w, struct work_list *picks);
/* NULL where it is offered or chosen already, or must not stand beside what is. */
struct pick *picks_offer(struct work *w, int point, int side, enum work_because because);

/* The points of a list of picks, but for those removed; whether it has marks. */
point_set *picks_points(const struct work *w, const struct work_list *picks, bool *marks);

/* A pick's own effects, share.n of them; NULL = none. */
static inline const uint16_t *pick_effects(const struct work_list *list,
                                           struct pick_share share)
{
    return share.n ? (const uint16_t *)list->item + share.first : NULL;
}

/* Of every pick these are asked again and again. */
static inline const struct rules_region *pick_mark_region(const struct work *w,
                                                          const struct pick *pick)
{
    return &w->engine->rules->regions[w->record->marks[pick->mark].region];
}

static inline int pick_limb(const struct work *w, const struct pick *pick)
{
    return pick->point >= 0 ? w->engine->points[pick->point].limb
                            : pick_mark_region(w, pick)->limb;
}

static inline uint32_t pick_regions(const struct work *w, const struct pick *pick)
{
    return pick->point >= 0 ? w->engine->points[pick->point].regions
                            : pick_mark_region(w, pick)->covers;
}

static inline uint64_t pick_tags(const struct work *w, const struct pick *pick)
{
    return pick->point >= 0 ? w->engine->points[pick->point].tags
                            : pick_mark_region(w, pick)->mark.tags;
}

static inline int pick_needles(const struct work *w, const struct pick *pick)
{
    return pick->point >= 0 ? w->engine->points[pick->point].facts.needles : 1;
}

static inline enum plan_position pick_position(const struct work *w,
                                               const struct pick *pick)
{
    if (pick->turned >= 0)
        return (enum plan_position)pick->turned;
    return pick->point >= 0
               ? w->engine->points[pick->point].facts.position
               : (enum plan_position)pick_mark_region(w, pick)->mark.position;
}

static inline bool pick_retained(const struct work *w, const struct pick *pick)
{
    enum plan_angle angle = pick->point >= 0
                                ? w->engine->points[pick->point].facts.angle
                                : (enum plan_angle)pick_mark_region(w, pick)->mark.angle;
    return angle != PLAN_PRICK;
}

static inline const char *pick_code(const struct work *w, const struct pick *pick)
{
    return pick->point >= 0 ? w->engine->points[pick->point].facts.code
                            : w->engine->mark_codes[pick->mark];
}

#endif
