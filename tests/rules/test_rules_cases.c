/* test_rules_cases.c - two tables: what must be in a plan, and what must not.
 *
 * cases.json follows the article, sentence by sentence; examiner.json is an examiner's:
 * kinds of danger, each from a guideline, a trial or a report that `source` names (named,
 * not always read), and what must hold, written before the plan was seen. incidents.json
 * is the same again, from what has happened to people and from guidelines on it.
 *
 * `want` may hold: points (all of them, in order), has, has_not, optional, not_optional,
 * removed (CODE.SIDE:CAUTION), cautions (ID:action), no_cautions, questions,
 * no_questions, lamp (REGION.SIDE:state), positions, needles, status, infrared, notes and
 * no_notes (parts of texts), refer, each (values that every point has), reason_has, and
 * by point: roles, ranks, rules, origins, position, point_cautions, mind, mind_not,
 * needle (angle, greatest depth), least (depth), retained; overrides (CODE:part of why it
 * lifts nothing), pricks, de_qi, none (patterns neither chosen nor offered), says and
 * never_says (parts of any caution, question or note), at_most (needles), not_positions,
 * never_overrides (no part of why one lifts nothing), error (the case is refused so).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <fnmatch.h>

#include "fixture.h"

static int failures;
static const char *row_name;

static void wrong(const char *what, const char *detail)
{
    fprintf(stderr, "  %s: %s: %s\n", row_name, what, detail);
    failures++;
}

static void expect(bool ok, const char *what, const char *detail)
{
    if (!ok)
        wrong(what, detail);
}

static const char *member(const json_t *object, const char *key)
{
    const char *s = json_string_value(json_object_get(object, key));
    return s ? s : "";
}

static bool text_in_list(const json_t *list, const char *key, const char *part)
{
    size_t i;
    json_t *item;
    json_array_foreach(list, i, item)
    {
        const char *s = key ? member(item, key) : json_string_value(item);
        if (s && strstr(s, part))
            return true;
    }
    return false;
}

static const json_t *with_id(const json_t *plan, const char *list, const char *id)
{
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(plan, list), i, item)
    {
        if (strcmp(member(item, "id"), id) == 0)
            return item;
    }
    return NULL;
}

/* splits "A:b" into A, in a buffer, and b */
static const char *split(const char *text, char *head, size_t size)
{
    const char *colon = strchr(text, ':');
    snprintf(head, size, "%.*s", (int)(colon - text), text);
    return colon + 1;
}

// ---------------------------------------------------------------- lists of names

static void check_exact(const json_t *plan, const json_t *want)
{
    char found[1024] = "", wanted[1024] = "";
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(plan, "points"), i, item)
    {
        strcat(strcat(found, fixture_name(item)), " ");
    }
    json_array_foreach(want, i, item)
    {
        strcat(strcat(wanted, json_string_value(item)), " ");
    }
    if (strcmp(found, wanted) == 0)
        return;
    wrong("points", found);
    wrong("  expected", wanted);
}

static void check_names(const json_t *plan, const json_t *want, const char *key,
                        const char *list, bool there)
{
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(want, key), i, item)
    {
        const char *name = json_string_value(item);
        expect((fixture_find(plan, list, name) != NULL) == there, key, name);
    }
}

static void check_ids(const json_t *plan, const json_t *want, const char *key,
                      const char *list, bool there)
{
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(want, key), i, item)
    {
        const char *id = json_string_value(item);
        expect((with_id(plan, list, id) != NULL) == there, key, id);
    }
}

static void check_removed(const json_t *plan, const json_t *want)
{
    size_t i;
    json_t *item;
    char name[64];
    const json_t *list = json_object_get(want, "removed");
    if (list && json_array_size(list) == 0)
        expect(json_array_size(json_object_get(plan, "removed")) == 0, "removed",
               "something is");
    json_array_foreach(list, i, item)
    {
        const char *text = json_string_value(item), *by = split(text, name, sizeof name);
        const json_t *entry = fixture_find(plan, "removed", name);
        expect(entry && strcmp(member(entry, "by"), by) == 0 && *member(entry, "reason"),
               "removed", text);
        expect(!fixture_find(plan, "points", name) &&
                   !fixture_find(plan, "optional", name),
               "still there", name);
    }
}

