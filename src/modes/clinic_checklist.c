/* clinic_checklist.c - the needles of the position at hand. One tap marks a needle in,
 * the next its De Qi; taking one out asks for a second tap, since the journal takes
 * nothing back. What is rarer stands behind the three dots of its row. */
#include <stdio.h>

#include "modes/clinic.h"
#include "panels/panels.h"
#include "views/checklist.h"

enum { ARMED_MS = 4000 /* how long a second tap counts */ };

static bool is_armed(const struct app *app, int i)
{
    const struct clinic *c = app->clinic;
    return c->armed == i && app->now_ms - c->armed_ms < ARMED_MS;
}

static void take_out(struct app *app, const struct session *s, int i)
{
    const struct session_point p = session_point_at(s, i);
    if (is_armed(app, i)) {
        clinic_wish_for(app, SESSION_REMOVE, &p);
        app->clinic->expanded = -1;
        return;
    }
    app->clinic->armed = i;
    app->clinic->armed_ms = app->now_ms;
    app_redraw(app);
}

static void tap(struct app *app, const struct session *s, int i)
{
    const struct session_point p = session_point_at(s, i);
    bool out = s->state == SESSION_DUE || s->state == SESSION_REMOVING;
    if (!out && !clinic_is_meant(app))
        return;
    switch (s->points[i].state) {
    case SESSION_POINT_WAITING:
        clinic_wish_for(app, SESSION_INSERT, &p);
        break;
    case SESSION_POINT_IN:
        if (out)
            take_out(app, s, i);
        else
            clinic_wish_for(app, SESSION_DE_QI, &p);
        break;
    case SESSION_POINT_DE_QI:
        if (out)
            take_out(app, s, i);
        else
            app_select(app, p.code, side_of(p.side), APP_FLY);
        break;
    case SESSION_POINT_OUT:
    case SESSION_POINT_SKIPPED:
    case SESSION_POINT_BROKEN:
    case SESSION_POINT_REMOVED:
        app_select(app, p.code, side_of(p.side), APP_FLY);
        break;
    }
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
    if (c->ask == CLINIC_ASKS_SKIP && clinic_reason(app, g))
        clinic_wish(app, &event);
    if (c->ask != CLINIC_ASKS_OVERRIDE || !clinic_reason(app, g))
        return;
    // every caution that took it out
    for (int k = 0; k < s->plan->n_removals; k++) {
        event.caution = s->plan->removals[k].by;
        if (s->plan->removals[k].point == i && !s->lifted[k])
            clinic_wish(app, &event);
    }
}

/* one needle of a set: a chip each, on while it is in */
static void parts(struct app *app, struct gui *g, const struct session *s, int i)
{
    const struct session_point p = session_point_at(s, i);
    struct clinic *c = app->clinic;
    if (p.needles < 2 || s->points[i].state == SESSION_POINT_REMOVED)
        return;
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, app_text(app, "clinic.parts"));
    for (int k = 0; k < p.needles; k++) {
        const struct session_needle *needle = &s->needles[s->points[i].first + k];
        bool in = needle->state == SESSION_IN;
        char label[48];
        snprintf(label, sizeof label, "%d##part%d", k + 1, k);
        if (!gui_chip(g, label, in) || !clinic_is_meant(app))
            continue;
        snprintf(c->part, sizeof c->part, "%s.%d", p.code, k + 1);
        clinic_wish(app,
                    &(struct session_event){.kind = in ? SESSION_REMOVE : SESSION_INSERT,
                                            .code = c->part,
                                            .side = clinic_side(p.side)});
    }
}

static void chip(struct app *app, struct gui *g, const char *id, const struct session *s,
                 int i, enum session_event_kind kind)
{
    const struct session_point p = session_point_at(s, i);
    if (gui_chip(g, app_text(app, id), false) && clinic_is_meant(app))
        clinic_wish_for(app, kind, &p);
}

/* what goes otherwise than planned with a needle that is in */
static void mishaps(struct app *app, struct gui *g, const struct session *s, int i)
{
    bool entering = s->state == SESSION_INSERTING;
    bool timed = entering || s->state == SESSION_RETAINING;
    if (gui_chip(g,
                 app_text(app, is_armed(app, i) ? "needle.tap_again" : "clinic.take_out"),
                 is_armed(app, i)))
        take_out(app, s, i);
    chip(app, g, "clinic.fell_out", s, i, SESSION_FELL_OUT);
    if (!s->points[i].stuck)
        chip(app, g, "clinic.stuck", s, i, SESSION_STUCK);
    chip(app, g, "clinic.broken", s, i, SESSION_BROKEN);
    if (entering)
        chip(app, g, "clinic.retract", s, i, SESSION_RETRACT);
    if (timed && s->points[i].state == SESSION_POINT_DE_QI)
        chip(app, g, "clinic.retract_de_qi", s, i, SESSION_RETRACT_DE_QI);
}

