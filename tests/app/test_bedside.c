/* What a clinician tells of needles that did not go as planned, all by taps: what broke,
 * no De Qi, a De Qi that was none, where a tender spot is, what the course is to be, and
 * a voice that says what rings. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <SDL.h>
#include <cmocka.h>

#include "base/file.h"
#include "bedside.h"
#include "modes/clinic.h"
#include "panels/eye.h"
#include "panels/shell.h"
#include "platform/voice.h"

#define CASES DEQI_SOURCE_DIR "/assets/cases/"

static void open_app(struct drive *d, struct drive_params params)
{
    params.mode = APP_CLINIC;
    params.width = params.width ? params.width : 1280;
    params.height = params.height ? params.height : 1000;
    drive_start(d, params);
}

static const struct session *shown(const struct drive *d)
{
    return live_session_state(d->app->desk.live);
}

/* what stands behind the dots of a needle's row */
static void open_row(struct drive *d, int i)
{
    d->app->desk.clinic->expanded = i;
    d->app->desk.clinic->to_actions = true;
    sink_redraw(&d->app->desk.sink);
    drive_settle(d);
}

static void what_broke_is_told_and_what_became_of_it(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.case_path = CASES "cervical_thumb.json"});
    drive_begin_session(&d);
    drive_needle_all(&d);
    int in = session_needles_in(shown(&d));
    open_row(&d, 0);
    drive_tap_id(&d, "", "clinic.broken");
    drive_pass(&d, 1);
    assert_int_equal(shown(&d)->points[0].state, SESSION_POINT_BROKEN);
    assert_int_equal(session_needles_in(shown(&d)), in - 1);
    assert_int_equal(session_unresolved(shown(&d)), 1);
    // it is no needle that came out, and no end hides it
    drive_pass(&d, 1801);
    for (int i = 1; i < shown(&d)->plan->n_points; i++)
        if (shown(&d)->points[i].state == SESSION_POINT_DE_QI)
            drive_remove(&d, i);
    drive_pass(&d, 1);
    assert_int_equal(session_needles_in(shown(&d)), 0);
    const struct overlay *o = live_session_overlay(d.app->desk.live);
    assert_non_null(overlay_find(o, OVERLAY_BROKEN));
    open_row(&d, 0);
    drive_tap_id(&d, "", "clinic.resolve");
    drive_tap_id(&d, "", "clinic.resolve.referred");
    drive_tap_id(&d, "", "clinic.resolve_now");
    drive_pass(&d, 1);
    assert_int_equal(session_unresolved(shown(&d)), 0);
    assert_int_equal(shown(&d)->broken, 1);
    assert_int_equal(shown(&d)->out, in - 1);
    assert_string_equal(session_said_text(shown(&d), shown(&d)->points[0].resolve),
                        text_of(d.app->desk.texts, "clinic.resolve.referred"));
    drive_close(&d);
}

/* numb skin: the time begins by decision, with a reason, and no De Qi is invented */
static void no_de_qi_is_a_decision(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.case_path = CASES "cervical_thumb.json"});
    drive_begin_session(&d);
    for (int i = 0; i < shown(&d)->plan->n_points; i++)
        if (shown(&d)->points[i].state == SESSION_POINT_WAITING)
            drive_tap_needle(&d, i);
    drive_pass(&d, 1);
    assert_int_equal(shown(&d)->state, SESSION_INSERTING);
    drive_tap_id(&d, "", "clinic.more_events");
    drive_tap_id(&d, "", "clinic.no_de_qi");
    drive_tap_id(&d, "", "clinic.no_de_qi.numb");
    drive_tap_id(&d, "", "clinic.no_de_qi_now");
    drive_pass(&d, 1);
    assert_int_equal(shown(&d)->state, SESSION_RETAINING);
    assert_true(shown(&d)->retention[0].decided);
    assert_int_equal(shown(&d)->points[0].state, SESSION_POINT_IN);
    assert_non_null(
        overlay_find(live_session_overlay(d.app->desk.live), OVERLAY_NO_DE_QI));
    drive_close(&d);
}

static void select_right(struct drive *d, const char *code)
{
    sink_select(&d->app->desk.sink, code, SIDE_R, SINK_STAY);
    drive_settle(d);
}

/* before a session the card of a point adds it, takes it out again, and lifts a removal
 * with a reason that is kept */
