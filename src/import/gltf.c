#include "import/gltf.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "import/gltf_accessor.h"
#include "import/gltf_internal.h"
#include "import/gltf_mesh.h"

enum { NODE_DEPTH = 128 };

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
                   size_t *json_size, struct gltf_bytes *binary, struct error *error)
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
    uint64_t at = GLB_HEADER + GLB_CHUNK + first;
    if (at + GLB_CHUNK <= length && get_u32(data + at + 4) == GLB_BIN) {
        binary->size = get_u32(data + at);
        binary->data = (const uint8_t *)data + at + GLB_CHUNK;
        if (at + GLB_CHUNK + binary->size > length)
            return error_at(error, path, 0, 0,
                            "is a broken glTF binary: its data chunk does not fit");
    }
    return true;
}

/* ---- JSON helpers ---- */

/* an index into a top-level list; *out is -1 where absent */
static bool reference(const struct gltf *g, const struct json_at *object, const char *key,
                      const char *list, int64_t *out, struct error *error)
{
    *out = -1;
    if (!json_object_get(object->value, key))
        return true;
    return gltf_whole(object, key, -1, gltf_count(g, list) - 1, out, error);
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
                                       "KHR_texture_transform", "VRM", NULL};
/* what changes where the skin is, and is read */
static const char *const READ[] = {"KHR_mesh_quantization", "EXT_meshopt_compression",
                                   NULL};

static bool understood(const char *name)
{
    for (int i = 0; HARMLESS[i]; i++)
        if (!strncmp(name, HARMLESS[i], strlen(HARMLESS[i])))
            return true;
    for (int i = 0; READ[i]; i++)
        if (!strcmp(name, READ[i]))
            return true;
    return false;
}

static bool declares(const struct gltf *g, const char *extension)
{
    size_t i;
    json_t *name;
    json_array_foreach(json_object_get(g->root.value, "extensionsUsed"), i, name)
    {
        if (json_is_string(name) && !strcmp(json_string_value(name), extension))
            return true;
    }
    json_array_foreach(json_object_get(g->root.value, "extensionsRequired"), i, name)
    {
        if (json_is_string(name) && !strcmp(json_string_value(name), extension))
            return true;
    }
    return false;
}

