/* What hands that are new to the program do: slow drags, keys pressed where they lead
 * elsewhere, windows that change under the view. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <SDL.h>
#include <cmocka.h>

#include "catalog/rules_words.h"
#include "document/case_edit.h"
#include "document/glove.h"
#include "drive.h"
#include "panels/shell.h"
#include "platform/audio.h"

// ---------------------------------------------------------------- the slider

static void a_slider_is_held_while_the_panel_grows(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC});
    drive_tap_id(&d, "+ ", "form.paint");
    const char *label = text_of(d.app->desk.texts, "brush.glove");
    struct gui_rect r = drive_find(&d, label);
    float y = r.y + r.h * 0.7f, x = r.x + 10;
    int n = -1;
    drive_hold(&d, x, y);
    for (; x < r.x + r.w - 10; x += 6) {
        drive_move(&d, x, y);
        // each stage adds a chip above, and the plan brings its button along
        assert_true(drive_record(&d)->n_symptoms >= n);
        n = drive_record(&d)->n_symptoms;
        assert_float_equal(drive_find(&d, label).y, r.y, 3);
    }
    assert_int_equal(glove_stage(subject_catalog(d.app->desk.subject), drive_record(&d)),
                     glove_stages(subject_catalog(d.app->desk.subject)));
    for (; x > r.x; x -= 12)
        drive_move(&d, x, y);
    drive_let_go(&d, x, y);
    drive_settle(&d);
    // what the case had before the drag is left of it
    const struct catalog *c = subject_catalog(d.app->desk.subject);
    assert_int_equal(glove_reach(c, drive_record(&d)), 0);
    assert_int_equal(case_edit_kind_sides(drive_record(&d),
                                          rules_word_find(word_regions, "sole"),
                                          CASE_NUMBNESS),
                     CASE_SIDES);
    drive_close(&d);
}

// ---------------------------------------------------------------- the brush

static void the_tools_open_with_a_brush_in_the_hand(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC});
    drive_tap_id(&d, "+ ", "form.paint");
    assert_int_equal(d.app->desk.brush.tool, BRUSH_NUMB);
    drive_tap_id(&d, "", "brush.pain");
    drive_settle(&d);
    drive_save(&d, DEQI_BINARY_DIR "/hands_brush.png");
    // put down with the fold, and taken up again as it was
    drive_tap_id(&d, "\u2212 ", "form.paint");
    assert_int_equal(d.app->desk.brush.tool, BRUSH_NONE);
    drive_tap_id(&d, "+ ", "form.paint");
    assert_int_equal(d.app->desk.brush.tool, BRUSH_PAIN);
    drive_key(&d, SDLK_ESCAPE, 0);
    assert_int_equal(d.app->desk.brush.tool, BRUSH_NONE);
    drive_close(&d);
}

// ---------------------------------------------------------------- keys

static void shift_turns_undo_into_redo(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC});
    int n = drive_record(&d)->n_symptoms;
    drive_tap_id(&d, "+ ", "form.list");
    drive_tap(&d, "Ankle##region");
    assert_int_equal(drive_record(&d)->n_symptoms, n + 1);
    drive_key(&d, 'z', KMOD_LCTRL);
    assert_int_equal(drive_record(&d)->n_symptoms, n);
    drive_key(&d, 'z', KMOD_LCTRL | KMOD_LSHIFT);
    assert_int_equal(drive_record(&d)->n_symptoms, n + 1);
    drive_close(&d);
}

static void type_one_by_one(struct drive *d, const char *text)
{
    char letter[2] = "";
    for (; *text; text++) {
        letter[0] = *text;
        drive_key(d, *text, 0);
        drive_type(d, letter);
    }
}

static void keys_lead_to_the_search_and_out_of_it(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC});
    struct gui *g = picture_gui(d.app->desk.picture);
    unsigned layers = d.app->desk.eye.layers;
    // letters that follow at once are for the field
    drive_key(&d, '/', 0);
    type_one_by_one(&d, "zusanli");
    assert_string_equal(d.app->desk.search.query, "zusanli");
    assert_int_equal(d.app->desk.eye.layers, layers);
    drive_settle(&d);
    drive_save(&d, DEQI_BINARY_DIR "/hands_search.png");
    drive_key(&d, SDLK_RETURN, 0);
    assert_string_equal(d.app->desk.eye.selected, "ST36");
    // the next word is typed over this one
    assert_true(gui_wants_keys(g));
    drive_settle(&d);
    // what is found is put away first, then what is selected
    drive_key(&d, SDLK_ESCAPE, 0);
    assert_string_equal(d.app->desk.search.query, "");
    assert_string_equal(d.app->desk.eye.selected, "ST36");
    drive_key(&d, SDLK_ESCAPE, 0);
    assert_string_equal(d.app->desk.eye.selected, "");

    drive_key(&d, 'f', KMOD_LCTRL);
    type_one_by_one(&d, "ki");
    drive_settle(&d);
    drive_key(&d, SDLK_DOWN, 0);
    assert_true(gui_has_focus(g));
    assert_false(gui_wants_keys(g));
    drive_key(&d, SDLK_DOWN, 0);
    drive_settle(&d);
    drive_save(&d, DEQI_BINARY_DIR "/hands_list.png");
    drive_key(&d, SDLK_RETURN, 0);
    assert_string_equal(d.app->desk.eye.selected, "BL23"); // under the channel
    drive_key(&d, SDLK_ESCAPE, 0);
    assert_string_equal(d.app->desk.search.query, "");

    drive_key(&d, '/', 0);
    type_one_by_one(&d, "ki");
    drive_key(&d, SDLK_ESCAPE, 0);
    assert_string_equal(d.app->desk.search.query, "");
    assert_false(gui_wants_keys(g));
    drive_close(&d);
}

static void one_escape_closes_a_card(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC});
    drive_key(&d, 'e', KMOD_LCTRL);
    drive_settle(&d);
    assert_true(gui_wants_keys(picture_gui(d.app->desk.picture)));
    drive_type(&d, "x");
    drive_key(&d, SDLK_ESCAPE, 0);
    assert_int_equal(d.app->desk.shell->card, SHELL_NO_CARD);
    // nor does the ring take it
    drive_key(&d, 'o', KMOD_LCTRL);
    drive_key(&d, SDLK_TAB, 0);
    assert_true(gui_has_focus(picture_gui(d.app->desk.picture)));
    drive_key(&d, SDLK_ESCAPE, 0);
    assert_int_equal(d.app->desk.shell->card, SHELL_NO_CARD);
    drive_close(&d);
}

// ---------------------------------------------------------------- the ring

/* pixels near the rectangle's left end that another picture has otherwise */
static int differs_near(const uint8_t *a, const uint8_t *b, int width, struct gui_rect r)
{
    int n = 0;
    for (int y = (int)r.y; y < (int)(r.y + r.h); y++)
        for (int x = (int)r.x - 4; x < (int)(r.x + r.w); x++)
            for (int k = 0; k < 3; k++)
                if (abs(a[4 * (y * width + x) + k] - b[4 * (y * width + x) + k]) > 40) {
                    n++;
                    break;
                }
    return n;
}

