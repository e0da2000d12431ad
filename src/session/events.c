/* events.c - what each event does. A handler checks first and changes last. */
#include <string.h>

#include "base/cut.h"
#include "rules/plan_says.h"
#include "session/session_internal.h"

// --------------------------------------------------------------------- needles

/* also says that what fell out stays out */
static bool skip(struct session *s, const struct session_event *event, int64_t ms,
                 struct session_refusal *refusal)
{
    (void)ms;
    struct session_target at;
    if (!session_target_point(s, event, &at, refusal))
        return false;
    int i = at.point;
    struct session_point_now *p = &s->points[i];
    if (session_point_is_in(s, i) && session_has(s, at, SESSION_IN))
        return session_refuse(refusal,
                              SAY("already_in", "{code} {side} is in already",
                                  session_code_arg(s, i), session_side_arg(s, i)));
    // one of a set is left out, or what fell out stays out
    bool one = session_point_is_in(s, i) && at.part != SESSION_ALL_PARTS;
    if (one || (p->state == SESSION_POINT_OUT && p->fell)) {
        p->fell = false;
        for (int k = 0; k < session_needles_of(s, i); k++) {
            struct session_needle *n = &s->needles[p->first + k];
            if (at.part == SESSION_ALL_PARTS || at.part == k)
                n->fell = false;
            p->fell = p->fell || n->fell;
        }
        return true;
    }
    if (p->state == SESSION_POINT_OUT || p->state == SESSION_POINT_BROKEN)
        return session_refuse(
            refusal, SAY("skip_out", "{code} {side} was needled and is out already",
                         session_code_arg(s, i), session_side_arg(s, i)));
    if (p->state == SESSION_POINT_SKIPPED)
        return session_refuse(refusal,
                              SAY("skip_skipped", "{code} {side} is skipped already",
                                  session_code_arg(s, i), session_side_arg(s, i)));
    if (at.part != SESSION_ALL_PARTS)
        return session_refuse(refusal,
                              SAY("skip_part",
                                  "no needle of {code} {side} is in yet; put in "
                                  "those that come, or skip the set",
                                  session_code_arg(s, i), session_side_arg(s, i)));
    p->state = SESSION_POINT_SKIPPED;
    return true;
}

static void mark_de_qi(struct session *s, int i, int64_t ms)
{
    s->points[i].state = s->points[i].in_state = SESSION_POINT_DE_QI;
    s->points[i].de_qi_ms = ms;
}

static bool de_qi_everywhere(struct session *s, int64_t ms,
                             struct session_refusal *refusal)
{
    int waiting = session_first_point(s, s->position, SESSION_POINT_WAITING);
    if (waiting >= 0)
        return session_refuse(
            refusal, SAY("de_qi_waiting",
                         "{code} {side} is still waiting; insert it, or skip it "
                         "with a reason",
                         session_code_arg(s, waiting), session_side_arg(s, waiting)));
    if (session_first_point(s, s->position, SESSION_POINT_IN) < 0)
        return session_refuse(
            refusal, SAY("de_qi_all", "De Qi is recorded at every needle already", {0}));
    for (int i = 0; i < session_n_points(s); i++)
        if (s->points[i].state == SESSION_POINT_IN)
            mark_de_qi(s, i, ms);
    return true;
}

static bool de_qi(struct session *s, const struct session_event *event, int64_t ms,
                  struct session_refusal *refusal)
{
    if (!event->code)
        return de_qi_everywhere(s, ms, refusal);
    struct session_target at;
    if (!session_target_point(s, event, &at, refusal))
        return false;
    int i = at.point;
    if (s->points[i].state == SESSION_POINT_DE_QI)
        return session_refuse(
            refusal, SAY("de_qi_again", "De Qi is recorded at {code} {side} already",
                         session_code_arg(s, i), session_side_arg(s, i)));
    if (s->points[i].state != SESSION_POINT_IN)
        return session_refuse_not_in(s, i, refusal);
    mark_de_qi(s, i, ms);
    return true;
}

/* Where it began the retention, that has not begun. */
static bool retract_de_qi(struct session *s, const struct session_event *event,
                          int64_t ms, struct session_refusal *refusal)
{
    struct session_target at;
    if (!session_target_point(s, event, &at, refusal))
        return false;
    int i = at.point;
    struct session_point_now *p = &s->points[i];
    if (p->state != SESSION_POINT_DE_QI)
        return session_refuse(refusal,
                              SAY("no_de_qi",
                                  "no De Qi is recorded at {code} "
                                  "{side}",
                                  session_code_arg(s, i), session_side_arg(s, i)));
    p->state = p->in_state = SESSION_POINT_IN;
    p->de_qi_ms = 0;
    struct session_retention *r = &s->retention[s->position];
    if (s->state != SESSION_RETAINING || p->order != r->by_order || r->decided)
        return true;
    session_freeze(s, ms);
    session_lamp_drop(s, ms);
    r->started = r->paused = r->empty = false;
    r->by_order = 0;
    r->ran_ms = 0;
    s->state = SESSION_INSERTING;
    return true;
}

/* "started on my decision": where De Qi cannot be had, in numb skin above all */
static bool no_de_qi(struct session *s, const struct session_event *event, int64_t ms,
                     struct session_refusal *refusal)
{
    (void)ms;
    int waiting = session_first_point(s, s->position, SESSION_POINT_WAITING);
    if (waiting >= 0)
        return session_refuse(
            refusal, SAY("de_qi_waiting",
                         "{code} {side} is still waiting; insert it, or skip it "
                         "with a reason",
                         session_code_arg(s, waiting), session_side_arg(s, waiting)));
    if (!session_needles_in(s))
        return session_refuse(refusal, SAY("none_in", "no needle is in", {0}));
    s->retention[s->position].decided = true;
    s->no_de_qi_said = session_keep(s, event->text);
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
    r->paused_ms = ms;
    s->pause_said = session_keep(s, event->text);
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
    r->since_ms = r->watch_since_ms = ms;
    return true;
}

