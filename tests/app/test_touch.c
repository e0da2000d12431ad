/* Fingers on the glass: what the first began is taken back when a second comes, whatever
 * it was, and nothing more comes of that touch than turning and zooming. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>
#include <cmocka.h>

#include "catalog/rules_words.h"
#include "document/live_session.h"
#include "drive.h"
#include "panels/shell.h"

#define CASES DEQI_SOURCE_DIR "/assets/cases/"

static void open_app(struct drive *d, enum app_mode mode)
{
    struct drive_params p = {.width = 1100,
                             .height = 700,
                             .mode = mode,
                             .case_path = CASES "chemotherapy_hands_feet.json"};
    if (!drive_open(d, &p))
        exit(77);
}

static struct case_record now(const struct drive *d)
{
    return *history_now(d->app->desk.dossier.history);
}

/* with a tool in hand, before the sole of the left foot */
static void take_brush(struct drive *d, const char *tool, float at[2])
{
    director_select(&d->app->director, "KI1", SIDE_L, SINK_FLY);
    drive_settle(d);
    director_select(&d->app->director, "", SIDE_M, SINK_STAY);
    drive_settle(d);
    drive_tap_id(d, "+ ", "form.paint");
    drive_tap_id(d, "", tool);
    drive_site(d, "KI1", SIDE_L, at);
}

static void same_case(const struct drive *d, const struct case_record *before)
{
    assert_memory_equal(before, history_now(d->app->desk.dossier.history),
                        sizeof *before);
    assert_false(history_can_redo(d->app->desk.dossier.history));
}

/* two fingers drawn apart come nearer, and together turn the body */
static void pinch(struct drive *d, float x0, float y0, float x1, float y1)
{
    struct camera before = d->app->desk.eye.camera;
    drive_finger_move(d, 1, x1 + 20, y1 + 20);
    drive_finger_move(d, 0, x0 - 20, y0 - 20);
    drive_finger_move(d, 1, x1 + 60, y1 + 40);
    assert_true(d->app->desk.eye.camera.distance < before.distance);
    assert_true(d->app->desk.eye.camera.yaw != before.yaw);
}

static void a_stroke_is_taken_back(void **state)
{
    (void)state;
    struct drive d = {0};
    float at[2];
    open_app(&d, APP_CLINIC);
    drive_tap_id(&d, "", "form.etiology.diabetes");
    take_brush(&d, "brush.pain", at);
    for (int lift = 0; lift < 2; lift++) {
        struct case_record before = now(&d);
        drive_finger_down(&d, 0, at[0], at[1]);
        drive_finger_move(&d, 0, at[0], at[1] - 20);
        drive_finger_move(&d, 0, at[0], at[1] - 40);
        assert_memory_not_equal(&before, history_now(d.app->desk.dossier.history),
                                sizeof before);
        // before either of them has moved
        drive_finger_down(&d, 1, at[0] + 60, at[1]);
        same_case(&d, &before);
        pinch(&d, at[0], at[1] - 40, at[0] + 60, at[1]);
        same_case(&d, &before);
        // in either order; one that is left is no brush
        drive_finger_up(&d, lift);
        drive_finger_move(&d, !lift, at[0], at[1] - 10);
        same_case(&d, &before);
        drive_finger_up(&d, !lift);
        same_case(&d, &before);
        assert_string_equal(d.app->desk.eye.selected, "");
        director_select(&d.app->director, "KI1", SIDE_L, SINK_FLY);
        drive_settle(&d);
        director_select(&d.app->director, "", SIDE_M, SINK_STAY);
        drive_site(&d, "KI1", SIDE_L, at);
    }
    // what was before can still be undone, and only that
    history_undo(d.app->desk.dossier.history);
    assert_string_equal(word_etiologies[now(&d).etiology], "chemotherapy");
    history_redo(d.app->desk.dossier.history);
    dossier_changed(&d.app->desk.dossier);
    sink_redraw(&d.app->desk.sink);
    // a finger alone paints as ever
    struct case_record before = now(&d);
    drive_finger_down(&d, 0, at[0], at[1]);
    drive_finger_up(&d, 0);
    assert_memory_not_equal(&before, history_now(d.app->desk.dossier.history),
                            sizeof before);
    drive_close(&d);
}

static void a_stroke_that_changes_nothing_undoes_nothing(void **state)
{
    (void)state;
    struct drive d = {0};
    float at[2];
    open_app(&d, APP_CLINIC);
    take_brush(&d, "brush.pain", at);
    drive_finger_down(&d, 0, at[0], at[1]);
    drive_finger_up(&d, 0);
    struct case_record before = now(&d);
    drive_finger_down(&d, 0, at[0], at[1]);
    same_case(&d, &before);
    drive_finger_down(&d, 1, at[0] + 60, at[1]);
    same_case(&d, &before);
    drive_finger_up(&d, 0);
    drive_finger_up(&d, 1);
    same_case(&d, &before);
    drive_close(&d);
}

