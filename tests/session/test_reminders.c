/* what a nurse must be told: what goes on for too long, what is still to be asked,
 * counted or planned */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "teller.h"

/* who it is, told wrongly at first; how far the lamp stands */
static void who_and_how_far(void **state)
{
    (void)state;
    session_plan_set_label(plan, "bed 3");
    fixture_begin(&s, plan);
    assert_string_equal(session_label(&s), "bed 3");
    at(10, "label bed 4");
    assert_string_equal(session_label(&s), "bed 4");
    at(20, "label bed 5, by the window");
    assert_string_equal(session_label(&s), "bed 5, by the window");
    assert_int_equal(s.lamp.distance_cm, 0);
    at(30, "lamp-distance 40");
    assert_int_equal(s.lamp.distance_cm, 40);
    refused(40, "lamp-distance 0", "lamp_touches");
    assert_int_equal(s.lamp.distance_cm, 40);
}

/* a tender spot whose place nobody knew before: told when it is needled, corrected after
 */
static void where_it_was(void **state)
{
    (void)state;
    float where[3];
    assert_false(session_place_of(&s, "KI3", 'L', where));
    ALL_AT(0, "insert KI3 L", "place KI3 L 0.0912 0.441 -0.03");
    assert_true(session_place_of(&s, "KI3", 'L', where));
    assert_true(where[0] > 0.0911f && where[0] < 0.0913f);
    assert_true(where[2] > -0.0301f && where[2] < -0.0299f);
    count(1, 1, 1, 0, 0);
    static const char *const NO[] = {"place KI3 L here",      "place KI3 L 0.1 0.2",
                                     "place KI3 L 1 2 3 4",   "place KI3 L 1e9 0 0",
                                     "place KI3 L 0,1 0,2 0", "place KI3 L nan 0 0",
                                     "place KI3 L . 0 0",     "place KI3 L 0. 0 0"};
    for (size_t i = 0; i < sizeof NO / sizeof *NO; i++)
        refused(2, NO[i], "place");
    ALL_AT(10, "remove KI3 L", "abort tired", "place KI3 L 0 0.4 0.1");
    assert_true(session_place_of(&s, "KI3", 'L', where));
    assert_true(where[0] == 0);
}

/* the last one of a position is out: the person is turned before the next goes in */
static void turning_is_said(void **state)
{
    (void)state;
    assert_false(session_turns(&s));
    ALL_AT(0, IN, "de-qi");
    ALL_AT(1800, "remove KI3 L", "remove KI3 R");
    assert_false(session_turns(&s));
    at(1801, "remove EX-LE10 L");
    assert_true(session_turns(&s));
    assert_string_equal(look(1802).next.id, "session.next.turn");
    at(1810, "insert BL57 L");
    assert_false(session_turns(&s));
    // who stops early turns nobody
    fixture_begin(&s, plan);
    ALL_AT(0, IN, "abort faint", "remove KI3 L", "remove KI3 R", "remove EX-LE10 L");
    assert_false(session_turns(&s));
}

/* how many sessions there are to be: told anew, the last counts */
static void what_is_planned(void **state)
{
    (void)state;
    at(0, "course 10 7");
    assert_int_equal(s.course_sessions, 10);
    assert_int_equal(s.course_days, 7);
    static const char *const NO[] = {
        "course ten 7", "course 10 7 1", "course 101 7",           "course 10 366",
        "course 10 0",  "course -1 7",   "course 99999999999999 7"};
    for (size_t i = 0; i < sizeof NO / sizeof *NO; i++)
        refused(1, NO[i], "course");
    ALL_AT(10, "abort tired", "course 6 14");
    assert_int_equal(s.course_sessions, 6);
}

/* forgotten for hours: how long, and how loudly */
static void s20_forgotten(void **state)
{
    (void)state;
    ALL_AT(0, IN, "de-qi");
    struct overlay o = look(1800 + 5 * 3600);
    assert_int_equal(o.overdue_s, 5 * 3600);
    assert_int_equal(o.longest_s, 1800 + 5 * 3600);
    assert_int_equal(o.alerts[0].level, OVERLAY_ALARM);
    assert_int_equal(since(20000, OVERLAY_DUE), 1800);
    assert_int_equal(since(20000, OVERLAY_BODY_LONG), 3600);
    // the first one out ends no alarm for those that stay
    at(20000, "remove KI3 L");
    assert_int_equal(level(20074, OVERLAY_NEEDLES_IN), OVERLAY_INFO);
    assert_int_equal(level(20075, OVERLAY_NEEDLES_IN), OVERLAY_ALARM);
    assert_int_equal(level(20001, OVERLAY_BODY_LONG), OVERLAY_ALARM);
    // a note takes no needle out
    at(20100, "note looking for the forceps");
    assert_int_equal(level(20101, OVERLAY_NEEDLES_IN), OVERLAY_ALARM);
    ALL_AT(20200, "remove KI3 R", "remove EX-LE10 L", "skip BL57 L no", "sharps 6",
           "close");
    assert_int_equal(level(20300, OVERLAY_RETENTION_LONG), OVERLAY_INFO);
    assert_int_equal(look(99999).longest_s, 20200);
}

