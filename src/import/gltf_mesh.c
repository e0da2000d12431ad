/* The road: scene -> nodes with their place in the world -> meshes -> primitives, each a
 * part of the merged mesh. A skinned mesh stands where its joints stand at rest. */
#include "import/gltf_mesh.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "import/gltf_accessor.h"
#include "import/gltf_look.h"
#include "import/merge.h"

static const float IDENTITY[16] = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1};

// ---------------------------------------------------------------- nodes

static void multiply(const float a[16], const float b[16], float out[16])
{
    float product[16];
    for (int c = 0; c < 4; c++)
        for (int r = 0; r < 4; r++)
            product[4 * c + r] = a[r] * b[4 * c] + a[4 + r] * b[4 * c + 1] +
                                 a[8 + r] * b[4 * c + 2] + a[12 + r] * b[4 * c + 3];
    memcpy(out, product, sizeof product);
}

/* `n` numbers of a member, or those of `fallback` where it lacks some */
static void numbers(json_t *object, const char *key, int n, const float *fallback,
                    float *out)
{
    json_t *list = json_object_get(object, key);
    for (int i = 0; i < n; i++) {
        json_t *x = json_array_get(list, (size_t)i);
        out[i] = json_is_number(x) ? (float)json_number_value(x) : fallback[i];
    }
}

static void local_transform(json_t *node, float out[16])
{
    float t[3], q[4], s[3];
    if (json_object_get(node, "matrix")) {
        numbers(node, "matrix", 16, IDENTITY, out);
        return;
    }
    numbers(node, "translation", 3, (float[]){0, 0, 0}, t);
    numbers(node, "rotation", 4, (float[]){0, 0, 0, 1}, q);
    numbers(node, "scale", 3, (float[]){1, 1, 1}, s);
    float x = q[0], y = q[1], z = q[2], w = q[3];
    const float turn[3][3] = {
        {1 - 2 * (y * y + z * z), 2 * (x * y + z * w), 2 * (x * z - y * w)},
        {2 * (x * y - z * w), 1 - 2 * (x * x + z * z), 2 * (y * z + x * w)},
        {2 * (x * z + y * w), 2 * (y * z - x * w), 1 - 2 * (x * x + y * y)}};
    memcpy(out, IDENTITY, sizeof IDENTITY);
    for (int c = 0; c < 3; c++)
        for (int r = 0; r < 3; r++)
            out[4 * c + r] = turn[c][r] * s[c];
    memcpy(out + 12, t, sizeof t);
}

struct walk {
    const struct gltf *g;
    float (*world)[16]; /* one a node */
    bool *seen;         /* below the scene that is shown */
    struct gltf_looks *looks;
    struct merge merge;
};

/* check_tree has seen that no path is deep or comes back */
static void place_node(struct walk *w, int64_t node, const float parent[16])
{
    struct json_at at = gltf_item(w->g, "nodes", node);
    json_t *child;
    size_t i;
    float local[16];
    local_transform(at.value, local);
    multiply(parent, local, w->world[node]);
    w->seen[node] = true;
    json_array_foreach(json_object_get(at.value, "children"), i, child)
        place_node(w, json_integer_value(child), w->world[node]);
}

/* the scene that is shown; a file without scenes shows all its roots */
static void place_nodes(struct walk *w)
{
    const struct gltf *g = w->g;
    int64_t n = gltf_count(g, "nodes");
    json_t *node;
    size_t i;
    w->world = arena_alloc_array(g->arena, (size_t)n + 1, sizeof *w->world);
    w->seen = arena_alloc_array(g->arena, (size_t)n + 1, sizeof *w->seen);
    if (gltf_count(g, "scenes")) {
        struct json_at scene = gltf_item(g, "scenes", gltf_member(&g->root, "scene"));
        json_array_foreach(json_object_get(scene.value, "nodes"), i, node)
            place_node(w, json_integer_value(node), IDENTITY);
        return;
    }
    bool *child = arena_alloc_array(g->arena, (size_t)n + 1, sizeof *child);
    for (int64_t k = 0; k < n; k++) {
        struct json_at at = gltf_item(g, "nodes", k);
        json_array_foreach(json_object_get(at.value, "children"), i, node)
            child[json_integer_value(node)] = true;
    }
    for (int64_t k = 0; k < n; k++)
        if (!child[k])
            place_node(w, k, IDENTITY);
}

// ---------------------------------------------------------------- skins

struct gltf_skin {
    int64_t n;
    float (*joint)[16]; /* from the mesh's own space to the world */
};

