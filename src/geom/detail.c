#include "geom/detail.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "geom/detail_file.h"
#include "geom/shape_file.h"

static const size_t FILE_LIMIT = 8u << 20;

struct cursor {
    const char *at;
    size_t left;
};

static bool take(struct cursor *c, void *out, size_t size)
{
    if (size > c->left)
        return false;
    memcpy(out, c->at, size);
    c->at += size;
    c->left -= size;
    return true;
}

static bool read_place(struct cursor *c, uint32_t n_triangles, struct mesh_site *out)
{
    struct detail_place place;
    if (!take(c, &place, sizeof place) || place.triangle >= n_triangles ||
        place.weight[0] + place.weight[1] > UINT16_MAX)
        return false;
    out->triangle = place.triangle;
    for (int k = 0; k < 2; k++)
        out->weight[k] = (float)place.weight[k] / UINT16_MAX;
    out->weight[2] = 1 - out->weight[0] - out->weight[1];
    return true;
}

static bool read_crease(struct detail *d, struct cursor *c, uint32_t n_triangles,
                        struct detail_crease *out)
{
    struct detail_crease_header head;
    if (!take(c, &head, sizeof head) || head.places < 2 ||
        head.places > DETAIL_PLACES_MAX)
        return false;
    struct mesh_site *on = arena_alloc_array(d->arena, head.places, sizeof *on);
    *out = (struct detail_crease){.n = head.places,
                                  .on = on,
                                  .width = (float)head.width / 10000,
                                  .depth = (float)head.depth / 255,
                                  .from_age = head.from_age};
    d->n_places += head.places;
    for (uint32_t i = 0; i < head.places; i++)
        if (!read_place(c, n_triangles, &on[i]))
            return false;
    return true;
}

static bool read_all(struct detail *d, const char *data, size_t size, uint32_t n_vertices,
                     uint32_t n_triangles, struct error *error)
{
    struct detail_header head;
    struct cursor c = {data, size};
    if (!take(&c, &head, sizeof head) ||
        memcmp(head.magic, DETAIL_MAGIC, sizeof head.magic) != 0 ||
        head.version != DETAIL_VERSION)
        return error_set(error, "is no %s of version %d", DETAIL_MAGIC, DETAIL_VERSION);
    if (head.n_vertices != n_vertices || head.n_triangles != n_triangles)
        return error_set(error, "is of another body: %u vertices, %u are expected",
                         head.n_vertices, n_vertices);
    if (head.checksum != shape_file_checksum(c.at, c.left) || c.left < n_vertices ||
        head.n_creases > DETAIL_CREASES_MAX || !isfinite(head.step))
        return error_set(error, "is damaged");
    float *relief = arena_alloc_array(d->arena, n_vertices + 1, sizeof *relief);
    struct detail_crease *crease =
        arena_alloc_array(d->arena, head.n_creases + 1, sizeof *crease);
    for (uint32_t i = 0; i < n_vertices; i++)
        relief[i] = head.step * (float)(int8_t)c.at[i];
    c.at += n_vertices;
    c.left -= n_vertices;
    d->n_vertices = n_vertices;
    d->relief = relief;
    d->n_creases = head.n_creases;
    d->crease = crease;
    for (uint32_t i = 0; i < head.n_creases; i++)
        if (!read_crease(d, &c, n_triangles, &crease[i]))
            return error_set(error, "is damaged: crease %u", i);
    return true;
}

struct detail *detail_load(const char *path, uint32_t n_vertices, uint32_t n_triangles,
                           struct error *error)
{
    char *data;
    size_t size;
    if (!file_read(path, FILE_LIMIT, &data, &size, error)) {
        error_in_file(error, path);
        return NULL;
    }
    struct arena *arena = arena_create();
    struct detail *d = arena_alloc_array(arena, 1, sizeof *d);
    *d = (struct detail){.arena = arena};
    bool ok = read_all(d, data, size, n_vertices, n_triangles, error);
    free(data);
    if (ok)
        return d;
    error_in_file(error, path);
    detail_destroy(&d);
    return NULL;
}

void detail_destroy(struct detail **detail)
{
    if (!detail || !*detail)
        return;
    struct arena *arena = (*detail)->arena;
    *detail = NULL;
    arena_destroy(&arena);
}

// ---------------------------------------------------------------- normals

static float dot(const float a[3], const float b[3])
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static void cross(const float a[3], const float b[3], float out[3])
{
    for (int k = 0; k < 3; k++)
        out[k] = a[(k + 1) % 3] * b[(k + 2) % 3] - a[(k + 2) % 3] * b[(k + 1) % 3];
}

/* Adds, to each corner, the triangle's slope times twice its area: how much the relief
 * rises along x, y and z within it. */
static void add_slope(const struct mesh *m, const float *relief, uint32_t t,
                      float (*slope)[4])
{
    const uint32_t *c = m->triangle[t];
    float rise[2] = {relief[c[1]] - relief[c[0]], relief[c[2]] - relief[c[0]]};
    float a[3], b[3], n[3], along_a[3], along_b[3];
    for (int k = 0; k < 3; k++) {
        a[k] = m->position[c[1]][k] - m->position[c[0]][k];
        b[k] = m->position[c[2]][k] - m->position[c[0]][k];
    }
    cross(a, b, n);
    float area2 = dot(n, n), area = sqrtf(area2);
    if (!(area > 1e-12f))
        return;
    cross(b, n, along_a);
    cross(n, a, along_b);
    for (int i = 0; i < 3; i++) {
        for (int k = 0; k < 3; k++)
            slope[c[i]][k] += (rise[0] * along_a[k] + rise[1] * along_b[k]) / area;
        slope[c[i]][3] += area;
    }
}

/* how far a place lies under the mean of its neighbours, metres */
static float *find_hollows(const struct mesh *m, const float *relief)
{
    float *hollow = xmalloc((m->n_vertices + 1) * sizeof *hollow);
    memcpy(hollow, relief, m->n_vertices * sizeof *hollow);
    mesh_soften(m, hollow); // halfway to it
    for (uint32_t v = 0; v < m->n_vertices; v++)
        hollow[v] = 2 * (hollow[v] - relief[v]);
    return hollow;
}

void detail_normals(const struct detail *d, const struct mesh *m, float strength,
                    float (*normal)[3], uint8_t *occlusion)
{
    float(*slope)[4] = xcalloc(m->n_vertices, sizeof *slope);
    for (uint32_t t = 0; t < m->n_triangles; t++)
        add_slope(m, d->relief, t, slope);
    for (uint32_t v = 0; v < m->n_vertices; v++) {
        const float *n = m->normal[v];
        float by = slope[v][3] > 0 ? strength / slope[v][3] : 0, out[3];
        for (int k = 0; k < 3; k++)
            out[k] = n[k] - by * slope[v][k];
        float length = sqrtf(dot(out, out));
        for (int k = 0; k < 3; k++)
            normal[v][k] = length > 0 ? out[k] / length : n[k];
    }
    free(slope);
    if (!occlusion)
        return;
    float *hollow = find_hollows(m, d->relief);
    for (uint32_t v = 0; v < m->n_vertices; v++) {
        float open = m->occlusion ? m->occlusion[v] : 255;
        open *= 1 - fminf(fmaxf(strength * hollow[v] * 600, -0.06f), 0.34f);
        occlusion[v] = (uint8_t)lrintf(fminf(open, 255));
    }
    free(hollow);
}
