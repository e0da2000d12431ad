/* clinic_panel.c - the session's panel: a head that stays, what is worked through under
 * it, and at its foot the button for what is to be done now, or what to do in words. */
#include <stdio.h>

#include "modes/clinic.h"
#include "panels/files.h"
#include "panels/panels.h"
#include "panels/shell.h"
#include "views/checklist.h"
#include "views/lamp_tests.h"

/* Where the window has room for it, all but the list stays in sight. */
void clinic_panel(struct app *app, struct gui *g, const struct session *s,
                  const struct overlay *o)
{
    struct clinic *c = app->clinic;
    bool low = clinic_is_low(app);
    clinic_head(app, g, s, o);
    if (!low) {
        clinic_alerts(app, g, s, o, CLINIC_ALARMS);
        clinic_asides(app, g, s, o);
    }
    panel_body(app, g);
    // the list is done: back to what stands above it
    if (c->followed >= 0 && checklist_next(s) < 0 && s->state != SESSION_INSERTING) {
        c->followed = -1;
        c->to_top = true;
    }
    if (c->to_top)
        gui_scroll_to_top(g);
    c->to_top = false;
    if (low) {
        clinic_alerts(app, g, s, o, CLINIC_ALARMS);
        clinic_asides(app, g, s, o);
    }
    clinic_asked(app, g, s, o);
    clinic_alerts(app, g, s, o, CLINIC_REMARKS);
    // beside a wide body it has a place of its own
    if (shell_layout(app) != SHELL_WIDE)
        clinic_lamp(app, g, s, o);
    clinic_checklist(app, g, s);
    clinic_left_out(app, g, s);
}

// ---------------------------------------------------------------- the foot

static bool button(struct app *app, struct gui *g, const char *id,
                   enum gui_button_style style, enum session_event_kind event)
{
    if (gui_wide_button(g, app_text(app, id), style, true) && clinic_is_meant(app))
        clinic_wish_now(app, event);
    return true;
}

/* the lamp can be switched off from wherever one is in the list */
static bool lamp_buttons(struct app *app, struct gui *g)
{
    if (gui_button(g, app_text(app, "clinic.skin_check"), GUI_PRIMARY, true) &&
        clinic_is_meant(app))
        clinic_wish_now(app, SESSION_SKIN_CHECK);
    gui_same_line(g);
    if (gui_button(g, app_text(app, "clinic.lamp_off"), GUI_WARM, true) &&
        clinic_is_meant(app))
        clinic_wish_now(app, SESSION_LAMP_OFF);
    return true;
}

static bool end_buttons(struct app *app, struct gui *g)
{
    if (gui_button(g, app_text(app, "clinic.done"), GUI_PRIMARY, true) &&
        clinic_is_meant(app)) {
        app_ask(app, ACTION_LEAVE_SESSION, 0);
        return true;
    }
    gui_same_line(g);
    if (gui_button(g, app_text(app, "clinic.export"), GUI_QUIET, true) &&
        clinic_is_meant(app))
        files_export_session(app, live_session_id(app->live));
    return true;
}

/* A low panel says in its head that the lamp is to be switched off: before all else it is
 * answered. */
static bool lamp_button(struct app *app, struct gui *g, const struct session *s)
{
    return clinic_is_low(app) && session_is_open(s) && s->lamp.asks_switch_off &&
           button(app, g, "clinic.lamp_is_off", GUI_WARM, SESSION_LAMP_OFF);
}

/* the one thing to do now; false where it is done in the list */
static bool next_button(struct app *app, struct gui *g, const struct session *s,
                        const struct overlay *o)
{
    switch (s->state) {
    case SESSION_INSERTING:
        return checklist_next(s) < 0 &&
               button(app, g, "clinic.de_qi", GUI_PRIMARY, SESSION_DE_QI);
    case SESSION_RETAINING:
        if (o->paused)
            return button(app, g, "clinic.resume", GUI_PRIMARY, SESSION_RESUME);
        if (o->lamp.on)
            return lamp_buttons(app, g);
        return o->lamp.allowed &&
               button(app, g, "clinic.lamp_on", GUI_WARM, SESSION_LAMP_ON);
    case SESSION_REMOVING:
        return !o->needles_in &&
               button(app, g, "clinic.close", GUI_PRIMARY, SESSION_CLOSE);
    case SESSION_CLOSED:
    case SESSION_ABORTED:
        return end_buttons(app, g);
    case SESSION_PREPARED:
    case SESSION_DUE:
    case SESSION_STATES:
        break;
    }
    return false;
}

/* a hot/cold test that the lamp waits for */
static bool lamp_waits(const struct session *s)
{
    for (int i = 0; i < s->plan->n_regions; i++)
        if (lamp_test_state_of(s, i) == LAMP_TEST_MISSING)
            return true;
    return false;
}

void clinic_footer(struct app *app, struct gui *g, const struct session *s,
                   const struct overlay *o)
{
    char text[256];
    if (clinic_asked_foot(app, g, s, o) || lamp_button(app, g, s) ||
        next_button(app, g, s, o) || clinic_is_asked(app, s, o))
        return;
    bool out = s->state == SESSION_DUE || s->state == SESSION_REMOVING;
    struct message m = {.id = s->state == SESSION_PREPARED    ? "clinic.tap_in"
                              : s->state == SESSION_INSERTING ? "clinic.then_de_qi"
                              : out                           ? "clinic.tap_out"
                              : lamp_waits(s)                 ? "clinic.lamp_waits"
                                                              : "clinic.rest"};
    m.arg[0] = (struct message_arg){.name = "n", .number = checklist_waiting(s)};
    message_format(app->texts, &m, text, sizeof text);
    gui_paragraph(g, GUI_BODY, gui_theme(g)->ink_soft, text);
}
