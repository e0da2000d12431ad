/* Errors in the user's language: by the words of their format, whatever they tell of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/json.h"
#include "text/error_words.h"

static struct texts *english, *chinese;

static int open_texts(void **state)
{
    (void)state;
    struct error error;
    english = texts_load(DEQI_SOURCE_DIR, "en", &error);
    chinese = texts_load(DEQI_SOURCE_DIR, "zh-Hans", &error);
    return english && chinese ? 0 : -1;
}

static int close_texts(void **state)
{
    (void)state;
    texts_destroy(&english);
    texts_destroy(&chinese);
    return 0;
}

static const char *said(const struct texts *texts, const struct error *error)
{
    static char out[800];
    error_words_at(texts, error, out, sizeof out);
    return out;
}

static void an_id_is_made_of_words(void **state)
{
    (void)state;
    char id[ERROR_ID], whole[400];
    error_id("cannot be opened: %s", id);
    assert_string_equal(id, "error.cannot_be_opened");
    error_id("%s: \"%-5.*s\" is %+.3f %% of 10^9", id);
    assert_string_equal(id, "error.is_of_10_9");
    error_id("%s%s%s", id);
    assert_string_equal(id, "");
    memset(whole, 'A', sizeof whole);
    whole[sizeof whole - 1] = 0;
    error_id(whole, id);
    assert_true(strlen(id) < ERROR_ID);
}

static void what_it_tells_of_is_kept(void **state)
{
    (void)state;
    struct error e;
    error_at(&e, "a.json", 3, 4, "%s %d %5.2f %zu %lld %.*s", "one", -2, 3.14159,
             (size_t)4, 5LL, 2, "six");
    assert_string_equal(e.id, ""); // more than there is room for
    assert_string_equal(e.text, "one -2  3.14 4 5 si");
    error_at(&e, "a.json", 3, 4, "x %s %d%% %5.2f %zu %.*s", "one", -2, 3.14159,
             (size_t)4, 2, "six");
    assert_string_equal(e.id, "error.x");
    assert_string_equal(e.arg[0], "one");
    assert_string_equal(e.arg[1], "-2");
    assert_string_equal(e.arg[2], " 3.14");
    assert_string_equal(e.arg[3], "4");
    assert_string_equal(e.arg[4], "si");
    // of this very error
    error_set(&e, "again: %s", e.text);
    assert_string_equal(e.text, "again: x one -2%  3.14 4 si");
    assert_string_equal(e.arg[0], "x one -2%  3.14 4 si");
    assert_string_equal(e.arg[1], "");
}

static void a_reader_s_refusal_is_said_in_chinese(void **state)
{
    (void)state;
    struct error e;
    struct json_doc doc;
    char *data;
    size_t size;
    assert_false(file_read("/nonexistent/x.json", 100, &data, &size, &e));
    assert_string_equal(
        said(english, &e),
        "/nonexistent/x.json: cannot be opened: No such file or directory");
    assert_string_equal(said(chinese, &e),
                        "/nonexistent/x.json: 无法打开：没有这个文件或文件夹");
    assert_string_equal(said(NULL, &e), said(english, &e));
    assert_true(json_doc_parse(&doc, "x.json", "{\n \"a\": []}", 11, &e));
    struct json_at root = json_doc_root(&doc), at;
    assert_false(json_member(&root, "a", JSON_STRING, &at, &e));
    assert_string_equal(said(english, &e),
                        "x.json:2:7: \"a\" is a list; expected a text");
    assert_string_equal(said(chinese, &e), "x.json:2:7: “a”是列表；应为文本");
    json_doc_close(&doc);
    // what no language has is said as it is
    error_set(&e, "nobody has translated %d", 3);
    assert_string_equal(said(chinese, &e), "nobody has translated 3");
}

static void no_room_cuts_at_a_character(void **state)
{
    (void)state;
    struct error e;
    char out[9];
    error_set(&e, "cannot be opened: %s", "Permission denied");
    error_words(chinese, &e, out, sizeof out);
    assert_string_equal(out, "无法");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_id_is_made_of_words),
        cmocka_unit_test(what_it_tells_of_is_kept),
        cmocka_unit_test(a_reader_s_refusal_is_said_in_chinese),
        cmocka_unit_test(no_room_cuts_at_a_character),
    };
    return cmocka_run_group_tests(tests, open_texts, close_texts);
}
