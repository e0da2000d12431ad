/* what the table cannot say: time, retention, lamp, positions, overrides, the overlay */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "session/overlay.h"

static struct overlay look(const struct session *s, double seconds)
{
    struct overlay o;
    struct session_time at = fixture_at(seconds);
    assert_true(overlay_make(&o, s, &at, NULL, NULL));
    return o;
}

static bool has_alert(const struct overlay *o, const char *id)
{
    for (int i = 0; i < o->n_alerts; i++)
        if (strcmp(o->alerts[i].id, id) == 0)
            return true;
    return false;
}

static void expect_retention(const struct session *s, double seconds,
                             enum session_state state, int elapsed, int remaining)
{
    struct overlay o = look(s, seconds);
    assert_int_equal(o.state, state);
    assert_int_equal(o.elapsed_s, elapsed);
    assert_int_equal(o.remaining_s, remaining);
}

static void a_whole_session_of_two_positions(void **state)
{
    (void)state;
    struct session_plan *plan = fixture_plan();
    struct session s;
    fixture_begin(&s, plan);
    struct overlay o = look(&s, 0);
    assert_int_equal(o.n_left, 1);
    assert_int_equal(o.left[0], 1);
    fixture_all(&s, 10, (const char *[]){"insert KI3 L", "insert EX-LE10 L", NULL});
    assert_int_equal(session_needles_in(&s), 5);
    fixture_all(&s, 20, (const char *[]){"insert KI3 R", "de-qi", NULL});
    expect_retention(&s, 20, SESSION_RETAINING, 0, 1800);
    expect_retention(&s, 1819.999, SESSION_RETAINING, 1799, 1);
    expect_retention(&s, 1820, SESSION_DUE, 1800, 0);
    o = look(&s, 5000);
    assert_true(has_alert(&o, "due"));
    assert_true(o.fraction == 1.0f);
    fixture_all(&s, 1900, (const char *[]){"remove KI3 L", NULL});
    expect_retention(&s, 1900, SESSION_REMOVING, 1800, 0);
    assert_false(fixture_do(&s, 1900, "close"));
    fixture_all(&s, 1910, (const char *[]){"remove EX-LE10 L", "remove KI3 R", NULL});
    // the next position, with thirty minutes of its own
    expect_retention(&s, 1910, SESSION_PREPARED, 0, 1800);
    assert_int_equal(s.position, 1);
    fixture_all(&s, 2000, (const char *[]){"insert BL57 L", "de-qi BL57 L", NULL});
    expect_retention(&s, 2600, SESSION_RETAINING, 600, 1200);
    fixture_all(&s, 3800, (const char *[]){"remove BL57 L", NULL});
    expect_retention(&s, 3800, SESSION_REMOVING, 1800, 0);
    fixture_all(&s, 3810, (const char *[]){"close", NULL});
    o = look(&s, 9999);
    assert_int_equal(o.state, SESSION_CLOSED);
    assert_int_equal(o.placed, 7);
    assert_int_equal(o.out, 7);
    assert_int_equal(o.needles_in, 0);
    assert_false(has_alert(&o, "retention_short"));
    session_plan_destroy(&plan);
}

static void retention_runs_from_the_last_de_qi(void **state)
{
    (void)state;
    struct session_plan *plan = fixture_plan();
    struct session s;
    fixture_begin(&s, plan);
    // De Qi at a needle while others wait does not start it
    fixture_all(&s, 0,
                (const char *[]){"insert KI3 L", "de-qi KI3 L", "insert KI3 R",
                                 "insert EX-LE10 L", NULL});
    assert_int_equal(s.state, SESSION_INSERTING);
    fixture_all(&s, 30, (const char *[]){"de-qi EX-LE10 L", NULL});
    expect_retention(&s, 40, SESSION_RETAINING, 10, 1790);
    // a slow needle may follow without moving the time
    fixture_all(&s, 50, (const char *[]){"de-qi KI3 R", NULL});
    expect_retention(&s, 60, SESSION_RETAINING, 30, 1770);
    // skipping the last one that waits: from the De Qi that there was
    fixture_begin(&s, plan);
    fixture_all(&s, 0,
                (const char *[]){"insert KI3 L", "insert KI3 R", "de-qi KI3 L",
                                 "de-qi KI3 R", NULL});
    fixture_all(&s, 100, (const char *[]){"skip EX-LE10 L sore", NULL});
    expect_retention(&s, 100, SESSION_RETAINING, 100, 1700);
    session_plan_destroy(&plan);
}

