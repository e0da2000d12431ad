/* A window without a screen: SDL's offscreen driver. Where even that cannot make a GL
 * context the program exits with 77: skipped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "platform/window.h"
#include "system/clock.h"

static struct window *window;

static void drain(void)
{
    struct window_event event;
    while (window_poll(window, &event))
        continue;
    assert_int_equal(event.kind, WINDOW_NOTHING);
}

static void it_has_a_size_and_a_context(void **state)
{
    (void)state;
    int width = 0, height = 0;
    window_size(window, &width, &height);
    assert_true(width >= 640 && height >= 400);
    assert_true(window_density(window) >= 1);
    int across = 0, down = 0;
    window_points(window, &across, &down);
    assert_int_equal(width, (int)((float)across * window_density(window) + 0.5f));
    const unsigned char *(*get_string)(unsigned) =
        (const unsigned char *(*)(unsigned))window_getproc("glGetString");
    assert_non_null(get_string);
    const unsigned version = 0x1F02;
    assert_non_null(get_string(version));
    window_swap(window);
}

static void waiting_ends_in_time(void **state)
{
    (void)state;
    struct window_event event;
    drain();
    int64_t start = clock_monotonic_ms();
    assert_false(window_wait(window, 30, &event));
    assert_in_range(clock_monotonic_ms() - start, 25, 2000);
}

static void states_can_be_set_and_set_back(void **state)
{
    (void)state;
    window_keep_awake(window);
    window_let_sleep(window);
    window_text_start(window, (float[4]){10, 20, 100, 30});
    window_text_stop(window);
    window_toggle_fullscreen(window);
    window_toggle_fullscreen(window);
    drain();
}

static void the_clipboard_gives_what_it_got(void **state)
{
    (void)state;
    window_set_clipboard(window, "\u592a\u6eaa KI3");
    assert_string_equal(window_clipboard(window), "\u592a\u6eaa KI3");
    window_set_clipboard(window, "");
    assert_string_equal(window_clipboard(window), "");
}

static void clocks_agree_with_themselves(void **state)
{
    (void)state;
    int64_t us = clock_monotonic_us(), ms = clock_monotonic_ms();
    assert_true(ms * 1000 + 1000 > us);
    assert_true(clock_unix_ms() > INT64_C(1700000000000)); // after 2023
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_has_a_size_and_a_context),
        cmocka_unit_test(waiting_ends_in_time),
        cmocka_unit_test(states_can_be_set_and_set_back),
        cmocka_unit_test(the_clipboard_gives_what_it_got),
        cmocka_unit_test(clocks_agree_with_themselves),
    };
    struct error error = {0};

    // a driver that is not there: one line and the right status
    setenv("SDL_VIDEODRIVER", "no such driver", 1);
    window = window_create(&(struct window_params){.title = "deqi"}, &error);
    if (window || error.status != ERROR_NO_GRAPHICS || strchr(error.text, '\n'))
        return 1;

    setenv("SDL_VIDEODRIVER", "offscreen", 1);
    window = window_create(
        &(struct window_params){.title = "deqi", .width = 800, .height = 500}, &error);
    if (!window) {
        error_print(&error, stderr);
        return error.status == ERROR_NO_GRAPHICS ? 77 : 1;
    }
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    window_destroy(&window);
    return failed;
}
