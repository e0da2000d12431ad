/* The table of actions and its queue: one key stands for one thing, every name is a text,
 * and what may not be done now is not done by any way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>
#include <cmocka.h>

#include "app/actions_internal.h"
#include "app/desk_view.h"
#include "bedside.h"
#include "document/live_session.h"
#include "drive.h"
#include "panels/shell.h"
#include "scene/layers.h"

#define CASES DEQI_SOURCE_DIR "/assets/cases/"

static void open_app(struct drive *d)
{
    drive_start(d, (struct drive_params){.mode = APP_CLINIC,
                                         .case_path = CASES "diabetic_soles.json"});
}

static void a_key_stands_for_one_thing(void **state)
{
    (void)state;
    for (int a = 0; a < ACTIONS_COUNT * ACTION_KEYS_MOST; a++) {
        const struct action_key *k =
            &ACTIONS[a / ACTION_KEYS_MOST].key[a % ACTION_KEYS_MOST];
        if (!k->key)
            continue;
        assert_true(k->mods || !layers_by_key(k->key));
        for (int b = 0; b < a; b++) {
            const struct action_key *o =
                &ACTIONS[b / ACTION_KEYS_MOST].key[b % ACTION_KEYS_MOST];
            assert_false(k->key == o->key && k->mods == o->mods);
        }
    }
}

static void what_is_listed_has_a_name_and_can_be_had(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d);
    for (int i = 0; i < ACTIONS_COUNT; i++) {
        const struct action *a = &ACTIONS[i];
        if (a->text) {
            assert_string_not_equal(text_of(d.app->desk.texts, a->text), a->text);
            assert_true(a->shown && *a->shown);
        }
        if (a->menu)
            assert_string_not_equal(text_of(d.app->desk.texts, a->menu), a->menu);
    }
    drive_close(&d);
}

/* by one part; the mode's own keys alone are done elsewhere */
static void each_is_done_by_one_part(void **state)
{
    (void)state;
    for (int id = 0; id < ACTIONS_COUNT; id++) {
        struct request r = {.id = (enum action_id)id};
        const struct action *a = &ACTIONS[id];
        int n = actions_look(NULL, &r) + actions_case(NULL, &r) +
                actions_session(NULL, &r) + actions_card(NULL, &r) +
                actions_settings(NULL, &r) + actions_job(NULL, &r) +
                actions_program(NULL, &r);
        if (n != (a->only && !a->key[0].key ? 0 : 1))
            fail_msg("action %d is done by %d parts", id, n);
    }
}

static bool in_menu(struct drive *d, const char *id)
{
    char label[96];
    snprintf(label, sizeof label, "/%s", text_of(d->app->desk.texts, id));
    return drive_sees(d, label);
}

/* by key, by the queue, and in the menu */
static void a_session_holds_its_case_whatever_is_pressed(void **state)
{
    (void)state;
    static const enum action_id EDITS[] = {ACTION_NEW_CASE, ACTION_OPEN_CASE, ACTION_UNDO,
                                           ACTION_REDO};
    struct drive d = {0};
    open_app(&d);
    struct case_record *r = dossier_draft(&d.app->desk.dossier);
    r->tenderness = !r->tenderness;
    dossier_change(&d.app->desk.dossier, r, 0);
    sink_redraw(&d.app->desk.sink);
    assert_true(actions_may(&d.app->desk, ACTION_UNDO));
    assert_false(actions_may(&d.app->desk, ACTION_REDO));
    drive_begin_session(&d);
    unsigned version = d.app->desk.dossier.version;
    for (size_t i = 0; i < sizeof EDITS / sizeof *EDITS; i++) {
        assert_false(actions_may(&d.app->desk, EDITS[i]));
        d.app->desk.sink.notice[0] = 0;
        sink_ask(&d.app->desk.sink, EDITS[i], 0);
        drive_settle(&d);
        assert_string_equal(d.app->desk.sink.notice,
                            text_of(d.app->desk.texts, "clinic.case_held"));
        assert_int_equal(d.app->desk.shell->card, SHELL_NO_CARD);
    }
    drive_key(&d, 'z', KMOD_CTRL);
    drive_key(&d, 'o', KMOD_CTRL);
    assert_int_equal(d.app->desk.dossier.version, version);
    drive_tap_id(&d, "", "menu.title");
    drive_settle(&d);
    assert_false(in_menu(&d, "menu.new"));
    assert_true(in_menu(&d, "menu.save"));
    drive_close(&d);
}

static void what_is_asked_for_waits_for_the_frame_to_end(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d);
    sink_ask(&d.app->desk.sink, ACTION_MODE, APP_TEACH);
    sink_ask(&d.app->desk.sink, ACTION_LAYER, SCENE_DERMATOMES);
    assert_int_equal(d.app->desk.mode, APP_CLINIC);
    assert_int_equal(d.app->desk.sink.n_requests, 2);
    drive_settle(&d);
    assert_int_equal(d.app->desk.mode, APP_TEACH);
    assert_true(d.app->desk.eye.layers & SCENE_DERMATOMES);
    assert_int_equal(d.app->desk.sink.n_requests, 0);
    // more than a hand can press is left out, not written past the end
    for (int i = 0; i < 3 * REQUESTS_MOST; i++)
        sink_ask(&d.app->desk.sink, ACTION_LAYER, SCENE_LABELS);
    assert_int_equal(d.app->desk.sink.n_requests, REQUESTS_MOST);
    drive_settle(&d);
    drive_close(&d);
}

/* the eye sets out once the panels stand, and no frame is drawn for ever */
static void the_eye_sets_out_and_the_picture_rests(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d);
    sink_fly_home(&d.app->desk.sink, "back");
    assert_int_equal(d.app->desk.sink.target.look, LOOK_HOME);
    drive_settle(&d);
    assert_int_equal(d.app->desk.sink.target.look, LOOK_NOWHERE);
    assert_int_equal(d.app->desk.eye.aimed, AIMED_WHOLE);
    assert_int_equal(d.app->desk.sink.frames_due, 0);
    // a card opens at the right: what was asked for is seen in what that leaves free
    director_select(&d.app->director, "KI3", SIDE_L, SINK_FLY);
    drive_settle(&d);
    float at[2];
    const struct camera_port *p = &d.app->desk.eye.port;
    drive_site(&d, "KI3", SIDE_L, at);
    assert_true(at[0] > p->left && at[0] < (float)p->width - p->right);
    // describing it again changes nothing
    struct camera camera = d.app->desk.eye.camera;
    uint8_t *pixels;
    struct error error;
    for (int i = 0; i < 3; i++) {
        assert_true(
            desk_view_snapshot(&d.app->desk, 64, 64, DESK_GROUND, &pixels, &error));
        free(pixels);
    }
    drive_settle(&d);
    assert_true(camera_equal(&camera, &d.app->desk.eye.camera));
    drive_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_stands_for_one_thing),
        cmocka_unit_test(what_is_listed_has_a_name_and_can_be_had),
        cmocka_unit_test(each_is_done_by_one_part),
        cmocka_unit_test(a_session_holds_its_case_whatever_is_pressed),
        cmocka_unit_test(what_is_asked_for_waits_for_the_frame_to_end),
        cmocka_unit_test(the_eye_sets_out_and_the_picture_rests),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
