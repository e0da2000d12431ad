/* test_rules_limits.c - the data hold more than the shipped ones do, on purpose.
 *
 * The engine answers "too much" in one way: what can grow grows, and what has a bound is
 * refused when it is read, with its place. Nothing is dropped in silence, nothing aborts.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "catalog/catalog.h"
#include "catalog/cautions.h"
#include "fixture.h"

static const char *const FILES[] = {"drugs",      "traits", "regions", "sets",
                                    "statements", "trials", "rules",   "cautions"};
enum { N_FILES = sizeof FILES / sizeof *FILES };

static char dir[] = "/tmp/deqi-limits-XXXXXX";
static json_t *doc[N_FILES];
static struct catalog *catalog;
static struct arena *arena;
static struct case_record *record;

static json_t *file(const char *name)
{
    for (int i = 0; i < N_FILES; i++)
        if (strcmp(FILES[i], name) == 0)
            return doc[i];
    return NULL;
}

static int set_up(void **state)
{
    (void)state;
    struct error error = {0};
    char path[1024];
    assert_non_null(mkdtemp(strcpy(dir, "/tmp/deqi-limits-XXXXXX")));
    snprintf(path, sizeof path, "%s/assets", dir);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/assets/rules", dir);
    mkdir(path, 0700);
    for (int i = 0; i < N_FILES; i++) {
        snprintf(path, sizeof path, "%s/assets/rules/%s.json", DEQI_SOURCE_DIR, FILES[i]);
        doc[i] = json_load_file(path, 0, NULL);
        assert_non_null(doc[i]);
    }
    catalog = catalog_load(DEQI_SOURCE_DIR, &error);
    assert_non_null(catalog);
    arena = arena_create();
    record = xcalloc(1, sizeof *record);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    char path[1024];
    for (int i = 0; i < N_FILES; i++) {
        snprintf(path, sizeof path, "%s/assets/rules/%s.json", dir, FILES[i]);
        remove(path);
        json_decref(doc[i]);
    }
    snprintf(path, sizeof path, "%s/assets/rules", dir);
    remove(path);
    snprintf(path, sizeof path, "%s/assets", dir);
    remove(path);
    remove(dir);
    catalog_destroy(&catalog);
    arena_destroy(&arena);
    free(record);
    return 0;
}

static struct engine *load(struct error *error)
{
    char path[1024];
    for (int i = 0; i < N_FILES; i++) {
        snprintf(path, sizeof path, "%s/assets/rules/%s.json", dir, FILES[i]);
        assert_int_equal(json_dump_file(doc[i], path, JSON_INDENT(1)), 0);
    }
    *error = (struct error){0};
    return engine_load(dir, catalog, error);
}

static struct plan plan_of(struct engine *engine, const char *case_text)
{
    struct error error = {0};
    struct plan plan;
    if (!case_parse("case", case_text, strlen(case_text), engine, record, &error))
        fail_msg("%s", error.text);
    engine_plan(engine, record, arena, &plan);
    return plan;
}

/* refused, and where */
static void refuse(const char *name, const char *says)
{
    struct error error;
    struct engine *engine = load(&error);
    if (engine || !strstr(error.text, says) || !strstr(error.file, name) ||
        error.line < 1 || error.column < 1)
        fail_msg("%s:%d:%d: %s", error.file, error.line, error.column, error.text);
}

#define HEAD "{\"schema\":\"deqi/case-1\",\"etiology\":"
#define SOLE                                                                             \
    "\"symptoms\":[{\"region\":\"sole\",\"side\":\"R\",\"kinds\":[\"numbness\"]}]"

static json_t *with_id(const char *name, const char *list, const char *id)
{
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(file(name), list), i, item)
    {
        if (strcmp(json_string_value(json_object_get(item, "id")), id) == 0)
            return item;
    }
    return NULL;
}

// ---------------------------------------------------------------- what grows

