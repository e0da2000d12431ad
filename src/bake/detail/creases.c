#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bake/detail/detail_bake.h"
#include "base/arena.h"
#include "geom/detail_file.h"

enum { WAY_MAX = 24, STEPS_MAX = 2000 };
static const float STEP = 0.0016f, REACH = 0.02f; /* metres */

static const char *const KEYS[] = {"id",   "note",     "sides", "each",     "way",
                                   "loop", "width_mm", "depth", "from_age", NULL};

struct crease {
    const char *id;
    double width_mm, depth, from_age;
    bool midline, loop;
};

/* "ring(finger#, PIP#, 20)" for each of a list */
static void fill_in(const char *text, const char *with, char *out, size_t size)
{
    size_t n = 0;
    for (; *text && n + 1 < size; text++)
        if (*text != '#')
            out[n++] = *text;
        else
            n += (size_t)snprintf(out + n, size - n, "%s", with);
    out[n < size ? n : size - 1] = 0;
}

static bool read_head(const struct json_at *at, struct crease *c, struct error *error)
{
    static const char *const SIDES_KNOWN[] = {"both", "midline", NULL};
    struct json_at id, sides, width, depth, age;
    int side = 0;
    *c = (struct crease){0};
    if (!json_keys(at, KEYS, error) || !json_member(at, "id", JSON_STRING, &id, error) ||
        !json_optional(at, "sides", JSON_STRING, &sides, error) ||
        (sides.value && !json_choice(&sides, SIDES_KNOWN, &side, error)) ||
        !json_member(at, "width_mm", JSON_REAL, &width, error) ||
        !json_number(&width, 0.2, 20, &c->width_mm, error) ||
        !json_member(at, "depth", JSON_REAL, &depth, error) ||
        !json_number(&depth, 0.01, 1, &c->depth, error) ||
        !json_optional(at, "from_age", JSON_REAL, &age, error) ||
        (age.value && !json_number(&age, 0, 90, &c->from_age, error)) ||
        !json_flag(at, "loop", &c->loop, error))
        return false;
    c->id = json_string_value(id.value);
    c->midline = side == 1;
    return true;
}

static bool find_way(const struct json_at *item, const char *with, struct body *body,
                     enum side side, struct arena *arena, float way[WAY_MAX][3], int *n,
                     struct error *error)
{
    struct json_at list, at;
    if (!json_member(item, "way", JSON_ARRAY, &list, error))
        return false;
    *n = (int)json_array_size(list.value);
    if (*n < 2 || *n > WAY_MAX)
        return json_fail(&list, error, "has %d places; expected 2 to %d", *n, WAY_MAX);
    for (int i = 0; i < *n; i++) {
        char text[300];
        if (!json_element(&list, (size_t)i, JSON_STRING, &at, error))
            return false;
        fill_in(json_string_value(at.value), with, text, sizeof text);
        json_t *filled = json_string(text);
        struct json_at there = at;
        there.value = filled;
        const struct expr *e = catalog_expr(body_catalog(body), &there, arena, error);
        json_decref(filled);
        if (!e)
            return false;
        struct body_place place = body_expr(body, e, side);
        if (!place.found)
            return json_fail(&at, error, "%s: %s", text, place.why);
        memcpy(way[i], place.position, sizeof way[i]);
    }
    return true;
}

/* a place between way[i] and way[i + 1]: a cubic through all, Catmull and Rom (1974) */
static void between(const float (*way)[3], int n, bool loop, int i, float t, float out[3])
{
    int at[4];
    for (int k = 0; k < 4; k++) {
        int j = i - 1 + k;
        at[k] = loop ? (j + n) % n : j < 0 ? 0 : j >= n ? n - 1 : j;
    }
    for (int k = 0; k < 3; k++) {
        float a = way[at[0]][k], b = way[at[1]][k], c = way[at[2]][k], d = way[at[3]][k];
        out[k] =
            0.5f *
            (2 * b +
             t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))));
    }
}

