/* doing_order.h - in which order needles go in: a plan is sorted by how well a point is
 * chosen, a hand goes round the couch once. */
#ifndef DEQI_VIEWS_DOING_ORDER_H
#define DEQI_VIEWS_DOING_ORDER_H

#include "base/arena.h"
#include "catalog/catalog.h"
#include "rules/plan.h"

/* The indices of the plan's points: trunk and head, right arm, right leg, left leg, left
 * arm; within each as the plan has them. Lives in the arena. */
const int *doing_order(const struct plan *plan, const struct catalog *catalog,
                       struct arena *arena);

#endif