static void check_cautions(const json_t *plan, const json_t *want)
{
    size_t i;
    json_t *item;
    char id[64];
    json_array_foreach(json_object_get(want, "cautions"), i, item)
    {
        const char *text = json_string_value(item), *action = split(text, id, sizeof id);
        const json_t *caution = with_id(plan, "cautions", id);
        expect(caution != NULL, "caution", text);
        if (caution)
            expect(strcmp(member(caution, "action"), action) == 0 &&
                       *member(caution, "text") && *member(caution, "source"),
                   text, member(caution, "action"));
    }
}

static void check_lamp(const json_t *plan, const json_t *want)
{
    const json_t *session = json_object_get(plan, "session");
    size_t i;
    json_t *item;
    char name[64];
    json_array_foreach(json_object_get(want, "lamp"), i, item)
    {
        const char *text = json_string_value(item),
                   *state = split(text, name, sizeof name);
        const json_t *region = fixture_find(session, "infrared_by_region", name);
        expect(region && strcmp(member(region, "state"), state) == 0 &&
                   *member(region, "reason"),
               "lamp", text);
    }
}

static void check_not_lamp(const json_t *plan, const json_t *want)
{
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(want, "not_lamp"), i, item)
    {
        expect(!fixture_find(json_object_get(plan, "session"), "infrared_by_region",
                             json_string_value(item)),
               "not_lamp", json_string_value(item));
    }
}

// ---------------------------------------------------------------- points by name

static bool same(const json_t *a, const json_t *b)
{
    return json_equal(a, b);
}

static void check_member(const json_t *plan, const json_t *want, const char *key,
                         const char *field)
{
    const char *name;
    json_t *value;
    json_object_foreach(json_object_get(want, key), name, value)
    {
        const json_t *point = fixture_find(plan, "points", name);
        expect(point && same(json_object_get(point, field), value), key, name);
    }
}

static void check_in_list(const json_t *plan, const json_t *want, const char *key,
                          const char *field, bool there)
{
    const char *name;
    json_t *value;
    json_object_foreach(json_object_get(want, key), name, value)
    {
        const json_t *point = fixture_find(plan, "points", name);
        expect(point && text_in_list(json_object_get(point, field), NULL,
                                     json_string_value(value)) == there,
               key, name);
    }
}

static void check_needles(const json_t *plan, const json_t *want)
{
    const char *name;
    json_t *value;
    json_object_foreach(json_object_get(want, "needle"), name, value)
    {
        const json_t *p = fixture_find(plan, "points", name);
        if (!p)
            p = fixture_find(plan, "optional", name);
        expect(
            p && same(json_object_get(p, "angle"), json_array_get(value, 0)) &&
                json_number_value(json_array_get(json_object_get(p, "depth_cun"), 1)) <=
                    json_number_value(json_array_get(value, 1)),
            "needle", name);
    }
}

static void check_kinds(const json_t *plan, const json_t *want)
{
    const char *name;
    json_t *value;
    json_object_foreach(json_object_get(want, "retained"), name, value)
    {
        expect(
            same(json_object_get(fixture_find(plan, "points", name), "retained"), value),
            "retained", name);
    }
    json_object_foreach(json_object_get(want, "least"), name, value)
    {
        const json_t *depth =
            json_object_get(fixture_find(plan, "points", name), "depth_cun");
        expect(json_number_value(json_array_get(depth, 0)) <=
                   json_number_value(value) + 1e-9,
               "least", name);
    }
}

/* "CODE:part of why not" */
static void check_overrides(const json_t *plan, const json_t *want)
{
    size_t i, k;
    json_t *item, *o;
    char code[64];
    json_array_foreach(json_object_get(want, "overrides"), i, item)
    {
        const char *part = split(json_string_value(item), code, sizeof code);
        bool found = false;
        json_array_foreach(json_object_get(plan, "overrides"), k, o)
        {
            found = found || (strcmp(member(o, "code"), code) == 0 &&
                              strstr(member(o, "why_not"), part));
        }
        expect(found, "overrides", json_string_value(item));
    }
}

