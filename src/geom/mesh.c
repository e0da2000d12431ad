#include "geom/mesh.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

void mesh_alloc(struct mesh *mesh, uint32_t n_vertices, uint32_t n_triangles)
{
    *mesh = (struct mesh){
        .n_vertices = n_vertices,
        .n_triangles = n_triangles,
        .position = xcalloc(n_vertices ? n_vertices : 1, sizeof *mesh->position),
        .normal = xcalloc(n_vertices ? n_vertices : 1, sizeof *mesh->normal),
        .triangle = xcalloc(n_triangles ? n_triangles : 1, sizeof *mesh->triangle),
    };
}

void mesh_free(struct mesh *mesh)
{
    free(mesh->position);
    free(mesh->normal);
    free(mesh->occlusion);
    free(mesh->triangle);
    *mesh = (struct mesh){0};
}

static void sub3(const float a[3], const float b[3], float out[3])
{
    for (int k = 0; k < 3; k++)
        out[k] = a[k] - b[k];
}

static void cross3(const float a[3], const float b[3], float out[3])
{
    out[0] = a[1] * b[2] - a[2] * b[1];
    out[1] = a[2] * b[0] - a[0] * b[2];
    out[2] = a[0] * b[1] - a[1] * b[0];
}

/* unit length; what has no direction points up, so that nobody ever meets a NaN */
static void normalize3(float v[3])
{
    float length = sqrtf(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    if (!(length > 0)) {
        v[0] = v[2] = 0;
        v[1] = 1;
        return;
    }
    for (int k = 0; k < 3; k++)
        v[k] /= length;
}

static inline void add3(const float a[3], float to[3])
{
    to[0] += a[0];
    to[1] += a[1];
    to[2] += a[2];
}

void mesh_compute_normals(struct mesh *mesh)
{
    memset(mesh->normal, 0, mesh->n_vertices * sizeof *mesh->normal);
    for (uint32_t t = 0; t < mesh->n_triangles; t++) {
        const uint32_t *v = mesh->triangle[t];
        float ab[3], ac[3], n[3];
        sub3(mesh->position[v[1]], mesh->position[v[0]], ab);
        sub3(mesh->position[v[2]], mesh->position[v[0]], ac);
        /* the cross product's length is twice the area: the weight comes by itself */
        cross3(ab, ac, n);
        add3(n, mesh->normal[v[0]]);
        add3(n, mesh->normal[v[1]]);
        add3(n, mesh->normal[v[2]]);
    }
    for (uint32_t i = 0; i < mesh->n_vertices; i++)
        normalize3(mesh->normal[i]);
}

void mesh_bounds(const struct mesh *mesh, float min[3], float max[3])
{
    for (int k = 0; k < 3; k++)
        min[k] = max[k] = mesh->n_vertices ? mesh->position[0][k] : 0;
    for (uint32_t i = 1; i < mesh->n_vertices; i++)
        for (int k = 0; k < 3; k++) {
            float x = mesh->position[i][k];
            min[k] = x < min[k] ? x : min[k];
            max[k] = x > max[k] ? x : max[k];
        }
}

static void interpolate(const float (*of)[3], const uint32_t v[3], const float w[3],
                        float out[3])
{
    for (int k = 0; k < 3; k++)
        out[k] = w[0] * of[v[0]][k] + w[1] * of[v[1]][k] + w[2] * of[v[2]][k];
}

void mesh_site_position(const struct mesh *mesh, const struct mesh_site *site,
                        float out[3])
{
    interpolate((const float(*)[3])mesh->position, mesh->triangle[site->triangle],
                site->weight, out);
}

void mesh_site_normal(const struct mesh *mesh, const struct mesh_site *site, float out[3])
{
    interpolate((const float(*)[3])mesh->normal, mesh->triangle[site->triangle],
                site->weight, out);
    normalize3(out);
}

void mesh_soften(const struct mesh *mesh, float *value)
{
    float *sum = xcalloc(mesh->n_vertices, sizeof *sum);
    float *count = xcalloc(mesh->n_vertices, sizeof *count);
    for (uint32_t t = 0; t < mesh->n_triangles; t++)
        for (int c = 0; c < 3; c++) {
            uint32_t a = mesh->triangle[t][c];
            sum[a] += value[mesh->triangle[t][(c + 1) % 3]];
            sum[a] += value[mesh->triangle[t][(c + 2) % 3]];
            count[a] += 2;
        }
    for (uint32_t v = 0; v < mesh->n_vertices; v++)
        if (count[v] > 0)
            value[v] = 0.5f * value[v] + 0.5f * sum[v] / count[v];
    free(sum);
    free(count);
}
