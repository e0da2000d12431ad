#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "text/wrap.h"

/* Chinese two, all else one */
static float columns(uint32_t c, const void *user)
{
    (void)user;
    return c >= 0x2E80 ? 2 : 1;
}

/* the lines with a bar between them */
static const char *broken(const char *text, float width)
{
    static char out[512];
    struct wrap_line line;
    size_t n = 0;
    out[0] = 0;
    while (wrap_next(&text, width, columns, NULL, &line))
        n += (size_t)snprintf(out + n, sizeof out - n, "%s%.*s", n ? "|" : "",
                              (int)(line.end - line.begin), line.begin);
    return out;
}

static void words_stay_whole(void **state)
{
    (void)state;
    assert_string_equal(broken("inner side of leg and foot", 12),
                        "inner side|of leg and|foot");
    assert_string_equal(broken("one two", 7), "one two");
    assert_string_equal(broken("one two   ", 7), "one two");
    assert_string_equal(broken("one two", 0), "one two");
    assert_string_equal(broken("12 % of", 2), "12|%|of");
    assert_string_equal(broken("a b 12 % of", 7), "a b|12 % of");
}

static void a_word_wider_than_the_line_is_cut(void **state)
{
    (void)state;
    assert_string_equal(broken("one/another/cases", 8), "one/anot|her/case|s");
    assert_string_equal(broken("ab", 1), "a|b");
    assert_string_equal(broken("太溪", 1), "太|溪");
}

static void a_figure_keeps_its_unit(void **state)
{
    (void)state;
    assert_string_equal(broken("0.3-0.5 cun, 5-9 mm deep", 17),
                        "0.3-0.5 cun,|5-9 mm deep");
    assert_string_equal(broken("late by 3 min 48 s: look", 10),
                        "late by|3 min|48 s: look");
    assert_string_equal(broken("all 5 minutes", 7), "all 5|minutes");
    assert_string_equal(broken("5 mm", 3), "5|mm");
}

static void chinese_breaks_anywhere(void **state)
{
    (void)state;
    assert_string_equal(broken("取小腿和足部内侧", 8), "取小腿和|足部内侧");
    assert_string_equal(broken("约45至90厘米", 5), "约45|至90|厘米");
}

static void korean_breaks_between_words(void **state)
{
    (void)state;
    assert_string_equal(broken("다리와 발의 안쪽", 10), "다리와|발의 안쪽");
    assert_string_equal(broken("경혈足三里", 8), "경혈足三|里");
}

static void what_closes_never_begins_a_line(void **state)
{
    (void)state;
    assert_string_equal(broken("足部内侧）为常规", 8), "足部内|侧）为常|规");
    assert_string_equal(broken("穴位（内侧）。取", 12), "穴位（内|侧）。取");
    assert_string_equal(broken("足底，双侧", 4), "足|底，|双侧");
    assert_string_equal(broken("能否分辨？", 8), "能否分|辨？");
    // nothing before it that could come along
    assert_string_equal(broken("侧）））", 4), "侧）|））");
    assert_string_equal(broken("このベッドの上", 6), "この|ベッド|の上");
}

static void what_opens_never_ends_a_line(void **state)
{
    (void)state;
    assert_string_equal(broken("具体穴位（足部", 10), "具体穴位|（足部");
    assert_string_equal(broken("该文“等”字", 6), "该文|“等”字");
    assert_string_equal(broken("points (inner", 8), "points|(inner");
}

static void a_line_feed_ends_a_line(void **state)
{
    (void)state;
    assert_string_equal(broken("one\ntwo", 0), "one|two");
    assert_string_equal(broken("one\n\ntwo\n", 0), "one||two");
    assert_string_equal(broken("", 5), "");
}

static void the_width_is_that_of_what_is_seen(void **state)
{
    (void)state;
    const char *text = "one  太溪";
    struct wrap_line line;
    assert_true(wrap_next(&text, 5, columns, NULL, &line));
    assert_true(line.width > 2.9f && line.width < 3.1f);
    assert_true(wrap_next(&text, 5, columns, NULL, &line));
    assert_true(line.width > 3.9f && line.width < 4.1f);
    assert_false(wrap_next(&text, 5, columns, NULL, &line));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_stay_whole),
        cmocka_unit_test(a_word_wider_than_the_line_is_cut),
        cmocka_unit_test(a_figure_keeps_its_unit),
        cmocka_unit_test(chinese_breaks_anywhere),
        cmocka_unit_test(korean_breaks_between_words),
        cmocka_unit_test(what_closes_never_begins_a_line),
        cmocka_unit_test(what_opens_never_ends_a_line),
        cmocka_unit_test(a_line_feed_ends_a_line),
        cmocka_unit_test(the_width_is_that_of_what_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
