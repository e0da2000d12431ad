/* weld.h - which vertices stand at exactly the same place.
 */
#ifndef DEQI_GEOM_WELD_H
#define DEQI_GEOM_WELD_H

#include <stdint.h>

/* same[i] becomes the number of the first vertex at the place of vertex i, in order of
 * first use from 0; returns how many places there are. -0 and 0 are one place. */
uint32_t weld_places(const float (*position)[3], uint32_t n, uint32_t *same);

#endif
