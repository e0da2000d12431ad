/* skinning.h - skin that follows bones as they turn: each vertex by the mean of the
 * motions of the bones that hold it. Immutable once made; metres.
 */
#ifndef DEQI_GEOM_SKINNING_H
#define DEQI_GEOM_SKINNING_H

#include "geom/mesh.h"
#include "geom/motion.h"
#include "geom/rig.h"
#include "geom/subdivision.h"

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
