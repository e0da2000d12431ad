/* clinic_head.c - the part of the session's panel that stays in sight: how many needles
 * are in, and where no card of its own has room for it, the ring with its time. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "modes/clinic.h"
#include "panels/panels.h"
#include "panels/shell.h"
#include "ui/timer_card.h"
#include "views/session_head.h"
#include "views/watch_rows.h"

// ---------------------------------------------------------------- alerts

static struct session_notices notices_of(struct clinic *clinic, const struct texts *texts,
                                         struct arena *words, const struct session *s,
                                         const struct overlay *o)
{
    struct session_notices notices;
    session_head_notices(&notices, s, o,
                         clinic->low ? SESSION_HEAD_PRESSES : SESSION_HEAD_LISTS, texts,
                         words);
    return notices;
}

void clinic_alerts(struct clinic *clinic, const struct texts *texts, struct arena *words,
                   struct sink *sink, struct gui *g, const struct session *s,
                   const struct overlay *o, enum clinic_alerts which)
{
    struct session_notices notices = notices_of(clinic, texts, words, s, o);
    bool alarms = which == CLINIC_ALARMS;
    const struct session_notice *list = alarms ? notices.alarm : notices.remark;
    for (int i = 0; i < (alarms ? notices.n_alarms : notices.n_remarks); i++) {
        gui_need(g, list[i].text);
        gui_notice_begin(g);
        gui_paragraph(g, GUI_BODY, gui_theme(g)->ink, list[i].text);
        if (list[i].lamp &&
            gui_button(g, text_of(texts, "clinic.lamp_is_off"), GUI_QUIET, true))
            clinic_wish_now(clinic, sink, SESSION_LAMP_OFF);
        if (list[i].alert->kind == OVERLAY_QUESTIONS &&
            gui_button(g, text_of(texts, "clinic.question"), GUI_QUIET, true))
            clinic_ask(clinic, CLINIC_ASKS_QUESTION);
        gui_notice_end(g, alarms ? GUI_ALARM : GUI_MIND);
    }
}

// ---------------------------------------------------------------- beside a ring

/* what the ring's own card says elsewhere: the lamp while it is on, else what is next;
 * before all what presses */
static void line_under(const struct texts *texts, const struct session *s,
                       const struct overlay *o, const struct overlay_alert *pressing,
                       char *out, size_t size)
{
    struct message paused = {
        .id = "clinic.paused_until",
        .arg = {{.name = "reason", .text = session_said_text(s, s->pause_said)}}};
    if (pressing)
        text_format(texts, &pressing->text, out, size);
    else if (o->paused && session_said_text(s, s->pause_said)[0])
        text_format(texts, &paused, out, size);
    else if (o->lamp.on)
        timer_card_lamp(texts, o, out, size);
    else
        text_format(texts, &o->next, out, size);
    panel_sentence(out);
}

/* of figures that are all as wide as the widest */
static float clock_width(struct gui *g, const char *clock)
{
    char digit[2] = "0";
    float widest = 0, width;
    for (; digit[0] <= '9'; digit[0]++) {
        gui_measure(g, GUI_HEAD, digit, 0, &width, NULL);
        widest = fmaxf(widest, width);
    }
    gui_measure(g, GUI_HEAD, ":", 0, &width, NULL);
    return widest * (float)(strlen(clock) - 1) + width;
}

