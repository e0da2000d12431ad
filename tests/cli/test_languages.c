/* One file more among the texts is one language more, for every command. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../text/data_copy.h"
#include "program.h"

static int setup(void **state)
{
    char folder[256];
    if (program_setup(state) != 0)
        return -1;
    snprintf(folder, sizeof folder, "%s/data", program_folder());
    data_copy(folder);
    data_copy_add_german(folder);
    return 0;
}

static void run(struct outcome *o, const char *words)
{
    char data[256];
    snprintf(data, sizeof data, "DEQI_DATA=%s/data", program_folder());
    program_run(o, words, NULL, data);
}

static void it_is_spoken(void **state)
{
    (void)state;
    struct outcome o;
    run(&o, "plan %S/assets/cases/diabetic_soles.json --lang de");
    assert_int_equal(o.status, 0);
    assert_non_null(strstr(o.out, "Fußsohle"));
    // what it lacks is said in English
    assert_non_null(strstr(o.out, "FINDINGS"));
    run(&o, "check");
    assert_int_equal(o.status, 0);
}

static void it_is_told_of(void **state)
{
    (void)state;
    struct outcome o;
    run(&o, "plan --help");
    assert_non_null(strstr(o.out, "de, en, zh-Hans"));
    run(&o, "open --help");
    assert_non_null(strstr(o.out, "de, en, zh-Hans"));
    run(&o, "plan %S/assets/cases/diabetic_soles.json --lang fr");
    assert_true(program_refused(&o, 2, "de, en, zh-Hans"));
    // nobody is offered what does not read
    program_put("data/assets/text/fr.json", "{", 1);
    run(&o, "plan --help");
    assert_null(strstr(o.out, "fr"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_spoken),
        cmocka_unit_test(it_is_told_of),
    };
    return cmocka_run_group_tests(tests, setup, program_teardown);
}
