/* More than one patient: nobody is forgotten, nobody is taken for another. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>
#include <cmocka.h>
#include <sqlite3.h>

#include "app/case_work.h"
#include "bedside.h"
#include "modes/clinic.h"
#include "panels/shell.h"
#include "panels/watch_strip.h"
#include "views/watch_rows.h"

#define CASES DEQI_SOURCE_DIR "/assets/cases/"

static void open_app(struct drive *d, struct drive_params params)
{
    params.width = params.width ? params.width : 1280;
    params.height = params.height ? params.height : 800;
    drive_start(d, params);
}

static int64_t shown_id(const struct drive *d)
{
    return live_session_id(d->app->desk.live);
}

static const struct session *shown(const struct drive *d)
{
    return live_session_state(d->app->desk.live);
}

/* two beds: the first is forgotten under its needles, the second has but begun */
static void two_beds(struct drive *d)
{
    struct bedside b;
    bedside_open(&b, d);
    bedside_begin_as(&b, CASES "cervical_thumb.json", "Bed 1");
    bedside_needle_all(&b);
    bedside_begin_as(&b, CASES "lumbar_marks.json", "Bed 2");
    bedside_close(&b);
    drive_pass(d, 1);
    drive_settle(d);
}

// ---------------------------------------------------------------- an upright window

static struct gui_rect yes_of(struct drive *d, const char *place)
{
    char label[200];
    snprintf(label, sizeof label, "%s##%s",
             text_of(d->app->desk.texts, "clinic.test_yes"), place);
    return drive_find(d, label);
}

/* where both panels stand side by side the list has the right one to itself */
static void the_lamp_is_beside_the_list(void **state)
{
    (void)state;
    static const int SIZES[][2] = {{1280, 800}, {1080, 1920}};
    for (int i = 0; i < 2; i++) {
        struct drive d = {0};
        open_app(&d, (struct drive_params){.mode = APP_CLINIC,
                                           .width = SIZES[i][0],
                                           .height = SIZES[i][1],
                                           .case_path = CASES "diabetic_soles.json"});
        drive_begin_session(&d);
        struct gui_rect yes = yes_of(&d, "Sole, left");
        assert_true(yes.x + yes.w < (float)SIZES[i][0] / 2);
        drive_close(&d);
    }
}

// ---------------------------------------------------------------- the other patient

static void who_is_not_shown_is_heard_and_seen(void **state)
{
    (void)state;
    static const enum app_mode MODES[] = {APP_TEACH, APP_CLINIC, APP_BOARD};
    for (int i = 0; i < 3; i++) {
        struct drive d = {0};
        open_app(&d, (struct drive_params){.mode = (int)MODES[i]});
        assert_false(drive_sees(&d, "Bed 1"));
        two_beds(&d);
        assert_true(drive_sees(&d, "Bed 1"));
        assert_true(drive_sees(&d, "Bed 2"));
        unsigned tones = d.app->desk.clinic->tones;
        drive_pass(&d, 60);
        assert_int_equal(d.app->desk.clinic->tones, tones);
        // the time is up: it sounds, again and again, whatever is looked at
        drive_pass(&d, 1800);
        assert_true(d.app->desk.clinic->tones > tones);
        tones = d.app->desk.clinic->tones;
        drive_pass(&d, 21);
        assert_true(d.app->desk.clinic->tones > tones);
        // how long it is over is counted, and what to do stands beside it
        struct watch_rows rows;
        watch_rows_make(&rows, live_session_watch(d.app->desk.live), d.clock,
                        d.app->desk.texts, d.app->desk.words);
        assert_int_equal(rows.n, 2);
        assert_string_equal(rows.row[0].who, "Bed 1");
        assert_int_equal(rows.row[0].urgency, WATCH_URGENT);
        assert_true(rows.row[0].late);
        assert_non_null(strstr(rows.row[0].todo, "take the needles out"));
        assert_string_equal(rows.row[1].who, "Bed 2");
        assert_string_equal(rows.row[1].needles, "");
        // one tap goes there
        drive_settle(&d);
        drive_tap(&d, "Bed 1");
        drive_settle(&d);
        assert_int_equal(d.app->desk.mode, APP_CLINIC);
        assert_int_equal(shown_id(&d), 1);
        assert_string_equal(shown(&d)->plan->label, "Bed 1");
        // the first needle out does not end it
        drive_remove(&d, 0);
        tones = d.app->desk.clinic->tones;
        drive_pass(&d, 120);
        assert_true(d.app->desk.clinic->tones > tones);
        drive_remove_all(&d);
        drive_tap_id(&d, "", "clinic.close");
        tones = d.app->desk.clinic->tones;
        drive_pass(&d, 120);
        assert_int_equal(d.app->desk.clinic->tones, tones);
        drive_close(&d);
    }
}

