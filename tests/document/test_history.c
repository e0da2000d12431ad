#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "document/history.h"

static struct case_record labelled(const char *label)
{
    struct case_record r;
    memset(&r, 0, sizeof r);
    case_init(&r);
    snprintf(r.label, sizeof r.label, "%s", label);
    return r;
}

static void undo_and_redo_walk_the_changes(void **state)
{
    (void)state;
    struct case_record a = labelled("a"), b = labelled("b"), c = labelled("c");
    struct history *h = history_create(&a, "");
    assert_false(history_can_undo(h));
    assert_true(history_set(h, &b, 0));
    assert_false(history_set(h, &b, 0)); // the same is no change
    assert_true(history_set(h, &c, 0));
    assert_true(history_undo(h));
    assert_string_equal(history_now(h)->label, "b");
    assert_true(history_undo(h));
    assert_false(history_undo(h));
    assert_string_equal(history_now(h)->label, "a");
    assert_true(history_redo(h));
    assert_string_equal(history_now(h)->label, "b");
    // a change forgets what could be redone
    assert_true(history_set(h, &a, 0));
    assert_false(history_redo(h));
    history_destroy(&h);
    assert_null(h);
}

static void a_stroke_is_one_step(void **state)
{
    (void)state;
    struct case_record a = labelled("a"), b = labelled("b"), c = labelled("c"),
                       d = labelled("d");
    struct history *h = history_create(&a, "");
    history_set(h, &b, 7);
    history_set(h, &c, 7);
    history_set(h, &d, 8);
    history_undo(h);
    assert_string_equal(history_now(h)->label, "c");
    history_undo(h);
    assert_string_equal(history_now(h)->label, "a");
    history_destroy(&h);
}

static void a_step_is_taken_back_by_its_group_alone(void **state)
{
    (void)state;
    struct case_record a = labelled("a"), b = labelled("b"), c = labelled("c");
    struct history *h = history_create(&a, "");
    assert_false(history_take_back(h, 7));
    history_set(h, &b, 0);
    assert_false(history_take_back(h, 0));
    history_set(h, &c, 7);
    history_mark_saved(h, "");
    assert_false(history_take_back(h, 8));
    assert_true(history_take_back(h, 7));
    assert_string_equal(history_now(h)->label, "b");
    assert_false(history_can_redo(h));
    assert_true(history_unsaved(h));
    assert_false(history_take_back(h, 7));
    assert_true(history_undo(h));
    history_destroy(&h);
}

static void the_oldest_is_forgotten_and_the_newest_kept(void **state)
{
    (void)state;
    struct case_record r = labelled("first");
    struct history *h = history_create(&r, "");
    for (int i = 0; i < 3 * HISTORY_MAX; i++) {
        char label[16];
        snprintf(label, sizeof label, "%d", i);
        r = labelled(label);
        assert_true(history_set(h, &r, 0));
    }
    int steps = 0;
    while (history_undo(h))
        steps++;
    assert_int_equal(steps, HISTORY_MAX - 1);
    history_destroy(&h);
}

static void saved_means_this_very_state(void **state)
{
    (void)state;
    struct case_record a = labelled("a"), b = labelled("b");
    struct history *h = history_create(&a, "");
    assert_false(history_unsaved(h));
    history_set(h, &b, 0);
    assert_true(history_unsaved(h));
    history_mark_saved(h, "");
    assert_false(history_unsaved(h));
    history_undo(h);
    assert_true(history_unsaved(h));
    history_redo(h);
    assert_false(history_unsaved(h));
    history_destroy(&h);
}

static void another_case_is_a_step_with_its_own_file(void **state)
{
    (void)state;
    struct case_record a = labelled("a"), b = labelled("b"), c = labelled("c");
    struct history *h = history_create(&a, "a.json");
    history_set(h, &b, 0);
    history_open(h, &c, "c.json");
    assert_string_equal(history_path(h), "c.json");
    assert_false(history_unsaved(h));
    assert_true(history_undo(h));
    assert_string_equal(history_now(h)->label, "b");
    assert_string_equal(history_path(h), "a.json");
    assert_true(history_unsaved(h));
    assert_true(history_redo(h));
    assert_string_equal(history_now(h)->label, "c");
    assert_false(history_unsaved(h));
    // a name of its own for the copy; the other keeps its
    history_mark_saved(h, "d.json");
    assert_string_equal(history_path(h), "d.json");
    history_undo(h);
    assert_string_equal(history_path(h), "a.json");
    history_destroy(&h);
}

static void what_was_left_unsaved_is_found(void **state)
{
    (void)state;
    struct case_record a = labelled("a"), b = labelled("b"), c = labelled("c"),
                       d = labelled("d");
    struct history *h = history_create(&a, "a.json");
    assert_false(history_find_unsaved(h));
    history_set(h, &b, 0);
    history_open(h, &c, "");
    history_set(h, &d, 0);
    int place = history_place(h);
    // the present case first, then the one that was left
    assert_true(history_find_unsaved(h));
    assert_string_equal(history_now(h)->label, "d");
    history_give_up(h);
    assert_true(history_find_unsaved(h));
    assert_string_equal(history_now(h)->label, "b");
    history_mark_saved(h, "a.json");
    assert_false(history_find_unsaved(h));
    history_return(h, place);
    assert_string_equal(history_now(h)->label, "d");
    // who stays has given up nothing
    history_ask_again(h);
    assert_true(history_find_unsaved(h));
    assert_string_equal(history_now(h)->label, "d");
    history_mark_saved(h, "d.json");
    // a change that was undone is no loss
    history_set(h, &a, 0);
    history_undo(h);
    assert_false(history_find_unsaved(h));
    history_destroy(&h);
}

