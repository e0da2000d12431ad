#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "geom/bvh.h"
#include "inside/skeleton_file_internal.h"

static const size_t FILE_LIMIT = 32u << 20;

enum { HEADER = 12, CHUNK = 8, FLOATS = 5126, SHORTS = 5123 };
#define MAGIC 0x46546C67u /* "glTF" */
#define JSON_TYPE 0x4E4F534Au
#define BIN_TYPE 0x004E4942u

struct reader {
    struct json_at root;
    const char *bin;
    size_t n_bin;
    struct arena *arena;
    struct error *error;
};

static uint32_t u32(const char *at)
{
    uint32_t x;
    memcpy(&x, at, sizeof x);
    return x;
}

static bool index_of(const struct json_at *object, const char *key, size_t *out,
                     struct error *error)
{
    struct json_at at;
    double x;
    if (!json_member(object, key, JSON_REAL, &at, error) ||
        !json_number(&at, 0, 1e9, &x, error))
        return false;
    *out = (size_t)x;
    return true;
}

static bool element_of(struct reader *r, const char *list, size_t index,
                       struct json_at *all, struct json_at *out)
{
    return json_member(&r->root, list, JSON_ARRAY, all, r->error) &&
           (index < json_array_size(all->value) ||
            json_fail(all, r->error, "has no element %zu", index)) &&
           json_element(all, index, JSON_OBJECT, out, r->error);
}

/* the bytes of an accessor of `type`, `size` bytes an element */
static const char *data_of(struct reader *r, size_t accessor, size_t type, size_t size,
                           size_t *count)
{
    struct json_at all, a, views, v;
    size_t kind, view, from, length;
    if (!element_of(r, "accessors", accessor, &all, &a) ||
        !index_of(&a, "componentType", &kind, r->error) ||
        !index_of(&a, "count", count, r->error) ||
        !index_of(&a, "bufferView", &view, r->error) ||
        !element_of(r, "bufferViews", view, &views, &v) ||
        !index_of(&v, "byteOffset", &from, r->error) ||
        !index_of(&v, "byteLength", &length, r->error))
        return NULL;
    if (kind != type || *count > length / size || from > r->n_bin ||
        length > r->n_bin - from || from % 4) {
        json_fail(&a, r->error, "is damaged: its data do not fit");
        return NULL;
    }
    return r->bin + from;
}

static bool read_triangles(struct reader *r, size_t accessor, struct skeleton_mesh *m)
{
    size_t count;
    const char *data = data_of(r, accessor, SHORTS, sizeof(uint16_t), &count);
    if (!data)
        return false;
    uint32_t(*triangle)[3] = arena_alloc_array(r->arena, count / 3 + 1, sizeof *triangle);
    m->n_triangles = (uint32_t)(count / 3);
    m->triangle = (const uint32_t(*)[3])triangle;
    for (size_t i = 0; i < count / 3 * 3; i++) {
        uint16_t v;
        memcpy(&v, data + i * sizeof v, sizeof v);
        if (v >= m->n_vertices)
            return error_set(r->error, "is damaged: %s names vertex %u of %u", m->id, v,
                             m->n_vertices);
        triangle[i / 3][i % 3] = v;
    }
    /* so that trees of it are made in no time, body after body */
    bvh_order(m->position, triangle, m->n_triangles);
    return true;
}

static bool read_mesh(struct reader *r, const struct json_at *object,
                      struct skeleton_mesh *m)
{
    struct json_at at, parts, part, attributes;
    size_t position, indices, count;
    if (!json_member(object, "name", JSON_STRING, &at, r->error) ||
        !json_member(object, "primitives", JSON_ARRAY, &parts, r->error) ||
        !json_element(&parts, 0, JSON_OBJECT, &part, r->error) ||
        !json_member(&part, "attributes", JSON_OBJECT, &attributes, r->error) ||
        !index_of(&attributes, "POSITION", &position, r->error) ||
        !index_of(&part, "indices", &indices, r->error))
        return false;
    m->id = arena_strdup(r->arena, json_string_value(at.value));
    const char *data = data_of(r, position, FLOATS, sizeof(float[3]), &count);
    if (!data)
        return false;
    float(*p)[3] = arena_alloc_array(r->arena, count + 1, sizeof *p);
    memcpy(p, data, count * sizeof *p);
    for (size_t i = 0; i < count * 3; i++)
        if (!isfinite(p[i / 3][i % 3]))
            return error_set(r->error, "is damaged: a vertex of %s is no number", m->id);
    m->n_vertices = (uint32_t)count;
    m->position = (const float(*)[3])p;
    return read_triangles(r, indices, m);
}

static bool read_meshes(struct reader *r, struct skeleton_mesh **out, int *count)
{
    struct json_at list, item;
    if (!json_member(&r->root, "meshes", JSON_ARRAY, &list, r->error))
        return false;
    size_t n = json_array_size(list.value);
    *out = arena_alloc_array(r->arena, n + 1, sizeof **out);
    *count = (int)n;
    for (size_t i = 0; i < n; i++)
        if (!json_element(&list, i, JSON_OBJECT, &item, r->error) ||
            !read_mesh(r, &item, &(*out)[i]))
            return false;
    return true;
}

static bool read_chunks(const char *path, const char *data, size_t size,
                        struct arena *arena, struct skeleton_mesh **out, int *count,
                        struct error *error)
{
    if (size < HEADER + CHUNK || u32(data) != MAGIC)
        return error_set(error, "is no glTF binary");
    size_t text = u32(data + HEADER);
    size_t bin = HEADER + CHUNK + text;
    if (u32(data + 8) != size || u32(data + HEADER + 4) != JSON_TYPE || bin > size ||
        size - bin < CHUNK || u32(data + bin + 4) != BIN_TYPE ||
        u32(data + bin) > size - bin - CHUNK)
        return error_set(error, "is damaged: it is cut short");
    struct json_doc doc;
    if (!json_doc_parse(&doc, path, data + HEADER + CHUNK, text, error))
        return false;
    struct reader r = {.root = json_doc_root(&doc),
                       .bin = data + bin + CHUNK,
                       .n_bin = u32(data + bin),
                       .arena = arena,
                       .error = error};
    bool ok = read_meshes(&r, out, count);
    json_doc_close(&doc);
    return ok;
}

bool skeleton_file_read(const char *path, struct arena *arena, struct skeleton_mesh **out,
                        int *count, struct error *error)
{
    char *data;
    size_t size;
    if (!file_read(path, FILE_LIMIT, &data, &size, error))
        return error_in_file(error, path);
    bool ok = read_chunks(path, data, size, arena, out, count, error);
    free(data);
    return ok || error_in_file(error, path);
}
