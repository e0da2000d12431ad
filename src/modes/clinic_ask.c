/* clinic_ask.c - what needs a reason: a pause, an early end, a note, a needle left out, a
 * removal lifted. One form for all, under a heading that says what it is for. */
#include <stdio.h>
#include <string.h>

#include "base/cut.h"
#include "base/word.h"
#include "modes/clinic.h"
#include "panels/form.h"
#include "views/checklist.h"
#include "views/words.h"

struct form {
    const char *heading, *own, *confirm, *back; /* ids */
    enum gui_button_style style;
    const char *ready[5]; /* ids, NULL-terminated */
};

static const struct form FORMS[] = {
    [CLINIC_ASKS_PAUSE] = {.heading = "clinic.why_pause",
                           .own = "clinic.own_words",
                           .confirm = "clinic.pause_now",
                           .back = "clinic.carry_on",
                           .style = GUI_PRIMARY,
                           .ready = {"clinic.pause.toilet", "clinic.pause.pain",
                                     "clinic.pause.turn", "clinic.pause.called"}},
    [CLINIC_ASKS_ABORT] = {.heading = "clinic.why_abort",
                           .own = "clinic.own_words",
                           .confirm = "clinic.abort_now",
                           .back = "clinic.carry_on",
                           .style = GUI_AMBER,
                           .ready = {"clinic.abort.faint", "clinic.abort.wish",
                                     "clinic.abort.pain", "clinic.abort.bleeding"}},
    [CLINIC_ASKS_NOTE] = {.heading = "clinic.why_note",
                          .own = "clinic.note_words",
                          .confirm = "clinic.note_now",
                          .back = "clinic.cancel",
                          .style = GUI_PRIMARY,
                          .ready = {"clinic.note.well", "clinic.note.asleep",
                                    "clinic.note.red", "clinic.note.moved"}},
    [CLINIC_ASKS_SKIP] = {.heading = "clinic.why_skip",
                          .own = "clinic.own_words",
                          .confirm = "clinic.skip_now",
                          .back = "clinic.cancel",
                          .style = GUI_PRIMARY,
                          .ready = {"clinic.skip.declined", "clinic.skip.skin",
                                    "clinic.skip.reach"}},
    [CLINIC_ASKS_OVERRIDE] = {.heading = "clinic.why_override",
                              .own = "clinic.own_words",
                              .confirm = "clinic.override_now",
                              .back = "clinic.cancel",
                              .style = GUI_AMBER,
                              .ready = {"clinic.override.judged"}},
    [CLINIC_ASKS_RESOLVE] = {.heading = "clinic.why_resolve",
                             .own = "clinic.own_words",
                             .confirm = "clinic.resolve_now",
                             .back = "clinic.cancel",
                             .style = GUI_PRIMARY,
                             .ready = {"clinic.resolve.whole",
                                       "clinic.resolve.referred"}},
    [CLINIC_ASKS_INCIDENT] = {.heading = "clinic.why_incident",
                              .own = "clinic.what_done",
                              .confirm = "clinic.incident_now",
                              .back = "clinic.cancel",
                              .style = GUI_AMBER},
    [CLINIC_ASKS_UNPLANNED] = {.heading = "clinic.why_unplanned",
                               .own = "clinic.own_words",
                               .confirm = "clinic.unplanned_now",
                               .back = "clinic.cancel",
                               .style = GUI_AMBER,
                               .ready = {"clinic.unplanned.side",
                                         "clinic.unplanned.tender",
                                         "clinic.unplanned.judged"}},
    [CLINIC_ASKS_NO_DE_QI] = {.heading = "clinic.why_no_de_qi",
                              .own = "clinic.own_words",
                              .confirm = "clinic.no_de_qi_now",
                              .back = "clinic.cancel",
                              .style = GUI_AMBER,
                              .ready = {"clinic.no_de_qi.tried", "clinic.no_de_qi.numb"}},
    [CLINIC_ASKS_QUESTION] = {.heading = "clinic.why_question",
                              .own = "clinic.own_words",
                              .confirm = "clinic.answer_now",
                              .back = "clinic.cancel",
                              .style = GUI_PRIMARY,
                              .ready = {"clinic.answer.none", "clinic.answer.known",
                                        "clinic.answer.cannot"}},
    [CLINIC_ASKS_BY] = {.heading = "clinic.why_by",
                        .own = "clinic.by_words",
                        .confirm = "clinic.by_now",
                        .back = "clinic.cancel",
                        .style = GUI_PRIMARY},
    [CLINIC_ASKS_LABEL] = {.heading = "clinic.why_relabel",
                           .own = "clinic.relabel_words",
                           .confirm = "clinic.relabel_now",
                           .back = "clinic.cancel",
                           .style = GUI_PRIMARY},
    [CLINIC_ASKS_SCORE] = {.heading = "clinic.why_score", .back = "clinic.cancel"},
    [CLINIC_ASKS_COURSE] = {.heading = "course.why", .back = "clinic.cancel"},
};

