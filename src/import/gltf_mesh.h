/* gltf_mesh.h - a checked glTF document read into one mesh.
 */
#ifndef DEQI_IMPORT_GLTF_MESH_H
#define DEQI_IMPORT_GLTF_MESH_H

#include "import/gltf_internal.h"
#include "import/model.h"

bool gltf_mesh_read(const struct gltf *g, struct model *out, struct error *error);

#endif
