/* The program as people use it: events in, state and pictures out. Pictures are compared
 * with those in images/; `test_app --update` in the build folder replaces these. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <SDL.h>
#include <cmocka.h>

#include "app/cards.h"
#include "app/case_work.h"
#include "base/file.h"
#include "catalog/rules_words.h"
#include "document/live_session.h"
#include "drive.h"
#include "import/image.h"
#include "modes/clinic.h"
#include "panels/rule_view.h"
#include "panels/shell.h"
#include "views/checklist.h"

/* a symptom that no point of the foot answers */
static uint32_t n_lit(const struct drive *d)
{
    uint32_t n;
    stage_lit(d->app->desk.stage, &n);
    return n;
}

static const char PALM_CASE[] =
    "{\"schema\": \"deqi/case-1\", \"etiology\": \"diabetes\","
    " \"symptoms\": [{\"region\": \"palm\", \"side\": \"R\","
    " \"kinds\": [\"numbness\"]}]}";
/* few needles, in two positions */
static const char SMALL_CASE[] =
    "{\"schema\": \"deqi/case-1\", \"etiology\": \"lumbosacral_root\","
    " \"root_level\": \"L5\", \"tenderness\": \"none\","
    " \"symptoms\": [{\"region\": \"foot_dorsum\", \"side\": \"R\","
    " \"kinds\": [\"numbness\"]}],"
    " \"findings\": {\"thermal_sense\": \"unknown\", \"red_flags\": []},"
    " \"limits\": {\"per_limb_side\": 1, \"per_session\": 3}}";

static const char *write_file(const char *name, const char *text)
{
    static char path[512];
    struct error error;
    snprintf(path, sizeof path, DEQI_BINARY_DIR "/app_%s", name);
    assert_true(file_write(path, text, strlen(text), &error));
    return path;
}

static const struct session *session(const struct drive *d)
{
    return live_session_state(d->app->desk.live);
}

// ---------------------------------------------------------------- saying where it hurts

static void a_painted_sole_makes_a_plan(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d,
                (struct drive_params){.mode = APP_CLINIC,
                                      .case_path = write_file("palm.json", PALM_CASE)});
    assert_null(plan_find(&d.app->desk.dossier.plan, "KI3", 'L'));
    // find the sole and look at it
    drive_tap(&d, "search");
    drive_type(&d, "yongquan");
    drive_tap(&d, "KI1/");
    assert_string_equal(d.app->desk.eye.selected, "KI1");
    drive_tap(&d, "##clear search");
    drive_tap_id(&d, "+ ", "form.paint");
    float at[2];
    drive_site(&d, "KI1", SIDE_L, at);
    drive_click(&d, at[0], at[1]);
    assert_int_equal(drive_record(&d)->n_symptoms, 2);
    assert_string_equal(word_regions[drive_record(&d)->symptoms[1].region], "sole");
    assert_int_equal(drive_record(&d)->symptoms[1].kinds, CASE_NUMBNESS);
    assert_non_null(plan_find(&d.app->desk.dossier.plan, "KI3", 'L'));
    assert_null(plan_find(&d.app->desk.dossier.plan, "KI3", 'R'));
    drive_check_picture(&d, "painted");

    drive_key(&d, 'z', KMOD_CTRL);
    assert_int_equal(drive_record(&d)->n_symptoms, 1);
    assert_null(plan_find(&d.app->desk.dossier.plan, "KI3", 'L'));
    drive_key(&d, 'y', KMOD_CTRL);
    assert_int_equal(drive_record(&d)->n_symptoms, 2);
    assert_non_null(plan_find(&d.app->desk.dossier.plan, "KI3", 'L'));
    drive_close(&d);
}

/* what is typed finds, first of all, the row whose label begins so */
static void finds(struct drive *d, const char *typed, const char *label)
{
    struct gui_rect field, row;
    drive_tap(d, "search");
    drive_type(d, typed);
    if (!gui_find(picture_gui(d->app->desk.picture), label, &row))
        fail_msg("\"%s\" does not find \"%s\"", typed, label);
    assert_true(gui_find(picture_gui(d->app->desk.picture), "search", &field));
    if (row.y > field.y + field.h + 24)
        fail_msg("\"%s\" finds something else before \"%s\"", typed, label);
    drive_tap(d, label);
    drive_tap(d, "##clear search");
}