static void a_needle_entered_by_mistake_waits_again(void **state)
{
    (void)state;
    struct session_plan *plan = fixture_plan();
    struct session s;
    fixture_begin(&s, plan);
    fixture_all(&s, 0, (const char *[]){"insert EX-LE10 L", "retract EX-LE10 L", NULL});
    assert_int_equal(s.state, SESSION_PREPARED);
    assert_int_equal(s.placed, 0);
    assert_int_equal(session_needles_in(&s), 0);
    // the time does not begin without it
    fixture_all(&s, 10,
                (const char *[]){"insert KI3 L", "insert EX-LE10 L", "de-qi EX-LE10 L",
                                 "retract EX-LE10 L", "insert KI3 R", "de-qi KI3 L",
                                 "de-qi KI3 R", NULL});
    assert_int_equal(s.state, SESSION_INSERTING);
    assert_int_equal(session_needles_in(&s), 2);
    assert_false(fixture_do(&s, 10, "de-qi"));
    assert_string_equal(fixture_refused, "de_qi_waiting");
    fixture_all(&s, 20, (const char *[]){"insert EX-LE10 L", NULL});
    assert_int_equal(session_needles_in(&s), 6);
    fixture_all(&s, 30, (const char *[]){"de-qi EX-LE10 L", NULL});
    expect_retention(&s, 40, SESSION_RETAINING, 10, 1790);
    // one that was in and came out stays a point that was needled
    struct session early;
    fixture_begin(&early, plan);
    fixture_all(&early, 0,
                (const char *[]){"insert KI3 L", "insert KI3 R", "remove KI3 L",
                                 "insert KI3 L", "retract KI3 L", NULL});
    assert_int_equal(early.points[0].state, SESSION_POINT_OUT);
    assert_int_equal(session_needles_in(&early), 1);
    assert_int_equal(early.placed, 2);
    // while the time runs it can only be taken out
    assert_false(fixture_do(&s, 50, "retract KI3 L"));
    session_plan_destroy(&plan);
}

static void a_late_needle_begins_the_time_anew(void **state)
{
    (void)state;
    struct session_plan *plan = fixture_plan();
    struct session s;
    fixture_begin(&s, plan);
    fixture_all(&s, 0,
                (const char *[]){"insert KI3 L", "insert KI3 R", "skip EX-LE10 L sore",
                                 "de-qi", "lamp-on", NULL});
    fixture_all(&s, 600, (const char *[]){"pause cough", NULL});
    fixture_all(&s, 700, (const char *[]){"resume", "lamp-on", NULL});
    fixture_all(&s, 900, (const char *[]){"insert EX-LE10 L", NULL});
    struct overlay o = look(&s, 900);
    assert_int_equal(o.state, SESSION_INSERTING);
    assert_false(o.started);
    assert_false(o.lamp.on);
    assert_true(has_alert(&o, "lamp_switch_off"));
    // out again before its De Qi: the earlier time goes on where it stood
    struct session undone;
    memcpy(&undone, &s, sizeof s);
    fixture_all(&undone, 1000, (const char *[]){"remove EX-LE10 L", NULL});
    expect_retention(&undone, 1000, SESSION_RETAINING, 800, 1000);
    // De Qi at it: thirty minutes from there
    fixture_all(&s, 1000, (const char *[]){"de-qi", NULL});
    expect_retention(&s, 1010, SESSION_RETAINING, 10, 1790);
    session_plan_destroy(&plan);
}

