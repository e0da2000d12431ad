#include "bake/mirror.h"

#include <math.h>
#include <stdlib.h>

static const float NEAR =
    2e-3f; /* decimetres; the base mesh is exact to its last digit */

static float apart(const float a[3], const float b[3])
{
    return fabsf(a[0] + b[0]) + fabsf(a[1] - b[1]) + fabsf(a[2] - b[2]);
}

bool mirror_find(struct mirror *mirror, const struct package *p, struct error *error)
{
    *mirror = (struct mirror){.n = p->n_body,
                              .partner = xcalloc(p->n_body + 1, sizeof(uint32_t))};
    for (uint32_t i = 0; i < p->n_body; i++) {
        float best = NEAR;
        mirror->partner[i] = UINT32_MAX;
        for (uint32_t k = 0; k < p->n_body; k++) {
            float d = apart(p->vertex[i], p->vertex[k]);
            if (d < best) {
                best = d;
                mirror->partner[i] = k;
            }
        }
        if (mirror->partner[i] == UINT32_MAX)
            return error_set(error, "vertex %u of the base mesh has no mirror image", i);
    }
    for (uint32_t i = 0; i < p->n_body; i++)
        if (mirror->partner[mirror->partner[i]] != i)
            return error_set(error, "vertices of the base mesh share a mirror image");
    return true;
}

void mirror_free(struct mirror *mirror)
{
    free(mirror->partner);
    *mirror = (struct mirror){0};
}

void mirror_even(const struct mirror *mirror, float (*vertex)[3])
{
    for (uint32_t i = 0; i < mirror->n; i++) {
        float *a = vertex[i], *b = vertex[mirror->partner[i]];
        if (mirror->partner[i] < i)
            continue;
        a[0] = (a[0] - b[0]) / 2;
        b[0] = -a[0];
        for (int k = 1; k < 3; k++)
            a[k] = b[k] = (a[k] + b[k]) / 2;
    }
}
