/* A lesson is written as people do it: views become steps, words are typed, the order is
 * changed, it is looked at, saved, opened again, and shared as a page. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <SDL.h>
#include <cmocka.h>

#include "base/file.h"
#include "drive.h"
#include "modes/teach.h"
#include "panels/shell.h"
#include "study/tours.h"

static void begin(struct drive *d)
{
    drive_start(d,
                (struct drive_params){.width = 1280, .height = 720, .mode = APP_TEACH});
    drive_tap_id(d, "", "teach.write");
}

static const struct lesson *lesson(const struct drive *d)
{
    return lesson_now(d->app->desk.teach->write.book);
}

static void add_point(struct drive *d, const char *code)
{
    director_select(&d->app->director, code, SIDE_L, SINK_FLY);
    drive_settle(d);
    drive_tap_id(d, "", "write.add");
}

static void type_into(struct drive *d, const char *id, const char *words)
{
    drive_tap_id(d, "", id);
    drive_type(d, words);
}

static void three_steps_are_written_and_shown(void **state)
{
    (void)state;
    struct drive d = {0};
    begin(&d);
    add_point(&d, "ST36");
    type_into(&d, "write.title", "Below the knee");
    add_point(&d, "SP6");
    add_point(&d, "KI3");
    assert_int_equal(lesson(&d)->n, 3);
    assert_string_equal(lesson(&d)->step[0].title, "Below the knee");
    assert_string_equal(lesson(&d)->step[1].points, "SP6");
    // the last goes up, and comes down again
    drive_tap_id(&d, "", "write.up");
    assert_string_equal(lesson(&d)->step[1].points, "KI3");
    drive_tap(&d, "Undo");
    assert_string_equal(lesson(&d)->step[1].points, "SP6");
    // looked at: what was seen is seen again, and the point is lit
    drive_tap(&d, "1/Below the knee");
    struct tour_eye eye = lesson(&d)->step[0].eye;
    drive_tap_id(&d, "", "write.try");
    assert_int_equal(d.app->desk.teach->doing, TEACH_TOUR);
    for (int i = 0; i < 60 && d.app->desk.eye.flying; i++)
        drive_settle(&d);
    struct tour_eye seen = teach_eye_now(&d.app->desk.eye, d.app->desk.subject);
    for (int k = 0; k < 3; k++)
        assert_float_equal(eye.at[k], seen.at[k], 0.03);
    assert_float_equal(eye.yaw, seen.yaw, 1);
    uint32_t n;
    stage_lit(d.app->desk.stage, &n);
    assert_int_equal(n, 2); // on both sides
    drive_key(&d, SDLK_ESCAPE, 0);
    drive_close(&d);
}

static void it_is_saved_opened_and_shared(void **state)
{
    (void)state;
    struct drive d = {0};
    char path[400];
    struct error error;
    begin(&d);
    add_point(&d, "ST36");
    drive_tap_id(&d, "", "write.save");
    assert_int_equal(d.app->desk.shell->card, SHELL_FILES);
    snprintf(path, sizeof path, "%s/a lesson.json", d.folder);
    sink_ask_text(&d.app->desk.sink, ACTION_FILE, path, 0);
    drive_settle(&d);
    assert_int_equal(d.app->desk.shell->card, SHELL_NO_CARD);
    assert_true(file_exists(path));
    assert_false(lesson_unsaved(d.app->desk.teach->write.book));
    struct tours *tours = tours_read(path, subject_catalog(d.app->desk.subject), &error);
    assert_non_null(tours);
    tours_destroy(&tours);
    drive_tap_id(&d, "", "write.new");
    assert_int_equal(lesson(&d)->n, 0);
    drive_tap_id(&d, "", "write.open");
    sink_ask_text(&d.app->desk.sink, ACTION_FILE, path, 0);
    drive_settle(&d);
    assert_int_equal(lesson(&d)->n, 1);
    assert_string_equal(lesson(&d)->step[0].points, "ST36");
    drive_close(&d);
}

/* What alone is shown is taken into the step as the view is, shown in it, and gone after
 * it; other steps, and a quiz, show the whole body. */