/* what each is recorded as */
static const enum session_event_kind EVENTS[CLINIC_ASKS_COURSE + 1] = {
    [CLINIC_ASKS_PAUSE] = SESSION_PAUSE,
    [CLINIC_ASKS_ABORT] = SESSION_ABORT,
    [CLINIC_ASKS_NOTE] = SESSION_NOTE,
    [CLINIC_ASKS_INCIDENT] = SESSION_INCIDENT,
    [CLINIC_ASKS_UNPLANNED] = SESSION_UNPLANNED,
    [CLINIC_ASKS_NO_DE_QI] = SESSION_NO_DE_QI,
    [CLINIC_ASKS_BY] = SESSION_BY,
    [CLINIC_ASKS_LABEL] = SESSION_LABEL,
};

/* of the whole session: its form stands above the list */
static bool is_of_session(enum clinic_ask ask)
{
    return ask != CLINIC_ASKS_NOTHING && ask != CLINIC_ASKS_SKIP &&
           ask != CLINIC_ASKS_OVERRIDE && ask != CLINIC_ASKS_RESOLVE;
}

void clinic_ask(struct clinic *c, enum clinic_ask ask)
{
    c->to_top |= is_of_session(c->ask) || is_of_session(ask);
    c->to_actions = ask != CLINIC_ASKS_NOTHING && !is_of_session(ask);
    c->ask = c->ask == ask ? CLINIC_ASKS_NOTHING : ask;
    c->reason[0] = c->code[0] = 0;
    c->incident = SESSION_FAINT;
    c->severity = c->side = 0;
}

void clinic_ask_other_side(struct clinic *c, const struct texts *texts,
                           const struct session_point *point)
{
    c->ask = CLINIC_ASKS_NOTHING;
    clinic_ask(c, CLINIC_ASKS_UNPLANNED);
    cut_print(c->code, sizeof c->code, "%s", point->code);
    c->side = point->side == 'L' ? 1 : 0;
    cut_print(c->reason, sizeof c->reason, "%s", text_of(texts, "clinic.unplanned.side"));
}

// ---------------------------------------------------------------- what some ask besides

/* the first safety question that is open; -1 = none */
static int open_question(const struct session *s)
{
    for (int i = 0; i < s->plan->n_questions; i++)
        if (s->plan->questions[i].safety && s->answer[i] == SESSION_OPEN)
            return i;
    return -1;
}

static void question(struct live_session *live, const struct texts *texts, struct gui *g)
{
    const struct session *s = live_session_state(live);
    char text[600];
    int i = open_question(s);
    if (i < 0)
        return;
    words_message(texts, &s->plan->questions[i].text, text, sizeof text);
    gui_need(g, text);
    gui_paragraph(g, GUI_BODY, gui_theme(g)->ink, text);
    gui_space(g, 4);
}

static const char *incident_word(const struct texts *texts, int kind)
{
    char id[64];
    snprintf(id, sizeof id, "clinic.incident.%s",
             session_event_incident_name((enum session_incident_kind)kind));
    return text_of(texts, id);
}

static void first_aid(const struct texts *texts, struct gui *g, int kind)
{
    struct message aid = overlay_first_aid((enum session_incident_kind)kind);
    char text[600], title[200];
    words_message(texts, &aid, text, sizeof text);
    snprintf(title, sizeof title, "%s \u00b7 %s", incident_word(texts, kind),
             text_of(texts, "clinic.first_aid"));
    gui_need(g, text);
    gui_paragraph(g, GUI_STRONG, gui_theme(g)->ink, title);
    gui_paragraph(g, GUI_BODY, gui_theme(g)->ink, text);
}

