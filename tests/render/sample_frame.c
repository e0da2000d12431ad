#include "sample_frame.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cglm/cglm.h>

#include "geom/bvh.h"

static const float TEAL[4] = {0.055f, 0.431f, 0.392f, 1},
                   TEAL_DARK[4] = {0.373f, 0.816f, 0.761f, 1};
static const float AMBER[4] = {0.72f, 0.55f, 0.25f, 0.95f},
                   BLUE[4] = {0.35f, 0.45f, 0.66f, 0.95f};

/* a line down the skin as seen from one side, from one height to another */
static void add_ribbon(struct sample *s, const struct mesh *mesh, const struct bvh *bvh,
                       const float from[3], const float to[3], float way_z,
                       const float color[4])
{
    struct frame *f = &s->frame;
    struct frame_ribbon *r = &s->ribbon[f->n_ribbons];
    *r = (struct frame_ribbon){
        .first = f->n_path, .width = 0.0032f, .min_width = 2.2f, .flow = 0.7f};
    memcpy(r->color, color, sizeof r->color);
    int n = 1 + (int)(glm_vec3_distance((float *)from, (float *)to) / 0.004f);
    for (int i = 0; i <= n && f->n_path < SAMPLE_PATH; i++) {
        vec3 origin, way = {0, 0, way_z};
        glm_vec3_lerp((float *)from, (float *)to, (float)i / (float)n, origin);
        origin[2] = -way_z;
        struct bvh_hit hit;
        if (!bvh_ray(bvh, origin, way, 2, NULL, NULL, &hit))
            continue;
        struct frame_path *p = &s->path[f->n_path++];
        memcpy(p->position, hit.position, sizeof p->position);
        mesh_site_normal(mesh, &hit.site, p->normal);
        p->arc =
            r->count ? p[-1].arc + glm_vec3_distance(p[-1].position, p->position) : 0;
        r->count++;
    }
    if (r->count)
        f->n_ribbons++;
}

static void add_marker(struct sample *s, const struct frame_path *at, int needled)
{
    struct frame *f = &s->frame;
    if (f->n_markers == SAMPLE_MARKERS)
        return;
    struct frame_marker *m = &s->marker[f->n_markers++];
    *m = (struct frame_marker){.shape = f->n_markers % 7 == 5   ? FRAME_MARKER_RING
                                        : f->n_markers % 7 == 6 ? FRAME_MARKER_DOT
                                                                : FRAME_MARKER_DISC,
                               .rim = {1, 1, 1, 1},
                               .radius = 0.0045f,
                               .min_radius = 6.5f,
                               .max_radius = 14,
                               .halo = 1};
    if (m->shape != FRAME_MARKER_DISC) {
        m->halo = 0;
        m->radius = 0.003f;
        m->min_radius = 4;
    }
    memcpy(m->position, at->position, sizeof m->position);
    memcpy(m->normal, at->normal, sizeof m->normal);
    memcpy(m->color, TEAL, sizeof m->color);
    if (!needled)
        return;
    struct frame_needle *n = &s->needle[f->n_needles++];
    *n = (struct frame_needle){.depth = 0.02f, .outside = 0.035f, .handle = 0.02f};
    memcpy(n->entry, at->position, sizeof n->entry);
    for (int k = 0; k < 3; k++)
        n->direction[k] = -at->normal[k];
}

static void fill_heat(struct sample *s, const struct mesh *mesh)
{
    s->heat = calloc(mesh->n_vertices, 1);
    for (uint32_t i = 0; i < mesh->n_vertices; i++) {
        float y = mesh->position[i][1], x = mesh->position[i][0];
        float d = y / 0.16f;
        if (fabsf(x) < 0.45f && y < 0.5f)
            s->heat[i] = (uint8_t)(255 * expf(-d * d));
    }
}

