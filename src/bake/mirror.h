/* mirror.h - the two sides of the base mesh.
 *
 * The base mesh is its own mirror image, vertex for vertex; some targets of the package
 * are not, by up to 11 mm. What holds for a body's left must hold for its right, so every
 * shape is evened out: each vertex becomes the mean of itself and of its partner's mirror
 * image.
 */
#ifndef DEQI_BAKE_MIRROR_H
#define DEQI_BAKE_MIRROR_H

#include "bake/package.h"

struct mirror {
    uint32_t n;
    uint32_t *partner; /* of each skin vertex; itself on the midline */
};

/* Refused where a vertex has no partner. */
bool mirror_find(struct mirror *mirror, const struct package *p, struct error *error);
void mirror_free(struct mirror *mirror); /* an empty one is fine */
/* Places or differences, [mirror->n]. */
void mirror_even(const struct mirror *mirror, float (*vertex)[3]);

#endif