static void pause_stops_time_and_lamp(void **state)
{
    (void)state;
    struct session_plan *plan = fixture_small(SESSION_LAMP_RULE_ON);
    struct session s;
    fixture_begin(&s, plan);
    fixture_all(&s, 0, (const char *[]){"insert KI3 L", "de-qi", "lamp-on", NULL});
    fixture_all(&s, 100, (const char *[]){"pause needs the toilet", NULL});
    struct overlay o = look(&s, 5000);
    assert_true(o.paused);
    assert_true(has_alert(&o, "paused"));
    assert_true(has_alert(&o, "lamp_switch_off"));
    expect_retention(&s, 5000, SESSION_RETAINING, 100, 1700);
    assert_false(fixture_do(&s, 5000, "pause again"));
    assert_string_equal(fixture_refused, "paused");
    assert_false(fixture_do(&s, 5000, "lamp-on"));
    assert_string_equal(fixture_refused, "lamp_paused");
    fixture_all(&s, 5000, (const char *[]){"resume", NULL});
    o = look(&s, 5100);
    assert_false(o.lamp.on);
    expect_retention(&s, 5100, SESSION_RETAINING, 200, 1600);
    // lamp-off answers the request
    fixture_all(&s, 5100, (const char *[]){"lamp-off", NULL});
    o = look(&s, 5100);
    assert_false(has_alert(&o, "lamp_switch_off"));
    expect_retention(&s, 6699.5, SESSION_RETAINING, 1799, 1);
    expect_retention(&s, 6700, SESSION_DUE, 1800, 0);
    session_plan_destroy(&plan);
}

static void short_retention_is_said(void **state)
{
    (void)state;
    struct session_plan *plan = fixture_plan();
    struct session s;
    fixture_begin(&s, plan);
    fixture_all(&s, 0,
                (const char *[]){"insert KI3 L", "insert KI3 R", "insert EX-LE10 L",
                                 "de-qi", NULL});
    // one early needle: the others go on
    fixture_all(&s, 60, (const char *[]){"remove KI3 L", NULL});
    assert_int_equal(s.state, SESSION_RETAINING);
    fixture_all(&s, 1800, (const char *[]){"remove KI3 R", "remove EX-LE10 L", NULL});
    assert_int_equal(s.points[0].retained_ms, 60000);
    fixture_all(&s, 1801, (const char *[]){"insert BL57 L", "de-qi", NULL});
    fixture_all(&s, 2551, (const char *[]){"remove BL57 L", NULL});
    assert_int_equal(s.state, SESSION_REMOVING);
    fixture_all(&s, 2560, (const char *[]){"close", NULL});
    struct overlay o = look(&s, 9000);
    char text[200];
    int found = 0;
    for (int i = 0; i < o.n_alerts; i++)
        if (strcmp(o.alerts[i].id, "retention_short") == 0) {
            text_format(NULL, &o.alerts[i].text, text, sizeof text);
            assert_string_equal(
                text, found++ == 0 ? "KI3, left: in for only 1 min 0 s"
                                   : "The retention was short (Lying face down): 12 "
                                     "min 30 s of 30 min");
        }
    assert_int_equal(found, 2);
    session_plan_destroy(&plan);
}

static void abort_takes_everything_out_first(void **state)
{
    (void)state;
    struct session_plan *plan = fixture_plan();
    struct session s;
    fixture_begin(&s, plan);
    fixture_all(&s, 0,
                (const char *[]){"insert KI3 L", "insert KI3 R", "insert EX-LE10 L",
                                 "de-qi", "lamp-on", NULL});
    fixture_all(&s, 90, (const char *[]){"abort the patient feels faint", NULL});
    struct overlay o = look(&s, 90);
    assert_int_equal(o.state, SESSION_REMOVING);
    assert_false(o.lamp.on);
    assert_int_equal(o.n_left, 0);
    assert_true(has_alert(&o, "aborting"));
    assert_true(has_alert(&o, "lamp_switch_off"));
    fixture_all(&s, 95, (const char *[]){"abort again", "note pale", "lamp-off", NULL});
    assert_string_equal(session_said_text(&s, s.abort_said), "the patient feels faint");
    fixture_all(&s, 100, (const char *[]){"remove KI3 L", "remove KI3 R", NULL});
    assert_false(fixture_do(&s, 100, "close"));
    expect_retention(&s, 4000, SESSION_REMOVING, 90, 1710);
    fixture_all(&s, 110, (const char *[]){"remove EX-LE10 L", NULL});
    assert_int_equal(s.state, SESSION_ABORTED);
    session_plan_destroy(&plan);
}