void clinic_aid(struct clinic *c, const struct texts *texts, struct gui *g)
{
    if (!c->aid || c->ask == CLINIC_ASKS_INCIDENT)
        return;
    gui_notice_begin(g);
    first_aid(texts, g, c->aid - 1);
    if (gui_button(g, text_of(texts, "clinic.card_close"), GUI_QUIET, true))
        c->aid = 0;
    gui_notice_end(g, GUI_ALARM);
}

/* what it was, how bad, and what to do before anything is written */
static void incident(struct clinic *clinic, const struct texts *texts, struct gui *g)
{
    struct clinic *c = clinic;
    const char *severity[3];
    char id[64];
    for (int k = 0; k < SESSION_INCIDENT_KINDS; k++)
        if (form_chip(g, incident_word(texts, k), "incident", k, (int)c->incident == k))
            c->incident = (enum session_incident_kind)k;
    gui_space(g, 4);
    gui_notice_begin(g);
    first_aid(texts, g, (int)c->incident);
    gui_notice_end(g, GUI_ALARM);
    for (int k = 0; k < 3; k++) {
        snprintf(id, sizeof id, "clinic.severity.%s",
                 session_event_severity_name((enum session_severity)k));
        severity[k] = text_of(texts, id);
    }
    gui_segmented(g, "severity", severity, 3, &c->severity);
    gui_space(g, 4);
}

static void unplanned(struct clinic *clinic, const struct texts *texts, struct gui *g)
{
    struct clinic *c = clinic;
    const char *const sides[] = {text_of(texts, "clinic.side_left"),
                                 text_of(texts, "clinic.side_right"),
                                 text_of(texts, "clinic.side_midline")};
    gui_input_text(g, text_of(texts, "clinic.code"), c->code, sizeof c->code);
    for (char *p = c->code; *p; p++)
        *p = (char)(*p >= 'a' && *p <= 'z' ? *p - 'a' + 'A' : *p);
    gui_segmented(g, "side", sides, 3, &c->side);
    gui_space(g, 4);
}

void clinic_score(struct clinic *clinic, const struct texts *texts, struct sink *sink,
                  struct gui *g, const struct session *s, enum session_when when)
{
    gui_caption(g, text_of(texts, when == SESSION_BEFORE ? "clinic.score_before"
                                                         : "clinic.score_after"));
    for (int n = 0; n <= 10; n++) {
        char label[32];
        snprintf(label, sizeof label, "%d##score%d.%d", n, (int)when, n);
        if (gui_chip(g, label, s->score[when] == n) && clinic->meant)
            clinic_wish(clinic, sink,
                        &(struct session_event){
                            .kind = SESSION_SCORE, .when = when, .number = n});
    }
    gui_space(g, 6);
}

static void fields(struct clinic *clinic, struct live_session *live,
                   const struct texts *texts, struct sink *sink, struct gui *g)
{
    struct clinic *c = clinic;
    const struct form *form = &FORMS[c->ask];
    gui_paragraph(g, GUI_LEAD, gui_theme(g)->ink, text_of(texts, form->heading));
    if (c->ask == CLINIC_ASKS_INCIDENT)
        incident(clinic, texts, g);
    if (c->ask == CLINIC_ASKS_UNPLANNED)
        unplanned(clinic, texts, g);
    if (c->ask == CLINIC_ASKS_QUESTION)
        question(live, texts, g);
    if (c->ask == CLINIC_ASKS_SCORE) {
        const struct session *s = live_session_state(live);
        clinic_score(clinic, texts, sink, g, s, SESSION_BEFORE);
        clinic_score(clinic, texts, sink, g, s, SESSION_AFTER);
        return;
    }
    if (c->ask == CLINIC_ASKS_COURSE) {
        clinic_course_form(clinic, texts, sink, g, live_session_state(live));
        return;
    }
    for (int i = 0; form->ready[i]; i++) {
        const char *text = text_of(texts, form->ready[i]);
        if (form_chip(g, text, "reason", i, strcmp(c->reason, text) == 0)) {
            cut_print(c->reason, sizeof c->reason, "%s", text);
        }
    }
    if (form->ready[0])
        gui_space(g, 6);
    gui_input_text(g, text_of(texts, form->own), c->reason, sizeof c->reason);
    gui_space(g, 4);
}

