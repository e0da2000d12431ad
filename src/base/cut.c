#include "base/cut.h"

#include <stdio.h>
#include <string.h>

/* bytes of the character that begins so */
static size_t character_size(unsigned char lead)
{
    return lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
}

size_t cut_length(const char *text, size_t n)
{
    size_t end = strnlen(text, n), start = end;
    while (start && end - start < 3 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
        start--;
    if (start && character_size((unsigned char)text[start - 1]) > end - start + 1)
        return start - 1;
    return end;
}

bool cut_vprint(char *out, size_t size, const char *format, va_list args)
{
    int n = vsnprintf(out, size, format, args);
    if (n >= 0 && (size_t)n < size)
        return true;
    if (size)
        out[cut_length(out, size - 1)] = 0;
    return false;
}

bool cut_print(char *out, size_t size, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    bool whole = cut_vprint(out, size, format, args);
    va_end(args);
    return whole;
}

bool cut_append(char *out, size_t size, const char *format, ...)
{
    size_t n = strlen(out);
    va_list args;
    va_start(args, format);
    bool whole = cut_vprint(out + n, size - n, format, args);
    va_end(args);
    return whole;
}
