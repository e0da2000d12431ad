/* What is told of the places that points are measured from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "house.h"
#include "views/landmark_card.h"

static bool measures(const struct landmark_card *card, const char *code)
{
    for (int i = 0; i < card->n_points; i++)
        if (strcmp(card->point[i]->code, code) == 0)
            return true;
    return false;
}

static void open_card(struct house *house, struct landmark_card *card, const char *name,
                      enum side side)
{
    assert_true(landmark_card_make(card, subject_body(house->subject), name, side,
                                   house->texts, house->arena));
}

static void the_inner_ankle_is_told_whole(void **state)
{
    (void)state;
    struct house house;
    struct landmark_card card;
    house_open(&house, NULL, NULL, "en");
    open_card(&house, &card, "medial_malleolus_prominence", SIDE_L);
    assert_non_null(strstr(card.title, "ankle"));
    assert_null(strchr(card.title, '_'));
    assert_non_null(strstr(card.where, "left"));
    assert_true(measures(&card, "KI3") && measures(&card, "KI6"));
    // where it is beside is near, and the nearest comes first
    assert_int_equal(card.n_beside, LANDMARK_BESIDE);
    assert_string_equal(card.beside[0].name, "medial_malleolus_tip");
    assert_int_equal(card.beside[0].side, SIDE_L);
    open_card(&house, &card, "umbilicus", SIDE_M);
    assert_true(measures(&card, "ST25"));
    assert_non_null(strstr(card.where, "midline"));
    assert_false(landmark_card_make(&card, subject_body(house.subject), "no_such", SIDE_L,
                                    house.texts, house.arena));
    house_close(&house);
}

/* each in each language: whole words, and three neighbours that are not itself */
static void every_landmark_has_a_card_in_every_language(void **state)
{
    (void)state;
    static const char *const LANGS[] = {"en", "de", "es",      "fr",
                                        "ja", "ko", "zh-Hans", "zh-Hant"};
    for (size_t k = 0; k < sizeof LANGS / sizeof *LANGS; k++) {
        struct house house;
        house_open(&house, NULL, NULL, LANGS[k]);
        const struct landmark_names *names =
            &subject_catalog(house.subject)->landmark_names;
        for (int i = 0; i < names->count; i++) {
            struct landmark_card card;
            open_card(&house, &card, names->name[i], names->midline[i] ? SIDE_M : SIDE_R);
            assert_true(*card.title && *card.where);
            assert_null(strchr(card.title, '_'));
            assert_null(strchr(card.where, '{'));
            assert_int_equal(card.n_beside, LANDMARK_BESIDE);
            for (int b = 0; b < card.n_beside; b++)
                assert_string_not_equal(card.beside[b].name, names->name[i]);
        }
        house_close(&house);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_inner_ankle_is_told_whole),
        cmocka_unit_test(every_landmark_has_a_card_in_every_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
