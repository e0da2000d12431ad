/* case_form_state.h - what the case form's widgets keep between frames. */
#ifndef DEQI_PANELS_CASE_FORM_STATE_H
#define DEQI_PANELS_CASE_FORM_STATE_H

#include "document/case_lists.h"

struct case_form_state {
    char neutrophils[16], platelets[16], per_limb[16], per_session[16];
    char age[16], height[16], weight[16], cycle[16];
    char drug[CASE_DRUG_SIZE];          /* being typed */
    struct case_sided next[CASE_LISTS]; /* being added; value: 0, or 1 + it */
    int lesion_kind; /* being added: 1 + index of word_lesion_kinds; 0 = none */
    enum case_side lesion_side;
};

#endif
