/* Bringing a document's buffers and views into memory: from the .glb itself, from base64
 * in the document, from files beside it; and unpacking EXT_meshopt_compression. Accessors
 * read from views, so that nothing else knows where bytes came from. */
#include <stdlib.h>
#include <string.h>

#include <meshoptimizer.h>

#include "base/file.h"
#include "import/base64.h"
#include "import/beside.h"
#include "import/gltf_internal.h"

/* of a file beside the document, and of all decoded views together */
static const uint64_t FILE_LIMIT = 512u << 20, VIEWS_LIMIT = 1u << 30;

/* ---- buffers ---- */

static bool load_file(struct gltf *g, const struct json_at *item, const char *uri,
                      struct gltf_bytes *out, struct error *error)
{
    char path[1024];
    char *data;
    size_t size;
    if (!beside_find(g->path, uri, path, sizeof path))
        return json_fail(item, error, "the file %.200s is missing beside it", uri);
    if (!file_read(path, FILE_LIMIT, &data, &size, error))
        return false;
    uint8_t *copy = arena_alloc(g->arena, size + 1);
    memcpy(copy, data, size);
    free(data);
    *out = (struct gltf_bytes){copy, size};
    return true;
}

static bool load_buffer(struct gltf *g, int64_t index, struct error *error)
{
    struct json_at item = gltf_item(g, "buffers", index);
    const char *uri = json_string_value(json_object_get(item.value, "uri"));
    struct gltf_bytes *out = &g->buffer[index];
    uint64_t length = (uint64_t)gltf_member(&item, "byteLength");
    item.index = (size_t)index;
    if (!uri && index == 0)
        *out = g->binary;
    else if (!uri) /* what was packed may leave the place for the unpacked empty */
        return json_object_get(item.value, "extensions") ||
               json_fail(&item, error, "the buffer has neither data nor a uri");
    else if (!strncmp(uri, "data:", 5) && strchr(uri, ','))
        out->data = base64_decode(strchr(uri, ',') + 1, g->arena, &out->size);
    else if (!load_file(g, &item, uri, out, error))
        return false;
    if (!out->data && index == 0 && !json_object_get(item.value, "extensions"))
        return json_fail(&item, error, "the buffer has neither data nor a uri");
    if (out->data && out->size < length)
        return json_fail(&item, error, "the buffer is %llu bytes, the file holds %llu",
                         (unsigned long long)length, (unsigned long long)out->size);
    return true;
}

bool gltf_load_buffers(struct gltf *g, struct error *error)
{
    int64_t n = gltf_count(g, "buffers");
    g->buffer = arena_alloc_array(g->arena, (size_t)n + 1, sizeof *g->buffer);
    for (int64_t i = 0; i < n; i++)
        if (!load_buffer(g, i, error))
            return false;
    return true;
}

/* ---- views ---- */

static int unpack(const struct json_at *packed, void *out, size_t count, size_t stride,
                  const uint8_t *data, size_t size)
{
    const char *mode = json_string_value(json_object_get(packed->value, "mode"));
    const char *filter = json_string_value(json_object_get(packed->value, "filter"));
    if (!strcmp(mode, "TRIANGLES"))
        return count % 3 ? -1 : meshopt_decodeIndexBuffer(out, count, stride, data, size);
    if (!strcmp(mode, "INDICES"))
        return meshopt_decodeIndexSequence(out, count, stride, data, size);
    int bad = meshopt_decodeVertexBuffer(out, count, stride, data, size);
    if (bad || !filter)
        return bad;
    if (!strcmp(filter, "OCTAHEDRAL")) {
        if (stride != 4 && stride != 8)
            return -1;
        meshopt_decodeFilterOct(out, count, stride);
    } else if (!strcmp(filter, "QUATERNION")) {
        if (stride != 8)
            return -1;
        meshopt_decodeFilterQuat(out, count, stride);
    } else if (!strcmp(filter, "EXPONENTIAL")) {
        meshopt_decodeFilterExp(out, count, stride);
    }
    return 0;
}

static bool load_packed(struct gltf *g, const struct json_at *item,
                        const struct json_at *packed, struct gltf_bytes *out,
                        uint64_t *unpacked, struct error *error)
{
    const struct gltf_bytes *buffer = &g->buffer[gltf_member(packed, "buffer")];
    size_t count = (size_t)gltf_member(packed, "count");
    size_t stride = (size_t)gltf_member(packed, "byteStride");
    *unpacked += count * stride;
    if (*unpacked > VIEWS_LIMIT)
        return json_fail(item, error, "unpacks to more than %llu bytes",
                         (unsigned long long)VIEWS_LIMIT);
    if (!buffer->data)
        return json_fail(item, error, "the packed data are missing");
    uint8_t *data = arena_alloc(g->arena, count * stride);
    if (unpack(packed, data, count, stride,
               buffer->data + gltf_member(packed, "byteOffset"),
               (size_t)gltf_member(packed, "byteLength")))
        return json_fail(item, error, "the packed data are broken");
    *out = (struct gltf_bytes){data, count * stride};
    return true;
}

bool gltf_load_views(struct gltf *g, struct error *error)
{
    int64_t n = gltf_count(g, "bufferViews");
    uint64_t unpacked = 0;
    g->view = arena_alloc_array(g->arena, (size_t)n + 1, sizeof *g->view);
    for (int64_t i = 0; i < n; i++) {
        struct json_at item = gltf_item(g, "bufferViews", i), packed = item;
        item.index = (size_t)i;
        json_t *extensions = json_object_get(item.value, "extensions");
        packed.value = json_object_get(extensions, "EXT_meshopt_compression");
        const struct gltf_bytes *buffer = &g->buffer[gltf_member(&item, "buffer")];
        if (json_is_object(packed.value)) {
            if (!load_packed(g, &item, &packed, &g->view[i], &unpacked, error))
                return false;
        } else if (!buffer->data) {
            return json_fail(&item, error, "the view's buffer holds no data");
        } else {
            g->view[i] =
                (struct gltf_bytes){buffer->data + gltf_member(&item, "byteOffset"),
                                    (uint64_t)gltf_member(&item, "byteLength")};
        }
    }
    return true;
}
