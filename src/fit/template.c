/* Modes by the eigenvectors of the corners' products with each other: 36 bodies span at
 * most 36 directions, so nothing larger than 36 x 36 is solved. */
#include "fit/template.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "fit/eigen.h"
#include "geom/subdivision.h"

enum { TARGETS = SHAPE_CORNERS + 2 * SHAPE_HEIGHTS };

/* vertices of the head darker than this look at nothing but the inside of the head */
static const uint8_t HIDDEN_BELOW = 77;
static const float HEAD_FROM = 0.87f; /* of the height */

struct samples {
    uint32_t n; /* vertices of the skin */
    float (*place[TARGETS])[3];
    float end[TARGETS][RIG_BONES_MAX][2][3];
};

/* the skin's vertices of a cage */
static void on_surface(const struct shapes *shapes, const uint32_t *fine_of,
                       const float (*cage)[3], float (*fine)[3], uint32_t n,
                       float (*out)[3])
{
    subdivision_apply(shapes_stencils(shapes), cage, fine);
    for (uint32_t i = 0; i < n; i++)
        memcpy(out[i], fine[fine_of[i]], sizeof out[i]);
}

/* the target that a sample shows, and whether it is added or taken away */
static int target_of(int sample, float *sign)
{
    int height = sample - SHAPE_CORNERS;
    *sign = height >= 0 && height % 2 ? -1.0f : 1.0f;
    return height < 0 ? sample : SHAPE_CORNERS + height / 2;
}

/* every corner, and each stature both added to and taken from the mean of average build
 */
static void take_samples(const struct template *t, struct samples *s)
{
    const struct subdivision *stencils = shapes_stencils(t->shapes);
    const float(*base)[3] = shapes_base(t->shapes);
    float(*cage)[3] = xmalloc(t->n * sizeof *cage);
    float(*fine)[3] = xmalloc(stencils->n_fine * sizeof *fine);
    const float(*ends)[2][3] = rig_neutral(t->rig);
    s->n = t->n;
    for (int i = 0; i < TARGETS; i++) {
        int target = i < SHAPE_CORNERS ? i : SHAPE_CORNERS + (i - SHAPE_CORNERS) / 2;
        float sign = i >= SHAPE_CORNERS && (i - SHAPE_CORNERS) % 2 ? -1.0f : 1.0f;
        shapes_difference(t->shapes, target, cage);
        rig_difference(t->rig, target, s->end[i]);
        for (uint32_t v = 0; v < t->n; v++)
            for (int k = 0; k < 3; k++)
                cage[v][k] = base[v][k] + sign * cage[v][k];
        for (int b = 0; b < t->n_bones; b++)
            for (int e = 0; e < 2; e++)
                for (int k = 0; k < 3; k++)
                    s->end[i][b][e][k] = ends[b][e][k] + sign * s->end[i][b][e][k];
        s->place[i] = xmalloc(t->n * sizeof *s->place[i]);
        on_surface(t->shapes, t->fine_of, (const float(*)[3])cage, fine, t->n,
                   s->place[i]);
    }
    free(cage);
    free(fine);
}

static void take_mean(struct template *t, const struct samples *s)
{
    for (int i = 0; i < TARGETS; i++) {
        for (uint32_t v = 0; v < t->n; v++)
            for (int k = 0; k < 3; k++)
                t->mean[v][k] += s->place[i][v][k] / TARGETS;
        for (int b = 0; b < t->n_bones; b++)
            for (int e = 0; e < 2; e++)
                for (int k = 0; k < 3; k++)
                    t->mean_end[b][e][k] += s->end[i][b][e][k] / TARGETS;
    }
}

static double product(const struct template *t, const float (*a)[3], const float (*b)[3])
{
    double sum = 0;
    for (uint32_t v = 0; v < t->n; v++)
        for (int k = 0; k < 3; k++)
            sum += (double)(a[v][k] - t->mean[v][k]) * (double)(b[v][k] - t->mean[v][k]);
    return sum;
}

/* the same mean and modes as sums of the shapes' own targets */
static void take_mix(struct template *t, int mode, const double *share)
{
    double all = 0;
    for (int i = 0; i < TARGETS; i++)
        all += share[i] / sqrt(TARGETS);
    for (int i = 0; i < TARGETS; i++) {
        float sign;
        int target = target_of(i, &sign);
        t->mode_mix[mode][target] +=
            sign * (float)(share[i] / sqrt(TARGETS) - all / TARGETS);
    }
}

/* mode = sum of what each sample adds, so that its coefficient has deviation 1 */
static void add_mode(struct template *t, int mode, const struct samples *s,
                     const double *share)
{
    t->mode[mode] = xcalloc(t->n, sizeof *t->mode[mode]);
    for (int i = 0; i < TARGETS; i++) {
        float w = (float)(share[i] / sqrt(TARGETS));
        for (uint32_t v = 0; v < t->n; v++)
            for (int k = 0; k < 3; k++)
                t->mode[mode][v][k] += w * (s->place[i][v][k] - t->mean[v][k]);
        for (int b = 0; b < t->n_bones; b++)
            for (int e = 0; e < 2; e++)
                for (int k = 0; k < 3; k++)
                    t->mode_end[mode][b][e][k] +=
                        w * (s->end[i][b][e][k] - t->mean_end[b][e][k]);
    }
}

