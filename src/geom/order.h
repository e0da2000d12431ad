/* order.h - drawing order of triangles and numbering of vertices for a small vertex
 * cache.
 *
 * A software or hardware rasteriser shades a vertex again when it has left the cache;
 * drawing neighbours one after another keeps that near 0.6 to 0.7 shadings a triangle
 * instead of 3. Greedy choice by vertex score after T. Forsyth, "Linear-Speed Vertex
 * Cache Optimisation" (2006). Deterministic.
 */
#ifndef DEQI_GEOM_ORDER_H
#define DEQI_GEOM_ORDER_H

#include <stdint.h>

/* Reorders the triangles in place; `origin`, where given, receives the old index of each.
 */
void order_triangles(uint32_t (*triangle)[3], uint32_t n_triangles, uint32_t n_vertices,
                     uint32_t *origin);
/* Renumbers vertices by first use in the triangles, in place. to[i] = old number of
 * vertex i; vertices that no triangle uses come last in their old order. */
void order_vertices(uint32_t (*triangle)[3], uint32_t n_triangles, uint32_t n_vertices,
                    uint32_t *to);
/* Vertices shaded per triangle with a first-in first-out cache of `size` entries. */
double order_acmr(const uint32_t (*triangle)[3], uint32_t n_triangles,
                  uint32_t n_vertices, unsigned size);

#endif
