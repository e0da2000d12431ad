/* The loop of a waiting room as a function of time: it begins and ends where the next
 * sentence begins, and says truly how long nothing changes. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "modes/attract.h"

enum { N = 7 };
#define ROUND 6.2831853f

static void it_begins_at_the_front(void **state)
{
    (void)state;
    struct attract at = attract_at(0, N, ATTRACT_TURNS);
    assert_int_equal(at.sentence, 0);
    assert_true(at.opacity == 0);
    assert_true(at.turn == 0);
    assert_true(attract_at(ATTRACT_SENTENCE_MS - 2000, N, ATTRACT_TURNS).turn == 0);
}

static void nothing_jumps(void **state)
{
    (void)state;
    struct attract before = attract_at(0, N, ATTRACT_TURNS);
    for (int64_t ms = 10; ms < (int64_t)ATTRACT_SENTENCE_MS * N * 3; ms += 10) {
        struct attract at = attract_at(ms, N, ATTRACT_TURNS);
        float turned = remainderf(at.turn - before.turn, ROUND);
        assert_true(turned > -1e-4f && turned < 0.01f);
        assert_true(at.turn >= 0 && at.turn <= ROUND);
        assert_true(fabsf(at.opacity - before.opacity) < 0.02f);
        // words change while nobody can see them
        if (at.sentence != before.sentence)
            assert_true(at.opacity + before.opacity < 0.02f);
        before = at;
    }
}

static void it_says_how_long_nothing_changes(void **state)
{
    (void)state;
    static const enum attract_motion MOTIONS[] = {ATTRACT_TURNS, ATTRACT_RESTS};
    for (int i = 0; i < 2; i++) {
        int64_t ms = 0, end = (int64_t)ATTRACT_SENTENCE_MS * N;
        int looks = 0;
        for (; ms < end; looks++) {
            struct attract at = attract_at(ms, N, MOTIONS[i]);
            assert_true(at.next_ms > 0);
            if (at.next_ms > ATTRACT_PACE_MS) {
                struct attract last = attract_at(ms + at.next_ms - 1, N, MOTIONS[i]);
                assert_true(last.turn == at.turn && last.opacity == at.opacity);
                assert_int_equal(last.sentence, at.sentence);
            }
            ms += at.next_ms;
        }
        assert_in_range(looks, N, MOTIONS[i] == ATTRACT_RESTS ? N : end / 100);
    }
}

/* a year on, a float of milliseconds would have lost the seconds */
static void it_goes_on_for_years(void **state)
{
    (void)state;
    int64_t round = (int64_t)ATTRACT_SENTENCE_MS * N;
    int64_t year = INT64_C(365) * 24 * 3600 * 1000 / round * round;
    for (int64_t ms = round; ms < 2 * round; ms += 777) {
        struct attract a = attract_at(ms, N, ATTRACT_TURNS);
        struct attract b = attract_at(ms + year, N, ATTRACT_TURNS);
        assert_true(a.turn == b.turn && a.opacity == b.opacity);
        assert_int_equal(a.sentence, b.sentence);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_begins_at_the_front),
        cmocka_unit_test(nothing_jumps),
        cmocka_unit_test(it_says_how_long_nothing_changes),
        cmocka_unit_test(it_goes_on_for_years),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
