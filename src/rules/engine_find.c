/* engine_find.c - what an engine is asked for: its points by code, its cautions, its
 * rules. */
#include <string.h>

#include "rules/engine_internal.h"

int engine_find(const struct engine *engine, const char *code)
{
    int low = 0, high = engine->n_points - 1;
    while (low <= high) {
        int mid = (low + high) / 2;
        int order = strcmp(engine->points[engine->by_code[mid]].facts.code, code);
        if (order == 0)
            return engine->by_code[mid];
        if (order < 0)
            low = mid + 1;
        else
            high = mid - 1;
    }
    return -1;
}

const struct rule_point *engine_point(const struct engine *engine, const char *code)
{
    int i = engine_find(engine, code);
    return i < 0 ? NULL : &engine->points[i].facts;
}

bool engine_has_caution(const struct engine *engine, const char *id)
{
    return rules_caution(engine->rules, id) != NULL;
}

const struct rules *engine_rules(const struct engine *engine)
{
    return engine->rules;
}

const char *engine_code(const struct engine *engine, int point)
{
    return point < engine->n_points ? engine->points[point].facts.code : NULL;
}
