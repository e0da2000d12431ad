/* What deqi says of the machine it is on, and that looking changes nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "program.h"

/* whether the line of what is looked at, such as "sound     weak     ...",
 * has the state; fails where there is no line */
static bool is_told(const struct outcome *o, const char *what, const char *state)
{
    size_t n = strlen(what);
    for (const char *line = o->out; line && *line;) {
        if (strncmp(line, what, n) == 0 && line[n] == ' ') {
            const char *word = line + n + strspn(line + n, " ");
            return strncmp(word, state, strlen(state)) == 0;
        }
        line = strchr(line, '\n');
        line = line ? line + 1 : NULL;
    }
    fail_msg("nothing is said of %s in:\n%s", what, o->out);
    return false;
}

static void all_is_looked_at(void **state)
{
    (void)state;
    struct outcome o;
    char path[512];
    program_run(&o, "doctor", NULL, NULL);
    assert_true(is_told(&o, "data", "ok"));
    // no display is named
    assert_true(is_told(&o, "screens", "weak"));
    assert_true(is_told(&o, "journal", "ok"));
    static const char *const REST[] = {"graphics", "fonts", "sound"};
    for (int i = 0; i < 3; i++)
        assert_true(is_told(&o, REST[i], "ok") || is_told(&o, REST[i], "weak") ||
                    is_told(&o, REST[i], "missing"));
    assert_string_equal(o.err, "");
    snprintf(path, sizeof path, "%s/deqi/sessions.db", program_folder());
    assert_int_equal(access(path, F_OK), -1);
}

static void what_is_missing_is_told(void **state)
{
    (void)state;
    struct outcome o;
    // a home that is a device
    program_run(&o, "doctor", NULL, "XDG_DATA_HOME=/dev/null/x HOME=/dev/null");
    assert_int_equal(o.status, 1);
    assert_true(is_told(&o, "journal", "missing"));
}

static void a_damaged_journal_is_left_alone(void **state)
{
    (void)state;
    struct outcome o;
    char text[64] = "";
    program_put("bad.db", "this is no journal", 18);
    char path[600], folder[512], move[2048];
    snprintf(path, sizeof path, "%s/bad.db", program_folder());
    snprintf(folder, sizeof folder, "%s/share/deqi", program_folder());
    snprintf(move, sizeof move, "mkdir -p %s && cp %s %s/sessions.db", folder, path,
             folder);
    assert_int_equal(system(move), 0);
    char environment[600];
    snprintf(environment, sizeof environment, "XDG_DATA_HOME=%s/share", program_folder());
    program_run(&o, "doctor", NULL, environment);
    assert_int_equal(o.status, 1);
    assert_true(is_told(&o, "journal", "missing"));
    snprintf(path, sizeof path, "%.500s/sessions.db", folder);
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    assert_non_null(fgets(text, sizeof text, f));
    fclose(f);
    assert_string_equal(text, "this is no journal");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_is_looked_at),
        cmocka_unit_test(what_is_missing_is_told),
        cmocka_unit_test(a_damaged_journal_is_left_alone),
    };
    return cmocka_run_group_tests(tests, program_setup, program_teardown);
}