static void take_modes(struct template *t, const struct samples *s)
{
    double *gram = xmalloc(TARGETS * TARGETS * sizeof *gram);
    double *vector = xmalloc(TARGETS * TARGETS * sizeof *vector), value[TARGETS];
    for (int i = 0; i < TARGETS; i++)
        for (int j = 0; j <= i; j++)
            gram[i * TARGETS + j] = gram[j * TARGETS + i] = product(
                t, (const float(*)[3])s->place[i], (const float(*)[3])s->place[j]);
    eigen_symmetric(gram, TARGETS, value, vector);
    for (int m = 0; m < TEMPLATE_SHAPES; m++) {
        add_mode(t, m, s, &vector[m * TARGETS]);
        take_mix(t, m, &vector[m * TARGETS]);
    }
    for (int i = 0; i < TARGETS; i++) {
        float sign;
        int target = target_of(i, &sign);
        t->mean_mix[target] += sign / TARGETS;
    }
    free(gram);
    free(vector);
}

static void take_triangles(struct template *t, const uint32_t *cage_of)
{
    const struct subdivision *s = shapes_stencils(t->shapes);
    uint32_t n = s->n_quads / 4;
    t->triangle = xmalloc(2 * n * sizeof *t->triangle);
    t->n_triangles = 2 * n;
    for (uint32_t q = 0; q < n; q++) {
        /* the four fine quads of one begin at its corners in turn */
        uint32_t corner[4];
        for (int c = 0; c < 4; c++)
            corner[c] = cage_of[s->quad[4 * q + (uint32_t)c][0]];
        memcpy(t->triangle[2 * q], (uint32_t[3]){corner[0], corner[1], corner[2]},
               sizeof *t->triangle);
        memcpy(t->triangle[2 * q + 1], (uint32_t[3]){corner[0], corner[2], corner[3]},
               sizeof *t->triangle);
    }
}

static void take_hidden(struct template *t, const struct mesh *human)
{
    float min[3], max[3];
    mesh_bounds(human, min, max);
    for (uint32_t i = 0; i < t->n; i++)
        t->hidden[i] = human->occlusion &&
                       human->occlusion[t->fine_of[i]] < HIDDEN_BELOW &&
                       human->position[t->fine_of[i]][1] > HEAD_FROM * max[1];
    t->height = max[1] - min[1];
}

struct template *template_create(const struct shapes *shapes, const struct rig *rig,
                                 const struct mesh *human, struct error *error)
{
    const struct subdivision *s = shapes_stencils(shapes);
    uint32_t n = shapes_n_cage(shapes);
    if (rig_n_cage(rig) != n || human->n_vertices != s->n_fine) {
        error_set(error, "models/human.glb, .shapes and .rig are not of one body");
        return NULL;
    }
    struct template *t = xcalloc(1, sizeof *t);
    *t = (struct template){
        .n = n, .rig = rig, .shapes = shapes, .n_bones = rig_count(rig)};
    t->mean = xcalloc(n, sizeof *t->mean);
    t->fine_of = xmalloc(n * sizeof *t->fine_of);
    t->hold = xmalloc(n * sizeof *t->hold);
    t->hidden = xcalloc(n, sizeof *t->hidden);
    uint32_t *cage_of = xcalloc(s->n_fine, sizeof *cage_of);
    const uint16_t *order = shapes_order(shapes);
    for (uint32_t i = 0; i < s->n_fine; i++) {
        if (order[i] >= n)
            continue;
        t->fine_of[order[i]] = i;
        cage_of[i] = order[i];
    }
    for (uint32_t i = 0; i < n; i++)
        t->hold[i] = rig_hold(rig, i);
    for (int b = 0; b < t->n_bones; b++)
        t->parent[b] = rig_parent(rig, b);
    struct samples *samples = xcalloc(1, sizeof *samples);
    take_samples(t, samples);
    take_mean(t, samples);
    take_modes(t, samples);
    take_triangles(t, cage_of);
    take_hidden(t, human);
    for (int i = 0; i < TARGETS; i++)
        free(samples->place[i]);
    free(samples);
    free(cage_of);
    return t;
}

void template_shape(const struct template *t, const float shape[TEMPLATE_SHAPES],
                    struct mesh *out)
{
    const float(*base)[3] = shapes_base(t->shapes);
    float(*cage)[3] = xmalloc(t->n * sizeof *cage);
    float(*difference)[3] = xmalloc(t->n * sizeof *difference);
    memcpy(cage, base, t->n * sizeof *cage);
    for (int i = 0; i < TEMPLATE_TARGETS; i++) {
        float share = t->mean_mix[i];
        for (int m = 0; m < TEMPLATE_SHAPES; m++)
            share += shape[m] * t->mode_mix[m][i];
        shapes_difference(t->shapes, i, difference);
        for (uint32_t v = 0; v < t->n; v++)
            for (int k = 0; k < 3; k++)
                cage[v][k] += share * difference[v][k];
    }
    subdivision_apply(shapes_stencils(t->shapes), (const float(*)[3])cage, out->position);
    mesh_compute_normals(out);
    free(cage);
    free(difference);
}

void template_destroy(struct template **template)
{
    struct template *t = *template;
    if (!t)
        return;
    free(t->mean);
    for (int m = 0; m < TEMPLATE_SHAPES; m++)
        free(t->mode[m]);
    free(t->hold);
    free(t->triangle);
    free(t->hidden);
    free(t->fine_of);
    free(t);
    *template = NULL;
}
