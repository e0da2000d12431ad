/* clinic_checklist.c - the needles of the position at hand. One tap marks a needle in,
 * the next its De Qi; taking one out asks for a second tap, since the journal takes
 * nothing back. What is rarer stands behind the three dots of its row. */
#include <stdio.h>
#include <string.h>

#include "app/clinic.h"
#include "app/panels.h"

enum { ARMED_MS = 4000 /* how long a second tap counts */ };

static const char *const SKIP_REASONS[] = {"clinic.skip.declined", "clinic.skip.skin",
                                           "clinic.skip.reach", NULL};
static const char *const OVERRIDE_REASONS[] = {"clinic.override.judged", NULL};

static bool is_armed(const struct app *app, int i)
{
    const struct clinic *c = app->clinic;
    return c->armed == i && app->now_ms - c->armed_ms < ARMED_MS;
}

static void take_out(struct app *app, const struct session *s, int i)
{
    const struct session_point *p = &s->plan->points[i];
    char side[2] = {p->side, 0};
    if (is_armed(app, i)) {
        clinic_happen(app, 3, "remove", p->code, side);
        app->clinic->expanded = -1;
        return;
    }
    app->clinic->armed = i;
    app->clinic->armed_ms = app->now_ms;
    app_redraw(app);
}

static void tap(struct app *app, const struct session *s, int i)
{
    const struct session_point *p = &s->plan->points[i];
    char side[2] = {p->side, 0};
    bool out = s->state == SESSION_DUE || s->state == SESSION_REMOVING;
    switch (s->points[i].state) {
    case SESSION_POINT_WAITING:
        clinic_happen(app, 3, "insert", p->code, side);
        break;
    case SESSION_POINT_IN:
        if (out)
            take_out(app, s, i);
        else
            clinic_happen(app, 3, "de-qi", p->code, side);
        break;
    case SESSION_POINT_DE_QI:
        if (out)
            take_out(app, s, i);
        else
            app_select(app, p->code, side_of(p->side), APP_FLY);
        break;
    case SESSION_POINT_OUT:
    case SESSION_POINT_SKIPPED:
    case SESSION_POINT_REMOVED:
        app_select(app, p->code, side_of(p->side), APP_FLY);
        break;
    }
}

static void title_of(const struct app *app, const struct session_point *p, char *out,
                     size_t size)
{
    const char *side = panel_side(app, p->side);
    const struct point *point = catalog_find(subject_catalog(app->subject), p->code);
    const char *name = point ? point->hanzi : app_text(app, "plan.tender_point");
    if (p->needles > 1) {
        struct message m = {
            .id = "needle.several",
            .arg = {{.name = "n", .number = p->needles}, {.name = "side", .text = side}}};
        message_format(app->texts, &m, out, size);
        return;
    }
    snprintf(out, size, "%s%s%s", name, *side ? "  " : "", side);
}

static const char *state_text(const struct app *app, const struct session *s, int i)
{
    static const char *const STATES[] = {[SESSION_POINT_REMOVED] = "needle.removed",
                                         [SESSION_POINT_WAITING] = "needle.waiting",
                                         [SESSION_POINT_IN] = "needle.in",
                                         [SESSION_POINT_DE_QI] = "needle.de_qi",
                                         [SESSION_POINT_OUT] = "needle.out",
                                         [SESSION_POINT_SKIPPED] = "needle.skipped"};
    enum session_point_state state = s->points[i].state;
    bool in = state == SESSION_POINT_IN || state == SESSION_POINT_DE_QI;
    if (is_armed(app, i))
        return app_text(app, "needle.tap_again");
    if (in && (s->state == SESSION_DUE || s->state == SESSION_REMOVING))
        return app_text(app, "needle.tap_out");
    if (state == SESSION_POINT_IN)
        return app_text(app, "needle.tap_de_qi");
    return app_text(app, STATES[state]);
}

// ---------------------------------------------------------------- behind the dots