static void one_field_finds_everything(void **state)
{
    (void)state;
    static const char *const LEG[] = {"Z\u00fas\u0101nl\u01d0",
                                      "zusanli",
                                      "zu san li",
                                      "\u8db3\u4e09\u91cc",
                                      "st36",
                                      "st 36",
                                      "ST-36",
                                      "Leg Three Miles"};
    struct drive d = {0};
    drive_start(&d,
                (struct drive_params){.mode = APP_CLINIC,
                                      .case_path = write_file("small.json", SMALL_CASE)});
    for (size_t i = 0; i < sizeof LEG / sizeof *LEG; i++) {
        finds(&d, LEG[i], "ST36/");
        assert_string_equal(d.app->desk.eye.selected, "ST36");
        drive_key(&d, SDLK_ESCAPE, 0);
        assert_string_equal(d.app->desk.eye.selected, "");
    }
    const struct region *regions = subject_catalog(d.app->desk.subject)->region;
    static const char *const PLACES[][3] = {{"sole", "/Sole/", "sole"},
                                            {"\u8db3\u5e95", "/Sole/", "sole"},
                                            {"L5", "/L5/", "L5"},
                                            {"median nerve", "/Median nerve/", "median"}};
    for (size_t i = 0; i < sizeof PLACES / sizeof *PLACES; i++) {
        finds(&d, PLACES[i][0], PLACES[i][1]);
        assert_true(d.app->desk.eye.region >= 0);
        assert_string_equal(regions[d.app->desk.eye.region].id, PLACES[i][2]);
    }
    finds(&d, "st", "ST/");
    assert_string_equal(d.app->desk.eye.channel, "ST");
    program_set_lang(d.app, "zh-Hans");
    drive_settle(&d);
    finds(&d, "sole", "/\u8db3\u5e95/");
    finds(&d, "Leg Three Miles", "ST36/");
    // whatever is typed is seen
    static const char RARE[] = "\u9f98";
    assert_false(gui_has_glyphs(picture_gui(d.app->desk.picture), RARE));
    drive_key(&d, '/', 0);
    drive_settle(&d);
    drive_type(&d, RARE);
    drive_settle(&d);
    assert_string_equal(d.app->desk.search.query, RARE);
    assert_true(gui_has_glyphs(picture_gui(d.app->desk.picture), RARE));
    drive_close(&d);
}

static void a_rule_found_lights_its_points(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d,
                (struct drive_params){.mode = APP_CLINIC,
                                      .case_path = write_file("palm.json", PALM_CASE)});
    uint32_t before = n_lit(&d);
    finds(&d, "R21", "/Sole/R21");
    assert_true(rule_view_is_open(d.app->desk.rule));
    drive_settle(&d);
    assert_int_not_equal(n_lit(&d), before);
    // a point of it and back, then back to the plan, which is as it was
    drive_tap(&d, "/KI3");
    assert_string_equal(d.app->desk.eye.selected, "KI3");
    drive_key(&d, SDLK_ESCAPE, 0);
    assert_true(rule_view_is_open(d.app->desk.rule));
    drive_tap_id(&d, "", "clinic.back");
    assert_false(rule_view_is_open(d.app->desk.rule));
    assert_int_equal(n_lit(&d), before);
    drive_close(&d);
}

static void the_form_fills_a_case(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d,
                (struct drive_params){.mode = APP_CLINIC,
                                      .case_path = write_file("palm.json", PALM_CASE)});
    drive_tap_id(&d, "", "form.etiology.chemotherapy");
    // beside the other; pressed again, that one goes
    assert_int_equal(case_causes(drive_record(&d)),
                     1u << ETIOLOGY_DIABETES | 1u << ETIOLOGY_CHEMOTHERAPY);
    drive_tap_id(&d, "", "form.etiology.diabetes");
    assert_int_equal(case_causes(drive_record(&d)), 1u << ETIOLOGY_CHEMOTHERAPY);
    drive_tap(&d, "Palm, right");
    assert_int_equal(drive_record(&d)->n_symptoms, 0);
    // nothing hurts: no case to be kept
    drive_key(&d, 's', KMOD_CTRL);
    assert_true(d.app->desk.sink.notice[0] != 0);
    drive_tap_id(&d, "+ ", "form.list");
    drive_tap(&d, "Ankle##region");
    assert_int_equal(drive_record(&d)->n_symptoms, 1);
    assert_true(drive_record(&d)->symptoms[0].side == CASE_BOTH);
    drive_tap_id(&d, "", "form.red_flags");
    drive_tap_id(&d, "", "form.none_found");
    assert_true(drive_record(&d)->findings.red_flags_given);
    drive_tap_id(&d, "", "form.pregnant");
    drive_tap_id(&d, "", "pregnant.t2");
    assert_int_equal(drive_record(&d)->findings.pregnant, 2);
    drive_tap_id(&d, "", "form.blood");
    drive_tap(&d, text_of(d.app->desk.texts, "form.platelets"));
    drive_type(&d, "45");
    assert_true(drive_record(&d)->findings.platelets == 45);
    drive_close(&d);
}

