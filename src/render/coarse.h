/* coarse.h - a body with fewer triangles, for where the full mesh is finer than the
 * picture can show.
 *
 * Vertices of one cell of a grid become one of them, so that it draws from the same
 * buffers with other indices. Only vertices of the same piece of surface whose normals
 * point into the same quarter of all directions are taken together: a thin nerve stays a
 * tube, the two sides of an ear stay two, and neighbouring bones stay apart.
 */
#ifndef DEQI_RENDER_COARSE_H
#define DEQI_RENDER_COARSE_H

#include "scene/frame.h"

/* Writes the triangles that are left, in their order, to `out`, which has room for all;
 * returns how many. No vertex moves farther than across a cell of `cell` metres. */
uint32_t coarse_make(const struct frame_body *body, float cell, uint32_t (*out)[3]);

/* The coarsest size of cell that is no larger than `wanted` metres, of those that are
 * made: they grow by steps, so that coming nearer seldom makes another. 0 = none is so
 * small. */
float coarse_cell(float wanted);

#endif
