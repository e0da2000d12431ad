#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "text/text.h"

static void arguments_are_put_in(void **state)
{
    (void)state;
    char out[64];
    struct message m = {
        .english = "{n} needles, {{{who}}}, {missing}",
        .arg = {{.name = "n", .number = 12}, {.name = "who", .text = "KI3"}}};
    text_format(NULL, &m, out, sizeof out);
    assert_string_equal(out, "12 needles, {KI3}, {missing}");
}

static void long_texts_are_cut_at_a_character(void **state)
{
    (void)state;
    struct message m = {.english = "针灸针灸"};
    char out[13];
    for (size_t size = 1; size <= sizeof out; size++) {
        size_t n = text_format(NULL, &m, out, size);
        assert_int_equal(n, (size - 1) / 3 * 3);
        assert_int_equal(strlen(out), n);
    }
}

static void a_zeroed_message_says_nothing(void **state)
{
    (void)state;
    char out[8] = "x";
    struct message m = {0};
    assert_int_equal(text_format(NULL, &m, out, sizeof out), 0);
    assert_string_equal(out, "");
}

static void languages_load_and_fall_back(void **state)
{
    (void)state;
    struct error error;
    struct texts *zh = texts_load(DEQI_SOURCE_DIR, "zh-Hans", &error);
    assert_non_null(zh);
    assert_string_equal(texts_get(zh, "language.name", NULL), "简体中文");
    assert_string_equal(texts_get(zh, "no.such.id", "fallback"), "fallback");
    assert_string_equal(texts_get(zh, "no.such.id", NULL), "no.such.id");
    texts_destroy(&zh);
    assert_null(zh);
}

static void only_shipped_labels_are_translated(void **state)
{
    (void)state;
    struct error error;
    const char *shipped = "Diabetes, both soles numb and painful", *own = "Own words";
    char endless[400];
    memset(endless, 'x', sizeof endless - 1);
    endless[sizeof endless - 1] = 0;
    struct texts *zh = texts_load(DEQI_SOURCE_DIR, "zh-Hans", &error);
    assert_string_equal(texts_label(zh, shipped), "糖尿病，双足底麻木疼痛");
    assert_ptr_equal(texts_label(zh, own), own);
    assert_ptr_equal(texts_label(zh, endless), endless);
    assert_string_equal(texts_label(zh, ""), "");
    assert_ptr_equal(texts_label(NULL, shipped), shipped);
    char id[TEXT_LABEL_ID];
    assert_true(texts_name_id("part", "rhomboids, C5 (both)", id));
    assert_string_equal(id, "part.rhomboids_c5_both");
    assert_ptr_equal(texts_name(zh, "part", own), own);
    texts_destroy(&zh);
}

static void each_file_is_a_language(void **state)
{
    (void)state;
    struct language all[LANGUAGES_MAX];
    int n = texts_languages(DEQI_SOURCE_DIR, all), found = 0;
    assert_true(n >= 2);
    for (int i = 0; i < n; i++) {
        if (i)
            assert_true(strcmp(all[i - 1].id, all[i].id) < 0);
        if (strcmp(all[i].id, "en") == 0)
            found += strcmp(all[i].name, "English") == 0;
        if (strcmp(all[i].id, "zh-Hans") == 0)
            found += strcmp(all[i].name, "简体中文") == 0;
    }
    assert_int_equal(found, 2);
    assert_int_equal(texts_languages("/no/such/folder", all), 0);
}

static void unknown_languages_are_refused(void **state)
{
    (void)state;
    static const char *const names[] = {"xx", "", "../text/en", "en.json"};
    for (size_t i = 0; i < 4; i++) {
        struct error error = {0};
        assert_null(texts_load(DEQI_SOURCE_DIR, names[i], &error));
        assert_int_equal(error.status, ERROR_USAGE);
        assert_non_null(strstr(error.text, "zh-Hans"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arguments_are_put_in),
        cmocka_unit_test(long_texts_are_cut_at_a_character),
        cmocka_unit_test(a_zeroed_message_says_nothing),
        cmocka_unit_test(languages_load_and_fall_back),
        cmocka_unit_test(only_shipped_labels_are_translated),
        cmocka_unit_test(each_file_is_a_language),
        cmocka_unit_test(unknown_languages_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
