/* test_rules_input.c - cases that must be refused, each with the place and what was
 * expected; and what a record keeps on its way through JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "catalog/rules_words.h"
#include "fixture.h"

#define HEAD "{\"schema\":\"deqi/case-1\",\"etiology\":\"diabetes\",\n"
#define SOLE "{\"region\":\"sole\",\"side\":\"L\",\"kinds\":[\"pain\"]}"
#define SYMPTOMS "\"symptoms\":[" SOLE "]"

struct refusal {
    const char *text;
    int line, column;
    const char *says; /* part of the message */
};

static const struct refusal TABLE[] = {
    // not JSON, or not this JSON
    {"", 1, 1, "is empty"},
    {"{", 1, 1, "expected JSON"},
    {"[]", 1, 1, "expected an object"},
    {"{}", 1, 1, "\"schema\" is missing"},
    {"{\"schema\":\"deqi/case-2\"}", 1, 11, "expected \"deqi/case-1\""},
    {"{\"schema\":1}", 1, 11, "expected a text"},
    {HEAD SYMPTOMS "} x", 2, 0, "expected JSON"},
    {"{\"schema\":\"deqi/case-1\",\"etiology\":\"diabetes\",\"symptoms\":[],}", 1, 0,
     "expected"},
    // keys
    {HEAD SYMPTOMS ",\"findigs\":{}}", 2, 60, "unknown key \"findigs\""},
    {HEAD SYMPTOMS ",\"findings\":{\"anticoagulants\":true}}", 2, 72,
     "unknown key \"anticoagulants\""},
    {HEAD "\"symptoms\":[{\"region\":\"sole\",\"side\":\"L\",\"kind\":[\"pain\"]}]}", 2,
     41, "unknown key \"kind\""},
    {HEAD SYMPTOMS ",\"tenderness\":\"none\",\"tenderness\":\"none\"}", 2, 0,
     "duplicate"},
    {HEAD SYMPTOMS
     ",\"findings\":{\"thermal_sense\":\"ok\",\"thermal_sense\":\"absent\"}}",
     2, 0, "duplicate"},
    // what must be there
    {"{\"schema\":\"deqi/case-1\"," SYMPTOMS "}", 1, 1, "\"etiology\" is missing"},
    {"{\"schema\":\"deqi/case-1\",\"etiology\":\"diabetes\"}", 1, 1,
     "\"symptoms\" is missing"},
    {HEAD "\"symptoms\":[]}", 2, 12, "expected at least one symptom"},
    {HEAD "\"symptoms\":[{\"side\":\"L\",\"kinds\":[\"pain\"]}]}", 2, 13,
     "\"region\" is missing"},
    {HEAD "\"symptoms\":[{\"region\":\"sole\",\"kinds\":[\"pain\"]}]}", 2, 13,
     "\"side\" is missing"},
    {HEAD "\"symptoms\":[{\"region\":\"sole\",\"side\":\"L\"}]}", 2, 13,
     "\"kinds\" is missing"},
    {HEAD "\"symptoms\":[{\"region\":\"sole\",\"side\":\"L\",\"kinds\":[]}]}", 2, 49,
     "expected one or more of pain"},
    // values outside their lists
    {"{\"schema\":\"deqi/case-1\",\"etiology\":\"diabets\"," SYMPTOMS "}", 1, 36,
     "expected one of cervical_root"},
    {HEAD "\"symptoms\":[{\"region\":\"soles\",\"side\":\"L\",\"kinds\":[\"pain\"]}]}", 2,
     23, "expected one of neck"},
    {HEAD "\"symptoms\":[{\"region\":\"sole\",\"side\":\"left\",\"kinds\":[\"pain\"]}]}",
     2, 37, "expected one of L, R, both, midline"},
    {HEAD "\"symptoms\":[{\"region\":\"sole\",\"side\":\"M\",\"kinds\":[\"pain\"]}]}", 2,
     37, "expected one of L, R"},
    {HEAD
     "\"symptoms\":[{\"region\":\"sole\",\"side\":\"midline\",\"kinds\":[\"pain\"]}]}",
     2, 37, "has no midline"},
    {HEAD "\"symptoms\":[{\"region\":\"sole\",\"side\":\"L\",\"kinds\":[\"itch\"]}]}", 2,
     50, "expected one of pain, numbness, abnormal"},
    {HEAD
     "\"symptoms\":[{\"region\":\"sole\",\"side\":\"L\",\"kinds\":[\"pain\",\"pain\"]}]}",
     2, 57, "twice"},
    {HEAD SYMPTOMS ",\"root_level\":\"C4\"}", 2, 0, "expected one of C5"},
    {HEAD SYMPTOMS ",\"compression_cause\":\"tumor\"}", 2, 0,
     "expected one of soft_tissue"},
    {HEAD SYMPTOMS ",\"tenderness\":\"some\"}", 2, 0, "expected one of pronounced"},
    {HEAD SYMPTOMS ",\"findings\":{\"thermal_sense\":\"good\"}}", 2, 0,
     "expected one of ok"},
    {HEAD SYMPTOMS ",\"findings\":{\"pregnant\":\"yes\"}}", 2, 0,
     "expected one of no, t1"},
    {HEAD SYMPTOMS ",\"findings\":{\"red_flags\":[\"fever\"]}}", 2, 0,
     "expected one of saddle_numbness"},
    {HEAD SYMPTOMS ",\"findings\":{\"lymphoedema\":[\"arm\"]}}", 2, 0,
     "expected one of L_arm"},
    {HEAD SYMPTOMS ",\"findings\":{\"blood_counts\":\"low\"}}", 2, 0,
     "expected one of normal, unknown"},
    // types
    {HEAD "\"symptoms\":{}}", 2, 12, "expected a list"},
    {HEAD "\"symptoms\":[\"sole\"]}", 2, 13, "expected an object"},
    {HEAD SYMPTOMS ",\"chronic\":\"yes\"}", 2, 0, "expected true or false"},
    {HEAD SYMPTOMS ",\"chronic\":1}", 2, 0, "expected true or false"},
    {HEAD SYMPTOMS ",\"findings\":{\"anticoagulant\":\"no\"}}", 2, 0,
     "expected true or false"},
    {HEAD SYMPTOMS ",\"findings\":{\"anticoagulant\":null}}", 2, 0, "is null"},
    {HEAD SYMPTOMS ",\"findings\":[]}", 2, 0, "expected an object"},
    {HEAD SYMPTOMS ",\"findings\":{\"red_flags\":\"none\"}}", 2, 0, "expected a list"},
    {HEAD SYMPTOMS ",\"findings\":{\"neutrophils\":\"2\"}}", 2, 0, "expected a number"},
    {HEAD SYMPTOMS ",\"label\":7}", 2, 0, "expected a text"},
    // absurd numbers
    {HEAD SYMPTOMS ",\"findings\":{\"neutrophils\":-1}}", 2, 0, "out of range"},
    {HEAD SYMPTOMS ",\"findings\":{\"neutrophils\":1e9}}", 2, 0, "no person has"},
    {HEAD SYMPTOMS ",\"findings\":{\"platelets\":150000}}", 2, 0, "no person has"},
    {HEAD SYMPTOMS ",\"findings\":{\"platelets\":1e999}}", 2, 0, "expected"},
    {HEAD SYMPTOMS ",\"limits\":{\"per_session\":0}}", 2, 0, "expected 1 to 100"},
    {HEAD SYMPTOMS ",\"limits\":{\"per_session\":-5}}", 2, 0, "expected 1 to 100"},
    {HEAD SYMPTOMS ",\"limits\":{\"per_session\":1000000}}", 2, 0, "expected 1 to 100"},
    {HEAD SYMPTOMS ",\"limits\":{\"per_limb_side\":2.5}}", 2, 0,
     "expected a whole number"},
    {HEAD SYMPTOMS ",\"limits\":{\"per_limb\":2}}", 2, 0, "unknown key \"per_limb\""},
    {HEAD SYMPTOMS ",\"marks\":[{\"kind\":\"tender\",\"region\":\"sole\",\"side\":\"L\","
                   "\"at\":[0,99,0]}]}",
     2, 0, "out of range"},
    {HEAD SYMPTOMS ",\"marks\":[{\"kind\":\"tender\",\"region\":\"sole\",\"side\":\"L\","
                   "\"at\":[0,1]}]}",
     2, 0, "expected x, y and z"},
    {HEAD SYMPTOMS ",\"marks\":[{\"kind\":\"sore\",\"region\":\"sole\",\"side\":\"L\"}]}",
     2, 0, "expected one of tender, numb"},
    {HEAD SYMPTOMS ",\"findings\":{\"neutrophils\":400}}", 2, 0, "cells per microlitre"},
    {HEAD SYMPTOMS ",\"age\":700}", 2, 0, "expected 0 to 120"},
    {HEAD SYMPTOMS ",\"height\":180}", 2, 0, "expected 0.4 to 2.5"},
    {HEAD SYMPTOMS ",\"weight\":0}", 2, 0, "expected 2 to 350"},
    {HEAD SYMPTOMS ",\"sex\":\"m\"}", 2, 0, "expected one of female, male"},
    {HEAD SYMPTOMS ",\"cycle\":0}", 2, 0, "expected 1 to 200"},
    {HEAD SYMPTOMS ",\"cycle\":2.5}", 2, 0, "expected a whole number"},
    {HEAD SYMPTOMS ",\"drugs\":\"paclitaxel\"}", 2, 0, "expected a list"},
    {HEAD SYMPTOMS ",\"drugs\":[\"\"]}", 2, 0, "expected the name of a drug"},
    // the further keys
    {"{\"schema\":\"deqi/case-1\",\"etiology\":[]," SYMPTOMS "}", 1, 0, "is empty"},
    {"{\"schema\":\"deqi/case-1\",\"etiology\":[\"hiv\",\"hiv\"]," SYMPTOMS "}", 1, 0,
     "twice"},
    {"{\"schema\":\"deqi/case-1\",\"etiology\":[\"hiv\",\"unspecified\"]," SYMPTOMS "}",
     1, 0, "expected the causes alone"},
    {"{\"schema\":\"deqi/case-1\",\"etiology\":[\"b13\"]," SYMPTOMS "}", 1, 0,
     "expected one of"},
    {"{\"schema\":\"deqi/case-1\",\"etiology\":\"trigeminal\"," SYMPTOMS "}", 1, 0,
     "outside the article"},
    {HEAD "\"symptoms\":[{\"region\":\"face\",\"side\":\"L\",\"kinds\":[\"pain\"]}]}", 2,
     0, "outside the article"},
    {HEAD SYMPTOMS ",\"entrapments\":[{\"nerve\":\"median\",\"side\":\"L\"}]}", 2, 0,
     "expected one of median_wrist"},
    {HEAD SYMPTOMS
     ",\"entrapments\":[{\"nerve\":\"median_wrist\",\"side\":\"midline\"}]}",
     2, 0, "a limb has no midline"},
    {HEAD SYMPTOMS ",\"entrapments\":[{\"nerve\":\"ulnar_elbow\",\"side\":\"both\"},"
                   "\n{\"nerve\":\"ulnar_elbow\",\"side\":\"L\"}]}",
     3, 1, "twice for the same side"},
    {HEAD SYMPTOMS ",\"findings\":{\"onset\":\"yesterday\"}}", 2, 0,
     "expected one of sudden"},
    {HEAD SYMPTOMS
     ",\"findings\":{\"weakness\":[{\"movement\":\"grip\",\"side\":\"L\"}]}}",
     2, 0, "\"mrc\" is missing"},
    {HEAD SYMPTOMS ",\"findings\":{\"weakness\":[{\"movement\":\"grip\",\"side\":\"L\","
                   "\"mrc\":6}]}}",
     2, 0, "expected 0 to 5"},
    {HEAD SYMPTOMS ",\"findings\":{\"weakness\":true}}", 2, 0, "expected a list"},
    {HEAD SYMPTOMS ",\"findings\":{\"absent\":[{\"side\":\"R\",\"from\":\"thigh\"}]}}", 2,
     0, "expected one of shoulder"},
    {HEAD SYMPTOMS
     ",\"findings\":{\"monofilament\":[{\"region\":\"sole\",\"side\":\"L\"}]}}",
     2, 0, "\"felt\" is missing"},
    {HEAD SYMPTOMS ",\"findings\":{\"monofilament\":[{\"region\":\"sole\",\"side\":\"L\","
                   "\"felt\":\"no\"}]}}",
     2, 0, "expected true or false"},
    {HEAD SYMPTOMS ",\"findings\":{\"pulses\":[{\"pulse\":\"radial\",\"side\":\"L\","
                   "\"felt\":true}]}}",
     2, 0, "expected one of dorsalis_pedis"},
    {HEAD SYMPTOMS
     ",\"findings\":{\"pulses\":[{\"pulse\":\"dorsalis_pedis\",\"side\":"
     "\"both\",\"felt\":true},\n{\"pulse\":\"dorsalis_pedis\",\"side\":\"L\","
     "\"felt\":false}]}}",
     3, 1, "twice on the same side"},
    {HEAD SYMPTOMS ",\"findings\":{\"fever\":\"yes\"}}", 2, 0, "expected true or false"},
    {HEAD SYMPTOMS ",\"findings\":{\"feever\":true}}", 2, 0, "unknown key \"feever\""},
    // a place far from its region
    {HEAD SYMPTOMS ",\"marks\":[{\"kind\":\"tender\",\"region\":\"leg_medial\",\"side\":"
                   "\"L\",\"at\":[0.12,1.5,0.1]}]}",
     2, 0, "far outside the region leg_medial"},
    {HEAD SYMPTOMS ",\"findings\":{\"skin_lesions\":[{\"region\":\"sole\",\"side\":\"L\","
                   "\"kind\":\"scar\",\"at\":[0.2,0.9,0]}]}}",
     2, 0, "far outside the region sole"},
    // contradictions
    {HEAD "\"symptoms\":[" SOLE "," SOLE "]}", 2, 0, "named twice"},
    {HEAD "\"symptoms\":[" SOLE
          ",\n{\"region\":\"sole\",\"side\":\"both\",\"kinds\":[\"numbness\"]}]}",
     3, 1, "named twice"},
    {HEAD SYMPTOMS ",\"findings\":{\"blood_counts\":\"normal\",\"neutrophils\":0.4}}", 2,
     0, "is not normal"},
    {HEAD SYMPTOMS ",\"findings\":{\"blood_counts\":\"unknown\",\"platelets\":200}}", 2,
     0, "one or the other"},
    {HEAD SYMPTOMS ",\"marks\":[{\"kind\":\"tender\",\"region\":\"sole\",\"side\":\"L\","
                   "\"at\":[-0.1,0.1,0]}]}",
     2, 0, "other side of the body"},
    {HEAD SYMPTOMS
     ",\"findings\":{\"red_flags\":[\"fever_spine_pain\",\"fever_spine_pain\"]}}",
     2, 0, "twice"},
    // what the clinician adds
    {HEAD SYMPTOMS ",\"include\":[{\"code\":\"KI99\",\"side\":\"L\"}]}", 2, 0,
     "not the code of a point"},
    {HEAD SYMPTOMS ",\"include\":[{\"code\":\"EX-LE10.2\",\"side\":\"L\"}]}", 2, 0,
     "not the code of a point"},
    {HEAD SYMPTOMS ",\"include\":[{\"code\":\"GV14\",\"side\":\"L\"}]}", 2, 0,
     "expected side \"midline\""},
    {HEAD SYMPTOMS ",\"include\":[{\"code\":\"KI3\",\"side\":\"midline\"}]}", 2, 0,
     "expected L, R or both"},
    {HEAD SYMPTOMS
     ",\"include\":[{\"code\":\"KI3\",\"side\":\"L\"},{\"code\":\"KI3\",\"side\":"
     "\"both\"}]}",
     2, 0, "included twice"},
    {HEAD SYMPTOMS
     ",\"overrides\":[{\"caution\":\"SF03_PREGNANCY\",\"code\":\"SP6\",\"side\":"
     "\"L\",\"reason\":\"\"}]}",
     2, 0, "expected why the removal is lifted"},
    {HEAD SYMPTOMS
     ",\"overrides\":[{\"caution\":\"SF03_PREGNANCY\",\"code\":\"SP6\",\"side\":"
     "\"L\",\"reason\":\"  \"}]}",
     2, 0, "expected why the removal is lifted"},
    {HEAD SYMPTOMS
     ",\"overrides\":[{\"caution\":\"SF03_PREGNANCY\",\"code\":\"SP6\",\"side\":"
     "\"L\"}]}",
     2, 0, "\"reason\" is missing"},
    {HEAD SYMPTOMS
     ",\"overrides\":[{\"caution\":\"SF99\",\"code\":\"SP6\",\"side\":\"L\","
     "\"reason\":\"x\"}]}",
     2, 0, "not the id of a caution"},
    {HEAD SYMPTOMS
     ",\"overrides\":[{\"caution\":\"SF03_PREGNANCY\",\"code\":\"ASHI1\",\"side\":"
     "\"L\",\"reason\":\"x\"}]}",
     2, 0, "not the code of a point"},
    // bytes
    {HEAD SYMPTOMS ",\"label\":\"\xFF\xFE\"}", 2, 0, "expected"},
    {HEAD SYMPTOMS ",\"label\":\"a\\u0000b\"}", 2, 0, "expected"},
    {HEAD SYMPTOMS ",\"label\":\"a\\nb\"}", 2, 0, "one line of text"},
};

