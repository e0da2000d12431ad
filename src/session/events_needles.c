/* events_needles.c - what is done to needles: in, out, and all that goes wrong with them.
 */
#include <string.h>

#include "session/session_internal.h"

static bool any_fell(const struct session *s, struct session_target at)
{
    for (int k = 0; k < session_needles_of(s, at.point); k++)
        if ((at.part == SESSION_ALL_PARTS || at.part == k) &&
            s->needles[s->points[at.point].first + k].fell)
            return true;
    return false;
}

static int put_in(struct session *s, struct session_target at, int64_t ms)
{
    int n = 0;
    for (int k = 0; k < session_needles_of(s, at.point); k++) {
        struct session_needle *needle = &s->needles[s->points[at.point].first + k];
        bool chosen = at.part == SESSION_ALL_PARTS || at.part == k;
        if (!chosen || needle->state == SESSION_IN || needle->state == SESSION_BROKEN_OFF)
            continue;
        needle->was = needle->state;
        needle->state = SESSION_IN;
        needle->fell = false;
        needle->in_ms = ms;
        needle->earlier_ms = 0;
        n++;
    }
    s->placed += n;
    s->retention[s->points[at.point].position].placed += n;
    return n;
}

static bool refuse_is_in(const struct session *s, int i, struct session_refusal *refusal)
{
    return session_refuse(refusal, SAY("already_in", "{code} {side} is in already",
                                       session_code_arg(s, i), session_side_arg(s, i)));
}

/* the retention waits for a late needle */
static void interrupt(struct session *s, int64_t ms)
{
    if (s->state != SESSION_RETAINING)
        return;
    struct session_retention *r = &s->retention[s->position];
    session_freeze(s, ms);
    r->started = false;
    r->paused = false;
    r->empty = false;
    r->decided = false;
    session_lamp_drop(s, ms);
}

/* A needle may come late: in `retaining`, a point that was skipped, taken out or brought
 * back by an override. The thirty minutes count from the De Qi at the last inserted
 * needle, so they wait for it. */
bool session_insert(struct session *s, const struct session_event *event, int64_t ms,
                    struct session_refusal *refusal)
{
    struct session_target at;
    if (!session_target_point(s, event, &at, refusal))
        return false;
    if (!session_has(s, at, SESSION_NO_NEEDLE) && !session_has(s, at, SESSION_OUT))
        return refuse_is_in(s, at.point, refusal);
    if (session_point_is_in(s, at.point) && session_has(s, at, SESSION_IN) &&
        !session_has(s, at, SESSION_NO_NEEDLE))
        return refuse_is_in(s, at.point, refusal);
    struct session_point_now *p = &s->points[at.point];
    if (p->position != s->position)
        return session_refuse_position(s, at.point, refusal);
    interrupt(s, ms);
    if (!session_point_is_in(s, at.point)) {
        p->before.state = p->state;
        p->before.order = p->order;
        p->before.de_qi_ms = p->de_qi_ms;
        p->before.retained_ms = p->retained_ms;
    }
    p->state = p->in_state = SESSION_POINT_IN;
    p->order = ++s->n_inserted;
    p->de_qi_ms = 0;
    p->retained_ms = 0;
    p->own = false;
    p->bent = p->bent && session_has(s, at, SESSION_IN);
    put_in(s, at, ms);
    p->fell = any_fell(s, (struct session_target){at.point, SESSION_ALL_PARTS});
    s->state = SESSION_INSERTING;
    s->finished.is = false;
    return true;
}

/* A needle that was only entered, not placed: its point is again what it was, so that the
 * retention cannot begin without one that waits. One that is in is taken out instead. */
bool session_retract(struct session *s, const struct session_event *event, int64_t ms,
                     struct session_refusal *refusal)
{
    (void)ms;
    struct session_target at;
    if (!session_target_in(s, event, &at, refusal))
        return false;
    // the time that runs counts every needle of the plan
    if (s->state != SESSION_INSERTING && !session_is_extra(s, at.point))
        return session_refuse_runs(refusal);
    struct session_point_now *p = &s->points[at.point];
    struct session_retention *r = &s->retention[p->position];
    for (int k = 0; k < session_needles_of(s, at.point); k++) {
        struct session_needle *n = &s->needles[p->first + k];
        if ((at.part != SESSION_ALL_PARTS && at.part != k) || n->state != SESSION_IN)
            continue;
        n->state = n->was;
        s->placed--;
        r->placed--;
    }
    if (session_point_count(s, at.point, SESSION_IN) == 0) {
        p->state = p->before.state;
        p->order = p->before.order;
        p->de_qi_ms = p->before.de_qi_ms;
        p->retained_ms = p->before.retained_ms;
    }
    if (s->state == SESSION_INSERTING && s->retention[s->position].placed == 0)
        s->state = SESSION_PREPARED;
    return true;
}

