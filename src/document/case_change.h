/* case_change.h - what differs between two states of a case, in a word for people.
 *
 * States are compared as what a file would hold ("deqi/case-1"): what cannot be saved is
 * no difference, and a field that the format gains counts without being named here.
 */
#ifndef DEQI_DOCUMENT_CASE_CHANGE_H
#define DEQI_DOCUMENT_CASE_CHANGE_H

#include <jansson.h>

/* The id of a text that names what differs ("edit.symptoms"); of several things the one
 * that weighs most. NULL where nothing differs. Both are case_json's. */
const char *case_change(const json_t *before, const json_t *after);

#endif
