#include "fit/pose.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "fit/eigen.h"

static const float ACROSS = 0.25f;  /* weight of what is not along the normal */
static const float STEP_MAX = 0.5f; /* radians a round */

/* bones whose size goes together, by the beginning of their names */
static const char *const GROUPS[POSE_GROUPS] = {
    "upperarm", "lowerarm", "hand", "thigh", "calf", "foot", "head", "neck", "spine"};

// ---------------------------------------------------------------- small vectors

static void apply(const float m[3][3], const float v[3], float out[3])
{
    for (int r = 0; r < 3; r++)
        out[r] = m[r][0] * v[0] + m[r][1] * v[1] + m[r][2] * v[2];
}

static void product(const float a[3][3], const float b[3][3], float out[3][3])
{
    float p[3][3];
    for (int r = 0; r < 3; r++)
        for (int c = 0; c < 3; c++)
            p[r][c] = a[r][0] * b[0][c] + a[r][1] * b[1][c] + a[r][2] * b[2][c];
    memcpy(out, p, sizeof p);
}

static void cross(const float a[3], const float b[3], float out[3])
{
    out[0] = a[1] * b[2] - a[2] * b[1];
    out[1] = a[2] * b[0] - a[0] * b[2];
    out[2] = a[0] * b[1] - a[1] * b[0];
}

static float dot(const float a[3], const float b[3])
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/* the rotation by |v| radians about v */
static void rotation(const float v[3], float out[3][3])
{
    float angle = sqrtf(dot(v, v));
    float s = angle > 1e-6f ? sinf(angle) / angle : 1;
    float c = angle > 1e-6f ? (1 - cosf(angle)) / (angle * angle) : 0.5f;
    for (int i = 0; i < 3; i++)
        for (int j = 0; j < 3; j++)
            out[i][j] = c * v[i] * v[j] + (i == j ? cosf(angle) : 0);
    out[0][1] -= s * v[2];
    out[0][2] += s * v[1];
    out[1][0] += s * v[2];
    out[1][2] -= s * v[0];
    out[2][0] -= s * v[1];
    out[2][1] += s * v[0];
}

// ---------------------------------------------------------------- forward

void pose_init(struct pose *p, const struct template *t)
{
    memset(p, 0, sizeof *p);
    p->t = t;
    p->size = 1;
    for (int b = 0; b < t->n_bones; b++) {
        for (int k = 0; k < 3; k++)
            p->turn[b][k][k] = 1;
        p->part[b] = 1;
        p->group[b] = -1;
        for (int g = 0; g < POSE_GROUPS; g++)
            if (!strncmp(rig_name(t->rig, b), GROUPS[g], strlen(GROUPS[g])))
                p->group[b] = g;
    }
    pose_free_none(p);
    pose_update(p);
}

static void update_joints(struct pose *p)
{
    const struct template *t = p->t;
    for (int b = 0; b < t->n_bones; b++)
        for (int k = 0; k < 3; k++) {
            p->joint[b][k] = t->mean_end[b][0][k];
            for (int s = 0; s < TEMPLATE_SHAPES; s++) {
                p->joint[b][k] += p->shape[s] * t->mode_end[s][b][0][k];
                p->joint_by_shape[s][b][k] = t->mode_end[s][b][0][k];
            }
        }
}

/* where a child's joint is, as its parent carries it */
static void hang(const struct pose *p, int parent, const float from[3], const float to[3],
                 float out[3])
{
    float way[3];
    for (int k = 0; k < 3; k++)
        way[k] = p->size * p->part[parent] * (to[k] - from[k]);
    apply(p->world[parent], way, out);
}

void pose_update(struct pose *p)
{
    const struct template *t = p->t;
    update_joints(p);
    for (int b = 0; b < t->n_bones; b++) {
        int parent = t->parent[b];
        if (p->group[b] >= 0)
            p->part[b] = expf(p->part_log[p->group[b]]);
        if (parent < 0) {
            memcpy(p->world[b], p->turn[b], sizeof p->world[b]);
            for (int k = 0; k < 3; k++) {
                p->at[b][k] = p->place[k] + p->size * p->joint[b][k];
                for (int s = 0; s < TEMPLATE_SHAPES; s++)
                    p->at_by_shape[s][b][k] = p->size * p->joint_by_shape[s][b][k];
            }
            continue;
        }
        product((const float(*)[3])p->world[parent], (const float(*)[3])p->turn[b],
                p->world[b]);
        hang(p, parent, p->joint[parent], p->joint[b], p->at[b]);
        for (int k = 0; k < 3; k++)
            p->at[b][k] += p->at[parent][k];
        for (int s = 0; s < TEMPLATE_SHAPES; s++) {
            hang(p, parent, p->joint_by_shape[s][parent], p->joint_by_shape[s][b],
                 p->at_by_shape[s][b]);
            for (int k = 0; k < 3; k++)
                p->at_by_shape[s][b][k] += p->at_by_shape[s][parent][k];
        }
    }
}

