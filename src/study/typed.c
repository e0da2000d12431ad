#include "study/typed.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/cut.h"
#include "study/called.h"
#include "text/fold.h"
#include "text/utf8.h"

/* no name is longer, nor has more parts */
enum { WORD_MAX = 200, TOKENS_MOST = 8 };

// ---------------------------------------------------------------- letters

enum letter { LETTER, SPACE, MARK };

/* a letter of full width as the one that it stands for */
static uint32_t narrow(uint32_t c)
{
    return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFF01 + '!' : c;
}

/* what stands between the ends of a run, in whatever script */
static bool is_dash(uint32_t c)
{
    return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x301C ||
           narrow(c) == '~' || narrow(c) == '-';
}

static enum letter kind_of(uint32_t c)
{
    static const uint32_t MARKS[] = {',',    ';',          '\n',   '\r',   '+',
                                     '|',    0xB7 /* · */, 0x2022, 0x3001, 0x3002,
                                     0x30FB, 0xFF61,       0xFF64, 0xFF65, 0x60C,
                                     0x61B,  0xFE50,       0xFE51, 0xFE54, 0x2E41};
    c = narrow(c);
    if (c == ' ' || c == '\t' || c == 0xA0 || c == 0x3000 || c == 0x202F ||
        (c >= 0x2000 && c <= 0x200B))
        return SPACE;
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
        if (c == MARKS[i])
            return MARK;
    return LETTER;
}

static enum letter kind_at(const char *s, const char **next)
{
    uint32_t c;
    *next = utf8_next(s, &c);
    return kind_of(c);
}

/* one with the letters that names are written in; false where it is too long for a name
 */
static bool plain_word(const char *from, size_t length, char out[WORD_MAX])
{
    size_t n = 0;
    for (const char *s = from; s < from + length;) {
        uint32_t c;
        const char *next = utf8_next(s, &c);
        bool dash = is_dash(c);
        char one = kind_of(c) == SPACE ? ' ' : dash ? '-' : (char)narrow(c);
        bool ascii = kind_of(c) == SPACE || dash || narrow(c) < 0x80;
        size_t size = ascii ? 1 : (size_t)(next - s);
        if (n + size >= WORD_MAX)
            return false;
        memcpy(out + n, ascii ? &one : s, size);
        n += size;
        s = next;
    }
    out[n] = 0;
    return true;
}

// ---------------------------------------------------------------- names

/* a run of points: [first, end) of the catalogue */
struct span {
    int first, end;
};

static struct span span_of(const struct catalog *c, const struct point *from,
                           const struct point *to)
{
    int a = (int)(from - c->point), b = (int)(to - c->point);
    return a <= b ? (struct span){a, b + 1} : (struct span){b, a + 1};
}

/* one point by its code; all of a composite */
static bool code_span(const struct catalog *c, const char *word, struct span *out)
{
    char code[WORD_MAX];
    size_t n = 0;
    for (; word[n] && n + 1 < sizeof code; n++)
        code[n] = (char)toupper((unsigned char)word[n]);
    code[n] = 0;
    int count = 0;
    const struct point *p = catalog_point(c, code);
    const struct point *group = p ? NULL : catalog_group(c, code, &count);
    if (group || p)
        *out = group ? span_of(c, group, group + count - 1) : span_of(c, p, p);
    return group || p;
}

/* the same, however it is written */
static bool point_span(const struct catalog *c, const char *word, struct span *out)
{
    char folded[WORD_MAX], name[WORD_MAX];
    if (code_span(c, word, out))
        return true;
    const struct point *p = called_point(c, word);
    if (p)
        *out = span_of(c, p, p);
    fold(word, folded, sizeof folded);
    for (int i = 0; !p && i < c->n_points && *folded; i++) {
        const char *const names[] = {c->point[i].pinyin, c->point[i].hanzi};
        for (int k = 0; k < 2; k++) {
            fold(names[k], name, sizeof name);
            *out = (struct span){i, i + 1};
            if (strcmp(name, folded) == 0)
                return true;
        }
    }
    return p != NULL;
}

static bool channel_span(const struct catalog *c, const char *word, struct span *out)
{
    char folded[WORD_MAX], name[WORD_MAX];
    fold(word, folded, sizeof folded);
    for (int i = 0; i < c->n_channels; i++) {
        const struct channel *ch = &c->channel[i];
        const char *const names[] = {ch->english, ch->pinyin, ch->hanzi};
        bool named = called_channel(ch, folded);
        for (int k = 0; k < 3 && !named; k++) {
            fold(names[k], name, sizeof name);
            named = *folded && strcmp(name, folded) == 0;
        }
        if (!named)
            continue;
        *out = (struct span){-1, -1};
        for (int k = 0; k < c->n_points; k++) {
            if (strcmp(c->point[k].channel, ch->id) != 0)
                continue;
            out->first = out->first < 0 ? k : out->first;
            out->end = k + 1;
        }
        return out->first >= 0;
    }
    return false;
}