static bool is_complete(const struct clinic *c)
{
    bool said = !word_is_blank(c->reason);
    if (c->ask == CLINIC_ASKS_UNPLANNED)
        return said && c->code[0];
    // what it was says enough while hands are full
    return said || c->ask == CLINIC_ASKS_INCIDENT;
}

static bool buttons(struct clinic *clinic, const struct texts *texts, struct gui *g)
{
    struct clinic *c = clinic;
    const struct form *form = &FORMS[c->ask];
    if (form->confirm &&
        gui_button(g, text_of(texts, form->confirm), form->style, is_complete(c)))
        return true;
    if (form->confirm)
        gui_same_line(g);
    if (gui_button(g, text_of(texts, form->back), GUI_QUIET, true))
        clinic_ask(clinic, CLINIC_ASKS_NOTHING);
    return false;
}

bool clinic_reason(struct clinic *clinic, struct live_session *live,
                   const struct texts *texts, struct sink *sink, struct gui *g)
{
    fields(clinic, live, texts, sink, g);
    return buttons(clinic, texts, g);
}

// ---------------------------------------------------------------- of the whole session

bool clinic_is_asked(const struct clinic *clinic, const struct session *s,
                     const struct overlay *o)
{
    switch (clinic->ask) {
    case CLINIC_ASKS_PAUSE:
        return s->state == SESSION_RETAINING && !o->paused;
    case CLINIC_ASKS_ABORT:
        return !s->aborting;
    case CLINIC_ASKS_UNPLANNED:
        return session_is_open(s);
    case CLINIC_ASKS_QUESTION:
        return session_is_open(s) && open_question(s) >= 0;
    case CLINIC_ASKS_NO_DE_QI:
        return s->state == SESSION_INSERTING;
    case CLINIC_ASKS_NOTE:
    case CLINIC_ASKS_INCIDENT:
    case CLINIC_ASKS_BY:
    case CLINIC_ASKS_LABEL:
    case CLINIC_ASKS_SCORE:
    case CLINIC_ASKS_COURSE:
        return true;
    case CLINIC_ASKS_RESOLVE:
    case CLINIC_ASKS_NOTHING:
    case CLINIC_ASKS_SKIP:
    case CLINIC_ASKS_OVERRIDE:
        break;
    }
    return false;
}

static void chip(struct clinic *clinic, const struct texts *texts, struct gui *g,
                 const char *id, enum clinic_ask ask)
{
    if (gui_chip(g, text_of(texts, id), false))
        clinic_ask(clinic, ask);
}

/* what is rarer, on a line of its own once it is asked for */
static void rarer(struct clinic *clinic, const struct texts *texts, struct gui *g,
                  const struct session *s)
{
    struct message who = {.id = s->by[0] ? "clinic.by" : "clinic.by_nobody",
                          .arg = {{.name = "who", .text = s->by}}};
    char text[128];
    if (session_is_open(s) && open_question(s) >= 0)
        chip(clinic, texts, g, "clinic.question", CLINIC_ASKS_QUESTION);
    if (session_is_open(s))
        chip(clinic, texts, g, "clinic.unplanned", CLINIC_ASKS_UNPLANNED);
    if (s->state == SESSION_INSERTING && !checklist_waiting(s))
        chip(clinic, texts, g, "clinic.no_de_qi", CLINIC_ASKS_NO_DE_QI);
    chip(clinic, texts, g, "clinic.score", CLINIC_ASKS_SCORE);
    chip(clinic, texts, g, "course.title", CLINIC_ASKS_COURSE);
    text_format(texts, &who, text, sizeof text);
    gui_need(g, text);
    if (gui_chip(g, text, false))
        clinic_ask(clinic, CLINIC_ASKS_BY);
    chip(clinic, texts, g, "clinic.relabel", CLINIC_ASKS_LABEL);
}

