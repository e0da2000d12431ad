/* A first-time user's half hour: be welcomed, find ST36 by four spellings, isolate a leg,
 * say where it hurts in teach, take a channel's quiz, write a lesson of three steps, open
 * an example, leave the display; all by hand, nothing by knowing the program. */
#include <math.h>
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
#include "panels/eye.h"
#include "panels/measure_tool.h"
#include "panels/shell.h"

static void find_by_four_spellings(struct drive *d)
{
    static const char *const SPELLINGS[] = {"ST36", "Stomach 36", "zu2san1li3",
                                            "\xe8\xb6\xb3\xe4\xb8\x89\xe9\x87\x8c"};
    drive_tap(d, "search");
    for (int i = 0; i < 4; i++) {
        director_select(&d->app->director, "", SIDE_M, SINK_STAY);
        // each is typed over the one before
        drive_type(d, SPELLINGS[i]);
        drive_key(d, SDLK_RETURN, 0);
        assert_string_equal(d->app->desk.eye.selected, "ST36");
        assert_string_equal(d->app->desk.settings.lang, "en");
    }
    drive_key(d, SDLK_ESCAPE, 0);
    assert_string_equal(d->app->desk.search.query, "");
}

/* one leg alone, and all again by what says so on the stage */
static void isolate_a_leg(struct drive *d)
{
    drive_key(d, SDLK_i, KMOD_CTRL);
    drive_settle(d);
    drive_tap(d, "Leg, left");
    drive_key(d, SDLK_ESCAPE, 0);
    drive_settle(d);
    assert_int_equal(d->app->desk.eye.isolate.part, ISOLATE_LEG);
    assert_int_equal(d->app->desk.shell->card, SHELL_NO_CARD);
    drive_tap(d, "Show everything again");
    drive_settle(d);
    assert_true(isolate_is_whole(&d->app->desk.eye.isolate));
}

/* a new case, a brush, a stroke over the sole's neighbour that is seen: the plan follows
 */
static void say_where_it_hurts(struct drive *d)
{
    drive_tap_id(d, "", "menu.title");
    drive_tap_id(d, "/", "menu.new");
    drive_tap_id(d, "", "teach.plan");
    assert_int_equal(drive_record(d)->n_symptoms, 0);
    drive_tap(d, "+ ");
    assert_int_equal(d->app->desk.brush.tool, BRUSH_NUMB);
    drive_key(d, SDLK_1, 0);
    drive_settle(d);
    float pixel[2];
    drive_site(d, "ST41", SIDE_L, pixel);
    drive_click(d, pixel[0], pixel[1]);
    assert_true(drive_record(d)->n_symptoms > 0);
    assert_true(d->app->desk.dossier.plan.n_points > 0);
    // taken back and done again, by a button that says what
    drive_tap_id(d, "", "keys.undo");
    assert_int_equal(drive_record(d)->n_symptoms, 0);
    drive_tap_id(d, "", "keys.redo");
    assert_true(drive_record(d)->n_symptoms > 0);
}

static void take_a_channels_quiz(struct drive *d)
{
    struct teach *t = d->app->desk.teach;
    drive_tap_id(d, "", "teach.learn");
    drive_tap_id(d, "", "quiz.choice");
    drive_tap_id(d, "", "quiz.set.channel");
    drive_tap(d, "SP##deck");
    drive_tap(d, "5##number");
    drive_tap_id(d, "/", "quiz.name");
    for (int i = 0; i < TEACH_RUN_MOST && t->run.state != TEACH_DONE; i++) {
        if (i < t->run.first)
            assert_string_equal(t->run.question.point->channel, "SP");
        drive_key(d, SDLK_1 + t->run.question.right, 0);
        drive_key(d, SDLK_SPACE, 0);
    }
    assert_int_equal(t->run.state, TEACH_DONE);
    assert_int_equal(t->run.known, 5);
    drive_tap_id(d, "", "teach.leave");
}

static void write_a_lesson(struct drive *d)
{
    static const char *const CODES[] = {"SP6", "SP9", "KI3"};
    struct teach *t = d->app->desk.teach;
    drive_tap_id(d, "", "teach.write");
    for (int i = 0; i < 3; i++) {
        drive_tap(d, "search");
        drive_type(d, CODES[i]);
        drive_key(d, SDLK_RETURN, 0);
        drive_key(d, SDLK_ESCAPE, 0);
        drive_tap_id(d, "", "write.add");
    }
    assert_int_equal(lesson_now(t->write.book)->n, 3);
    assert_string_equal(lesson_now(t->write.book)->step[2].points, "KI3");
    drive_tap_id(d, "", "write.try");
    assert_int_equal(t->doing, TEACH_TOUR);
    drive_key(d, SDLK_ESCAPE, 0);
}

