#include "geom/shape.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "geom/shape_file.h"
#include "geom/subdivision.h"

static const size_t FILE_LIMIT = 64u << 20;
static const float YOUNG = 25, OLD = 90; /* years of the two corners */

const struct shape_params SHAPE_NEUTRAL = {
    .sex = 0.5f, .age = 25, .muscle = 0.5f, .weight = 0.5f, .height = 0};

struct target {
    float step;
    const int16_t (*delta)[3]; /* into the file */
};

struct shapes {
    char *file;
    uint32_t n_cage;
    const float (*base)[3]; /* into the file */
    struct target corner[SHAPE_CORNERS], height[SHAPE_HEIGHTS];
    struct subdivision fine;
    const uint16_t *order; /* in the file, as fine is renumbered */
    float (*cage)[3];      /* scratch: the shape under way */
    float mix[SHAPE_CORNERS + SHAPE_HEIGHTS], lowered, scale; /* of the shape made last */
    uint32_t n_ends; /* vertices that may be the highest or the lowest of a body */
    uint32_t *end;
};

/* ---- loading ---- */

struct reader {
    char *at;
    size_t left;
};

static void *take(struct reader *r, size_t size)
{
    if (size > r->left)
        return NULL;
    void *part = r->at;
    r->at += size;
    r->left -= size;
    return part;
}

static bool read_target(struct reader *r, uint32_t n_cage, struct target *out)
{
    const char *step = take(r, sizeof out->step);
    out->delta = take(r, n_cage * sizeof *out->delta);
    if (!step || !out->delta)
        return false;
    memcpy(&out->step, step, sizeof out->step);
    return isfinite(out->step) && fabsf(out->step) < 1;
}

/* stencils from the quads, in the model's order; `order` must be a permutation */
static bool make_stencils(struct shapes *s, const struct shape_header *h,
                          const uint16_t (*quad16)[4], const uint16_t *order16,
                          struct error *error)
{
    uint32_t(*quad)[4] = xcalloc(h->n_quads + 1, sizeof *quad);
    uint32_t *order = xcalloc(h->n_fine + 1, sizeof *order);
    bool *seen = xcalloc(h->n_fine + 1, sizeof *seen);
    for (uint32_t i = 0; i < h->n_quads * 4; i++)
        quad[i / 4][i % 4] = quad16[i / 4][i % 4];
    bool ok = subdivision_create(&s->fine, h->n_cage, (const uint32_t(*)[4])quad,
                                 h->n_quads, error);
    if (ok && s->fine.n_fine != h->n_fine)
        ok = error_set(error, "the cage makes %u vertices, the file says %u",
                       s->fine.n_fine, h->n_fine);
    for (uint32_t i = 0; ok && i < h->n_fine; i++) {
        order[i] = order16[i];
        if (order[i] >= h->n_fine || seen[order[i]])
            ok = error_set(error, "the order of the vertices is broken");
        else
            seen[order[i]] = true;
    }
    if (ok)
        subdivision_order(&s->fine, order);
    free(quad);
    free(order);
    free(seen);
    return ok;
}

/* soles and crown: what lies in the lowest and highest part of the neutral body */
static void find_ends(struct shapes *s)
{
    static const float SOLES = 0.06f, CROWN = 0.95f; /* parts of the height */
    float(*fine)[3] = xcalloc(s->fine.n_fine + 1, sizeof *fine), top = 0;
    subdivision_apply(&s->fine, s->base, fine);
    for (uint32_t i = 0; i < s->fine.n_fine; i++)
        top = fmaxf(top, fine[i][1]);
    s->end = xcalloc(s->fine.n_fine + 1, sizeof *s->end);
    for (uint32_t i = 0; i < s->fine.n_fine; i++)
        if (fine[i][1] < SOLES * top || fine[i][1] > CROWN * top)
            s->end[s->n_ends++] = i;
    free(fine);
}

static bool read_file(struct shapes *s, size_t size, struct error *error)
{
    struct reader r = {s->file, size};
    const struct shape_header *h = take(&r, sizeof *h);
    if (!h || memcmp(h->magic, SHAPE_MAGIC, sizeof h->magic))
        return error_set(error, "is no file of shapes");
    if (h->version != SHAPE_VERSION || h->n_corners != SHAPE_CORNERS ||
        h->n_heights != SHAPE_HEIGHTS)
        return error_set(error, "is a file of shapes of version %u, expected %d",
                         h->version, SHAPE_VERSION);
    if (h->n_cage > SHAPE_CAGE_MAX || h->n_quads > SHAPE_CAGE_MAX ||
        h->n_fine > SHAPE_CAGE_MAX)
        return error_set(error, "has a cage that is too large");
    if (shape_file_checksum(r.at, r.left) != h->checksum)
        return error_set(error, "is damaged: its checksum is wrong");
    s->n_cage = h->n_cage;
    s->base = take(&r, h->n_cage * sizeof *s->base);
    const uint16_t(*quad)[4] = take(&r, h->n_quads * sizeof *quad);
    const uint16_t *order = take(&r, h->n_fine * sizeof *order);
    s->order = order;
    bool ok = s->base && quad && order;
    for (int i = 0; ok && i < SHAPE_CORNERS; i++)
        ok = read_target(&r, h->n_cage, &s->corner[i]);
    for (int i = 0; ok && i < SHAPE_HEIGHTS; i++)
        ok = read_target(&r, h->n_cage, &s->height[i]);
    if (!ok || r.left)
        return error_set(error, "is damaged: its parts do not fit");
    return make_stencils(s, h, quad, order, error);
}

