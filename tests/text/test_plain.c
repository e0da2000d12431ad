#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "text/plain.h"

static void nothing_steers_the_terminal(void **state)
{
    (void)state;
    static const struct {
        const char *text, *shown;
    } CASES[] = {
        {"Bed 4, \xE9\x92\x88 \xC3\xA9", "Bed 4, \xE9\x92\x88 \xC3\xA9"},
        {"a\x1b[31mb", "a [31mb"},
        {"a\xC2\x9B"
         "31mb",
         "a 31mb"}, /* CSI in one character */
        {"a\xE2\x80\xAE"
         "b",
         "a b"}, /* right to left from here */
        {"a\xE2\x81\xA6"
         "b",
         "a b"}, /* an isolate */
        {"a\nb\x7F", "a b "},
        {"\xD8\x9C", " "},
        {"\xE2\x80", "\xE2\x80"}, /* cut short: as it is */
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        char *out;
        size_t size;
        FILE *to = open_memstream(&out, &size);
        plain_put(CASES[i].text, strlen(CASES[i].text), to);
        fclose(to);
        assert_string_equal(out, CASES[i].shown);
        free(out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_steers_the_terminal)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
