#include "catalog/point.h"

#include <string.h>

#include "catalog/load_internal.h"

static const char *const ROOT_KEYS[] = {"schema", "channel", "note", "points", NULL};
static const char *const POINT_KEYS[] = {
    "code",        "pinyin",   "hanzi",  "english",    "region",   "skin",  "location",
    "place",       "measure",  "needle", "structures", "cautions", "sides", "position",
    "depth_limit", "who_open", "note",   "source",     NULL};
static const char *const NEEDLE_KEYS[] = {"angle",   "text",      "toward",
                                          "degrees", "depth_cun", NULL};
static const char *const LIMIT_KEYS[] = {"mm", "structure", "source", NULL};

static const char *const ANGLES[] = {"perpendicular", "oblique", "transverse", "prick",
                                     NULL};
static const double ANGLE_DEGREES[] = {90, 45, 15, 90};
static const char *const POSITIONS[] = {"any", "supine", "prone", "side", "seated", NULL};

const char *point_position_name(enum point_position position)
{
    return POSITIONS[position];
}

const char *point_angle_name(enum needle_angle angle)
{
    return ANGLES[angle];
}

static bool read_depth(struct loader *l, const struct json_at *needle, double out[2])
{
    struct json_at list, item;
    if (!json_member(needle, "depth_cun", JSON_ARRAY, &list, l->error))
        return false;
    if (json_array_size(list.value) != 2)
        return json_fail(&list, l->error,
                         "has %zu numbers; expected the least and the most",
                         json_array_size(list.value));
    for (size_t i = 0; i < 2; i++)
        if (!json_element(&list, i, JSON_REAL, &item, l->error) ||
            !json_number(&item, 0, 5, &out[i], l->error))
            return false;
    return out[0] <= out[1] ||
           json_fail(&list, l->error, "the least depth, %g, is more than the most, %g",
                     out[0], out[1]);
}

static bool read_needle(struct loader *l, const struct json_at *item, struct point *out)
{
    struct point_needle *needle = &out->needle;
    struct json_at at, angle, degrees;
    int i;
    if (!json_member(item, "needle", JSON_OBJECT, &at, l->error) ||
        !json_keys(&at, NEEDLE_KEYS, l->error) ||
        !json_member(&at, "angle", JSON_STRING, &angle, l->error) ||
        !json_choice(&angle, ANGLES, &i, l->error) ||
        !load_text(l, &at, "text", '?', &needle->text) ||
        !load_expr(l, &at, "toward", '?', EXPR_PLACES_AND_DIRECTIONS, &needle->toward) ||
        !json_optional(&at, "degrees", JSON_REAL, &degrees, l->error) ||
        !read_depth(l, &at, needle->depth_cun))
        return false;
    needle->angle = (enum needle_angle)i;
    needle->degrees = ANGLE_DEGREES[i];
    if (degrees.value && !json_number(&degrees, 1, 90, &needle->degrees, l->error))
        return false;
    if (needle->degrees < 90 && !needle->toward)
        return json_fail(&at, l->error,
                         "the needle is slanted but has no \"toward\"; expected "
                         "a direction or a place");
    return true;
}

static bool read_measure(struct loader *l, const struct json_at *item, struct point *out)
{
    struct json_at at;
    out->cun_measure = expr_first_measure(out->place);
    if (out->cun_measure < 0)
        l->names.measure(l->catalog, "finger_cun_1", &out->cun_measure);
    if (!json_optional(item, "measure", JSON_STRING, &at, l->error))
        return false;
    return !at.value ||
           l->names.measure(l->catalog, json_string_value(at.value), &out->cun_measure) ||
           json_fail(&at, l->error, "there is no measure \"%.60s\"",
                     json_string_value(at.value));
}

/* the tables may add to what the file of the point says */
static void set_defaults(struct point *out)
{
    static const char *const NONE[] = {NULL};
    out->cap = (struct point_cap){.structure = "", .source = ""};
    out->categories = NONE;
    out->review = (struct point_review){.checks = NONE};
}