static void needles_in_without_time_are_told(void **state)
{
    (void)state;
    struct session_plan *plan = fixture_plan();
    struct session s;
    fixture_begin(&s, plan);
    struct overlay o = look(&s, 4000);
    assert_false(has_alert(&o, "not_running"));
    fixture_all(
        &s, 5000,
        (const char *[]){"insert KI3 L", "insert KI3 R", "insert EX-LE10 L", NULL});
    o = look(&s, 5299);
    assert_false(has_alert(&o, "not_running"));
    o = look(&s, 5300);
    assert_true(has_alert(&o, "not_running"));
    fixture_all(&s, 5400, (const char *[]){"de-qi", NULL});
    o = look(&s, 6000);
    assert_false(has_alert(&o, "not_running"));
    session_plan_destroy(&plan);
}

static void skipping_everything_ends_a_position(void **state)
{
    (void)state;
    struct session_plan *plan = fixture_plan();
    struct session s;
    fixture_begin(&s, plan);
    fixture_all(
        &s, 0,
        (const char *[]){"skip KI3 L a", "skip KI3 R b", "skip EX-LE10 L c", NULL});
    assert_int_equal(s.state, SESSION_PREPARED);
    assert_int_equal(s.position, 1);
    fixture_all(&s, 0, (const char *[]){"skip BL57 L d", NULL});
    assert_int_equal(s.state, SESSION_REMOVING);
    fixture_all(&s, 0, (const char *[]){"close", NULL});
    // skipping ahead: the position is passed over
    fixture_begin(&s, plan);
    fixture_all(&s, 0, (const char *[]){"skip BL57 L later", NULL});
    struct overlay o = look(&s, 0);
    assert_int_equal(o.n_left, 0);
    session_plan_destroy(&plan);
}

static void overrides_bring_points_back(void **state)
{
    (void)state;
    struct session_plan *plan = fixture_plan();
    struct session s;
    fixture_begin(&s, plan);
    fixture_all(&s, 0, (const char *[]){"override SF04 LR3 R agreed", NULL});
    // two cautions hold it
    assert_false(fixture_do(&s, 0, "insert LR3 R"));
    assert_string_equal(fixture_refused, "removed");
    assert_false(fixture_do(&s, 0, "override SF04 LR3 R agreed"));
    assert_string_equal(fixture_refused, "override_again");
    fixture_all(&s, 0,
                (const char *[]){"override SF11 LR3 R pulses felt", "insert LR3 R",
                                 "override SF08 GB20 L agreed", NULL});
    struct overlay o = look(&s, 0);
    assert_int_equal(o.n_left, 2); // prone, and seated for the point brought back
    fixture_all(&s, 0,
                (const char *[]){"override SF03 LI4 L agreed", "insert LI4 L", NULL});
    assert_int_equal(s.points[session_plan_find(plan, "LI4", 'L')].position, 0);
    session_plan_destroy(&plan);
}

