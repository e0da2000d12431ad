/* What a nurse, a patient and a clinician once found wrong with the window, and no other
 * test sees: no sound and nobody told, a session begun elsewhere and doubled, a pause
 * with needles in the feet, silence while a person is to be turned, sharps uncounted
 * after a stop, left taken for right, a lamp that a program seems to switch. The list of
 * all of it, and which test stands for each, is tests/findings.json. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>
#include <cmocka.h>

#include "bedside.h"
#include "modes/clinic.h"
#include "modes/display.h"
#include "panels/shell.h"
#include "panels/watch_strip.h"

#define CASES DEQI_SOURCE_DIR "/assets/cases/"

static void open_app(struct drive *d, struct drive_params params)
{
    params.width = params.width ? params.width : 1280;
    params.height = params.height ? params.height : 1000;
    drive_start(d, params);
}

static const struct session *shown(const struct drive *d)
{
    return live_session_state(d->app->desk.live);
}

static bool says(const struct drive *d, const char *id, const char *words)
{
    return strstr(text_of(d->app->desk.texts, id), words) != NULL;
}

/* between the field for who it is and the button that begins */
static float room_before_the_beginning(const char *device)
{
    struct drive d = {0};
    setenv("SDL_AUDIODRIVER", device, 1);
    open_app(&d, (struct drive_params){.mode = APP_CLINIC,
                                       .width = 1280,
                                       .height = 720,
                                       .text_scale = 2,
                                       .case_path = CASES "cervical_thumb.json"});
    const struct texts *texts = d.app->desk.texts;
    drive_tap(&d, text_of(texts, "plan.title")); // the tab
    struct gui_rect who = drive_find(&d, text_of(texts, "clinic.who")),
                    begin = drive_find(&d, text_of(texts, "clinic.begin"));
    drive_close(&d);
    return begin.y - who.y - who.h;
}

/* nor does large type on a small window take the sentence away */
static void no_device_is_said_where_little_room_is(void **state)
{
    (void)state;
    float silent = room_before_the_beginning("there_is_none");
    assert_true(silent > room_before_the_beginning("dummy") + 15);
}

/* A6: where there is no device it is said before a session begins */
static void no_device_is_said_before_the_beginning(void **state)
{
    (void)state;
    struct drive d = {0};
    setenv("SDL_AUDIODRIVER", "there_is_none", 1);
    open_app(&d, (struct drive_params){.mode = APP_CLINIC,
                                       .case_path = CASES "cervical_thumb.json"});
    assert_null(d.app->desk.clinic->audio);
    assert_true(d.app->desk.shell->silent);
    // in place of the test tone stands the sentence
    assert_false(drive_sees(&d, text_of(d.app->desk.texts, "clinic.tone")));
    assert_true(says(&d, "clinic.no_sound", "only"));
    drive_close(&d);
    setenv("SDL_AUDIODRIVER", "dummy", 1);
    open_app(&d, (struct drive_params){.mode = APP_CLINIC,
                                       .case_path = CASES "cervical_thumb.json"});
    assert_false(d.app->desk.shell->silent);
    assert_true(drive_sees(&d, text_of(d.app->desk.texts, "clinic.tone")));
    drive_close(&d);
}

/* A11: within a second it is in sight, one tap away, and the same label asks before a
 * second session is made of it */
static void what_began_elsewhere_is_offered_not_doubled(void **state)
{
    (void)state;
    struct drive d = {0};
    struct bedside b;
    open_app(&d, (struct drive_params){.mode = APP_CLINIC,
                                       .case_path = CASES "lumbar_marks.json"});
    assert_false(watch_strip_shows(d.app->desk.live, d.app->desk.mode));
    bedside_open(&b, &d);
    bedside_begin_as(&b, CASES "lumbar_marks.json", "Bed 5");
    drive_pass(&d, 1);
    assert_true(watch_strip_shows(d.app->desk.live, d.app->desk.mode));
    assert_true(drive_sees(&d, "Bed 5"));
    snprintf(d.app->desk.clinic->who, sizeof d.app->desk.clinic->who, "Bed 5");
    drive_tap_id(&d, "", "clinic.begin");
    assert_null(shown(&d));
    assert_non_null(strstr(d.app->desk.sink.notice, "Bed 5"));
    drive_tap(&d, "Bed 5");
    drive_settle(&d);
    assert_int_equal(live_session_id(d.app->desk.live), 1);
    bedside_close(&b);
    drive_close(&d);
}

/* A18: nobody walks with needles in the feet, and the person is not told to lie still for
 * it */
static void no_ready_reason_leaves_needles_in_who_walks(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.mode = APP_CLINIC,
                                       .case_path = CASES "diabetic_soles.json"});
    assert_true(says(&d, "clinic.pause.toilet", "Needles out first"));
    drive_close(&d);
}

/* A19, A20: after a stop the box is asked for as after any end, and who fainted is not
 * sent off */
