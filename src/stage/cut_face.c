#include "stage/cut_face.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "geom/slice_fill.h"
#include "inside/inside.h"
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

/* What lies within something else is laid over it by a hair, in `lift` metres. */
static void add(struct cut_face *f, const struct mesh *mesh,
                const struct slice_plane *plane, float lift, uint32_t color,
                struct arena *arena)
{
    int n_loops, n;
    struct slice_loop *loop = slice_mesh(mesh, plane, arena, &n_loops);
    struct slice_triangle *t = slice_fill(loop, n_loops, arena, &n);
    struct mesh *m = &f->mesh;
    make_room(f, (uint32_t)n);
    for (int i = 0; i < n; i++) {
        for (int c = 0; c < 3; c++) {
            uint32_t v = m->n_vertices++;
            for (int k = 0; k < 3; k++) {
                m->position[v][k] = plane->origin[k] + t[i].at[c][0] * plane->right[k] +
                                    t[i].at[c][1] * plane->up[k] +
                                    lift * plane->toward[k];
                m->normal[v][k] = plane->toward[k];
                f->color[v][k] = (uint8_t)(color >> (16 - 8 * k));
            }
            f->color[v][3] = 255;
            m->triangle[m->n_triangles][c] = v;
        }
        m->n_triangles++;
    }
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

static void add_inside(struct cut_face *f, const struct cut_face_params *p,
                       const struct slice_plane *plane, struct arena *arena)
{
    const float hair = 0.00012f;
    const struct inside *inside = subject_inside_shown(p->subject, NULL);
    struct cutaway_body body = {.shown = subject_body(p->subject),
                                .standing = subject_standing(p->subject)};
    struct cutaway parts = *p->cut;
    parts.clipped = false;
    int n = 0;
    const struct inside_part *part = inside ? inside_parts(inside, &n) : NULL;
    for (size_t o = 0; o < sizeof ORDER / sizeof *ORDER; o++)
        for (int i = 0; i < n; i++) {
            float middle[3];
            for (int k = 0; k < 3; k++)
                middle[k] = (part[i].min[k] + part[i].max[k]) / 2;
            if (part[i].system == ORDER[o] && part[i].placed &&
                part[i].mesh.n_triangles && xray_layer(&part[i]) & p->layers &&
                meets(&part[i], p->cut) && cutaway_shows(&parts, &body, middle))
                add(f, &part[i].mesh, plane, hair * (float)(o + 1),
                    xray_color(&part[i], p->dark), arena);
        }
}

static void make(struct cut_face *f, const struct cut_face_params *p,
                 const struct scene_input *scene)
{
    static const uint32_t FLESH[2] = {0xE3BFAE, 0x9C7468}; // light, dark
    struct slice_plane plane = find_plane(p->cut);
    struct arena *arena = arena_create();
    f->mesh.n_vertices = f->mesh.n_triangles = 0;
    if (scene->see_through <= 0)
        add(f, scene->mesh, &plane, 0, FLESH[p->dark], arena);
    if (p->layers & SCENE_BENEATH)
        add_inside(f, p, &plane, arena);
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
