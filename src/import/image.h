/* image.h - pictures from files, as 8-bit RGBA, top row first.
 *
 * PNG, JPEG, BMP and TGA, through stb_image; at most 8192 pixels on a side. A foreign
 * picture is read in the worker alone (worker.h).
 */
#ifndef DEQI_IMPORT_IMAGE_H
#define DEQI_IMPORT_IMAGE_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct image {
    int width, height;
    uint8_t *rgba; /* width * height * 4 */
};

bool image_load(const char *path, struct image *out, struct error *error);
/* `name` is for messages. */
bool image_decode(const void *data, size_t size, const char *name, struct image *out,
                  struct error *error);
void image_free(struct image *image); /* an empty one is fine */

#endif