static bool parse(const char *text, size_t size, struct case_record *record,
                  struct error *error)
{
    *error = (struct error){0};
    return case_parse("case.json", text, size, fixture_engine(), record, error);
}

static void bad_cases_are_refused_where_they_are_bad(void **state)
{
    (void)state;
    int failures = 0;
    struct case_record *record = xcalloc(1, sizeof *record);
    for (size_t i = 0; i < sizeof TABLE / sizeof *TABLE; i++) {
        const struct refusal *r = &TABLE[i];
        struct error error;
        if (parse(r->text, strlen(r->text), record, &error))
            fail_msg("accepted: %s", r->text);
        bool ok = strstr(error.text, r->says) && error.line == r->line &&
                  error.column > 0 && (!r->column || error.column == r->column) &&
                  strcmp(error.file, "case.json") == 0 && error.status == ERROR_REFUSED;
        failures += !ok;
        if (!ok)
            fprintf(stderr, "%s\n  gave %d:%d: %s\n  expected %d:%d: ... %s ...\n",
                    r->text, error.line, error.column, error.text, r->line, r->column,
                    r->says);
    }
    assert_int_equal(failures, 0);
    free(record);
}

static void nesting_without_end_is_refused(void **state)
{
    (void)state;
    size_t n = 10 * 1024 * 1024;
    char *text = xmalloc(n);
    struct case_record *record = xcalloc(1, sizeof *record);
    struct error error;
    memset(text, '[', n);
    assert_false(parse(text, n, record, &error));
    assert_true(error.line >= 1 && error.text[0]);
    for (size_t i = 0; i + 5 <= n; i += 5)
        memcpy(text + i, "{\"a\":", 5);
    assert_false(parse(text, n, record, &error));
    free(text);
    free(record);
}

