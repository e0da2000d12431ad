/* knee.h - how high a knee is, told by the bulge that the kneecap makes.
 *
 * A leg is a tube: skin that lies on skin says little of how high the knee is. The bulge
 * of the kneecap does, on people: it lies 4 to 8 mm below the middle of the kneecap (four
 * legs of two people, the Visible Human woman and man of the Human Reference Atlas, CC BY
 * 4.0). Our own body's leg bulges higher than that, and so do bodies made of it; they are
 * known by bulging where ours does.
 */
#ifndef DEQI_FIT_KNEE_H
#define DEQI_FIT_KNEE_H

#include "geom/mesh.h"

/* How high a knee usually is, in heights. R. Drillis, R. Contini: Body segment
 * parameters, New York University, Technical Report 1166.03, 1966. */
#define KNEE_USUAL 0.285f
/* How far the bulge lies below the middle of the kneecap on people, metres. */
#define KNEE_BULGE_BELOW 0.006f

/* The height at which the skin of `wanted` vertices (of one leg, standing on `floor`)
 * stands farthest before the skin 0.06 of `height` above and below it. NAN where that is
 * nowhere between 0.23 and 0.33 of the height: legs without a kneecap to be seen. */
float knee_bulge(const struct mesh *mesh, const bool *wanted, float floor, float height);

#endif
