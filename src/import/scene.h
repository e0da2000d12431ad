/* scene.h - one file through assimp into one mesh.
 *
 * Positions as in the file with node transforms applied; not yet upright. On failure the
 * model may be partly filled: the caller frees it.
 */
#ifndef DEQI_IMPORT_SCENE_H
#define DEQI_IMPORT_SCENE_H

#include "import/model.h"

/* A .glb in memory that gltf_check has looked over; nothing is reordered. */
bool scene_read_glb(const char *path, const char *data, size_t size, struct model *out,
                    struct error *error);
/* Any other file. assimp may crash or never return: see worker.h. */
bool scene_read_file(const char *path, struct model *out, struct error *error);

#endif
