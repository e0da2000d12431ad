/* The bones of a body that is not ours: each group of bones by one affine map that takes
 * the neutral body's landmarks to those recorded. A map is a turn with one scale where
 * the landmarks say no more, and bends from it as far as many of them agree. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cglm/cglm.h>

#include "inside/skeleton_internal.h"

enum { LEAST_MARKS = 3, POLAR_STEPS = 40 };

/* how firmly a map stays a turn: the share of the landmarks' own spread */
static const float STIFF = 0.25F;

struct pairs {
    int n;
    float (*from)[3], (*to)[3];
};

static void add_pair(struct pairs *pairs, const float from[3], const float to[3],
                     enum side side, enum side as)
{
    float *f = pairs->from[pairs->n], *t = pairs->to[pairs->n++];
    memcpy(f, from, sizeof(float[3]));
    memcpy(t, to, sizeof(float[3]));
    if (side == SIDE_R)
        f[0] = -f[0];
    if (as == SIDE_R) { // told as of the left side
        f[0] = -f[0];
        t[0] = -t[0];
    }
}

/* the landmarks of the group on that side (SIDE_M: of both), as of the left side */
static void find_pairs(const struct bone_shapes *shapes, const struct bone_group *group,
                       const struct skeleton_mark *mark, int n_marks, enum side side,
                       struct pairs *out)
{
    out->n = 0;
    for (int g = 0; g < group->n_marks; g++) {
        const struct bone_mark *own = &shapes->mark[group->mark[g]];
        for (int i = 0; i < n_marks; i++)
            if (strcmp(mark[i].name, own->name) == 0 &&
                (side == SIDE_M || mark[i].side == SIDE_M || mark[i].side == side))
                add_pair(out, own->at, mark[i].at, mark[i].side, side);
    }
}

static void mean_of(int n, float (*p)[3], float out[3])
{
    glm_vec3_zero(out);
    for (int i = 0; i < n; i++)
        glm_vec3_muladds(p[i], 1.0F / (float)n, out);
}

/* the turn nearest to m; false where m has no volume or is a mirror image */
static bool turn_of(mat3 m, mat3 out)
{
    glm_mat3_copy(m, out);
    if (!(glm_mat3_det(m) > 1e-18F))
        return false;
    float scale = cbrtf(glm_mat3_det(m));
    glm_mat3_scale(out, 1 / scale);
    for (int k = 0; k < POLAR_STEPS; k++) {
        mat3 inverse;
        glm_mat3_inv(out, inverse);
        glm_mat3_transpose(inverse);
        for (int c = 0; c < 3; c++)
            for (int r = 0; r < 3; r++)
                out[c][r] = 0.5F * (out[c][r] + inverse[c][r]);
    }
    return true;
}

/* sum of a b^T over the pairs, from their means */
static void moments(const struct pairs *p, float (*a)[3], const float ca[3],
                    float (*b)[3], const float cb[3], mat3 out)
{
    glm_mat3_zero(out);
    for (int i = 0; i < p->n; i++)
        for (int c = 0; c < 3; c++)
            for (int r = 0; r < 3; r++)
                out[c][r] += (a[i][r] - ca[r]) * (b[i][c] - cb[c]);
}

static float trace(mat3 m)
{
    return m[0][0] + m[1][1] + m[2][2];
}

/* Few landmarks lie in a plane or on a line: the spread that they lack is taken from
 * what a turn without change of size would show, so that the turn is always told. */
static bool fit_map(const struct pairs *p, float size, bone_map map)
{
    float cf[3], ct[3];
    mat3 cross, spread, turn, rest, inverse, product, a;
    if (p->n < LEAST_MARKS)
        return false;
    mean_of(p->n, p->from, cf);
    mean_of(p->n, p->to, ct);
    moments(p, p->to, ct, p->from, cf, cross);
    moments(p, p->from, cf, p->from, cf, spread);
    float firm = STIFF * trace(spread) / 3;
    if (!(firm > 0))
        return false;
    mat3 told;
    glm_mat3_copy(cross, told);
    for (int k = 0; k < 3; k++)
        told[k][k] += 0.1F * firm * size;
    if (!turn_of(told, turn))
        return false;
    // one scale, then what the landmarks want beyond it
    float scale = 0;
    for (int c = 0; c < 3; c++)
        for (int r = 0; r < 3; r++)
            scale += turn[c][r] * cross[c][r];
    scale = (scale + firm * size) / (trace(spread) + firm);
    glm_mat3_copy(turn, a);
    glm_mat3_scale(a, scale);
    glm_mat3_mul(a, spread, product);
    for (int c = 0; c < 3; c++) {
        glm_vec3_sub(cross[c], product[c], rest[c]);
        spread[c][c] += firm;
    }
    glm_mat3_inv(spread, inverse);
    glm_mat3_mul(rest, inverse, product);
    for (int r = 0; r < 3; r++) {
        map[r][3] = ct[r];
        for (int c = 0; c < 3; c++) {
            map[r][c] = a[c][r] + product[c][r];
            map[r][3] -= map[r][c] * cf[c];
        }
    }
    return true;
}

