#include "import/notes.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void notes_add(char *notes, size_t size, const char *format, ...)
{
    size_t n = strlen(notes);
    if (n && n + 2 < size)
        n += (size_t)snprintf(notes + n, size - n, "; ");
    va_list args;
    va_start(args, format);
    vsnprintf(notes + n, size - n, format, args);
    va_end(args);
}
