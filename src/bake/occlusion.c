#include "bake/occlusion.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "geom/bvh.h"
#include "system/thread.h"

enum { RAYS = 256, HELPERS = 1, SLICE = 512, SMOOTHING = 3 };
static const float REACH = 0.35f;    /* metres; hits farther away do not darken */
static const float OFF_SKIN = 4e-4f; /* metres; rays start so far above their vertex */
static const float TWO_PI = 6.28318531f;

struct occlusion_work {
    const struct mesh *mesh;
    const struct bvh *bvh;
    float (*sample)[2]; /* RAYS points in the unit square */
    float *open;        /* result: 0 closed in .. 1 open */
    atomic_uint next;   /* vertex to start the next slice at */
};

/* Hammersley points: evenly spread, without chance */
static void spread(float (*sample)[2])
{
    for (uint32_t i = 0; i < RAYS; i++) {
        float x = 0, part = 0.5f;
        for (uint32_t bits = i; bits; bits >>= 1, part *= 0.5f)
            x += bits & 1 ? part : 0;
        sample[i][0] = x;
        sample[i][1] = ((float)i + 0.5f) / RAYS;
    }
}

/* two directions square to n; T. Duff et al., Building an Orthonormal Basis, Revisited
 * (2017) */
static void basis(const float n[3], float t[3], float b[3])
{
    float sign = copysignf(1, n[2]), a = -1 / (sign + n[2]), c = n[0] * n[1] * a;
    t[0] = 1 + sign * n[0] * n[0] * a;
    t[1] = sign * c;
    t[2] = -sign * n[0];
    b[0] = c;
    b[1] = sign + n[1] * n[1] * a;
    b[2] = -n[1];
}

static float fraction(float x)
{
    return x - floorf(x);
}

static float openness(const struct occlusion_work *w, uint32_t v)
{
    const float *p = w->mesh->position[v], *n = w->mesh->normal[v];
    /* each vertex turns the pattern its own way, so that no pattern shows */
    uint32_t hash = v * 0x9E3779B1u;
    float shift[2] = {(float)(hash >> 16) / 65536.0f, (float)(hash & 0xffff) / 65536.0f};
    float origin[3], t[3], b[3], dark = 0;
    for (int k = 0; k < 3; k++)
        origin[k] = p[k] + OFF_SKIN * n[k];
    basis(n, t, b);
    for (int i = 0; i < RAYS; i++) {
        float turn = TWO_PI * fraction(w->sample[i][0] + shift[0]);
        float lean = fraction(w->sample[i][1] + shift[1]);
        float out = sqrtf(lean), up = sqrtf(1 - lean), direction[3];
        for (int k = 0; k < 3; k++)
            direction[k] = out * (cosf(turn) * t[k] + sinf(turn) * b[k]) + up * n[k];
        struct bvh_hit hit;
        if (bvh_ray(w->bvh, origin, direction, REACH, NULL, NULL, &hit))
            dark += 1 - hit.distance / REACH;
    }
    return 1 - dark / RAYS;
}

static void *work_slices(void *user)
{
    struct occlusion_work *w = user;
    for (;;) {
        uint32_t first = atomic_fetch_add(&w->next, SLICE);
        if (first >= w->mesh->n_vertices)
            return NULL;
        for (uint32_t v = first; v < first + SLICE && v < w->mesh->n_vertices; v++)
            w->open[v] = openness(w, v);
    }
}

void occlusion_bake(struct mesh *mesh)
{
    struct bvh *bvh = bvh_create(mesh);
    struct occlusion_work w = {
        .mesh = mesh,
        .bvh = bvh,
        .sample = xcalloc(RAYS, sizeof *w.sample),
        .open = xcalloc(mesh->n_vertices + 1, sizeof *w.open),
    };
    struct thread thread[HELPERS];
    int started = 0;
    spread(w.sample);
    while (started < HELPERS && thread_begin(&thread[started], work_slices, &w))
        started++;
    work_slices(&w);
    while (started)
        thread_join(&thread[--started]);
    for (int i = 0; i < SMOOTHING; i++)
        mesh_soften(mesh, w.open);
    if (!mesh->occlusion)
        mesh->occlusion = xcalloc(mesh->n_vertices + 1, 1);
    for (uint32_t v = 0; v < mesh->n_vertices; v++)
        mesh->occlusion[v] = (uint8_t)lroundf(255 * fminf(fmaxf(w.open[v], 0), 1));
    free(w.sample);
    free(w.open);
    bvh_destroy(&bvh);
}
