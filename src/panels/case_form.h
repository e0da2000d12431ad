/* case_form.h - the case as a form: chips and fields in the panel that is open. What is
 * set is shown, what is not is folded away. Every change is an undoable step, and the
 * plan follows at once. */
#ifndef DEQI_PANELS_CASE_FORM_H
#define DEQI_PANELS_CASE_FORM_H

#include "document/case_edit.h"
#include "panels/desk.h"

/* Whether what is to be minded stands in it, or elsewhere in the panel already. */
enum case_form_holds { CASE_FORM_WHOLE, CASE_FORM_NO_CAUTIONS };
void case_form(struct desk *desk, struct gui *gui, enum case_form_holds holds);

#endif
