/* ground_internal.h - what courses are laid over: the bones and the skin of one body, the
 * lines of its limbs and the directions that hold at each. Private to this library.
 *
 * Borrows body, bones and data. Trees of bones are made at once; everything is const and
 * may be asked from several threads.
 */
#ifndef DEQI_INSIDE_GROUND_INTERNAL_H
#define DEQI_INSIDE_GROUND_INTERNAL_H

#include "anatomy/body.h"
#include "base/crew.h"
#include "catalog/structures.h"
#include "geom/bvh.h"
#include "inside/skeleton.h"

/* Unit vectors, orthogonal. */
struct axes {
    float lateral[3], anterior[3], superior[3];
};

enum { LIMB_TURNS = 11 };

/* The straight line of a limb, of the neck or of the trunk. */
struct ground_limb {
    bool found;
    enum side side;
    float from[3], to[3], along[3]; /* along: unit, from the first to the second */
    float length;
    float lateral[2][3]; /* unit, across the line, at both of its ends */
    /* by how much it is turned about the line from the first end on, at equal steps */
    float turn[LIMB_TURNS];
};

enum { LIMBS = WAY_BONE };

/* one bone of one side; NULL where it is not placed */
struct ground_bone {
    const struct bone *bone;
    struct mesh mesh; /* borrows the bone's arrays */
    struct bvh *tree;
    float min[3], max[3];
};

struct ground {
    const struct body *body;
    const struct bones *bones;
    const struct structures *data;
    float scale; /* metres for a millimetre of the text: its stature is 1.70 m */
    /* SIDES for each of data->bone; unpaired ones stand under SIDE_M alone */
    struct ground_bone *bone;
    struct ground_limb limb[SIDES][LIMBS];
    unsigned long arm, leg, axial; /* parts of the skin */
    int head;                      /* the part */
};

void ground_init(struct ground *ground, const struct body *body,
                 const struct bones *bones, const struct structures *data,
                 crew_runner *crew);
void ground_free(struct ground *ground);

/* NULL where it is not placed. For an unpaired bone `side` does not matter; of a paired
 * one SIDE_M is the left: what lies in the midline of both may be told by it. */
const struct ground_bone *ground_bone(const struct ground *ground, int bone,
                                      enum side side);
/* A feature of a bone of the data, on that side; false where it is not there. Where a
 * root leaves below a vertebra is told by the bodies of both vertebrae. */
bool ground_feature_at(const struct ground *ground, int bone, const char *feature,
                       enum side side, float out[3]);
/* The same by the bone's name. */
bool ground_feature(const struct ground *ground, const char *bone, const char *feature,
                    enum side side, float out[3]);

/* The directions that hold at a place of that bone, on that side (SIDE_M: lateral is
 * left). */
struct axes ground_axes(const struct ground *ground, int bone, enum side side,
                        const float at[3]);
/* The directions at a station of a limb's line. */
struct axes ground_limb_axes(const struct ground_limb *limb, float station);
float ground_limb_station(const struct ground_limb *limb, const float at[3]);
void ground_limb_at(const struct ground_limb *limb, float station, float out[3]);

/* The directions by which a bearing round that bone's own line is told. */
struct axes ground_line_axes(const struct ground *ground, int bone, enum side side,
                             float station, const float at[3]);

/* The skin that may belong to a place of that bone. */
unsigned long ground_skin_of(const struct ground *ground, int bone);
/* The first skin of those parts along the unit direction, from inside, within `limit`
 * metres. */
bool ground_skin_along(const struct ground *ground, const float from[3],
                       const float direction[3], unsigned long parts, enum side side,
                       float limit, float *distance);
/* How deep under the nearest skin of those parts a place lies, metres; negative outside.
 * `toward`, where given, becomes the unit direction out to that skin. */
bool ground_depth(const struct ground *ground, const float at[3], unsigned long parts,
                  enum side side, float limit, float *depth, float toward[3]);

/* That of what was made on it. */
struct inside;
const struct ground *inside_ground(const struct inside *inside);

#endif
