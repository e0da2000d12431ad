#include "base/error.h"

#include <stdarg.h>
#include <string.h>

#include "base/cut.h"

/* keeps the text on one line */
static void tidy(char *s)
{
    for (; *s; s++)
        if ((unsigned char)*s < 0x20 || *s == 0x7F)
            *s = '?';
}

static bool fill(struct error *e, enum error_status status, const char *file, int line,
                 int column, const char *format, va_list args)
{
    if (!e)
        return false;
    char text[sizeof e->text];
    cut_vprint(text, sizeof text, format, args);
    char name[sizeof e->file] = "";
    if (file)
        cut_print(name, sizeof name, "%s", file);
    memcpy(e->text, text, sizeof text);
    memcpy(e->file, name, sizeof name);
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
