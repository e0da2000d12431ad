#include "fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

const char *fixture_refused;

static void removed(struct session_plan *plan, const char *code, char side, int position,
                    const char *by)
{
    int i = session_plan_add_point(plan, code, side, 1, position);
    session_plan_add_removal(plan, i, by);
}

struct session_plan *fixture_plan(void)
{
    struct session_plan *plan = session_plan_create();
    int supine = session_plan_position(plan, "supine");
    int prone = session_plan_position(plan, "prone");
    int seated = session_plan_position(plan, "seated");
    session_plan_add_point(plan, "KI3", 'L', 1, supine);
    session_plan_add_point(plan, "KI3", 'R', 1, supine);
    session_plan_add_point(plan, "EX-LE10", 'L', 4, supine);
    session_plan_add_point(plan, "BL57", 'L', 1, prone);
    removed(plan, "SP6", 'L', supine, "SF03");
    removed(plan, "LR3", 'R', supine, "SF04");
    session_plan_add_removal(plan, session_plan_find(plan, "LR3", 'R'), "SF11");
    removed(plan, "GB20", 'L', seated, "SF08");
    removed(plan, "LI4", 'L', SESSION_ANY_POSITION, "SF03");
    struct message numb = {.id = "test.numb", .english = "numb skin"};
    session_plan_add_region(plan, "sole", 'L', SESSION_LAMP_RULE_CONDITIONAL, &numb);
    session_plan_add_region(plan, "sole", 'R', SESSION_LAMP_RULE_ON, &numb);
    session_plan_add_region(plan, "foot_dorsum", 'L', SESSION_LAMP_RULE_WITHHELD, &numb);
    plan->lamp = session_plan_lamp(plan);
    struct message asked = {.id = "test.pregnant", .english = "Pregnant?"};
    session_plan_add_question(plan, "pregnancy", &asked, SESSION_ASKS_RULE);
    return plan;
}

struct session_plan *fixture_small(enum session_lamp_rule rule)
{
    struct session_plan *plan = session_plan_create();
    session_plan_add_point(plan, "KI3", 'L', 1, session_plan_position(plan, "supine"));
    struct message why = {.english = "the foot is ischaemic"};
    session_plan_add_region(plan, "sole", 'L', rule, &why);
    plan->lamp = rule;
    plan->lamp_reason = why;
    return plan;
}

struct session_time fixture_at(double seconds)
{
    return (struct session_time){.wall_ms = FIXTURE_T0 + (int64_t)(seconds * 1000),
                                 .mono_ms = -1,
                                 .entered = true};
}

bool fixture_do(struct session *s, double seconds, const char *line)
{
    char copy[512], joined[SESSION_NOTE_MAX];
    snprintf(copy, sizeof copy, "%s", line);
    const char *words[16];
    int n = 0;
    for (char *save, *w = strtok_r(copy, " ", &save); w; w = strtok_r(NULL, " ", &save))
        words[n++] = w;
    struct session_event event;
    struct error error;
    if (!session_event_parse(&event, n, words, joined, &error))
        fail_msg("%s: %s", line, error.text);
    event.at = fixture_at(seconds);
    struct session_refusal refusal = {0};
    struct session before;
    memcpy(&before, s, sizeof before);
    if (session_apply(s, &event, &refusal)) {
        fixture_refused = "";
        assert_int_equal(s->n_events, before.n_events + 1);
        return true;
    }
    // what is refused changes nothing, and says why
    assert_memory_equal(&before, s, sizeof before);
    assert_non_null(refusal.what.id);
    assert_int_equal(strncmp(refusal.what.id, "session.refused.", 16), 0);
    fixture_refused = refusal.what.id + 16;
    return false;
}

void fixture_all(struct session *s, double seconds, const char *const *lines)
{
    for (; *lines; lines++)
        if (!fixture_do(s, seconds, *lines))
            fail_msg("%s: refused: %s", *lines, fixture_refused);
}

void fixture_begin(struct session *s, const struct session_plan *plan)
{
    struct session_time at = fixture_at(0);
    struct session_refusal refusal;
    assert_true(session_begin(s, plan, &at, &refusal));
}
