/* Half an hour of one nurse, three patients and one machine, by hands alone: what is most
 * urgent stands first, the next tap is in sight, and nothing that happened is left out.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>
#include <cmocka.h>

#include "app/case_work.h"
#include "drive.h"
#include "modes/clinic.h"
#include "panels/eye.h"
#include "panels/shell.h"
#include "views/checklist.h"
#include "views/watch_rows.h"

#define CASES DEQI_SOURCE_DIR "/assets/cases/"

static const struct session *shown(const struct drive *d)
{
    const struct session *s = live_session_state(d->app->desk.live);
    assert_non_null(s);
    return s;
}

static void look(struct drive *d, const char *name)
{
    char path[300];
    drive_settle(d);
    snprintf(path, sizeof path, DEQI_BINARY_DIR "/rounds_%s.png", name);
    drive_save(d, path);
}

/* the next patient, from the window as it is */
static void begin(struct drive *d, const char *case_path, const char *who)
{
    struct error error;
    if (live_session_state(d->app->desk.live)) {
        drive_tap_id(d, "", "menu.title");
        drive_tap_id(d, "/", "menu.another");
    }
    assert_true(case_work_open(&d->app->desk, case_path, &error));
    drive_settle(d);
    drive_tap_id(d, "", "clinic.who");
    drive_type(d, who);
    drive_settle(d);
}

/* the next needle of the list goes in */
static void insert_next(struct drive *d)
{
    drive_tap_needle(d, checklist_next(shown(d)));
    drive_pass(d, 4);
}

/* by its row, in whatever state it is; an extra has one, too */
static void take_out(struct drive *d, int i)
{
    char label[200];
    const struct session_point p = session_point_at(shown(d), i);
    snprintf(label, sizeof label, "%s/%s", p.code,
             checklist_title(&p, subject_catalog(d->app->desk.subject),
                             &d->app->desk.dossier.plan, d->app->desk.texts,
                             d->app->desk.words));
    drive_pass(d, 2);
    drive_tap(d, label);
    drive_tap(d, label);
    assert_int_equal(session_point_count(shown(d), i, SESSION_IN), 0);
}

static void take_all_out(struct drive *d, int but)
{
    int position = shown(d)->position;
    for (int i = 0; i < session_n_points(shown(d)); i++)
        if (shown(d)->position == position &&
            session_point_count(shown(d), i, SESSION_IN) && but-- != 0)
            take_out(d, i);
}

/* who stands first on strip and board, and how urgent that is */
static void first_is(struct drive *d, const char *who, enum watch_urgency urgency)
{
    struct watch_rows rows;
    watch_rows_make(&rows, live_session_watch(d->app->desk.live), d->clock,
                    d->app->desk.texts, d->app->desk.words);
    assert_string_equal(rows.row[0].who, who);
    assert_int_equal(rows.row[0].urgency, urgency);
}

/* rings until it is answered */
static void it_rings(struct drive *d)
{
    for (int i = 0; i < 3; i++) {
        unsigned tones = d->app->desk.clinic->tones;
        drive_pass(d, 21);
        assert_true(d->app->desk.clinic->tones > tones);
    }
}

static void it_is_quiet(struct drive *d)
{
    unsigned tones = d->app->desk.clinic->tones;
    for (int i = 0; i < 3; i++)
        drive_pass(d, 21);
    assert_int_equal(d->app->desk.clinic->tones, tones);
}

/* whoever is not shown is on the strip, rings or not */
static void both_are_on_the_strip(struct drive *d, const char *one, const char *other)
{
    drive_settle(d);
    assert_true(drive_sees(d, one));
    assert_true(drive_sees(d, other));
}

/* the needle that the list calls the next one is seen on the body */
static void next_is_seen(struct drive *d)
{
    const struct session_point p = session_point_at(shown(d), checklist_next(shown(d)));
    drive_settle(d);
    assert_true(
        eye_sees(&d->app->desk.eye, d->app->desk.subject, p.code, side_of(p.side)));
}

/* how many needles are seen by whoever stands before the body now */
static int needles_seen(struct drive *d)
{
    const struct session *s = shown(d);
    int n = 0;
    drive_settle(d);
    for (int i = 0; i < session_n_points(s); i++) {
        const struct session_point p = session_point_at(s, i);
        n += session_point_count(s, i, SESSION_IN) &&
             eye_sees(&d->app->desk.eye, d->app->desk.subject, p.code, side_of(p.side));
    }
    return n;
}

