/* What is lit on the body, and by which name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rules/engine.h"
#include "stage/highlight.h"
#include "stage/subject.h"

static struct subject *subject;
static struct engine *engine;

static int load(void **state)
{
    (void)state;
    struct error error;
    subject = subject_create(DEQI_SOURCE_DIR, NULL, NULL, 0, &error);
    engine =
        subject ? engine_load(DEQI_SOURCE_DIR, subject_catalog(subject), &error) : NULL;
    return engine ? 0 : -1;
}

static int unload(void **state)
{
    (void)state;
    engine_destroy(&engine);
    subject_destroy(&subject);
    return 0;
}

/* the names that a plan of these points alone gives, one after another; "|" after each */
static void names_of(const struct plan_point *points, int n, enum highlight_names names,
                     char *out, size_t size)
{
    struct plan plan = {.points = points, .n_points = n};
    struct highlight *h = highlight_create();
    struct highlight_params params = {
        .body = subject_body(subject), .plan = &plan, .names = names};
    uint32_t marks = highlight_build(h, &params);
    out[0] = 0;
    for (uint32_t i = 0; i < marks; i++) {
        const char *text = highlight_marks(h)[i].text;
        if (text) {
            strncat(out, text, size - strlen(out) - 1);
            strncat(out, "|", size - strlen(out) - 1);
        }
    }
    highlight_destroy(&h);
}

static void a_composite_has_one_name_a_side(void **state)
{
    (void)state;
    static const struct plan_point BAXIE[] = {{.code = "EX-UE9", .side = 'L'},
                                              {.code = "EX-UE9", .side = 'R'}};
    char names[512];
    names_of(BAXIE, 1, HIGHLIGHT_CODE, names, sizeof names);
    assert_string_equal(names, "EX-UE9 L|");
    names_of(BAXIE, 1, HIGHLIGHT_CODE_AND_NAME, names, sizeof names);
    assert_memory_equal(names, "EX-UE9 L ", 10);
    assert_ptr_equal(strchr(names, '|'), names + strlen(names) - 1);
    names_of(BAXIE, 2, HIGHLIGHT_CODE, names, sizeof names);
    assert_string_equal(names, "EX-UE9 L|EX-UE9 R|");
    names_of(BAXIE, 2, HIGHLIGHT_NO_NAMES, names, sizeof names);
    assert_string_equal(names, "");
}

static void members_that_were_chosen_one_by_one_keep_their_names(void **state)
{
    (void)state;
    static const struct plan_point JIAJI[] = {{.code = "EX-B2.L4", .side = 'L'},
                                              {.code = "EX-B2.L5", .side = 'L'}};
    char names[512];
    names_of(JIAJI, 2, HIGHLIGHT_CODE, names, sizeof names);
    assert_string_equal(names, "EX-B2.L4 L|EX-B2.L5 L|");
}

/* the lamp warms a mark of the user's only where its own region, or limb, is lit */
static void a_mark_glows_where_its_region_is_lit(void **state)
{
    (void)state;
    static const struct {
        const char *region, *lit;
        char side, lit_side;
        bool warmed;
    } CASES[] = {{"leg_medial", "leg_medial", 'L', 'L', true},
                 {"leg_medial", "sole", 'L', 'L', true},
                 {"leg_medial", "sole", 'L', 'R', false},
                 {"leg_medial", "palm", 'L', 'L', false},
                 {"forearm_volar", "sole", 'R', 'R', false},
                 {"forearm_volar", "finger_ring", 'R', 'R', true},
                 {"shoulder", "fingers_all", 'R', 'R', true},
                 {"neck", "neck", 'M', 'M', true},
                 {"neck", "lumbosacral", 'M', 'M', false},
                 {"neck", "shoulder", 'M', 'R', false}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct session_plan *terms = session_plan_create();
        int position = session_plan_position(terms, "supine");
        struct message none = {0};
        assert_int_equal(
            session_plan_add_point(terms, "ASHI1", CASES[i].side, 1, position), 0);
        assert_true(session_plan_add_region(terms, CASES[i].lit, CASES[i].lit_side,
                                            SESSION_LAMP_RULE_ON, &none));
        struct session *session = calloc(1, sizeof *session);
        assert_non_null(session);
        session->plan = terms;
        session->points[0].state = SESSION_POINT_DE_QI;
        struct overlay overlay = {.lamp = {.on = true, .lit = {true}, .n_lit = 1}};
        struct plan_point mark = {.code = "ASHI1",
                                  .side = CASES[i].side,
                                  .region = CASES[i].region,
                                  .has_at = true,
                                  .at = {0.12, 0.26, -0.02}};
        struct plan plan = {.points = &mark, .n_points = 1};
        struct highlight *h = highlight_create();
        struct highlight_params params = {.body = subject_body(subject),
                                          .subject = subject,
                                          .rules = engine_rules(engine),
                                          .plan = &plan,
                                          .session = session,
                                          .overlay = &overlay};
        assert_int_equal(highlight_build(h, &params), 1);
        assert_true(highlight_marks(h)[0].needled);
        assert_int_equal(highlight_marks(h)[0].warmed, CASES[i].warmed);
        highlight_destroy(&h);
        free(session);
        session_plan_destroy(&terms);
    }
}

