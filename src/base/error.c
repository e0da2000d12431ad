#include "base/error.h"

#include <ctype.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/cut.h"

/* keeps the text on one line */
static void tidy(char *s)
{
    for (; *s; s++)
        if ((unsigned char)*s < 0x20 || *s == 0x7F)
            *s = '?';
}

// ---------------------------------------------------------------- for another language

/* one conversion of a format */
struct conversion {
    char spec[32]; /* itself, with numbers in the place of stars */
    char length; /* 'l', 'L' (long long), 'z', 'j', 't'; 0 = none, or shorter than int */
    char kind;   /* the letter at its end; 0 = none that is known here */
};

/* Reads the conversion at `p`, behind its %, and takes the numbers of its stars; returns
 * what follows it. `args` NULL: there are none to take. */
static const char *read_conversion(const char *p, struct conversion *out, va_list *args)
{
    struct conversion c = {.spec = "%"};
    for (; *p && strchr("-+ #0123456789.*", *p); p++) {
        if (*p == '*')
            cut_append(c.spec, sizeof c.spec, "%d", args ? va_arg(*args, int) : 0);
        else
            cut_append(c.spec, sizeof c.spec, "%c", *p);
    }
    for (; *p && strchr("hlzjt", *p); p++) {
        c.length = (char)(*p == 'h' ? 0 : c.length == 'l' ? 'L' : *p);
        cut_append(c.spec, sizeof c.spec, "%c", *p);
    }
    c.kind = *p;
    cut_append(c.spec, sizeof c.spec, "%c", *p);
    *out = c;
    return *p ? p + 1 : p;
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

static bool print_whole(const struct conversion *c, char *out, size_t size, va_list *args)
{
    switch (c->length) {
    case 'l':
        return cut_print(out, size, c->spec, va_arg(*args, long)), true;
    case 'L':
        return cut_print(out, size, c->spec, va_arg(*args, long long)), true;
    case 'z':
        return cut_print(out, size, c->spec, va_arg(*args, size_t)), true;
    case 'j':
        return cut_print(out, size, c->spec, va_arg(*args, intmax_t)), true;
    case 't':
        return cut_print(out, size, c->spec, va_arg(*args, ptrdiff_t)), true;
    default:
        return cut_print(out, size, c->spec, va_arg(*args, int)), true;
    }
}

/* false for a conversion that is not known here */
static bool print_one(const struct conversion *c, char *out, size_t size, va_list *args)
{
    switch (c->kind) {
    case 'd':
    case 'i':
    case 'u':
    case 'x':
    case 'c':
        return print_whole(c, out, size, args);
    case 'g':
    case 'f':
    case 'e':
        return cut_print(out, size, c->spec, va_arg(*args, double)), true;
    case 's':
        return cut_print(out, size, c->spec, va_arg(*args, const char *)), true;
    default:
        return false;
    }
}
#pragma GCC diagnostic pop

void error_id(const char *format, char out[ERROR_ID])
{
    static const char BEGIN[] = "error.";
    size_t n = sizeof BEGIN - 1;
    bool gap = false;
    memcpy(out, BEGIN, sizeof BEGIN);
    for (const char *p = format; *p && n + 2 < ERROR_ID;) {
        struct conversion c;
        if (*p == '%') {
            p = read_conversion(p + 1, &c, NULL);
            gap = true;
        } else if (isalnum((unsigned char)*p) && !(*p & 0x80)) {
            if (gap && n > sizeof BEGIN - 1)
                out[n++] = '_';
            out[n++] = (char)tolower((unsigned char)*p++);
            gap = false;
        } else {
            gap = true;
            p++;
        }
    }
    out[n] = 0;
    if (n == sizeof BEGIN - 1)
        out[0] = 0;
}

static void keep_parts(struct error *e, const char *format, va_list args)
{
    int n = 0;
    va_list rest;
    error_id(format, e->id);
    memset(e->arg, 0, sizeof e->arg);
    va_copy(rest, args);
    for (const char *p = format; e->id[0] && (p = strchr(p, '%'));) {
        struct conversion c;
        p = read_conversion(p + 1, &c, &rest);
        if (c.kind == '%')
            continue;
        if (n == ERROR_ARGS || !print_one(&c, e->arg[n], sizeof e->arg[n], &rest))
            e->id[0] = 0; // said in English then
        else
            tidy(e->arg[n++]);
    }
    va_end(rest);
}

static bool fill(struct error *e, enum error_status status, const char *file, int line,
                 int column, const char *format, va_list args)
{
    if (!e)
        return false;
    // what is told may borrow from this very error
    struct error *parts = malloc(sizeof *parts);
    char text[sizeof e->text];
    if (parts)
        keep_parts(parts, format, args);
    cut_vprint(text, sizeof text, format, args);
    char name[sizeof e->file] = "";
    if (file)
        cut_print(name, sizeof name, "%s", file);
    memcpy(e->text, text, sizeof text);
    memcpy(e->file, name, sizeof name);
    e->id[0] = 0;
    if (parts) {
        memcpy(e->id, parts->id, sizeof e->id);
        memcpy(e->arg, parts->arg, sizeof e->arg);
    }
    free(parts);
    tidy(e->text);
    tidy(e->file);
    e->status = status;
    e->line = line;
    e->column = column;
    return false;
}

bool error_set(struct error *e, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fill(e, ERROR_REFUSED, NULL, 0, 0, format, args);
    va_end(args);
    return false;
}

bool error_at(struct error *e, const char *file, int line, int column, const char *format,
              ...)
{
    va_list args;
    va_start(args, format);
    fill(e, ERROR_REFUSED, file, line, column, format, args);
    va_end(args);
    return false;
}

bool error_vat(struct error *e, const char *file, int line, int column,
               const char *format, va_list args)
{
    return fill(e, ERROR_REFUSED, file, line, column, format, args);
}

bool error_status_set(struct error *e, enum error_status status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fill(e, status, NULL, 0, 0, format, args);
    va_end(args);
    return false;
}

bool error_in_file(struct error *e, const char *file)
{
    if (e && !e->file[0]) {
        cut_print(e->file, sizeof e->file, "%s", file);
        tidy(e->file);
    }
    return false;
}

void error_print(const struct error *e, FILE *to)
{
    fputs("deqi: ", to);
    if (e->file[0])
        fprintf(to, "%s:", e->file);
    if (e->line > 0)
        fprintf(to, "%d:%d:", e->line, e->column);
    if (e->file[0] || e->line > 0)
        fputc(' ', to);
    fprintf(to, "%s\n", e->text);
}
