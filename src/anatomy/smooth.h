/* smooth.h - a polyline made smooth: the curve that bends least while staying near its
 * course.
 *
 * Minimises the sum of squared second differences plus `hold` times the squared distance
 * from the course, vertex by vertex; a vertex that is pinned stays. Linear in the number
 * of vertices.
 */
#ifndef DEQI_ANATOMY_SMOOTH_H
#define DEQI_ANATOMY_SMOOTH_H

#include <stdbool.h>
#include <stdint.h>

/* position[n] is changed in place; `pinned` may be NULL. The ends are always pinned. hold
 * > 0. */
void smooth_curve(float (*position)[3], const bool *pinned, uint32_t n, double hold);

#endif
