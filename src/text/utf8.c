#include "text/utf8.h"

#include <stdbool.h>

const char *utf8_next(const char *p, uint32_t *c)
{
    unsigned char b = (unsigned char)*p;
    int n = b >= 0xF0 ? 3 : b >= 0xE0 ? 2 : b >= 0xC0 ? 1 : 0;
    *c = n == 3 ? b & 7 : n == 2 ? b & 15 : n == 1 ? b & 31 : b;
    for (p++; n > 0 && ((unsigned char)*p & 0xC0) == 0x80; n--, p++)
        *c = *c << 6 | ((unsigned char)*p & 0x3F);
    return p;
}

// of a Latin letter beyond ASCII, by the order of the code charts
static bool is_lower(uint32_t c)
{
    if (c < 0x100)
        return c >= 0xE0 && c <= 0xFE && c != 0xF7; // division sign
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E))
        return c % 2 == 0;
    return (c <= 0x137 || (c >= 0x14A && c <= 0x177)) && c % 2 == 1 && c != 0x131;
}

char *utf8_upper(char *text)
{
    if (!*text)
        return text;
    uint32_t c;
    char *next = text + (utf8_next(text, &c) - text);
    if (c >= 'a' && c <= 'z')
        *text = (char)(c - 'a' + 'A');
    else if (next - text == 2 && c >= 0xE0 && c < 0x180 && is_lower(c)) {
        c -= c < 0x100 ? 0x20 : 1;
        text[0] = (char)(0xC0 | c >> 6);
        text[1] = (char)(0x80 | (c & 0x3F));
    }
    return next;
}
