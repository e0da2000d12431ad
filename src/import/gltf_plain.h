/* gltf_plain.h - a glTF binary reduced to its skin.
 *
 * Skeletons, animations and morphs have no use here and are where assimp 5.2.5 trusts a
 * file too much, so it never sees them.
 */
#ifndef DEQI_IMPORT_GLTF_PLAIN_H
#define DEQI_IMPORT_GLTF_PLAIN_H

#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

/* The container: a header, then chunks with a length and a type each. */
enum { GLB_HEADER = 12, GLB_CHUNK = 8 };
#define GLB_MAGIC 0x46546C67u /* "glTF" */
#define GLB_JSON 0x4E4F534Au  /* "JSON" */
#define GLB_BIN 0x004E4942u   /* "BIN" */

/* Takes everything but nodes, meshes, their looks and their data out of a checked
 * document. */
void gltf_drop_unused(json_t *root);
/* A new .glb of this document and data; the caller frees it. */
char *gltf_build(json_t *root, const char *binary, uint64_t binary_size, size_t *size);

#endif