static struct gltf_skin skin_at_rest(const struct walk *w, int64_t index)
{
    const struct gltf *g = w->g;
    struct json_at at = gltf_item(g, "skins", index);
    json_t *joints = json_object_get(at.value, "joints");
    struct gltf_skin skin = {.n = (int64_t)json_array_size(joints)};
    struct gltf_reader bind = {0};
    skin.joint = arena_alloc_array(g->arena, (size_t)skin.n + 1, sizeof *skin.joint);
    if (json_object_get(at.value, "inverseBindMatrices"))
        bind = gltf_accessor(g, gltf_member(&at, "inverseBindMatrices"));
    for (int64_t j = 0; j < skin.n; j++) {
        int64_t node = json_integer_value(json_array_get(joints, (size_t)j));
        float inverse[16];
        memcpy(inverse, IDENTITY, sizeof inverse);
        for (int c = 0; bind.data && c < 16; c++)
            inverse[c] = gltf_accessor_number(&bind, j, c);
        multiply(w->world[node], inverse, skin.joint[j]);
    }
    return skin;
}

/* Moves positions and normals to where their joints stand. A vertex without weights keeps
 * its place. */
static void pose(const struct gltf_skin *skin, const struct gltf_reader *joints,
                 const struct gltf_reader *weights, float (*position)[3],
                 float (*normal)[3], int64_t n)
{
    for (int64_t i = 0; i < n; i++) {
        float sum = 0, m[16] = {0}, p[3], d[3] = {0};
        for (int k = 0; k < 4; k++) {
            float weight = gltf_accessor_number(weights, i, k);
            int64_t joint = (int64_t)gltf_accessor_number(joints, i, k);
            if (!(weight > 0) || joint < 0 || joint >= skin->n)
                continue;
            sum += weight;
            for (int c = 0; c < 16; c++)
                m[c] += weight * skin->joint[joint][c];
        }
        if (!(sum > 0))
            continue;
        for (int k = 0; k < 3; k++) {
            p[k] = (m[k] * position[i][0] + m[4 + k] * position[i][1] +
                    m[8 + k] * position[i][2] + m[12 + k]) /
                   sum;
            for (int c = 0; normal && c < 3; c++)
                d[k] += m[4 * c + k] * normal[i][c];
        }
        memcpy(position[i], p, sizeof p);
        float length = sqrtf(d[0] * d[0] + d[1] * d[1] + d[2] * d[2]);
        for (int k = 0; normal && length > 0 && k < 3; k++)
            normal[i][k] = d[k] / length;
    }
}

// ---------------------------------------------------------------- primitives

/* an attribute's accessor; false where it has none, or not so many components */
static bool attribute(const struct gltf *g, json_t *attributes, const char *name,
                      int64_t least, struct gltf_reader *out)
{
    json_t *index = json_object_get(attributes, name);
    if (!json_is_integer(index))
        return false;
    *out = gltf_accessor(g, json_integer_value(index));
    return out->components >= least;
}

/* what a byte says is one of 256 things */
static void byte_numbers(const struct gltf_reader *in, int width, float *out)
{
    uint8_t byte[256];
    float value[256];
    struct gltf_reader all = {.data = byte,
                              .count = 256,
                              .stride = 1,
                              .type = in->type,
                              .normalized = in->normalized};
    for (int i = 0; i < 256; i++)
        byte[i] = (uint8_t)i;
    for (int i = 0; i < 256; i++)
        value[i] = gltf_accessor_number(&all, i, 0);
    for (int64_t i = 0; i < in->count; i++)
        for (int c = 0; c < width; c++)
            out[i * width + c] =
                c < in->components ? value[in->data[i * in->stride + c]] : 1;
}

/* `width` numbers a vertex; NULL where the attribute is missing */
static void *vertex_numbers(const struct gltf *g, json_t *attributes, const char *name,
                            int64_t least, int width)
{
    struct gltf_reader in;
    if (!attribute(g, attributes, name, least, &in))
        return NULL;
    float *out =
        arena_alloc_array(g->arena, (size_t)in.count, sizeof(float) * (size_t)width);
    if (in.type == 5126 && in.components == width && in.stride == 4 * width)
        memcpy(out, in.data, (size_t)(in.count * in.stride));
    else if (in.type == 5121)
        byte_numbers(&in, width, out);
    else
        for (int64_t i = 0; i < in.count; i++)
            for (int c = 0; c < width; c++)
                out[i * width + c] =
                    c < in.components ? gltf_accessor_number(&in, i, c) : 1;
    return out;
}

/* corner c of triangle t of a list, a strip or a fan of `mode` 4, 5, 6 */
static int64_t corner(int64_t mode, int64_t t, int c)
{
    if (mode == 4)
        return 3 * t + c;
    if (mode == 6)
        return c ? t + c : 0;
    return t + (t % 2 && c ? 3 - c : c);
}