static void the_lamp_obeys_the_plan(void **state)
{
    (void)state;
    struct session_plan *plan = fixture_small(SESSION_LAMP_RULE_CONDITIONAL);
    struct session s;
    fixture_begin(&s, plan);
    fixture_all(&s, 0, (const char *[]){"insert KI3 L", "de-qi", NULL});
    assert_false(fixture_do(&s, 1, "lamp-on"));
    assert_string_equal(fixture_refused, "lamp_untested");
    fixture_all(&s, 1, (const char *[]){"thermal-test fail", NULL});
    assert_false(fixture_do(&s, 1, "lamp-on"));
    assert_string_equal(fixture_refused, "lamp_failed");
    fixture_all(
        &s, 2,
        (const char *[]){"thermal-test pass sole L warmer water", "lamp-on", NULL});
    struct overlay o = look(&s, 2);
    assert_true(o.lamp.on && o.lamp.allowed && o.lamp.lit[0]);
    // a test that fails under the lamp ends it
    fixture_all(&s, 3, (const char *[]){"thermal-test fail sole L", NULL});
    o = look(&s, 3);
    assert_false(o.lamp.on || o.lamp.allowed);
    assert_true(has_alert(&o, "lamp_switch_off"));
    session_plan_destroy(&plan);

    plan = fixture_small(SESSION_LAMP_RULE_WITHHELD);
    fixture_begin(&s, plan);
    fixture_all(&s, 0,
                (const char *[]){"thermal-test pass", "insert KI3 L", "de-qi", NULL});
    struct session_event on = {.kind = SESSION_LAMP_ON, .at = fixture_at(1)};
    struct session_refusal refusal;
    assert_false(session_apply(&s, &on, &refusal));
    assert_string_equal(refusal.what.id, "session.refused.lamp_withheld");
    assert_string_equal(refusal.why.english, "the foot is ischaemic");
    session_plan_destroy(&plan);

    // region by region; one more may join after its test
    plan = fixture_plan();
    fixture_begin(&s, plan);
    fixture_all(&s, 0,
                (const char *[]){"insert KI3 L", "insert KI3 R", "insert EX-LE10 L",
                                 "de-qi", "lamp-on", NULL});
    assert_true(!s.lamp.lit[0] && s.lamp.lit[1] && !s.lamp.lit[2]);
    fixture_all(&s, 1, (const char *[]){"thermal-test pass", "lamp-on", NULL});
    assert_true(s.lamp.lit[0] && s.lamp.lit[1] && !s.lamp.lit[2]);
    session_plan_destroy(&plan);
}

static void skin_checks_are_asked_for(void **state)
{
    (void)state;
    struct session_plan *plan = fixture_small(SESSION_LAMP_RULE_ON);
    struct session s;
    fixture_begin(&s, plan);
    fixture_all(&s, 0, (const char *[]){"insert KI3 L", "de-qi", "lamp-on", NULL});
    struct overlay o = look(&s, 299);
    assert_int_equal(o.n_alerts, 0);
    assert_int_equal(o.lamp.check_in_ms, 1000);
    o = look(&s, 300);
    assert_true(has_alert(&o, "skin_check"));
    assert_string_equal(o.next.id, "session.next.skin_check");
    o = look(&s, 400);
    assert_int_equal(o.lamp.warm_s, 400);
    assert_true(has_alert(&o, "skin_check_overdue"));
    fixture_all(&s, 400, (const char *[]){"skin-check", NULL});
    o = look(&s, 699);
    assert_int_equal(o.n_alerts, 0);
    o = look(&s, 1800);
    assert_int_equal(o.state, SESSION_DUE);
    assert_false(o.lamp.on);
    assert_true(has_alert(&o, "lamp_switch_off"));
    assert_false(has_alert(&o, "skin_check_overdue"));
    // what the lamp did is kept, no longer than it could shine
    fixture_all(&s, 2000, (const char *[]){"lamp-off", NULL});
    assert_int_equal(s.lamp.lit_ms, 1800 * 1000);
    assert_int_equal(s.lamp.checks, 1);
    session_plan_destroy(&plan);
}

static void toggling_the_lamp_answers_no_skin_check(void **state)
{
    (void)state;
    struct session_plan *plan = fixture_small(SESSION_LAMP_RULE_ON);
    struct session s;
    fixture_begin(&s, plan);
    fixture_all(&s, 0, (const char *[]){"insert KI3 L", "de-qi", "lamp-on", NULL});
    // five minutes are five minutes under the lamp, whenever they were
    fixture_all(&s, 200, (const char *[]){"lamp-off", NULL});
    fixture_all(&s, 500, (const char *[]){"lamp-on", NULL});
    struct overlay o = look(&s, 599);
    assert_int_equal(o.n_alerts, 0);
    assert_int_equal(o.lamp.check_in_ms, 1000);
    o = look(&s, 700);
    assert_true(has_alert(&o, "skin_check_overdue"));
    fixture_all(&s, 700, (const char *[]){"lamp-off", "lamp-on", NULL});
    o = look(&s, 701);
    assert_true(has_alert(&o, "skin_check_overdue"));
    fixture_all(&s, 702, (const char *[]){"skin-check", NULL});
    o = look(&s, 703);
    assert_int_equal(o.n_alerts, 0);
    session_plan_destroy(&plan);
}

