#include "catalog/region.h"

#include <math.h>
#include <string.h>

#include "catalog/load_internal.h"

static const char *const ROOT_KEYS[] = {"schema", "note", "regions", "axons", NULL};
static const char *const REGION_KEYS[] = {"id",        "kind",  "english", "description",
                                          "source",    "sides", "edge_mm", "patches",
                                          "test_spot", "stage", NULL};
static const char *const PATCH_KEYS[] = {"part", "station", "bearing", "planes", NULL};
static const char *const KINDS[] = {"symptom", "dermatome", "nerve", "stage", NULL};

const char *region_kind_name(enum region_kind kind)
{
    return KINDS[kind];
}

/* one end of a range: a number, a place, or null for "open" */
static bool read_end(struct loader *l, const struct json_at *list, size_t i, double open,
                     double *number, const struct expr **place)
{
    struct json_at at = {.doc = list->doc,
                         .value = json_array_get(list->value, i),
                         .parent = list,
                         .index = i};
    *number = open;
    *place = NULL;
    if (json_is_null(at.value))
        return true;
    if (json_is_string(at.value)) {
        *place = expr_parse(&at, EXPR_PLACES, &l->names, l->arena, l->error);
        return *place != NULL;
    }
    return json_number(&at, -1000, 1000, number, l->error);
}

static bool read_range(struct loader *l, const struct json_at *item, const char *key,
                       double open[2], double out[2], const struct expr *place[2],
                       bool *there)
{
    struct json_at list;
    if (!json_optional(item, key, JSON_ARRAY, &list, l->error))
        return false;
    *there = list.value != NULL;
    out[0] = open[0];
    out[1] = open[1];
    if (!*there)
        return true;
    if (json_array_size(list.value) != 2)
        return json_fail(&list, l->error, "has %zu ends; expected 2",
                         json_array_size(list.value));
    return read_end(l, &list, 0, open[0], &out[0], &place[0]) &&
           read_end(l, &list, 1, open[1], &out[1], &place[1]);
}

static bool read_patch(struct loader *l, const struct json_at *item,
                       struct region_patch *out)
{
    struct json_at part, planes, at;
    double open_station[2] = {-INFINITY, INFINITY}, open_bearing[2] = {0, 360};
    bool there;
    if (!json_keys(item, PATCH_KEYS, l->error) ||
        !json_member(item, "part", JSON_STRING, &part, l->error))
        return false;
    if (!l->names.part(l->catalog, json_string_value(part.value), &out->part))
        return json_fail(&part, l->error, "there is no body part \"%.60s\"",
                         json_string_value(part.value));
    if (!read_range(l, item, "station", open_station, out->station, out->station_of,
                    &there) ||
        !read_range(l, item, "bearing", open_bearing, out->bearing, out->bearing_of,
                    &out->has_bearing) ||
        !json_optional(item, "planes", JSON_ARRAY, &planes, l->error))
        return false;
    size_t n = planes.value ? json_array_size(planes.value) : 0;
    if (n > REGION_PATCH_PLANES)
        return json_fail(&planes, l->error, "has %zu planes; expected at most %d", n,
                         REGION_PATCH_PLANES);
    for (size_t i = 0; i < n; i++)
        if (!json_element(&planes, i, JSON_OBJECT, &at, l->error) ||
            !load_plane(l, &at, &out->plane[i]))
            return false;
    out->n_planes = (int)n;
    return true;
}

static bool read_patches(struct loader *l, const struct json_at *item, struct region *out)
{
    struct json_at list, at;
    if (!json_member(item, "patches", JSON_ARRAY, &list, l->error))
        return false;
    size_t n = json_array_size(list.value);
    struct region_patch *patch = arena_alloc_array(l->arena, n + 1, sizeof *patch);
    for (size_t i = 0; i < n; i++)
        if (!json_element(&list, i, JSON_OBJECT, &at, l->error) ||
            !read_patch(l, &at, &patch[i]))
            return false;
    out->patch = patch;
    out->n_patches = (int)n;
    return true;
}

