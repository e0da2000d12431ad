/* clinic_ask.c - what needs a reason: a pause, an early end, a note, a needle left out, a
 * removal lifted. One form for all, under a heading that says what it is for. */
#include <string.h>

#include "base/cut.h"
#include "modes/clinic.h"
#include "panels/case_fields.h"

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
                          .style = GUI_PRIMARY},
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
};

/* of the whole session: its form stands above the list */
static bool is_of_session(enum clinic_ask ask)
{
    return ask == CLINIC_ASKS_PAUSE || ask == CLINIC_ASKS_ABORT ||
           ask == CLINIC_ASKS_NOTE;
}

void clinic_ask(struct app *app, enum clinic_ask ask)
{
    struct clinic *c = app->clinic;
    c->to_top |= is_of_session(c->ask) || is_of_session(ask);
    c->to_actions = ask == CLINIC_ASKS_SKIP || ask == CLINIC_ASKS_OVERRIDE;
    c->ask = c->ask == ask ? CLINIC_ASKS_NOTHING : ask;
    c->reason[0] = 0;
}

static void fields(struct app *app, struct gui *g)
{
    struct clinic *c = app->clinic;
    const struct form *form = &FORMS[c->ask];
    gui_paragraph(g, GUI_LEAD, gui_theme(g)->ink, app_text(app, form->heading));
    for (int i = 0; form->ready[i]; i++) {
        const char *text = app_text(app, form->ready[i]);
        if (form_chip(g, text, "reason", i, strcmp(c->reason, text) == 0)) {
            cut_print(c->reason, sizeof c->reason, "%s", text);
        }
    }
    if (form->ready[0])
        gui_space(g, 6);
    gui_input_text(g, app_text(app, form->own), c->reason, sizeof c->reason);
    gui_space(g, 4);
}

static bool buttons(struct app *app, struct gui *g)
{
    struct clinic *c = app->clinic;
    const struct form *form = &FORMS[c->ask];
    if (gui_button(g, app_text(app, form->confirm), form->style,
                   c->reason[strspn(c->reason, " ")] != 0))
        return true;
    gui_same_line(g);
    if (gui_button(g, app_text(app, form->back), GUI_QUIET, true))
        clinic_ask(app, CLINIC_ASKS_NOTHING);
    return false;
}

bool clinic_reason(struct app *app, struct gui *g)
{
    fields(app, g);
    return buttons(app, g);
}

// ---------------------------------------------------------------- of the whole session

bool clinic_is_asked(const struct app *app, const struct session *s,
                     const struct overlay *o)
{
    switch (app->clinic->ask) {
    case CLINIC_ASKS_PAUSE:
        return s->state == SESSION_RETAINING && !o->paused;
    case CLINIC_ASKS_ABORT:
        return !s->aborting;
    case CLINIC_ASKS_NOTE:
        return true;
    case CLINIC_ASKS_NOTHING:
    case CLINIC_ASKS_SKIP:
    case CLINIC_ASKS_OVERRIDE:
        break;
    }
    return false;
}

static void chip(struct app *app, struct gui *g, const char *id, enum clinic_ask ask)
{
    if (gui_chip(g, app_text(app, id), false))
        clinic_ask(app, ask);
}

void clinic_asides(struct app *app, struct gui *g, const struct session *s,
                   const struct overlay *o)
{
    if (clinic_is_asked(app, s, o))
        return;
    if (s->state == SESSION_RETAINING && !o->paused)
        chip(app, g, "clinic.pause", CLINIC_ASKS_PAUSE);
    chip(app, g, "clinic.note", CLINIC_ASKS_NOTE);
    if (!s->aborting)
        chip(app, g, "clinic.abort", CLINIC_ASKS_ABORT);
}

static void ask_buttons(struct app *app, struct gui *g)
{
    static const enum session_event_kind EVENTS[] = {[CLINIC_ASKS_PAUSE] = SESSION_PAUSE,
                                                     [CLINIC_ASKS_ABORT] = SESSION_ABORT,
                                                     [CLINIC_ASKS_NOTE] = SESSION_NOTE};
    struct clinic *c = app->clinic;
    struct session_event event = {.kind = EVENTS[c->ask], .text = c->reason};
    if (buttons(app, g) && clinic_is_meant(app))
        clinic_wish(app, &event);
}

/* in a low panel the buttons take the foot, where they are always seen */
void clinic_asked(struct app *app, struct gui *g, const struct session *s,
                  const struct overlay *o)
{
    if (!clinic_is_asked(app, s, o))
        return;
    fields(app, g);
    if (!clinic_is_low(app))
        ask_buttons(app, g);
    gui_space(g, 12);
}

bool clinic_asked_foot(struct app *app, struct gui *g, const struct session *s,
                       const struct overlay *o)
{
    if (!clinic_is_asked(app, s, o) || !clinic_is_low(app))
        return false;
    ask_buttons(app, g);
    return true;
}
