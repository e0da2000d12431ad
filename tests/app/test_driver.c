/* A graphics driver that fails under the window: no memory, no room, a shader that it
 * does not take, a card that is reset. The window says so once, shows what it still can,
 * and the session goes on. */
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
#include "document/live_session.h"
#include "drive.h"
#include "modes/clinic.h"
#include "modes/display.h"
#include "modes/teach.h"
#include "no_graphics.h"
#include "panels/shell.h"

static int needles_in(const struct drive *d)
{
    return live_session_overlay(d->app->desk.live)->needles_in;
}

static void frame(struct drive *d)
{
    sink_redraw(&d->app->desk.sink);
    app_step(d->app, 0);
}

/* the time of its retries has come */
static void retry(struct drive *d)
{
    d->app->retry_ms = 0;
    app_step(d->app, 0);
    app_step(d->app, 0);
}

static void begin(struct drive *d)
{
    no_graphics = (struct no_graphics){0};
    drive_start(d, (struct drive_params){.mode = APP_CLINIC});
    drive_begin_session(d);
    drive_needle(d, 0);
    assert_int_equal(needles_in(d), 1);
    d->app->desk.sink.notice[0] = 0;
}

static bool notice_has(const struct drive *d, const char *words)
{
    return strstr(d->app->desk.sink.notice, words) != NULL;
}

/* said once, and the next needle goes in by hand as before */
static void goes_on(struct drive *d, const char *words)
{
    assert_true(d->app->undrawn);
    assert_true(notice_has(d, words));
    d->app->desk.sink.notice[0] = 0;
    int painted = no_graphics_painted;
    frame(d);
    assert_true(no_graphics_painted > painted);
    assert_int_equal(d->app->desk.sink.notice[0], 0);
    drive_needle(d, 1);
    assert_int_equal(needles_in(d), 2);
    drive_needle_all(d);
    drive_pass(d, 31 * 60);
    assert_int_equal(live_session_state(d->app->desk.live)->state, SESSION_DUE);
    assert_true(d->app->desk.clinic->tones > 0);
}

static void without_memory_the_panels_stay(void **state)
{
    (void)state;
    struct drive d = {0};
    begin(&d);
    no_graphics.no_memory = true;
    frame(&d);
    goes_on(&d, "no memory left");
    no_graphics.no_memory = false;
    retry(&d);
    assert_false(d.app->undrawn);
    // and where it fails once more, that is said once more
    no_graphics.no_memory = true;
    frame(&d);
    assert_true(notice_has(&d, "no memory left"));
    drive_close(&d);
}

static void without_room_the_panels_stay(void **state)
{
    (void)state;
    struct drive d = {0};
    begin(&d);
    no_graphics.no_room = true;
    SDL_SetWindowSize(SDL_GL_GetCurrentWindow(), 1300, 800);
    drive_settle(&d);
    goes_on(&d, "no room for a picture of 1300");
    no_graphics.no_room = false;
    retry(&d);
    assert_false(d.app->undrawn);
    drive_close(&d);
}

static void a_card_short_of_memory_draws_rougher(void **state)
{
    (void)state;
    struct drive d = {0};
    no_graphics = (struct no_graphics){.card = true};
    drive_start(&d, (struct drive_params){.mode = APP_TEACH});
    assert_int_equal(picture_info(d.app->desk.picture).samples, 4);
    no_graphics.no_room = true;
    SDL_SetWindowSize(SDL_GL_GetCurrentWindow(), 1300, 800);
    drive_settle(&d);
    assert_int_equal(picture_info(d.app->desk.picture).samples, 1);
    assert_false(d.app->undrawn);
    assert_int_equal(d.app->desk.sink.notice[0], 0);
    drive_close(&d);
}

static void a_shader_that_does_not_compile_is_named(void **state)
{
    (void)state;
    struct drive d = {0};
    struct error error = {0};
    no_graphics = (struct no_graphics){.broken = true};
    setenv("SDL_VIDEODRIVER", "offscreen", 1);
    struct app_params params = {.data_dir = DEQI_SOURCE_DIR, .mode = APP_TEACH};
    assert_null(app_create(&params, &error));
    assert_non_null(strstr(error.text, "does not compile"));
    assert_non_null(strstr(error.file, "shaders/"));
    // one that is only needed later: for a body that is opened
    no_graphics = (struct no_graphics){0};
    drive_start(&d, (struct drive_params){.mode = APP_TEACH});
    no_graphics.broken = true;
    d.app->desk.eye.isolate.part = ISOLATE_LEG;
    frame(&d);
    assert_true(d.app->undrawn);
    assert_true(notice_has(&d, "does not compile"));
    d.app->desk.eye.isolate.part = ISOLATE_WHOLE;
    frame(&d);
    assert_false(d.app->undrawn);
    drive_close(&d);
}

static void a_reset_card_is_begun_anew(void **state)
{
    (void)state;
    static const enum app_mode MODES[] = {APP_TEACH, APP_DISPLAY, APP_CLINIC, APP_BOARD};
    struct drive d = {0};
    begin(&d);
    for (int i = 0; i < 4; i++) {
        program_set_mode(d.app, MODES[i]);
        drive_settle(&d);
        int made = no_graphics.contexts;
        unsigned frames = d.app->n_frames;
        no_graphics.reset = true;
        frame(&d);
        drive_settle(&d);
        assert_int_equal(no_graphics.contexts, made + 1);
        assert_false(d.app->undrawn);
        assert_true(d.app->n_frames > frames);
    }
    program_set_mode(d.app, APP_CLINIC);
    drive_settle(&d);
    drive_needle(&d, 1);
    assert_int_equal(needles_in(&d), 2);
    drive_close(&d);
}

static void a_card_that_is_gone_for_a_while_stops_no_time(void **state)
{
    (void)state;
    struct drive d = {0};
    begin(&d);
    drive_needle_all(&d);
    drive_pass(&d, 60);
    int made = no_graphics.contexts, painted = no_graphics_painted;
    no_graphics.reset = no_graphics.gone = true;
    frame(&d);
    assert_true(d.app->undrawn);
    assert_true(notice_has(&d, "was reset") || notice_has(&d, "no graphics"));
    for (int i = 0; i < 5; i++)
        retry(&d);
    unsigned tones = d.app->desk.clinic->tones;
    drive_pass(&d, 31 * 60);
    assert_int_equal(live_session_state(d.app->desk.live)->state, SESSION_DUE);
    assert_true(d.app->desk.clinic->tones > tones);
    assert_int_equal(no_graphics.contexts, made);
    assert_int_equal(no_graphics_painted, painted);
    no_graphics.gone = false;
    retry(&d);
    drive_settle(&d);
    assert_int_equal(no_graphics.contexts, made + 1);
    assert_false(d.app->undrawn);
    assert_true(no_graphics_painted > painted);
    drive_remove_all(&d);
    assert_int_equal(needles_in(&d), 0);
    // and it may end while there is none
    no_graphics.reset = no_graphics.gone = true;
    frame(&d);
    drive_close(&d);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_memory_the_panels_stay),
        cmocka_unit_test(without_room_the_panels_stay),
        cmocka_unit_test(a_card_short_of_memory_draws_rougher),
        cmocka_unit_test(a_shader_that_does_not_compile_is_named),
        cmocka_unit_test(a_reset_card_is_begun_anew),
        cmocka_unit_test(a_card_that_is_gone_for_a_while_stops_no_time),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
