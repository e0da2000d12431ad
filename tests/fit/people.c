#include "people.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "geom/shape_file.h"
#include "geom/subdivision.h"

float people_noise(uint32_t *seed)
{
    float sum = 0;
    for (int i = 0; i < 12; i++) {
        *seed = *seed * 1664525u + 1013904223u;
        sum += (float)(*seed >> 8) / (1 << 24);
    }
    return sum - 6;
}

// ---------------------------------------------------------------- flesh

enum { WAVES = 12 };

/* a smooth field, in x the same on both sides */
static void add_flesh(float (*cage)[3], uint32_t n, float size, uint32_t seed)
{
    float wave[WAVES][3], phase[WAVES], way[WAVES][3];
    for (int w = 0; w < WAVES; w++) {
        float way2 = 0;
        for (int k = 0; k < 3; k++) {
            // 0.35 to 0.9 m long
            wave[w][k] = people_noise(&seed) * 7;
            way[w][k] = people_noise(&seed);
            way2 += way[w][k] * way[w][k];
        }
        phase[w] = people_noise(&seed) * 3;
        for (int k = 0; k < 3; k++)
            way[w][k] *= size * sqrtf(2.0f / WAVES) * 1.73f / sqrtf(way2);
    }
    for (uint32_t v = 0; v < n; v++) {
        float p[3] = {fabsf(cage[v][0]), cage[v][1], cage[v][2]};
        float side = tanhf(cage[v][0] / 0.03f);
        for (int w = 0; w < WAVES; w++) {
            float s = sinf(wave[w][0] * p[0] + wave[w][1] * p[1] + wave[w][2] * p[2] +
                           phase[w]);
            cage[v][0] += side * s * way[w][0];
            cage[v][1] += s * way[w][1];
            cage[v][2] += s * way[w][2];
        }
    }
}

// ---------------------------------------------------------------- posture

struct bones {
    float rest[RIG_BONES_MAX][3], world[RIG_BONES_MAX][3][3], at[RIG_BONES_MAX][3];
};

static void product(const float a[3][3], const float b[3][3], float out[3][3])
{
    for (int r = 0; r < 3; r++)
        for (int c = 0; c < 3; c++)
            out[r][c] = a[r][0] * b[0][c] + a[r][1] * b[1][c] + a[r][2] * b[2][c];
}

static void turn_about(int axis, float degrees, float m[3][3])
{
    float s = sinf(degrees * (float)M_PI / 180), c = cosf(degrees * (float)M_PI / 180);
    int a = (axis + 1) % 3, b = (axis + 2) % 3;
    memset(m, 0, 9 * sizeof(float));
    m[axis][axis] = 1;
    m[a][a] = m[b][b] = c;
    m[a][b] = -s;
    m[b][a] = s;
}

/* the turn of a bone against its parent, and its size */
static float own_turn(const struct people_how *how, const char *name, float m[3][3])
{
    size_t n = strlen(name);
    bool right = n > 2 && !strcmp(name + n - 2, "_r");
    float size = 1;
    memset(m, 0, 9 * sizeof(float));
    m[0][0] = m[1][1] = m[2][2] = 1;
    for (int i = 0; i < PEOPLE_TURNS && how->turn[i].bone; i++) {
        size_t begin = strlen(how->turn[i].bone);
        // a bare name is of the middle, or of both sides
        if (strncmp(name, how->turn[i].bone, begin) ||
            (name[begin] && name[begin] != '_'))
            continue;
        for (int k = 0; k < 3; k++) {
            float one[3][3], sum[3][3], degrees = how->turn[i].degrees[k];
            turn_about(k, right && k > 0 ? -degrees : degrees, one);
            product((const float(*)[3])one, (const float(*)[3])m, sum);
            memcpy(m, sum, sizeof sum);
        }
    }
    for (int i = 0; i < PEOPLE_LENGTHS && how->length[i].bone; i++)
        if (!strncmp(name, how->length[i].bone, strlen(how->length[i].bone)))
            size = how->length[i].by;
    return size;
}

