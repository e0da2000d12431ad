#include "text/wrap.h"

#include <stddef.h>
#include <string.h>

#include "text/utf8.h"

/* sorted; Latin signs stand here too, since they meet Chinese characters and spaces;
   Japanese lines do not begin with a small kana */
static const uint16_t CLOSING[] = {
    '!',    '%',    ')',    ',',    '.',    ':',    ';',    '?',    ']',
    '}',    0x00B0, 0x2014, 0x2019, 0x201D, 0x2026, 0x2030, 0x2103, 0x3001,
    0x3002, 0x3005, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015, 0x3017,
    0x301C, 0x3041, 0x3043, 0x3045, 0x3047, 0x3049, 0x3063, 0x3083, 0x3085,
    0x3087, 0x308E, 0x30A1, 0x30A3, 0x30A5, 0x30A7, 0x30A9, 0x30C3, 0x30E3,
    0x30E5, 0x30E7, 0x30EE, 0x30F5, 0x30F6, 0x30FB, 0x30FC, 0xFF01, 0xFF05,
    0xFF09, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF3D, 0xFF5D, 0xFF5E,
};
static const uint16_t OPENING[] = {
    '(',    '[',    '{',    0x2018, 0x201C, 0x3008, 0x300A, 0x300C,
    0x300E, 0x3010, 0x3014, 0x3016, 0xFF08, 0xFF3B, 0xFF5B,
};

static bool has(const uint16_t *list, size_t n, uint32_t c)
{
    for (size_t i = 0; i < n; i++)
        if (list[i] == c)
            return true;
    return false;
}

static bool closes(uint32_t c)
{
    return has(CLOSING, sizeof CLOSING / sizeof *CLOSING, c);
}

static bool opens(uint32_t c)
{
    return has(OPENING, sizeof OPENING / sizeof *OPENING, c);
}

/* ideographs, kana and their signs, and what is as wide; Korean parts its words by spaces
 */
static bool is_wide(uint32_t c)
{
    bool hangul = (c >= 0x3130 && c <= 0x318F) || (c >= 0xAC00 && c <= 0xD7FF);
    return c >= 0x2E80 && !hangul;
}

static bool may_part(uint32_t before, uint32_t after, bool spaced)
{
    return (spaced || is_wide(before) || is_wide(after)) && !closes(after) &&
           !opens(before);
}

/* "4 min", "9 mm": a figure stays with its unit */
static bool is_unit(const char *p)
{
    static const char *const UNITS[] = {"min", "s",   "h",   "mm", "cm",
                                        "m",   "cun", "Cun", "kg"};
    size_t n = strspn(p, "Cabcdefghijklmnopqrstuvwxyz");
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++)
        if (strlen(UNITS[i]) == n && memcmp(p, UNITS[i], n) == 0)
            return true;
    return false;
}

bool wrap_next(const char **text, float width, wrap_advance *advance, const void *user,
               struct wrap_line *line)
{
    const char *p = *text, *resume = NULL;
    if (!*p)
        return false;
    struct wrap_line stop = {p, p, 0}; // the last place where the line may end
    *line = stop;
    float x = 0;
    uint32_t before = 0;
    bool spaced = false;
    while (*p && *p != '\n') {
        uint32_t c;
        const char *next = utf8_next(p, &c);
        x += advance(c, user);
        if (c == ' ') {
            spaced = true;
            p = next;
            continue;
        }
        bool first = line->end == line->begin;
        bool figure = spaced && before >= '0' && before <= '9' && is_unit(p);
        // a line that holds no more than the figure ends there all the same
        if (!first && (!figure || !resume) && may_part(before, c, spaced)) {
            stop = *line;
            resume = p;
        }
        if (!first && width > 0 && x > width) {
            *text = resume ? resume : p;
            *line = resume ? stop : *line;
            return true;
        }
        line->end = p = next;
        line->width = x;
        before = c;
        spaced = false;
    }
    *text = *p ? p + 1 : p;
    return true;
}
