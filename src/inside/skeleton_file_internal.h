/* skeleton_file_internal.h - the meshes of models/skeleton.glb and
 * models/pelvis_legs.glb. Private to this library.
 *
 * Files of our own making (src/bake/bones/write.py): one mesh a bone, named by its id,
 * float positions, 16-bit indices, one buffer. Any program opens them; this reads no
 * other.
 */
#ifndef DEQI_INSIDE_SKELETON_FILE_INTERNAL_H
#define DEQI_INSIDE_SKELETON_FILE_INTERNAL_H

#include "base/arena.h"
#include "base/error.h"
#include "geom/mesh.h"

struct skeleton_mesh {
    const char *id;
    uint32_t n_vertices, n_triangles;
    const float (*position)[3];
    const uint32_t (*triangle)[3]; /* each below n_vertices */
};

/* Everything is in the arena. False with one line where the file is missing, cut short
 * or not as above. */
bool skeleton_file_read(const char *path, struct arena *arena, struct skeleton_mesh **out,
                        int *count, struct error *error);

#endif
