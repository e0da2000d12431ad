#include "import/stl.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "geom/weld.h"
#include "import/merge.h"

/* 80 bytes of anything, the number of facets, then a facet: normal, three corners, two
 * bytes of anything; little endian */
enum { HEAD = 84, FACET = 50, CORNERS = 12 };

static uint32_t get_u32(const char *at)
{
    const uint8_t *b = (const uint8_t *)at;
    return b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

static float get_float(const char *at)
{
    uint32_t bits = get_u32(at);
    float x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

bool stl_is_binary(const char *data, size_t size)
{
    return size >= HEAD + FACET &&
           size - HEAD == (uint64_t)get_u32(data + HEAD - 4) * FACET;
}

bool stl_read(const char *path, const char *data, size_t size, struct model *out,
              struct error *error)
{
    uint64_t n = (size - HEAD) / FACET;
    if (n > MODEL_TRIANGLES)
        return error_at(error, path, 0, 0, "is too large: at most %d triangles are taken",
                        MODEL_TRIANGLES);
    float(*corner)[3] = xmalloc(3 * n * sizeof *corner);
    uint32_t(*triangle)[3] = xmalloc(n * sizeof *triangle);
    for (uint64_t t = 0; t < n; t++)
        for (int i = 0; i < 9; i++)
            corner[3 * t + i / 3][i % 3] =
                get_float(data + HEAD + t * FACET + CORNERS + 4 * i);
    uint32_t places =
        weld_places((const float(*)[3])corner, (uint32_t)(3 * n), &triangle[0][0]);
    /* places are numbered by first use, so that none moves onto one still to be moved */
    for (uint64_t i = 0; i < 3 * n; i++)
        memmove(corner[triangle[i / 3][i % 3]], corner[i], sizeof *corner);
    struct merge merge = {.path = path, .out = out};
    struct merge_part part = {.n_vertices = places,
                              .n_triangles = (uint32_t)n,
                              .position = (const float(*)[3])corner,
                              .triangle = (const uint32_t(*)[3])triangle,
                              .look = {.factor = {1, 1, 1, 1}}};
    bool ok = merge_add(&merge, &part, error) && merge_finish(&merge, error);
    merge_free(&merge);
    free(corner);
    free(triangle);
    return ok;
}
