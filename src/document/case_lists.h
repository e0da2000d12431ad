/* case_lists.h - changes to the lists of a case that hold something on a side: nerves,
 * movements, tests, pulses, what is missing; and to causes and drugs. Pure.
 *
 * Of a list each thing stands at most once on a side, as the case format wants it; left
 * and right that are alike are one entry. What is taken out leaves zeroes behind. A list
 * that has lost its last entry is not given: what was found is no longer known.
 */
#ifndef DEQI_DOCUMENT_CASE_LISTS_H
#define DEQI_DOCUMENT_CASE_LISTS_H

#include "rules/case.h"

enum case_list {
    CASE_ENTRAPMENT_LIST,
    CASE_WEAKNESS_LIST,
    CASE_ABSENT_LIST,
    CASE_MONOFILAMENT_LIST,
    CASE_PULSE_LIST,
    CASE_REFLEX_LIST,
    CASE_LISTS
};

/* `value` is the strength of a movement (mrc), the state of a reflex, or 1 for felt and 0
 * for not; 0 where the list has none. */
struct case_sided {
    int what; /* index into the list's words */
    enum case_side side;
    int value;
};

int case_list_count(const struct case_record *record, enum case_list list);
bool case_list_given(const struct case_record *record, enum case_list list);
struct case_sided case_list_at(const struct case_record *record, enum case_list list,
                               int index);
/* Puts it in, in place of what was said of the same thing on that side. Returns whether
 * there was room; else all stays. */
bool case_list_put(struct case_record *record, enum case_list list,
                   struct case_sided item);
void case_list_remove(struct case_record *record, enum case_list list, int index);
/* Of an empty list: "asked, none", and back to unknown. */
void case_list_toggle_none(struct case_record *record, enum case_list list);

/* Adds a cause or takes it away; with the last of them gone, or with "unspecified", that
 * is the cause. Of roots, one that is not said excludes those that are. What is known of
 * a root goes with the last of them. */
void case_list_toggle_cause(struct case_record *record, int etiology);

/* A drug by its name, without blanks around it. False where there is no room, no name,
 * or it is there already. */
bool case_list_add_drug(struct case_record *record, const char *name);
void case_list_remove_drug(struct case_record *record, int index);

#endif
