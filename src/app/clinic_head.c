/* clinic_head.c - the part of the session's panel that stays in sight: how many needles
 * are in, and where no card of its own has room for it, the ring with its time. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/clinic.h"
#include "app/panels.h"
#include "app/shell.h"
#include "ui/timer_card.h"

int clinic_waiting(const struct session *s)
{
    int n = 0;
    for (int i = 0; i < s->plan->n_points; i++)
        if (s->points[i].state == SESSION_POINT_WAITING &&
            s->points[i].position == s->position)
            n += s->plan->points[i].needles;
    return n;
}

enum words { SHORT, LONG };

static void count_text(const struct app *app, const struct session *s,
                       const struct overlay *o, enum words words, char *out, size_t size)
{
    int all = o->needles_in + clinic_waiting(s);
    bool removes = s->state == SESSION_DUE || s->state == SESSION_REMOVING;
    const char *id = removes ? o->needles_in ? "clinic.still_in" : "clinic.all_out"
                     : clinic_waiting(s)  ? "clinic.count_of"
                     : words == SHORT     ? "clinic.count_in"
                     : o->needles_in == 1 ? "clinic.count_needle"
                                          : "clinic.count_needles";
    struct message m = {
        .id = id,
        .arg = {{.name = "in", .number = o->needles_in}, {.name = "all", .number = all}}};
    message_format(app->texts, &m, out, size);
}

void clinic_position(const struct app *app, const struct session *s, int position,
                     char *out, size_t size)
{
    char id[64];
    bool known = position >= 0 && position < s->plan->n_positions;
    snprintf(id, sizeof id, "position.%s", known ? s->plan->positions[position] : "any");
    struct message m = {.id = "clinic.position_of",
                        .arg = {{.name = "position", .text = app_text(app, id)},
                                {.name = "n", .number = position + 1},
                                {.name = "all", .number = s->plan->n_positions}}};
    if (known && s->plan->n_positions > 1)
        message_format(app->texts, &m, out, size);
    else
        snprintf(out, size, "%s", app_text(app, id));
}

// ---------------------------------------------------------------- alerts

static const struct overlay_alert *find_alert(const struct overlay *o, const char *id)
{
    for (int i = 0; i < o->n_alerts; i++)
        if (strcmp(o->alerts[i].id, id) == 0)
            return &o->alerts[i];
    return NULL;
}

/* what a low panel says in its head, since there it cannot scroll away; may be NULL */
static const struct overlay_alert *pressing(const struct app *app,
                                            const struct overlay *o)
{
    static const char *const IDS[] = {"lamp_switch_off", "skin_check_overdue", "aborting",
                                      "not_running"};
    const struct overlay_alert *found = NULL;
    for (size_t i = 0; clinic_is_low(app) && !found && i < sizeof IDS / sizeof *IDS; i++)
        found = find_alert(o, IDS[i]);
    return found;
}

/* said by the head itself, or by the card of the ring */
static bool is_said(const struct overlay_alert *alert)
{
    static const char *const SAID[] = {"due", "needles_in", "paused", "aborted"};
    for (size_t i = 0; i < sizeof SAID / sizeof *SAID; i++)
        if (strcmp(alert->id, SAID[i]) == 0)
            return true;
    return false;
}

void clinic_alerts(struct app *app, struct gui *g, const struct session *s,
                   const struct overlay *o, enum clinic_alerts which)
{
    char text[512];
    for (int i = 0; i < o->n_alerts; i++) {
        const struct overlay_alert *a = &o->alerts[i];
        bool lamp = strcmp(a->id, "lamp_switch_off") == 0;
        if (a->sounds != (which == CLINIC_ALARMS) || is_said(a) ||
            a == pressing(app, o) || (lamp && !session_is_open(s)))
            continue;
        message_format(app->texts, &a->text, text, sizeof text);
        gui_need(g, text);
        panel_sentence(text);
        gui_notice_begin(g);
        gui_paragraph(g, GUI_BODY, gui_theme(g)->ink, text);
        if (lamp && gui_button(g, app_text(app, "clinic.lamp_is_off"), GUI_QUIET, true))
            clinic_happen_now(app, SESSION_LAMP_OFF);
        gui_notice_end(g, a->sounds ? GUI_ALARM : GUI_MIND);
    }
}

// ---------------------------------------------------------------- beside a ring

/* what the ring's own card says elsewhere: the lamp while it is on, else what is next;
 * before all what presses */
static void line_under(struct app *app, const struct session *s, const struct overlay *o,
                       char *out, size_t size)
{
    struct message paused = {.id = "clinic.paused_until",
                             .arg = {{.name = "reason", .text = session_said_text(s, s->pause_said)}}};
    if (pressing(app, o))
        message_format(app->texts, &pressing(app, o)->text, out, size);
    else if (o->paused && session_said_text(s, s->pause_said)[0])
        message_format(app->texts, &paused, out, size);
    else if (o->lamp.on)
        timer_lamp(app->texts, o, out, size);
    else
        message_format(app->texts, &o->next, out, size);
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

static void ring_head(struct app *app, struct gui *g, const struct session *s,
                      const struct overlay *o)
{
    const struct theme *t = gui_theme(g);
    char large[96], phase[96], count[96], line[512];
    float scale = app_scale(app), radius = 34 * scale, x, y, wide, under, beside;
    bool times = s->state == SESSION_RETAINING;
    count_text(app, s, o, times ? SHORT : LONG, count, sizeof count);
    timer_title(app->texts, o, phase, sizeof phase);
    line_under(app, s, o, line, sizeof line);
    if (times)
        snprintf(large, sizeof large, "%d:%02d", o->remaining_s / 60,
                 o->remaining_s % 60);
    else
        snprintf(large, sizeof large, "%s", count);
    float gap = 16 * scale, wrap = gui_panel_width(g) - 2 * radius - gap;
    enum gui_font font = o->lamp.on || pressing(app, o) ? GUI_STRONG : GUI_BODY;
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
    timer_dial(g, o, x + radius, y + fmaxf(height, 2 * radius) / 2, radius - 3 * scale);
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
                     pressing(app, o) ? t->alarm
                     : o->lamp.on     ? t->warmth
                                      : t->ink_soft,
                     line);
}

// ---------------------------------------------------------------- the whole

void clinic_head(struct app *app, struct gui *g, const struct session *s,
                 const struct overlay *o)
{
    const struct theme *t = gui_theme(g);
    char text[256];
    if (shell_layout(app) == SHELL_WIDE) {
        count_text(app, s, o, LONG, text, sizeof text);
        gui_paragraph(g, GUI_HEAD, s->state == SESSION_DUE ? t->alarm : t->ink, text);
    } else {
        ring_head(app, g, s, o);
    }
    if (!clinic_is_low(app)) {
        clinic_position(app, s, s->position, text, sizeof text);
        gui_paragraph(g, GUI_BODY, t->ink_soft, text);
    }
    if (shell_layout(app) == SHELL_WIDE && o->paused && session_said_text(s, s->pause_said)[0]) {
        struct message m = {.id = "clinic.paused_for",
                            .arg = {{.name = "reason", .text = session_said_text(s, s->pause_said)}}};
        message_format(app->texts, &m, text, sizeof text);
        gui_need(g, text);
        gui_paragraph(g, GUI_BODY, t->amber, text);
    }
}
