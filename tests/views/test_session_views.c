/* What a running session says in its panel: the list of needles, its head, the lamp. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../session/fixture.h"
#include "base/arena.h"
#include "catalog/catalog.h"
#include "rules/plan.h"
#include "session/overlay.h"
#include "views/checklist.h"
#include "views/lamp_tests.h"
#include "views/session_head.h"

struct desk {
    struct catalog *catalog;
    struct texts *texts;
    struct arena *arena;
    struct session_plan *plan;
    struct session *session;
};

static int open_desk(void **state)
{
    struct error error = {0};
    struct desk *d = xcalloc(1, sizeof *d);
    *d = (struct desk){.catalog = catalog_load(DEQI_SOURCE_DIR, &error),
                       .texts = texts_load(DEQI_SOURCE_DIR, "en", &error),
                       .arena = arena_create(),
                       .plan = fixture_plan(),
                       .session = xcalloc(1, sizeof *d->session)};
    if (!d->catalog || !d->texts)
        return -1;
    fixture_begin(d->session, d->plan);
    *state = d;
    return 0;
}

static int close_desk(void **state)
{
    struct desk *d = *state;
    session_plan_destroy(&d->plan);
    arena_destroy(&d->arena);
    texts_destroy(&d->texts);
    catalog_destroy(&d->catalog);
    free(d->session);
    free(d);
    return 0;
}

static struct checklist list_of(const struct desk *d, int armed)
{
    struct checklist list;
    checklist_make(&list, d->session, d->catalog, armed, NULL, d->texts, d->arena);
    return list;
}

// ---------------------------------------------------------------- the list

static void the_list_is_the_position_s(void **state)
{
    struct desk *d = *state;
    struct checklist list = list_of(d, -1);
    assert_int_equal(list.n, 3); // BL57 has another position
    assert_string_equal(list.row[0].code, "KI3");
    assert_string_equal(list.row[0].title, "Tàixī 太溪, left");
    assert_string_equal(list.row[1].title, "Tàixī 太溪, right");
    assert_non_null(strstr(list.row[2].detail, "4 needles"));
    assert_int_equal(checklist_waiting(d->session), 6);
    assert_int_equal(list.n_left_out, 4);
    for (int i = 0; i < list.n_left_out; i++) {
        assert_int_equal(list.left_out[i].mark, CHECKLIST_AWAY);
        assert_int_equal(list.left_out[i].tone, CHECKLIST_QUIET);
    }
}

static void a_needle_goes_its_way(void **state)
{
    struct desk *d = *state;
    assert_int_equal(checklist_next(d->session), 0);
    assert_int_equal(list_of(d, -1).row[0].tone, CHECKLIST_NEXT);
    assert_int_equal(list_of(d, -1).row[0].mark, CHECKLIST_WAITING);
    assert_true(fixture_do(d->session, 1, "insert KI3 L"));
    assert_int_equal(checklist_next(d->session), 1);
    assert_int_equal(list_of(d, -1).row[0].mark, CHECKLIST_IN);
    assert_int_equal(checklist_waiting(d->session), 5);
    assert_true(fixture_do(d->session, 2, "de-qi KI3 L"));
    assert_int_equal(list_of(d, -1).row[0].mark, CHECKLIST_DE_QI);
    assert_int_equal(list_of(d, -1).row[0].tone, CHECKLIST_QUIET);
    assert_true(fixture_do(d->session, 3, "skip KI3 R sore"));
    assert_int_equal(list_of(d, -1).row[1].mark, CHECKLIST_AWAY);
    assert_true(fixture_do(d->session, 4, "insert EX-LE10 L"));
    assert_true(fixture_do(d->session, 5, "de-qi"));
    assert_int_equal(d->session->state, SESSION_RETAINING);
    assert_int_equal(checklist_next(d->session), -1);
    // time is up: a sign means what it meant while the time ran
    assert_true(fixture_do(d->session, 1900, "remove KI3 L"));
    assert_int_equal(list_of(d, -1).row[0].mark, CHECKLIST_OUT);
    assert_non_null(strstr(list_of(d, -1).row[0].detail, "out"));
    assert_int_equal(list_of(d, -1).row[2].mark, CHECKLIST_DE_QI);
    assert_int_equal(checklist_next(d->session), 2);
    assert_int_equal(list_of(d, 2).row[2].tone, CHECKLIST_ASKS);
    assert_non_null(strstr(list_of(d, 2).row[2].detail, "Tap again"));
}

/* of what is still to go in; where the plan is at hand, and a tender spot with its region
 */