static struct session_time reading(double wall, double mono, const char *boot)
{
    struct session_time at = {.wall_ms = 1000000 + (int64_t)(wall * 1000),
                              .mono_ms = (int64_t)(mono * 1000)};
    snprintf(at.boot, sizeof at.boot, "%s", boot);
    return at;
}

static void apply_at(struct session *s, struct session_time at,
                     struct session_event event)
{
    struct session_refusal refusal;
    event.at = at;
    assert_true(session_apply(s, &event, &refusal));
}

static int remaining(const struct session *s, struct session_time at, struct overlay *o)
{
    assert_true(overlay_make(o, s, &at, NULL, NULL));
    return o->remaining_s;
}

static void clocks_that_people_set(void **state)
{
    (void)state;
    struct session_plan *plan = fixture_small(SESSION_LAMP_RULE_ON);
    struct session s;
    struct session_time at = reading(0, 100, "one");
    struct session_event in = {.kind = SESSION_INSERT, .code = "KI3", .side = "L"};
    struct session_event de_qi = {.kind = SESSION_DE_QI};
    struct session_event note = {.kind = SESSION_NOTE, .text = "n"};
    struct overlay o;
    assert_true(session_begin(&s, plan, &at, NULL));
    apply_at(&s, reading(1, 101, "one"), in);
    apply_at(&s, reading(2, 102, "one"), de_qi);
    // the same boot: asleep or not, the monotonic clock counts
    assert_int_equal(remaining(&s, reading(602, 702, "one"), &o), 1200);
    assert_int_equal(o.n_alerts, 0);
    // set forward an hour, set back an hour
    assert_int_equal(remaining(&s, reading(4202, 702, "one"), &o), 1200);
    assert_true(has_alert(&o, "clock_forward"));
    assert_int_equal(remaining(&s, reading(-2998, 702, "one"), &o), 1200);
    assert_true(has_alert(&o, "clock_back"));
    // the note remembers the jump; later readings agree with it again
    struct session jumped;
    memcpy(&jumped, &s, sizeof s);
    apply_at(&jumped, reading(-2998, 702, "one"), note);
    assert_int_equal(remaining(&jumped, reading(-2398, 1302, "one"), &o), 600);
    assert_true(has_alert(&o, "clock_back"));
    // another boot: the wall clock counts
    assert_int_equal(remaining(&s, reading(902, 5, "two"), &o), 900);
    assert_int_equal(o.n_alerts, 0);
    // also where its monotonic clock shows more than the first one's did
    assert_int_equal(remaining(&s, reading(602, 300, "two"), &o), 1200);
    assert_int_equal(o.n_alerts, 0);
    assert_int_equal(remaining(&s, reading(1802, 5, "two"), &o), 0);
    assert_int_equal(o.state, SESSION_DUE);
    // another boot and a clock that is behind: its own running time is counted, and the
    // doubt is said
    assert_int_equal(remaining(&s, reading(-500, 5, "two"), &o), 1795);
    assert_true(has_alert(&o, "time_uncertain"));
    assert_false(has_alert(&o, "clock_back"));
    assert_int_equal(remaining(&s, reading(1, 605, "two"), &o), 1195);
    // an entered time between readings, and the monotonic clock after it
    struct session_time entered = {
        .wall_ms = 1000000 + 300000, .mono_ms = -1, .entered = true};
    apply_at(&s, entered, note);
    assert_int_equal(remaining(&s, reading(602, 702, "one"), &o), 1200);
    assert_int_equal(o.n_alerts, 0);
    // one entered ahead of the clock: no time is counted until the clock is there
    struct session ahead;
    memcpy(&ahead, &s, sizeof s);
    entered.wall_ms += 600000;
    apply_at(&ahead, entered, note);
    assert_int_equal(remaining(&ahead, reading(602, 702, "one"), &o), 902);
    assert_true(has_alert(&o, "entered_ahead"));
    assert_false(has_alert(&o, "clock_back"));
    entered.wall_ms -= 600000;
    // an entered time before the last event
    entered.wall_ms -= 1;
    struct session_refusal refusal;
    note.at = entered;
    assert_false(session_apply(&s, &note, &refusal));
    assert_string_equal(refusal.what.id, "session.refused.time_back");
    assert_false(overlay_make(&o, &s, &entered, NULL, &refusal));
    session_plan_destroy(&plan);
}