static void the_card_changes_the_plan(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.case_path = CASES "pregnancy_hand_sole.json"});
    struct case_record *r = dossier_draft(&d.app->desk.dossier);
    r->n_overrides = 0;
    sink_change_case(&d.app->desk.sink, r, 0);
    drive_settle(&d);
    const struct plan *plan = &d.app->desk.dossier.plan;
    assert_null(plan_find(plan, "SP6", 'R'));
    select_right(&d, "SP6");
    drive_tap_id(&d, "", "clinic.override");
    drive_tap_id(&d, "", "clinic.override.judged");
    assert_int_equal(drive_record(&d)->n_overrides, 0);
    drive_tap_id(&d, "", "clinic.override_now");
    assert_true(drive_record(&d)->n_overrides > 0);
    assert_string_equal(drive_record(&d)->overrides[0].code, "SP6");
    assert_true(drive_record(&d)->overrides[0].reason[0] != 0);
    assert_non_null(plan_find(plan, "SP6", 'R'));
    select_right(&d, "GB34");
    assert_null(plan_find(plan, "GB34", 'R'));
    drive_tap_id(&d, "", "clinic.add");
    assert_int_equal(drive_record(&d)->n_includes, 1);
    drive_tap_id(&d, "", "clinic.not_added");
    assert_int_equal(drive_record(&d)->n_includes, 0);
    drive_close(&d);
}

/* one De Qi was none: that needle waits for it again, the others keep theirs */
static void a_de_qi_is_taken_back(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.case_path = CASES "cervical_thumb.json"});
    drive_begin_session(&d);
    drive_needle(&d, 0);
    drive_needle(&d, 1);
    drive_pass(&d, 1);
    int i = -1;
    for (int k = 0; k < shown(&d)->plan->n_points && i < 0; k++)
        if (shown(&d)->points[k].state == SESSION_POINT_DE_QI)
            i = k;
    assert_true(i >= 0);
    open_row(&d, i);
    drive_tap_id(&d, "", "clinic.retract_de_qi");
    drive_pass(&d, 1);
    assert_int_equal(shown(&d)->points[i].state, SESSION_POINT_IN);
    // and an insertion that was none
    int in = session_needles_in(shown(&d));
    open_row(&d, i);
    drive_tap_id(&d, "", "clinic.retract");
    drive_pass(&d, 1);
    assert_int_equal(shown(&d)->points[i].state, SESSION_POINT_WAITING);
    assert_true(session_needles_in(shown(&d)) < in);
    drive_close(&d);
}

// ---------------------------------------------------------------- tender spots

/* the first point of the session that has a region and no place */
static int spot(const struct drive *d)
{
    for (int i = 0; i < shown(d)->plan->n_points; i++)
        if (clinic_has_no_place(&d->app->desk.dossier.plan, shown(d), i) &&
            shown(d)->points[i].position == shown(d)->position)
            return i;
    return -1;
}

static void a_tender_spot_is_asked_for(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(
        &d, (struct drive_params){.case_path = CASES "lumbar_marks.json", .width = 1600});
    drive_save(&d, DEQI_BINARY_DIR "/bedside_hatched.png");
    drive_begin_session(&d);
    int i = spot(&d);
    assert_true(i >= 0);
    // its row says which region it is
    assert_true(
        clinic_place_asked(d.app->desk.clinic, &d.app->desk.dossier.plan, shown(&d)) < 0);
    drive_tap_needle(&d, i);
    drive_pass(&d, 1);
    assert_int_equal(
        clinic_place_asked(d.app->desk.clinic, &d.app->desk.dossier.plan, shown(&d)), i);
    drive_tap_id(&d, "", "clinic.place_show");
    for (int k = 0; k < 40; k++)
        drive_pass(&d, 1);
    drive_save(&d, DEQI_BINARY_DIR "/bedside_where.png");
    // beside the region a tap is for the eye, as ever
    drive_click(&d, 800, 20);
    assert_int_equal(spot(&d), i);
    const struct plan_point *p =
        plan_find(&d.app->desk.dossier.plan, shown(&d)->plan->points[i].code,
                  shown(&d)->plan->points[i].side);
    struct mesh_site on;
    float at[3], pixel[2];
    struct frame_view view;
    assert_true(eye_region(d.app->desk.subject, p->region, side_of(p->side), &on));
    mesh_site_position(subject_mesh(d.app->desk.subject), &on, at);
    camera_view(&d.app->desk.eye.camera, &d.app->desk.eye.port, &view);
    assert_true(camera_project(&view, at, pixel, NULL));
    drive_click(&d, pixel[0], pixel[1]);
    drive_pass(&d, 1);
    float told[3], meant[3];
    assert_true(session_place_of(shown(&d), p->code, p->side, told));
    subject_neutral_position(d.app->desk.subject, &on, meant);
    for (int k = 0; k < 3; k++)
        assert_true(fabsf(told[k] - meant[k]) < 0.02f);
    assert_true(
        clinic_place_asked(d.app->desk.clinic, &d.app->desk.dossier.plan, shown(&d)) < 0);
    // it is on the body now, as its needle
    uint32_t n;
    bool seen = false;
    const struct scene_mark *mark = stage_lit(d.app->desk.stage, &n);
    for (uint32_t k = 0; k < n; k++)
        seen = seen || (mark[k].text && strcmp(mark[k].text, p->code) == 0);
    assert_true(seen);
    drive_save(&d, DEQI_BINARY_DIR "/bedside_told.png");
    drive_close(&d);
}

