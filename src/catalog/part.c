#include <string.h>

#include "catalog/load_internal.h"

static const char *const ROOT_KEYS[] = {"schema",  "note",     "parts",
                                        "derived", "resolved", NULL};
static const char *const PART_KEYS[] = {
    "id",   "sides",   "axis", "zero",   "ninety", "seeds",    "bounds",
    "rest", "upright", "lone", "family", "note",   "reach_mm", NULL};
static const char *const DERIVED_KEYS[] = {"name", "sides", "place", "how", NULL};

static bool read_sides(struct loader *l, const struct json_at *item, bool *midline)
{
    static const char *const LIST[] = {"both", "midline", NULL};
    struct json_at at;
    int i;
    if (!json_member(item, "sides", JSON_STRING, &at, l->error) ||
        !json_choice(&at, LIST, &i, l->error))
        return false;
    *midline = i == 1;
    return true;
}

/* a list of `least` to `most` expressions */
static bool read_list(struct loader *l, const struct json_at *item, const char *key,
                      int least, int most, enum expr_allow allow, const struct expr **out,
                      int *count)
{
    struct json_at list, at;
    if (!json_member(item, key, JSON_ARRAY, &list, l->error))
        return false;
    int n = (int)json_array_size(list.value);
    if (n < least || n > most)
        return json_fail(&list, l->error, "has %d places; expected %d to %d", n, least,
                         most);
    for (int i = 0; i < n; i++) {
        if (!json_element(&list, (size_t)i, JSON_STRING, &at, l->error))
            return false;
        out[i] = expr_parse(&at, allow, &l->names, l->arena, l->error);
        if (!out[i])
            return false;
    }
    *count = n;
    return true;
}

static bool read_clause(struct loader *l, const struct json_at *list,
                        struct part_clause *out)
{
    size_t n = json_array_size(list->value);
    if (n < 1 || n > PART_PLANES_MAX)
        return json_fail(list, l->error, "has %zu planes; expected 1 to %d", n,
                         PART_PLANES_MAX);
    for (size_t i = 0; i < n; i++) {
        struct json_at at;
        if (!json_element(list, i, JSON_OBJECT, &at, l->error) ||
            !load_plane(l, &at, &out->plane[i]))
            return false;
    }
    out->n_planes = (int)n;
    return true;
}

static bool read_bounds(struct loader *l, const struct json_at *item, struct part *part)
{
    struct json_at list, at;
    if (!json_optional(item, "bounds", JSON_ARRAY, &list, l->error))
        return false;
    size_t n = list.value ? json_array_size(list.value) : 0;
    if (n > PART_CLAUSES_MAX)
        return json_fail(&list, l->error, "has %zu clauses; expected at most %d", n,
                         PART_CLAUSES_MAX);
    for (size_t i = 0; i < n; i++)
        if (!json_element(&list, i, JSON_ARRAY, &at, l->error) ||
            !read_clause(l, &at, &part->clause[i]))
            return false;
    part->n_clauses = (int)n;
    return true;
}

static bool read_part(struct loader *l, const struct json_at *item, struct part *part)
{
    int two;
    bool ok =
        json_keys(item, PART_KEYS, l->error) && read_sides(l, item, &part->midline) &&
        load_text(l, item, "family", '?', &part->family) &&
        json_flag(item, "rest", &part->rest, l->error) &&
        json_flag(item, "upright", &part->upright, l->error) &&
        json_flag(item, "lone", &part->lone, l->error) &&
        read_list(l, item, "axis", 2, PART_AXIS_MAX, EXPR_PLACES, part->axis,
                  &part->n_axis) &&
        read_list(l, item, "zero", 2, 2, EXPR_PLACES_AND_DIRECTIONS, part->zero, &two) &&
        read_list(l, item, "ninety", 2, 2, EXPR_PLACES_AND_DIRECTIONS, part->ninety,
                  &two);
    struct json_at reach;
    part->reach_mm = 120;
    if (!ok || !json_optional(item, "reach_mm", JSON_REAL, &reach, l->error) ||
        (reach.value && !json_number(&reach, 10, 1000, &part->reach_mm, l->error)))
        return false;
    if (part->rest)
        return true;
    return read_list(l, item, "seeds", 1, PART_SEEDS_MAX, EXPR_PLACES, part->seed,
                     &part->n_seeds) &&
           read_bounds(l, item, part);
}

static bool read_derived(struct loader *l, const struct json_at *item,
                         struct derived *out)
{
    return json_keys(item, DERIVED_KEYS, l->error) &&
           read_sides(l, item, &out->midline) &&
           load_text(l, item, "how", '?', &out->how) &&
           load_expr(l, item, "place", '!', EXPR_PLACES, &out->place);
}

static bool read_resolved(struct loader *l, const struct json_at *item, int *by,
                          struct resolved *out)
{
    static const char *const KEYS[] = {"name", "place", "how", "before_bone", NULL};
    struct json_at name;
    if (!json_keys(item, KEYS, l->error) ||
        !json_member(item, "name", JSON_STRING, &name, l->error))
        return false;
    out->landmark = catalog_landmark(l->catalog, json_string_value(name.value));
    if (out->landmark < 0)
        return json_fail(&name, l->error, "there is no landmark \"%.60s\"",
                         json_string_value(name.value));
    if (by[out->landmark] >= 0)
        return json_fail(&name, l->error, "\"%.60s\" has a rule already",
                         json_string_value(name.value));
    if (!load_text(l, item, "how", '!', &out->how) ||
        !json_flag(item, "before_bone", &out->before_bone, l->error) ||
        !load_expr(l, item, "place", '!', EXPR_PLACES, &out->place))
        return false;
    out->adjusts = expr_names_landmark(out->place, out->landmark);
    return true;
}

static bool read_all_resolved(struct loader *l, const struct json_at *root)
{
    struct catalog *c = l->catalog;
    struct json_at list, item;
    int *by =
        arena_alloc_array(l->arena, (size_t)c->landmark_names.count + 1, sizeof *by);
    for (int i = 0; i < c->landmark_names.count; i++)
        by[i] = -1;
    c->resolved_by = by;
    if (!json_optional(root, "resolved", JSON_ARRAY, &list, l->error))
        return false;
    size_t n = list.value ? json_array_size(list.value) : 0;
    struct resolved *resolved = arena_alloc_array(l->arena, n + 1, sizeof *resolved);
    c->resolved = resolved;
    for (size_t i = 0; i < n; i++) {
        if (!json_element(&list, i, JSON_OBJECT, &item, l->error) ||
            !read_resolved(l, &item, by, &resolved[i]))
            return false;
        by[resolved[i].landmark] = (int)i;
        c->n_resolved = (int)i + 1;
    }
    return true;
}

bool load_parts(struct loader *l)
{
    struct json_at root = json_doc_root(&l->parts), list, item;
    if (!json_keys(&root, ROOT_KEYS, l->error) ||
        !json_member(&root, "parts", JSON_ARRAY, &list, l->error))
        return false;
    for (int i = 0; i < l->catalog->n_parts; i++)
        if (!json_element(&list, (size_t)i, JSON_OBJECT, &item, l->error) ||
            !read_part(l, &item, &l->part[i]))
            return false;
    if (!json_member(&root, "derived", JSON_ARRAY, &list, l->error))
        return false;
    for (int i = 0; i < l->catalog->n_derived; i++)
        if (!json_element(&list, (size_t)i, JSON_OBJECT, &item, l->error) ||
            !read_derived(l, &item, &l->derived[i]))
            return false;
    return read_all_resolved(l, &root);
}
