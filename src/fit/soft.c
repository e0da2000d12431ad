#include "fit/soft.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "fit/eigen.h"

static const float ALIKE = 0.34f;   /* cosine of the angle between normals, 70 degrees */
static const float WAY_OFF = 0.14f; /* heights by which ways may differ */
static const float ACROSS = 0.1f;   /* weight of what is not along the normal */

// ---------------------------------------------------------------- what corresponds

struct wanted {
    const struct scan *scan;
    const float *normal, *way;
};

static bool alike(uint32_t triangle, void *user)
{
    const struct wanted *w = user;
    const float *n = w->scan->face[triangle];
    if (n[0] * w->normal[0] + n[1] * w->normal[1] + n[2] * w->normal[2] < ALIKE)
        return false;
    const float *way = w->way ? scan_way(w->scan, triangle) : NULL;
    for (int t = 0; t < TIPS && way; t++)
        if (fabsf(way[t] - w->way[t]) > WAY_OFF)
            return false;
    return true;
}

bool soft_nearest(const struct scan *scan, const float place[3], const float normal[3],
                  const float *way, float reach, struct bvh_hit *hit)
{
    struct wanted w = {scan, normal, way};
    return bvh_nearest(scan->bvh, place, reach, alike, &w, hit);
}

void soft_normals(const struct template *t, const float (*skin)[3], float (*out)[3])
{
    memset(out, 0, t->n * sizeof *out);
    for (uint32_t i = 0; i < t->n_triangles; i++) {
        const uint32_t *c = t->triangle[i];
        float u[3], v[3];
        for (int k = 0; k < 3; k++) {
            u[k] = skin[c[1]][k] - skin[c[0]][k];
            v[k] = skin[c[2]][k] - skin[c[0]][k];
        }
        float n[3] = {u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2],
                      u[0] * v[1] - u[1] * v[0]};
        for (int a = 0; a < 3; a++)
            for (int k = 0; k < 3; k++)
                out[c[a]][k] += n[k];
    }
    for (uint32_t i = 0; i < t->n; i++) {
        float length =
            sqrtf(out[i][0] * out[i][0] + out[i][1] * out[i][1] + out[i][2] * out[i][2]);
        for (int k = 0; k < 3 && length > 0; k++)
            out[i][k] /= length;
    }
}

// ---------------------------------------------------------------- the sheet

struct sheet {
    const struct template *t;
    uint32_t *first, *to; /* neighbours; n + 1 */
    float (*rest)[3];     /* as the pose left it */
    float (*turn)[3][3];  /* of each vertex's surroundings */
    float *pull;          /* weight of what it corresponds to; 0 = nothing */
    float (*goal)[3], (*along)[3];
    float stiff; /* weight of an edge */
};

static void take_edges(struct sheet *s)
{
    const struct template *t = s->t;
    uint32_t *count = xcalloc(t->n + 1, sizeof *count);
    for (uint32_t i = 0; i < t->n_triangles; i++)
        for (int c = 0; c < 3; c++)
            count[t->triangle[i][c]] += 2;
    s->first = xcalloc(t->n + 1, sizeof *s->first);
    for (uint32_t i = 0; i < t->n; i++)
        s->first[i + 1] = s->first[i] + count[i];
    s->to = xmalloc((s->first[t->n] + 1) * sizeof *s->to);
    memset(count, 0, t->n * sizeof *count);
    for (uint32_t i = 0; i < t->n_triangles; i++)
        for (int c = 0; c < 3; c++) {
            uint32_t a = t->triangle[i][c], b = t->triangle[i][(c + 1) % 3];
            s->to[s->first[a] + count[a]++] = b;
            s->to[s->first[b] + count[b]++] = a;
        }
    free(count);
}

