/* case_form.h - the case as a form: chips and fields in the panel that is open. What is
 * set is shown, what is not is folded away. Every change is an undoable step, and the
 * plan follows at once. */
#ifndef DEQI_PANELS_CASE_FORM_H
#define DEQI_PANELS_CASE_FORM_H

#include "document/case_edit.h"
#include "panels/state.h"

void case_form(struct app *app, struct gui *gui);
/* The findings that matter for safety, in folds (case_findings.c). True when `record`
 * changed; *group receives the undo group of what is typed, else stays. */
bool case_findings(struct app *app, struct gui *gui, struct case_record *record,
                   int *group);

/* What the form's widgets keep between frames. */
struct case_form_state {
    char neutrophils[16], platelets[16], per_limb[16], per_session[16];
    int lesion_kind; /* being added: 1 + index of word_lesion_kinds; 0 = none */
    enum case_side lesion_side;
};

/* A chip of a list whose label may stand elsewhere in the form too. */
bool form_chip(struct gui *gui, const char *label, const char *list, int i, bool on);
/* The chips of `words` under the id PREFIX.WORD; the chosen one pressed again is -1. */
bool form_one_of(struct app *app, struct gui *gui, const char *list,
                 const char *const *words, const char *prefix, int *value);
/* left, both, right */
void form_side(struct app *app, struct gui *gui, const char *id, enum case_side *side);
/* A region of a limb has; the trunk has a midline. */
bool form_region_has_sides(const struct app *app, int region);

#endif
