/* assimp_scene.h - one file of any format but glTF, through assimp, into one mesh.
 *
 * Positions as in the file with node transforms applied; not yet upright. assimp may
 * crash or never return: only worker.h calls this. On failure the model may be partly
 * filled: the caller frees it.
 */
#ifndef DEQI_IMPORT_ASSIMP_SCENE_H
#define DEQI_IMPORT_ASSIMP_SCENE_H

#include "import/model.h"

/* Loads assimp itself, which needs files that a sandbox forbids. Without it only
 * `assimp_scene_read_file` fails. */
void assimp_scene_prepare(void);

bool assimp_scene_read_file(const char *path, struct model *out, struct error *error);

#endif
