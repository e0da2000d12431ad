/* chance.h - splitmix64 (G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom
 * number generators", 2014): the same seed gives the same numbers everywhere. */
#ifndef DEQI_STUDY_CHANCE_H
#define DEQI_STUDY_CHANCE_H

#include <stdint.h>

static inline uint64_t chance_next(uint64_t *state)
{
    uint64_t z = *state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/* 0 .. n - 1 */
static inline int chance_below(uint64_t *state, int n)
{
    return (int)(chance_next(state) % (uint64_t)n);
}

#endif