static void too_much_is_refused(void **state)
{
    (void)state;
    struct case_record *record = xcalloc(1, sizeof *record);
    struct error error;
    char *text = xmalloc(16384), *p = text;
    p += sprintf(p, HEAD SYMPTOMS ",\"marks\":[");
    for (int i = 0; i < 33; i++)
        p += sprintf(p, "%s{\"kind\":\"tender\",\"region\":\"sole\",\"side\":\"L\"}",
                     i ? "," : "");
    p += sprintf(p, "]}");
    assert_false(parse(text, (size_t)(p - text), record, &error));
    assert_non_null(strstr(error.text, "at most 32"));
    p = text + sprintf(text, HEAD SYMPTOMS ",\"label\":\"");
    memset(p, 'x', 500);
    strcpy(p + 500, "\"}");
    assert_false(parse(text, strlen(text), record, &error));
    assert_non_null(strstr(error.text, "expected at most"));
    free(text);
    free(record);
}

static const char FULL[] =
    "{\"schema\":\"deqi/"
    "case-1\",\"label\":\"\xE5\xBE\x97\xE6\xB0\x94\",\"etiology\":\"cervical_root\","
    "\"root_level\":\"C6\",\"compression_cause\":\"disc\",\"chronic\":false,"
    "\"symptoms\":[{\"region\":\"neck\",\"side\":\"midline\",\"kinds\":[\"pain\"]},"
    "{\"region\":\"palm\",\"side\":\"both\",\"kinds\":[\"pain\",\"abnormal\"]}],"
    "\"tenderness\":\"pronounced\",\"marks\":[{\"kind\":\"numb\",\"region\":\"palm\","
    "\"side\":\"R\","
    "\"at\":[-0.5,0.75,0.125]}],\"findings\":{\"thermal_sense\":\"absent\","
    "\"neutrophils\":1.5,"
    "\"platelets\":90.0,\"pregnant\":\"t2\",\"lymphoedema\":[\"R_arm\"],"
    "\"skin_lesions\":[{\"region\":\"sole\",\"side\":\"L\",\"kind\":\"scar\"}],\"red_"
    "flags\":[],"
    "\"anticoagulant\":true,\"thin\":false},\"include\":[{\"code\":\"GB20\",\"side\":"
    "\"both\"}],"
    "\"overrides\":[{\"caution\":\"SF03_PREGNANCY\",\"code\":\"LI4\",\"side\":\"R\","
    "\"reason\":\"x\"}],"
    "\"limits\":{\"per_limb_side\":6,\"per_session\":18}}";