/* every list of the case, person and drugs, by hand; undo names what it takes back, and
 * the file that is saved says the same */
static void the_form_has_every_finding(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d,
                (struct drive_params){.mode = APP_CLINIC,
                                      .height = 900,
                                      .case_path = write_file("palm.json", PALM_CASE)});
    const struct case_record *r = drive_record(&d);
    drive_tap_id(&d, "", "form.etiology.chemotherapy");
    drive_tap_id(&d, "", "form.etiology.entrapment");
    drive_tap_id(&d, "", "form.entrapments");
    drive_tap(&d, "+ Median nerve");
    r = drive_record(&d);
    assert_true(case_causes(r) >> ETIOLOGY_CHEMOTHERAPY & 1);
    assert_true(case_causes(r) >> ETIOLOGY_ENTRAPMENT & 1);
    assert_int_equal(r->n_entrapments, 1);
    assert_string_equal(history_undo_name(d.app->desk.dossier.history),
                        "edit.entrapments");
    drive_tap_id(&d, "", "form.entrapments");
    drive_tap_id(&d, "", "form.person");
    drive_tap(&d, "Female##sex");
    drive_tap_id(&d, "", "form.age");
    drive_type(&d, "70");
    drive_tap_id(&d, "", "form.height");
    drive_type(&d, "1,58");
    r = drive_record(&d);
    assert_int_equal(r->sex, SEX_FEMALE);
    assert_true(r->age == 70 && r->height == 1.58 && r->weight < 0);
    assert_string_equal(history_undo_name(d.app->desk.dossier.history), "edit.person");
    drive_tap_id(&d, "", "form.person");
    drive_tap_id(&d, "", "form.weakness");
    drive_tap(&d, "3/5");
    drive_tap(&d, "+ Grip");
    r = drive_record(&d);
    assert_int_equal(r->findings.n_weakness, 1);
    assert_int_equal(r->findings.weakness[0].mrc, 3);
    assert_int_equal(r->findings.weakness[0].side, CASE_L);
    drive_tap_id(&d, "", "form.weakness");
    drive_tap_id(&d, "", "form.onset");
    drive_tap(&d, "Began within weeks");
    drive_tap_id(&d, "", "form.onset");
    drive_tap_id(&d, "", "form.drugs");
    drive_tap_id(&d, "", "form.drug_name");
    drive_type(&d, "paclitaxel");
    drive_tap_id(&d, "", "form.drug_add");
    drive_tap_id(&d, "", "form.cycle");
    drive_type(&d, "4");
    drive_tap_id(&d, "", "form.drugs");
    drive_tap_id(&d, "", "form.pulses");
    assert_false(drive_sees(&d, "+ Pulse on"));
    drive_tap(&d, "Not felt");
    drive_tap(&d, "+ Pulse on");
    drive_tap_id(&d, "", "form.pulses");
    drive_tap_id(&d, "", "form.reflexes");
    assert_false(drive_sees(&d, "+ Ankle jerk"));
    drive_tap(&d, "Brisk");
    drive_tap(&d, "+ Clonus");
    assert_true(drive_sees(&d, "Clonus of the ankle, left: present"));
    assert_int_equal(drive_record(&d)->findings.reflexes[0].state, REFLEX_BRISK);
    assert_string_equal(history_undo_name(d.app->desk.dossier.history), "edit.reflexes");
    drive_tap_id(&d, "", "form.reflexes");
    drive_tap_id(&d, "", "form.absent");
    drive_tap_id(&d, "", "form.none_found");
    r = drive_record(&d);
    assert_int_equal(r->findings.onset, rules_word_find(word_onsets, "weeks"));
    assert_string_equal(r->drugs[0], "paclitaxel");
    assert_int_equal(r->cycle, 4);
    assert_int_equal(r->findings.n_pulses, 1);
    assert_false(r->findings.pulses[0].felt);
    assert_true(r->findings.absent_given && !r->findings.n_absent);
    assert_string_equal(history_undo_name(d.app->desk.dossier.history), "edit.absent");
    char path[400];
    snprintf(path, sizeof path, "%s/every.json", d.folder);
    struct error error;
    struct case_record saved = *r;
    assert_true(case_work_save(&d.app->desk, path, &error));
    assert_true(case_work_open(&d.app->desk, path, &error));
    assert_memory_equal(&saved.findings, &drive_record(&d)->findings,
                        sizeof saved.findings);
    assert_int_equal(case_causes(&saved), case_causes(drive_record(&d)));
    assert_true(drive_record(&d)->height == saved.height);
    drive_close(&d);
}

