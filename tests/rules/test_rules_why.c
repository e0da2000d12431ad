/* test_rules_why.c - why a point is in the plan, or why not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "rules/why.h"

struct question {
    const char *name, *asked; /* case of assets/cases; CODE or CODE.SIDE */
    const char *states;       /* of each side answered for */
    const char *says;         /* part of the first answer */
};

static const struct question TABLE[] = {
    {"diabetic_soles", "KI3.L", "chosen", "Numbness of the sole"},
    {"diabetic_soles", "KI3", "chosen chosen", "R21"},
    {"diabetic_soles", "KI2.R", "optional", "at most 8 needles"},
    {"diabetic_soles", "KI1.R", "not_in_sets", "No rule holds this point"},
    {"diabetic_soles", "LI4.R", "not_asked", "No symptom of this case asks"},
    {"diabetic_soles", "GV14", "not_for_case", "complement for a root"},
    {"diabetic_soles", "ST45.L", "not_in_sets", "A clinician may add it"},
    {"cervical_thumb", "GV14", "chosen", "Compression of a cervical root"},
    {"cervical_thumb", "BL10.R", "optional", "the symptomatic side comes first"},
    {"cervical_thumb", "EX-B2.C6.L", "optional", "only offered by the rule"},
    {"cervical_thumb", "EX-B2.T1.L", "not_for_case", "its level was not given"},
    {"cervical_thumb", "LU7", "chosen other_side", "Numbness"},
    {"cervical_thumb", "GB21.L", "not_in_sets", "never chosen by default"},
    {"lumbar_marks", "ASHI1", "chosen", "tender spot marked"},
    {"lumbar_marks", "ST41.R", "optional", "at most 4 adjuncts"},
    {"lumbar_marks", "GB43.R", "composite", "EX-LE10"},
    {"lumbar_marks", "ex-le10.3.R", "optional", "at most 4 adjuncts"},
    {"chemotherapy_hands_feet", "EX-LE10.R", "composite", "ST44"},
    {"pregnancy_hand_sole", "LI4.R", "removed", "SF03_PREGNANCY"},
    {"pregnancy_hand_sole", "SP6.R", "chosen", "inner side of the leg"},
    {"pregnancy_hand_sole", "SP6.R", "chosen", "lifted by the clinician"},
    {"hiv_stocking_glove", "ST42.L", "removed", "only have been offered"},
    {"red_flag_blocked", "KI3.L", "blocked", "Emergency department"},
};

static void ask(const struct question *q)
{
    char path[1024], code[CASE_CODE_SIZE], sides[4], states[80] = "", *text = NULL;
    size_t size;
    struct error error = {0};
    struct case_record *record = xcalloc(1, sizeof *record);
    struct arena *arena = arena_create();
    struct why answers[3];
    struct plan plan;
    int n = 0;
    snprintf(path, sizeof path, "%s/assets/cases/%s.json", DEQI_SOURCE_DIR, q->name);
    if (!case_load(path, fixture_engine(), record, &error) ||
        !why_parse(fixture_engine(), record, q->asked, code, sides, &error))
        fail_msg("%s %s: %s", q->name, q->asked, error.text);
    engine_plan(fixture_engine(), record, arena, &plan);
    for (; sides[n]; n++) {
        why_answer(fixture_engine(), &plan, code, sides[n], &answers[n]);
        strcat(strcat(states, n ? " " : ""), why_state_name(answers[n].state));
    }
    FILE *out = open_memstream(&text, &size);
    why_text(answers, n, NULL, out);
    fclose(out);
    // the answer may be broken over lines
    for (char *p = text; (p = strstr(p, "\n    ")) != NULL;)
        memmove(p + 1, p + 5, strlen(p + 5) + 1), *p = ' ';
    if (strcmp(states, q->states) != 0 || !strstr(text, q->says) || strchr(text, '{'))
        fail_msg("%s %s: %s, expected %s and ... %s ...\n%s", q->name, q->asked, states,
                 q->states, q->says, text);
    json_t *json = why_json(answers, n, NULL);
    assert_int_equal(json_array_size(json_object_get(json, "answers")), n);
    json_decref(json);
    free(text);
    arena_destroy(&arena);
    free(record);
}

static void every_question_is_answered(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof TABLE / sizeof *TABLE; i++)
        ask(&TABLE[i]);
}

/* every point of the catalogue has an answer for every case */
static void every_point_has_an_answer(void **state)
{
    (void)state;
    const struct engine *engine = fixture_engine();
    struct case_record *record = xcalloc(1, sizeof *record);
    struct arena *arena = arena_create();
    struct error error = {0};
    struct plan plan;
    struct why answer;
    assert_true(case_load(DEQI_SOURCE_DIR "/assets/cases/lumbar_marks.json", engine,
                          record, &error));
    engine_plan(engine, record, arena, &plan);
    for (int i = 0; engine_code(engine, i); i++) {
        const char *code = engine_code(engine, i);
        bool midline = engine_point(engine, code)->midline;
        for (const char *side = midline ? "M" : "LR"; *side; side++) {
            why_answer(engine, &plan, code, *side, &answer);
            if (!answer.n_lines || !answer.line[0].english)
                fail_msg("no answer for %s.%c", code, *side);
        }
    }
    arena_destroy(&arena);
    free(record);
}

static void what_is_no_point_is_refused(void **state)
{
    (void)state;
    static const char *const ASKED[] = {"",       "XY9",   "KI3.M", "GV14.L",
                                        "KI3.LR", "EX-B2", "ASHI1", "KI3KI3KI3KI3KI3KI3",
                                        ".L",     NULL};
    char code[CASE_CODE_SIZE], sides[4];
    struct case_record *record = xcalloc(1, sizeof *record);
    case_init(record);
    for (int i = 0; ASKED[i]; i++) {
        struct error error = {0};
        if (why_parse(fixture_engine(), record, ASKED[i], code, sides, &error))
            fail_msg("accepted: %s", ASKED[i]);
        assert_non_null(strstr(error.text, "expected"));
    }
    free(record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_question_is_answered),
                                       cmocka_unit_test(every_point_has_an_answer),
                                       cmocka_unit_test(what_is_no_point_is_refused)};
    return cmocka_run_group_tests(tests, NULL, fixture_close);
}
