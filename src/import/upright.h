/* upright.h - turning, scaling and moving a foreign mesh so that it stands as ours does.
 */
#ifndef DEQI_IMPORT_UPRIGHT_H
#define DEQI_IMPORT_UPRIGHT_H

#include <stddef.h>

#include "base/error.h"
#include "geom/mesh.h"

/* Judged by the bounds as model.h says. Writes what was done into `notes`. Refuses,
 * naming `path`, what cannot be made 0.5 to 3 m high by a power of ten. */
bool upright(const char *path, struct mesh *mesh, char *notes, size_t size,
             struct error *error);

#endif
