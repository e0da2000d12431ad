/* The window under what happens to it: a screen that goes away, no size at all on the
 * way, hidden for an hour, told to end by a signal. */
#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>
#include <cmocka.h>

#include "app/job.h"
#include "base/file.h"
#include "document/live_session.h"
#include "drive.h"
#include "modes/clinic.h"
#include "panels/film_choice.h"
#include "panels/shell.h"
#include "system/clock.h"

#define CASES DEQI_SOURCE_DIR "/assets/cases/"

static void open_app(struct drive *d, struct drive_params params)
{
    params.width = 1024;
    params.height = 768;
    // one that is named stands before an open session
    if (params.folder == DRIVE_FRESH)
        params.case_path = CASES "hiv_stocking_glove.json";
    if (!drive_open(d, &params))
        exit(77);
}

static const struct session *session(const struct drive *d)
{
    return live_session_state(d->app->desk.live);
}

static int left_s(const struct drive *d)
{
    return live_session_overlay(d->app->desk.live)->remaining_s;
}

static void retain(struct drive *d)
{
    drive_begin_session(d);
    drive_needle_all(d);
    drive_pass(d, 100);
}

// ---------------------------------------------------------------- what SDL sends

static void tell(uint32_t event, int data1, int data2)
{
    SDL_Event e = {.window = {.type = SDL_WINDOWEVENT,
                              .windowID = SDL_GetWindowID(SDL_GL_GetCurrentWindow()),
                              .event = (Uint8)event,
                              .data1 = data1,
                              .data2 = data2}};
    SDL_PushEvent(&e);
}

static void resize(int width, int height)
{
    SDL_Window *window = SDL_GL_GetCurrentWindow();
    SDL_SetWindowMinimumSize(window, 1, 1);
    SDL_SetWindowSize(window, width, height);
    tell(SDL_WINDOWEVENT_RESIZED, width, height);
}

static void turns(struct drive *d)
{
    for (int i = 0; i < 4; i++)
        app_step(d->app, 0);
}

/* the screen goes, the desktop gathers what was on it: by way of nothing at all, and out
 * of sight for a moment */
static void unplug(struct drive *d, int width, int height)
{
    SDL_Event gone = {.display = {.type = SDL_DISPLAYEVENT,
                                  .display = 1,
                                  .event = SDL_DISPLAYEVENT_DISCONNECTED}};
    SDL_Event lost = {.type = SDL_RENDER_TARGETS_RESET},
              device = {.type = SDL_RENDER_DEVICE_RESET};
    SDL_PushEvent(&gone);
    tell(SDL_WINDOWEVENT_MINIMIZED, 0, 0);
    tell(SDL_WINDOWEVENT_HIDDEN, 0, 0);
    turns(d);
    tell(SDL_WINDOWEVENT_SIZE_CHANGED, 0, 0);
    resize(1, 1);
    tell(SDL_WINDOWEVENT_EXPOSED, 0, 0);
    turns(d);
    tell(SDL_WINDOWEVENT_DISPLAY_CHANGED, 0, 0);
    tell(SDL_WINDOWEVENT_MOVED, 0, 0);
    resize(width, height);
    SDL_PushEvent(&lost);
    SDL_PushEvent(&device);
    tell(SDL_WINDOWEVENT_SHOWN, 0, 0);
    tell(SDL_WINDOWEVENT_RESTORED, 0, 0);
    drive_settle(d);
}

static void drawn_at(struct drive *d, int width, int height)
{
    int w, h;
    struct error error;
    assert_true(app_draw(d->app, &error));
    uint8_t *pixels = drive_pixels(d, &w, &h);
    assert_int_equal(w, width);
    assert_int_equal(h, height);
    assert_int_equal(d->app->desk.eye.port.width, width);
    assert_int_equal(d->app->desk.eye.port.height, height);
    // the body stands in it
    int dark = 0;
    for (int i = 0; i < w * h; i++)
        dark += abs(pixels[4 * i] - pixels[0]) > 24;
    assert_true(!drive_has_graphics || dark > w * h / 50);
    free(pixels);
    const struct camera *c = &d->app->desk.eye.camera;
    assert_true(isfinite(c->distance) && isfinite(c->target[0]) && c->distance > 0.05f);
}

// ---------------------------------------------------------------- a screen goes away