bool session_remove(struct session *s, const struct session_event *event, int64_t ms,
                    struct session_refusal *refusal)
{
    struct session_target at;
    if (!session_target_in(s, event, &at, refusal))
        return false;
    session_draw(s, at, SESSION_OUT, session_happened(s, event, ms, 0));
    if (s->state == SESSION_DUE)
        s->state = SESSION_REMOVING;
    return true;
}

// ------------------------------------------------- what happens beside the plan

static bool can_be_inserted(const struct session *s, int point)
{
    return s->points[point].position == s->position && !s->aborting &&
           (s->state == SESSION_PREPARED || s->state == SESSION_INSERTING ||
            s->state == SESSION_RETAINING) &&
           (s->points[point].state == SESSION_POINT_WAITING ||
            s->points[point].state == SESSION_POINT_OUT ||
            s->points[point].state == SESSION_POINT_SKIPPED);
}

/* Steel that is in the body counts, wherever the plan wants it: on the other side, at a
 * point that was removed, in another position. */
bool session_unplanned(struct session *s, const struct session_event *event, int64_t ms,
                       struct session_refusal *refusal)
{
    char side;
    if (!session_take_side(event->side, &side, refusal))
        return false;
    size_t n = strlen(event->code);
    if (!n || n >= SESSION_CODE_MAX || strpbrk(event->code, " \t\r\n"))
        return session_refuse(
            refusal, SAY("code", "a code has 1 to {max} characters, and no blanks",
                         session_number_arg("max", SESSION_CODE_MAX - 1)));
    int same = session_find(s, event->code, side, NULL);
    if (same >= 0 && session_point_is_in(s, same))
        return refuse_is_in(s, same, refusal);
    if (same >= 0 && !session_is_extra(s, same) && can_be_inserted(s, same))
        return session_refuse(refusal,
                              SAY("is_planned",
                                  "{code} {side} is in the plan; record it as inserted",
                                  session_code_arg(s, same), session_side_arg(s, same)));
    if (s->n_extras == SESSION_EXTRAS_MAX)
        return session_refuse(refusal, SAY("extras_many",
                                           "a session can hold no more needles "
                                           "that are not in its plan",
                                           {0}));
    struct session_extra *extra = &s->extras[s->n_extras];
    memcpy(extra->code, event->code, n);
    extra->side = side;
    int point = s->plan->n_points + s->n_extras++;
    struct session_point_now *p = &s->points[point];
    p->first = SESSION_NEEDLES_MAX - s->n_extras;
    p->position = s->position;
    p->order = ++s->n_inserted;
    p->state = p->in_state = SESSION_POINT_IN;
    p->why = session_keep(s, event->text);
    put_in(s, (struct session_target){point, SESSION_ALL_PARTS},
           session_happened(s, event, ms, 0));
    if (s->state == SESSION_PREPARED)
        s->state = SESSION_INSERTING;
    s->finished.is = false;
    return true;
}

bool session_fell_out(struct session *s, const struct session_event *event, int64_t ms,
                      struct session_refusal *refusal)
{
    struct session_target at;
    if (!session_target_in(s, event, &at, refusal))
        return false;
    struct session_point_now *p = &s->points[at.point];
    bool in[SESSION_PARTS_MAX] = {false};
    for (int k = 0; k < session_needles_of(s, at.point); k++)
        in[k] = s->needles[p->first + k].state == SESSION_IN;
    session_draw(s, at, SESSION_OUT, session_happened(s, event, ms, 0));
    for (int k = 0; k < session_needles_of(s, at.point); k++) {
        struct session_needle *n = &s->needles[p->first + k];
        n->fell = n->fell || (in[k] && n->state == SESSION_OUT);
    }
    p->fell = true;
    return true;
}

/* What the point had of the retention when it fell out is its own; the others keep
 * theirs. */
bool session_put_back(struct session *s, const struct session_event *event, int64_t ms,
                      struct session_refusal *refusal)
{
    struct session_target at;
    if (!session_target_point(s, event, &at, refusal))
        return false;
    struct session_point_now *p = &s->points[at.point];
    if (!p->fell || !session_has(s, at, SESSION_OUT))
        return session_refuse(
            refusal, SAY("not_fallen", "no needle fell out at {code} {side}",
                         session_code_arg(s, at.point), session_side_arg(s, at.point)));
    if (p->position != s->position)
        return session_refuse_position(s, at.point, refusal);
    if (s->aborting)
        return session_refuse(
            refusal, SAY("put_back_aborting",
                         "the session is being aborted; no needle goes back", {0}));
    struct session_retention *r = &s->retention[s->position];
    if (r->empty) {
        r->empty = false;
        r->since_ms = r->watch_since_ms = ms;
    }
    if (!session_point_is_in(s, at.point) && r->started) {
        p->own_ms = p->retained_ms;
        p->own_from = session_watch(s, s->position, ms);
        p->own = true;
    }
    for (int k = 0; k < session_needles_of(s, at.point); k++) {
        struct session_needle *n = &s->needles[p->first + k];
        if ((at.part != SESSION_ALL_PARTS && at.part != k) || !n->fell)
            continue;
        n->earlier_ms += n->out_ms - n->in_ms;
        n->in_ms = ms;
        n->state = SESSION_IN;
        n->fell = false;
        s->out--;
        s->put_back++;
    }
    p->fell = any_fell(s, (struct session_target){at.point, SESSION_ALL_PARTS});
    session_settle_point(s, at.point);
    return true;
}