static void check_each(const json_t *plan, const json_t *want)
{
    size_t i;
    json_t *point, *value;
    const char *key, *part = json_string_value(json_object_get(want, "reason_has"));
    json_array_foreach(json_object_get(plan, "points"), i, point)
    {
        json_object_foreach(json_object_get(want, "each"), key, value)
        {
            expect(same(json_object_get(point, key), value), key, fixture_name(point));
        }
        if (part)
            expect(strstr(member(point, "reason"), part) != NULL, "reason",
                   member(point, "reason"));
        expect(!strchr(member(point, "reason"), '{') && *member(point, "reason") &&
                   *member(point, "rule"),
               "reason or rule", fixture_name(point));
    }
}

// ---------------------------------------------------------------- the plan as a whole

static void check_session(const json_t *plan, const json_t *want)
{
    const json_t *session = json_object_get(plan, "session");
    static const char *const FIELDS[] = {"infrared", "positions", "needles", "pricks"};
    for (size_t i = 0; i < 4; i++) {
        const json_t *value = json_object_get(want, FIELDS[i]);
        char *found = json_dumps(json_object_get(session, FIELDS[i]), JSON_ENCODE_ANY);
        expect(!value || same(json_object_get(session, FIELDS[i]), value), FIELDS[i],
               found);
        free(found);
    }
    bool no_de_qi = json_is_false(json_object_get(want, "de_qi"));
    expect(json_is_true(json_object_get(session, "de_qi")) == !no_de_qi &&
               json_integer_value(json_object_get(session, "retention_min")) == 30,
           "session", "30 minutes from De Qi");
}

static void check_texts(const json_t *plan, const json_t *want)
{
    size_t i;
    json_t *item;
    const json_t *notes = json_object_get(plan, "notes");
    json_array_foreach(json_object_get(want, "notes"), i, item)
    {
        expect(text_in_list(notes, "text", json_string_value(item)), "notes",
               json_string_value(item));
    }
    json_array_foreach(json_object_get(want, "no_notes"), i, item)
    {
        expect(!text_in_list(notes, "text", json_string_value(item)), "no_notes",
               json_string_value(item));
    }
    const char *refer = json_string_value(json_object_get(want, "refer"));
    if (refer)
        expect(text_in_list(json_object_get(plan, "cautions"), "text", refer), "refer",
               refer);
    const char *status = json_string_value(json_object_get(want, "status"));
    expect(strcmp(member(plan, "status"), status ? status : "ready") == 0, "status",
           member(plan, "status"));
}

static void check_none(const json_t *plan, const json_t *want)
{
    static const char *const LISTS[] = {"points", "optional"};
    size_t i, k;
    json_t *pattern, *point;
    json_array_foreach(json_object_get(want, "none"), i, pattern)
    {
        for (int list = 0; list < 2; list++)
            json_array_foreach(json_object_get(plan, LISTS[list]), k, point)
            {
                const char *name = fixture_name(point);
                expect(fnmatch(json_string_value(pattern), name, 0) != 0, LISTS[list],
                       name);
            }
    }
}

static bool said(const json_t *plan, const char *part)
{
    static const char *const LISTS[] = {"cautions", "questions", "notes"};
    for (int i = 0; i < 3; i++)
        if (text_in_list(json_object_get(plan, LISTS[i]), "text", part))
            return true;
    return false;
}

static void check_said(const json_t *plan, const json_t *want)
{
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(want, "says"), i, item)
    {
        expect(said(plan, json_string_value(item)), "says", json_string_value(item));
    }
    json_array_foreach(json_object_get(want, "never_says"), i, item)
    {
        expect(!said(plan, json_string_value(item)), "never_says",
               json_string_value(item));
    }
    json_array_foreach(json_object_get(want, "never_overrides"), i, item)
    {
        expect(!text_in_list(json_object_get(plan, "overrides"), "why_not",
                             json_string_value(item)),
               "never_overrides", json_string_value(item));
    }
    const json_t *session = json_object_get(plan, "session");
    json_array_foreach(json_object_get(want, "not_positions"), i, item)
    {
        expect(!text_in_list(json_object_get(session, "positions"), NULL,
                             json_string_value(item)),
               "not_positions", json_string_value(item));
    }
    const json_t *most = json_object_get(want, "at_most");
    expect(!most || json_integer_value(json_object_get(session, "needles")) <=
                        json_integer_value(most),
           "at_most", "more needles");
}

