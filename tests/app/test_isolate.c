/* Show only: by key, card and pill, with the pointer and with names; and views that are
 * kept under a name. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <SDL.h>
#include <cmocka.h>

#include "app/app_internal.h"
#include "app/desk_view.h"
#include "drive.h"
#include "panels/eye.h"
#include "panels/shell.h"

static void open_teach(struct drive *d)
{
    drive_start(d,
                (struct drive_params){.width = 1280, .height = 900, .mode = APP_TEACH});
    drive_settle(d);
}

static struct app_eye *eye(const struct drive *d)
{
    return &d->app->desk.eye;
}

static void one_key_shows_a_limb_and_all_again(void **state)
{
    (void)state;
    struct drive d = {0};
    open_teach(&d);
    director_select(&d.app->director, "ST36", SIDE_R, SINK_STAY);
    drive_settle(&d);
    drive_key(&d, SDLK_i, 0);
    drive_settle(&d);
    assert_int_equal(eye(&d)->isolate.part, ISOLATE_LEG);
    assert_int_equal(eye(&d)->isolate.side, SIDE_R);
    assert_true(eye(&d)->cut.parted);
    // the skin of the other leg is not there to be touched
    float pixel[2];
    drive_site(&d, "ST36", SIDE_R, pixel);
    struct bvh_hit hit;
    for (float x = 0; x < (float)eye(&d)->port.width; x += 9)
        for (float y = 0; y < (float)eye(&d)->port.height; y += 9)
            if (eye_skin_at(eye(&d), d.app->desk.subject, x, y, &hit)) {
                enum side side;
                body_part_of(subject_standing(d.app->desk.subject), hit.site.triangle,
                             &side);
                assert_int_equal(side, SIDE_R);
            }
    drive_key(&d, SDLK_i, 0);
    drive_settle(&d);
    assert_true(isolate_is_whole(&eye(&d)->isolate));
    assert_true(cutaway_is_whole(&eye(&d)->cut));
    drive_close(&d);
}

static void the_card_chooses_and_the_pill_ends_it(void **state)
{
    (void)state;
    struct drive d = {0};
    open_teach(&d);
    drive_key(&d, SDLK_i, KMOD_CTRL);
    drive_settle(&d);
    drive_tap(&d, "Leg, left");
    drive_tap(&d, "Faint");
    drive_tap(&d, "Sagittal");
    drive_settle(&d);
    assert_int_equal(eye(&d)->isolate.part, ISOLATE_LEG);
    assert_int_equal(eye(&d)->isolate.rest, ISOLATE_FADE);
    assert_int_equal(eye(&d)->isolate.plane, ISOLATE_SAGITTAL);
    drive_tap(&d, "The other half");
    drive_settle(&d);
    assert_true(eye(&d)->isolate.flipped);
    drive_key(&d, SDLK_ESCAPE, 0);
    drive_settle(&d);
    float at = eye(&d)->isolate.at;
    drive_key(&d, SDLK_PERIOD, 0);
    drive_key(&d, SDLK_j, 0);
    drive_settle(&d);
    assert_true(eye(&d)->isolate.at > at && !eye(&d)->isolate.flipped);
    drive_tap(&d, "Show everything again");
    drive_settle(&d);
    assert_true(isolate_is_whole(&eye(&d)->isolate));
    assert_false(drive_sees(&d, "Show everything again"));
    drive_close(&d);
}

static void a_view_is_kept_and_found_again(void **state)
{
    (void)state;
    struct drive d = {0};
    open_teach(&d);
    director_select(&d.app->director, "LI4", SIDE_L, SINK_FLY);
    drive_settle(&d);
    drive_key(&d, SDLK_i, 0);
    drive_settle(&d);
    struct eye_stand kept = eye_stand_now(eye(&d), d.app->desk.subject);
    drive_key(&d, SDLK_i, KMOD_CTRL);
    drive_settle(&d);
    drive_tap(&d, "Name of the view");
    drive_type(&d, "Left arm");
    drive_settle(&d);
    drive_tap(&d, "Keep this view");
    drive_settle(&d);
    assert_int_equal(d.app->desk.settings.n_views, 1);
    assert_string_equal(d.app->desk.settings.view[0].name, "Left arm");
    assert_string_equal(d.app->desk.settings.view[0].isolate, "arm.L");
    drive_key(&d, SDLK_ESCAPE, 0);
    drive_settle(&d);
    drive_key(&d, SDLK_i, 0);
    drive_key(&d, SDLK_3, 0);
    drive_settle(&d);
    assert_true(isolate_is_whole(&eye(&d)->isolate));
    // another run of the program has it, too
    drive_close(&d);
    drive_start(
        &d, (struct drive_params){
                .width = 1280, .height = 900, .mode = APP_TEACH, .folder = DRIVE_AGAIN});
    drive_settle(&d);
    drive_key(&d, SDLK_i, KMOD_CTRL);
    drive_settle(&d);
    drive_tap(&d, "/Left arm");
    drive_settle(&d);
    assert_int_equal(eye(&d)->isolate.part, ISOLATE_ARM);
    struct eye_stand now = eye_stand_now(eye(&d), d.app->desk.subject);
    for (int k = 0; k < 3; k++)
        assert_true(fabsf(now.at[k] - kept.at[k]) < 0.02f);
    assert_true(fabsf(now.reach / kept.reach - 1) < 0.1f);
    assert_true(fabsf(now.yaw - kept.yaw) < 0.5f && fabsf(now.pitch - kept.pitch) < 0.5f);
    drive_tap(&d, "Forget this view");
    drive_settle(&d);
    assert_int_equal(d.app->desk.settings.n_views, 0);
    // Enter keeps one, too
    drive_tap(&d, "Name of the view");
    drive_type(&d, "Mine");
    drive_key(&d, SDLK_RETURN, 0);
    drive_settle(&d);
    assert_int_equal(d.app->desk.settings.n_views, 1);
    // what has no name never takes another's place
    static const int KEPT_AFTER[] = {2, 3};
    for (int i = 0; i < 2; i++) {
        sink_ask_text(&d.app->desk.sink, ACTION_KEEP_VIEW, "", 0);
        drive_settle(&d);
        assert_int_equal(d.app->desk.settings.n_views, KEPT_AFTER[i]);
    }
    sink_ask(&d.app->desk.sink, ACTION_FORGET_VIEW, 1);
    drive_settle(&d);
    sink_ask_text(&d.app->desk.sink, ACTION_KEEP_VIEW, "", 0);
    drive_settle(&d);
    assert_int_equal(d.app->desk.settings.n_views, 3);
    drive_close(&d);
}

static void the_discs_turn_the_body(void **state)
{
    (void)state;
    struct drive d = {0};
    open_teach(&d);
    drive_tap(&d, "From the right");
    drive_settle(&d);
    assert_true(fabsf(eye(&d)->camera.yaw + 1.5708f) < 0.01f);
    drive_tap(&d, "From above");
    drive_settle(&d);
    assert_true(eye(&d)->camera.pitch > 1.4f);
    drive_key(&d, SDLK_6, 0);
    drive_settle(&d);
    assert_true(eye(&d)->camera.pitch < -1.4f);
    drive_close(&d);
}

/* while needles are in, nothing of the body is put away: neither by key, card or view nor
 * by what was chosen before */
