/* Only what differs from the frame before is drawn: whatever a hand does, the window must
 * show the same as if all had been drawn anew. */
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

enum { WIDTH = 1100, HEIGHT = 700 };

static void hover(struct drive *d, int x, int y)
{
    SDL_Event e = {.motion = {.type = SDL_MOUSEMOTION, .x = x, .y = y}};
    SDL_PushEvent(&e);
    app_step(d->app, 0);
    drive_settle(d);
}

/* A blended edge may round another way where a rectangle cuts it. */
static bool differ(const uint8_t *a, const uint8_t *b)
{
    return abs(a[0] - b[0]) > 1 || abs(a[1] - b[1]) > 1 || abs(a[2] - b[2]) > 1;
}

static void check(struct drive *d, const char *after)
{
    int w, h;
    drive_settle(d);
    uint8_t *shown = drive_pixels(d, &w, &h);
    picture_forget(d->app->desk.picture);
    sink_redraw(&d->app->desk.sink);
    drive_settle(d);
    uint8_t *whole = drive_pixels(d, &w, &h);
    int wrong = 0, x = 0, y = 0;
    for (int i = 0; i < w * h; i++)
        if (differ(shown + 4 * i, whole + 4 * i) && wrong++ == 0) {
            x = i % w;
            y = i / w;
        }
    if (wrong)
        drive_save(d, DEQI_BINARY_DIR "/app_redraw.png");
    free(shown);
    free(whole);
    if (wrong)
        fail_msg("%d pixels are left from before after %s, the first at %d, %d", wrong,
                 after, x, y);
}

static void open_at(struct drive *d, enum app_mode mode)
{
    struct drive_params params = {.width = WIDTH, .height = HEIGHT, .mode = mode};
    if (!drive_open(d, &params))
        exit(77);
}

static void a_hand_in_clinic_leaves_no_trace(void **state)
{
    (void)state;
    struct drive d = {0};
    open_at(&d, APP_CLINIC);
    for (int i = 0; i < 12; i++) {
        hover(&d, 40 + 90 * i, 60 + 50 * i);
        check(&d, "hovering");
    }
    drive_tap(&d, "search");
    drive_type(&d, "zusanli");
    check(&d, "typing");
    drive_tap(&d, "##clear search");
    check(&d, "clearing");
    drive_key(&d, 'n', 0);
    check(&d, "selecting");
    drive_key(&d, SDLK_ESCAPE, 0);
    drive_key(&d, 'd', 0);
    check(&d, "dermatomes");
    drive_key(&d, 'd', 0);
    drive_tap_id(&d, "+ ", "form.paint");
    float from[2], to[2];
    drive_key(&d, '1', 0);
    drive_settle(&d);
    drive_site(&d, "ST32", SIDE_L, from);
    drive_site(&d, "ST41", SIDE_L, to);
    drive_drag(&d, from[0], from[1], to[0], to[1]);
    check(&d, "painting");
    drive_key(&d, 'z', KMOD_CTRL);
    check(&d, "undoing");
    drive_key(&d, 't', 0);
    check(&d, "another theme");
    drive_key(&d, 'g', KMOD_CTRL);
    check(&d, "another language");
    drive_key(&d, '/', KMOD_SHIFT);
    check(&d, "a card over everything");
    drive_key(&d, SDLK_ESCAPE, 0);
    check(&d, "its closing");
    drive_close(&d);
}

/* what a driver does that hands out another buffer after each frame */
static void lose_the_window(void)
{
    void (*bind)(unsigned, unsigned) = NULL;
    void (*disable)(unsigned) = NULL, (*clear)(unsigned) = NULL;
    void (*color)(float, float, float, float) = NULL;
    *(void **)&bind = SDL_GL_GetProcAddress("glBindFramebuffer");
    *(void **)&disable = SDL_GL_GetProcAddress("glDisable");
    *(void **)&color = SDL_GL_GetProcAddress("glClearColor");
    *(void **)&clear = SDL_GL_GetProcAddress("glClear");
    assert_true(bind && disable && color && clear);
    bind(0x8D40 /* GL_FRAMEBUFFER */, 0);
    disable(0x0C11 /* GL_SCISSOR_TEST */);
    color(1, 0, 1, 1);
    clear(0x4000 /* GL_COLOR_BUFFER_BIT */);
}

/* Only parts are brought to a window that keeps the rest; one that does not is seen. */
static void a_window_that_forgets_is_brought_whole(void **state)
{
    (void)state;
    struct drive d = {0};
    open_at(&d, APP_CLINIC);
    for (int i = 0; i < 3; i++) {
        lose_the_window();
        drive_key(&d, 'd', 0);
        check(&d, "the window was lost");
    }
    drive_close(&d);
}

static void a_lesson_leaves_no_trace(void **state)
{
    (void)state;
    struct drive d = {0};
    open_at(&d, APP_TEACH);
    for (int i = 0; i < 4; i++) {
        drive_key(&d, SDLK_RIGHT, 0);
        check(&d, "turning");
        drive_key(&d, '+', 0);
        check(&d, "coming nearer");
    }
    drive_key(&d, SDLK_F5, 0);
    check(&d, "the presenter's view");
    drive_key(&d, 'n', 0);
    drive_key(&d, SDLK_SPACE, 0);
    check(&d, "showing the names");
    drive_key(&d, SDLK_F5, 0);
    drive_key(&d, SDLK_F2, 0);
    check(&d, "the display");
    drive_close(&d);
}

/* nothing but the clock of halos and channels moves: little is drawn, and rightly */
static void what_breathes_leaves_no_trace(void **state)
{
    (void)state;
    struct drive d = {0};
    open_at(&d, APP_TEACH);
    d.app->desk.settings.reduced_motion = false;
    drive_settle(&d);
    // the loop itself waits for the next of them
    for (unsigned until = d.app->n_frames + 5; d.app->n_frames < until;)
        app_step(d.app, 200);
    d.app->desk.settings.reduced_motion = true;
    sink_redraw(&d.app->desk.sink);
    check(&d, "breathing");
    drive_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hand_in_clinic_leaves_no_trace),
        cmocka_unit_test(a_window_that_forgets_is_brought_whole),
        cmocka_unit_test(a_lesson_leaves_no_trace),
        cmocka_unit_test(what_breathes_leaves_no_trace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
