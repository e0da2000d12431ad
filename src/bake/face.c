#include "bake/face.h"

bool face_find(struct face *face, const struct package *p, struct error *error)
{
    return lids_find(&face->lids, p, error) && lips_find(&face->lips, p, error);
}

bool face_close(const struct face *face, const struct package *p, float (*vertex)[3],
                struct error *error)
{
    lips_close(&face->lips, vertex);
    return lids_close(&face->lids, p, vertex, error);
}
