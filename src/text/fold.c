#include "text/fold.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "text/utf8.h"

enum { NAME_MAX_BYTES = 256 };

/* the plain letters of U+00C0 .. U+017F; a space where the letter has none */
static const char LATIN[] =
    "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

static char plain_letter(uint32_t c)
{
    if (c >= 0xC0 && c < 0xC0 + sizeof LATIN - 1)
        return LATIN[c - 0xC0];
    // carons and the umlauts with tones of pinyin: U+01CD .. U+01DC
    if (c >= 0x1CD && c <= 0x1DC)
        return "aaiioouuuuuuuuuu"[c - 0x1CD];
    if (c == 0x1F8 || c == 0x1F9)
        return 'n';
    return 0;
}

size_t fold(const char *text, char *out, size_t size)
{
    size_t n = 0;
    while (*text) {
        uint32_t c;
        const char *next = utf8_next(text, &c);
        char plain = plain_letter(c);
        if (c < 0x80)
            plain = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
        bool skipped = c == ' ' || c == '-' || c == '\'' || c == 0x2019;
        size_t length = plain ? 1 : (size_t)(next - text);
        if (!skipped) {
            if (n + length >= size)
                break;
            if (plain)
                out[n] = plain;
            else
                memcpy(out + n, text, length);
            n += length;
        }
        text = next;
    }
    if (size)
        out[n] = 0;
    return n;
}

static int match_one(const char *query, const char *name)
{
    char whole[NAME_MAX_BYTES];
    fold(name, whole, sizeof whole);
    const char *at = strstr(whole, query);
    if (!at)
        return 0;
    if (at == whole)
        return strcmp(whole, query) == 0 ? 100 : 60;
    // the beginning of a later word
    char word[NAME_MAX_BYTES];
    for (const char *p = strchr(name, ' '); p; p = strchr(p + 1, ' ')) {
        fold(p + 1, word, sizeof word);
        if (strncmp(word, query, strlen(query)) == 0)
            return 40;
    }
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
