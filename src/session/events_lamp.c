/* events_lamp.c - the events about the lamp: tests, on, off, the skin under it. */
#include <string.h>

#include "rules/plan_says.h"
#include "session/session_internal.h"

// ---------------------------------------------------------------- going on and off

enum { GRACE_MS = 60 * 1000 }; /* a check that is no later than this was not missed */

/* checks that were due in a stretch under the lamp and nobody made */
static int missed_in(int64_t unchecked_ms)
{
    int64_t n = (unchecked_ms - GRACE_MS) / SESSION_SKIN_CHECK_MS;
    return n > 0 ? (int)n : 0;
}

int64_t session_lamp_ms(const struct session *s, int64_t ms)
{
    return s->lamp.lit_ms + (s->lamp.on ? ms - s->lamp.on_from_ms : 0);
}

int session_checks_missed(const struct session *s, int64_t ms)
{
    if (!s->lamp.on)
        return s->lamp.missed;
    // the last one that is due can still be made
    int64_t due = (ms - s->lamp.check_from_ms) / SESSION_SKIN_CHECK_MS - 1;
    int64_t more = due - s->lamp.missed_here;
    return s->lamp.missed + (more > 0 ? (int)more : 0);
}

static void stop(struct session *s, int64_t ms)
{
    if (!s->lamp.on)
        return;
    s->lamp.unchecked_ms = ms - s->lamp.check_from_ms;
    s->lamp.lit_ms += ms - s->lamp.on_from_ms;
    int missed = missed_in(s->lamp.unchecked_ms) - s->lamp.missed_here;
    if (missed > 0) {
        s->lamp.missed += missed;
        s->lamp.missed_here += missed;
    }
    s->lamp.on = false;
    memset(s->lamp.lit, 0, sizeof s->lamp.lit);
}

void session_lamp_drop(struct session *s, int64_t ms)
{
    if (!s->lamp.on)
        return;
    stop(s, ms);
    s->lamp.asks_switch_off = true;
    s->lamp.off_ms = ms;
    s->lamp.drops++;
}

/* the real lamp was on until now, or nobody said otherwise */
static void end_of_overrun(struct session *s, int64_t ms)
{
    if (s->lamp.asks_switch_off && ms > s->lamp.off_ms)
        s->lamp.over_ms += ms - s->lamp.off_ms;
}

// --------------------------------------------------------------------- the tests

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

/* Without a region: all of the present position that did not fail before. What failed and
 * is to pass needs a name and a reason. */
static bool is_meant(const struct session *s, const struct session_event *event, int only,
                     int region)
{
    if (only >= 0)
        return only == region;
    if (event->version == 1)
        return true;
    return session_region_in(s, region, s->position) &&
           !(event->passed && s->lamp.test[region] == SESSION_TEST_FAILED);
}

static bool refuse_change(const struct session *s, int region,
                          struct session_refusal *refusal)
{
    const struct session_region *at = &s->plan->regions[region];
    return session_refuse(refusal,
                          SAY("test_change",
                              "the hot/cold test failed there before ({region} {side}); "
                              "name the region and say why it is passed now",
                              plan_says_region("region", at->region),
                              session_text_arg("side", session_side(at->side))));
}

/* what the plan asked before the lamp is answered by testing every region it asked for */
static void answer_question(struct session *s)
{
    for (int r = 0; r < s->plan->n_regions; r++)
        if (s->plan->regions[r].rule == SESSION_LAMP_RULE_CONDITIONAL &&
            s->lamp.test[r] == SESSION_TEST_NONE)
            return;
    for (int i = 0; i < s->plan->n_questions; i++)
        if (strcmp(s->plan->questions[i].id, "thermal_test") == 0)
            s->answer[i] = SESSION_ANSWERED;
}

