/* deqi structures, near and section through the program: the contract's formats,
 * warnings, pictures, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/file.h"

struct program {
    int status;
    char *output, *errors;
};

static char *whole(const char *path)
{
    struct error error;
    char *data;
    size_t size;
    if (!file_read(path, 1 << 26, &data, &size, &error))
        fail_msg("%s", error.text);
    remove(path);
    return data;
}

/* arguments hold no quotes */
static void program_run(struct program *p, const char *const *arguments)
{
    char command[2000], out[] = "/tmp/deqi_out_XXXXXX", err[] = "/tmp/deqi_err_XXXXXX";
    close(mkstemp(out));
    close(mkstemp(err));
    int n = snprintf(command, sizeof command, "'%s'", DEQI_PROGRAM);
    for (; *arguments; arguments++)
        n += snprintf(command + n, sizeof command - (size_t)n, " '%s'", *arguments);
    snprintf(command + n, sizeof command - (size_t)n, " >%s 2>%s </dev/null", out, err);
    int status = system(command);
    p->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
    p->output = whole(out);
    p->errors = whole(err);
}

static void program_free(struct program *p)
{
    free(p->output);
    free(p->errors);
}

static json_t *ask(const char *const *arguments)
{
    struct program p;
    program_run(&p, arguments);
    if (p.status)
        fail_msg("status %d: %s", p.status, p.errors);
    json_error_t error;
    json_t *root = json_loads(p.output, 0, &error);
    if (!root)
        fail_msg("%d:%d: %s", error.line, error.column, error.text);
    program_free(&p);
    return root;
}

static const char *text(const json_t *o, const char *key)
{
    const char *s = json_string_value(json_object_get(o, key));
    if (!s)
        fail_msg("\"%s\" is missing", key);
    return s;
}

static double number(const json_t *o, const char *key)
{
    assert_true(json_is_number(json_object_get(o, key)));
    return json_number_value(json_object_get(o, key));
}

// ---------------------------------------------------------------- structures

static void test_structures_say_what_the_contract_says(void **state)
{
    (void)state;
    json_t *root = ask(
        (const char *const[]){"structures", "nerve", "bone", "--format", "json", NULL});
    assert_string_equal(text(root, "schema"), "deqi/structures-1");
    assert_string_equal(text(root, "body"), "neutral");
    size_t i;
    json_t *s;
    int bones = 0, tubes = 0;
    json_array_foreach(json_object_get(root, "structures"), i, s)
    {
        assert_true(strcmp(text(s, "system"), "nerve") == 0 ||
                    strcmp(text(s, "system"), "bone") == 0);
        assert_non_null(strstr("L R M", text(s, "side")));
        assert_true(*text(s, "name") && *text(s, "latin") && *text(s, "hanzi") &&
                    *text(s, "source"));
        assert_true(number(s, "uncertainty_mm") > 0);
        const json_t *min = json_object_get(s, "min"), *max = json_object_get(s, "max");
        for (size_t k = 0; k < 3; k++)
            assert_true(json_number_value(json_array_get(min, k)) <
                        json_number_value(json_array_get(max, k)));
        bones += strcmp(text(s, "shape"), "mesh") == 0;
        if (strcmp(text(s, "shape"), "tube") != 0)
            continue;
        tubes++;
        size_t n = json_array_size(json_object_get(s, "path"));
        assert_true(n >= 3 && n == json_array_size(json_object_get(s, "radius_mm")));
    }
    assert_true(bones >= 178 && tubes >= 140);
    json_decref(root);
}

// ---------------------------------------------------------------- near

static void test_near_lists_the_nearest_first(void **state)
{
    (void)state;
    json_t *root = ask((const char *const[]){"near", "PC6.L", "KI3.R", "CV12", "EX-UE9.L",
                                             "--format", "json", NULL});
    assert_string_equal(text(root, "schema"), "deqi/near-1");
    json_t *points = json_object_get(root, "points"), *p, *near;
    assert_int_equal(json_array_size(points), 7);
    size_t i, k;
    json_array_foreach(points, i, p)
    {
        double before = 0,
               most =
                   json_number_value(json_array_get(json_object_get(p, "depth_mm"), 1));
        json_array_foreach(json_object_get(p, "near"), k, near)
        {
            double distance = number(near, "distance_mm");
            assert_true(distance >= before && distance <= 15);
            assert_true(number(near, "at_mm") >= 0 &&
                        number(near, "at_mm") <= 2 * most + 1e-3);
            assert_true(number(near, "uncertainty_mm") > 0);
            assert_true(*text(near, "id") && *text(near, "system") &&
                        *text(near, "name"));
            before = distance;
        }
    }
    assert_string_equal(text(json_array_get(points, 0), "code"), "PC6");
    assert_string_equal(text(json_array_get(points, 1), "side"), "R");
    json_decref(root);
}

static const json_t *company(const json_t *root, const char *id)
{
    size_t i;
    json_t *near;
    json_array_foreach(
        json_object_get(json_array_get(json_object_get(root, "points"), 0), "near"), i,
        near) if (strcmp(text(near, "id"), id) == 0) return near;
    return NULL;
}

