/* events.c - what each event does. A handler checks first and changes last. */
#include <string.h>

#include "base/cut.h"
#include "rules/plan_says.h"
#include "session/session_internal.h"

struct message_arg session_text_arg(const char *name, const char *text)
{
    return (struct message_arg){.name = name, .text = text};
}

static struct message_arg code_arg(const struct session *s, int i)
{
    return session_text_arg("code", s->plan->points[i].code);
}

static struct message_arg side_arg(const struct session *s, int i)
{
    return session_text_arg("side", session_side(s->plan->points[i].side));
}

static struct message_arg number_arg(const char *name, double number)
{
    return (struct message_arg){.name = name, .number = number};
}

// -------------------------------------------------------------- finding points

bool session_take_side(const char *side, char *out, struct session_refusal *refusal)
{
    if (side && side[0] && !side[1] && strchr("LRM", side[0])) {
        *out = side[0];
        return true;
    }
    return session_refuse(refusal,
                          SAY("side", "the side {side} is not known; expected L, R or M",
                              session_text_arg("side", side ? side : "")));
}

/* a point of this session by code and side, or a refusal that says what is wrong with
 * them; one that a caution removed is found too */
static bool find_any_point(const struct session *s, const struct session_event *event,
                           int *out, struct session_refusal *refusal)
{
    char side;
    if (!session_take_side(event->side, &side, refusal))
        return false;
    *out = session_plan_find(s->plan, event->code, side);
    if (*out >= 0)
        return true;
    for (int i = 0; i < s->plan->n_points; i++)
        if (strcmp(s->plan->points[i].code, event->code) == 0)
            return session_refuse(refusal,
                                  SAY("other_side",
                                      "{code} is in this plan on {side}, not on {given}",
                                      code_arg(s, i), side_arg(s, i),
                                      session_text_arg("given", event->side)));
    return session_refuse(refusal,
                          SAY("no_such_point", "{code} is not a point of this plan",
                              session_text_arg("code", event->code)));
}

static bool find_point(const struct session *s, const struct session_event *event,
                       int *out, struct session_refusal *refusal)
{
    if (!find_any_point(s, event, out, refusal))
        return false;
    if (s->points[*out].state != SESSION_POINT_REMOVED)
        return true;
    const char *by = "";
    for (int r = 0; r < s->plan->n_removals; r++)
        if (s->plan->removals[r].point == *out && !s->lifted[r])
            by = s->plan->removals[r].by;
    return session_refuse(refusal, SAY("removed",
                                       "{code} {side} was removed by {caution}; only an "
                                       "override with a reason brings it back",
                                       code_arg(s, *out), side_arg(s, *out),
                                       session_text_arg("caution", by)));
}

static bool refuse_position(const struct session *s, int i,
                            struct session_refusal *refusal)
{
    struct message_arg position =
        plan_says_position("position", s->plan->positions[s->points[i].position]);
    if (s->points[i].position > s->position)
        return session_refuse(refusal,
                              SAY("position_later",
                                  "{code} {side} is needled in a later position: "
                                  "{position}",
                                  code_arg(s, i), side_arg(s, i), position));
    return session_refuse(
        refusal, SAY("position_over",
                     "{code} {side} belongs to a position that is over: {position}",
                     code_arg(s, i), side_arg(s, i), position));
}

static bool is_in(const struct session *s, int i)
{
    return s->points[i].state == SESSION_POINT_IN ||
           s->points[i].state == SESSION_POINT_DE_QI;
}

static bool refuse_is_in(const struct session *s, int i, struct session_refusal *refusal)
{
    return session_refuse(refusal, SAY("already_in", "{code} {side} is in already",
                                       code_arg(s, i), side_arg(s, i)));
}

static bool refuse_not_in(const struct session *s, int i, struct session_refusal *refusal)
{
    return session_refuse(refusal, SAY("not_in", "no needle is in at {code} {side}",
                                       code_arg(s, i), side_arg(s, i)));
}

