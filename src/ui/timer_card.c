#include "ui/timer_card.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct message TITLES[SESSION_STATES] = {
    [SESSION_PREPARED] = {.id = "timer.prepared"},
    [SESSION_INSERTING] = {.id = "timer.inserting"},
    [SESSION_RETAINING] = {.id = "timer.retaining"},
    [SESSION_DUE] = {.id = "timer.due"},
    [SESSION_REMOVING] = {.id = "timer.removing"},
    [SESSION_CLOSED] = {.id = "timer.closed"},
    [SESSION_ABORTED] = {.id = "timer.aborted"},
};

void timer_card_title(const struct texts *texts, const struct overlay *o, char *out,
                      size_t size)
{
    struct message paused = {.id = "timer.paused"};
    bool stopped = o->state == SESSION_RETAINING && o->paused;
    text_format(texts, stopped ? &paused : &TITLES[o->state], out, size);
}

static void needle_count(const struct texts *texts, const struct overlay *o, char *out,
                         size_t size)
{
    struct message m = {.id = "timer.needles",
                        .arg = {{.name = "in", .number = o->needles_in},
                                {.name = "out", .number = o->out}}};
    text_format(texts, &m, out, size);
}

void timer_card_lamp(const struct texts *texts, const struct overlay *o, char *out,
                     size_t size)
{
    char clock[16];
    int64_t s = llabs(o->lamp.check_in_ms) / 1000;
    snprintf(clock, sizeof clock, "%d:%02d", (int)(s / 60), (int)(s % 60));
    struct message m = {.id = !o->lamp.allowed          ? "timer.lamp_withheld"
                              : !o->lamp.on             ? "timer.lamp_off"
                              : o->lamp.check_in_ms < 0 ? "timer.lamp_check_now"
                                                        : "timer.lamp_on",
                        .arg = {{.name = "check", .text = clock}}};
    text_format(texts, &m, out, size);
}

void timer_card_dial(struct gui *g, const struct overlay *o, float x, float y,
                     float radius)
{
    const struct theme *t = gui_theme(g);
    float width = radius * 0.135f;
    bool late = o->overdue_s > 0 && o->needles_in > 0;
    uint32_t color = late || o->state == SESSION_DUE ? t->alarm
                     : o->paused                     ? t->amber
                                                     : t->accent;
    gui_ring(g, x, y, radius, width, 0, 1, t->track);
    gui_ring(g, x, y, radius, width, 0, fminf(o->fraction, 1), color);
    // the lamp glows inside the ring while it is on
    if (o->lamp.on)
        gui_ring(g, x, y, radius - width, width * 0.28f, 0, 1,
                 theme_fade(t->warmth, 0.9f));
}

void timer_card_ring(struct gui *g, const struct texts *texts, const struct overlay *o,
                     float x, float y, float radius, enum gui_font figures)
{
    const struct theme *t = gui_theme(g);
    timer_card_dial(g, o, x, y, radius);
    char clock[16];
    bool late = o->overdue_s > 0 && o->needles_in > 0;
    int shown = late ? o->overdue_s : o->remaining_s;
    // no time runs while they come out: what counts is how many are in
    bool counts = !late && o->state == SESSION_REMOVING;
    if (counts)
        snprintf(clock, sizeof clock, "%d", o->needles_in);
    else
        snprintf(clock, sizeof clock, "%s%d:%02d", late ? "+" : "", shown / 60,
                 shown % 60);
    // the least that display mode may use goes with its large figures
    enum gui_font word = figures >= GUI_DISPLAY ? GUI_DISPLAY : GUI_SMALL;
    float line = gui_line_height(g, figures), small = gui_line_height(g, word);
    bool words = radius > line * 1.2f;
    float top = y - line / 2 - (words ? small * 0.35f : 0);
    gui_text_tabular(g, figures, x, top, GUI_CENTRE, late ? t->alarm : t->ink, clock);
    if (words)
        gui_text(g, word, x, top + line, GUI_CENTRE, late ? t->alarm : t->ink_soft,
                 texts_get(texts,
                           late     ? "timer.overdue"
                           : counts ? "timer.still_in"
                                    : "timer.remaining",
                           NULL));
}

struct column {
    char text[4][256]; /* "" = nothing */
    float height;
};

static const enum gui_font FONTS[4] = {GUI_TITLE, GUI_BODY, GUI_STRONG, GUI_SMALL};

static void fill_column(struct gui *g, const struct texts *texts, const struct overlay *o,
                        enum timer_count count, float wrap, float gap, struct column *c)
{
    memset(c, 0, sizeof *c);
    timer_card_title(texts, o, c->text[0], sizeof c->text[0]);
    if (count == TIMER_COUNTS)
        needle_count(texts, o, c->text[1], sizeof c->text[1]);
    timer_card_lamp(texts, o, c->text[2], sizeof c->text[2]);
    text_format(texts, &o->next, c->text[3], sizeof c->text[3]);
    for (int i = 0; i < 4; i++) {
        float h = 0;
        if (!c->text[i][0])
            continue;
        gui_measure(g, FONTS[i], c->text[i], wrap, NULL, &h);
        c->height += h + (i < 3 ? gap : 0);
    }
}

/* of the card, in design pixels */
enum { RADIUS = 56, PAD = 20, GAP = 6, BETWEEN = 18, AROUND = 10, WRAP = 250 };

static float wrap_in(const struct gui *g, float width)
{
    return width - (2 * PAD + 2 * RADIUS + AROUND + BETWEEN) * gui_scale(g);
}

static float height_of(const struct gui *g, const struct column *c)
{
    float s = gui_scale(g);
    return fmaxf((2 * RADIUS + AROUND) * s, c->height) + 2 * PAD * s;
}

void timer_card_room(float scale, float *width, float *height)
{
    *width = (2 * RADIUS + AROUND + BETWEEN + WRAP + 2 * PAD) * scale;
    *height = (2 * RADIUS + AROUND + 2 * PAD) * 1.1f * scale;
}

float timer_card_height(struct gui *g, const struct texts *texts, const struct overlay *o,
                        float width, enum timer_count count)
{
    struct column c;
    fill_column(g, texts, o, count, wrap_in(g, width), GAP * gui_scale(g), &c);
    return height_of(g, &c);
}

struct gui_rect timer_card(struct gui *g, const struct texts *texts,
                           const struct overlay *o, float right, float bottom,
                           float width, enum timer_count count)
{
    const struct theme *t = gui_theme(g);
    float s = gui_scale(g), radius = RADIUS * s, wrap = wrap_in(g, width);
    struct column c;
    fill_column(g, texts, o, count, wrap, GAP * s, &c);
    struct gui_rect r = {.w = width, .h = height_of(g, &c)};
    r.x = right - r.w;
    r.y = bottom - r.h;
    gui_card(g, r);
    timer_card_ring(g, texts, o, r.x + PAD * s + radius + AROUND * s / 2, r.y + r.h / 2,
                    radius, GUI_HEAD);
    const uint32_t color[4] = {t->ink, t->ink_soft, o->lamp.on ? t->warmth : t->ink_soft,
                               t->ink_soft};
    float x = r.x + r.w - PAD * s - wrap, y = r.y + (r.h - c.height) / 2;
    for (int i = 0; i < 4; i++)
        if (c.text[i][0])
            y += gui_text_wrapped(g, FONTS[i], x, y, wrap, color[i], c.text[i]) + GAP * s;
    return r;
}
