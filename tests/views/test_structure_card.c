/* What is told of what lies beneath the skin: of a structure, and round a needle. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "house.h"
#include "views/near_lines.h"
#include "views/search_hits.h"
#include "views/structure_card.h"

static struct house house;
static const struct inside *inside;

static int load(void **state)
{
    (void)state;
    house_open(&house, NULL, NULL, "en");
    inside = subject_inside(house.subject, NULL);
    return inside ? 0 : -1;
}

static int unload(void **state)
{
    (void)state;
    house_close(&house);
    return 0;
}

static bool in_chain(const struct structure_card *card, const char *id)
{
    for (int i = 0; i < card->n_chain; i++)
        if (strcmp(card->chain[i], id) == 0)
            return true;
    return false;
}

static void the_median_nerve_runs_from_its_roots_to_the_fingers(void **state)
{
    (void)state;
    struct structure_card card;
    bool pc6 = false;
    assert_true(structure_card_make(&card, inside, "median_nerve", SIDE_L, house.texts,
                                    house.arena));
    assert_string_equal(card.title, "Median nerve");
    assert_string_equal(card.side_text, "left");
    assert_non_null(strstr(card.caught[0], "PC7"));
    assert_string_equal(card.territory[0]->id, "median");
    assert_true(in_chain(&card, "root_C6") && in_chain(&card, "root_T1"));
    assert_true(in_chain(&card, "palmar_digital_nerve_3"));
    // what shares only its roots is another nerve
    assert_false(in_chain(&card, "ulnar_nerve") || in_chain(&card, "radial_nerve"));
    for (int i = 0; i < card.n_points; i++) {
        pc6 = pc6 || strcmp(card.point[i].site->point->code, "PC6") == 0;
        assert_int_equal(card.point[i].site->side, SIDE_L);
    }
    assert_true(pc6);
    assert_false(structure_card_make(&card, inside, "no_such_nerve", SIDE_L, house.texts,
                                     house.arena));
}

/* every structure has a card, every word of the data its text, its territory */
static void whatever_the_data_name_is_told(void **state)
{
    (void)state;
    int n;
    const struct inside_part *part = inside_parts(inside, &n);
    const struct structure_notes *notes = &inside_data(inside)->notes;
    const struct catalog *c = subject_catalog(house.subject);
    struct structure_card card;
    for (int i = 0; i < n; i++) {
        assert_true(structure_card_make(&card, inside, part[i].id, part[i].side,
                                        house.texts, house.arena));
        assert_true(*card.title && *card.line && *card.sure && card.n_chain > 0);
        assert_true(card.n_chain < STRUCTURE_CHAIN_MOST);
        // a point is told once, beside what is unpaired as well
        for (int k = 0; k < card.n_points; k++)
            for (int j = 0; j < k; j++)
                assert_ptr_not_equal(card.point[k].site->point,
                                     card.point[j].site->point);
    }
    for (int i = 0; i < notes->n; i++) {
        char id[96];
        for (const char *const *t = notes->note[i].territories; *t; t++)
            assert_non_null(catalog_region(c, *t));
        for (const char *const *s = notes->note[i].caught; *s; s++) {
            snprintf(id, sizeof id, "caught.%s", *s);
            assert_true(*texts_get(house.texts, id, ""));
        }
    }
}

static struct near_lines lines_at(const char *code, struct point_card *card)
{
    struct near_lines lines;
    point_card_make(card, subject_catalog(house.subject), code, SIDE_L, NULL, house.texts,
                    &house.on, house.arena);
    near_lines_make(&lines, inside, card, &house.on, house.texts, house.arena);
    return lines;
}

static bool names(const struct near_lines *lines, const char *id)
{
    for (int i = 0; i < lines->n; i++)
        if (strcmp(lines->line[i].part->id, id) == 0)
            return true;
    return false;
}

static void what_lies_round_a_needle_is_told_with_how_sure_it_is(void **state)
{
    (void)state;
    struct point_card card;
    struct near_lines lines = lines_at("PC6", &card);
    assert_true(names(&lines, "median_nerve"));
    for (int i = 0; i < lines.n; i++) {
        assert_non_null(strstr(lines.line[i].detail, "mm deep"));
        assert_non_null(strstr(lines.line[i].detail, "\u00b1"));
        assert_null(strstr(lines.line[i].detail, "safe"));
        // what is warned of comes first
        assert_true(i == 0 || !lines.line[i].warns || lines.line[i - 1].warns);
    }
    lines = lines_at("KI26", &card);
    assert_true(names(&lines, "pleura") && names(&lines, "lung"));
}

/* The needle is the card's: one that a plan lets go deeper, or not as deep, is told by
 * its own depth. */
static void a_warning_goes_by_the_depth_of_this_needle(void **state)
{
    (void)state;
    struct point_card card;
    struct near_lines lines = lines_at("KI27", &card);
    card.needle.depth_mm[0] = 1;
    card.needle.depth_mm[1] = 2;
    near_lines_make(&lines, inside, &card, &house.on, house.texts, house.arena);
    assert_int_equal(lines.n_warnings, 0);
    card.needle.depth_mm[1] = 100;
    near_lines_make(&lines, inside, &card, &house.on, house.texts, house.arena);
    assert_true(lines.n_warnings > 0);
    assert_non_null(strstr(lines.warning[0], "mm"));
}

static void structures_are_found_by_name(void **state)
{
    (void)state;
    static const struct {
        const char *query, *id;
    } CASES[] = {{"median nerve", "median_nerve"},
                 {"nervus tibialis", "tibial_nerve"},
                 {"\u5750\u9aa8\u795e\u7ecf", "sciatic_nerve"},
                 {"radial artery", "radial_artery"}};
    struct search_words words = {.catalog = subject_catalog(house.subject),
                                 .inside = inside,
                                 .texts = house.texts};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct search_hits hits;
        bool found = false;
        search_hits_make(&hits, CASES[i].query, &words, house.arena);
        for (int k = 0; k < hits.n; k++)
            found = found || (hits.hit[k].part && *hits.hit[k].title &&
                              strcmp(hits.hit[k].part->id, CASES[i].id) == 0);
        assert_true(found);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_median_nerve_runs_from_its_roots_to_the_fingers),
        cmocka_unit_test(whatever_the_data_name_is_told),
        cmocka_unit_test(what_lies_round_a_needle_is_told_with_how_sure_it_is),
        cmocka_unit_test(a_warning_goes_by_the_depth_of_this_needle),
        cmocka_unit_test(structures_are_found_by_name),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