static void the_most_urgent_is_taken_up_first(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.mode = APP_CLINIC});
    two_beds(&d);
    drive_close(&d);
    open_app(&d, (struct drive_params){.mode = -1, .folder = DRIVE_AGAIN});
    assert_int_equal(shown_id(&d), 1);
    assert_true(watch_strip_shows(d.app->desk.live, d.app->desk.mode));
    drive_close(&d);
    open_app(&d, (struct drive_params){
                     .mode = APP_DISPLAY, .folder = DRIVE_AGAIN, .session = 1});
    assert_int_equal(shown_id(&d), 1);
    assert_false(
        watch_strip_shows(d.app->desk.live,
                          d.app->desk.mode)); // no other name on a patient's screen
    drive_pass(&d, 10);
    assert_int_equal(shown_id(&d), 1);
    drive_close(&d);
}

static void a_case_that_is_named_is_never_ignored(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.mode = APP_CLINIC});
    two_beds(&d);
    drive_close(&d);
    open_app(&d, (struct drive_params){.mode = APP_CLINIC,
                                       .folder = DRIVE_AGAIN,
                                       .case_path = CASES "diabetic_soles.json"});
    assert_int_equal(shown_id(&d), 0);
    assert_non_null(strstr(history_path(d.app->desk.dossier.history), "diabetic_soles"));
    assert_non_null(strstr(d.app->desk.sink.notice, "2 sessions"));
    assert_true(drive_sees(&d, "Bed 1"));
    drive_close(&d);
}

// ---------------------------------------------------------------- who it is

static void a_second_patient_is_begun_beside_the_first(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.mode = APP_CLINIC,
                                       .case_path = CASES "cervical_thumb.json"});
    snprintf(d.app->desk.clinic->who, sizeof d.app->desk.clinic->who, "Bed 1");
    drive_begin_session(&d);
    assert_string_equal(shown(&d)->plan->label, "Bed 1");
    assert_string_equal(d.app->desk.clinic->who, "");
    drive_needle(&d, 0);
    // the next one is somebody else: nothing of the first case stays
    drive_tap_id(&d, "", "menu.title");
    drive_tap_id(&d, "/", "menu.another");
    assert_int_equal(shown_id(&d), 0);
    assert_int_equal(drive_record(&d)->n_symptoms, 0);
    drive_pass(&d, 1);
    assert_true(drive_sees(&d, "Bed 1"));
    struct error error;
    assert_true(case_work_open(&d.app->desk, CASES "lumbar_marks.json", &error));
    drive_settle(&d);
    // the same bed twice is asked about, and then the user's to decide
    snprintf(d.app->desk.clinic->who, sizeof d.app->desk.clinic->who, "Bed 1");
    drive_tap_id(&d, "", "clinic.begin");
    assert_int_equal(shown_id(&d), 0);
    assert_non_null(strstr(d.app->desk.sink.notice, "Bed 1"));
    drive_tap_id(&d, "", "clinic.begin");
    assert_int_equal(shown_id(&d), 2);
    drive_close(&d);
}

