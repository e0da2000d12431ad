#include "import/merge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static const float FARTHEST = 1e7f; /* a coordinate beyond is no place */
/* the linear colour of a surface of which nothing is said, beside one that has colours */
static const float PLAIN[4] = {0.80f, 0.77f, 0.72f, 1};

// ---------------------------------------------------------------- capacity

static void *grow(void *array, uint32_t capacity, size_t size)
{
    return xrealloc(array, (size_t)capacity * size);
}

/* the first part takes what it needs; those after it double */
static uint32_t capacity_for(uint32_t capacity, uint64_t needed)
{
    uint64_t doubled = (uint64_t)capacity * 2;
    return (uint32_t)(needed > doubled ? needed : doubled);
}

static bool reserve(struct merge *m, const struct merge_part *part, struct error *error)
{
    struct mesh *mesh = &m->out->mesh;
    uint64_t vertices = (uint64_t)mesh->n_vertices + part->n_vertices;
    uint64_t triangles = (uint64_t)mesh->n_triangles + part->n_triangles;
    if (vertices > MODEL_VERTICES || triangles > MODEL_TRIANGLES)
        return error_at(error, m->path, 0, 0,
                        "is too large: at most %d vertices and %d triangles are taken",
                        MODEL_VERTICES, MODEL_TRIANGLES);
    if (vertices > m->vertex_capacity) {
        m->vertex_capacity = capacity_for(m->vertex_capacity, vertices);
        mesh->position = grow(mesh->position, m->vertex_capacity, sizeof *mesh->position);
        mesh->normal = grow(mesh->normal, m->vertex_capacity, sizeof *mesh->normal);
        m->color = grow(m->color, m->vertex_capacity, sizeof *m->color);
    }
    if (triangles > m->triangle_capacity) {
        m->triangle_capacity = capacity_for(m->triangle_capacity, triangles);
        mesh->triangle =
            grow(mesh->triangle, m->triangle_capacity, sizeof *mesh->triangle);
    }
    return true;
}

// ---------------------------------------------------------------- geometry

/* the cofactors of a transform's linear part, for normals; returns its determinant */
static float cofactors(const float m[16], float out[3][3])
{
    for (int r = 0; r < 3; r++)
        for (int c = 0; c < 3; c++) {
            int r1 = (r + 1) % 3, r2 = (r + 2) % 3, c1 = (c + 1) % 3, c2 = (c + 2) % 3;
            out[r][c] = m[4 * c1 + r1] * m[4 * c2 + r2] - m[4 * c2 + r1] * m[4 * c1 + r2];
        }
    return m[0] * out[0][0] + m[4] * out[0][1] + m[8] * out[0][2];
}

static void put_positions(struct merge *m, const struct merge_part *part)
{
    float(*to)[3] = m->out->mesh.position + m->out->mesh.n_vertices;
    const float *t = part->to_world;
    if (!t) {
        memcpy(to, part->position, part->n_vertices * sizeof *to);
        return;
    }
    for (uint32_t i = 0; i < part->n_vertices; i++)
        for (int k = 0; k < 3; k++)
            to[i][k] = t[k] * part->position[i][0] + t[4 + k] * part->position[i][1] +
                       t[8 + k] * part->position[i][2] + t[12 + k];
}

static void put_normals(struct merge *m, const struct merge_part *part)
{
    float(*to)[3] = m->out->mesh.normal + m->out->mesh.n_vertices, by[3][3];
    m->lacks_normals |= !part->normal;
    if (!part->normal) {
        memset(to, 0, part->n_vertices * sizeof *to);
        return;
    }
    if (!part->to_world) {
        memcpy(to, part->normal, part->n_vertices * sizeof *to);
        return;
    }
    float sign = cofactors(part->to_world, by) < 0 ? -1.0f : 1.0f;
    for (uint32_t i = 0; i < part->n_vertices; i++) {
        const float *n = part->normal[i];
        float turned[3];
        for (int r = 0; r < 3; r++)
            turned[r] = by[r][0] * n[0] + by[r][1] * n[1] + by[r][2] * n[2];
        float length = sign * sqrtf(turned[0] * turned[0] + turned[1] * turned[1] +
                                    turned[2] * turned[2]);
        for (int k = 0; k < 3; k++)
            to[i][k] = turned[k] / length;
    }
}

static bool put_triangles(struct merge *m, const struct merge_part *part,
                          struct error *error)
{
    struct mesh *mesh = &m->out->mesh;
    float by[3][3];
    /* a mirroring transform turns triangles inside out: turn them back */
    bool mirrored = part->to_world && cofactors(part->to_world, by) < 0;
    for (uint32_t i = 0; i < part->n_triangles; i++) {
        uint32_t *t = mesh->triangle[mesh->n_triangles + i];
        for (int c = 0; c < 3; c++) {
            uint32_t vertex = part->triangle[i][mirrored ? (3 - c) % 3 : c];
            if (vertex >= part->n_vertices)
                return error_at(error, m->path, 0, 0,
                                "has a triangle that names a vertex it lacks");
            t[c] = mesh->n_vertices + vertex;
        }
    }
    return true;
}

// ---------------------------------------------------------------- colour

static float linear_of(uint8_t srgb)
{
    float x = (float)srgb / 255;
    return x <= 0.04045f ? x / 12.92f : powf((x + 0.055f) / 1.055f, 2.4f);
}

