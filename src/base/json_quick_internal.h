/* json_quick_internal.h - reads ordinary JSON several times as fast as jansson, into the
 * same values. Private to this library.
 *
 * It decides nothing: what is unusual, or wrong, or might be, it leaves alone, and
 * jansson reads the text and says what is wrong with it.
 */
#ifndef DEQI_BASE_JSON_QUICK_INTERNAL_H
#define DEQI_BASE_JSON_QUICK_INTERNAL_H

#include <jansson.h>

/* What json_loadb gives with JSON_REJECT_DUPLICATES and JSON_DECODE_ANY, or NULL: ask
 * jansson. */
json_t *json_quick(const char *text, size_t size);

#endif
