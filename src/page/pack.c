#include "page/pack.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <meshoptimizer.h>

#include "base/arena.h"

/* a larger mesh is drawn no nearer than this share of its height */
static const float COARSER = 0.0008f;

static uint32_t *copy_indices(const struct mesh *mesh, uint32_t most, size_t *n)
{
    size_t all = (size_t)mesh->n_triangles * 3;
    uint32_t *index = xmalloc((all + 1) * sizeof *index);
    memcpy(index, mesh->triangle, all * sizeof *index);
    *n = all;
    if (most && mesh->n_triangles > most) {
        float error;
        *n = meshopt_simplify(index, &mesh->triangle[0][0], all, &mesh->position[0][0],
                              mesh->n_vertices, sizeof *mesh->position, (size_t)most * 3,
                              COARSER, 0, &error);
        // a soup of loose triangles has no edges to follow
        if (*n > (size_t)most * 6)
            *n = meshopt_simplifySloppy(index, &mesh->triangle[0][0], all,
                                        &mesh->position[0][0], mesh->n_vertices,
                                        sizeof *mesh->position, (size_t)most * 3, 0.01f,
                                        &error);
    }
    meshopt_optimizeVertexCache(index, index, *n, mesh->n_vertices);
    return index;
}

/* Numbers the vertices as the triangles come to them; returns the steps back as bytes,
 * seven bits each. */
static uint8_t *renumber(struct pack *p, const uint32_t *index, size_t n,
                         uint32_t n_vertices, size_t *size)
{
    uint32_t *number = xmalloc((n_vertices + 1) * sizeof *number);
    memset(number, 0xFF, (n_vertices + 1) * sizeof *number);
    p->order = xmalloc((n_vertices + 1) * sizeof *p->order);
    uint8_t *bytes = xmalloc(n * 5 + 1), *to = bytes;
    for (size_t i = 0; i < n; i++) {
        uint32_t next = p->n_vertices;
        if (number[index[i]] == UINT32_MAX) {
            number[index[i]] = next;
            p->order[p->n_vertices++] = index[i];
        }
        uint32_t back = next - number[index[i]];
        for (; back > 127; back >>= 7)
            *to++ = (uint8_t)(back | 128);
        *to++ = (uint8_t)back;
    }
    free(number);
    *size = (size_t)(to - bytes);
    return bytes;
}

static uint16_t quantise(float value, float min, float max)
{
    float share = max > min ? (value - min) / (max - min) : 0;
    return (uint16_t)lroundf(fminf(fmaxf(share, 0), 1) * PACK_UNIT);
}

static json_t *add_places(const struct pack *p, const float (*place)[3],
                          const uint32_t *order, uint32_t n, struct blob *blob)
{
    uint16_t *number = xmalloc(((size_t)n * 3 + 1) * sizeof *number);
    // one axis after another: each has its own habits
    for (uint32_t k = 0; k < 3; k++)
        for (uint32_t i = 0; i < n; i++)
            number[(size_t)k * n + i] =
                quantise(place[order ? order[i] : i][k], p->min[k], p->max[k]);
    json_t *where = blob_add_numbers(blob, number, (size_t)n * 3, 1);
    free(number);
    return where;
}

json_t *pack_places(const struct pack *p, const float (*place)[3], uint32_t n,
                    struct blob *blob)
{
    return add_places(p, place, NULL, n, blob);
}

/* the unit octahedron's two coordinates, 12 bits each (Meyer et al. 2010) */
static void octahedral(const float n[3], uint16_t out[2])
{
    float sum = fabsf(n[0]) + fabsf(n[1]) + fabsf(n[2]);
    float x = sum > 0 ? n[0] / sum : 0, y = sum > 0 ? n[1] / sum : 0;
    if (n[2] < 0) {
        float fold = (1 - fabsf(y)) * (x < 0 ? -1.0f : 1.0f);
        y = (1 - fabsf(x)) * (y < 0 ? -1.0f : 1.0f);
        x = fold;
    }
    out[0] = (uint16_t)lroundf((x * 0.5f + 0.5f) * 4095);
    out[1] = (uint16_t)lroundf((y * 0.5f + 0.5f) * 4095);
}

static json_t *add_normals(const float (*normal)[3], const uint32_t *order, uint32_t n,
                           struct blob *blob)
{
    uint16_t *number = xmalloc(((size_t)n * 2 + 1) * sizeof *number);
    for (uint32_t i = 0; i < n; i++) {
        uint16_t two[2];
        octahedral(normal[order ? order[i] : i], two);
        number[i] = two[0];
        number[n + i] = two[1];
    }
    json_t *where = blob_add_numbers(blob, number, (size_t)n * 2, 1);
    free(number);
    return where;
}

json_t *pack_normals(const float (*normal)[3], uint32_t n, struct blob *blob)
{
    return add_normals(normal, NULL, n, blob);
}

json_t *pack_mesh(struct pack *p, const struct mesh *mesh, uint32_t most,
                  struct blob *blob)
{
    *p = (struct pack){0};
    size_t n, size;
    uint32_t *index = copy_indices(mesh, most, &n);
    uint8_t *steps = renumber(p, index, n, mesh->n_vertices, &size);
    mesh_bounds(mesh, p->min, p->max);
    json_t *out = json_pack("{s:i,s:i,s:[[f,f,f],[f,f,f]]}", "n", (int)p->n_vertices, "t",
                            (int)(n / 3), "box", (double)p->min[0], (double)p->min[1],
                            (double)p->min[2], (double)p->max[0], (double)p->max[1],
                            (double)p->max[2]);
    json_object_set_new(
        out, "position",
        add_places(p, (const float(*)[3])mesh->position, p->order, p->n_vertices, blob));
    json_object_set_new(
        out, "normal",
        add_normals((const float(*)[3])mesh->normal, p->order, p->n_vertices, blob));
    json_object_set_new(out, "triangle", blob_add(blob, steps, size));
    free(steps);
    free(index);
    return out;
}

json_t *pack_bytes(const struct pack *p, const uint8_t *value, int channels,
                   struct blob *blob)
{
    size_t n = p->n_vertices;
    uint8_t *plane = xmalloc(n * (size_t)channels + 1);
    for (int c = 0; c < channels; c++)
        for (size_t i = 0; i < n; i++)
            plane[(size_t)c * n + i] = value[(size_t)p->order[i] * channels + c];
    json_t *where = blob_add(blob, plane, n * (size_t)channels);
    free(plane);
    return where;
}

void pack_free(struct pack *p)
{
    free(p->order);
    p->order = NULL;
}
