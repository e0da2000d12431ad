#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "geom/mesh.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(normals_are_weighted_by_area),
        cmocka_unit_test(vertices_of_nothing_get_a_finite_normal),
        cmocka_unit_test(sites_interpolate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
