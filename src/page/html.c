#include "page/html.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

void html_bytes(struct html *h, const char *bytes, size_t size)
{
    if (h->size + size + 1 > h->room) {
        h->room = (h->size + size + 1) * 2;
        h->text = xrealloc(h->text, h->room);
    }
    memcpy(h->text + h->size, bytes, size);
    h->size += size;
    h->text[h->size] = 0;
}

void html_raw(struct html *h, const char *markup)
{
    html_bytes(h, markup, strlen(markup));
}

void html_print(struct html *h, const char *format, ...)
{
    char line[1024];
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    if (n > 0)
        html_bytes(h, line, (size_t)n < sizeof line ? (size_t)n : sizeof line - 1);
}

void html_text(struct html *h, const char *text)
{
    for (; *text; text++) {
        switch (*text) {
        case '&':
            html_raw(h, "&amp;");
            break;
        case '<':
            html_raw(h, "&lt;");
            break;
        case '>':
            html_raw(h, "&gt;");
            break;
        case '"':
            html_raw(h, "&quot;");
            break;
        case '\'':
            html_raw(h, "&#39;");
            break;
        default:
            html_bytes(h, text, 1);
        }
    }
}

void html_element(struct html *h, const char *tag, const char *cls, const char *text)
{
    if (!*text)
        return;
    html_print(h, cls ? "<%s class=\"%s\">" : "<%s>", tag, cls);
    html_text(h, text);
    html_print(h, "</%s>\n", tag);
}

void html_json(struct html *h, const json_t *value, int digits)
{
    char *text = json_dumps(value, JSON_COMPACT | JSON_REAL_PRECISION(digits));
    // < stands in strings alone, where it may be written by its number
    for (const char *c = text ? text : "null"; *c; c++)
        if (*c == '<')
            html_raw(h, "\\u003c");
        else
            html_bytes(h, c, 1);
    free(text);
}
