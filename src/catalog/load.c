#include <string.h>

#include "catalog/load_internal.h"

bool load_text(struct loader *l, const struct json_at *object, const char *key, char must,
               const char **out)
{
    struct json_at at;
    *out = "";
    if (must == '?') {
        if (!json_optional(object, key, JSON_STRING, &at, l->error))
            return false;
        if (at.value)
            *out = arena_strdup(l->arena, json_string_value(at.value));
        return true;
    }
    if (!json_member(object, key, JSON_STRING, &at, l->error))
        return false;
    *out = arena_strdup(l->arena, json_string_value(at.value));
    return (*out)[strspn(*out, " \t\n")] ||
           json_fail(&at, l->error, "\"%s\" is empty; expected a text", key);
}

bool load_expr(struct loader *l, const struct json_at *object, const char *key, char must,
               enum expr_allow allow, const struct expr **out)
{
    struct json_at at;
    *out = NULL;
    if (must == '?' ? !json_optional(object, key, JSON_STRING, &at, l->error)
                    : !json_member(object, key, JSON_STRING, &at, l->error))
        return false;
    if (!at.value)
        return true;
    *out = expr_parse(&at, allow, &l->names, l->arena, l->error);
    return *out != NULL;
}

bool load_texts(struct loader *l, const struct json_at *object, const char *key,
                const char *const **out)
{
    struct json_at list, item;
    if (!json_optional(object, key, JSON_ARRAY, &list, l->error))
        return false;
    size_t n = list.value ? json_array_size(list.value) : 0;
    const char **texts = arena_alloc_array(l->arena, n + 1, sizeof *texts);
    for (size_t i = 0; i < n; i++) {
        if (!json_element(&list, i, JSON_STRING, &item, l->error))
            return false;
        texts[i] = arena_strdup(l->arena, json_string_value(item.value));
    }
    *out = texts;
    return true;
}

bool load_plane(struct loader *l, const struct json_at *at, struct part_plane *out)
{
    static const char *const KEYS[] = {"through", "toward", NULL};
    struct json_at through, item;
    if (!json_keys(at, KEYS, l->error) ||
        !json_member(at, "through", JSON_ARRAY, &through, l->error) ||
        !load_expr(l, at, "toward", '!', EXPR_PLACES_AND_DIRECTIONS, &out->toward))
        return false;
    size_t n = json_array_size(through.value);
    if (n < 1 || n > 3)
        return json_fail(&through, l->error, "has %zu places; expected 1 to 3", n);
    for (size_t i = 0; i < n; i++) {
        if (!json_element(&through, i, JSON_STRING, &item, l->error))
            return false;
        enum expr_allow allow = i == 0 ? EXPR_PLACES : EXPR_PLACES_AND_DIRECTIONS;
        out->through[i] = expr_parse(&item, allow, &l->names, l->arena, l->error);
        if (!out->through[i])
            return false;
    }
    out->n_through = (int)n;
    return true;
}
