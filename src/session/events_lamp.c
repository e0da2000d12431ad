/* events_lamp.c - the events about the lamp: tests, on, off, the skin under it. */
#include <string.h>

#include "rules/plan_says.h"
#include "session/session_internal.h"

static bool refuse_region(const struct session *s, const struct session_event *event,
                          struct session_refusal *refusal)
{
    for (int r = 0; r < s->plan->n_regions; r++)
        if (strcmp(s->plan->regions[r].region, event->region) == 0)
            return session_refuse(
                refusal,
                SAY("region_side",
                    "the lamp warms {region} in this plan on {side}, not {given}",
                    plan_says_region("region", event->region),
                    session_text_arg("side", session_side(s->plan->regions[r].side)),
                    session_text_arg("given", event->side)));
    return session_refuse(refusal,
                          SAY("region", "{region} is not a region of this plan's lamp",
                              plan_says_region("region", event->region)));
}

bool session_thermal_test(struct session *s, const struct session_event *event,
                          int64_t ms, struct session_refusal *refusal)
{
    enum session_test test = event->passed ? SESSION_TEST_PASSED : SESSION_TEST_FAILED;
    int only = -1;
    if (event->region) {
        char side;
        if (!session_take_side(event->side, &side, refusal))
            return false;
        only = session_plan_find_region(s->plan, event->region, side);
        if (only < 0)
            return refuse_region(s, event, refusal);
    }
    bool lit_failed = false;
    for (int r = 0; r < s->plan->n_regions; r++)
        if (only < 0 || only == r) {
            s->lamp.test[r] = test;
            lit_failed |= s->lamp.lit[r] && !session_region_allowed(s, r);
        }
    if (lit_failed)
        session_lamp_drop(s, ms);
    return true;
}

/* why not one region may be warmed: what is nearest to being allowed says it */
static bool refuse_lamp(const struct session *s, struct session_refusal *refusal)
{
    int untested = -1, failed = -1;
    for (int r = s->plan->n_regions - 1; r >= 0; r--) {
        if (s->plan->regions[r].rule == SESSION_LAMP_RULE_WITHHELD)
            continue;
        if (s->lamp.test[r] == SESSION_TEST_FAILED)
            failed = r;
        else
            untested = r;
    }
    int region = untested >= 0 ? untested : failed;
    if (region < 0) {
        session_refuse(refusal, SAY("lamp_withheld", "the plan withholds the lamp", {0}));
        if (refusal)
            refusal->why = s->plan->lamp_reason;
        return false;
    }
    const struct session_region *at = &s->plan->regions[region];
    if (untested >= 0)
        session_refuse(refusal,
                       SAY("lamp_untested",
                           "no hot/cold test is recorded as passed ({region} {side})",
                           plan_says_region("region", at->region),
                           session_text_arg("side", session_side(at->side))));
    else
        session_refuse(refusal,
                       SAY("lamp_failed", "the hot/cold test failed ({region} {side})",
                           plan_says_region("region", at->region),
                           session_text_arg("side", session_side(at->side))));
    if (refusal)
        refusal->why = at->reason;
    return false;
}

bool session_lamp_on(struct session *s, const struct session_event *event, int64_t ms,
                     struct session_refusal *refusal)
{
    (void)event;
    if (s->retention[s->position].paused)
        return session_refuse(
            refusal, SAY("lamp_paused", "the session is paused; resume it first", {0}));
    bool any = false, more = false;
    for (int r = 0; r < s->plan->n_regions; r++) {
        bool allowed = session_region_allowed(s, r);
        any |= allowed;
        more |= allowed && !s->lamp.lit[r];
    }
    if (!any)
        return refuse_lamp(s, refusal);
    if (s->lamp.on && !more)
        return session_refuse(refusal, SAY("lamp_is_on", "the lamp is on already", {0}));
    for (int r = 0; r < s->plan->n_regions; r++)
        s->lamp.lit[r] = session_region_allowed(s, r);
    if (!s->lamp.on) {
        // a check that was due stays due: only looking at the skin answers it
        s->lamp.on_from_ms = ms;
        s->lamp.check_from_ms = ms - s->lamp.unchecked_ms;
    }
    s->lamp.on = true;
    s->lamp.was_on = true;
    s->lamp.asks_switch_off = false;
    return true;
}

/* also answers the request to switch the real lamp off */
bool session_lamp_off(struct session *s, const struct session_event *event, int64_t ms,
                      struct session_refusal *refusal)
{
    (void)event, (void)refusal;
    if (s->lamp.on) {
        s->lamp.unchecked_ms = ms - s->lamp.check_from_ms;
        s->lamp.lit_ms += ms - s->lamp.on_from_ms;
    }
    s->lamp.on = false;
    s->lamp.asks_switch_off = false;
    memset(s->lamp.lit, 0, sizeof s->lamp.lit);
    return true;
}

bool session_skin_check(struct session *s, const struct session_event *event, int64_t ms,
                        struct session_refusal *refusal)
{
    (void)event;
    if (!s->lamp.was_on)
        return session_refuse(
            refusal, SAY("skin_check", "the lamp has not been on in this position", {0}));
    s->lamp.check_from_ms = ms;
    s->lamp.unchecked_ms = 0;
    s->lamp.checks++;
    return true;
}