static void open_an_example(struct drive *d)
{
    drive_tap_id(d, "", "menu.title");
    drive_tap_id(d, "/", "menu.open");
    drive_tap_id(d, "", "files.examples");
    // pressed once it is chosen, twice it is opened
    drive_tap(d, "/cervical_thumb.json");
    drive_tap(d, "/cervical_thumb.json");
    assert_non_null(strstr(history_path(d->app->desk.dossier.history), "cervical_thumb"));
    assert_int_equal(d->app->desk.shell->card, SHELL_NO_CARD);
}

/* whoever tries to leave is told how, and that leads out */
static void leave_the_display(struct drive *d)
{
    drive_tap_id(d, "", "mode.display");
    assert_int_equal(d->app->desk.mode, APP_DISPLAY);
    drive_key(d, SDLK_ESCAPE, 0);
    assert_int_equal(d->app->desk.mode, APP_DISPLAY);
    float x = (float)d->app->desk.eye.port.width - 8;
    drive_hold(d, x, 8);
    drive_pass(d, 4);
    drive_let_go(d, x, 8);
    assert_int_not_equal(d->app->desk.mode, APP_DISPLAY);
}

static void half_an_hour(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d,
                (struct drive_params){
                    .width = 1366, .height = 768, .mode = APP_TEACH, .user = DRIVE_NEW});
    drive_tap_id(&d, "", "welcome.begin");
    find_by_four_spellings(&d);
    isolate_a_leg(&d);
    say_where_it_hurts(&d);
    take_a_channels_quiz(&d);
    write_a_lesson(&d);
    open_an_example(&d);
    leave_the_display(&d);
    drive_close(&d);
}

/* one letter alone is no command where that is switched off; words and Ctrl still are */
static void single_keys_can_be_switched_off(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_TEACH});
    unsigned layers = d.app->desk.eye.layers;
    drive_key(&d, 'g', 0);
    assert_string_equal(d.app->desk.settings.lang, "en");
    sink_ask(&d.app->desk.sink, ACTION_SINGLE_KEYS, 0);
    drive_settle(&d);
    struct camera before = d.app->desk.eye.camera;
    for (char c = '!'; c < 0x7F; c++)
        if (c < 'A' || c > 'Z')
            drive_key(&d, c, 0);
    assert_int_equal(d.app->desk.eye.layers, layers);
    assert_int_equal(d.app->desk.shell->card, SHELL_NO_CARD);
    assert_false(d.app->desk.settings.dark[APP_TEACH]);
    assert_memory_equal(&before, &d.app->desk.eye.camera, sizeof before);
    drive_key(&d, 'f', KMOD_CTRL);
    drive_type(&d, "KI3");
    drive_key(&d, SDLK_RETURN, 0);
    assert_string_equal(d.app->desk.eye.selected, "KI3");
    drive_close(&d);
}

/* two taps, a length over the skin; Escape ends it, and what was chosen stays chosen */
static void two_places_are_measured(void **state)
{
    (void)state;
    struct drive d = {0};
    float a[2], b[2];
    double metres, cun;
    drive_start(&d, (struct drive_params){.mode = APP_TEACH});
    drive_key(&d, 'm', KMOD_CTRL);
    const struct measure_tool *tool = d.app->desk.measure_tool;
    assert_true(measure_tool_open(tool));
    drive_site(&d, "SP9", SIDE_L, a);
    drive_site(&d, "SP6", SIDE_L, b);
    drive_click(&d, a[0], a[1]);
    assert_false(measure_tool_length(tool, &metres, &cun));
    drive_click(&d, b[0], b[1]);
    assert_true(measure_tool_length(tool, &metres, &cun));
    const struct body *body = subject_body(d.app->desk.subject);
    const struct catalog *c = subject_catalog(d.app->desk.subject);
    const struct site *s = body_site(body, catalog_point(c, "SP9"), SIDE_L),
                      *t = body_site(body, catalog_point(c, "SP6"), SIDE_L);
    double straight =
        hypot(hypot(s->position[0] - t->position[0], s->position[1] - t->position[1]),
              s->position[2] - t->position[2]);
    assert_true(metres > straight - 0.012 && metres < straight * 1.2 + 0.012);
    assert_true(cun > 0.015 && cun < 0.035);
    // a third place begins anew; another body has another skin
    drive_click(&d, a[0], a[1]);
    assert_false(measure_tool_length(tool, &metres, &cun));
    struct request other = {.id = ACTION_BODY, .body = {.name = "female"}};
    sink_request(&d.app->desk.sink, &other);
    drive_settle(&d);
    drive_click(&d, a[0], a[1]);
    assert_false(measure_tool_length(tool, &metres, &cun));
    drive_key(&d, SDLK_ESCAPE, 0);
    assert_false(measure_tool_open(tool));
    drive_close(&d);
}

/* one press on the stage shows what can be seen of the body */
static void layers_are_one_press_away(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_TEACH});
    unsigned layers = d.app->desk.eye.layers;
    drive_tap(&d, "Layers##layers");
    assert_int_equal(d.app->desk.shell->card, SHELL_LAYERS);
    drive_tap_id(&d, "", "keys.channels");
    assert_int_equal(d.app->desk.eye.layers ^ layers, SCENE_CHANNELS);
    drive_key(&d, SDLK_ESCAPE, 0);
    drive_key(&d, 'l', KMOD_CTRL);
    assert_int_equal(d.app->desk.shell->card, SHELL_LAYERS);
    drive_close(&d);
}

