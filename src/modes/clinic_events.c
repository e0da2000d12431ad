/* clinic_events.c - what happens in the session that is shown, and what the window does
 * after it. */
#include <string.h>

#include "document/live_session.h"
#include "modes/clinic.h"
#include "panels/eye.h"
#include "system/clock.h"
#include "views/checklist.h"

enum {
    TRY_MS = 20 * 1000, /* for so long a held journal is waited for */
    TRY_EVERY_MS = 300
};

/* the limb whose turn is now, of several on one side; NULL where nothing goes in */
static const struct plan_point *at_hand(const struct plan *plan, const struct session *s)
{
    int i = s ? checklist_next(s) : -1;
    if (i < 0 || (s->state != SESSION_PREPARED && s->state != SESSION_INSERTING))
        return NULL;
    const struct session_point p = session_point_at(s, i);
    return plan_find(plan, p.code, p.side);
}

static bool is_other_limb(const struct plan_point *a, const struct plan_point *b)
{
    return a && b &&
           (a->limb != b->limb || (a->limb != PLAN_TRUNK && a->side != b->side));
}

/* While needles go in the eye stays as long as the next is seen from there. */
static void look_at_next(struct app_eye *eye, struct subject *subject,
                         const struct session *s, struct sink *sink)
{
    int next = checklist_next(s);
    if (next < 0 || (s->state != SESSION_PREPARED && s->state != SESSION_INSERTING))
        return;
    const struct session_point p = session_point_at(s, next);
    if (!eye_sees(eye, subject, p.code, side_of(p.side)))
        sink_turn_to(sink, p.code, side_of(p.side));
}

/* the needles of another position; where the first has a region and no place, that */
static void look_at_position(const struct plan *plan, const struct session *s,
                             struct sink *sink)
{
    int next = checklist_next(s);
    const struct plan_point *spot = next < 0 ? NULL : checklist_placeless(plan, s, next);
    if (spot)
        sink_fly_region(sink, spot->region, side_of(spot->side));
    else
        sink_fly_plan(sink, NULL);
}

/* Whether what failed is to be tried again: another program holds the journal, and not
 * for long yet. */
static bool try_on(struct clinic *c, const struct live_session *live,
                   const struct texts *texts, struct sink *sink)
{
    int64_t now = clock_monotonic_ms();
    if (!live_session_is_held(live) || (c->trying_until_ms && now > c->trying_until_ms))
        return false;
    if (!c->trying_until_ms) {
        c->trying_until_ms = now + TRY_MS;
        sink_say(sink, "%s", text_of(texts, "clinic.journal_held"));
        sink->notice_ms += TRY_MS;
    }
    c->try_again_ms = now + TRY_EVERY_MS;
    return true;
}

enum outcome { DONE, REFUSED, HELD };

static enum outcome happen(struct desk *desk, const struct session_event *event)
{
    struct session_time at = desk_session_time(&desk->clock);
    struct error error;
    const struct session *s = live_session_state(desk->live);
    int position = s ? s->position : 0;
    enum session_state state = s ? s->state : SESSION_PREPARED;
    const struct plan *plan = &desk->dossier.plan;
    const struct plan_point *hand = at_hand(plan, s);
    bool ok = live_session_event(desk->live, event, &at, desk->texts, &error);
    if (!ok && try_on(desk->clinic, desk->live, desk->texts, &desk->sink))
        return HELD;
    if (!ok)
        sink_say_why(&desk->sink, desk->texts, &error);
    else if (desk->clinic->trying_until_ms)
        sink_hush(&desk->sink); // what was said is over
    desk->clinic->trying_until_ms = desk->clinic->try_again_ms = 0;
    live_session_look(desk->live, &at);
    s = live_session_state(desk->live);
    desk->clinic->armed = -1;
    if (s && s->position != position && desk->eye.aimed == AIMED_PLAN)
        look_at_position(plan, s, &desk->sink);
    else if (s && s->state == SESSION_RETAINING && state == SESSION_INSERTING)
        sink_fly_plan(&desk->sink, NULL); // all that is in, at rest
    else if (desk->eye.aimed == AIMED_PLAN && is_other_limb(hand, at_hand(plan, s)))
        sink_fly_plan(&desk->sink, NULL);
    else if (s && ok)
        look_at_next(&desk->eye, desk->subject, s, &desk->sink);
    sink_redraw(&desk->sink);
    return ok ? DONE : REFUSED;
}

const char *clinic_side(char side)
{
    return side == 'L' ? "L" : side == 'R' ? "R" : "M";
}

void clinic_wish(struct clinic *clinic, struct sink *sink,
                 const struct session_event *event)
{
    struct clinic *c = clinic;
    if (c->n_wishes < CLINIC_WISHES)
        c->wish[c->n_wishes++] = *event;
    sink_redraw(sink);
}

void clinic_wish_for(struct clinic *clinic, struct sink *sink,
                     enum session_event_kind kind, const struct session_point *point)
{
    struct session_event event = {
        .kind = kind, .code = point->code, .side = clinic_side(point->side)};
    clinic_wish(clinic, sink, &event);
}

void clinic_wish_now(struct clinic *clinic, struct sink *sink,
                     enum session_event_kind kind)
{
    struct session_event event = {.kind = kind};
    clinic_wish(clinic, sink, &event);
}

void clinic_fulfil(struct desk *desk)
{
    struct clinic *c = desk->clinic;
    bool asked = false;
    enum outcome outcome = DONE;
    if (c->n_wishes && clock_monotonic_ms() < c->try_again_ms)
        return;
    for (int i = 0; i < c->n_wishes && outcome == DONE; i++) {
        const struct session_event *e = &c->wish[i];
        outcome = happen(desk, e);
        if (outcome == HELD) {
            c->n_wishes -= i;
            memmove(c->wish, e, (size_t)c->n_wishes * sizeof *e);
            return;
        }
        asked |= e->text == c->reason;
        if (outcome == DONE && (e->kind == SESSION_SKIP || e->kind == SESSION_OVERRIDE ||
                                e->kind == SESSION_RETRACT || e->kind == SESSION_REMOVE))
            c->expanded = -1;
    }
    c->n_wishes = 0;
    if (asked && outcome == DONE)
        clinic_ask(desk->clinic, CLINIC_ASKS_NOTHING);
}
