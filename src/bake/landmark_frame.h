/* landmark_frame.h - the axes of limbs, from the joints of the rig. */
#ifndef DEQI_BAKE_LANDMARK_FRAME_H
#define DEQI_BAKE_LANDMARK_FRAME_H

#include <cglm/struct.h>

#include "bake/bake_body.h"
#include "bake/landmark_recipe.h"

/* "@upperleg01" is the head of that bone of the left side or the midline, "@upperleg01+"
 * its tail. */
bool landmark_frame_joint(const struct bake_body *body, const char *name, vec3s *at,
                          struct error *error);

/* x, y and z of every frame: unit, at right angles, right-handed. */
bool landmark_frames(const struct bake_body *body, vec3s axis[LANDMARK_FRAMES][3],
                     struct error *error);

#endif
