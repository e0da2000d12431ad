/* face.h - a calm face: eyes and mouth closed, both sides alike, for every shape of the
 * body. */
#ifndef DEQI_BAKE_FACE_H
#define DEQI_BAKE_FACE_H

#include "bake/lids.h"
#include "bake/lips.h"

struct face {
    struct mirror mirror;
    struct lids lids;
    struct lips lips;
};

bool face_find(struct face *face, const struct package *p, struct error *error);
void face_free(struct face *face); /* an empty one is fine */
/* Evens the sides of the whole body, then closes; vertex[p->n_vertices] in decimetres. */
bool face_calm(const struct face *face, const struct package *p, float (*vertex)[3],
               struct error *error);

#endif
