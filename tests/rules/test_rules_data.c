/* test_rules_data.c - the shipped rules are whole and translated, the engine knows none
 * of them by name, and bad rule files are refused where they are bad. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "base/file.h"
#include "catalog/catalog.h"
#include "catalog/cautions.h"
#include "fixture.h"
#include "text/text.h"

/* kept out of line: inlined, the compiler mistakes its result for a local's address */
__attribute__((noinline)) static char *read_all(const char *path)
{
    char *text = NULL;
    size_t size;
    struct error error;
    if (!file_read(path, 1 << 24, &text, &size, &error))
        fail_msg("%s: %s", path, error.text);
    return text;
}

// ---------------------------------------------------------------- what is there

static void every_statement_rule_and_caution_is_there(void **state)
{
    (void)state;
    static const char *const RULES[] = {
        "R01", "R02", "R02b", "R02c", "R03", "R03b", "R10", "R11", "R11b",
        "R12", "R13", "R14",  "R20",  "R21", "R22",  "R23", "R30", "R31",
        "R32", "R33", "R34",  "R35",  "R40", "R41",  "R50", "R51", "R60",
        "R61", "R63", "R64",  "R65",  "R66", "R70",  "R73", NULL};
    const struct rules *rules = engine_rules(fixture_engine());
    assert_int_equal(rules->n_statements, 16);
    assert_int_equal(rules->n_cautions, 33);
    for (int i = 0; RULES[i]; i++) {
        int k = 0;
        while (k < rules->n_rules && strcmp(rules->rules[k].id, RULES[i]) != 0)
            k++;
        if (k == rules->n_rules)
            fail_msg("rule %s is missing", RULES[i]);
    }
    for (int i = 0; i < rules->n_cautions; i++) {
        char prefix[16];
        snprintf(prefix, sizeof prefix, "SF%02d_", i + 1);
        assert_int_equal(strncmp(rules->cautions[i].id, prefix, 5), 0);
    }
    // the claims stand beside a sentence on the evidence
    static const char *const CLAIMS[] = {"S2", "S13", "S14", "S15", "S16"};
    for (size_t i = 0; i < sizeof CLAIMS / sizeof *CLAIMS; i++)
        for (int k = 0; k < rules->n_statements; k++)
            if (strcmp(rules->statements[k].id, CLAIMS[i]) == 0)
                assert_non_null(rules->statements[k].evidence.english);
}

static int compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* the source that a mark's depth gives for itself must be true */
static void marks_go_no_deeper_than_half_of_the_points(void **state)
{
    (void)state;
    struct error error = {0};
    const struct rules *rules = engine_rules(fixture_engine());
    struct catalog *catalog = catalog_load(DEQI_SOURCE_DIR, &error);
    double *depths = xcalloc((size_t)catalog->n_points, sizeof *depths);
    for (int r = 0; r < WORD_REGIONS; r++) {
        size_t n = 0;
        for (int i = 0; i < catalog->n_points; i++)
            // what is not needled has no depth
            if (rules_place(rules, catalog->point[i].region)->regions >> r & 1 &&
                catalog->point[i].needle.depth_cun[1] > 0)
                depths[n++] = catalog->point[i].needle.depth_cun[1];
        qsort(depths, n, sizeof *depths, compare_numbers);
        if (n && rules->regions[r].mark.depth_cun[1] > depths[(n - 1) / 2])
            fail_msg("marks at the %s go deeper than half of its points",
                     word_regions[r]);
    }
    free(depths);
    catalog_destroy(&catalog);
}

/* what the catalogue says of a point itself reaches the plan */
static void a_point_brings_its_own_cautions(void **state)
{
    (void)state;
    const struct rule_point *p = engine_point(fixture_engine(), "LU9");
    assert_non_null(p);
    assert_non_null(p->mind);
    assert_string_equal(p->mind_id, "point.LU9.cautions");
    p = engine_point(fixture_engine(), "EX-LE10");
    assert_int_equal(p->needles, 4);
    assert_null(engine_point(fixture_engine(), "EX-LE10.1"));
    assert_non_null(engine_point(fixture_engine(), "EX-B2.C5"));
    assert_null(engine_point(fixture_engine(), "EX-B2"));
}