static void stand(const struct rig *rig, const struct people_how *how, struct bones *b)
{
    for (int i = 0; i < rig_count(rig); i++) {
        int parent = rig_parent(rig, i);
        float turn[3][3], size = own_turn(how, rig_name(rig, i), turn);
        float world[3][3];
        static const float NONE[3][3] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
        if (parent < 0) {
            product(NONE, (const float(*)[3])turn, world);
            memcpy(b->at[i], b->rest[i], sizeof b->at[i]);
        } else {
            /* a parent's size is no child's */
            float bare[3][3], parent_size = 0;
            for (int k = 0; k < 3; k++)
                parent_size += b->world[parent][k][0] * b->world[parent][k][0];
            parent_size = sqrtf(parent_size);
            for (int r = 0; r < 3; r++)
                for (int c = 0; c < 3; c++)
                    bare[r][c] = b->world[parent][r][c] / parent_size;
            product((const float(*)[3])bare, (const float(*)[3])turn, world);
            for (int r = 0; r < 3; r++) {
                b->at[i][r] = b->at[parent][r];
                for (int c = 0; c < 3; c++)
                    b->at[i][r] +=
                        b->world[parent][r][c] * (b->rest[i][c] - b->rest[parent][c]);
            }
        }
        for (int r = 0; r < 3; r++)
            for (int c = 0; c < 3; c++)
                b->world[i][r][c] = world[r][c] * size;
    }
}

static void pose_cage(const struct rig *rig, const struct bones *b, float (*cage)[3])
{
    for (uint32_t v = 0; v < rig_n_cage(rig); v++) {
        struct rig_hold hold = rig_hold(rig, v);
        float out[3] = {0};
        for (int h = 0; h < RIG_HELD_BY && hold.share[h] > 0; h++) {
            int i = hold.bone[h];
            for (int r = 0; r < 3; r++) {
                float at = b->at[i][r];
                for (int c = 0; c < 3; c++)
                    at += b->world[i][r][c] * (cage[v][c] - b->rest[i][c]);
                out[r] += hold.share[h] * at;
            }
        }
        memcpy(cage[v], out, sizeof out);
    }
}

// ---------------------------------------------------------------- the whole

static void copy_triangles(const struct mesh *from, struct mesh *to)
{
    mesh_alloc(to, from->n_vertices, from->n_triangles);
    memcpy(to->triangle, from->triangle, from->n_triangles * sizeof *from->triangle);
}

static void stand_on_floor(struct mesh *m, float height)
{
    float min[3], max[3];
    mesh_bounds(m, min, max);
    float by = height > 0 ? height / (max[1] - min[1]) : 1;
    for (uint32_t i = 0; i < m->n_vertices; i++)
        for (int k = 0; k < 3; k++)
            m->position[i][k] = by * (m->position[i][k] - (k == 1 ? min[1] : 0));
    mesh_compute_normals(m);
}

void people_make(struct shapes *shapes, const struct rig *rig, const struct mesh *human,
                 const struct people_how *how, struct mesh *standing, struct mesh *out)
{
    uint32_t n = shapes_n_cage(shapes);
    float(*cage)[3] = xmalloc(n * sizeof *cage), (*by)[3] = xmalloc(n * sizeof *by);
    float weight[SHAPE_CORNERS];
    static float ends[RIG_BONES_MAX][2][3];
    struct bones *bones = xcalloc(1, sizeof *bones);
    shape_corner_weights(&how->shape, weight);
    memcpy(cage, shapes_base(shapes), n * sizeof *cage);
    for (int b = 0; b < rig_count(rig); b++)
        memcpy(bones->rest[b], rig_neutral(rig)[b][0], sizeof bones->rest[b]);
    for (int i = 0; i < SHAPE_CORNERS; i++) {
        if (weight[i] == 0)
            continue;
        shapes_difference(shapes, i, by);
        rig_difference(rig, i, ends);
        for (uint32_t v = 0; v < n; v++)
            for (int k = 0; k < 3; k++)
                cage[v][k] += weight[i] * by[v][k];
        for (int b = 0; b < rig_count(rig); b++)
            for (int k = 0; k < 3; k++)
                bones->rest[b][k] += weight[i] * ends[b][0][k];
    }
    copy_triangles(human, standing);
    copy_triangles(human, out);
    subdivision_apply(shapes_stencils(shapes), (const float(*)[3])cage,
                      standing->position);
    stand_on_floor(standing, how->shape.height);
    stand(rig, how, bones);
    if (how->flesh > 0)
        add_flesh(cage, n, how->flesh, how->seed);
    pose_cage(rig, bones, cage);
    subdivision_apply(shapes_stencils(shapes), (const float(*)[3])cage, out->position);
    stand_on_floor(out, how->shape.height);
    free(bones);
    free(cage);
    free(by);
}
