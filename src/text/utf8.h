/* utf8.h - one character after another; upper case. */
#ifndef DEQI_TEXT_UTF8_H
#define DEQI_TEXT_UTF8_H

#include <stdint.h>

/* Reads the character at `text`, which is not the end; returns what follows it. */
const char *utf8_next(const char *text, uint32_t *character);

/* The first character at `text` in upper case, in place; returns what follows it. Latin
 * letters as far as U+017F, whose two cases are as many bytes long; every other character
 * stays (ß and dotless i have no upper case of their length). "" stays "". */
char *utf8_upper(char *text);

#endif
