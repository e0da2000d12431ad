/* clinic_checklist.c - the needles of the position at hand. One tap marks a needle in,
 * the next its De Qi; taking one out asks for a second tap, since the journal takes
 * nothing back. What is rarer stands behind the three dots of its row. */
#include <stdio.h>

#include "modes/clinic.h"
#include "panels/panels.h"
#include "views/checklist.h"

enum { ARMED_MS = 4000 /* how long a second tap counts */ };

static bool is_armed(const struct clinic *clinic, const struct app_clock *clock, int i)
{
    const struct clinic *c = clinic;
    return c->armed == i && clock->now_ms - c->armed_ms < ARMED_MS;
}

static void take_out(struct clinic *clinic, struct app_clock *clock, struct sink *sink,
                     const struct session *s, int i)
{
    const struct session_point p = session_point_at(s, i);
    if (is_armed(clinic, clock, i)) {
        clinic_wish_for(clinic, sink, SESSION_REMOVE, &p);
        clinic->expanded = -1;
        return;
    }
    clinic->armed = i;
    clinic->armed_ms = clock->now_ms;
    sink_redraw(sink);
}

static void tap(struct clinic *clinic, struct app_clock *clock, struct sink *sink,
                const struct session *s, int i)
{
    const struct session_point p = session_point_at(s, i);
    bool out = s->state == SESSION_DUE || s->state == SESSION_REMOVING;
    if (!out && !clinic->meant)
        return;
    switch (s->points[i].state) {
    case SESSION_POINT_WAITING:
        clinic_wish_for(clinic, sink, SESSION_INSERT, &p);
        break;
    case SESSION_POINT_IN:
        if (out)
            take_out(clinic, clock, sink, s, i);
        else
            clinic_wish_for(clinic, sink, SESSION_DE_QI, &p);
        break;
    case SESSION_POINT_DE_QI:
        if (out)
            take_out(clinic, clock, sink, s, i);
        else
            sink_select(sink, p.code, side_of(p.side), SINK_FLY);
        break;
    case SESSION_POINT_OUT:
    case SESSION_POINT_SKIPPED:
    case SESSION_POINT_BROKEN:
    case SESSION_POINT_REMOVED:
        sink_select(sink, p.code, side_of(p.side), SINK_FLY);
        break;
    }
}

// ---------------------------------------------------------------- behind the dots

static void skip_or_override(struct clinic *clinic, struct live_session *live,
                             const struct texts *texts, struct sink *sink, struct gui *g,
                             const struct session *s, int i)
{
    struct clinic *c = clinic;
    const struct session_point *p = &s->plan->points[i];
    struct session_event event = {.kind = c->ask == CLINIC_ASKS_SKIP ? SESSION_SKIP
                                                                     : SESSION_OVERRIDE,
                                  .code = p->code,
                                  .side = clinic_side(p->side),
                                  .text = c->reason};
    if (c->ask == CLINIC_ASKS_SKIP && clinic_reason(clinic, live, texts, sink, g))
        clinic_wish(clinic, sink, &event);
    if (c->ask != CLINIC_ASKS_OVERRIDE || !clinic_reason(clinic, live, texts, sink, g))
        return;
    // every caution that took it out
    for (int k = 0; k < s->plan->n_removals; k++) {
        event.caution = s->plan->removals[k].by;
        if (s->plan->removals[k].point == i && !s->lifted[k])
            clinic_wish(clinic, sink, &event);
    }
}

/* one needle of a set: a chip each, on while it is in */
static void parts(struct clinic *clinic, const struct texts *texts, struct sink *sink,
                  struct gui *g, const struct session *s, int i)
{
    const struct session_point p = session_point_at(s, i);
    struct clinic *c = clinic;
    if (p.needles < 2 || s->points[i].state == SESSION_POINT_REMOVED)
        return;
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text_of(texts, "clinic.parts"));
    for (int k = 0; k < p.needles; k++) {
        const struct session_needle *needle = &s->needles[s->points[i].first + k];
        bool in = needle->state == SESSION_IN;
        char label[48];
        snprintf(label, sizeof label, "%d##part%d", k + 1, k);
        if (!gui_chip(g, label, in) || !clinic->meant)
            continue;
        snprintf(c->part, sizeof c->part, "%s.%d", p.code, k + 1);
        clinic_wish(clinic, sink,
                    &(struct session_event){.kind = in ? SESSION_REMOVE : SESSION_INSERT,
                                            .code = c->part,
                                            .side = clinic_side(p.side)});
    }
}