/* a lesion is tapped where it is: a file takes it back with that place */
static void a_lesion_has_its_place(void **state)
{
    (void)state;
    struct drive d = {0};
    float at[2];
    drive_start(&d,
                (struct drive_params){.mode = APP_CLINIC,
                                      .case_path = write_file("palm.json", PALM_CASE)});
    director_select(&d.app->director, "KI1", SIDE_L, SINK_FLY);
    drive_settle(&d);
    director_select(&d.app->director, "", SIDE_M, SINK_STAY);
    drive_settle(&d);
    drive_tap_id(&d, "+ ", "form.paint");
    drive_tap_id(&d, "", "brush.lesion");
    drive_tap(&d, "Wound##brush");
    drive_site(&d, "KI1", SIDE_L, at);
    drive_click(&d, at[0], at[1]);
    const struct case_findings *f = &drive_record(&d)->findings;
    assert_int_equal(f->n_lesions, 1);
    assert_true(f->lesions_given && f->lesions[0].has_at);
    assert_string_equal(word_regions[f->lesions[0].region], "sole");
    assert_int_equal(f->lesions[0].side, CASE_L);
    assert_string_equal(word_lesion_kinds[f->lesions[0].kind], "wound");
    assert_int_equal(drive_record(&d)->n_marks, 0);
    assert_string_equal(history_undo_name(d.app->desk.dossier.history), "edit.lesions");
    char path[400];
    snprintf(path, sizeof path, "%s/wound.json", d.folder);
    struct case_findings saved = *f;
    struct error error;
    assert_true(case_work_save(&d.app->desk, path, &error));
    assert_true(case_work_open(&d.app->desk, path, &error));
    assert_memory_equal(&saved, &drive_record(&d)->findings, sizeof saved);
    // and goes by its chip
    drive_settle(&d);
    drive_tap(&d, "Sole, left: wound");
    assert_int_equal(drive_record(&d)->findings.n_lesions, 0);
    assert_false(drive_record(&d)->findings.lesions_given);
    drive_close(&d);
}

// ---------------------------------------------------------------- a whole session

static void a_session_goes_from_the_first_needle_to_the_last(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d,
                (struct drive_params){.mode = APP_CLINIC,
                                      .case_path = write_file("small.json", SMALL_CASE)});
    drive_begin_session(&d);
    assert_true(session(&d)->plan->n_positions >= 2);
    drive_needle_all(&d);

    // it is not left with a needle in without a word
    drive_close_button(&d);
    assert_true(d.app->running);
    assert_int_equal(d.app->desk.shell->card, SHELL_NEEDLES);
    drive_tap_id(&d, "", "needles_in.stay");

    // the lamp waits for the test
    assert_false(live_session_overlay(d.app->desk.live)->lamp.allowed);
    drive_test_all(&d);
    drive_tap_id(&d, "", "clinic.lamp_on");
    assert_true(session(&d)->lamp.on);
    drive_pass(&d, 120);
    drive_check_picture(&d, "session");

    // the program may die; the session does not
    drive_close(&d);
    drive_start(&d, (struct drive_params){.mode = -1, .folder = DRIVE_AGAIN});
    assert_int_equal(d.app->desk.mode, APP_CLINIC);
    assert_int_equal(session(&d)->state, SESSION_RETAINING);

    // a pause holds the time
    drive_tap_id(&d, "", "clinic.pause");
    drive_tap_id(&d, "", "clinic.pause.toilet");
    drive_tap_id(&d, "", "clinic.pause_now");
    int left = live_session_overlay(d.app->desk.live)->remaining_s;
    drive_pass(&d, 300);
    assert_int_equal(live_session_overlay(d.app->desk.live)->remaining_s, left);
    drive_tap_id(&d, "", "clinic.resume");
    drive_pass(&d, left + 1);
    assert_int_equal(session(&d)->state, SESSION_DUE);
    assert_false(session(&d)->lamp.on);

    drive_remove_all(&d);
    assert_int_equal(session(&d)->state, SESSION_PREPARED);
    for (int p = session(&d)->position; session(&d)->state == SESSION_PREPARED; p++) {
        drive_needle_all(&d);
        drive_pass(&d, 1801);
        drive_remove_all(&d);
        assert_true(p < 5);
    }
    drive_tap_id(&d, "", "clinic.close");
    assert_int_equal(session(&d)->state, SESSION_CLOSED);

    // and is exported
    drive_tap_id(&d, "", "clinic.export");
    drive_tap_id(&d, "", "files.save");
    char path[512], *data;
    size_t size;
    struct error error;
    snprintf(path, sizeof path, "%s/session-1.json", d.folder);
    assert_true(file_read(path, 1 << 22, &data, &size, &error));
    assert_non_null(strstr(data, "deqi/session-1"));
    free(data);
    drive_tap_id(&d, "", "clinic.done");
    assert_null(session(&d));
    drive_close_button(&d);
    assert_false(d.app->running);
    drive_close(&d);
}

