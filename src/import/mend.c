/* Smoothing: moving least squares. Around each vertex lies a patch of neighbours; the
 * quadric over its tangent plane that fits the patch best says where the vertex belongs.
 * A quadric follows curves, so that limbs and fingers do not shrink as they do under an
 * average (D. Levin: Mesh-independent surface interpolation, 2003). */
#include "import/mend.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "geom/weld.h"

enum { PATCH = 72, ROUNDS_MAX = 3, TRIED = 2000 };
static const float PATCH_EDGES = 2.3f; /* at least so many edges wide */
static const float PATCH_NOISE = 12;   /* and so many times the noise */
static const float PATCH_MAX = 0.022f; /* metres */
static const float ALIKE = 0.5f;       /* cosine between normals of one patch */
/* of the deviation that is left of noise once six numbers were fitted to a patch */
static const float NOISE_OF_MEDIAN = 2.25f;
enum { NARROWER = 4 };
static const float ROUGHER = 1.7f; /* a patch that is so much rougher is too wide */
/* of the way to the neighbours' middle: so much by noise over edge, at most */
static const float RELAX = 2, RELAX_MOST = 0.6f;

// ---------------------------------------------------------------- the net

/* the skin with each place once */
struct net {
    uint32_t n, *of; /* places; of each vertex */
    float (*at)[3], (*normal)[3];
    uint32_t *first, *to;  /* neighbours: n + 1 */
    float edge;            /* metres, mean */
    uint32_t *seen, round; /* of a search */
};

static float dot(const float a[3], const float b[3])
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static float apart(const float a[3], const float b[3])
{
    float d[3] = {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
    return sqrtf(dot(d, d));
}

static void take_places(struct net *s, const struct mesh *m)
{
    s->of = xmalloc((m->n_vertices + 1) * sizeof *s->of);
    s->n = weld_places((const float(*)[3])m->position, m->n_vertices, s->of);
    s->at = xmalloc((s->n + 1) * sizeof *s->at);
    for (uint32_t v = 0; v < m->n_vertices; v++)
        memcpy(s->at[s->of[v]], m->position[v], sizeof *s->at);
}

static void take_neighbours(struct net *s, const struct mesh *m)
{
    s->first = xcalloc(s->n + 2, sizeof *s->first);
    s->to = xmalloc((6 * (size_t)m->n_triangles + 1) * sizeof *s->to);
    for (uint32_t t = 0; t < m->n_triangles; t++)
        for (int c = 0; c < 3; c++)
            s->first[s->of[m->triangle[t][c]] + 2] += 2;
    for (uint32_t i = 2; i < s->n + 2; i++)
        s->first[i] += s->first[i - 1];
    double sum = 0;
    for (uint32_t t = 0; t < m->n_triangles; t++)
        for (int c = 0; c < 3; c++) {
            uint32_t a = s->of[m->triangle[t][c]], b = s->of[m->triangle[t][(c + 1) % 3]];
            s->to[s->first[a + 1]++] = b;
            s->to[s->first[b + 1]++] = a;
            sum += (double)apart(s->at[a], s->at[b]);
        }
    s->edge = m->n_triangles ? (float)(sum / (3.0 * m->n_triangles)) : 0;
}

static void unit(float v[3])
{
    float length = sqrtf(dot(v, v));
    for (int k = 0; k < 3; k++)
        v[k] = length > 0 ? v[k] / length : k == 1;
}

static void take_normals(struct net *s, const struct mesh *m)
{
    memset(s->normal, 0, s->n * sizeof *s->normal);
    for (uint32_t t = 0; t < m->n_triangles; t++) {
        uint32_t a = s->of[m->triangle[t][0]], b = s->of[m->triangle[t][1]],
                 c = s->of[m->triangle[t][2]];
        float u[3], v[3];
        for (int k = 0; k < 3; k++) {
            u[k] = s->at[b][k] - s->at[a][k];
            v[k] = s->at[c][k] - s->at[a][k];
        }
        float n[3] = {u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2],
                      u[0] * v[1] - u[1] * v[0]};
        for (int k = 0; k < 3; k++) {
            s->normal[a][k] += n[k];
            s->normal[b][k] += n[k];
            s->normal[c][k] += n[k];
        }
    }
    // noise bends single normals: a round among neighbours
    float(*mean)[3] = xmalloc((s->n + 1) * sizeof *mean);
    for (int round = 0; round < 1; round++) {
        for (uint32_t i = 0; i < s->n; i++) {
            memcpy(mean[i], s->normal[i], sizeof *mean);
            for (uint32_t e = s->first[i]; e < s->first[i + 1]; e++)
                for (int k = 0; k < 3; k++)
                    mean[i][k] += s->normal[s->to[e]][k];
        }
        memcpy(s->normal, mean, s->n * sizeof *mean);
    }
    for (uint32_t i = 0; i < s->n; i++)
        unit(s->normal[i]);
    free(mean);
}

