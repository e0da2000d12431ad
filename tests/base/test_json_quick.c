/* The quick reader against jansson: what it reads is what jansson reads, whatever the
 * text.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glob.h>

#include "base/file.h"
#include "base/json_quick_internal.h"

enum { FLAGS = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, REAL_DIGITS = 17 };

/* the same values, in the same order, to the last bit */
static void assert_alike(const char *text, size_t size, json_t *quick)
{
    json_t *slow = json_loadb(text, size, FLAGS, NULL);
    if (!slow)
        fail_msg("jansson refuses: %.*s", (int)(size < 300 ? size : 300), text);
    size_t how = JSON_ENCODE_ANY | JSON_COMPACT | JSON_REAL_PRECISION(REAL_DIGITS);
    char *a = json_dumps(quick, how), *b = json_dumps(slow, how);
    assert_non_null(a);
    assert_string_equal(a, b);
    free(a);
    free(b);
    json_decref(slow);
}

/* whether it was read quickly */
static bool compare(const char *text, size_t size)
{
    json_t *quick = json_quick(text, size);
    if (!quick)
        return false;
    assert_alike(text, size, quick);
    json_decref(quick);
    return true;
}

static void reads_what_is_usual(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {
        "{}",
        " [ ] ",
        "\"\"",
        "0",
        "-0",
        "-0.0",
        "12345678901234",
        "0.1",
        "-1.5e-7",
        "1E5",
        "1e+22",
        "123456.789012345",
        "[true,false,null]",
        "\"\\u00e9\\n\\\"\\/\\u4e2d\\u007f\"",
        "\"\xE5\xA4\xAA\xE8\xB0\xBF \xF0\x9F\x98\x80\"",
        "{\"a\":[1,{\"b\":\"c\"}],\"\":2,\"z\":3,\"y\":4}"};
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
        if (!compare(TEXTS[i], strlen(TEXTS[i])))
            fail_msg("left to jansson: %s", TEXTS[i]);
}

static void leaves_the_rest(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {"",
                                        " ",
                                        "{",
                                        "[1,]",
                                        "[1 2]",
                                        "{\"a\":1,\"a\":2}",
                                        "{\"a\" 1}",
                                        "{,}",
                                        "01",
                                        "-",
                                        "1.",
                                        ".5",
                                        "+1",
                                        "1e",
                                        "truex",
                                        "nul",
                                        "\"",
                                        "\"\\x\"",
                                        "\"\\u0000\"",
                                        "\"\\ud83d\\ude00\"",
                                        "\"\t\"",
                                        "\"\xC0\x80\"",
                                        "\"\xED\xA0\x80\"",
                                        "\"\xF4\x90\x80\x80\"",
                                        "\"\xE0\x80\x80\"",
                                        "\"\xE5\xA4\"",
                                        "\"\xFF\"",
                                        "1e999",
                                        "123456789012345678901",
                                        "[] []",
                                        "\xEF\xBB\xBF{}",
                                        "[1]x"};
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++)
        if (compare(TEXTS[i], strlen(TEXTS[i])))
            fail_msg("read quickly: %s", TEXTS[i]);
    // a text need not end with a zero, and may hold one
    assert_false(compare("[1]\0", 4));
    assert_false(compare("12\0", 3));
    assert_true(compare("[1]]", 3));
    // nobody nests so deep
    char deep[2001];
    memset(deep, '[', 1000);
    memset(deep + 1000, ']', 1000);
    assert_false(compare(deep, 2000));
}

/* every file of the data, whole and with one byte after another changed or cut off */
static void reads_the_data(void **state)
{
    (void)state;
    static const char SIGNS[] = "\"\\{}[],:0-.eu\t\x80\xE5 ";
    static const char *const WHERE[] = {"/assets/*/*.json", "/assets/*.json",
                                        "/tests/fuzz/corpus/*/*"};
    glob_t found = {0};
    for (size_t i = 0; i < sizeof WHERE / sizeof *WHERE; i++) {
        char pattern[4096];
        snprintf(pattern, sizeof pattern, "%s%s", DEQI_SOURCE_DIR, WHERE[i]);
        glob(pattern, i ? GLOB_APPEND : 0, NULL, &found);
    }
    size_t quick = 0, data = 0, changed = 0;
    for (size_t i = 0; i < found.gl_pathc; i++) {
        char *text;
        size_t size;
        struct error error;
        if (!file_read(found.gl_pathv[i], 1 << 24, &text, &size, &error))
            continue;
        bool ours = strstr(found.gl_pathv[i], "/assets/") != NULL;
        data += ours;
        bool whole = compare(text, size);
        if (ours && !whole)
            print_message("left to jansson: %s\n", found.gl_pathv[i]);
        quick += ours && whole;
        // the large ones in larger steps: about eight of each
        for (size_t at = 0; at < size && whole; at += 1 + size / 8) {
            char kept = text[at];
            text[at] = SIGNS[at % (sizeof SIGNS - 1)];
            changed += compare(text, size);
            text[at] = kept;
            changed += compare(text, at);
        }
        free(text);
    }
    globfree(&found);
    assert_true(data > 40);
    assert_true(changed > 100);
    // most of it, or it is of no use
    assert_true(10 * quick >= 9 * data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_is_usual),
        cmocka_unit_test(leaves_the_rest),
        cmocka_unit_test(reads_the_data),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