void sample_fill(struct sample *s, const struct mesh *mesh)
{
    struct frame *f = &s->frame;
    memset(s, 0, sizeof *s);
    f->path = s->path;
    f->ribbon = s->ribbon;
    f->line = s->line;
    f->tick = s->tick;
    f->marker = s->marker;
    f->needle = s->needle;
    f->path_version = 1;
    f->shadow = 1;
    f->flow_phase = 0.3f;
    struct frame_body *b = &f->body;
    *b = (struct frame_body){.n_vertices = mesh->n_vertices,
                             .n_triangles = mesh->n_triangles,
                             .version = 1,
                             .alpha = 1,
                             .heat_strength = 1,
                             .heat_version = 1};
    mesh_bounds(mesh, b->min, b->max);
    float h = b->max[1];
    struct bvh *bvh = bvh_create(mesh);
    for (int side = -1; side <= 1; side += 2) {
        float x = (float)side;
        add_ribbon(s, mesh, bvh, (float[3]){x * 0.05f, 0.86f * h, 0},
                   (float[3]){x * 0.05f, 0.54f * h, 0}, -1, AMBER);
        add_ribbon(s, mesh, bvh, (float[3]){x * 0.09f, 0.50f * h, 0},
                   (float[3]){x * 0.125f, 0.02f * h, 0}, -1, AMBER);
        add_ribbon(s, mesh, bvh, (float[3]){x * 0.03f, 0.84f * h, 0},
                   (float[3]){x * 0.13f, 0.05f * h, 0}, 1, BLUE);
        add_ribbon(s, mesh, bvh, (float[3]){x * 0.19f, 0.80f * h, 0},
                   (float[3]){x * 0.62f, 0.5f * h, 0}, -1, BLUE);
    }
    for (uint32_t r = 0; r < f->n_ribbons; r++)
        for (uint32_t k = 1; k < 4; k++)
            add_marker(s,
                       &s->path[s->ribbon[r].first + s->ribbon[r].count * k / 4 +
                                (k == 3 ? s->ribbon[r].count / 5 : 0)],
                       k != 2);
    // a measured line down the front of the leg, with ticks
    if (f->n_ribbons > 1) {
        const struct frame_ribbon *r = &s->ribbon[1];
        f->n_lines = 1;
        s->line[0] = (struct frame_line){.first = r->first + r->count / 2,
                                         .count = r->count / 3,
                                         .width = 3,
                                         .gap = 0.008f};
        memcpy(s->line[0].color, TEAL, sizeof TEAL);
        for (uint32_t k = 0; k < 5; k++) {
            const struct frame_path *p =
                &s->path[s->line[0].first + k * (s->line[0].count - 2) / 4];
            struct frame_tick *t = &s->tick[f->n_ticks++];
            *t = (struct frame_tick){.length = 16, .width = 2};
            memcpy(t->position, p->position, sizeof t->position);
            memcpy(t->normal, p->normal, sizeof t->normal);
            memcpy(t->color, TEAL, sizeof t->color);
            glm_vec3_sub((float *)p[1].position, (float *)p[0].position, t->along);
            glm_vec3_normalize(t->along);
        }
    }
    bvh_destroy(&bvh);
    fill_heat(s, mesh);
    b->position = (const float(*)[3])mesh->position;
    b->normal = (const float(*)[3])mesh->normal;
    b->occlusion = mesh->occlusion;
    b->triangle = (const uint32_t(*)[3])mesh->triangle;
    b->heat = s->heat;
}

void sample_free(struct sample *s)
{
    free(s->heat);
    free(s->tint);
    s->heat = NULL;
    s->tint = NULL;
}