static void the_preview_needs_no_journal(void **state)
{
    (void)state;
    struct session_plan *plan = fixture_small(SESSION_LAMP_RULE_CONDITIONAL);
    struct session s;
    struct overlay o;
    struct session_refusal refusal;
    assert_true(overlay_preview(&o, &s, plan, 750000, OVERLAY_LAMP_ON, &refusal));
    assert_int_equal(o.elapsed_s, 750);
    assert_int_equal(o.remaining_s, 1050);
    assert_true(o.lamp.on);
    assert_int_equal(o.n_alerts, 0);
    assert_true(overlay_preview(&o, &s, plan, 1800000, OVERLAY_LAMP_ON, &refusal));
    assert_int_equal(o.state, SESSION_DUE);
    assert_false(o.lamp.on);
    session_plan_destroy(&plan);
    plan = fixture_small(SESSION_LAMP_RULE_WITHHELD);
    assert_true(overlay_preview(&o, &s, plan, 0, OVERLAY_LAMP_OFF, &refusal));
    assert_false(overlay_preview(&o, &s, plan, 0, OVERLAY_LAMP_ON, &refusal));
    session_plan_destroy(&plan);
    plan = session_plan_create();
    assert_false(overlay_preview(&o, &s, plan, 0, OVERLAY_LAMP_OFF, &refusal));
    assert_string_equal(refusal.what.id, "session.refused.no_points");
    session_plan_destroy(&plan);
}

static void plans_survive_json(void **state)
{
    (void)state;
    struct session_plan *plan = fixture_plan();
    session_plan_add_lifted(plan, "SF03", "LI4", 'R', "agreed");
    json_t *json = session_plan_to_json(plan);
    char *text = json_dumps(json, 0);
    struct json_doc doc;
    struct error error;
    assert_true(json_doc_parse(&doc, "plan", text, strlen(text), &error));
    struct json_at root = json_doc_root(&doc);
    struct session_plan *again = session_plan_from_json(&root, &error);
    assert_non_null(again);
    json_t *same = session_plan_to_json(again);
    assert_true(json_equal(json, same));
    assert_string_equal(again->regions[0].reason.english, "numb skin");
    // what does not hold together is refused
    json_object_set_new(json_array_get(json_object_get(root.value, "points"), 0),
                        "position", json_integer(7));
    assert_null(session_plan_from_json(&root, &error));
    json_decref(json);
    json_decref(same);
    json_doc_close(&doc);
    free(text);
    session_plan_destroy(&plan);
    session_plan_destroy(&again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_session_of_two_positions),
        cmocka_unit_test(retention_runs_from_the_last_de_qi),
        cmocka_unit_test(a_needle_entered_by_mistake_waits_again),
        cmocka_unit_test(a_late_needle_begins_the_time_anew),
        cmocka_unit_test(pause_stops_time_and_lamp),
        cmocka_unit_test(short_retention_is_said),
        cmocka_unit_test(abort_takes_everything_out_first),
        cmocka_unit_test(needles_in_without_time_are_told),
        cmocka_unit_test(skipping_everything_ends_a_position),
        cmocka_unit_test(overrides_bring_points_back),
        cmocka_unit_test(the_lamp_obeys_the_plan),
        cmocka_unit_test(skin_checks_are_asked_for),
        cmocka_unit_test(toggling_the_lamp_answers_no_skin_check),
        cmocka_unit_test(clocks_that_people_set),
        cmocka_unit_test(the_preview_needs_no_journal),
        cmocka_unit_test(plans_survive_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
