#include "import/gltf_accessor.h"

#include <math.h>
#include <string.h>

static uint32_t little_endian(const uint8_t *at, int64_t bytes)
{
    uint32_t x = 0;
    for (int64_t i = bytes - 1; i >= 0; i--)
        x = x << 8 | at[i];
    return x;
}

/* what nearly all files hold: one load, as compilers see it */
static uint32_t little_endian_4(const uint8_t *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
           (uint32_t)at[3] << 24;
}

/* a copy of the elements with the sparse ones in their places */
static void put_sparse(const struct gltf *g, const struct json_at *accessor,
                       struct gltf_reader *r, int64_t bytes)
{
    struct json_at sparse = *accessor, indices = *accessor, values = *accessor;
    sparse.value = json_object_get(accessor->value, "sparse");
    indices.value = json_object_get(sparse.value, "indices");
    values.value = json_object_get(sparse.value, "values");
    int64_t n = gltf_member(&sparse, "count");
    int64_t index_bytes = gltf_component_bytes(gltf_member(&indices, "componentType"));
    const uint8_t *at = g->view[gltf_member(&indices, "bufferView")].data +
                        gltf_member(&indices, "byteOffset");
    const uint8_t *from = g->view[gltf_member(&values, "bufferView")].data +
                          gltf_member(&values, "byteOffset");
    uint8_t *all = arena_alloc_array(g->arena, (size_t)r->count, (size_t)bytes);
    for (int64_t i = 0; r->data && i < r->count; i++)
        memcpy(all + i * bytes, r->data + i * r->stride, (size_t)bytes);
    for (int64_t i = 0; i < n; i++) {
        uint32_t to = little_endian(at + i * index_bytes, index_bytes);
        if (to < r->count) /* one beyond the last changes nothing */
            memcpy(all + to * bytes, from + i * bytes, (size_t)bytes);
    }
    r->data = all;
    r->stride = bytes;
}

struct gltf_reader gltf_accessor(const struct gltf *g, int64_t accessor)
{
    struct json_at at = gltf_item(g, "accessors", accessor);
    struct gltf_reader r = {
        .count = gltf_member(&at, "count"),
        .type = gltf_member(&at, "componentType"),
        .components =
            gltf_components(json_string_value(json_object_get(at.value, "type"))),
        .normalized = json_is_true(json_object_get(at.value, "normalized")),
    };
    int64_t bytes = r.components * gltf_component_bytes(r.type);
    if (json_object_get(at.value, "bufferView")) {
        int64_t view = gltf_member(&at, "bufferView");
        struct json_at owner = gltf_item(g, "bufferViews", view);
        r.data = g->view[view].data + gltf_member(&at, "byteOffset");
        r.stride = gltf_member(&owner, "byteStride");
    }
    r.stride = r.stride ? r.stride : bytes;
    if (json_object_get(at.value, "sparse"))
        put_sparse(g, &at, &r, bytes);
    return r;
}

uint32_t gltf_accessor_index(const struct gltf_reader *in, int64_t i)
{
    const uint8_t *at = in->data + i * in->stride;
    return in->type == 5125 ? little_endian_4(at)
                            : little_endian(at, gltf_component_bytes(in->type));
}

void gltf_accessor_indices(const struct gltf_reader *in, int64_t first, int64_t n,
                           uint32_t *out)
{
    const uint8_t *at = in->data + first * in->stride;
    bool plain = in->type == 5125 && in->stride == 4;
    for (int64_t i = 0; i < n; i++)
        out[i] = plain ? little_endian_4(at + 4 * i) : gltf_accessor_index(in, first + i);
}

float gltf_accessor_number(const struct gltf_reader *in, int64_t i, int64_t c)
{
    float real;
    uint32_t x;
    if (in->type == 5126) {
        x = little_endian_4(in->data + i * in->stride + c * 4);
        memcpy(&real, &x, sizeof real);
        return real;
    }
    int64_t bytes = gltf_component_bytes(in->type);
    x = little_endian(in->data + i * in->stride + c * bytes, bytes);
    switch (in->type) {
    case 5120:
        return in->normalized ? fmaxf((float)(int8_t)x / 127, -1) : (float)(int8_t)x;
    case 5121:
        return in->normalized ? (float)x / 255 : (float)x;
    case 5122:
        return in->normalized ? fmaxf((float)(int16_t)x / 32767, -1) : (float)(int16_t)x;
    case 5123:
        return in->normalized ? (float)x / 65535 : (float)x;
    case 5125:
        return (float)x;
    default:
        memcpy(&real, &x, sizeof real);
        return real;
    }
}
