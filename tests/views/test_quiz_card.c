/* A question of the quiz gives nothing away, and tells all once it is answered. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "house.h"
#include "study/questions.h"
#include "views/quiz_card.h"

static const char *const DECK[] = {"KI3", "ST36", "EX-UE9", "LU7", "GV14", "SP6"};
enum { DECK_SIZE = sizeof DECK / sizeof *DECK };

static struct house house;
static struct questions *questions;
static struct quiz *quiz;

static int load(void **state)
{
    (void)state;
    struct error error;
    house_open(&house, NULL, NULL, "en");
    questions = questions_load(DEQI_SOURCE_DIR, subject_catalog(house.subject), &error);
    if (!questions)
        return -1;
    quiz = quiz_create(subject_catalog(house.subject), questions, DECK, DECK_SIZE);
    return 0;
}

static int unload(void **state)
{
    (void)state;
    quiz_destroy(&quiz);
    questions_destroy(&questions);
    house_close(&house);
    return 0;
}

static struct quiz_card card_of(const struct quiz_question *q, struct quiz_answer answer)
{
    struct quiz_card card;
    quiz_card_make(&card, q, &answer, house.texts, house.arena);
    return card;
}

static void is_fair(const struct quiz_question *q, enum quiz_kind kind)
{
    struct quiz_card card = card_of(q, (struct quiz_answer){.chosen = -1});
    assert_true(*card.title != 0);
    assert_string_equal(card.location, "");
    assert_string_equal(card.verdict, "");
    assert_string_equal(card.why, "");
    assert_string_equal(card.source, "");
    assert_int_equal(card.n_choices, q->n_choices);
    for (int i = 0; i < card.n_choices; i++) {
        assert_int_equal(card.choice[i].mark, QUIZ_CHOICE_OPEN);
        assert_true(*card.choice[i].text != 0);
        // the code stands in no name that is to be chosen
        if (kind == QUIZ_NAME)
            assert_null(strstr(card.choice[i].text, q->choice[i].code));
    }
    if (kind == QUIZ_NAME)
        assert_null(strstr(card.title, q->point->pinyin));
}

static void tells_all(const struct quiz_question *q)
{
    int wrong = q->right == 0 ? 1 : 0;
    struct quiz_card card =
        card_of(q, (struct quiz_answer){.given = true, .chosen = wrong});
    for (int i = 0; i < card.n_choices; i++)
        assert_int_equal(card.choice[i].mark, i == q->right ? QUIZ_CHOICE_RIGHT
                                              : i == wrong  ? QUIZ_CHOICE_MISSED
                                                            : QUIZ_CHOICE_OPEN);
    assert_string_equal(card.task, "");
    if (q->written) {
        assert_true(*card.why && *card.source);
    } else {
        assert_true(*card.location != 0);
        assert_non_null(strstr(card.title, q->point->pinyin));
    }
}

static void every_question_is_fair_and_tells_all(void **state)
{
    (void)state;
    int asked = 0;
    for (int kind = 0; kind < QUIZ_KINDS; kind++)
        for (int i = 0; i < quiz_count(quiz, (enum quiz_kind)kind); i++) {
            struct quiz_item item = quiz_item(quiz, (enum quiz_kind)kind, i);
            struct quiz_question q;
            assert_true(quiz_ask(quiz, &item, 7, &q));
            arena_reset(house.arena);
            is_fair(&q, (enum quiz_kind)kind);
            tells_all(&q);
            asked++;
        }
    assert_true(asked > 2 * DECK_SIZE);
}

static void a_tap_is_judged(void **state)
{
    (void)state;
    struct quiz_item item = quiz_item(quiz, QUIZ_FIND, 0);
    struct quiz_question q;
    assert_true(quiz_ask(quiz, &item, 7, &q));
    const struct score close = {.verdict = SCORE_CLOSE, .metres = 0.008F, .cun = 0.4F},
                       far = {.verdict = SCORE_FAR, .metres = 0.06F, .cun = 3};
    struct quiz_card card =
        card_of(&q, (struct quiz_answer){.given = true, .chosen = -1, .score = &close});
    assert_true(card.good);
    assert_non_null(strstr(card.verdict, "8 mm"));
    assert_non_null(strstr(card.verdict, "0.4"));
    card = card_of(&q, (struct quiz_answer){.given = true, .chosen = -1, .score = &far});
    assert_false(card.good);
    // a hint tells the place and no more
    card = card_of(&q, (struct quiz_answer){.chosen = -1, .hints = 1});
    assert_true(*card.location && !*card.verdict && *card.task);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_question_is_fair_and_tells_all),
        cmocka_unit_test(a_tap_is_judged),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