/* the rotation that best takes the edges at rest to those now */
static void take_turns(struct sheet *s, const float (*now)[3])
{
    for (uint32_t i = 0; i < s->t->n; i++) {
        float m[3][3] = {{0}};
        for (uint32_t e = s->first[i]; e < s->first[i + 1]; e++)
            for (int r = 0; r < 3; r++)
                for (int c = 0; c < 3; c++)
                    m[r][c] += (now[s->to[e]][r] - now[i][r]) *
                               (s->rest[s->to[e]][c] - s->rest[i][c]);
        eigen_rotation((const float(*)[3])m, s->turn[i]);
    }
}

/* the left side of the normal equations */
static void multiply(const struct sheet *s, const float (*x)[3], float (*out)[3])
{
    for (uint32_t i = 0; i < s->t->n; i++) {
        for (int k = 0; k < 3; k++)
            out[i][k] = 0;
        for (uint32_t e = s->first[i]; e < s->first[i + 1]; e++)
            for (int k = 0; k < 3; k++)
                out[i][k] += 2 * s->stiff * (x[i][k] - x[s->to[e]][k]);
        if (s->pull[i] == 0)
            continue;
        float d = s->along[i][0] * x[i][0] + s->along[i][1] * x[i][1] +
                  s->along[i][2] * x[i][2];
        for (int k = 0; k < 3; k++)
            out[i][k] += s->pull[i] * (s->along[i][k] * d + ACROSS * x[i][k]);
    }
}

static void right_side(const struct sheet *s, float (*out)[3])
{
    for (uint32_t i = 0; i < s->t->n; i++) {
        for (int k = 0; k < 3; k++)
            out[i][k] = 0;
        for (uint32_t e = s->first[i]; e < s->first[i + 1]; e++) {
            uint32_t j = s->to[e];
            for (int r = 0; r < 3; r++)
                for (int c = 0; c < 3; c++)
                    out[i][r] += s->stiff * (s->turn[i][r][c] + s->turn[j][r][c]) *
                                 (s->rest[i][c] - s->rest[j][c]);
        }
        if (s->pull[i] == 0)
            continue;
        float d = s->along[i][0] * s->goal[i][0] + s->along[i][1] * s->goal[i][1] +
                  s->along[i][2] * s->goal[i][2];
        for (int k = 0; k < 3; k++)
            out[i][k] += s->pull[i] * (s->along[i][k] * d + ACROSS * s->goal[i][k]);
    }
}

static double inner(const float (*a)[3], const float (*b)[3], uint32_t n)
{
    double sum = 0;
    for (uint32_t i = 0; i < n; i++)
        for (int k = 0; k < 3; k++)
            sum += (double)a[i][k] * (double)b[i][k];
    return sum;
}

/* conjugate gradients from where the sheet is */
static void solve(const struct sheet *s, float (*x)[3])
{
    enum { STEPS = 60 };
    uint32_t n = s->t->n;
    float(*r)[3] = xmalloc(n * sizeof *r), (*p)[3] = xmalloc(n * sizeof *p),
    (*q)[3] = xmalloc(n * sizeof *q);
    right_side(s, r);
    multiply(s, (const float(*)[3])x, q);
    for (uint32_t i = 0; i < n; i++)
        for (int k = 0; k < 3; k++)
            p[i][k] = r[i][k] -= q[i][k];
    double rr = inner((const float(*)[3])r, (const float(*)[3])r, n), start = rr;
    for (int step = 0; step < STEPS && rr > 1e-8 * start && rr > 0; step++) {
        multiply(s, (const float(*)[3])p, q);
        double pq = inner((const float(*)[3])p, (const float(*)[3])q, n);
        float a = (float)(rr / pq);
        for (uint32_t i = 0; i < n; i++)
            for (int k = 0; k < 3; k++) {
                x[i][k] += a * p[i][k];
                r[i][k] -= a * q[i][k];
            }
        double next = inner((const float(*)[3])r, (const float(*)[3])r, n);
        float b = (float)(next / rr);
        for (uint32_t i = 0; i < n; i++)
            for (int k = 0; k < 3; k++)
                p[i][k] = r[i][k] + b * p[i][k];
        rr = next;
    }
    free(r);
    free(p);
    free(q);
}

