#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "geom/order.h"
#include "geom/subdivision.h"
#include "soup.h"

static const uint32_t CUBE[6][4] = {{0, 2, 3, 1}, {4, 5, 7, 6}, {0, 1, 5, 4},
                                    {2, 6, 7, 3}, {0, 4, 6, 2}, {1, 3, 7, 5}};

static void cube_corners(float out[8][3])
{
    for (int i = 0; i < 8; i++)
        for (int k = 0; k < 3; k++)
            out[i][k] = i >> k & 1 ? 1 : -1;
}

static bool near3(const float a[3], float x, float y, float z)
{
    return fabsf(a[0] - x) < 1e-6f && fabsf(a[1] - y) < 1e-6f && fabsf(a[2] - z) < 1e-6f;
}

/* known by hand: corners to 5/9, edges to 3/4, faces stay at 1 */
static void cube_rounds(void **state)
{
    (void)state;
    struct subdivision s;
    struct error error = {0};
    float coarse[8][3], fine[26][3];
    cube_corners(coarse);
    assert_true(subdivision_create(&s, 8, CUBE, 6, &error));
    assert_int_equal(s.n_fine, 8 + 12 + 6);
    assert_int_equal(s.n_quads, 24);
    subdivision_apply(&s, (const float(*)[3])coarse, fine);
    for (int i = 0; i < 8; i++)
        assert_true(near3(fine[i], coarse[i][0] * 5 / 9, coarse[i][1] * 5 / 9,
                          coarse[i][2] * 5 / 9));
    for (int i = 8; i < 20; i++) {
        int zero = 0, part = 0;
        for (int k = 0; k < 3; k++) {
            zero += fabsf(fine[i][k]) < 1e-6f;
            part += fabsf(fabsf(fine[i][k]) - 0.75f) < 1e-6f;
        }
        assert_true(zero == 1 && part == 2);
    }
    for (int i = 20; i < 26; i++)
        assert_true(fabsf(fabsf(fine[i][0] + fine[i][1] + fine[i][2]) - 1) < 1e-6f);
    /* every stencil is a mean */
    for (uint32_t i = 0; i < s.n_fine; i++) {
        float sum = 0;
        for (uint32_t j = s.first[i]; j < s.first[i + 1]; j++)
            sum += s.weight[j];
        assert_true(fabsf(sum - 1) < 1e-6f);
    }
    /* faces keep looking outward */
    for (uint32_t q = 0; q < s.n_quads; q++) {
        const uint32_t *v = s.quad[q];
        float a[3], b[3], out = 0;
        for (int k = 0; k < 3; k++) {
            a[k] = fine[v[2]][k] - fine[v[0]][k];
            b[k] = fine[v[3]][k] - fine[v[1]][k];
        }
        for (int k = 0; k < 3; k++)
            out += (a[(k + 1) % 3] * b[(k + 2) % 3] - a[(k + 2) % 3] * b[(k + 1) % 3]) *
                   fine[v[0]][k];
        assert_true(out > 0);
    }
    subdivision_free(&s);
}

static void borders_stay_straight(void **state)
{
    (void)state;
    /* two quads side by side: a strip of 2 x 1 */
    static const uint32_t quads[2][4] = {{0, 1, 4, 3}, {1, 2, 5, 4}};
    float coarse[6][3], fine[6 + 7 + 2][3];
    for (int i = 0; i < 6; i++) {
        coarse[i][0] = (float)(i % 3);
        coarse[i][1] = (float)(i / 3);
        coarse[i][2] = 0;
    }
    struct subdivision s;
    assert_true(subdivision_create(&s, 6, quads, 2, NULL));
    assert_int_equal(s.n_fine, 15);
    subdivision_apply(&s, (const float(*)[3])coarse, fine);
    assert_true(near3(fine[1], 1, 0, 0));
    assert_true(near3(fine[0], 0.125f, 0.125f, 0));
    subdivision_free(&s);
}

