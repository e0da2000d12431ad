#include "variants.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <assimp/cexport.h>
#include <assimp/scene.h>
#include <meshoptimizer.h>

#include "base/arena.h"
#include "people.h"

// ---------------------------------------------------------------- changing

static void copy(const struct mesh *from, struct mesh *to)
{
    mesh_alloc(to, from->n_vertices, from->n_triangles);
    memcpy(to->position, from->position, from->n_vertices * sizeof *to->position);
    memcpy(to->triangle, from->triangle, from->n_triangles * sizeof *to->triangle);
}

static void add_noise(struct mesh *m, float size)
{
    uint32_t seed = 5;
    for (uint32_t i = 0; i < m->n_vertices; i++)
        for (int k = 0; k < 3; k++)
            m->position[i][k] += size * people_noise(&seed);
}

static void thin_out(struct mesh *m, float share)
{
    size_t n = 3 * (size_t)m->n_triangles;
    uint32_t *less = xmalloc(n * sizeof *less);
    size_t left =
        meshopt_simplify(less, m->triangle[0], n, m->position[0], m->n_vertices,
                         sizeof *m->position, (size_t)(n * share) / 3 * 3, 1, 0, NULL);
    memcpy(m->triangle, less, left * sizeof *less);
    m->n_triangles = (uint32_t)(left / 3);
    free(less);
}

/* all triangles near one of so many places, spread over the skin */
static void cut_holes(struct mesh *m, int holes)
{
    uint32_t kept = 0;
    for (uint32_t t = 0; t < m->n_triangles; t++) {
        bool gone = false;
        for (int h = 0; h < holes; h++) {
            const float *at =
                m->position[(uint64_t)m->n_vertices * (2 * h + 1) / (2 * holes)];
            float d = 0;
            for (int k = 0; k < 3; k++) {
                float off = m->position[m->triangle[t][0]][k] - at[k];
                d += off * off;
            }
            gone |= d < VARIANT_HOLE * VARIANT_HOLE / 4;
        }
        if (!gone)
            memmove(m->triangle[kept++], m->triangle[t], sizeof *m->triangle);
    }
    m->n_triangles = kept;
}

/* corners of its own for each piece, or for every triangle */
static void take_apart(struct mesh *m, int pieces)
{
    struct mesh out;
    float min[3], max[3];
    mesh_bounds(m, min, max);
    mesh_alloc(&out, 3 * m->n_triangles, m->n_triangles);
    uint32_t *own = xmalloc((size_t)m->n_vertices * (size_t)(pieces + 1) * sizeof *own);
    memset(own, 0xff, (size_t)m->n_vertices * (size_t)(pieces + 1) * sizeof *own);
    uint32_t n = 0;
    for (uint32_t t = 0; t < m->n_triangles; t++) {
        float y = m->position[m->triangle[t][0]][1];
        int piece = (int)((float)pieces * (y - min[1]) / (max[1] - min[1] + 1e-6f));
        for (int c = 0; c < 3; c++) {
            uint32_t v = m->triangle[t][c],
                     *mine = &own[(size_t)piece * m->n_vertices + v];
            if (!pieces || *mine == UINT32_MAX) {
                *mine = n++;
                memcpy(out.position[*mine], m->position[v], sizeof *out.position);
            }
            out.triangle[t][c] = *mine;
        }
    }
    out.n_vertices = n;
    free(own);
    mesh_free(m);
    *m = out;
}

static void into_its_axes(const struct variant *v, struct mesh *m)
{
    float unit = v->per_metre > 0 ? v->per_metre : 1;
    float a = v->turned * (float)M_PI / 180, s = sinf(a), c = cosf(a);
    for (uint32_t i = 0; i < m->n_vertices; i++) {
        float *p = m->position[i], x = p[0] * c + p[2] * s, z = p[2] * c - p[0] * s;
        p[0] = unit * (v->mirrored ? -x : x);
        p[2] = unit * z;
        p[1] *= unit;
        if (v->z_up) {
            float y = p[1];
            p[1] = -p[2];
            p[2] = y;
        }
    }
}

void variant_make(const struct variant *v, const struct mesh *from, struct mesh *out)
{
    copy(from, out);
    if (v->noise > 0)
        add_noise(out, v->noise);
    if (v->triangles > 0)
        thin_out(out, v->triangles);
    if (v->holes)
        cut_holes(out, v->holes);
    if (v->torn || v->pieces)
        take_apart(out, v->torn ? 0 : v->pieces);
    into_its_axes(v, out);
}

// ---------------------------------------------------------------- writing

bool variant_write(const struct variant *v, const struct mesh *m, const char *path,
                   struct error *error)
{
    struct aiVector3D *vertex = xmalloc(m->n_vertices * sizeof *vertex);
    struct aiFace *face = xmalloc(m->n_triangles * sizeof *face);
    unsigned *index = xmalloc(3 * (size_t)m->n_triangles * sizeof *index);
    for (uint32_t i = 0; i < m->n_vertices; i++)
        vertex[i] =
            (struct aiVector3D){m->position[i][0], m->position[i][1], m->position[i][2]};
    for (uint32_t t = 0; t < m->n_triangles; t++) {
        memcpy(&index[3 * t], m->triangle[t], sizeof *m->triangle);
        face[t] = (struct aiFace){3, &index[3 * t]};
    }
    struct aiMesh mesh = {.mPrimitiveTypes = aiPrimitiveType_TRIANGLE,
                          .mNumVertices = m->n_vertices,
                          .mNumFaces = m->n_triangles,
                          .mVertices = vertex,
                          .mFaces = face};
    struct aiMesh *meshes[1] = {&mesh};
    unsigned which[1] = {0};
    struct aiNode root = {.mNumMeshes = 1,
                          .mMeshes = which,
                          .mTransformation = {.a1 = 1, .b2 = 1, .c3 = 1, .d4 = 1}};
    struct aiMaterial material = {0};
    struct aiMaterial *materials[1] = {&material};
    struct aiScene scene = {.mRootNode = &root,
                            .mNumMeshes = 1,
                            .mMeshes = meshes,
                            .mNumMaterials = 1,
                            .mMaterials = materials};
    bool ok = aiExportScene(&scene, v->format, path, 0) == aiReturn_SUCCESS;
    free(vertex);
    free(face);
    free(index);
    return ok || error_set(error, "%s: not written", path);
}
