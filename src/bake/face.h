/* face.h - a calm face: eyes and mouth closed, for every shape of the body. */
#ifndef DEQI_BAKE_FACE_H
#define DEQI_BAKE_FACE_H

#include "bake/lids.h"
#include "bake/lips.h"

struct face {
    struct lids lids;
    struct lips lips;
};

bool face_find(struct face *face, const struct package *p, struct error *error);
/* vertex[p->n_vertices] in decimetres. */
bool face_close(const struct face *face, const struct package *p, float (*vertex)[3],
                struct error *error);

#endif
