/* clinic_events.c - what happens in the session that is shown, and what the window does
 * after it. */
#include <string.h>

#include "document/live_session.h"
#include "modes/clinic.h"
#include "panels/panels.h"
#include "panels/shell.h"
#include "platform/clock.h"

enum {
    TRY_MS = 20 * 1000,  /* for so long a held journal is waited for */
    TRY_EVERY_MS = 300
};

/* While needles go in the eye stays as long as one is left that is seen from there. */
static void look_at_next(struct app *app)
{
    const struct session *s = live_session_state(app->live);
    const struct session_point *next = NULL;
    if (!s || (s->state != SESSION_PREPARED && s->state != SESSION_INSERTING))
        return;
    for (int i = 0; i < s->plan->n_points; i++) {
        const struct session_point *p = &s->plan->points[i];
        if (s->points[i].position != s->position ||
            s->points[i].state != SESSION_POINT_WAITING)
            continue;
        if (app_sees(app, p->code, side_of(p->side)))
            return;
        next = next ? next : p;
    }
    if (next)
        app_turn_to(app, next->code, side_of(next->side));
}

bool clinic_is_meant(const struct app *app)
{
    return app->pointer.clicks < 2;
}

/* Whether what failed is to be tried again: another program holds the journal, and not
 * for long yet. */
static bool try_on(struct app *app)
{
    struct clinic *c = app->clinic;
    int64_t now = clock_monotonic_ms();
    if (!live_session_is_held(app->live) ||
        (c->trying_until_ms && now > c->trying_until_ms))
        return false;
    if (!c->trying_until_ms) {
        c->trying_until_ms = now + TRY_MS;
        app_say(app, "%s", app_text(app, "clinic.journal_held"));
        app->notice_until_ms += TRY_MS;
    }
    c->try_again_ms = now + TRY_EVERY_MS;
    return true;
}

enum outcome { DONE, REFUSED, HELD };

static enum outcome happen(struct app *app, const struct session_event *event)
{
    struct session_time at = app_session_time(app);
    struct error error;
    const struct session *s = live_session_state(app->live);
    int position = s ? s->position : 0;
    bool ok = live_session_event(app->live, event, &at, app->texts, &error);
    if (!ok && try_on(app))
        return HELD;
    if (!ok)
        app_say_why(app, &error);
    else if (app->clinic->trying_until_ms)
        app->notice_until_ms = 0; // what was said is over
    app->clinic->trying_until_ms = app->clinic->try_again_ms = 0;
    live_session_look(app->live, &at);
    s = live_session_state(app->live);
    app->clinic->armed = -1;
    if (s && s->position != position && app->view.aimed == AIMED_PLAN)
        app_show_plan(app);
    else if (ok)
        look_at_next(app);
    app_redraw(app);
    return ok ? DONE : REFUSED;
}

const char *clinic_side(char side)
{
    return side == 'L' ? "L" : side == 'R' ? "R" : "M";
}

void clinic_wish(struct app *app, const struct session_event *event)
{
    struct clinic *c = app->clinic;
    if (c->n_wishes < CLINIC_WISHES)
        c->wish[c->n_wishes++] = *event;
    app_redraw(app);
}

void clinic_wish_for(struct app *app, enum session_event_kind kind,
                     const struct session_point *point)
{
    struct session_event event = {
        .kind = kind, .code = point->code, .side = clinic_side(point->side)};
    clinic_wish(app, &event);
}

void clinic_wish_now(struct app *app, enum session_event_kind kind)
{
    struct session_event event = {.kind = kind};
    clinic_wish(app, &event);
}

void clinic_fulfil(struct app *app)
{
    struct clinic *c = app->clinic;
    bool asked = false;
    enum outcome outcome = DONE;
    if (c->n_wishes && clock_monotonic_ms() < c->try_again_ms)
        return;
    for (int i = 0; i < c->n_wishes && outcome == DONE; i++) {
        const struct session_event *e = &c->wish[i];
        outcome = happen(app, e);
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
        clinic_ask(app, CLINIC_ASKS_NOTHING);
}

bool clinic_is_low(const struct app *app)
{
    return shell_layout(app) != SHELL_WIDE && panel_is_low(app);
}
