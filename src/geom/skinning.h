/* skinning.h - skin that follows bones as they turn.
 *
 * A motion is a turn and a shift, kept as a unit dual quaternion: several mixed are again
 * a turn and a shift, so that limbs keep their volume at bent and twisted joints, where a
 * mean of places would shrink (L. Kavan, S. Collins, J. Zara, C. O'Sullivan: Geometric
 * skinning with approximate dual quaternion blending, ACM Transactions on Graphics 27(4),
 * 2008). Immutable once made; metres.
 */
#ifndef DEQI_GEOM_SKINNING_H
#define DEQI_GEOM_SKINNING_H

#include "geom/mesh.h"
#include "geom/rig.h"
#include "geom/subdivision.h"

struct motion {
    float real[4], dual[4]; /* x, y, z, w */
};

extern const struct motion MOTION_NONE;

/* `turn` is a rotation matrix, rows first; a place p goes to turn p + shift. */
void motion_set(struct motion *motion, const float turn[3][3], const float shift[3]);
void motion_turn(const struct motion *motion, float out[3][3]);
void motion_place(const struct motion *motion, const float at[3], float out[3]);
void motion_way(const struct motion *motion, const float way[3], float out[3]);
/* First a, then b. */
void motion_then(const struct motion *a, const struct motion *b, struct motion *out);

/* A weighted mean under way; starts as all zeros. */
void motion_add(struct motion *sum, const struct motion *motion, float weight);
/* Makes the sum a motion again; one of nothing moves nothing. */
void motion_end(struct motion *sum);

struct skinning;

/* Which bones hold each vertex of the subdivided cage. Refused where rig and cage do not
 * fit together. */
struct skinning *skinning_create(const struct rig *rig, const struct subdivision *fine,
                                 struct error *error);
/* The same of any mesh on which the cage has come to lie: each vertex is held as the skin
 * of the cage is that is nearest and faces the same way. `cage` has the rig's vertices
 * and normals. `off`, where not NULL, receives how far that is from each vertex, metres.
 */
struct skinning *skinning_create_on(const struct rig *rig, const struct mesh *cage,
                                    const struct mesh *mesh, float *off);
void skinning_destroy(struct skinning **skinning); /* NULL inside is fine */

/* How much of the vertex those bones hold, 0..1; bits by their index. */
float skinning_shares(const struct skinning *skinning, uint32_t vertex, uint64_t bones);
/* Adds the mean motion of a vertex, [rig_count] motions given. */
void skinning_add(const struct skinning *skinning, uint32_t vertex,
                  const struct motion *bone, float weight, struct motion *sum);
/* Where every vertex goes; `out` may not be `rest`. */
void skinning_apply(const struct skinning *skinning, const struct motion *bone,
                    const float (*rest)[3], float (*out)[3]);

#endif
