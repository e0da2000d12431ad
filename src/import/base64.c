#include "import/base64.h"

#include <string.h>

static int digit_of(char c)
{
    static const char DIGITS[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c ? strchr(DIGITS, c) : NULL;
    return at ? (int)(at - DIGITS) : -1;
}

uint8_t *base64_decode(const char *text, struct arena *arena, size_t *size)
{
    uint8_t *out = arena_alloc(arena, strlen(text) / 4 * 3 + 3);
    uint32_t bits = 0;
    int have = 0, digit;
    *size = 0;
    for (; (digit = digit_of(*text)) >= 0; text++) {
        bits = bits << 6 | (uint32_t)digit;
        have += 6;
        if (have >= 8) {
            have -= 8;
            out[(*size)++] = (uint8_t)(bits >> have);
        }
    }
    return out;
}