/* the bar of the window names the case, and what is not saved; a patient's names nobody
 */
static void the_title_names_the_case(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_TEACH,
                                          .case_path = DEQI_SOURCE_DIR
                                          "/assets/cases/cervical_thumb.json"});
    assert_non_null(strstr(d.app->title, "Cervical root, left thumb numb"));
    assert_null(strchr(d.app->title, '*'));
    struct case_record *r = dossier_draft(&d.app->desk.dossier);
    r->tenderness = 0;
    r->findings.thermal_sense = 1;
    dossier_change(&d.app->desk.dossier, r, 0);
    sink_redraw(&d.app->desk.sink);
    drive_settle(&d);
    app_step(d.app, 0);
    assert_non_null(strchr(d.app->title, '*'));
    sink_ask(&d.app->desk.sink, ACTION_MODE, APP_DISPLAY);
    drive_settle(&d);
    app_step(d.app, 0);
    assert_string_equal(d.app->title, "deqi");
    drive_close(&d);
}

/* a new user's program, in the mode */
static void arrive(struct drive *d, int mode, int again)
{
    drive_start(d,
                (struct drive_params){.mode = mode, .user = DRIVE_NEW, .folder = again});
}

static bool is_welcomed(struct drive *d)
{
    return d->app->desk.shell->card == SHELL_WELCOME;
}

enum { BY_ESCAPE, BY_ENTER, BY_LETTER, BY_BUTTON, BY_MOUSE_ASIDE, BY_FINGER, WAYS };

static void turn_away(struct drive *d, int way)
{
    static const int KEYS[] = {SDLK_ESCAPE, SDLK_RETURN, SDLK_t};
    if (way <= BY_LETTER) {
        drive_key(d, KEYS[way], 0);
    } else if (way == BY_FINGER) {
        drive_finger_down(d, 0, 20, 680);
        drive_finger_up(d, 0);
    } else if (way == BY_MOUSE_ASIDE) {
        drive_click(d, 20, 680);
    } else {
        drive_tap_id(d, "", "welcome.begin");
    }
    drive_settle(d);
}

/* Three lines, once; gone by key, mouse and finger, for good. */
static void who_is_new_is_welcomed_once(void **state)
{
    (void)state;
    for (int way = 0; way < WAYS; way++) {
        struct drive d = {0};
        arrive(&d, APP_TEACH, DRIVE_FRESH);
        assert_true(is_welcomed(&d));
        turn_away(&d, way);
        if (is_welcomed(&d))
            fail_msg("way %d leaves the welcome open", way);
        assert_int_equal(d.app->desk.shell->card, SHELL_NO_CARD);
        // the program is the user's now
        drive_key(&d, SDLK_SLASH, 0);
        drive_type(&d, "ST36");
        drive_key(&d, SDLK_RETURN, 0);
        assert_string_equal(d.app->desk.eye.selected, "ST36");
        assert_true(d.app->desk.settings.welcomed);
        drive_close(&d);
        if (way != BY_LETTER)
            continue;
        arrive(&d, APP_TEACH, DRIVE_AGAIN);
        assert_false(is_welcomed(&d));
        drive_close(&d);
    }
}

/* Before a patient nothing is said; it waits for the first mode that is the staff's. */
static void a_display_says_no_welcome(void **state)
{
    (void)state;
    struct drive d = {0};
    arrive(&d, APP_DISPLAY, DRIVE_FRESH);
    assert_int_equal(d.app->desk.shell->card, SHELL_NO_CARD);
    drive_close(&d);
    arrive(&d, APP_BOARD, DRIVE_AGAIN);
    assert_int_equal(d.app->desk.shell->card, SHELL_NO_CARD);
    drive_close(&d);
    arrive(&d, APP_CLINIC, DRIVE_AGAIN);
    assert_true(is_welcomed(&d));
    sink_ask(&d.app->desk.sink, ACTION_MODE, APP_DISPLAY);
    drive_settle(&d);
    assert_int_equal(d.app->desk.shell->card, SHELL_NO_CARD);
    drive_close(&d);
}

/* who did not start it by hand, and who was here, has the body at once */
static void who_was_here_is_not_welcomed(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_TEACH});
    assert_int_equal(d.app->desk.shell->card, SHELL_NO_CARD);
    drive_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(half_an_hour),
        cmocka_unit_test(single_keys_can_be_switched_off),
        cmocka_unit_test(two_places_are_measured),
        cmocka_unit_test(layers_are_one_press_away),
        cmocka_unit_test(the_title_names_the_case),
        cmocka_unit_test(who_is_new_is_welcomed_once),
        cmocka_unit_test(a_display_says_no_welcome),
        cmocka_unit_test(who_was_here_is_not_welcomed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
