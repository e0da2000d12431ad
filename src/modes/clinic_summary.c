/* clinic_summary.c - what is told of a session that is over: what was done, for how long,
 * and what was noted. */
#include <stdlib.h>
#include <string.h>

#include "modes/clinic.h"
#include "panels/panels.h"
#include "views/session_head.h"
#include "views/watch_rows.h"

static void line(const struct texts *texts, struct gui *g, const struct message *m)
{
    char text[512];
    text_format(texts, m, text, sizeof text);
    gui_paragraph(g, GUI_BODY, gui_theme(g)->ink, text);
}

static void caption(const struct texts *texts, struct gui *g, const char *id)
{
    gui_space(g, 14);
    gui_caption(g, text_of(texts, id));
}

static void needles(const struct texts *texts, struct gui *g, const struct session *s)
{
    int skipped = 0;
    caption(texts, g, "clinic.sum_needles");
    struct message count = {.id = "clinic.sum_placed",
                            .arg = {{.name = "placed", .number = s->placed},
                                    {.name = "out", .number = s->out}}};
    line(texts, g, &count);
    for (int i = 0; i < s->plan->n_points; i++)
        if (s->points[i].state == SESSION_POINT_SKIPPED)
            skipped += s->plan->points[i].needles;
    struct message left = {.id = "clinic.sum_skipped",
                           .arg = {{.name = "n", .number = skipped}}};
    if (skipped)
        line(texts, g, &left);
}

/* the time that was counted, and how long steel was in the body in truth */
static void retention(const struct texts *texts, struct arena *words, struct gui *g,
                      const struct session *s, const struct overlay *o)
{
    caption(texts, g, "clinic.sum_time");
    for (int p = 0; p < s->plan->n_positions; p++) {
        if (!s->retention[p].placed || !s->retention[p].started)
            continue;
        int seconds = (int)(s->retention[p].ran_ms / 1000);
        const char *position = session_head_position(s, p, texts, words);
        struct message m = {.id = seconds % 60 ? "clinic.sum_minutes_s"
                                               : "clinic.sum_minutes",
                            .arg = {{.name = "position", .text = position},
                                    {.name = "min", .number = seconds / 60},
                                    {.name = "s", .number = seconds % 60}}};
        line(texts, g, &m);
    }
    struct message longest = {.id = "clinic.sum_longest",
                              .arg = {{.name = "min", .number = o->longest_s / 60},
                                      {.name = "s", .number = o->longest_s % 60}}};
    if (o->longest_s)
        line(texts, g, &longest);
}

static void lamp(const struct texts *texts, struct gui *g, const struct session *s)
{
    int seconds = (int)(s->lamp.lit_ms / 1000);
    if (!seconds)
        return;
    caption(texts, g, "clinic.lamp");
    struct message m = {.id = "clinic.sum_lamp",
                        .arg = {{.name = "min", .number = seconds / 60},
                                {.name = "s", .number = seconds % 60},
                                {.name = "n", .number = s->lamp.checks}}};
    line(texts, g, &m);
    struct message by_itself = {.id = "clinic.sum_lamp_auto",
                                .arg = {{.name = "n", .number = s->lamp.drops}}};
    if (s->lamp.drops)
        line(texts, g, &by_itself);
    struct message far = {.id = "clinic.sum_lamp_far",
                          .arg = {{.name = "cm", .number = s->lamp.distance_cm}}};
    if (s->lamp.distance_cm)
        line(texts, g, &far);
}

static void said_words(const struct texts *texts, struct gui *g, const char *heading,
                       const char *text)
{
    if (!*text)
        return;
    gui_need(g, text);
    caption(texts, g, heading);
    gui_paragraph(g, GUI_BODY, gui_theme(g)->ink, text);
}

