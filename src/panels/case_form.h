/* case_form.h - the case as a form: chips and fields in the panel that is open. What is
 * set is shown, what is not is folded away. Every change is an undoable step, and the
 * plan follows at once. */
#ifndef DEQI_PANELS_CASE_FORM_H
#define DEQI_PANELS_CASE_FORM_H

#include "document/case_edit.h"
#include "panels/state.h"

void case_form(struct desk *desk, struct gui *gui);

#endif
