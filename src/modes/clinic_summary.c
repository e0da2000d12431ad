/* clinic_summary.c - what is told of a session that is over: what was done, for how long,
 * and what was noted. */
#include <stdlib.h>
#include <string.h>

#include "modes/clinic.h"
#include "panels/panels.h"
#include "views/session_head.h"
#include "views/watch_rows.h"

static void line(struct app *app, struct gui *g, const struct message *m)
{
    char text[512];
    message_format(app->texts, m, text, sizeof text);
    gui_paragraph(g, GUI_BODY, gui_theme(g)->ink, text);
}

static void caption(struct app *app, struct gui *g, const char *id)
{
    gui_space(g, 14);
    gui_caption(g, app_text(app, id));
}

static void needles(struct app *app, struct gui *g, const struct session *s)
{
    int skipped = 0;
    caption(app, g, "clinic.sum_needles");
    struct message count = {.id = "clinic.sum_placed",
                            .arg = {{.name = "placed", .number = s->placed},
                                    {.name = "out", .number = s->out}}};
    line(app, g, &count);
    for (int i = 0; i < s->plan->n_points; i++)
        if (s->points[i].state == SESSION_POINT_SKIPPED)
            skipped += s->plan->points[i].needles;
    struct message left = {.id = "clinic.sum_skipped",
                           .arg = {{.name = "n", .number = skipped}}};
    if (skipped)
        line(app, g, &left);
}

static void retention(struct app *app, struct gui *g, const struct session *s)
{
    caption(app, g, "clinic.sum_time");
    for (int p = 0; p < s->plan->n_positions; p++) {
        if (!s->retention[p].placed)
            continue;
        int seconds = (int)(s->retention[p].ran_ms / 1000);
        const char *position = session_head_position(s, p, app->texts, app->words);
        struct message m = {.id = seconds % 60 ? "clinic.sum_minutes_s"
                                               : "clinic.sum_minutes",
                            .arg = {{.name = "position", .text = position},
                                    {.name = "min", .number = seconds / 60},
                                    {.name = "s", .number = seconds % 60}}};
        line(app, g, &m);
    }
}

static void lamp(struct app *app, struct gui *g, const struct session *s)
{
    int seconds = (int)(s->lamp.lit_ms / 1000);
    if (!seconds)
        return;
    caption(app, g, "clinic.lamp");
    struct message m = {.id = "clinic.sum_lamp",
                        .arg = {{.name = "min", .number = seconds / 60},
                                {.name = "s", .number = seconds % 60},
                                {.name = "n", .number = s->lamp.checks}}};
    line(app, g, &m);
}

static void words(struct app *app, struct gui *g, const char *heading, const char *text)
{
    if (!*text)
        return;
    gui_need(g, text);
    caption(app, g, heading);
    gui_paragraph(g, GUI_BODY, gui_theme(g)->ink, text);
}

/* every needle that came out is to be in the box, after a stop too */
static void sharps(struct app *app, struct gui *g, const struct session *s)
{
    struct clinic *c = app->clinic;
    int all = s->placed + s->put_back - s->broken;
    struct message m = {.id = "clinic.sum_sharps",
                        .arg = {{.name = "n", .number = s->sharps}}};
    char text[128];
    if (!s->placed)
        return;
    caption(app, g, "clinic.sharps");
    if (s->sharps >= 0)
        line(app, g, &m);
    m = (struct message){.id = "clinic.sharps_all",
                         .arg = {{.name = "n", .number = all}}};
    message_format(app->texts, &m, text, sizeof text);
    if (gui_chip(g, text, s->sharps == all) && clinic_is_meant(app))
        clinic_wish(app, &(struct session_event){.kind = SESSION_SHARPS, .number = all});
    gui_space(g, 4);
    gui_input_text(g, app_text(app, "clinic.sharps_other"), c->count, sizeof c->count);
    bool figures = c->count[0] && strspn(c->count, "0123456789") == strlen(c->count);
    if (figures && gui_button(g, app_text(app, "clinic.sharps_now"), GUI_PRIMARY, true) &&
        clinic_is_meant(app)) {
        clinic_wish(app, &(struct session_event){.kind = SESSION_SHARPS,
                                                 .number = atoi(c->count)});
        c->count[0] = 0;
    }
}

void clinic_after(struct app *app, struct gui *g, const struct session *s,
                  const struct overlay *o)
{
    sharps(app, g, s);
    gui_space(g, 10);
    clinic_score(app, g, s, SESSION_AFTER);
    if (clinic_is_asked(app, s, o))
        clinic_asked(app, g, s, o);
    else
        clinic_asides(app, g, s, o);
}

void clinic_summary(struct app *app, struct gui *g, const struct session *s,
                    const struct overlay *o)
{
    gui_paragraph(
        g, GUI_HEAD, gui_theme(g)->ink,
        app_text(app, s->state == SESSION_CLOSED ? "timer.closed" : "timer.aborted"));
    const char *name = watch_row_who(s->plan->label, live_session_id(app->live),
                                     app->texts, app->words);
    gui_need(g, name);
    gui_paragraph(g, GUI_LEAD, gui_theme(g)->ink_soft, name);
    if (s->plan->practice)
        gui_paragraph(g, GUI_STRONG, gui_theme(g)->amber, app_text(app, "watch.practice"));
    if (s->state == SESSION_ABORTED)
        words(app, g, "clinic.sum_why", session_said_text(s, s->abort_said));
    needles(app, g, s);
    retention(app, g, s);
    lamp(app, g, s);
    words(app, g, "clinic.sum_notes", live_session_notes(app->live));
    gui_space(g, 10);
    if (s->lamp.asks_switch_off)
        gui_notice(g, NULL, app_text(app, "clinic.lamp_sure"), false);
    clinic_alerts(app, g, s, o, CLINIC_REMARKS);
    clinic_alerts(app, g, s, o, CLINIC_ALARMS);
    clinic_after(app, g, s, o);
    gui_space(g, 8);
}
