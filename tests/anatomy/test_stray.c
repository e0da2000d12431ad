/* Bodies that are none: landmarks anywhere, holes, flat triangles, loose triangles.
 * Nothing may crash or hang, and whatever is placed must lie on the skin with a needle
 * that goes in.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "anatomy/territory.h"
#include "anatomy/trace.h"
#include "import/model.h"

enum { ROUNDS = 12 };

static struct catalog *catalog;
static struct model model;
static uint64_t seed;

static int set_up(void **state)
{
    (void)state;
    struct error error = {0};
    catalog = catalog_load(DEQI_SOURCE_DIR, &error);
    if (catalog && model_load(DEQI_SOURCE_DIR "/models/human.glb", &model, &error))
        return 0;
    error_print(&error, stderr);
    return -1;
}

static int tear_down(void **state)
{
    (void)state;
    model_free(&model);
    catalog_destroy(&catalog);
    return 0;
}

static uint32_t dice(uint32_t sides)
{
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)(seed >> 33) % sides;
}

static void use(struct body *body)
{
    int n;
    const struct site *site = body_sites(body, &n);
    for (int i = 0; i < n; i++) {
        if (!site[i].placed) {
            assert_non_null(site[i].why);
            continue;
        }
        double length = 0;
        for (int k = 0; k < 3; k++) {
            assert_true(isfinite(site[i].position[k]) && isfinite(site[i].normal[k]));
            length += (double)site[i].direction[k] * (double)site[i].direction[k];
        }
        assert_true(fabs(length - 1) < 1e-3);
    }
    struct trace *trace = trace_create(body);
    for (int i = 0; i < trace->count; i++)
        for (uint32_t v = 0; v < trace->line[i].n; v++)
            assert_true(isfinite(trace->line[i].position[v][0]));
    trace_destroy(&trace);
    uint8_t *weight = malloc(body_mesh(body)->n_vertices);
    territory_weights(body, (int)dice((uint32_t)catalog->n_regions), SIDE_M, weight);
    free(weight);
}

static void make(const struct mesh *mesh, const struct landmark_set *marks)
{
    struct error error = {0};
    struct body *body = body_create(mesh, catalog, marks, &error);
    if (body)
        use(body);
    else
        assert_true(strlen(error.text) > 10);
    body_destroy(&body);
}

/* some or all landmarks somewhere else on the skin, sides kept apart */
static void test_landmarks_anywhere(void **state)
{
    (void)state;
    struct landmark_set set = catalog->neutral;
    struct landmark *copy = malloc((size_t)set.count * sizeof *copy);
    set.landmark = copy;
    for (int round = 0; round < ROUNDS; round++) {
        seed = (uint64_t)round;
        memcpy(copy, catalog->neutral.landmark, (size_t)set.count * sizeof *copy);
        for (int i = 0; i < set.count; i++) {
            if (dice(ROUNDS) > (uint32_t)round)
                continue;
            uint32_t t;
            float x;
            do {
                t = dice(model.mesh.n_triangles);
                x = model.mesh.position[model.mesh.triangle[t][0]][0];
            } while ((copy[i].side == SIDE_L && x < 0) ||
                     (copy[i].side == SIDE_R && x > 0));
            copy[i].triangle = t;
        }
        make(&model.mesh, &set);
    }
    free(copy);
}

static void copy_mesh(struct mesh *out)
{
    mesh_alloc(out, model.mesh.n_vertices, model.mesh.n_triangles);
    memcpy(out->position, model.mesh.position, out->n_vertices * sizeof *out->position);
    memcpy(out->normal, model.mesh.normal, out->n_vertices * sizeof *out->normal);
    memcpy(out->triangle, model.mesh.triangle, out->n_triangles * sizeof *out->triangle);
}

/* every `nth` triangle is folded onto a corner: a hole to the eye, no area to the
 * arithmetic */
static void test_flat_triangles(void **state)
{
    (void)state;
    for (uint32_t nth = 2; nth < 200; nth *= 3) {
        struct mesh mesh;
        copy_mesh(&mesh);
        for (uint32_t t = 0; t < mesh.n_triangles; t += nth)
            mesh.triangle[t][2] = mesh.triangle[t][1];
        make(&mesh, &catalog->neutral);
        mesh_free(&mesh);
    }
}

static void test_everything_at_one_place(void **state)
{
    (void)state;
    struct mesh mesh;
    copy_mesh(&mesh);
    memset(mesh.position, 0, mesh.n_vertices * sizeof *mesh.position);
    mesh_compute_normals(&mesh);
    make(&mesh, &catalog->neutral);
    mesh_free(&mesh);
}

static void test_loose_triangles(void **state)
{
    (void)state;
    struct mesh mesh;
    copy_mesh(&mesh);
    seed = 7;
    for (uint32_t t = 0; t < mesh.n_triangles; t++)
        for (int k = 0; k < 3; k++)
            mesh.triangle[t][k] = dice(mesh.n_vertices);
    mesh.n_triangles = 3000;
    struct landmark_set none = catalog->neutral;
    none.count = 0;
    make(&mesh, &none);
    mesh_free(&mesh);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_landmarks_anywhere),
        cmocka_unit_test(test_flat_triangles),
        cmocka_unit_test(test_everything_at_one_place),
        cmocka_unit_test(test_loose_triangles),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