static void a_session_outlives_the_screen(void **state)
{
    (void)state;
    struct drive d = {0};
    struct settings kept;
    open_app(&d, (struct drive_params){.mode = APP_CLINIC});
    retain(&d);
    director_select(&d.app->director, session(&d)->plan->points[0].code, SIDE_L,
                    SINK_FLY);
    drive_settle(&d);
    int left = left_s(&d);
    char selected[32];
    snprintf(selected, sizeof selected, "%s", d.app->desk.eye.selected);
    d.clock += 60000;
    unplug(&d, 800, 600);
    drawn_at(&d, 800, 600);
    drive_save(&d, DEQI_BINARY_DIR "/app_unplugged.png");
    assert_int_equal(session(&d)->state, SESSION_RETAINING);
    assert_int_equal(left_s(&d), left - 60);
    assert_string_equal(d.app->desk.eye.selected, selected);
    // what was looked at is framed anew
    float at[2];
    drive_site(&d, selected, SIDE_L, at);
    assert_true(at[0] > 0 && at[1] > 0 && at[0] < 800 && at[1] < 600);
    // it can be worked with, and goes on to its end
    director_select(&d.app->director, "", SIDE_M, SINK_STAY);
    drive_tap_id(&d, "", "clinic.pause");
    drive_tap_id(&d, "", "clinic.pause.toilet");
    drive_tap_id(&d, "", "clinic.pause_now");
    assert_true(live_session_overlay(d.app->desk.live)->paused);
    drive_tap_id(&d, "", "clinic.resume");
    drive_pass(&d, left);
    assert_int_equal(session(&d)->state, SESSION_DUE);
    // what is remembered is a size to work with, whatever it is at the end
    drive_settle(&d);
    settings_load(&kept);
    assert_int_equal(kept.width, 800);
    assert_int_equal(kept.height, 600);
    resize(1, 1);
    turns(&d);
    drive_settle(&d);
    settings_load(&kept);
    assert_int_equal(kept.width, 800);
    drive_close(&d);
    open_app(&d, (struct drive_params){.mode = APP_CLINIC, .folder = DRIVE_AGAIN});
    assert_int_equal(session(&d)->state, SESSION_DUE);
    drive_close(&d);
}

static void the_whole_body_is_framed_anew(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.mode = APP_TEACH});
    assert_int_not_equal(d.app->desk.eye.aimed, AIMED_NOWHERE);
    unplug(&d, 640, 700);
    drawn_at(&d, 640, 700);
    assert_int_not_equal(d.app->desk.eye.aimed, AIMED_NOWHERE);
    struct camera narrow = d.app->desk.eye.camera;
    unplug(&d, 1024, 768);
    drawn_at(&d, 1024, 768);
    assert_true(d.app->desk.eye.camera.distance != narrow.distance);
    drive_close(&d);
}

static void a_full_screen_outlives_its_screen(void **state)
{
    (void)state;
    struct drive d = {0};
    struct settings kept;
    open_app(&d, (struct drive_params){.mode = APP_CLINIC});
    retain(&d);
    drive_key(&d, SDLK_F2, 0);
    drive_key(&d, SDLK_F11, 0);
    assert_int_equal(d.app->desk.mode, APP_DISPLAY);
    // display has no keys: the window's own toggle
    if (!d.app->desk.settings.fullscreen)
        program_toggle_fullscreen(d.app);
    drive_settle(&d);
    int left = left_s(&d);
    d.clock += 60000;
    // the desktop gives it a place of another size on the screen that is left
    SDL_SetWindowFullscreen(SDL_GL_GetCurrentWindow(), 0);
    unplug(&d, 700, 500);
    drawn_at(&d, 700, 500);
    assert_int_equal(d.app->desk.mode, APP_DISPLAY);
    assert_int_equal(session(&d)->state, SESSION_RETAINING);
    assert_int_equal(left_s(&d), left - 60);
    drive_settle(&d);
    settings_load(&kept);
    assert_true(kept.fullscreen);
    assert_int_equal(kept.width, 1024);
    assert_int_equal(kept.height, 768);
    drive_pass(&d, left);
    assert_int_equal(session(&d)->state, SESSION_DUE);
    drive_close(&d);
}

// ---------------------------------------------------------------- out of sight

