/* plan_body.h - a plan made for a person's own body.
 *
 * The rules know no places. Where a case tells the place of a lesion, somebody who has
 * the body measures what lies within its reach (case_lesion_reach): the points whose
 * place or whose needle does, whatever region they belong to, the marks, and the regions
 * that a lamp would warm. Whoever shows a plan makes it here, so that text, card and
 * picture spare the same points. Pure.
 *
 * Near means through the flesh or over the skin: the other leg does not lie near because
 * it stands beside this one.
 *
 * A place that the body lacks, that is farther from the skin than the lesion reaches, or
 * that is not in the region told beside it, is not known: then the rules spare the whole
 * region as well (rule_spots.placed).
 */
#ifndef DEQI_VIEWS_PLAN_BODY_H
#define DEQI_VIEWS_PLAN_BODY_H

#include "rules/engine.h"
#include "views/planned.h"

/* Whether a plan of the case depends on the body at all. */
bool plan_body_matters(const struct case_record *record);

/* What lies within reach of each lesion with a place; NULL where none has one, or no body
 * is given. Everything lives in the arena. */
const struct rule_spots *plan_body_spots(const struct engine *engine,
                                         const struct case_record *record,
                                         const struct planned_body *on,
                                         struct arena *arena);

/* engine_plan with the body, as it stands (subject_planned_standing); `on` may be NULL.
 */
void plan_body_make(const struct engine *engine, const struct case_record *record,
                    enum plan_extent extent, const struct planned_body *on,
                    struct arena *arena, struct plan *plan);

#endif
