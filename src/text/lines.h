/* lines.h - text for people, broken at a width.
 *
 * Columns are counted as a terminal shows them: a Chinese character takes two, and a line
 * may break before or after it.
 */
#ifndef DEQI_TEXT_LINES_H
#define DEQI_TEXT_LINES_H

#include <stdio.h>

#include "text/text.h"

enum { LINES_WIDTH = 90 };

struct lines {
    FILE *to;
    const struct texts *texts;
};

/* A paragraph; what follows its first line is indented by `indent` columns more than
 * nothing, the first by `indent` less the width of `mark`. */
void lines_put(const struct lines *lines, int indent, const char *mark, const char *text);
void lines_print(const struct lines *lines, int indent, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The message, its first letter a capital. */
void lines_message(const struct lines *lines, int indent, const char *mark,
                   const struct message *message);
/* A heading in capitals after an empty line. */
void lines_heading(const struct lines *lines, const char *id, const char *english);
int lines_columns(const char *text);

#endif