static void a_pause_that_does_not_end(void **state)
{
    (void)state;
    ALL_AT(0, IN, "de-qi");
    at(100, "pause called away");
    assert_int_equal(level(279, OVERLAY_PAUSED), OVERLAY_INFO);
    assert_int_equal(level(280, OVERLAY_PAUSED), OVERLAY_WARNING);
    assert_int_equal(level(400, OVERLAY_PAUSED), OVERLAY_ALARM);
    assert_int_equal(since(1000, OVERLAY_PAUSED), 400);
    assert_int_equal(level(3600, OVERLAY_BODY_LONG), OVERLAY_ALARM);
    at(3700, "resume");
    assert_true(quiet(3701, OVERLAY_PAUSED));
}

static void what_stands_still_for_hours(void **state)
{
    (void)state;
    assert_true(quiet(7199, OVERLAY_STOOD_STILL));
    assert_int_equal(level(7200, OVERLAY_STOOD_STILL), OVERLAY_WARNING);
    at(7300, "abort never came");
    assert_true(quiet(99999, OVERLAY_STOOD_STILL));
}

static void what_the_box_says(void **state)
{
    (void)state;
    ALL_AT(0, IN, "de-qi", "fell-out KI3 L", "put-back KI3 L");
    ALL_AT(1800, OUT, "skip BL57 L no");
    // a fresh needle for the one that fell
    at(1810, "sharps 5");
    assert_int_equal(level(1811, OVERLAY_SHARPS_DIFFER), OVERLAY_WARNING);
    at(1820, "sharps 7");
    assert_true(quiet(1821, OVERLAY_SHARPS_DIFFER));
    // one more than ever went in: it is the record that lacks one
    at(1830, "sharps 8");
    assert_int_equal(level(1831, OVERLAY_SHARPS_DIFFER), OVERLAY_WARNING);
    struct overlay o = look(1831);
    assert_string_equal(overlay_find(&o, OVERLAY_SHARPS_DIFFER)->text.id,
                        "session.alert.sharps_more");
}

static void the_handle_of_what_broke_may_be_counted(void **state)
{
    (void)state;
    ALL_AT(0, IN, "de-qi", "broken KI3 L");
    ALL_AT(10, "abort broke", "remove KI3 R", "remove EX-LE10 L");
    for (int n = 4; n <= 7; n++) {
        char line[16];
        snprintf(line, sizeof line, "sharps %d", n);
        at(10 + n, line);
        assert_int_equal(!quiet(10 + n, OVERLAY_SHARPS_DIFFER), n == 4 || n == 7);
    }
}

static void a_needle_in_the_box_was_in_somebody(void **state)
{
    (void)state;
    at(1, "abort no consent");
    assert_true(quiet(2, OVERLAY_SHARPS));
    at(3, "sharps 1");
    assert_int_equal(level(4, OVERLAY_SHARPS_DIFFER), OVERLAY_WARNING);
}

static void questions_stand_until_answered(void **state)
{
    (void)state;
    struct session_plan *asks = fixture_small(SESSION_LAMP_RULE_CONDITIONAL);
    struct message text = {.english = "Blood counts?"};
    session_plan_add_question(asks, "blood_counts", &text, SESSION_ASKS_CAUTION);
    session_plan_add_question(asks, "thermal_test", &text, SESSION_ASKS_CAUTION);
    session_plan_add_question(asks, "palpate_spine", &text, SESSION_ASKS_RULE);
    fixture_begin(&s, asks);
    struct overlay o = look(1);
    assert_true(overlay_find(&o, OVERLAY_QUESTIONS)->text.arg[0].number == 2);
    at(2, "pass-over blood_counts taken yesterday, not back yet");
    assert_int_equal(s.answer[0], SESSION_PASSED_OVER);
    at(3, "thermal-test pass sole L");
    assert_true(quiet(4, OVERLAY_QUESTIONS));
    session_plan_destroy(&asks);
}

/* thirty times as fast, and said */
static void practice(void **state)
{
    (void)state;
    plan->practice = true;
    plan->speed = 30;
    fixture_begin(&s, plan);
    ALL_AT(0, IN, "de-qi");
    assert_int_equal(look(30).remaining_s, 900);
    assert_int_equal(look(60).state, SESSION_DUE);
    assert_int_equal(since(70, OVERLAY_DUE), 60);
    assert_int_equal(level(10, OVERLAY_PRACTICE), OVERLAY_INFO);
    // told in real time
    struct session_event late = {.kind = SESSION_REMOVE,
                                 .at = fixture_at(50),
                                 .code = "KI3",
                                 .side = "L",
                                 .happened_ms = fixture_at(40).wall_ms};
    assert_true(session_apply(&s, &late, NULL));
    assert_int_equal(s.points[0].retained_ms, 1200 * 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(who_and_how_far),
        TEST(where_it_was),
        TEST(turning_is_said),
        TEST(what_is_planned),
        TEST(s20_forgotten),
        TEST(a_pause_that_does_not_end),
        TEST(what_stands_still_for_hours),
        TEST(what_the_box_says),
        TEST(the_handle_of_what_broke_may_be_counted),
        TEST(a_needle_in_the_box_was_in_somebody),
        TEST(questions_stand_until_answered),
        TEST(practice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
