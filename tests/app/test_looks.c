/* What teach and display look like, compared with the pictures in images/;
 * `test_looks --update` in the build folder replaces these. Those of the clinic are
 * compared on the way by test_app. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>
#include <cmocka.h>

#include "bedside.h"
#include "document/live_session.h"
#include "drive.h"
#include "modes/teach.h"

#define CASES DEQI_SOURCE_DIR "/assets/cases/"

static void open_app(struct drive *d, struct drive_params params)
{
    params.case_path = CASES "diabetic_soles.json";
    drive_start(d, params);
}

static void a_tour_tells_and_lights(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.mode = APP_TEACH});
    teach_tour_begin(d.app->desk.teach, &d.app->desk.clock, &d.app->desk.sink,
                     tours_find(d.app->desk.teach->tours, "article"));
    drive_settle(&d);
    for (int i = 0; i < 5; i++)
        drive_key(&d, SDLK_SPACE, 0);
    drive_check_picture(&d, "tour");
    drive_close(&d);
}

static void a_quiz_asks_and_shows_what_was_missed(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.mode = APP_TEACH});
    teach_quiz_begin(d.app->desk.teach, &d.app->desk.clock, &d.app->desk.sink, QUIZ_FIND);
    drive_settle(&d);
    drive_check_picture(&d, "quiz_asks");
    const struct point *p = d.app->desk.teach->run.question.point;
    float pixel[2];
    drive_site(&d, p->code, p->midline ? SIDE_M : SIDE_L, pixel);
    drive_click(&d, pixel[0] + 22, pixel[1]);
    assert_int_equal(d.app->desk.teach->run.state, TEACH_ANSWERED);
    drive_check_picture(&d, "quiz_missed");
    drive_close(&d);
}

static void a_display_tells_of_the_lamp(void **state)
{
    (void)state;
    struct drive d = {0};
    struct bedside b;
    open_app(&d, (struct drive_params){.mode = APP_DISPLAY, .lang = "zh-Hans"});
    bedside_open(&b, &d);
    bedside_begin(&b, CASES "diabetic_soles.json");
    bedside_needle_all(&b);
    bedside_test_all(&b);
    bedside_event(&b, "lamp-on", NULL);
    drive_pass(&d, 400);
    assert_true(live_session_overlay(d.app->desk.live)->lamp.on);
    drive_check_picture(&d, "display_zh");
    bedside_close(&b);
    drive_close(&d);
}

/* a large count is in words, which are not all figures */
static void a_board_counts_in_chinese(void **state)
{
    (void)state;
    struct drive d = {0};
    struct bedside b;
    open_app(&d, (struct drive_params){.mode = APP_BOARD, .lang = "zh-Hans"});
    bedside_open(&b, &d);
    bedside_begin_as(&b, CASES "diabetic_soles.json", "3 床");
    bedside_event(&b, "insert", "KI3", "R", NULL);
    drive_pass(&d, 3);
    drive_check_picture(&d, "board_zh");
    bedside_close(&b);
    drive_close(&d);
}

int main(int argc, char **argv)
{
    drive_update_pictures = argc > 1 && strcmp(argv[1], "--update") == 0;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tour_tells_and_lights),
        cmocka_unit_test(a_quiz_asks_and_shows_what_was_missed),
        cmocka_unit_test(a_display_tells_of_the_lamp),
        cmocka_unit_test(a_board_counts_in_chinese),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
