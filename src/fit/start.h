/* start.h - where a fit begins: the template with its limbs along those of the mesh.
 */
#ifndef DEQI_FIT_START_H
#define DEQI_FIT_START_H

#include "fit/joints.h"
#include "fit/pose.h"
#include "fit/scan.h"

enum { START_JOINTS = 11, START_POSTURES = 3 };

/* How far along the skin our joints lie from the tip of their limb. */
struct start_ways {
    float way[START_JOINTS];
};

void start_measure(const struct template *t, const float (*ways)[TIPS],
                   struct start_ways *out);
/* By the ways of the mesh: each joint in the middle of the skin as far from its tip as
 * ours. 20 to 70 mm off. Ways that a belly lengthens make the body too small and put it
 * on its toes; START_STANDING takes size and soles as of one who stands. */
enum start_feet { START_AIMED, START_STANDING, START_FEET };
void start_by_ways(const struct template *t, const struct start_ways *ours,
                   const struct scan *scan, enum start_feet feet, struct pose *out);
/* Turns the limbs of a pose that has begun along joints that are told. */
void start_along_joints(struct pose *pose, const struct joints *joints);
/* Where ways tell nothing: standing by the mesh's height with the arms away from the
 * body (0), hanging (1) or held level (2). */
void start_posture(const struct template *t, const struct scan *scan, int posture,
                   struct pose *out);

#endif
