/* session.c - the fold, the passing of time, and the table of what each state allows.
 *
 * One step is: let time pass up to the event, ask the table, let the handler act, then
 * settle (the moves that follow from what is now true: the last De Qi starts the
 * retention, the last needle out ends a position). All of it happens on a copy; only an
 * event that was not refused replaces the session.
 *
 * Never write a session but through `session_begin` and `session_apply`.
 */
#include "session/session.h"

#include <string.h>

#include "session/session_internal.h"

static const char *const STATE_NAMES[SESSION_STATES] = {
    "prepared", "inserting", "retaining", "due", "removing", "closed", "aborted"};

static const char *const POINT_STATE_NAMES[] = {"removed", "waiting", "in",
                                                "de_qi",   "out",     "skipped"};

// ------------------------------------------------------------------ the table

enum verdict {
    OK, /* the handler judges the details */
    NOT_RETAINING,
    LAMP_TOO_EARLY,
    TIME_RUNS,
    TIME_UP,
    COMING_OUT,
    CLOSED,
    ABORTED,
    VERDICTS
};

static const struct message VERDICT_TEXT[VERDICTS] = {
    [NOT_RETAINING] = {"session.refused.not_retaining",
                       "the thirty minutes are not running yet; they begin with De Qi at "
                       "the last needle",
                       {{0}}},
    [LAMP_TOO_EARLY] =
        {"session.refused.lamp_too_early",
         "the lamp belongs to the retention, which begins with De Qi at the "
         "last needle",
         {{0}}},
    [TIME_RUNS] = {"session.refused.time_runs",
                   "the retention counts every needle; where none is in after all, take "
                   "it out",
                   {{0}}},
    [TIME_UP] = {"session.refused.time_up",
                 "the time is up; the needles are to be taken out",
                 {{0}}},
    [COMING_OUT] = {"session.refused.coming_out",
                    "the needles of this position are coming out",
                    {{0}}},
    [CLOSED] = {"session.refused.closed", "the session is closed", {{0}}},
    [ABORTED] = {"session.refused.aborted", "the session was aborted and is over", {{0}}},
};

/* columns: prepared, inserting, retaining, due, removing, closed, aborted */
static const unsigned char TABLE[SESSION_EVENT_KINDS][SESSION_STATES] = {
    [SESSION_INSERT] = {OK, OK, OK, TIME_UP, COMING_OUT, CLOSED, ABORTED},
    [SESSION_RETRACT] = {OK, OK, TIME_RUNS, TIME_UP, COMING_OUT, CLOSED, ABORTED},
    [SESSION_SKIP] = {OK, OK, OK, OK, OK, CLOSED, ABORTED},
    [SESSION_DE_QI] = {OK, OK, OK, TIME_UP, COMING_OUT, CLOSED, ABORTED},
    [SESSION_THERMAL_TEST] = {OK, OK, OK, OK, OK, CLOSED, ABORTED},
    [SESSION_LAMP_ON] = {LAMP_TOO_EARLY, LAMP_TOO_EARLY, OK, TIME_UP, COMING_OUT, CLOSED,
                         ABORTED},
    [SESSION_LAMP_OFF] = {OK, OK, OK, OK, OK, CLOSED, ABORTED},
    [SESSION_SKIN_CHECK] = {OK, OK, OK, OK, OK, CLOSED, ABORTED},
    [SESSION_PAUSE] = {NOT_RETAINING, NOT_RETAINING, OK, TIME_UP, COMING_OUT, CLOSED,
                       ABORTED},
    [SESSION_RESUME] = {NOT_RETAINING, NOT_RETAINING, OK, TIME_UP, COMING_OUT, CLOSED,
                        ABORTED},
    [SESSION_REMOVE] = {OK, OK, OK, OK, OK, CLOSED, ABORTED},
    [SESSION_CLOSE] = {OK, OK, OK, OK, OK, CLOSED, ABORTED},
    [SESSION_ABORT] = {OK, OK, OK, OK, OK, CLOSED, ABORTED},
    [SESSION_OVERRIDE] = {OK, OK, OK, OK, OK, CLOSED, ABORTED},
    [SESSION_NOTE] = {OK, OK, OK, OK, OK, CLOSED, ABORTED},
};