bool session_stuck(struct session *s, const struct session_event *event, int64_t ms,
                   struct session_refusal *refusal)
{
    (void)ms;
    struct session_target at;
    if (!session_target_in(s, event, &at, refusal))
        return false;
    s->points[at.point].stuck = true;
    return true;
}

/* also seen only when it is out */
bool session_bent(struct session *s, const struct session_event *event, int64_t ms,
                  struct session_refusal *refusal)
{
    (void)ms;
    struct session_target at;
    if (!session_target_point(s, event, &at, refusal))
        return false;
    if (!session_has(s, at, SESSION_IN) && !session_has(s, at, SESSION_OUT))
        return session_refuse_not_in(s, at.point, refusal);
    s->points[at.point].bent = true;
    return true;
}

/* also of one that is out already, where its tip is found to be missing */
bool session_broken(struct session *s, const struct session_event *event, int64_t ms,
                    struct session_refusal *refusal)
{
    struct session_target at;
    if (!session_target_point(s, event, &at, refusal))
        return false;
    struct session_point_now *p = &s->points[at.point];
    if (session_has(s, at, SESSION_IN)) {
        session_draw(s, at, SESSION_BROKEN_OFF, ms);
    } else if (session_has(s, at, SESSION_OUT)) {
        for (int k = 0; k < session_needles_of(s, at.point); k++) {
            struct session_needle *n = &s->needles[p->first + k];
            if ((at.part != SESSION_ALL_PARTS && at.part != k) || n->state != SESSION_OUT)
                continue;
            n->state = SESSION_BROKEN_OFF;
            n->fell = n->resolved = false;
            s->out--;
            s->broken++;
        }
        session_settle_point(s, at.point);
    } else {
        return session_refuse_not_in(s, at.point, refusal);
    }
    p->fell = any_fell(s, (struct session_target){at.point, SESSION_ALL_PARTS});
    if (s->state == SESSION_DUE)
        s->state = SESSION_REMOVING;
    return true;
}

bool session_broken_resolved(struct session *s, const struct session_event *event,
                             int64_t ms, struct session_refusal *refusal)
{
    (void)ms;
    struct session_target at;
    if (!session_target_point(s, event, &at, refusal))
        return false;
    struct session_point_now *p = &s->points[at.point];
    int n = 0;
    for (int k = 0; k < session_needles_of(s, at.point); k++) {
        struct session_needle *needle = &s->needles[p->first + k];
        bool meant = at.part == SESSION_ALL_PARTS || at.part == k;
        if (!meant || needle->state != SESSION_BROKEN_OFF || needle->resolved)
            continue;
        needle->resolved = true;
        n++;
    }
    if (!n)
        return session_refuse(
            refusal, SAY("not_broken", "no broken needle is open at {code} {side}",
                         session_code_arg(s, at.point), session_side_arg(s, at.point)));
    p->resolve = session_keep(s, event->text);
    return true;
}

/* the position that the removal ended is the present one again */
static bool take_back_finish(struct session *s, int point,
                             struct session_refusal *refusal)
{
    bool untouched = s->finished.is && s->finished.position == s->points[point].position;
    if (!untouched)
        return session_refuse_position(s, point, refusal);
    s->position = s->finished.position;
    s->retention[s->position] = s->finished.retention;
    s->state = s->finished.state;
    s->lamp.was_on = s->finished.was_on;
    s->finished.is = false;
    return true;
}

bool session_retract_out(struct session *s, const struct session_event *event, int64_t ms,
                         struct session_refusal *refusal)
{
    (void)ms;
    struct session_target at;
    if (!session_target_point(s, event, &at, refusal))
        return false;
    struct session_point_now *p = &s->points[at.point];
    if (!session_has(s, at, SESSION_OUT))
        return session_refuse(refusal, SAY("not_out", "no needle of {code} {side} is out",
                                           session_code_arg(s, at.point),
                                           session_side_arg(s, at.point)));
    bool ended = p->position != s->position || s->finished.is;
    if (ended && !s->aborting && !take_back_finish(s, at.point, refusal))
        return false;
    for (int k = 0; k < session_needles_of(s, at.point); k++) {
        struct session_needle *n = &s->needles[p->first + k];
        if ((at.part != SESSION_ALL_PARTS && at.part != k) || n->state != SESSION_OUT)
            continue;
        n->state = SESSION_IN;
        n->fell = false;
        s->out--;
    }
    p->fell = any_fell(s, (struct session_target){at.point, SESSION_ALL_PARTS});
    p->retained_ms = 0;
    session_settle_point(s, at.point);
    return true;
}