static void a_step_shows_a_part_alone(void **state)
{
    (void)state;
    struct drive d = {0};
    begin(&d);
    sink_isolate(&d.app->desk.sink,
                 &(struct isolate){.part = ISOLATE_LEG, .side = SIDE_L}, SINK_FLY);
    drive_settle(&d);
    drive_tap_id(&d, "", "write.add");
    sink_isolate(&d.app->desk.sink, &(struct isolate){.part = ISOLATE_HEAD}, SINK_STAY);
    drive_settle(&d);
    drive_tap_id(&d, "", "write.add");
    drive_tap_id(&d, "", "write.take_view");
    sink_isolate(&d.app->desk.sink, &(struct isolate){.at = 0}, SINK_STAY);
    drive_settle(&d);
    drive_tap_id(&d, "", "write.add");
    assert_string_equal(lesson(&d)->step[0].isolate, "leg.L");
    assert_string_equal(lesson(&d)->step[1].isolate, "head");
    assert_string_equal(lesson(&d)->step[2].isolate, "");
    const struct app_eye *eye = &d.app->desk.eye;
    sink_isolate(&d.app->desk.sink, &(struct isolate){.part = ISOLATE_TRUNK}, SINK_STAY);
    drive_settle(&d);
    drive_tap(&d, "1/");
    drive_tap_id(&d, "", "write.try");
    assert_int_equal(eye->shown.part, ISOLATE_LEG);
    assert_int_equal(eye->shown.side, SIDE_L);
    assert_true(eye->cut.parted);
    drive_key(&d, SDLK_SPACE, 0);
    assert_int_equal(eye->shown.part, ISOLATE_HEAD);
    drive_key(&d, SDLK_SPACE, 0);
    assert_true(isolate_is_whole(&eye->shown));
    drive_key(&d, SDLK_b, 0);
    assert_int_equal(eye->shown.part, ISOLATE_HEAD);
    drive_key(&d, SDLK_ESCAPE, 0);
    assert_int_equal(eye->shown.part, ISOLATE_TRUNK);
    sink_ask(&d.app->desk.sink, ACTION_QUIZ, QUIZ_FIND);
    drive_settle(&d);
    assert_true(isolate_is_whole(&eye->shown));
    drive_key(&d, SDLK_ESCAPE, 0);
    assert_int_equal(eye->shown.part, ISOLATE_TRUNK);
    drive_close(&d);
}

/* what cannot be kept is said in the window, once, and again when it fails anew */
static void what_cannot_be_kept_is_said(void **state)
{
    (void)state;
    struct drive d = {0};
    char path[400];
    begin(&d);
    // a folder where the file would be, and at all its other names
    for (int i = 1; i <= 9; i++) {
        snprintf(path, sizeof path,
                 i > 1 ? "%s/deqi/lesson-draft-%d.json" : "%s/deqi/lesson-draft.json",
                 d.folder, i);
        remove(path);
        assert_int_equal(mkdir(path, 0700), 0);
    }
    add_point(&d, "ST36");
    drive_pass(&d, 4);
    const char *said = text_of(d.app->desk.texts, "write.unkept");
    size_t n = (size_t)(strstr(said, "{why}") - said);
    assert_memory_equal(d.app->desk.sink.notice, said, n);
    sink_hush(&d.app->desk.sink);
    add_point(&d, "SP6");
    drive_pass(&d, 4);
    assert_string_equal(d.app->desk.sink.notice, "");
    for (int i = 1; i <= 9; i++) {
        snprintf(path, sizeof path,
                 i > 1 ? "%s/deqi/lesson-draft-%d.json" : "%s/deqi/lesson-draft.json",
                 d.folder, i);
        remove(path);
    }
    add_point(&d, "KI3");
    drive_pass(&d, 4);
    assert_string_equal(d.app->desk.sink.notice, "");
    snprintf(path, sizeof path, "%s/deqi/lesson-draft.json", d.folder);
    assert_true(file_exists(path));
    drive_close(&d);
}

/* what was not saved is there when the program begins again */
static void nothing_is_lost_by_closing(void **state)
{
    (void)state;
    struct drive d = {0};
    begin(&d);
    add_point(&d, "ST36");
    add_point(&d, "SP6");
    drive_close(&d);
    assert_true(drive_open(
        &d, &(struct drive_params){
                .width = 1280, .height = 720, .mode = APP_TEACH, .folder = DRIVE_AGAIN}));
    assert_int_equal(lesson(&d)->n, 2);
    assert_true(lesson_unsaved(d.app->desk.teach->write.book));
    assert_string_equal(d.app->desk.sink.notice,
                        text_of(d.app->desk.texts, "write.restored"));
    // a new one in its place is no loss, and that is said
    drive_tap_id(&d, "", "teach.write");
    drive_tap_id(&d, "", "write.new");
    assert_string_equal(d.app->desk.sink.notice,
                        text_of(d.app->desk.texts, "write.left_unsaved"));
    drive_tap(&d, "Undo");
    assert_int_equal(lesson(&d)->n, 2);
    drive_close(&d);
}

