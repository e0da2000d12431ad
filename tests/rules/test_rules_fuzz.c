/* test_rules_fuzz.c - a short, fixed run of the fuzz target: shipped files, changed a
 * little. It shows that nothing crashes (under the sanitizers: that nothing is read or
 * written astray).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "fixture.h"
#include "fuzz_case.h"

static uint64_t state = 20261123;

static unsigned next(unsigned n)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)((state >> 33) % n);
}

/* one to four changes: a byte, a piece doubled, a piece left out, a word put in */
static size_t change(char *text, size_t n, size_t room)
{
    static const char *const WORDS[] = {"null",  "[]",    "{}",      "-1",
                                        "1e400", "\"\"",  "true",    "\"L\"",
                                        "\"M\"", "99999", "\"KI3\"", ","};
    for (unsigned k = 1 + next(4); k > 0 && n > 8; k--) {
        size_t at = next((unsigned)n), length = 1 + next(12);
        if (at + length > n)
            length = n - at;
        const char *word = WORDS[next(sizeof WORDS / sizeof *WORDS)];
        size_t m = strlen(word);
        switch (next(4)) {
        case 0:
            text[at] = (char)next(256);
            break;
        case 1:
            if (n + length < room) {
                memmove(text + at + length, text + at, n - at);
                n += length;
            }
            break;
        case 2:
            memmove(text + at, text + at + length, n - at - length);
            n -= length;
            break;
        default:
            if (n + m < room) {
                memmove(text + at + m, text + at, n - at);
                memcpy(text + at, word, m);
                n += m;
            }
        }
    }
    return n;
}

static void fuzz_file(const char *path, int kind, int rounds)
{
    char full[512], *text;
    size_t size;
    struct error error;
    snprintf(full, sizeof full, "%s/%s", DEQI_SOURCE_DIR, path);
    assert_true(file_read(full, 1 << 22, &text, &size, &error));
    char *copy = xmalloc(size + 256);
    for (int i = 0; i < rounds; i++) {
        copy[0] = (char)kind;
        memcpy(copy + 1, text, size);
        size_t n = i ? change(copy + 1, size, size + 255) : size;
        LLVMFuzzerTestOneInput((const uint8_t *)copy, n + 1);
    }
    free(copy);
    free(text);
}

static void changed_cases_do_no_harm(void **unused)
{
    (void)unused;
    fuzz_file("assets/cases/cervical_thumb.json", 0, 2000);
    fuzz_file("assets/cases/lumbar_marks.json", 0, 2000);
    fuzz_file("assets/cases/pregnancy_hand_sole.json", 0, 2000);
}

static void changed_rules_do_no_harm(void **unused)
{
    (void)unused;
    // the kind is a byte from 128 up; its remainder by 6 names the file
    fuzz_file("assets/rules/traits.json", 132, 60);
    fuzz_file("assets/rules/regions.json", 133, 60);
    fuzz_file("assets/rules/sets.json", 128, 60);
    fuzz_file("assets/rules/statements.json", 129, 60);
    fuzz_file("assets/rules/rules.json", 130, 150);
    fuzz_file("assets/rules/cautions.json", 131, 150);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(changed_cases_do_no_harm),
                                       cmocka_unit_test(changed_rules_do_no_harm)};
    return cmocka_run_group_tests(tests, NULL, fixture_close);
}