static bool pack(const struct crease *c, const struct body *body, const float (*way)[3],
                 int n, struct crease_line *out, struct error *error)
{
    struct detail_place *place = xcalloc(STEPS_MAX, sizeof *place);
    uint32_t steps = 0;
    for (int i = 0; i < n - (c->loop ? 0 : 1); i++) {
        float far = 0;
        const float *next = way[(i + 1) % n];
        for (int k = 0; k < 3; k++)
            far += (next[k] - way[i][k]) * (next[k] - way[i][k]);
        int pieces = (int)ceilf(sqrtf(far) / STEP);
        bool last = i == n - 1 - (c->loop ? 0 : 1);
        for (int j = 0; j < pieces + (last ? 1 : 0) && steps < STEPS_MAX; j++) {
            float at[3];
            struct bvh_hit hit;
            between(way, n, c->loop, i, (float)j / (float)pieces, at);
            if (!bvh_nearest(body_bvh(body), at, REACH, NULL, NULL, &hit)) {
                free(place);
                return error_set(error, "crease %s leaves the skin", c->id);
            }
            place[steps++] = (struct detail_place){
                hit.site.triangle,
                {(uint16_t)floorf(fminf(fmaxf(hit.site.weight[0], 0), 1) * UINT16_MAX),
                 (uint16_t)floorf(fminf(fmaxf(hit.site.weight[1], 0), 1) * UINT16_MAX)}};
            uint32_t sum =
                (uint32_t)place[steps - 1].weight[0] + place[steps - 1].weight[1];
            if (sum > UINT16_MAX)
                place[steps - 1].weight[1] -= (uint16_t)(sum - UINT16_MAX);
        }
    }
    struct detail_crease_header head = {.places = (uint16_t)steps,
                                        .width = (uint8_t)lrint(c->width_mm * 10),
                                        .depth = (uint8_t)lrint(c->depth * 255),
                                        .from_age = (uint8_t)lrint(c->from_age)};
    out->size = sizeof head + steps * sizeof *place;
    out->packed = xmalloc(out->size);
    memcpy(out->packed, &head, sizeof head);
    memcpy(out->packed + sizeof head, place, steps * sizeof *place);
    free(place);
    return true;
}

static bool bake_one(struct creases *out, const struct crease *c,
                     const struct json_at *item, const char *with, struct body *body,
                     struct error *error)
{
    struct arena *arena = arena_create();
    bool ok = true;
    for (int s = c->midline ? SIDE_M : SIDE_L; ok && s <= (c->midline ? SIDE_M : SIDE_R);
         s++) {
        float way[WAY_MAX][3];
        int n;
        out->line = xrealloc(out->line, (out->n + 1) * sizeof *out->line);
        ok = find_way(item, with, body, (enum side)s, arena, way, &n, error) &&
             pack(c, body, (const float(*)[3])way, n, &out->line[out->n], error);
        out->n += ok;
    }
    arena_destroy(&arena);
    return ok;
}

static bool bake_item(struct creases *out, const struct json_at *item, struct body *body,
                      struct error *error)
{
    struct crease c;
    struct json_at each, at;
    if (!json_expect(item, JSON_OBJECT, error) || !read_head(item, &c, error) ||
        !json_optional(item, "each", JSON_ARRAY, &each, error))
        return false;
    if (!each.value)
        return bake_one(out, &c, item, "", body, error);
    for (size_t i = 0; i < json_array_size(each.value); i++)
        if (!json_element(&each, i, JSON_STRING, &at, error) ||
            !bake_one(out, &c, item, json_string_value(at.value), body, error))
            return false;
    return true;
}

bool creases_bake(struct creases *out, const char *path, struct body *body,
                  struct error *error)
{
    struct json_doc doc;
    struct json_at list, at;
    *out = (struct creases){0};
    if (!json_doc_load(&doc, path, 1 << 20, error))
        return false;
    struct json_at root = json_doc_root(&doc);
    bool ok = json_schema(&root, "deqi/creases-1", error) &&
              json_member(&root, "creases", JSON_ARRAY, &list, error);
    for (size_t i = 0; ok && i < json_array_size(list.value); i++)
        ok = json_element(&list, i, JSON_OBJECT, &at, error) &&
             bake_item(out, &at, body, error);
    json_doc_close(&doc);
    return ok;
}

void creases_free(struct creases *creases)
{
    for (uint32_t i = 0; i < creases->n; i++)
        free(creases->line[i].packed);
    free(creases->line);
    *creases = (struct creases){0};
}
