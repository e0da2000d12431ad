#include "import/gltf.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/json.h"
#include "import/gltf_plain.h"

enum { NODE_DEPTH = 128 };

struct gltf {
    struct json_at root;
    bool binary;
    const char *data; /* the BIN chunk */
    uint64_t binary_size;
};

static uint32_t get_u32(const char *at)
{
    uint32_t x = 0;
    for (int i = 3; i >= 0; i--)
        x = x << 8 | (uint8_t)at[i];
    return x;
}

bool gltf_is_binary(const char *data, size_t size)
{
    return size >= 4 && get_u32(data) == GLB_MAGIC;
}

/* ---- the container ---- */

static bool chunks(const char *path, const char *data, size_t size, const char **json,
                   size_t *json_size, uint64_t *binary_size, struct error *error)
{
    if (size < GLB_HEADER + GLB_CHUNK)
        return error_at(error, path, 0, 0, "is cut short: %zu bytes are no glTF binary",
                        size);
    if (get_u32(data + 4) != 2)
        return error_at(error, path, 0, 0, "is glTF version %u, expected 2",
                        get_u32(data + 4));
    uint64_t length = get_u32(data + 8), first = get_u32(data + GLB_HEADER);
    if (length > size)
        return error_at(error, path, 0, 0, "is cut short: %zu bytes of %llu", size,
                        (unsigned long long)length);
    if (get_u32(data + GLB_HEADER + 4) != GLB_JSON ||
        GLB_HEADER + GLB_CHUNK + first > length)
        return error_at(error, path, 0, 0,
                        "is a broken glTF binary: its JSON chunk does "
                        "not fit");
    *json = data + GLB_HEADER + GLB_CHUNK;
    *json_size = (size_t)first;
    *binary_size = 0;
    uint64_t at = GLB_HEADER + GLB_CHUNK + first;
    if (at + GLB_CHUNK <= length && get_u32(data + at + 4) == GLB_BIN) {
        *binary_size = get_u32(data + at);
        if (at + GLB_CHUNK + *binary_size > length)
            return error_at(error, path, 0, 0,
                            "is a broken glTF binary: its data chunk does not fit");
    }
    return true;
}

/* ---- JSON helpers ---- */

/* a whole number in [0, max]; absent gives `fallback`, or is refused where that is
 * negative */
