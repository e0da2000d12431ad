/* case_findings.h - the findings that matter for safety, in folds. */
#ifndef DEQI_PANELS_CASE_FINDINGS_H
#define DEQI_PANELS_CASE_FINDINGS_H

#include "panels/case_form_state.h"
#include "panels/desk.h"

/* True when `record` changed; *group receives the undo group of what is typed, else
 * stays. */
bool case_findings(struct desk *desk, struct gui *gui, struct case_form_state *state,
                   struct case_record *record, int *group);

#endif
