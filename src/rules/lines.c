#include "rules/lines.h"

#include <ctype.h>
#include <stdarg.h>
#include <string.h>

static int char_bytes(const char *p)
{
    unsigned char b = (unsigned char)*p;
    int n = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : b >= 0xC0 ? 2 : 1;
    for (int i = 1; i < n; i++)
        if (((unsigned char)p[i] & 0xC0) != 0x80)
            return i;
    return n;
}

/* characters of three bytes and more are Chinese here, but for a few signs */
static bool is_wide(const char *p)
{
    return (unsigned char)*p >= 0xE3;
}

static int char_columns(const char *p)
{
    return is_wide(p) ? 2 : 1;
}

int lines_columns(const char *text)
{
    int columns = 0;
    for (; *text; text += char_bytes(text))
        columns += char_columns(text);
    return columns;
}

/* what must not stand first on a line */
static bool sticks(const char *p)
{
    static const char *const SIGNS[] = {"，", "。", "、", "；", "：",
                                        "）", "？", "！", "”",  "》"};
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
        if (strncmp(p, SIGNS[i], strlen(SIGNS[i])) == 0)
            return true;
    return false;
}

/* the end of the next piece that must stay together, a space before it included */
static const char *next_piece(const char *p)
{
    while (*p == ' ')
        p++;
    if (is_wide(p))
        p += char_bytes(p);
    else
        while (*p && *p != ' ' && !is_wide(p))
            p += char_bytes(p);
    while (*p && sticks(p))
        p += char_bytes(p);
    return p;
}

void lines_put(const struct lines *lines, int indent, const char *mark, const char *text)
{
    int first = indent - lines_columns(mark);
    fprintf(lines->to, "%*s%s", first > 0 ? first : 0, "", mark);
    int column = first > 0 ? indent : lines_columns(mark);
    bool start = true;
    while (*text) {
        const char *end = next_piece(text);
        int columns = 0;
        for (const char *p = text; p < end; p += char_bytes(p))
            columns += char_columns(p);
        if (!start && column + columns > LINES_WIDTH) {
            fprintf(lines->to, "\n%*s", indent, "");
            column = indent;
            start = true;
        }
        while (start && *text == ' ') {
            text++;
            columns--;
        }
        fwrite(text, 1, (size_t)(end - text), lines->to);
        column += columns;
        start = false;
        text = end;
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
    message_format(lines->texts, message, text, sizeof text);
    text[0] = (char)toupper((unsigned char)text[0]);
    lines_put(lines, indent, mark, text);
}

void lines_heading(const struct lines *lines, const char *id, const char *english)
{
    const char *text = texts_get(lines->texts, id, english);
    fputc('\n', lines->to);
    for (; *text; text++)
        fputc(toupper((unsigned char)*text), lines->to);
    fputc('\n', lines->to);
}