static void the_shipped_rules_do_not_smell(void **state)
{
    (void)state;
    struct error error = {0};
    if (!engine_check(fixture_engine(), DEQI_SOURCE_DIR, &error))
        fail_msg("%s:%d: %s", error.file, error.line, error.text);
}

// ---------------------------------------------------------------- no names in the engine

static bool is_name(const char *token)
{
    const struct engine *engine = fixture_engine();
    const struct rules *rules = engine_rules(engine);
    if (engine_point(engine, token) || engine_has_caution(engine, token))
        return true;
    for (int i = 0; i < rules->n_rules; i++)
        if (strcmp(rules->rules[i].id, token) == 0)
            return true;
    for (int i = 0; i < rules->n_sets; i++)
        if (strcmp(rules->sets[i].id, token) == 0)
            return true;
    return strncmp(token, "SF", 2) == 0 && strlen(token) > 4 && token[4] == '_';
}

static void check_source(const char *path)
{
    static const char LETTERS[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.";
    char *text = read_all(path);
    for (char *p = text; *p;) {
        size_t n = strspn(p, LETTERS);
        char token[64];
        snprintf(token, sizeof token, "%.*s", (int)n, p);
        if (n && n < sizeof token && is_name(token))
            fail_msg("%s names %s", path, token);
        p += n ? n : 1;
    }
    free(text);
}

static void the_engine_knows_nothing_by_name(void **state)
{
    (void)state;
    DIR *dir = opendir(DEQI_SOURCE_DIR "/src/rules");
    assert_non_null(dir);
    int n = 0;
    for (struct dirent *entry; (entry = readdir(dir));) {
        size_t length = strlen(entry->d_name);
        char path[1024];
        if (length < 3 || strcmp(entry->d_name + length - 2, ".c") != 0)
            continue;
        snprintf(path, sizeof path, "%s/src/rules/%s", DEQI_SOURCE_DIR, entry->d_name);
        check_source(path);
        n++;
    }
    closedir(dir);
    assert_true(n > 8);
}

// ---------------------------------------------------------------- translations

struct translation {
    const struct texts *texts;
    int missing;
};

/* the names in braces must be the same in both languages */
static bool same_arguments(const char *english, const char *other)
{
    for (const char *p = strchr(english, '{'); p; p = strchr(p + 1, '{')) {
        char name[40];
        snprintf(name, sizeof name, "%.*s", (int)strcspn(p, "}") + 1, p);
        // the set of a reason may be left out where it does not read well
        if (!strstr(other, name) && strcmp(name, "{set}") != 0)
            return false;
    }
    for (const char *p = strchr(other, '{'); p; p = strchr(p + 1, '{')) {
        char name[40];
        snprintf(name, sizeof name, "%.*s", (int)strcspn(p, "}") + 1, p);
        if (!strstr(english, name))
            return false;
    }
    return true;
}

static void check_text(const char *id, const char *english, void *user)
{
    struct translation *t = user;
    if (!texts_has(t->texts, id)) {
        fprintf(stderr, "  not translated: %s: %s\n", id, english);
        t->missing++;
    } else if (!same_arguments(english, texts_get(t->texts, id, english))) {
        fprintf(stderr, "  other arguments: %s\n", id);
        t->missing++;
    }
}

/* ids that stand in the sources themselves: "plan.text.why" and the like */
static void check_source_ids(const char *path, struct translation *t)
{
    static const char *const PREFIXES[] = {"\"plan.",     "\"why.",    "\"mark.",
                                           "\"position.", "\"needle.", "\"card."};
    char *text = read_all(path);
    for (size_t i = 0; i < sizeof PREFIXES / sizeof *PREFIXES; i++)
        for (char *p = strstr(text, PREFIXES[i]); p; p = strstr(p + 1, PREFIXES[i])) {
            char id[80];
            snprintf(id, sizeof id, "%.*s", (int)strcspn(p + 1, "\""), p + 1);
            if (!strchr(id, '%') && !strchr(id, ' ') && !texts_has(t->texts, id)) {
                fprintf(stderr, "  not translated: %s\n", id);
                t->missing++;
            }
        }
    free(text);
}

static void the_shipped_cases_have_names_in_both_languages(void **state)
{
    (void)state;
    struct error error = {0};
    struct texts *texts = texts_load(DEQI_SOURCE_DIR, "zh-Hans", &error);
    struct case_record *record = malloc(sizeof *record);
    DIR *dir = opendir(DEQI_SOURCE_DIR "/assets/cases");
    int n = 0;
    assert_non_null(texts);
    assert_non_null(record);
    assert_non_null(dir);
    for (struct dirent *e; (e = readdir(dir));) {
        char path[1024];
        snprintf(path, sizeof path, "%s/assets/cases/%s", DEQI_SOURCE_DIR, e->d_name);
        if (!strstr(e->d_name, ".json"))
            continue;
        assert_true(case_load(path, fixture_engine(), record, &error));
        if (texts_label(texts, record->label) == record->label)
            fail_msg("zh-Hans has no name for \"%s\"", record->label);
        n++;
    }
    assert_true(n > 5);
    closedir(dir);
    free(record);
    texts_destroy(&texts);
}

static void everything_is_translated(void **state)
{
    (void)state;
    static const char *const WORDS[] = {"angle.perpendicular",
                                        "angle.oblique",
                                        "angle.transverse",
                                        "angle.prick",
                                        "role.primary",
                                        "role.adjunct",
                                        "role.complement",
                                        "role.added",
                                        "lamp.on",
                                        "lamp.conditional",
                                        "lamp.withheld",
                                        "action.block",
                                        "action.remove",
                                        "action.conditional",
                                        "action.caution",
                                        "action.info",
                                        NULL};
    static const char *const SOURCES[] = {
        "rules/assemble",  "rules/plan_says",  "rules/why",
        "views/plan_json", "views/plan_text",  "views/findings_text",
        "views/words",     "views/point_card", NULL};
    struct error error = {0};
    struct texts *texts = texts_load(DEQI_SOURCE_DIR, "zh-Hans", &error);
    if (!texts)
        fail_msg("%s: %s", error.file, error.text);
    struct translation t = {.texts = texts};
    rules_texts_each(engine_rules(fixture_engine()), check_text, &t);
    rules_words_each(check_text, &t);
    for (int i = 0; WORDS[i]; i++)
        check_text(WORDS[i], WORDS[i], &t);
    for (int i = 0; SOURCES[i]; i++) {
        char path[1024];
        snprintf(path, sizeof path, "%s/src/%s.c", DEQI_SOURCE_DIR, SOURCES[i]);
        check_source_ids(path, &t);
    }
    texts_destroy(&texts);
    assert_int_equal(t.missing, 0);
}

// ---------------------------------------------------------------- bad rule files

static const char *const FILES[] = {"drugs",      "traits", "regions", "sets",
                                    "statements", "trials", "rules",   "cautions"};

struct spoiled {
    const char *file, *from, *to, *says;
};

static const struct spoiled REFUSED[] = {
    {"sets", "\"KI3\"", "\"KI33\"", "not a point code"},
    {"sets", "\"KI6\"", "\"KI3\"", "twice"},
    {"sets", "\"YANG_FOREARM\"", "\"YANG_HAND\"", "two sets"},
    {"sets", "deqi/sets-1", "deqi/sets-9", "expected \"deqi/sets-1\""},
    {"traits", "\"LU9\"", "\"LU99\"", "not a point code"},
    {"regions", "\"zone\": \"neck\"", "\"zone\": \"throat\"", "expected one of arm"},
    {"regions", "\"sole\": {", "\"soles\": {", "unknown key \"soles\""},
    {"rules", "\"S10\"", "\"S99\"", "there is no statement"},
    {"rules", "\"local\": [\"YANG_HAND\"]", "\"local\": [\"YANG_HANDS\"]",
     "there is no set"},
    {"rules", "\"tenderness\"", "\"tendernes\"", "did you mean \"tenderness\""},
    {"rules", "[\"pronounced\"]", "[\"strong\"]", "expected one of pronounced"},
    {"rules", "\"rank\": 1", "\"rank\": 7", "expected 1 to 3"},
    {"rules", "\"clauses\"", "\"clause\"", "unknown key \"clause\""},
    {"rules", "{\"id\": \"R40\"", "{\"id\": \"R70\"", "two rules \"R70\""},
    {"rules", "\"reason\": \"Added by the clinician.\"", "\"name\": \"x\"",
     "without a \"reason\""},
    {"cautions", "\"refer\": \"Emergency department, now.\"", "\"action\": \"block\"",
     "where to \"refer\""},
    {"cautions", "\"do\": \"remove\"", "\"do\": \"drop\"",
     "expected one of remove, attach"},
    {"cautions", "\"below\": 0.5", "\"under\": 0.5", "unknown key \"under\""},
    {"cautions", "\"tags\": [\"near_lung\"]", "\"tags\": [\"lung\"]",
     "\"lung\" is not known"},
    {"cautions", "\"state\": \"withheld\"", "\"state\": \"off\"",
     "expected one of on, conditional, withheld"},
    {"cautions", "\"id\": \"SF02_IR_GENERAL\"", "\"id\": \"SF01_IR_INSENSATE\"",
     "two cautions"},
    {"cautions", "\"title\": \"Bleeding\"", "\"title\": \" \"", "is empty"},
    {"cautions", "\"evidence\": [\"case_series\"],", "", "has no \"evidence\""},
    {"cautions", "\"evidence\": [\"case_series\"]", "\"evidence\": [\"quiz\"]",
     "expected one of guideline"},
    {"cautions", "in the point's own direction, never straight",
     "toward the midline, never", "names a direction"},
    {"cautions", "\"turn\": {\"prone\": \"side\"}", "\"turn\": {\"prone\": \"flat\"}",
     "expected one of any"},
    {"cautions", "{\"do\": \"attach\", \"tags\": [\"spine_depth\"]",
     "{\"do\": \"attach\", \"final\": true, \"tags\": [\"spine_depth\"]",
     "removes nothing"},
    {"drugs", "\"drugs\": [", "\"drug\": [", "unknown key \"drug\""},
    {"trials", "\"LR3\", \"SP6\"", "\"LI3x\", \"SP6\"", "not a point code"},
    {"trials", "\"id\": \"JIANG_2006\"", "\"id\": \"ABUAISHA_1998\"", "two trials"},
    {"regions", "\"knee\": [", "\"shank\": [", "unknown key \"shank\""},
    {"statements", "\"text\": \"Peripheral", "\"txt\": \"Peripheral",
     "unknown key \"txt\""},
};

static const struct spoiled SMELLS[] = {
    {"rules", "\"src\": [\"S10\"], \"origin\": \"article surface",
     "\"src\": [], \"origin\": "
     "\"article surface",
     "names no statement"},
    {"rules", "{\"when\": {\"etiology\": [\"cervical_root\"]}, \"root\": \"cervical\"}",
     "{\"root\": \"cervical\"}", "is never reached"},
    {"rules", "\"affected\": [\"arm\"], \"not\": {\"affected\": [\"leg\"]}",
     "\"affected\": [\"arm\"], \"not\": {\"affected\": [\"arm\"]}", "no case can meet"},
    {"rules", "\"offer\": [\"YIN_PALM\"], ", "", "no rule uses it"},
    {"rules", "\"proximal\": [\"YIN_FOREARM\"], \"offer\": [\"YIN_PALM\"]",
     "\"proximal\": [\"YIN_WRIST\"], \"offer\": [\"YIN_PALM\"]", "is chosen twice"},
    {"rules", "\"exclude\": [", "\"exclude\": [\"YANG_HAND\", ",
     "R10 chooses from YANG_HAND where another rule excludes it"},
    {"rules", "{kinds} of the {region} ({side})", "{kind} of the {region} ({side})",
     "nothing fills {kind}"},
    {"rules", "\"other_side\": \"optional\"}",
     "\"other_side\": \"optional\", \"limits\": {\"per_limb_side\": 3, "
     "\"per_session\": 5}}",
     "says how many needles there may be already"},
    {"traits", "\"points\": [\"CV8\", ", "\"points\": [", "CV8 says of itself"},
    {"traits", "\"KI21\", \"LI4\"", "\"KI21\"", "LI4 says of itself"},
    {"sets", "\"parts\": [\"TE2\"]", "\"parts\": [\"LR2\"]",
     "LR2 is a part of another composite already"},
};

/* writes assets/rules with one text exchanged below `dir` */
static void spoil(const char *dir, const struct spoiled *s)
{
    char path[1024];
    struct error error;
    mkdir(dir, 0700);
    snprintf(path, sizeof path, "%s/assets", dir);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/assets/rules", dir);
    mkdir(path, 0700);
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
        snprintf(path, sizeof path, "%s/assets/rules/%s.json", DEQI_SOURCE_DIR, FILES[i]);
        char *text = read_all(path), *at;
        size_t size = strlen(text), from = strlen(s->from), to = strlen(s->to);
        char *out = xmalloc(size + to + 1);
        memcpy(out, text, size + 1);
        if (strcmp(FILES[i], s->file) == 0) {
            at = strstr(text, s->from);
            if (!at)
                fail_msg("%s.json does not hold %s", s->file, s->from);
            size_t head = (size_t)(at - text);
            memcpy(out + head, s->to, to);
            memcpy(out + head + to, at + from, size - head - from + 1);
            size += to - from;
        }
        snprintf(path, sizeof path, "%s/assets/rules/%s.json", dir, FILES[i]);
        if (!file_write(path, out, size, &error))
            fail_msg("%s", error.text);
        free(out);
        free(text);
    }
}