// ---------------------------------------------------------------- rounds

/* what each vertex is drawn to; weighed by its area, less the farther it is */
static void correspond(struct sheet *s, const struct scan *scan,
                       const float (*ways)[TIPS], const float (*skin)[3],
                       const float *area, float reach, float *off)
{
    const struct template *t = s->t;
    float(*normal)[3] = xmalloc(t->n * sizeof *normal);
    soft_normals(t, skin, normal);
    for (uint32_t i = 0; i < t->n; i++) {
        struct bvh_hit hit;
        s->pull[i] = 0;
        if (off)
            off[i] = NAN;
        if (t->hidden[i] ||
            !soft_nearest(scan, skin[i], normal[i], ways ? ways[i] : NULL, reach, &hit))
            continue;
        float share = hit.distance / reach, less = 1 - share * share;
        s->pull[i] = area[i] * less * less;
        memcpy(s->goal[i], hit.position, sizeof s->goal[i]);
        memcpy(s->along[i], scan->face[hit.site.triangle], sizeof s->along[i]);
        if (off)
            off[i] = hit.distance;
    }
    free(normal);
}

static float *areas(const struct template *t, const float (*skin)[3])
{
    float *area = xcalloc(t->n, sizeof *area);
    double sum = 0;
    for (uint32_t i = 0; i < t->n_triangles; i++) {
        const uint32_t *c = t->triangle[i];
        float u[3], v[3];
        for (int k = 0; k < 3; k++) {
            u[k] = skin[c[1]][k] - skin[c[0]][k];
            v[k] = skin[c[2]][k] - skin[c[0]][k];
        }
        float n[3] = {u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2],
                      u[0] * v[1] - u[1] * v[0]};
        float a = sqrtf(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]) / 6;
        for (int k = 0; k < 3; k++)
            area[c[k]] += a;
        sum += 3 * (double)a;
    }
    for (uint32_t i = 0; i < t->n; i++)
        area[i] *= (float)(t->n / sum); /* 1 on average */
    return area;
}

void soft_fit(const struct template *t, const struct scan *scan,
              const float (*ways)[TIPS], float (*skin)[3], float *off)
{
    /* over how many metres a pull is shared out, and how far one reaches */
    static const struct {
        float spread, reach;
    } ROUNDS[] = {{.12f, .06f}, {.12f, .05f}, {.06f, .05f},   {.06f, .04f},
                  {.03f, .04f}, {.03f, .03f}, {.015f, .025f}, {.015f, .025f}};
    static const float EDGE = 0.011f; /* metres, about that of our cage */
    struct sheet s = {.t = t};
    float *area = areas(t, (const float(*)[3])skin);
    take_edges(&s);
    s.rest = xmalloc(t->n * sizeof *s.rest);
    s.turn = xmalloc(t->n * sizeof *s.turn);
    s.pull = xmalloc(t->n * sizeof *s.pull);
    s.goal = xcalloc(t->n, sizeof *s.goal);
    s.along = xcalloc(t->n, sizeof *s.along);
    memcpy(s.rest, skin, t->n * sizeof *s.rest);
    for (size_t r = 0; r < sizeof ROUNDS / sizeof *ROUNDS; r++) {
        s.stiff = ROUNDS[r].spread * ROUNDS[r].spread / (EDGE * EDGE) / 8;
        correspond(&s, scan, ways, (const float(*)[3])skin, area, ROUNDS[r].reach, NULL);
        take_turns(&s, (const float(*)[3])skin);
        solve(&s, skin);
    }
    correspond(&s, scan, ways, (const float(*)[3])skin, area, 0.06f, off);
    free(area);
    free(s.first);
    free(s.to);
    free(s.rest);
    free(s.turn);
    free(s.pull);
    free(s.goal);
    free(s.along);
}