static void an_hour_out_of_sight(void **state)
{
    (void)state;
    static const uint32_t GOES[] = {SDL_WINDOWEVENT_HIDDEN, SDL_WINDOWEVENT_MINIMIZED};
    static const uint32_t COMES[] = {SDL_WINDOWEVENT_SHOWN, SDL_WINDOWEVENT_RESTORED};
    static const enum app_mode MODES[] = {APP_CLINIC, APP_DISPLAY};
    for (int i = 0; i < 2; i++) {
        struct drive d = {0};
        open_app(&d, (struct drive_params){.mode = APP_CLINIC});
        retain(&d);
        program_set_mode(d.app, MODES[i]);
        drive_settle(&d);
        tell(GOES[i], 0, 0);
        turns(&d);
        int64_t frame = d.app->desk.clock.frame_ms;
        // the second that is shown is another; nobody sees it
        for (int k = 0; k < 3; k++) {
            d.clock += 1000;
            turns(&d);
        }
        d.clock += 3600 * 1000;
        unsigned tones = d.app->desk.clinic->tones;
        turns(&d);
        assert_int_equal(session(&d)->state, SESSION_DUE);
        assert_true(d.app->desk.clinic->tones > tones);
        assert_true(d.app->desk.clock.frame_ms == frame);
        // frames are due, yet it sleeps between its looks at the clock
        assert_true(d.app->desk.sink.frames_due > 0);
        int64_t before = clock_monotonic_ms();
        for (int k = 0; k < 3; k++)
            app_step(d.app, -1);
        assert_in_range(clock_monotonic_ms() - before, 300, 5000);
        assert_true(d.app->desk.clock.frame_ms == frame);
        tell(COMES[i], 0, 0);
        turns(&d);
        assert_true(d.app->desk.clock.frame_ms > frame);
        assert_int_equal(left_s(&d), 0);
        drive_close(&d);
    }
}

static void a_film_is_made_out_of_sight(void **state)
{
    (void)state;
    struct drive d = {0};
    char path[512];
    struct error error;
    const struct film_choice choice = film_choice_default();
    struct film_params params;
    struct camera camera;
    open_app(&d, (struct drive_params){.mode = APP_CLINIC});
    snprintf(path, sizeof path, "%s/x.webp", d.folder);
    film_choice_params(&d.app->desk.eye, d.app->desk.subject, &d.app->desk.settings,
                       d.app->desk.mode, &choice, FILM_SESSION, path, &camera, &params);
    params.width = 160;
    params.height = 90;
    params.seconds = 1;
    params.fps = 5;
    assert_true(job_begin_film(&d.app->jobs, &params, &error));
    tell(SDL_WINDOWEVENT_HIDDEN, 0, 0);
    for (int i = 0; i < 20 && d.app->desk.work.on; i++)
        app_step(d.app, -1);
    assert_false(d.app->desk.work.on);
    assert_true(file_exists(path));
    drive_close(&d);
}

// ---------------------------------------------------------------- another context

/* as after the reset of a graphics card; test_driver has the ways there */
static void another_context_shows_the_same(void **state)
{
    (void)state;
    static const enum app_mode MODES[] = {APP_TEACH, APP_CLINIC, APP_DISPLAY};
    for (int i = 0; i < 3; i++) {
        struct drive d = {0};
        int w, h;
        open_app(&d, (struct drive_params){.mode = (int)MODES[i]});
        if (MODES[i] == APP_CLINIC)
            drive_begin_session(&d);
        drive_settle(&d);
        uint8_t *before = drive_pixels(&d, &w, &h);
        picture_let_go(d.app->desk.picture);
        sink_redraw(&d.app->desk.sink);
        drive_settle(&d);
        uint8_t *after = drive_pixels(&d, &w, &h);
        assert_false(d.app->undrawn);
        assert_memory_equal(before, after, (size_t)w * (size_t)h * 4);
        free(before);
        free(after);
        drive_close(&d);
    }
}

// ---------------------------------------------------------------- signals

static void a_signal_is_obeyed(void **state)
{
    (void)state;
    static const int SIGNALS[] = {SIGINT, SIGTERM};
    for (int i = 0; i < 2; i++) {
        struct drive d = {0};
        open_app(&d, (struct drive_params){.mode = APP_CLINIC});
        raise(SIGNALS[i]);
        turns(&d);
        assert_false(d.app->running);
        drive_close(&d);
    }
    // with needles in too: the journal goes on, and the next start opens there
    struct drive d = {0};
    open_app(&d, (struct drive_params){.mode = APP_CLINIC});
    retain(&d);
    int in = live_session_overlay(d.app->desk.live)->needles_in;
    raise(SIGTERM);
    turns(&d);
    assert_false(d.app->running);
    drive_close(&d);
    open_app(&d, (struct drive_params){.mode = -1, .folder = DRIVE_AGAIN});
    assert_int_equal(d.app->desk.mode, APP_CLINIC);
    assert_int_equal(live_session_overlay(d.app->desk.live)->needles_in, in);
    drive_close(&d);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_session_outlives_the_screen),
        cmocka_unit_test(the_whole_body_is_framed_anew),
        cmocka_unit_test(a_full_screen_outlives_its_screen),
        cmocka_unit_test(an_hour_out_of_sight),
        cmocka_unit_test(a_film_is_made_out_of_sight),
        cmocka_unit_test(another_context_shows_the_same),
        cmocka_unit_test(a_signal_is_obeyed),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
