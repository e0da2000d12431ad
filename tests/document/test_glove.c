/* The stages of stocking and glove are read from a case and written into it, and leave
 * everything else in it as it was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "catalog/rules_words.h"
#include "document/case_edit.h"
#include "document/glove.h"

static struct catalog *catalog;

static int load(void **state)
{
    (void)state;
    struct error error;
    catalog = catalog_load(DEQI_SOURCE_DIR, &error);
    return catalog ? 0 : -1;
}

static int unload(void **state)
{
    (void)state;
    catalog_destroy(&catalog);
    return 0;
}

static struct case_record fresh(void)
{
    struct case_record r;
    memset(&r, 0, sizeof r);
    case_init(&r);
    return r;
}

static int word(const char *region)
{
    int i = rules_word_find(word_regions, region);
    assert_true(i >= 0);
    return i;
}

static void a_stage_is_what_was_set(void **state)
{
    (void)state;
    static const int SYMPTOMS[] = {0, 1, 4, 9, 11};
    struct case_record r = fresh(), empty = fresh();
    // every way from stage to stage
    for (int from = 0; from <= glove_stages(catalog); from++)
        for (int to = 0; to <= glove_stages(catalog); to++) {
            glove_set(catalog, &r, from, NULL);
            glove_set(catalog, &r, to, NULL);
            assert_int_equal(glove_stage(catalog, &r), to);
            assert_int_equal(r.n_symptoms, SYMPTOMS[to]);
            for (int i = 0; i < r.n_symptoms; i++) {
                assert_int_equal(r.symptoms[i].side, CASE_BOTH);
                assert_int_equal(r.symptoms[i].kinds, CASE_NUMBNESS);
            }
        }
    glove_set(catalog, &r, 0, NULL);
    assert_memory_equal(&r, &empty, sizeof r);
}

static void other_numbness_is_no_stage(void **state)
{
    (void)state;
    struct case_record r = fresh();
    case_edit_add_symptom(&r, word("toes"), CASE_L, CASE_NUMBNESS);
    assert_int_equal(glove_stage(catalog, &r), -1);
    case_edit_add_symptom(&r, word("toes"), CASE_R, CASE_NUMBNESS);
    assert_int_equal(glove_stage(catalog, &r), 1);
    // numb soles alone are not a stocking
    case_edit_add_symptom(&r, word("palm"), CASE_BOTH, CASE_NUMBNESS);
    assert_int_equal(glove_stage(catalog, &r), -1);
    // what no stage takes in does not count
    struct case_record thigh = fresh();
    case_edit_add_symptom(&thigh, word("thigh_anterior"), CASE_BOTH, CASE_NUMBNESS);
    assert_int_equal(glove_stage(catalog, &thigh), 0);
}

static void what_is_not_numbness_stays(void **state)
{
    (void)state;
    struct case_record r = fresh();
    case_edit_add_symptom(&r, word("shoulder"), CASE_R, CASE_PAIN);
    case_edit_add_symptom(&r, word("ankle"), CASE_L, CASE_PAIN | CASE_NUMBNESS);
    case_edit_add_symptom(&r, word("sole"), CASE_BOTH, CASE_ABNORMAL);
    case_edit_add_symptom(&r, word("neck"), CASE_MIDLINE, CASE_NUMBNESS);
    r.marks[r.n_marks++] = (struct case_mark){.region = word("sole"), .side = CASE_L};
    glove_set(catalog, &r, 4, NULL);
    assert_int_equal(glove_stage(catalog, &r), 4);
    // in the order of the case, and each side with its own kinds
    assert_int_equal(r.symptoms[0].region, word("shoulder"));
    assert_int_equal(r.symptoms[0].kinds, CASE_PAIN);
    assert_int_equal(r.symptoms[1].region, word("ankle"));
    assert_int_equal(r.symptoms[1].side, CASE_L);
    assert_int_equal(r.symptoms[1].kinds, CASE_PAIN | CASE_NUMBNESS);
    assert_int_equal(r.symptoms[2].region, word("sole"));
    assert_int_equal(r.symptoms[2].kinds, CASE_ABNORMAL | CASE_NUMBNESS);
    glove_set(catalog, &r, 0, NULL);
    assert_int_equal(glove_stage(catalog, &r), 0);
    assert_int_equal(r.n_symptoms, 4);
    assert_int_equal(r.symptoms[1].kinds, CASE_PAIN);
    assert_int_equal(r.symptoms[2].kinds, CASE_ABNORMAL);
    assert_int_equal(r.symptoms[3].kinds, CASE_NUMBNESS);
    assert_int_equal(r.n_marks, 1);
}

/* each region apart on both sides is the most that a case can hold of its own */
static void the_fullest_case_has_room(void **state)
{
    (void)state;
    struct case_record r = fresh();
    for (int i = 0; i < WORD_REGIONS; i++) {
        case_edit_add_symptom(&r, i, CASE_L, CASE_PAIN);
        case_edit_add_symptom(&r, i, CASE_R, CASE_ABNORMAL);
    }
    int n = r.n_symptoms;
    assert_int_equal(n, 2 * WORD_REGIONS);
    glove_set(catalog, &r, 4, NULL);
    assert_int_equal(glove_stage(catalog, &r), 4);
    assert_int_equal(r.n_symptoms, n);
    // beyond it: nothing is lost, and the stage is not claimed
    r = fresh();
    while (r.n_symptoms < CASE_SYMPTOMS_MAX)
        r.symptoms[r.n_symptoms++] =
            (struct case_symptom){word("shoulder"), CASE_L, CASE_PAIN};
    struct case_record before = r;
    glove_set(catalog, &r, 2, NULL);
    assert_memory_equal(&r, &before, sizeof r);
    assert_int_equal(glove_stage(catalog, &r), 0);
}

/* what was painted on one side beyond the stage comes through a drag up and down */
static void a_drag_keeps_what_was_painted_elsewhere(void **state)
{
    (void)state;
    struct case_record r = fresh();
    glove_set(catalog, &r, 1, NULL);
    int last = -1;
    for (int i = 0; i < catalog->n_regions; i++)
        if (catalog->region[i].kind == REGION_SYMPTOM &&
            catalog->region[i].stage == glove_stages(catalog))
            last = word(catalog->region[i].id);
    assert_true(last >= 0);
    case_edit_add_symptom(&r, last, CASE_L, CASE_NUMBNESS);
    assert_int_equal(glove_stage(catalog, &r), -1);
    assert_int_equal(glove_reach(catalog, &r), 1);
    struct glove_others others = glove_others(catalog, &r);
    for (int stage = glove_stages(catalog); stage >= 0; stage--) {
        glove_set(catalog, &r, stage, &others);
        assert_int_equal(case_edit_kind_sides(&r, last, CASE_NUMBNESS),
                         stage == glove_stages(catalog) ? CASE_SIDES : 1);
        assert_int_equal(glove_reach(catalog, &r), stage);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stage_is_what_was_set),
        cmocka_unit_test(a_drag_keeps_what_was_painted_elsewhere),
        cmocka_unit_test(other_numbness_is_no_stage),
        cmocka_unit_test(what_is_not_numbness_stays),
        cmocka_unit_test(the_fullest_case_has_room),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