static void later_is_an_answer(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.case_path = CASES "lumbar_marks.json"});
    drive_begin_session(&d);
    int i = spot(&d);
    drive_tap_needle(&d, i);
    drive_pass(&d, 1);
    drive_tap_id(&d, "", "clinic.place_later");
    drive_settle(&d);
    assert_true(
        clinic_place_asked(d.app->desk.clinic, &d.app->desk.dossier.plan, shown(&d)) < 0);
    open_row(&d, i);
    drive_tap_id(&d, "", "clinic.place_now");
    assert_int_equal(
        clinic_place_asked(d.app->desk.clinic, &d.app->desk.dossier.plan, shown(&d)), i);
    drive_close(&d);
}

/* a painted ulcer is a dot with its name, and is wiped away by itself */
static void a_lesion_is_seen_and_erased(void **state)
{
    (void)state;
    struct drive d = {0};
    float at[2];
    open_app(&d, (struct drive_params){.case_path = CASES "cervical_thumb.json"});
    int symptoms = drive_record(&d)->n_symptoms;
    drive_key(&d, '1', 0);
    drive_settle(&d);
    drive_tap_id(&d, "+ ", "form.paint");
    drive_tap_id(&d, "", "brush.lesion");
    drive_site(&d, "ST36", SIDE_L, at);
    drive_click(&d, at[0], at[1]);
    drive_settle(&d);
    assert_int_equal(drive_record(&d)->findings.n_lesions, 1);
    assert_true(drive_record(&d)->findings.lesions[0].has_at);
    uint32_t n;
    int dots = 0;
    const struct scene_mark *mark = stage_lit(d.app->desk.stage, &n);
    for (uint32_t k = 0; k < n; k++)
        dots += mark[k].emphasis == SCENE_LESION && mark[k].text && mark[k].text[0];
    assert_int_equal(dots, 1);
    drive_save(&d, DEQI_BINARY_DIR "/bedside_lesion.png");
    // the same with a region that hurts there: only the spot goes
    drive_tap_id(&d, "", "brush.numb");
    drive_site(&d, "ST36", SIDE_L, at);
    drive_click(&d, at[0], at[1]);
    assert_int_equal(drive_record(&d)->n_symptoms, symptoms + 1);
    drive_tap_id(&d, "", "brush.erase");
    drive_site(&d, "ST36", SIDE_L, at);
    drive_click(&d, at[0], at[1]);
    assert_int_equal(drive_record(&d)->findings.n_lesions, 0);
    assert_false(drive_record(&d)->findings.lesions_given);
    assert_int_equal(drive_record(&d)->n_symptoms, symptoms + 1);
    drive_site(&d, "ST36", SIDE_L, at);
    drive_click(&d, at[0], at[1]);
    assert_int_equal(drive_record(&d)->n_symptoms, symptoms);
    drive_close(&d);
}

// ---------------------------------------------------------------- weeks

static void the_course_is_planned_and_told(void **state)
{
    (void)state;
    struct drive d = {0};
    struct bedside b;
    open_app(&d, (struct drive_params){.case_path = CASES "diabetic_soles.json"});
    // two sessions of weeks ago
    bedside_open(&b, &d);
    for (int i = 0; i < 2; i++) {
        bedside_begin_as(&b, CASES "diabetic_soles.json", "Bed 9");
        bedside_event(&b, "score", "before", i ? "6" : "7", NULL);
        bedside_event(&b, "abort", "left", NULL);
        live_session_leave(b.running);
        d.clock += (int64_t)7 * 24 * 3600 * 1000;
    }
    bedside_close(&b);
    drive_pass(&d, 1);
    drive_tap_id(&d, "", "clinic.who");
    // not with every letter: once the hand rests, and again in another language
    const struct clinic_course *course = &d.app->desk.clinic->course;
    drive_type(&d, "Bed");
    drive_type(&d, " 9");
    drive_settle(&d);
    assert_int_equal(course->reads, 0);
    drive_pass(&d, 1);
    assert_int_equal(course->reads, 1);
    drive_pass(&d, 1);
    assert_int_equal(course->reads, 1);
    sink_ask_text(&d.app->desk.sink, ACTION_LANGUAGE, "de", 0);
    drive_settle(&d);
    assert_int_equal(course->reads, 2);
    sink_ask_text(&d.app->desk.sink, ACTION_LANGUAGE, "en", 0);
    drive_settle(&d);
    assert_true(d.app->desk.clinic->course.any);
    assert_int_equal(d.app->desk.clinic->course.brief.sessions, 2);
    assert_int_equal(d.app->desk.clinic->course.brief.change, -1);
    drive_save(&d, DEQI_BINARY_DIR "/bedside_course.png");
    drive_begin_session(&d);
    drive_tap_id(&d, "", "clinic.more_events");
    drive_tap_id(&d, "", "course.title");
    drive_tap(&d, "10##sessions10");
    drive_pass(&d, 1);
    drive_tap(&d, "4##days4");
    drive_pass(&d, 1);
    assert_int_equal(shown(&d)->course_sessions, 10);
    assert_int_equal(shown(&d)->course_days, 4);
    drive_settle(&d);
    assert_int_equal(d.app->desk.clinic->course.brief.planned, 10);
    assert_int_equal(d.app->desk.clinic->course.brief.sessions, 3);
    assert_true(d.app->desk.clinic->course.day[1][0] != 0);
    drive_save(&d, DEQI_BINARY_DIR "/bedside_planned.png");
    drive_close(&d);
}

