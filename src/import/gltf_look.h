/* gltf_look.h - what the surfaces of a glTF document look like: base colour and its
 * picture. Each picture is decoded once, when it is first asked for.
 */
#ifndef DEQI_IMPORT_GLTF_LOOK_H
#define DEQI_IMPORT_GLTF_LOOK_H

#include "import/gltf_internal.h"
#include "import/merge.h"

struct gltf_looks;

/* What cannot be read is said in `notes` and leaves the surface without its picture. */
struct gltf_looks *gltf_looks_create(const struct gltf *g, char *notes, size_t size);
void gltf_looks_destroy(struct gltf_looks **looks);
/* Of a checked primitive; *channel is the set of texture coordinates its picture goes by.
 * The picture is borrowed. */
struct look gltf_look(struct gltf_looks *looks, json_t *primitive, int *channel);

#endif
