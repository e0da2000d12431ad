/* landmark_needs.h - which landmarks a point is measured by: those of its own rule, of
 * the cun that it is told in and of the limb along which it is told; where a person who
 * corrects landmarks begins.
 *
 * Pure.
 */
#ifndef DEQI_VIEWS_LANDMARK_NEEDS_H
#define DEQI_VIEWS_LANDMARK_NEEDS_H

#include "catalog/catalog.h"
#include "rules/plan.h"

/* Sets need[i] for every name i of landmark_names; the rest stays as it is. */
void landmark_needs_point(const struct catalog *catalog, const struct point *point,
                          bool *need);
/* The same of all points of a plan. */
void landmark_needs_plan(const struct catalog *catalog, const struct plan *plan,
                         bool *need);

/* What no residual of a fit can check, since skin slides along a limb unseen: larynx,
 * elbow, pelvis, knee; names in the order in which to look at them. NULL ends. */
extern const char *const LANDMARK_NEEDS_CHECK[];

#endif
