/* The search as hands use it: it keeps the keys, and what it finds is opened. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <SDL.h>
#include <cmocka.h>

#include "drive.h"
#include "modes/teach.h"
#include "panels/shell.h"

static void begin(struct drive *d)
{
    drive_start(d,
                (struct drive_params){.width = 1280, .height = 720, .mode = APP_TEACH});
}

static void seek(struct drive *d, const char *words)
{
    drive_key(d, SDLK_SLASH, 0);
    drive_type(d, words);
}

/* After Enter the next word is typed over the first, and none of its letters is a
 * command: neither language nor layers nor view change. */
static void the_field_keeps_the_keys(void **state)
{
    (void)state;
    struct drive d = {0};
    begin(&d);
    unsigned layers = d.app->desk.eye.layers;
    seek(&d, "KI3");
    drive_key(&d, SDLK_RETURN, 0);
    assert_string_equal(d.app->desk.eye.selected, "KI3");
    assert_true(gui_wants_keys(picture_gui(d.app->desk.picture)));
    const char *letters = "GVT20";
    for (const char *c = letters; *c; c++) {
        char one[2] = {*c, 0};
        SDL_Keycode key = *c >= 'A' ? (SDL_Keycode)(*c - 'A' + 'a') : (SDL_Keycode)*c;
        drive_key(&d, key, 0);
        drive_type(&d, one);
    }
    assert_string_equal(d.app->desk.search.query, "GVT20");
    assert_string_equal(d.app->desk.settings.lang, "en");
    assert_int_equal(d.app->desk.eye.layers, layers);
    assert_false(d.app->desk.settings.dark[APP_TEACH]);
    // Escape empties the field and gives the keys back
    drive_key(&d, SDLK_ESCAPE, 0);
    assert_string_equal(d.app->desk.search.query, "");
    assert_false(gui_wants_keys(picture_gui(d.app->desk.picture)));
    drive_close(&d);
}

static void a_tour_is_found_and_begun(void **state)
{
    (void)state;
    struct drive d = {0};
    begin(&d);
    seek(&d, "root to the sole");
    drive_key(&d, SDLK_RETURN, 0);
    assert_int_equal(d.app->desk.teach->doing, TEACH_TOUR);
    assert_string_equal(d.app->desk.teach->tour->id, "root_to_sole");
    assert_string_equal(d.app->desk.search.query, "");
    drive_key(&d, SDLK_ESCAPE, 0);
    drive_close(&d);
}

static void a_case_is_found_and_opened(void **state)
{
    (void)state;
    struct drive d = {0};
    begin(&d);
    seek(&d, "cervical");
    drive_tap(&d, "/Cervical root, left thumb numb");
    assert_non_null(strstr(history_path(d.app->desk.dossier.history), "cervical"));
    drive_close(&d);
}

static void a_caution_is_found_and_told(void **state)
{
    (void)state;
    struct drive d = {0};
    begin(&d);
    seek(&d, "pregnan");
    drive_key(&d, SDLK_RETURN, 0);
    assert_int_equal(d.app->desk.shell->card, SHELL_CAUTION);
    assert_non_null(strstr(d.app->desk.shell->caution, "PREGNANCY"));
    drive_key(&d, SDLK_ESCAPE, 0);
    assert_int_equal(d.app->desk.shell->card, SHELL_NO_CARD);
    drive_close(&d);
}

static void commands_are_found_and_done(void **state)
{
    (void)state;
    struct drive d = {0};
    begin(&d);
    seek(&d, "preferences");
    drive_key(&d, SDLK_RETURN, 0);
    assert_int_equal(d.app->desk.shell->card, SHELL_PREFERENCES);
    drive_key(&d, SDLK_ESCAPE, 0);
    seek(&d, "quiz find the nerve");
    drive_key(&d, SDLK_RETURN, 0);
    assert_int_equal(d.app->desk.teach->doing, TEACH_QUIZ);
    assert_int_equal(d.app->desk.teach->run.kind, QUIZ_NERVE);
    drive_key(&d, SDLK_ESCAPE, 0);
    unsigned layers = d.app->desk.eye.layers;
    seek(&d, "layer: bones");
    drive_key(&d, SDLK_RETURN, 0);
    assert_int_equal(d.app->desk.eye.layers ^ layers, SCENE_BONES);
    drive_close(&d);
}

/* The place is looked at, and its card tells of it. */
static void a_landmark_is_found_and_told(void **state)
{
    (void)state;
    struct drive d = {0};
    begin(&d);
    seek(&d, "inner ankle");
    drive_key(&d, SDLK_RETURN, 0);
    assert_string_equal(d.app->desk.eye.landmark, "medial_malleolus_prominence");
    assert_int_equal(d.app->desk.eye.landmark_side, SIDE_L);
    assert_true(d.app->desk.eye.camera.distance < 2);
    drive_key(&d, SDLK_ESCAPE, 0);
    drive_find(&d, "KI3"); // is measured from it
    drive_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_field_keeps_the_keys),
        cmocka_unit_test(a_tour_is_found_and_begun),
        cmocka_unit_test(a_case_is_found_and_opened),
        cmocka_unit_test(a_caution_is_found_and_told),
        cmocka_unit_test(commands_are_found_and_done),
        cmocka_unit_test(a_landmark_is_found_and_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
