/* A skeleton holds the neutral bones; posing maps their vertices, mirrors what is sided
 * and computes normals. One arena holds a posed skeleton. */
#include "inside/skeleton.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cglm/cglm.h>

#include "inside/skeleton_internal.h"

/* clang-format off */
#define SPINE(L) "vertebra_" L
#define FIVE(N) N "_1", N "_2", N "_3", N "_4", N "_5"
#define FOUR(N) N "_2", N "_3", N "_4", N "_5"
const char *const SKELETON_IDS[] = {
    "skull", "mandible", "hyoid", SPINE("C1"), SPINE("C2"), SPINE("C3"), SPINE("C4"),
    SPINE("C5"), SPINE("C6"), SPINE("C7"), SPINE("T1"), SPINE("T2"), SPINE("T3"),
    SPINE("T4"), SPINE("T5"), SPINE("T6"), SPINE("T7"), SPINE("T8"), SPINE("T9"),
    SPINE("T10"), SPINE("T11"), SPINE("T12"), SPINE("L1"), SPINE("L2"), SPINE("L3"),
    SPINE("L4"), SPINE("L5"), "sacrum", "coccyx", "sternum", FIVE("rib"), "rib_6",
    "rib_7", "rib_8", "rib_9", "rib_10", "rib_11", "rib_12", "costal_cartilages",
    "clavicle", "scapula", "humerus", "radius", "ulna", "scaphoid", "lunate",
    "triquetrum", "pisiform", "trapezium", "trapezoid", "capitate", "hamate",
    FIVE("metacarpal"), FIVE("proximal_phalanx_hand"), FOUR("middle_phalanx_hand"),
    FIVE("distal_phalanx_hand"), "hip_bone", "femur", "patella", "tibia", "fibula",
    "talus", "calcaneus", "navicular", "cuboid", "cuneiform_medial",
    "cuneiform_intermediate", "cuneiform_lateral", FIVE("metatarsal"),
    FIVE("proximal_phalanx_foot"), FOUR("middle_phalanx_foot"),
    FIVE("distal_phalanx_foot"), NULL,
};
/* clang-format on */

// ---------------------------------------------------------------- the files

static bool read_part(struct skeleton *s, const char *data_dir, const char *name,
                      struct error *error)
{
    char path[PATH_MAX];
    struct skeleton_mesh *mesh;
    int n;
    snprintf(path, sizeof path, "%s/models/%s.glb", data_dir, name);
    if (!skeleton_file_read(path, s->arena, &mesh, &n, error))
        return false;
    for (int i = 0; i < s->shapes->n_bones; i++)
        for (int k = 0; k < n; k++)
            if (strcmp(s->shapes->bone[i].id, mesh[k].id) == 0)
                s->mesh[i] = mesh[k];
    return true;
}

static bool check_bones(const struct skeleton *s, const char *path, struct error *error)
{
    const struct bone_shapes *shapes = s->shapes;
    for (int k = 0; SKELETON_IDS[k]; k++) {
        int found = -1;
        for (int i = 0; i < shapes->n_bones; i++)
            if (strcmp(shapes->bone[i].id, SKELETON_IDS[k]) == 0)
                found = i;
        if (found < 0 || s->mesh[found].n_vertices != shapes->bone[found].n_vertices)
            return error_at(error, path, 0, 0,
                            "the bone %s is missing or of another making",
                            SKELETON_IDS[k]);
    }
    return true;
}

/* the triangles of the right side: the left's, turned round */
static void make_mirrors(struct skeleton *s)
{
    for (int i = 0; i < s->shapes->n_bones; i++) {
        const struct skeleton_mesh *m = &s->mesh[i];
        uint32_t(*t)[3] =
            arena_alloc_array(s->arena, (size_t)m->n_triangles + 1, sizeof *t);
        for (uint32_t k = 0; k < m->n_triangles; k++) {
            t[k][0] = m->triangle[k][0];
            t[k][1] = m->triangle[k][2];
            t[k][2] = m->triangle[k][1];
        }
        s->mirror[i] = (const uint32_t(*)[3])t;
    }
}

struct skeleton *skeleton_load(const char *data_dir, struct error *error)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/models/human.bones", data_dir);
    struct bone_shapes *shapes = bone_shapes_load(path, error);
    if (!shapes)
        return NULL;
    struct arena *arena = arena_create();
    struct skeleton *s = arena_alloc(arena, sizeof *s);
    s->arena = arena;
    s->shapes = shapes;
    s->mesh = arena_alloc_array(arena, (size_t)shapes->n_bones + 1, sizeof *s->mesh);
    s->mirror = arena_alloc_array(arena, (size_t)shapes->n_bones + 1, sizeof *s->mirror);
    if (!read_part(s, data_dir, "skeleton", error) ||
        !read_part(s, data_dir, "pelvis_legs", error) || !check_bones(s, path, error))
        skeleton_destroy(&s);
    else
        make_mirrors(s);
    return s;
}

