#include "page/blob.h"

#include <stdlib.h>
#include <string.h>

#include <libdeflate.h>

#include "base/arena.h"

enum { LEVEL = 12 };

struct blob {
    struct libdeflate_compressor *packer;
    uint8_t *bytes;
    size_t size;
    json_t *where; /* of every stream */
};

struct blob *blob_create(void)
{
    struct blob *b = xcalloc(1, sizeof *b);
    b->where = json_array();
    b->packer = libdeflate_alloc_compressor(LEVEL);
    if (!b->packer)
        abort(); // as xmalloc: out of memory
    return b;
}

void blob_destroy(struct blob **blob)
{
    if (!blob || !*blob)
        return;
    libdeflate_free_compressor((*blob)->packer);
    json_decref((*blob)->where);
    free((*blob)->bytes);
    free(*blob);
    *blob = NULL;
}

/* a stream of the same bytes as the one packed at the end; NULL = none */
static json_t *find_same(const struct blob *b, size_t packed, size_t size)
{
    size_t i;
    json_t *where;
    json_array_foreach(b->where, i, where)
    {
        json_int_t at = json_integer_value(json_array_get(where, 0));
        json_int_t n = json_integer_value(json_array_get(where, 1));
        if ((size_t)n == packed &&
            (size_t)json_integer_value(json_array_get(where, 2)) == size &&
            memcmp(b->bytes + at, b->bytes + b->size, packed) == 0)
            return where;
    }
    return NULL;
}

json_t *blob_add(struct blob *b, const void *bytes, size_t size)
{
    size_t most = libdeflate_deflate_compress_bound(b->packer, size);
    b->bytes = xrealloc(b->bytes, b->size + most);
    size_t packed =
        libdeflate_deflate_compress(b->packer, bytes, size, b->bytes + b->size, most);
    json_t *where = find_same(b, packed, size);
    if (where)
        return json_incref(where);
    where =
        json_pack("[I,I,I]", (json_int_t)b->size, (json_int_t)packed, (json_int_t)size);
    json_array_append(b->where, where);
    b->size += packed;
    return where;
}

json_t *blob_add_numbers(struct blob *b, const uint16_t *number, size_t n, size_t stride)
{
    uint8_t *planes = xmalloc(2 * n + 1);
    for (size_t i = 0; i < n; i++) {
        int16_t step = (int16_t)(number[i] - (i < stride ? 0 : number[i - stride]));
        uint16_t zigzag = (uint16_t)((uint16_t)(2 * step) ^ (step < 0 ? 0xFFFF : 0));
        planes[i] = (uint8_t)zigzag;
        planes[n + i] = (uint8_t)(zigzag >> 8);
    }
    json_t *where = blob_add(b, planes, 2 * n);
    free(planes);
    return where;
}

char *blob_encode(const uint8_t *bytes, size_t size, size_t *length)
{
    static const char DIGITS[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char *text = xmalloc((size + 2) / 3 * 4 + 1), *to = text;
    for (size_t i = 0; i < size; i += 3) {
        uint32_t three = (uint32_t)bytes[i] << 16;
        three |= i + 1 < size ? (uint32_t)bytes[i + 1] << 8 : 0;
        three |= i + 2 < size ? bytes[i + 2] : 0;
        *to++ = DIGITS[three >> 18];
        *to++ = DIGITS[three >> 12 & 63];
        *to++ = i + 1 < size ? DIGITS[three >> 6 & 63] : '=';
        *to++ = i + 2 < size ? DIGITS[three & 63] : '=';
    }
    *to = 0;
    *length = (size_t)(to - text);
    return text;
}

char *blob_base64(const struct blob *b, size_t *length)
{
    return blob_encode(b->bytes, b->size, length);
}