static void remove_spoiled(const char *dir)
{
    char path[1024];
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
        snprintf(path, sizeof path, "%s/assets/rules/%s.json", dir, FILES[i]);
        remove(path);
    }
    static const char *const DIRS[] = {"/assets/rules", "/assets", ""};
    for (size_t i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s%s", dir, DIRS[i]);
        remove(path);
    }
}

static void bad_rule_files_are_refused(void **state)
{
    (void)state;
    char dir[] = "/tmp/deqi-rules-XXXXXX";
    assert_non_null(mkdtemp(dir));
    struct error error = {0};
    struct catalog *catalog = catalog_load(DEQI_SOURCE_DIR, &error);
    for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) {
        spoil(dir, &REFUSED[i]);
        error = (struct error){0};
        struct engine *engine = engine_load(dir, catalog, &error);
        if (engine || !strstr(error.text, REFUSED[i].says) || !error.line ||
            !error.column || !strstr(error.file, REFUSED[i].file))
            fail_msg("%s for %s: %s:%d:%d: %s", REFUSED[i].to, REFUSED[i].from,
                     error.file, error.line, error.column, error.text);
    }
    catalog_destroy(&catalog);
    remove_spoiled(dir);
}

static void rules_that_smell_are_named(void **state)
{
    (void)state;
    char dir[] = "/tmp/deqi-rules-XXXXXX";
    assert_non_null(mkdtemp(dir));
    struct error error = {0};
    struct catalog *catalog = catalog_load(DEQI_SOURCE_DIR, &error);
    for (size_t i = 0; i < sizeof SMELLS / sizeof *SMELLS; i++) {
        spoil(dir, &SMELLS[i]);
        struct engine *engine = engine_load(dir, catalog, &error);
        if (!engine)
            fail_msg("%s:%d: %s", error.file, error.line, error.text);
        if (engine_check(engine, dir, &error) || !strstr(error.text, SMELLS[i].says) ||
            !error.line || !error.column || !strstr(error.file, ".json"))
            fail_msg("%s: %s:%d:%d: %s", SMELLS[i].says, error.file, error.line,
                     error.column, error.text);
        engine_destroy(&engine);
    }
    catalog_destroy(&catalog);
    remove_spoiled(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_statement_rule_and_caution_is_there),
        cmocka_unit_test(marks_go_no_deeper_than_half_of_the_points),
        cmocka_unit_test(a_point_brings_its_own_cautions),
        cmocka_unit_test(the_shipped_rules_do_not_smell),
        cmocka_unit_test(the_engine_knows_nothing_by_name),
        cmocka_unit_test(everything_is_translated),
        cmocka_unit_test(the_shipped_cases_have_names_in_both_languages),
        cmocka_unit_test(bad_rule_files_are_refused),
        cmocka_unit_test(rules_that_smell_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, fixture_close);
}