static void a_record_survives_its_json(void **state)
{
    (void)state;
    struct case_record *record = xcalloc(1, sizeof *record);
    struct error error;
    assert_true(parse(FULL, sizeof FULL - 1, record, &error));
    json_t *out = case_json(record);
    char *text = json_dumps(out, JSON_COMPACT | JSON_REAL_PRECISION(9));
    assert_string_equal(text, FULL);
    free(text);
    json_decref(out);
    free(record);
}

static const char FURTHER[] =
    "{\"schema\":\"deqi/"
    "case-1\",\"etiology\":[\"diabetes\",\"cervical_root\",\"alcohol\"],"
    "\"age\":61.0,\"sex\":\"female\",\"height\":1.625,\"weight\":58.5,"
    "\"entrapments\":[{\"nerve\":\"median_wrist\",\"side\":\"both\"}],"
    "\"drugs\":[\"oxaliplatin\"],\"cycle\":4,"
    "\"symptoms\":[{\"region\":\"palm\",\"side\":\"both\",\"kinds\":[\"pain\"]}],"
    "\"findings\":{\"skin_lesions\":[{\"region\":\"palm\",\"side\":\"L\",\"kind\":"
    "\"scar\","
    "\"at\":[0.5,1.0,0.25]}],\"onset\":\"weeks\","
    "\"weakness\":[{\"movement\":\"thumb_abduction\",\"side\":\"R\",\"mrc\":4}],"
    "\"absent\":[{\"side\":\"L\",\"from\":\"toes\"}],"
    "\"monofilament\":[{\"region\":\"sole\",\"side\":\"L\",\"felt\":false}],"
    "\"pulses\":[{\"pulse\":\"dorsalis_pedis\",\"side\":\"R\",\"felt\":true}],"
    "\"fever\":false,\"dvt_suspected\":false,\"charcot_foot\":false,\"heat_patch\":true}"
    "}";

