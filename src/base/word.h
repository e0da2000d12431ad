/* word.h - what is asked of ids and other plain words, and of what was typed. */
#ifndef DEQI_BASE_WORD_H
#define DEQI_BASE_WORD_H

#include <stdbool.h>

/* Byte by byte; every word begins with "". */
bool word_begins(const char *word, const char *with);
/* Whether nothing is there but spaces, tabs and line ends. */
bool word_is_blank(const char *text);

#endif
