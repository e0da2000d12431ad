/* accuracy.h - how far the points of a body are from where their rules put them.
 *
 * Everything is measured again from the result: the distance to the skin by asking all of
 * it, the cun by the run's own way (straight, along an axis, over the skin), the mirror
 * image by the other side. Drift tells how far measuring anew moved a point over the skin
 * since another shape of the same mesh.
 */
#ifndef TESTS_ANATOMY_ACCURACY_H
#define TESTS_ANATOMY_ACCURACY_H

#include <stdio.h>

#include "anatomy/body.h"

/* Of one point, the worse of its sides. NAN = does not apply. */
struct accuracy_row {
    const struct point *point;
    bool placed, in_part; /* on all its sides */
    double skin_mm;       /* distance to the nearest skin */
    double cun_error_mm;  /* |measured again - cun asked for| */
    double cun_error;     /* the same as a fraction */
    double mirror_mm; /* left against the mirrored right; for the midline its distance */
    double drift_mm;  /* against `before`, carried along on its triangle */
};

/* Fills rows[catalog->n_points]. `before` holds the places of all sites on another shape
 * of the mesh, as body_sites lists them (NULL: no drift is told). */
void accuracy_measure(const struct body *body, const struct mesh_site *before,
                      struct accuracy_row *rows);

/* Keeps the worse of both in `rows`. */
void accuracy_worse(struct accuracy_row *rows, const struct accuracy_row *other,
                    int count);

/* One table for people: worst first within what matters, then every point. `bodies` names
 * how many bodies the rows speak of. */
void accuracy_print(const struct accuracy_row *rows, int count, int bodies, FILE *to);

#endif