/* a needle that is out, or never went in */
static void afterwards(struct app *app, struct gui *g, const struct session *s, int i)
{
    const struct session_point_now *p = &s->points[i];
    bool entering = s->state == SESSION_INSERTING;
    if (p->fell)
        chip(app, g, "clinic.put_back", s, i, SESSION_PUT_BACK);
    if (p->state == SESSION_POINT_OUT && !p->fell)
        chip(app, g, "clinic.retract_out", s, i, SESSION_RETRACT_OUT);
    if (p->state == SESSION_POINT_SKIPPED ||
        (p->state == SESSION_POINT_OUT && !p->fell &&
         (entering || s->state == SESSION_RETAINING)))
        chip(app, g, "clinic.after_all", s, i, SESSION_INSERT);
}

static void asks(struct app *app, struct gui *g, const char *id, enum clinic_ask ask)
{
    if (gui_chip(g, app_text(app, id), app->clinic->ask == ask))
        clinic_ask(app, ask);
}

static void resolve(struct app *app, struct gui *g, const struct session *s, int i)
{
    const struct session_point p = session_point_at(s, i);
    if (app->clinic->ask == CLINIC_ASKS_RESOLVE && clinic_reason(app, g))
        clinic_wish(app, &(struct session_event){.kind = SESSION_BROKEN_RESOLVED,
                                                 .code = p.code,
                                                 .side = clinic_side(p.side),
                                                 .text = app->clinic->reason});
}

static void actions(struct app *app, struct gui *g, const struct session *s, int i)
{
    const struct session_point p = session_point_at(s, i);
    enum session_point_state state = s->points[i].state;
    if (gui_chip(g, app_text(app, "clinic.show"), false))
        app_select(app, p.code, side_of(p.side), APP_FLY);
    if (state == SESSION_POINT_WAITING)
        asks(app, g, "clinic.skip", CLINIC_ASKS_SKIP);
    if (session_point_count(s, i, SESSION_IN))
        mishaps(app, g, s, i);
    afterwards(app, g, s, i);
    if (session_point_unresolved(s, i))
        asks(app, g, "clinic.resolve", CLINIC_ASKS_RESOLVE);
    if (state == SESSION_POINT_REMOVED)
        asks(app, g, "clinic.override", CLINIC_ASKS_OVERRIDE);
    parts(app, g, s, i);
    if (!session_is_extra(s, i))
        skip_or_override(app, g, s, i);
    resolve(app, g, s, i);
    gui_space(g, 8);
}

static struct gui_check line_of(const struct checklist_row *row, const char *more)
{
    static const enum gui_check_mark MARKS[] = {[CHECKLIST_AWAY] = GUI_CHECK_AWAY,
                                                [CHECKLIST_WAITING] = GUI_CHECK_OPEN,
                                                [CHECKLIST_IN] = GUI_CHECK_BEGUN,
                                                [CHECKLIST_DE_QI] = GUI_CHECK_FULL,
                                                [CHECKLIST_OUT] = GUI_CHECK_DONE,
                                                [CHECKLIST_BROKEN] = GUI_CHECK_BROKEN};
    static const enum gui_check_tone TONES[] = {[CHECKLIST_PLAIN] = GUI_CHECK_PLAIN,
                                                [CHECKLIST_QUIET] = GUI_CHECK_QUIET,
                                                [CHECKLIST_NEXT] = GUI_CHECK_NEXT,
                                                [CHECKLIST_ASKS] = GUI_CHECK_ASKS};
    return (struct gui_check){.lead = row->code,
                              .title = row->title,
                              .detail = *row->detail ? row->detail : NULL,
                              .more = more,
                              .mark = MARKS[row->mark],
                              .tone = TONES[row->tone]};
}

static void row(struct app *app, struct gui *g, const struct session *s,
                const struct checklist_row *needle)
{
    struct clinic *c = app->clinic;
    int i = needle->point;
    char name[96];
    snprintf(name, sizeof name, "%s##more%d", app_text(app, "clinic.more"), i);
    struct gui_check line = line_of(needle, name);
    struct gui_rect place;
    gui_push_id(g, 100 + i);
    enum gui_check_press press = gui_check_row(g, &line, &place);
    // once for each that becomes the next: then the list is the user's to scroll
    if (i == checklist_next(s) && c->followed != i) {
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

static struct checklist list_of(struct app *app, const struct session *s)
{
    struct checklist list;
    int armed = is_armed(app, app->clinic->armed) ? app->clinic->armed : -1;
    checklist_make(&list, s, subject_catalog(app->subject), armed, app->texts,
                   app->words);
    return list;
}

void clinic_checklist(struct app *app, struct gui *g, const struct session *s)
{
    struct checklist list = list_of(app, s);
    for (int i = 0; i < list.n; i++)
        row(app, g, s, &list.row[i]);
}

void clinic_left_out(struct app *app, struct gui *g, const struct session *s)
{
    struct checklist list = list_of(app, s);
    char count[16];
    if (!list.n_left_out)
        return;
    snprintf(count, sizeof count, "%d", list.n_left_out);
    gui_space(g, 12);
    if (!gui_fold(g, app_text(app, "plan.removed"), count,
                  &app->shell->fold[FOLD_LEFT_OUT]))
        return;
    for (int i = 0; i < list.n_left_out; i++)
        row(app, g, s, &list.left_out[i]);
}
