#include "study/deck.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "study/called.h"
#include "text/fold.h"

enum { WORD_MAX = 200 };

const char *const DECK_AREAS[] = {"head", "neck", "trunk", "arm",
                                  "hand", "leg",  "foot",  NULL};
/* ids of catalog.part, in the same order; NULL ends each */
static const char *const PARTS[][7] = {
    {"head"},
    {"neck"},
    {"trunk"},
    {"upper_arm", "forearm"},
    {"hand", "finger1", "finger2", "finger3", "finger4", "finger5"},
    {"thigh", "leg"},
    {"foot", "toe1", "toe2", "toe3", "toe4", "toe5"},
};

// ---------------------------------------------------------------- what is typed

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

/* one point, however it is written; all of a composite */
static bool point_span(const struct catalog *c, const char *word, struct span *out)
{
    char code[WORD_MAX], folded[WORD_MAX], name[WORD_MAX];
    size_t n = 0;
    for (; word[n] && n + 1 < sizeof code; n++)
        code[n] = (char)toupper((unsigned char)word[n]);
    code[n] = 0;
    int count = 0;
    const struct point *p = catalog_point(c, code);
    const struct point *group = p ? NULL : catalog_group(c, code, &count);
    p = p || group ? p : called_point(c, word);
    if (group || p) {
        *out = group ? span_of(c, group, group + count - 1) : span_of(c, p, p);
        return true;
    }
    fold(word, folded, sizeof folded);
    for (int i = 0; i < c->n_points && *folded; i++) {
        const char *const names[] = {c->point[i].pinyin, c->point[i].hanzi};
        for (int k = 0; k < 2; k++) {
            fold(names[k], name, sizeof name);
            *out = (struct span){i, i + 1};
            if (strcmp(name, folded) == 0)
                return true;
        }
    }
    return false;
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

/* "ST36-40", "ST36-ST40"; of one channel */
static bool range_span(const struct catalog *c, const char *word, struct span *out)
{
    const char *dash = strrchr(word, '-');
    char first[WORD_MAX], last[WORD_MAX];
    struct span a, b;
    if (!dash || dash == word || !isdigit((unsigned char)dash[-1]))
        return false;
    snprintf(first, sizeof first, "%.*s", (int)(dash - word), word);
    if (!point_span(c, first, &a))
        return false;
    const char *channel = c->point[a.first].channel;
    snprintf(last, sizeof last, "%.*s%s", isdigit((unsigned char)dash[1]) ? 16 : 0,
             channel, dash + 1);
    if (!point_span(c, last, &b) || strcmp(c->point[b.first].channel, channel) != 0)
        return false;
    *out = a.first <= b.first ? (struct span){a.first, b.end}
                              : (struct span){b.first, a.end};
    return true;
}

static bool word_span(const struct catalog *c, const char *word, struct span *out)
{
    return range_span(c, word, out) || point_span(c, word, out) ||
           channel_span(c, word, out);
}

/* what parts two of them: commas and the like, in Chinese too; else spaces */
static size_t part_at(const char *s, bool spaces)
{
    static const char *const MARKS[] = {",", ";", "\n", "，", "、", "；"};
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
        if (strncmp(s, MARKS[i], strlen(MARKS[i])) == 0)
            return strlen(MARKS[i]);
    return spaces && *s == ' ';
}

/* the next of the list at *at, trimmed; false at its end */
static bool next_word(const char **at, bool spaces, char word[WORD_MAX])
{
    const char *s = *at;
    size_t skip, n = 0;
    while (*s && (*s == ' ' || part_at(s, spaces)))
        s += (skip = part_at(s, spaces)) ? skip : 1;
    for (; *s && !part_at(s, spaces); s++)
        if (n + 1 < WORD_MAX)
            word[n++] = *s;
    while (n && word[n - 1] == ' ')
        n--;
    word[n] = 0;
    *at = s;
    return n > 0;
}

static bool has_marks(const char *words)
{
    for (; *words; words++)
        if (part_at(words, false))
            return true;
    return false;
}

/* each of what is typed; a list without commas is one of words, unless it is one name */
static bool each_word(const struct catalog *c, const char *words, bool *in, char *unknown,
                      size_t size)
{
    char word[WORD_MAX];
    struct span span;
    bool known = true;
    bool spaces = !has_marks(words) && !word_span(c, words, &span);
    for (const char *at = words; next_word(&at, spaces, word);) {
        if (!word_span(c, word, &span)) {
            if (known && unknown)
                snprintf(unknown, size, "%s", word);
            known = false;
            continue;
        }
        for (int i = span.first; in && i < span.end; i++)
            in[i] = true;
    }
    return known;
}

bool deck_unknown(const struct catalog *c, const char *words, char *out, size_t size)
{
    return !each_word(c, words, NULL, out, size);
}

// ---------------------------------------------------------------- the other sets

static void take_code(const struct catalog *c, const char *code, bool *in)
{
    int n;
    const struct point *p = catalog_point(c, code);
    const struct point *group = catalog_group(c, code, &n);
    if (p)
        in[p - c->point] = true;
    for (int i = 0; group && i < n; i++)
        in[group + i - c->point] = true;
}

static void take_area(const struct catalog *c, const char *id, bool *in)
{
    unsigned long skin = 0;
    int at = 0;
    while (DECK_AREAS[at] && strcmp(DECK_AREAS[at], id) != 0)
        at++;
    for (int k = 0; DECK_AREAS[at] && PARTS[at][k]; k++) {
        int part = catalog_part(c, PARTS[at][k]);
        skin |= part >= 0 ? 1ul << part : 0;
    }
    for (int i = 0; i < c->n_points; i++)
        in[i] |= (c->point[i].skin & skin) != 0;
}

/* what its steps name: their points, those they look at, those of their channels */
static void take_lesson(const struct catalog *c, const struct tour *lesson, bool *in)
{
    for (int i = 0; lesson && i < lesson->n_steps; i++) {
        const struct tour_step *s = &lesson->step[i];
        if (s->point)
            take_code(c, s->point->code, in);
        if (s->camera.look == TOUR_POINT)
            take_code(c, s->camera.what, in);
        for (int k = 0; k < s->n_lit; k++)
            take_code(c, s->lit[k].code, in);
    }
}

int deck_make(const struct catalog *c, const struct deck_wish *w, const char **out)
{
    bool *in = xcalloc((size_t)c->n_points + 1, sizeof *in);
    int n = 0;
    for (int i = 0; w->set == DECK_ALL && i < c->n_points; i++)
        in[i] = true;
    for (int i = 0; w->set == DECK_RULES && i < w->n_rules; i++)
        take_code(c, w->rules[i], in);
    for (int i = 0; w->set == DECK_CHANNEL && i < c->n_points; i++)
        in[i] = strcmp(c->point[i].channel, w->id) == 0;
    if (w->set == DECK_AREA)
        take_area(c, w->id, in);
    if (w->set == DECK_LESSON)
        take_lesson(c, w->lesson, in);
    if (w->set == DECK_OWN)
        each_word(c, w->words, in, NULL, 0);
    for (int i = 0; i < c->n_points; i++) {
        const struct point *p = &c->point[i];
        const char *code = p->group ? p->group : p->code;
        if (in[i] && (!n || strcmp(out[n - 1], code) != 0))
            out[n++] = code;
    }
    free(in);
    return n;
}
