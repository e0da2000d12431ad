/* plan_text.h - the plan as a handover note, for people. */
#ifndef DEQI_VIEWS_PLAN_TEXT_H
#define DEQI_VIEWS_PLAN_TEXT_H

#include <stdio.h>

#include "rules/case.h"
#include "rules/plan.h"
#include "views/planned.h"

/* Findings, the plan by position, session terms, cautions with their sources, open
 * questions. `on` NULL: no body, depths in cun alone. `texts` NULL: English. Lines are
 * broken at 90 columns. */
void plan_text(const struct plan *plan, const struct case_record *record,
               const struct planned_body *on, const struct texts *texts, FILE *to);

#endif
