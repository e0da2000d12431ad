#include <float.h>

#include <cglm/cglm.h>

#include "inside/solid_internal.h"
#include "inside/tube_internal.h"

enum { BANDS = 16, AROUND = 24 };

// ---------------------------------------------------------------- round things

/* a direction of the sphere whose poles are along y */
static void sphere_direction(int band, int k, float out[3])
{
    float down = GLM_PIf * (float)band / BANDS;
    float round = 2 * GLM_PIf * (float)k / AROUND;
    out[0] = sinf(down) * cosf(round);
    out[1] = cosf(down);
    out[2] = sinf(down) * sinf(round);
}

void solid_turn_outward(struct mesh *m)
{
    double volume = 0;
    for (uint32_t t = 0; t < m->n_triangles; t++) {
        float cross[3];
        const uint32_t *v = m->triangle[t];
        glm_vec3_cross(m->position[v[1]], m->position[v[2]], cross);
        volume += (double)glm_vec3_dot(m->position[v[0]], cross);
    }
    if (volume >= 0)
        return;
    for (uint32_t t = 0; t < m->n_triangles; t++) {
        uint32_t swap = m->triangle[t][1];
        m->triangle[t][1] = m->triangle[t][2];
        m->triangle[t][2] = swap;
    }
    mesh_compute_normals(m);
}

void solid_ellipsoid(const float end[2][3], const float lateral[3], const float half[2],
                     struct arena *arena, struct mesh *out)
{
    float(*place)[3] = arena_alloc_array(arena, (BANDS + 1) * AROUND, sizeof *place);
    float middle[3], axis[3], wide[3], thin[3], d[3];
    glm_vec3_lerp((float *)end[0], (float *)end[1], 0.5f, middle);
    glm_vec3_sub((float *)end[0], middle, axis);
    float length = glm_vec3_norm(axis);
    glm_vec3_normalize(axis);
    glm_vec3_copy((float *)lateral, wide);
    glm_vec3_muladds(axis, -glm_vec3_dot(wide, axis), wide);
    if (glm_vec3_norm2(wide) < 1e-3f)
        glm_vec3_ortho(axis, wide);
    glm_vec3_normalize(wide);
    glm_vec3_cross(axis, wide, thin);
    for (int b = 0; b <= BANDS; b++)
        for (int k = 0; k < AROUND; k++) {
            float *p = place[b * AROUND + k];
            sphere_direction(b, k, d);
            glm_vec3_copy(middle, p);
            glm_vec3_muladds(wide, d[0] * half[0], p);
            glm_vec3_muladds(axis, d[1] * length, p);
            glm_vec3_muladds(thin, d[2] * half[1], p);
        }
    tube_surface((const float(*)[3])place, BANDS + 1, AROUND, arena, out);
    solid_turn_outward(out);
}

void solid_hull(const float (*place)[3], int n, float radius, struct arena *arena,
                struct mesh *out)
{
    float(*on)[3] = arena_alloc_array(arena, (BANDS + 1) * AROUND, sizeof *on), d[3];
    for (int i = 0; i < (BANDS + 1) * AROUND; i++) {
        sphere_direction(i / AROUND, i % AROUND, d);
        float most = -FLT_MAX;
        int at = 0;
        for (int k = 0; k < n; k++) {
            float reach = glm_vec3_dot((float *)place[k], d);
            if (reach > most) {
                most = reach;
                at = k;
            }
        }
        glm_vec3_copy((float *)place[at], on[i]);
        glm_vec3_muladds(d, radius, on[i]);
    }
    tube_surface((const float(*)[3])on, BANDS + 1, AROUND, arena, out);
    solid_turn_outward(out);
}

// ---------------------------------------------------------------- lofts

enum { FINER = 3 };

/* Catmull-Rom, evenly: lofts have no sharp turns */
static void smooth_at(const float a[3], const float b[3], const float c[3],
                      const float d[3], float u, float out[3])
{
    for (int k = 0; k < 3; k++)
        out[k] = b[k] + 0.5f * u *
                            (c[k] - a[k] +
                             u * (2 * a[k] - 5 * b[k] + 4 * c[k] - d[k] +
                                  u * (3 * (b[k] - c[k]) + d[k] - a[k])));
}

static void refine_ring(const float (*place)[3], int n, float (*out)[3], int corners)
{
    for (int i = 0; i < corners; i++) {
        int k = i / FINER;
        if (n == 1)
            glm_vec3_copy((float *)place[0], out[i]);
        else
            smooth_at(place[(k + n - 1) % n], place[k], place[(k + 1) % n],
                      place[(k + 2) % n], (float)(i % FINER) / FINER, out[i]);
    }
}

void solid_loft(const float (*place)[3], const int *first, int n_rings,
                struct arena *arena, struct mesh *out)
{
    int most = 1;
    for (int i = 0; i < n_rings; i++)
        most = first[i + 1] - first[i] > most ? first[i + 1] - first[i] : most;
    int corners = most * FINER, n = (n_rings - 1) * FINER + 1;
    float(*coarse)[3] =
        arena_alloc_array(arena, (size_t)(n_rings * corners), sizeof *coarse);
    float(*fine)[3] = arena_alloc_array(arena, (size_t)(n * corners), sizeof *fine);
    for (int i = 0; i < n_rings; i++)
        refine_ring(place + first[i], first[i + 1] - first[i], coarse + i * corners,
                    corners);
    for (int i = 0; i < n; i++) {
        int k = i / FINER, last = n_rings - 1;
        int before = k > 0 ? k - 1 : 0, after = k < last ? k + 1 : last;
        int beyond = after < last ? after + 1 : last;
        for (int c = 0; c < corners; c++)
            smooth_at(coarse[before * corners + c], coarse[k * corners + c],
                      coarse[after * corners + c], coarse[beyond * corners + c],
                      (float)(i % FINER) / FINER, fine[i * corners + c]);
    }
    tube_surface((const float(*)[3])fine, n, corners, arena, out);
    solid_turn_outward(out);
}