bool session_thermal_test(struct session *s, const struct session_event *event,
                          int64_t ms, struct session_refusal *refusal)
{
    enum session_test test = event->passed ? SESSION_TEST_PASSED : SESSION_TEST_FAILED;
    int only = -1, n = 0;
    if (event->region) {
        char side;
        if (!session_take_side(event->side, &side, refusal))
            return false;
        only = session_plan_find_region(s->plan, event->region, side);
        if (only < 0)
            return refuse_region(s, event, refusal);
    }
    for (int r = 0; r < s->plan->n_regions; r++) {
        bool change = event->version != 1 && event->passed && !event->text &&
                      s->lamp.test[r] == SESSION_TEST_FAILED;
        if (change && (only == r || (only < 0 && session_region_in(s, r, s->position))))
            return refuse_change(s, r, refusal);
        n += is_meant(s, event, only, r);
    }
    bool lit_failed = false;
    for (int r = 0; r < s->plan->n_regions; r++) {
        if (!is_meant(s, event, only, r))
            continue;
        if (s->lamp.test[r] != SESSION_TEST_NONE && s->lamp.test[r] != test)
            s->lamp.change[r] = session_keep(s, event->text);
        s->lamp.test[r] = test;
        s->lamp.together[r] = n > 1;
        lit_failed |= s->lamp.lit[r] && !session_region_allowed(s, r);
    }
    if (lit_failed)
        session_lamp_drop(s, ms);
    answer_question(s);
    return true;
}

/* why not one region may be warmed: what is nearest to being allowed says it */
static bool refuse_lamp(const struct session *s, struct session_refusal *refusal)
{
    int untested = -1, failed = -1;
    bool elsewhere = false;
    for (int r = s->plan->n_regions - 1; r >= 0; r--) {
        if (s->plan->regions[r].rule == SESSION_LAMP_RULE_WITHHELD)
            continue;
        if (!session_region_in(s, r, s->position))
            elsewhere = true;
        else if (s->lamp.test[r] == SESSION_TEST_FAILED)
            failed = r;
        else
            untested = r;
    }
    int region = untested >= 0 ? untested : failed;
    if (region < 0 && elsewhere)
        return session_refuse(
            refusal, SAY("lamp_elsewhere",
                         "no region that the plan warms belongs to this position", {0}));
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
    if (s->retention[s->position].paused)
        return session_refuse(
            refusal, SAY("lamp_paused", "the session is paused; resume it first", {0}));
    bool any = false, more = false, old = event->version == 1;
    for (int r = 0; r < s->plan->n_regions; r++) {
        bool ready = old ? session_region_allowed(s, r) : session_region_ready(s, r);
        any |= ready;
        more |= ready && !s->lamp.lit[r];
    }
    if (!any)
        return refuse_lamp(s, refusal);
    if (s->lamp.on && !more)
        return session_refuse(refusal, SAY("lamp_is_on", "the lamp is on already", {0}));
    for (int r = 0; r < s->plan->n_regions; r++)
        s->lamp.lit[r] = old ? session_region_allowed(s, r) : session_region_ready(s, r);
    if (!s->lamp.on) {
        // a check that was due stays due: only looking at the skin answers it
        s->lamp.on_from_ms = ms;
        s->lamp.check_from_ms = ms - s->lamp.unchecked_ms;
        s->lamp.seen_ms = ms;
    }
    end_of_overrun(s, ms);
    s->lamp.on = true;
    s->lamp.was_on = true;
    s->lamp.asks_switch_off = false;
    return true;
}

/* also answers the request to switch the real lamp off */
bool session_lamp_off(struct session *s, const struct session_event *event, int64_t ms,
                      struct session_refusal *refusal)
{
    (void)refusal;
    int64_t when = session_happened(s, event, ms, s->lamp.on_from_ms);
    stop(s, when);
    end_of_overrun(s, when);
    s->lamp.asks_switch_off = false;
    return true;
}

/* of the real lamp from the skin, as it stands now */
bool session_lamp_distance(struct session *s, const struct session_event *event,
                           int64_t ms, struct session_refusal *refusal)
{
    (void)ms;
    if (event->number == 0)
        return session_refuse(
            refusal, SAY("lamp_touches",
                         "a lamp that touches the skin burns it: say how far", {0}));
    s->lamp.distance_cm = event->number;
    return true;
}

bool session_skin_check(struct session *s, const struct session_event *event, int64_t ms,
                        struct session_refusal *refusal)
{
    if (!s->lamp.was_on)
        return session_refuse(
            refusal, SAY("skin_check", "the lamp has not been on in this position", {0}));
    int64_t when = session_happened(s, event, ms, s->lamp.seen_ms);
    int64_t under = s->lamp.on ? when - s->lamp.check_from_ms : s->lamp.unchecked_ms;
    // the last one that was due is the one that is made now
    int64_t due = under / SESSION_SKIN_CHECK_MS - 1 - s->lamp.missed_here;
    s->lamp.missed += due > 0 ? (int)due : 0;
    s->lamp.missed_here = 0;
    s->lamp.check_from_ms = s->lamp.seen_ms = when;
    s->lamp.unchecked_ms = 0;
    s->lamp.checks++;
    return true;
}
