/* sixteen sessions as they happen: each can be recorded truly, and the record says no
 * more and no less */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "teller.h"

/* an ordinary one, its ends counted */
static void s01_ordinary(void **state)
{
    (void)state;
    ALL_AT(0, IN, "thermal-test pass sole L", "de-qi", "lamp-on", "score before 7");
    assert_true(s.lamp.lit[0] && s.lamp.lit[1] && !s.lamp.lit[2]);
    for (int i = 1; i < 6; i++)
        at(300 * i, "skin-check");
    ALL_AT(1800, "lamp-off", OUT, "skip BL57 L enough");
    assert_non_null(strstr(look(1801).next.english, "count them in the sharps box"));
    assert_int_equal(level(1801, OVERLAY_SHARPS), OVERLAY_INFO);
    ALL_AT(1810, "sharps 6", "score after 3", "close");
    struct overlay o = look(2000);
    assert_int_equal(o.n_alerts, 0);
    assert_int_equal(o.lamp.on_s, 1800);
    assert_int_equal(o.lamp.checks_made, 5);
    assert_int_equal(o.lamp.checks_missed, 0);
    assert_int_equal(s.score[SESSION_BEFORE], 7);
    assert_int_equal(s.score[SESSION_AFTER], 3);
}

/* a faint at minute 4 */
static void s02_faint(void **state)
{
    (void)state;
    ALL_AT(0, IN, "de-qi", "lamp-on");
    ALL_AT(240, "incident faint moderate pale, cold sweat", "abort faint");
    assert_int_equal(level(241, OVERLAY_ABORTING), OVERLAY_ALARM);
    ALL_AT(270, OUT);
    assert_int_equal(s.state, SESSION_ABORTED);
    assert_int_equal(level(271, OVERLAY_SHARPS), OVERLAY_INFO);
    // what comes later is told later
    ALL_AT(1200, "sharps 6", "note sat up, drank", "incident faint mild again, briefly");
    assert_int_equal(s.n_incidents, 2);
    assert_int_equal(s.incidents[0].severity, SESSION_MODERATE);
    assert_string_equal(session_said_text(&s, s.incidents[0].text), "pale, cold sweat");
    assert_true(quiet(1201, OVERLAY_SHARPS));
    assert_non_null(strstr(overlay_first_aid(SESSION_FAINT).english, "lie flat"));
    refused(1300, "insert KI3 L", "aborted");
}

/* a bruise when it came out: pressed, told with its severity, and how it went on */
static void s03_haematoma(void **state)
{
    (void)state;
    ALL_AT(0, IN, "de-qi");
    ALL_AT(1800, OUT, "skip BL57 L no", "incident haematoma mild KI3 L, pressed 5 min",
           "sharps 6", "close");
    assert_int_equal(s.incidents[0].kind, SESSION_HAEMATOMA);
    assert_int_equal(level(1801, OVERLAY_INCIDENT), OVERLAY_INFO);
    // found at home
    at(90000, "incident haematoma moderate larger the next day, no numbness");
    assert_int_equal(s.n_incidents, 2);
    assert_int_equal(s.state, SESSION_CLOSED);
    count(90001, 0, 6, 6, 0);
}

static void s06_must_leave(void **state)
{
    (void)state;
    ALL_AT(0, IN, "de-qi");
    ALL_AT(720, "abort the bus leaves", OUT);
    assert_int_equal(s.state, SESSION_ABORTED);
    struct overlay o = look(800);
    const struct overlay_alert *a = overlay_find(&o, OVERLAY_RETENTION_SHORT);
    assert_non_null(a);
    assert_true(a->text.arg[1].number == 12 && a->text.arg[3].number == 30);
    count(800, 0, 6, 6, 0);
}

static void s04_stuck(void **state)
{
    (void)state;
    ALL_AT(0, IN, "de-qi");
    ALL_AT(1800, "remove KI3 L", "remove KI3 R", "stuck EX-LE10.2 L");
    assert_int_equal(level(1801, OVERLAY_STUCK), OVERLAY_WARNING);
    refused(1801, "close", "close_needles_in");
    at(1900, "remove EX-LE10 L");
    assert_true(quiet(1901, OVERLAY_STUCK));
    count(1901, 0, 6, 6, 0);
}

