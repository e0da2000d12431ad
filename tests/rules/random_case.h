/* random_case.h - cases without end, the same on every machine. */
#ifndef TESTS_RULES_RANDOM_CASE_H
#define TESTS_RULES_RANDOM_CASE_H

#include <stdint.h>

#include "rules/case.h"

struct random {
    uint64_t state;
};

/* 0 .. n-1 */
int random_below(struct random *random, int n);

/* A case that the reader would accept. Small ones are more frequent than large ones. */
void random_case(struct random *random, struct case_record *out);

/* Adds one finding that speaks against needles or lamp, and that the case did not have.
 */
void random_contraindication(struct random *random, struct case_record *record);

/* The same case with left and right exchanged. */
void mirror_case(const struct case_record *record, struct case_record *out);

#endif
