/* Which views show a plan side by side, and that each of them stands in its columns. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "rules/engine.h"
#include "stage/side_views.h"

struct house {
    struct subject *subject;
    struct engine *engine;
    struct texts *texts;
    struct arena *arena;
    struct case_record record;
    struct plan plan;
};

static int set_up(void **state)
{
    struct house *h = xcalloc(1, sizeof *h);
    struct error error;
    *state = h;
    h->subject = subject_create(DEQI_SOURCE_DIR, "neutral", NULL, 0, &error);
    h->engine = h->subject
                    ? engine_load(DEQI_SOURCE_DIR, subject_catalog(h->subject), &error)
                    : NULL;
    h->texts = texts_load(DEQI_SOURCE_DIR, "en", &error);
    h->arena = arena_create();
    return h->engine && h->texts ? 0 : -1;
}

static int tear_down(void **state)
{
    struct house *h = *state;
    arena_destroy(&h->arena);
    texts_destroy(&h->texts);
    engine_destroy(&h->engine);
    subject_destroy(&h->subject);
    free(h);
    return 0;
}

static void plan_of(struct house *h, const char *name)
{
    char path[512];
    struct error error;
    snprintf(path, sizeof path, DEQI_SOURCE_DIR "/assets/cases/%s.json", name);
    assert_true(case_load(path, h->engine, &h->record, &error));
    engine_plan(h->engine, &h->record, h->arena, &h->plan);
}

static void what_one_view_cannot_show_has_more(void **state)
{
    struct house *h = *state;
    const char *view[SIDE_VIEWS_MOST];
    assert_int_equal(side_views_choose(h->subject, NULL, view), 1);
    assert_string_equal(view[0], "plan");
    plan_of(h, "chemotherapy_hands_feet");
    int n = side_views_choose(h->subject, &h->plan, view);
    assert_true(n >= 2);
    assert_int_equal(strncmp(view[n - 2], "hand.", 5), 0);
    assert_int_equal(strncmp(view[n - 1], "foot.", 5), 0);
    plan_of(h, "diabetic_soles");
    n = side_views_choose(h->subject, &h->plan, view);
    for (int i = 0; i < n; i++)
        assert_true(strncmp(view[i], "hand.", 5) != 0);
    plan_of(h, "red_flag_blocked");
    assert_int_equal(side_views_choose(h->subject, &h->plan, view), 1);
}

/* the left columns are those of the left view drawn alone */
static void each_stands_in_its_columns(void **state)
{
    enum { WIDTH = 480, HEIGHT = 240 };
    struct house *h = *state;
    plan_of(h, "chemotherapy_hands_feet");
    struct still_source source = {.data_dir = DEQI_SOURCE_DIR,
                                  .texts = h->texts,
                                  .subject = h->subject,
                                  .rules = engine_rules(h->engine),
                                  .record = &h->record,
                                  .plan = &h->plan};
    struct still *still = still_create(&source);
    const char *const view[2] = {"hand.R", "foot.R"};
    struct still_shot shot = {
        .width = WIDTH, .height = HEIGHT, .layers = SCENE_POINTS, .view = "hand.R"};
    uint8_t *both = xmalloc(WIDTH * HEIGHT * 4), *one = xmalloc(WIDTH * HEIGHT * 4);
    struct error error = {0};
    bool ok = side_views_draw(still, &shot, view, 2, both, &error);
    if (!ok && error.status == ERROR_NO_GRAPHICS) {
        printf("no graphics\n");
        exit(77);
    }
    assert_true(ok);
    int differ[2] = {0};
    for (int i = 0; i < 2; i++) {
        int from = i * WIDTH / 2, wide = WIDTH / 2 - (i ? 0 : 2);
        shot.view = view[i];
        shot.width = wide;
        assert_true(still_draw(still, &shot, one, &error));
        for (int y = 0; y < HEIGHT; y++)
            differ[i] += memcmp(both + 4 * (y * WIDTH + from), one + 4 * y * wide,
                                4 * (size_t)wide) != 0;
    }
    assert_true(!differ[0] && !differ[1]);
    free(both);
    free(one);
    still_destroy(&still);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_one_view_cannot_show_has_more),
        cmocka_unit_test(each_stands_in_its_columns),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
