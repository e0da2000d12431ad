/* clinic_panel.c - the session's panel: where it stands, what to do next, and the button
 * for it at the panel's foot. */
#include <stdio.h>

#include "app/clinic.h"
#include "app/files.h"
#include "app/panels.h"
#include "ui/timer_card.h"

/* where no ring has room beside the body */
static void small_ring(struct app *app, struct gui *g, const struct overlay *o)
{
    const struct theme *t = gui_theme(g);
    char text[256];
    float s = app_scale(app), radius = 44 * s, x, y, used;
    gui_place(g, gui_panel_width(g), 2 * radius + 6 * s, &x, &y);
    timer_ring(g, app->texts, o, x + radius, y + radius, radius - 4 * s, GUI_LEAD);
    float left = x + 2 * radius + 18 * s, wrap = x + gui_panel_width(g) - left;
    timer_title(app->texts, o, text, sizeof text);
    used = gui_text_wrapped(g, GUI_TITLE, left, y + 8 * s, wrap, t->ink, text);
    timer_lamp(app->texts, o, text, sizeof text);
    gui_text_wrapped(g, GUI_STRONG, left, y + used + 14 * s, wrap,
                     o->lamp.on ? t->warmth : t->ink_soft, text);
}

static void position_line(struct app *app, struct gui *g, const struct session *s,
                          enum gui_font font)
{
    char id[64], text[256];
    bool known = s->position >= 0 && s->position < s->plan->n_positions;
    snprintf(id, sizeof id, "position.%s",
             known ? s->plan->positions[s->position] : "any");
    struct message m = {.id = "clinic.position_of",
                        .arg = {{.name = "position", .text = app_text(app, id)},
                                {.name = "n", .number = s->position + 1},
                                {.name = "all", .number = s->plan->n_positions}}};
    message_format(app->texts, &m, text, sizeof text);
    gui_paragraph(g, font, font == GUI_SMALL ? gui_theme(g)->ink_soft : gui_theme(g)->ink,
                  s->plan->n_positions > 1 && known ? text : app_text(app, id));
}

static void head(struct app *app, struct gui *g, const struct session *s,
                 const struct overlay *o)
{
    char text[512];
    // on a wide window the ring's own card says all this
    if (shell_layout(app) == SHELL_WIDE) {
        position_line(app, g, s, GUI_TITLE);
    } else {
        small_ring(app, g, o);
        position_line(app, g, s, GUI_SMALL);
        message_format(app->texts, &o->next, text, sizeof text);
        panel_sentence(text);
        gui_paragraph(g, GUI_BODY, gui_theme(g)->ink, text);
    }
    if (o->paused && s->pause_reason[0]) {
        gui_need(g, s->pause_reason);
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, s->pause_reason);
    }
    for (int i = 0; i < o->n_alerts; i++) {
        message_format(app->texts, &o->alerts[i].text, text, sizeof text);
        gui_need(g, text);
        panel_sentence(text);
        gui_space(g, 6);
        gui_notice(g, NULL, text, o->alerts[i].sounds);
    }
}

// ---------------------------------------------------------------- with a reason

static const char *const PAUSE_REASONS[] = {"clinic.pause.toilet", "clinic.pause.pain",
                                            "clinic.pause.turn", "clinic.pause.called",
                                            NULL};
static const char *const ABORT_REASONS[] = {"clinic.abort.faint", "clinic.abort.wish",
                                            "clinic.abort.pain", "clinic.abort.bleeding",
                                            NULL};

static void ask_chip(struct app *app, struct gui *g, const char *id, enum clinic_ask ask)
{
    bool on = app->clinic->ask == ask;
    if (gui_chip(g, app_text(app, id), on))
        clinic_ask(app, ask);
}

static void reasons(struct app *app, struct gui *g)
{
    struct clinic *c = app->clinic;
    bool done = false;
    switch (c->ask) {
    case CLINIC_ASKS_PAUSE:
        done = clinic_reason(app, g, PAUSE_REASONS, "clinic.pause_now") &&
               clinic_happen(app, 2, "pause", c->reason);
        break;
    case CLINIC_ASKS_ABORT:
        done = clinic_reason(app, g, ABORT_REASONS, "clinic.abort_now") &&
               clinic_happen(app, 2, "abort", c->reason);
        break;
    case CLINIC_ASKS_NOTE:
        done = clinic_reason(app, g, NULL, "clinic.note_now") &&
               clinic_happen(app, 2, "note", c->reason);
        break;
    case CLINIC_ASKS_NOTHING:
    case CLINIC_ASKS_SKIP:
    case CLINIC_ASKS_OVERRIDE:
        return;
    }
    if (done)
        clinic_ask(app, CLINIC_ASKS_NOTHING);
}

