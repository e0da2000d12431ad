#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "geom/mesh.h"
#include "geom/surface.h"

static void normals_are_weighted_by_area(void **state)
{
    (void)state;
    /* a large triangle in the floor and a small one standing on its corner */
    struct mesh mesh;
    mesh_alloc(&mesh, 5, 2);
    memcpy(mesh.position,
           (float[5][3]){{0, 0, 0}, {0, 0, 3}, {3, 0, 0}, {0, 1, 0}, {1, 0, 0}},
           5 * sizeof *mesh.position);
    memcpy(mesh.triangle, (uint32_t[2][3]){{0, 1, 2}, {0, 4, 3}},
           2 * sizeof *mesh.triangle);
    mesh_compute_normals(&mesh);
    assert_true(fabsf(mesh.normal[1][1] - 1) < 1e-6f);
    assert_true(fabsf(mesh.normal[3][2] - 1) < 1e-6f);
    assert_true(fabsf(mesh.normal[0][1] - 9 / sqrtf(82)) < 1e-6f);
    float min[3], max[3];
    mesh_bounds(&mesh, min, max);
    assert_true(min[0] == 0 && max[0] == 3 && max[1] == 1 && max[2] == 3);
    mesh_free(&mesh);
    assert_null(mesh.position);
    mesh_free(&mesh);
}

static void vertices_of_nothing_get_a_finite_normal(void **state)
{
    (void)state;
    struct mesh mesh;
    mesh_alloc(&mesh, 4, 1); /* one triangle without area, one vertex without triangle */
    mesh_compute_normals(&mesh);
    for (int i = 0; i < 4; i++)
        assert_true(mesh.normal[i][1] == 1);
    mesh_free(&mesh);
}

static void sites_interpolate(void **state)
{
    (void)state;
    struct mesh mesh;
    mesh_alloc(&mesh, 3, 1);
    memcpy(mesh.position, (float[3][3]){{0, 0, 0}, {4, 0, 0}, {0, 4, 0}},
           3 * sizeof *mesh.position);
    memcpy(mesh.normal, (float[3][3]){{0, 0, 1}, {1, 0, 0}, {0, 1, 0}},
           3 * sizeof *mesh.normal);
    memcpy(mesh.triangle, (uint32_t[1][3]){{0, 1, 2}}, sizeof *mesh.triangle);
    struct mesh_site site = {0, {0.5f, 0.25f, 0.25f}};
    float at[3];
    mesh_site_position(&mesh, &site, at);
    assert_true(at[0] == 1 && at[1] == 1 && at[2] == 0);
    mesh_site_normal(&mesh, &site, at);
    assert_true(fabsf(at[0] * at[0] + at[1] * at[1] + at[2] * at[2] - 1) < 1e-6f);
    assert_true(fabsf(at[2] - 2 * at[0]) < 1e-6f);
    mesh_free(&mesh);
}

enum { GRID = 31 };

/* a sheet of GRID x GRID places 2 mm apart, rough by `rough`, and 1 mm below it another
 * that looks down */
static void two_sheets(struct mesh *mesh, float rough)
{
    uint32_t seed = 7, n = 0;
    mesh_alloc(mesh, 2 * GRID * GRID, 4 * (GRID - 1) * (GRID - 1));
    for (uint32_t v = 0; v < mesh->n_vertices; v++) {
        seed = seed * 1664525u + 1013904223u;
        float noise = ((float)(seed >> 8) / (1 << 24) - 0.5f) * 2 * rough;
        float *p = mesh->position[v];
        p[0] = 0.002f * (float)(v % GRID);
        p[1] = (v < GRID * GRID ? 0 : -0.001f) + noise;
        p[2] = 0.002f * (float)(v % (GRID * GRID) / GRID);
    }
    for (uint32_t sheet = 0; sheet < 2; sheet++)
        for (uint32_t r = 0; r + 1 < GRID; r++)
            for (uint32_t c = 0; c + 1 < GRID; c++) {
                uint32_t a = sheet * GRID * GRID + r * GRID + c, b = a + GRID;
                uint32_t up[2][3] = {{a, b, a + 1}, {b, b + 1, a + 1}};
                for (int t = 0; t < 2; t++, n++)
                    for (int k = 0; k < 3; k++)
                        mesh->triangle[n][k] = up[t][sheet ? 2 - k : k];
            }
    mesh_compute_normals(mesh);
}

static void roughness_hardly_turns_the_normal_about(void **state)
{
    (void)state;
    struct mesh mesh;
    struct surface surface;
    two_sheets(&mesh, 0.0004f);
    surface_create(&surface, &mesh);
    float worst = 1, worst_about = 1;
    for (uint32_t t = 0; t < mesh.n_triangles / 2; t++) {
        struct mesh_site site = {t, {0.8f, 0.1f, 0.1f}};
        float at[3], normal[3];
        mesh_site_position(&mesh, &site, at);
        // away from the rim, where the patch is whole
        if (fabsf(at[0] - 0.03f) > 0.018f || fabsf(at[2] - 0.03f) > 0.018f)
            continue;
        mesh_site_normal(&mesh, &site, normal);
        worst = fminf(worst, normal[1]);
        surface_normal_about(&surface, &site, 0.008f, normal);
        worst_about = fminf(worst_about, normal[1]);
    }
    assert_true(worst < cosf(0.14f));
    assert_true(worst_about > cosf(0.05f));
    surface_free(&surface);
    mesh_free(&mesh);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(normals_are_weighted_by_area),
        cmocka_unit_test(vertices_of_nothing_get_a_finite_normal),
        cmocka_unit_test(roughness_hardly_turns_the_normal_about),
        cmocka_unit_test(sites_interpolate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
