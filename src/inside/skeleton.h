/* skeleton.h - the bones inside a body.
 *
 * A skeleton is what the files hold: models/skeleton.glb and models/pelvis_legs.glb (the
 * bones of the neutral body; left side and midline) and models/human.bones (how they
 * follow the shapes, their features and lines). Posing makes the bones of one body from
 * it: on our own body in any shape from the mesh alone, on a foreign body from its
 * landmarks, each bone by those that it has. A bone is scaled along and across for
 * itself; the right side is the mirror image of the left.
 *
 * Ids are the English terms of the contract (`femur`, `vertebra_L4`, `rib_7`,
 * `metacarpal_1`, ...), with a side of their own: SIDE_M for what is unpaired. Metres,
 * +Y up, +Z to the front, +X to the subject's left, the frame of the body's mesh.
 *
 * A posed skeleton is plain data and read-only; it borrows triangles and names from the
 * skeleton, which must outlive it. Nothing here needs graphics. A skeleton may be used by
 * several threads; each makes posed skeletons of its own.
 */
#ifndef DEQI_INSIDE_SKELETON_H
#define DEQI_INSIDE_SKELETON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "catalog/side.h"
#include "geom/mesh.h"

struct skeleton;

/* Reads DATA_DIR/models. NULL with one line where a file is missing, cut short or
 * damaged. */
struct skeleton *skeleton_load(const char *data_dir, struct error *error);
void skeleton_destroy(struct skeleton **skeleton); /* NULL inside is fine */

/* A named place of a bone, on or in it: "medial_epicondyle", "canal", "foramen_below".
 * The names are those of assets/anatomy/structures.json's grammar (BONE:FEATURE). */
struct bone_feature {
    const char *name;
    float at[3];
};

enum { BONE_LINE_MAX = 33 };

struct bone {
    const char *id;
    enum side side;
    bool placed; /* false: the body lacks the landmarks for it; nothing below is set */
    const char *why; /* where not placed: a line for people; else NULL */

    uint32_t n_vertices, n_triangles;
    const float (*position)[3];
    const float (*normal)[3];      /* unit, outward */
    const uint32_t (*triangle)[3]; /* counter-clockwise from outside, on both sides */

    int n_features;
    const struct bone_feature *feature;

    /* Its own axes, unit: [0] lateral (of what is unpaired: left), [1] proximal
     * (superior), [2] anterior (hand and forearm: palmar; foot: dorsal for metatarsals
     * and toes). Orthogonal. */
    float axis[3][3];

    /* Where it has one, the line through the middle of its cross-sections, from proximal
     * to distal (rib: head to front end; clavicle: sternal to acromial end; hand and foot
     * bones: base to head): points at equal steps of the length. 0 = it has none. */
    int n_line;
    float line[BONE_LINE_MAX][3];
};

struct bones {
    int count;
    const struct bone *bone; /* by system from head to foot; L before R */
    float stature;           /* metres, of the body they were made for */
    bool mirrored;       /* the right is the left's exact mirror image in x = 0, vertex
                            by vertex and triangle by triangle */
    int n_missing;       /* bones that are not placed */
    const char *missing; /* a sentence that names them once; NULL = none is */
};

/* A place that a foreign body's file records, by the names of landmarks.json. */
struct skeleton_mark {
    const char *name;
    enum side side;
    float at[3]; /* on the skin */
};

/* The bones of our own body: `mesh` has the vertices of models/human.glb in any shape
 * that models/human.shapes can give it. NULL where it is another mesh or in another
 * posture ("posed by landmarks instead" is the caller's choice). About 3 ms. */
struct bones *skeleton_bones_of_shape(const struct skeleton *skeleton,
                                      const struct mesh *mesh, struct error *error);
/* The bones of any body, from landmarks: each bone by those near it. Bones without
 * enough of them are not placed, and named once. NULL where none could be placed. */
struct bones *skeleton_bones_of_marks(const struct skeleton *skeleton,
                                      const struct skeleton_mark *mark, int n_marks,
                                      const struct mesh *mesh, struct error *error);
void skeleton_bones_destroy(struct bones **bones); /* NULL inside is fine */

/* NULL where there is no such bone or it is not placed. For an unpaired bone `side` does
 * not matter. */
const struct bone *skeleton_bones_find(const struct bones *bones, const char *id,
                                       enum side side);
/* False where the bone has no such feature. For an unpaired bone a sided feature
 * ("ala", "tp_tip", "foramen_below", ...) is the one of `side`; SIDE_M: the left. */
bool skeleton_bone_feature(const struct bone *bone, const char *feature, enum side side,
                           float out[3]);
/* The line at `s`: 0 proximal .. 1 distal, straight on beyond the ends. False where the
 * bone has none. */
bool skeleton_bone_line(const struct bone *bone, float s, float out[3]);

/* Every id that a skeleton has to have, in order, NULL last: for what checks data
 * without loading a skeleton. */
extern const char *const SKELETON_IDS[];

#endif
