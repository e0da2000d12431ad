/* plan_json.h - the plan as "deqi/plan-1", for programs. */
#ifndef DEQI_VIEWS_PLAN_JSON_H
#define DEQI_VIEWS_PLAN_JSON_H

#include <jansson.h>

#include "rules/plan.h"
#include "views/planned.h"

/* A new reference. `on` NULL: no body, so that points have neither "depth_mm" nor
 * "direction"; a point that the body cannot place has none either. `texts` NULL: English.
 */
json_t *plan_json(const struct plan *plan, const struct planned_body *on,
                  const struct texts *texts);

#endif
