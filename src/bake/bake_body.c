#include "bake/bake_body.h"

#include <stdlib.h>
#include <string.h>

#include "geom/order.h"

static float distance2(const float a[3], const float b[3])
{
    float sum = 0;
    for (int k = 0; k < 3; k++)
        sum += (a[k] - b[k]) * (a[k] - b[k]);
    return sum;
}

/* each quad is cut along its shorter diagonal */
static void triangulate(struct mesh *mesh, const uint32_t (*quad)[4], uint32_t n_quads)
{
    for (uint32_t q = 0; q < n_quads; q++) {
        const uint32_t *v = quad[q];
        float ac = distance2(mesh->position[v[0]], mesh->position[v[2]]);
        float bd = distance2(mesh->position[v[1]], mesh->position[v[3]]);
        int turn = ac <= bd ? 0 : 1;
        for (int c = 0; c < 3; c++) {
            mesh->triangle[q * 2][c] = v[(c + turn) % 4];
            mesh->triangle[q * 2 + 1][c] = v[(c ? c + 1 + turn : turn) % 4];
        }
    }
}

static void renumber(struct bake_body *body)
{
    struct mesh *mesh = &body->mesh;
    body->order = xcalloc(mesh->n_vertices + 1, sizeof *body->order);
    order_triangles(mesh->triangle, mesh->n_triangles, mesh->n_vertices, NULL);
    order_vertices(mesh->triangle, mesh->n_triangles, mesh->n_vertices, body->order);
    subdivision_order(&body->fine, body->order);
    subdivision_apply(&body->fine, (const float(*)[3])body->cage, mesh->position);
}

static void stand_on_floor(struct bake_body *body)
{
    float min[3], max[3];
    mesh_bounds(&body->mesh, min, max);
    body->lift = -min[1];
    for (uint32_t i = 0; i < body->package->n_vertices; i++)
        body->cage[i][1] += body->lift;
    subdivision_apply(&body->fine, (const float(*)[3])body->cage, body->mesh.position);
}

bool bake_body_create(struct bake_body *body, const struct package *package,
                      const float (*neutral)[3], struct error *error)
{
    *body = (struct bake_body){.package = package};
    if (!subdivision_create(&body->fine, package->n_body,
                            (const uint32_t(*)[4])package->quad, package->n_quads, error))
        return false;
    body->cage = xcalloc(package->n_vertices, sizeof *body->cage);
    for (uint32_t i = 0; i < package->n_vertices; i++)
        for (int k = 0; k < 3; k++)
            body->cage[i][k] = neutral[i][k] * BAKE_METRES;
    mesh_alloc(&body->mesh, body->fine.n_fine, body->fine.n_quads * 2);
    subdivision_apply(&body->fine, (const float(*)[3])body->cage, body->mesh.position);
    triangulate(&body->mesh, (const uint32_t(*)[4])body->fine.quad, body->fine.n_quads);
    renumber(body);
    stand_on_floor(body);
    mesh_compute_normals(&body->mesh);
    return true;
}

void bake_body_free(struct bake_body *body)
{
    mesh_free(&body->mesh);
    subdivision_free(&body->fine);
    free(body->cage);
    free(body->order);
    *body = (struct bake_body){0};
}

bool bake_body_joint(const struct bake_body *body, const char *name, float out[3])
{
    for (uint32_t j = 0; j < body->package->n_joints; j++) {
        const struct package_joint *joint = &body->package->joint[j];
        if (strcmp(joint->name, name))
            continue;
        double sum[3] = {0, 0, 0};
        for (uint32_t i = 0; i < joint->n; i++)
            for (int k = 0; k < 3; k++)
                sum[k] += (double)body->cage[joint->vertex[i]][k];
        for (int k = 0; k < 3; k++)
            out[k] = (float)(sum[k] / joint->n);
        return true;
    }
    return false;
}
