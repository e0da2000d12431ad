/* word.h - what is asked of ids and other plain words. */
#ifndef DEQI_BASE_WORD_H
#define DEQI_BASE_WORD_H

#include <stdbool.h>

/* Byte by byte; every word begins with "". */
bool word_begins(const char *word, const char *with);

#endif
