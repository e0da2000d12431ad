/* pictures.h - the pictures that one model's surfaces go by, each decoded once.
 *
 * A picture that cannot be had is named once in the model's notes, and is NULL.
 */
#ifndef DEQI_IMPORT_PICTURES_H
#define DEQI_IMPORT_PICTURES_H

#include "import/image.h"

struct pictures;

/* `model` is the model's path; both are borrowed. */
struct pictures *pictures_create(const char *model, char *notes, size_t size);
void pictures_destroy(struct pictures **pictures);

/* A file as the model names it (beside.h), or a data: address. */
const struct image *pictures_file(struct pictures *pictures, const char *name);
/* The bytes of a picture file that the model carries; told apart by where they lie. */
const struct image *pictures_bytes(struct pictures *pictures, const void *data,
                                   size_t size);

#endif