static bool read_region(struct loader *l, const struct json_at *item, struct region *out)
{
    static const char *const SIDES_KNOWN[] = {"both", "midline", NULL};
    struct json_at kind, sides, edge;
    int i, k = 0;
    if (!json_keys(item, REGION_KEYS, l->error) ||
        !load_text(l, item, "english", '!', &out->english) ||
        !load_text(l, item, "description", '?', &out->description) ||
        !load_text(l, item, "source", '?', &out->source) ||
        !load_expr(l, item, "test_spot", '?', EXPR_PLACES, &out->test_spot) ||
        !json_member(item, "kind", JSON_STRING, &kind, l->error) ||
        !json_choice(&kind, KINDS, &i, l->error) ||
        !json_optional(item, "sides", JSON_STRING, &sides, l->error) ||
        (sides.value && !json_choice(&sides, SIDES_KNOWN, &k, l->error)) ||
        !json_optional(item, "edge_mm", JSON_REAL, &edge, l->error) ||
        (edge.value && !json_number(&edge, 0, 100, &out->edge_mm, l->error)))
        return false;
    struct json_at stage;
    double first = 0;
    if (!json_optional(item, "stage", JSON_INTEGER, &stage, l->error) ||
        (stage.value && !json_number(&stage, 1, REGION_STAGES_MAX, &first, l->error)))
        return false;
    out->stage = (int)first;
    out->kind = (enum region_kind)i;
    out->midline = k == 1;
    return read_patches(l, item, out);
}

static bool read_level(struct loader *l, const struct json_at *list, unsigned long *out)
{
    for (size_t i = 0; i < json_array_size(list->value); i++) {
        struct json_at at;
        int part;
        if (!json_element(list, i, JSON_STRING, &at, l->error))
            return false;
        if (!l->names.part(l->catalog, json_string_value(at.value), &part))
            return json_fail(&at, l->error, "there is no body part \"%.60s\"",
                             json_string_value(at.value));
        *out |= 1UL << part;
    }
    return true;
}

static bool read_axon(struct loader *l, const struct json_at *item, struct axon *out)
{
    static const char *const KEYS[] = {"from", "levels", NULL};
    struct json_at list, at;
    if (!json_keys(item, KEYS, l->error) ||
        !load_expr(l, item, "from", '!', EXPR_PLACES, &out->from) ||
        !json_member(item, "levels", JSON_ARRAY, &list, l->error))
        return false;
    size_t n = json_array_size(list.value);
    if (n < 1 || n > AXON_LEVELS_MAX)
        return json_fail(&list, l->error, "has %zu levels; expected 1 to %d", n,
                         AXON_LEVELS_MAX);
    for (size_t i = 0; i < n; i++)
        if (!json_element(&list, i, JSON_ARRAY, &at, l->error) ||
            !read_level(l, &at, &out->level[i]))
            return false;
    out->n_levels = (int)n;
    return true;
}

static bool read_axons(struct loader *l, const struct json_at *root)
{
    struct json_at list, item;
    if (!json_optional(root, "axons", JSON_ARRAY, &list, l->error))
        return false;
    size_t n = list.value ? json_array_size(list.value) : 0;
    struct axon *axon = arena_alloc_array(l->arena, n + 1, sizeof *axon);
    for (size_t i = 0; i < n; i++)
        if (!json_element(&list, i, JSON_OBJECT, &item, l->error) ||
            !read_axon(l, &item, &axon[i]))
            return false;
    l->catalog->axon = axon;
    l->catalog->n_axons = (int)n;
    return true;
}

bool load_regions(struct loader *l)
{
    struct json_at root = json_doc_root(&l->regions), list, item;
    if (!json_keys(&root, ROOT_KEYS, l->error) ||
        !json_member(&root, "regions", JSON_ARRAY, &list, l->error))
        return false;
    for (int i = 0; i < l->catalog->n_regions; i++)
        if (!json_element(&list, (size_t)i, JSON_OBJECT, &item, l->error) ||
            !read_region(l, &item, &l->region[i]))
            return false;
    return read_axons(l, &root);
}