struct shapes *shapes_load(const char *path, struct error *error)
{
    size_t size;
    struct shapes *s = xcalloc(1, sizeof *s);
    if (!file_read(path, FILE_LIMIT, &s->file, &size, error) ||
        !read_file(s, size, error)) {
        error_in_file(error, path);
        shapes_destroy(&s);
        return NULL;
    }
    s->cage = xcalloc(s->n_cage + 1, sizeof *s->cage);
    find_ends(s);
    return s;
}

void shapes_destroy(struct shapes **shapes)
{
    struct shapes *s = *shapes;
    if (!s)
        return;
    subdivision_free(&s->fine);
    free(s->file);
    free(s->cage);
    free(s->end);
    free(s);
    *shapes = NULL;
}

/* ---- parameters ---- */

struct param {
    const char *name;
    size_t offset;
    float min, max;
};

static const struct param PARAMS[] = {
    {"sex", offsetof(struct shape_params, sex), 0, 1},
    {"age", offsetof(struct shape_params, age), 18, 90},
    {"muscle", offsetof(struct shape_params, muscle), 0, 1},
    {"weight", offsetof(struct shape_params, weight), 0, 1},
    {"height", offsetof(struct shape_params, height), 0.5f, 2.5f},
};

bool shape_equal(const struct shape_params *a, const struct shape_params *b)
{
    return a->sex == b->sex && a->age == b->age && a->muscle == b->muscle &&
           a->weight == b->weight && a->height == b->height;
}

bool shape_set(struct shape_params *params, const char *name, double value,
               struct error *error)
{
    for (size_t i = 0; i < sizeof PARAMS / sizeof *PARAMS; i++) {
        const struct param *p = &PARAMS[i];
        if (strcmp(p->name, name))
            continue;
        if (!(value >= (double)p->min && value <= (double)p->max))
            return error_set(error, "%s %g is out of range; expected %g to %g", name,
                             value, (double)p->min, (double)p->max);
        *(float *)((char *)params + p->offset) = (float)value;
        return true;
    }
    return error_set(error,
                     "there is no shape parameter \"%s\"; expected sex, age, muscle, "
                     "weight or height",
                     name);
}

static float clamp(float x, float min, float max)
{
    return x >= min ? (x <= max ? x : max) : min;
}

/* ---- blending ---- */

struct blend {
    float sex[SHAPE_SEXES], age[SHAPE_AGES];
    float muscle[SHAPE_LEVELS], weight[SHAPE_LEVELS];
};

static void split_two(float x, float out[2])
{
    out[0] = 1 - x;
    out[1] = x;
}

/* 0 least, 0.5 average, 1 most */
static void split_three(float x, float out[3])
{
    out[0] = x < 0.5f ? 1 - 2 * x : 0;
    out[2] = x > 0.5f ? 2 * x - 1 : 0;
    out[1] = 1 - out[0] - out[2];
}

static struct blend blend_of(const struct shape_params *p)
{
    struct blend b;
    split_two(clamp(p->sex, 0, 1), b.sex);
    split_two(clamp((p->age - YOUNG) / (OLD - YOUNG), 0, 1), b.age);
    split_three(clamp(p->muscle, 0, 1), b.muscle);
    split_three(clamp(p->weight, 0, 1), b.weight);
    return b;
}

static void add_target(struct shapes *s, int target, float weight)
{
    const struct target *t =
        target < SHAPE_CORNERS ? &s->corner[target] : &s->height[target - SHAPE_CORNERS];
    if (weight == 0)
        return;
    s->mix[target] += weight;
    const int16_t *delta = t->delta[0];
    float *cage = s->cage[0], scale = weight * t->step;
    for (uint32_t i = 0; i < s->n_cage * 3; i++)
        cage[i] += scale * (float)delta[i];
}

