/* A class: who raises a hand first answers, misses pass on, the clock waits meanwhile. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "study/class_quiz.h"

static void the_first_hand_answers(void **state)
{
    (void)state;
    struct class_quiz c;
    class_quiz_begin(&c, 3, 0);
    class_quiz_ask(&c, 1000);
    assert_false(class_quiz_answer(&c, true, 1000)); // nobody's hand is up
    assert_false(class_quiz_raise(&c, 3, 1000));
    assert_false(class_quiz_raise(&c, -1, 1000));
    assert_true(class_quiz_raise(&c, 1, 1000));
    assert_false(class_quiz_raise(&c, 2, 1000));
    assert_true(class_quiz_answer(&c, true, 1500));
    assert_int_equal(c.score[1], 1);
}

static void a_miss_passes_to_the_others(void **state)
{
    (void)state;
    struct class_quiz c;
    class_quiz_begin(&c, 2, 0);
    class_quiz_ask(&c, 0);
    assert_true(class_quiz_raise(&c, 0, 0));
    assert_false(class_quiz_answer(&c, false, 0));
    assert_false(class_quiz_raise(&c, 0, 0)); // once a question
    assert_true(class_quiz_raise(&c, 1, 0));
    assert_true(class_quiz_answer(&c, false, 0)); // all have
    assert_int_equal(c.score[0] + c.score[1], 0);
    class_quiz_ask(&c, 0);
    assert_true(class_quiz_raise(&c, 0, 0));
}

static void the_clock_waits_for_an_answer(void **state)
{
    (void)state;
    struct class_quiz c;
    class_quiz_begin(&c, 2, 15);
    class_quiz_ask(&c, 1000);
    assert_int_equal(class_quiz_left_s(&c, 1000), 15);
    assert_int_equal(class_quiz_left_s(&c, 6000), 10);
    assert_true(class_quiz_raise(&c, 0, 6000));
    assert_int_equal(class_quiz_left_s(&c, 99000), 10);
    assert_false(class_quiz_is_over(&c, 99000));
    assert_false(class_quiz_answer(&c, false, 99000));
    assert_false(class_quiz_is_over(&c, 108999));
    assert_true(class_quiz_is_over(&c, 109000));
    assert_false(class_quiz_raise(&c, 1, 109000)); // too late
    class_quiz_end(&c);
    assert_false(class_quiz_is_over(&c, 109000));
    // without a class nothing runs
    class_quiz_begin(&c, 0, 15);
    class_quiz_ask(&c, 0);
    assert_false(class_quiz_is_over(&c, 1000000));
    assert_int_equal(class_quiz_left_s(&c, 0), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_hand_answers),
        cmocka_unit_test(a_miss_passes_to_the_others),
        cmocka_unit_test(the_clock_waits_for_an_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
