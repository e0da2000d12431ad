/* posture.h - how a body of ours holds itself: standing as it was made, with a joint bent
 * for finding a point, or lying on a couch.
 *
 * A posture says of every bone of the rig where it goes. Standing is the body's own
 * posture, arms a little away from the trunk; every other one starts from it. The ways of
 * limbs are told by the joints of the body at hand and by the room that its trunk takes,
 * so that a posture fits any shape.
 *
 * Lying bodies lie: +Y is up, the couch is y = 0, the head is toward -Z. On the back the
 * subject's left is toward +X, face down toward -X; on the side the left is up.
 */
#ifndef DEQI_ANATOMY_POSTURE_H
#define DEQI_ANATOMY_POSTURE_H

#include <stdbool.h>

#include "catalog/side.h"
#include "geom/rig.h"
#include "geom/skinning.h"

/* clang-format off */
#define POSTURES_TABLE(X)                                                                \
    X(STANDING, "standing") X(ARMS_HANGING, "arms_hanging") X(SUPINE, "supine")          \
    X(PRONE, "prone") X(SIDE, "side") X(KNEE_BENT, "knee_bent")                          \
    X(ELBOW_BENT, "elbow_bent") X(FIST, "fist")
/* clang-format on */

enum posture {
#define POSTURE_ENUM(ID, NAME) POSTURE_##ID,
    POSTURES_TABLE(POSTURE_ENUM)
#undef POSTURE_ENUM
        POSTURES
};

extern const char *const POSTURE_NAMES[POSTURES + 1]; /* NULL last */

/* False where there is no such posture. */
bool posture_find(const char *name, enum posture *out);

/* A body as it stands: begin and end of every bone of the rig, and what room its
 * trunk takes; metres. */
struct posture_body {
    const struct rig *rig;
    float joint[RIG_BONES_MAX][2][3];
    /* about which the elbows bend, left and right, where the arms may be straight; zero:
     * as upper arm and forearm say */
    float elbow[2][3];
    float hang;        /* radians from the vertical at which arms just touch the trunk */
    float back, front; /* z of a couch behind and before the trunk */
    float arm;         /* half the thickness of a forearm */
};

/* Where each bone goes, [rig_count]; all still where the body stands, or lies as high
 * as it stood (whoever moves the skin sets it down). */
void posture_motions(const struct posture_body *body, enum posture posture,
                     struct motion *out);

/* The bone of the rig that a bone of the skeleton ("femur") moves with; pelvis and spine
 * have no side. A kneecap, which slides between two, is none of them: the thigh's. */
void posture_rig_bone(const char *id, enum side side, char out[RIG_NAME]);

/* The axes of the subject in the world: the ways to its left, to its head and to its
 * front; unit. */
void posture_axes(enum posture posture, float left[3], float head[3], float front[3]);

#endif