/* of the position, and in */
static bool find_needle(const struct session *s, const struct session_event *event,
                        int *i, struct session_refusal *refusal)
{
    return find_point(s, event, i, refusal) &&
           (is_in(s, *i) || refuse_not_in(s, *i, refusal));
}

/* the beginning of a long one, cut between characters; all of it is in the journal */
static void keep_reason(char out[SESSION_REASON_MAX], const char *text)
{
    size_t n = cut_length(text, SESSION_REASON_MAX - 1);
    memset(out, 0, SESSION_REASON_MAX);
    memcpy(out, text, n);
}

// --------------------------------------------------------------------- needles

/* A needle may come late: in `retaining`, a point that was skipped, taken out or brought
 * back by an override. The thirty minutes count from the De Qi at the last inserted
 * needle, so they wait for it. */
static bool insert(struct session *s, const struct session_event *event, int64_t ms,
                   struct session_refusal *refusal)
{
    int i;
    if (!find_point(s, event, &i, refusal))
        return false;
    if (is_in(s, i))
        return refuse_is_in(s, i, refusal);
    if (s->points[i].position != s->position)
        return refuse_position(s, i, refusal);
    struct session_point_now *p = &s->points[i];
    if (s->state == SESSION_RETAINING) {
        session_freeze(s, ms);
        s->retention[s->position].started = false;
        s->retention[s->position].paused = false;
        session_lamp_drop(s, ms);
    }
    p->before.state = p->state;
    p->before.order = p->order;
    p->before.de_qi_ms = p->de_qi_ms;
    p->before.retained_ms = p->retained_ms;
    p->state = SESSION_POINT_IN;
    p->order = ++s->n_inserted;
    p->de_qi_ms = 0;
    p->retained_ms = 0;
    s->placed += s->plan->points[i].needles;
    s->retention[s->position].placed += s->plan->points[i].needles;
    s->state = SESSION_INSERTING;
    return true;
}

/* A needle that was only entered, not placed: its point is again what it was, so that the
 * retention cannot begin without one that waits. One that is in is taken out instead. */
static bool retract(struct session *s, const struct session_event *event, int64_t ms,
                    struct session_refusal *refusal)
{
    (void)ms;
    int i;
    if (!find_needle(s, event, &i, refusal))
        return false;
    struct session_point_now *p = &s->points[i];
    p->state = p->before.state;
    p->order = p->before.order;
    p->de_qi_ms = p->before.de_qi_ms;
    p->retained_ms = p->before.retained_ms;
    s->placed -= s->plan->points[i].needles;
    s->retention[s->position].placed -= s->plan->points[i].needles;
    if (s->retention[s->position].placed == 0)
        s->state = SESSION_PREPARED;
    return true;
}

static bool skip(struct session *s, const struct session_event *event, int64_t ms,
                 struct session_refusal *refusal)
{
    (void)ms;
    int i;
    if (!find_point(s, event, &i, refusal))
        return false;
    if (is_in(s, i))
        return refuse_is_in(s, i, refusal);
    if (s->points[i].state == SESSION_POINT_OUT)
        return session_refuse(refusal, SAY("skip_out",
                                           "{code} {side} was needled and is out already",
                                           code_arg(s, i), side_arg(s, i)));
    if (s->points[i].state == SESSION_POINT_SKIPPED)
        return session_refuse(refusal,
                              SAY("skip_skipped", "{code} {side} is skipped already",
                                  code_arg(s, i), side_arg(s, i)));
    s->points[i].state = SESSION_POINT_SKIPPED;
    return true;
}

static void mark_de_qi(struct session *s, int i, int64_t ms)
{
    s->points[i].state = SESSION_POINT_DE_QI;
    s->points[i].de_qi_ms = ms;
}