static void the_further_keys_survive_too(void **state)
{
    (void)state;
    struct case_record *record = xcalloc(1, sizeof *record);
    struct error error;
    if (!parse(FURTHER, sizeof FURTHER - 1, record, &error))
        fail_msg("%s", error.text);
    json_t *out = case_json(record);
    char *text = json_dumps(out, JSON_COMPACT | JSON_REAL_PRECISION(9));
    assert_int_equal(record->etiology, ETIOLOGY_DIABETES);
    // of several causes the first stays first, the others stand in the order of the list
    assert_int_equal(case_causes(record), 1u << ETIOLOGY_DIABETES |
                                              1u << ETIOLOGY_CERVICAL_ROOT |
                                              1u << ETIOLOGY_ALCOHOL);
    assert_string_equal(text, FURTHER);
    free(text);
    json_decref(out);
    free(record);
}

static void a_reason_is_words(void **state)
{
    (void)state;
    static const char *const WORDS[] = {"agreed", "the patient insists", "孕妇同意",
                                        "discussed"};
    static const char *const NONE[] = {"x", ".", "ok", "....... .", "a b c", "12345678"};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        assert_true(case_reason_is_words(WORDS[i]));
    for (size_t i = 0; i < sizeof NONE / sizeof *NONE; i++)
        assert_false(case_reason_is_words(NONE[i]));
}

