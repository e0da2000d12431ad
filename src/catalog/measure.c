#include <stdio.h>
#include <string.h>

#include "catalog/load_internal.h"

static const char *const ROOT_KEYS[] = {"schema", "note", "measures", NULL};
static const char *const KEYS[] = {"id",  "region", "from",   "to", "cun",
                                   "how", "note",   "source", NULL};

/* "straight", "skin", or "axis PART" */
static bool read_how(struct loader *l, const struct json_at *item, struct measure *out)
{
    struct json_at at;
    if (!json_member(item, "how", JSON_STRING, &at, l->error))
        return false;
    const char *how = json_string_value(at.value);
    out->part = -1;
    if (strcmp(how, "straight") == 0) {
        out->how = MEASURE_STRAIGHT;
        return true;
    }
    if (strcmp(how, "skin") == 0) {
        out->how = MEASURE_SKIN;
        return true;
    }
    if (strncmp(how, "axis ", 5) != 0)
        return json_fail(
            &at, l->error,
            "\"%.60s\" is not known as how; expected straight, skin or axis PART", how);
    out->how = MEASURE_AXIS;
    if (l->names.part(l->catalog, how + 5, &out->part))
        return true;
    return json_fail(&at, l->error, "there is no body part \"%.60s\"", how + 5);
}

static bool has_length(struct loader *l, const struct json_at *item)
{
    struct json_at from, to;
    return json_member(item, "from", JSON_STRING, &from, l->error) &&
           json_member(item, "to", JSON_STRING, &to, l->error) &&
           (strcmp(json_string_value(from.value), json_string_value(to.value)) != 0 ||
            json_fail(&to, l->error, "is where the measure begins; expected its end"));
}

static bool read_measure(struct loader *l, const struct json_at *item,
                         struct measure *out)
{
    struct json_at cun;
    return json_keys(item, KEYS, l->error) &&
           load_text(l, item, "region", '!', &out->region) &&
           load_text(l, item, "note", '?', &out->note) &&
           load_text(l, item, "source", '!', &out->source) &&
           load_expr(l, item, "from", '!', EXPR_PLACES, &out->from) &&
           load_expr(l, item, "to", '!', EXPR_PLACES, &out->to) && has_length(l, item) &&
           json_member(item, "cun", JSON_REAL, &cun, l->error) &&
           json_number(&cun, 0.1, 100, &out->cun, l->error) && read_how(l, item, out);
}

bool load_measures(struct loader *l)
{
    struct json_at root = json_doc_root(&l->measures), list, item;
    if (!json_keys(&root, ROOT_KEYS, l->error) ||
        !json_member(&root, "measures", JSON_ARRAY, &list, l->error))
        return false;
    for (int i = 0; i < l->catalog->n_measures; i++)
        if (!json_element(&list, (size_t)i, JSON_OBJECT, &item, l->error) ||
            !read_measure(l, &item, &l->measure[i]))
            return false;
    return true;
}
