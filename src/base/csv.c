#include "base/csv.h"

#include <string.h>

void csv_field(FILE *to, const char *text, const char *before)
{
    fprintf(to, "%s\"%s", before, *text && strchr("=+-@\t\r", *text) ? "'" : "");
    for (; *text; text++) {
        if (*text == '"')
            fputc('"', to);
        fputc(*text, to);
    }
    fputc('"', to);
}

void csv_end(FILE *to)
{
    fputs("\r\n", to);
}