static void chip(struct clinic *clinic, const struct texts *texts, struct sink *sink,
                 struct gui *g, const char *id, const struct session *s, int i,
                 enum session_event_kind kind)
{
    const struct session_point p = session_point_at(s, i);
    if (gui_chip(g, text_of(texts, id), false) && clinic->meant)
        clinic_wish_for(clinic, sink, kind, &p);
}

/* what goes otherwise than planned with a needle that is in */
static void mishaps(struct clinic *clinic, struct app_clock *clock,
                    const struct texts *texts, struct sink *sink, struct gui *g,
                    const struct session *s, int i)
{
    bool entering = s->state == SESSION_INSERTING;
    bool timed = entering || s->state == SESSION_RETAINING;
    if (gui_chip(g,
                 text_of(texts, is_armed(clinic, clock, i) ? "needle.tap_again"
                                                           : "clinic.take_out"),
                 is_armed(clinic, clock, i)))
        take_out(clinic, clock, sink, s, i);
    chip(clinic, texts, sink, g, "clinic.fell_out", s, i, SESSION_FELL_OUT);
    if (!s->points[i].stuck)
        chip(clinic, texts, sink, g, "clinic.stuck", s, i, SESSION_STUCK);
    if (!s->points[i].bent)
        chip(clinic, texts, sink, g, "clinic.bent", s, i, SESSION_BENT);
    chip(clinic, texts, sink, g, "clinic.broken", s, i, SESSION_BROKEN);
    if (entering)
        chip(clinic, texts, sink, g, "clinic.retract", s, i, SESSION_RETRACT);
    if (timed && s->points[i].state == SESSION_POINT_DE_QI)
        chip(clinic, texts, sink, g, "clinic.retract_de_qi", s, i, SESSION_RETRACT_DE_QI);
}

/* a needle that is out, or never went in */
static void afterwards(struct clinic *clinic, const struct texts *texts,
                       struct sink *sink, struct gui *g, const struct session *s, int i)
{
    const struct session_point_now *p = &s->points[i];
    bool entering = s->state == SESSION_INSERTING;
    if (p->fell)
        chip(clinic, texts, sink, g, "clinic.put_back", s, i, SESSION_PUT_BACK);
    if (p->state == SESSION_POINT_OUT && !p->fell)
        chip(clinic, texts, sink, g, "clinic.retract_out", s, i, SESSION_RETRACT_OUT);
    if (p->state == SESSION_POINT_OUT && !p->bent)
        chip(clinic, texts, sink, g, "clinic.bent", s, i, SESSION_BENT);
    if (p->state == SESSION_POINT_SKIPPED ||
        (p->state == SESSION_POINT_OUT && !p->fell &&
         (entering || s->state == SESSION_RETAINING)))
        chip(clinic, texts, sink, g, "clinic.after_all", s, i, SESSION_INSERT);
}

static void asks(struct clinic *clinic, const struct texts *texts, struct gui *g,
                 const char *id, enum clinic_ask ask)
{
    if (gui_chip(g, text_of(texts, id), clinic->ask == ask))
        clinic_ask(clinic, ask);
}

static void resolve(struct clinic *clinic, struct live_session *live,
                    const struct texts *texts, struct sink *sink, struct gui *g,
                    const struct session *s, int i)
{
    const struct session_point p = session_point_at(s, i);
    if (clinic->ask == CLINIC_ASKS_RESOLVE && clinic_reason(clinic, live, texts, sink, g))
        clinic_wish(clinic, sink,
                    &(struct session_event){.kind = SESSION_BROKEN_RESOLVED,
                                            .code = p.code,
                                            .side = clinic_side(p.side),
                                            .text = clinic->reason});
}