/* taken on purpose, the same name stands nowhere alone */
static void namesakes_are_told_apart(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.mode = APP_CLINIC});
    const char *const NAMES[] = {"Bed 1", "bed  1", "Bed 11"};
    for (int i = 0; i < 3; i++) {
        struct bedside b;
        bedside_open(&b, &d);
        bedside_begin_as(&b, CASES "cervical_thumb.json", NAMES[i]);
        bedside_needle_all(&b);
        bedside_close(&b);
    }
    drive_pass(&d, 1);
    drive_settle(&d);
    assert_true(drive_sees(&d, "No. 1 \u00b7 Bed 1"));
    assert_true(drive_sees(&d, "No. 2 \u00b7 bed  1"));
    assert_true(drive_sees(&d, "Bed 11##"));
    // so does the head of its panel
    drive_tap(&d, "No. 2 \u00b7 bed  1");
    drive_settle(&d);
    assert_string_equal(watch_row_name(live_session_watch(d.app->desk.live),
                                       session_label(shown(&d)), shown_id(&d),
                                       d.app->desk.texts, d.app->desk.words),
                        "No. 2 \u00b7 bed  1");
    drive_close(&d);
}

static void practice_is_marked(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.mode = APP_CLINIC,
                                       .case_path = CASES "cervical_thumb.json"});
    drive_tap_id(&d, "", "clinic.practice");
    drive_begin_session(&d);
    assert_true(shown(&d)->plan->practice);
    assert_int_equal(shown(&d)->plan->speed, LIVE_SESSION_PRACTICE_SPEED);
    assert_false(d.app->desk.clinic->practice); // the next is for real
    drive_close(&d);
}

/* a faint, from the first sign to the last needle in the box */
static void a_mishap_is_practised(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.mode = APP_CLINIC,
                                       .case_path = CASES "cervical_thumb.json",
                                       .height = 1000});
    drive_tap_id(&d, "", "clinic.practice");
    drive_begin_session(&d);
    drive_needle(&d, 0);
    drive_tap_id(&d, "", "drill.faint");
    struct clinic *c = d.app->desk.clinic;
    struct drill_view view;
    drill_make(&view, c->drill, shown(&d), &c->drilled, d.app->desk.texts,
               d.app->desk.words);
    assert_int_equal(view.n_steps, 5);
    assert_false(view.step[0].done || view.step[2].done || view.step[3].done);
    drive_tap_id(&d, "", "clinic.happened");
    drive_tap_id(&d, "", "clinic.incident_now");
    drive_pass(&d, 1);
    drive_tap_id(&d, "", "clinic.abort");
    drive_tap_id(&d, "", "clinic.abort.faint");
    drive_tap_id(&d, "", "clinic.abort_now");
    drive_pass(&d, 1);
    drive_remove(&d, 0);
    assert_int_equal(shown(&d)->state, SESSION_ABORTED);
    drill_make(&view, c->drill, shown(&d), &c->drilled, d.app->desk.texts,
               d.app->desk.words);
    assert_false(view.over);
    char all[128];
    struct message m = {.id = "clinic.sharps_all",
                        .arg = {{.name = "n", .number = shown(&d)->placed}}};
    text_format(d.app->desk.texts, &m, all, sizeof all);
    drive_tap(&d, all);
    drive_pass(&d, 1);
    drill_make(&view, c->drill, shown(&d), &c->drilled, d.app->desk.texts,
               d.app->desk.words);
    assert_true(view.over);
    drive_tap_id(&d, "", "drill.end");
    assert_int_equal(c->drill, DRILLS);
    drive_close(&d);
}

// ---------------------------------------------------------------- what happened

