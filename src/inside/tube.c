#include <string.h>

#include <cglm/cglm.h>

#include "inside/tube_internal.h"

// ---------------------------------------------------------------- the curve

/* of two neighbours; the square root makes it centripetal */
static float knot(const float a[3], const float b[3])
{
    return fmaxf(sqrtf(glm_vec3_distance((float *)a, (float *)b)), 1e-4f);
}

static void blend(const float a[3], const float b[3], float from, float to, float t,
                  float out[3])
{
    glm_vec3_lerp((float *)a, (float *)b, (t - from) / (to - from), out);
}

/* between p[1] and p[2], u from 0 to 1: Barry and Goldman's pyramid */
static void curve_at(const float *const p[4], float u, float out[3])
{
    float t[4] = {0}, a1[3], a2[3], a3[3], b1[3], b2[3];
    for (int i = 1; i < 4; i++)
        t[i] = t[i - 1] + knot(p[i - 1], p[i]);
    float x = glm_lerp(t[1], t[2], u);
    blend(p[0], p[1], t[0], t[1], x, a1);
    blend(p[1], p[2], t[1], t[2], x, a2);
    blend(p[2], p[3], t[2], t[3], x, a3);
    blend(a1, a2, t[0], t[2], x, b1);
    blend(a2, a3, t[1], t[3], x, b2);
    blend(b1, b2, t[1], t[2], x, out);
}

static void mirrored_end(const float end[3], const float next[3], float out[3])
{
    glm_vec3_scale((float *)end, 2, out);
    glm_vec3_sub(out, (float *)next, out);
}

static void span_at(const struct tube_waypoint *w, int n, int span, float u, float out[3])
{
    float before[3], after[3];
    const float *p[4] = {before, w[span].at, w[span + 1].at, after};
    if (span > 0)
        p[0] = w[span - 1].at;
    else
        mirrored_end(w[0].at, w[1].at, before);
    if (span + 2 < n)
        p[3] = w[span + 2].at;
    else
        mirrored_end(w[n - 1].at, w[n - 2].at, after);
    curve_at(p, u, out);
}

static int steps_of(const struct tube_waypoint *w, int span, float spacing)
{
    float length = glm_vec3_distance((float *)w[span].at, (float *)w[span + 1].at);
    int steps = (int)ceilf(length * 1.1f / spacing);
    return steps < 2 ? 2 : steps;
}

// ---------------------------------------------------------------- sizes and directions

/* one a waypoint, or evenly along the length */
static void size_at(const float (*size)[2], int n_sizes, int n_ways, float waypoint,
                    float share, float half[2])
{
    float at = n_sizes == n_ways ? waypoint : share * (float)(n_sizes - 1);
    int i = (int)at;
    if (i >= n_sizes - 1)
        i = n_sizes > 1 ? n_sizes - 2 : 0;
    int j = n_sizes > 1 ? i + 1 : i;
    for (int k = 0; k < 2; k++)
        half[k] = glm_lerp(size[i][k], size[j][k], glm_clamp(at - (float)i, 0, 1)) / 2000;
}

static void set_sizes(struct tube *t, const float (*size)[2], int n_sizes, int n_ways)
{
    float length = 0, so_far = 0;
    for (int i = 1; i < t->n; i++)
        length += glm_vec3_distance(t->ring[i - 1].centre, t->ring[i].centre);
    for (int i = 0; i < t->n; i++) {
        if (i > 0)
            so_far += glm_vec3_distance(t->ring[i - 1].centre, t->ring[i].centre);
        size_at(size, n_sizes, n_ways, t->ring[i].waypoint,
                length > 0 ? so_far / length : 0, t->ring[i].half);
    }
}

void tube_turn(struct tube *t)
{
    for (int i = 0; i < t->n; i++) {
        struct tube_ring *r = &t->ring[i];
        const struct tube_ring *before = &t->ring[i > 0 ? i - 1 : 0];
        const struct tube_ring *after = &t->ring[i + 1 < t->n ? i + 1 : i];
        glm_vec3_sub((float *)after->centre, (float *)before->centre, r->along);
        glm_vec3_normalize(r->along);
        glm_vec3_muladds(r->along, -glm_vec3_dot(r->outward, r->along), r->outward);
        if (glm_vec3_norm2(r->outward) < 1e-4f)
            glm_vec3_ortho(r->along, r->outward);
        glm_vec3_normalize(r->outward);
        glm_vec3_cross(r->along, r->outward, r->across);
    }
}

