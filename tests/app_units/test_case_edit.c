/* Symptoms stay in the shape that the case format wants: each region and side at most
 * once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/case_form.h"
#include "catalog/rules_words.h"

static struct case_record fresh(void)
{
    struct case_record r;
    memset(&r, 0, sizeof r);
    case_init(&r);
    return r;
}

static void two_sides_become_both(void **state)
{
    (void)state;
    int sole = word_find(word_regions, "sole");
    struct case_record r = fresh();
    case_add_symptom(&r, sole, CASE_L, CASE_NUMBNESS);
    case_add_symptom(&r, sole, CASE_R, CASE_NUMBNESS);
    assert_int_equal(r.n_symptoms, 1);
    assert_int_equal(r.symptoms[0].side, CASE_BOTH);
    // one side taken away leaves the other
    case_toggle_symptom(&r, sole, CASE_L, CASE_NUMBNESS);
    assert_int_equal(r.n_symptoms, 1);
    assert_int_equal(r.symptoms[0].side, CASE_R);
}

static void kinds_join_and_part(void **state)
{
    (void)state;
    int sole = word_find(word_regions, "sole");
    struct case_record r = fresh();
    case_add_symptom(&r, sole, CASE_BOTH, CASE_NUMBNESS);
    case_add_symptom(&r, sole, CASE_L, CASE_PAIN);
    assert_int_equal(r.n_symptoms, 2);
    case_add_symptom(&r, sole, CASE_R, CASE_PAIN);
    assert_int_equal(r.n_symptoms, 1);
    assert_int_equal(r.symptoms[0].kinds, CASE_PAIN | CASE_NUMBNESS);
    case_toggle_symptom(&r, sole, CASE_BOTH, CASE_PAIN);
    assert_int_equal(r.symptoms[0].kinds, CASE_NUMBNESS);
    case_toggle_symptom(&r, sole, CASE_BOTH, CASE_NUMBNESS);
    assert_int_equal(r.n_symptoms, 0);
}

/* whatever is done: no region and side twice, no empty kinds, no more than there is room
 * for */
static void any_strokes_keep_it_whole(void **state)
{
    (void)state;
    struct case_record r = fresh();
    uint32_t seed = 5;
    for (int i = 0; i < 200000; i++) {
        seed = seed * 1664525u + 1013904223u;
        int region = (int)((seed >> 8) % WORD_REGIONS);
        enum case_side side = (enum case_side)((seed >> 16) % 3);
        unsigned kinds = 1 + (seed >> 20) % 7;
        if (seed >> 31)
            case_add_symptom(&r, region, side, kinds);
        else
            case_toggle_symptom(&r, region, side, kinds);
        assert_in_range(r.n_symptoms, 0, CASE_SYMPTOMS_MAX);
        unsigned sides[WORD_REGIONS] = {0};
        for (int k = 0; k < r.n_symptoms; k++) {
            const struct case_symptom *s = &r.symptoms[k];
            unsigned bits = s->side == CASE_L ? 1 : s->side == CASE_R ? 2 : 3;
            assert_true(s->kinds);
            assert_false(sides[s->region] & bits);
            sides[s->region] |= bits;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_sides_become_both),
        cmocka_unit_test(kinds_join_and_part),
        cmocka_unit_test(any_strokes_keep_it_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
