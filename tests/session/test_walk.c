/* a million random events: what must hold, holds; what is replayed is what was held */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fixture.h"
#include "session/overlay.h"

enum { EVENTS = 1000000, LOG_MAX = 400, TOTAL_MS = 30 * 60 * 1000 };

struct walk {
    uint64_t random;
    const struct session_plan *plan;
    struct session s;
    struct session_time started, now;
    struct session_event log[LOG_MAX];
    int n_log;
    int64_t ran_ms;                 /* the test's own count of running time */
    bool early[SESSION_POINTS_MAX]; /* came out early, or in an abort, by the record */
    bool early_before[SESSION_POINTS_MAX]; /* the last insertion */
    int accepted[SESSION_EVENT_KINDS][SESSION_STATES];
    int ends[SESSION_STATES];
};

/* xorshift64*: the same walk everywhere */
static uint32_t dice(struct walk *w, uint32_t sides)
{
    w->random ^= w->random >> 12;
    w->random ^= w->random << 25;
    w->random ^= w->random >> 27;
    return (uint32_t)((w->random * 2685821657736338717ULL) >> 33) % sides;
}

static struct session_event roll(struct walk *w)
{
    static const char *const CAUTIONS[] = {"SF03", "SF04", "SF11", "SF08"};
    static const char *const SIDES[] = {"L", "R", "M", "X"};
    // the likelier events stand more often
    static const unsigned char KINDS[] = {
        SESSION_INSERT,   SESSION_INSERT, SESSION_INSERT,  SESSION_INSERT,
        SESSION_INSERT,   SESSION_DE_QI,  SESSION_DE_QI,   SESSION_REMOVE,
        SESSION_REMOVE,   SESSION_REMOVE, SESSION_LAMP_ON, SESSION_LAMP_OFF,
        SESSION_SKIP,     SESSION_PAUSE,  SESSION_RESUME,  SESSION_THERMAL_TEST,
        SESSION_OVERRIDE, SESSION_CLOSE,  SESSION_NOTE,    SESSION_SKIN_CHECK,
        SESSION_CLOSE,    SESSION_INSERT, SESSION_INSERT,  SESSION_RESUME,
        SESSION_RETRACT,
    };
    struct session_event e = {.kind = KINDS[dice(w, sizeof KINDS)], .at = w->now};
    if (dice(w, 300) == 0)
        e.kind = SESSION_ABORT;
    int point = (int)dice(w, (uint32_t)w->plan->n_points);
    bool wild = dice(w, 40) == 0;
    bool everywhere = dice(w, 2) == 0;
    e.code = wild ? "ST99" : w->plan->points[point].code;
    e.side = wild ? SIDES[dice(w, 4)]
                  : (const char *[]){"L", "M",
                                     "R"}[w->plan->points[point].side == 'L' ? 0 : 2];
    e.caution = CAUTIONS[dice(w, 4)];
    e.text = "because";
    e.passed = dice(w, 3) != 0;
    if (e.kind == SESSION_DE_QI && everywhere)
        e.code = e.side = NULL;
    if (e.kind == SESSION_THERMAL_TEST) {
        const struct session_region *r =
            &w->plan->regions[dice(w, (uint32_t)w->plan->n_regions)];
        e.region = everywhere ? NULL : r->region;
        e.side = r->side == 'L' ? "L" : "R";
    }
    return e;
}

static void check(const struct walk *w, const struct session *s)
{
    int in = 0;
    for (int i = 0; i < w->plan->n_points; i++) {
        bool is_in = s->points[i].state == SESSION_POINT_IN ||
                     s->points[i].state == SESSION_POINT_DE_QI;
        in += is_in ? w->plan->points[i].needles : 0;
        assert_true(!is_in || s->points[i].position == s->position);
    }
    assert_int_equal(session_needles_in(s), in);
    assert_true(s->out >= 0 && s->out <= s->placed);
    assert_true(session_is_open(s) || in == 0);
    assert_true(s->state != SESSION_DUE || in > 0);
    assert_true(s->state != SESSION_RETAINING || in > 0);
    bool lit = false;
    for (int r = 0; r < w->plan->n_regions; r++) {
        enum session_lamp_rule rule = w->plan->regions[r].rule;
        if (!s->lamp.lit[r])
            continue;
        lit = true;
        assert_int_not_equal(rule, SESSION_LAMP_RULE_WITHHELD);
        assert_int_not_equal(s->lamp.test[r], SESSION_TEST_FAILED);
        if (rule == SESSION_LAMP_RULE_CONDITIONAL)
            assert_int_equal(s->lamp.test[r], SESSION_TEST_PASSED);
    }
    assert_int_equal(lit, s->lamp.on);
    assert_true(!s->lamp.on ||
                (s->state == SESSION_RETAINING && !s->retention[s->position].paused));
}

/* lets the test's own clock run beside the session's */
static void pass(struct walk *w)
{
    static const int STEPS[] = {0, 1, 999, 1000, 20000, 60000, 300000, 700000};
    int64_t step = STEPS[dice(w, 8)];
    if (dice(w, 500) == 0)
        step = 4000000;
    w->now.wall_ms += step;
    const struct session_retention *r = &w->s.retention[w->s.position];
    if (w->s.state == SESSION_RETAINING && !r->paused)
        w->ran_ms += step;
    struct session later;
    memcpy(&later, &w->s, sizeof later);
    int64_t ms;
    assert_true(session_advance(&later, &w->now, &ms, NULL));
    check(w, &later);
    if (w->s.state == SESSION_RETAINING && later.state == SESSION_DUE)
        assert_true(w->ran_ms >= TOTAL_MS);
    if (later.state == SESSION_RETAINING) {
        assert_true(w->ran_ms < TOTAL_MS);
        assert_int_equal(session_retained(&later, later.position, ms), w->ran_ms);
    }
}