/* some seconds after the last word it is kept, whatever becomes of the program */
static void a_power_cut_takes_little(void **state)
{
    (void)state;
    struct drive d = {0};
    char path[400];
    begin(&d);
    snprintf(path, sizeof path, "%s/deqi/lesson-draft.json", d.folder);
    remove(path);
    add_point(&d, "ST36");
    type_into(&d, "write.points", "ST36, half of");
    drive_pass(&d, 4);
    assert_true(file_exists(path));
    char *text;
    size_t size;
    struct error error;
    assert_true(file_read(path, 1 << 20, &text, &size, &error));
    assert_non_null(strstr(text, "half of"));
    free(text);
    drive_close(&d);
}

/* once it lies in a file of its own nothing is left to be restored */
static void what_is_saved_leaves_no_draft(void **state)
{
    (void)state;
    struct drive d = {0};
    char draft[400], own[400];
    begin(&d);
    snprintf(draft, sizeof draft, "%s/deqi/lesson-draft.json", d.folder);
    snprintf(own, sizeof own, "%s/own.json", d.folder);
    remove(own);
    add_point(&d, "ST36");
    drive_pass(&d, 4);
    assert_true(file_exists(draft));
    drive_tap_id(&d, "", "write.save");
    sink_ask_text(&d.app->desk.sink, ACTION_FILE, own, 0);
    drive_settle(&d);
    assert_true(file_exists(own));
    assert_false(file_exists(draft));
    drive_close(&d);
}

/* a step with the plan at hand holds nothing that was written of a person */
static void a_lesson_names_no_patient(void **state)
{
    (void)state;
    struct drive d = {0};
    char path[400];
    struct error error;
    static const char CASE[] =
        "{\"schema\":\"deqi/case-1\",\"label\":\"Mrs "
        "Secret\",\"etiology\":[\"diabetes\"],"
        "\"symptoms\":[{\"region\":\"sole\",\"side\":\"both\",\"kinds\":[\"numbness\"]}],"
        "\"findings\":{\"pregnant\":\"t2\",\"thermal_sense\":\"ok\"},\"overrides\":[{"
        "\"caution\":\"SF03_PREGNANCY\",\"code\":\"SP6\",\"side\":\"L\",\"reason\":"
        "\"asked by Mrs Secret herself\"},{"
        "\"caution\":\"SF03_PREGNANCY\",\"code\":\"SP6\",\"side\":\"R\",\"reason\":"
        "\"Mr Wu\"}]}";
    begin(&d);
    snprintf(path, sizeof path, "%s/case.json", d.folder);
    assert_true(file_write(path, CASE, strlen(CASE), &error));
    drive_drop(&d, path);
    assert_int_equal(drive_record(&d)->n_overrides, 2);
    drive_tap_id(&d, "", "write.add_case");
    char *text = lesson_text(lesson(&d), subject_catalog(d.app->desk.subject));
    assert_non_null(strstr(text, "SF03_PREGNANCY"));
    assert_null(strstr(text, "Secret"));
    assert_null(strstr(text, "Wu")); // too short for a reason, and a name all the same
    free(text);
    drive_close(&d);
}

/* what would be lost in the file stops it: the step and the word are told */
static void a_stranger_is_not_saved_away(void **state)
{
    (void)state;
    struct drive d = {0};
    char path[400];
    begin(&d);
    add_point(&d, "ST36");
    type_into(&d, "write.points", "ST36, ST99");
    snprintf(path, sizeof path, "%s/strange.json", d.folder);
    remove(path);
    drive_tap_id(&d, "", "write.save");
    sink_ask_text(&d.app->desk.sink, ACTION_FILE, path, 0);
    drive_settle(&d);
    assert_false(file_exists(path));
    assert_true(lesson_unsaved(d.app->desk.teach->write.book));
    drive_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_steps_are_written_and_shown),
        cmocka_unit_test(it_is_saved_opened_and_shared),
        cmocka_unit_test(a_step_shows_a_part_alone),
        cmocka_unit_test(what_cannot_be_kept_is_said),
        cmocka_unit_test(nothing_is_lost_by_closing),
        cmocka_unit_test(a_power_cut_takes_little),
        cmocka_unit_test(what_is_saved_leaves_no_draft),
        cmocka_unit_test(a_lesson_names_no_patient),
        cmocka_unit_test(a_stranger_is_not_saved_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
