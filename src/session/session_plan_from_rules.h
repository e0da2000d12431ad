/* session_plan_from_rules.h - the rules' plan as a session's. */
#ifndef DEQI_SESSION_SESSION_PLAN_FROM_RULES_H
#define DEQI_SESSION_SESSION_PLAN_FROM_RULES_H

#include "rules/plan.h"
#include "session/session.h"

/* Everything is copied. `order` tells in which order the needles are done, as indices of
 * the plan's points; NULL = as the plan has them. A blocked plan is refused with the
 * caution that blocks it (which the refusal borrows from the plan), and so is one too
 * large for a session. NULL on refusal. */
struct session_plan *session_plan_from_rules(const struct plan *plan, const int *order,
                                             struct session_refusal *refusal);

#endif
