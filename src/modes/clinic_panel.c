/* clinic_panel.c - the session's panel: a head that stays, what is worked through under
 * it, and at its foot the button for what is to be done now, or what to do in words. */
#include <stdio.h>

#include "modes/clinic.h"
#include "panels/files.h"
#include "panels/panels.h"
#include "panels/shell.h"
#include "views/checklist.h"
#include "views/lamp_tests.h"
#include "views/session_head.h"

/* Where the window has room for it, all but the list stays in sight. */
void clinic_panel(struct desk *desk, struct gui *g, const struct session *s,
                  const struct overlay *o)
{
    struct clinic *c = desk->clinic;
    bool low = desk->clinic->low;
    clinic_head(desk->clinic, &desk->eye, desk->live, desk->texts, desk->words, g, s, o);
    if (!low) {
        clinic_alerts(desk->clinic, desk->texts, desk->words, &desk->sink, g, s, o,
                      CLINIC_ALARMS);
        clinic_asides(desk->clinic, desk->texts, g, s, o);
    }
    panel_body(desk->shell, &desk->eye, g);
    // the list is done: back to what stands above it
    if (c->followed >= 0 && checklist_next(s) < 0 && s->state != SESSION_INSERTING) {
        c->followed = -1;
        c->to_top = true;
    }
    if (c->to_top) {
        gui_scroll_to_top(g);
        sink_redraw(&desk->sink);
    }
    c->to_top = false;
    if (low) {
        clinic_alerts(desk->clinic, desk->texts, desk->words, &desk->sink, g, s, o,
                      CLINIC_ALARMS);
        clinic_asides(desk->clinic, desk->texts, g, s, o);
    }
    clinic_aid(c, desk->texts, g);
    clinic_asked(desk->clinic, desk->live, desk->texts, &desk->sink, g, s, o);
    clinic_place(desk, g, s);
    clinic_drill(desk->clinic, desk->texts, desk->words, g, s);
    // what is to come out comes before what is to be known
    bool out = session_needles_in(s) &&
               (s->aborting || s->state == SESSION_DUE || s->state == SESSION_REMOVING);
    if (!out)
        clinic_alerts(desk->clinic, desk->texts, desk->words, &desk->sink, g, s, o,
                      CLINIC_REMARKS);
    // beside another panel it has a place of its own
    if (!panel_has_neighbour(&desk->eye))
        clinic_lamp(desk->clinic, desk->shell, desk->texts, desk->words, &desk->sink, g,
                    s, o);
    clinic_checklist(desk, g, s);
    if (out) {
        gui_space(g, 12);
        clinic_alerts(desk->clinic, desk->texts, desk->words, &desk->sink, g, s, o,
                      CLINIC_REMARKS);
    }
    clinic_left_out(desk, g, s);
    // where the list goes is not left to the next touch: it would move under the finger
    if (c->to_top)
        sink_redraw(&desk->sink);
}

// ---------------------------------------------------------------- the foot

static bool button(struct clinic *clinic, const struct texts *texts, struct sink *sink,
                   struct gui *g, const char *id, enum gui_button_style style,
                   enum session_event_kind event)
{
    if (gui_wide_button(g, text_of(texts, id), style, true) && clinic->meant)
        clinic_wish_now(clinic, sink, event);
    return true;
}

/* the lamp can be switched off from wherever one is in the list */
static bool lamp_buttons(struct clinic *clinic, const struct texts *texts,
                         struct sink *sink, struct gui *g)
{
    if (gui_button(g, text_of(texts, "clinic.skin_check"), GUI_PRIMARY, true) &&
        clinic->meant)
        clinic_wish_now(clinic, sink, SESSION_SKIN_CHECK);
    gui_same_line(g);
    if (gui_button(g, text_of(texts, "clinic.lamp_off"), GUI_WARM, true) && clinic->meant)
        clinic_wish_now(clinic, sink, SESSION_LAMP_OFF);
    return true;
}