static void net_open(struct net *s, const struct mesh *m)
{
    *s = (struct net){0};
    take_places(s, m);
    take_neighbours(s, m);
    s->normal = xcalloc(s->n + 1, sizeof *s->normal);
    s->seen = xcalloc(s->n + 1, sizeof *s->seen);
    take_normals(s, m);
}

static void net_close(struct net *s)
{
    free(s->of);
    free(s->at);
    free(s->normal);
    free(s->first);
    free(s->to);
    free(s->seen);
}

// ---------------------------------------------------------------- the quadric

/* the places around one that are joined to it within `reach` and look the same way */
static int patch_of(struct net *s, uint32_t from, float reach, uint32_t out[PATCH])
{
    int n = 1;
    s->round++;
    s->seen[from] = s->round;
    out[0] = from;
    for (int i = 0; i < n; i++)
        for (uint32_t e = s->first[out[i]]; e < s->first[out[i] + 1] && n < PATCH; e++) {
            uint32_t to = s->to[e];
            if (s->seen[to] == s->round)
                continue;
            s->seen[to] = s->round;
            if (apart(s->at[to], s->at[from]) < reach &&
                dot(s->normal[to], s->normal[from]) > ALIKE)
                out[n++] = to;
        }
    return n;
}

/* six equations by elimination; false where they do not say enough */
static bool solve6(double a[6][7])
{
    for (int c = 0; c < 6; c++) {
        int best = c;
        for (int r = c + 1; r < 6; r++)
            if (fabs(a[r][c]) > fabs(a[best][c]))
                best = r;
        if (fabs(a[best][c]) < 1e-9)
            return false;
        for (int k = 0; k < 7; k++) {
            double swap = a[c][k];
            a[c][k] = a[best][k];
            a[best][k] = swap;
        }
        for (int r = 0; r < 6; r++) {
            double by = r == c ? 0 : a[r][c] / a[c][c];
            for (int k = c; k < 7 && by != 0; k++)
                a[r][k] -= by * a[c][k];
        }
    }
    for (int c = 0; c < 6; c++)
        a[c][6] /= a[c][c];
    return true;
}

/* how far along its normal a place lies below the quadric through its surroundings, and
 * the normal there (may be NULL); 0 where there are too few neighbours */
static float below(struct net *s, uint32_t from, float reach, float normal[3], float *rms)
{
    uint32_t patch[PATCH];
    int n = patch_of(s, from, reach, patch);
    *rms = 0;
    const float *up = s->normal[from];
    float aside[3] = {up[1], up[2], up[0]}, across[3];
    float along = dot(aside, up);
    for (int k = 0; k < 3; k++)
        aside[k] -= along * up[k];
    if (dot(aside, aside) < 1e-4f) { // up is the diagonal
        aside[0] = up[1];
        aside[1] = -up[0];
        aside[2] = 0;
    }
    unit(aside);
    across[0] = up[1] * aside[2] - up[2] * aside[1];
    across[1] = up[2] * aside[0] - up[0] * aside[2];
    across[2] = up[0] * aside[1] - up[1] * aside[0];
    if (normal)
        memcpy(normal, up, 3 * sizeof *normal);
    if (n < 9)
        return 0;
    double sums[6][7] = {{0}};
    for (int i = 0; i < n; i++) {
        float d[3];
        for (int k = 0; k < 3; k++)
            d[k] = (s->at[patch[i]][k] - s->at[from][k]) / reach;
        double x = (double)dot(d, aside), y = (double)dot(d, across),
               z = (double)dot(d, up), less = 1 - (double)dot(d, d), w = less * less;
        double term[6] = {1, x, y, x * x, x * y, y * y};
        for (int r = 0; r < 6; r++) {
            for (int c = 0; c < 6; c++)
                sums[r][c] += w * term[r] * term[c];
            sums[r][6] += w * term[r] * z;
        }
    }
    if (!solve6(sums))
        return 0;
    double over = 0, under = 0;
    for (int i = 0; i < n; i++) {
        float d[3];
        for (int k = 0; k < 3; k++)
            d[k] = (s->at[patch[i]][k] - s->at[from][k]) / reach;
        double x = (double)dot(d, aside), y = (double)dot(d, across),
               z = (double)dot(d, up), less = 1 - (double)dot(d, d), w = less * less;
        double off = z - sums[0][6] - sums[1][6] * x - sums[2][6] * y -
                     sums[3][6] * x * x - sums[4][6] * x * y - sums[5][6] * y * y;
        over += w * off * off;
        under += w;
    }
    *rms = reach * (float)sqrt(over / under);
    for (int k = 0; normal && k < 3; k++)
        normal[k] = up[k] - (float)sums[1][6] * aside[k] - (float)sums[2][6] * across[k];
    if (normal)
        unit(normal);
    return (float)sums[0][6] * reach;
}

