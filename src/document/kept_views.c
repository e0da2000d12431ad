#include "document/kept_views.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/cut.h"
#include "base/json.h"
#include "document/layer_ids.h"

static bool read_number(const json_t *object, const char *key, double most, float *out)
{
    const json_t *v = json_object_get(object, key);
    double x = json_number_value(v);
    *out = (float)x;
    return json_is_number(v) && fabs(x) <= most;
}

static bool read_view(const json_t *from, struct kept_view *out)
{
    const char *name = json_string_value(json_object_get(from, "name"));
    const char *isolate = json_string_value(json_object_get(from, "isolate"));
    const json_t *at = json_object_get(from, "at");
    bool ok = name && *name && json_array_size(at) == 3;
    *out = (struct kept_view){.name = ""};
    for (size_t k = 0; ok && k < 3; k++) {
        const json_t *v = json_array_get(at, k);
        out->at[k] = (float)json_number_value(v);
        ok = json_is_number(v) && fabsf(out->at[k]) <= 10;
    }
    if (!ok || !read_number(from, "reach", 2, &out->reach) || out->reach <= 0 ||
        !read_number(from, "yaw", 360, &out->yaw) ||
        !read_number(from, "pitch", 90, &out->pitch))
        return false;
    if (!read_number(from, "see_through", 1, &out->see_through) || out->see_through < 0)
        out->see_through = 0;
    cut_print(out->name, sizeof out->name, "%s", name);
    if (isolate && strlen(isolate) < sizeof out->isolate)
        snprintf(out->isolate, sizeof out->isolate, "%s", isolate);
    layer_ids_read(json_object_get(from, "layers"), &out->layers);
    return true;
}

int kept_views_read(const json_t *list, struct kept_view view[SETTINGS_VIEWS])
{
    int n = 0;
    for (size_t i = 0; i < json_array_size(list) && n < SETTINGS_VIEWS; i++)
        n += read_view(json_array_get(list, i), &view[n]);
    return n;
}

json_t *kept_views_json(const struct kept_view *view, int n)
{
    json_t *list = json_array();
    for (int i = 0; i < n; i++) {
        const struct kept_view *v = &view[i];
        json_t *at = json_array();
        for (int k = 0; k < 3; k++)
            json_array_append_new(at, json_real6((double)v->at[k]));
        json_array_append_new(
            list,
            json_pack("{ss so so so so ss so so}", "name", v->name, "at", at, "reach",
                      json_real6((double)v->reach), "yaw", json_real6((double)v->yaw),
                      "pitch", json_real6((double)v->pitch), "isolate", v->isolate,
                      "layers", layer_ids_json(v->layers), "see_through",
                      json_real6((double)v->see_through)));
    }
    return list;
}

bool kept_views_equal(const struct kept_view *a, const struct kept_view *b, int n)
{
    bool same = true;
    for (int i = 0; same && i < n; i++)
        same = strcmp(a[i].name, b[i].name) == 0 &&
               memcmp(a[i].at, b[i].at, sizeof a[i].at) == 0 &&
               memcmp(&a[i].reach, &b[i].reach, sizeof a[i].reach) == 0 &&
               memcmp(&a[i].yaw, &b[i].yaw, sizeof a[i].yaw) == 0 &&
               memcmp(&a[i].pitch, &b[i].pitch, sizeof a[i].pitch) == 0 &&
               strcmp(a[i].isolate, b[i].isolate) == 0 && a[i].layers == b[i].layers &&
               memcmp(&a[i].see_through, &b[i].see_through, sizeof(float)) == 0;
    return same;
}
