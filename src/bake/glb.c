#include "bake/glb.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/arena.h"
#include "base/file.h"

enum { GL_UNSIGNED_BYTE = 5121, GL_UNSIGNED_INT = 5125, GL_FLOAT = 5126 };
enum { GL_ARRAY_BUFFER = 34962, GL_ELEMENT_ARRAY_BUFFER = 34963 };

struct view {
    const char *attribute; /* NULL = the indices */
    const char *type;
    int component, target;
    size_t count, bytes;
    const void *data;
};

enum { VIEWS = 4 };

static json_t *bounds(const float v[3])
{
    return json_pack("[f,f,f]", (double)v[0], (double)v[1], (double)v[2]);
}

static json_t *accessor(const struct view *v, int index, const struct mesh *mesh)
{
    json_t *a = json_pack("{s:i,s:i,s:I,s:s}", "bufferView", index, "componentType",
                          v->component, "count", (json_int_t)v->count, "type", v->type);
    if (v->component == GL_UNSIGNED_BYTE)
        json_object_set_new(a, "normalized", json_true());
    if (v->attribute && !strcmp(v->attribute, "POSITION")) {
        float min[3], max[3];
        mesh_bounds(mesh, min, max);
        json_object_set_new(a, "min", bounds(min));
        json_object_set_new(a, "max", bounds(max));
    }
    return a;
}

static json_t *describe(const struct view *views, const struct mesh *mesh)
{
    json_t *accessors = json_array(), *buffer_views = json_array();
    json_t *attributes = json_object();
    size_t offset = 0;
    for (int i = 0; i < VIEWS; i++) {
        json_array_append_new(accessors, accessor(&views[i], i, mesh));
        json_array_append_new(buffer_views,
                              json_pack("{s:i,s:I,s:I,s:i}", "buffer", 0, "byteOffset",
                                        (json_int_t)offset, "byteLength",
                                        (json_int_t)views[i].bytes, "target",
                                        views[i].target));
        if (views[i].attribute)
            json_object_set_new(attributes, views[i].attribute, json_integer(i));
        offset += views[i].bytes;
    }
    return json_pack("{s:{s:s,s:s,s:s},s:i,s:[{s:[i]}],s:[{s:s,s:i}],"
                     "s:[{s:s,s:[{s:o,s:i,s:i,s:i}]}],"
                     "s:[{s:s,s:{s:[f,f,f,f],s:f,s:f}}],s:[{s:I}],s:o,s:o}",
                     "asset", "version", "2.0", "generator", "deqi-bake", "copyright",
                     "CC0 1.0; shape made with data of the MakeHuman project", "scene", 0,
                     "scenes", "nodes", 0, "nodes", "name", "body", "mesh", 0, "meshes",
                     "name", "body", "primitives", "attributes", attributes, "indices",
                     VIEWS - 1, "material", 0, "mode", 4, "materials", "name",
                     "porcelain", "pbrMetallicRoughness", "baseColorFactor", 0.86, 0.83,
                     0.79, 1.0, "metallicFactor", 0.0, "roughnessFactor", 0.75, "buffers",
                     "byteLength", (json_int_t)offset, "bufferViews", buffer_views,
                     "accessors", accessors);
}

static void put_u32(char **at, uint32_t x)
{
    for (int i = 0; i < 4; i++)
        *(*at)++ = (char)(x >> (8 * i) & 0xff);
}

bool glb_write(const struct mesh *mesh, const char *path, struct error *error)
{
    size_t n = mesh->n_vertices;
    uint8_t(*color)[4] = xmalloc(n * sizeof *color + 1);
    for (size_t i = 0; i < n; i++) {
        memset(color[i], mesh->occlusion ? mesh->occlusion[i] : 255, 3);
        color[i][3] = 255;
    }
    const struct view views[VIEWS] = {
        {"POSITION", "VEC3", GL_FLOAT, GL_ARRAY_BUFFER, n, n * 12, mesh->position},
        {"NORMAL", "VEC3", GL_FLOAT, GL_ARRAY_BUFFER, n, n * 12, mesh->normal},
        {"COLOR_0", "VEC4", GL_UNSIGNED_BYTE, GL_ARRAY_BUFFER, n, n * 4, color},
        {NULL, "SCALAR", GL_UNSIGNED_INT, GL_ELEMENT_ARRAY_BUFFER, mesh->n_triangles * 3,
         mesh->n_triangles * sizeof *mesh->triangle, mesh->triangle},
    };
    size_t body = 0;
    for (int i = 0; i < VIEWS; i++)
        body += views[i].bytes;
    json_t *root = describe(views, mesh);
    /* nine digits give a float back exactly */
    char *text = json_dumps(root, JSON_COMPACT | JSON_REAL_PRECISION(9));
    json_decref(root);
    size_t length = strlen(text), padded = (length + 3) / 4 * 4;

    /* header, JSON chunk padded with blanks, binary chunk (all views are multiples of 4)
     */
    size_t size = 12 + 8 + padded + 8 + body;
    char *file = xmalloc(size), *at = file;
    put_u32(&at, 0x46546C67); /* "glTF" */
    put_u32(&at, 2);
    put_u32(&at, (uint32_t)size);
    put_u32(&at, (uint32_t)padded);
    put_u32(&at, 0x4E4F534A); /* "JSON" */
    memset(at, ' ', padded);
    memcpy(at, text, length);
    at += padded;
    put_u32(&at, (uint32_t)body);
    put_u32(&at, 0x004E4942); /* "BIN" */
    for (int i = 0; i < VIEWS; i++) {
        memcpy(at, views[i].data, views[i].bytes);
        at += views[i].bytes;
    }
    bool ok = file_write(path, file, size, error);
    free(file);
    free(text);
    free(color);
    return ok;
}
