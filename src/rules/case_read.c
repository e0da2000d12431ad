/* case_read.c - what all readers of a case share: words, sides, lists, places. */
#include <math.h>
#include <string.h>

#include "rules/case_internal.h"

bool case_read_word(struct case_reader *r, const struct json_at *object, const char *key,
                    const char *const *words, int *out)
{
    struct json_at at;
    if (!json_optional(object, key, JSON_STRING, &at, r->error))
        return false;
    return !at.value || json_choice(&at, words, out, r->error);
}

bool case_need_word(struct case_reader *r, const struct json_at *object, const char *key,
                    const char *const *words, int *out)
{
    struct json_at at;
    return json_member(object, key, JSON_STRING, &at, r->error) &&
           json_choice(&at, words, out, r->error);
}

bool case_read_side(struct case_reader *r, const struct json_at *object,
                    enum case_side *out)
{
    int side;
    if (!case_need_word(r, object, "side", word_sides, &side))
        return false;
    *out = (enum case_side)side;
    return true;
}

bool case_read_text(struct case_reader *r, const struct json_at *object, const char *key,
                    char *out, size_t size)
{
    struct json_at at;
    if (!json_optional(object, key, JSON_STRING, &at, r->error))
        return false;
    if (!at.value)
        return true;
    size_t n = json_string_length(at.value);
    if (n >= size)
        return json_fail(&at, r->error, "\"%s\" has %zu bytes; expected at most %zu", key,
                         n, size - 1);
    memcpy(out, json_string_value(at.value), n + 1);
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)out[i] < 0x20 || out[i] == 0x7F)
            return json_fail(
                &at, r->error,
                "\"%s\" holds a control character; expected one line of text", key);
    return true;
}

bool case_read_yes(struct case_reader *r, const struct json_at *object, const char *key,
                   enum case_yes *out)
{
    struct json_at at;
    if (!json_optional(object, key, JSON_TRUE, &at, r->error))
        return false;
    if (at.value)
        *out = json_is_true(at.value) ? CASE_YES : CASE_NO;
    return true;
}

/* a list of words as bits; *given tells that it is there */
bool case_read_bits(struct case_reader *r, const struct json_at *object, const char *key,
                    const char *const *words, unsigned *out, bool *given)
{
    struct json_at list, item;
    if (!json_optional(object, key, JSON_ARRAY, &list, r->error))
        return false;
    *given = list.value != NULL;
    for (size_t i = 0; list.value && i < json_array_size(list.value); i++) {
        int word;
        if (!json_element(&list, i, JSON_STRING, &item, r->error) ||
            !json_choice(&item, words, &word, r->error))
            return false;
        if (*out >> word & 1)
            return json_fail(&item, r->error, "\"%s\" stands in \"%s\" twice",
                             words[word], key);
        *out |= 1u << word;
    }
    return true;
}

/* a member that is a list of objects, of at most `most` */
bool case_read_list(struct case_reader *r, const struct json_at *object, const char *key,
                    int most, struct json_at *list, int *n)
{
    *n = 0;
    if (!json_optional(object, key, JSON_ARRAY, list, r->error))
        return false;
    if (!list->value)
        return true;
    size_t count = json_array_size(list->value);
    if (count > (size_t)most)
        return json_fail(list, r->error, "\"%s\" has %zu entries; expected at most %d",
                         key, count, most);
    *n = (int)count;
    return true;
}

bool case_read_limb_side(struct case_reader *r, const struct json_at *object,
                         enum case_side *out)
{
    struct json_at at;
    if (!case_read_side(r, object, out))
        return false;
    return *out != CASE_MIDLINE ||
           (json_member(object, "side", JSON_STRING, &at, r->error) &&
            json_fail(&at, r->error, "a limb has no midline; expected L, R or both"));
}

/* a limb has two sides and no midline; which region is a limb's, the data say */
bool case_check_side(struct case_reader *r, const struct json_at *object, int region,
                     enum case_side side)
{
    const char *name = word_regions[region];
    if (side != CASE_MIDLINE || !r->engine ||
        engine_rules(r->engine)->regions[region].limb < 0)
        return true;
    struct json_at at;
    return json_member(object, "side", JSON_STRING, &at, r->error) &&
           json_fail(&at, r->error, "the region %s has no midline; expected L, R or both",
                     name);
}

// ---------------------------------------------------------------- places

/* A place is put on the skin where it is nearest, and a region has no sharp edge: what
 * lies within a hand's length of it is taken, what lies farther is an error of entry. */
static const double PLACE_SLACK_M = 0.20;

/* against the region's box on the neutral body, which the data give; both sides count
 * alike */
static bool check_place(struct case_reader *r, const struct json_at *at, int region,
                        const double place[3])
{
    if (!r->engine)
        return true;
    const struct rules_region *known = &engine_rules(r->engine)->regions[region];
    double p[3] = {fabs(place[0]), place[1], place[2]};
    for (int i = 0; i < 3 && known->has_box; i++)
        if (p[i] < known->box[0][i] - PLACE_SLACK_M ||
            p[i] > known->box[1][i] + PLACE_SLACK_M)
            return json_fail(
                at, r->error,
                "lies far outside the region %s, which on the neutral body has "
                "%s from %.2f to "
                "%.2f m; expected a place in it, or another region",
                word_regions[region], (const char *const[]){"|x|", "y", "z"}[i],
                known->box[0][i], known->box[1][i]);
    return true;
}

bool case_read_place(struct case_reader *r, const struct json_at *object, int region,
                     enum case_side side, bool *has_at, double at[3])
{
    struct json_at list, item;
    if (!json_optional(object, "at", JSON_ARRAY, &list, r->error))
        return false;
    if (!list.value)
        return true;
    if (json_array_size(list.value) != 3)
        return json_fail(&list, r->error,
                         "has %zu numbers; expected x, y and z in metres",
                         json_array_size(list.value));
    for (size_t i = 0; i < 3; i++)
        if (!json_element(&list, i, JSON_REAL, &item, r->error) ||
            !json_number(&item, -3, 3, &at[i], r->error))
            return false;
    *has_at = true;
    // +x is the subject's left; a little over the midline is no contradiction
    double x = at[0];
    if (side == CASE_BOTH)
        return json_fail(
            &list, r->error,
            "names one place for what is on both sides; expected side L or R");
    if ((side == CASE_L && x < -0.01) || (side == CASE_R && x > 0.01) ||
        (side == CASE_MIDLINE && fabs(x) > 0.03))
        return json_fail(
            &list, r->error,
            "lies on the other side of the body than \"side\" says (+x is the "
            "subject's left)");
    return check_place(r, &list, region, at);
}
