/* notes.h - what was done to a model, for people: "; " between, cut where full. */
#ifndef DEQI_IMPORT_NOTES_H
#define DEQI_IMPORT_NOTES_H

#include <stddef.h>

void notes_add(char *notes, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
