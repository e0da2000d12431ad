/* case_lists_form.h - the lists of a case, each in a fold of the case form. */
#ifndef DEQI_PANELS_CASE_LISTS_FORM_H
#define DEQI_PANELS_CASE_LISTS_FORM_H

#include "document/case_lists.h"
#include "panels/case_form_state.h"
#include "panels/desk.h"

/* True when `record` changed. */
bool case_lists_form(struct shell *shell, const struct dossier *dossier,
                     const struct texts *texts, struct sink *sink, struct gui *gui,
                     struct case_form_state *state, struct case_record *record,
                     enum case_list list);

#endif
