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

static void a_list_is_typed_in_many_ways(void **state)
{
    (void)state;
    static const struct {
        const char *words, *codes;
    } CASES[] = {
        {"LU7, KI6", "LU7 KI6"},
        {"ub60 sj5", "BL60 TE5"},
        {"Stomach 36", "ST36"},
        {"Stomach 36; Liv3", "ST36 LR3"},
        {"st36-40", "ST36 ST37 ST38 ST39 ST40"},
        {"ST40-ST38", "ST38 ST39 ST40"},
        {"ST-36", "ST36"},
        {"zusanli, hegu", "LI4 ST36"},
        {"\xe5\x90\x88\xe8\xb0\xb7\xe3\x80\x81\xe8\xb6\xb3\xe4\xb8\x89\xe9\x87\x8c",
         "LI4 ST36"},
        {"ex-ue9", "EX-UE9"},
        {"LU7 LU7 LU7", "LU7"},
        {" , LU7 ,, ", "LU7"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct deck_wish wish = {.set = DECK_OWN, .words = CASES[i].words};
        char found[400] = "", unknown[64];
        int n = deck_make(catalog, &wish, deck);
        for (int k = 0; k < n; k++)
            snprintf(found + strlen(found), sizeof found - strlen(found), "%s%s",
                     k ? " " : "", deck[k]);
        // in the order of the catalogue
        char wanted[400];
        snprintf(wanted, sizeof wanted, "%s", CASES[i].codes);
        int words = 0;
        for (char *at = strtok(wanted, " "); at; at = strtok(NULL, " "), words++)
            if (!holds(n, at))
                fail_msg("%s has %s, not %s", CASES[i].words, found, at);
        assert_int_equal(words, n);
        assert_false(deck_unknown(catalog, CASES[i].words, unknown, sizeof unknown));
    }
}

static void whole_channels_can_be_typed(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"LU", "Lung", "lung channel", "UB", "Kidney"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        struct deck_wish wish = {.set = DECK_OWN, .words = NAMES[i]};
        int n = deck_make(catalog, &wish, deck);
        if (n < 9 && i != 2)
            fail_msg("%s has %d points", NAMES[i], n);
    }
}

static void what_nobody_knows_is_named(void **state)
{
    (void)state;
    char unknown[64];
    assert_true(deck_unknown(catalog, "LU7, ST99, QQ", unknown, sizeof unknown));
    assert_string_equal(unknown, "ST99");
    struct deck_wish wish = {.set = DECK_OWN, .words = "LU7, ST99, QQ"};
    assert_int_equal(deck_make(catalog, &wish, deck), 1);
    // however long and strange
    char *many = xcalloc(100001, 1);
    memset(many, '7', 100000);
    assert_true(deck_unknown(catalog, many, unknown, sizeof unknown));
    memset(many, ',', 100000);
    assert_false(deck_unknown(catalog, many, unknown, sizeof unknown));
    free(many);
    assert_true(deck_unknown(catalog, "\xff\xfe-\xff", unknown, sizeof unknown));
    assert_true(deck_unknown(catalog, "-", unknown, sizeof unknown));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_points_are_there_once),
        cmocka_unit_test(channels_part_the_points),
        cmocka_unit_test(areas_hold_every_point),
        cmocka_unit_test(a_list_is_typed_in_many_ways),
        cmocka_unit_test(whole_channels_can_be_typed),
        cmocka_unit_test(what_nobody_knows_is_named),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