void clinic_asides(struct clinic *clinic, const struct texts *texts, struct gui *g,
                   const struct session *s, const struct overlay *o)
{
    struct clinic *c = clinic;
    if (clinic_is_asked(clinic, s, o))
        return;
    if (s->state == SESSION_RETAINING && !o->paused)
        chip(clinic, texts, g, "clinic.pause", CLINIC_ASKS_PAUSE);
    chip(clinic, texts, g, "clinic.note", CLINIC_ASKS_NOTE);
    if (session_is_open(s) && !s->aborting)
        chip(clinic, texts, g, "clinic.abort", CLINIC_ASKS_ABORT);
    chip(clinic, texts, g, "clinic.happened", CLINIC_ASKS_INCIDENT);
    if (gui_chip(g, text_of(texts, "clinic.more_events"), c->more))
        c->more = !c->more;
    if (c->more)
        rarer(clinic, texts, g, s);
}

bool clinic_may_stop(const struct clinic *clinic, const struct session *s)
{
    return clinic->ask == CLINIC_ASKS_INCIDENT && session_is_open(s) && !s->aborting;
}

/* in a low panel, and where it is about somebody who is not well, the buttons take the
 * foot: there they are always seen */
static bool in_foot(const struct clinic *clinic)
{
    return clinic->low || clinic->ask == CLINIC_ASKS_INCIDENT;
}

static void ask_buttons(struct clinic *clinic, struct live_session *live,
                        const struct texts *texts, struct sink *sink, struct gui *g)
{
    struct clinic *c = clinic;
    struct session_event event = {.kind = EVENTS[c->ask],
                                  .text = c->reason,
                                  .incident = c->incident,
                                  .severity = (enum session_severity)c->severity};
    const struct session *s = live_session_state(live);
    bool pass = false, done = buttons(clinic, texts, g);
    // hands are full: one tap for both
    bool stop = clinic_may_stop(clinic, s) &&
                gui_wide_button(g, text_of(texts, "clinic.record_stop"), GUI_AMBER, true);
    if (c->ask == CLINIC_ASKS_QUESTION)
        pass =
            gui_button(g, text_of(texts, "clinic.pass_over"), GUI_AMBER, is_complete(c));
    if ((!done && !pass && !stop) || !clinic->meant)
        return;
    if (c->ask == CLINIC_ASKS_QUESTION) {
        event.kind = pass ? SESSION_PASS_OVER : SESSION_ANSWER;
        event.question = s->plan->questions[open_question(s)].id;
    }
    if (c->ask == CLINIC_ASKS_UNPLANNED) {
        event.code = c->code;
        event.side = (const char *[]){"L", "R", "M"}[c->side];
    }
    if (c->ask == CLINIC_ASKS_INCIDENT && word_is_blank(c->reason))
        cut_print(c->reason, sizeof c->reason, "%s",
                  incident_word(texts, (int)c->incident));
    if (c->ask == CLINIC_ASKS_INCIDENT)
        c->aid = 1 + (int)c->incident;
    clinic_wish(clinic, sink, &event);
    if (!stop)
        return;
    cut_print(c->why_stop, sizeof c->why_stop, "%s",
              incident_word(texts, (int)c->incident));
    clinic_wish(clinic, sink,
                &(struct session_event){.kind = SESSION_ABORT, .text = c->why_stop});
}

void clinic_asked(struct clinic *clinic, struct live_session *live,
                  const struct texts *texts, struct sink *sink, struct gui *g,
                  const struct session *s, const struct overlay *o)
{
    if (!clinic_is_asked(clinic, s, o))
        return;
    fields(clinic, live, texts, sink, g);
    if (!in_foot(clinic))
        ask_buttons(clinic, live, texts, sink, g);
    gui_space(g, 12);
}

bool clinic_asked_foot(struct clinic *clinic, struct live_session *live,
                       const struct texts *texts, struct sink *sink, struct gui *g,
                       const struct session *s, const struct overlay *o)
{
    if (!clinic_is_asked(clinic, s, o) || !in_foot(clinic))
        return false;
    ask_buttons(clinic, live, texts, sink, g);
    return true;
}
