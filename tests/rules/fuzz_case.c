#include "fuzz_case.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "catalog/rules_internal.h"
#include "fixture.h"
#include "views/plan_json.h"

static void try_case(const char *text, size_t size)
{
    struct error error;
    struct case_record *record = xcalloc(1, sizeof *record);
    if (case_parse("fuzz", text, size, fixture_engine(), record, &error)) {
        struct arena *arena = arena_create();
        struct plan plan;
        engine_plan(fixture_engine(), record, arena, &plan);
        json_decref(plan_json(&plan, NULL, NULL));
        json_decref(case_json(record));
        arena_destroy(&arena);
    }
    free(record);
}

/* any text of letters, digits, dash and dot is a code here */
static int find(const void *user, const char *code)
{
    (void)user;
    unsigned hash = 2166136261u;
    for (const char *p = code; *p; p++) {
        if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.", *p))
            return -1;
        hash = (hash ^ (unsigned char)*p) * 16777619u;
    }
    return (int)(hash >> 1);
}

static const char *code(const void *user, int point)
{
    (void)user;
    (void)point;
    return "X";
}

static void ignore(const struct rules_smell *smell, void *user)
{
    (void)smell;
    (void)user;
}

/* the files that the others need are read first, from the shipped data */
static void try_rules(int which, const char *text, size_t size)
{
    static const struct {
        const char *name;
        bool (*read)(struct rules_loader *, const struct json_at *);
    } FILES[] = {
        {"traits", rules_load_traits}, {"regions", rules_load_regions},
        {"sets", rules_load_sets},     {"statements", rules_load_statements},
        {"rules", rules_load_rules},   {"cautions", rules_load_cautions},
    };
    struct error error;
    struct arena *arena = arena_create();
    struct rules *rules = arena_alloc(arena, sizeof *rules);
    rules->arena = arena;
    rules->conditions = arena_create();
    struct rules_codes codes = {find, code, NULL};
    struct rules_loader l = {
        .rules = rules, .arena = arena, .codes = &codes, .error = &error};
    bool ok = true;
    for (int i = 0; i <= which && ok; i++) {
        char path[512];
        struct json_doc doc;
        snprintf(path, sizeof path, "%s/assets/rules/%s.json", DEQI_SOURCE_DIR,
                 FILES[i].name);
        ok = i < which ? json_doc_load(&doc, path, 0, &error)
                       : json_doc_parse(&doc, "fuzz", text, size, &error);
        if (!ok)
            break;
        struct json_at root = json_doc_root(&doc);
        ok = FILES[i].read(&l, &root);
        json_doc_close(&doc);
    }
    if (ok)
        rules_check(rules, &codes, ignore, NULL);
    rules_destroy(&rules);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size)
        return 0;
    if (data[0] < 128)
        try_case((const char *)data + 1, size - 1);
    else
        try_rules(data[0] % 6, (const char *)data + 1, size - 1);
    return 0;
}