static void at_rest(const struct pose *p, uint32_t v, float out[3])
{
    for (int k = 0; k < 3; k++) {
        out[k] = p->t->mean[v][k];
        for (int s = 0; s < TEMPLATE_SHAPES; s++)
            out[k] += p->shape[s] * p->t->mode[s][v][k];
    }
}

/* a place at rest as bone b carries it */
static void carry(const struct pose *p, int b, const float rest[3], float out[3])
{
    hang(p, b, p->joint[b], rest, out);
    for (int k = 0; k < 3; k++)
        out[k] += p->at[b][k];
}

void pose_vertex(const struct pose *p, uint32_t v, float out[3])
{
    const struct rig_hold *hold = &p->t->hold[v];
    float rest[3], moved[3];
    at_rest(p, v, rest);
    memset(out, 0, 3 * sizeof *out);
    for (int i = 0; i < RIG_HELD_BY && hold->share[i] > 0; i++) {
        carry(p, hold->bone[i], rest, moved);
        for (int k = 0; k < 3; k++)
            out[k] += hold->share[i] * moved[k];
    }
}

void pose_skin(const struct pose *p, float (*out)[3])
{
    for (uint32_t v = 0; v < p->t->n; v++)
        pose_vertex(p, v, out[v]);
}

void pose_end(const struct pose *p, int bone, int end, float out[3])
{
    float rest[3];
    for (int k = 0; k < 3; k++) {
        rest[k] = p->t->mean_end[bone][end][k];
        for (int s = 0; s < TEMPLATE_SHAPES; s++)
            rest[k] += p->shape[s] * p->t->mode_end[s][bone][end][k];
    }
    carry(p, bone, rest, out);
}

/* turns a bone by a rotation about axes of the world */
static void turn_in_world(struct pose *p, int bone, const float by[3][3])
{
    int parent = p->t->parent[bone];
    float turned[3][3], back[3][3];
    product(by, (const float(*)[3])p->world[bone], turned);
    if (parent < 0) {
        memcpy(p->turn[bone], turned, sizeof turned);
        return;
    }
    for (int r = 0; r < 3; r++)
        for (int c = 0; c < 3; c++)
            back[r][c] = p->world[parent][c][r];
    product((const float(*)[3])back, (const float(*)[3])turned, p->turn[bone]);
}

void pose_aim(struct pose *p, int bone, const float from[3], const float to[3])
{
    float a[3], b[3], axis[3], by[3][3];
    for (int k = 0; k < 3; k++) {
        a[k] = from[k] - p->at[bone][k];
        b[k] = to[k] - p->at[bone][k];
    }
    cross(a, b, axis);
    float s = sqrtf(dot(axis, axis)), angle = atan2f(s, dot(a, b));
    for (int k = 0; k < 3; k++)
        axis[k] *= s > 1e-9f ? angle / s : 0;
    rotation(axis, by);
    turn_in_world(p, bone, (const float(*)[3])by);
    pose_update(p);
}

// ---------------------------------------------------------------- unknowns

enum { PLACE = 0, SIZE = 3, SHAPE = 4 };

void pose_free_none(struct pose *p)
{
    p->n = SHAPE + TEMPLATE_SHAPES;
    for (int i = 0; i < POSE_UNKNOWNS_MAX; i++)
        p->sigma[i] = 0; /* fixed */
    for (int b = 0; b < RIG_BONES_MAX; b++)
        p->first_angle[b] = -1;
    p->first_part = -1;
}

void pose_free_place(struct pose *p)
{
    for (int i = 0; i < 3; i++)
        p->sigma[PLACE + i] = 10;
    p->sigma[SIZE] = 0.3f;
}

void pose_free_shape(struct pose *p)
{
    for (int s = 0; s < TEMPLATE_SHAPES; s++)
        p->sigma[SHAPE + s] = 1.5f;
}

