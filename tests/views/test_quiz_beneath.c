/* Questions of what lies beneath the skin: the right answer is the model's, no wrong one
 * is right as well, and a card gives nothing away. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "house.h"
#include "study/questions.h"
#include "views/quiz_card.h"
#include "views/words.h"

static const char *const DECK[] = {
    "PC6",  "HT7",  "LI4",  "LI11", "TE5",  "SI8",  "LU7",  "KI3",    "SP6",  "SP9",
    "ST36", "GB34", "LR3",  "BL40", "BL57", "GB30", "BL23", "BL13",   "GB21", "SI15",
    "LU1",  "CV12", "ST25", "BL10", "LU9",  "HT3",  "PC3",  "EX-UE9", "KI6",  "BL60"};
enum { DECK_SIZE = sizeof DECK / sizeof *DECK, SEEDS = 12 };

static struct house house;
static struct questions *questions;
static struct quiz *quiz;
static const struct inside *inside;

static int load(void **state)
{
    (void)state;
    struct error error;
    house_open(&house, NULL, NULL, "en");
    questions = questions_load(DEQI_SOURCE_DIR, subject_catalog(house.subject), &error);
    inside = subject_inside(house.subject, &error);
    if (!questions || !inside)
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

static const struct site *site_at(const char *code)
{
    const struct catalog *c = subject_catalog(house.subject);
    const struct point *p = catalog_find(c, code);
    const struct site *site =
        body_site(subject_body(house.subject), p, p->midline ? SIDE_M : SIDE_L);
    assert_true(site && site->placed);
    return site;
}

static void nothing_is_asked_before_there_is_a_body(void **state)
{
    (void)state;
    struct quiz_question q;
    struct quiz_item item = {QUIZ_UNDER, "PC6"};
    assert_int_equal(quiz_count(quiz, QUIZ_UNDER), 0);
    assert_int_equal(quiz_count(quiz, QUIZ_NERVE), 0);
    assert_false(quiz_ask(quiz, &item, 1, &q));
    quiz_look_beneath(quiz, inside);
    assert_true(quiz_count(quiz, QUIZ_UNDER) >= DECK_SIZE / 2);
    assert_int_equal(quiz_count(quiz, QUIZ_DEPTH), quiz_count(quiz, QUIZ_UNDER));
    assert_true(quiz_count(quiz, QUIZ_NERVE) >= 15);
    assert_true(quiz_ask(quiz, &item, 1, &q));
    quiz_look_beneath(quiz, NULL);
    assert_false(quiz_ask(quiz, &item, 1, &q));
    quiz_look_beneath(quiz, inside);
    item.key = "NONE1";
    assert_false(quiz_ask(quiz, &item, 1, &q));
    item = (struct quiz_item){QUIZ_NERVE, "radial_artery"};
    assert_false(quiz_ask(quiz, &item, 1, &q));
}

/* how near anything of that name comes to the needle */
static float nearest_named(const struct structure_name *name, const struct site *site)
{
    int n;
    const struct inside_part *part = inside_parts(inside, &n);
    float least = NEAR_REACH;
    for (int i = 0; i < n; i++) {
        struct near near;
        if (part[i].side != SIDE_R && strcmp(part[i].name->english, name->english) == 0 &&
            near_part(&part[i], site, &near))
            least = fminf(least, near.distance);
    }
    return least;
}

static void check_under(const struct quiz_question *q)
{
    const struct site *site = site_at(q->point->code);
    assert_ptr_equal(q->choice[q->right].structure, q->part->name);
    assert_int_equal(q->n_choices, QUIZ_CHOICES);
    for (int i = 0; i < q->n_choices; i++) {
        float away = nearest_named(q->choice[i].structure, site);
        if (i == q->right ? away > 0.003f : away < 0.01f)
            fail_msg("%s: %s, %s, is %g mm from the needle", q->item.key,
                     q->choice[i].structure->english, i == q->right ? "right" : "wrong",
                     (double)away * 1000);
        for (int k = 0; k < i; k++)
            assert_string_not_equal(q->choice[i].structure->english,
                                    q->choice[k].structure->english);
    }
}

static void check_depth(const struct quiz_question *q)
{
    struct near near;
    assert_true(near_part(q->part, site_at(q->point->code), &near));
    assert_int_equal(q->choice[q->right].depth_mm, lrintf(near.at * 1000));
    assert_int_equal(q->n_choices, QUIZ_CHOICES);
    assert_true(q->choice[0].depth_mm > 0);
    for (int i = 1; i < q->n_choices; i++)
        assert_true((float)(q->choice[i].depth_mm - q->choice[i - 1].depth_mm) >
                    q->part->uncertainty * 1000);
}

