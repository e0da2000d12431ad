#include "import/image.h"

#include <limits.h>
#include <stdlib.h>

#include "base/file.h"

/* of the formats that models come with; the others of stb_image are the least kept */
#define STBI_ONLY_PNG
#define STBI_ONLY_JPEG
#define STBI_ONLY_BMP
#define STBI_ONLY_TGA
#define STBI_NO_STDIO
#define STBI_MAX_DIMENSIONS 8192
#define STB_IMAGE_IMPLEMENTATION
#include <stb_image.h>

static const size_t FILE_LIMIT = 256u << 20;

/* A table of a JPEG's codes holds 256 of them at most. The stb_image of 2022 takes more
 * and writes past its own; so every place where such tables may begin is looked at first.
 * Where it stands in a comment or a preview by chance, the picture is refused: rather one
 * picture too few. */
static bool has_too_many_codes(const uint8_t *data, size_t size)
{
    if (size < 2 || data[0] != 0xFF || data[1] != 0xD8)
        return false;
    for (size_t at = 2; at + 4 <= size; at++) {
        if (data[at] != 0xFF || data[at + 1] != 0xC4)
            continue;
        size_t table = at + 4, end = at + 2 + (size_t)(data[at + 2] << 8 | data[at + 3]);
        while (table < end && table < size) {
            size_t codes = 0;
            // behind the end of the file stb_image reads zeros
            for (size_t i = table + 1; i <= table + 16 && i < size; i++)
                codes += data[i];
            if (codes > 256)
                return true;
            table += 17 + codes;
        }
    }
    return false;
}

bool image_decode(const void *data, size_t size, const char *name, struct image *out,
                  struct error *error)
{
    *out = (struct image){0};
    int channels;
    if (size > INT_MAX)
        return error_at(error, name, 0, 0, "is too large for a picture");
    if (has_too_many_codes(data, size))
        return error_at(error, name, 0, 0, "is a broken picture (too many codes)");
    if (!stbi_info_from_memory(data, (int)size, &out->width, &out->height, &channels))
        return error_at(error, name, 0, 0, "is not a picture that can be read (%s)",
                        stbi_failure_reason());
    if (out->width > STBI_MAX_DIMENSIONS || out->height > STBI_MAX_DIMENSIONS)
        return error_at(error, name, 0, 0, "is %d x %d pixels, at most %d are taken",
                        out->width, out->height, STBI_MAX_DIMENSIONS);
    out->rgba =
        stbi_load_from_memory(data, (int)size, &out->width, &out->height, &channels, 4);
    return out->rgba ||
           error_at(error, name, 0, 0, "is a broken picture (%s)", stbi_failure_reason());
}

bool image_load(const char *path, struct image *out, struct error *error)
{
    char *data;
    size_t size;
    *out = (struct image){0};
    if (!file_read(path, FILE_LIMIT, &data, &size, error))
        return false;
    bool ok = image_decode(data, size, path, out, error);
    free(data);
    return ok;
}

void image_free(struct image *image)
{
    free(image->rgba);
    *image = (struct image){0};
}
