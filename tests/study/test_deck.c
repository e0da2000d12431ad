/* Which points a learner is asked of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "study/deck.h"

static struct catalog *catalog;
static const char **deck;

static int set_up(void **state)
{
    (void)state;
    struct error error = {0};
    catalog = catalog_load(DEQI_SOURCE_DIR, &error);
    if (!catalog)
        return -1;
    deck = xcalloc((size_t)catalog->n_points, sizeof *deck);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    free(deck);
    catalog_destroy(&catalog);
    return 0;
}

static bool holds(int n, const char *code)
{
    for (int i = 0; i < n; i++)
        if (strcmp(deck[i], code) == 0)
            return true;
    return false;
}

/* every point, a composite once instead of its members */
static void all_points_are_there_once(void **state)
{
    (void)state;
    int n = deck_make(catalog, &(struct deck_wish){.set = DECK_ALL}, deck);
    for (int i = 0; i < catalog->n_points; i++) {
        const struct point *p = &catalog->point[i];
        assert_true(holds(n, p->group ? p->group : p->code));
    }
    for (int i = 0; i < n; i++) {
        assert_non_null(catalog_find(catalog, deck[i]));
        for (int k = 0; k < i; k++)
            assert_string_not_equal(deck[i], deck[k]);
    }
}

/* the channels and extra points are all points, each in one of them */
static void channels_part_the_points(void **state)
{
    (void)state;
    int all = deck_make(catalog, &(struct deck_wish){.set = DECK_ALL}, deck), sum = 0;
    for (int i = 0; i < catalog->n_channels; i++) {
        struct deck_wish wish = {.set = DECK_CHANNEL, .id = catalog->channel[i].id};
        int n = deck_make(catalog, &wish, deck);
        assert_true(n >= 9);
        sum += n;
    }
    sum += deck_make(catalog, &(struct deck_wish){.set = DECK_CHANNEL, .id = "EX"}, deck);
    assert_int_equal(sum, all);
}

/* no point of the catalogue lies nowhere */
static void areas_hold_every_point(void **state)
{
    (void)state;
    bool *seen = xcalloc((size_t)catalog->n_points, sizeof *seen);
    for (int a = 0; DECK_AREAS[a]; a++) {
        struct deck_wish wish = {.set = DECK_AREA, .id = DECK_AREAS[a]};
        int n = deck_make(catalog, &wish, deck);
        assert_true(n > 0);
        for (int i = 0; i < catalog->n_points; i++) {
            const struct point *p = &catalog->point[i];
            seen[i] |= holds(n, p->group ? p->group : p->code);
        }
    }
    for (int i = 0; i < catalog->n_points; i++)
        if (!seen[i])
            fail_msg("%s lies nowhere", catalog->point[i].code);
    free(seen);
    int n = deck_make(catalog, &(struct deck_wish){.set = DECK_AREA, .id = "hand"}, deck);
    assert_true(holds(n, "LI4") && holds(n, "EX-UE9") && !holds(n, "ST36"));
}

/* what is typed (typed.h) in the order of the catalogue, each once; strangers are left
 * out */
static void a_list_of_ones_own_is_a_set(void **state)
{
    (void)state;
    struct deck_wish wish = {.set = DECK_OWN, .words = "ST37; LU7, ST99 st36-38.L, LU7"};
    static const char *const CODES[] = {"LU7", "ST36", "ST37", "ST38"};
    assert_int_equal(deck_make(catalog, &wish, deck), 4);
    for (int i = 0; i < 4; i++)
        assert_string_equal(deck[i], CODES[i]);
    wish.words = "EX-UE9";
    assert_int_equal(deck_make(catalog, &wish, deck), 1);
    assert_string_equal(deck[0], "EX-UE9");
}

/* a lesson's steps name points, or look at one, or show a channel: all of it is asked of
 */
static void a_lesson_is_what_its_steps_show(void **state)
{
    (void)state;
    static const char TEXT[] =
        "{\"schema\":\"deqi/tour-1\",\"id\":\"x\",\"order\":1,\"title\":\"x\",\"steps\":["
        "{\"id\":\"a\",\"title\":\"a\",\"text\":\"a\",\"points\":[\"ST36\"]},"
        "{\"id\":\"b\",\"title\":\"b\",\"text\":\"b\",\"camera\":{\"point\":\"LI4\"}},"
        "{\"id\":\"c\",\"title\":\"c\",\"text\":\"c\",\"channel\":\"HT\"},"
        "{\"id\":\"d\",\"title\":\"d\",\"text\":\"d\",\"camera\":{\"channel\":\"PC\"}}]}";
    struct error error = {0};
    struct tours *tours = tours_parse("x", TEXT, catalog, &error);
    assert_non_null(tours);
    struct deck_wish wish = {.set = DECK_LESSON, .lesson = &tours->tour[0]};
    int n = deck_make(catalog, &wish, deck);
    assert_int_equal(n, 2 + 9 + 9);
    assert_true(holds(n, "ST36") && holds(n, "LI4") && holds(n, "HT9") &&
                holds(n, "PC1"));
    tours_destroy(&tours);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_points_are_there_once),
        cmocka_unit_test(channels_part_the_points),
        cmocka_unit_test(areas_hold_every_point),
        cmocka_unit_test(a_list_of_ones_own_is_a_set),
        cmocka_unit_test(a_lesson_is_what_its_steps_show),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