void skeleton_destroy(struct skeleton **skeleton)
{
    struct skeleton *s = *skeleton;
    if (!s)
        return;
    bone_shapes_destroy(&s->shapes);
    struct arena *arena = s->arena; // which holds the object itself
    arena_destroy(&arena);
    *skeleton = NULL;
}

// ---------------------------------------------------------------- posing

static void mirror(float p[3])
{
    p[0] = -p[0];
}

static void pose_mesh(struct posed *posed, int index, struct bone *bone, bool right,
                      const bone_map *map)
{
    const struct skeleton *s = posed->skeleton;
    const struct skeleton_mesh *m = &s->mesh[index];
    struct mesh out = {.n_vertices = m->n_vertices, .n_triangles = m->n_triangles};
    out.position = arena_alloc_array(posed->arena, m->n_vertices, sizeof *out.position);
    out.normal = arena_alloc_array(posed->arena, m->n_vertices, sizeof *out.normal);
    out.triangle = (uint32_t(*)[3])(right ? s->mirror[index] : m->triangle);
    for (uint32_t v = 0; v < m->n_vertices; v++) {
        bone_shape_place(&s->shapes->bone[index], map, (int)v, m->position[v],
                         out.position[v]);
        if (right)
            mirror(out.position[v]);
    }
    mesh_compute_normals(&out);
    bone->n_vertices = out.n_vertices;
    bone->n_triangles = out.n_triangles;
    bone->position = (const float(*)[3])out.position;
    bone->normal = (const float(*)[3])out.normal;
    bone->triangle = (const uint32_t(*)[3])out.triangle;
}

/* lateral is away from the midline on both sides */
static void pose_axes(const struct bone_shape *shape, struct bone *bone, bool right,
                      const bone_map *map)
{
    const bone_map *m = &map[shape->map[0]];
    static const int ORDER[3] = {1, 2, 0};
    for (int k = 0; k < 3; k++) {
        float *to = bone->axis[ORDER[k]];
        for (int j = 0; j < 3; j++)
            to[j] = (*m)[j][0] * shape->axis[ORDER[k]][0] +
                    (*m)[j][1] * shape->axis[ORDER[k]][1] +
                    (*m)[j][2] * shape->axis[ORDER[k]][2];
        for (int j = 0; j < k; j++) {
            float *other = bone->axis[ORDER[j]];
            glm_vec3_muladds(other, -glm_vec3_dot(to, other), to);
        }
        glm_vec3_normalize(to);
    }
    for (int k = 0; right && k < 3; k++)
        mirror(bone->axis[k]);
}

static void pose_places(struct posed *posed, const struct bone_shape *shape,
                        struct bone *bone, bool right, const bone_map *map)
{
    struct bone_feature *feature =
        arena_alloc_array(posed->arena, (size_t)shape->n_features + 1, sizeof *feature);
    for (int i = 0; i < shape->n_features; i++) {
        feature[i].name = shape->feature[i].name;
        bone_shape_place(shape, map, -1, shape->feature[i].at, feature[i].at);
        if (right)
            mirror(feature[i].at);
    }
    bone->n_features = shape->n_features;
    bone->feature = feature;
    bone->n_line = shape->n_line < BONE_LINE_MAX ? shape->n_line : BONE_LINE_MAX;
    for (int i = 0; i < bone->n_line; i++) {
        bone_shape_place(shape, map, -1, shape->line[i], bone->line[i]);
        if (right)
            mirror(bone->line[i]);
    }
}

static void pose_bone(struct posed *posed, int index, enum side side, const bone_map *map,
                      struct bone *bone)
{
    const struct bone_shape *shape = &posed->skeleton->shapes->bone[index];
    bool right = side == SIDE_R;
    bone->placed = true;
    pose_mesh(posed, index, bone, right, map);
    pose_axes(shape, bone, right, map);
    pose_places(posed, shape, bone, right, map);
}

