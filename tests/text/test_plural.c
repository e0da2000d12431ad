/* Counts against the samples that Unicode's CLDR gives for each category (Language Plural
 * Rules, version 44), and texts in the forms that they name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "text/plural.h"
#include "text/text.h"

/* the first of the table's @integer and @decimal samples, and those beside an edge */
static const struct sample {
    const char *lang;
    enum plural form;
    const char *counts;
} SAMPLES[] = {
    {"en", PLURAL_ONE, "1"},
    {"en", PLURAL_OTHER, "0 2 3 16 100 1.5 0.5"},
    {"de", PLURAL_ONE, "1"},
    {"de", PLURAL_OTHER, "0 2 11 21 101 1.5"},
    {"es", PLURAL_ONE, "1"},
    {"es", PLURAL_OTHER, "0 2 21 0.5"},
    {"fr", PLURAL_ONE, "0 1 0.5 1.5"},
    {"fr", PLURAL_OTHER, "2 17 100 2.5"},
    {"pt-BR", PLURAL_ONE, "0 1 1.5"},
    {"hi", PLURAL_ONE, "0 1 0.5"},
    {"hi", PLURAL_OTHER, "1.5 2 17"},
    {"zh-Hans", PLURAL_OTHER, "0 1 2 100 1.5"},
    {"zh-Hant", PLURAL_OTHER, "1"},
    {"ja", PLURAL_OTHER, "0 1 2"},
    {"ko", PLURAL_OTHER, "0 1 2"},
    {"ru", PLURAL_ONE, "1 21 31 101 1001"},
    {"ru", PLURAL_FEW, "2 3 4 22 34 102"},
    {"ru", PLURAL_MANY, "0 5 11 12 14 19 111 112 100"},
    {"ru", PLURAL_OTHER, "0.5 1.5"},
    {"hr", PLURAL_ONE, "1 21 101"},
    {"hr", PLURAL_FEW, "2 4 22"},
    {"hr", PLURAL_OTHER, "0 5 11 12 14 100"},
    {"pl", PLURAL_ONE, "1"},
    {"pl", PLURAL_FEW, "2 3 4 22 24 102"},
    {"pl", PLURAL_MANY, "0 5 12 14 19 21 31 101 112"},
    {"pl", PLURAL_OTHER, "1.5"},
    {"cs", PLURAL_ONE, "1"},
    {"cs", PLURAL_FEW, "2 3 4"},
    {"cs", PLURAL_MANY, "0.5 1.5"},
    {"cs", PLURAL_OTHER, "0 5 22 100"},
    {"sl", PLURAL_ONE, "1 101 201"},
    {"sl", PLURAL_TWO, "2 102"},
    {"sl", PLURAL_FEW, "3 4 103 1.5"},
    {"sl", PLURAL_OTHER, "0 5 11 100"},
    {"lt", PLURAL_ONE, "1 21 101"},
    {"lt", PLURAL_FEW, "2 9 22 102"},
    {"lt", PLURAL_MANY, "0.5 1.5"},
    {"lt", PLURAL_OTHER, "0 10 11 20 30 111"},
    {"ro", PLURAL_ONE, "1"},
    {"ro", PLURAL_FEW, "0 2 16 101 119 1.5"},
    {"ro", PLURAL_OTHER, "20 35 100 120"},
    {"ar", PLURAL_ZERO, "0"},
    {"ar", PLURAL_ONE, "1"},
    {"ar", PLURAL_TWO, "2"},
    {"ar", PLURAL_FEW, "3 10 103 110"},
    {"ar", PLURAL_MANY, "11 26 99 111"},
    {"ar", PLURAL_OTHER, "100 102 200 0.5"},
    {"he", PLURAL_ONE, "1 0.5"},
    {"he", PLURAL_TWO, "2"},
    {"he", PLURAL_OTHER, "0 3 17 100 1.5"},
    {"tlh", PLURAL_ONE, "1"}, // of no list: as English
};

static void counts_take_the_form_of_the_tables(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof SAMPLES / sizeof *SAMPLES; i++) {
        const struct sample *s = &SAMPLES[i];
        const char *at = s->counts;
        for (char *end; *at; at = end) {
            double count = strtod(at, &end);
            if (plural_of(s->lang, count) != s->form)
                fail_msg("%s, %g: %s; expected %s", s->lang, count,
                         plural_name(plural_of(s->lang, count)), plural_name(s->form));
            assert_true(plural_forms(s->lang) >> s->form & 1);
        }
    }
}

