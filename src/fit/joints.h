/* joints.h - where a rig, or markers on a person, have the joints of a mesh.
 *
 *     {"schema": "deqi/joints-1", "joints": {"left_shoulder": [0.17, 1.41, -0.02]}}
 *
 * Places as the model's file has them, before it was stood upright. Names are those of
 * the list below or of common rigs (VRM, Mixamo, SMPL, OpenPose, Unreal), in any case and
 * with any of " _-.:" between; names of other bones are passed over.
 */
#ifndef DEQI_FIT_JOINTS_H
#define DEQI_FIT_JOINTS_H

#include <stdbool.h>

#include "base/error.h"

enum joint {
    JOINT_NECK,
    JOINT_SHOULDER_L,
    JOINT_SHOULDER_R,
    JOINT_ELBOW_L,
    JOINT_ELBOW_R,
    JOINT_WRIST_L,
    JOINT_WRIST_R,
    JOINT_HIP_L,
    JOINT_HIP_R,
    JOINT_KNEE_L,
    JOINT_KNEE_R,
    JOINT_ANKLE_L,
    JOINT_ANKLE_R,
    JOINTS
};

struct joints {
    bool known[JOINTS];
    float at[JOINTS][3];
};

/* Refuses a file with fewer than JOINTS_MIN names that are known. */
enum { JOINTS_MIN = 4 };
bool joints_load(struct joints *out, const char *path, struct error *error);
/* Moves all as the model was moved when it was stood upright: rows of 3 x 4. */
void joints_move(struct joints *joints, const float by[3][4]);
const char *joints_name(enum joint joint); /* "left_shoulder" */
/* JOINTS where the name is none of them. */
enum joint joints_find(const char *name);

#endif
