#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fit/eigen.h"

static void known_values(void **state)
{
    (void)state;
    double m[9] = {2, 1, 0, 1, 2, 0, 0, 0, 5}, value[3], vector[9];
    eigen_symmetric(m, 3, value, vector);
    assert_true(fabs(value[0] - 5) < 1e-12);
    assert_true(fabs(value[1] - 3) < 1e-12);
    assert_true(fabs(value[2] - 1) < 1e-12);
    assert_true(fabs(vector[3] - sqrt(0.5)) < 1e-9 && fabs(vector[4] - sqrt(0.5)) < 1e-9);
}

/* a = v diag(value) v' whatever a was */
static void any_matrix_comes_back(void **state)
{
    (void)state;
    enum { N = 30 };
    static double a[N * N], kept[N * N], value[N], vector[N * N];
    unsigned seed = 7;
    for (int i = 0; i < N; i++)
        for (int j = 0; j <= i; j++) {
            seed = seed * 1664525u + 1013904223u;
            a[i * N + j] = a[j * N + i] = (double)(seed >> 8) / (1 << 24) - 0.5;
        }
    memcpy(kept, a, sizeof a);
    eigen_symmetric(a, N, value, vector);
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            double sum = 0;
            for (int k = 0; k < N; k++)
                sum += value[k] * vector[k * N + i] * vector[k * N + j];
            assert_true(fabs(sum - kept[i * N + j]) < 1e-9);
        }
    for (int k = 1; k < N; k++)
        assert_true(value[k] <= value[k - 1]);
}

static void equations_are_solved(void **state)
{
    (void)state;
    double a[9] = {4, 1, 0, 1, 3, 1, 0, 1, 2}, b[3] = {6, 10, 8};
    assert_true(eigen_solve(a, b, 3));
    assert_true(fabs(b[0] - 1) < 1e-12 && fabs(b[1] - 2) < 1e-12 &&
                fabs(b[2] - 3) < 1e-12);
    double flat[4] = {1, 1, 1, 1}, none[2] = {1, 1};
    assert_false(eigen_solve(flat, none, 2));
}

static void the_nearest_rotation(void **state)
{
    (void)state;
    static const float TURN[3][3] = {{0, -1, 0}, {1, 0, 0}, {0, 0, 1}};
    float stretched[3][3], out[3][3];
    for (int r = 0; r < 3; r++)
        for (int c = 0; c < 3; c++)
            stretched[r][c] = TURN[r][c] * (float)(c + 1);
    eigen_rotation((const float(*)[3])stretched, out);
    for (int r = 0; r < 3; r++)
        for (int c = 0; c < 3; c++)
            assert_true(fabsf(out[r][c] - TURN[r][c]) < 1e-5f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_values),
        cmocka_unit_test(any_matrix_comes_back),
        cmocka_unit_test(equations_are_solved),
        cmocka_unit_test(the_nearest_rotation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