/* the same case twice or refused: no plan to look at */
static bool is_refusal(const json_t *row)
{
    const char *part =
        json_string_value(json_object_get(json_object_get(row, "want"), "error"));
    char message[600];
    if (!part)
        return false;
    expect(fixture_refuses(json_object_get(row, "case"), message, sizeof message) &&
               strstr(message, part),
           "error", message);
    return true;
}

static void check_row(const json_t *row)
{
    static const char *const KNOWN[] = {"points",
                                        "has",
                                        "has_not",
                                        "optional",
                                        "not_optional",
                                        "removed",
                                        "cautions",
                                        "no_cautions",
                                        "questions",
                                        "no_questions",
                                        "lamp",
                                        "not_lamp",
                                        "positions",
                                        "needles",
                                        "status",
                                        "infrared",
                                        "notes",
                                        "no_notes",
                                        "refer",
                                        "each",
                                        "reason_has",
                                        "roles",
                                        "ranks",
                                        "rules",
                                        "origins",
                                        "position",
                                        "point_cautions",
                                        "mind",
                                        "mind_not",
                                        "retained",
                                        "least",
                                        "pricks",
                                        "de_qi",
                                        "overrides",
                                        "needle",
                                        "none",
                                        "says",
                                        "never_says",
                                        "at_most",
                                        "not_positions",
                                        "error",
                                        "never_overrides",
                                        NULL};
    const json_t *want = json_object_get(row, "want");
    const char *key;
    json_t *value;
    row_name = member(row, "name");
    json_object_foreach((json_t *)want, key, value)
    {
        int i = 0;
        while (KNOWN[i] && strcmp(KNOWN[i], key) != 0)
            i++;
        expect(KNOWN[i] != NULL, "unknown key in want", key);
    }
    if (is_refusal(row))
        return;
    json_t *plan = fixture_plan(json_object_get(row, "case"));
    check_none(plan, want);
    check_said(plan, want);
    if (json_object_get(want, "points"))
        check_exact(plan, json_object_get(want, "points"));
    check_names(plan, want, "has", "points", true);
    check_names(plan, want, "has_not", "points", false);
    check_names(plan, want, "optional", "optional", true);
    check_names(plan, want, "not_optional", "optional", false);
    check_removed(plan, want);
    check_cautions(plan, want);
    check_ids(plan, want, "no_cautions", "cautions", false);
    check_ids(plan, want, "questions", "questions", true);
    check_ids(plan, want, "no_questions", "questions", false);
    check_lamp(plan, want);
    check_not_lamp(plan, want);
    check_member(plan, want, "roles", "role");
    check_member(plan, want, "ranks", "rank");
    check_member(plan, want, "rules", "rule");
    check_member(plan, want, "origins", "origin");
    check_member(plan, want, "position", "position");
    check_in_list(plan, want, "point_cautions", "cautions", true);
    check_in_list(plan, want, "mind", "mind", true);
    check_in_list(plan, want, "mind_not", "mind", false);
    check_needles(plan, want);
    check_each(plan, want);
    check_kinds(plan, want);
    check_overrides(plan, want);
    check_session(plan, want);
    check_texts(plan, want);
    json_decref(plan);
}

static void check_table(const char *path, size_t least)
{
    json_error_t error;
    json_t *table = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (!table)
        fail_msg("%s:%d: %s", path, error.line, error.text);
    assert_true(json_array_size(table) >= least);
    size_t i;
    json_t *row;
    json_array_foreach(table, i, row)
    {
        check_row(row);
    }
    json_decref(table);
    assert_int_equal(failures, 0);
}

static void every_row_of_the_article(void **state)
{
    (void)state;
    check_table(DEQI_SOURCE_DIR "/tests/rules/cases.json", 140);
}

static void every_row_of_the_examiner(void **state)
{
    (void)state;
    check_table(DEQI_SOURCE_DIR "/tests/rules/examiner.json", 110);
}

static void every_row_of_the_incidents(void **state)
{
    (void)state;
    check_table(DEQI_SOURCE_DIR "/tests/rules/incidents.json", 60);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_row_of_the_article),
                                       cmocka_unit_test(every_row_of_the_examiner),
                                       cmocka_unit_test(every_row_of_the_incidents)};
    return cmocka_run_group_tests(tests, NULL, fixture_close);
}
