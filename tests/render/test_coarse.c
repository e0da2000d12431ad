/* A body in fewer triangles is still that body: nothing thin is lost, nothing grows
 * together. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "geom/mesh.h"
#include "render/coarse.h"

/* two thin nerves side by side, a cell's width apart and each thinner than that */
enum { ROUND = 24, RINGS = 401, TUBES = 2, VERTICES = ROUND * RINGS };
#define RADIUS 0.001f
#define APART 0.0025f
#define STEP 0.001f
#define CELL 0.004f

static struct mesh mesh;
static struct frame_body body;
static uint32_t (*few)[3];

static void add_tube(int tube)
{
    for (int ring = 0; ring < RINGS; ring++)
        for (int i = 0; i < ROUND; i++) {
            uint32_t v = (uint32_t)(tube * VERTICES + ring * ROUND + i);
            double turn = 2 * M_PI * i / ROUND;
            float n[3] = {(float)sin(turn), 0, (float)cos(turn)};
            memcpy(mesh.normal[v], n, sizeof n);
            mesh.position[v][0] = (float)tube * APART + RADIUS * n[0];
            mesh.position[v][1] = (float)ring * STEP;
            mesh.position[v][2] = RADIUS * n[2];
            if (ring == RINGS - 1)
                continue;
            uint32_t right = i + 1 < ROUND ? v + 1 : v + 1 - ROUND;
            uint32_t both[2][3] = {{v, right, v + ROUND},
                                   {right, right + ROUND, v + ROUND}};
            memcpy(mesh.triangle[mesh.n_triangles], both, sizeof both);
            mesh.n_triangles += 2;
        }
}

static int set_up(void **state)
{
    (void)state;
    mesh_alloc(&mesh, TUBES * VERTICES, TUBES * 2 * VERTICES);
    mesh.n_triangles = 0;
    for (int tube = 0; tube < TUBES; tube++)
        add_tube(tube);
    body = (struct frame_body){.n_vertices = mesh.n_vertices,
                               .n_triangles = mesh.n_triangles,
                               .position = (const float(*)[3])mesh.position,
                               .normal = (const float(*)[3])mesh.normal,
                               .triangle = (const uint32_t(*)[3])mesh.triangle};
    few = xmalloc(mesh.n_triangles * sizeof *few);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    mesh_free(&mesh);
    free(few);
    return 0;
}

/* the area that is seen of a tube from +x, -x, +z and -z, between two heights */
static void add_seen(const uint32_t (*triangle)[3], uint32_t n, int tube, float low,
                     float high, double seen[4])
{
    memset(seen, 0, 4 * sizeof *seen);
    for (uint32_t t = 0; t < n; t++) {
        const float *p = mesh.position[triangle[t][0]],
                    *q = mesh.position[triangle[t][1]],
                    *r = mesh.position[triangle[t][2]];
        float middle = (p[1] + q[1] + r[1]) / 3;
        if ((int)(triangle[t][0] / VERTICES) != tube || middle < low || middle >= high)
            continue;
        double x =
            (double)((q[1] - p[1]) * (r[2] - p[2]) - (q[2] - p[2]) * (r[1] - p[1]));
        double z =
            (double)((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
        seen[x < 0] += fabs(x) / 2;
        seen[2 + (z < 0)] += fabs(z) / 2;
    }
}

static void a_thin_nerve_stays_a_tube(void **state)
{
    (void)state;
    uint32_t n = coarse_make(&body, CELL, few);
    assert_in_range(n, 1, mesh.n_triangles / 8);
    for (int tube = 0; tube < TUBES; tube++)
        for (int part = 0; part < 10; part++) {
            double before[4], after[4];
            float low = (float)part * 0.04f, high = low + 0.04f;
            add_seen((const uint32_t(*)[3])mesh.triangle, mesh.n_triangles, tube, low,
                     high, before);
            add_seen((const uint32_t(*)[3])few, n, tube, low, high, after);
            for (int side = 0; side < 4; side++)
                if (after[side] < before[side] / 2)
                    fail_msg("tube %d at %g m, side %d: %g of %g mm2 are left", tube,
                             (double)low, side, after[side] * 1e6, before[side] * 1e6);
        }
}

static void nothing_grows_together(void **state)
{
    (void)state;
    uint32_t n = coarse_make(&body, CELL, few);
    for (uint32_t t = 0; t < n; t++)
        for (int k = 0; k < 3; k++) {
            assert_true(few[t][k] < mesh.n_vertices);
            assert_int_equal(few[t][k] / VERTICES, few[t][0] / VERTICES);
            assert_int_not_equal(few[t][k], few[t][(k + 1) % 3]);
        }
}

static void cells_smaller_than_the_mesh_leave_it_as_it_is(void **state)
{
    (void)state;
    uint32_t n = coarse_make(&body, coarse_cell(0.0003f), few);
    assert_true(n > mesh.n_triangles / 2);
    n = coarse_make(&body, 0.00005f, few);
    assert_int_equal(n, mesh.n_triangles);
    assert_memory_equal(few, mesh.triangle, n * sizeof *few);
}

static void cells_come_in_steps_and_never_larger_than_asked(void **state)
{
    (void)state;
    float last = 0;
    int sizes = 0;
    assert_true(coarse_cell(0) == 0 && coarse_cell(-1) == 0 && coarse_cell(NAN) == 0);
    for (float wanted = 0.0001f; wanted < 0.1f; wanted *= 1.01f) {
        float cell = coarse_cell(wanted);
        assert_true(cell <= wanted && cell >= last);
        assert_true(!(last > 0) || cell > 0);
        sizes += cell > last;
        last = cell;
    }
    assert_in_range(sizes, 2, 16);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_thin_nerve_stays_a_tube),
        cmocka_unit_test(nothing_grows_together),
        cmocka_unit_test(cells_smaller_than_the_mesh_leave_it_as_it_is),
        cmocka_unit_test(cells_come_in_steps_and_never_larger_than_asked),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
