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

#include <stddef.h>
#include <string.h>

#include "session/session_internal.h"

// ------------------------------------------------------------------ the table

enum verdict {
    OK, /* the handler judges the details */
    NOT_RETAINING,
    LAMP_TOO_EARLY,
    RUNNING,
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
    [RUNNING] = {"session.refused.running",
                 "the thirty minutes are running already",
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
    [SESSION_RETRACT] = {OK, OK, OK, OK, OK, CLOSED, ABORTED},
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
    [SESSION_NOTE] = {OK, OK, OK, OK, OK, OK, OK},
    [SESSION_UNPLANNED] = {OK, OK, OK, OK, OK, CLOSED, ABORTED},
    [SESSION_FELL_OUT] = {OK, OK, OK, OK, OK, CLOSED, ABORTED},
    [SESSION_PUT_BACK] = {OK, OK, OK, OK, OK, CLOSED, ABORTED},
    [SESSION_STUCK] = {OK, OK, OK, OK, OK, CLOSED, ABORTED},
    [SESSION_BROKEN] = {OK, OK, OK, OK, OK, CLOSED, ABORTED},
    [SESSION_BROKEN_RESOLVED] = {OK, OK, OK, OK, OK, OK, OK},
    [SESSION_RETRACT_OUT] = {OK, OK, OK, OK, OK, CLOSED, ABORTED},
    [SESSION_RETRACT_DE_QI] = {OK, OK, OK, TIME_UP, COMING_OUT, CLOSED, ABORTED},
    [SESSION_NO_DE_QI] = {OK, OK, RUNNING, TIME_UP, COMING_OUT, CLOSED, ABORTED},
    [SESSION_INCIDENT] = {OK, OK, OK, OK, OK, OK, OK},
    [SESSION_BY] = {OK, OK, OK, OK, OK, OK, OK},
    [SESSION_SHARPS] = {OK, OK, OK, OK, OK, OK, OK},
    [SESSION_SCORE] = {OK, OK, OK, OK, OK, OK, OK},
    [SESSION_ANSWER] = {OK, OK, OK, OK, OK, CLOSED, ABORTED},
    [SESSION_PASS_OVER] = {OK, OK, OK, OK, OK, CLOSED, ABORTED},
    [SESSION_BENT] = {OK, OK, OK, OK, OK, CLOSED, ABORTED},
    [SESSION_LAMP_DISTANCE] = {OK, OK, OK, OK, OK, CLOSED, ABORTED},
    [SESSION_LABEL] = {OK, OK, OK, OK, OK, OK, OK},
    [SESSION_PLACE] = {OK, OK, OK, OK, OK, OK, OK},
    [SESSION_COURSE] = {OK, OK, OK, OK, OK, OK, OK},
};

bool session_state_allows(enum session_state state, enum session_event_kind kind)
{
    return TABLE[kind][state] == OK;
}

// ---------------------------------------------------------------------- time

/* retaining becomes due at the very moment at which the time was up */
static void run(struct session *s, int64_t ms)
{
    struct session_retention *r = &s->retention[s->position];
    if (!session_runs(s, s->position) ||
        session_retained(s, s->position, ms) < s->plan->retention_ms)
        return;
    int64_t due = r->since_ms + (s->plan->retention_ms - r->ran_ms);
    session_freeze(s, due);
    r->complete = true;
    r->due_ms = due;
    s->state = SESSION_DUE;
    session_lamp_drop(s, due);
}

/* A clock that cannot say how long nobody looked leaves the skin under the lamp unseen
 * since then: a check is due. */
static void doubt(struct session *s)
{
    int64_t due = s->clock.uncertain_ms - SESSION_SKIN_CHECK_MS;
    if (s->clock.uncertain && s->lamp.on && s->lamp.check_from_ms > due &&
        s->clock.uncertain_ms >= s->lamp.seen_ms)
        s->lamp.check_from_ms = due;
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
    *session_ms = session_clock_ms(&s->clock, at);
    doubt(s);
    run(s, *session_ms);
    return true;
}

void session_see(struct session *s, const struct session_time *sight)
{
    if (session_is_open(s))
        session_clock_see(&s->clock, sight);
}

// ------------------------------------------------------------------ settling

/* the needle that went in last, of the plan where one of those is in, or -1 */
static int last_inserted(const struct session *s)
{
    int last = -1;
    for (int i = 0; i < session_n_points(s); i++) {
        if (session_is_extra(s, i) && last >= 0 && !session_is_extra(s, last))
            break;
        if (session_point_is_in(s, i) &&
            (last < 0 || s->points[i].order > s->points[last].order))
            last = i;
    }
    return last;
}

/* nothing of this position is in or to be needled: go to the next that has points */
static void finish_position(struct session *s, int64_t ms)
{
    if (!s->finished.is || s->finished.position != s->position) {
        s->finished.is = true;
        s->finished.position = s->position;
        s->finished.state = s->state;
        s->finished.retention = s->retention[s->position];
        s->finished.was_on = s->lamp.was_on;
    }
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
    struct session_retention *r = &s->retention[s->position];
    if (last < 0 || (s->points[last].state != SESSION_POINT_DE_QI && !r->decided))
        return;
    if (s->points[last].order > r->by_order) {
        r->by_order = s->points[last].order;
        r->ran_ms = 0;
        r->since_ms = r->decided ? ms : s->points[last].de_qi_ms;
    } else {
        // a late needle came out again before its De Qi: the earlier time goes on
        r->since_ms = ms;
    }
    r->watch_since_ms = r->since_ms;
    r->started = true;
    r->paused = false;
    s->state = SESSION_RETAINING;
}

/* nothing is in, but what fell out may be put back */
static void stand_still(struct session *s, int64_t ms)
{
    session_freeze(s, ms);
    s->retention[s->position].empty = true;
    session_lamp_drop(s, ms);
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
        if (!waiting && none_in && !session_awaits_put_back(s))
            finish_position(s, ms);
        else if (!waiting && !none_in)
            begin_retention(s, ms);
        break;
    default: // retaining, due, removing
        if (session_awaits_put_back(s))
            stand_still(s, ms);
        else if (none_in)
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
    s->score[0] = s->score[1] = s->sharps = -1;
    s->n_said = 1;
    session_clock_begin(&s->clock, at, plan->speed);
    for (int i = 0, needle = 0; i < plan->n_points; i++) {
        const struct session_point *p = &plan->points[i];
        s->points[i].first = needle;
        needle += p->needles;
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

/* what a refusal borrowed from the copy stands in the session as well */
static void lend(struct session_refusal *refusal, const struct session *from,
                 const struct session *to)
{
    const char *begin = (const char *)from;
    for (int i = 0; refusal && i < MESSAGE_ARGS; i++) {
        const char **text = &refusal->what.arg[i].text;
        if (*text >= begin && *text < begin + sizeof *from)
            *text = (const char *)to + (*text - begin);
    }
}

static bool late_is_sound(const struct session_event *event,
                          struct session_refusal *refusal)
{
    if (!event->happened_ms)
        return true;
    if (!session_event_may_be_late(event->kind))
        return session_refuse(
            refusal, SAY("late_kind", "{event} cannot be told of an earlier time",
                         session_text_arg("event", session_event_name(event->kind))));
    if (event->happened_ms > event->at.wall_ms)
        return session_refuse(refusal, SAY("late_ahead",
                                           "a late entry tells of an earlier time "
                                           "than the one at which it is made",
                                           {0}));
    return true;
}

/* what is done at the needles themselves, and is not only told of them */
static bool moves(enum session_event_kind kind)
{
    switch (kind) {
    case SESSION_INSERT:
    case SESSION_RETRACT:
    case SESSION_DE_QI:
    case SESSION_NO_DE_QI:
    case SESSION_REMOVE:
    case SESSION_UNPLANNED:
    case SESSION_FELL_OUT:
    case SESSION_PUT_BACK:
    case SESSION_BROKEN:
    case SESSION_RETRACT_OUT:
    case SESSION_ABORT:
        return true;
    default:
        return false;
    }
}

static bool step(struct session *s, const struct session_event *event,
                 struct session_refusal *refusal)
{
    if (!in_order(s, &event->at, refusal) || !late_is_sound(event, refusal))
        return false;
    int64_t ms = session_clock_tick(&s->clock, &event->at);
    doubt(s);
    run(s, ms);
    enum verdict verdict = (enum verdict)TABLE[event->kind][s->state];
    if (verdict != OK)
        return session_refuse(refusal, VERDICT_TEXT[verdict]);
    if (!SESSION_HANDLERS[event->kind](s, event, ms, refusal))
        return false;
    s->n_events++;
    if (moves(event->kind))
        s->moved_ms = ms;
    s->version = event->version ? event->version : SESSION_VERSION;
    settle(s, ms);
    return true;
}

/* The points and needles that there are and `more` of each (a step adds one at most), and
 * the texts: all beyond is zero and stays so. */
static void copy_used(struct session *to, const struct session *from, int more)
{
    more = from->n_extras + more > SESSION_EXTRAS_MAX ? 0 : more;
    size_t points = (size_t)(session_n_points(from) + more);
    size_t planned = 0, extra = (size_t)(from->n_extras + more);
    if (from->plan->n_points) {
        int last = from->plan->n_points - 1;
        planned = (size_t)(from->points[last].first + from->plan->points[last].needles);
    }
    memcpy(to, from, offsetof(struct session, points));
    memcpy(to->points, from->points, points * sizeof *to->points);
    memcpy(to->needles, from->needles, planned * sizeof *to->needles);
    memcpy(to->needles + SESSION_NEEDLES_MAX - extra,
           from->needles + SESSION_NEEDLES_MAX - extra, extra * sizeof *to->needles);
    size_t rest = offsetof(struct session, n_extras);
    memcpy((char *)to + rest, (const char *)from + rest,
           offsetof(struct session, said) + (size_t)from->n_said - rest);
}

bool session_apply(struct session *s, const struct session_event *event,
                   struct session_refusal *refusal)
{
    struct session next;
    copy_used(&next, s, 1);
    if (!step(&next, event, refusal)) {
        lend(refusal, &next, s);
        return false;
    }
    copy_used(s, &next, 0);
    return true;
}
