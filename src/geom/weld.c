/* A table open to linear probing, at most half full. */
#include "geom/weld.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static uint32_t bits_of(float x)
{
    uint32_t bits;
    x += 0.0f; /* -0 becomes 0 */
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static uint32_t hash_of(const float p[3])
{
    uint64_t h = 0x9e3779b97f4a7c15u;
    for (int k = 0; k < 3; k++) {
        h = (h ^ bits_of(p[k])) * 0xff51afd7ed558ccdu;
        h ^= h >> 32;
    }
    return (uint32_t)h;
}

static bool same_place(const float a[3], const float b[3])
{
    return a[0] == b[0] && a[1] == b[1] && a[2] == b[2];
}

uint32_t weld_places(const float (*position)[3], uint32_t n, uint32_t *same)
{
    uint64_t size = 16;
    while (size < 2 * (uint64_t)n)
        size *= 2;
    /* first[slot]: a vertex, plus one; 0 = free */
    uint32_t *first = xcalloc(size, sizeof *first), count = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint64_t slot = hash_of(position[i]) & (size - 1);
        while (first[slot] && !same_place(position[first[slot] - 1], position[i]))
            slot = (slot + 1) & (size - 1);
        if (first[slot]) {
            same[i] = same[first[slot] - 1];
        } else {
            first[slot] = i + 1;
            same[i] = count++;
        }
    }
    free(first);
    return count;
}
