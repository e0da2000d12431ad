/* What is entered in the form is a case that a file may hold: whatever hands do with the
 * lists, it can be written, read again, and is the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../rules/random_case.h"
#include "base/arena.h"
#include "catalog/rules_words.h"
#include "document/case_change.h"
#include "document/case_lists.h"

static const int WORDS[CASE_LISTS] = {WORD_NERVES,  WORD_MOVEMENTS, WORD_ABSENT,
                                      WORD_REGIONS, WORD_PULSES,    WORD_REFLEXES};
static const int VALUES[CASE_LISTS] = {1, 6, 1, 2, 2, 4};

/* the arm's and the leg's alone: others stand in the midline */
static bool in_midline(enum case_list list, int what)
{
    return list == CASE_MONOFILAMENT_LIST &&
           (what == rules_word_find(word_regions, "neck") ||
            what == rules_word_find(word_regions, "lumbosacral"));
}

static void comes_back(const struct case_record *r)
{
    struct case_record *again = xcalloc(1, sizeof *again);
    struct error error;
    json_t *json = case_json(r);
    char *text = json_dumps(json, JSON_COMPACT | JSON_REAL_PRECISION(15));
    json_decref(json);
    if (!case_parse("again", text, strlen(text), NULL, again, &error))
        fail_msg("%s\n%s", error.text, text);
    json = case_json(again);
    char *text_again = json_dumps(json, JSON_COMPACT | JSON_REAL_PRECISION(15));
    assert_string_equal(text_again, text);
    json_decref(json);
    free(text_again);
    free(text);
    free(again);
}

static void random_cases_come_back(void **state)
{
    (void)state;
    struct random random = {.state = 11};
    struct case_record *r = xcalloc(1, sizeof *r);
    for (int i = 0; i < 5000; i++) {
        random_case(&random, r);
        comes_back(r);
    }
    free(r);
}

static struct case_sided some(struct random *random, enum case_list list)
{
    struct case_sided s = {.what = random_below(random, WORDS[list]),
                           .side = (enum case_side)random_below(random, 3),
                           .value = random_below(random, VALUES[list])};
    if (in_midline(list, s.what))
        s.side = CASE_MIDLINE;
    return s;
}

/* how often it is said of one side, and what */
static int said(const struct case_record *r, enum case_list list, int what,
                enum case_side side, int *value)
{
    int n = 0;
    for (int i = 0; i < case_list_count(r, list); i++) {
        struct case_sided s = case_list_at(r, list, i);
        if (s.what != what ||
            (s.side != side && (s.side != CASE_BOTH || side == CASE_MIDLINE)))
            continue;
        n++;
        *value = s.value;
    }
    return n;
}

static void check_put(struct case_record *r, enum case_list list, struct case_sided s)
{
    struct case_record before = *r;
    if (!case_list_put(r, list, s)) {
        assert_memory_equal(&before, r, sizeof before);
        return;
    }
    assert_true(case_list_given(r, list));
    for (int side = CASE_L; side <= CASE_MIDLINE; side++) {
        int value = -1, was = -1;
        if (side == CASE_BOTH)
            continue;
        int n = said(r, list, s.what, (enum case_side)side, &value);
        if ((int)s.side == side || (s.side == CASE_BOTH && side != CASE_MIDLINE)) {
            assert_int_equal(n, 1);
            assert_int_equal(value, s.value);
        } else {
            assert_int_equal(n, said(&before, list, s.what, (enum case_side)side, &was));
            assert_int_equal(value, was);
        }
    }
}

static void turn(struct random *random, struct case_record *r)
{
    enum case_list list = (enum case_list)random_below(random, CASE_LISTS);
    int n = case_list_count(r, list);
    switch (random_below(random, 6)) {
    case 0:
        if (n)
            case_list_remove(r, list, random_below(random, n));
        break;
    case 1:
        case_list_toggle_none(r, list);
        assert_int_equal(case_list_count(r, list), n);
        break;
    case 2:
        case_list_toggle_cause(r, random_below(random, WORD_ETIOLOGIES));
        break;
    default:
        check_put(r, list, some(random, list));
    }
}

static void whatever_is_pressed_can_be_saved(void **state)
{
    (void)state;
    struct random random = {.state = 5};
    struct case_record *r = xcalloc(1, sizeof *r);
    for (int i = 0; i < 300; i++) {
        random_case(&random, r);
        for (int k = 0; k < 100; k++)
            turn(&random, r);
        comes_back(r);
    }
    free(r);
}

