#include "catalog/channel.h"

#include <string.h>

#include "catalog/load_internal.h"

static const char *const ROOT_KEYS[] = {"schema", "note", "channels", NULL};
static const char *const CHANNEL_KEYS[] = {"id",   "english", "hanzi",  "pinyin",
                                           "flow", "sides",   "course", "note",
                                           "also", "clock",   NULL};
static const char *const STOP_KEYS[] = {"to", "via", "side", "jump", NULL};

static bool find_point(struct loader *l, const struct json_at *at, int *out)
{
    const char *code = json_string_value(at->value);
    const struct point *point = catalog_point(l->catalog, code);
    if (point) {
        *out = (int)(point - l->catalog->point);
        return true;
    }
    const char *near = catalog_suggest_code(l->catalog, code);
    return json_fail(at, l->error, "there is no point \"%.30s\"%s%s%s", code,
                     near ? "; did you mean \"" : "", near ? near : "",
                     near ? "\"?" : "");
}

/* "KI3", or an object with "to" (a code) or "via" (a place) */
static bool read_stop(struct loader *l, const struct json_at *item,
                      struct channel_stop *out)
{
    struct json_at to, side;
    static const char *const SIDES_KNOWN[] = {"same", "other", NULL};
    int i = 0;
    *out = (struct channel_stop){.point = -1};
    if (json_is_string(item->value))
        return find_point(l, item, &out->point);
    if (!json_keys(item, STOP_KEYS, l->error) ||
        !json_optional(item, "to", JSON_STRING, &to, l->error) ||
        !load_expr(l, item, "via", '?', EXPR_PLACES, &out->via) ||
        !json_flag(item, "jump", &out->jump, l->error) ||
        !json_optional(item, "side", JSON_STRING, &side, l->error) ||
        (side.value && !json_choice(&side, SIDES_KNOWN, &i, l->error)))
        return false;
    out->other_side = i == 1;
    if (!to.value == !out->via)
        return json_fail(item, l->error, "expected either \"to\" or \"via\"");
    return !to.value || find_point(l, &to, &out->point);
}

/* a course runs through points of its own channel, each once */
static bool check_course(struct loader *l, const struct json_at *list,
                         const struct channel *channel)
{
    for (int i = 0; i < channel->n_stops; i++) {
        struct json_at at = {.doc = list->doc,
                             .value = json_array_get(list->value, (size_t)i),
                             .parent = list,
                             .index = (size_t)i};
        int stop = channel->stop[i].point;
        if (stop < 0)
            continue;
        const struct point *point = &l->catalog->point[stop];
        if (strcmp(point->channel, channel->id) != 0)
            return json_fail(&at, l->error, "%s is a point of %s; expected one of %s",
                             point->code, point->channel, channel->id);
        for (int k = 0; k < i; k++)
            if (channel->stop[k].point == stop)
                return json_fail(&at, l->error, "%s stands in the course twice",
                                 point->code);
    }
    return true;
}

static bool read_course(struct loader *l, const struct json_at *item, struct channel *out)
{
    struct json_at list;
    if (!json_member(item, "course", JSON_ARRAY, &list, l->error))
        return false;
    size_t n = json_array_size(list.value);
    if (n < 2)
        return json_fail(&list, l->error, "has %zu stops; expected at least 2", n);
    struct channel_stop *stop = arena_alloc_array(l->arena, n, sizeof *stop);
    for (size_t i = 0; i < n; i++) {
        struct json_at at = {.doc = list.doc,
                             .value = json_array_get(list.value, i),
                             .parent = &list,
                             .index = i};
        if (!read_stop(l, &at, &stop[i]))
            return false;
    }
    out->stop = stop;
    out->n_stops = (int)n;
    return check_course(l, &list, out);
}

static bool read_channel(struct loader *l, const struct json_at *item,
                         struct channel *out)
{
    static const char *const LIST[] = {"both", "midline", NULL};
    struct json_at sides;
    int i;
    if (!json_keys(item, CHANNEL_KEYS, l->error) ||
        !load_text(l, item, "english", '!', &out->english) ||
        !load_text(l, item, "hanzi", '!', &out->hanzi) ||
        !load_text(l, item, "pinyin", '!', &out->pinyin) ||
        !load_text(l, item, "flow", '!', &out->flow) ||
        !load_text(l, item, "clock", '?', &out->clock) ||
        !load_texts(l, item, "also", &out->also) ||
        !json_member(item, "sides", JSON_STRING, &sides, l->error) ||
        !json_choice(&sides, LIST, &i, l->error))
        return false;
    out->midline = i == 1;
    return read_course(l, item, out);
}

bool load_channels(struct loader *l)
{
    struct json_at root = json_doc_root(&l->channels), list, item;
    if (!json_keys(&root, ROOT_KEYS, l->error) ||
        !json_member(&root, "channels", JSON_ARRAY, &list, l->error))
        return false;
    for (int i = 0; i < l->catalog->n_channels; i++)
        if (!json_element(&list, (size_t)i, JSON_OBJECT, &item, l->error) ||
            !read_channel(l, &item, &l->channel[i]))
            return false;
    return true;
}
