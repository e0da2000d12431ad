#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/catalog.h"
#include "rules/plan_json.h"

static struct engine *engine;

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

void fixture_close(void)
{
    engine_destroy(&engine);
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
    plan_make(fixture_engine(), record, arena, &plan);
    json_t *out = plan_json(&plan, NULL);
    arena_destroy(&arena);
    free(record);
    free(text);
    return out;
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