static void skip_or_override(struct app *app, struct gui *g, const struct session *s,
                             int i)
{
    struct clinic *c = app->clinic;
    const struct session_point *p = &s->plan->points[i];
    char side[2] = {p->side, 0};
    bool done = false;
    if (c->ask == CLINIC_ASKS_SKIP)
        done = clinic_reason(app, g, SKIP_REASONS, "clinic.skip_now") &&
               clinic_happen(app, 4, "skip", p->code, side, c->reason);
    if (c->ask == CLINIC_ASKS_OVERRIDE &&
        clinic_reason(app, g, OVERRIDE_REASONS, "clinic.override_now")) {
        // every caution that took it out
        done = true;
        for (int k = 0; k < s->plan->n_removals && done; k++)
            if (s->plan->removals[k].point == i && !s->lifted[k])
                done = clinic_happen(app, 5, "override", s->plan->removals[k].by, p->code,
                                     side, c->reason);
    }
    if (!done)
        return;
    clinic_ask(app, CLINIC_ASKS_NOTHING);
    c->expanded = -1;
}

static void actions(struct app *app, struct gui *g, const struct session *s, int i)
{
    const struct session_point *p = &s->plan->points[i];
    char side[2] = {p->side, 0};
    enum session_point_state state = s->points[i].state;
    bool in = state == SESSION_POINT_IN || state == SESSION_POINT_DE_QI;
    if (gui_chip(g, app_text(app, "clinic.show"), false))
        app_select(app, p->code, side_of(p->side), APP_FLY);
    if (state == SESSION_POINT_WAITING &&
        gui_chip(g, app_text(app, "clinic.skip"), app->clinic->ask == CLINIC_ASKS_SKIP))
        clinic_ask(app, CLINIC_ASKS_SKIP);
    if (in &&
        gui_chip(g,
                 app_text(app, is_armed(app, i) ? "needle.tap_again" : "clinic.take_out"),
                 is_armed(app, i)))
        take_out(app, s, i);
    if (state == SESSION_POINT_SKIPPED &&
        gui_chip(g, app_text(app, "clinic.after_all"), false))
        clinic_happen(app, 3, "insert", p->code, side);
    if (state == SESSION_POINT_REMOVED &&
        gui_chip(g, app_text(app, "clinic.override"),
                 app->clinic->ask == CLINIC_ASKS_OVERRIDE))
        clinic_ask(app, CLINIC_ASKS_OVERRIDE);
    skip_or_override(app, g, s, i);
    gui_space(g, 8);
}

static void row(struct app *app, struct gui *g, const struct session *s, int i)
{
    struct clinic *c = app->clinic;
    enum session_point_state state = s->points[i].state;
    const struct session_point *p = &s->plan->points[i];
    char title[128];
    title_of(app, p, title, sizeof title);
    bool gone = state == SESSION_POINT_OUT || state == SESSION_POINT_SKIPPED ||
                state == SESSION_POINT_REMOVED;
    struct gui_row line = {.lead = p->code,
                           .title = title,
                           .mark = state_text(app, s, i),
                           .mark_color = is_armed(app, i) ? gui_theme(g)->alarm : 0,
                           .dim = gone,
                           .close = true,
                           .right = 44,
                           .selected =
                               state == SESSION_POINT_IN || state == SESSION_POINT_DE_QI};
    gui_push_id(g, 100 + i);
    if (gui_list_row(g, &line)) {
        c->ask = CLINIC_ASKS_NOTHING;
        tap(app, s, i);
    }
    gui_beside(g);
    char name[96];
    snprintf(name, sizeof name, "%s##more%d", app_text(app, "clinic.more"), i);
    if (gui_icon_button(g, name, GUI_ICON_MORE, true)) {
        c->expanded = c->expanded == i ? -1 : i;
        c->ask = CLINIC_ASKS_NOTHING;
    }
    if (c->expanded == i)
        actions(app, g, s, i);
    gui_pop_id(g);
}

void clinic_checklist(struct app *app, struct gui *g, const struct session *s)
{
    gui_divider(g);
    for (int i = 0; i < s->plan->n_points; i++)
        if (s->points[i].state != SESSION_POINT_REMOVED &&
            s->points[i].position == s->position)
            row(app, g, s, i);
}

void clinic_left_out(struct app *app, struct gui *g, const struct session *s)
{
    int n = 0;
    char count[16];
    for (int i = 0; i < s->plan->n_points; i++)
        n += s->points[i].state == SESSION_POINT_REMOVED;
    if (!n)
        return;
    snprintf(count, sizeof count, "%d", n);
    gui_space(g, 12);
    if (!gui_fold(g, app_text(app, "plan.removed"), count,
                  &app->shell->fold[FOLD_LEFT_OUT]))
        return;
    for (int i = 0; i < s->plan->n_points; i++)
        if (s->points[i].state == SESSION_POINT_REMOVED)
            row(app, g, s, i);
}
