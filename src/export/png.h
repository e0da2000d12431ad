/* png.h - writing PNG files, fast: libdeflate level 1 and the Up filter.
 *
 * Same pixels, same bytes. The image is packed in memory and put in place in one step, so
 * a failure leaves no half file.
 */
#ifndef DEQI_EXPORT_PNG_H
#define DEQI_EXPORT_PNG_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct png_image {
    const uint8_t *pixels;                  /* rows from the top, packed; sRGB */
    int width, height;                      /* 1 .. 16384 */
    int channels;                           /* of `pixels`: 3 or 4; straight alpha */
    enum { PNG_AS_GIVEN, PNG_OPAQUE } keep; /* PNG_OPAQUE drops the fourth channel */
    enum { PNG_FAST, PNG_SMALL } effort;    /* PNG_SMALL: about a third less, slower */
};

bool png_write(const char *path, const struct png_image *image, struct error *error);

/* The bytes of the file, malloc'ed. */
bool png_encode(const struct png_image *image, uint8_t **data, size_t *size,
                struct error *error);

#endif