/* the third overwrote the flag behind the array: "Seated", and no point */
static void many_complements(void **state)
{
    (void)state;
    static const char *const WARMED[] = {"neck",       "shoulder",     "upper_arm",
                                         "palm",       "hand_dorsum",  "thigh_lateral",
                                         "leg_medial", "leg_anterior", "ankle"};
    enum { MORE = sizeof WARMED / sizeof *WARMED };
    struct error error;
    json_t *rules = json_object_get(file("rules"), "rules");
    for (int i = 0; i < MORE; i++) {
        json_t *copy = json_deep_copy(with_id("rules", "rules", "R31"));
        char id[32];
        snprintf(id, sizeof id, "R9%d", i);
        json_object_set_new(copy, "id", json_string(id));
        json_t *clause = json_array_get(json_object_get(copy, "clauses"), 0);
        json_object_set_new(json_object_get(clause, "complement"), "lamp_region",
                            json_string(WARMED[i]));
        json_array_append_new(rules, copy);
    }
    struct engine *engine = load(&error);
    if (!engine)
        fail_msg("%s", error.text);
    struct plan plan = plan_of(engine, HEAD "\"lumbosacral_root\"," SOLE
                                            ",\"findings\":{\"red_flags\":[]}}");
    assert_int_equal(plan.status, PLAN_READY);
    assert_non_null(plan_find(&plan, "GV3", 'M'));
    assert_non_null(plan_find(&plan, "KI3", 'R'));
    engine_destroy(&engine);
}

/* the thirteenth was dropped in silence, its cap of the depth with it */
static void many_effects_on_one_point(void **state)
{
    (void)state;
    struct error error;
    json_t *cautions = json_object_get(file("cautions"), "cautions");
    int n = RULES_CAUTIONS_MAX - (int)json_array_size(cautions);
    for (int i = 0; i < n; i++) {
        char id[32];
        snprintf(id, sizeof id, "SF%d_MORE", 70 + i);
        json_t *effect =
            json_pack("{s:s,s:b,s:s}", "do", "attach", "everywhere", 1, "mind", "a note");
        if (i == n - 1)
            json_object_set_new(effect, "depth_cap_cun", json_real(0.2));
        json_array_append_new(
            cautions,
            json_pack("{s:s,s:s,s:s,s:s,s:[s],s:s,s:{s:b},s:[{s:s}],s:[o]}", "id", id,
                      "title", "t", "action", "caution", "source", "s", "evidence",
                      "guideline", "verification", "none", "when", "thin", 1, "levels",
                      "text", "t", "points", effect));
    }
    struct engine *engine = load(&error);
    if (!engine)
        fail_msg("%s", error.text);
    struct plan plan =
        plan_of(engine, HEAD "\"diabetes\"," SOLE ",\"findings\":{\"thin\":true}}");
    const struct plan_point *p = plan_find(&plan, "SP9", 'R');
    assert_non_null(p);
    assert_true(p->depth_cun[1] <= 0.2 + 1e-9);
    assert_true(p->n_minds >= n);
    assert_true(plan.n_cautions > n);
    engine_destroy(&engine);
}

/* aborted: "Assertion '*n < WORK_PICKS_MAX' failed" */
static void a_set_of_all_points(void **state)
{
    (void)state;
    struct error error;
    json_t *points = json_array();
    for (int i = 0; engine_code(fixture_engine(), i); i++)
        json_array_append_new(points, json_string(engine_code(fixture_engine(), i)));
    size_t n = json_array_size(points);
    json_array_append_new(json_object_get(file("sets"), "sets"),
                          json_pack("{s:s,s:s,s:s,s:o}", "id", "ALL_OF_IT", "label",
                                    "all", "source", "x", "points", points));
    json_t *clause;
    size_t i;
    json_array_foreach(json_object_get(with_id("rules", "rules", "R21"), "clauses"), i,
                       clause)
    {
        json_object_set_new(json_object_get(clause, "choose"), "offer",
                            json_pack("[s]", "ALL_OF_IT"));
    }
    struct engine *engine = load(&error);
    if (!engine)
        fail_msg("%s", error.text);
    struct plan plan = plan_of(engine, HEAD "\"diabetes\"," SOLE "}");
    assert_true((size_t)(plan.n_optional + plan.n_removed_optional) > n - 30);
    engine_destroy(&engine);
}