static bool de_qi_everywhere(struct session *s, int64_t ms,
                             struct session_refusal *refusal)
{
    int waiting = session_first_point(s, s->position, SESSION_POINT_WAITING);
    if (waiting >= 0)
        return session_refuse(refusal,
                              SAY("de_qi_waiting",
                                  "{code} {side} is still waiting; insert it, or skip it "
                                  "with a reason",
                                  code_arg(s, waiting), side_arg(s, waiting)));
    if (session_first_point(s, s->position, SESSION_POINT_IN) < 0)
        return session_refuse(
            refusal, SAY("de_qi_all", "De Qi is recorded at every needle already", {0}));
    for (int i = 0; i < s->plan->n_points; i++)
        if (s->points[i].state == SESSION_POINT_IN)
            mark_de_qi(s, i, ms);
    return true;
}

static bool de_qi(struct session *s, const struct session_event *event, int64_t ms,
                  struct session_refusal *refusal)
{
    if (!event->code)
        return de_qi_everywhere(s, ms, refusal);
    int i;
    if (!find_point(s, event, &i, refusal))
        return false;
    if (s->points[i].state == SESSION_POINT_DE_QI)
        return session_refuse(refusal, SAY("de_qi_again",
                                           "De Qi is recorded at {code} {side} already",
                                           code_arg(s, i), side_arg(s, i)));
    if (s->points[i].state != SESSION_POINT_IN)
        return refuse_not_in(s, i, refusal);
    mark_de_qi(s, i, ms);
    return true;
}

static bool remove_needle(struct session *s, const struct session_event *event,
                          int64_t ms, struct session_refusal *refusal)
{
    int i;
    if (!find_needle(s, event, &i, refusal))
        return false;
    s->points[i].state = SESSION_POINT_OUT;
    s->points[i].retained_ms = session_retained(s, s->position, ms);
    s->out += s->plan->points[i].needles;
    if (s->state == SESSION_DUE)
        s->state = SESSION_REMOVING;
    return true;
}

// -------------------------------------------------------------------- the rest

static bool pause_session(struct session *s, const struct session_event *event,
                          int64_t ms, struct session_refusal *refusal)
{
    struct session_retention *r = &s->retention[s->position];
    if (r->paused)
        return session_refuse(refusal,
                              SAY("paused", "the session is paused already", {0}));
    session_freeze(s, ms);
    r->paused = true;
    keep_reason(s->pause_reason, event->text);
    session_lamp_drop(s, ms);
    return true;
}

static bool resume(struct session *s, const struct session_event *event, int64_t ms,
                   struct session_refusal *refusal)
{
    (void)event;
    struct session_retention *r = &s->retention[s->position];
    if (!r->paused)
        return session_refuse(refusal,
                              SAY("not_paused", "the session is not paused", {0}));
    r->paused = false;
    r->since_ms = ms;
    return true;
}

static bool close_session(struct session *s, const struct session_event *event,
                          int64_t ms, struct session_refusal *refusal)
{
    (void)event, (void)ms;
    int in = session_needles_in(s);
    for (int i = 0; in && i < s->plan->n_points; i++)
        if (is_in(s, i))
            return session_refuse(
                refusal, SAY("close_needles_in",
                             "needles still in: {in}, the first at {code} {side}",
                             code_arg(s, i), side_arg(s, i), number_arg("in", in)));
    // with nothing in, what is not in `removing` still has points waiting
    int i = session_first_point(s, SESSION_ANY_POSITION, SESSION_POINT_WAITING);
    if (s->state != SESSION_REMOVING && i >= 0)
        return session_refuse(
            refusal, SAY("close_waiting",
                         "{code} {side} is still waiting; insert it, skip it with a "
                         "reason, or abort",
                         code_arg(s, i), side_arg(s, i)));
    s->state = SESSION_CLOSED;
    return true;
}

