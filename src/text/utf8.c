#include "text/utf8.h"

#include <string.h>

#include <utf8proc.h>

const char *utf8_next(const char *p, uint32_t *c)
{
    unsigned char b = (unsigned char)*p;
    int n = b >= 0xF0 ? 3 : b >= 0xE0 ? 2 : b >= 0xC0 ? 1 : 0;
    *c = n == 3 ? b & 7 : n == 2 ? b & 15 : n == 1 ? b & 31 : b;
    for (p++; n > 0 && ((unsigned char)*p & 0xC0) == 0x80; n--, p++)
        *c = *c << 6 | ((unsigned char)*p & 0x3F);
    return p;
}

char *utf8_upper(char *text)
{
    if (!*text)
        return text;
    uint32_t c;
    utf8proc_uint8_t upper[4];
    char *next = text + (utf8_next(text, &c) - text);
    utf8proc_int32_t letter = utf8proc_toupper((utf8proc_int32_t)c);
    if (utf8proc_codepoint_valid(letter) && letter != (utf8proc_int32_t)c &&
        utf8proc_encode_char(letter, upper) == next - text)
        memcpy(text, upper, (size_t)(next - text));
    return next;
}