static void depth_and_angle_stand_in_the_row(void **state)
{
    struct desk *d = *state;
    const struct plan_point points[] = {
        {.code = "KI3", .side = 'L', .depth_cun = {0.3, 0.5}, .angle = PLAN_OBLIQUE},
        {.code = "KI3",
         .side = 'R',
         .depth_cun = {0.4, 0.8},
         .region = "sole",
         .angle = PLAN_PERPENDICULAR}};
    const struct plan plan = {.n_points = 2, .points = points};
    const struct checklist_about about = {.plan = &plan};
    struct checklist list;
    checklist_make(&list, d->session, d->catalog, -1, &about, d->texts, d->arena);
    assert_non_null(strstr(list.row[0].detail, "0.3\u20130.5 cun"));
    assert_non_null(strstr(list.row[0].detail, "oblique"));
    assert_non_null(strstr(list.row[1].detail, "0.4\u20130.8 cun"));
    assert_null(strstr(list.row[2].detail, "cun"));
    assert_true(fixture_do(d->session, 1, "insert KI3 L"));
    checklist_make(&list, d->session, d->catalog, -1, &about, d->texts, d->arena);
    assert_null(strstr(list.row[0].detail, "cun"));
    const struct session_point spot = {.code = "ASHI1", .side = 'R'};
    const struct plan_point mark = {.code = "ASHI1", .side = 'R', .region = "sole"};
    const struct plan tender = {.n_points = 1, .points = &mark};
    const char *title = checklist_title(&spot, d->catalog, &tender, d->texts, d->arena);
    assert_non_null(strstr(title, "sole"));
    assert_non_null(strstr(title, "right"));
}

/* what no plan has, what is only partly in, and what broke stand in the list by word */
static void what_really_happened_is_in_the_list(void **state)
{
    struct desk *d = *state;
    assert_true(fixture_do(d->session, 1, "insert EX-LE10.1 L"));
    assert_non_null(strstr(list_of(d, -1).row[2].detail, "1 of 4"));
    assert_true(fixture_do(d->session, 2, "unplanned ST36 R tender"));
    struct checklist list = list_of(d, -1);
    assert_int_equal(list.n, 4);
    assert_string_equal(list.row[3].code, "ST36");
    assert_non_null(strstr(list.row[3].title, "right"));
    assert_int_equal(list.row[3].mark, CHECKLIST_IN);
    assert_non_null(strstr(list.row[3].detail, "not in the plan"));
    assert_true(fixture_do(d->session, 3, "stuck ST36 R"));
    assert_non_null(strstr(list_of(d, -1).row[3].detail, "stuck"));
    assert_true(fixture_do(d->session, 4, "broken ST36 R"));
    assert_int_equal(list_of(d, -1).row[3].mark, CHECKLIST_BROKEN);
    assert_non_null(strstr(list_of(d, -1).row[3].detail, "BROKEN"));
    assert_true(fixture_do(d->session, 5, "insert KI3 L"));
    assert_true(fixture_do(d->session, 6, "fell-out KI3 L"));
    assert_non_null(strstr(list_of(d, -1).row[0].detail, "fell out"));
    assert_int_equal(list_of(d, -1).row[0].mark, CHECKLIST_OUT);
}

// ---------------------------------------------------------------- the head

static const char *count_of(const struct desk *d, double seconds)
{
    struct overlay o;
    struct session_time at = fixture_at(seconds);
    assert_true(overlay_make(&o, d->session, &at, NULL, NULL));
    return session_head_count(d->session, &o, SESSION_HEAD_LONG, d->texts, d->arena);
}

static void the_head_counts_what_is_in(void **state)
{
    struct desk *d = *state;
    assert_true(fixture_do(d->session, 1, "insert EX-LE10 L"));
    assert_non_null(strstr(count_of(d, 2), "4"));
    assert_non_null(strstr(count_of(d, 2), "6"));
    const char *position = session_head_position(d->session, 0, d->texts, d->arena);
    assert_non_null(strstr(position, "Lying on the back"));
    assert_non_null(strstr(position, "1 of 3"));
}