static void a_slip_of_the_hand_is_no_needle(void **state)
{
    (void)state;
    struct drive d = {0};
    const char *soles = DEQI_SOURCE_DIR "/assets/cases/diabetic_soles.json";
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC, .case_path = soles});
    drive_begin_session(&d);
    char more[96];
    snprintf(more, sizeof more, "%s##more0", text_of(d.app->desk.texts, "clinic.more"));
    // marked by mistake, its point waits again
    drive_tap_needle(&d, 0);
    assert_int_equal(session_needles_in(session(&d)), 1);
    drive_tap(&d, more);
    drive_tap_id(&d, "", "clinic.retract");
    assert_int_equal(session(&d)->points[0].state, SESSION_POINT_WAITING);
    assert_int_equal(session_needles_in(session(&d)), 0);
    assert_int_equal(session(&d)->state, SESSION_PREPARED);
    // one that came out early can go in once more
    drive_tap_needle(&d, 0);
    drive_tap(&d, more);
    drive_tap_id(&d, "", "clinic.take_out");
    drive_tap_id(&d, "", "needle.tap_again");
    assert_int_equal(session(&d)->points[0].state, SESSION_POINT_OUT);
    drive_tap(&d, more);
    drive_tap_id(&d, "", "clinic.after_all");
    assert_int_equal(session(&d)->points[0].state, SESSION_POINT_IN);
    drive_tap_needle(&d, 0);
    // the second of two quick taps does not reach what has come into the place
    for (int i = 1; i < session(&d)->plan->n_points; i++)
        if (session(&d)->points[i].state == SESSION_POINT_WAITING &&
            session(&d)->points[i].position == session(&d)->position)
            drive_tap_needle(&d, i);
    assert_int_equal(session(&d)->state, SESSION_INSERTING);
    drive_test_all(&d);
    drive_tap_twice(&d, text_of(d.app->desk.texts, "clinic.de_qi"));
    assert_int_equal(session(&d)->state, SESSION_RETAINING);
    assert_true(live_session_overlay(d.app->desk.live)->lamp.allowed);
    assert_false(session(&d)->lamp.on);
    drive_tap_twice(&d, text_of(d.app->desk.texts, "clinic.lamp_on"));
    assert_true(session(&d)->lamp.on);
    assert_int_equal(session(&d)->lamp.checks, 0);
    // keys know of no double click
    drive_key(&d, SDLK_LEFT, 0);
    drive_tap_id(&d, "", "clinic.skin_check");
    assert_int_equal(session(&d)->lamp.checks, 1);
    drive_close(&d);
}

static void the_next_needle_comes_into_sight(void **state)
{
    (void)state;
    struct drive d = {0};
    // room for two rows
    drive_start(&d,
                (struct drive_params){
                    .mode = APP_CLINIC, .width = 1280, .height = 720, .text_scale = 2});
    drive_begin_session(&d);
    int last = session(&d)->plan->n_points - 1;
    for (int i; (i = checklist_next(session(&d))) >= 0;) {
        drive_settle(&d);
        assert_true(drive_sees_needle(&d, i));
        drive_needle(&d, i);
    }
    assert_int_equal(session(&d)->state, SESSION_RETAINING);
    drive_pass(&d, 1801);
    for (int i; (i = checklist_next(session(&d))) >= 0;) {
        drive_settle(&d);
        assert_true(drive_sees_needle(&d, i));
        // elsewhere in the list, it is left to the user
        if (i == 0) {
            drive_tap_needle(&d, last);
            drive_settle(&d);
            assert_true(drive_sees_needle(&d, last));
            assert_false(drive_sees_needle(&d, i));
        }
        drive_remove(&d, i);
    }
    assert_int_equal(session_needles_in(session(&d)), 0);
    drive_close(&d);
}

// ---------------------------------------------------------------- files

static void what_is_no_case_is_refused(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d,
                (struct drive_params){.mode = APP_CLINIC,
                                      .case_path = write_file("small.json", SMALL_CASE)});
    struct case_record before = *drive_record(&d);
    drive_drop(&d, write_file("bad.json", "{\"schema\": \"deqi/case-1\", \"sympt\": 1}"));
    assert_true(d.app->desk.sink.notice[0] != 0);
    assert_memory_equal(&before, drive_record(&d), sizeof before);
    drive_drop(&d, write_file("palm.json", PALM_CASE));
    assert_string_equal(word_regions[drive_record(&d)->symptoms[0].region], "palm");
    drive_close(&d);
}

