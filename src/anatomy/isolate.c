#include "anatomy/isolate.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/word.h"

const char *const ISOLATE_PART_WORDS[ISOLATE_PARTS + 1] = {
    [ISOLATE_WHOLE] = "",    [ISOLATE_HEAD] = "head", [ISOLATE_TRUNK] = "trunk",
    [ISOLATE_ARM] = "arm",   [ISOLATE_LEG] = "leg",   [ISOLATE_HAND] = "hand",
    [ISOLATE_FOOT] = "foot", [ISOLATE_HALF] = "half"};

const char *const ISOLATE_SYSTEM_WORDS[ISOLATE_SYSTEMS + 1] = {
    [ISOLATE_ALL_SYSTEMS] = "",    [ISOLATE_SKIN] = "skin",
    [ISOLATE_BONES] = "bones",     [ISOLATE_NERVES] = "nerves",
    [ISOLATE_VESSELS] = "vessels", [ISOLATE_MUSCLES] = "muscles",
    [ISOLATE_ORGANS] = "organs"};

const char *const ISOLATE_PLANE_WORDS[ISOLATE_PLANES + 1] = {
    [ISOLATE_NO_PLANE] = "",
    [ISOLATE_SAGITTAL] = "sagittal",
    [ISOLATE_CORONAL] = "coronal",
    [ISOLATE_TRANSVERSE] = "transverse"};

static const char *const REST_WORDS[] = {"hide", "fade", "before", NULL};

/* the place of a word of `n` bytes; 0 or -1 where it is none */
static int find(const char *const *words, const char *text, size_t n, int none)
{
    for (int i = 0; words[i]; i++)
        if (n && strlen(words[i]) == n && strncmp(words[i], text, n) == 0)
            return i;
    return none;
}

static bool is_sided(enum isolate_part part)
{
    return part >= ISOLATE_ARM;
}

/* ".L" or nothing, at the end of a word; a half has to say which */
static bool parse_side(struct isolate *o, const char *text, size_t n)
{
    if (!n)
        return o->part != ISOLATE_HALF;
    if (n != 2 || text[0] != '.' || (text[1] != 'L' && text[1] != 'R'))
        return false;
    enum side side = text[1] == 'L' ? SIDE_L : SIDE_R;
    if (o->side != SIDE_M && o->side != side)
        return false;
    o->side = side;
    return true;
}

static bool parse_part(struct isolate *o, const char *word, size_t n)
{
    size_t length = 0;
    while (length < n && word[length] != '.')
        length++;
    int part = find(ISOLATE_PART_WORDS, word, length, 0);
    if (!part || o->part != ISOLATE_WHOLE || (n > length && !is_sided(part)))
        return false;
    o->part = (enum isolate_part)part;
    return parse_side(o, word + length, n - length);
}

static bool parse_channel(struct isolate *o, const char *word, size_t n,
                          const struct catalog *catalog)
{
    size_t length = 0;
    while (length < n && word[length] != '.')
        length++;
    if (!length || length >= sizeof o->channel || *o->channel)
        return false;
    memcpy(o->channel, word, length);
    o->channel[length] = 0;
    return catalog_channel(catalog, o->channel) &&
           (length == n || parse_side(o, word + length, n - length));
}

/* "0.4": figures with at most one point among them, 0 to 1; not by strtof, whose point
 * follows the user's language */
static bool parse_share(const char *text, size_t n, float *share)
{
    float sum = 0, unit = 1;
    bool part = false, any = false;
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '.' && !part) {
            part = true;
            continue;
        }
        if (!isdigit((unsigned char)text[i]))
            return false;
        any = true;
        unit *= part ? 0.1f : 1;
        float figure = (float)(text[i] - '0');
        sum = part ? sum + unit * figure : sum * 10 + figure;
    }
    *share = sum;
    return any && sum <= 1;
}

static bool parse_plane(struct isolate *o, const char *text, size_t n)
{
    size_t length = 0;
    while (length < n && text[length] != ':')
        length++;
    int plane = find(ISOLATE_PLANE_WORDS, text, length, 0);
    if (!plane)
        return false;
    struct isolate made = *o;
    made.plane = (enum isolate_plane)plane;
    made.at = 0.5f;
    made.flipped = false;
    bool placed = false;
    for (const char *p = text + length, *end = text + n; p < end;) {
        size_t left = (size_t)(end - p) - 1, word = 0;
        while (word < left && p[1 + word] != ':')
            word++;
        if (word == 4 && strncmp(p + 1, "flip", 4) == 0 && !made.flipped)
            made.flipped = true;
        else if (!placed && !made.flipped && parse_share(p + 1, word, &made.at))
            placed = true;
        else
            return false;
        p += 1 + word;
    }
    *o = made;
    return true;
}

bool isolate_parse_plane(struct isolate *out, const char *text)
{
    return parse_plane(out, text, strlen(text));
}

