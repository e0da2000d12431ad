/* What a translator is given, and what is said of the work. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "../text/data_copy.h"
#include "program.h"

static int setup(void **state)
{
    char folder[256];
    if (program_setup(state) != 0)
        return -1;
    snprintf(folder, sizeof folder, "%s/data", program_folder());
    data_copy(folder);
    data_copy_add_german(folder);
    return 0;
}

static void run(struct outcome *o, const char *words)
{
    char data[256];
    snprintf(data, sizeof data, "DEQI_DATA=%s/data", program_folder());
    program_run(o, words, NULL, data);
}

/* LANG's numbers of the coverage: texts, missing, unknown */
static void coverage(const char *lang, int out[3])
{
    struct outcome o;
    size_t i;
    json_t *item;
    run(&o, "texts --coverage --format json");
    assert_int_equal(o.status, 0);
    json_t *root = json_loads(o.out, 0, NULL);
    assert_non_null(root);
    out[0] = -1;
    json_array_foreach(json_object_get(root, "languages"), i, item)
    {
        if (strcmp(json_string_value(json_object_get(item, "lang")), lang) != 0)
            continue;
        out[0] = (int)json_integer_value(json_object_get(item, "texts"));
        out[1] = (int)json_integer_value(json_object_get(item, "missing"));
        out[2] = (int)json_integer_value(json_object_get(item, "unknown"));
    }
    json_decref(root);
    assert_true(out[0] >= 0);
}

static void what_ships_is_whole(void **state)
{
    (void)state;
    int n[3];
    coverage("zh-Hans", n);
    assert_true(n[0] > 3000);
    assert_int_equal(n[1], 0);
    assert_int_equal(n[2], 0);
    coverage("en", n);
    assert_int_equal(n[1], 0);
}

static void ten_strings_are_a_language(void **state)
{
    (void)state;
    int n[3];
    coverage("de", n);
    assert_int_equal(n[0], 2);
    assert_true(n[1] > 3000);
}

/* `deqi texts --template LANG` into a file of the texts */
static void save_template(const char *lang, const char *file)
{
    const char *folder = program_folder();
    // away from the folder until it is whole
    char staged[1024];
    snprintf(staged, sizeof staged,
             "DEQI_DATA=%s/data " DEQI_PROGRAM " texts --template %s > %s/staged && "
             "mv %s/staged %s/data/assets/text/%s",
             folder, lang, folder, folder, folder, file);
    assert_int_equal(system(staged), 0);
}

/* what the template gives is, saved, a whole language that passes the check */
static void the_template_is_a_language(void **state)
{
    (void)state;
    struct outcome o;
    int n[3];
    save_template("xx-Test", "xx-Test.json");
    coverage("xx-Test", n);
    assert_int_equal(n[1], 0);
    assert_int_equal(n[2], 0);
    run(&o, "check");
    assert_int_equal(o.status, 0);
    // nothing is left to do
    run(&o, "texts --template xx-Test");
    assert_int_equal(o.status, 0);
    assert_string_equal(o.out, "{}\n");
    // and of one begun, the rest
    save_template("de", "de.rest.json");
    coverage("de", n);
    assert_int_equal(n[1], 0);
    run(&o, "check");
    assert_int_equal(o.status, 0);
}

static json_t *template_of(const char *lang, const char *file)
{
    char path[512];
    save_template(lang, file);
    snprintf(path, sizeof path, "%s/data/assets/text/%s", program_folder(), file);
    json_t *texts = json_load_file(path, 0, NULL);
    assert_non_null(texts);
    return texts;
}

