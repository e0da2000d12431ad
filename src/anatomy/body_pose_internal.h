/* body_pose_internal.h - what body_pose.c and pose_solve.c share. Private to this
 * library.
 */
#ifndef DEQI_ANATOMY_BODY_POSE_INTERNAL_H
#define DEQI_ANATOMY_BODY_POSE_INTERNAL_H

#include "anatomy/body_pose.h"

enum posture body_poser_posture(const struct poser *poser);

/* Carries a way at that place of the skin, in place; unit. */
void body_pose_way(const struct body *body, const struct mesh_site *on, float way[3]);

/* Where an expression leads on the standing body, carried. */
struct body_place body_pose_expr(struct body *body, const struct expr *expr,
                                 enum side side);
/* Carries a way over the standing skin, and scales its ticks as it is stretched. */
void body_pose_path(const struct body *body, struct path *path, float *tick);

// pose_solve.c
/* Solves anew what the posture itself defines. */
void pose_solve(struct body *body);

#endif
