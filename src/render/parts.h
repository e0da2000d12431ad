/* parts.h - rectangles of a picture, within render; see render_parts in render.h. */
#ifndef DEQI_RENDER_PARTS_H
#define DEQI_RENDER_PARTS_H

#include "render/render.h"

/* The smallest rectangle around both; one that is empty counts for nothing. */
void parts_unite(int rect[4], const int other[4]);
bool parts_overlap(const int a[4], const int b[4]);

#endif