/* may come again: the first reason stays with the session, each is in the journal */
static bool abort_session(struct session *s, const struct session_event *event,
                          int64_t ms, struct session_refusal *refusal)
{
    (void)refusal;
    session_freeze(s, ms);
    s->retention[s->position].paused = false;
    session_lamp_drop(s, ms);
    if (!s->aborting)
        keep_reason(s->abort_reason, event->text);
    s->aborting = true;
    s->state = SESSION_REMOVING;
    return true;
}

/* where a point that is brought back can still be needled; -1 = nowhere */
static int open_position(const struct session *s, int wanted)
{
    bool present = s->state == SESSION_PREPARED || s->state == SESSION_INSERTING ||
                   s->state == SESSION_RETAINING;
    if (wanted > s->position || (wanted == s->position && present))
        return wanted;
    if (wanted != SESSION_ANY_POSITION)
        return -1;
    if (present)
        return s->position;
    for (int p = s->position + 1; p < s->plan->n_positions; p++)
        if (session_position_left(s, p))
            return p;
    return -1;
}

static int find_removal(const struct session *s, int point, const char *caution)
{
    for (int r = 0; r < s->plan->n_removals; r++)
        if (s->plan->removals[r].point == point &&
            strcmp(s->plan->removals[r].by, caution) == 0)
            return r;
    return -1;
}

static bool override(struct session *s, const struct session_event *event, int64_t ms,
                     struct session_refusal *refusal)
{
    (void)ms;
    int i;
    if (!find_any_point(s, event, &i, refusal))
        return false;
    int r = find_removal(s, i, event->caution);
    if (r < 0)
        return session_refuse(refusal, SAY("override_caution",
                                           "{code} {side} was not removed by {caution}",
                                           code_arg(s, i), side_arg(s, i),
                                           session_text_arg("caution", event->caution)));
    if (s->lifted[r])
        return session_refuse(refusal,
                              SAY("override_again",
                                  "{caution} is overridden at {code} {side} already",
                                  code_arg(s, i), side_arg(s, i),
                                  session_text_arg("caution", event->caution)));
    if (s->aborting)
        return session_refuse(
            refusal, SAY("override_aborting",
                         "the session is being aborted; no point is added", {0}));
    if (s->n_lifted == SESSION_LIFTS_MAX)
        return session_refuse(
            refusal, SAY("override_many", "a session can hold no more overrides", {0}));
    int position = open_position(s, s->plan->points[i].position);
    if (position < 0)
        return session_refuse(refusal,
                              SAY("override_late",
                                  "{code} {side} comes too late: the needles of its "
                                  "position are coming out",
                                  code_arg(s, i), side_arg(s, i)));
    keep_reason(s->lift_reasons[s->n_lifted], event->text);
    s->lifted[r] = (unsigned char)++s->n_lifted;
    for (int k = 0; k < s->plan->n_removals; k++)
        if (s->plan->removals[k].point == i && !s->lifted[k])
            return true; // another caution still holds it
    s->points[i].state = SESSION_POINT_WAITING;
    s->points[i].position = position;
    return true;
}

static bool note(struct session *s, const struct session_event *event, int64_t ms,
                 struct session_refusal *refusal)
{
    (void)s, (void)event, (void)ms, (void)refusal;
    return true;
}

session_handler *const SESSION_HANDLERS[SESSION_EVENT_KINDS] = {
    [SESSION_INSERT] = insert,
    [SESSION_RETRACT] = retract,
    [SESSION_SKIP] = skip,
    [SESSION_DE_QI] = de_qi,
    [SESSION_THERMAL_TEST] = session_thermal_test,
    [SESSION_LAMP_ON] = session_lamp_on,
    [SESSION_LAMP_OFF] = session_lamp_off,
    [SESSION_SKIN_CHECK] = session_skin_check,
    [SESSION_PAUSE] = pause_session,
    [SESSION_RESUME] = resume,
    [SESSION_REMOVE] = remove_needle,
    [SESSION_CLOSE] = close_session,
    [SESSION_ABORT] = abort_session,
    [SESSION_OVERRIDE] = override,
    [SESSION_NOTE] = note,
};