static void a_case_is_opened_from_its_folder(void **state)
{
    (void)state;
    struct drive d = {0};
    char path[512];
    struct error error;
    drive_start(&d,
                (struct drive_params){.mode = APP_CLINIC,
                                      .case_path = write_file("small.json", SMALL_CASE)});
    snprintf(path, sizeof path, "%s/mine", d.folder);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/mine/palm.json", d.folder);
    assert_true(file_write(path, PALM_CASE, strlen(PALM_CASE), &error));
    drive_key(&d, 'o', KMOD_CTRL);
    // nothing is marked yet
    drive_tap_id(&d, "", "files.open");
    assert_int_equal(d.app->desk.shell->card, SHELL_FILES);
    drive_tap(&d, "/mine/");
    drive_tap(&d, "/palm.json/");
    assert_int_equal(d.app->desk.shell->card, SHELL_FILES);
    drive_tap_id(&d, "", "files.open");
    assert_int_equal(d.app->desk.shell->card, SHELL_NO_CARD);
    assert_string_equal(word_regions[drive_record(&d)->symptoms[0].region], "palm");
    // what was opened last stands first, and home is a press away
    drive_key(&d, 'o', KMOD_CTRL);
    drive_tap_id(&d, "", "files.home");
    assert_false(drive_sees(&d, "mine##crumb"));
    drive_tap(&d, "/palm.json/");
    drive_tap(&d, "/palm.json/");
    assert_int_equal(d.app->desk.shell->card, SHELL_NO_CARD);
    drive_key(&d, 'o', KMOD_CTRL);
    drive_tap_id(&d, "", "files.cancel");
    assert_int_equal(d.app->desk.shell->card, SHELL_NO_CARD);
    drive_close(&d);
}

static void every_card_has_a_cross(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d,
                (struct drive_params){.mode = APP_CLINIC,
                                      .case_path = write_file("small.json", SMALL_CASE)});
    for (int card = SHELL_NO_CARD + 1; card <= SHELL_KEYS; card++) {
        cards_open(&d.app->desk, (enum shell_card)card);
        drive_settle(&d);
        drive_tap_id(&d, "", "card.close");
        assert_int_equal(d.app->desk.shell->card, SHELL_NO_CARD);
    }
    drive_close(&d);
}

static void a_full_disk_keeps_the_old_file(void **state)
{
    (void)state;
    struct drive d = {0};
    const char *path = write_file("kept.json", SMALL_CASE);
    char *data;
    size_t size;
    struct error error;
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC, .case_path = path});
    drive_tap_id(&d, "", "tenderness.unexamined");
    // the limit on the size of a file answers as a full disk does
    struct rlimit before, small;
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before);
    small = (struct rlimit){.rlim_cur = 64, .rlim_max = before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    drive_key(&d, 's', KMOD_CTRL);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_true(d.app->desk.sink.notice[0] != 0);
    assert_true(file_read(path, 1 << 20, &data, &size, &error));
    assert_string_equal(data, SMALL_CASE);
    free(data);
    // and with room again it is saved
    drive_key(&d, 's', KMOD_CTRL);
    assert_true(file_read(path, 1 << 20, &data, &size, &error));
    assert_non_null(strstr(data, "unexamined"));
    free(data);
    drive_close(&d);
}

static void replacing_a_file_asks(void **state)
{
    (void)state;
    struct drive d = {0};
    char path[512], *data;
    size_t size;
    struct error error;
    drive_start(&d,
                (struct drive_params){.mode = APP_CLINIC,
                                      .case_path = write_file("small.json", SMALL_CASE)});
    snprintf(path, sizeof path, "%s/app_small.json", d.folder);
    assert_true(file_write(path, "old", 3, &error));
    drive_tap_id(&d, "", "menu.title");
    drive_tap_id(&d, "/", "menu.save_as");
    drive_tap_id(&d, "", "files.save");
    assert_true(file_read(path, 1 << 20, &data, &size, &error));
    assert_string_equal(data, "old");
    free(data);
    drive_tap_id(&d, "", "files.replace");
    assert_int_equal(d.app->desk.shell->card, SHELL_NO_CARD);
    assert_true(file_read(path, 1 << 20, &data, &size, &error));
    assert_non_null(strstr(data, "deqi/case-1"));
    free(data);
    assert_string_equal(d.app->desk.settings.recent[0], path);
    drive_close(&d);
}