static void note_event(struct walk *w, const struct session *before,
                       const struct session_event *e)
{
    w->log[w->n_log++] = *e;
    struct session later;
    memcpy(&later, before, sizeof later);
    int64_t ms;
    session_advance(&later, &e->at, &ms, NULL);
    w->accepted[e->kind][later.state]++;
    if (e->kind == SESSION_RETRACT) {
        int i = session_plan_find(w->plan, e->code, e->side[0]);
        w->early[i] = w->early_before[i];
    }
    if (e->kind == SESSION_INSERT || e->kind == SESSION_REMOVE) {
        int i = session_plan_find(w->plan, e->code, e->side[0]);
        w->early_before[i] = w->early[i];
        bool over =
            later.state == SESSION_DUE || later.retention[later.position].complete;
        w->early[i] = e->kind == SESSION_REMOVE && !over;
    }
    // a retention that has just begun runs from the De Qi of the needle that went in last
    if (w->s.state == SESSION_RETAINING && later.state == SESSION_INSERTING) {
        int last = -1;
        for (int i = 0; i < w->plan->n_points; i++)
            if ((w->s.points[i].state == SESSION_POINT_IN ||
                 w->s.points[i].state == SESSION_POINT_DE_QI) &&
                (last < 0 || w->s.points[i].order > w->s.points[last].order))
                last = i;
        assert_int_equal(w->s.points[last].state, SESSION_POINT_DE_QI);
        const struct session_retention *r = &w->s.retention[w->s.position];
        if (r->by_order != before->retention[w->s.position].by_order)
            w->ran_ms = ms - w->s.points[last].de_qi_ms;
    }
}

static void replay(const struct walk *w)
{
    struct session again;
    struct session_time at = w->started;
    assert_true(session_begin(&again, w->plan, &at, NULL));
    for (int i = 0; i < w->n_log; i++)
        assert_true(session_apply(&again, &w->log[i], NULL));
    assert_memory_equal(&again, &w->s, sizeof again);
}

static void check_end(const struct walk *w)
{
    for (int i = 0; i < w->plan->n_points; i++)
        if (w->s.points[i].state == SESSION_POINT_OUT)
            assert_int_equal(w->s.points[i].retained_ms < TOTAL_MS, w->early[i]);
    struct overlay o;
    assert_true(overlay_make(&o, &w->s, &w->now, NULL, NULL));
    bool early = false, said = false;
    for (int i = 0; i < w->plan->n_points; i++)
        early |= w->early[i];
    for (int i = 0; i < o.n_alerts; i++)
        said |= strcmp(o.alerts[i].id, "retention_short") == 0;
    assert_int_equal(early, said);
}

static void begin(struct walk *w)
{
    w->n_log = 0;
    w->ran_ms = 0;
    memset(w->early, 0, sizeof w->early);
    w->started = w->now;
    assert_true(session_begin(&w->s, w->plan, &w->now, NULL));
}

static void a_million_events(void **state)
{
    (void)state;
    struct session_plan *plan = fixture_plan();
    struct walk *w = calloc(1, sizeof *w);
    w->random = 20261123;
    w->plan = plan;
    w->now = fixture_at(0);
    begin(w);
    struct session *before = malloc(sizeof *before);
    for (int i = 0; i < EVENTS; i++) {
        if (dice(w, 4) == 0)
            pass(w);
        struct session_event e = roll(w);
        memcpy(before, &w->s, sizeof *before);
        struct session_refusal refusal = {0};
        if (session_apply(&w->s, &e, &refusal)) {
            note_event(w, before, &e);
        } else {
            assert_non_null(refusal.what.id);
            assert_memory_equal(before, &w->s, sizeof *before);
        }
        check(w, &w->s);
        if (w->n_log == LOG_MAX || !session_is_open(&w->s)) {
            replay(w);
            if (!session_is_open(&w->s))
                check_end(w);
            w->ends[w->s.state]++;
            begin(w);
        }
    }
    // the walk has been everywhere that the table allows
    for (int k = 0; k < SESSION_EVENT_KINDS; k++)
        for (int s = 0; s < SESSION_STATES; s++) {
            bool allowed =
                session_state_allows((enum session_state)s, (enum session_event_kind)k);
            bool possible =
                allowed &&
                !((k == SESSION_REMOVE || k == SESSION_RETRACT || k == SESSION_DE_QI) &&
                  s == SESSION_PREPARED) &&
                k <= SESSION_NOTE && k != SESSION_RETRACT && s < SESSION_CLOSED &&
                !(k == SESSION_SKIN_CHECK && s < SESSION_RETAINING) &&
                !(k == SESSION_CLOSE && s != SESSION_REMOVING);
            if (possible && !w->accepted[k][s])
                fail_msg("never: %s in %s", session_event_name(k), session_state_name(s));
            assert_true(allowed || !w->accepted[k][s]);
        }
    print_message("closed %d, aborted %d\n", w->ends[SESSION_CLOSED],
                  w->ends[SESSION_ABORTED]);
    free(before);
    free(w);
    session_plan_destroy(&plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_million_events)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
