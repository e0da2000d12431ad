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

bool image_decode(const void *data, size_t size, const char *name, struct image *out,
                  struct error *error)
{
    *out = (struct image){0};
    int channels;
    if (size > INT_MAX)
        return error_at(error, name, 0, 0, "is too large for a picture");
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
