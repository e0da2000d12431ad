/* case_form.h - the case as a form: chips and fields in the panel that is open. Every
 * change is an undoable step, and the plan follows at once. */
#ifndef DEQI_APP_CASE_FORM_H
#define DEQI_APP_CASE_FORM_H

#include "app/app.h"

void case_form(struct app *app, struct gui *gui);

/* Adds or, where it is there with the same kinds, takes away a symptom. */
void case_toggle_symptom(struct case_record *record, int region, enum case_side side,
                         unsigned kinds);
/* Adds a symptom, joining sides and kinds with what is there. */
void case_add_symptom(struct case_record *record, int region, enum case_side side,
                      unsigned kinds);
void case_remove_symptom(struct case_record *record, int index);

#endif
