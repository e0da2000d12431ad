/* gltf.h - reading glTF 2.0, .glb and .gltf.
 *
 * Everything that reading follows is looked over first: the chunks of a .glb, the
 * required extensions, that every accessor lies in its view and every view in its buffer,
 * that every index names something, that no node is its own ancestor. Read are triangles
 * with normals, texture coordinates, colours and looks; sparse, quantized
 * (KHR_mesh_quantization) and packed (EXT_meshopt_compression) data; skins as they stand
 * at rest. Animations, morphs, cameras and lights are passed over.
 */
#ifndef DEQI_IMPORT_GLTF_H
#define DEQI_IMPORT_GLTF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "import/model.h"

bool gltf_is_binary(const char *data, size_t size);

/* Reads the whole file, which stands at `path`, into one mesh, positions as in the file
 * with node transforms applied; not yet upright. On failure the model may be partly
 * filled: the caller frees it. */
bool gltf_read(const char *path, const char *data, size_t size, struct model *out,
               struct error *error);

#endif
