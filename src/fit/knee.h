/* knee.h - how high a knee is, told by the bulge that the kneecap makes.
 *
 * A leg is a tube: skin that lies on skin says little of how high the knee is. The
 * foremost bulge of the leg between calf and thigh does, on people: it lies 4 to 8 mm
 * below the middle of the kneecap (four legs of two people, the Visible Human woman and
 * man of the Human Reference Atlas, CC BY 4.0). Our own body's leg bulges higher than
 * that, and so do bodies made of it; they are known by bulging where ours does.
 */
#ifndef DEQI_FIT_KNEE_H
#define DEQI_FIT_KNEE_H

#include "geom/mesh.h"

/* How far the bulge lies below the middle of the kneecap on people, metres. */
#define KNEE_BULGE_BELOW 0.006f

/* The height at which the skin of `wanted` vertices (of one leg, standing on `floor`)
 * stands farthest before the straight line from 0.16 to 0.40 of `height`. NAN where it
 * does not reach so far. */
float knee_bulge(const struct mesh *mesh, const bool *wanted, float floor, float height);

#endif