static uint8_t srgb_of(float linear)
{
    float x =
        linear <= 0.0031308f ? linear * 12.92f : 1.055f * powf(linear, 1 / 2.4f) - 0.055f;
    return (uint8_t)lroundf(fminf(fmaxf(x, 0), 1) * 255);
}

/* where a coordinate that may run beyond 0..1 falls on `side` pixels */
static int wrapped(float x, int side)
{
    if (!isfinite(x))
        return 0;
    int i = (int)((x - floorf(x)) * (float)side);
    return i < side ? i : side - 1;
}

static void sample(const struct image *picture, const float uv[2], float out[4])
{
    int x = wrapped(uv[0], picture->width), y = wrapped(uv[1], picture->height);
    const uint8_t *pixel =
        picture->rgba + 4 * ((size_t)y * (size_t)picture->width + (size_t)x);
    for (int k = 0; k < 3; k++)
        out[k] *= linear_of(pixel[k]);
}

/* whether a factor says more than "no look was chosen" */
static bool says_colour(const float factor[4])
{
    float least = fminf(factor[0], fminf(factor[1], factor[2]));
    float most = fmaxf(factor[0], fmaxf(factor[1], factor[2]));
    return most - least > 0.02f || most < 0.1f;
}

static bool all_grey(const struct merge_part *part)
{
    for (uint32_t i = 0; part->color && i < part->n_vertices; i++) {
        const float *c = part->color[i];
        if (!(fabsf(c[0] - c[1]) < 0.002f && fabsf(c[1] - c[2]) < 0.002f))
            return false;
    }
    return part->color != NULL;
}

static void put_colours(struct merge *m, const struct merge_part *part)
{
    float(*to)[4] = m->color + m->out->mesh.n_vertices;
    bool pictured = part->look.picture && part->uv, grey = all_grey(part);
    bool factor = says_colour(part->look.factor);
    bool coloured = pictured || factor || (part->color && !grey);
    m->coloured |= coloured;
    m->lacks_greys |= !grey;
    for (uint32_t i = 0; i < part->n_vertices; i++) {
        memcpy(to[i], coloured && (pictured || factor) ? part->look.factor : PLAIN,
               sizeof to[i]);
        if (part->color && !grey)
            for (int k = 0; k < 3; k++)
                to[i][k] = (factor || pictured ? to[i][k] : 1) * part->color[i][k];
        if (pictured)
            sample(part->look.picture, part->uv[i], to[i]);
        /* kept for the occlusion, should all parts be grey */
        to[i][3] = part->color ? part->color[i][0] : 1;
    }
}

// ---------------------------------------------------------------- the whole

bool merge_add(struct merge *m, const struct merge_part *part, struct error *error)
{
    if (!part->n_triangles || !part->n_vertices)
        return true;
    if (!reserve(m, part, error) || !put_triangles(m, part, error))
        return false;
    put_positions(m, part);
    put_normals(m, part);
    put_colours(m, part);
    m->out->mesh.n_vertices += part->n_vertices;
    m->out->mesh.n_triangles += part->n_triangles;
    return true;
}

/* positions must be numbers; a normal that is none is made anew with all the others */
static bool check_numbers(const struct merge *m, struct error *error)
{
    struct mesh *mesh = &m->out->mesh;
    bool good_normals = !m->lacks_normals;
    for (uint32_t i = 0; i < mesh->n_vertices; i++) {
        float sum = 0;
        for (int k = 0; k < 3; k++) {
            if (!isfinite(mesh->position[i][k]) || fabsf(mesh->position[i][k]) > FARTHEST)
                return error_at(error, m->path, 0, 0, "vertex %u is at no finite place",
                                i);
            sum += mesh->normal[i][k] * mesh->normal[i][k];
        }
        good_normals &= sum > 0.98f && sum < 1.02f;
    }
    if (!good_normals)
        mesh_compute_normals(mesh);
    return true;
}

/* most vertices have the colour of the one before */
static void finish_colours(struct merge *m)
{
    uint32_t n = m->out->mesh.n_vertices;
    uint8_t(*to)[4] = xmalloc(n * sizeof *to);
    for (uint32_t i = 0; i < n; i++) {
        if (i && memcmp(m->color[i], m->color[i - 1], 3 * sizeof **m->color) == 0) {
            memcpy(to[i], to[i - 1], sizeof to[i]);
            continue;
        }
        for (int k = 0; k < 3; k++)
            to[i][k] = srgb_of(m->color[i][k]);
        to[i][3] = 255;
    }
    m->out->color = to;
}

bool merge_finish(struct merge *m, struct error *error)
{
    struct mesh *mesh = &m->out->mesh;
    uint32_t n = mesh->n_vertices;
    if (!mesh->n_triangles)
        return error_at(error, m->path, 0, 0, "holds no triangles");
    if (!check_numbers(m, error))
        return false;
    if (!m->lacks_greys) {
        mesh->occlusion = xmalloc(n);
        for (uint32_t i = 0; i < n; i++)
            mesh->occlusion[i] =
                (uint8_t)lroundf(fminf(fmaxf(m->color[i][3], 0), 1) * 255);
    }
    if (m->coloured)
        finish_colours(m);
    return true;
}

void merge_free(struct merge *m)
{
    free(m->color);
    m->color = NULL;
}
