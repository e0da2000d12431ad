/* skeleton_internal.h - what the parts of the skeleton share. Private to this library. */
#ifndef DEQI_INSIDE_SKELETON_INTERNAL_H
#define DEQI_INSIDE_SKELETON_INTERNAL_H

#include "base/arena.h"
#include "geom/bone_shape.h"
#include "inside/skeleton.h"
#include "inside/skeleton_file_internal.h"

struct skeleton {
    struct arena *arena; /* holds the object itself */
    struct bone_shapes *shapes;
    struct skeleton_mesh *mesh;   /* for each of shapes->bone */
    const uint32_t (**mirror)[3]; /* its triangles on the right */
};

struct posed {
    struct bones bones;  /* first: what the caller holds */
    struct arena *arena; /* holds the object itself */
    const struct skeleton *skeleton;
    struct bone *own; /* bones.bone, to be filled */
    int *shape_of;    /* for each bone: which of shapes->bone */
};

/* Every bone by name and side, none placed. */
struct posed *skeleton_posed_create(const struct skeleton *skeleton,
                                    const struct mesh *mesh);
/* Places one; `map` has shapes->n_maps, told for the left side. */
void skeleton_posed_place(struct posed *posed, int bone, const bone_map *map);
/* Places a right one as the mirror image of the left one before it. */
void skeleton_posed_mirror(struct posed *posed, int bone);

#endif