static void what_really_happened_is_recorded_by_hand(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.mode = APP_CLINIC,
                                       .case_path = CASES "cervical_thumb.json",
                                       .height = 1000});
    drive_begin_session(&d);
    drive_needle(&d, 0);
    int in = session_needles_in(shown(&d));
    // a needle that is not in the plan
    drive_tap_id(&d, "", "clinic.more_events");
    drive_tap_id(&d, "", "clinic.unplanned");
    snprintf(d.app->desk.clinic->code, sizeof d.app->desk.clinic->code, "ST36");
    drive_tap_id(&d, "", "clinic.unplanned.judged");
    drive_tap_id(&d, "", "clinic.unplanned_now");
    drive_pass(&d, 1);
    assert_int_equal(shown(&d)->n_extras, 1);
    assert_int_equal(session_needles_in(shown(&d)), in + 1);
    // somebody faints: what to do stands first, one word is enough
    drive_tap_id(&d, "", "clinic.happened");
    drive_tap_id(&d, "", "clinic.incident_now");
    drive_pass(&d, 1);
    assert_int_equal(shown(&d)->n_incidents, 1);
    assert_int_equal(shown(&d)->incidents[0].kind, SESSION_FAINT);
    assert_int_equal(d.app->desk.clinic->ask, CLINIC_ASKS_NOTHING);
    // the first needle falls out, and is put back
    d.app->desk.clinic->expanded = 0;
    drive_settle(&d);
    drive_tap_id(&d, "", "clinic.fell_out");
    drive_pass(&d, 1);
    assert_int_equal(session_needles_in(shown(&d)), in);
    drive_tap_id(&d, "", "clinic.put_back");
    drive_pass(&d, 1);
    assert_int_equal(session_needles_in(shown(&d)), in + 1);
    // who acts, and how it was before
    drive_tap_id(&d, "", "clinic.score");
    drive_tap(&d, "7##score0");
    drive_pass(&d, 1);
    assert_int_equal(shown(&d)->score[SESSION_BEFORE], 7);
    drive_close(&d);
}

/* one's eyes on the body: a tap on the point, and its card records what is done there */
static void a_needle_is_recorded_from_the_body(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.mode = APP_CLINIC,
                                       .case_path = CASES "diabetic_soles.json",
                                       .width = 1600,
                                       .height = 1000});
    drive_begin_session(&d);
    drive_settle(&d); // the eye has come to the limb at hand
    const struct session_point p = session_point_at(shown(&d), 0);
    float at[2];
    drive_site(&d, p.code, side_of(p.side), at);
    drive_click(&d, at[0], at[1]);
    drive_settle(&d);
    assert_string_equal(d.app->desk.eye.selected, p.code);
    // the question that the lamp waits for stays in sight
    assert_true(drive_sees(&d, text_of(d.app->desk.texts, "clinic.test_yes")));
    drive_tap_id(&d, "", "clinic.card_in");
    drive_pass(&d, 4);
    assert_int_equal(shown(&d)->points[0].state, SESSION_POINT_IN);
    assert_int_equal(session_needles_in(shown(&d)), p.needles);
    drive_tap_id(&d, "", "clinic.card_de_qi");
    drive_pass(&d, 4);
    assert_int_equal(shown(&d)->points[0].state, SESSION_POINT_DE_QI);
    // what goes wrong with it stands in the list, which the card leads to
    drive_tap_id(&d, "", "clinic.card_more");
    drive_tap_id(&d, "", "clinic.bent");
    drive_pass(&d, 1);
    assert_true(shown(&d)->points[0].bent);
    drive_tap_id(&d, "", "clinic.card_close");
    assert_string_equal(d.app->desk.eye.selected, "");
    drive_close(&d);
}

static void who_lies_there_is_told_later(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.mode = APP_CLINIC,
                                       .case_path = CASES "cervical_thumb.json",
                                       .height = 1000});
    drive_begin_session(&d);
    drive_tap_id(&d, "", "clinic.more_events");
    drive_tap_id(&d, "", "clinic.relabel");
    drive_tap_id(&d, "", "clinic.relabel_words");
    drive_type(&d, "Bed 7");
    drive_tap_id(&d, "", "clinic.relabel_now");
    drive_pass(&d, 1);
    assert_string_equal(session_label(shown(&d)), "Bed 7");
    assert_string_equal(watch_item(live_session_watch(d.app->desk.live), 0)->who,
                        "Bed 7");
    drive_close(&d);
}

/* weeks later: an earlier session is read in the window, and its plan is there again,
 * for the same person, by the rules of today */
