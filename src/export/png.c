#include "export/png.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <libdeflate.h>

#include "base/arena.h"
#include "base/file.h"

#define MAX_SIDE 16384
#define CHUNK_EXTRA 12 /* length, type and checksum of a chunk */

enum { FILTER_SUB = 1, FILTER_UP = 2 };

static void put32(uint8_t *to, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        to[i] = (uint8_t)(value >> (24 - 8 * i));
}

/* completes a chunk whose data already stands at chunk + 8; returns the place after it */
static uint8_t *finish_chunk(uint8_t *chunk, const char type[4], size_t size)
{
    put32(chunk, (uint32_t)size);
    memcpy(chunk + 4, type, 4);
    put32(chunk + 8 + size, libdeflate_crc32(0, chunk + 4, size + 4));
    return chunk + size + CHUNK_EXTRA;
}

/* one row as the file stores it, without the fourth channel where that is dropped */
static const uint8_t *row_of(const struct png_image *image, int y, int channels,
                             uint8_t *scratch)
{
    const uint8_t *row = image->pixels + (size_t)y * image->width * image->channels;
    if (channels == image->channels)
        return row;
    for (int x = 0; x < image->width; x++)
        memcpy(scratch + 3 * (size_t)x, row + 4 * (size_t)x, 3);
    return scratch;
}

/* filter byte and differences for all rows. A smooth picture packs best against the row
 * above; the first row has none and takes the pixel before. */
static uint8_t *filter(const struct png_image *image, int channels, size_t *size)
{
    size_t stride = (size_t)image->width * channels;
    *size = (stride + 1) * image->height;
    uint8_t *out = xmalloc(*size);
    uint8_t *scratch[2] = {xmalloc(stride), xmalloc(stride)};
    const uint8_t *above = NULL;
    for (int y = 0; y < image->height; y++) {
        const uint8_t *row = row_of(image, y, channels, scratch[y & 1]);
        uint8_t *to = out + (stride + 1) * y;
        *to++ = above ? FILTER_UP : FILTER_SUB;
        if (above)
            for (size_t i = 0; i < stride; i++)
                to[i] = (uint8_t)(row[i] - above[i]);
        else
            for (size_t i = 0; i < stride; i++)
                to[i] =
                    (uint8_t)(row[i] - (i < (size_t)channels ? 0 : row[i - channels]));
        above = row;
    }
    free(scratch[0]);
    free(scratch[1]);
    return out;
}

bool png_encode(const struct png_image *image, uint8_t **data, size_t *size,
                struct error *error)
{
    static const uint8_t SIGNATURE[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    static const uint8_t TRUECOLOUR = 2, WITH_ALPHA = 6;

    *data = NULL;
    *size = 0;
    assert(image->channels == 3 || image->channels == 4);
    if (image->width < 1 || image->height < 1 || image->width > MAX_SIDE ||
        image->height > MAX_SIDE)
        return error_set(error,
                         "a picture of %d x %d: 1 to %d pixels a side are expected",
                         image->width, image->height, MAX_SIDE);
    int channels = image->keep == PNG_OPAQUE ? 3 : image->channels;
    size_t raw_size;
    uint8_t *raw = filter(image, channels, &raw_size);
    struct libdeflate_compressor *packer =
        libdeflate_alloc_compressor(image->effort == PNG_SMALL ? 6 : 1);
    size_t bound = libdeflate_zlib_compress_bound(packer, raw_size);
    uint8_t *out = xmalloc(sizeof SIGNATURE + 3 * CHUNK_EXTRA + 13 + bound);

    uint8_t *at = out;
    memcpy(at, SIGNATURE, sizeof SIGNATURE);
    at += sizeof SIGNATURE;
    memset(at + 8, 0, 13);
    put32(at + 8, (uint32_t)image->width);
    put32(at + 12, (uint32_t)image->height);
    at[16] = 8;
    at[17] = channels == 3 ? TRUECOLOUR : WITH_ALPHA;
    at = finish_chunk(at, "IHDR", 13);
    size_t packed = libdeflate_zlib_compress(packer, raw, raw_size, at + 8, bound);
    at = finish_chunk(at, "IDAT", packed);
    at = finish_chunk(at, "IEND", 0);

    libdeflate_free_compressor(packer);
    free(raw);
    *data = out;
    *size = (size_t)(at - out);
    return true;
}

bool png_write(const char *path, const struct png_image *image, struct error *error)
{
    uint8_t *data;
    size_t size;
    if (!png_encode(image, &data, &size, error))
        return error_in_file(error, path);
    bool ok = file_write(path, data, size, error);
    free(data);
    return ok;
}
