/* A load goes: read the file, look it over (glTF), assimp, count, merge, check, upright.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <assimp/cimport.h>
#include <assimp/material.h>
#include <assimp/postprocess.h>
#include <assimp/scene.h>

#include "base/arena.h"
#include "import/gltf.h"
#include "import/model.h"
#include "import/scene.h"

enum { NODE_DEPTH = 256 };

/* files that repeat a vertex in every face need it joined before normals can be smooth; a
 * .glb does not, and would be reordered and load eight times slower */
static const unsigned FOREIGN_FLAGS =
    aiProcess_Triangulate | aiProcess_JoinIdenticalVertices;

struct merge {
    const struct aiScene *scene;
    struct mesh *mesh;
    uint64_t n_vertices, n_triangles;
    bool has_normals, has_uv, has_grey;
};

/* ---- counting ---- */

typedef bool visitor(struct merge *m, const struct aiMesh *mesh,
                     const struct aiMatrix4x4 *to_world);

/* every mesh of every node with its transform; false as soon as a visit says so */
static bool visit(struct merge *m, const struct aiNode *node,
                  const struct aiMatrix4x4 *parent, int depth, visitor *each)
{
    struct aiMatrix4x4 here = *parent;
    aiMultiplyMatrix4(&here, &node->mTransformation);
    if (depth > NODE_DEPTH)
        return false;
    for (unsigned i = 0; i < node->mNumMeshes; i++)
        if (node->mMeshes[i] >= m->scene->mNumMeshes ||
            !each(m, m->scene->mMeshes[node->mMeshes[i]], &here))
            return false;
    for (unsigned i = 0; i < node->mNumChildren; i++)
        if (!visit(m, node->mChildren[i], &here, depth + 1, each))
            return false;
    return true;
}

static bool visit_all(struct merge *m, visitor *each)
{
    struct aiMatrix4x4 identity;
    aiIdentityMatrix4(&identity);
    return m->scene->mRootNode && visit(m, m->scene->mRootNode, &identity, 0, each);
}

static unsigned count_triangles(const struct aiMesh *mesh)
{
    unsigned n = 0;
    for (unsigned f = 0; f < mesh->mNumFaces; f++)
        n += mesh->mFaces[f].mNumIndices == 3;
    return n;
}

static bool grey(const struct aiMesh *mesh)
{
    for (unsigned i = 0; i < mesh->mNumVertices && mesh->mColors[0]; i++) {
        const struct aiColor4D *c = &mesh->mColors[0][i];
        if (!(fabsf(c->r - c->g) < 0.002f && fabsf(c->g - c->b) < 0.002f))
            return false;
    }
    return mesh->mColors[0] != NULL;
}

static bool count_mesh(struct merge *m, const struct aiMesh *mesh,
                       const struct aiMatrix4x4 *to_world)
{
    (void)to_world;
    unsigned triangles = count_triangles(mesh);
    if (!triangles || !mesh->mVertices)
        return true;
    m->has_normals &= mesh->mNormals != NULL;
    m->has_uv |= mesh->mTextureCoords[0] != NULL;
    m->has_grey &= grey(mesh);
    m->n_vertices += mesh->mNumVertices;
    m->n_triangles += triangles;
    /* a file may show one mesh a million times: stop counting where it becomes absurd */
    return m->n_vertices <= MODEL_VERTICES && m->n_triangles <= MODEL_TRIANGLES;
}

/* ---- merging ---- */

static float determinant3(const struct aiMatrix4x4 *m)
{
    return m->a1 * (m->b2 * m->c3 - m->b3 * m->c2) -
           m->a2 * (m->b1 * m->c3 - m->b3 * m->c1) +
           m->a3 * (m->b1 * m->c2 - m->b2 * m->c1);
}