// ---------------------------------------------------------------- a voice

/* a program that stands for a voice and writes down what it was to say */
static void install_voice(char said[300])
{
    char program[300], path[8192], text[900];
    struct error error;
    snprintf(said, 300, DEQI_BINARY_DIR "/bedside_voice/said");
    snprintf(program, sizeof program, DEQI_BINARY_DIR "/bedside_voice/espeak-ng");
    mkdir(DEQI_BINARY_DIR "/bedside_voice", 0700);
    unlink(said);
    snprintf(text, sizeof text,
             "#!/bin/sh\nfor a in \"$@\"; do echo \"$a\"; done >>'%s'\n", said);
    assert_true(file_write(program, text, strlen(text), &error));
    assert_int_equal(chmod(program, 0700), 0);
    snprintf(path, sizeof path, DEQI_BINARY_DIR "/bedside_voice:%s", getenv("PATH"));
    setenv("PATH", path, 1);
}

static bool was_said(const char *said, const char *words)
{
    char *text;
    size_t size;
    struct error error;
    for (int i = 0; i < 200; i++, usleep(20000)) {
        if (!file_read(said, 1 << 16, &text, &size, &error))
            continue;
        bool found = strstr(text, words) != NULL;
        free(text);
        if (found)
            return true;
    }
    return false;
}

static void an_alarm_is_said_aloud_where_it_is_wished(void **state)
{
    (void)state;
    struct drive d = {0};
    struct bedside b;
    char said[300];
    install_voice(said);
    open_app(&d, (struct drive_params){.case_path = CASES "cervical_thumb.json"});
    assert_non_null(d.app->desk.clinic->voice);
    assert_string_equal(voice_program(d.app->desk.clinic->voice), "espeak-ng");
    bedside_open(&b, &d);
    bedside_begin_as(&b, CASES "cervical_thumb.json", "Bed 17; rm -rf");
    bedside_needle_all(&b);
    drive_pass(&d, 1801);
    drive_pass(&d, 4);
    assert_false(file_exists(said));
    // it is off until it is wished for; then it is heard at once
    d.app->desk.settings.spoken = true;
    drive_pass(&d, 60);
    drive_pass(&d, 4);
    assert_true(was_said(said, "Bed 17; rm -rf"));
    assert_true(was_said(said, "en\n"));
    // the tone was the clinic's; by the time of the words a patient's screen is there
    unlink(said);
    unsigned tones = d.app->desk.clinic->tones;
    for (int i = 0; i < 60 && d.app->desk.clinic->tones == tones; i++)
        drive_pass(&d, 1);
    assert_true(d.app->desk.clinic->tones > tones);
    sink_say(&d.app->desk.sink, "Bed 17 has a session already");
    sink_show_card(&d.app->desk.sink, SHELL_SESSIONS);
    sink_ask(&d.app->desk.sink, ACTION_MODE, APP_DISPLAY);
    drive_settle(&d);
    assert_string_equal(d.app->desk.sink.notice, "");
    assert_int_equal(d.app->desk.shell->card, SHELL_NO_CARD);
    drive_pass(&d, 3);
    sink_ask(&d.app->desk.sink, ACTION_MODE, APP_CLINIC);
    drive_settle(&d);
    assert_false(was_said(said, "Bed 17"));
    bedside_close(&b);
    drive_close(&d);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_broke_is_told_and_what_became_of_it),
        cmocka_unit_test(the_card_changes_the_plan),
        cmocka_unit_test(no_de_qi_is_a_decision),
        cmocka_unit_test(a_de_qi_is_taken_back),
        cmocka_unit_test(a_tender_spot_is_asked_for),
        cmocka_unit_test(later_is_an_answer),
        cmocka_unit_test(a_lesion_is_seen_and_erased),
        cmocka_unit_test(the_course_is_planned_and_told),
        cmocka_unit_test(an_alarm_is_said_aloud_where_it_is_wished),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
