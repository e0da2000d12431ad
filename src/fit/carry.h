/* carry.h - landmarks of our body, carried over to a mesh on which it was fitted.
 */
#ifndef DEQI_FIT_CARRY_H
#define DEQI_FIT_CARRY_H

#include "fit/fit.h"
#include "fit/pose.h"
#include "fit/scan.h"

struct carry;

/* Borrows all. `human` is models/human.glb, on which the catalogue's landmarks are. */
struct carry *carry_create(const struct template *t, const struct mesh *human,
                           const struct catalog *catalog);
void carry_destroy(struct carry **carry);
/* Fills fit->landmark and count from fit->skin: each landmark of our body in the pose's
 * shape where that skin came to lie, brought to the nearest skin of the scan like it.
 * Left out: those of parts that do not fit, and those that find no such skin. False where
 * our body cannot be measured in that shape. */
bool carry_landmarks(const struct carry *carry, const struct pose *pose,
                     const struct scan *scan, const float (*ways)[TIPS], struct fit *fit,
                     struct error *error);

/* The vertex of the template nearest to a landmark of the neutral body; UINT32_MAX where
 * it has none of that name. */
uint32_t carry_vertex(const struct carry *carry, const char *name, enum side side);

#endif