/* normals go by the cofactors, which is the inverse transpose but for a factor */
static void turn_normal(const struct aiMatrix4x4 *m, const struct aiVector3D *n,
                        float out[3])
{
    float sign = determinant3(m) < 0 ? -1.0f : 1.0f;
    float x = (m->b2 * m->c3 - m->b3 * m->c2) * n->x +
              (m->b3 * m->c1 - m->b1 * m->c3) * n->y +
              (m->b1 * m->c2 - m->b2 * m->c1) * n->z;
    float y = (m->a3 * m->c2 - m->a2 * m->c3) * n->x +
              (m->a1 * m->c3 - m->a3 * m->c1) * n->y +
              (m->a2 * m->c1 - m->a1 * m->c2) * n->z;
    float z = (m->a2 * m->b3 - m->a3 * m->b2) * n->x +
              (m->a3 * m->b1 - m->a1 * m->b3) * n->y +
              (m->a1 * m->b2 - m->a2 * m->b1) * n->z;
    float length = sign * sqrtf(x * x + y * y + z * z);
    out[0] = x / length;
    out[1] = y / length;
    out[2] = z / length;
}

static bool is_identity(const struct aiMatrix4x4 *m)
{
    struct aiMatrix4x4 identity;
    aiIdentityMatrix4(&identity);
    return !memcmp(m, &identity, sizeof identity);
}

static void merge_vertices(struct merge *m, const struct aiMesh *mesh,
                           const struct aiMatrix4x4 *to_world)
{
    bool moved = !is_identity(to_world);
    for (unsigned i = 0; i < mesh->mNumVertices; i++) {
        uint32_t at = (uint32_t)m->n_vertices + i;
        struct aiVector3D p = mesh->mVertices[i];
        if (moved)
            aiTransformVecByMatrix4(&p, to_world);
        memcpy(m->mesh->position[at], (float[3]){p.x, p.y, p.z}, sizeof(float[3]));
        if (m->has_normals && moved)
            turn_normal(to_world, &mesh->mNormals[i], m->mesh->normal[at]);
        else if (m->has_normals)
            memcpy(m->mesh->normal[at], &mesh->mNormals[i], sizeof(float[3]));
        if (m->has_uv && mesh->mTextureCoords[0]) {
            m->mesh->uv[at][0] = mesh->mTextureCoords[0][i].x;
            m->mesh->uv[at][1] = mesh->mTextureCoords[0][i].y;
        }
        if (m->has_grey)
            m->mesh->occlusion[at] =
                (uint8_t)lroundf(fminf(fmaxf(mesh->mColors[0][i].r, 0), 1) * 255);
    }
}

static bool merge_mesh(struct merge *m, const struct aiMesh *mesh,
                       const struct aiMatrix4x4 *to_world)
{
    if (!count_triangles(mesh) || !mesh->mVertices)
        return true;
    /* a mirroring transform turns triangles inside out: turn them back */
    int second = determinant3(to_world) < 0 ? 2 : 1;
    for (unsigned f = 0; f < mesh->mNumFaces; f++) {
        const struct aiFace *face = &mesh->mFaces[f];
        if (face->mNumIndices != 3)
            continue;
        uint32_t *t = m->mesh->triangle[m->n_triangles++];
        for (int c = 0; c < 3; c++) {
            if (face->mIndices[c] >= mesh->mNumVertices)
                return false;
            t[c ? (c == second ? 1 : 2) : 0] =
                (uint32_t)m->n_vertices + face->mIndices[c];
        }
    }
    merge_vertices(m, mesh, to_world);
    m->n_vertices += mesh->mNumVertices;
    return true;
}

/* ---- checking ---- */

/* Positions must be numbers; a normal that is none is made anew with all the others. */
static bool check_numbers(const char *path, struct mesh *mesh, struct error *error)
{
    bool good_normals = true;
    for (uint32_t i = 0; i < mesh->n_vertices; i++) {
        float sum = 0;
        for (int k = 0; k < 3; k++) {
            if (!isfinite(mesh->position[i][k]) || fabsf(mesh->position[i][k]) > 1e7f)
                return error_at(error, path, 0, 0, "vertex %u is at no finite place", i);
            sum += mesh->normal[i][k] * mesh->normal[i][k];
        }
        good_normals &= sum > 0.98f && sum < 1.02f;
        for (int k = 0; mesh->uv && k < 2; k++)
            if (!isfinite(mesh->uv[i][k]))
                mesh->uv[i][k] = 0;
    }
    if (!good_normals)
        mesh_compute_normals(mesh);
    return true;
}