// ---------------------------------------------------------------- one by one

static void the_first_is_needled(struct drive *d)
{
    begin(d, CASES "diabetic_soles.json", "Bed 1");
    drive_tap_id(d, "", "clinic.begin");
    for (int i = checklist_next(shown(d)); i >= 0; i = checklist_next(shown(d))) {
        next_is_seen(d);
        drive_needle(d, i);
        if (shown(d)->state == SESSION_RETAINING)
            break;
    }
    // at rest all of it is looked at, not the last needle
    assert_int_equal(d->app->desk.eye.aimed, AIMED_PLAN);
    assert_true(needles_seen(d) > 8);
    look(d, "retaining");
    drive_test_all(d);
    drive_tap_id(d, "", "clinic.lamp_on");
    drive_pass(d, 60);
}

/* one needle in, then the phone; meanwhile the lamp of the other is to be looked at */
static void the_second_waits_for_the_phone(struct drive *d)
{
    begin(d, CASES "lumbar_marks.json", "Bed 2");
    drive_tap_id(d, "", "clinic.begin");
    drive_pass(d, 5);
    insert_next(d);
    next_is_seen(d);
    look(d, "second");
    both_are_on_the_strip(d, "Bed 1", "Bed 2");
    it_is_quiet(d);
    drive_pass(d, 180);
    first_is(d, "Bed 1", WATCH_URGENT);
    it_rings(d);
    look(d, "phone");
    drive_tap(d, "Bed 1");
    drive_tap_id(d, "", "clinic.skin_check");
    drive_pass(d, 1);
    assert_int_equal(shown(d)->lamp.checks, 1);
    // now nothing presses but the needle that has waited for the phone
    first_is(d, "Bed 2", WATCH_URGENT);
    it_rings(d);
    drive_tap(d, "Bed 2");
    drive_settle(d);
}

/* the row of the point itself leads to it: two taps and nothing to type */
static void a_needle_on_the_wrong_side(struct drive *d)
{
    int i = session_plan_find(shown(d)->plan, "ST36", 'R');
    char more[64];
    snprintf(more, sizeof more, "%s##more%d", text_of(d->app->desk.texts, "clinic.more"),
             i);
    drive_tap(d, more);
    drive_tap_id(d, "", "clinic.other_side");
    look(d, "other_side");
    drive_tap_id(d, "", "clinic.unplanned_now");
    drive_pass(d, 1);
    assert_int_equal(shown(d)->n_extras, 1);
    assert_string_equal(shown(d)->extras[0].code, "ST36");
    assert_int_equal(shown(d)->extras[0].side, 'L');
    assert_int_equal(shown(d)->points[i].state, SESSION_POINT_WAITING);
    assert_int_equal(session_needles_in(shown(d)), 2);
    while (checklist_next(shown(d)) >= 0)
        insert_next(d);
    drive_tap_id(d, "", "clinic.de_qi");
    drive_pass(d, 2);
    assert_true(needles_seen(d) >= 5);
    look(d, "wrong_side");
}

/* one tap records it and stops; what to do first stays until it is put away */
static void the_third_faints(struct drive *d)
{
    begin(d, CASES "pregnancy_hand_sole.json", "Bed 3");
    drive_tap_id(d, "", "clinic.begin");
    drive_pass(d, 1);
    insert_next(d);
    insert_next(d);
    // it comes while the skin of another is to be looked at
    drive_pass(d, 280);
    first_is(d, "Bed 1", WATCH_URGENT);
    drive_tap_id(d, "", "clinic.happened");
    look(d, "faint");
    drive_tap_id(d, "", "clinic.record_stop");
    drive_pass(d, 1);
    assert_int_equal(shown(d)->n_incidents, 1);
    assert_true(shown(d)->aborting);
    assert_int_equal(d->app->desk.clinic->aid, 1 + (int)SESSION_FAINT);
    first_is(d, "Bed 3", WATCH_URGENT);
    it_rings(d);
    look(d, "stopping");
    // only what is in stands in the list now
    assert_true(drive_sees_needle(d, checklist_next(shown(d))));
    assert_false(
        drive_sees_needle(d, session_first_point(shown(d), 0, SESSION_POINT_WAITING)));
    take_all_out(d, -1);
    drive_pass(d, 1);
    assert_int_equal(shown(d)->state, SESSION_ABORTED);
    assert_int_equal(d->app->desk.clinic->aid, 1 + (int)SESSION_FAINT);
    drive_tap_id(d, "", "clinic.card_close");
    assert_int_equal(d->app->desk.clinic->aid, 0);
    drive_tap(d, "2: all of them");
    drive_pass(d, 1);
    assert_int_equal(shown(d)->sharps, 2);
    drive_tap_id(d, "", "clinic.done");
}