// -------------------------------------------------------------------- asking

const char *session_state_name(enum session_state state)
{
    return STATE_NAMES[state];
}

const char *session_point_state_name(enum session_point_state state)
{
    return POINT_STATE_NAMES[state];
}

const char *session_side(char side)
{
    return side == 'L' ? "L" : side == 'R' ? "R" : "M";
}

bool session_state_allows(enum session_state state, enum session_event_kind kind)
{
    return TABLE[kind][state] == OK;
}

bool session_is_open(const struct session *s)
{
    return s->state != SESSION_CLOSED && s->state != SESSION_ABORTED;
}

int session_needles_in(const struct session *s)
{
    return s->placed - s->out;
}

int64_t session_retained(const struct session *s, int position, int64_t ms)
{
    const struct session_retention *r = &s->retention[position];
    int64_t ran = r->ran_ms;
    if (position == s->position && s->state == SESSION_RETAINING && !r->paused)
        ran += ms - r->since_ms;
    return ran < s->plan->retention_ms ? ran : s->plan->retention_ms;
}

int session_first_point(const struct session *s, int position,
                        enum session_point_state state)
{
    for (int i = 0; i < s->plan->n_points; i++)
        if (s->points[i].state == state &&
            (position == SESSION_ANY_POSITION || s->points[i].position == position))
            return i;
    return -1;
}

bool session_region_allowed(const struct session *s, int region)
{
    switch (s->plan->regions[region].rule) {
    case SESSION_LAMP_RULE_ON:
        return s->lamp.test[region] != SESSION_TEST_FAILED;
    case SESSION_LAMP_RULE_CONDITIONAL:
        return s->lamp.test[region] == SESSION_TEST_PASSED;
    default:
        return false;
    }
}

bool session_position_left(const struct session *s, int position)
{
    return session_is_open(s) && !s->aborting && position > s->position &&
           session_first_point(s, position, SESSION_POINT_WAITING) >= 0;
}

bool session_refuse(struct session_refusal *refusal, struct message what)
{
    if (refusal) {
        memset(refusal, 0, sizeof *refusal);
        refusal->what = what;
    }
    return false;
}

// ---------------------------------------------------------------------- time

void session_lamp_drop(struct session *s, int64_t ms)
{
    if (!s->lamp.on)
        return;
    s->lamp.unchecked_ms = ms - s->lamp.check_from_ms;
    s->lamp.lit_ms += ms - s->lamp.on_from_ms;
    s->lamp.on = false;
    memset(s->lamp.lit, 0, sizeof s->lamp.lit);
    s->lamp.asks_switch_off = true;
    s->lamp.off_ms = ms;
}

void session_freeze(struct session *s, int64_t ms)
{
    struct session_retention *r = &s->retention[s->position];
    r->ran_ms = session_retained(s, s->position, ms);
    r->since_ms = ms;
}

/* retaining becomes due at the very moment at which the time was up */
static void run(struct session *s, int64_t ms)
{
    struct session_retention *r = &s->retention[s->position];
    if (s->state != SESSION_RETAINING || r->paused ||
        session_retained(s, s->position, ms) < s->plan->retention_ms)
        return;
    int64_t due = r->since_ms + (s->plan->retention_ms - r->ran_ms);
    session_freeze(s, due);
    r->complete = true;
    s->state = SESSION_DUE;
    session_lamp_drop(s, due);
}

static bool in_order(const struct session *s, const struct session_time *at,
                     struct session_refusal *refusal)
{
    if (!at->entered || at->wall_ms >= s->clock.last.wall_ms)
        return true;
    return session_refuse(
        refusal, (struct message){.id = "session.refused.time_back",
                                  .english = "the time given is earlier than the last "
                                             "event; expected that time or a later one"});
}

bool session_advance(struct session *s, const struct session_time *at,
                     int64_t *session_ms, struct session_refusal *refusal)
{
    if (!in_order(s, at, refusal))
        return false;
    *session_ms = session_clock_ms(&s->clock, at, &s->clock.jump_ms);
    run(s, *session_ms);
    return true;
}

// ------------------------------------------------------------------ settling

static bool is_in(const struct session_point_now *p)
{
    return p->state == SESSION_POINT_IN || p->state == SESSION_POINT_DE_QI;
}

