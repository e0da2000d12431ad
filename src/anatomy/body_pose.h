/* body_pose.h - a body in another posture than it stands in.
 *
 * Everything is solved on the standing body and then carried: what lies on the skin by
 * its triangle, what lies beneath it and the ways of needles by the motion of the skin
 * there, a bone by its own motion. Where the standard finds a point in the posture itself
 * (LI11 at the end of the bent elbow's crease), the point is solved once more among the
 * landmarks where they have come to lie.
 */
#ifndef DEQI_ANATOMY_BODY_POSE_H
#define DEQI_ANATOMY_BODY_POSE_H

#include "anatomy/body.h"
#include "anatomy/posture.h"
#include "geom/shape.h"

struct poser;

/* Joints and skin of our own body. Borrows both, which must outlive it. NULL where they
 * do not fit together. */
struct poser *body_poser_create(const struct rig *rig, const struct shapes *shapes,
                                struct error *error);
/* Joints and skin of any other body, whose `rest` says where its joints are; takes the
 * skinning, which is of its mesh, and borrows rest->rig. */
struct poser *body_poser_create_held(struct skinning *skinning,
                                     const struct posture_body *rest);
void body_poser_destroy(struct poser **poser); /* NULL inside is fine */

/* Poses the body that `shapes` made last, or the other one, which stands as `standing`;
 * fills positions and normals of `posed`, a mesh of the same triangles. The lowest skin
 * lies on y = 0; face down the face and the toes may lie lower, as in the opening and
 * over the end of a couch. */
void body_poser_pose(struct poser *poser, const struct mesh *standing,
                     enum posture posture, struct mesh *posed);

/* The body `standing` as the poser has posed it; borrows mesh, poser and the standing
 * body, which must stay as they are for as long as it lives. Never fails. */
struct body *body_pose_create(const struct body *standing, const struct mesh *posed,
                              const struct poser *poser);

/* The same after the poser has posed its mesh anew, or the standing body was measured
 * anew. */
void body_pose_again(struct body *posed);

/* What it was carried from; NULL where the body stands. */
const struct body *body_pose_standing(const struct body *body);

/* Of a posed body: where a place and the ways at it go that lie with this bone of the rig
 * ("upperarm_l"), or at that place of the skin. */
struct motion body_pose_motion_of(const struct body *body, const char *bone);
/* The same of a bone of the skeleton ("femur"). */
struct motion body_pose_motion_of_bone(const struct body *body, const char *id,
                                       enum side side);
struct motion body_pose_motion_at(const struct body *body, const struct mesh_site *on);

#endif