static void order_moves_everything_along(void **state)
{
    (void)state;
    struct subdivision s;
    float coarse[8][3], before[26][3], after[26][3];
    uint32_t to[26], quad[24][4];
    cube_corners(coarse);
    assert_true(subdivision_create(&s, 8, CUBE, 6, NULL));
    subdivision_apply(&s, (const float(*)[3])coarse, before);
    memcpy(quad, s.quad, sizeof quad);
    for (uint32_t i = 0; i < 26; i++)
        to[i] = (i * 7 + 3) % 26;
    subdivision_order(&s, to);
    subdivision_apply(&s, (const float(*)[3])coarse, after);
    for (uint32_t i = 0; i < 26; i++)
        assert_memory_equal(after[i], before[to[i]], sizeof after[i]);
    for (uint32_t q = 0; q < 24; q++)
        for (int c = 0; c < 4; c++)
            assert_int_equal(to[s.quad[q][c]], quad[q][c]);
    subdivision_free(&s);
}

static void bad_cages_are_refused(void **state)
{
    (void)state;
    struct subdivision s;
    struct error error = {0};
    static const uint32_t beyond[1][4] = {{0, 1, 2, 9}}, flat[1][4] = {{0, 0, 1, 2}};
    static const uint32_t fan[3][4] = {{0, 1, 2, 3}, {0, 1, 4, 5}, {0, 1, 6, 7}};
    assert_false(subdivision_create(&s, 4, beyond, 1, &error));
    assert_non_null(strstr(error.text, "vertex 9"));
    assert_false(subdivision_create(&s, 4, flat, 1, &error));
    assert_false(subdivision_create(&s, 8, fan, 3, &error));
    assert_non_null(strstr(error.text, "more than two"));
    assert_null(s.first);
    assert_true(subdivision_create(&s, 3, fan, 0, &error));
    subdivision_free(&s);
    subdivision_free(&s);
}

/* a grid whose triangles are shuffled comes back in an order that suits a small cache */
static void shuffled_grid_becomes_friendly(void **state)
{
    (void)state;
    enum { N = 100, T = N * N * 2, V = (N + 1) * (N + 1) };
    uint32_t(*t)[3] = calloc(T, sizeof *t), (*sorted)[3] = calloc(T, sizeof *t);
    uint32_t *origin = calloc(T, sizeof *origin), *to = calloc(V, sizeof *to), seed = 5;
    for (uint32_t y = 0, i = 0; y < N; y++)
        for (uint32_t x = 0; x < N; x++) {
            uint32_t v = y * (N + 1) + x;
            uint32_t two[2][3] = {{v, v + 1, v + N + 2}, {v, v + N + 2, v + N + 1}};
            memcpy(t[i], two, sizeof two);
            i += 2;
        }
    for (uint32_t i = T - 1; i > 0; i--) {
        uint32_t j = (uint32_t)(soup_random(&seed) * (float)i), swap[3];
        memcpy(swap, t[i], sizeof swap);
        memcpy(t[i], t[j], sizeof swap);
        memcpy(t[j], swap, sizeof swap);
    }
    memcpy(sorted, t, T * sizeof *t);
    assert_true(order_acmr((const uint32_t(*)[3])t, T, V, 32) > 2);
    order_triangles(sorted, T, V, origin);
    double acmr = order_acmr((const uint32_t(*)[3])sorted, T, V, 32);
    assert_true(acmr < 0.72);
    bool *seen = calloc(T, 1);
    for (uint32_t i = 0; i < T; i++) {
        assert_memory_equal(sorted[i], t[origin[i]], sizeof *t);
        assert_false(seen[origin[i]]);
        seen[origin[i]] = true;
    }
    order_vertices(sorted, T, V, to);
    uint32_t next = 0;
    for (uint32_t i = 0; i < T; i++)
        for (int c = 0; c < 3; c++) {
            assert_true(sorted[i][c] <= next);
            next += sorted[i][c] == next;
            assert_int_equal(to[sorted[i][c]], t[origin[i]][c]);
        }
    assert_int_equal(next, V);
    free(seen);
    free(t);
    free(sorted);
    free(origin);
    free(to);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cube_rounds),
        cmocka_unit_test(borders_stay_straight),
        cmocka_unit_test(order_moves_everything_along),
        cmocka_unit_test(bad_cages_are_refused),
        cmocka_unit_test(shuffled_grid_becomes_friendly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
