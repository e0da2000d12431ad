/* case_edit.h - changes to the symptoms of a case, and to the lists beside them.
 *
 * A region and side stands at most once: a symptom on both sides is one entry, as the
 * case format wants it. What is taken out leaves zeroes behind, so that equal cases are
 * equal in every field of their lists.
 */
#ifndef DEQI_DOCUMENT_CASE_EDIT_H
#define DEQI_DOCUMENT_CASE_EDIT_H

#include "rules/case.h"

/* Adds a symptom or, where its kinds are all there, takes them away; CASE_BOTH is each
 * side by itself. */
void case_edit_toggle_symptom(struct case_record *record, int region, enum case_side side,
                              unsigned kinds);
/* Adds a symptom to what each side has; sides that are alike become one entry. */
void case_edit_add_symptom(struct case_record *record, int region, enum case_side side,
                           unsigned kinds);
/* One kind on both sides of a region. Other kinds stay as they are on either side, and so
 * does the order of the case; where there is no room, nothing is added. */
enum { CASE_SIDES = 3 /* bit 0 left, bit 1 right */ };
unsigned case_edit_kind_sides(const struct case_record *record, int region,
                              unsigned kind);
void case_edit_add_kind(struct case_record *record, int region, unsigned kind);
void case_edit_remove_kind(struct case_record *record, int region, unsigned kind);
void case_edit_remove_symptom(struct case_record *record, int index);
void case_edit_remove_mark(struct case_record *record, int index);
void case_edit_remove_lesion(struct case_record *record, int index);
void case_edit_remove_include(struct case_record *record, int index);
void case_edit_remove_override(struct case_record *record, int index);

#endif
