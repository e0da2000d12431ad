/* rig.h - the joints of our body, and which bone holds which part of its skin.
 *
 * The bones are those that move skin (52 of them: spine, limbs, fingers), not anatomy.
 * Their ends are known in every corner of the shape space, so that they follow any shape
 * as the cage does. models/human.rig is made by src/bake/rig/rig.py. Immutable.
 */
#ifndef DEQI_GEOM_RIG_H
#define DEQI_GEOM_RIG_H

#include "base/error.h"
#include "geom/rig_file.h"

struct rig;

struct rig *rig_load(const char *path, struct error *error); /* NULL on failure */
void rig_destroy(struct rig **rig);                          /* NULL inside is fine */

int rig_count(const struct rig *rig); /* bones; a parent stands before its children */
const char *rig_name(const struct rig *rig, int bone);
int rig_find(const struct rig *rig, const char *name); /* -1 = none */
int rig_parent(const struct rig *rig, int bone);       /* -1 = none */
uint32_t rig_n_cage(const struct rig *rig);
/* Begin and end of each bone in the neutral cage, and what a corner or stature
 * (shape_file.h, statures after corners) adds: metres, [rig_count][2][3]. */
const float (*rig_neutral(const struct rig *rig))[2][3];
void rig_difference(const struct rig *rig, int target, float (*out)[2][3]);

struct rig_hold {
    uint8_t bone[RIG_HELD_BY];
    float share[RIG_HELD_BY]; /* sum 1 */
};

struct rig_hold rig_hold(const struct rig *rig, uint32_t cage_vertex);

#endif
