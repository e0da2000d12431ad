/* clinic_summary.c - what is told of a session that is over: what was done, for how long,
 * and what was noted. */
#include <stdio.h>

#include "modes/clinic.h"
#include "panels/panels.h"
#include "views/session_head.h"

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

void clinic_summary(struct app *app, struct gui *g, const struct session *s,
                    const struct overlay *o)
{
    gui_paragraph(
        g, GUI_HEAD, gui_theme(g)->ink,
        app_text(app, s->state == SESSION_CLOSED ? "timer.closed" : "timer.aborted"));
    if (s->plan->label[0])
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, s->plan->label);
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
    gui_space(g, 8);
}
