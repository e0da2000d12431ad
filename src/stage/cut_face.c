#include "stage/cut_face.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "geom/slice_fill.h"
#include "inside/inside.h"
#include "stage/isolated.h"
#include "stage/xray.h"

struct cut_face {
    struct mesh mesh;
    uint8_t (*color)[4];
    uint32_t room, version; /* triangles */
    struct {
        uint32_t body, mesh; /* subject_version, that of the skin */
        unsigned layers;
        float plane[4];
        bool dark, made, solid;
    } key;
};

struct cut_face *cut_face_create(void)
{
    return xcalloc(1, sizeof(struct cut_face));
}

void cut_face_destroy(struct cut_face **face)
{
    if (!face || !*face)
        return;
    mesh_free(&(*face)->mesh);
    free((*face)->color);
    free(*face);
    *face = NULL;
}

/* upright where that will do */
static struct slice_plane find_plane(const struct cutaway *cut)
{
    struct slice_plane p = {0};
    const float *n = cut->plane;
    int axis = fabsf(n[1]) < 0.7f ? 1 : 0;
    float length = sqrtf(1 - n[axis] * n[axis]);
    for (int k = 0; k < 3; k++) {
        p.toward[k] = n[k];
        p.origin[k] = n[k] * n[3];
        p.up[k] = ((float)(k == axis) - n[axis] * n[k]) / length;
    }
    for (int k = 0; k < 3; k++) // up x toward
        p.right[k] = p.up[(k + 1) % 3] * p.toward[(k + 2) % 3] -
                     p.up[(k + 2) % 3] * p.toward[(k + 1) % 3];
    return p;
}

static void make_room(struct cut_face *f, uint32_t n)
{
    struct mesh *m = &f->mesh;
    if (m->n_triangles + n <= f->room)
        return;
    f->room = 2 * f->room + n;
    m->position = xrealloc(m->position, (size_t)f->room * 3 * sizeof *m->position);
    m->normal = xrealloc(m->normal, (size_t)f->room * 3 * sizeof *m->normal);
    m->triangle = xrealloc(m->triangle, (size_t)f->room * sizeof *m->triangle);
    f->color = xrealloc(f->color, (size_t)f->room * 3 * sizeof *f->color);
}

/* a face in the making, and how its next piece is laid */
struct laying {
    struct cut_face *face;
    const struct slice_plane *plane;
    struct arena *arena;
    float lift; /* metres: what lies within something else is laid over it by a hair */
    float limit[3]; /* kept is what has limit . (right, up, 1) >= 0; all 0 = all of it */
};

static void add_triangle(const struct laying *l, const float (*at)[2], uint32_t color)
{
    struct cut_face *f = l->face;
    struct mesh *m = &f->mesh;
    make_room(f, 1);
    for (int c = 0; c < 3; c++) {
        uint32_t v = m->n_vertices++;
        for (int k = 0; k < 3; k++) {
            m->position[v][k] = l->plane->origin[k] + at[c][0] * l->plane->right[k] +
                                at[c][1] * l->plane->up[k] +
                                l->lift * l->plane->toward[k];
            m->normal[v][k] = l->plane->toward[k];
            f->color[v][k] = (uint8_t)(color >> (16 - 8 * k));
        }
        f->color[v][3] = 255;
        m->triangle[m->n_triangles][c] = v;
    }
    m->n_triangles++;
}

/* what of it lies within the limit */
static void add_within(const struct laying *l, const float (*at)[2], uint32_t color)
{
    float kept[4][2], side[3];
    int n = 0;
    for (int i = 0; i < 3; i++)
        side[i] = l->limit[0] * at[i][0] + l->limit[1] * at[i][1] + l->limit[2];
    for (int i = 0; i < 3; i++) {
        int j = (i + 1) % 3;
        if (side[i] >= 0)
            memcpy(kept[n++], at[i], sizeof kept[0]);
        if ((side[i] >= 0) == (side[j] >= 0))
            continue;
        float t = side[i] / (side[i] - side[j]);
        for (int k = 0; k < 2; k++)
            kept[n][k] = at[i][k] + t * (at[j][k] - at[i][k]);
        n++;
    }
    for (int i = 1; i + 1 < n; i++) {
        const float piece[3][2] = {{kept[0][0], kept[0][1]},
                                   {kept[i][0], kept[i][1]},
                                   {kept[i + 1][0], kept[i + 1][1]}};
        add_triangle(l, piece, color);
    }
}

static void add_loops(const struct laying *l, const struct slice_loop *loop, int n,
                      uint32_t color)
{
    int n_triangles;
    struct slice_triangle *t = slice_fill(loop, n, l->arena, &n_triangles);
    for (int i = 0; i < n_triangles; i++)
        add_within(l, (const float(*)[2])t[i].at, color);
}

/* the way inward from the i-th place of an outline, which runs against the clock */
static void inward(const struct slice_loop *loop, int i, float wide, float out[2])
{
    const float *at = loop->at[i], *before = loop->at[(i + loop->n - 1) % loop->n],
                *next = loop->at[(i + 1) % loop->n];
    float x = 0, y = 0;
    const float *way[2][2] = {{before, at}, {at, next}};
    for (int k = 0; k < 2; k++) {
        float dx = way[k][1][0] - way[k][0][0], dy = way[k][1][1] - way[k][0][1];
        float length = hypotf(dx, dy);
        x -= length > 0 ? dy / length : 0;
        y += length > 0 ? dx / length : 0;
    }
    float length = hypotf(x, y);
    out[0] = at[0] + (length > 0 ? x / length * wide : 0);
    out[1] = at[1] + (length > 0 ? y / length * wide : 0);
}