/* taken out one by one, nothing is left behind */
static void emptied_lists_are_unknown(void **state)
{
    (void)state;
    struct random random = {.state = 8};
    struct case_record r, empty;
    memset(&r, 0, sizeof r);
    memset(&empty, 0, sizeof empty);
    case_init(&r);
    case_init(&empty);
    for (int i = 0; i < 200; i++) {
        enum case_list list = (enum case_list)random_below(&random, CASE_LISTS);
        case_list_put(&r, list, some(&random, list));
    }
    for (int list = 0; list < CASE_LISTS; list++)
        while (case_list_count(&r, (enum case_list)list))
            case_list_remove(&r, (enum case_list)list, 0);
    assert_memory_equal(&r, &empty, sizeof r);
}

static void causes_add_up(void **state)
{
    (void)state;
    struct case_record r;
    case_init(&r);
    case_list_toggle_cause(&r, ETIOLOGY_DIABETES);
    assert_int_equal(case_causes(&r), 1u << ETIOLOGY_DIABETES);
    case_list_toggle_cause(&r, ETIOLOGY_CERVICAL_ROOT);
    case_list_toggle_cause(&r, ETIOLOGY_ALCOHOL);
    assert_int_equal(r.etiology, ETIOLOGY_DIABETES);
    r.root_level = rules_word_find(word_levels, "C6");
    case_list_toggle_cause(&r, ETIOLOGY_DIABETES);
    assert_int_equal(case_causes(&r),
                     1u << ETIOLOGY_CERVICAL_ROOT | 1u << ETIOLOGY_ALCOHOL);
    case_list_toggle_cause(&r, ETIOLOGY_ROOT_UNSPECIFIED);
    assert_int_equal(case_causes(&r),
                     1u << ETIOLOGY_ROOT_UNSPECIFIED | 1u << ETIOLOGY_ALCOHOL);
    assert_true(r.root_level >= 0);
    case_list_toggle_cause(&r, ETIOLOGY_ROOT_UNSPECIFIED);
    assert_int_equal(r.root_level, -1);
    case_list_toggle_cause(&r, ETIOLOGY_ALCOHOL);
    assert_int_equal(case_causes(&r), 1u << ETIOLOGY_UNSPECIFIED);
    case_list_toggle_cause(&r, ETIOLOGY_HIV);
    case_list_toggle_cause(&r, ETIOLOGY_UNSPECIFIED);
    assert_int_equal(case_causes(&r), 1u << ETIOLOGY_UNSPECIFIED);
}

static void drugs_are_names(void **state)
{
    (void)state;
    struct case_record r, empty;
    memset(&r, 0, sizeof r);
    memset(&empty, 0, sizeof empty);
    case_init(&r);
    case_init(&empty);
    assert_true(case_list_add_drug(&r, "  paclitaxel "));
    assert_string_equal(r.drugs[0], "paclitaxel");
    assert_false(case_list_add_drug(&r, "Paclitaxel"));
    assert_false(case_list_add_drug(&r, "   "));
    assert_false(
        case_list_add_drug(&r, "a name that is far longer than any drug has ever had"));
    assert_true(case_list_add_drug(&r, "华法林"));
    case_list_remove_drug(&r, 0);
    assert_string_equal(r.drugs[0], "华法林");
    case_list_remove_drug(&r, 0);
    assert_memory_equal(&r, &empty, sizeof r);
    for (char name[] = "a"; case_list_add_drug(&r, name); ++*name)
        assert_in_range(r.n_drugs, 1, CASE_DRUGS_MAX);
    assert_int_equal(r.n_drugs, CASE_DRUGS_MAX);
}

/* what was last done has a name of its own: undo says what it takes back */
static void every_list_is_named(void **state)
{
    (void)state;
    static const char *const NAMES[CASE_LISTS] = {"edit.entrapments", "edit.weakness",
                                                  "edit.absent",      "edit.monofilament",
                                                  "edit.pulses",      "edit.reflexes"};
    for (int list = 0; list < CASE_LISTS; list++) {
        struct case_record r;
        case_init(&r);
        json_t *before = case_json(&r);
        assert_true(
            case_list_put(&r, (enum case_list)list, (struct case_sided){1, CASE_L, 0}));
        json_t *after = case_json(&r);
        assert_string_equal(case_change(before, after), NAMES[list]);
        json_decref(before);
        json_decref(after);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_cases_come_back),
        cmocka_unit_test(whatever_is_pressed_can_be_saved),
        cmocka_unit_test(emptied_lists_are_unknown),
        cmocka_unit_test(causes_add_up),
        cmocka_unit_test(drugs_are_names),
        cmocka_unit_test(every_list_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
