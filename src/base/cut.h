/* cut.h - text that has to fit into so many bytes. What does not fit is cut between two
 * characters of UTF-8, so that what is left can be shown, compared and written. */
#ifndef DEQI_BASE_CUT_H
#define DEQI_BASE_CUT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/* How many of the first `n` bytes are whole characters; the text may end before. */
size_t cut_length(const char *text, size_t n);
/* As snprintf; false where something was left out. `out` may not be an argument. */
bool cut_print(char *out, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool cut_vprint(char *out, size_t size, const char *format, va_list args);
/* The same behind what stands in `out` already. */
bool cut_append(char *out, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
