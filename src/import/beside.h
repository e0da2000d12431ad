/* beside.h - files that a model names: textures and buffers that stand beside it.
 */
#ifndef DEQI_IMPORT_BESIDE_H
#define DEQI_IMPORT_BESIDE_H

#include <stdbool.h>
#include <stddef.h>

/* Where `name`, as written in the file at `model`, is to be found. Tried in turn: as it
 * stands; with %20 and the like undone; with / for \ (files written on Windows); its last
 * part in the model's own folder and in textures/ there; and each of these whatever the
 * case of its last part. Only regular files count. False where there is none. */
bool beside_find(const char *model, const char *name, char *out, size_t size);

#endif
