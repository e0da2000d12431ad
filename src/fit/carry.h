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

/* Where our body has its landmarks in the shape that the pose has found: by a share of
 * `bone` (1 = alone, for a mesh made like ours) over their bones, else by the skin's own
 * rules, as a shape that only comes near says less of bones. Half and half, neither one's
 * error counts in full. */
struct carried;
enum carry_from { CARRY_BONE, CARRY_SKIN };
/* NULL where our body cannot be measured in that shape. */
struct carried *carry_measure(const struct carry *carry, const struct pose *pose,
                              float bone, struct error *error);
void carry_measure_free(struct carried **carried); /* NULL inside is fine */
/* A landmark on `skin` (of the template, in any posture) and the vertex nearest to it.
 * False where our body has none of that name. */
bool carry_place(const struct carry *carry, const struct carried *carried,
                 const char *name, enum side side, const float (*skin)[3],
                 uint32_t *vertex, float out[3]);
/* Fills fit->landmark and count from fit->skin: each where that skin came to lie, brought
 * to the nearest skin of the scan like it. Left out: those of parts that do not fit, and
 * those that find no such skin. */
void carry_landmarks(const struct carry *carry, const struct carried *carried,
                     const struct template *t, const struct scan *scan,
                     const float (*ways)[TIPS], struct fit *fit);

#endif
