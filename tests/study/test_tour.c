/* Tours: everything that a step names is there, and both languages say it all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "catalog/rules.h"
#include "rules/engine.h"
#include "scene/scene.h"
#include "study/questions.h"
#include "study/tours.h"
#include "text/text.h"

static struct {
    struct catalog *catalog;
    struct engine *engine;
    struct tours *tours;
} it;

static int set_up(void **state)
{
    (void)state;
    struct error error = {0};
    it.catalog = catalog_load(DEQI_SOURCE_DIR, &error);
    it.engine = it.catalog ? engine_load(DEQI_SOURCE_DIR, it.catalog, &error) : NULL;
    it.tours = it.catalog ? tours_load(DEQI_SOURCE_DIR, it.catalog, &error) : NULL;
    if (!it.engine || !it.tours) {
        error_print(&error, stderr);
        return -1;
    }
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    tours_destroy(&it.tours);
    engine_destroy(&it.engine);
    catalog_destroy(&it.catalog);
    return 0;
}

static bool is_statement(const char *id)
{
    const struct rules *rules = engine_rules(it.engine);
    for (int i = 0; i < rules->n_statements; i++)
        if (strcmp(rules->statements[i].id, id) == 0)
            return true;
    return false;
}

/* a statement that is a claim is never told without what is known of it */
static bool is_claim(const char *id)
{
    const struct rules *rules = engine_rules(it.engine);
    for (int i = 0; i < rules->n_statements; i++)
        if (strcmp(rules->statements[i].id, id) == 0)
            return rules->statements[i].evidence.english != NULL;
    return false;
}

static void check_step(const struct tour_step *s)
{
    assert_true(s->id[0]);
    assert_true(s->point || s->title.english[0]);
    assert_true(s->text.english[0]);
    const char *bad;
    if (s->layers[0])
        assert_true(layers_parse(s->layers, &bad) != 0);
    for (const char *const *id = s->statements; *id; id++) {
        assert_true(is_statement(*id));
        if (is_claim(*id))
            assert_non_null(s->evidence.english);
    }
    if (!s->case_text)
        return;
    struct case_record *r = calloc(1, sizeof *r);
    struct arena *arena = arena_create();
    struct plan plan;
    struct error error = {0};
    if (!case_parse(s->id, s->case_text, strlen(s->case_text), it.engine, r, &error))
        fail_msg("%s: %s", s->id, error.text);
    engine_plan(it.engine, r, arena, &plan);
    assert_int_equal(plan.status, PLAN_READY);
    assert_true(s->show == TOUR_SYMPTOMS || plan.n_points > 0);
    if (s->show == TOUR_LAMP)
        assert_int_equal(plan.session.infrared, PLAN_LAMP_ON);
    arena_destroy(&arena);
    free(r);
}

static void every_step_refers_to_what_is_there(void **state)
{
    (void)state;
    assert_true(it.tours->n_written >= 3);
    for (int i = 0; i < it.tours->n; i++)
        for (int k = 0; k < it.tours->tour[i].n_steps; k++)
            check_step(&it.tours->tour[i].step[k]);
}

static void the_article_is_told_whole(void **state)
{
    (void)state;
    const struct tour *t = tours_find(it.tours, "article");
    assert_non_null(t);
    assert_in_range(t->n_steps, 6, 10);
    assert_true(t->source[0]);
    const struct rules *rules = engine_rules(it.engine);
    for (int i = 0; i < rules->n_statements; i++) {
        bool told = false;
        for (int k = 0; k < t->n_steps; k++)
            for (const char *const *id = t->step[k].statements; *id; id++)
                told = told || strcmp(*id, rules->statements[i].id) == 0;
        print_message("%s\n", rules->statements[i].id);
        assert_true(told);
    }
}

static void each_channel_has_a_tour_of_all_its_points(void **state)
{
    (void)state;
    assert_int_equal(it.tours->n - it.tours->n_written, 14);
    int points = 0;
    for (int i = it.tours->n_written; i < it.tours->n; i++) {
        const struct tour *t = &it.tours->tour[i];
        assert_null(t->step[0].point);
        for (int k = 1; k < t->n_steps; k++) {
            assert_string_equal(t->step[k].point->channel, t->channel->id);
            assert_ptr_equal(t->step[k].channel, t->channel);
        }
        points += t->n_steps - 1;
    }
    assert_int_equal(points, 361);
}