static void actions(struct clinic *clinic, struct live_session *live,
                    const struct plan *plan, struct app_clock *clock,
                    const struct texts *texts, struct sink *sink, struct gui *g,
                    const struct session *s, int i)
{
    const struct session_point p = session_point_at(s, i);
    enum session_point_state state = s->points[i].state;
    if (gui_chip(g, text_of(texts, "clinic.show"), false))
        sink_select(sink, p.code, side_of(p.side), SINK_FLY);
    if (clinic_has_no_place(plan, s, i) &&
        gui_chip(g, text_of(texts, "clinic.place_now"), clinic->placing == i)) {
        clinic->placing = clinic->placing == i ? -1 : i;
        clinic->to_top = true;
    }
    if (state == SESSION_POINT_WAITING)
        asks(clinic, texts, g, "clinic.skip", CLINIC_ASKS_SKIP);
    if (state == SESSION_POINT_WAITING && p.side != 'M' && p.needles == 1 &&
        !clinic_has_no_place(plan, s, i) &&
        gui_chip(g, text_of(texts, "clinic.other_side"), false))
        clinic_ask_other_side(clinic, texts, &p);
    if (session_point_count(s, i, SESSION_IN))
        mishaps(clinic, clock, texts, sink, g, s, i);
    afterwards(clinic, texts, sink, g, s, i);
    if (session_point_unresolved(s, i))
        asks(clinic, texts, g, "clinic.resolve", CLINIC_ASKS_RESOLVE);
    if (state == SESSION_POINT_REMOVED)
        asks(clinic, texts, g, "clinic.override", CLINIC_ASKS_OVERRIDE);
    parts(clinic, texts, sink, g, s, i);
    if (!session_is_extra(s, i))
        skip_or_override(clinic, live, texts, sink, g, s, i);
    resolve(clinic, live, texts, sink, g, s, i);
    gui_space(g, 8);
}