/* a broken needle is never out */
static void s05_broken(void **state)
{
    (void)state;
    ALL_AT(0, IN, "de-qi");
    ALL_AT(1800, "remove KI3 L", "broken KI3 R", "remove EX-LE10 L", "skip BL57 L no");
    count(1801, 0, 6, 5, 1);
    assert_int_equal(state_of("KI3", 'R'), SESSION_POINT_BROKEN);
    assert_int_equal(level(1801, OVERLAY_BROKEN), OVERLAY_ALARM);
    refused(1900, "close", "close_broken");
    at(2000, "broken-resolved KI3 R drawn with forceps, whole");
    assert_true(quiet(2001, OVERLAY_BROKEN));
    at(2010, "close");
    count(9000, 0, 6, 5, 1);
    assert_int_equal(level(9000, OVERLAY_BROKEN_RESOLVED), OVERLAY_INFO);
    // an abort ends it too, and it stands there for ever
    fixture_begin(&s, plan);
    ALL_AT(0, IN, "broken KI3 L", "abort broken", "remove KI3 R", "remove EX-LE10 L");
    assert_int_equal(s.state, SESSION_ABORTED);
    assert_int_equal(level(99999, OVERLAY_BROKEN), OVERLAY_WARNING);
    // a tip that is found missing after it was taken for out
    fixture_begin(&s, plan);
    ALL_AT(0, IN, "de-qi", "remove KI3 L", "broken KI3 L");
    count(1, 5, 6, 0, 1);
}

static void s07_lamp_left_on(void **state)
{
    (void)state;
    ALL_AT(0, IN, "thermal-test pass sole L", "de-qi", "lamp-on");
    // nobody looks, nobody switches it off: it is told at once and ever more plainly
    assert_int_equal(level(301, OVERLAY_SKIN_CHECK_OVERDUE), OVERLAY_ALARM);
    assert_true(quiet(599, OVERLAY_LAMP_UNWATCHED));
    assert_int_equal(level(600, OVERLAY_LAMP_UNWATCHED), OVERLAY_ALARM);
    assert_int_equal(look(700).lamp.checks_missed, 1);
    assert_int_equal(level(1800, OVERLAY_LAMP_SWITCH_OFF), OVERLAY_ALARM);
    ALL_AT(1860, OUT, "skip BL57 L no");
    assert_int_equal(level(2000, OVERLAY_LAMP_SWITCH_OFF), OVERLAY_ALARM);
    ALL_AT(2700, "lamp-off", "incident burn moderate blister on the sole", "sharps 6",
           "close");
    struct overlay o = look(2800);
    assert_int_equal(o.lamp.on_s, 1800);
    assert_int_equal(o.lamp.checks_made, 0);
    assert_int_equal(o.lamp.checks_missed, 5);
    assert_int_equal(s.lamp.drops, 1);
    assert_int_equal(s.lamp.over_ms, 900 * 1000);
    assert_non_null(overlay_find(&o, OVERLAY_CHECKS_MISSED));
    assert_non_null(overlay_find(&o, OVERLAY_LAMP_OVERRAN));
    assert_non_null(overlay_find(&o, OVERLAY_INCIDENT));
}

/* the wrong side, a point that was removed, one of another position: steel counts */
static void s08_not_in_the_plan(void **state)
{
    (void)state;
    ALL_AT(0, IN, "unplanned LR3 L wrong side", "unplanned SP6 L did not read the card",
           "unplanned BL57 L too soon");
    count(1, 9, 9, 0, 0);
    assert_int_equal(level(1, OVERLAY_UNPLANNED), OVERLAY_WARNING);
    at(2, "de-qi");
    assert_int_equal(s.state, SESSION_RETAINING);
    ALL_AT(10, "remove LR3 L", "remove SP6 L", "remove BL57 L");
    count(11, 6, 9, 3, 0);
    ALL_AT(1802, OUT);
    // the point itself is still to come
    at(1900, "insert BL57 L");
    count(1901, 1, 10, 9, 0);
    assert_int_equal(level(1901, OVERLAY_UNPLANNED), OVERLAY_INFO);
    // one that was only entered by mistake is none
    ALL_AT(1910, "unplanned ST36 R slip", "retract ST36 R");
    count(1911, 1, 10, 9, 0);
    // also while the others come out
    ALL_AT(1920, "de-qi", "abort stop", "unplanned LI4 R found under the sheet");
    count(1921, 2, 11, 9, 0);
    ALL_AT(1930, "remove BL57 L");
    assert_int_equal(s.state, SESSION_REMOVING);
    at(1940, "remove LI4 R");
    assert_int_equal(s.state, SESSION_ABORTED);
}

