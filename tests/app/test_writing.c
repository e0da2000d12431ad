/* A lesson is written as people do it: views become steps, words are typed, the order is
 * changed, it is looked at, saved, opened again, and shared as a page. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>
#include <cmocka.h>

#include "base/file.h"
#include "drive.h"
#include "modes/teach.h"
#include "panels/shell.h"
#include "study/tours.h"

static void begin(struct drive *d)
{
    drive_start(d, (struct drive_params){.width = 1280, .height = 720, .mode = APP_TEACH});
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
    struct drive d;
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
    struct drive d;
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

/* what was not saved is there when the program begins again */
static void nothing_is_lost_by_closing(void **state)
{
    (void)state;
    struct drive d;
    begin(&d);
    add_point(&d, "ST36");
    add_point(&d, "SP6");
    drive_close(&d);
    assert_true(drive_open(&d, &(struct drive_params){.width = 1280,
                                                      .height = 720,
                                                      .mode = APP_TEACH,
                                                      .folder = DRIVE_AGAIN}));
    assert_int_equal(lesson(&d)->n, 2);
    assert_true(lesson_unsaved(d.app->desk.teach->write.book));
    drive_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(three_steps_are_written_and_shown),
        cmocka_unit_test(it_is_saved_opened_and_shared),
        cmocka_unit_test(nothing_is_lost_by_closing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
