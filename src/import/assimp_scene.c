/* A load goes: assimp, then each mesh of each node becomes a part of one mesh (merge.h).
 */
#include "import/assimp_scene.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "import/merge.h"
#include "import/pictures.h"
#include "late/assimp.h"

enum { NODE_DEPTH = 256 };

/* files that repeat a vertex in every face need it joined before normals can be smooth */
static const unsigned FOREIGN_FLAGS =
    aiProcess_Triangulate | aiProcess_JoinIdenticalVertices;

struct walk {
    const struct aiScene *scene;
    struct pictures *pictures;
    struct merge merge;
};

// ---------------------------------------------------------------- looks

static const struct image *picture_of(struct walk *w, const struct aiMaterial *material)
{
    static const enum aiTextureType KINDS[] = {aiTextureType_BASE_COLOR,
                                               aiTextureType_DIFFUSE};
    struct aiString name;
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        if (aiGetMaterialTexture(material, KINDS[i], 0, &name, NULL, NULL, NULL, NULL,
                                 NULL, NULL) != aiReturn_SUCCESS ||
            !name.length)
            continue;
        if (name.data[0] != '*')
            return pictures_file(w->pictures, name.data);
        unsigned index = (unsigned)strtoul(name.data + 1, NULL, 10);
        const struct aiTexture *t =
            index < w->scene->mNumTextures ? w->scene->mTextures[index] : NULL;
        /* height 0 means: the bytes of a picture file */
        if (t && !t->mHeight && t->mWidth)
            return pictures_bytes(w->pictures, t->pcData, t->mWidth);
    }
    return NULL;
}

static struct look look_of(struct walk *w, const struct aiMesh *mesh)
{
    struct look look = {.factor = {1, 1, 1, 1}};
    struct aiColor4D c;
    if (mesh->mMaterialIndex >= w->scene->mNumMaterials)
        return look;
    const struct aiMaterial *material = w->scene->mMaterials[mesh->mMaterialIndex];
    if (mesh->mTextureCoords[0])
        look.picture = picture_of(w, material);
    /* exporters leave a grey behind a picture that is not meant to darken it */
    if (!look.picture &&
        aiGetMaterialColor(material, AI_MATKEY_COLOR_DIFFUSE, &c) == aiReturn_SUCCESS)
        memcpy(look.factor, (float[4]){c.r, c.g, c.b, 1}, sizeof look.factor);
    return look;
}

// ---------------------------------------------------------------- parts

static uint32_t count_triangles(const struct aiMesh *mesh)
{
    uint32_t n = 0;
    for (unsigned f = 0; f < mesh->mNumFaces; f++)
        n += mesh->mFaces[f].mNumIndices == 3;
    return n;
}

static const uint32_t (*triangles_of(const struct aiMesh *mesh, uint32_t n))[3]
{
    uint32_t(*out)[3] = xmalloc(n * sizeof *out), (*at)[3] = out;
    for (unsigned f = 0; f < mesh->mNumFaces; f++)
        if (mesh->mFaces[f].mNumIndices == 3)
            memcpy(at++, mesh->mFaces[f].mIndices, sizeof *at);
    return (const uint32_t(*)[3])out;
}

/* assimp's v runs upward */
static const float (*coordinates_of(const struct aiMesh *mesh))[2]
{
    if (!mesh->mTextureCoords[0])
        return NULL;
    float(*out)[2] = xmalloc(mesh->mNumVertices * sizeof *out);
    for (unsigned i = 0; i < mesh->mNumVertices; i++) {
        out[i][0] = mesh->mTextureCoords[0][i].x;
        out[i][1] = 1 - mesh->mTextureCoords[0][i].y;
    }
    return (const float(*)[2])out;
}

static bool add_mesh(struct walk *w, const struct aiMesh *mesh,
                     const struct aiMatrix4x4 *to_world, struct error *error)
{
    /* assimp writes row by row */
    const float *a = (const float *)to_world;
    float transform[16];
    struct aiMatrix4x4 identity;
    aiIdentityMatrix4(&identity);
    for (int i = 0; i < 16; i++)
        transform[i] = a[i % 4 * 4 + i / 4];
    struct merge_part part = {
        .n_vertices = mesh->mNumVertices,
        .n_triangles = mesh->mVertices ? count_triangles(mesh) : 0,
        .position = (const float(*)[3])mesh->mVertices,
        .normal = (const float(*)[3])mesh->mNormals,
        .color = (const float(*)[4])mesh->mColors[0],
        .to_world = memcmp(to_world, &identity, sizeof identity) ? transform : NULL,
    };
    if (!part.n_triangles)
        return true;
    part.look = look_of(w, mesh);
    part.triangle = triangles_of(mesh, part.n_triangles);
    part.uv = coordinates_of(mesh);
    bool ok = merge_add(&w->merge, &part, error);
    free((void *)part.triangle);
    free((void *)part.uv);
    return ok;
}

static bool add_node(struct walk *w, const struct aiNode *node,
                     const struct aiMatrix4x4 *parent, int depth, struct error *error)
{
    struct aiMatrix4x4 here = *parent;
    aiMultiplyMatrix4(&here, &node->mTransformation);
    if (depth > NODE_DEPTH)
        return error_at(error, w->merge.path, 0, 0, "nests its nodes deeper than %d",
                        NODE_DEPTH);
    for (unsigned i = 0; i < node->mNumMeshes; i++)
        if (node->mMeshes[i] < w->scene->mNumMeshes &&
            !add_mesh(w, w->scene->mMeshes[node->mMeshes[i]], &here, error))
            return false;
    for (unsigned i = 0; i < node->mNumChildren; i++)
        if (!add_node(w, node->mChildren[i], &here, depth + 1, error))
            return false;
    return true;
}

_Static_assert(sizeof(struct aiVector3D) == 3 * sizeof(float) &&
                   sizeof(struct aiColor4D) == 4 * sizeof(float) &&
                   sizeof(struct aiMatrix4x4) == 16 * sizeof(float),
               "assimp's vectors are plain floats");

void assimp_scene_prepare(void)
{
    late_assimp_there(NULL);
}

bool assimp_scene_read_file(const char *path, struct model *out, struct error *error)
{
    if (!late_assimp_there(error))
        return false;
    const struct aiScene *scene = aiImportFile(path, FOREIGN_FLAGS);
    if (!scene)
        return error_at(error, path, 0, 0, "is no model that can be read (%s)",
                        aiGetErrorString());
    struct walk w = {.scene = scene, .merge = {.path = path, .out = out}};
    struct aiMatrix4x4 identity;
    aiIdentityMatrix4(&identity);
    w.pictures = pictures_create(path, out->notes, sizeof out->notes);
    bool ok = scene->mRootNode && add_node(&w, scene->mRootNode, &identity, 0, error);
    if (!scene->mRootNode)
        error_at(error, path, 0, 0, "holds no triangles");
    ok = ok && merge_finish(&w.merge, error);
    merge_free(&w.merge);
    pictures_destroy(&w.pictures);
    aiReleaseImport(scene);
    return ok;
}