/* one falls out and is put back: its own time goes on, the others' is untouched */
static void s09_fell_out(void **state)
{
    (void)state;
    ALL_AT(0, IN, "de-qi");
    at(900, "fell-out KI3 L");
    assert_int_equal(level(901, OVERLAY_FELL_OUT), OVERLAY_WARNING);
    count(901, 5, 6, 1, 0);
    at(1200, "put-back KI3 L");
    assert_int_equal(look(1300).remaining_s, 500);
    int i = session_find(&s, "KI3", 'L', NULL);
    assert_int_equal(session_own_left(&s, i, 1300 * 1000), 800 * 1000);
    assert_int_equal(s.state, SESSION_RETAINING);
    // the others are due, this one may rest
    ALL_AT(1800, "remove KI3 R", "remove EX-LE10 L");
    assert_string_equal(look(1900).next.id, "session.next.own");
    assert_true(quiet(1900, OVERLAY_NEEDLES_IN));
    assert_int_equal(level(1900, OVERLAY_OWN_TIME), OVERLAY_INFO);
    assert_true(quiet(2099, OVERLAY_OWN_DUE));
    assert_int_equal(level(2100, OVERLAY_OWN_DUE), OVERLAY_ALARM);
    at(2100, "remove KI3 L");
    assert_int_equal(s.points[i].retained_ms, 1800 * 1000);
    assert_int_equal(session_body_ms(&s, s.points[i].first, 9999999), 1800 * 1000);
    assert_true(quiet(2101, OVERLAY_RETENTION_SHORT));
    // where it was the only one, the time stands still until it is back
    fixture_begin(&s, plan);
    ALL_AT(0, "insert KI3 L", "skip KI3 R a", "skip EX-LE10 L b", "de-qi");
    at(600, "fell-out KI3 L");
    assert_int_equal(s.state, SESSION_RETAINING);
    assert_int_equal(look(800).remaining_s, 1200);
    at(900, "put-back KI3 L");
    assert_int_equal(look(1000).remaining_s, 1100);
    at(1000, "fell-out KI3 L");
    at(1010, "skip KI3 L it stays out");
    assert_int_equal(s.state, SESSION_PREPARED);
    assert_int_equal(s.position, 1);
}

/* its own time runs on where the others came out early, and it is told that it rests */
static void s09_put_back_when_the_others_are_out(void **state)
{
    (void)state;
    ALL_AT(0, "skip KI3 L a", "skip KI3 R a", "skip EX-LE10 L a", "insert BL57 L",
           "de-qi");
    ALL_AT(600, "remove BL57 L", "unplanned ST36 L stray", "fell-out ST36 L",
           "put-back ST36 L");
    assert_int_equal(s.state, SESSION_REMOVING);
    assert_int_equal(level(900, OVERLAY_OWN_TIME), OVERLAY_INFO);
    int i = session_find(&s, "ST36", 'L', NULL);
    int left = (int)(session_own_left(&s, i, 900 * 1000) / 1000);
    assert_true(left > 0);
    assert_true(quiet(900 + left - 1, OVERLAY_OWN_DUE));
    assert_int_equal(level(900 + left, OVERLAY_OWN_DUE), OVERLAY_ALARM);
}

/* three of four */
static void s10_three_of_four(void **state)
{
    (void)state;
    ALL_AT(0, "insert EX-LE10.1 L", "insert EX-LE10.2 L", "insert EX-LE10.4 L");
    count(1, 3, 3, 0, 0);
    refused(1, "insert EX-LE10.2 L", "already_in");
    ALL_AT(2, "skip EX-LE10.3 L sore", "insert KI3 L", "insert KI3 R", "de-qi");
    assert_int_equal(s.state, SESSION_RETAINING);
    at(900, "fell-out EX-LE10.4 L");
    count(901, 4, 5, 1, 0);
    at(1802, "remove EX-LE10.1 L");
    count(1803, 3, 5, 2, 0);
    assert_int_equal(state_of("EX-LE10", 'L'), SESSION_POINT_DE_QI);
    at(1804, "remove EX-LE10 L");
    count(1805, 2, 5, 3, 0);
    assert_int_equal(state_of("EX-LE10", 'L'), SESSION_POINT_OUT);
    // what fell is put back, and no other of the set
    fixture_begin(&s, plan);
    ALL_AT(0, IN, "de-qi", "remove EX-LE10.1 L", "fell-out EX-LE10.2 L",
           "put-back EX-LE10 L");
    count(1, 5, 6, 1, 0);
    refused(1, "put-back EX-LE10 L", "not_fallen");
}

