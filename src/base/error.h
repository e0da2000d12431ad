/* error.h - what went wrong, where, and what was expected.
 *
 * Functions that can fail for a reason outside the program return false (or NULL) and
 * fill a `struct error` that the caller owns. The message is one line, starts in lower
 * case, and says what is wrong and what was expected. `error_print` writes the line of
 * the contract:
 *
 *     deqi: FILE:LINE:COL: text
 *
 * Texts longer than the buffer are cut at a character boundary. Control characters in
 * what a user supplied are shown as '?', so one error is always one line. Not thread-safe
 * per object.
 */
#ifndef DEQI_BASE_ERROR_H
#define DEQI_BASE_ERROR_H

#include <stdbool.h>
#include <stdio.h>

enum error_status {
    ERROR_NONE = 0,
    ERROR_REFUSED = 1,    /* the input or the data */
    ERROR_USAGE = 2,      /* the command line */
    ERROR_NO_GRAPHICS = 3 /* no OpenGL could be had */
};

struct error {
    enum error_status status;
    int line, column; /* from 1; 0 = does not apply */
    char file[512];   /* "" = does not apply */
    char text[640];
};

/* Each sets *e (NULL is allowed and ignored) and returns false, for `return
 * error_set(...)`. The status becomes ERROR_REFUSED. */
bool error_set(struct error *e, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
bool error_at(struct error *e, const char *file, int line, int column, const char *format,
              ...) __attribute__((format(printf, 5, 6)));
bool error_status_set(struct error *e, enum error_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Names the file of an error that has none yet. Returns false. */
bool error_in_file(struct error *e, const char *file);

void error_print(const struct error *e, FILE *to);

#endif