/* "ST36-40", "ST36 - ST40"; of one channel */
static bool range_span(const struct catalog *c, const char *word, struct span *out)
{
    const char *dash = strrchr(word, '-'), *after = dash ? dash + 1 : NULL;
    char first[WORD_MAX], last[2 * WORD_MAX];
    struct span a, b;
    while (after && *after == ' ')
        after++;
    size_t n = dash ? (size_t)(dash - word) : 0;
    while (n && word[n - 1] == ' ')
        n--;
    if (!n || !isdigit((unsigned char)word[n - 1]))
        return false;
    snprintf(first, sizeof first, "%.*s", (int)n, word);
    if (!point_span(c, first, &a))
        return false;
    const char *channel = c->point[a.first].channel;
    snprintf(last, sizeof last, "%s%s", isdigit((unsigned char)*after) ? channel : "",
             after);
    if (!point_span(c, last, &b) || strcmp(c->point[b.first].channel, channel) != 0)
        return false;
    *out = a.first <= b.first ? (struct span){a.first, b.end}
                              : (struct span){b.first, a.end};
    return true;
}

/* cuts the side off the end of a word; false where there is none */
static bool take_side(char *word, enum side *side)
{
    size_t n = strlen(word);
    char letter[2] = {n > 2 ? (char)toupper((unsigned char)word[n - 1]) : 0};
    bool sided =
        n > 2 && (word[n - 2] == '.' || word[n - 2] == ' ') && side_parse(letter, side);
    if (sided)
        for (n -= 2; n && word[n - 1] == ' ';)
            n--;
    if (sided)
        word[n] = 0;
    return sided;
}

/* how much of a name may be asked of: codes alone, or all that people write */
enum names { CODES, ALL_NAMES };

static bool find_span(const struct catalog *c, const char *word, enum names names,
                      struct span *out)
{
    return names == CODES ? code_span(c, word, out)
                          : range_span(c, word, out) || point_span(c, word, out) ||
                                channel_span(c, word, out);
}

static bool known(const struct catalog *c, struct typed_word *w, enum names names)
{
    char word[WORD_MAX];
    struct span span;
    enum side side = SIDE_M;
    if (!plain_word(w->from, w->length, word))
        return false;
    if (!find_span(c, word, names, &span) &&
        !(take_side(word, &side) && *word && find_span(c, word, names, &span)))
        return false;
    w->first = span.first;
    w->n = span.end - span.first;
    w->side = side;
    return true;
}

// ---------------------------------------------------------------- the list

struct typed_list typed_begin(const struct catalog *catalog, const char *text)
{
    return (struct typed_list){catalog, text, text};
}

/* the end of what stands before the next mark, without the spaces there */
static const char *part_end(const char *s)
{
    const char *end = s, *next;
    for (enum letter kind; *s && (kind = kind_at(s, &next)) != MARK; s = next)
        end = kind == LETTER ? next : end;
    return end;
}

static const char *token_end(const char *s, const char *end)
{
    const char *next;
    for (; s < end && kind_at(s, &next) == LETTER; s = next)
        ;
    return s;
}

static const char *after_spaces(const char *s, const char *end)
{
    const char *next;
    for (; s < end && kind_at(s, &next) == SPACE; s = next)
        ;
    return s;
}

/* "L" after what is known is its side, and not a word */
static void side_behind(struct typed_word *w, const char *end)
{
    const char *s = after_spaces(w->from + w->length, end);
    char letter[2] = {s < end ? (char)toupper((unsigned char)*s) : 0};
    if (w->side == SIDE_M && token_end(s, end) == s + 1 && side_parse(letter, &w->side))
        w->length = (size_t)(s + 1 - w->from);
}

static bool dash_follows(const char *s, const char *end)
{
    uint32_t c;
    s = after_spaces(s, end);
    if (s < end)
        utf8_next(s, &c);
    return s < end && is_dash(c);
}

/* the longest name that begins here, of the first words of the part */
static bool take_name(const struct catalog *c, struct typed_word *w, const char *end)
{
    const char *stop[TOKENS_MOST];
    int n = 0;
    for (const char *s = w->from; n < TOKENS_MOST && s < end; n++) {
        stop[n] = token_end(s, end);
        s = after_spaces(stop[n], end);
    }
    // what most people type is no riddle
    w->length = (size_t)(stop[0] - w->from);
    if (!dash_follows(stop[0], end) && known(c, w, CODES))
        return true;
    for (; n > 0; n--) {
        w->length = (size_t)(stop[n - 1] - w->from);
        if (known(c, w, ALL_NAMES))
            return true;
    }
    return false;
}

bool typed_next(struct typed_list *list, struct typed_word *word)
{
    const char *next;
    while (*list->at && kind_at(list->at, &next) != LETTER)
        list->at = next;
    if (!*list->at)
        return false;
    if (list->end <= list->at)
        list->end = part_end(list->at);
    *word = (struct typed_word){.from = list->at};
    if (take_name(list->catalog, word, list->end))
        side_behind(word, list->end);
    list->at = word->from + word->length;
    return true;
}

bool typed_unknown(const struct catalog *c, const char *text, char *out, size_t size)
{
    struct typed_list list = typed_begin(c, text);
    for (struct typed_word w; typed_next(&list, &w);)
        if (!w.n) {
            cut_print(out, size, "%.*s", w.length < WORD_MAX ? (int)w.length : WORD_MAX,
                      w.from);
            return true;
        }
    return false;
}
