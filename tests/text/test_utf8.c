#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "text/utf8.h"

static const char *upper(const char *text)
{
    static char out[256];
    snprintf(out, sizeof out, "%s", text);
    for (char *at = out; *at;)
        at = utf8_upper(at);
    return out;
}

static void letters_of_europe_have_an_upper_case(void **state)
{
    (void)state;
    assert_string_equal(upper("abc xyz"), "ABC XYZ");
    assert_string_equal(upper("précautions, à gauche, cœur, maïs"),
                        "PRÉCAUTIONS, À GAUCHE, CŒUR, MAÏS");
    assert_string_equal(upper("übung, ähnlich, þorn, øye"), "ÜBUNG, ÄHNLICH, ÞORN, ØYE");
    assert_string_equal(upper("žluťoučký, łódź, ňŋį"), "ŽLUŤOUČKÝ, ŁÓDŹ, ŇŊĮ");
    assert_string_equal(upper("ÉŒŽ"), "ÉŒŽ");
    assert_string_equal(upper("нерв, νεῦρο, ħ"), "НЕРВ, ΝΕῦΡΟ, Ħ");
}

static void all_else_stays(void **state)
{
    (void)state;
    assert_string_equal(upper("ß ÷ × ı ĸ ŉ 太溪 · – ’"), "ß ÷ × ı ĸ ŉ 太溪 · – ’");
    assert_string_equal(upper(""), "");
    assert_string_equal(upper("\xC3"), "\xC3"); // cut short
    assert_string_equal(upper("\xC3z"), "\xC3Z");
    char first[] = "état";
    assert_ptr_equal(utf8_upper(first), first + 2);
    assert_string_equal(first, "État");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_of_europe_have_an_upper_case),
        cmocka_unit_test(all_else_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
