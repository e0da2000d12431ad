/* side.h - the subject's left, the subject's right, or the midline. */
#ifndef DEQI_CATALOG_SIDE_H
#define DEQI_CATALOG_SIDE_H

#include <stdbool.h>

enum side { SIDE_M, SIDE_L, SIDE_R };
enum { SIDES = 3 };

/* "M", "L", "R". */
const char *side_name(enum side side);
/* Reads exactly those names; false for anything else. */
bool side_parse(const char *text, enum side *side);
/* Of the letter 'L' or 'R'; any other is the midline. */
enum side side_of(char letter);
/* L for R and R for L; M stays M. */
enum side side_other(enum side side);

#endif