static bool refuse_close(const struct session *s, enum session_steel steel,
                         struct message why, struct session_refusal *refusal)
{
    int i = 0;
    while (!session_point_count(s, i, steel) ||
           (steel == SESSION_BROKEN_OFF && !session_point_unresolved(s, i)))
        i++;
    why.arg[0] = session_code_arg(s, i);
    why.arg[1] = session_side_arg(s, i);
    return session_refuse(refusal, why);
}

static bool close_session(struct session *s, const struct session_event *event,
                          int64_t ms, struct session_refusal *refusal)
{
    (void)event, (void)ms;
    int in = session_needles_in(s), broken = session_unresolved(s);
    if (in)
        return refuse_close(s, SESSION_IN,
                            SAY("close_needles_in",
                                "needles still in: {in}, the first at {code} {side}", {0},
                                {0}, session_number_arg("in", in)),
                            refusal);
    if (broken)
        return refuse_close(s, SESSION_BROKEN_OFF,
                            SAY("close_broken",
                                "a needle broke at {code} {side}; record what became of "
                                "the part that stayed, or abort",
                                {0}, {0}),
                            refusal);
    // with nothing in, what is not in `removing` still has points waiting, or such as
    // fell out
    int i = session_first_point(s, SESSION_ANY_POSITION, SESSION_POINT_WAITING);
    if (s->state != SESSION_REMOVING && i >= 0)
        return session_refuse(
            refusal, SAY("close_waiting",
                         "{code} {side} is still waiting; insert it, skip it with a "
                         "reason, or abort",
                         session_code_arg(s, i), session_side_arg(s, i)));
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
    s->retention[s->position].empty = false;
    session_lamp_drop(s, ms);
    if (!s->aborting)
        s->abort_said = session_keep(s, event->text);
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
    struct session_target at;
    if (!session_target_any(s, event, &at, refusal))
        return false;
    int i = at.point;
    int r = find_removal(s, i, event->caution);
    if (r < 0)
        return session_refuse(refusal, SAY("override_caution",
                                           "{code} {side} was not removed by {caution}",
                                           session_code_arg(s, i), session_side_arg(s, i),
                                           session_text_arg("caution", event->caution)));
    if (s->lifted[r])
        return session_refuse(refusal,
                              SAY("override_again",
                                  "{caution} is overridden at {code} {side} already",
                                  session_code_arg(s, i), session_side_arg(s, i),
                                  session_text_arg("caution", event->caution)));
    if (s->aborting)
        return session_refuse(
            refusal, SAY("override_aborting",
                         "the session is being aborted; no point is added", {0}));
    int position = open_position(s, s->plan->points[i].position);
    if (position < 0)
        return session_refuse(refusal,
                              SAY("override_late",
                                  "{code} {side} comes too late: the needles of its "
                                  "position are coming out",
                                  session_code_arg(s, i), session_side_arg(s, i)));
    s->lifted[r] = session_keep(s, event->text);
    if (!s->lifted[r])
        return session_refuse(
            refusal, SAY("override_many", "a session can hold no more overrides", {0}));
    for (int k = 0; k < s->plan->n_removals; k++)
        if (s->plan->removals[k].point == i && !s->lifted[k])
            return true; // another caution still holds it
    s->points[i].state = SESSION_POINT_WAITING;
    s->points[i].position = position;
    return true;
}

session_handler *const SESSION_HANDLERS[SESSION_EVENT_KINDS] = {
    [SESSION_INSERT] = session_insert,
    [SESSION_RETRACT] = session_retract,
    [SESSION_SKIP] = skip,
    [SESSION_DE_QI] = de_qi,
    [SESSION_THERMAL_TEST] = session_thermal_test,
    [SESSION_LAMP_ON] = session_lamp_on,
    [SESSION_LAMP_OFF] = session_lamp_off,
    [SESSION_SKIN_CHECK] = session_skin_check,
    [SESSION_PAUSE] = pause_session,
    [SESSION_RESUME] = resume,
    [SESSION_REMOVE] = session_remove,
    [SESSION_CLOSE] = close_session,
    [SESSION_ABORT] = abort_session,
    [SESSION_OVERRIDE] = override,
    [SESSION_NOTE] = session_note,
    [SESSION_UNPLANNED] = session_unplanned,
    [SESSION_FELL_OUT] = session_fell_out,
    [SESSION_PUT_BACK] = session_put_back,
    [SESSION_STUCK] = session_stuck,
    [SESSION_BROKEN] = session_broken,
    [SESSION_BROKEN_RESOLVED] = session_broken_resolved,
    [SESSION_RETRACT_OUT] = session_retract_out,
    [SESSION_RETRACT_DE_QI] = retract_de_qi,
    [SESSION_NO_DE_QI] = no_de_qi,
    [SESSION_INCIDENT] = session_incident,
    [SESSION_BY] = session_by,
    [SESSION_SHARPS] = session_sharps,
    [SESSION_SCORE] = session_score,
    [SESSION_ANSWER] = session_answer,
    [SESSION_PASS_OVER] = session_pass_over,
    [SESSION_BENT] = session_bent,
    [SESSION_LAMP_DISTANCE] = session_lamp_distance,
    [SESSION_LABEL] = session_relabel,
    [SESSION_PLACE] = session_tell_place,
    [SESSION_COURSE] = session_plan_course,
};
