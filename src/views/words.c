#include "views/words.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/cut.h"
#include "catalog/point.h"
#include "catalog/rules.h"
#include "catalog/rules_words.h"
#include "catalog/structures.h"
#include "rules/plan_says.h"
#include "text/utf8.h"

enum { TEXT_MAX = 1600 };

// ---------------------------------------------------------------- single words

const char *words_side(const struct texts *texts, char side)
{
    struct word_text word = rules_word_side_text(side);
    return texts_get(texts, word.id, word.english);
}

const char *words_side_if_any(const struct texts *texts, char side)
{
    return side == 'M' ? "" : words_side(texts, side);
}

const char *words_position(const struct texts *texts, enum plan_position position)
{
    struct message_arg word = plan_says_position("", plan_position_name(position));
    return texts_get(texts, word.id, word.text);
}

const char *words_named(const struct texts *texts, const char *family, const char *word)
{
    char id[80];
    snprintf(id, sizeof id, "%s.%s", family, word);
    return texts_get(texts, id, word);
}

// ---------------------------------------------------------------- sentences

void words_sentence(char *text)
{
    utf8_upper(text);
}

void words_message(const struct texts *texts, const struct message *message, char *out,
                   size_t size)
{
    text_format(texts, message, out, size);
    words_sentence(out);
}

void words_channel(const struct texts *texts, const struct channel *channel, char *out,
                   size_t size)
{
    char id[32];
    snprintf(id, sizeof id, "channel.%s", channel->id);
    cut_print(out, size, "%s %s", channel->id, texts_get(texts, id, channel->english));
}

bool words_any(const struct message *message)
{
    return message && (message->id || message->english);
}