static void add_corners(struct shapes *s, const struct blend *b)
{
    for (int sex = 0; sex < SHAPE_SEXES; sex++)
        for (int age = 0; age < SHAPE_AGES; age++)
            for (int m = 0; m < SHAPE_LEVELS; m++)
                for (int w = 0; w < SHAPE_LEVELS; w++)
                    add_target(s, (int)shape_file_corner(sex, age, m, w),
                               b->sex[sex] * b->age[age] * b->muscle[m] * b->weight[w]);
}

static void add_stature(struct shapes *s, const struct blend *b, int stature,
                        float amount)
{
    for (int sex = 0; sex < SHAPE_SEXES; sex++)
        for (int age = 0; age < SHAPE_AGES; age++)
            add_target(s, SHAPE_CORNERS + (int)shape_file_height(sex, age, stature),
                       amount * b->sex[sex] * b->age[age]);
}

/* height of the body that the cage makes, from soles and crown alone */
static float height_now(const struct shapes *s)
{
    const struct subdivision *f = &s->fine;
    float min = INFINITY, max = -INFINITY;
    for (uint32_t e = 0; e < s->n_ends; e++) {
        float y = 0;
        for (uint32_t j = f->first[s->end[e]]; j < f->first[s->end[e] + 1]; j++)
            y += f->weight[j] * s->cage[f->index[j]][1];
        min = fminf(min, y);
        max = fmaxf(max, y);
    }
    return max - min;
}

/* goes as far toward the shortest or tallest stature as it takes */
static void reach_height(struct shapes *s, const struct blend *b, float wanted)
{
    float now = height_now(s);
    int stature = wanted > now;
    add_stature(s, b, stature, 1);
    float most = height_now(s);
    float part = fabsf(most - now) > 1e-6f ? (wanted - now) / (most - now) : 0;
    add_stature(s, b, stature, clamp(part, 0, 1) - 1);
}

static void stand(struct shapes *s, struct mesh *mesh, float wanted)
{
    float min[3], max[3];
    mesh_bounds(mesh, min, max);
    float scale = wanted > 0 ? wanted / (max[1] - min[1]) : 1;
    s->lowered = min[1];
    s->scale = scale;
    for (uint32_t i = 0; i < mesh->n_vertices; i++) {
        float *p = mesh->position[i];
        p[0] *= scale;
        p[1] = (p[1] - min[1]) * scale;
        p[2] *= scale;
    }
}

bool shape_apply(struct shapes *shapes, const struct shape_params *params,
                 struct mesh *mesh, struct error *error)
{
    if (mesh->n_vertices != shapes->fine.n_fine)
        return error_set(error,
                         "the shapes are for a model of %u vertices, this one has %u",
                         shapes->fine.n_fine, mesh->n_vertices);
    struct blend b = blend_of(params);
    float wanted = params->height > 0 ? clamp(params->height, 0.5f, 2.5f) : 0;
    memcpy(shapes->cage, shapes->base, shapes->n_cage * sizeof *shapes->cage);
    memset(shapes->mix, 0, sizeof shapes->mix);
    add_corners(shapes, &b);
    if (wanted > 0)
        reach_height(shapes, &b, wanted);
    subdivision_apply(&shapes->fine, (const float(*)[3])shapes->cage, mesh->position);
    stand(shapes, mesh, wanted);
    mesh_compute_normals(mesh);
    return true;
}

/* ---- for who blends in another way ---- */

uint32_t shapes_n_cage(const struct shapes *s)
{
    return s->n_cage;
}

const float (*shapes_base(const struct shapes *s))[3]
{
    return s->base;
}

void shapes_difference(const struct shapes *s, int target, float (*out)[3])
{
    const struct target *t =
        target < SHAPE_CORNERS ? &s->corner[target] : &s->height[target - SHAPE_CORNERS];
    for (uint32_t i = 0; i < s->n_cage; i++)
        for (int k = 0; k < 3; k++)
            out[i][k] = t->step * (float)t->delta[i][k];
}

const struct subdivision *shapes_stencils(const struct shapes *s)
{
    return &s->fine;
}

const uint16_t *shapes_order(const struct shapes *s)
{
    return s->order;
}

void shapes_last(const struct shapes *s, float *mix, float *lowered, float *scale)
{
    memcpy(mix, s->mix, sizeof s->mix);
    *lowered = s->lowered;
    *scale = s->scale;
}

void shape_corner_weights(const struct shape_params *params, float *out)
{
    struct blend b = blend_of(params);
    for (int sex = 0; sex < SHAPE_SEXES; sex++)
        for (int age = 0; age < SHAPE_AGES; age++)
            for (int m = 0; m < SHAPE_LEVELS; m++)
                for (int w = 0; w < SHAPE_LEVELS; w++)
                    out[shape_file_corner(sex, age, m, w)] =
                        b.sex[sex] * b.age[age] * b.muscle[m] * b.weight[w];
}
