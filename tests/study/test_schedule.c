/* The schedule against the table of SM-2. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "study/schedule.h"

static const struct {
    const char *grades; /* one digit an answer, each given on its due day */
    int interval, known, missed;
    double ease;
} ROWS[] = {
    {"4", 1, 1, 0, 2.5},
    {"44", 6, 2, 0, 2.5},
    {"444", 15, 3, 0, 2.5},
    {"4444", 38, 4, 0, 2.5},
    {"5", 1, 1, 0, 2.6},
    {"555", 16, 3, 0, 2.8}, /* 6 days times the ease of 2.7 before the answer */
    {"3", 1, 1, 0, 2.36},
    {"333", 13, 3, 0, 2.08},
    {"1", 1, 0, 0, 2.5},
    {"41", 1, 0, 1, 2.5},
    {"4441", 1, 0, 1, 2.5},
    {"444144", 6, 2, 1, 2.5},
    {"3333333333", 365, 10, 0, 1.3},
    {"444444444444", 365, 12, 0, 2.5},
};

static void follows_the_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        struct schedule_card card = {0};
        int today = 20000, answers = 0;
        for (const char *g = ROWS[i].grades; *g; g++, answers++) {
            card = schedule_answer(&card, (enum schedule_grade)(*g - '0'), today);
            assert_int_equal(card.due, today + card.interval);
            assert_false(schedule_is_due(&card, today));
            assert_true(schedule_is_due(&card, card.due));
            today = card.due;
        }
        print_message("%s\n", ROWS[i].grades);
        assert_int_equal(card.asked, answers);
        assert_int_equal(card.known, ROWS[i].known);
        assert_int_equal(card.missed, ROWS[i].missed);
        assert_float_equal(card.ease, ROWS[i].ease, 1e-9);
        assert_int_equal(card.interval, ROWS[i].interval);
    }
}

static void never_asked_is_new(void **state)
{
    (void)state;
    struct schedule_card card = {0};
    assert_false(schedule_is_due(&card, 0));
    assert_false(schedule_is_due(&card, 30000));
}

static void days_turn_at_local_midnight(void **state)
{
    (void)state;
    const int64_t hour = 3600 * 1000;
    assert_int_equal(schedule_day(0, 0), 0);
    assert_int_equal(schedule_day(24 * hour - 1, 0), 0);
    assert_int_equal(schedule_day(24 * hour, 0), 1);
    assert_int_equal(schedule_day(16 * hour, 8 * 3600), 1);
    assert_int_equal(schedule_day(0, -3600), -1);
    assert_int_equal(schedule_day(-1, 0), -1);
    assert_int_equal(schedule_day(-24 * hour, 0), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(follows_the_table),
        cmocka_unit_test(never_asked_is_new),
        cmocka_unit_test(days_turn_at_local_midnight),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