static void what_presses_stands_in_one_place(void **state)
{
    struct desk *d = *state;
    const char *const WAY[] = {"insert KI3 L", "insert KI3 R", "insert EX-LE10 L",
                               "de-qi",        "lamp-on",      NULL};
    fixture_all(d->session, 1, WAY);
    struct overlay o;
    // the skin was not looked at for long
    struct session_time at = fixture_at(1 + 9 * 60);
    struct session later;
    assert_true(overlay_make(&o, d->session, &at, &later, NULL));
    assert_non_null(overlay_find(&o, OVERLAY_SKIN_CHECK_OVERDUE));
    struct session_notices wide, low;
    session_head_notices(&wide, &later, &o, SESSION_HEAD_LISTS, d->texts, d->arena);
    session_head_notices(&low, &later, &o, SESSION_HEAD_PRESSES, d->texts, d->arena);
    assert_null(wide.pressing);
    assert_non_null(low.pressing);
    assert_int_equal(wide.n_alarms + wide.n_remarks, low.n_alarms + low.n_remarks + 1);
    for (int i = 0; i < low.n_alarms; i++)
        assert_ptr_not_equal(low.alarm[i].alert, low.pressing);
    for (int i = 0; i < wide.n_alarms; i++)
        assert_true(wide.alarm[i].alert->sounds && *wide.alarm[i].text);
}

// ---------------------------------------------------------------- the lamp

static void the_lamp_tells_from_the_record(void **state)
{
    struct desk *d = *state;
    struct lamp_tests tests;
    lamp_tests_make(&tests, d->session, d->texts, d->arena);
    assert_int_equal(tests.count[LAMP_TEST_MISSING], 1);
    assert_int_equal(tests.count[LAMP_TEST_NOT_NEEDED], 1);
    assert_int_equal(tests.count[LAMP_TEST_WITHHELD], 1);
    assert_int_equal(tests.n_rows, 1);
    assert_string_equal(tests.row[0].text, "Sole, left");
    assert_int_equal(tests.n_lines, 2); // nothing of what is not yet tested
    assert_true(fixture_do(d->session, 1, "thermal-test fail sole L"));
    lamp_tests_make(&tests, d->session, d->texts, d->arena);
    assert_int_equal(tests.row[0].state, LAMP_TEST_FAILED);
    assert_int_equal(tests.count[LAMP_TEST_MISSING], 0);
    assert_int_equal(tests.n_lines, 3);
    assert_non_null(strstr(tests.line[0], "sole left"));
}

/* nobody is warmed through the couch, and so nobody is promised it (A7) */
static void the_lamp_tells_of_this_position(void **state)
{
    struct desk *d = *state;
    struct message why = {.english = "a root"};
    session_plan_add_region(d->plan, "lumbosacral", 'M', SESSION_LAMP_RULE_ON, &why);
    session_plan_add_region(d->plan, "neck", 'M', SESSION_LAMP_RULE_CONDITIONAL, &why);
    fixture_begin(d->session, d->plan);
    struct lamp_tests tests;
    lamp_tests_make(&tests, d->session, d->texts, d->arena);
    assert_int_equal(tests.n_rows, 1); // the sole
    for (int i = 0; i < tests.n_lines; i++)
        assert_null(strstr(tests.line[i], "lower back"));
    for (int i = 0; i < 3; i++)
        assert_true(fixture_do(d->session, i,
                               (const char *[]){"skip KI3 L sore", "skip KI3 R sore",
                                                "skip EX-LE10 L sore"}[i]));
    assert_int_equal(d->session->position, 1);
    lamp_tests_make(&tests, d->session, d->texts, d->arena);
    assert_int_equal(tests.n_rows, 1);
    assert_string_equal(tests.row[0].text, "Neck");
    assert_int_equal(tests.n_lines, 1);
    assert_non_null(strstr(tests.line[0], "lower back"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_list_is_the_position_s, open_desk,
                                        close_desk),
        cmocka_unit_test_setup_teardown(a_needle_goes_its_way, open_desk, close_desk),
        cmocka_unit_test_setup_teardown(depth_and_angle_stand_in_the_row, open_desk,
                                        close_desk),
        cmocka_unit_test_setup_teardown(what_really_happened_is_in_the_list, open_desk,
                                        close_desk),
        cmocka_unit_test_setup_teardown(the_head_counts_what_is_in, open_desk,
                                        close_desk),
        cmocka_unit_test_setup_teardown(what_presses_stands_in_one_place, open_desk,
                                        close_desk),
        cmocka_unit_test_setup_teardown(the_lamp_tells_from_the_record, open_desk,
                                        close_desk),
        cmocka_unit_test_setup_teardown(the_lamp_tells_of_this_position, open_desk,
                                        close_desk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