static void has_text(const char *id, const char *english, void *texts)
{
    assert_true(english[0]);
    if (!texts_has(texts, id))
        fail_msg("zh-Hans has no %s", id);
}

static void both_languages_say_it_all(void **state)
{
    (void)state;
    struct error error = {0};
    struct texts *texts = texts_load(DEQI_SOURCE_DIR, "zh-Hans", &error);
    struct questions *q = questions_load(DEQI_SOURCE_DIR, it.catalog, &error);
    assert_non_null(texts);
    assert_non_null(q);
    tours_texts_each(it.tours, has_text, texts);
    questions_texts_each(q, has_text, texts);
    questions_destroy(&q);
    texts_destroy(&texts);
}

// ---------------------------------------------------------------- what is refused

static const struct {
    const char *text, *complaint;
} BAD[] = {
    {"{\"schema\": \"deqi/tour-2\"}", "deqi/tour-1"},
    {"{\"schema\": \"deqi/tour-1\", \"id\": \"x\", \"order\": 1, \"title\": \"X\", "
     "\"steps\": []}",
     "empty"},
    {"{\"schema\": \"deqi/tour-1\", \"id\": \"x\", \"order\": 1, \"title\": \"X\", "
     "\"steps\": [{\"id\": \"a\", \"title\": \"A\", \"text\": \"A\", "
     "\"camera\": {\"point\": \"KI99\"}}]}",
     "KI99"},
    {"{\"schema\": \"deqi/tour-1\", \"id\": \"x\", \"order\": 1, \"title\": \"X\", "
     "\"steps\": [{\"id\": \"a\", \"title\": \"A\", \"text\": \"A\", "
     "\"camera\": {\"region\": \"tail\"}}]}",
     "tail"},
    {"{\"schema\": \"deqi/tour-1\", \"id\": \"x\", \"order\": 1, \"title\": \"X\", "
     "\"steps\": [{\"id\": \"a\", \"title\": \"A\", \"text\": \"A\", "
     "\"camera\": {\"view\": \"front\", \"channel\": \"BL\"}}]}",
     "second"},
    {"{\"schema\": \"deqi/tour-1\", \"id\": \"x\", \"order\": 1, \"title\": \"X\", "
     "\"steps\": [{\"id\": \"a\", \"title\": \"A\", \"text\": \"A\", "
     "\"camera\": {\"plan\": true}}]}",
     "no case"},
    {"{\"schema\": \"deqi/tour-1\", \"id\": \"x\", \"order\": 1, \"title\": \"X\", "
     "\"steps\": [{\"id\": \"a\", \"title\": \"A\", \"text\": \"A\", "
     "\"colour\": \"red\"}]}",
     "colour"},
    {"{\"schema\": \"deqi/tour-1\", \"id\": \"a\", \"order\": 1, \"title\": \"A\", "
     "\"steps\": [{\"id\": \"a\", \"title\": \"A\", \"text\": \"A\", "
     "\"isolate\": \"leg.L,tail\"}]}",
     "leg.L,tail"},
};

static void bad_tours_are_refused_at_their_place(void **state)
{
    (void)state;
    char folder[] = "/tmp/deqi-tour-XXXXXX", path[128], command[128];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/assets", folder);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/assets/tours", folder);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/assets/tours/bad.json", folder);
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        struct error error = {0};
        assert_true(file_write(path, BAD[i].text, strlen(BAD[i].text), &error));
        assert_null(tours_load(folder, it.catalog, &error));
        print_message("%s:%d:%d: %s\n", error.file, error.line, error.column, error.text);
        assert_non_null(strstr(error.text, BAD[i].complaint));
        assert_true(error.line > 0);
    }
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_step_refers_to_what_is_there),
        cmocka_unit_test(the_article_is_told_whole),
        cmocka_unit_test(each_channel_has_a_tour_of_all_its_points),
        cmocka_unit_test(both_languages_say_it_all),
        cmocka_unit_test(bad_tours_are_refused_at_their_place),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
