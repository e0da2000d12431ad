#include "small_glb.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char JSON[] =
    "{\"asset\":{\"version\":\"2.0\"},\"scene\":0,\"scenes\":[{\"nodes\":[0]}],"
    "\"nodes\":[{\"mesh\":0}],\"meshes\":[{\"primitives\":[{\"attributes\":"
    "{\"POSITION\":0,\"NORMAL\":1,\"COLOR_0\":2},\"indices\":3}]}],"
    "\"accessors\":["
    "{\"bufferView\":0,\"componentType\":5126,\"count\":4,\"type\":\"VEC3\","
    "\"min\":[-0.3,0,-0.2],\"max\":[0.3,1.7,0.2]},"
    "{\"bufferView\":1,\"componentType\":5126,\"count\":4,\"type\":\"VEC3\"},"
    "{\"bufferView\":2,\"componentType\":5121,\"normalized\":true,\"count\":4,"
    "\"type\":\"VEC4\"},"
    "{\"bufferView\":3,\"componentType\":5123,\"count\":12,\"type\":\"SCALAR\"}],"
    "\"bufferViews\":[{\"buffer\":0,\"byteOffset\":0,\"byteLength\":48},"
    "{\"buffer\":0,\"byteOffset\":48,\"byteLength\":48},"
    "{\"buffer\":0,\"byteOffset\":96,\"byteLength\":16},"
    "{\"buffer\":0,\"byteOffset\":112,\"byteLength\":24}],"
    "\"buffers\":[{\"byteLength\":136}]}";

void small_glb_init(struct small_glb *glb)
{
    static const float PLACES[SMALL_VERTICES][3] = {
        {-0.3f, 0, 0.2f}, {0.3f, 0, 0.2f}, {0, 0, -0.2f}, {0, 1.7f, 0}};
    static const uint16_t INDEX[] = {0, 1, 3, 1, 2, 3, 2, 0, 3, 0, 2, 1};
    memset(glb, 0, sizeof *glb);
    memcpy(glb->json, JSON, sizeof JSON);
    memcpy(glb->position, PLACES, sizeof PLACES);
    memcpy(glb->index, INDEX, sizeof INDEX);
    for (int i = 0; i < SMALL_VERTICES; i++) {
        glb->normal[i][1] = 1;
        memset(glb->color[i], 50 * i + 7, 3);
        glb->color[i][3] = 255;
    }
}

void small_glb_edit(struct small_glb *glb, const char *from, const char *to)
{
    char *at = strstr(glb->json, from);
    assert_non_null(at);
    size_t tail = strlen(at + strlen(from)) + 1;
    assert_true((size_t)(at - glb->json) + strlen(to) + tail <= sizeof glb->json);
    memmove(at + strlen(to), at + strlen(from), tail);
    memcpy(at, to, strlen(to));
}

static char *put(char *at, const void *data, size_t size)
{
    memcpy(at, data, size);
    return at + size;
}

size_t small_glb_bytes(const struct small_glb *glb, char *out, size_t capacity)
{
    size_t length = strlen(glb->json), padded = (length + 3) / 4 * 4;
    size_t binary =
        sizeof glb->position + sizeof glb->normal + sizeof glb->color + sizeof glb->index;
    uint32_t head[5] = {0x46546C67, 2, (uint32_t)(28 + padded + binary), (uint32_t)padded,
                        0x4E4F534A};
    uint32_t chunk[2] = {(uint32_t)binary, 0x004E4942};
    assert_true(head[2] <= capacity);
    char *at = put(out, head, sizeof head);
    memset(at, ' ', padded);
    memcpy(at, glb->json, length);
    at = put(at + padded, chunk, sizeof chunk);
    at = put(at, glb->position, sizeof glb->position);
    at = put(at, glb->normal, sizeof glb->normal);
    at = put(at, glb->color, sizeof glb->color);
    put(at, glb->index, sizeof glb->index);
    return head[2];
}

void write_file(const char *path, const void *data, size_t size)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(data, 1, size, f), size);
    assert_int_equal(fclose(f), 0);
}