static void s12_handover(void **state)
{
    (void)state;
    ALL_AT(0, "by LW", IN);
    assert_string_equal(s.by, "LW");
    at(10, "by M. B\xC3\xBCrki");
    assert_string_equal(s.by, "M. B\xC3\xBCrki");
    at(11, "de-qi");
    assert_string_equal(s.by, "M. B\xC3\xBCrki");
}

/* numb skin: no De Qi to be had, and none is invented */
static void s13_no_de_qi(void **state)
{
    (void)state;
    ALL_AT(0, IN);
    refused(60, "lamp-on", "lamp_too_early");
    at(100, "no-de-qi numb to the knee");
    assert_int_equal(s.state, SESSION_RETAINING);
    assert_int_equal(look(400).remaining_s, 1500);
    assert_int_equal(state_of("KI3", 'L'), SESSION_POINT_IN);
    assert_int_equal(level(400, OVERLAY_NO_DE_QI), OVERLAY_INFO);
    // De Qi that is felt later is told, and moves nothing
    at(500, "de-qi KI3 L");
    assert_int_equal(look(500).remaining_s, 1400);
}

/* told later, with its own time */
static void s14_told_later(void **state)
{
    (void)state;
    struct session_refusal refusal;
    ALL_AT(0, IN, "de-qi");
    // taken out at minute 20, told at minute 40
    struct session_event late = {.kind = SESSION_REMOVE,
                                 .at = fixture_at(2400),
                                 .code = "KI3",
                                 .side = "L",
                                 .happened_ms = fixture_at(1200).wall_ms};
    assert_true(session_apply(&s, &late, &refusal));
    assert_int_equal(s.points[0].retained_ms, 1200 * 1000);
    assert_int_equal(session_body_ms(&s, s.points[0].first, 9999999), 1200 * 1000);
    // never before it went in
    late.code = "KI3";
    late.side = "R";
    late.happened_ms = 1;
    assert_true(session_apply(&s, &late, &refusal));
    assert_int_equal(session_body_ms(&s, s.points[1].first, 9999999), 0);
    struct session_event incident = {.kind = SESSION_INCIDENT,
                                     .at = fixture_at(2500),
                                     .incident = SESSION_PAIN,
                                     .text = "shock at KI3",
                                     .happened_ms = fixture_at(30).wall_ms};
    assert_true(session_apply(&s, &incident, &refusal));
    assert_true(s.incidents[0].late);
    assert_int_equal(s.incidents[0].wall_ms, fixture_at(30).wall_ms);
    incident.happened_ms = fixture_at(2600).wall_ms;
    assert_false(session_apply(&s, &incident, &refusal));
    assert_string_equal(refusal.what.id, "session.refused.late_ahead");
    late.kind = SESSION_DE_QI;
    late.at = fixture_at(2600);
    assert_false(session_apply(&s, &late, &refusal));
    assert_string_equal(refusal.what.id, "session.refused.late_kind");
}