/* the needle of the present position that went in last, or -1 */
static int last_inserted(const struct session *s)
{
    int last = -1;
    for (int i = 0; i < s->plan->n_points; i++)
        if (is_in(&s->points[i]) &&
            (last < 0 || s->points[i].order > s->points[last].order))
            last = i;
    return last;
}

/* nothing of this position is in or to be needled: go to the next that has points */
static void finish_position(struct session *s, int64_t ms)
{
    session_freeze(s, ms);
    s->retention[s->position].paused = false;
    session_lamp_drop(s, ms);
    for (int i = 0; i < s->plan->n_points; i++)
        if (s->points[i].position == s->position &&
            s->points[i].state == SESSION_POINT_WAITING)
            s->points[i].state = SESSION_POINT_SKIPPED;
    s->state = SESSION_REMOVING;
    for (int p = s->position + 1; p < s->plan->n_positions; p++)
        if (session_position_left(s, p)) {
            s->position = p;
            s->state = SESSION_PREPARED;
            s->lamp.was_on = false;
            s->lamp.unchecked_ms = 0;
            return;
        }
}

/* "De Qi at the last inserted needle, none waiting": the time runs from that De Qi, also
 * where the last waiting point is skipped only afterwards */
static void begin_retention(struct session *s, int64_t ms)
{
    int last = last_inserted(s);
    if (last < 0 || s->points[last].state != SESSION_POINT_DE_QI)
        return;
    struct session_retention *r = &s->retention[s->position];
    if (s->points[last].order > r->by_order) {
        r->by_order = s->points[last].order;
        r->ran_ms = 0;
        r->since_ms = s->points[last].de_qi_ms;
    } else {
        // a late needle came out again before its De Qi: the earlier time goes on
        r->since_ms = ms;
    }
    r->started = true;
    r->paused = false;
    s->state = SESSION_RETAINING;
}

static void settle(struct session *s, int64_t ms)
{
    if (!session_is_open(s))
        return;
    bool none_in = session_needles_in(s) == 0;
    bool waiting = session_first_point(s, s->position, SESSION_POINT_WAITING) >= 0;
    if (s->aborting) {
        if (none_in)
            s->state = SESSION_ABORTED;
        return;
    }
    switch (s->state) {
    case SESSION_PREPARED:
        if (!waiting)
            finish_position(s, ms);
        break;
    case SESSION_INSERTING:
        if (!waiting && none_in)
            finish_position(s, ms);
        else if (!waiting)
            begin_retention(s, ms);
        break;
    default: // retaining, due, removing
        if (none_in)
            finish_position(s, ms);
        break;
    }
    run(s, ms);
}

// ------------------------------------------------------------------ the fold

bool session_begin(struct session *s, const struct session_plan *plan,
                   const struct session_time *at, struct session_refusal *refusal)
{
    memset(s, 0, sizeof *s);
    s->plan = plan;
    session_clock_begin(&s->clock, at);
    for (int i = 0; i < plan->n_points; i++) {
        const struct session_point *p = &plan->points[i];
        s->points[i].position = p->position;
        s->points[i].state = p->removed ? SESSION_POINT_REMOVED : SESSION_POINT_WAITING;
    }
    if (session_first_point(s, SESSION_ANY_POSITION, SESSION_POINT_WAITING) < 0)
        return session_refuse(
            refusal, (struct message){.id = "session.refused.no_points",
                                      .english = "the plan has no point to needle"});
    settle(s, 0);
    return true;
}

bool session_apply(struct session *s, const struct session_event *event,
                   struct session_refusal *refusal)
{
    struct session next;
    memcpy(&next, s, sizeof next);
    if (!in_order(&next, &event->at, refusal))
        return false;
    int64_t ms = session_clock_tick(&next.clock, &event->at);
    run(&next, ms);
    enum verdict verdict = (enum verdict)TABLE[event->kind][next.state];
    if (verdict != OK)
        return session_refuse(refusal, VERDICT_TEXT[verdict]);
    if (!SESSION_HANDLERS[event->kind](&next, event, ms, refusal))
        return false;
    next.n_events++;
    settle(&next, ms);
    memcpy(s, &next, sizeof next);
    return true;
}
