/* base64.h - bytes written as text. */
#ifndef DEQI_IMPORT_BASE64_H
#define DEQI_IMPORT_BASE64_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* As far as the text is base64, into the arena. */
uint8_t *base64_decode(const char *text, struct arena *arena, size_t *size);

#endif
