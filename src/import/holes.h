/* holes.h - small holes of a scan, closed, so that a way over the skin does not end
 * there.
 *
 * A patch bulges as a ball through the hole's border would. Vertices and triangles are
 * added at the end: what is anchored to those that are there stays where it was.
 */
#ifndef DEQI_IMPORT_HOLES_H
#define DEQI_IMPORT_HOLES_H

#include "import/model.h"

/* A longer border is no hole but a cut, metres; and so many are closed at most. */
#define HOLES_BORDER 0.25f
enum { HOLES_MAX = 400 };

/* In metres. Leaves open what has something close behind it (an eye in its socket), and
 * borders that cross themselves. Returns how many were closed. */
int holes_close(struct model *model);

#endif