struct tube tube_make(const struct tube_waypoint *w, int n, const float (*size)[2],
                      int n_sizes, float spacing, struct arena *arena)
{
    struct tube t = {.n = 1};
    for (int k = 0; k + 1 < n; k++)
        t.n += steps_of(w, k, spacing);
    t.ring = arena_alloc_array(arena, (size_t)t.n, sizeof *t.ring);
    int at = 0;
    for (int k = 0; k + 1 < n; k++) {
        int steps = steps_of(w, k, spacing);
        for (int i = 0; i < steps + (k + 2 == n); i++) {
            struct tube_ring *r = &t.ring[at++];
            float u = (float)i / (float)steps;
            span_at(w, n, k, u, r->centre);
            r->waypoint = (float)k + u;
            r->skin = w[k].skin | w[k + 1].skin;
            glm_vec3_lerp((float *)w[k].outward, (float *)w[k + 1].outward, u,
                          r->outward);
        }
    }
    set_sizes(&t, size, n_sizes, n);
    tube_turn(&t);
    return t;
}

// ---------------------------------------------------------------- the surface

int tube_corners(const struct tube *t)
{
    float widest = 0;
    for (int i = 0; i < t->n; i++)
        widest = fmaxf(widest, t->ring[i].half[0]);
    return widest < 0.0013f ? 6 : widest < 0.0035f ? 8 : widest < 0.012f ? 10 : 14;
}

void tube_corner(const struct tube_ring *r, int k, int corners, float out[3])
{
    float angle = 2 * GLM_PIf * (float)k / (float)corners;
    glm_vec3_copy((float *)r->centre, out);
    glm_vec3_muladds((float *)r->across, -cosf(angle) * r->half[0], out);
    glm_vec3_muladds((float *)r->outward, sinf(angle) * r->half[1], out);
}

static void close_end(struct mesh *m, uint32_t *at, uint32_t ring, uint32_t corners,
                      uint32_t middle, const uint32_t order[2])
{
    glm_vec3_zero(m->position[middle]);
    for (uint32_t k = 0; k < corners; k++) {
        uint32_t corner[2] = {ring + k, ring + (k + 1) % corners};
        glm_vec3_muladds(m->position[ring + k], 1.0f / (float)corners,
                         m->position[middle]);
        uint32_t *t = m->triangle[(*at)++];
        t[0] = middle;
        t[1] = corner[order[0]];
        t[2] = corner[order[1]];
    }
}

void tube_surface(const float (*place)[3], int n_rings, int corners, struct arena *arena,
                  struct mesh *out)
{
    uint32_t c = (uint32_t)corners, n = (uint32_t)n_rings, at = 0;
    *out = (struct mesh){.n_vertices = n * c + 2, .n_triangles = (n - 1) * c * 2 + 2 * c};
    out->position = arena_alloc_array(arena, out->n_vertices, sizeof *out->position);
    out->normal = arena_alloc_array(arena, out->n_vertices, sizeof *out->normal);
    out->triangle = arena_alloc_array(arena, out->n_triangles, sizeof *out->triangle);
    memcpy(out->position, place, (size_t)n * c * sizeof *place);
    close_end(out, &at, 0, c, n * c, (uint32_t[2]){1, 0});
    for (uint32_t i = 0; i + 1 < n; i++)
        for (uint32_t k = 0; k < c; k++) {
            uint32_t a = i * c + k, b = i * c + (k + 1) % c;
            memcpy(out->triangle[at++], (uint32_t[3]){a, b, a + c}, 3 * sizeof a);
            memcpy(out->triangle[at++], (uint32_t[3]){b, b + c, a + c}, 3 * sizeof a);
        }
    close_end(out, &at, (n - 1) * c, c, n * c + 1, (uint32_t[2]){0, 1});
    mesh_compute_normals(out);
}
