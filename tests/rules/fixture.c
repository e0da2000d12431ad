#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/catalog.h"
#include "catalog/rules.h"
#include "views/plan_json.h"

static struct engine *engine, *frozen;

static _Noreturn void give_up(const struct error *error)
{
    error_print(error, stderr);
    exit(1);
}

const struct engine *fixture_engine(void)
{
    struct error error = {0};
    if (engine)
        return engine;
    struct catalog *catalog = catalog_load(DEQI_SOURCE_DIR, &error);
    engine = catalog ? engine_load(DEQI_SOURCE_DIR, catalog, &error) : NULL;
    catalog_destroy(&catalog);
    if (!engine)
        give_up(&error);
    return engine;
}

static int word(const json_t *point, const char *key, const char *const *words)
{
    int i = rules_word_find(words, json_string_value(json_object_get(point, key)));
    return i < 0 ? 0 : i;
}

static struct rule_point point_of(const json_t *p)
{
    const json_t *depth = json_object_get(p, "depth_cun");
    return (struct rule_point){
        .code = json_string_value(json_object_get(p, "code")),
        .pinyin = json_string_value(json_object_get(p, "pinyin")),
        .hanzi = json_string_value(json_object_get(p, "hanzi")),
        .region = json_string_value(json_object_get(p, "region")),
        .depth_cun = {json_number_value(json_array_get(depth, 0)),
                      json_number_value(json_array_get(depth, 1))},
        .angle = (enum plan_angle)word(p, "angle", rules_angles),
        .position = (enum plan_position)word(p, "position", rules_positions),
        .needles = (int)json_integer_value(json_object_get(p, "needles")),
        .midline = json_is_true(json_object_get(p, "midline"))};
}

const struct engine *fixture_frozen_engine(void)
{
    struct error error = {0};
    if (frozen)
        return frozen;
    json_t *list = json_load_file(DEQI_SOURCE_DIR "/tests/rules/points.json", 0, NULL);
    size_t n = json_array_size(list);
    struct rule_point *points = xcalloc(n, sizeof *points);
    for (size_t i = 0; i < n; i++)
        points[i] = point_of(json_array_get(list, i));
    frozen = engine_create(DEQI_SOURCE_DIR, points, (int)n, &error);
    free(points);
    json_decref(list);
    if (!frozen)
        give_up(&error);
    return frozen;
}

int fixture_close(void **state)
{
    (void)state;
    engine_destroy(&engine);
    engine_destroy(&frozen);
    return 0;
}

json_t *fixture_plan(const json_t *case_json)
{
    struct error error = {0};
    struct case_record *record = xcalloc(1, sizeof *record);
    char *text = json_dumps(case_json, 0);
    if (!case_parse("case", text, strlen(text), fixture_engine(), record, &error)) {
        fprintf(stderr, "%s\n", text);
        give_up(&error);
    }
    struct arena *arena = arena_create();
    struct plan plan;
    engine_plan(fixture_engine(), record, arena, &plan);
    json_t *out = plan_json(&plan, NULL, NULL);
    arena_destroy(&arena);
    free(record);
    free(text);
    return out;
}

bool fixture_refuses(const json_t *case_json, char *message, size_t size)
{
    struct error error = {0};
    struct case_record *record = xcalloc(1, sizeof *record);
    char *text = json_dumps(case_json, 0);
    bool read = case_parse("case", text, strlen(text), fixture_engine(), record, &error);
    snprintf(message, size, "%s", read ? "accepted" : error.text);
    free(record);
    free(text);
    return !read;
}

const char *fixture_name(const json_t *point)
{
    static char name[64];
    const char *code = json_string_value(json_object_get(point, "code"));
    if (!code)
        code = json_string_value(json_object_get(point, "region"));
    snprintf(name, sizeof name, "%s.%s", code,
             json_string_value(json_object_get(point, "side")));
    return name;
}

json_t *fixture_find(const json_t *plan, const char *list, const char *name)
{
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(plan, list), i, item)
    {
        if (strcmp(fixture_name(item), name) == 0)
            return item;
    }
    return NULL;
}
