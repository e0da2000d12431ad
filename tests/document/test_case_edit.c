/* Symptoms stay in the shape that the case format wants: each region and side at most
 * once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "catalog/rules_words.h"
#include "document/case_edit.h"

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
    int sole = rules_word_find(word_regions, "sole");
    struct case_record r = fresh();
    case_edit_add_symptom(&r, sole, CASE_L, CASE_NUMBNESS);
    case_edit_add_symptom(&r, sole, CASE_R, CASE_NUMBNESS);
    assert_int_equal(r.n_symptoms, 1);
    assert_int_equal(r.symptoms[0].side, CASE_BOTH);
    // one side taken away leaves the other
    case_edit_toggle_symptom(&r, sole, CASE_L, CASE_NUMBNESS);
    assert_int_equal(r.n_symptoms, 1);
    assert_int_equal(r.symptoms[0].side, CASE_R);
}

static void kinds_join_and_part(void **state)
{
    (void)state;
    int sole = rules_word_find(word_regions, "sole");
    struct case_record r = fresh();
    case_edit_add_symptom(&r, sole, CASE_BOTH, CASE_NUMBNESS);
    case_edit_add_symptom(&r, sole, CASE_L, CASE_PAIN);
    assert_int_equal(r.n_symptoms, 2);
    case_edit_add_symptom(&r, sole, CASE_R, CASE_PAIN);
    assert_int_equal(r.n_symptoms, 1);
    assert_int_equal(r.symptoms[0].kinds, CASE_PAIN | CASE_NUMBNESS);
    case_edit_toggle_symptom(&r, sole, CASE_BOTH, CASE_PAIN);
    assert_int_equal(r.symptoms[0].kinds, CASE_NUMBNESS);
    case_edit_toggle_symptom(&r, sole, CASE_BOTH, CASE_NUMBNESS);
    assert_int_equal(r.n_symptoms, 0);
}

static unsigned kinds_on(const struct case_record *r, int region, enum case_side side)
{
    unsigned kinds = 0;
    for (int i = 0; i < r->n_symptoms; i++)
        if (r->symptoms[i].region == region &&
            (r->symptoms[i].side == side || r->symptoms[i].side == CASE_BOTH))
            kinds |= r->symptoms[i].kinds;
    return kinds;
}

/* for every pair of what the sides have: each keeps its own, and gains or loses what was
 * said of it alone */
static void each_side_keeps_its_own(void **state)
{
    (void)state;
    int sole = rules_word_find(word_regions, "sole");
    for (unsigned code = 0; code < 8 * 8 * 3 * 7; code++) {
        unsigned left = code % 8, right = code / 8 % 8, kinds = 1 + code / 192;
        enum case_side side = (enum case_side)(code / 64 % 3);
        struct case_record r = fresh(), toggled;
        if (left)
            case_edit_add_symptom(&r, sole, CASE_L, left);
        if (right)
            case_edit_add_symptom(&r, sole, CASE_R, right);
        assert_int_equal(kinds_on(&r, sole, CASE_L), left);
        assert_int_equal(kinds_on(&r, sole, CASE_R), right);
        toggled = r;
        unsigned on_left = side == CASE_R ? 0 : kinds,
                 on_right = side == CASE_L ? 0 : kinds;
        bool there = (left & on_left) == on_left && (right & on_right) == on_right;
        case_edit_add_symptom(&r, sole, side, kinds);
        assert_int_equal(kinds_on(&r, sole, CASE_L), left | on_left);
        assert_int_equal(kinds_on(&r, sole, CASE_R), right | on_right);
        case_edit_toggle_symptom(&toggled, sole, side, kinds);
        assert_int_equal(kinds_on(&toggled, sole, CASE_L),
                         there ? left & ~on_left : left | on_left);
        assert_int_equal(kinds_on(&toggled, sole, CASE_R),
                         there ? right & ~on_right : right | on_right);
        assert_true(r.n_symptoms <= 2 && toggled.n_symptoms <= 2);
    }
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
            case_edit_add_symptom(&r, region, side, kinds);
        else
            case_edit_toggle_symptom(&r, region, side, kinds);
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

/* the others keep their order, and nothing is left behind the end */
static void what_is_taken_out_leaves_the_rest(void **state)
{
    (void)state;
    struct case_record r = fresh(), empty = fresh();
    for (int i = 0; i < 3; i++) {
        r.marks[r.n_marks++].region = i;
        r.findings.lesions[r.findings.n_lesions++].region = i;
        snprintf(r.includes[r.n_includes++].code, CASE_CODE_SIZE, "KI%d", i);
        snprintf(r.overrides[r.n_overrides++].reason, CASE_REASON_SIZE, "%d", i);
    }
    case_edit_remove_mark(&r, 1);
    case_edit_remove_lesion(&r, 0);
    case_edit_remove_include(&r, 2);
    case_edit_remove_override(&r, 1);
    assert_int_equal(r.n_marks, 2);
    assert_int_equal(r.marks[1].region, 2);
    assert_int_equal(r.findings.lesions[0].region, 1);
    assert_string_equal(r.includes[1].code, "KI1");
    assert_string_equal(r.overrides[1].reason, "2");
    for (int i = 0; i < 2; i++) {
        case_edit_remove_mark(&r, 0);
        case_edit_remove_lesion(&r, 0);
        case_edit_remove_include(&r, 0);
        case_edit_remove_override(&r, 0);
    }
    assert_memory_equal(&r, &empty, sizeof r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_sides_become_both),
        cmocka_unit_test(kinds_join_and_part),
        cmocka_unit_test(each_side_keeps_its_own),
        cmocka_unit_test(any_strokes_keep_it_whole),
        cmocka_unit_test(what_is_taken_out_leaves_the_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
