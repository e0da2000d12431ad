/* names.c - looking things up by name. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "catalog/names_internal.h"
#include "catalog/nearest.h"

static int space_of(enum name_kind kind)
{
    return kind <= NAME_POINT ? 0 : (int)kind;
}

static int compare(const void *left, const void *right)
{
    const struct name *a = left, *b = right;
    int by_space = space_of(a->kind) - space_of(b->kind);
    return by_space ? by_space : strcmp(a->text, b->text);
}

static const struct name *look_up(const struct catalog *c, enum name_kind kind,
                                  const char *text)
{
    struct name key = {.text = text, .kind = kind};
    return bsearch(&key, c->names->name, (size_t)c->names->count, sizeof key, compare);
}

static int index_of(const struct catalog *c, enum name_kind kind, const char *text)
{
    const struct name *name = look_up(c, kind, text);
    return name && name->kind == kind ? name->index : -1;
}

static bool find_place(const void *user, const char *text, enum expr_kind *kind,
                       int *index)
{
    const struct name *name = look_up(user, NAME_LANDMARK, text);
    if (!name)
        return false;
    *kind = name->kind == NAME_LANDMARK  ? EXPR_LANDMARK
            : name->kind == NAME_DERIVED ? EXPR_DERIVED
                                         : EXPR_POINT;
    *index = name->index;
    return true;
}

static bool find_part(const void *user, const char *text, int *index)
{
    *index = index_of(user, NAME_PART, text);
    return *index >= 0;
}

static bool find_measure(const void *user, const char *text, int *index)
{
    *index = index_of(user, NAME_MEASURE, text);
    return *index >= 0;
}

static const char *suggest_in(const struct catalog *c, int space, const char *typed)
{
    int n = 0;
    const char **list = xmalloc((size_t)c->names->count * sizeof *list);
    for (int i = 0; i < c->names->count; i++)
        if (space_of(c->names->name[i].kind) == space)
            list[n++] = c->names->name[i].text;
    const char *near = nearest_name(list, n, typed);
    free(list);
    return near;
}

static const char *suggest(const void *user, char what, const char *typed)
{
    return suggest_in(user,
                      what == 'p'   ? 0
                      : what == 't' ? NAME_PART
                                    : NAME_MEASURE,
                      typed);
}

static bool complain_twice(const struct name *name, struct error *error)
{
    struct json_at root, list, item;
    if (!name->doc)
        return error_set(error, "\"%.60s\" means two things", name->text);
    root = json_doc_root(name->doc);
    if (!json_member(&root, name->list, JSON_ARRAY, &list, error) ||
        !json_element(&list, (size_t)name->item, JSON_OBJECT, &item, error))
        return false;
    return json_fail(&item, error, "the name \"%.60s\" is taken already", name->text);
}

void names_add(struct catalog *c, struct name name)
{
    struct catalog_index *names = c->names;
    if (names->count == names->capacity) {
        names->capacity = names->capacity ? names->capacity * 2 : 1024;
        names->name =
            xrealloc(names->name, (size_t)names->capacity * sizeof *names->name);
    }
    names->name[names->count++] = name;
}

bool names_sort(struct catalog_index *names, struct error *error)
{
    qsort(names->name, (size_t)names->count, sizeof *names->name, compare);
    for (int i = 1; i < names->count; i++)
        if (compare(&names->name[i - 1], &names->name[i]) == 0)
            return complain_twice(
                names->name[i].doc ? &names->name[i] : &names->name[i - 1], error);
    return true;
}

struct expr_names names_of(const struct catalog *c)
{
    return (struct expr_names){.user = c,
                               .place = find_place,
                               .part = find_part,
                               .measure = find_measure,
                               .suggest = suggest};
}

// ---------------------------------------------------------------- looking up

const struct expr *catalog_expr(const struct catalog *catalog, const struct json_at *at,
                                struct arena *arena, struct error *error)
{
    struct expr_names names = names_of(catalog);
    return expr_parse(at, EXPR_PLACES, &names, arena, error);
}

const struct point *catalog_point(const struct catalog *catalog, const char *code)
{
    int i = index_of(catalog, NAME_POINT, code);
    return i < 0 ? NULL : &catalog->point[i];
}

const struct channel *catalog_channel(const struct catalog *catalog, const char *id)
{
    int i = index_of(catalog, NAME_CHANNEL, id);
    return i < 0 ? NULL : &catalog->channel[i];
}

int catalog_part(const struct catalog *catalog, const char *id)
{
    return index_of(catalog, NAME_PART, id);
}

int catalog_measure(const struct catalog *catalog, const char *id)
{
    return index_of(catalog, NAME_MEASURE, id);
}

const struct region *catalog_region(const struct catalog *catalog, const char *id)
{
    int i = index_of(catalog, NAME_REGION, id);
    return i < 0 ? NULL : &catalog->region[i];
}

int catalog_landmark(const struct catalog *catalog, const char *name)
{
    return index_of(catalog, NAME_LANDMARK, name);
}

const struct point *catalog_group(const struct catalog *catalog, const char *code,
                                  int *count)
{
    const struct point *first = NULL;
    *count = 0;
    for (int i = 0; i < catalog->n_points; i++) {
        const struct point *p = &catalog->point[i];
        if (!p->group || strcmp(p->group, code) != 0)
            continue;
        if (!first)
            first = p;
        ++*count;
    }
    return first;
}

const struct point *catalog_find(const struct catalog *catalog, const char *code)
{
    const struct point *p = catalog_point(catalog, code);
    int count;
    return p ? p : catalog_group(catalog, code, &count);
}

const char *catalog_suggest_code(const struct catalog *catalog, const char *code)
{
    const char *near = NULL;
    double best = 2;
    for (int i = 0; i < catalog->n_points; i++) {
        const char *list[] = {catalog->point[i].code, catalog->point[i].group};
        for (int k = 0; k < 2; k++) {
            double distance = list[k] ? nearest_distance(list[k], code) : best;
            if (distance < best) {
                best = distance;
                near = list[k];
            }
        }
    }
    return near;
}
