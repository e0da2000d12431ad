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

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

enum error_status {
    ERROR_NONE = 0,
    ERROR_REFUSED = 1,    /* the input or the data */
    ERROR_USAGE = 2,      /* the command line */
    ERROR_NO_GRAPHICS = 3 /* no OpenGL could be had */
};

enum { ERROR_ARGS = 5, ERROR_ID = 96 };

struct error {
    enum error_status status;
    int line, column; /* from 1; 0 = does not apply */
    char file[512];   /* "" = does not apply */
    char text[640];
    /* For who says it in another language (text/error_words.h): the id of the format that
     * the text was made of, and what its conversions became. "" = there is none. */
    char id[ERROR_ID];
    char arg[ERROR_ARGS][160];
};

/* "error." and the words of a format (or of any English), in lower case, with an
 * underscore for all between them; conversions are left out. "" where nothing is left. */
void error_id(const char *format, char out[ERROR_ID]);

/* Each sets *e (NULL is allowed and ignored) and returns false, for `return
 * error_set(...)`. The status becomes ERROR_REFUSED. */
bool error_set(struct error *e, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
bool error_at(struct error *e, const char *file, int line, int column, const char *format,
              ...) __attribute__((format(printf, 5, 6)));
bool error_vat(struct error *e, const char *file, int line, int column,
               const char *format, va_list args) __attribute__((format(printf, 5, 0)));
bool error_status_set(struct error *e, enum error_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Names the file of an error that has none yet. Returns false. */
bool error_in_file(struct error *e, const char *file);

void error_print(const struct error *e, FILE *to);

#endif