/* waiting, next, in, out and left out look different on the body */
static void a_session_is_seen_on_the_body(void **state)
{
    (void)state;
    static const struct {
        enum session_point_state now;
        enum scene_emphasis seen;
        bool needled;
    } CASES[] = {{SESSION_POINT_OUT, SCENE_OUT, false},
                 {SESSION_POINT_IN, SCENE_IN, true},
                 {SESSION_POINT_DE_QI, SCENE_DE_QI, true},
                 {SESSION_POINT_BROKEN, SCENE_BROKEN, false},
                 {SESSION_POINT_SKIPPED, SCENE_DIM, false},
                 {SESSION_POINT_WAITING, SCENE_CHOSEN, false},
                 {SESSION_POINT_WAITING, SCENE_OFFERED, false}};
    enum { N = sizeof CASES / sizeof *CASES };
    static const char *const CODES[N] = {"KI3",  "SP6", "ST36", "LR3",
                                         "GB34", "LI4", "LI11"};
    struct session_plan *terms = session_plan_create();
    int position = session_plan_position(terms, "supine");
    struct session *session = calloc(1, sizeof *session);
    struct plan_point points[N] = {0};
    assert_non_null(session);
    session->plan = terms;
    session->state = SESSION_INSERTING;
    for (int i = 0; i < N; i++) {
        assert_int_equal(session_plan_add_point(terms, CODES[i], 'L', 1, position), i);
        session->points[i].state = CASES[i].now;
        points[i] = (struct plan_point){.code = CODES[i], .side = 'L', .rank = 1};
    }
    struct overlay overlay = {0};
    struct plan plan = {.points = points, .n_points = N};
    struct highlight *h = highlight_create();
    struct highlight_params params = {.body = subject_body(subject),
                                      .subject = subject,
                                      .plan = &plan,
                                      .session = session,
                                      .overlay = &overlay};
    assert_int_equal(highlight_build(h, &params), N);
    for (int k = 0; k < N; k++) {
        const char *code = highlight_site(h, k)->point->code;
        int i = 0;
        while (strcmp(CODES[i], code) != 0)
            i++;
        assert_int_equal(highlight_marks(h)[k].emphasis, CASES[i].seen);
        assert_int_equal(highlight_marks(h)[k].needled, CASES[i].needled);
    }
    highlight_destroy(&h);
    free(session);
    session_plan_destroy(&terms);
}

// ---------------------------------------------------------------- as it happens

struct couch {
    struct session_plan *terms;
    struct session *session;
    struct plan_point points[4];
    struct plan plan;
    struct overlay overlay;
    struct highlight *lit;
    int64_t ms;
};

static void couch_event(struct couch *c, enum session_event_kind kind, const char *code,
                        const char *side, const char *text)
{
    struct session_refusal refusal;
    struct session_event event = {.kind = kind,
                                  .at = {.wall_ms = c->ms += 1000},
                                  .code = code,
                                  .side = side,
                                  .text = text};
    if (!session_apply(c->session, &event, &refusal))
        fail_msg("%s", refusal.what.id);
}

/* Bafeng and the inner ankle of the right foot, the hand; all lying on the back */
static void couch_make(struct couch *c)
{
    static const struct plan_point POINTS[4] = {
        {.code = "KI3", .side = 'R', .rank = 1, .limb = PLAN_LEG},
        {.code = "EX-LE10", .side = 'R', .rank = 2, .limb = PLAN_LEG},
        {.code = "KI3", .side = 'L', .rank = 3, .limb = PLAN_LEG},
        {.code = "LI4", .side = 'R', .rank = 4, .limb = PLAN_ARM}};
    struct session_time at = {.wall_ms = 1000};
    struct session_refusal refusal;
    *c = (struct couch){.terms = session_plan_create(),
                        .session = calloc(1, sizeof *c->session),
                        .lit = highlight_create(),
                        .ms = 1000};
    assert_non_null(c->session);
    memcpy(c->points, POINTS, sizeof POINTS);
    c->plan = (struct plan){.points = c->points, .n_points = 4};
    int position = session_plan_position(c->terms, "supine");
    for (int i = 0; i < 4; i++)
        session_plan_add_point(c->terms, POINTS[i].code, POINTS[i].side, i == 1 ? 4 : 1,
                               position);
    assert_true(session_begin(c->session, c->terms, &at, &refusal));
}

