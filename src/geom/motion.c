#include "geom/motion.h"

#include <string.h>

#include <cglm/cglm.h>

const struct motion MOTION_NONE = {.real = {0, 0, 0, 1}};

static void multiply(const float a[4], const float b[4], float out[4])
{
    float q[4] = {a[3] * b[0] + a[0] * b[3] + a[1] * b[2] - a[2] * b[1],
                  a[3] * b[1] - a[0] * b[2] + a[1] * b[3] + a[2] * b[0],
                  a[3] * b[2] + a[0] * b[1] - a[1] * b[0] + a[2] * b[3],
                  a[3] * b[3] - a[0] * b[0] - a[1] * b[1] - a[2] * b[2]};
    memcpy(out, q, sizeof q);
}

static float dot4(const float a[4], const float b[4])
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3];
}

void motion_set(struct motion *m, const float turn[3][3], const float shift[3])
{
    mat3 columns;
    for (int r = 0; r < 3; r++)
        for (int c = 0; c < 3; c++)
            columns[c][r] = turn[r][c];
    versor q;
    glm_mat3_quat(columns, q);
    glm_quat_normalize(q);
    memcpy(m->real, q, sizeof m->real);
    float half[4] = {shift[0] / 2, shift[1] / 2, shift[2] / 2, 0};
    multiply(half, m->real, m->dual);
}

void motion_way(const struct motion *m, const float way[3], float out[3])
{
    const float *q = m->real;
    float v[3] = {way[0], way[1], way[2]}, t[3];
    glm_vec3_cross((float *)q, v, t);
    glm_vec3_scale(t, 2, t);
    glm_vec3_cross((float *)q, t, out);
    for (int k = 0; k < 3; k++)
        out[k] += v[k] + q[3] * t[k];
}

void motion_turn(const struct motion *m, float out[3][3])
{
    for (int c = 0; c < 3; c++) {
        float column[3], way[3] = {c == 0, c == 1, c == 2};
        motion_way(m, way, column);
        for (int r = 0; r < 3; r++)
            out[r][c] = column[r];
    }
}

void motion_place(const struct motion *m, const float at[3], float out[3])
{
    float back[4] = {-m->real[0], -m->real[1], -m->real[2], m->real[3]}, shift[4];
    multiply(m->dual, back, shift);
    motion_way(m, at, out);
    for (int k = 0; k < 3; k++)
        out[k] += 2 * shift[k];
}

void motion_then(const struct motion *a, const struct motion *b, struct motion *out)
{
    float real[4], one[4], two[4];
    multiply(b->real, a->real, real);
    multiply(b->real, a->dual, one);
    multiply(b->dual, a->real, two);
    for (int k = 0; k < 4; k++) {
        out->real[k] = real[k];
        out->dual[k] = one[k] + two[k];
    }
}

void motion_add(struct motion *sum, const struct motion *m, float weight)
{
    // both signs are the same turn: the near one counts
    float w = dot4(sum->real, m->real) < 0 ? -weight : weight;
    for (int k = 0; k < 4; k++) {
        sum->real[k] += w * m->real[k];
        sum->dual[k] += w * m->dual[k];
    }
}

void motion_end(struct motion *sum)
{
    float length = sqrtf(dot4(sum->real, sum->real));
    if (length < 1e-9f) {
        *sum = MOTION_NONE;
        return;
    }
    for (int k = 0; k < 4; k++) {
        sum->real[k] /= length;
        sum->dual[k] /= length;
    }
    float off = dot4(sum->real, sum->dual);
    for (int k = 0; k < 4; k++)
        sum->dual[k] -= off * sum->real[k];
}