static bool check_extensions(const struct gltf *g, struct error *error)
{
    struct json_at list, item;
    if (!json_optional(&g->root, "extensionsRequired", JSON_ARRAY, &list, error))
        return false;
    for (size_t i = 0; list.value && i < json_array_size(list.value); i++) {
        if (!json_element(&list, i, JSON_STRING, &item, error))
            return false;
        const char *name = json_string_value(item.value);
        if (!understood(name))
            return error_at(
                error, g->path, 0, 0,
                "requires the glTF extension %s, which cannot be read; export it "
                "without",
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

/* where a packed view's bytes lie; false where it is not packed */
static bool packing(const struct json_at *view, struct json_at *out)
{
    json_t *extensions = json_object_get(view->value, "extensions");
    *out = *view;
    out->value = json_object_get(extensions, "EXT_meshopt_compression");
    return json_is_object(out->value);
}

static bool check_buffer(const struct gltf *g, const struct json_at *item,
                         struct error *error)
{
    int64_t length;
    json_t *uri = json_object_get(item->value, "uri");
    (void)g;
    if (uri && !json_is_string(uri))
        return json_fail(item, error, "the buffer's uri is no text");
    return gltf_whole(item, "byteLength", -1, INT_MAX, &length, error);
}

static bool check_span(const struct gltf *g, const struct json_at *item,
                       struct error *error)
{
    int64_t buffer, offset, length, stride;
    if (!gltf_whole(item, "buffer", -1, gltf_count(g, "buffers") - 1, &buffer, error) ||
        !gltf_whole(item, "byteOffset", 0, INT_MAX, &offset, error) ||
        !gltf_whole(item, "byteLength", -1, INT_MAX, &length, error) ||
        !gltf_whole(item, "byteStride", 0, 256, &stride, error))
        return false;
    struct json_at owner = gltf_item(g, "buffers", buffer);
    if (offset + length > gltf_member(&owner, "byteLength"))
        return json_fail(item, error, "the view reaches beyond its buffer");
    return true;
}

static bool check_view(const struct gltf *g, const struct json_at *item,
                       struct error *error)
{
    struct json_at packed;
    int64_t count, stride, mode;
    static const char *const MODES[] = {"ATTRIBUTES", "TRIANGLES", "INDICES", NULL};
    static const char *const FILTERS[] = {"NONE", "OCTAHEDRAL", "QUATERNION",
                                          "EXPONENTIAL", NULL};
    struct json_at at;
    int filter, kind;
    if (!check_span(g, item, error))
        return false;
    if (!packing(item, &packed))
        return true;
    if (!check_span(g, &packed, error) ||
        !gltf_whole(&packed, "count", -1, INT_MAX, &count, error) ||
        !gltf_whole(&packed, "byteStride", -1, 256, &stride, error) ||
        !json_member(&packed, "mode", JSON_STRING, &at, error) ||
        !json_choice(&at, MODES, &kind, error) ||
        !json_optional(&packed, "filter", JSON_STRING, &at, error) ||
        (at.value && !json_choice(&at, FILTERS, &filter, error)))
        return false;
    mode = kind;
    if (!count || !stride || count * stride != gltf_member(item, "byteLength"))
        return json_fail(&packed, error,
                         "packs another number of bytes than the view has");
    bool indices = mode > 0;
    if (indices ? stride != 2 && stride != 4 : stride % 4)
        return json_fail(&packed, error, "the elements are of an odd size");
    return true;
}

/* `count` elements of `bytes` each, `stride` apart, from `offset` in a view */
static bool check_extent(const struct gltf *g, const struct json_at *item, int64_t view,
                         int64_t offset, int64_t count, int64_t bytes,
                         struct error *error)
{
    struct json_at owner = gltf_item(g, "bufferViews", view);
    int64_t stride = gltf_member(&owner, "byteStride");
    if (stride && stride < bytes)
        return json_fail(item, error, "the elements overlap");
    if (offset + (count - 1) * (stride ? stride : bytes) + bytes >
        gltf_member(&owner, "byteLength"))
        return json_fail(item, error, "the accessor reaches beyond its view");
    return true;
}

static bool check_sparse_part(const struct gltf *g, const struct json_at *sparse,
                              const char *key, int64_t count, int64_t bytes,
                              struct error *error)
{
    struct json_at part;
    int64_t view, offset, type = 0;
    if (!json_member(sparse, key, JSON_OBJECT, &part, error) ||
        !gltf_whole(&part, "bufferView", -1, gltf_count(g, "bufferViews") - 1, &view,
                    error) ||
        !gltf_whole(&part, "byteOffset", 0, INT_MAX, &offset, error) ||
        (!bytes && !gltf_whole(&part, "componentType", -1, INT_MAX, &type, error)))
        return false;
    if (!bytes && type != 5121 && type != 5123 && type != 5125)
        return json_fail(&part, error, "the indices are not whole numbers");
    bytes = bytes ? bytes : gltf_component_bytes(type);
    struct json_at owner = gltf_item(g, "bufferViews", view);
    if (offset + count * bytes > gltf_member(&owner, "byteLength"))
        return json_fail(&part, error, "the accessor reaches beyond its view");
    return true;
}

static bool check_sparse(const struct gltf *g, const struct json_at *item,
                         int64_t elements, int64_t bytes, struct error *error)
{
    struct json_at sparse;
    int64_t count;
    if (!json_optional(item, "sparse", JSON_OBJECT, &sparse, error) || !sparse.value)
        return sparse.value == NULL && !json_object_get(item->value, "sparse");
    return gltf_whole(&sparse, "count", -1, elements, &count, error) &&
           check_sparse_part(g, &sparse, "indices", count, 0, error) &&
           check_sparse_part(g, &sparse, "values", count, bytes, error);
}

static bool check_accessor(const struct gltf *g, const struct json_at *item,
                           struct error *error)
{
    int64_t view, offset, count, component;
    if (!reference(g, item, "bufferView", "bufferViews", &view, error) ||
        !gltf_whole(item, "byteOffset", 0, INT_MAX, &offset, error) ||
        !gltf_whole(item, "count", -1, INT_MAX, &count, error) ||
        !gltf_whole(item, "componentType", -1, INT_MAX, &component, error))
        return false;
    int64_t bytes =
        gltf_component_bytes(component) *
        gltf_components(json_string_value(json_object_get(item->value, "type")));
    if (!bytes)
        return json_fail(item, error, "the accessor is of no known type");
    if (!count)
        return json_fail(item, error, "the accessor is empty");
    if (view < 0 && !json_object_get(item->value, "sparse"))
        return json_fail(item, error, "the accessor names no bufferView");
    if (view >= 0 && !check_extent(g, item, view, offset, count, bytes, error))
        return false;
    return check_sparse(g, item, count, bytes, error);
}

/* ---- meshes and nodes ---- */

static bool check_attribute(const struct gltf *g, const struct json_at *attributes,
                            const char *name, int64_t *count, struct error *error)
{
    int64_t index;
    if (!gltf_whole(attributes, name, -1, gltf_count(g, "accessors") - 1, &index, error))
        return false;
    struct json_at accessor = gltf_item(g, "accessors", index);
    int64_t n = gltf_member(&accessor, "count");
    if (*count >= 0 && n != *count)
        return json_fail(attributes, error, "%s has %lld entries where POSITION has %lld",
                         name, (long long)n, (long long)*count);
    *count = n;
    const char *type = json_string_value(json_object_get(accessor.value, "type"));
    bool place = !strcmp(name, "POSITION") || !strcmp(name, "NORMAL");
    bool real = gltf_member(&accessor, "componentType") == 5126 || g->quantized;
    if (place && (!real || strcmp(type, "VEC3")))
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

static bool check_indices(const struct gltf *g, const struct json_at *item,
                          int64_t accessor, int64_t vertices, struct error *error)
{
    struct json_at indices = gltf_item(g, "accessors", accessor);
    int64_t type = gltf_member(&indices, "componentType");
    const char *shape = json_string_value(json_object_get(indices.value, "type"));
    if (strcmp(shape, "SCALAR") || (type != 5121 && type != 5123 && type != 5125))
        return json_fail(item, error, "the indices are not whole numbers");
    struct gltf_reader in = gltf_accessor(g, accessor);
    enum { PIECE = 256 };
    uint32_t vertex[PIECE];
    for (int64_t first = 0; first < in.count; first += PIECE) {
        int64_t n = in.count - first < PIECE ? in.count - first : PIECE;
        gltf_accessor_indices(&in, first, n, vertex);
        for (int64_t i = 0; i < n; i++)
            if (vertex[i] >= vertices)
                return json_fail(item, error, "index %lld names vertex %u of %lld",
                                 (long long)(first + i), vertex[i], (long long)vertices);
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
        !gltf_whole(item, "mode", 4, 6, &mode, error))
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
            child >= gltf_count(g, "nodes"))
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

/* joints are nodes; one inverse bind matrix a joint, or none */
static bool check_skin(const struct gltf *g, const struct json_at *item,
                       struct error *error)
{
    struct json_at joints;
    int64_t matrices;
    if (!json_member(item, "joints", JSON_ARRAY, &joints, error) ||
        !reference(g, item, "inverseBindMatrices", "accessors", &matrices, error))
        return false;
    size_t n = json_array_size(joints.value);
    for (size_t i = 0; i < n; i++) {
        json_t *joint = json_array_get(joints.value, i);
        if (!json_is_integer(joint) || json_integer_value(joint) < 0 ||
            json_integer_value(joint) >= gltf_count(g, "nodes"))
            return json_fail(&joints, error, "joint %zu names no node", i);
    }
    if (matrices < 0)
        return true;
    struct json_at accessor = gltf_item(g, "accessors", matrices);
    const char *type = json_string_value(json_object_get(accessor.value, "type"));
    if (strcmp(type, "MAT4") || gltf_member(&accessor, "componentType") != 5126 ||
        gltf_member(&accessor, "count") < (int64_t)n)
        return json_fail(item, error, "the skin has not one matrix for each joint");
    return true;
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
            node >= gltf_count(g, "nodes"))
            return json_fail(&nodes, error, "entry %zu names no node", i);
    }
    return true;
}

static bool check_document(struct gltf *g, struct error *error)
{
    int64_t scene;
    g->quantized = declares(g, "KHR_mesh_quantization");
    return json_expect(&g->root, JSON_OBJECT, error) && check_asset(g, error) &&
           check_extensions(g, error) &&
           each(g, &g->root, "buffers", check_buffer, error) &&
           gltf_load_buffers(g, error) &&
           each(g, &g->root, "bufferViews", check_view, error) &&
           gltf_load_views(g, error) &&
           each(g, &g->root, "accessors", check_accessor, error) &&
           each(g, &g->root, "meshes", check_mesh, error) &&
           each(g, &g->root, "nodes", check_node, error) && check_tree(g, error) &&
           each(g, &g->root, "skins", check_skin, error) &&
           each(g, &g->root, "scenes", check_scene, error) &&
           reference(g, &g->root, "scene", "scenes", &scene, error);
}

bool gltf_read(const char *path, const char *data, size_t size, struct model *out,
               struct error *error)
{
    struct gltf g = {.path = path};
    const char *text = data;
    size_t length = size;
    if (gltf_is_binary(data, size) &&
        !chunks(path, data, size, &text, &length, &g.binary, error))
        return false;
    struct json_doc doc;
    if (!json_doc_parse(&doc, path, text, length, error))
        return false;
    g.root = json_doc_root(&doc);
    g.arena = arena_create();
    bool ok = check_document(&g, error) && gltf_mesh_read(&g, out, error);
    arena_destroy(&g.arena);
    json_doc_close(&doc);
    return ok;
}
