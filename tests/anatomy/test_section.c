/* Walking over the skin: lengths on known surfaces, gaps, borders, places that are one.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "geom/bvh.h"
#include "geom/detour.h"
#include "geom/path.h"

enum { AROUND = 96, RINGS = 61 };
static const float RADIUS = 0.05F, HEIGHT = 0.3F;
static const double PI = 3.14159265358979;

/* an open tube around the y axis; `gap` leaves out a slit along it */
static void make_tube(struct mesh *m, int gap)
{
    mesh_alloc(m, AROUND * RINGS, (AROUND - (uint32_t)gap) * (RINGS - 1) * 2);
    m->n_triangles = 0;
    for (uint32_t i = 0; i < RINGS; i++) {
        for (uint32_t k = 0; k < AROUND; k++) {
            double angle = 2 * PI * k / AROUND;
            float *p = m->position[i * AROUND + k];
            p[0] = RADIUS * (float)sin(angle);
            p[1] = HEIGHT * (float)i / (RINGS - 1);
            p[2] = RADIUS * (float)cos(angle);
        }
    }
    for (uint32_t i = 0; i + 1 < RINGS; i++) {
        for (uint32_t k = 0; k < AROUND - (uint32_t)gap; k++) {
            uint32_t n = (k + 1) % AROUND, a = i * AROUND + k, b = i * AROUND + n;
            uint32_t quad[2][3] = {{a, b, b + AROUND}, {a, b + AROUND, a + AROUND}};
            memcpy(m->triangle[m->n_triangles++], quad[0], sizeof quad[0]);
            memcpy(m->triangle[m->n_triangles++], quad[1], sizeof quad[1]);
        }
    }
    mesh_compute_normals(m);
}

struct tube {
    struct mesh mesh;
    struct surface surface;
    struct bvh *bvh;
};

static void tube_create(struct tube *t, int gap)
{
    make_tube(&t->mesh, gap);
    surface_create(&t->surface, &t->mesh);
    t->bvh = bvh_create(&t->mesh);
}

static void tube_free(struct tube *t)
{
    bvh_destroy(&t->bvh);
    surface_free(&t->surface);
    mesh_free(&t->mesh);
}

static struct mesh_site at(const struct tube *t, double degrees, double y)
{
    struct bvh_hit hit;
    float p[3] = {RADIUS * (float)sin(degrees * PI / 180), (float)y,
                  RADIUS * (float)cos(degrees * PI / 180)};
    assert_true(bvh_nearest(t->bvh, p, 1, NULL, NULL, &hit));
    return hit.site;
}

static void test_neighbours(void **state)
{
    (void)state;
    struct tube t;
    tube_create(&t, 0);
    assert_int_equal(t.surface.n_borders, 2 * AROUND);
    for (uint32_t i = 0; i < t.mesh.n_triangles; i++) {
        for (int k = 0; k < 3; k++) {
            uint32_t n = t.surface.neighbour[i][k];
            if (n == SURFACE_NONE)
                continue;
            const uint32_t *b = t.surface.neighbour[n];
            assert_true(b[0] == i || b[1] == i || b[2] == i);
        }
    }
    tube_free(&t);
}

static void test_seams_are_one_skin(void **state)
{
    (void)state;
    // two triangles that share an edge by place, not by index
    struct mesh m;
    mesh_alloc(&m, 6, 2);
    const float p[6][3] = {{0, 0, 0}, {1, 0, 0}, {0, 1, 0},
                           {1, 0, 0}, {1, 1, 0}, {0, 1, 0}};
    memcpy(m.position, p, sizeof p);
    const uint32_t t[2][3] = {{0, 1, 2}, {3, 4, 5}};
    memcpy(m.triangle, t, sizeof t);
    struct surface s;
    surface_create(&s, &m);
    assert_int_equal(s.neighbour[0][1], 1);
    assert_int_equal(s.neighbour[1][2], 0);
    surface_free(&s);
    mesh_free(&m);
}

static void test_ways_have_the_known_length(void **state)
{
    (void)state;
    struct tube t;
    struct path path = {0};
    tube_create(&t, 0);
    struct mesh_site a = at(&t, 0, 0.1), along = at(&t, 0, 0.25),
                     around = at(&t, 90, 0.1);
    assert_true(path_between(&t.surface, &a, &along, 1, &path));
    assert_true(fabs((double)path.length - 0.15) < 1e-4);
    assert_true(path_between(&t.surface, &a, &around, 1, &path));
    assert_true(fabs((double)path.length - RADIUS * PI / 2) < 2e-4);
    assert_true(path_between(&t.surface, &a, &a, 1, &path));
    assert_true((double)path.length < 1e-6);
    path_free(&path);
    tube_free(&t);
}