/* every needle that came out is to be in the box, after a stop too */
static void sharps(struct clinic *clinic, const struct texts *texts, struct sink *sink,
                   struct gui *g, const struct session *s)
{
    struct clinic *c = clinic;
    int all = s->placed + s->put_back - s->broken;
    struct message m = {.id = "clinic.sum_sharps",
                        .arg = {{.name = "n", .number = s->sharps}}};
    char text[128];
    if (!s->placed)
        return;
    caption(texts, g, "clinic.sharps");
    if (s->sharps >= 0)
        line(texts, g, &m);
    m = (struct message){.id = "clinic.sharps_all",
                         .arg = {{.name = "n", .number = all}}};
    text_format(texts, &m, text, sizeof text);
    if (gui_chip(g, text, s->sharps == all) && clinic->meant)
        clinic_wish(clinic, sink,
                    &(struct session_event){.kind = SESSION_SHARPS, .number = all});
    gui_space(g, 4);
    gui_input_text(g, text_of(texts, "clinic.sharps_other"), c->count, sizeof c->count);
    bool figures = c->count[0] && strspn(c->count, "0123456789") == strlen(c->count);
    if (figures &&
        gui_button(g, text_of(texts, "clinic.sharps_now"), GUI_PRIMARY, true) &&
        clinic->meant) {
        clinic_wish(
            clinic, sink,
            &(struct session_event){.kind = SESSION_SHARPS, .number = atoi(c->count)});
        c->count[0] = 0;
    }
}

void clinic_after(struct clinic *clinic, struct live_session *live,
                  const struct texts *texts, struct sink *sink, struct gui *g,
                  const struct session *s, const struct overlay *o)
{
    gui_space(g, 8);
    if (clinic_is_asked(clinic, s, o))
        clinic_asked(clinic, live, texts, sink, g, s, o);
    else
        clinic_asides(clinic, texts, g, s, o);
}

void clinic_summary(struct clinic *clinic, struct live_session *live,
                    const struct texts *texts, struct arena *words, struct sink *sink,
                    struct gui *g, const struct session *s, const struct overlay *o)
{
    gui_paragraph(
        g, GUI_HEAD, gui_theme(g)->ink,
        text_of(texts, s->state == SESSION_CLOSED ? "timer.closed" : "timer.aborted"));
    const char *name = watch_row_name(live_session_watch(live), session_label(s),
                                      live_session_id(live), texts, words);
    gui_need(g, name);
    gui_paragraph(g, GUI_LEAD, gui_theme(g)->ink_soft, name);
    if (s->plan->practice)
        gui_paragraph(g, GUI_STRONG, gui_theme(g)->amber,
                      text_of(texts, "watch.practice"));
    if (s->lamp.asks_switch_off)
        gui_notice(g, NULL, text_of(texts, "clinic.lamp_sure"), false);
    clinic_aid(clinic, texts, g);
    // what is still to be done stands before what was done
    clinic_alerts(clinic, texts, words, sink, g, s, o, CLINIC_ALARMS);
    sharps(clinic, texts, sink, g, s);
    gui_space(g, 10);
    clinic_score(clinic, texts, sink, g, s, SESSION_AFTER);
    clinic_after(clinic, live, texts, sink, g, s, o);
    if (s->state == SESSION_ABORTED)
        said_words(texts, g, "clinic.sum_why", session_said_text(s, s->abort_said));
    needles(texts, g, s);
    retention(texts, words, g, s, o);
    lamp(texts, g, s);
    said_words(texts, g, "clinic.sum_notes", live_session_notes(live));
    clinic_course(clinic, texts, g);
    gui_space(g, 10);
    clinic_alerts(clinic, texts, words, sink, g, s, o, CLINIC_REMARKS);
    clinic_drill(clinic, texts, words, g, s);
    gui_space(g, 8);
    if (gui_button(g, text_of(texts, "clinic.repeat"), GUI_QUIET, true) && clinic->meant)
        sink_ask_text(sink, ACTION_REPEAT_SESSION, session_label(s),
                      live_session_id(live));
    gui_space(g, 8);
}
