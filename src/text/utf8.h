/* utf8.h - one character after another; upper case. */
#ifndef DEQI_TEXT_UTF8_H
#define DEQI_TEXT_UTF8_H

#include <stdint.h>

/* Reads the character at `text`, which is not the end; returns what follows it. */
const char *utf8_next(const char *text, uint32_t *character);

/* The first character at `text` in upper case (Unicode's simple mapping, by utf8proc), in
 * place; returns what follows it. A letter whose two cases are not as many bytes long
 * stays (ß, dotless i), and so does one without cases. "" stays "". */
char *utf8_upper(char *text);

#endif