static void the_ring_is_seen_on_what_is_chosen(void **state)
{
    (void)state;
    drive_needs_pictures();
    for (int dark = 0; dark < 2; dark++) {
        struct drive d = {0};
        char path[300];
        int w, h;
        drive_start(&d, (struct drive_params){.mode = APP_CLINIC,
                                              .theme = dark ? DRIVE_DARK : DRIVE_LIGHT});
        struct gui_rect clinic =
            drive_find(&d, text_of(d.app->desk.texts, "mode.clinic"));
        uint8_t *before = drive_pixels(&d, &w, &h);
        // nothing to undo, nothing to redo: the menu, then the three modes
        drive_tap_id(&d, "", "menu.title");
        drive_key(&d, SDLK_ESCAPE, 0);
        for (int i = 0; i < 3; i++)
            drive_key(&d, SDLK_TAB, 0);
        drive_settle(&d);
        uint8_t *after = drive_pixels(&d, &w, &h);
        snprintf(path, sizeof path, DEQI_BINARY_DIR "/hands_ring_%d.png", dark);
        drive_save(&d, path);
        assert_true(differs_near(before, after, w, clinic) > 60);
        free(before);
        free(after);
        drive_close(&d);
    }
}

static void tab_goes_past_what_is_off(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC});
    int w, h;
    // undone, there is something to do again and nothing more to undo
    drive_tap_id(&d, "+ ", "form.paint");
    drive_slide(&d, text_of(d.app->desk.texts, "brush.glove"), 0, 1);
    drive_key(&d, 'z', KMOD_CTRL);
    drive_settle(&d);
    struct gui_rect undo = drive_find(&d, text_of(d.app->desk.texts, "keys.undo"));
    uint8_t *before = drive_pixels(&d, &w, &h);
    // back from the menu over redo: undo is off
    drive_tap_id(&d, "", "menu.title");
    drive_key(&d, SDLK_ESCAPE, 0);
    drive_key(&d, SDLK_TAB, KMOD_LSHIFT);
    drive_key(&d, SDLK_TAB, KMOD_LSHIFT);
    assert_true(gui_has_focus(picture_gui(d.app->desk.picture)));
    drive_settle(&d);
    uint8_t *after = drive_pixels(&d, &w, &h);
    assert_int_equal(differs_near(before, after, w, undo), 0);
    free(before);
    free(after);
    drive_close(&d);
}

