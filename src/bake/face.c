#include "bake/face.h"

bool face_find(struct face *face, const struct package *p, struct error *error)
{
    *face = (struct face){0};
    return mirror_find(&face->mirror, p, error) &&
           lids_find(&face->lids, p, &face->mirror, error) &&
           lips_find(&face->lips, p, error);
}

void face_free(struct face *face)
{
    mirror_free(&face->mirror);
}

bool face_calm(const struct face *face, const struct package *p, float (*vertex)[3],
               struct error *error)
{
    mirror_even(&face->mirror, vertex);
    lips_close(&face->lips, vertex);
    bool ok = lids_close(&face->lids, p, vertex, error);
    mirror_even(&face->mirror, vertex);
    return ok;
}
