/* plan_json.h - the plan as "deqi/plan-1", for programs. */
#ifndef DEQI_VIEWS_PLAN_JSON_H
#define DEQI_VIEWS_PLAN_JSON_H

#include <jansson.h>

#include "rules/plan.h"

/* A new reference. `texts` NULL: English. */
json_t *plan_json(const struct plan *plan, const struct texts *texts);

#endif