static void a_picture_is_saved(void **state)
{
    (void)state;
    struct drive d = {0};
    char path[512];
    struct image image = {0};
    struct error error;
    drive_start(&d, (struct drive_params){.mode = APP_TEACH});
    drive_key(&d, 'e', KMOD_CTRL);
    drive_tap(&d, "1920");
    drive_tap_id(&d, "", "files.save");
    drive_settle(&d);
    assert_false(d.app->desk.work.on);
    snprintf(path, sizeof path, "%s/deqi.png", d.folder);
    assert_true(image_load(path, &image, &error));
    assert_int_equal(image.width, 1920);
    assert_int_equal(image.height, 1080);
    image_free(&image);
    drive_close(&d);
}

static void a_plan_card_is_saved_step_by_step(void **state)
{
    (void)state;
    enum { STEPS = 400 };
    struct drive d = {0};
    char path[512], *data;
    size_t size;
    struct error error;
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC});
    drive_tap_id(&d, "", "menu.title");
    drive_tap_id(&d, "/", "menu.card");
    drive_tap_id(&d, "", "files.save");
    for (int i = 0; i < STEPS && d.app->desk.work.on; i++)
        app_step(d.app, 0);
    assert_false(d.app->desk.work.on);
    snprintf(path, sizeof path, "%s/plan.pdf", d.folder);
    assert_true(file_read(path, 1 << 24, &data, &size, &error));
    assert_memory_equal(data, "%PDF", 4);
    free(data);
    // the window goes on as before
    drive_key(&d, 'n', 0);
    assert_true(d.app->desk.eye.selected[0] != 0);
    drive_close(&d);
}

static void preferences_take_effect_and_are_remembered(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC});
    drive_tap_id(&d, "", "menu.title");
    drive_tap_id(&d, "/", "menu.preferences");
    drive_tap_id(&d, "", "preferences.dark");
    assert_true(desk_theme(&d.app->desk.settings, d.app->desk.mode)->dark);
    drive_tap(&d, "125 %");
    drive_tap(&d, "简体中文");
    assert_string_equal(texts_lang(d.app->desk.texts), "zh-Hans");
    drive_settle(&d);
    drive_close(&d);
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC, .folder = DRIVE_AGAIN});
    assert_true(desk_theme(&d.app->desk.settings, d.app->desk.mode)->dark);
    assert_string_equal(texts_lang(d.app->desk.texts), "zh-Hans");
    assert_true(d.app->desk.settings.text_scale > 1.2f);
    drive_close(&d);
}

// ---------------------------------------------------------------- hands and windows

static void the_ring_takes_the_arrows(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC});
    float yaw = d.app->desk.eye.camera.yaw;
    drive_key(&d, SDLK_RIGHT, 0);
    assert_true(d.app->desk.eye.camera.yaw != yaw);
    yaw = d.app->desk.eye.camera.yaw;
    drive_key(&d, SDLK_TAB, 0);
    drive_key(&d, SDLK_TAB, 0);
    assert_true(gui_has_focus(picture_gui(d.app->desk.picture)));
    drive_key(&d, SDLK_RIGHT, 0);
    drive_key(&d, SDLK_DOWN, 0);
    assert_true(d.app->desk.eye.camera.yaw == yaw);
    // the keyboard alone takes a symptom away
    int before = drive_record(&d)->n_symptoms;
    drive_key(&d, SDLK_UP, 0);
    drive_key(&d, SDLK_ESCAPE, 0);
    assert_false(gui_has_focus(picture_gui(d.app->desk.picture)));
    assert_int_equal(drive_record(&d)->n_symptoms, before);
    drive_key(&d, SDLK_LEFT, 0);
    assert_true(d.app->desk.eye.camera.yaw != yaw);
    drive_close(&d);
}

static void two_fingers_turn_and_come_nearer(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_TEACH});
    float yaw = d.app->desk.eye.camera.yaw, distance = d.app->desk.eye.camera.distance;
    drive_pinch(&d, 0.5f, 0.5f, 0);
    assert_true(d.app->desk.eye.camera.yaw == yaw);
    drive_pinch(&d, 0.6f, 0.5f, 0);
    assert_true(d.app->desk.eye.camera.yaw != yaw);
    drive_pinch(&d, 0.6f, 0.5f, 0.1f);
    assert_true(d.app->desk.eye.camera.distance < distance);
    drive_close(&d);
}