static bool merge_scene(const char *path, const struct aiScene *scene, struct mesh *mesh,
                        struct error *error)
{
    struct merge m = {
        .scene = scene, .mesh = mesh, .has_normals = true, .has_grey = true};
    if (!visit_all(&m, count_mesh))
        return error_at(error, path, 0, 0,
                        "is too large: at most %d vertices and %d triangles are taken",
                        MODEL_VERTICES, MODEL_TRIANGLES);
    if (!m.n_triangles)
        return error_at(error, path, 0, 0, "holds no triangles");
    mesh_alloc(mesh, (uint32_t)m.n_vertices, (uint32_t)m.n_triangles);
    if (m.has_uv)
        mesh->uv = xcalloc(m.n_vertices, sizeof *mesh->uv);
    if (m.has_grey)
        mesh->occlusion = xcalloc(m.n_vertices, 1);
    m.n_vertices = m.n_triangles = 0;
    if (!visit_all(&m, merge_mesh))
        return error_at(error, path, 0, 0, "has a triangle that names a vertex it lacks");
    return check_numbers(path, mesh, error);
}

/* ---- textures ---- */

static void texture_set(struct model *model, const char *path,
                        const struct aiScene *scene, const struct aiMaterial *material)
{
    static const enum aiTextureType KINDS[] = {aiTextureType_BASE_COLOR,
                                               aiTextureType_DIFFUSE};
    struct aiString name;
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        if (aiGetMaterialTexture(material, KINDS[i], 0, &name, NULL, NULL, NULL, NULL,
                                 NULL, NULL) != aiReturn_SUCCESS ||
            !name.length)
            continue;
        if (name.data[0] == '*') {
            unsigned index = (unsigned)strtoul(name.data + 1, NULL, 10);
            const struct aiTexture *t =
                index < scene->mNumTextures ? scene->mTextures[index] : NULL;
            /* height 0 means: the bytes of a picture file */
            if (!t || t->mHeight || !t->mWidth)
                continue;
            model->texture.size = t->mWidth;
            model->texture.data = xmalloc(t->mWidth);
            memcpy(model->texture.data, t->pcData, t->mWidth);
            return;
        }
        const char *slash = name.data[0] == '/' ? NULL : strrchr(path, '/');
        int length = snprintf(model->texture.path, sizeof model->texture.path, "%.*s%s",
                              slash ? (int)(slash - path + 1) : 0, path, name.data);
        if (length < 0 || (size_t)length >= sizeof model->texture.path)
            model->texture.path[0] = 0;
        return;
    }
}

/* the texture of the first mesh that has one */
static void texture_find(struct model *model, const char *path,
                         const struct aiScene *scene)
{
    for (unsigned i = 0; i < scene->mNumMeshes; i++) {
        unsigned material = scene->mMeshes[i]->mMaterialIndex;
        if (model->texture.path[0] || model->texture.data)
            return;
        if (scene->mMeshes[i]->mTextureCoords[0] && material < scene->mNumMaterials)
            texture_set(model, path, scene, scene->mMaterials[material]);
    }
}

/* ---- the whole ---- */

static bool take_scene(const char *path, const struct aiScene *scene, struct model *out,
                       struct error *error)
{
    if (!scene)
        return error_at(error, path, 0, 0, "is no model that can be read (%s)",
                        aiGetErrorString());
    bool ok = merge_scene(path, scene, &out->mesh, error);
    if (ok)
        texture_find(out, path, scene);
    aiReleaseImport(scene);
    return ok;
}

bool scene_read_glb(const char *path, const char *data, size_t size, struct model *out,
                    struct error *error)
{
    return take_scene(path, aiImportFileFromMemory(data, (unsigned)size, 0, "glb"), out,
                      error);
}

bool scene_read_file(const char *path, struct model *out, struct error *error)
{
    return take_scene(path, aiImportFile(path, FOREIGN_FLAGS), out, error);
}
