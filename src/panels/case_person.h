/* case_person.h - whom a case is about, and the drugs: two folds of the case form. */
#ifndef DEQI_PANELS_CASE_PERSON_H
#define DEQI_PANELS_CASE_PERSON_H

#include "panels/case_form_state.h"
#include "panels/desk.h"

/* True when `record` changed; *group receives the undo group of what is typed, else
 * stays. */
bool case_person_fold(struct shell *shell, const struct texts *texts, struct sink *sink,
                      struct gui *gui, struct case_form_state *state,
                      struct case_record *record, int *group);
bool case_person_drugs(struct desk *desk, struct gui *gui, struct case_form_state *state,
                       struct case_record *record, int *group);

#endif