static int compare(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return x < y ? -1 : x > y;
}

/* the deviation of noise, of some places evenly among all */
static float roughness(struct net *s)
{
    float off[TRIED], rms;
    uint32_t step = s->n / TRIED + 1;
    int n = 0;
    for (uint32_t i = 0; i < s->n && n < TRIED; i += step)
        off[n++] = fabsf(below(s, i, PATCH_EDGES * s->edge, NULL, &rms));
    qsort(off, (size_t)n, sizeof *off, compare);
    return n ? NOISE_OF_MEDIAN * off[n / 2] : 0;
}

float mend_roughness(const struct mesh *mesh)
{
    struct net s;
    net_open(&s, mesh);
    float rough = roughness(&s);
    net_close(&s);
    return rough;
}

// ---------------------------------------------------------------- smoothing

/* the same by the widest patch that a quadric fits: ears and toes need a smaller one */
static float below_wisely(struct net *s, uint32_t from, float reach, float rough,
                          float normal[3])
{
    float rms, up = 0;
    for (int narrower = 0; narrower < NARROWER; narrower++) {
        up = below(s, from, reach, normal, &rms);
        if (rms < ROUGHER * rough)
            return up;
        reach *= 0.75f;
    }
    return up;
}

/* Noise goes along the skin as well, and where it is not small beside the edges it folds
 * triangles over each other, so that every way over them is longer. The way toward the
 * middle of the neighbours, within the skin. */
static void relax(const struct net *s, uint32_t from, float rough, float out[3])
{
    uint32_t begin = s->first[from], n = s->first[from + 1] - begin;
    float edge = 0;
    memset(out, 0, 3 * sizeof *out);
    for (uint32_t i = begin; i < begin + n; i++) {
        for (int k = 0; k < 3; k++)
            out[k] += (s->at[s->to[i]][k] - s->at[from][k]) / (float)n;
        edge += apart(s->at[s->to[i]], s->at[from]) / (float)n;
    }
    float share = n ? RELAX * rough / edge : 0, along = dot(out, s->normal[from]);
    for (int k = 0; k < 3; k++)
        out[k] = fminf(share, RELAX_MOST) * (out[k] - along * s->normal[from][k]);
}

static void smooth_once(struct net *s, const struct mesh *m, float reach, float rough)
{
    float(*to)[3] = xmalloc((s->n + 1) * sizeof *to);
    for (uint32_t i = 0; i < s->n; i++) {
        float up = below_wisely(s, i, reach, rough, NULL);
        float aside[3];
        relax(s, i, rough, aside);
        for (int k = 0; k < 3; k++)
            to[i][k] = s->at[i][k] + up * s->normal[i][k] + aside[k];
    }
    memcpy(s->at, to, s->n * sizeof *to);
    free(to);
    take_normals(s, m);
}

/* how rough a clean body with such edges looks, by what a quadric cannot follow: third
 * powers of them; 0.06 mm at 5 mm, 0.5 mm at 12 mm */
static float coarse(float edge)
{
    return 8e-4f * powf(edge / 0.01f, 3);
}

float mend_smooth(struct mesh *m)
{
    struct net s;
    net_open(&s, m);
    float rough = roughness(&s);
    if (rough >= fmaxf(MEND_ROUGH, coarse(s.edge))) {
        float reach = fmaxf(PATCH_EDGES * s.edge, fminf(PATCH_NOISE * rough, PATCH_MAX));
        for (int round = 0; round < ROUNDS_MAX; round++)
            smooth_once(&s, m, reach, round ? rough / 2 : rough);
        float(*normal)[3] = xmalloc((s.n + 1) * sizeof *normal);
        for (uint32_t i = 0; i < s.n; i++)
            below_wisely(&s, i, reach, rough / 2, normal[i]);
        for (uint32_t v = 0; v < m->n_vertices; v++) {
            memcpy(m->position[v], s.at[s.of[v]], sizeof *m->position);
            memcpy(m->normal[v], normal[s.of[v]], sizeof *m->normal);
        }
        free(normal);
    } else {
        rough = 0;
    }
    net_close(&s);
    return rough;
}