static void couch_free(struct couch *c)
{
    highlight_destroy(&c->lit);
    free(c->session);
    session_plan_destroy(&c->terms);
}

/* the mark of a code on a side, where there is one */
static const struct scene_mark *couch_mark(struct couch *c, const char *code,
                                           enum side side)
{
    struct highlight_params params = {.body = subject_body(subject),
                                      .subject = subject,
                                      .plan = &c->plan,
                                      .session = c->session,
                                      .limbs = HIGHLIGHT_LIMB_AT_HAND,
                                      .overlay = &c->overlay};
    uint32_t n = highlight_build(c->lit, &params);
    for (uint32_t k = 0; k < n; k++) {
        const struct site *site = highlight_site(c->lit, (int)k);
        if (site && site->side == side && strcmp(site->point->code, code) == 0)
            return &highlight_marks(c->lit)[k];
    }
    return NULL;
}

/* steel where the plan has none, and in two of a set of four: each is seen where it is */
static void every_piece_of_steel_is_seen(void **state)
{
    (void)state;
    struct couch c;
    couch_make(&c);
    couch_event(&c, SESSION_INSERT, "KI3", "R", NULL);
    assert_null(couch_mark(&c, "ST36", SIDE_L));
    couch_event(&c, SESSION_UNPLANNED, "ST36", "L", "Wrong side");
    const struct scene_mark *extra = couch_mark(&c, "ST36", SIDE_L);
    assert_non_null(extra);
    assert_true(extra->needled);
    assert_int_equal(extra->emphasis, SCENE_IN);
    assert_string_equal(extra->brief, "ST36\u00a0L");
    couch_event(&c, SESSION_REMOVE, "ST36", "L", NULL);
    extra = couch_mark(&c, "ST36", SIDE_L);
    assert_false(extra->needled);
    assert_int_equal(extra->emphasis, SCENE_OUT);
    couch_event(&c, SESSION_INSERT, "EX-LE10.2", "R", NULL);
    couch_event(&c, SESSION_INSERT, "EX-LE10.3", "R", NULL);
    couch_event(&c, SESSION_REMOVE, "EX-LE10.3", "R", NULL);
    static const struct {
        const char *code;
        enum scene_emphasis seen;
        bool needled;
    } SET[] = {{"EX-LE10.1", SCENE_OFFERED, false},
               {"EX-LE10.2", SCENE_IN, true},
               {"EX-LE10.3", SCENE_OUT, false},
               {"EX-LE10.4", SCENE_OFFERED, false}};
    for (int i = 0; i < 4; i++) {
        const struct scene_mark *part = couch_mark(&c, SET[i].code, SIDE_R);
        assert_int_equal(part->emphasis, SET[i].seen);
        assert_int_equal(part->needled, SET[i].needled);
    }
    couch_free(&c);
}

/* what is still to go in is part of what is looked at, limb by limb; after a stop it is
 * not */
static void the_limb_at_hand_is_aimed_at(void **state)
{
    (void)state;
    struct couch c;
    couch_make(&c);
    assert_int_equal(couch_mark(&c, "KI3", SIDE_R)->emphasis, SCENE_CHOSEN);
    assert_true(couch_mark(&c, "EX-LE10.1", SIDE_R)->awaited);
    assert_false(couch_mark(&c, "EX-LE10.1", SIDE_R)->apart);
    assert_true(couch_mark(&c, "KI3", SIDE_L)->awaited);
    assert_true(couch_mark(&c, "KI3", SIDE_L)->apart);
    assert_true(couch_mark(&c, "LI4", SIDE_R)->apart);
    couch_event(&c, SESSION_INSERT, "KI3", "R", NULL);
    couch_event(&c, SESSION_INSERT, "EX-LE10", "R", NULL);
    assert_false(couch_mark(&c, "KI3", SIDE_L)->apart);
    assert_true(couch_mark(&c, "KI3", SIDE_R)->apart);
    couch_event(&c, SESSION_ABORT, NULL, NULL, "Faintness");
    assert_int_equal(couch_mark(&c, "KI3", SIDE_L)->emphasis, SCENE_DIM);
    assert_false(couch_mark(&c, "KI3", SIDE_L)->awaited);
    assert_false(couch_mark(&c, "KI3", SIDE_R)->apart);
    assert_true(couch_mark(&c, "KI3", SIDE_R)->needled);
    couch_free(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_composite_has_one_name_a_side),
        cmocka_unit_test(a_session_is_seen_on_the_body),
        cmocka_unit_test(members_that_were_chosen_one_by_one_keep_their_names),
        cmocka_unit_test(a_mark_glows_where_its_region_is_lit),
        cmocka_unit_test(every_piece_of_steel_is_seen),
        cmocka_unit_test(the_limb_at_hand_is_aimed_at),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
