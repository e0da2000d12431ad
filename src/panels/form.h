/* form.h - what the folds of the case form are made of. */
#ifndef DEQI_PANELS_FORM_H
#define DEQI_PANELS_FORM_H

#include "catalog/rules_words.h"
#include "panels/shell.h"

/* A word of the case in the user's language. */
const char *form_word(const struct texts *texts, struct word_text word);
/* Appends to "A, B". */
void form_append(const struct texts *texts, char *out, size_t size, const char *text);
/* A fold that says at its right what is set. Returns whether it is open. */
bool form_fold(struct shell *shell, const struct texts *texts, struct sink *sink,
               struct gui *gui, const char *id, enum shell_fold which,
               const char *summary);

/* A number that may be left empty. What is none of the range counts as empty, and is said
 * to be. */
struct form_number {
    const char *label; /* id of its text */
    const struct case_range *range;
    char *text; /* what was typed, `size` bytes */
    size_t size;
    double empty; /* the value of what is not given */
};
/* True when *value changed. */
bool form_number(const struct texts *texts, struct gui *gui,
                 const struct form_number *number, double *value);

/* How far a lesion reaches from its place, metres; 0 = not told. True when it changed. */
bool form_radius(const struct texts *texts, struct gui *gui, double *radius);

/* A chip of a list whose label may stand elsewhere in the form too. */
bool form_chip(struct gui *gui, const char *label, const char *list, int i, bool on);
/* The chips of `words` under the id PREFIX.WORD; the chosen one pressed again is -1. */
bool form_one_of(const struct texts *texts, struct gui *gui, const char *list,
                 const char *const *words, const char *prefix, int *value);
/* left, both, right */
void form_side(const struct texts *texts, struct gui *gui, const char *id,
               enum case_side *side);
/* A region of a limb has; the trunk has a midline. */
bool form_region_has_sides(const struct dossier *dossier, int region);

#endif
