/* Courses on the body of capsules: on the skin, in order, broken where they jump. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "anatomy/smooth.h"
#include "anatomy/trace.h"
#include "synthetic.h"

static void test_lines(void **state)
{
    (void)state;
    struct synthetic s;
    synthetic_create(&s);
    struct trace *trace = trace_create(s.body);
    // each side: down the arm; a jump to the trunk, from where it crosses over; and the
    // midline
    assert_int_equal(trace->count, 5);
    const struct trace_line *arm = &trace->line[0], *cross = &trace->line[1];
    assert_string_equal(arm->channel->id, "TT");
    assert_int_equal(arm->side, SIDE_L);
    assert_int_equal(arm->n_points, 3);
    assert_string_equal(arm->point[0]->point->code, "TT17");
    assert_string_equal(arm->point[2]->point->code, "TT1");
    for (int i = 1; i < arm->n_points; i++)
        assert_true(arm->point_at[i] > arm->point_at[i - 1]);
    for (uint32_t i = 0; i < arm->n; i++) {
        assert_true(fabs((double)arm->position[i][0] - 0.4) < 3e-4);
        assert_true(fabs((double)arm->position[i][2] - 0.04) < 3e-4);
        assert_true(i == 0 || arm->position[i][1] < arm->position[i - 1][1]);
    }
    assert_true(cross->position[0][0] > 0 && cross->position[cross->n - 1][0] < 0);
    assert_int_equal(trace->line[4].side, SIDE_M);
    trace_destroy(&trace);
    synthetic_free(&s);
}

static void test_smooth(void **state)
{
    (void)state;
    float line[21][3], wave[21][3];
    bool pinned[21] = {false};
    for (int i = 0; i < 21; i++) {
        for (int k = 0; k < 3; k++)
            line[i][k] = (float)(i * (k + 1));
        wave[i][0] = (float)i;
        wave[i][1] = i % 2 ? 1 : -1;
        wave[i][2] = 0;
    }
    pinned[10] = true;
    smooth_curve(line, NULL, 21, 0.01);
    smooth_curve(wave, pinned, 21, 0.001);
    for (int i = 0; i < 21; i++)
        assert_true(fabs((double)line[i][2] - 3 * i) < 1e-3);
    assert_true(fabs((double)wave[10][1] + 1) < 1e-6);
    assert_true(fabs((double)wave[6][1] - (double)wave[5][1]) < 0.4);
    smooth_curve(line, NULL, 2, 0.01);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_smooth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