static void a_tender_mark_is_taken_back(void **state)
{
    (void)state;
    struct drive d = {0};
    float at[2];
    open_app(&d, APP_CLINIC);
    take_brush(&d, "brush.tender", at);
    struct case_record before = now(&d);
    drive_finger_down(&d, 0, at[0], at[1]);
    assert_int_equal(now(&d).n_marks, before.n_marks + 1);
    drive_finger_down(&d, 1, at[0] + 60, at[1]);
    same_case(&d, &before);
    pinch(&d, at[0], at[1], at[0] + 60, at[1]);
    drive_finger_up(&d, 0);
    drive_finger_up(&d, 1);
    same_case(&d, &before);
    drive_close(&d);
}

static void a_button_is_not_pressed(void **state)
{
    (void)state;
    struct drive d = {0};
    struct gui_rect r;
    open_app(&d, APP_CLINIC);
    const char *label = text_of(d.app->desk.texts, "form.etiology.diabetes");
    assert_true(gui_find(picture_gui(d.app->desk.picture), label, &r));
    struct case_record before = now(&d);
    for (int lift = 0; lift < 2; lift++) {
        drive_finger_down(&d, 0, r.x + r.w / 2, r.y + r.h / 2);
        drive_finger_down(&d, 1, 560, 300);
        drive_finger_up(&d, lift);
        drive_finger_up(&d, !lift);
        same_case(&d, &before);
    }
    // but by one finger
    drive_finger_down(&d, 0, r.x + r.w / 2, r.y + r.h / 2);
    drive_finger_up(&d, 0);
    struct case_record after = now(&d);
    assert_true(case_causes(&after) >> ETIOLOGY_DIABETES & 1);
    drive_close(&d);
}

static void a_turn_becomes_no_click(void **state)
{
    (void)state;
    struct drive d = {0};
    float at[2];
    open_app(&d, APP_CLINIC);
    director_select(&d.app->director, "LR3", SIDE_L, SINK_FLY);
    drive_settle(&d);
    director_select(&d.app->director, "", SIDE_M, SINK_STAY);
    drive_settle(&d);
    drive_site(&d, "LR3", SIDE_L, at);
    for (int lift = 0; lift < 2; lift++) {
        drive_finger_down(&d, 0, at[0], at[1]);
        drive_finger_down(&d, 1, at[0] + 80, at[1]);
        drive_finger_up(&d, lift);
        // a third takes the place of the first, and is no pointer either
        drive_finger_down(&d, 2, at[0], at[1]);
        drive_finger_up(&d, 2);
        drive_finger_up(&d, !lift);
        assert_string_equal(d.app->desk.eye.selected, "");
    }
    drive_finger_down(&d, 0, at[0], at[1]);
    drive_finger_up(&d, 0);
    assert_string_equal(d.app->desk.eye.selected, "LR3");
    drive_close(&d);
}

static void the_corner_is_let_go(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, APP_DISPLAY);
    drive_finger_down(&d, 0, 1090, 10);
    drive_finger_down(&d, 1, 500, 300);
    for (int i = 0; i < 4; i++)
        drive_pass(&d, 1);
    assert_int_equal(d.app->desk.mode, APP_DISPLAY);
    drive_finger_up(&d, 1);
    drive_finger_up(&d, 0);
    drive_close(&d);
}

static void over_a_card_the_body_stays(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, APP_CLINIC);
    drive_key(&d, 'o', KMOD_CTRL);
    struct camera before = d.app->desk.eye.camera;
    drive_finger_down(&d, 0, 500, 300);
    drive_finger_down(&d, 1, 600, 300);
    drive_finger_move(&d, 0, 450, 320);
    drive_finger_move(&d, 1, 650, 280);
    drive_finger_up(&d, 1);
    drive_finger_up(&d, 0);
    assert_memory_equal(&before, &d.app->desk.eye.camera, sizeof before);
    assert_int_equal(d.app->desk.shell->card, SHELL_FILES);
    drive_close(&d);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stroke_is_taken_back),
        cmocka_unit_test(a_stroke_that_changes_nothing_undoes_nothing),
        cmocka_unit_test(a_tender_mark_is_taken_back),
        cmocka_unit_test(a_button_is_not_pressed),
        cmocka_unit_test(a_turn_becomes_no_click),
        cmocka_unit_test(the_corner_is_let_go),
        cmocka_unit_test(over_a_card_the_body_stays),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