void pose_free_bone(struct pose *p, const char *name, float bend, float twist)
{
    int b = rig_find(p->t->rig, name);
    if (b < 0)
        return;
    float along[3], length = 0;
    for (int k = 0; k < 3; k++) {
        along[k] = p->t->mean_end[b][1][k] - p->t->mean_end[b][0][k];
        length += along[k] * along[k];
    }
    p->first_angle[b] = p->n;
    p->n += 3;
    /* axes are the parent's, which at rest are the world's: the one nearest to the bone
     * bears the prior against twist */
    for (int k = 0; k < 3; k++) {
        float share = along[k] * along[k] / length;
        p->sigma[p->first_angle[b] + k] = bend * (1 - share) + twist * share;
    }
}

void pose_free_parts(struct pose *p, float sigma)
{
    p->first_part = p->n;
    for (int g = 0; g < POSE_GROUPS; g++)
        p->sigma[p->n++] = sigma;
}

void pose_free_part(struct pose *p, const char *name, float sigma)
{
    int b = rig_find(p->t->rig, name);
    if (b < 0 || p->group[b] < 0)
        return;
    if (p->first_part < 0)
        pose_free_parts(p, 0); /* all fixed */
    p->sigma[p->first_part + p->group[b]] = sigma;
}

// ---------------------------------------------------------------- derivatives

static void add_column(struct pose_row *row, int unknown, const float by[3])
{
    row->unknown[row->n] = unknown;
    memcpy(row->by[row->n], by, sizeof row->by[0]);
    row->n++;
}

static void shape_columns(const struct pose *p, uint32_t v, struct pose_row *row)
{
    const struct rig_hold *hold = &p->t->hold[v];
    for (int s = 0; s < TEMPLATE_SHAPES; s++) {
        if (p->sigma[SHAPE + s] == 0)
            continue;
        float by[3] = {0}, moved[3];
        for (int i = 0; i < RIG_HELD_BY && hold->share[i] > 0; i++) {
            int b = hold->bone[i];
            hang(p, b, p->joint_by_shape[s][b], p->t->mode[s][v], moved);
            for (int k = 0; k < 3; k++)
                by[k] += hold->share[i] * (moved[k] + p->at_by_shape[s][b][k]);
        }
        add_column(row, SHAPE + s, by);
    }
}

/* what hangs on a bone: how much of the vertex, and where that is seen from its joint */
struct arm {
    float share, way[3]; /* sum of share * (place - joint) */
};

static void angle_columns(const struct pose *p, const struct arm *arm,
                          struct pose_row *row)
{
    for (int b = 0; b < p->t->n_bones; b++) {
        if (p->first_angle[b] < 0 || arm[b].share == 0)
            continue;
        int parent = p->t->parent[b];
        for (int k = 0; k < 3; k++) {
            float axis[3] = {k == 0, k == 1, k == 2}, by[3];
            for (int r = 0; r < 3 && parent >= 0; r++)
                axis[r] = p->world[parent][r][k];
            cross(axis, arm[b].way, by);
            add_column(row, p->first_angle[b] + k, by);
        }
    }
}

static void part_columns(const struct pose *p, const float by[POSE_GROUPS][3],
                         struct pose_row *row)
{
    for (int g = 0; g < POSE_GROUPS && p->first_part >= 0; g++)
        if (dot(by[g], by[g]) > 0)
            add_column(row, p->first_part + g, by[g]);
}

void pose_row(const struct pose *p, uint32_t v, struct pose_row *row)
{
    const struct template *t = p->t;
    const struct rig_hold *hold = &t->hold[v];
    struct arm arm[RIG_BONES_MAX];
    float rest[3], is[3] = {0}, part[POSE_GROUPS][3] = {{0}};
    memset(arm, 0, sizeof arm);
    row->n = 0;
    at_rest(p, v, rest);
    for (int i = 0; i < RIG_HELD_BY && hold->share[i] > 0; i++) {
        float share = hold->share[i], moved[3];
        int held = hold->bone[i];
        carry(p, held, rest, moved);
        for (int k = 0; k < 3; k++)
            is[k] += share * moved[k];
        /* a bone that grows takes along what it holds, and the joint that the way to the
         * vertex goes on by */
        float next[3];
        memcpy(next, moved, sizeof next);
        for (int b = held; b >= 0; b = t->parent[b]) {
            arm[b].share += share;
            for (int k = 0; k < 3; k++) {
                arm[b].way[k] += share * (moved[k] - p->at[b][k]);
                if (p->group[b] >= 0)
                    part[p->group[b]][k] += share * (next[k] - p->at[b][k]);
            }
            memcpy(next, p->at[b], sizeof next);
        }
    }
    for (int k = 0; k < 3 && p->sigma[PLACE] > 0; k++)
        add_column(row, PLACE + k, (float[3]){k == 0, k == 1, k == 2});
    if (p->sigma[SIZE] > 0)
        add_column(
            row, SIZE,
            (float[3]){is[0] - p->place[0], is[1] - p->place[1], is[2] - p->place[2]});
    shape_columns(p, v, row);
    angle_columns(p, arm, row);
    part_columns(p, (const float(*)[3])part, row);
}

