/* findings_text.h - the first part of the handover note: what was found. Private to
 * views. */
#ifndef DEQI_VIEWS_FINDINGS_TEXT_H
#define DEQI_VIEWS_FINDINGS_TEXT_H

#include "rules/case.h"
#include "rules/plan.h"
#include "text/lines.h"

void findings_text(const struct plan *plan, const struct case_record *record,
                   const struct lines *out);

#endif