/* Chinese has them in the data */
static void names_of_structures_are_asked(void **state)
{
    (void)state;
    static const char DIGITAL[] = "part.palmar_digital_nerve_radial_side_of_the_thumb";
    json_t *texts = template_of("qq", "qq.json");
    const char *nerve = json_string_value(json_object_get(texts, "part.tibial_nerve"));
    assert_non_null(nerve);
    assert_string_equal(nerve, "tibial nerve");
    assert_non_null(json_object_get(texts, DIGITAL));
    json_decref(texts);
    texts = template_of("zh-Test", "zh-Test.json");
    assert_non_null(json_object_get(texts, "language.name"));
    assert_null(json_object_get(texts, "part.tibial_nerve"));
    assert_null(json_object_get(texts, DIGITAL));
    json_decref(texts);
    int n[3];
    coverage("zh-Test", n);
    assert_int_equal(n[1], 0);
    assert_int_equal(n[2], 0);
}

static void an_unknown_id_is_told(void **state)
{
    (void)state;
    static const char BAD[] = "{\"language.name\": \"X\",\n \"region.soul\": \"Seele\"}";
    struct outcome o;
    int n[3];
    program_put("data/assets/text/yy.json", BAD, sizeof BAD - 1);
    run(&o, "check");
    assert_true(program_refused(&o, 1, "yy.json:2"));
    assert_non_null(strstr(o.err, "region.soul"));
    coverage("yy", n);
    assert_int_equal(n[2], 1);
}

/* what is counted is asked for in all forms of the language, and in no other */
static void forms_of_a_count_are_asked(void **state)
{
    (void)state;
    json_t *texts = template_of("pl", "pl.json");
    assert_non_null(json_object_get(texts, "plan.needles"));
    assert_non_null(json_object_get(texts, "plan.needles#n.one"));
    assert_string_equal(json_string_value(json_object_get(texts, "plan.needles#n.few")),
                        "{n} needles");
    assert_non_null(json_object_get(texts, "plan.needles#n.many"));
    assert_null(json_object_get(texts, "plan.needles#n.two"));
    json_decref(texts);
    texts = template_of("vi", "vi.json");
    assert_non_null(json_object_get(texts, "plan.needles"));
    assert_null(json_object_get(texts, "plan.needles#n.one"));
    json_decref(texts);
    int n[3];
    coverage("pl", n);
    assert_int_equal(n[1], 0);
    assert_int_equal(n[2], 0);
}

static void forms_that_a_language_lacks_are_told(void **state)
{
    (void)state;
    static const struct {
        const char *file, *id;
        int status;
    } FORMS[] = {
        {"vi.more.json", "plan.needles#n.one", 1},    // it has none
        {"pl.more.json", "plan.needles#n.two", 1},    // not this one
        {"pl.more.json", "plan.needles#mm.few", 1},   // by what is not named
        {"pl.more.json", "plan.noodles#n.few", 1},    // of no text
        {"pl.more.json", "landmarks.count#n.few", 0}, // where English has none
    };
    for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) {
        char text[128], path[64];
        struct outcome o;
        int n = snprintf(text, sizeof text, "{\n\"%s\": \"igly\"}", FORMS[i].id);
        snprintf(path, sizeof path, "data/assets/text/%s", FORMS[i].file);
        program_put(path, text, (size_t)n);
        run(&o, "check");
        if (FORMS[i].status) {
            assert_true(program_refused(&o, 1, FORMS[i].file));
            assert_non_null(strstr(o.err, FORMS[i].id));
        } else {
            assert_int_equal(o.status, 0);
        }
        program_put(path, "{}", 2);
    }
}

static void wrong_usage_is_refused(void **state)
{
    (void)state;
    struct outcome o;
    static const char *const WORDS[] = {"texts --template ../de", "texts --template d",
                                        "texts --template de --coverage", "texts de"};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        run(&o, WORDS[i]);
        assert_int_equal(o.status, 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_ships_is_whole),
        cmocka_unit_test(ten_strings_are_a_language),
        cmocka_unit_test(the_template_is_a_language),
        cmocka_unit_test(names_of_structures_are_asked),
        cmocka_unit_test(forms_of_a_count_are_asked),
        cmocka_unit_test(forms_that_a_language_lacks_are_told),
        cmocka_unit_test(an_unknown_id_is_told),
        cmocka_unit_test(wrong_usage_is_refused),
    };
    return cmocka_run_group_tests(tests, setup, program_teardown);
}
