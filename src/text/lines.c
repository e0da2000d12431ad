#include "text/lines.h"

#include <stdarg.h>
#include <string.h>

#include "text/plain.h"
#include "text/utf8.h"
#include "text/wrap.h"

/* those beyond are Chinese here, but for a few signs */
static bool is_wide(uint32_t c)
{
    return c >= 0x3000;
}

static float advance(uint32_t c, const void *user)
{
    (void)user;
    return is_wide(c) ? 2 : 1;
}

int lines_columns(const char *text)
{
    int columns = 0;
    while (*text) {
        uint32_t c;
        text = utf8_next(text, &c);
        columns += is_wide(c) ? 2 : 1;
    }
    return columns;
}

void lines_put(const struct lines *lines, int indent, const char *mark, const char *text)
{
    int first = indent - lines_columns(mark);
    int begin = first > 0 ? indent : lines_columns(mark);
    struct wrap_line line;
    fprintf(lines->to, "%*s%s", first > 0 ? first : 0, "", mark);
    text += strspn(text, " ");
    for (int i = 0; wrap_next(&text, (float)(LINES_WIDTH - begin), advance, NULL, &line);
         i++) {
        if (i)
            fprintf(lines->to, "\n%*s", begin = indent, "");
        plain_put(line.begin, (size_t)(line.end - line.begin), lines->to);
    }
    fputc('\n', lines->to);
}

void lines_print(const struct lines *lines, int indent, const char *format, ...)
{
    char text[2400];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    lines_put(lines, indent, "", text);
}

void lines_message(const struct lines *lines, int indent, const char *mark,
                   const struct message *message)
{
    char text[2400];
    text_format(lines->texts, message, text, sizeof text);
    utf8_upper(text);
    lines_put(lines, indent, mark, text);
}

void lines_heading(const struct lines *lines, const char *id, const char *english)
{
    char text[200];
    snprintf(text, sizeof text, "%s", texts_get(lines->texts, id, english));
    for (char *at = text; *at;)
        at = utf8_upper(at);
    fprintf(lines->to, "\n%s\n", text);
}
