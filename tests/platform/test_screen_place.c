/* Where a window may stand: it fits, it hangs over an edge, its screen is gone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "platform/screens.h"

/* a laptop, and a larger screen at its right */
static const struct screen_rect SCREENS[] = {{0, 0, 1366, 768}, {1366, -300, 2560, 1440}};

static const struct {
    int n; /* of the screens above, from the first */
    struct screen_rect before, after;
} CASES[] = {
    {2, {100, 100, 800, 600}, {100, 100, 800, 600}},
    {2, {1500, 0, 2000, 1000}, {1500, 0, 2000, 1000}},
    {2, {1000, 0, 800, 600}, {1000, 0, 800, 600}},     // over both
    {2, {-500, 100, 800, 600}, {-500, 100, 800, 600}}, // enough is left to take hold of
    {2, {-700, 100, 800, 600}, {283, 84, 800, 600}},
    {2, {1366, -300, 2560, 1440}, {1366, -300, 2560, 1440}},
    // its screen is gone
    {1, {1500, 0, 800, 600}, {283, 84, 800, 600}},
    {1, {1500, 0, 2000, 1000}, {68, 38, 1229, 691}},
    {1, {0, 0, 2000, 700}, {68, 38, 1229, 691}},
    {1, {100, 100, 1366, 768}, {100, 100, 1366, 768}},
    // smaller than what one takes hold of
    {1, {20, 20, 100, 50}, {20, 20, 100, 50}},
    {1, {1300, 20, 100, 50}, {633, 359, 100, 50}},
    {1, {5, 5, 0, 0}, {683, 384, 0, 0}},
    {0, {5000, 0, 800, 600}, {5000, 0, 800, 600}},
};

static void a_window_comes_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct screen_rect at = CASES[i].before, wanted = CASES[i].after;
        bool moved = screens_bring_back(SCREENS, CASES[i].n, &at);
        if (at.x != wanted.x || at.y != wanted.y || at.w != wanted.w || at.h != wanted.h)
            fail_msg("case %zu: %d,%d %dx%d", i, at.x, at.y, at.w, at.h);
        assert_int_equal(moved, at.x != CASES[i].before.x || at.w != CASES[i].before.w);
        // and stays there
        assert_true(at.w == 0 || !screens_bring_back(SCREENS, CASES[i].n, &at));
    }
}

static void a_full_screen_is_known(void **state)
{
    (void)state;
    assert_true(screens_filled(SCREENS, 2, &SCREENS[1]));
    assert_false(screens_filled(SCREENS, 1, &SCREENS[1]));
    assert_false(screens_filled(SCREENS, 2, &(struct screen_rect){0, 0, 1366, 700}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_window_comes_back),
        cmocka_unit_test(a_full_screen_is_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
