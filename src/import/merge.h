/* merge.h - parts of a model put together into one mesh with one colour a vertex.
 *
 *     struct merge merge = {.path = path, .out = &model};
 *     for each part: merge_add(&merge, &part, error)
 *     merge_finish(&merge, error)
 *     merge_free(&merge)
 *
 * Grey vertex colours all over are taken for occlusion, as in our own body. A look counts
 * as colour where it is not grey, or dark, or has a picture: the plain grey that
 * exporters give whatever has no look leaves a body as porcelain.
 */
#ifndef DEQI_IMPORT_MERGE_H
#define DEQI_IMPORT_MERGE_H

#include "import/image.h"
#include "import/model.h"

/* What a part's surface looks like. */
struct look {
    float factor[4];             /* linear; multiplies what follows */
    const struct image *picture; /* NULL = none; row 0 at v = 0 */
};

struct merge_part {
    uint32_t n_vertices, n_triangles;
    const float (*position)[3];
    const float (*normal)[3];      /* NULL = none */
    const float (*uv)[2];          /* v downward; NULL = none */
    const float (*color)[4];       /* linear; NULL = none */
    const uint32_t (*triangle)[3]; /* each below n_vertices, or merge_add refuses */
    const float *to_world;         /* 16, column by column; NULL = as they are */
    struct look look;
};

struct merge {
    const char *path;
    struct model *out;
    uint32_t vertex_capacity, triangle_capacity;
    float (*color)[4]; /* of all vertices so far */
    bool coloured, lacks_normals, lacks_greys;
};

bool merge_add(struct merge *merge, const struct merge_part *part, struct error *error);
/* Checks positions, makes normals that are missing or no unit vectors anew. */
bool merge_finish(struct merge *merge, struct error *error);
void merge_free(struct merge *merge);

#endif