/* what lies there by every atlas is in its company */
static void test_needles_meet_what_atlases_show(void **state)
{
    (void)state;
    static const struct {
        const char *code, *id;
        int warns;
    } KNOWN[] = {
        {"PC6.L", "median_nerve", 0},
        {"PC6.L", "palmaris_longus", 0},
        {"HT7.L", "ulnar_nerve", 1},
        {"KI3.L", "tibial_nerve", 1},
        {"KI3.L", "posterior_tibial_artery", 0},
        {"ST36.L", "tibialis_anterior", 0},
        {"GB34.L", "common_peroneal_nerve", 0},
        {"BL40.L", "tibial_nerve", 0},
        {"BL57.L", "soleus", 0},
        {"LU9.L", "radial_artery", 0},
        {"ST9.L", "common_carotid_artery", 0},
        {"LI4.L", "first_dorsal_interosseous", 0},
        {"LR3.L", "deep_peroneal_nerve", 0},
        {"ST25.L", "rectus_abdominis", 0},
        {"BL23.L", "erector_spinae", 0},
        {"GB30.L", "gluteus_maximus", 0},
        {"BL60.L", "sural_nerve", 0},
        {"GB21.L", "trapezius", 0},
        {"ST1.L", "eye", 0},
    };
    for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++) {
        json_t *root =
            ask((const char *const[]){"near", KNOWN[i].code, "--format", "json", NULL});
        const json_t *near = company(root, KNOWN[i].id);
        if (!near)
            fail_msg("%s is not near %s", KNOWN[i].id, KNOWN[i].code);
        if (KNOWN[i].warns && !json_is_true(json_object_get(near, "warns")))
            fail_msg("%s is no warning at %s (%.1f mm)", KNOWN[i].id, KNOWN[i].code,
                     number(near, "distance_mm"));
        json_decref(root);
    }
}

static void test_text_never_says_safe_but_to_deny_it(void **state)
{
    (void)state;
    struct program p;
    program_run(&p, (const char *const[]){"near", "KI3.L", NULL});
    assert_int_equal(p.status, 0);
    assert_non_null(strstr(p.output, "tibial nerve"));
    assert_non_null(strstr(p.output, "!"));
    const char *safe = strstr(p.output, "safe");
    assert_non_null(safe);
    assert_non_null(strstr(p.output, "makes no depth safe"));
    assert_null(strstr(safe + 1, "safe"));
    program_free(&p);
}

// ---------------------------------------------------------------- section

static char *section(const char *code, const char *lang, size_t *size)
{
    char path[] = "/tmp/deqi_section_XXXXXX", *data;
    int file = mkstemp(path);
    assert_true(file >= 0);
    close(file);
    struct program p;
    struct error error;
    program_run(&p, (const char *const[]){"section", code, "-o", path, "--size",
                                          "900x600", "--lang", lang, NULL});
    if (p.status || *p.errors)
        fail_msg("section %s: %d %s", code, p.status, p.errors);
    program_free(&p);
    assert_true(file_read(path, 1 << 24, &data, size, &error));
    remove(path);
    return data;
}

static void test_section_is_the_same_picture_twice(void **state)
{
    (void)state;
    size_t size, again, other;
    char *first = section("PC6.L", "en", &size), *second = section("PC6.L", "en", &again);
    char *chinese = section("PC6.L", "zh-Hans", &other);
    assert_true(size > 20000 && memcmp(first, "\x89PNG", 4) == 0);
    assert_int_equal(size, again);
    assert_memory_equal(first, second, size);
    assert_false(size == other && memcmp(first, chinese, size) == 0);
    free(first);
    free(second);
    free(chinese);
}

static void test_sections_of_every_part(void **state)
{
    (void)state;
    static const char *const CODES[] = {"GV20",      "GB21.R",   "CV12",  "LI4.L",
                                        "EX-UE11.L", "LR3.R",    "KI1.L", "BL57.R",
                                        "ST1.L",     "EX-LE12.L"};
    for (size_t i = 0; i < sizeof CODES / sizeof *CODES; i++) {
        size_t size;
        free(section(CODES[i], "en", &size));
        assert_true(size > 10000);
    }
}

// ---------------------------------------------------------------- refusals

static void test_refuses(void **state)
{
    (void)state;
    static const struct {
        const char *argument[8];
        int status;
        const char *says;
    } BAD[] = {
        {{"near", NULL}, 2, "--all"},
        {{"near", "--all", "PC6", NULL}, 2, "--all"},
        {{"near", "PC66", NULL}, 2, "no point \"PC66\""},
        {{"near", "PC6.X", NULL}, 2, "no point \"PC6.X\""},
        {{"near", "CV12.L", NULL}, 0, ""},
        {{"structures", "nerves", NULL}, 2, "no system \"nerves\""},
        {{"section", "PC6", NULL}, 2, "-o OUT.png is missing"},
        {{"section", "-o", "/tmp/x.png", NULL}, 2, "one point"},
        {{"section", "PC6", "-o", "/tmp/x.png", "--size", "9x9", NULL}, 2, "--size"},
        {{"section", "PC6", "-o", "/nowhere/x.png", NULL}, 1, "/nowhere/x.png"},
        {{"section", "PC6", "-o", "/tmp/x.png", "--lang", "tlh", NULL}, 2, "tlh"},
    };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        struct program p;
        program_run(&p, BAD[i].argument);
        if (p.status != BAD[i].status || !strstr(p.errors, BAD[i].says))
            fail_msg("%s %s: %d %s", BAD[i].argument[0], BAD[i].argument[1], p.status,
                     p.errors);
        program_free(&p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_structures_say_what_the_contract_says),
        cmocka_unit_test(test_near_lists_the_nearest_first),
        cmocka_unit_test(test_needles_meet_what_atlases_show),
        cmocka_unit_test(test_text_never_says_safe_but_to_deny_it),
        cmocka_unit_test(test_section_is_the_same_picture_twice),
        cmocka_unit_test(test_sections_of_every_part),
        cmocka_unit_test(test_refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