static void nothing_is_hidden_from_a_session(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.width = 1280,
                                          .height = 900,
                                          .mode = APP_CLINIC,
                                          .case_path = DEQI_SOURCE_DIR
                                          "/assets/cases/diabetic_soles.json"});
    drive_key(&d, SDLK_i, KMOD_CTRL);
    drive_settle(&d);
    drive_tap(&d, "Arm, left");
    drive_tap(&d, "Sagittal");
    drive_tap(&d, "Name of the view");
    drive_type(&d, "Arm");
    drive_tap(&d, "Keep this view");
    drive_key(&d, SDLK_ESCAPE, 0);
    // switched off by a lesson or a file
    eye(&d)->layers &= ~(unsigned)(SCENE_NEEDLES | SCENE_POINTS);
    drive_begin_session(&d);
    drive_needle(&d, 0);
    drive_settle(&d);
    const struct {
        int key, mods;
    } KEYS[] = {{SDLK_i, 0}, {SDLK_i, KMOD_CTRL}, {SDLK_PERIOD, 0}, {SDLK_j, 0}};
    struct isolate before = eye(&d)->isolate;
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
        d.app->desk.sink.notice[0] = 0;
        drive_key(&d, KEYS[i].key, KEYS[i].mods);
        drive_settle(&d);
        assert_string_equal(d.app->desk.sink.notice,
                            text_of(d.app->desk.texts, "clinic.body_whole"));
        assert_int_equal(d.app->desk.shell->card, SHELL_NO_CARD);
        assert_memory_equal(&before, &eye(&d)->isolate, sizeof before);
    }
    sink_ask(&d.app->desk.sink, ACTION_SHOW_VIEW, 0);
    drive_settle(&d);
    for (int mode = APP_DISPLAY; mode <= APP_CLINIC; mode++) {
        sink_ask(&d.app->desk.sink, ACTION_MODE, mode);
        drive_settle(&d);
        assert_true(cutaway_is_whole(&eye(&d)->cut));
        struct stage_view view = desk_view(&d.app->desk);
        assert_true(view.layers & SCENE_NEEDLES && view.layers & SCENE_POINTS);
    }
    drive_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_key_shows_a_limb_and_all_again),
        cmocka_unit_test(the_card_chooses_and_the_pill_ends_it),
        cmocka_unit_test(a_view_is_kept_and_found_again),
        cmocka_unit_test(the_discs_turn_the_body),
        cmocka_unit_test(nothing_is_hidden_from_a_session),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
