#include "bake/shapes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bake/corner.h"
#include "base/file.h"
#include "geom/shape_file.h"

enum { UNITS = 32767 };

struct shapes_writer {
    const struct bake_body *body;
    const struct face *face;
    char *data, *at;
};

static void put(struct shapes_writer *w, const void *data, size_t size)
{
    memcpy(w->at, data, size);
    w->at += size;
}

static void put_u16(struct shapes_writer *w, uint32_t x)
{
    uint16_t small = (uint16_t)x;
    put(w, &small, sizeof small);
}

/* differences in metres, in units of the largest */
static void put_target(struct shapes_writer *w, const float (*delta)[3])
{
    uint32_t n = w->body->package->n_body * 3;
    float most = 0;
    for (uint32_t i = 0; i < n; i++)
        most = fmaxf(most, fabsf(delta[i / 3][i % 3]));
    float step = most > 0 ? most / UNITS : 1e-6f;
    put(w, &step, sizeof step);
    for (uint32_t i = 0; i < n; i++) {
        int16_t units = (int16_t)lroundf(delta[i / 3][i % 3] / step);
        put(w, &units, sizeof units);
    }
}

static bool put_corner(struct shapes_writer *w, const struct corner *c, float (*shape)[3],
                       struct error *error)
{
    const struct bake_body *body = w->body;
    if (!corner_make(body->package, c, shape, error) ||
        !face_calm(w->face, body->package, shape, error))
        return false;
    for (uint32_t i = 0; i < body->package->n_body; i++)
        for (int k = 0; k < 3; k++)
            shape[i][k] =
                shape[i][k] * BAKE_METRES + (k == 1 ? body->lift : 0) - body->cage[i][k];
    put_target(w, (const float(*)[3])shape);
    return true;
}

static bool put_height(struct shapes_writer *w, int sex, int age, int tall,
                       float (*delta)[3], struct error *error)
{
    if (!corner_height(w->body->package, sex, age, tall, delta, error))
        return false;
    mirror_even(&w->face->mirror, delta);
    lids_keep_closed(&w->face->lids, delta);
    for (uint32_t i = 0; i < w->body->package->n_body; i++)
        for (int k = 0; k < 3; k++)
            delta[i][k] *= BAKE_METRES;
    put_target(w, (const float(*)[3])delta);
    return true;
}

static bool put_targets(struct shapes_writer *w, struct error *error)
{
    float(*shape)[3] = xcalloc(w->body->package->n_vertices, sizeof *shape);
    bool ok = true;
    for (int i = 0; ok && i < SHAPE_CORNERS; i++) {
        /* the last digit runs fastest */
        struct corner c = {i / 18, i / 9 % 2, i / 3 % 3, i % 3};
        ok = put_corner(w, &c, shape, error);
    }
    for (int i = 0; ok && i < SHAPE_HEIGHTS; i++)
        ok = put_height(w, i / 4, i / 2 % 2, i % 2, shape, error);
    free(shape);
    return ok;
}

bool shapes_write(const struct bake_body *body, const struct face *face, const char *path,
                  struct error *error)
{
    const struct package *p = body->package;
    struct shape_header h = {.version = SHAPE_VERSION,
                             .n_cage = p->n_body,
                             .n_quads = p->n_quads,
                             .n_fine = body->fine.n_fine,
                             .n_corners = SHAPE_CORNERS,
                             .n_heights = SHAPE_HEIGHTS};
    memcpy(h.magic, SHAPE_MAGIC, sizeof h.magic);
    if (h.n_cage > SHAPE_CAGE_MAX || h.n_fine > SHAPE_CAGE_MAX)
        return error_set(error, "the cage is too large for the format of shapes");
    size_t target = sizeof(float) + h.n_cage * 3 * sizeof(int16_t);
    size_t size = sizeof h + h.n_cage * 3 * sizeof(float) + h.n_quads * 8 + h.n_fine * 2 +
                  (SHAPE_CORNERS + SHAPE_HEIGHTS) * target;
    struct shapes_writer w = {.body = body, .face = face, .data = xcalloc(size, 1)};
    w.at = w.data + sizeof h;
    put(&w, body->cage, h.n_cage * sizeof *body->cage);
    for (uint32_t i = 0; i < h.n_quads * 4; i++)
        put_u16(&w, p->quad[i / 4][i % 4]);
    for (uint32_t i = 0; i < h.n_fine; i++)
        put_u16(&w, body->order[i]);
    bool ok = put_targets(&w, error);
    h.checksum = shape_file_checksum(w.data + sizeof h, size - sizeof h);
    memcpy(w.data, &h, sizeof h);
    ok = ok && file_write(path, w.data, size, error);
    free(w.data);
    return ok;
}
