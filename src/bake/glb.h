/* glb.h - writing one mesh as a glTF 2.0 binary that any program can open.
 *
 * Positions and normals as floats, baked occlusion as COLOR_0 (normalised bytes, grey,
 * alpha 255), indices as 32-bit integers; no extension. glTF 2.0 specification, Khronos
 * Group.
 */
#ifndef DEQI_BAKE_GLB_H
#define DEQI_BAKE_GLB_H

#include "base/error.h"
#include "geom/mesh.h"

bool glb_write(const struct mesh *mesh, const char *path, struct error *error);

#endif
