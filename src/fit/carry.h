/* carry.h - landmarks of our body, carried over to a mesh on which it was fitted.
 */
#ifndef DEQI_FIT_CARRY_H
#define DEQI_FIT_CARRY_H

#include "fit/fit.h"
#include "fit/scan.h"

struct carry;

/* Borrows the set, whose landmarks are anchored on `human`. */
struct carry *carry_create(const struct template *t, const struct mesh *human,
                           const struct landmark_set *landmarks,
                           const struct landmark_names *names);
void carry_destroy(struct carry **carry);
/* Fills fit->landmark and count from fit->skin: each where its skin came to lie, brought
 * to the nearest skin of the scan like it. Left out: those of parts that do not fit, and
 * those that find no such skin. */
void carry_landmarks(const struct carry *carry, const struct template *t,
                     const struct scan *scan, const float (*ways)[TIPS],
                     struct fit *fit);

/* The vertex of the template nearest to a landmark of our body; UINT32_MAX where it has
 * none of that name. */
uint32_t carry_vertex(const struct carry *carry, const struct landmark_names *names,
                      const char *name, enum side side);

#endif