// ---------------------------------------------------------------- one step

void pose_normal_begin(struct pose_normal *normal, const struct pose *p)
{
    normal->matrix = xcalloc((size_t)p->n * (size_t)p->n, sizeof *normal->matrix);
    normal->right = xcalloc((size_t)p->n, sizeof *normal->right);
}

void pose_normal_add(struct pose_normal *normal, const struct pose *p, uint32_t vertex,
                     const float is[3], const float to[3], const float direction[3],
                     float weight)
{
    struct pose_row row;
    float off[3], along[POSE_ROW];
    pose_row(p, vertex, &row);
    for (int k = 0; k < 3; k++)
        off[k] = to[k] - is[k];
    float off_along = dot(off, direction);
    for (int i = 0; i < row.n; i++)
        along[i] = dot(row.by[i], direction);
    for (int i = 0; i < row.n; i++) {
        int u = row.unknown[i];
        normal->right[u] +=
            (double)(weight * (along[i] * off_along + ACROSS * dot(row.by[i], off)));
        for (int j = i; j < row.n; j++) {
            int w = row.unknown[j], low = u < w ? u : w, high = u < w ? w : u;
            normal->matrix[low * p->n + high] +=
                (double)(weight *
                         (along[i] * along[j] + ACROSS * dot(row.by[i], row.by[j])));
        }
    }
}

/* what a prior pulls back to zero: how far an unknown has gone */
static float gone(const struct pose *p, int unknown)
{
    if (unknown >= SHAPE && unknown < SHAPE + TEMPLATE_SHAPES)
        return p->shape[unknown - SHAPE];
    if (p->first_part >= 0 && unknown >= p->first_part)
        return p->part_log[unknown - p->first_part];
    for (int b = 0; b < p->t->n_bones; b++)
        if (p->first_angle[b] >= 0 && unknown >= p->first_angle[b] &&
            unknown < p->first_angle[b] + 3)
            return p->turned[b][unknown - p->first_angle[b]];
    return 0;
}

static void turn_bone(struct pose *p, int bone, const double *angle)
{
    float v[3], by[3][3];
    for (int k = 0; k < 3; k++)
        v[k] = (float)angle[k];
    float size = sqrtf(dot(v, v));
    for (int k = 0; k < 3 && size > STEP_MAX; k++)
        v[k] *= STEP_MAX / size;
    for (int k = 0; k < 3; k++)
        p->turned[bone][k] += v[k];
    rotation(v, by);
    product((const float(*)[3])by, (const float(*)[3])p->turn[bone], p->turn[bone]);
}

static void take_step(struct pose *p, const double *step)
{
    for (int k = 0; k < 3; k++)
        p->place[k] += (float)step[PLACE + k];
    float size = expf(fmaxf(fminf((float)step[SIZE], 0.2f), -0.2f));
    p->size *= size;
    for (int s = 0; s < TEMPLATE_SHAPES; s++)
        p->shape[s] = fmaxf(fminf(p->shape[s] + (float)step[SHAPE + s], 4), -4);
    for (int b = 0; b < p->t->n_bones; b++)
        if (p->first_angle[b] >= 0)
            turn_bone(p, b, step + p->first_angle[b]);
    for (int g = 0; g < POSE_GROUPS && p->first_part >= 0; g++)
        p->part_log[g] =
            fmaxf(fminf(p->part_log[g] + (float)step[p->first_part + g], 0.25f), -0.25f);
    pose_update(p);
}

bool pose_step(struct pose *p, struct pose_normal *normal)
{
    int n = p->n;
    for (int i = 0; i < n; i++) {
        double sigma = (double)p->sigma[i];
        if (sigma == 0) { /* fixed */
            for (int j = i; j < n; j++)
                normal->matrix[i * n + j] = 0;
            for (int j = 0; j < i; j++)
                normal->matrix[j * n + i] = 0;
            normal->matrix[i * n + i] = 1;
            normal->right[i] = 0;
            continue;
        }
        normal->matrix[i * n + i] += 1 / (sigma * sigma);
        normal->right[i] -= (double)gone(p, i) / (sigma * sigma);
    }
    bool ok = eigen_solve(normal->matrix, normal->right, n);
    if (ok)
        take_step(p, normal->right);
    free(normal->matrix);
    free(normal->right);
    normal->matrix = normal->right = NULL;
    return ok;
}