static bool read_limit(struct loader *l, const struct json_at *item,
                       struct point_limit *out)
{
    struct json_at at, mm;
    out->structure = out->source = "";
    if (!json_optional(item, "depth_limit", JSON_OBJECT, &at, l->error))
        return false;
    if (!at.value)
        return true;
    return json_keys(&at, LIMIT_KEYS, l->error) &&
           json_member(&at, "mm", JSON_REAL, &mm, l->error) &&
           json_number(&mm, 1, 200, &out->mm, l->error) &&
           load_text(l, &at, "structure", '!', &out->structure) &&
           load_text(l, &at, "source", '!', &out->source);
}

static bool read_skin(struct loader *l, const struct json_at *item, unsigned long *out)
{
    struct json_at list, at;
    if (!json_member(item, "skin", JSON_ARRAY, &list, l->error))
        return false;
    if (json_array_size(list.value) == 0)
        return json_fail(&list, l->error,
                         "is empty; expected the parts whose skin is accepted");
    for (size_t i = 0; i < json_array_size(list.value); i++) {
        int part;
        if (!json_element(&list, i, JSON_STRING, &at, l->error))
            return false;
        const char *name = json_string_value(at.value);
        if (!l->names.part(l->catalog, name, &part)) {
            const char *near = l->names.suggest(l->catalog, 't', name);
            return json_fail(&at, l->error, "there is no body part \"%.60s\"%s%s%s", name,
                             near ? "; did you mean \"" : "", near ? near : "",
                             near ? "\"?" : "");
        }
        *out |= 1UL << part;
    }
    return true;
}

static bool read_sides(struct loader *l, const struct json_at *item, struct point *out)
{
    static const char *const LIST[] = {"both", "midline", NULL};
    struct json_at sides, position;
    int i, k;
    if (!json_member(item, "sides", JSON_STRING, &sides, l->error) ||
        !json_choice(&sides, LIST, &i, l->error) ||
        !json_member(item, "position", JSON_STRING, &position, l->error) ||
        !json_choice(&position, POSITIONS, &k, l->error))
        return false;
    out->midline = i == 1;
    out->position = (enum point_position)k;
    return true;
}

static bool read_names(struct loader *l, const struct json_at *item, struct point *out)
{
    return load_text(l, item, "pinyin", '!', &out->pinyin) &&
           load_text(l, item, "hanzi", '!', &out->hanzi) &&
           load_text(l, item, "english", '!', &out->english) &&
           load_text(l, item, "region", '!', &out->region) &&
           load_text(l, item, "location", '!', &out->location) &&
           load_text(l, item, "source", '!', &out->source) &&
           load_text(l, item, "note", '?', &out->note);
}

/* code, channel and group are set by the first pass */
static bool read_point(struct loader *l, const struct json_at *item, struct point *out)
{
    set_defaults(out);
    if (!json_keys(item, POINT_KEYS, l->error) || !read_names(l, item, out) ||
        !read_sides(l, item, out) || !read_skin(l, item, &out->skin) ||
        !load_expr(l, item, "place", '!', EXPR_PLACES, &out->place))
        return false;
    return read_measure(l, item, out) && read_needle(l, item, out) &&
           read_limit(l, item, &out->limit) &&
           load_texts(l, item, "structures", &out->structures) &&
           load_texts(l, item, "cautions", &out->cautions) &&
           json_flag(item, "who_open", &out->who_open, l->error);
}

bool load_points(struct loader *l)
{
    struct json_at root, list, item;
    for (int i = 0; i < l->n_point_docs; i++) {
        root = json_doc_root(&l->points[i]);
        if (!json_keys(&root, ROOT_KEYS, l->error))
            return false;
    }
    for (int i = 0; i < l->catalog->n_points; i++) {
        root = json_doc_root(&l->points[l->point_doc[i]]);
        if (!json_member(&root, "points", JSON_ARRAY, &list, l->error) ||
            !json_element(&list, (size_t)l->point_item[i], JSON_OBJECT, &item,
                          l->error) ||
            !read_point(l, &item, &l->point[i]))
            return false;
    }
    return true;
}
