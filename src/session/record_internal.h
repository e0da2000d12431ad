/* record_internal.h - what the parts of record.h share. */
#ifndef DEQI_SESSION_RECORD_INTERNAL_H
#define DEQI_SESSION_RECORD_INTERNAL_H

#include <stdint.h>

#include <jansson.h>

/* "2026-11-30T16:48:04Z" */
void record_time(int64_t unix_ms, char out[32]);
/* The text of a key, or "". */
const char *record_text(const json_t *object, const char *key);
int64_t record_number(const json_t *object, const char *key, const char *in);

#endif
