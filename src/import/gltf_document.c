#include <string.h>

#include "import/gltf_internal.h"

bool gltf_whole(const struct json_at *object, const char *key, int64_t fallback,
                int64_t max, int64_t *out, struct error *error)
{
    struct json_at at;
    if (!json_optional(object, key, JSON_INTEGER, &at, error))
        return false;
    if (!at.value) {
        if (fallback < 0)
            return json_fail(object, error, "%s is missing", key);
        *out = fallback;
        return true;
    }
    *out = json_integer_value(at.value);
    if (max < 0)
        return json_fail(&at, error, "names what the file does not hold");
    if (*out < 0 || *out > max)
        return json_fail(&at, error, "%lld is out of range, expected 0 to %lld",
                         (long long)*out, (long long)max);
    return true;
}

int64_t gltf_count(const struct gltf *g, const char *key)
{
    return (int64_t)json_array_size(json_object_get(g->root.value, key));
}

int64_t gltf_member(const struct json_at *object, const char *key)
{
    return json_integer_value(json_object_get(object->value, key));
}

struct json_at gltf_item(const struct gltf *g, const char *list, int64_t index)
{
    json_t *array = json_object_get(g->root.value, list);
    return (struct json_at){.doc = g->root.doc,
                            .value = json_array_get(array, (size_t)index),
                            .parent = &g->root,
                            .key = list};
}

int64_t gltf_component_bytes(int64_t type)
{
    switch (type) {
    case 5120: /* byte */
    case 5121:
        return 1;
    case 5122: /* short */
    case 5123:
        return 2;
    case 5125: /* unsigned int, float */
    case 5126:
        return 4;
    default:
        return 0;
    }
}

int64_t gltf_components(const char *type)
{
    static const struct {
        const char *name;
        int64_t n;
    } TYPES[] = {{"SCALAR", 1}, {"VEC2", 2}, {"VEC3", 3}, {"VEC4", 4},
                 {"MAT2", 4},   {"MAT3", 9}, {"MAT4", 16}};
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++)
        if (type && !strcmp(type, TYPES[i].name))
            return TYPES[i].n;
    return 0;
}