static void an_earlier_plan_is_repeated(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.mode = APP_CLINIC,
                                       .case_path = CASES "cervical_thumb.json",
                                       .height = 1000});
    drive_tap_id(&d, "", "clinic.who");
    drive_type(&d, "Bed 9");
    drive_begin_session(&d);
    int n = d.app->desk.dossier.plan.n_points;
    int64_t id = live_session_id(d.app->desk.live);
    drive_tap_id(&d, "", "clinic.abort");
    drive_tap_id(&d, "", "clinic.abort.wish");
    drive_tap_id(&d, "", "clinic.abort_now");
    drive_pass(&d, 1);
    drive_tap_id(&d, "", "clinic.done");
    drive_tap_id(&d, "", "menu.title");
    drive_tap_id(&d, "/", "menu.new");
    assert_int_equal(d.app->desk.dossier.plan.n_points, 0);
    sink_ask(&d.app->desk.sink, ACTION_TAKE_UP_SESSION, id);
    drive_settle(&d);
    assert_int_equal(shown(&d)->state, SESSION_ABORTED);
    drive_tap_id(&d, "", "clinic.repeat");
    drive_settle(&d);
    assert_null(shown(&d));
    assert_int_equal(d.app->desk.dossier.plan.n_points, n);
    drive_begin_session(&d);
    assert_string_equal(session_label(shown(&d)), "Bed 9");
    drive_close(&d);
}

// ---------------------------------------------------------------- another program

static void run_sql(sqlite3 *db, const char *sql)
{
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
}

/* a needle tapped meanwhile is said not to be recorded yet, and is recorded later; what
 * is given up is said, too */
static void who_finds_the_journal_held_tries_again(void **state)
{
    (void)state;
    struct drive d = {0};
    sqlite3 *other;
    open_app(&d, (struct drive_params){.mode = APP_CLINIC,
                                       .case_path = CASES "cervical_thumb.json"});
    drive_begin_session(&d);
    assert_int_equal(sqlite3_open(d.journal, &other), SQLITE_OK);
    run_sql(other, "BEGIN IMMEDIATE");
    drive_tap_needle(&d, 0);
    drive_settle(&d);
    assert_int_equal(session_needles_in(shown(&d)), 0);
    assert_string_equal(d.app->desk.sink.notice,
                        text_of(d.app->desk.texts, "clinic.journal_held"));
    drive_pass(&d, 1);
    assert_int_equal(d.app->desk.clinic->n_wishes, 1);
    run_sql(other, "ROLLBACK");
    SDL_Delay(400); // it is not tried in every frame
    drive_pass(&d, 1);
    assert_int_equal(session_needles_in(shown(&d)), 1);
    assert_string_equal(d.app->desk.sink.notice, "");
    run_sql(other, "BEGIN IMMEDIATE");
    drive_tap_needle(&d, 1);
    d.app->desk.clinic->trying_until_ms = 1; // long ago
    SDL_Delay(400);
    drive_pass(&d, 1);
    assert_int_equal(d.app->desk.clinic->n_wishes, 0);
    assert_int_equal(session_needles_in(shown(&d)), 1);
    assert_non_null(strstr(d.app->desk.sink.notice, "in use by another program"));
    run_sql(other, "ROLLBACK");
    sqlite3_close(other);
    drive_close(&d);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_not_shown_is_heard_and_seen),
        cmocka_unit_test(the_most_urgent_is_taken_up_first),
        cmocka_unit_test(a_case_that_is_named_is_never_ignored),
        cmocka_unit_test(a_second_patient_is_begun_beside_the_first),
        cmocka_unit_test(namesakes_are_told_apart),
        cmocka_unit_test(practice_is_marked),
        cmocka_unit_test(a_mishap_is_practised),
        cmocka_unit_test(what_really_happened_is_recorded_by_hand),
        cmocka_unit_test(a_needle_is_recorded_from_the_body),
        cmocka_unit_test(who_lies_there_is_told_later),
        cmocka_unit_test(the_lamp_is_beside_the_list),
        cmocka_unit_test(an_earlier_plan_is_repeated),
        cmocka_unit_test(who_finds_the_journal_held_tries_again),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
