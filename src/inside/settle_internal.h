/* settle_internal.h - keeps courses under the skin and out of bones. Private to this
 * library.
 *
 * Courses are laid by shares and millimetres; on a thin body, or where a bone bulges, a
 * tube would stick out of the skin or cut through a bone that it lies beside. Rings are
 * moved out of bones, then under the skin, until neither is needed; where there is no
 * room for both, the skin wins.
 */
#ifndef DEQI_INSIDE_SETTLE_INTERNAL_H
#define DEQI_INSIDE_SETTLE_INTERNAL_H

#include "inside/ground_internal.h"
#include "inside/tube_internal.h"

/* Of an organ nothing is moved: it is where the bones round it say. */
void settle_tube(const struct ground *ground, enum side side,
                 const struct structure *structure, struct tube *tube);
/* Draws in the corners of a muscle's rings (`corners` each, ring after ring) where skin
 * or bone is nearer than the muscle is thick: it fills the room that there is. */
void settle_muscle(const struct ground *ground, enum side side,
                   const struct structure *structure, const struct tube *tube,
                   int corners, float (*place)[3]);
/* Draws the vertices of a solid back under the skin. */
void settle_solid(const struct ground *ground, struct mesh *mesh);

#endif