static void asides(struct app *app, struct gui *g, const struct session *s,
                   const struct overlay *o)
{
    gui_space(g, 8);
    if (s->state == SESSION_RETAINING && !o->paused)
        ask_chip(app, g, "clinic.pause", CLINIC_ASKS_PAUSE);
    ask_chip(app, g, "clinic.note", CLINIC_ASKS_NOTE);
    if (!s->aborting)
        ask_chip(app, g, "clinic.abort", CLINIC_ASKS_ABORT);
    reasons(app, g);
}

void clinic_panel(struct app *app, struct gui *g, const struct session *s,
                  const struct overlay *o)
{
    head(app, g, s, o);
    if (!session_is_open(s))
        return;
    asides(app, g, s, o);
    if (shell_layout(app) != SHELL_WIDE)
        clinic_lamp(app, g, s, o);
    gui_space(g, 14);
    clinic_checklist(app, g, s);
    clinic_left_out(app, g, s);
}

// ---------------------------------------------------------------- the foot

/* the one thing to do now; false where it is done in the list */
static bool next_button(struct app *app, struct gui *g, const struct session *s,
                        const struct overlay *o)
{
    bool waiting = session_first_point(s, s->position, SESSION_POINT_WAITING) >= 0;
    switch (s->state) {
    case SESSION_INSERTING:
        if (gui_wide_button(g, app_text(app, "clinic.de_qi"), GUI_PRIMARY, !waiting))
            clinic_happen(app, 1, "de-qi");
        return true;
    case SESSION_RETAINING:
        if (o->paused) {
            if (gui_wide_button(g, app_text(app, "clinic.resume"), GUI_PRIMARY, true))
                clinic_happen(app, 1, "resume");
            return true;
        }
        if (o->lamp.on) {
            if (gui_wide_button(g, app_text(app, "clinic.skin_check"), GUI_PRIMARY, true))
                clinic_happen(app, 1, "skin-check");
            return true;
        }
        if (!o->lamp.allowed)
            return false;
        if (gui_wide_button(g, app_text(app, "clinic.lamp_on"), GUI_WARM, true))
            clinic_happen(app, 1, "lamp-on");
        return true;
    case SESSION_REMOVING:
        if (o->needles_in)
            return false;
        if (gui_wide_button(g, app_text(app, "clinic.close"), GUI_PRIMARY, true))
            clinic_happen(app, 1, "close");
        return true;
    case SESSION_CLOSED:
    case SESSION_ABORTED:
        if (gui_button(g, app_text(app, "clinic.done"), GUI_PRIMARY, true))
            app_leave_session(app);
        gui_same_line(g);
        if (gui_button(g, app_text(app, "clinic.export"), GUI_QUIET, true))
            files_export_session(app, running_id(app->running_session));
        return true;
    case SESSION_PREPARED:
    case SESSION_DUE:
    case SESSION_STATES:
        break;
    }
    return false;
}

void clinic_footer(struct app *app, struct gui *g, const struct session *s,
                   const struct overlay *o)
{
    char text[256];
    const struct theme *t = gui_theme(g);
    struct message m = {.id = "clinic.count",
                        .arg = {{.name = "in", .number = o->needles_in},
                                {.name = "out", .number = o->out}}};
    message_format(app->texts, &m, text, sizeof text);
    if (shell_layout(app) != SHELL_WIDE)
        gui_paragraph(g, GUI_LEAD, o->state == SESSION_DUE ? t->alarm : t->ink, text);
    if (!next_button(app, g, s, o))
        gui_paragraph(g, GUI_SMALL, t->ink_soft,
                      app_text(app, s->state == SESSION_PREPARED ? "clinic.tap_in"
                                    : o->needles_in && s->state != SESSION_RETAINING
                                        ? "clinic.tap_out"
                                        : "clinic.rest"));
}
