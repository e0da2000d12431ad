/* gltf.h - looking a glTF file over before assimp gets it.
 *
 * assimp 5.2.5 loads some files as silent garbage (a required KHR_mesh_quantization) and
 * reads past the end of others. So everything that it will follow is checked here: the
 * chunks of a .glb, the required extensions, and that every accessor lies in its view,
 * every view in its buffer, every index names something, and no node is its own ancestor.
 * Decodes nothing.
 */
#ifndef DEQI_IMPORT_GLTF_H
#define DEQI_IMPORT_GLTF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

bool gltf_is_binary(const char *data, size_t size);

/* Looks a whole .glb or .gltf over; `path` is for messages. For a .glb, *plain is a new
 * file in memory (the caller frees it) with the same skin but without skeletons,
 * animations, morphs and what else deqi has no use for; a .gltf must not carry a skeleton
 * or animations, and *plain is NULL. */
bool gltf_check(const char *path, const char *data, size_t size, char **plain,
                size_t *plain_size, struct error *error);

#endif