static bool whole(const struct json_at *object, const char *key, int64_t fallback,
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

static int64_t count_of(const struct gltf *g, const char *key)
{
    return (int64_t)json_array_size(json_object_get(g->root.value, key));
}

/* an index into a top-level list; *out is -1 where absent */
static bool reference(const struct gltf *g, const struct json_at *object, const char *key,
                      const char *list, int64_t *out, struct error *error)
{
    *out = -1;
    if (!json_object_get(object->value, key))
        return true;
    return whole(object, key, -1, count_of(g, list) - 1, out, error);
}

typedef bool checker(const struct gltf *g, const struct json_at *item,
                     struct error *error);

static bool each(const struct gltf *g, const struct json_at *object, const char *key,
                 checker *check, struct error *error)
{
    struct json_at list, item;
    if (!json_optional(object, key, JSON_ARRAY, &list, error))
        return false;
    for (size_t i = 0; list.value && i < json_array_size(list.value); i++)
        if (!json_element(&list, i, JSON_OBJECT, &item, error) || !check(g, &item, error))
            return false;
    return true;
}

/* ---- extensions ---- */

/* what may be required without changing where the skin is */
static const char *const HARMLESS[] = {"KHR_materials_", "KHR_lights_punctual",
                                       "KHR_texture_transform", NULL};

static bool harmless(const char *name)
{
    for (int i = 0; HARMLESS[i]; i++)
        if (!strncmp(name, HARMLESS[i], strlen(HARMLESS[i])))
            return true;
    return false;
}

static bool check_extensions(const struct gltf *g, const char *path, struct error *error)
{
    struct json_at list, item;
    if (!json_optional(&g->root, "extensionsRequired", JSON_ARRAY, &list, error))
        return false;
    for (size_t i = 0; list.value && i < json_array_size(list.value); i++) {
        if (!json_element(&list, i, JSON_STRING, &item, error))
            return false;
        const char *name = json_string_value(item.value);
        if (!harmless(name))
            return error_at(
                error, path, 0, 0,
                "requires the glTF extension %s, which cannot be read; export it "
                "without compression or quantization",
                name);
    }
    return true;
}

static bool check_asset(const struct gltf *g, struct error *error)
{
    struct json_at asset, version;
    if (!json_member(&g->root, "asset", JSON_OBJECT, &asset, error) ||
        !json_member(&asset, "version", JSON_STRING, &version, error))
        return false;
    if (strncmp(json_string_value(version.value), "2.", 2))
        return json_fail(&version, error, "is glTF version %s, expected 2.0",
                         json_string_value(version.value));
    return true;
}

/* ---- memory ---- */

static bool check_buffer(const struct gltf *g, const struct json_at *item,
                         struct error *error)
{
    int64_t length;
    if (!whole(item, "byteLength", -1, INT_MAX, &length, error))
        return false;
    bool inside = g->binary && item->index == 0 && !json_object_get(item->value, "uri");
    if (inside && (uint64_t)length > g->binary_size)
        return json_fail(item, error, "the buffer is %lld bytes, the file holds %llu",
                         (long long)length, (unsigned long long)g->binary_size);
    if (!inside && !json_is_string(json_object_get(item->value, "uri")))
        return json_fail(item, error, "the buffer has neither data nor a uri");
    return true;
}

static int64_t member(const struct json_at *object, const char *key)
{
    return json_integer_value(json_object_get(object->value, key));
}

static struct json_at item_of(const struct gltf *g, const char *list, int64_t index)
{
    json_t *array = json_object_get(g->root.value, list);
    return (struct json_at){.doc = g->root.doc,
                            .value = json_array_get(array, (size_t)index),
                            .parent = &g->root,
                            .key = list};
}

static bool check_view(const struct gltf *g, const struct json_at *item,
                       struct error *error)
{
    int64_t buffer, offset, length, stride;
    if (!whole(item, "buffer", -1, count_of(g, "buffers") - 1, &buffer, error) ||
        !whole(item, "byteOffset", 0, INT_MAX, &offset, error) ||
        !whole(item, "byteLength", -1, INT_MAX, &length, error) ||
        !whole(item, "byteStride", 0, 252, &stride, error))
        return false;
    struct json_at owner = item_of(g, "buffers", buffer);
    if (offset + length > member(&owner, "byteLength"))
        return json_fail(item, error, "the view reaches beyond its buffer");
    return true;
}

static int64_t component_bytes(int64_t type)
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

static int64_t type_components(const char *type)
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

static bool check_accessor(const struct gltf *g, const struct json_at *item,
                           struct error *error)
{
    int64_t view, offset, count, component;
    if (json_object_get(item->value, "sparse"))
        return json_fail(item, error, "sparse accessors cannot be read");
    if (!reference(g, item, "bufferView", "bufferViews", &view, error) ||
        !whole(item, "byteOffset", 0, INT_MAX, &offset, error) ||
        !whole(item, "count", -1, INT_MAX, &count, error) ||
        !whole(item, "componentType", -1, INT_MAX, &component, error))
        return false;
    int64_t bytes =
        component_bytes(component) *
        type_components(json_string_value(json_object_get(item->value, "type")));
    if (!bytes)
        return json_fail(item, error, "the accessor is of no known type");
    if (view < 0)
        return json_fail(item, error, "the accessor names no bufferView");
    if (!count)
        return json_fail(item, error, "the accessor is empty");
    struct json_at owner = item_of(g, "bufferViews", view);
    int64_t stride = member(&owner, "byteStride");
    if (stride && stride < bytes)
        return json_fail(item, error, "the elements overlap");
    if (offset + (count - 1) * (stride ? stride : bytes) + bytes >
        member(&owner, "byteLength"))
        return json_fail(item, error, "the accessor reaches beyond its view");
    return true;
}

/* ---- meshes and nodes ---- */

static bool check_attribute(const struct gltf *g, const struct json_at *attributes,
                            const char *name, int64_t *count, struct error *error)
{
    int64_t index;
    if (!whole(attributes, name, -1, count_of(g, "accessors") - 1, &index, error))
        return false;
    struct json_at accessor = item_of(g, "accessors", index);
    int64_t n = member(&accessor, "count");
    if (*count >= 0 && n != *count)
        return json_fail(attributes, error, "%s has %lld entries where POSITION has %lld",
                         name, (long long)n, (long long)*count);
    *count = n;
    const char *type = json_string_value(json_object_get(accessor.value, "type"));
    bool place = !strcmp(name, "POSITION") || !strcmp(name, "NORMAL");
    if (place && (member(&accessor, "componentType") != 5126 || strcmp(type, "VEC3")))
        return json_fail(attributes, error, "%s is not three floats a vertex", name);
    return true;
}

static bool check_attributes(const struct gltf *g, const struct json_at *attributes,
                             int64_t *count, struct error *error)
{
    const char *name;
    json_t *value;
    *count = -1;
    if (!json_object_get(attributes->value, "POSITION"))
        return json_fail(attributes, error, "POSITION is missing");
    if (!check_attribute(g, attributes, "POSITION", count, error))
        return false;
    json_object_foreach(
        attributes->value, name,
        value) if (!check_attribute(g, attributes, name, count, error)) return false;
    return true;
}

static bool check_target(const struct gltf *g, const struct json_at *item,
                         struct error *error)
{
    const char *name;
    json_t *value;
    json_object_foreach(item->value, name, value)
    {
        int64_t count = -1;
        if (!check_attribute(g, item, name, &count, error))
            return false;
    }
    return true;
}

static uint32_t get_index(const char *at, int64_t bytes)
{
    uint32_t x = 0;
    for (int64_t i = bytes - 1; i >= 0; i--)
        x = x << 8 | (uint8_t)at[i];
    return x;
}

/* assimp drops a triangle that names a vertex beyond the last without a word */
static bool check_indices(const struct gltf *g, const struct json_at *item,
                          int64_t accessor, int64_t vertices, struct error *error)
{
    struct json_at indices = item_of(g, "accessors", accessor);
    int64_t type = member(&indices, "componentType"), bytes = component_bytes(type);
    const char *shape = json_string_value(json_object_get(indices.value, "type"));
    if (strcmp(shape, "SCALAR") || (type != 5121 && type != 5123 && type != 5125))
        return json_fail(item, error, "the indices are not whole numbers");
    struct json_at view = item_of(g, "bufferViews", member(&indices, "bufferView"));
    struct json_at buffer = item_of(g, "buffers", member(&view, "buffer"));
    if (!g->binary || json_object_get(buffer.value, "uri"))
        return true;
    int64_t stride = member(&view, "byteStride");
    const char *at =
        g->data + member(&view, "byteOffset") + member(&indices, "byteOffset");
    for (int64_t i = 0, n = member(&indices, "count"); i < n; i++) {
        uint32_t vertex = get_index(at + i * (stride ? stride : bytes), bytes);
        if (vertex >= vertices)
            return json_fail(item, error, "index %lld names vertex %u of %lld",
                             (long long)i, vertex, (long long)vertices);
    }
    return true;
}

static bool check_primitive(const struct gltf *g, const struct json_at *item,
                            struct error *error)
{
    struct json_at attributes;
    int64_t count, indices, mode, material;
    if (!json_member(item, "attributes", JSON_OBJECT, &attributes, error) ||
        !check_attributes(g, &attributes, &count, error) ||
        !reference(g, item, "indices", "accessors", &indices, error) ||
        !reference(g, item, "material", "materials", &material, error) ||
        !whole(item, "mode", 4, 6, &mode, error) ||
        !each(g, item, "targets", check_target, error))
        return false;
    return indices < 0 || check_indices(g, item, indices, count, error);
}

static bool check_mesh(const struct gltf *g, const struct json_at *item,
                       struct error *error)
{
    struct json_at primitives;
    return json_member(item, "primitives", JSON_ARRAY, &primitives, error) &&
           each(g, item, "primitives", check_primitive, error);
}

static bool check_node(const struct gltf *g, const struct json_at *item,
                       struct error *error)
{
    int64_t index;
    struct json_at children;
    if (!reference(g, item, "mesh", "meshes", &index, error) ||
        !reference(g, item, "skin", "skins", &index, error) ||
        !reference(g, item, "camera", "cameras", &index, error) ||
        !json_optional(item, "children", JSON_ARRAY, &children, error))
        return false;
    for (size_t i = 0; children.value && i < json_array_size(children.value); i++) {
        json_int_t child = json_integer_value(json_array_get(children.value, i));
        if (!json_is_integer(json_array_get(children.value, i)) || child < 0 ||
            child >= count_of(g, "nodes"))
            return json_fail(&children, error, "child %zu names no node", i);
    }
    return true;
}

/* a tree has each node below at most one other, and no node below itself */
static bool check_tree(const struct gltf *g, struct error *error)
{
    json_t *nodes = json_object_get(g->root.value, "nodes"), *node, *child;
    size_t n = json_array_size(nodes), i, k;
    int64_t *parent = xmalloc((n + 1) * sizeof *parent);
    bool ok = true;
    for (i = 0; i < n; i++)
        parent[i] = -1;
    json_array_foreach(nodes, i, node)
    {
        json_array_foreach(json_object_get(node, "children"), k, child)
        {
            size_t c = (size_t)json_integer_value(child);
            ok = ok && parent[c] < 0;
            parent[c] = (int64_t)i;
        }
    }
    for (i = 0; ok && i < n; i++) {
        int depth = 0;
        for (int64_t at = (int64_t)i; at >= 0 && depth <= NODE_DEPTH; at = parent[at])
            depth++;
        ok = depth <= NODE_DEPTH;
    }
    free(parent);
    return ok || json_fail(&g->root, error, "the nodes are no tree of at most %d levels",
                           NODE_DEPTH);
}

static bool check_scene(const struct gltf *g, const struct json_at *item,
                        struct error *error)
{
    struct json_at nodes;
    if (!json_optional(item, "nodes", JSON_ARRAY, &nodes, error))
        return false;
    for (size_t i = 0; nodes.value && i < json_array_size(nodes.value); i++) {
        json_int_t node = json_integer_value(json_array_get(nodes.value, i));
        if (!json_is_integer(json_array_get(nodes.value, i)) || node < 0 ||
            node >= count_of(g, "nodes"))
            return json_fail(&nodes, error, "entry %zu names no node", i);
    }
    return true;
}

static bool check_document(const struct gltf *g, const char *path, struct error *error)
{
    int64_t scene;
    return json_expect(&g->root, JSON_OBJECT, error) && check_asset(g, error) &&
           check_extensions(g, path, error) &&
           each(g, &g->root, "buffers", check_buffer, error) &&
           each(g, &g->root, "bufferViews", check_view, error) &&
           each(g, &g->root, "accessors", check_accessor, error) &&
           each(g, &g->root, "meshes", check_mesh, error) &&
           each(g, &g->root, "nodes", check_node, error) && check_tree(g, error) &&
           each(g, &g->root, "scenes", check_scene, error) &&
           reference(g, &g->root, "scene", "scenes", &scene, error);
}

static bool check_plain(const struct gltf *g, const char *path, struct error *error)
{
    if (json_object_get(g->root.value, "skins") ||
        json_object_get(g->root.value, "animations"))
        return error_at(
            error, path, 0, 0,
            "carries a skeleton or animations; export it as .glb or without them");
    return true;
}

bool gltf_check(const char *path, const char *data, size_t size, char **plain,
                size_t *plain_size, struct error *error)
{
    struct gltf g = {.binary = gltf_is_binary(data, size)};
    const char *text = data;
    size_t length = size;
    *plain = NULL;
    *plain_size = 0;
    if (g.binary && !chunks(path, data, size, &text, &length, &g.binary_size, error))
        return false;
    g.data = g.binary_size ? text + length + GLB_CHUNK : "";
    struct json_doc doc;
    if (!json_doc_parse(&doc, path, text, length, error))
        return false;
    g.root = json_doc_root(&doc);
    bool ok = check_document(&g, path, error);
    if (ok && !g.binary)
        ok = check_plain(&g, path, error);
    if (ok && g.binary) {
        gltf_drop_unused(doc.root);
        *plain = gltf_build(doc.root, g.data, g.binary_size, plain_size);
    }
    json_doc_close(&doc);
    return ok;
}
