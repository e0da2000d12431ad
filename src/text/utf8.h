/* utf8.h - one character after another. */
#ifndef DEQI_TEXT_UTF8_H
#define DEQI_TEXT_UTF8_H

#include <stdint.h>

/* Reads the character at `text`, which is not the end; returns what follows it. */
const char *utf8_next(const char *text, uint32_t *character);

#endif