/* every id in order, L before R, nothing placed yet */
struct posed *skeleton_posed_create(const struct skeleton *skeleton,
                                    const struct mesh *mesh)
{
    struct arena *arena = arena_create();
    struct posed *posed = arena_alloc(arena, sizeof *posed);
    const struct bone_shapes *shapes = skeleton->shapes;
    struct bone *bone =
        arena_alloc_array(arena, (size_t)shapes->n_bones * 2 + 1, sizeof *bone);
    float low[3], high[3];
    mesh_bounds(mesh, low, high);
    posed->arena = arena;
    posed->skeleton = skeleton;
    posed->shape_of =
        arena_alloc_array(arena, (size_t)shapes->n_bones * 2 + 1, sizeof(int));
    posed->own = bone;
    posed->bones.bone = bone;
    posed->bones.stature = high[1] - low[1];
    for (int i = 0; i < shapes->n_bones; i++)
        for (int s = shapes->bone[i].midline ? SIDE_M : SIDE_L;
             s <= (shapes->bone[i].midline ? SIDE_M : SIDE_R); s++) {
            int k = posed->bones.count++;
            bone[k].id = shapes->bone[i].id;
            bone[k].side = (enum side)s;
            posed->shape_of[k] = i;
        }
    return posed;
}

void skeleton_posed_place(struct posed *posed, int bone, const bone_map *map)
{
    struct bone *b = &posed->own[bone];
    pose_bone(posed, posed->shape_of[bone], b->side, map, b);
}

static float (*mirrored(struct arena *arena, const float (*of)[3], size_t n))[3]
{
    float(*out)[3] = arena_alloc_array(arena, n + 1, sizeof *out);
    memcpy(out, of, n * sizeof *out);
    for (size_t i = 0; i < n; i++)
        mirror(out[i]);
    return out;
}

void skeleton_posed_mirror(struct posed *posed, int bone)
{
    const struct bone *left = &posed->own[bone - 1];
    struct bone *b = &posed->own[bone];
    struct arena *arena = posed->arena;
    *b = *left;
    b->side = SIDE_R;
    b->position = (const float(*)[3])mirrored(arena, left->position, left->n_vertices);
    b->normal = (const float(*)[3])mirrored(arena, left->normal, left->n_vertices);
    b->triangle = posed->skeleton->mirror[posed->shape_of[bone]];
    struct bone_feature *feature =
        arena_alloc_array(arena, (size_t)left->n_features + 1, sizeof *feature);
    for (int i = 0; i < left->n_features; i++) {
        feature[i] = left->feature[i];
        mirror(feature[i].at);
    }
    b->feature = feature;
    for (int i = 0; i < b->n_line; i++)
        mirror(b->line[i]);
    for (int k = 0; k < 3; k++)
        mirror(b->axis[k]);
}

struct bones *skeleton_bones_of_shape(const struct skeleton *skeleton,
                                      const struct mesh *mesh, struct error *error)
{
    const struct bone_shapes *shapes = skeleton->shapes;
    bone_map *map = xcalloc((size_t)shapes->n_maps + 1, sizeof *map);
    struct posed *posed = NULL;
    if (bone_shapes_pose(shapes, mesh, map)) {
        posed = skeleton_posed_create(skeleton, mesh);
        for (int i = 0; i < posed->bones.count; i++)
            if (posed->own[i].side == SIDE_R)
                skeleton_posed_mirror(posed, i);
            else
                skeleton_posed_place(posed, i, (const bone_map *)map);
        posed->bones.mirrored = true;
    } else
        error_set(error,
                  "the body is not one of ours: its bones cannot follow its shape");
    free(map);
    return posed ? &posed->bones : NULL;
}

void skeleton_bones_destroy(struct bones **bones)
{
    if (!*bones)
        return;
    struct posed *posed = (struct posed *)*bones; // bones is its first member
    struct arena *arena = posed->arena;           // which holds the object itself
    arena_destroy(&arena);
    *bones = NULL;
}

// ---------------------------------------------------------------- answers

const struct bone *skeleton_bones_find(const struct bones *bones, const char *id,
                                       enum side side)
{
    for (int i = 0; i < bones->count; i++) {
        const struct bone *b = &bones->bone[i];
        if (strcmp(b->id, id) == 0 && (b->side == SIDE_M || b->side == side))
            return b->placed ? b : NULL;
    }
    return NULL;
}

bool skeleton_bone_feature(const struct bone *bone, const char *feature, enum side side,
                           float out[3])
{
    for (int i = 0; i < bone->n_features; i++)
        if (strcmp(bone->feature[i].name, feature) == 0) {
            memcpy(out, bone->feature[i].at, sizeof bone->feature[i].at);
            if (bone->side == SIDE_M && side == SIDE_R)
                mirror(out);
            return true;
        }
    return false;
}

bool skeleton_bone_line(const struct bone *bone, float s, float out[3])
{
    if (bone->n_line < 2)
        return false;
    float at = s * (float)(bone->n_line - 1);
    int i = (int)floorf(at);
    i = i < 0 ? 0 : (i > bone->n_line - 2 ? bone->n_line - 2 : i);
    for (int k = 0; k < 3; k++)
        out[k] = bone->line[i][k] +
                 (at - (float)i) * (bone->line[i + 1][k] - bone->line[i][k]);
    return true;
}
