/* case_amputation_internal.h - what the free text of a case says of a missing limb.
 * Private to this library.
 *
 * A label is for people and decides nothing, but for this: a needle in a limb that its
 * own label calls amputated would be absurd, and the key that says so (findings.absent)
 * is younger than many cases. Where that key is not given and the label speaks of an
 * amputation, what it names counts as absent until it is recorded, and it is asked.
 */
#ifndef DEQI_RULES_CASE_AMPUTATION_INTERNAL_H
#define DEQI_RULES_CASE_AMPUTATION_INTERNAL_H

#include <stdbool.h>

#include "rules/case.h"

/* Fills *out where the label speaks of an amputation: the side that it names (else both),
 * and from where (else the knee). Denied or feared amputations are none. */
bool case_amputation_told(const char *label, struct case_absent *out);

#endif
