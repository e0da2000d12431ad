/* Questions: the same from the same seed, valid for every item and many seeds, and right
 * by the rules themselves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "catalog/rules.h"
#include "rules/engine.h"
#include "study/quiz.h"

static struct {
    struct catalog *catalog;
    struct engine *engine;
    struct questions *questions;
    struct quiz *quiz;
} it;

static const char *const DECK[] = {"KI3", "SP6", "ST36", "ST41", "LI4", "EX-UE9",
                                   "PC6", "HT7", "LU9",  "BL10", "KI6", "NONE1"};
enum { DECK_KNOWN = sizeof DECK / sizeof *DECK - 1 };

static int set_up(void **state)
{
    (void)state;
    struct error error = {0};
    it.catalog = catalog_load(DEQI_SOURCE_DIR, &error);
    it.engine = it.catalog ? engine_load(DEQI_SOURCE_DIR, it.catalog, &error) : NULL;
    it.questions =
        it.catalog ? questions_load(DEQI_SOURCE_DIR, it.catalog, &error) : NULL;
    if (!it.engine || !it.questions) {
        error_print(&error, stderr);
        return -1;
    }
    it.quiz = quiz_create(it.catalog, it.questions, DECK, DECK_KNOWN + 1);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    quiz_destroy(&it.quiz);
    questions_destroy(&it.questions);
    engine_destroy(&it.engine);
    catalog_destroy(&it.catalog);
    return 0;
}

static bool same_choice(const struct quiz_choice *a, const struct quiz_choice *b)
{
    return a->point == b->point && a->text.id == b->text.id;
}

static void check_question(const struct quiz_question *q)
{
    bool tap = q->item.kind == QUIZ_FIND;
    assert_int_equal(q->point != NULL, q->item.kind <= QUIZ_NAME);
    assert_int_equal(q->written != NULL, q->item.kind >= QUIZ_SURFACE);
    if (tap) {
        assert_int_equal(q->n_choices, 0);
        return;
    }
    assert_int_equal(q->n_choices, QUIZ_CHOICES);
    assert_in_range(q->right, 0, QUIZ_CHOICES - 1);
    for (int i = 0; i < q->n_choices; i++) {
        assert_true((q->choice[i].point != NULL) != (q->choice[i].text.english != NULL));
        for (int k = 0; k < i; k++)
            assert_false(same_choice(&q->choice[i], &q->choice[k]));
    }
    if (q->item.kind == QUIZ_NAME)
        assert_ptr_equal(q->choice[q->right].point, q->point);
    if (q->item.kind == QUIZ_SURFACE)
        assert_string_equal(q->choice[q->right].text.id,
                            it.questions->surface[q->written->answer].text.id);
}

static void every_item_asks_well(void **state)
{
    (void)state;
    unsigned places[QUIZ_KINDS] = {0};
    for (int kind = 0; kind <= QUIZ_CAUTION; kind++) {
        int n = quiz_count(it.quiz, (enum quiz_kind)kind);
        assert_true(n >= 8);
        for (int i = 0; i < n; i++) {
            for (uint64_t seed = 0; seed < 20; seed++) {
                struct quiz_item item = quiz_item(it.quiz, (enum quiz_kind)kind, i);
                struct quiz_question q, again;
                assert_true(quiz_ask(it.quiz, &item, seed, &q));
                check_question(&q);
                places[kind] |= 1u << q.right;
                assert_true(quiz_ask(it.quiz, &item, seed, &again));
                assert_memory_equal(&q, &again, sizeof q);
            }
        }
    }
    // the right answer stands in every place
    for (int kind = QUIZ_NAME; kind <= QUIZ_CAUTION; kind++)
        assert_int_equal(places[kind], (1u << QUIZ_CHOICES) - 1);
}

static void unknown_codes_are_left_out(void **state)
{
    (void)state;
    struct quiz_question q;
    struct quiz_item gone = {QUIZ_CAUTION, "no_such_question"};
    assert_int_equal(quiz_count(it.quiz, QUIZ_FIND), DECK_KNOWN);
    assert_false(quiz_ask(it.quiz, &gone, 1, &q));
    gone = (struct quiz_item){QUIZ_FIND, "NONE1"};
    assert_false(quiz_ask(it.quiz, &gone, 1, &q));
    struct quiz *few = quiz_create(it.catalog, it.questions, DECK, 2);
    struct quiz_item item = {QUIZ_NAME, "KI3"};
    assert_true(quiz_ask(few, &item, 1, &q));
    // a list of two is asked among names of the whole catalogue
    assert_int_equal(q.n_choices, QUIZ_CHOICES);
    quiz_destroy(&few);
}

// ---------------------------------------------------------------- choosing

/* KI3 is long overdue, SP6 due, ST36 due later; everything else new */
static struct schedule_card some_memory(const struct quiz_item *item, void *user)
{
    (void)user;
    static const struct {
        const char *key;
        int due;
    } KNOWN[] = {{"SP6", 99}, {"KI3", 90}, {"ST36", 120}};
    for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++)
        if (item->kind == QUIZ_FIND && strcmp(item->key, KNOWN[i].key) == 0)
            return (struct schedule_card){.asked = 1, .due = KNOWN[i].due};
    return (struct schedule_card){0};
}