static void a_tiny_window_still_works(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d,
                (struct drive_params){.mode = APP_CLINIC, .width = 200, .height = 150});
    assert_int_equal(shell_layout(&d.app->desk.eye), SHELL_TINY);
    drive_tap_id(&d, "", "panel.show");
    assert_true(drive_sees(&d, "search"));
    drive_tap_id(&d, "", "panel.hide");
    drive_key(&d, '/', KMOD_SHIFT);
    assert_int_equal(d.app->desk.shell->card, SHELL_KEYS);
    drive_key(&d, SDLK_ESCAPE, 0);
    assert_int_equal(d.app->desk.shell->card, SHELL_NO_CARD);
    drive_close(&d);
}

static void no_sound_is_no_hindrance(void **state)
{
    (void)state;
    struct drive d = {0};
    setenv("SDL_AUDIODRIVER", "no such driver", 1);
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC});
    assert_true(d.app->running);
    drive_close(&d);
    setenv("SDL_AUDIODRIVER", "dummy", 1);
}

static void the_display_is_not_left_by_one_key(void **state)
{
    (void)state;
    static const int KEYS[] = {SDLK_F1,    SDLK_F3,  SDLK_ESCAPE, SDLK_RETURN,
                               SDLK_SPACE, SDLK_TAB, 'q',         't',
                               'g',        '?',      SDLK_DELETE, 'p'};
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_DISPLAY});
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
        drive_key(&d, KEYS[i], 0);
    drive_key(&d, 'q', KMOD_CTRL);
    drive_click(&d, 1090, 10);
    assert_int_equal(d.app->desk.mode, APP_DISPLAY);
    assert_int_equal(d.app->desk.shell->card, SHELL_NO_CARD);
    assert_true(d.app->running);
    drive_close(&d);
}

// ---------------------------------------------------------------- text

struct glyphs {
    const struct gui *gui;
    int missing, n;
};

static void check_glyphs(const char *id, const char *text, void *user)
{
    struct glyphs *g = user;
    g->n++;
    if (gui_has_glyphs(g->gui, text))
        return;
    g->missing++;
    print_error("a character of %s has no glyph: %s\n", id, text);
}

static void every_text_has_its_glyphs(void **state)
{
    (void)state;
    static const char *const LANGS[] = {"en", "zh-Hans"};
    for (int i = 0; i < 2; i++) {
        struct drive d = {0};
        drive_start(&d, (struct drive_params){.mode = APP_TEACH, .lang = LANGS[i]});
        struct glyphs g = {.gui = picture_gui(d.app->desk.picture)};
        texts_each(d.app->desk.texts, check_glyphs, &g);
        const struct catalog *c = subject_catalog(d.app->desk.subject);
        for (int k = 0; k < c->n_points; k++) {
            const struct point *p = &c->point[k];
            check_glyphs(p->code, p->pinyin, &g);
            check_glyphs(p->code, p->hanzi, &g);
            check_glyphs(p->code, p->english, &g);
            check_glyphs(p->code, p->location, &g);
        }
        assert_true(g.n > 1000);
        assert_int_equal(g.missing, 0);
        drive_close(&d);
    }
}

int main(int argc, char **argv)
{
    bool update = argc > 1 && strcmp(argv[1], "--update") == 0;
    drive_update_pictures = update;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_painted_sole_makes_a_plan),
        cmocka_unit_test(one_field_finds_everything),
        cmocka_unit_test(a_rule_found_lights_its_points),
        cmocka_unit_test(the_form_fills_a_case),
        cmocka_unit_test(the_form_has_every_finding),
        cmocka_unit_test(a_lesion_has_its_place),
        cmocka_unit_test(a_session_goes_from_the_first_needle_to_the_last),
        cmocka_unit_test(a_slip_of_the_hand_is_no_needle),
        cmocka_unit_test(the_next_needle_comes_into_sight),
        cmocka_unit_test(what_is_no_case_is_refused),
        cmocka_unit_test(a_case_is_opened_from_its_folder),
        cmocka_unit_test(every_card_has_a_cross),
        cmocka_unit_test(a_full_disk_keeps_the_old_file),
        cmocka_unit_test(replacing_a_file_asks),
        cmocka_unit_test(a_picture_is_saved),
        cmocka_unit_test(a_plan_card_is_saved_step_by_step),
        cmocka_unit_test(preferences_take_effect_and_are_remembered),
        cmocka_unit_test(the_ring_takes_the_arrows),
        cmocka_unit_test(two_fingers_turn_and_come_nearer),
        cmocka_unit_test(a_tiny_window_still_works),
        cmocka_unit_test(no_sound_is_no_hindrance),
        cmocka_unit_test(the_display_is_not_left_by_one_key),
        cmocka_unit_test(every_text_has_its_glyphs),
    };
    if (argc > 1 && !update)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
