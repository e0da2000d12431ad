/* test_rules_golden.c - whole plans as people read them, word for word.
 *
 * With DEQI_UPDATE_GOLDEN set the texts are written anew instead; read the difference
 * before committing it. What was printed instead stays in the build folder.
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
#include "views/plan_text.h"

struct golden {
    const char *folder, *name, *lang;
};

static const struct golden TABLE[] = {
    {"assets/cases", "diabetic_soles", "en"},
    {"assets/cases", "cervical_thumb", "en"},
    {"assets/cases", "cervical_thumb", "zh-Hans"},
    {"assets/cases", "chemotherapy_hands_feet", "en"},
    {"assets/cases", "lumbar_marks", "en"},
    {"assets/cases", "pregnancy_hand_sole", "en"},
    {"assets/cases", "hiv_stocking_glove", "en"},
    {"assets/cases", "red_flag_blocked", "en"},
    {"tests/rules/golden", "diabetic_ulcer", "en"},
    {"tests/rules/golden", "chemo_low_counts", "en"},
    {"tests/rules/golden", "chemo_low_counts", "zh-Hans"},
    {"tests/rules/golden", "root_both_limbs", "en"},
    {"tests/rules/golden", "no_rule", "en"},
    {"tests/rules/golden", "additions", "en"},
    {"tests/rules/golden", "counts_blocked", "en"},
};

static char *print_plan(const struct golden *g, size_t *size)
{
    char path[1024], *text = NULL;
    struct error error = {0};
    struct case_record *record = xcalloc(1, sizeof *record);
    struct texts *texts = texts_load(DEQI_SOURCE_DIR, g->lang, &error);
    snprintf(path, sizeof path, "%s/%s/%s.json", DEQI_SOURCE_DIR, g->folder, g->name);
    if (!texts || !case_load(path, fixture_frozen_engine(), record, &error))
        fail_msg("%s:%d: %s", error.file, error.line, error.text);
    struct arena *arena = arena_create();
    struct plan plan;
    engine_plan(fixture_frozen_engine(), record, arena, &plan);
    FILE *out = open_memstream(&text, size);
    plan_text(&plan, record, NULL, texts, out);
    fclose(out);
    arena_destroy(&arena);
    texts_destroy(&texts);
    free(record);
    return text;
}

static int first_difference(const char *a, const char *b)
{
    int line = 1;
    for (; *a && *a == *b; a++, b++)
        line += *a == '\n';
    return line;
}

static void check(const struct golden *g)
{
    char path[1024], actual[1024], *wanted;
    size_t size, wanted_size;
    struct error error = {0};
    char *text = print_plan(g, &size);
    snprintf(path, sizeof path, "%s/tests/rules/golden/%s.%s.txt", DEQI_SOURCE_DIR,
             g->name, g->lang);
    snprintf(actual, sizeof actual, "%s/%s.%s.txt", DEQI_BINARY_DIR, g->name, g->lang);
    if (getenv("DEQI_UPDATE_GOLDEN")) {
        assert_true(file_write(path, text, size, &error));
    } else {
        if (!file_read(path, 1 << 20, &wanted, &wanted_size, &error))
            fail_msg("%s: %s", path, error.text);
        if (size != wanted_size || memcmp(text, wanted, size) != 0) {
            file_write(actual, text, size, &error);
            fail_msg("%s differs from line %d; see %s", path,
                     first_difference(text, wanted), actual);
        }
        free(wanted);
    }
    // no template was left standing, and nothing promises or calls a depth safe
    static const char *const NEVER[] = {"{", "}", "safe depth", "will cure", "guarantee"};
    for (size_t i = 0; i < sizeof NEVER / sizeof *NEVER; i++)
        if (strstr(text, NEVER[i]))
            fail_msg("%s holds \"%s\"", path, NEVER[i]);
    free(text);
}

static void whole_plans_read_as_they_should(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof TABLE / sizeof *TABLE; i++)
        check(&TABLE[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(whole_plans_read_as_they_should)};
    return cmocka_run_group_tests(tests, NULL, fixture_close);
}