static void ring_head(struct clinic *clinic, const struct texts *texts,
                      struct arena *words, struct gui *g, const struct session *s,
                      const struct overlay *o)
{
    const struct theme *t = gui_theme(g);
    char large[96], phase[96], line[512];
    float scale = gui_scale(g), radius = 34 * scale, x, y, wide, under, beside;
    bool times = s->state == SESSION_RETAINING;
    const struct overlay_alert *pressing =
        notices_of(clinic, texts, words, s, o).pressing;
    const char *count = session_head_count(
        s, o, times ? SESSION_HEAD_SHORT : SESSION_HEAD_LONG, texts, words);
    timer_card_title(texts, o, phase, sizeof phase);
    line_under(texts, s, o, pressing, line, sizeof line);
    if (times)
        snprintf(large, sizeof large, "%d:%02d", o->remaining_s / 60,
                 o->remaining_s % 60);
    else
        snprintf(large, sizeof large, "%s", count);
    float gap = 16 * scale, wrap = gui_panel_width(g) - 2 * radius - gap;
    enum gui_font font = o->lamp.on || pressing ? GUI_STRONG : GUI_BODY;
    float head = gui_line_height(g, GUI_HEAD), strong = gui_line_height(g, GUI_STRONG);
    if (times)
        wide = clock_width(g, large);
    else
        gui_measure(g, GUI_HEAD, large, 0, &wide, NULL);
    gui_need(g, line);
    gui_measure(g, font, line, wrap, NULL, &under);
    gui_measure(g, GUI_STRONG, phase, 0, &beside, NULL);
    // the phase beside the figures, or where it has no room there, under them
    bool same = wide + beside + 10 * scale <= wrap;
    float height = head + (same ? 0 : strong) + under;
    gui_place(g, gui_panel_width(g), fmaxf(height, 2 * radius), &x, &y);
    timer_card_dial(g, o, x + radius, y + fmaxf(height, 2 * radius) / 2,
                    radius - 3 * scale);
    float left = x + 2 * radius + gap, top = y + fmaxf(0, 2 * radius - height) / 2;
    uint32_t color = s->state == SESSION_DUE ? t->alarm : t->ink;
    if (times)
        gui_text_tabular(g, GUI_HEAD, left, top, GUI_LEFT, color, large);
    else
        gui_text(g, GUI_HEAD, left, top, GUI_LEFT, color, large);
    gui_text(g, GUI_STRONG, same ? left + wide + 10 * scale : left,
             same ? top + (head - strong) * 0.7f : top + head, GUI_LEFT,
             o->paused ? t->amber : t->ink_soft, phase);
    // how many are in stays in sight beside the time, too
    float number;
    gui_measure(g, GUI_STRONG, count, 0, &number, NULL);
    if (times && same && wide + beside + number + 24 * scale <= wrap)
        gui_text(g, GUI_STRONG, left + wrap, top + (head - strong) * 0.7f, GUI_RIGHT,
                 t->ink, count);
    gui_text_wrapped(g, font, left, top + head + (same ? 0 : strong), wrap,
                     pressing     ? t->alarm
                     : o->lamp.on ? t->warmth
                                  : t->ink_soft,
                     line);
}

// ---------------------------------------------------------------- the whole

/* who it is, before all else; nobody may be taken for another */
static void who(struct live_session *live, const struct texts *texts, struct arena *words,
                struct gui *g, const struct session *s)
{
    const struct theme *t = gui_theme(g);
    bool one = watch_count(live_session_watch(live)) < 2;
    if (s->plan->practice)
        gui_paragraph(g, GUI_STRONG, t->amber, text_of(texts, "watch.practice"));
    if (one && !session_label(s)[0])
        return;
    const char *name = watch_row_name(live_session_watch(live), session_label(s),
                                      live_session_id(live), texts, words);
    gui_need(g, name);
    gui_paragraph(g, GUI_TITLE, t->ink, name);
}

void clinic_head(struct clinic *clinic, struct app_eye *eye, struct live_session *live,
                 const struct texts *texts, struct arena *words, struct gui *g,
                 const struct session *s, const struct overlay *o)
{
    const struct theme *t = gui_theme(g);
    char text[256];
    if (!clinic->low)
        who(live, texts, words, g, s);
    if (shell_layout(eye) == SHELL_WIDE) {
        gui_paragraph(g, GUI_HEAD, s->state == SESSION_DUE ? t->alarm : t->ink,
                      session_head_count(s, o, SESSION_HEAD_LONG, texts, words));
    } else {
        ring_head(clinic, texts, words, g, s, o);
    }
    if (!clinic->low) {
        gui_paragraph(g, GUI_BODY, t->ink_soft,
                      session_head_position(s, s->position, texts, words));
    }
    if (shell_layout(eye) == SHELL_WIDE && o->paused &&
        session_said_text(s, s->pause_said)[0]) {
        struct message m = {
            .id = "clinic.paused_for",
            .arg = {{.name = "reason", .text = session_said_text(s, s->pause_said)}}};
        text_format(texts, &m, text, sizeof text);
        gui_need(g, text);
        gui_paragraph(g, GUI_BODY, t->amber, text);
    }
}