struct marks_job {
    struct posed *posed;
    const struct skeleton_mark *mark;
    int n_marks;
    struct pairs pairs;
    bone_map *map[SIDES]; /* n_maps for the midline and each side */
    bool *known[SIDES];
};

static void fit_group(struct marks_job *job, const struct bone_group *group, float size)
{
    const struct bone_shapes *shapes = job->posed->skeleton->shapes;
    for (int s = SIDE_M; s <= SIDE_R; s++) {
        bone_map map;
        find_pairs(shapes, group, job->mark, job->n_marks, (enum side)s, &job->pairs);
        if (!fit_map(&job->pairs, size, map))
            continue;
        for (int b = 0; b < group->n_bones; b++) {
            int m = shapes->bone[group->bone[b]].map[0];
            memcpy(job->map[s][m], map, sizeof(bone_map));
            job->known[s][m] = true;
        }
    }
}

static bool place_bone(struct marks_job *job, int index)
{
    struct posed *posed = job->posed;
    const struct bone_shape *shape =
        &posed->skeleton->shapes->bone[posed->shape_of[index]];
    enum side side = posed->bones.bone[index].side;
    for (int k = 0; k < shape->n_maps; k++)
        if (!job->known[side][shape->map[k]])
            return false;
    skeleton_posed_place(posed, index, (const bone_map *)job->map[side]);
    return true;
}

static void name_missing(struct posed *posed)
{
    struct bones *b = &posed->bones;
    const char *list = "";
    for (int i = 0; i < b->count; i++) {
        if (b->bone[i].placed)
            continue;
        posed->own[i].why = "the body lacks the landmarks that this bone lies under";
        bool again =
            i && !b->bone[i - 1].placed && strcmp(b->bone[i - 1].id, b->bone[i].id) == 0;
        if (!again)
            list = arena_printf(posed->arena, "%s%s%s", list, *list ? ", " : "",
                                b->bone[i].id);
        b->n_missing++;
    }
    if (b->n_missing)
        b->missing = arena_printf(posed->arena,
                                  "bones that lack landmarks are left out: %s", list);
}

struct bones *skeleton_bones_of_marks(const struct skeleton *skeleton,
                                      const struct skeleton_mark *mark, int n_marks,
                                      const struct mesh *mesh, struct error *error)
{
    const struct bone_shapes *shapes = skeleton->shapes;
    struct marks_job job = {
        .posed = skeleton_posed_create(skeleton, mesh), .mark = mark, .n_marks = n_marks};
    size_t most = (size_t)n_marks * (size_t)(shapes->n_marks + 1) + 1;
    job.pairs.from = xcalloc(most, sizeof *job.pairs.from);
    job.pairs.to = xcalloc(most, sizeof *job.pairs.to);
    for (int s = 0; s < SIDES; s++) {
        job.map[s] = xcalloc((size_t)shapes->n_maps + 1, sizeof *job.map[s]);
        job.known[s] = xcalloc((size_t)shapes->n_maps + 1, sizeof *job.known[s]);
    }
    struct bones *bones = &job.posed->bones;
    for (int g = 0; g < shapes->n_groups; g++)
        fit_group(&job, &shapes->group[g], bones->stature / shapes->stature);
    int placed = 0;
    for (int i = 0; i < bones->count; i++)
        placed += place_bone(&job, i);
    name_missing(job.posed);
    for (int s = 0; s < SIDES; s++) {
        free(job.map[s]);
        free(job.known[s]);
    }
    free(job.pairs.from);
    free(job.pairs.to);
    if (!placed) {
        skeleton_bones_destroy(&bones);
        error_set(error, "the body has no landmarks for any bone");
    }
    return bones;
}