static void a_file_that_is_read_anew_leaves_nothing_unsaved(void **state)
{
    (void)state;
    struct case_record a = labelled("a"), b = labelled("b"), c = labelled("c");
    struct history *h = history_create(&a, "a.json");
    history_set(h, &b, 0);
    history_open(h, &c, "c.json");
    history_open(h, &a, "a.json");
    assert_false(history_find_unsaved(h));
    // the only state of c.json could be redone, and goes as it is opened again
    history_undo(h);
    history_undo(h);
    history_open(h, &c, "c.json");
    assert_string_equal(history_path(h), "c.json");
    assert_false(history_can_redo(h));
    history_destroy(&h);
}

/* a step is called by what it changed, and by what weighs most where that is several */
static void a_step_has_a_name(void **state)
{
    (void)state;
    struct case_record a = labelled("a"), r = a;
    struct history *h = history_create(&a, "");
    assert_null(history_undo_name(h));
    assert_null(history_redo_name(h));
    r.symptoms[r.n_symptoms++] = (struct case_symptom){0, CASE_L, CASE_PAIN};
    history_set(h, &r, 0);
    assert_string_equal(history_undo_name(h), "edit.symptoms");
    r.findings.flags[0] = CASE_YES;
    history_set(h, &r, 0);
    assert_string_equal(history_undo_name(h), "edit.findings");
    r.etiology++;
    history_set(h, &r, 0);
    assert_string_equal(history_undo_name(h), "edit.etiology");
    r.per_session = 9;
    snprintf(r.label, sizeof r.label, "b");
    history_set(h, &r, 0);
    assert_string_equal(history_undo_name(h), "edit.limits");
    r.tenderness = 1;
    history_set(h, &r, 0);
    assert_string_equal(history_undo_name(h), "edit.marks");
    snprintf(r.includes[r.n_includes++].code, CASE_CODE_SIZE, "KI3");
    history_set(h, &r, 0);
    assert_string_equal(history_undo_name(h), "edit.points");
    history_open(h, &a, "a.json");
    assert_string_equal(history_undo_name(h), "edit.case");
    history_undo(h);
    assert_string_equal(history_undo_name(h), "edit.points");
    assert_string_equal(history_redo_name(h), "edit.case");
    while (history_undo(h))
        ;
    assert_null(history_undo_name(h));
    assert_string_equal(history_redo_name(h), "edit.symptoms");
    history_destroy(&h);
}

/* a stroke that began with one thing and changed another is called by the whole */
static void a_stroke_is_called_by_all_that_it_changed(void **state)
{
    (void)state;
    struct case_record a = labelled("a"), r = a;
    struct history *h = history_create(&a, "");
    snprintf(r.label, sizeof r.label, "b");
    history_set(h, &r, 4);
    assert_string_equal(history_undo_name(h), "edit.label");
    r.symptoms[r.n_symptoms++] = (struct case_symptom){0, CASE_L, CASE_PAIN};
    history_set(h, &r, 4);
    assert_string_equal(history_undo_name(h), "edit.symptoms");
    // back to where it began: still a step, and still called something
    assert_true(history_set(h, &a, 4));
    assert_non_null(history_undo_name(h));
    assert_true(history_undo(h));
    assert_false(history_can_undo(h));
    history_destroy(&h);
}

/* bytes that stand for nothing (padding, what lies behind the end of a text or a list)
 * are no change */
static void what_a_file_would_not_hold_is_no_change(void **state)
{
    (void)state;
    struct case_record a = labelled("a"), r = a;
    struct history *h = history_create(&a, "");
    snprintf(r.label + 2, 8, "behind");
    memset(&r.symptoms[5], 0x5A, sizeof r.symptoms[5]);
    memset(&r.overrides[3], 0x5A, sizeof r.overrides[3]);
    assert_false(history_set(h, &r, 0));
    assert_false(history_can_undo(h));
    assert_false(history_unsaved(h));
    history_destroy(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(undo_and_redo_walk_the_changes),
        cmocka_unit_test(a_stroke_is_one_step),
        cmocka_unit_test(a_step_is_taken_back_by_its_group_alone),
        cmocka_unit_test(the_oldest_is_forgotten_and_the_newest_kept),
        cmocka_unit_test(saved_means_this_very_state),
        cmocka_unit_test(another_case_is_a_step_with_its_own_file),
        cmocka_unit_test(what_was_left_unsaved_is_found),
        cmocka_unit_test(a_file_that_is_read_anew_leaves_nothing_unsaved),
        cmocka_unit_test(a_step_has_a_name),
        cmocka_unit_test(a_stroke_is_called_by_all_that_it_changed),
        cmocka_unit_test(what_a_file_would_not_hold_is_no_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
