#include "render/clusters.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cglm/cglm.h>

#include "base/arena.h"

enum { PATCH = 64 /* triangles */, PLANES = 5 };

/* how far beyond the picture's edge still counts: more than a shifted pass reaches */
#define BEYOND 1.02f

static uint32_t first_of(uint32_t patch)
{
    return patch * PATCH;
}

static uint32_t end_of(const struct frame_body *body, uint32_t patch)
{
    uint32_t end = first_of(patch + 1);
    return end < body->n_triangles ? end : body->n_triangles;
}

/* false where the triangle has no area, and so no pixel */
static bool normal_of(const struct frame_body *body, uint32_t triangle, vec3 normal)
{
    const uint32_t *c = body->triangle[triangle];
    vec3 a, b;
    glm_vec3_sub((float *)body->position[c[1]], (float *)body->position[c[0]], a);
    glm_vec3_sub((float *)body->position[c[2]], (float *)body->position[c[0]], b);
    glm_vec3_cross(a, b, normal);
    float length = glm_vec3_norm(normal);
    if (!(length > 0))
        return false;
    glm_vec3_divs(normal, length, normal);
    return true;
}

static void measure_cone(struct cluster *c, const struct frame_body *body, uint32_t patch)
{
    vec3 sum = {0, 0, 0}, normal;
    float least = 1;
    for (uint32_t t = first_of(patch); t < end_of(body, patch); t++)
        if (normal_of(body, t, normal))
            glm_vec3_add(sum, normal, sum);
    glm_vec3_normalize(sum);
    for (uint32_t t = first_of(patch); t < end_of(body, patch); t++)
        if (normal_of(body, t, normal))
            least = fminf(least, glm_vec3_dot(sum, normal));
    glm_vec3_copy(sum, c->axis);
    // rounding must not turn a face that is just seen
    least -= 1e-3f;
    c->sine = least > 0 ? sqrtf(1 - least * least) : 2;
}

static void measure_sphere(struct cluster *c, const struct frame_body *body,
                           uint32_t patch)
{
    vec3 low = {INFINITY, INFINITY, INFINITY}, high = {-INFINITY, -INFINITY, -INFINITY};
    for (uint32_t t = first_of(patch); t < end_of(body, patch); t++)
        for (int k = 0; k < 3; k++) {
            float *p = (float *)body->position[body->triangle[t][k]];
            glm_vec3_minv(low, p, low);
            glm_vec3_maxv(high, p, high);
        }
    glm_vec3_center(low, high, c->middle);
    c->radius = glm_vec3_distance(low, high) / 2;
}

void clusters_make(struct clusters *clusters, const struct frame_body *body)
{
    clusters->n = (body->n_triangles + PATCH - 1) / PATCH;
    if (clusters->n > clusters->room) {
        clusters->room = clusters->n;
        clusters->cluster =
            xrealloc(clusters->cluster, clusters->n * sizeof *clusters->cluster);
    }
    for (uint32_t i = 0; i < clusters->n; i++) {
        measure_sphere(&clusters->cluster[i], body, i);
        measure_cone(&clusters->cluster[i], body, i);
    }
}

void clusters_free(struct clusters *clusters)
{
    free(clusters->cluster);
    *clusters = (struct clusters){0};
}

/* the planes through the picture's edges and the one before the eye, unit, inside
 * positive */
static void find_planes(const struct frame_view *view, vec4 plane[PLANES])
{
    const float *v = view->view, *p = view->projection;
    float m[4][4]; /* rows of projection * view */
    for (int r = 0; r < 4; r++)
        for (int c = 0; c < 4; c++) {
            m[r][c] = 0;
            for (int k = 0; k < 4; k++)
                m[r][c] += p[k * 4 + r] * v[c * 4 + k];
        }
    for (int i = 0; i < PLANES; i++) {
        for (int c = 0; c < 4; c++)
            plane[i][c] = i == 4  ? m[3][c] + m[2][c]
                          : i % 2 ? BEYOND * m[3][c] - m[i / 2][c]
                                  : BEYOND * m[3][c] + m[i / 2][c];
        float length = glm_vec3_norm(plane[i]);
        glm_vec4_scale(plane[i], length > 0 ? 1 / length : 0, plane[i]);
    }
}

static bool may_be_seen(const struct cluster *c, const struct frame_view *view,
                        vec4 plane[PLANES])
{
    vec3 way;
    for (int i = 0; i < PLANES; i++)
        if (glm_vec3_dot(plane[i], (float *)c->middle) + plane[i][3] < -c->radius)
            return false;
    glm_vec3_sub((float *)c->middle, (float *)view->eye, way);
    return glm_vec3_dot(way, (float *)c->axis) < c->sine * glm_vec3_norm(way) + c->radius;
}

/* whether the triangle may turn its face to the eye; rounding must not turn it away */
static bool may_face(const struct frame_body *body, const uint32_t corner[3],
                     const float eye[3])
{
    const float slack = 1e-3f;
    const float *p = body->position[corner[0]], *q = body->position[corner[1]],
                *r = body->position[corner[2]];
    float a[3], b[3], way[3], n[3];
    for (int k = 0; k < 3; k++) {
        a[k] = q[k] - p[k];
        b[k] = r[k] - p[k];
        way[k] = eye[k] - p[k];
    }
    n[0] = a[1] * b[2] - a[2] * b[1];
    n[1] = a[2] * b[0] - a[0] * b[2];
    n[2] = a[0] * b[1] - a[1] * b[0];
    float facing = n[0] * way[0] + n[1] * way[1] + n[2] * way[2];
    return facing > 0 ||
           facing * facing <= slack * slack * (n[0] * n[0] + n[1] * n[1] + n[2] * n[2]) *
                                  (way[0] * way[0] + way[1] * way[1] + way[2] * way[2]);
}

uint32_t clusters_take(const struct clusters *clusters, const struct frame_body *body,
                       const struct frame_view *view, uint32_t (*out)[3])
{
    vec4 plane[PLANES];
    uint32_t n = 0;
    find_planes(view, plane);
    for (uint32_t i = 0; i < clusters->n; i++) {
        if (!may_be_seen(&clusters->cluster[i], view, plane))
            continue;
        for (uint32_t t = first_of(i); t < end_of(body, i); t++) {
            memcpy(out[n], body->triangle[t], sizeof *out);
            n += may_face(body, body->triangle[t], view->eye);
        }
    }
    return n;
}