/* another takes over at the first bed, and is called away with one needle left in */
static void one_is_forgotten(struct drive *d)
{
    drive_tap(d, "Bed 1");
    drive_tap_id(d, "", "clinic.lamp_off");
    drive_pass(d, 1);
    drive_tap_id(d, "", "clinic.more_events");
    drive_tap_id(d, "", "clinic.by_nobody");
    drive_tap_id(d, "", "clinic.by_words");
    drive_type(d, "KM");
    drive_tap_id(d, "", "clinic.by_now");
    drive_pass(d, 1);
    assert_string_equal(shown(d)->by, "KM");
    drive_pass(d, 1800);
    assert_int_equal(shown(d)->state, SESSION_DUE);
    take_all_out(d, 15);
    assert_int_equal(session_needles_in(shown(d)), 1);
    // what was unfolded for one person is not for the next
    drive_tap(d, "Bed 2");
    drive_settle(d);
    assert_false(d->app->desk.clinic->more);
    drive_pass(d, 90);
    both_are_on_the_strip(d, "Bed 1", "Bed 2");
    it_rings(d);
    look(d, "forgotten");
    drive_tap_id(d, "", "mode.board");
    look(d, "board");
    drive_tap(d, "Bed 1");
    next_is_seen(d);
    take_all_out(d, -1);
    drive_tap_id(d, "", "clinic.close");
    drive_pass(d, 1);
    assert_int_equal(shown(d)->state, SESSION_CLOSED);
}

static void a_bruise_after_the_end(struct drive *d)
{
    drive_tap(d, "16: all of them");
    drive_pass(d, 1);
    drive_tap_id(d, "", "clinic.happened");
    drive_tap_id(d, "", "clinic.incident.haematoma");
    drive_tap_id(d, "", "clinic.incident_now");
    drive_pass(d, 1);
    assert_int_equal(shown(d)->sharps, 16);
    assert_int_equal(shown(d)->n_incidents, 1);
    assert_int_equal(shown(d)->incidents[0].kind, SESSION_HAEMATOMA);
    assert_int_equal(shown(d)->state, SESSION_CLOSED);
    look(d, "bruise");
    drive_tap_id(d, "", "clinic.done");
}

/* the steel of the wrong side comes out with the rest, and then the person is turned */
static void the_second_is_turned(struct drive *d)
{
    drive_tap(d, "Bed 2");
    drive_settle(d);
    assert_int_equal(shown(d)->state, SESSION_DUE);
    take_all_out(d, -1);
    drive_pass(d, 1);
    assert_true(session_turns(shown(d)));
    look(d, "turn");
    it_is_quiet(d);
    insert_next(d);
    next_is_seen(d);
    while (checklist_next(shown(d)) >= 0)
        insert_next(d);
    drive_tap_id(d, "", "clinic.de_qi");
    drive_pass(d, 1801);
    it_rings(d);
    take_all_out(d, -1);
    drive_tap_id(d, "", "clinic.close");
    drive_pass(d, 1);
    assert_int_equal(shown(d)->state, SESSION_CLOSED);
    assert_int_equal(shown(d)->out, shown(d)->placed);
    it_is_quiet(d);
    assert_int_equal(watch_needles_in(live_session_watch(d->app->desk.live)), 0);
}

static void three_patients(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC,
                                          .width = 1280,
                                          .height = 800,
                                          .case_path = CASES "diabetic_soles.json"});
    the_first_is_needled(&d);
    the_second_waits_for_the_phone(&d);
    a_needle_on_the_wrong_side(&d);
    the_third_faints(&d);
    one_is_forgotten(&d);
    a_bruise_after_the_end(&d);
    the_second_is_turned(&d);
    drive_close(&d);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_patients),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
