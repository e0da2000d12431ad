/* moment.h - the present moment, and a moment in words: figures of the calendar and the
 * clock. */
#ifndef DEQI_BASE_MOMENT_H
#define DEQI_BASE_MOMENT_H

#include <stddef.h>
#include <stdint.h>

enum moment_zone { MOMENT_HERE /* the country's time */, MOMENT_UTC };

/* Milliseconds since 1970 in UTC, as this machine's clock has it. */
int64_t moment_now_ms(void);

/* `unix_ms` by strftime's format; "" where it cannot be told or has no room. Returns
 * `out`. */
const char *moment_print(int64_t unix_ms, enum moment_zone zone, const char *format,
                         char *out, size_t size);
/* The hour of a day in the country's time, "14:05". */
const char *moment_hour(int64_t unix_ms, char out[16]);
/* The same where it is of that day; with its date where it is not. */
const char *moment_near(int64_t unix_ms, int64_t now_ms, char out[32]);

#endif
