/* Whatever a finger in a glove is to meet in clinic, board, strip and display is large
 * enough for one, in every state of theirs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>
#include <cmocka.h>

#include "care_screens.h"
#include "panels/shell.h"

static int is_small(const char *screen, const char *label, struct gui_rect r, float least)
{
    // half a pixel is lost where a widget does not begin on a whole one
    bool small = r.w < least - 0.5f || r.h < least - 0.5f;
    if (small)
        printf("%s: \"%s\" is %.1f x %.1f\n", screen, label, (double)r.w, (double)r.h);
    return small;
}

static int count_small(struct drive *d, const char *screen, float least)
{
    const struct gui *g = picture_gui(d->app->desk.picture);
    const struct screen_keys *keys = &d->app->desk.shell->keys;
    const char *label;
    struct gui_rect r;
    int small = 0, n = 0;
    for (; (label = gui_widget(g, n, &r)); n++)
        small += is_small(screen, label, r, least);
    for (int i = 0; i < keys->n; i++)
        small += is_small(screen, keys->key[i].text, keys->key[i].rect, least);
    // a patient's screen has nothing to press until it is touched
    assert_true(n > 0 || d->app->desk.mode == APP_DISPLAY ||
                (d->app->desk.mode == APP_BOARD && strcmp(screen, "board_none") == 0));
    return small;
}

static void every_screen(struct drive_params params, float least)
{
    int small = 0;
    for (int i = 0; i < N_CARE_SCREENS; i++) {
        struct drive d = {0};
        params.mode = (int)CARE_SCREENS[i].mode;
        params.case_path = CARE_SCREENS[i].case_path;
        drive_start(&d, params);
        CARE_SCREENS[i].act(&d);
        drive_settle(&d);
        small += count_small(&d, CARE_SCREENS[i].name, least);
        drive_close(&d);
    }
    assert_int_equal(small, 0);
}

static void before_a_tablet(void **state)
{
    (void)state;
    every_screen((struct drive_params){.width = 1280, .height = 800}, 44);
}

static void before_a_monitor(void **state)
{
    (void)state;
    every_screen((struct drive_params){.width = 1920, .height = 1080}, 40);
}

static void before_an_upright_one(void **state)
{
    (void)state;
    every_screen((struct drive_params){.width = 1080, .height = 1920}, 40);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(before_a_tablet),
        cmocka_unit_test(before_a_monitor),
        cmocka_unit_test(before_an_upright_one),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