static bool parse_word(struct isolate *o, const char *word, size_t n,
                       const struct catalog *catalog, bool *rested)
{
    static const char CHANNEL[] = "channel.", CUT[] = "cut=";
    const size_t channel = sizeof CHANNEL - 1, cut = sizeof CUT - 1;
    int system = find(ISOLATE_SYSTEM_WORDS, word, n, 0);
    int rest = find(REST_WORDS, word, n, -1);
    if (system) {
        bool first = o->system == ISOLATE_ALL_SYSTEMS;
        o->system = (enum isolate_system)system;
        return first;
    }
    if (rest >= 0) {
        bool first = !*rested;
        o->rest = (enum isolate_rest)rest;
        *rested = true;
        return first;
    }
    if (n > channel && strncmp(word, CHANNEL, channel) == 0)
        return parse_channel(o, word + channel, n - channel, catalog);
    if (n > cut && strncmp(word, CUT, cut) == 0)
        return o->plane == ISOLATE_NO_PLANE && parse_plane(o, word + cut, n - cut);
    return parse_part(o, word, n);
}

bool isolate_parse(struct isolate *out, const char *text, const struct catalog *catalog)
{
    struct isolate made = {0};
    bool rested = false;
    for (const char *p = text; *p || p == text;) {
        size_t n = strcspn(p, ",");
        if (!parse_word(&made, p, n, catalog, &rested))
            return false;
        p += n;
        if (!*p)
            break;
        if (!*++p)
            return false; // a comma with nothing behind it
    }
    *out = made;
    return true;
}

static void add(char out[ISOLATE_TEXT], const char *word, const char *side)
{
    size_t n = strlen(out);
    snprintf(out + n, ISOLATE_TEXT - n, "%s%s%s", n ? "," : "", word, side);
}

void isolate_write(const struct isolate *i, char out[ISOLATE_TEXT])
{
    const char *side = i->side == SIDE_L ? ".L" : i->side == SIDE_R ? ".R" : "";
    char word[48];
    out[0] = 0;
    if (i->part != ISOLATE_WHOLE)
        add(out, ISOLATE_PART_WORDS[i->part], is_sided(i->part) ? side : "");
    if (*i->channel) {
        snprintf(word, sizeof word, "channel.%s", i->channel);
        add(out, word, is_sided(i->part) ? "" : side);
    }
    if (i->system != ISOLATE_ALL_SYSTEMS)
        add(out, ISOLATE_SYSTEM_WORDS[i->system], "");
    if (i->rest != ISOLATE_HIDE)
        add(out, REST_WORDS[i->rest], "");
    if (i->plane != ISOLATE_NO_PLANE) {
        // in thousandths, whatever the user's language makes of a point
        int at = (int)lrintf(i->at * 1000);
        snprintf(word, sizeof word, "cut=%s:%d.%03d%s", ISOLATE_PLANE_WORDS[i->plane],
                 at / 1000, at % 1000, i->flipped ? ":flip" : "");
        add(out, word, "");
    }
}

bool isolate_is_whole(const struct isolate *i)
{
    return i->part == ISOLATE_WHOLE && !*i->channel && i->rest != ISOLATE_BEFORE &&
           i->system == ISOLATE_ALL_SYSTEMS && i->plane == ISOLATE_NO_PLANE;
}

bool isolate_equal(const struct isolate *a, const struct isolate *b)
{
    char one[ISOLATE_TEXT], other[ISOLATE_TEXT];
    isolate_write(a, one);
    isolate_write(b, other);
    return strcmp(one, other) == 0;
}

bool isolate_has_part(const struct isolate *i, const struct part *part, enum side side)
{
    const char *id = part->id;
    bool hand = word_begins(id, "hand") || word_begins(id, "finger");
    bool foot = word_begins(id, "foot") || word_begins(id, "toe");
    bool in = true;
    switch (i->part) {
    case ISOLATE_HEAD:
        in = strcmp(id, "head") == 0 || strcmp(id, "neck") == 0;
        break;
    case ISOLATE_TRUNK:
        in = strcmp(id, "trunk") == 0;
        break;
    case ISOLATE_ARM:
        in = hand || strcmp(id, "forearm") == 0 || strcmp(id, "upper_arm") == 0;
        break;
    case ISOLATE_LEG:
        in = foot || strcmp(id, "leg") == 0 || strcmp(id, "thigh") == 0;
        break;
    case ISOLATE_HAND:
        in = hand;
        break;
    case ISOLATE_FOOT:
        in = foot;
        break;
    case ISOLATE_WHOLE:
    case ISOLATE_HALF:
    case ISOLATE_PARTS:
        break;
    }
    bool of_side =
        !is_sided(i->part) || i->side == SIDE_M || part->midline || side == i->side;
    return in && of_side;
}
