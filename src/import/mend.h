/* mend.h - scans as they come: a scanner's noise taken off, small holes closed.
 *
 * Neither changes a triangle or the number of a vertex that is there, so that what is
 * anchored to the mesh stays where it was: vertices move by about their noise, and what
 * closes a hole is added at the end. A mesh without noise comes through bit for bit.
 */
#ifndef DEQI_IMPORT_MEND_H
#define DEQI_IMPORT_MEND_H

#include "geom/mesh.h"

/* How rough the skin is: metres, the deviation of a vertex from the smooth surface
 * through its neighbours, in the middle of some thousand vertices. 0.02 mm on a clean
 * body. */
float mend_roughness(const struct mesh *mesh);

/* Brings each vertex nearer to the quadric through its surroundings, the wider the
 * rougher the skin is, and takes the normals from there. In metres. Returns the roughness
 * that was taken off; 0 = nothing was done, as it is below MEND_ROUGH or no more than
 * such coarse triangles make of a clean body. */
#define MEND_ROUGH 1e-4f
float mend_smooth(struct mesh *mesh);

#endif