static void no_wrong_answer_is_right(void **state)
{
    (void)state;
    unsigned places[QUIZ_KINDS] = {0};
    for (int kind = QUIZ_UNDER; kind < QUIZ_KINDS; kind++)
        for (int i = 0; i < quiz_count(quiz, (enum quiz_kind)kind); i++)
            for (uint64_t seed = 0; seed < SEEDS; seed++) {
                struct quiz_item item = quiz_item(quiz, (enum quiz_kind)kind, i);
                struct quiz_question q, again;
                assert_true(quiz_ask(quiz, &item, seed, &q));
                assert_true(quiz_ask(quiz, &item, seed, &again));
                assert_memory_equal(&q, &again, sizeof q);
                places[kind] |= 1u << q.right;
                if (kind == QUIZ_UNDER)
                    check_under(&q);
                else if (kind == QUIZ_DEPTH)
                    check_depth(&q);
                else
                    assert_int_equal(q.n_choices, 0);
            }
    // the place tells nothing
    assert_int_equal(places[QUIZ_UNDER], (1u << QUIZ_CHOICES) - 1);
    assert_int_equal(places[QUIZ_DEPTH], (1u << QUIZ_CHOICES) - 1);
}

static void cards_give_nothing_away_and_tell_all(void **state)
{
    (void)state;
    for (int kind = QUIZ_UNDER; kind < QUIZ_KINDS; kind++)
        for (int i = 0; i < quiz_count(quiz, (enum quiz_kind)kind); i++) {
            struct quiz_item item = quiz_item(quiz, (enum quiz_kind)kind, i);
            struct quiz_answer answer = {.chosen = -1};
            struct quiz_question q;
            struct quiz_card card;
            assert_true(quiz_ask(quiz, &item, 3, &q));
            arena_reset(house.arena);
            quiz_card_make(&card, &q, &answer, house.texts, house.arena);
            assert_true(*card.title && !*card.why && !*card.verdict && !*card.location);
            assert_int_equal(*card.task != 0, kind == QUIZ_NERVE);
            if (kind == QUIZ_UNDER)
                assert_null(
                    strstr(card.title, words_structure(house.texts, q.part->name)));
            answer.given = true;
            quiz_card_make(&card, &q, &answer, house.texts, house.arena);
            if (kind == QUIZ_NERVE)
                continue;
            assert_non_null(strstr(card.why, "\u00b1"));
            assert_non_null(strstr(card.why, "model"));
            assert_null(strstr(card.why, "safe"));
            assert_int_equal(card.choice[q.right].mark, QUIZ_CHOICE_RIGHT);
        }
}

// ---------------------------------------------------------------- finding a nerve

static struct nerve_tap tap_at(const char *code, const char *nerve)
{
    struct nerve_tap tap;
    assert_true(beneath_quiz_tap(inside, nerve, &site_at(code)->on, &tap));
    return tap;
}

static void a_nerve_is_found_where_it_runs(void **state)
{
    (void)state;
    static const struct {
        const char *code, *nerve;
        bool found;
    } TAPS[] = {{"PC6", "median_nerve", true},   {"HT7", "ulnar_nerve", true},
                {"SI8", "ulnar_nerve", true},    {"BL40", "tibial_nerve", true},
                {"KI3", "tibial_nerve", true},   {"GB34", "median_nerve", false},
                {"ST36", "tibial_nerve", false}, {"LI11", "ulnar_nerve", false},
                {"CV12", "sciatic_nerve", false}};
    for (size_t i = 0; i < sizeof TAPS / sizeof *TAPS; i++) {
        struct nerve_tap tap = tap_at(TAPS[i].code, TAPS[i].nerve);
        bool found = tap.verdict <= SCORE_CLOSE;
        if (found != TAPS[i].found)
            fail_msg("%s at %s: %g mm beside, %g deep, verdict %d", TAPS[i].nerve,
                     TAPS[i].code, (double)tap.beside * 1000, (double)tap.depth * 1000,
                     (int)tap.verdict);
        assert_int_equal(beneath_quiz_tap_grade(&tap, SCORE_ALONE) == SCHEDULE_MISSED,
                         !found);
    }
    struct nerve_tap tap;
    assert_false(beneath_quiz_tap(inside, "no_such_nerve", &site_at("PC6")->on, &tap));
}

/* straight through the thigh from the front is not where the sciatic nerve is found */
static void the_other_side_of_a_limb_is_not_its_skin(void **state)
{
    (void)state;
    struct nerve_tap front = tap_at("ST32", "sciatic_nerve");
    struct nerve_tap back = tap_at("BL37", "sciatic_nerve");
    assert_true(front.verdict == SCORE_FAR);
    assert_true(back.verdict <= SCORE_CLOSE);
    struct quiz_item item = {QUIZ_NERVE, "sciatic_nerve"};
    struct quiz_question q;
    assert_true(quiz_ask(quiz, &item, 1, &q));
    struct quiz_card card;
    struct quiz_answer answer = {.given = true, .chosen = -1, .nerve = &back};
    quiz_card_make(&card, &q, &answer, house.texts, house.arena);
    assert_true(card.good && strstr(card.verdict, "mm deep"));
    answer.nerve = &front;
    quiz_card_make(&card, &q, &answer, house.texts, house.arena);
    assert_false(card.good);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_asked_before_there_is_a_body),
        cmocka_unit_test(no_wrong_answer_is_right),
        cmocka_unit_test(cards_give_nothing_away_and_tell_all),
        cmocka_unit_test(a_nerve_is_found_where_it_runs),
        cmocka_unit_test(the_other_side_of_a_limb_is_not_its_skin),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
