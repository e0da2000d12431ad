/* tables.c - three files that speak of many points each: depths, categories, reviews.
 *
 * Read last, when every point is there. A table names points by their codes; what it says
 * is kept at the point. A code twice in one list, or an unknown one, is refused.
 */
#include "catalog/tables.h"

#include <string.h>

#include "catalog/load_internal.h"

/* the point that an element of a list of codes names; NULL with a complaint */
static struct point *named_point(struct loader *l, const struct json_at *at)
{
    const char *code = json_string_value(at->value);
    const struct point *point = catalog_point(l->catalog, code);
    if (point)
        return &l->point[point - l->catalog->point];
    const char *near = catalog_suggest_code(l->catalog, code);
    json_fail(at, l->error, "there is no point \"%.30s\"%s%s%s", code,
              near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
    return NULL;
}

// ---------------------------------------------------------------- depths.json

static bool read_build(struct loader *l, const struct json_at *root,
                       struct depth_rule *out)
{
    static const char *const KEYS[] = {"from", "to", "usual_mm", "least", NULL};
    struct json_at at, usual, least;
    return json_member(root, "build", JSON_OBJECT, &at, l->error) &&
           json_keys(&at, KEYS, l->error) &&
           load_expr(l, &at, "from", '!', EXPR_PLACES, &out->from) &&
           load_expr(l, &at, "to", '!', EXPR_PLACES, &out->to) &&
           json_member(&at, "usual_mm", JSON_REAL, &usual, l->error) &&
           json_number(&usual, 1, 1000, &out->usual_mm, l->error) &&
           json_member(&at, "least", JSON_REAL, &least, l->error) &&
           json_number(&least, 0, 1, &out->least, l->error);
}

static bool read_cap(struct loader *l, const struct json_at *item)
{
    static const char *const KEYS[] = {"structure", "mm", "points", "source", NULL};
    struct point_cap cap;
    struct json_at mm, list, at;
    if (!json_keys(item, KEYS, l->error) ||
        !load_text(l, item, "structure", '!', &cap.structure) ||
        !load_text(l, item, "source", '!', &cap.source) ||
        !json_member(item, "mm", JSON_REAL, &mm, l->error) ||
        !json_number(&mm, 1, 200, &cap.mm, l->error) ||
        !json_member(item, "points", JSON_ARRAY, &list, l->error))
        return false;
    for (size_t i = 0; i < json_array_size(list.value); i++) {
        if (!json_element(&list, i, JSON_STRING, &at, l->error))
            return false;
        struct point *point = named_point(l, &at);
        if (!point)
            return false;
        if (point->cap.mm > 0)
            return json_fail(&at, l->error, "%s has a cap already", point->code);
        point->cap = cap;
    }
    return true;
}

bool load_depths(struct loader *l)
{
    static const char *const KEYS[] = {"schema", "note", "cun", "build", "caps", NULL};
    struct json_at root = json_doc_root(&l->depths), cun, list, item;
    struct depth_rule *out = &l->catalog->depth;
    if (!json_keys(&root, KEYS, l->error) ||
        !json_member(&root, "cun", JSON_STRING, &cun, l->error))
        return false;
    if (!l->names.measure(l->catalog, json_string_value(cun.value), &out->measure))
        return json_fail(&cun, l->error, "there is no measure \"%.60s\"",
                         json_string_value(cun.value));
    if (!read_build(l, &root, out) ||
        !json_member(&root, "caps", JSON_ARRAY, &list, l->error))
        return false;
    for (size_t i = 0; i < json_array_size(list.value); i++)
        if (!json_element(&list, i, JSON_OBJECT, &item, l->error) || !read_cap(l, &item))
            return false;
    return true;
}

// ---------------------------------------------------------------- categories.json

/* `point` belongs to one more category */
static void add_category(struct loader *l, struct point *point, const char *id)
{
    size_t n = 0;
    while (point->categories[n])
        n++;
    const char **list = arena_alloc_array(l->arena, n + 2, sizeof *list);
    memcpy(list, point->categories, n * sizeof *list);
    list[n] = id;
    point->categories = list;
}

static bool has_category(const struct point *point, const char *id)
{
    for (const char *const *c = point->categories; *c; c++)
        if (strcmp(*c, id) == 0)
            return true;
    return false;
}

static bool read_category(struct loader *l, const struct json_at *item,
                          struct category *out)
{
    static const char *const KEYS[] = {"id", "english", "note", "points", NULL};
    struct json_at list, at;
    if (!json_keys(item, KEYS, l->error) || !load_text(l, item, "id", '!', &out->id) ||
        !load_text(l, item, "english", '!', &out->english) ||
        !json_member(item, "points", JSON_ARRAY, &list, l->error))
        return false;
    for (size_t i = 0; i < json_array_size(list.value); i++) {
        if (!json_element(&list, i, JSON_STRING, &at, l->error))
            return false;
        struct point *point = named_point(l, &at);
        if (!point)
            return false;
        if (has_category(point, out->id))
            return json_fail(&at, l->error, "%s stands in \"%s\" twice", point->code,
                             out->id);
        add_category(l, point, out->id);
    }
    return true;
}

bool load_categories(struct loader *l)
{
    static const char *const KEYS[] = {"schema", "note", "categories", NULL};
    struct json_at root = json_doc_root(&l->categories), list, item;
    if (!json_keys(&root, KEYS, l->error) ||
        !json_member(&root, "categories", JSON_ARRAY, &list, l->error))
        return false;
    size_t n = json_array_size(list.value);
    struct category *category = arena_alloc_array(l->arena, n + 1, sizeof *category);
    for (size_t i = 0; i < n; i++)
        if (!json_element(&list, i, JSON_OBJECT, &item, l->error) ||
            !read_category(l, &item, &category[i]))
            return false;
    l->catalog->category = category;
    l->catalog->n_categories = (int)n;
    return true;
}

// ---------------------------------------------------------------- reviews.json

static bool read_review(struct loader *l, const struct json_at *item)
{
    static const char *const KEYS[] = {"code", "checks", "bodies", "worst_mm", NULL};
    struct json_at code, bodies, worst, list;
    double n;
    if (!json_keys(item, KEYS, l->error) ||
        !json_member(item, "code", JSON_STRING, &code, l->error))
        return false;
    struct point *point = named_point(l, &code);
    if (!point || !json_member(item, "checks", JSON_ARRAY, &list, l->error) ||
        !load_texts(l, item, "checks", &point->review.checks) ||
        !json_member(item, "bodies", JSON_REAL, &bodies, l->error) ||
        !json_number(&bodies, 1, 100000, &n, l->error) ||
        !json_member(item, "worst_mm", JSON_REAL, &worst, l->error) ||
        !json_number(&worst, 0, 1000, &point->review.worst_mm, l->error))
        return false;
    point->review.bodies = (int)n;
    return point->review.checks[0] ||
           json_fail(&list, l->error, "is empty; expected the checks that %s passed",
                     point->code);
}

bool load_reviews(struct loader *l)
{
    static const char *const KEYS[] = {"schema", "note", "reviews", NULL};
    struct json_at root = json_doc_root(&l->reviews), list, item;
    if (!json_keys(&root, KEYS, l->error) ||
        !json_member(&root, "reviews", JSON_ARRAY, &list, l->error))
        return false;
    for (size_t i = 0; i < json_array_size(list.value); i++)
        if (!json_element(&list, i, JSON_OBJECT, &item, l->error) ||
            !read_review(l, &item))
            return false;
    return true;
}
