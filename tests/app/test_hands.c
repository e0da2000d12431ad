/* What hands that are new to the program do: slow drags, keys pressed where they lead
 * elsewhere, windows that change under the view. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>
#include <cmocka.h>

#include "drive.h"

static void open_app(struct drive *d, struct drive_params params)
{
    params.width = params.width ? params.width : 1100;
    params.height = params.height ? params.height : 700;
    if (!drive_open(d, &params))
        exit(77);
}

static const struct case_record *record(const struct drive *d)
{
    return history_now(d->app->record.history);
}

// ---------------------------------------------------------------- the slider

static void a_slider_is_held_while_the_panel_grows(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.mode = APP_CLINIC});
    drive_tap_id(&d, "+ ", "form.paint");
    const char *label = app_text(d.app, "brush.glove");
    struct gui_rect r = drive_find(&d, label);
    float y = r.y + r.h * 0.7f, x = r.x + 10;
    int n = -1;
    drive_hold(&d, x, y);
    for (; x < r.x + r.w - 10; x += 6) {
        drive_move(&d, x, y);
        // each stage adds a chip above, and the plan brings its button along
        assert_true(record(&d)->n_symptoms >= n);
        n = record(&d)->n_symptoms;
        assert_float_equal(drive_find(&d, label).y, r.y, 3);
    }
    assert_true(d.app->severity > 0.45f);
    assert_int_equal(n, 8);
    for (; x > r.x; x -= 12)
        drive_move(&d, x, y);
    drive_let_go(&d, x, y);
    drive_settle(&d);
    assert_int_equal(record(&d)->n_symptoms, 0);
    drive_close(&d);
}

// ---------------------------------------------------------------- the brush

static void the_tools_open_with_a_brush_in_the_hand(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.mode = APP_CLINIC});
    drive_tap_id(&d, "+ ", "form.paint");
    assert_int_equal(d.app->brush.tool, BRUSH_NUMB);
    drive_tap_id(&d, "", "brush.pain");
    drive_settle(&d);
    drive_save(&d, DEQI_BINARY_DIR "/hands_brush.png");
    // put down with the fold, and taken up again as it was
    drive_tap_id(&d, "\u2212 ", "form.paint");
    assert_int_equal(d.app->brush.tool, BRUSH_NONE);
    drive_tap_id(&d, "+ ", "form.paint");
    assert_int_equal(d.app->brush.tool, BRUSH_PAIN);
    drive_key(&d, SDLK_ESCAPE, 0);
    assert_int_equal(d.app->brush.tool, BRUSH_NONE);
    drive_close(&d);
}

// ---------------------------------------------------------------- keys

static void shift_turns_undo_into_redo(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.mode = APP_CLINIC});
    int n = record(&d)->n_symptoms;
    drive_tap_id(&d, "+ ", "form.list");
    drive_tap(&d, "Ankle##region");
    assert_int_equal(record(&d)->n_symptoms, n + 1);
    drive_key(&d, 'z', KMOD_LCTRL);
    assert_int_equal(record(&d)->n_symptoms, n);
    drive_key(&d, 'z', KMOD_LCTRL | KMOD_LSHIFT);
    assert_int_equal(record(&d)->n_symptoms, n + 1);
    drive_close(&d);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slider_is_held_while_the_panel_grows),
        cmocka_unit_test(the_tools_open_with_a_brush_in_the_hand),
        cmocka_unit_test(shift_turns_undo_into_redo),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