/* a band along the inner side of the outlines */
static void add_rim(const struct laying *l, const struct slice_loop *loop, int n,
                    float wide, uint32_t color)
{
    for (int o = 0; o < n; o++)
        for (int i = 0; i < loop[o].n; i++) {
            int j = (i + 1) % loop[o].n;
            const float *a = loop[o].at[i], *b = loop[o].at[j];
            float c[2], d[2];
            inward(&loop[o], j, wide, c);
            inward(&loop[o], i, wide, d);
            add_within(l, (const float[3][2]){{a[0], a[1]}, {b[0], b[1]}, {c[0], c[1]}},
                       color);
            add_within(l, (const float[3][2]){{a[0], a[1]}, {c[0], c[1]}, {d[0], d[1]}},
                       color);
        }
}

static void add(const struct laying *l, const struct mesh *mesh, uint32_t color)
{
    int n;
    struct slice_loop *loop = slice_mesh(mesh, l->plane, l->arena, &n);
    add_loops(l, loop, n, color);
}

/* The skull is known by its outer side alone; within are the brain and its coverings. */
static void add_skull(const struct laying *l, const struct mesh *mesh, uint32_t bone)
{
    const uint32_t brain = 0xD9B7AE;
    const float thick = 0.006f;
    struct laying rim = *l;
    int n;
    struct slice_loop *loop = slice_mesh(mesh, l->plane, l->arena, &n);
    add_loops(l, loop, n, brain);
    rim.lift += 0.00004f;
    add_rim(&rim, loop, n, thick, bone);
}

static bool meets(const struct inside_part *part, const struct cutaway *cut)
{
    float reach = 0, middle = -cut->plane[3];
    for (int k = 0; k < 3; k++) {
        middle += cut->plane[k] * (part->min[k] + part->max[k]) / 2;
        reach += fabsf(cut->plane[k]) * (part->max[k] - part->min[k]) / 2;
    }
    return fabsf(middle) <= reach;
}

/* what holds others lies lowest */
static const enum structure_system ORDER[] = {
    STRUCTURE_ORGAN, STRUCTURE_MUSCLE, STRUCTURE_TENDON, STRUCTURE_BONE,
    STRUCTURE_VEIN,  STRUCTURE_ARTERY, STRUCTURE_NERVE};

static void add_inside(struct laying l, const struct cut_face_params *p)
{
    const float hair = 0.00012f;
    const struct inside *inside = subject_inside_shown(p->subject, NULL);
    struct cutaway_body body = isolated_body(p->subject);
    int n = 0;
    const struct inside_part *part = inside ? inside_parts(inside, &n) : NULL;
    for (size_t o = 0; o < sizeof ORDER / sizeof *ORDER; o++)
        for (int i = 0; i < n; i++) {
            if (part[i].system != ORDER[o] || !part[i].placed ||
                !part[i].mesh.n_triangles || !(xray_layer(&part[i]) & p->layers) ||
                !meets(&part[i], p->cut))
                continue;
            struct mesh left = part[i].mesh;
            left.triangle = xmalloc((size_t)left.n_triangles * sizeof *left.triangle);
            left.n_triangles = xray_left(&part[i], p->cut, &body, left.triangle);
            uint32_t color = xray_color(&part[i], p->dark);
            l.lift = hair * (float)(o + 1);
            if (strcmp(part[i].id, "skull") == 0)
                add_skull(&l, &left, color);
            else
                add(&l, &left, color);
            free(left.triangle);
        }
}

/* of half a body nothing lies beyond its middle */
static void find_limit(struct laying *l, const struct cut_face_params *p)
{
    struct cutaway_body body = isolated_body(p->subject);
    const struct slice_plane *at = l->plane;
    float middle[4];
    if (!cutaway_middle(p->cut, &body, middle))
        return;
    l->limit[2] = -middle[3];
    for (int k = 0; k < 3; k++) {
        l->limit[0] += middle[k] * at->right[k];
        l->limit[1] += middle[k] * at->up[k];
        l->limit[2] += middle[k] * at->origin[k];
    }
}

static void make(struct cut_face *f, const struct cut_face_params *p,
                 const struct scene_input *scene)
{
    static const uint32_t FLESH[2] = {0xE3BFAE, 0x9C7468}; // light, dark
    struct slice_plane plane = find_plane(p->cut);
    struct arena *arena = arena_create();
    struct laying laying = {.face = f, .plane = &plane, .arena = arena};
    find_limit(&laying, p);
    f->mesh.n_vertices = f->mesh.n_triangles = 0;
    if (scene->see_through <= 0)
        add(&laying, scene->mesh, FLESH[p->dark]);
    if (p->layers & SCENE_BENEATH)
        add_inside(laying, p);
    arena_destroy(&arena);
    f->version++;
}

void cut_face_build(struct cut_face *f, const struct cut_face_params *p,
                    struct scene_input *scene)
{
    bool solid = scene->see_through <= 0;
    if (!p->cut->clipped)
        return;
    if (!f->key.made || f->key.body != subject_version(p->subject) ||
        f->key.mesh != scene->mesh_version || f->key.layers != p->layers ||
        memcmp(f->key.plane, p->cut->plane, sizeof f->key.plane) != 0 ||
        f->key.dark != p->dark || f->key.solid != solid)
        make(f, p, scene);
    f->key.body = subject_version(p->subject);
    f->key.mesh = scene->mesh_version;
    f->key.layers = p->layers;
    memcpy(f->key.plane, p->cut->plane, sizeof f->key.plane);
    f->key.dark = p->dark;
    f->key.solid = solid;
    f->key.made = true;
    if (f->mesh.n_triangles)
        scene->face = (struct scene_beneath){.mesh = &f->mesh,
                                             .color = (const uint8_t(*)[4])f->color,
                                             .version = f->version,
                                             .color_version = f->version};
}
