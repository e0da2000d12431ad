#include "import/gltf_plain.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static const char *const USED_ATTRIBUTES[] = {"POSITION", "NORMAL", "TEXCOORD_0",
                                              "COLOR_0"};

static void drop_attributes(json_t *primitive)
{
    json_t *all = json_object_get(primitive, "attributes"), *kept = json_object();
    for (size_t i = 0; i < sizeof USED_ATTRIBUTES / sizeof *USED_ATTRIBUTES; i++) {
        json_t *value = json_object_get(all, USED_ATTRIBUTES[i]);
        if (value)
            json_object_set(kept, USED_ATTRIBUTES[i], value);
    }
    json_object_set_new(primitive, "attributes", kept);
    json_object_del(primitive, "targets");
    json_object_del(primitive, "extensions");
}

void gltf_drop_unused(json_t *root)
{
    static const char *const UNUSED[] = {"animations",     "skins",
                                         "cameras",        "extensions",
                                         "extensionsUsed", "extensionsRequired"};
    json_t *mesh, *node, *primitive;
    size_t i, k;
    for (i = 0; i < sizeof UNUSED / sizeof *UNUSED; i++)
        json_object_del(root, UNUSED[i]);
    json_array_foreach(json_object_get(root, "nodes"), i, node)
    {
        json_object_del(node, "skin");
        json_object_del(node, "camera");
        json_object_del(node, "weights");
        json_object_del(node, "extensions");
    }
    json_array_foreach(json_object_get(root, "meshes"), i, mesh)
    {
        json_object_del(mesh, "weights");
        json_object_del(mesh, "extensions");
        json_array_foreach(json_object_get(mesh, "primitives"), k, primitive)
            drop_attributes(primitive);
    }
}

static void put_u32(char *at, uint64_t x)
{
    for (int i = 0; i < 4; i++)
        at[i] = (char)(x >> (8 * i) & 0xff);
}

char *gltf_build(json_t *root, const char *binary, uint64_t binary_size, size_t *size)
{
    char *text = json_dumps(root, JSON_COMPACT);
    size_t length = strlen(text), padded = (length + 3) / 4 * 4;
    size_t body = ((size_t)binary_size + 3) / 4 * 4;
    *size = GLB_HEADER + GLB_CHUNK + padded + GLB_CHUNK + body;
    char *out = xcalloc(*size, 1), *at = out;
    put_u32(at, GLB_MAGIC);
    put_u32(at + 4, 2);
    put_u32(at + 8, *size);
    at += GLB_HEADER;
    put_u32(at, padded);
    put_u32(at + 4, GLB_JSON);
    memset(at + GLB_CHUNK, ' ', padded);
    memcpy(at + GLB_CHUNK, text, length);
    at += GLB_CHUNK + padded;
    put_u32(at, body);
    put_u32(at + 4, GLB_BIN);
    memcpy(at + GLB_CHUNK, binary, (size_t)binary_size);
    free(text);
    return out;
}