static void after_a_stop_the_box_is_counted(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.mode = APP_CLINIC,
                                       .case_path = CASES "cervical_thumb.json"});
    drive_begin_session(&d);
    drive_needle(&d, 0);
    drive_pass(&d, 1);
    drive_tap_id(&d, "", "clinic.abort");
    drive_tap_id(&d, "", "clinic.abort.faint");
    drive_tap_id(&d, "", "clinic.abort_now");
    drive_pass(&d, 1);
    drive_remove(&d, 0);
    drive_pass(&d, 1);
    assert_int_equal(shown(&d)->state, SESSION_ABORTED);
    assert_int_equal(shown(&d)->sharps, -1);
    const struct overlay *o = live_session_overlay(d.app->desk.live);
    assert_non_null(overlay_find(o, OVERLAY_SHARPS));
    char label[128];
    struct message m = {.id = "clinic.sharps_all",
                        .arg = {{.name = "n", .number = shown(&d)->placed}}};
    text_format(d.app->desk.texts, &m, label, sizeof label);
    drive_tap(&d, label);
    drive_pass(&d, 1);
    assert_int_equal(shown(&d)->sharps, shown(&d)->placed);
    assert_string_equal(display_title(d.app->desk.display, shown(&d),
                                      live_session_overlay(d.app->desk.live)),
                        "display.stopped");
    drive_close(&d);
}

/* A21: to the one who needles and to the one who lies there */
static void turning_over_is_said_to_both(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.mode = APP_CLINIC,
                                       .case_path = CASES "lumbar_marks.json"});
    drive_begin_session(&d);
    drive_needle_all(&d);
    drive_pass(&d, 1801);
    drive_remove_all(&d);
    drive_pass(&d, 1);
    assert_int_equal(shown(&d)->position, 1);
    assert_true(session_turns(shown(&d)));
    const struct overlay *o = live_session_overlay(d.app->desk.live);
    assert_string_equal(o->next.id, "session.next.turn");
    assert_string_equal(display_title(d.app->desk.display, shown(&d), o),
                        "display.turning");
    drive_settle(&d);
    drive_save(&d, DEQI_BINARY_DIR "/found_turn.png");
    drive_close(&d);
}

/* A24: the words record, they do not switch */
static void the_lamp_is_recorded_not_switched(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.mode = APP_CLINIC,
                                       .case_path = CASES "diabetic_soles.json"});
    assert_false(says(&d, "clinic.lamp_on", "Turn"));
    assert_false(says(&d, "clinic.lamp_on", "Switch"));
    assert_false(says(&d, "clinic.lamp_off", "Turn"));
    drive_close(&d);
}

/* as wide as a letter is */
static void text_size(const char *text, enum frame_label_style style, float *width,
                      float *height, void *user)
{
    (void)style, (void)user;
    *width = 12 * (float)strlen(text);
    *height = 20;
}

/* the letters of the last frame from left to right, such as "RL" */
static void letters_of(struct drive *d, const char *view, char out[8])
{
    const struct frame_label *label[2] = {NULL};
    int n = 0;
    struct stage_view v = {.subject = d->app->desk.subject,
                           .theme = &THEME_LIGHT,
                           .texts = d->app->desk.texts,
                           .letters = true,
                           .region = -1,
                           .hovered = -1,
                           .port = {.width = 1000, .height = 1000}};
    struct scene_input in;
    struct frame frame;
    float min[3], max[3];
    aim_named(d->app->desk.subject, view, &v.camera);
    mesh_bounds(subject_mesh(d->app->desk.subject), min, max);
    camera_fit(&v.camera, &v.port, min, max, 0.05f);
    struct stage *stage = stage_create();
    struct scene *scene = scene_create();
    stage_build(stage, &v, &in);
    in.text_size = text_size;
    scene_build(scene, &in, &frame);
    for (uint32_t i = 0; i < frame.n_labels && n < 2; i++)
        if (frame.label[i].style == FRAME_LABEL_SIDE)
            label[n++] = &frame.label[i];
    if (n == 2 && label[0]->box[0] > label[1]->box[0]) {
        const struct frame_label *first = label[0];
        label[0] = label[1];
        label[1] = first;
    }
    out[0] = 0;
    for (int i = 0; i < n; i++)
        strcat(out, label[i]->text);
    scene_destroy(&scene);
    stage_destroy(&stage);
}

/* A25: seen from the front the left is at the right */
static void left_and_right_are_written(void **state)
{
    (void)state;
    struct drive d = {0};
    char letters[8];
    open_app(&d, (struct drive_params){.mode = APP_CLINIC,
                                       .case_path = CASES "cervical_thumb.json"});
    letters_of(&d, "front", letters);
    assert_string_equal(letters, "RL");
    letters_of(&d, "back", letters);
    assert_string_equal(letters, "LR");
    // from the side neither is at an edge
    letters_of(&d, "left", letters);
    assert_string_equal(letters, "");
    drive_close(&d);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_device_is_said_before_the_beginning),
        cmocka_unit_test(no_device_is_said_where_little_room_is),
        cmocka_unit_test(what_began_elsewhere_is_offered_not_doubled),
        cmocka_unit_test(no_ready_reason_leaves_needles_in_who_walks),
        cmocka_unit_test(after_a_stop_the_box_is_counted),
        cmocka_unit_test(turning_over_is_said_to_both),
        cmocka_unit_test(the_lamp_is_recorded_not_switched),
        cmocka_unit_test(left_and_right_are_written),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
