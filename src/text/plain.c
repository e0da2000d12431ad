#include "text/plain.h"

#include <stdbool.h>

/* bytes of a character that is not to be shown; 0 = it may be */
static size_t hidden(const unsigned char *p, size_t left)
{
    if (*p < 0x20 || *p == 0x7F)
        return 1;
    if (left < 2)
        return 0;
    bool second_set = p[0] == 0xC2 && p[1] >= 0x80 && p[1] <= 0x9F;
    bool arabic_mark = p[0] == 0xD8 && p[1] == 0x9C;
    if (second_set || arabic_mark)
        return 2;
    if (left < 3 || p[0] != 0xE2)
        return 0;
    bool mark_or_embedding =
        p[1] == 0x80 && (p[2] == 0x8E || p[2] == 0x8F || (p[2] >= 0xA8 && p[2] <= 0xAE));
    bool isolate = p[1] == 0x81 && p[2] >= 0xA6 && p[2] <= 0xA9;
    return mark_or_embedding || isolate ? 3 : 0;
}

void plain_put(const char *text, size_t size, FILE *to)
{
    const unsigned char *p = (const unsigned char *)text, *end = p + size;
    while (p < end) {
        size_t n = hidden(p, (size_t)(end - p));
        fputc(n ? ' ' : *p, to);
        p += n ? n : 1;
    }
}