static void take_triangles(const struct gltf *g, json_t *primitive, int64_t n_vertices,
                           struct merge_part *part)
{
    json_t *indices = json_object_get(primitive, "indices");
    json_t *given = json_object_get(primitive, "mode");
    int64_t mode = given ? json_integer_value(given) : 4;
    struct gltf_reader in = {.count = n_vertices};
    if (json_is_integer(indices))
        in = gltf_accessor(g, json_integer_value(indices));
    int64_t n = mode < 4 ? 0 : mode == 4 ? in.count / 3 : in.count - 2;
    n = n > 0 ? n : 0;
    uint32_t(*triangle)[3] = arena_alloc_array(g->arena, (size_t)n + 1, sizeof *triangle);
    bool list = mode == 4 && in.data;
    if (list)
        gltf_accessor_indices(&in, 0, 3 * n, *triangle);
    for (int64_t t = 0; !list && t < n; t++)
        for (int c = 0; c < 3; c++) {
            int64_t at = corner(mode, t, c);
            triangle[t][c] = in.data ? gltf_accessor_index(&in, at) : (uint32_t)at;
        }
    part->triangle = (const uint32_t(*)[3])triangle;
    part->n_triangles = (uint32_t)n;
}

static bool add_primitive(struct walk *w, json_t *primitive, const struct gltf_skin *skin,
                          const float world[16], struct error *error)
{
    const struct gltf *g = w->g;
    json_t *attributes = json_object_get(primitive, "attributes");
    int64_t accessor = json_integer_value(json_object_get(attributes, "POSITION"));
    struct json_at at = gltf_item(g, "accessors", accessor);
    int64_t n = gltf_member(&at, "count");
    if (n > MODEL_VERTICES)
        return error_at(error, g->path, 0, 0,
                        "is too large: at most %d vertices are taken", MODEL_VERTICES);
    struct merge_part part = {.n_vertices = (uint32_t)n};
    take_triangles(g, primitive, n, &part);
    if (!part.n_triangles)
        return true;
    float(*position)[3] = vertex_numbers(g, attributes, "POSITION", 3, 3);
    float(*normal)[3] = vertex_numbers(g, attributes, "NORMAL", 3, 3);
    struct gltf_reader joints, weights;
    bool posed = skin && attribute(g, attributes, "JOINTS_0", 4, &joints) &&
                 attribute(g, attributes, "WEIGHTS_0", 4, &weights);
    if (posed)
        pose(skin, &joints, &weights, position, normal, n);
    int channel;
    part.look = gltf_look(w->looks, primitive, &channel);
    char uv[32];
    snprintf(uv, sizeof uv, "TEXCOORD_%d", channel);
    part.position = (const float(*)[3])position;
    part.normal = (const float(*)[3])normal;
    part.uv = vertex_numbers(g, attributes, uv, 2, 2);
    part.color = vertex_numbers(g, attributes, "COLOR_0", 3, 4);
    part.to_world = posed || !memcmp(world, IDENTITY, sizeof IDENTITY) ? NULL : world;
    return merge_add(&w->merge, &part, error);
}

static bool add_node(struct walk *w, int64_t node, struct error *error)
{
    struct json_at at = gltf_item(w->g, "nodes", node);
    if (!w->seen[node] || !json_object_get(at.value, "mesh"))
        return true;
    struct json_at mesh = gltf_item(w->g, "meshes", gltf_member(&at, "mesh"));
    json_t *primitive;
    size_t i;
    struct gltf_skin skin = {0};
    bool skinned = json_object_get(at.value, "skin") != NULL;
    if (skinned)
        skin = skin_at_rest(w, gltf_member(&at, "skin"));
    json_array_foreach(json_object_get(mesh.value, "primitives"), i, primitive)
    {
        if (!add_primitive(w, primitive, skinned ? &skin : NULL, w->world[node], error))
            return false;
    }
    return true;
}

bool gltf_mesh_read(const struct gltf *g, struct model *out, struct error *error)
{
    struct walk w = {.g = g, .merge = {.path = g->path, .out = out}};
    bool ok = true;
    place_nodes(&w);
    w.looks = gltf_looks_create(g, out->notes, sizeof out->notes);
    for (int64_t i = 0; ok && i < gltf_count(g, "nodes"); i++)
        ok = add_node(&w, i, error);
    ok = ok && merge_finish(&w.merge, error);
    merge_free(&w.merge);
    gltf_looks_destroy(&w.looks);
    return ok;
}