static struct gui_check line_of(const struct checklist_row *row, const char *more)
{
    static const enum gui_check_mark MARKS[] = {
        [CHECKLIST_AWAY] = GUI_CHECK_AWAY, [CHECKLIST_WAITING] = GUI_CHECK_OPEN,
        [CHECKLIST_IN] = GUI_CHECK_BEGUN,  [CHECKLIST_DE_QI] = GUI_CHECK_FULL,
        [CHECKLIST_OUT] = GUI_CHECK_DONE,  [CHECKLIST_BROKEN] = GUI_CHECK_BROKEN};
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

static void row(struct desk *desk, struct gui *g, const struct session *s,
                const struct checklist_row *needle)
{
    struct clinic *c = desk->clinic;
    int i = needle->point;
    char name[96];
    snprintf(name, sizeof name, "%s##more%d", text_of(desk->texts, "clinic.more"), i);
    struct gui_check line = line_of(needle, name);
    struct gui_rect place;
    gui_push_id(g, 100 + i);
    enum gui_check_press press = gui_check_row(g, &line, &place);
    // once for each that becomes the next: then the list is the user's to scroll
    if (i == checklist_next(s) && c->followed != i) {
        gui_show(g, place);
        c->followed = i;
        sink_redraw(&desk->sink);
    }
    if (press != GUI_CHECK_NOTHING)
        c->ask = CLINIC_ASKS_NOTHING;
    if (press == GUI_CHECK_ROW)
        tap(desk->clinic, &desk->clock, &desk->sink, s, i);
    if (press == GUI_CHECK_MORE) {
        c->expanded = c->expanded == i ? -1 : i;
        c->to_actions = true;
    }
    if (c->expanded == i) {
        float x, end;
        actions(desk->clinic, desk->live, &desk->dossier.plan, &desk->clock, desk->texts,
                &desk->sink, g, s, i);
        gui_place(g, 1, 1, &x, &end);
        place.h = end - place.y;
        if (c->to_actions)
            gui_show(g, place);
        c->to_actions = false;
    }
    gui_pop_id(g);
}

static struct checklist list_of(struct clinic *clinic, struct subject *subject,
                                const struct plan *plan, struct app_clock *clock,
                                const struct texts *texts, struct arena *words,
                                const struct session *s)
{
    struct checklist list;
    struct planned_body body = subject_planned(subject);
    struct checklist_about about = {.plan = plan, .on = &body};
    int armed = is_armed(clinic, clock, clinic->armed) ? clinic->armed : -1;
    checklist_make(&list, s, subject_catalog(subject), armed, &about, texts, words);
    return list;
}

void clinic_checklist(struct desk *desk, struct gui *g, const struct session *s)
{
    struct checklist list = list_of(desk->clinic, desk->subject, &desk->dossier.plan,
                                    &desk->clock, desk->texts, desk->words, s);
    for (int i = 0; i < list.n; i++)
        row(desk, g, s, &list.row[i]);
}

void clinic_left_out(struct desk *desk, struct gui *g, const struct session *s)
{
    struct checklist list = list_of(desk->clinic, desk->subject, &desk->dossier.plan,
                                    &desk->clock, desk->texts, desk->words, s);
    char count[16];
    if (!list.n_left_out)
        return;
    snprintf(count, sizeof count, "%d", list.n_left_out);
    gui_space(g, 12);
    if (!panel_fold(g, &desk->sink, text_of(desk->texts, "plan.removed"), count,
                    &desk->shell->fold[FOLD_LEFT_OUT]))
        return;
    for (int i = 0; i < list.n_left_out; i++)
        row(desk, g, s, &list.left_out[i]);
}

// ---------------------------------------------------------------- from the body

/* what the one button of the card does now; NULL where nothing is due */
static const char *card_act(const struct session *s, int i, bool armed)
{
    bool out = s->aborting || s->state == SESSION_DUE || s->state == SESSION_REMOVING;
    switch (s->points[i].state) {
    case SESSION_POINT_WAITING:
        return out ? NULL : "clinic.card_in";
    case SESSION_POINT_IN:
        return armed ? "needle.tap_again" : out ? "clinic.card_out" : "clinic.card_de_qi";
    case SESSION_POINT_DE_QI:
        return armed ? "needle.tap_again" : out ? "clinic.card_out" : NULL;
    case SESSION_POINT_OUT:
    case SESSION_POINT_SKIPPED:
    case SESSION_POINT_BROKEN:
    case SESSION_POINT_REMOVED:
        break;
    }
    return NULL;
}

/* of the needle that the card on the body is of; -1 = the session has none there */
static int needle_of_card(const struct app_eye *eye, const struct session *s)
{
    static const char BOTH[] = "LRM";
    if (eye->selected_side != SIDE_M)
        return session_find(s, eye->selected, side_name(eye->selected_side)[0], NULL);
    int found = -1;
    for (int k = 0; BOTH[k] && found < 0; k++)
        found = session_find(s, eye->selected, BOTH[k], NULL);
    return found;
}

void clinic_card_needle(struct desk *desk, struct gui *g, const struct session *s)
{
    struct clinic *c = desk->clinic;
    int i = needle_of_card(&desk->eye, s);
    if (i < 0)
        return;
    struct checklist list = list_of(c, desk->subject, &desk->dossier.plan, &desk->clock,
                                    desk->texts, desk->words, s);
    for (int k = 0; k < list.n; k++) {
        if (list.row[k].point != i)
            continue;
        gui_paragraph(g, GUI_LEAD, gui_theme(g)->ink, list.row[k].title);
        if (*list.row[k].detail)
            gui_paragraph(g, GUI_BODY, gui_theme(g)->ink_soft, list.row[k].detail);
    }
    const char *act = card_act(s, i, is_armed(c, &desk->clock, i));
    if (act && gui_wide_button(g, text_of(desk->texts, act), GUI_PRIMARY, true))
        tap(c, &desk->clock, &desk->sink, s, i);
    if (gui_button(g, text_of(desk->texts, "clinic.card_more"), GUI_QUIET, true)) {
        c->expanded = i;
        c->to_actions = true;
        sink_redraw(&desk->sink);
    }
    gui_space(g, 10);
}