static void test_opposite_places_need_a_detour(void **state)
{
    (void)state;
    struct tube t;
    struct path path = {0};
    tube_create(&t, 0);
    struct mesh_site a = at(&t, 0, 0.15), b = at(&t, 180, 0.15);
    assert_true(path_between(&t.surface, &a, &b, 1, &path));
    assert_true(fabs((double)path.length - RADIUS * PI) < 0.02 * RADIUS * PI);
    assert_false(path_between(&t.surface, &a, &b, 0.1F, &path));
    path_free(&path);
    tube_free(&t);
}

static void test_a_gap_is_not_crossed(void **state)
{
    (void)state;
    struct tube t;
    struct path path = {0};
    tube_create(&t, 4);
    double slit = 360.0 * (AROUND - 2) / AROUND;
    struct mesh_site a = at(&t, slit - 15, 0.15), b = at(&t, slit + 15, 0.15);
    assert_true(path_between(&t.surface, &a, &b, 1, &path));
    // 30 degrees lie between them, but only the long way round is skin
    assert_true((double)path.length > RADIUS * 2 * PI * 0.85);
    path_free(&path);
    tube_free(&t);
}

static void test_walks_end_where_they_should(void **state)
{
    (void)state;
    struct tube t;
    struct path path = {0};
    tube_create(&t, 0);
    struct mesh_site a = at(&t, 0, 0.1);
    const float up[3] = {0, 1, 0}, side[3] = {1, 0, 0}, normal[3] = {0, 0, 1};
    assert_true(path_walk(&t.surface, &a, up, normal, 0.123F, &path));
    assert_true(fabs((double)path.position[path.count - 1][1] - 0.223) < 1e-5);
    assert_true(path_walk(&t.surface, &a, side, normal, RADIUS * (float)PI / 2, &path));
    assert_true(fabs((double)path.position[path.count - 1][0] - RADIUS) < 2e-4);
    // the tube ends after 0.2 more
    assert_false(path_walk(&t.surface, &a, up, normal, 0.25F, &path));
    assert_true(fabs((double)path.length - 0.2) < 1e-4);
    assert_true(path_walk(&t.surface, &a, up, normal, 0, &path));
    assert_int_equal(path.count, 1);
    // once round it is home again
    assert_false(path_walk(&t.surface, &a, side, normal, 1, &path));
    path_free(&path);
    tube_free(&t);
}

static void test_path_at(void **state)
{
    (void)state;
    struct path path = {0};
    struct mesh_site site = {0, {1, 0, 0}};
    float p[3];
    assert_false(path_at(&path, 0, &site, p));
    const float a[3] = {0, 0, 0}, b[3] = {1, 0, 0}, c[3] = {1, 2, 0};
    path_add(&path, &site, a);
    path_add(&path, &site, b);
    path_add(&path, &site, c);
    assert_true(path_at(&path, 2, &site, p));
    assert_true(fabs((double)p[1] - 1) < 1e-6);
    assert_true(path_at(&path, 9, &site, p));
    assert_true(fabs((double)p[1] - 2) < 1e-6);
    assert_true(path_at(&path, -1, &site, p));
    assert_true(fabs((double)p[0]) < 1e-6);
    path_free(&path);
}

static void test_slide_stays_on_the_skin(void **state)
{
    (void)state;
    struct tube t;
    tube_create(&t, 0);
    struct mesh_site a = at(&t, 10, 0.1);
    const float goal[3] = {0, 0.11F, 0.06F};
    float p[3], left = surface_slide(&t.surface, &a, goal);
    mesh_site_position(&t.mesh, &a, p);
    assert_true(fabs((double)p[0]) < 1e-4 && fabs((double)p[1] - 0.11) < 1e-4);
    assert_true(fabs((double)left - 0.01) < 1e-4);
    tube_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_neighbours),
        cmocka_unit_test(test_seams_are_one_skin),
        cmocka_unit_test(test_ways_have_the_known_length),
        cmocka_unit_test(test_opposite_places_need_a_detour),
        cmocka_unit_test(test_a_gap_is_not_crossed),
        cmocka_unit_test(test_walks_end_where_they_should),
        cmocka_unit_test(test_path_at),
        cmocka_unit_test(test_slide_stays_on_the_skin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