static bool same_string(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_message(const struct message *a, const struct message *b)
{
    if (!same_string(a->id, b->id) || !same_string(a->english, b->english))
        return false;
    for (int i = 0; i < MESSAGE_ARGS; i++) {
        const struct message_arg *x = &a->arg[i], *y = &b->arg[i];
        if (!same_string(x->name, y->name) || !same_string(x->id, y->id) ||
            !same_string(x->text, y->text) || x->number < y->number ||
            x->number > y->number)
            return false;
    }
    return true;
}

bool words_alike(const struct texts *texts, const struct message *a,
                 const struct message *b)
{
    static const struct message NOTHING;
    char x[TEXT_MAX], y[TEXT_MAX];
    a = a ? a : &NOTHING;
    b = b ? b : &NOTHING;
    if (same_message(a, b))
        return true;
    text_format(texts, a, x, sizeof x);
    text_format(texts, b, y, sizeof y);
    return strcmp(x, y) == 0;
}

void words_join(const struct texts *texts, char *list, size_t size, const char *text)
{
    if (list[0])
        cut_append(list, size, "%s", texts_get(texts, "plan.text.comma", ", "));
    cut_append(list, size, "%s", text);
}

// ---------------------------------------------------------------- names

void words_name(const struct texts *texts, const struct plan_point *point, char *out,
                size_t size)
{
    int region = point->region ? rules_word_find(word_regions, point->region) : -1;
    struct word_text where = region < 0
                                 ? (struct word_text){"plan.tender_point", "Tender point"}
                                 : rules_word_region_text(region);
    struct message mark = {
        .id = "plan.mark",
        .english = "Tender or numb spot, {region}",
        .arg = {{.name = "region", .id = where.id, .text = where.english}}};
    if (point->pinyin && point->pinyin[0])
        cut_print(out, size, "%s %s", point->pinyin,
                  words_hanzi(texts, point->code, point->hanzi));
    else if (region >= 0)
        words_message(texts, &mark, out, size);
    else
        cut_print(out, size, "%s", texts_get(texts, where.id, where.english));
}

const char *words_hanzi(const struct texts *texts, const char *code, const char *hanzi)
{
    char id[48];
    snprintf(id, sizeof id, "point.%.*s.name", (int)strcspn(code, "."), code);
    return *hanzi ? texts_get(texts, id, hanzi) : hanzi;
}

void words_title(const struct texts *texts, const char *code, const char *pinyin,
                 const char *hanzi, char *out, size_t size)
{
    cut_print(out, size, "%s%s%s%s%s", code, pinyin[0] ? " " : "", pinyin,
              hanzi[0] ? " " : "", words_hanzi(texts, code, hanzi));
}

void words_source(const struct plan_point *point, char *out, size_t size)
{
    cut_print(out, size, "%s", point->rule);
    for (int i = 0; i < point->n_statements; i++)
        cut_append(out, size, ", %s", point->statements[i]);
}

const char *words_of_point(const struct texts *texts, const struct point *point,
                           const char *key, const char *english)
{
    char id[96];
    snprintf(id, sizeof id, "point.%s.%s", point->code, key);
    return texts_get(texts, id, english);
}

const char *words_structure(const struct texts *texts, const struct structure_name *name)
{
    bool chinese = texts && strncmp(texts_lang(texts), "zh", 2) == 0;
    char id[TEXT_LABEL_ID];
    if (!chinese)
        return texts_name(texts, "part", name->english);
    return texts_name_id("part", name->english, id) ? texts_get(texts, id, name->hanzi)
                                                    : name->hanzi;
}

const char *words_meaning(const struct texts *texts, const char *english)
{
    return !texts || strcmp(texts_lang(texts), "en") == 0 ? english : "";
}

void words_rule(const struct texts *texts, const struct rules_rule *rule, char *title,
                char *rest, size_t size)
{
    static const char WIDE[] = "\uff1a";
    const char *text = texts_get(texts, rule->text.id, rule->text.english);
    const char *colon = strstr(text, ": "), *wide = strstr(text, WIDE);
    const char *end = colon && (!wide || colon < wide) ? colon : wide;
    rest[0] = 0;
    // one sentence that is no heading and its explanation
    if (!end) {
        cut_print(title, size, "%s", text);
        return;
    }
    cut_print(title, size, "%.*s", (int)(end - text), text);
    cut_print(rest, size, "%s", end + (end == wide ? strlen(WIDE) : 2));
    words_sentence(rest);
}

// ---------------------------------------------------------------- depth

void words_range(double least, double most, char *out, size_t size)
{
    char from[32], to[32];
    snprintf(from, sizeof from, "%g", least);
    snprintf(to, sizeof to, "%g", most);
    if (strcmp(from, to) == 0)
        snprintf(out, size, "%s", to);
    else
        snprintf(out, size, "%s–%s", from, to);
}

void words_depth(const struct texts *texts, const struct planned_needle *needle,
                 char *out, size_t size)
{
    char cun[80], mm[80];
    words_range(needle->depth_cun[0], needle->depth_cun[1], cun, sizeof cun);
    words_range(round(needle->depth_mm[0]), round(needle->depth_mm[1]), mm, sizeof mm);
    struct message m = {
        .id = needle->has_depth ? "plan.depth_mm" : "plan.depth",
        .english = needle->has_depth ? "{cun} cun · {mm} mm" : "{cun} cun",
        .arg = {{.name = "cun", .text = cun}, {.name = "mm", .text = mm}}};
    text_format(texts, &m, out, size);
}

/* "0.3 to 0.5 cun", as the catalogue's sentences say it */
static void phrase(const struct texts *texts, const double cun[2], char *out, size_t size)
{
    char least[32], most[32];
    snprintf(least, sizeof least, "%g", cun[0]);
    snprintf(most, sizeof most, "%g", cun[1]);
    bool one = strcmp(least, most) == 0;
    struct message m = {
        .id = one ? "needle.cun_one" : "needle.cun",
        .english = one ? "{most} cun" : "{least} to {most} cun",
        .arg = {{.name = "least", .text = least}, {.name = "most", .text = most}}};
    text_format(texts, &m, out, size);
}

/* "Oblique, 0.3 to 0.5 cun.": where nothing more is known */
static void plain_needle(const struct texts *texts, const struct planned_needle *needle,
                         char *out, size_t size)
{
    char depth[96];
    phrase(texts, needle->depth_cun, depth, sizeof depth);
    struct message m = {
        .id = "needle.plain",
        .english = "{angle}, {depth}.",
        .arg = {{.name = "angle",
                 .text = words_named(texts, "angle", plan_angle_name(needle->angle))},
                {.name = "depth", .text = depth}}};
    words_message(texts, &m, out, size);
}

/* whether a depth stands in the text: the catalogue may give another way to needle, with
 * a depth of its own, of which a plan that caps the first says nothing */
static bool holds_depth(const struct texts *texts, const char *text)
{
    const double none[2] = {0, 0};
    char unit[96];
    phrase(texts, none, unit,
           sizeof unit); // "0 cun": the unit is what follows the figure
    for (const char *at = text; (at = strstr(at, unit + 1)); at++)
        if (at > text && isdigit((unsigned char)at[-1]))
            return true;
    return false;
}

static bool same_depth(const double a[2], const double b[2])
{
    return fabs(a[0] - b[0]) < 1e-9 && fabs(a[1] - b[1]) < 1e-9;
}

/* The catalogue's sentence with the needle's depth in place of its own; false where that
 * does not stand in it. */
static bool catalogue_needle(const struct texts *texts, const struct point *point,
                             const struct planned_needle *needle, char *out, size_t size)
{
    const char *text = words_of_point(texts, point, "needle", point->needle.text);
    char own[96], planned[96];
    if (same_depth(point->needle.depth_cun, needle->depth_cun))
        return cut_print(out, size, "%s", text);
    phrase(texts, point->needle.depth_cun, own, sizeof own);
    phrase(texts, needle->depth_cun, planned, sizeof planned);
    const char *at = strstr(text, own);
    if (!at)
        return false;
    char before[TEXT_MAX];
    const char *after = at + strlen(own);
    cut_print(before, sizeof before, "%.*s", (int)(at - text), text);
    if (holds_depth(texts, before))
        return false;
    cut_print(out, size, "%s%s%s", before, planned,
              holds_depth(texts, after) ? texts_get(texts, "needle.end", ".") : after);
    return true;
}

static bool keeps_angle(const struct point *point, const struct planned_needle *needle)
{
    return strcmp(point_angle_name(point->needle.angle),
                  plan_angle_name(needle->angle)) == 0;
}

void words_needle(const struct texts *texts, const struct point *point,
                  const struct planned_needle *needle, char *out, size_t size)
{
    char text[TEXT_MAX], mm[160], least[32], most[32];
    if (!point || !keeps_angle(point, needle) ||
        !catalogue_needle(texts, point, needle, text, sizeof text))
        plain_needle(texts, needle, text, sizeof text);
    cut_print(out, size, "%s", text);
    if (!needle->has_depth || needle->depth_cun[1] <= 0)
        return;
    snprintf(least, sizeof least, "%.0f", round(needle->depth_mm[0]));
    snprintf(most, sizeof most, "%.0f", round(needle->depth_mm[1]));
    bool one = strcmp(least, most) == 0;
    struct message m = {
        .id = one ? "card.depth_one" : "card.depth",
        .english = one ? "On this body {most} mm." : "On this body {least} to {most} mm.",
        .arg = {{.name = "least", .text = least}, {.name = "most", .text = most}}};
    text_format(texts, &m, mm, sizeof mm);
    struct message both = {
        .id = "join.sentence",
        .english = "{first} {second}",
        .arg = {{.name = "first", .text = text}, {.name = "second", .text = mm}}};
    text_format(texts, &both, out, size);
}