void sample_theme(struct sample *s, enum sample_theme theme)
{
    bool dark = theme == SAMPLE_DARK;
    struct frame *f = &s->frame;
    static const struct frame_background LIGHT = {
        {0.965f, 0.957f, 0.941f}, {0.812f, 0.804f, 0.784f}, {0.5f, 0.45f}, 0};
    static const struct frame_background DARK = {
        {0.165f, 0.196f, 0.220f}, {0.051f, 0.063f, 0.071f}, {0.5f, 0.45f}, 0};
    f->dark = dark;
    f->background = dark ? DARK : LIGHT;
    for (uint32_t i = 0; i < f->n_markers; i++)
        memcpy(s->marker[i].color, dark ? TEAL_DARK : TEAL, sizeof TEAL);
}

void sample_strip(struct frame *f)
{
    f->n_ribbons = f->n_lines = f->n_ticks = f->n_markers = f->n_needles = 0;
    f->body.heat = NULL;
}

/* a capsule from a to b, appended to the arrays of the mesh */
static void add_capsule(struct mesh *mesh, const float a[3], const float b[3],
                        float radius)
{
    enum { ROUND = 24, RINGS = 12 };
    uint32_t first = mesh->n_vertices;
    vec3 axis, side, front;
    glm_vec3_sub((float *)b, (float *)a, axis);
    glm_vec3_normalize(axis);
    glm_vec3_ortho(axis, side);
    glm_vec3_normalize(side);
    glm_vec3_cross(axis, side, front);
    for (int r = 0; r <= RINGS; r++) {
        // half the rings round off each end
        float angle = ((float)r / RINGS - 0.5f) * 3.14159265f;
        const float *end = r * 2 <= RINGS ? a : b;
        for (int k = 0; k < ROUND; k++) {
            float turn = (float)k / ROUND * 6.2831853f;
            float *n = mesh->normal[mesh->n_vertices],
                  *p = mesh->position[mesh->n_vertices];
            glm_vec3_scale(axis, sinf(angle), n);
            glm_vec3_muladds(side, cosf(angle) * cosf(turn), n);
            glm_vec3_muladds(front, cosf(angle) * sinf(turn), n);
            glm_vec3_copy((float *)end, p);
            glm_vec3_muladds(n, radius, p);
            mesh->n_vertices++;
        }
    }
    for (uint32_t r = 0; r < RINGS; r++)
        for (uint32_t k = 0; k < ROUND; k++) {
            uint32_t low = first + r * ROUND, high = low + ROUND, next = (k + 1) % ROUND;
            const uint32_t t[2][3] = {{low + k, low + next, high + next},
                                      {low + k, high + next, high + k}};
            memcpy(mesh->triangle[mesh->n_triangles], t, sizeof t);
            mesh->n_triangles += 2;
        }
}

void sample_mannequin(struct mesh *mesh)
{
    static const struct {
        float a[3], b[3], radius;
    } CAPSULES[] = {
        {{0, 0.95f, 0}, {0, 1.22f, 0}, 0.14f},
        {{0, 1.42f, 0}, {0, 1.50f, 0.01f}, 0.09f},
        {{0.09f, 0.08f, 0}, {0.08f, 0.9f, 0}, 0.07f},
        {{-0.09f, 0.08f, 0}, {-0.08f, 0.9f, 0}, 0.07f},
        {{0.10f, 0.05f, 0}, {0.12f, 0.05f, 0.14f}, 0.05f},
        {{-0.10f, 0.05f, 0}, {-0.12f, 0.05f, 0.14f}, 0.05f},
        {{0.16f, 1.30f, 0}, {0.55f, 0.85f, 0.05f}, 0.045f},
        {{-0.16f, 1.30f, 0}, {-0.55f, 0.85f, 0.05f}, 0.045f},
    };
    const size_t n = sizeof CAPSULES / sizeof *CAPSULES;
    mesh_alloc(mesh, 13 * 24 * n, 12 * 24 * 2 * n);
    mesh->n_vertices = mesh->n_triangles = 0;
    for (size_t i = 0; i < n; i++)
        add_capsule(mesh, CAPSULES[i].a, CAPSULES[i].b, CAPSULES[i].radius);
}