/* a form that no count can take would never be said */
static void a_language_has_the_forms_that_its_counts_take(void **state)
{
    (void)state;
    static const double parts[] = {0, 0.5};
    for (size_t i = 0; i < sizeof SAMPLES / sizeof *SAMPLES; i++) {
        unsigned seen = 1U << PLURAL_OTHER;
        for (int n = 0; n <= 200; n++)
            for (int k = 0; k < 2; k++)
                seen |= 1U << plural_of(SAMPLES[i].lang, n + parts[k]);
        assert_int_equal(seen, plural_forms(SAMPLES[i].lang));
    }
}

static void a_form_is_read_from_its_id(void **state)
{
    (void)state;
    struct text_form form;
    assert_true(texts_form("plan.needles#n.one", &form));
    assert_string_equal(form.id, "plan.needles");
    assert_string_equal(form.argument, "n");
    assert_int_equal(form.form, PLURAL_ONE);
    static const char *const none[] = {"plan.needles", "plan.needles#n", "plan#n.lots",
                                       "#n.one",       "plan#.one",      ""};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(texts_form(none[i], &form));
}

static char data[64];

static void write_texts(const char *lang, const char *texts)
{
    char path[160];
    snprintf(path, sizeof path, "%s/assets/text/%s.json", data, lang);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(texts, f);
    fclose(f);
}

static int setup(void **state)
{
    (void)state;
    char path[128];
    snprintf(data, sizeof data, "/tmp/deqi-plural-XXXXXX");
    if (!mkdtemp(data))
        return -1;
    snprintf(path, sizeof path, "%s/assets", data);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/assets/text", data);
    mkdir(path, 0700);
    write_texts("en", "{\"bed\": \"{n} beds\", \"bed#n.one\": \"{n} bed\","
                      "\"bedside\": \"beside\", \"lamp\": \"{n} lamps\","
                      "\"own#n.one\": \"a single one\"}");
    write_texts("pl", "{\"bed\": \"{n} łóżka\", \"bed#n.one\": \"{n} łóżko\","
                      "\"bed#n.few\": \"{n} łóżka!\", \"bed#n.many\": \"{n} łóżek\"}");
    write_texts("ja", "{\"bed\": \"ベッド {n} 台\"}");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    char command[96];
    snprintf(command, sizeof command, "rm -rf %s", data);
    return system(command);
}

static void expect(const char *lang, const char *id, const char *english, double n,
                   const char *text)
{
    struct error error = {0};
    char out[64];
    struct texts *texts = texts_load(data, lang, &error);
    assert_non_null(texts);
    struct message m = {
        .id = id, .english = english, .arg = {{.name = "n", .number = n}}};
    text_format(texts, &m, out, sizeof out);
    texts_destroy(&texts);
    assert_string_equal(out, text);
}

static void a_message_takes_the_form_of_its_count(void **state)
{
    (void)state;
    expect("en", "bed", NULL, 1, "1 bed");
    expect("en", "bed", NULL, 2, "2 beds");
    expect("en", "bedside", NULL, 1, "beside");
    expect("pl", "bed", NULL, 1, "1 łóżko");
    expect("pl", "bed", NULL, 22, "22 łóżka!");
    expect("pl", "bed", NULL, 21, "21 łóżek");
    expect("pl", "bed", NULL, 0.5, "0.5 łóżka");
    expect("ja", "bed", NULL, 1, "ベッド 1 台");
    // what the language lacks is English, in the form of English
    expect("pl", "lamp", NULL, 1, "1 lamps");
    expect("ja", "own", "{n} of them", 1, "a single one");
    expect("ja", "own", "{n} of them", 3, "3 of them");
}

/* a count that is a text, or none, has no form */
static void only_numbers_count(void **state)
{
    (void)state;
    struct error error = {0};
    char out[64];
    struct texts *texts = texts_load(data, "en", &error);
    struct message m = {.id = "bed", .arg = {{.name = "n", .text = "1"}}};
    text_format(texts, &m, out, sizeof out);
    assert_string_equal(out, "1 beds");
    m.arg[0] = (struct message_arg){.name = "other", .number = 1};
    text_format(texts, &m, out, sizeof out);
    assert_string_equal(out, "{n} beds");
    texts_destroy(&texts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_take_the_form_of_the_tables),
        cmocka_unit_test(a_language_has_the_forms_that_its_counts_take),
        cmocka_unit_test(a_form_is_read_from_its_id),
        cmocka_unit_test(a_message_takes_the_form_of_its_count),
        cmocka_unit_test(only_numbers_count),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
