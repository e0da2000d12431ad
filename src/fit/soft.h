/* soft.h - the fitted template bent onto the skin, each part as rigid as possible.
 */
#ifndef DEQI_FIT_SOFT_H
#define DEQI_FIT_SOFT_H

#include "fit/scan.h"
#include "fit/template.h"

/* `skin` [t->n] is where the pose left the template, and comes back lying on the scan
 * wherever that has skin like it; `ways` [t->n][TIPS] are the template's
 * own, NULL where those of the scan tell nothing. `off`
 * [t->n], may be NULL: how far each is from the scan in the end, metres; NAN where it has
 * nothing like it. O. Sorkine, M. Alexa: As-rigid-as-possible surface modeling, SGP 2007.
 */
void soft_fit(const struct template *t, const struct scan *scan,
              const float (*ways)[TIPS], float (*skin)[3], float *off);

/* The scan's skin nearest to a place whose normal points like `normal` and whose ways are
 * like `way` (NULL: any); within `reach` metres. */
bool soft_nearest(const struct scan *scan, const float place[3], const float normal[3],
                  const float *way, float reach, struct bvh_hit *hit);
/* Area-weighted unit normals of the template in some pose. */
void soft_normals(const struct template *t, const float (*skin)[3], float (*out)[3]);

#endif
