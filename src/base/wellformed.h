/* wellformed.h - whether bytes are UTF-8: no overlong form, no half of a surrogate pair,
 * nothing beyond U+10FFFF (Unicode 15, table 3-7). */
#ifndef DEQI_BASE_WELLFORMED_H
#define DEQI_BASE_WELLFORMED_H

#include <stdbool.h>
#include <stddef.h>

/* How many bytes the character at `at` has, which is before `end`; 0 where it is not
 * whole and well-formed. A zero byte is a character of one. */
size_t wellformed_character(const char *at, const char *end);
/* Whether all of `text` is. */
bool wellformed(const char *text);

#endif
