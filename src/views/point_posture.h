/* point_posture.h - the posture in which the standard finds a point.
 */
#ifndef DEQI_VIEWS_POINT_POSTURE_H
#define DEQI_VIEWS_POINT_POSTURE_H

#include "anatomy/posture.h"
#include "catalog/point.h"

/* False where it is found as the body stands. The catalogue's own sentence says it ("Knee
 * bent, feel the hollow"), so that words and picture cannot differ. */
bool point_posture(const struct point *point, enum posture *out);

#endif