/* and none of what is asked or said is lost */
static void many_questions_and_notes(void **state)
{
    (void)state;
    enum { MORE = 300 };
    struct error error;
    json_t *asks = json_array(), *notes = json_array();
    for (int i = 0; i < MORE; i++) {
        char id[32];
        snprintf(id, sizeof id, "more_%d", i);
        json_array_append_new(asks,
                              json_pack("{s:s,s:s}", "id", id, "text", "Is it so?"));
        json_array_append_new(notes, json_pack("{s:s}", "text", "It is so."));
    }
    json_t *clause =
        json_array_get(json_object_get(with_id("rules", "rules", "R62"), "clauses"), 0);
    json_object_set_new(clause, "asks", asks);
    json_object_set_new(clause, "notes", notes);
    struct engine *engine = load(&error);
    if (!engine)
        fail_msg("%s", error.text);
    struct plan plan = plan_of(engine, HEAD "\"diabetes\"," SOLE "}");
    assert_true(plan.n_questions >= MORE && plan.n_notes >= MORE);
    engine_destroy(&engine);
}

// ---------------------------------------------------------------- what is refused

static void too_many_cautions(void **state)
{
    (void)state;
    json_t *cautions = json_object_get(file("cautions"), "cautions");
    while (json_array_size(cautions) <= RULES_CAUTIONS_MAX)
        json_array_append(cautions, json_array_get(cautions, 0));
    refuse("cautions.json", "expected at most 60");
}

static void too_many_effects(void **state)
{
    (void)state;
    json_t *points =
        json_object_get(with_id("cautions", "cautions", "SF24_ORGANS"), "points");
    while (json_array_size(points) <= RULES_EFFECTS_MAX)
        json_array_append(points, json_array_get(points, 0));
    refuse("cautions.json", "expected at most 60");
}

static void too_many_tags(void **state)
{
    (void)state;
    json_t *tags = json_object_get(file("traits"), "tags");
    for (int i = 0; json_object_size(tags) < 64; i++) {
        char name[32];
        snprintf(name, sizeof name, "tag_%d", i);
        json_object_set(tags, name, json_object_get(tags, "heart"));
    }
    refuse("traits.json", "expected at most 63");
}

static void too_many_parts(void **state)
{
    (void)state;
    json_t *parts = json_object_get(file("regions"), "parts");
    while (json_array_size(parts) < 64)
        json_array_append_new(parts, json_string("part"));
    refuse("regions.json", "expected at most 63");
}

static void too_many_drug_classes(void **state)
{
    (void)state;
    json_t *classes = json_object_get(file("drugs"), "classes");
    for (int i = 0; json_object_size(classes) < 64; i++) {
        char name[32];
        snprintf(name, sizeof name, "class_%d", i);
        json_object_set(classes, name, json_object_get(classes, "taxane"));
    }
    refuse("drugs.json", "expected at most 63");
}

static void too_many_terms(void **state)
{
    (void)state;
    json_t *when = json_object();
    for (int i = 0; i < RULES_TERMS_MAX + 2; i++)
        json_object_set_new(when, rules_word_fact_name(FACT_FLAGS + i % WORD_FLAGS),
                            json_true());
    json_object_set_new(when, "chronic", json_true());
    json_object_set_new(when, "etiology", json_pack("[s]", "hiv"));
    json_object_set_new(when, "tenderness", json_pack("[s]", "none"));
    json_object_set_new(with_id("cautions", "cautions", "SF24_ORGANS"), "when", when);
    refuse("cautions.json", "asks for more than");
}

#define LIMIT(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LIMIT(many_complements),      LIMIT(many_effects_on_one_point),
        LIMIT(a_set_of_all_points),   LIMIT(many_questions_and_notes),
        LIMIT(too_many_cautions),     LIMIT(too_many_effects),
        LIMIT(too_many_tags),         LIMIT(too_many_parts),
        LIMIT(too_many_drug_classes), LIMIT(too_many_terms)};
    return cmocka_run_group_tests(tests, NULL, fixture_close);
}
