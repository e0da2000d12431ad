#include "text/utf8.h"

const char *utf8_next(const char *p, uint32_t *c)
{
    unsigned char b = (unsigned char)*p;
    int n = b >= 0xF0 ? 3 : b >= 0xE0 ? 2 : b >= 0xC0 ? 1 : 0;
    *c = n == 3 ? b & 7 : n == 2 ? b & 15 : n == 1 ? b & 31 : b;
    for (p++; n > 0 && ((unsigned char)*p & 0xC0) == 0x80; n--, p++)
        *c = *c << 6 | ((unsigned char)*p & 0x3F);
    return p;
}