static void chooses_what_is_due_then_new(void **state)
{
    (void)state;
    struct quiz_item items[32], again[32];
    struct quiz_wish wish = {
        .kind = QUIZ_FIND, .seed = 7, .today = 100, .most_new = 3, .memory = some_memory};
    int n = quiz_choose(it.quiz, &wish, items, 32);
    assert_int_equal(n, 6);
    assert_string_equal(items[0].key, "KI3");
    assert_string_equal(items[1].key, "SP6");
    assert_string_equal(items[5].key, "ST36");
    assert_int_equal(quiz_choose(it.quiz, &wish, again, 32), n);
    assert_memory_equal(items, again, (size_t)n * sizeof *items);
    assert_int_equal(quiz_choose(it.quiz, &wish, items, 1), 1);
    assert_string_equal(items[0].key, "KI3");
    wish.kind = QUIZ_KINDS;
    wish.most_new = 1000;
    int all = 0;
    for (int kind = 0; kind < QUIZ_KINDS; kind++)
        all += quiz_count(it.quiz, (enum quiz_kind)kind);
    struct quiz_item *everything = calloc((size_t)all + 1, sizeof *everything);
    assert_int_equal(quiz_choose(it.quiz, &wish, everything, all + 1), all);
    free(everything);
}

// ---------------------------------------------------------------- right by the rules

static bool removed_by(const struct plan *plan, const char *code, const char *caution)
{
    for (int i = 0; i < plan->n_removed; i++)
        for (int k = 0; k < plan->removed[i].n_by; k++)
            if (strcmp(plan->removed[i].point.code, code) == 0 &&
                strcmp(plan->removed[i].by[k], caution) == 0)
                return true;
    return false;
}

/* whether the caution reaches the point in this case; one that the plan did not hold is
 * added to the case, so that it is judged all the same */
static bool is_removed(const struct question *q, const char *code, struct arena *arena)
{
    struct case_record *r = calloc(1, sizeof *r);
    struct plan plan;
    struct error error = {0};
    assert_true(
        case_parse(q->id, q->case_text, strlen(q->case_text), it.engine, r, &error));
    engine_plan(it.engine, r, arena, &plan);
    if (!removed_by(&plan, code, q->caution)) {
        struct case_include *include = &r->includes[r->n_includes++];
        snprintf(include->code, sizeof include->code, "%s", code);
        include->side = CASE_L;
        engine_plan(it.engine, r, arena, &plan);
    }
    free(r);
    return removed_by(&plan, code, q->caution);
}

static bool has_caution(const struct plan *plan, const char *id)
{
    for (int i = 0; i < plan->n_cautions; i++)
        if (strcmp(plan->cautions[i].id, id) == 0)
            return true;
    return false;
}

static void check_caution(const struct question *q, const struct plan *plan,
                          struct arena *arena)
{
    assert_true(has_caution(plan, q->caution));
    if (q->expect == EXPECT_BLOCKED)
        assert_int_equal(plan->status, PLAN_BLOCKED);
    if (q->expect == EXPECT_LAMP_WITHHELD)
        assert_int_equal(plan->session.infrared, PLAN_LAMP_WITHHELD);
    if (q->expect == EXPECT_LAMP_CONDITIONAL)
        assert_int_equal(plan->session.infrared, PLAN_LAMP_CONDITIONAL);
    for (int i = 0; i < q->n_choices && q->expect == EXPECT_REMOVED; i++) {
        assert_non_null(q->choice[i].code);
        print_message("%s: %s\n", q->id, q->choice[i].code);
        assert_int_equal(is_removed(q, q->choice[i].code, arena), q->choice[i].right);
    }
}

static bool in_sets(const char *code, const char *const *sets)
{
    const struct rules *rules = engine_rules(it.engine);
    for (; *sets; sets++) {
        int i = rules_set_index(rules, *sets);
        assert_true(i >= 0);
        for (int k = 0; k < rules->sets[i].n; k++)
            if (strcmp(engine_code(it.engine, rules->sets[i].points[k]), code) == 0)
                return true;
    }
    return false;
}

static void check_surface(const struct question *q, const struct plan *plan)
{
    assert_true(plan->n_points > 0);
    for (int i = 0; i < plan->n_points; i++) {
        print_message("%s: %s\n", q->id, plan->points[i].code);
        assert_true(in_sets(plan->points[i].code, it.questions->surface[q->answer].sets));
    }
}

static void answers_agree_with_the_rules(void **state)
{
    (void)state;
    struct arena *arena = arena_create();
    struct case_record *r = calloc(1, sizeof *r);
    for (int i = 0; i < it.questions->n_questions; i++) {
        const struct question *q = &it.questions->question[i];
        struct plan plan;
        struct error error = {0};
        if (!case_parse(q->id, q->case_text, strlen(q->case_text), it.engine, r, &error))
            fail_msg("%s: %s", q->id, error.text);
        engine_plan(it.engine, r, arena, &plan);
        if (q->kind == QUESTION_CAUTION)
            check_caution(q, &plan, arena);
        else
            check_surface(q, &plan);
    }
    free(r);
    arena_destroy(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_item_asks_well),
        cmocka_unit_test(unknown_codes_are_left_out),
        cmocka_unit_test(chooses_what_is_due_then_new),
        cmocka_unit_test(answers_agree_with_the_rules),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
