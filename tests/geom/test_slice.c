/* Segments against surfaces, trees in the order of the triangles, and cuts by planes. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "geom/bvh.h"
#include "geom/slice_fill.h"
#include "soup.h"

/* a ball of `radius` round the origin, closed */
static void ball(struct mesh *m, float radius)
{
    enum { BANDS = 40, AROUND = 64 };
    mesh_alloc(m, (BANDS + 1) * AROUND, BANDS * AROUND * 2);
    for (uint32_t b = 0; b <= BANDS; b++)
        for (uint32_t k = 0; k < AROUND; k++) {
            float down = 3.14159265f * (float)b / BANDS;
            float turn = 2 * 3.14159265f * (float)k / AROUND;
            float *p = m->position[b * AROUND + k];
            float out = b == BANDS ? 0 : radius * sinf(down); /* the poles are closed */
            p[0] = out * cosf(turn);
            p[1] = radius * cosf(down);
            p[2] = -out * sinf(turn);
        }
    uint32_t t = 0;
    for (uint32_t b = 0; b < BANDS; b++)
        for (uint32_t k = 0; k < AROUND; k++) {
            uint32_t i = b * AROUND + k, j = b * AROUND + (k + 1) % AROUND;
            memcpy(m->triangle[t++], (uint32_t[3]){i, i + AROUND, j}, 12);
            memcpy(m->triangle[t++], (uint32_t[3]){j, i + AROUND, j + AROUND}, 12);
        }
}

/* the distance by asking at many places of the segment */
static float slow_segment(const struct bvh *bvh, const float a[3], const float b[3])
{
    float best = 1e9f;
    for (int i = 0; i <= 2000; i++) {
        float p[3], t = (float)i / 2000;
        struct bvh_hit hit;
        for (int k = 0; k < 3; k++)
            p[k] = a[k] + t * (b[k] - a[k]);
        if (bvh_nearest(bvh, p, best, NULL, NULL, &hit))
            best = hit.distance;
    }
    return best;
}

static void test_segments(void **state)
{
    (void)state;
    struct mesh mesh;
    uint32_t seed = 11;
    soup_make(&mesh, 200, 0.3f, 3);
    struct bvh *bvh = bvh_create(&mesh), *plain = bvh_create_in_order(&mesh);
    int through = 0;
    for (int i = 0; i < 300; i++) {
        float a[3], b[3], share, other;
        for (int k = 0; k < 3; k++) {
            a[k] = 1.6f * soup_random(&seed) - 0.3f;
            b[k] = a[k] + 0.6f * (soup_random(&seed) - 0.5f);
        }
        struct bvh_hit hit, same;
        float slow = slow_segment(bvh, a, b);
        assert_true(bvh_segment(bvh, a, b, 5, &hit, &share));
        assert_true(hit.distance <= slow + 1e-5f && hit.distance > slow - 2e-3f);
        through += hit.distance == 0;
        /* the place on the surface is as far from the place on the segment */
        float gap = 0;
        for (int k = 0; k < 3; k++) {
            float d = hit.position[k] - (a[k] + share * (b[k] - a[k]));
            gap += d * d;
        }
        assert_true(fabsf(sqrtf(gap) - hit.distance) < 1e-4f);
        assert_true(bvh_segment(plain, a, b, 5, &same, &other));
        assert_true(fabsf(same.distance - hit.distance) < 1e-6f);
        if (slow > 2e-3f)
            assert_false(bvh_segment(bvh, a, b, slow - 2e-3f, &hit, &share));
    }
    assert_true(through > 5 && through < 295);
    bvh_destroy(&bvh);
    bvh_destroy(&plain);
    mesh_free(&mesh);
}

static void test_a_segment_meets_a_ball(void **state)
{
    (void)state;
    struct mesh mesh;
    ball(&mesh, 0.1f);
    struct bvh *bvh = bvh_create_in_order(&mesh);
    struct bvh_hit hit;
    float share;
    /* through it: the first meeting, from outside */
    assert_true(bvh_segment(bvh, (float[3]){-0.3f, 0, 0}, (float[3]){0.1f, 0.001f, 0}, 1,
                            &hit, &share));
    assert_true(hit.distance == 0 && hit.front && fabsf(share - 0.5f) < 0.01f);
    /* from within: it leaves */
    assert_true(bvh_segment(bvh, (float[3]){0.01f, 0.01f, 0.02f},
                            (float[3]){0.3f, 0.01f, 0.02f}, 1, &hit, &share));
    assert_true(hit.distance == 0 && !hit.front);
    /* beside it, and before it ends */
    assert_true(bvh_segment(bvh, (float[3]){-0.3f, 0.15f, 0}, (float[3]){0.3f, 0.15f, 0},
                            1, &hit, &share));
    assert_true(fabsf(hit.distance - 0.05f) < 5e-4f && fabsf(share - 0.5f) < 0.03f);
    /* a needle that has no length */
    assert_true(bvh_segment(bvh, (float[3]){0, 0.12f, 0}, (float[3]){0, 0.12f, 0}, 1,
                            &hit, &share));
    assert_true(fabsf(hit.distance - 0.02f) < 5e-4f);
    bvh_destroy(&bvh);
    mesh_free(&mesh);
}