// ---------------------------------------------------------------- the view

/* whether a point of the skin lies in the free part of the picture */
static bool is_in_sight(struct drive *d, const char *code, enum side side)
{
    const struct camera_port *p = &d->app->desk.eye.port;
    float at[2];
    drive_site(d, code, side, at);
    return at[0] > p->left && at[0] < (float)p->width - p->right && at[1] > p->top &&
           at[1] < (float)p->height - p->bottom;
}

static void resize(struct drive *d, int width, int height)
{
    SDL_SetWindowSize(SDL_GL_GetCurrentWindow(), width, height);
    sink_redraw(&d->app->desk.sink);
    drive_settle(d);
    sink_redraw(&d->app->desk.sink);
    drive_settle(d);
    assert_int_equal(d->app->desk.eye.port.width, width);
}

static bool is_whole(struct drive *d)
{
    return is_in_sight(d, "GV20", SIDE_M) && is_in_sight(d, "BL67", SIDE_L) &&
           is_in_sight(d, "BL67", SIDE_R);
}

static bool plan_is_in_sight(struct drive *d)
{
    const struct plan *plan = &d->app->desk.dossier.plan;
    for (int i = 0; i < plan->n_points; i++)
        if (!is_in_sight(d, plan->points[i].code,
                         plan->points[i].side == 'R' ? SIDE_R : SIDE_L))
            return false;
    return true;
}

static void the_view_stays_framed_in_another_window(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d,
                (struct drive_params){.mode = APP_CLINIC, .width = 800, .height = 600});
    drive_key(&d, '1', 0);
    drive_settle(&d);
    assert_true(is_whole(&d));
    resize(&d, 540, 960);
    assert_true(is_whole(&d));
    resize(&d, 800, 600);
    drive_key(&d, 'p', 0);
    drive_settle(&d);
    assert_true(plan_is_in_sight(&d));
    resize(&d, 540, 960);
    assert_true(plan_is_in_sight(&d));
    // the card of a point takes its room
    drive_key(&d, 'n', 0);
    drive_settle(&d);
    assert_true(is_in_sight(&d, d.app->desk.eye.selected, d.app->desk.eye.selected_side));
    resize(&d, 1100, 700);
    assert_true(is_in_sight(&d, d.app->desk.eye.selected, d.app->desk.eye.selected_side));
    // what a hand has moved stays where the hand left it
    struct camera before = d.app->desk.eye.camera;
    drive_key(&d, SDLK_LEFT, 0);
    drive_settle(&d);
    assert_true(d.app->desk.eye.camera.yaw != before.yaw);
    before = d.app->desk.eye.camera;
    resize(&d, 800, 600);
    assert_memory_equal(&before, &d.app->desk.eye.camera, sizeof before);
    drive_close(&d);
}

