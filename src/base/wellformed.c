#include "base/wellformed.h"

#include <string.h>

size_t wellformed_character(const char *at, const char *end)
{
    const unsigned char *p = (const unsigned char *)at;
    if (*p < 0x80)
        return 1;
    size_t n = *p >= 0xF0 ? 4 : *p >= 0xE0 ? 3 : 2;
    if (*p < 0xC2 || *p > 0xF4 || (size_t)(end - at) < n)
        return 0;
    for (size_t i = 1; i < n; i++)
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    // too long for what it says; a half of a pair; beyond the last
    if ((*p == 0xE0 && p[1] < 0xA0) || (*p == 0xED && p[1] > 0x9F) ||
        (*p == 0xF0 && p[1] < 0x90) || (*p == 0xF4 && p[1] > 0x8F))
        return 0;
    return n;
}

bool wellformed(const char *text)
{
    const char *end = text + strlen(text);
    for (size_t n; text < end; text += n)
        if (!(n = wellformed_character(text, end)))
            return false;
    return true;
}