static void left_out_is_unknown(void **state)
{
    (void)state;
    struct case_record *record = xcalloc(1, sizeof *record);
    struct error error;
    static const char TEXT[] = HEAD SYMPTOMS "}";
    assert_true(parse(TEXT, sizeof TEXT - 1, record, &error));
    const struct case_findings *f = &record->findings;
    assert_int_equal(f->thermal_sense, -1);
    assert_int_equal(f->pregnant, -1);
    assert_false(f->red_flags_given || f->lymphoedema_given || f->lesions_given);
    assert_true(f->neutrophils < 0 && f->platelets < 0);
    for (int i = 0; i < CASE_FLAGS; i++)
        assert_int_equal(f->flags[i], CASE_UNKNOWN);
    assert_int_equal(record->tenderness, -1);
    assert_int_equal(record->chronic, CASE_UNKNOWN);
    free(record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_cases_are_refused_where_they_are_bad),
        cmocka_unit_test(nesting_without_end_is_refused),
        cmocka_unit_test(too_much_is_refused),
        cmocka_unit_test(a_record_survives_its_json),
        cmocka_unit_test(the_further_keys_survive_too),
        cmocka_unit_test(a_reason_is_words),
        cmocka_unit_test(left_out_is_unknown),
    };
    return cmocka_run_group_tests(tests, NULL, fixture_close);
}
