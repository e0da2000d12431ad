/* clinic_checklist.c - the needles of the position at hand. One tap marks a needle in,
 * the next its De Qi; taking one out asks for a second tap, since the journal takes
 * nothing back. What is rarer stands behind the three dots of its row. */
#include <stdio.h>
#include <string.h>

#include "app/clinic.h"
#include "app/panels.h"

enum { ARMED_MS = 4000 /* how long a second tap counts */ };

static bool is_armed(const struct app *app, int i)
{
    const struct clinic *c = app->clinic;
    return c->armed == i && app->now_ms - c->armed_ms < ARMED_MS;
}

static void take_out(struct app *app, const struct session *s, int i)
{
    const struct session_point *p = &s->plan->points[i];
    if (is_armed(app, i)) {
        clinic_happen_to(app, SESSION_REMOVE, p);
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
    bool out = s->state == SESSION_DUE || s->state == SESSION_REMOVING;
    if (!out && !clinic_is_meant(app))
        return;
    switch (s->points[i].state) {
    case SESSION_POINT_WAITING:
        clinic_happen_to(app, SESSION_INSERT, p);
        break;
    case SESSION_POINT_IN:
        if (out)
            take_out(app, s, i);
        else
            clinic_happen_to(app, SESSION_DE_QI, p);
        break;
    case SESSION_POINT_DE_QI:
        if (out)
            take_out(app, s, i);
        else
            app_select(app, p->code, side_of(p->side), APP_FLY);
        break;
    case SESSION_POINT_OUT:
    case SESSION_POINT_SKIPPED:
    case SESSION_POINT_BROKEN:
    case SESSION_POINT_REMOVED:
        app_select(app, p->code, side_of(p->side), APP_FLY);
        break;
    }
}

int clinic_next_point(const struct session *s)
{
    int in, de_qi;
    switch (s->state) {
    case SESSION_PREPARED:
    case SESSION_INSERTING:
        return session_first_point(s, s->position, SESSION_POINT_WAITING);
    case SESSION_DUE:
    case SESSION_REMOVING:
        in = session_first_point(s, SESSION_ANY_POSITION, SESSION_POINT_IN);
        de_qi = session_first_point(s, SESSION_ANY_POSITION, SESSION_POINT_DE_QI);
        return in < 0 || (de_qi >= 0 && de_qi < in) ? de_qi : in;
    case SESSION_RETAINING:
    case SESSION_CLOSED:
    case SESSION_ABORTED:
    case SESSION_STATES:
        break;
    }
    return -1;
}

// ---------------------------------------------------------------- what a row says

void clinic_point_title(const struct app *app, const struct session_point *p, char *out,
                        size_t size)
{
    const char *side = panel_side(app, p->side);
    const struct point *point = catalog_find(subject_catalog(app->subject), p->code);
    struct message m = {.id = *side ? "needle.name" : "needle.name_midline",
                        .arg = {{.name = "pinyin", .text = point ? point->pinyin : ""},
                                {.name = "hanzi", .text = point ? point->hanzi : ""},
                                {.name = "side", .text = side}}};
    struct message mark = {
        .id = "needle.mark",
        .arg = {{.name = "name", .text = app_text(app, "plan.tender_point")},
                {.name = "side", .text = side}}};
    if (point)
        message_format(app->texts, &m, out, size);
    else if (*side)
        message_format(app->texts, &mark, out, size);
    else
        snprintf(out, size, "%s", app_text(app, "plan.tender_point"));
}

/* what is to be known of the needle beside its name; NULL where its mark says it all */
static const char *state_text(const struct app *app, const struct session *s, int i)
{
    bool out = s->state == SESSION_DUE || s->state == SESSION_REMOVING;
    if (is_armed(app, i))
        return app_text(app, "needle.tap_again");
    if (i == clinic_next_point(s))
        return app_text(app, "needle.next");
    switch (s->points[i].state) {
    case SESSION_POINT_REMOVED:
        return app_text(app, "needle.removed");
    case SESSION_POINT_IN:
        return out ? NULL : app_text(app, "needle.tap_de_qi");
    case SESSION_POINT_OUT:
        return out ? NULL : app_text(app, "needle.out");
    case SESSION_POINT_SKIPPED:
        return app_text(app, "needle.skipped");
    case SESSION_POINT_BROKEN:
        return texts_get(app->texts, "session.point.broken", "broken");
    case SESSION_POINT_WAITING:
    case SESSION_POINT_DE_QI:
        break;
    }
    return NULL;
}

static void detail_text(const struct app *app, const struct session *s, int i, char *out,
                        size_t size)
{
    const char *state = state_text(app, s, i);
    int needles = s->plan->points[i].needles;
    struct message several = {.id = "needle.several",
                              .arg = {{.name = "n", .number = needles}}};
    size_t n = 0;
    *out = 0;
    if (needles > 1)
        n = message_format(app->texts, &several, out, size);
    if (state)
        snprintf(out + n, size - n, "%s%s", n ? " \u00b7 " : "", state);
}

/* a needle that is to come out is again something to be done */
static enum gui_check_mark mark_of(const struct session *s, int i)
{
    bool out = s->state == SESSION_DUE || s->state == SESSION_REMOVING;
    switch (s->points[i].state) {
    case SESSION_POINT_WAITING:
        return GUI_CHECK_OPEN;
    case SESSION_POINT_IN:
        return out ? GUI_CHECK_OPEN : GUI_CHECK_BEGUN;
    case SESSION_POINT_DE_QI:
        return out ? GUI_CHECK_OPEN : GUI_CHECK_DONE;
    case SESSION_POINT_OUT:
        return GUI_CHECK_DONE;
    case SESSION_POINT_REMOVED:
    case SESSION_POINT_SKIPPED:
    case SESSION_POINT_BROKEN:
        break;
    }
    return GUI_CHECK_AWAY;
}

// ---------------------------------------------------------------- behind the dots

static void skip_or_override(struct app *app, struct gui *g, const struct session *s,
                             int i)
{
    struct clinic *c = app->clinic;
    const struct session_point *p = &s->plan->points[i];
    struct session_event event = {.kind = c->ask == CLINIC_ASKS_SKIP ? SESSION_SKIP
                                                                     : SESSION_OVERRIDE,
                                  .code = p->code,
                                  .side = clinic_side(p->side),
                                  .text = c->reason};
    bool done = false;
    if (c->ask == CLINIC_ASKS_SKIP)
        done = clinic_reason(app, g) && clinic_happen(app, &event);
    if (c->ask == CLINIC_ASKS_OVERRIDE && clinic_reason(app, g)) {
        // every caution that took it out
        done = true;
        for (int k = 0; k < s->plan->n_removals && done; k++)
            if (s->plan->removals[k].point == i && !s->lifted[k]) {
                event.caution = s->plan->removals[k].by;
                done = clinic_happen(app, &event);
            }
    }
    if (!done)
        return;
    clinic_ask(app, CLINIC_ASKS_NOTHING);
    c->expanded = -1;
}

static void actions(struct app *app, struct gui *g, const struct session *s, int i)
{
    const struct session_point *p = &s->plan->points[i];
    enum session_point_state state = s->points[i].state;
    bool in = state == SESSION_POINT_IN || state == SESSION_POINT_DE_QI;
    bool entering = s->state == SESSION_INSERTING;
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
    if (entering && in && gui_chip(g, app_text(app, "clinic.retract"), false) &&
        clinic_is_meant(app) && clinic_happen_to(app, SESSION_RETRACT, p))
        app->clinic->expanded = -1;
    if ((state == SESSION_POINT_SKIPPED ||
         (state == SESSION_POINT_OUT && (entering || s->state == SESSION_RETAINING))) &&
        gui_chip(g, app_text(app, "clinic.after_all"), false) && clinic_is_meant(app))
        clinic_happen_to(app, SESSION_INSERT, p);
    if (state == SESSION_POINT_REMOVED &&
        gui_chip(g, app_text(app, "clinic.override"),
                 app->clinic->ask == CLINIC_ASKS_OVERRIDE))
        clinic_ask(app, CLINIC_ASKS_OVERRIDE);
    skip_or_override(app, g, s, i);
    gui_space(g, 8);
}

static enum gui_check_tone tone_of(const struct app *app, const struct session *s, int i)
{
    enum gui_check_mark mark = mark_of(s, i);
    if (is_armed(app, i))
        return GUI_CHECK_ASKS;
    if (i == clinic_next_point(s))
        return GUI_CHECK_NEXT;
    return mark == GUI_CHECK_DONE || mark == GUI_CHECK_AWAY ? GUI_CHECK_QUIET
                                                            : GUI_CHECK_PLAIN;
}

static void row(struct app *app, struct gui *g, const struct session *s, int i)
{
    struct clinic *c = app->clinic;
    char title[128], detail[160], name[96];
    clinic_point_title(app, &s->plan->points[i], title, sizeof title);
    detail_text(app, s, i, detail, sizeof detail);
    snprintf(name, sizeof name, "%s##more%d", app_text(app, "clinic.more"), i);
    struct gui_check line = {.lead = s->plan->points[i].code,
                             .title = title,
                             .detail = *detail ? detail : NULL,
                             .more = name,
                             .mark = mark_of(s, i),
                             .tone = tone_of(app, s, i)};
    struct gui_rect place;
    gui_push_id(g, 100 + i);
    enum gui_check_press press = gui_check_row(g, &line, &place);
    // once for each that becomes the next: then the list is the user's to scroll
    if (i == clinic_next_point(s) && c->followed != i) {
        gui_show(g, place);
        c->followed = i;
        app_redraw(app);
    }
    if (press != GUI_CHECK_NOTHING)
        c->ask = CLINIC_ASKS_NOTHING;
    if (press == GUI_CHECK_ROW)
        tap(app, s, i);
    if (press == GUI_CHECK_MORE) {
        c->expanded = c->expanded == i ? -1 : i;
        c->to_actions = true;
    }
    if (c->expanded == i) {
        float x, end;
        actions(app, g, s, i);
        gui_place(g, 1, 1, &x, &end);
        place.h = end - place.y;
        if (c->to_actions)
            gui_show(g, place);
        c->to_actions = false;
    }
    gui_pop_id(g);
}

void clinic_checklist(struct app *app, struct gui *g, const struct session *s)
{
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
