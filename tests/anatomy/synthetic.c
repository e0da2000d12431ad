#include "synthetic.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { AROUND = 128, ALONG = 40, CAP = 16, RINGS = ALONG + 2 * CAP + 1, CAPSULES = 3 };
enum { VERTICES = RINGS * AROUND + 2, TRIANGLES = (RINGS - 1) * AROUND * 2 + AROUND * 2 };

/* the ring's height and radius: a half sphere below, a cylinder, a half sphere above */
static void ring_of(int ring, float radius, float low, float high, float *y, float *r)
{
    const float quarter = 1.5707963F;
    if (ring < CAP) {
        float angle = quarter * (float)(ring + 1) / (CAP + 1);
        *y = low - radius * cosf(angle);
        *r = radius * sinf(angle);
    } else if (ring > CAP + ALONG) {
        float angle = quarter * (float)(ring - CAP - ALONG) / (CAP + 1);
        *y = high + radius * sinf(angle);
        *r = radius * cosf(angle);
    } else {
        *y = low + (high - low) * (float)(ring - CAP) / ALONG;
        *r = radius;
    }
}

static void add_capsule(struct mesh *m, float x, float radius, float low, float high)
{
    uint32_t v0 = m->n_vertices, ends = v0 + RINGS * AROUND;
    for (int i = 0; i < RINGS; i++) {
        float y, r;
        ring_of(i, radius, low, high, &y, &r);
        for (int k = 0; k < AROUND; k++) {
            float angle = 6.2831853F * (float)k / AROUND;
            float *p = m->position[m->n_vertices++];
            p[0] = x + r * sinf(angle);
            p[1] = y;
            p[2] = r * cosf(angle);
        }
    }
    float bottom[3] = {x, low - radius, 0}, top[3] = {x, high + radius, 0};
    for (int k = 0; k < 3; k++) {
        m->position[ends][k] = bottom[k];
        m->position[ends + 1][k] = top[k];
    }
    m->n_vertices += 2;
    for (uint32_t k = 0; k < AROUND; k++) {
        uint32_t n = (k + 1) % AROUND, last = v0 + (RINGS - 1) * AROUND;
        for (uint32_t i = 0; i + 1 < RINGS; i++) {
            uint32_t a = v0 + i * AROUND + k, b = v0 + i * AROUND + n;
            uint32_t quad[2][3] = {{a, b, b + AROUND}, {a, b + AROUND, a + AROUND}};
            for (int t = 0; t < 2; t++, m->n_triangles++)
                for (int c = 0; c < 3; c++)
                    m->triangle[m->n_triangles][c] = quad[t][c];
        }
        uint32_t caps[2][3] = {{ends, v0 + n, v0 + k}, {ends + 1, last + k, last + n}};
        for (int t = 0; t < 2; t++, m->n_triangles++)
            for (int c = 0; c < 3; c++)
                m->triangle[m->n_triangles][c] = caps[t][c];
    }
}

void synthetic_mesh(struct mesh *mesh)
{
    mesh_alloc(mesh, VERTICES * CAPSULES, TRIANGLES * CAPSULES);
    mesh->n_vertices = mesh->n_triangles = 0;
    add_capsule(mesh, 0, 0.1F, 0.5F, 1.3F);
    add_capsule(mesh, 0.4F, 0.04F, 0.6F, 1.2F);
    add_capsule(mesh, -0.4F, 0.04F, 0.6F, 1.2F);
    mesh_compute_normals(mesh);
}

void synthetic_create(struct synthetic *s)
{
    struct error error = {0};
    synthetic_mesh(&s->mesh);
    s->catalog = catalog_load(DEQI_SOURCE_DIR "/tests/anatomy/synthetic", &error);
    s->body = s->catalog ? body_create(&s->mesh, s->catalog, &s->catalog->neutral, &error)
                         : NULL;
    if (s->body)
        return;
    error_print(&error, stderr);
    exit(1);
}

void synthetic_free(struct synthetic *s)
{
    body_destroy(&s->body);
    catalog_destroy(&s->catalog);
    mesh_free(&s->mesh);
}
