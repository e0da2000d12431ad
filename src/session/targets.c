/* targets.c - what an event names: a side, a point, one needle of it; and how to refuse
 * what does not fit. */
#include <string.h>

#include "rules/plan_says.h"
#include "session/session_internal.h"

struct message_arg session_text_arg(const char *name, const char *text)
{
    return (struct message_arg){.name = name, .text = text};
}

struct message_arg session_code_arg(const struct session *s, int i)
{
    bool extra = session_is_extra(s, i);
    return session_text_arg("code", extra ? s->extras[i - s->plan->n_points].code
                                          : s->plan->points[i].code);
}

struct message_arg session_side_arg(const struct session *s, int i)
{
    return session_text_arg("side", session_side(session_point_at(s, i).side));
}

struct message_arg session_number_arg(const char *name, double number)
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

/* where a code stands twice, in the plan and as an extra, the one that is meant */
static int meant(const struct session *s, const struct session_event *event, int point,
                 char side)
{
    enum session_steel wanted =
        event->kind == SESSION_BROKEN_RESOLVED ? SESSION_BROKEN_OFF
        : event->kind == SESSION_RETRACT_OUT || event->kind == SESSION_BROKEN ||
                event->kind == SESSION_PUT_BACK
            ? SESSION_OUT
            : SESSION_NO_NEEDLE;
    if (wanted == SESSION_NO_NEEDLE || session_point_is_in(s, point) ||
        session_point_count(s, point, wanted))
        return point;
    for (int i = s->plan->n_points; i < session_n_points(s); i++) {
        struct session_point p = session_point_at(s, i);
        if (p.side == side && strcmp(p.code, event->code) == 0 &&
            session_point_count(s, i, wanted))
            return i;
    }
    return point;
}

bool session_target_any(const struct session *s, const struct session_event *event,
                        struct session_target *out, struct session_refusal *refusal)
{
    char side;
    if (!session_take_side(event->side, &side, refusal))
        return false;
    out->point = session_find(s, event->code, side, &out->part);
    if (out->point >= 0) {
        out->point = meant(s, event, out->point, side);
        return true;
    }
    for (int i = 0; i < s->plan->n_points; i++)
        if (strcmp(s->plan->points[i].code, event->code) == 0)
            return session_refuse(refusal,
                                  SAY("other_side",
                                      "{code} is in this plan on {side}, not on {given}",
                                      session_code_arg(s, i), session_side_arg(s, i),
                                      session_text_arg("given", event->side)));
    return session_refuse(refusal,
                          SAY("no_such_point", "{code} is not a point of this plan",
                              session_text_arg("code", event->code)));
}

bool session_target_point(const struct session *s, const struct session_event *event,
                          struct session_target *out, struct session_refusal *refusal)
{
    if (!session_target_any(s, event, out, refusal))
        return false;
    int i = out->point;
    if (session_is_extra(s, i) || s->points[i].state != SESSION_POINT_REMOVED)
        return true;
    const char *by = "";
    for (int r = 0; r < s->plan->n_removals; r++)
        if (s->plan->removals[r].point == i && !s->lifted[r])
            by = s->plan->removals[r].by;
    return session_refuse(refusal, SAY("removed",
                                       "{code} {side} was removed by {caution}; only an "
                                       "override with a reason brings it back",
                                       session_code_arg(s, i), session_side_arg(s, i),
                                       session_text_arg("caution", by)));
}

bool session_refuse_position(const struct session *s, int i,
                             struct session_refusal *refusal)
{
    struct message_arg position =
        plan_says_position("position", s->plan->positions[s->points[i].position]);
    if (s->points[i].position > s->position)
        return session_refuse(
            refusal, SAY("position_later",
                         "{code} {side} is needled in a later position: "
                         "{position}",
                         session_code_arg(s, i), session_side_arg(s, i), position));
    return session_refuse(
        refusal, SAY("position_over",
                     "{code} {side} belongs to a position that is over: {position}",
                     session_code_arg(s, i), session_side_arg(s, i), position));
}

bool session_refuse_not_in(const struct session *s, int i,
                           struct session_refusal *refusal)
{
    return session_refuse(refusal, SAY("not_in", "no needle is in at {code} {side}",
                                       session_code_arg(s, i), session_side_arg(s, i)));
}

bool session_target_in(const struct session *s, const struct session_event *event,
                       struct session_target *out, struct session_refusal *refusal)
{
    return session_target_point(s, event, out, refusal) &&
           (session_has(s, *out, SESSION_IN) ||
            session_refuse_not_in(s, out->point, refusal));
}

bool session_refuse_runs(struct session_refusal *refusal)
{
    return session_refuse(refusal,
                          SAY("time_runs",
                              "the retention counts every needle; where none is in after "
                              "all, take it out",
                              {0}));
}
