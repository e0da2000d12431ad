/* soup.h - random but repeatable triangles for tests. */
#ifndef DEQI_TESTS_GEOM_SOUP_H
#define DEQI_TESTS_GEOM_SOUP_H

#include "geom/mesh.h"

/* A number in [0, 1) from a state that advances; the same on every machine. */
static inline float soup_random(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return (float)(*state >> 8) / 16777216.0f;
}

/* n loose triangles of `size` metres in a cube of 1 m; every seventh has no area. */
static inline void soup_make(struct mesh *mesh, uint32_t n, float size, uint32_t seed)
{
    mesh_alloc(mesh, n * 3, n);
    for (uint32_t t = 0; t < n; t++) {
        float at[3];
        for (int k = 0; k < 3; k++)
            at[k] = soup_random(&seed);
        for (uint32_t c = 0; c < 3; c++) {
            mesh->triangle[t][c] = t * 3 + c;
            for (int k = 0; k < 3; k++)
                mesh->position[t * 3 + c][k] = at[k] + size * (soup_random(&seed) - 0.5f);
        }
        if (t % 7 == 3)
            for (int k = 0; k < 3; k++)
                mesh->position[t * 3 + 2][k] = mesh->position[t * 3][k];
    }
}

#endif
