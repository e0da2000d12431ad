#include "bedside.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

void bedside_open(struct bedside *b, struct drive *d)
{
    *b = (struct bedside){.drive = d,
                          .running = live_session_create(d->journal, NULL, NULL)};
    assert_non_null(b->running);
}

void bedside_close(struct bedside *b)
{
    live_session_destroy(&b->running);
}

static struct session_time time_of(const struct bedside *b)
{
    return desk_session_time(&b->drive->app->desk.clock);
}

void bedside_begin(struct bedside *b, const char *case_path)
{
    bedside_begin_as(b, case_path, NULL);
}

void bedside_begin_as(struct bedside *b, const char *case_path, const char *who)
{
    struct live_session_terms terms = {.who = who};
    struct app *app = b->drive->app;
    struct case_record *record = xcalloc(1, sizeof *record);
    struct arena *arena = arena_create();
    struct session_time at = time_of(b);
    struct plan plan;
    struct error error = {0};
    if (!case_load(case_path, app->desk.dossier.engine, record, &error))
        fail_msg("%s", error.text);
    engine_plan(app->desk.dossier.engine, record, arena, &plan);
    if (!live_session_begin(b->running, record, &plan, &terms, &at, app->desk.texts,
                            &error))
        fail_msg("%s", error.text);
    live_session_look(b->running, &at);
    arena_destroy(&arena);
    free(record);
}

static void happen(struct bedside *b, int argc, const char *const *argv)
{
    struct error error = {0};
    b->drive->clock += 1000;
    struct session_time at = time_of(b);
    struct session_event event;
    static char joined[SESSION_NOTE_MAX];
    if (!session_event_parse(&event, argc, argv, joined, &error) ||
        !live_session_event(b->running, &event, &at, b->drive->app->desk.texts, &error))
        fail_msg("%s: %s", argv[0], error.text);
    live_session_look(b->running, &at);
}

void bedside_event(struct bedside *b, ...)
{
    const char *argv[SESSION_EVENT_ARGS + 2];
    int argc = 0;
    va_list args;
    va_start(args, b);
    while ((argv[argc] = va_arg(args, const char *)))
        argc++;
    va_end(args);
    happen(b, argc, argv);
}

const struct session *bedside_session(const struct bedside *b)
{
    const struct session *s = live_session_state(b->running);
    assert_non_null(s);
    return s;
}

/* the same with every needle that is as it says */
static void with_all(struct bedside *b, enum session_point_state state, const char *event)
{
    const struct session_plan *plan = bedside_session(b)->plan;
    for (int i = 0; i < plan->n_points; i++) {
        const struct session *s = bedside_session(b);
        char side[2] = {plan->points[i].side, 0};
        if (s->points[i].position == s->position && s->points[i].state == state)
            bedside_event(b, event, plan->points[i].code, side, NULL);
    }
}

void bedside_needle_all(struct bedside *b)
{
    with_all(b, SESSION_POINT_WAITING, "insert");
    bedside_event(b, "de-qi", NULL);
    assert_int_equal(bedside_session(b)->state, SESSION_RETAINING);
}

void bedside_test_all(struct bedside *b)
{
    const struct session_plan *plan = bedside_session(b)->plan;
    for (int i = 0; i < plan->n_regions; i++) {
        char side[2] = {plan->regions[i].side, 0};
        if (plan->regions[i].rule == SESSION_LAMP_RULE_CONDITIONAL)
            bedside_event(b, "thermal-test", "pass", plan->regions[i].region, side, NULL);
    }
}

void bedside_remove_all(struct bedside *b)
{
    // the position ends with its last needle
    const struct session *s = bedside_session(b);
    int position = s->position;
    for (int i = 0; i < s->plan->n_points; i++) {
        char side[2] = {s->plan->points[i].side, 0};
        s = bedside_session(b);
        if (s->points[i].position == position &&
            s->points[i].state == SESSION_POINT_DE_QI)
            bedside_event(b, "remove", s->plan->points[i].code, side, NULL);
    }
}