static bool end_buttons(struct clinic *clinic, struct live_session *live,
                        const struct texts *texts, struct sink *sink, struct gui *g)
{
    if (gui_button(g, text_of(texts, "clinic.done"), GUI_PRIMARY, true) &&
        clinic->meant) {
        sink_ask(sink, ACTION_LEAVE_SESSION, 0);
        return true;
    }
    gui_same_line(g);
    if (gui_button(g, text_of(texts, "clinic.export"), GUI_QUIET, true) && clinic->meant)
        sink_ask(sink, ACTION_EXPORT_SESSION, live_session_id(live));
    return true;
}

/* A low panel says in its head that the lamp is to be switched off: before all else it is
 * answered. */
static bool lamp_button(struct clinic *clinic, const struct texts *texts,
                        struct sink *sink, struct gui *g, const struct session *s)
{
    return clinic->low && session_is_open(s) && s->lamp.asks_switch_off &&
           button(clinic, texts, sink, g, "clinic.lamp_is_off", GUI_WARM,
                  SESSION_LAMP_OFF);
}

/* the one thing to do now; false where it is done in the list */
static bool next_button(struct clinic *clinic, struct live_session *live,
                        const struct texts *texts, struct sink *sink, struct gui *g,
                        const struct session *s, const struct overlay *o)
{
    switch (s->state) {
    case SESSION_INSERTING:
        return checklist_next(s) < 0 &&
               button(clinic, texts, sink, g, "clinic.de_qi", GUI_PRIMARY, SESSION_DE_QI);
    case SESSION_RETAINING:
        if (o->paused)
            return button(clinic, texts, sink, g, "clinic.resume", GUI_PRIMARY,
                          SESSION_RESUME);
        if (o->lamp.on)
            return lamp_buttons(clinic, texts, sink, g);
        return o->lamp.allowed && button(clinic, texts, sink, g, "clinic.lamp_on",
                                         GUI_WARM, SESSION_LAMP_ON);
    case SESSION_REMOVING:
        return !o->needles_in &&
               button(clinic, texts, sink, g, "clinic.close", GUI_PRIMARY, SESSION_CLOSE);
    case SESSION_CLOSED:
    case SESSION_ABORTED:
        return end_buttons(clinic, live, texts, sink, g);
    case SESSION_PREPARED:
    case SESSION_DUE:
    case SESSION_STATES:
        break;
    }
    return false;
}

void clinic_footer(struct clinic *clinic, struct live_session *live,
                   const struct texts *texts, struct arena *words, struct sink *sink,
                   struct gui *g, const struct session *s, const struct overlay *o)
{
    char text[400];
    if (clinic_asked_foot(clinic, live, texts, sink, g, s, o) ||
        lamp_button(clinic, texts, sink, g, s) ||
        next_button(clinic, live, texts, sink, g, s, o) || clinic_is_asked(clinic, s, o))
        return;
    bool out = s->state == SESSION_DUE || s->state == SESSION_REMOVING;
    struct message m = {.id = session_turns(s)                ? "clinic.turn"
                              : s->state == SESSION_PREPARED  ? "clinic.tap_in"
                              : s->state == SESSION_INSERTING ? "clinic.then_de_qi"
                              : out                           ? "clinic.tap_out"
                              : clinic_lamp_asks(s)           ? "clinic.lamp_waits"
                                                              : "clinic.rest"};
    m.arg[0] = (struct message_arg){.name = "n", .number = checklist_waiting(s)};
    m.arg[1] = (struct message_arg){.name = "out", .number = s->out};
    m.arg[2] = (struct message_arg){
        .name = "position", .text = session_head_position(s, s->position, texts, words)};
    text_format(texts, &m, text, sizeof text);
    // nobody else tells the person to turn
    bool turns = session_turns(s);
    gui_paragraph(g, turns ? GUI_STRONG : GUI_BODY,
                  turns ? gui_theme(g)->ink : gui_theme(g)->ink_soft, text);
}