// ---------------------------------------------------------------- layers and menu

static void one_layer_colours_the_skin(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC});
    drive_key(&d, 'd', 0);
    drive_key(&d, 'v', 0);
    assert_int_equal(d.app->desk.eye.layers & SCENE_SKIN, SCENE_NERVES);
    drive_key(&d, 'r', 0);
    assert_int_equal(d.app->desk.eye.layers & SCENE_SKIN, SCENE_REGIONS);
    drive_tap_id(&d, "", "menu.title");
    drive_tap_id(&d, "/", "menu.preferences");
    drive_tap_id(&d, "", "keys.dermatomes");
    assert_int_equal(d.app->desk.eye.layers & SCENE_SKIN, SCENE_DERMATOMES);
    drive_key(&d, SDLK_ESCAPE, 0);
    assert_false(gui_has_focus(picture_gui(d.app->desk.picture)));
    float at[2];
    drive_site(&d, "ST36", SIDE_L, at);
    drive_move(&d, at[0] - 12, at[1] + 30);
    drive_settle(&d);
    drive_save(&d, DEQI_BINARY_DIR "/hands_layer.png");
    drive_key(&d, 'd', 0);
    assert_int_equal(d.app->desk.eye.layers & SCENE_SKIN, 0);
    drive_close(&d);
}

static void the_menu_undoes_and_quits(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC, .height = 800});
    int n = drive_record(&d)->n_symptoms;
    drive_tap_id(&d, "+ ", "form.list");
    drive_tap(&d, "Ankle##region");
    drive_tap_id(&d, "", "menu.title");
    drive_settle(&d);
    drive_save(&d, DEQI_BINARY_DIR "/hands_menu.png");
    drive_tap_id(&d, "/", "keys.undo");
    assert_int_equal(drive_record(&d)->n_symptoms, n);
    drive_tap_id(&d, "/", "keys.redo");
    assert_int_equal(drive_record(&d)->n_symptoms, n + 1);
    drive_tap_id(&d, "/", "keys.undo");
    drive_tap_id(&d, "/", "keys.quit");
    assert_false(d.app->running);
    drive_close(&d);
}

// ---------------------------------------------------------------- no device

static void no_sound_says_nothing(void **state)
{
    (void)state;
    unsetenv("SDL_AUDIODRIVER");
    FILE *said = tmpfile();
    int before = dup(STDERR_FILENO);
    assert_non_null(said);
    dup2(fileno(said), STDERR_FILENO);
    struct audio *audio = audio_create();
    bool silent = audio == NULL;
    audio_destroy(&audio);
    dup2(before, STDERR_FILENO);
    close(before);
    if (silent)
        assert_int_equal(lseek(fileno(said), 0, SEEK_END), 0);
    fclose(said);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slider_is_held_while_the_panel_grows),
        cmocka_unit_test(the_tools_open_with_a_brush_in_the_hand),
        cmocka_unit_test(shift_turns_undo_into_redo),
        cmocka_unit_test(keys_lead_to_the_search_and_out_of_it),
        cmocka_unit_test(one_escape_closes_a_card),
        cmocka_unit_test(the_ring_is_seen_on_what_is_chosen),
        cmocka_unit_test(tab_goes_past_what_is_off),
        cmocka_unit_test(the_view_stays_framed_in_another_window),
        cmocka_unit_test(one_layer_colours_the_skin),
        cmocka_unit_test(the_menu_undoes_and_quits),
        cmocka_unit_test(no_sound_says_nothing),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
