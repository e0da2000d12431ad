/* The placement language: what it takes, what it refuses, and where it says the fault is.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "catalog/expr.h"
#include "catalog/nearest.h"

static const char *const PLACES[] = {"elbow", "wrist", "KI3", "EX-UE9.1", "front_hair"};
static const char *const PARTS[] = {"arm", "leg"};
static const char *const MEASURES[] = {"forearm", "head"};

static bool find(const char *const *list, int n, const char *name, int *index)
{
    for (*index = 0; *index < n; ++*index)
        if (strcmp(list[*index], name) == 0)
            return true;
    return false;
}

static bool place(const void *user, const char *name, enum expr_kind *kind, int *index)
{
    (void)user;
    bool found = find(PLACES, 5, name, index);
    *kind = found && *index >= 2 && *index <= 3 ? EXPR_POINT : EXPR_LANDMARK;
    return found;
}

static bool part(const void *user, const char *name, int *index)
{
    (void)user;
    return find(PARTS, 2, name, index);
}

static bool measure(const void *user, const char *name, int *index)
{
    (void)user;
    return find(MEASURES, 2, name, index);
}

static const char *suggest(const void *user, char what, const char *name)
{
    (void)user;
    return what == 'p'   ? nearest_name(PLACES, 5, name)
           : what == 't' ? nearest_name(PARTS, 2, name)
                         : nearest_name(MEASURES, 2, name);
}

static const struct expr_names NAMES = {
    .place = place, .part = part, .measure = measure, .suggest = suggest};

static struct arena *arena;
static struct error error;

static const struct expr *parse(const char *text, enum expr_allow allow)
{
    char json[600];
    struct json_doc doc;
    snprintf(json, sizeof json, "{\n  \"place\": \"%s\"}", text);
    error = (struct error){0};
    assert_true(json_doc_parse(&doc, "t.json", json, strlen(json), &error));
    struct json_at root = json_doc_root(&doc), at;
    assert_true(json_member(&root, "place", JSON_STRING, &at, &error));
    const struct expr *e = expr_parse(&at, allow, &NAMES, arena, &error);
    json_doc_close(&doc);
    return e;
}

static void refuse(const char *text, const char *what)
{
    if (parse(text, EXPR_PLACES))
        fail_msg("%s was taken", text);
    if (!strstr(error.text, what))
        fail_msg("%s: \"%s\" does not say \"%s\"", text, error.text, what);
    assert_string_equal(error.file, "t.json");
    assert_int_equal(error.line, 2);
    assert_int_equal(error.column, 12);
}

static int set_up(void **state)
{
    (void)state;
    arena = arena_create();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_destroy(&arena);
    return 0;
}

static void test_takes_every_function(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum expr_kind kind;
    } GOOD[] = {
        {"elbow", EXPR_LANDMARK},
        {"EX-UE9.1", EXPR_POINT},
        {" other( elbow ) ", EXPR_OTHER},
        {"mid(elbow,wrist)", EXPR_MID},
        {"toward(elbow, wrist, -1.25)", EXPR_TOWARD},
        {"cun(elbow, wrist, 2, forearm)", EXPR_CUN},
        {"axis(arm, elbow, -3.5, forearm)", EXPR_AXIS},
        {"level(elbow, KI3)", EXPR_LEVEL},
        {"above(elbow, other(elbow), wrist)", EXPR_ABOVE},
        {"ring(arm, elbow, 45)", EXPR_RING},
        {"ring(arm, elbow, wrist)", EXPR_RING},
        {"ring(arm, elbow, blend(elbow, wrist, 1/3))", EXPR_RING},
        {"front(elbow, 0, head)", EXPR_FRONT},
        {"back(elbow, 1.5, head)", EXPR_BACK},
        {"skin(elbow, wrist, 2/3)", EXPR_SKIN},
        {"skin_cun(elbow, wrist, 1, head)", EXPR_SKIN_CUN},
        {"walk(elbow, proximal, 1, head)", EXPR_WALK},
        {"fold(elbow, wrist)", EXPR_FOLD},
        {"space(elbow, 4)", EXPR_SPACE},
        {"lower(elbow, wrist)", EXPR_LOWER},
    };
    for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++) {
        const struct expr *e = parse(GOOD[i].text, EXPR_PLACES);
        if (!e)
            fail_msg("%s: %s", GOOD[i].text, error.text);
        assert_int_equal(e->kind, GOOD[i].kind);
    }
}

static void test_reads_what_is_written(void **state)
{
    (void)state;
    const struct expr *e = parse(
        "ring(leg, axis(arm, KI3, -2, head), blend(elbow, wrist, 7/12))", EXPR_PLACES);
    assert_non_null(e);
    assert_int_equal(e->part, 1);
    assert_true(fabs(e->number - 7.0 / 12) < 1e-12);
    assert_int_equal(e->a->kind, EXPR_AXIS);
    assert_true(fabs(e->a->number + 2) < 1e-12);
    assert_int_equal(e->a->measure, 1);
    assert_int_equal(e->a->a->index, 2);
    assert_int_equal(e->b->index, 0);
    assert_int_equal(e->c->index, 1);
    assert_int_equal(expr_first_measure(e), 1);
    e = parse("walk(elbow, ulnar, 0.5, forearm)", EXPR_PLACES);
    assert_int_equal(e->direction, DIRECTION_ULNAR);
    assert_int_equal(expr_first_measure(parse("mid(elbow, wrist)", EXPR_PLACES)), -1);
}

static void test_directions_where_they_may_stand(void **state)
{
    (void)state;
    const struct expr *e = parse("up", EXPR_PLACES_AND_DIRECTIONS);
    assert_int_equal(e->kind, EXPR_DIRECTION);
    assert_int_equal(e->direction, DIRECTION_UP);
    assert_string_equal(expr_direction_name(e->direction), "up");
    refuse("up", "there is no landmark or point \"up\"");
}

static void test_refuses(void **state)
{
    (void)state;
    refuse("", "expected a name");
    refuse("elbwo", "did you mean \"elbow\"?");
    refuse("elbow wrist", "character 7");
    refuse("mid(elbow)", "expected mid(P, Q)");
    refuse("mid(elbow, wrist", "the text ends; expected ')'");
    refuse("midd(elbow, wrist)", "no such function");
    refuse("cun(elbow, wrist, 2, forarm)", "did you mean \"forearm\"?");
    refuse("ring(armm, elbow, 0)", "did you mean \"arm\"?");
    refuse("ring(arm, elbow, zzzzzzzz)", "there is no landmark or point \"zzzzzzzz\"");
    refuse("walk(elbow, sideways, 1, head)", "expected a direction");
    refuse("front(elbow, -1, head)", "negative");
    refuse("space(elbow, 0)", "expected 1 to 11");
    refuse("space(elbow, 2.5)", "expected 1 to 11");
    refuse("toward(elbow, wrist, 1/0)", "division by zero");
    refuse("toward(elbow, wrist, 1e9)", "expected ')'");
    refuse("toward(elbow, wrist, 1001)", "out of range");
    refuse("toward(elbow, wrist, x)", "expected a number");
    refuse("3", "expected a name");
}

static void test_limits(void **state)
{
    (void)state;
    char deep[500] = "", name[120];
    for (int i = 0; i < 40; i++)
        strcat(deep, "other(");
    refuse(deep, "nested too deep");
    memset(name, 'a', 100);
    name[100] = 0;
    refuse(name, "too long");
}

static void test_nearest(void **state)
{
    (void)state;
    assert_true(nearest_distance("wrist", "wrist") < 1e-9);
    assert_true(fabs(nearest_distance("wrist", "wirst") - 1) < 1e-9);
    assert_true(fabs(nearest_distance("ki3", "KI3") - 1) < 1e-9);
    assert_string_equal(nearest_name(PLACES, 5, "wirst"), "wrist");
    assert_null(nearest_name(PLACES, 5, "completely_different"));
    assert_null(nearest_name(PLACES, 0, "wrist"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_takes_every_function),
        cmocka_unit_test(test_reads_what_is_written),
        cmocka_unit_test(test_directions_where_they_may_stand),
        cmocka_unit_test(test_refuses),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_nearest),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