static void s16_thermal_tests(void **state)
{
    (void)state;
    ALL_AT(0, IN, "de-qi", "thermal-test fail sole L");
    refused(1, "thermal-test pass sole L", "test_change");
    refused(1, "thermal-test pass", "test_change");
    at(2, "thermal-test pass sole L the cup had cooled; asked again");
    assert_string_equal(session_said_text(&s, s.lamp.change[0]),
                        "the cup had cooled; asked again");
    // to fail needs no reason: nobody is warmed while one is sought
    ALL_AT(3, "lamp-on", "thermal-test fail sole L");
    assert_false(s.lamp.on);
    // of the other position nothing is tested, nor warmed
    struct session_plan *two = session_plan_create();
    struct message why = {.english = "numb"};
    int supine = session_plan_position(two, "supine");
    session_plan_add_point(two, "ST36", 'R', 1, supine);
    session_plan_add_point(two, "GV3", 'M', 1, session_plan_position(two, "prone"));
    session_plan_add_region(two, "leg_lateral", 'R', SESSION_LAMP_RULE_CONDITIONAL, &why);
    session_plan_add_region(two, "leg_medial", 'R', SESSION_LAMP_RULE_CONDITIONAL, &why);
    session_plan_add_region(two, "lumbosacral", 'M', SESSION_LAMP_RULE_ON, &why);
    fixture_begin(&s, two);
    ALL_AT(0, "insert ST36 R", "de-qi", "thermal-test pass", "lamp-on");
    assert_true(s.lamp.lit[0] && s.lamp.lit[1] && !s.lamp.lit[2]);
    assert_int_equal(level(1, OVERLAY_TESTED_TOGETHER), OVERLAY_INFO);
    ALL_AT(2, "thermal-test pass leg_lateral R", "thermal-test pass leg_medial R");
    assert_true(quiet(3, OVERLAY_TESTED_TOGETHER));
    ALL_AT(1900, "remove ST36 R", "insert GV3 M", "de-qi", "lamp-on");
    assert_true(!s.lamp.lit[0] && !s.lamp.lit[1] && s.lamp.lit[2]);
    session_plan_destroy(&two);
}

/* entered by mistake: in, out, De Qi */
static void s19_taken_back(void **state)
{
    (void)state;
    ALL_AT(0, IN, "de-qi");
    at(600, "remove KI3 L");
    count(601, 5, 6, 1, 0);
    at(700, "retract-out KI3 L");
    count(701, 6, 6, 0, 0);
    assert_int_equal(look(800).remaining_s, 1000);
    // the last one of a position: the position is the present one again
    ALL_AT(1800, OUT);
    assert_int_equal(s.position, 1);
    at(1900, "retract-out KI3 R");
    assert_int_equal(s.position, 0);
    count(1901, 1, 6, 5, 0);
    assert_int_equal(level(1990, OVERLAY_NEEDLES_IN), OVERLAY_ALARM);
    assert_int_equal(look(2000).overdue_s, 200);
    at(2000, "remove KI3 R");
    assert_int_equal(s.position, 1);
    // not once the next has begun
    at(2010, "insert BL57 L");
    refused(2020, "retract-out KI3 R", "position_over");
    ALL_AT(2030, "de-qi", "remove BL57 L", "retract-out BL57 L");
    assert_int_equal(s.state, SESSION_RETAINING);
    assert_int_equal(look(2100).elapsed_s, 70);
    // a De Qi that was none: where it began the time, the time has not begun
    fixture_begin(&s, plan);
    ALL_AT(0, IN, "de-qi");
    at(100, "retract-de-qi EX-LE10 L");
    assert_int_equal(s.state, SESSION_INSERTING);
    at(200, "de-qi EX-LE10 L");
    assert_int_equal(look(300).remaining_s, 1700);
}

/* bent in the body, or found so when it is out; another goes in its place */
static void s19_bent(void **state)
{
    (void)state;
    at(0, "insert KI3 L");
    refused(1, "bent KI3 R", "not_in");
    at(2, "bent KI3 L");
    assert_int_equal(level(3, OVERLAY_BENT), OVERLAY_WARNING);
    ALL_AT(10, "remove KI3 L", "insert KI3 L");
    // the warning was for the one that is out
    assert_true(quiet(11, OVERLAY_BENT));
    ALL_AT(20, "insert KI3 R", "remove KI3 R", "bent KI3 R");
    assert_true(quiet(21, OVERLAY_BENT));
    count(21, 1, 3, 2, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(s01_ordinary),      TEST(s02_faint),
        TEST(s03_haematoma),     TEST(s04_stuck),
        TEST(s05_broken),        TEST(s06_must_leave),
        TEST(s07_lamp_left_on),  TEST(s08_not_in_the_plan),
        TEST(s09_fell_out),      TEST(s09_put_back_when_the_others_are_out),
        TEST(s10_three_of_four), TEST(s12_handover),
        TEST(s13_no_de_qi),      TEST(s14_told_later),
        TEST(s16_thermal_tests), TEST(s19_taken_back),
        TEST(s19_bent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
