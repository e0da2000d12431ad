#include "text/fold.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <utf8proc.h>

enum { NAME_MAX_BYTES = 256 };

/* Letters of their own in Unicode, though they are typed as if they had a mark. */
static const struct {
    utf8proc_int32_t letter;
    const char *plain;
} TYPED[] = {{0xE6, "ae"}, {0xF0, "d"},  {0xF8, "o"},   {0x111, "d"}, {0x127, "h"},
             {0x131, "i"}, {0x142, "l"}, {0x153, "oe"}, {0x167, "t"}};

static size_t put(utf8proc_int32_t c, char out[4])
{
    for (size_t i = 0; i < sizeof TYPED / sizeof *TYPED; i++)
        if (TYPED[i].letter == c)
            return (size_t)snprintf(out, 4, "%s", TYPED[i].plain);
    return (size_t)utf8proc_encode_char(c, (utf8proc_uint8_t *)out);
}

enum { PARTS = 18, FOLDED = PARTS * 4 }; // no letter has more parts

/* What the character becomes, in `out`; returns its length. From CJK on a mark is part of
 * its letter and stays. */
static size_t fold_letter(utf8proc_int32_t c, const char *text, size_t length,
                          char out[FOLDED])
{
    enum { FIRST_OF_CJK = 0x2E80 };
    utf8proc_int32_t part[PARTS];
    int boundary = 0;
    size_t n = 0;
    if (length == 1) { // ASCII, or no character
        out[0] = (char)(*text >= 'A' && *text <= 'Z' ? *text + 32 : *text);
        return 1;
    }
    utf8proc_ssize_t parts =
        c < FIRST_OF_CJK
            ? utf8proc_decompose_char(
                  c, part, PARTS,
                  UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK, &boundary)
            : -1;
    if (parts < 0 || parts > PARTS) {
        memcpy(out, text, length);
        return length;
    }
    for (utf8proc_ssize_t i = 0; i < parts; i++)
        n += put(part[i], out + n);
    return n;
}

/* `begins`, where not NULL, is set for each byte of `out` that was the first after a
 * space.
 */
static size_t fold_words(const char *text, char *out, size_t size, bool *begins)
{
    size_t n = 0;
    bool after_space = false;
    while (*text) {
        utf8proc_int32_t c = (unsigned char)*text;
        char folded[FOLDED];
        utf8proc_ssize_t read =
            c < 0x80 ? 1 : utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &c);
        const char *next = text + (read > 0 ? read : 1);
        bool skipped = c == ' ' || c == '-' || c == '\'' || c == 0x2019;
        size_t length = skipped ? 0 : fold_letter(c, text, (size_t)(next - text), folded);
        if (length && n + length >= size)
            break;
        if (begins && length)
            begins[n] = after_space;
        if (length == 1)
            out[n] = *folded;
        else
            memcpy(out + n, folded, length);
        after_space = c == ' ' || (after_space && !length);
        n += length;
        text = next;
    }
    if (size)
        out[n] = 0;
    return n;
}

size_t fold(const char *text, char *out, size_t size)
{
    return fold_words(text, out, size, NULL);
}

static int match_one(const char *query, const char *name)
{
    char whole[NAME_MAX_BYTES];
    bool begins[NAME_MAX_BYTES] = {false};
    fold_words(name, whole, sizeof whole, begins);
    const char *at = strstr(whole, query);
    if (!at)
        return 0;
    if (at == whole)
        return strcmp(whole, query) == 0 ? 100 : 60;
    // the beginning of a later word
    for (; at; at = strstr(at + 1, query))
        if (begins[at - whole])
            return 40;
    return 20;
}

int fold_match(const char *query, const char *const *names, size_t n)
{
    char folded[NAME_MAX_BYTES];
    int best = 0;
    if (!fold(query, folded, sizeof folded))
        return 0;
    for (size_t i = 0; i < n; i++) {
        int score = match_one(folded, names[i]);
        best = score > best ? score : best;
    }
    return best;
}

/* Bytes are letters here: of one of more bytes, more than one may differ. */
bool fold_near(const char *query, const char *name)
{
    enum { LEAST = 5 };
    char a[NAME_MAX_BYTES], b[NAME_MAX_BYTES];
    size_t n = fold(query, a, sizeof a), m = fold(name, b, sizeof b), from = 0;
    if (n < LEAST || m < LEAST || n > m + 1 || m > n + 1)
        return false;
    while (from < n && from < m && a[from] == b[from])
        from++;
    size_t i = n, j = m; // ends of what differs
    while (i > from && j > from && a[i - 1] == b[j - 1])
        i--, j--;
    bool swapped = i - from == 2 && j - from == 2 && a[from] == b[from + 1] &&
                   a[from + 1] == b[from];
    return swapped || (i - from <= 1 && j - from <= 1);
}