static void test_a_plane_cuts_a_ball(void **state)
{
    (void)state;
    struct mesh mesh;
    struct arena *arena = arena_create();
    ball(&mesh, 0.1f);
    for (int i = 0; i < 6; i++) {
        float turn = 0.5f * (float)i, height = 0.015f * (float)i, middle[2];
        struct slice_plane plane = {.right = {cosf(turn), 0, sinf(turn)},
                                    .up = {0, 1, 0},
                                    .toward = {-sinf(turn), 0, cosf(turn)}};
        for (int k = 0; k < 3; k++)
            plane.origin[k] = height * plane.toward[k];
        int n;
        struct slice_loop *loop = slice_mesh(&mesh, &plane, arena, &n);
        assert_int_equal(n, 1);
        float area = slice_area(loop, middle);
        float circle = 3.14159265f * (0.01f - height * height);
        assert_true(fabsf(area - circle) < 0.01f * circle);
        assert_true(fabsf(middle[0]) < 1e-4f && fabsf(middle[1]) < 1e-4f);
        assert_true(slice_holds(loop, (float[2]){0, 0.02f}));
        assert_false(slice_holds(loop, (float[2]){0, 0.11f}));
    }
    struct slice_plane beside = {.origin = {0, 0.2f, 0},
                                 .right = {1, 0, 0},
                                 .up = {0, 0, -1},
                                 .toward = {0, 1, 0}};
    int n;
    slice_mesh(&mesh, &beside, arena, &n);
    assert_int_equal(n, 0);
    arena_destroy(&arena);
    mesh_free(&mesh);
}

static float area_of(const struct slice_triangle *t, int n)
{
    float area = 0;
    for (int i = 0; i < n; i++) {
        const float(*p)[2] = (const float(*)[2])t[i].at;
        float one = ((p[1][0] - p[0][0]) * (p[2][1] - p[0][1]) -
                     (p[2][0] - p[0][0]) * (p[1][1] - p[0][1])) /
                    2;
        assert_true(one > -1e-9f);
        area += one;
    }
    return area;
}

static bool is_filled(const struct slice_triangle *t, int n, float x, float y)
{
    for (int i = 0; i < n; i++) {
        const struct slice_loop loop = {3, (float(*)[2])t[i].at};
        if (slice_holds(&loop, (const float[2]){x, y}))
            return true;
    }
    return false;
}

/* a star with a square hole, and another piece in the hole */
static void test_what_a_cut_encloses_is_filled(void **state)
{
    (void)state;
    float star[10][2],
        hole[4][2] = {{-0.2f, -0.2f}, {-0.2f, 0.2f}, {0.2f, 0.2f}, {0.2f, -0.2f}},
        piece[3][2] = {{-0.1f, -0.1f}, {0.1f, -0.1f}, {0, 0.1f}};
    for (int i = 0; i < 10; i++) {
        float r = i % 2 ? 0.5f : 1, turn = 0.628318f * (float)i + 0.1f;
        star[i][0] = r * cosf(turn);
        star[i][1] = r * sinf(turn);
    }
    const struct slice_loop loop[] = {{10, star}, {4, hole}, {3, piece}};
    float middle[2], expected = 0;
    int n;
    struct arena *arena = arena_create();
    for (int i = 0; i < 3; i++)
        expected += slice_area(&loop[i], middle);
    struct slice_triangle *t = slice_fill(loop, 3, arena, &n);
    assert_true(fabsf(area_of(t, n) - expected) < 1e-4f);
    assert_true(is_filled(t, n, 0, 0) && is_filled(t, n, 0.35f, 0.1f));
    assert_false(is_filled(t, n, 0.15f, 0.13f) || is_filled(t, n, 0.9f, 0.7f));
    slice_fill(loop, 0, arena, &n);
    assert_int_equal(n, 0);
    arena_destroy(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_segments),
        cmocka_unit_test(test_a_segment_meets_a_ball),
        cmocka_unit_test(test_a_plane_cuts_a_ball),
        cmocka_unit_test(test_what_a_cut_encloses_is_filled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
