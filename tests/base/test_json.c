#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/json.h"

static const char *const KEYS[] = {"name", "list", NULL};
static const char *const COLOURS[] = {"red", "blue", NULL};

/* reads {"name": colour, "list": [number 0..9, ...]} */
static bool read(const char *text, struct error *error)
{
    struct json_doc doc;
    if (!json_doc_parse(&doc, "t.json", text, strlen(text), error))
        return false;
    struct json_at root = json_doc_root(&doc), name, list, item;
    int colour;
    double x;
    bool ok = json_keys(&root, KEYS, error) &&
              json_member(&root, "name", JSON_STRING, &name, error) &&
              json_choice(&name, COLOURS, &colour, error) &&
              json_optional(&root, "list", JSON_ARRAY, &list, error);
    for (size_t i = 0; ok && i < json_array_size(list.value); i++)
        ok = json_element(&list, i, JSON_REAL, &item, error) &&
             json_number(&item, 0, 9, &x, error);
    json_doc_close(&doc);
    return ok;
}

static void complaints_name_the_place(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int line, column;
        const char *says;
    } cases[] = {
        {"", 1, 1, "is empty"},
        {"{", 1, 1, "expected JSON"},
        {"[]", 1, 1, "found a list; expected an object"},
        {"{\"name\": \"red\",\n  \"nmae\": 1}", 2, 3, "unknown key \"nmae\""},
        {"{\n \"list\": []}", 1, 1, "\"name\" is missing"},
        {"{\"name\": \"green\"}", 1, 10,
         "\"green\" is not known as name; expected one of red"},
        {"{\"list\": [1, {\"a\": \"]\"}],\n \"name\": 3}", 2, 10, "expected a text"},
        {"{\"name\": \"red\",\n\"list\": [1, \"x\"]}", 2, 13, "expected a number"},
        {"{\"n\\u0061me\": \"red\", \"list\": [1,\n 10]}", 2, 2, "out of range"},
        {"{\"name\": \"针\", \"list\": 1}", 1, 10, "not known"},
        {"{\"name\": \"red\", \"name\": \"red\"}", 1, 0, "duplicate"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error error = {0};
        assert_false(read(cases[i].text, &error));
        assert_string_equal(error.file, "t.json");
        assert_non_null(strstr(error.text, cases[i].says));
        if (cases[i].says[0] != 'e' && cases[i].column)
            assert_int_equal(error.column, cases[i].column);
        if (cases[i].says[0] != 'e')
            assert_int_equal(error.line, cases[i].line);
    }
}

/* a NUL behind a number was swallowed, and the search for its place never ended */
static void a_zero_byte_is_refused(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {"{\"list\":[1\0]}", "{\"list\":\n[true\0]}",
                                        "{\"name\":\"a\0b\"}", "{}\0"};
    static const size_t SIZES[] = {12, 16, 14, 3};
    for (size_t i = 0; i < 4; i++) {
        struct json_doc doc;
        struct error error = {0};
        assert_false(json_doc_parse(&doc, "t.json", TEXTS[i], SIZES[i], &error));
        assert_true(error.text[0]);
        assert_int_equal(error.line, i == 1 ? 2 : 1);
    }
}

static void good_text_reads(void **state)
{
    (void)state;
    struct error error;
    assert_true(read("\xEF\xBB\xBF{\"name\": \"red\", \"list\": [0, 9.0]}", &error));
}

static void invalid_utf8_and_depth_are_refused(void **state)
{
    (void)state;
    struct error error;
    assert_false(read("{\"name\": \"\xC3\"}", &error));
    assert_false(read("{\"name\": \"a\\u0000b\"}", &error));
    size_t n = 1 << 20;
    char *deep = malloc(n + 1);
    memset(deep, '[', n);
    deep[n] = 0;
    assert_false(read(deep, &error));
    free(deep);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(complaints_name_the_place),
        cmocka_unit_test(a_zero_byte_is_refused),
        cmocka_unit_test(good_text_reads),
        cmocka_unit_test(invalid_utf8_and_depth_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
