/* bone_shape.h - how the bones follow the shapes of the body.
 *
 * models/human.bones says of every bone what each corner of the shape space makes of it.
 * Which corners a body is mixed of is read from its skin, so that nobody has to know the
 * parameters: the corners make linear differences to the skin, and some hundred of its
 * vertices tell them apart. A skin that no mixture makes (another mesh, another posture)
 * is refused.
 *
 * Everything is told of the left side and the midline, in the frame of models/human.glb
 * (metres); the right side is the mirror image at x = 0. Immutable after load.
 */
#ifndef DEQI_GEOM_BONE_SHAPE_H
#define DEQI_GEOM_BONE_SHAPE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "geom/mesh.h"

/* An affine map: out = m[.][0..2] . in + m[.][3]. */
typedef float bone_map[3][4];

struct bone_place {
    const char *name;
    float at[3]; /* on the neutral body */
};

struct bone_shape {
    const char *id;
    bool midline;
    bool legs; /* its mesh is in pelvis_legs.glb, else in skeleton.glb */
    uint32_t n_vertices;
    int n_maps;
    const int *map;       /* n_maps indices; more than one: it hangs between them */
    const uint8_t *share; /* n_vertices x n_maps, 255 = all; NULL with one map */
    float axis[3][3];     /* lateral, proximal, anterior */
    int n_line;
    const float (*line)[3];
    int n_features;
    const struct bone_place *feature;
};

/* A landmark of the skin that is the skin over a place of a bone. */
struct bone_landmark {
    const char *name; /* as in assets/anatomy/landmarks.json */
    int bone;
    float at[3];     /* on the neutral body */
    float toward[3]; /* the skin is sought this way; all 0 = the nearest */
    const char *how; /* a sentence for people */
};

/* What carries bones to a body that is not ours: bones that move as one, and the
 * landmarks that they lie under. */
struct bone_group {
    int n_bones, n_marks;
    const int *bone;
    const int *mark; /* into bone_shapes.mark */
};

struct bone_mark {
    const char *name;
    bool midline;
    float at[3]; /* the skin's landmark on the neutral body */
};

struct bone_shapes {
    struct arena *arena;
    float stature; /* of the neutral body */
    uint32_t n_skin, n_probes;
    const uint32_t *probe;
    const float *skin, *mix; /* see bone_file.h */
    int n_bones, n_maps, n_landmarks, n_marks, n_groups;
    const struct bone_shape *bone;
    const bone_map *map; /* n_maps for each corner, then for each stature */
    const struct bone_landmark *landmark;
    const struct bone_mark *mark;
    const struct bone_group *group;
};

/* NULL with one line where the file is missing, cut short or damaged. */
struct bone_shapes *bone_shapes_load(const char *path, struct error *error);
void bone_shapes_destroy(struct bone_shapes **shapes); /* NULL inside is fine */

/* Fills map[n_maps] for the body whose skin `mesh` is. False where it is no body of
 * ours: the skin differs by more than half a millimetre from what any mixture makes. */
bool bone_shapes_pose(const struct bone_shapes *shapes, const struct mesh *mesh,
                      bone_map *map);

void bone_shape_map_place(const bone_map map, const float in[3], float out[3]);
/* The place of the bone with these maps; `vertex` names the share of the bones that hang
 * between several (-1: of the first map alone). Such a bone may reach over the midline:
 * what lies right of it is placed as its mirror image is. */
void bone_shape_place(const struct bone_shape *bone, const bone_map *map, int vertex,
                      const float in[3], float out[3]);

#endif
