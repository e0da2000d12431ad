/* A frame like the one before allocates nothing: counted in the window, at rest with
 * halos that breathe and while the view turns, with and without what lies beneath. Only
 * what our own program asks for counts, not the driver's work. */
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
#include "scene/layers.h"

extern const char __executable_start, etext;
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *old, size_t size);

static bool counting;
static unsigned counted;
static const void *last;

static void count(const void *caller)
{
    bool ours =
        (const char *)caller >= &__executable_start && (const char *)caller < &etext;
    if (counting && ours) {
        counted++;
        last = caller;
    }
}

void *malloc(size_t size)
{
    count(__builtin_return_address(0));
    return __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    count(__builtin_return_address(0));
    return __libc_calloc(n, size);
}

void *realloc(void *old, size_t size)
{
    count(__builtin_return_address(0));
    return __libc_realloc(old, size);
}

/* a whole turn first: what grows with what is seen is as large then as it gets */
enum { WARM = 66, FRAMES = 30 };

static void turn(struct drive *d)
{
    d->app->desk.eye.camera.yaw += 0.1f;
    d->app->desk.eye.moved_ms = d->app->desk.clock.now_ms;
    sink_redraw(&d->app->desk.sink);
    app_step(d->app, 0);
}

static void rest(struct drive *d)
{
    sink_redraw(&d->app->desk.sink);
    app_step(d->app, 0);
}

static void expect_none(struct drive *d, void (*step)(struct drive *d), const char *what)
{
    for (int i = 0; i < WARM; i++)
        step(d);
    counted = 0;
    counting = true;
    for (int i = 0; i < FRAMES; i++)
        step(d);
    counting = false;
    if (counted)
        fail_msg("%s: %u allocations in %d frames, the last at +0x%zx", what, counted,
                 FRAMES, (size_t)((const char *)last - &__executable_start));
}

static void a_frame_like_the_last_allocates_nothing(void **state)
{
    (void)state;
    struct drive_params params = {.width = 1100, .height = 700, .mode = APP_CLINIC};
    struct drive d = {0};
    if (!drive_open(&d, &params))
        exit(77);
    drive_settle(&d);
    expect_none(&d, rest, "at rest");
    expect_none(&d, turn, "turning");
    d.app->desk.eye.layers |= SCENE_BONES | SCENE_ARTERIES;
    d.app->desk.eye.see_through = layers_see_through(d.app->desk.eye.layers);
    expect_none(&d, turn, "turning, bones and arteries");
    drive_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_frame_like_the_last_allocates_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
