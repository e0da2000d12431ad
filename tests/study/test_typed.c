/* Lists of points as people type them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "study/typed.h"

static struct catalog *catalog;

static int set_up(void **state)
{
    (void)state;
    struct error error = {0};
    catalog = catalog_load(DEQI_SOURCE_DIR, &error);
    return catalog ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    catalog_destroy(&catalog);
    return 0;
}

/* "ST36.L SP6 ?QQ" */
static const char *read_back(const char *text)
{
    static char out[2000];
    struct typed_list list = typed_begin(catalog, text);
    size_t n = 0;
    out[0] = 0;
    for (struct typed_word w; typed_next(&list, &w);) {
        if (!w.n)
            n += (size_t)snprintf(out + n, sizeof out - n, "%s?%.*s", n ? " " : "",
                                  (int)w.length, w.from);
        for (int i = 0; i < w.n; i++) {
            const struct point *p = &catalog->point[w.first + i];
            if (i && p->group && strcmp(p->group, p[-1].group ? p[-1].group : "") == 0)
                continue;
            n += (size_t)snprintf(out + n, sizeof out - n, "%s%s%s%s", n ? " " : "",
                                  p->group ? p->group : p->code,
                                  w.side == SIDE_M ? "" : ".",
                                  w.side == SIDE_M ? "" : side_name(w.side));
        }
    }
    return out;
}

struct pair {
    const char *typed, *read;
};

static void check(const struct pair *pairs, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(read_back(pairs[i].typed), pairs[i].read) != 0)
            fail_msg("\"%s\" is read as \"%s\", not \"%s\"", pairs[i].typed,
                     read_back(pairs[i].typed), pairs[i].read);
}

static void names_of_many_kinds(void **state)
{
    (void)state;
    static const struct pair PAIRS[] = {
        {"LU7, KI6", "LU7 KI6"},
        {"ub60 sj5", "BL60 TE5"},
        {"Stomach 36", "ST36"},
        {"Stomach 36; Liv3", "ST36 LR3"},
        {"Stomach 36 SP6 zu san li", "ST36 SP6 ST36"},
        {"ST-36", "ST36"},
        {"zusanli, hegu", "ST36 LI4"},
        {"足三里 合谷", "ST36 LI4"},
        {"ＳＴ３６", "ST36"},
        {"ex-ue9", "EX-UE9"},
        {"LU7 LU7", "LU7 LU7"},
        {" , LU7 ,, ", "LU7"},
        {"PC", "PC1 PC2 PC3 PC4 PC5 PC6 PC7 PC8 PC9"},
        {"Heart", "HT1 HT2 HT3 HT4 HT5 HT6 HT7 HT8 HT9"},
        {"", ""},
    };
    check(PAIRS, sizeof PAIRS / sizeof *PAIRS);
}

static void commas_of_all_scripts(void **state)
{
    (void)state;
    static const char *const MARKS[] = {",",  ";",  "，", "、", "；", "،",
                                        "؛",  "・", "､",  "·",  "•",  "+",
                                        "。", "\n", " ",  "　", "\t", "\u00a0"};
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++) {
        char text[64];
        snprintf(text, sizeof text, "ST36%sSP6.L%s合谷", MARKS[i], MARKS[i]);
        struct pair pair = {text, "ST36 SP6.L LI4"};
        check(&pair, 1);
    }
}

static void sides_at_the_end(void **state)
{
    (void)state;
    static const struct pair PAIRS[] = {
        {"ST36.L, SP6.R", "ST36.L SP6.R"},
        {"ST36，SP6.L", "ST36 SP6.L"},
        {"ST36 L SP6 R", "ST36.L SP6.R"},
        {"ST36 l、SP6．r", "ST36.L SP6.R"},
        {"Stomach 36 R", "ST36.R"},
        {"ST36.M", "ST36"},
        {"足三里.L 合谷", "ST36.L LI4"},
        {"ST36-38.R", "ST36.R ST37.R ST38.R"},
        {"ST36 X", "ST36 ?X"},
        {"L", "?L"},
        {"ST36, L", "ST36 ?L"},
        {"ST36.LR", "?ST36.LR"},
    };
    check(PAIRS, sizeof PAIRS / sizeof *PAIRS);
}

static void runs_of_a_channel(void **state)
{
    (void)state;
    static const struct pair PAIRS[] = {
        {"st36-38", "ST36 ST37 ST38"},   {"ST38-ST36", "ST36 ST37 ST38"},
        {"ST36 - 38", "ST36 ST37 ST38"}, {"ST36–38", "ST36 ST37 ST38"},
        {"ST36～38", "ST36 ST37 ST38"},  {"ST36〜38, SP6", "ST36 ST37 ST38 SP6"},
        {"ST36-SP6", "?ST36-SP6"},       {"ST36-", "ST36"},
        {"ST36-99", "?ST36-99"},
    };
    check(PAIRS, sizeof PAIRS / sizeof *PAIRS);
}

static void what_nobody_knows_is_named(void **state)
{
    (void)state;
    char unknown[64];
    assert_true(typed_unknown(catalog, "LU7, ST99, QQ", unknown, sizeof unknown));
    assert_string_equal(unknown, "ST99");
    // the head of a code is none: a channel is meant only where it stands whole
    assert_true(typed_unknown(catalog, "SP6, BL1x", unknown, sizeof unknown));
    assert_string_equal(unknown, "BL1x");
    assert_false(typed_unknown(catalog, "LU7, UB60 Stomach 36", unknown, sizeof unknown));
    // however long and strange
    char *many = xcalloc(100001, 1);
    memset(many, '7', 100000);
    assert_true(typed_unknown(catalog, many, unknown, sizeof unknown));
    memset(many, ',', 100000);
    assert_false(typed_unknown(catalog, many, unknown, sizeof unknown));
    free(many);
    assert_true(typed_unknown(catalog, "\xff\xfe-\xff", unknown, sizeof unknown));
    assert_true(typed_unknown(catalog, "-", unknown, sizeof unknown));
}

/* nothing is lost at any length */
static void the_last_of_a_long_list_is_there(void **state)
{
    (void)state;
    char *text;
    size_t size;
    FILE *out = xstream(&text, &size);
    for (int i = 0; i < catalog->n_points; i++)
        fprintf(out, "%s.%s、", catalog->point[i].code, i % 2 ? "L" : "R");
    xstream_close(out);
    struct typed_list list = typed_begin(catalog, text);
    int n = 0;
    for (struct typed_word w; typed_next(&list, &w); n++) {
        assert_int_equal(w.first, n);
        assert_int_equal(w.n, 1);
        assert_int_equal(w.side, n % 2 ? SIDE_L : SIDE_R);
    }
    assert_int_equal(n, catalog->n_points);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_many_kinds),
        cmocka_unit_test(commas_of_all_scripts),
        cmocka_unit_test(sides_at_the_end),
        cmocka_unit_test(runs_of_a_channel),
        cmocka_unit_test(what_nobody_knows_is_named),
        cmocka_unit_test(the_last_of_a_long_list_is_there),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
