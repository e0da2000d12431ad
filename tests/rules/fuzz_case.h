/* fuzz_case.h - one input for the readers of cases and rule files: libFuzzer's entry. */
#ifndef TESTS_RULES_FUZZ_CASE_H
#define TESTS_RULES_FUZZ_CASE_H

#include <stddef.h>
#include <stdint.h>

/* The first byte says which reader gets the rest: a case (and, if it is accepted, the
 * engine), or one of the files of assets/rules. Always 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
