#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "text/fold.h"

static void names_lose_case_marks_and_spaces(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"Zúsānlǐ", "zusanli"},
        {"Lǘxī", "luxi"},
        {"KI 3", "ki3"},
        {"太溪", "太溪"},
        {"Qì-Hǎi", "qihai"},
        {"Ōu'Ěr", "ouer"},
        {"", ""},
        // typed without what a keyboard lacks
        {"Straße", "strasse"},
        {"Łódź", "lodz"},
        {"cœur", "coeur"},
        {"KÆR Ødem", "kaerodem"},
        // combining marks are marks, and other alphabets have cases
        {"Zu\u0301sa\u0304n", "zusan"},
        {"ΝΕΎΡΟ", "νευρο"},
        {"Нерв", "нерв"},
        // what looks like a mark in other scripts is none
        {"ガ", "ガ"},
        {"신경", "신경"},
        {"\xC3", "\xC3"},
        {"\xFF\xFE", "\xFF\xFE"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char out[64];
        assert_int_equal(fold(pairs[i][0], out, sizeof out), strlen(pairs[i][1]));
        assert_string_equal(out, pairs[i][1]);
    }
}

static void folding_cuts_at_a_character(void **state)
{
    (void)state;
    char out[5];
    assert_int_equal(fold("太溪", out, sizeof out), 3);
    assert_string_equal(out, "太");
}

static void whole_names_come_before_beginnings(void **state)
{
    (void)state;
    const char *st36[] = {"ST36", "Zúsānlǐ", "足三里", "Leg Three Miles"};
    const char *st3[] = {"ST3", "Jùliáo", "巨髎", "Great Bone Hole"};
    assert_true(fold_match("st3", st3, 4) > fold_match("st3", st36, 4));
    assert_true(fold_match("zusanli", st36, 4) == fold_match("足三里", st36, 4));
    assert_true(fold_match("miles", st36, 4) > 0);
    assert_true(fold_match("three", st36, 4) > fold_match("hree", st36, 4));
    assert_int_equal(fold_match("kidney", st36, 4), 0);
    assert_int_equal(fold_match("", st36, 4), 0);
    assert_int_equal(fold_match(" ", st36, 4), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_lose_case_marks_and_spaces),
        cmocka_unit_test(folding_cuts_at_a_character),
        cmocka_unit_test(whole_names_come_before_beginnings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
