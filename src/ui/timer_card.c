#include "ui/timer_card.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const struct message TITLES[SESSION_STATES] = {
    [SESSION_PREPARED] = {.id = "timer.prepared"},
    [SESSION_INSERTING] = {.id = "timer.inserting"},
    [SESSION_RETAINING] = {.id = "timer.retaining"},
    [SESSION_DUE] = {.id = "timer.due"},
    [SESSION_REMOVING] = {.id = "timer.removing"},
    [SESSION_CLOSED] = {.id = "timer.closed"},
    [SESSION_ABORTED] = {.id = "timer.aborted"},
};

void timer_title(const struct texts *texts, const struct overlay *o, char *out,
                 size_t size)
{
    struct message paused = {.id = "timer.paused"};
    bool stopped = o->state == SESSION_RETAINING && o->paused;
    message_format(texts, stopped ? &paused : &TITLES[o->state], out, size);
}

static void needle_count(const struct texts *texts, const struct overlay *o, char *out,
                         size_t size)
{
    struct message m = {.id = "timer.needles",
                        .arg = {{.name = "in", .number = o->needles_in},
                                {.name = "out", .number = o->out}}};
    message_format(texts, &m, out, size);
}

void timer_lamp(const struct texts *texts, const struct overlay *o, char *out,
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
    message_format(texts, &m, out, size);
}

void timer_ring(struct gui *g, const struct texts *texts, const struct overlay *o,
                float x, float y, float radius, enum gui_font figures)
{
    const struct theme *t = gui_theme(g);
    float width = radius * 0.135f;
    uint32_t color = o->state == SESSION_DUE ? t->alarm
                     : o->paused             ? t->amber
                                             : t->accent;
    gui_ring(g, x, y, radius, width, 0, 1, t->track);
    gui_ring(g, x, y, radius, width, 0, fminf(o->fraction, 1), color);
    // the lamp glows inside the ring while it is on
    if (o->lamp.on)
        gui_ring(g, x, y, radius - width, width * 0.28f, 0, 1,
                 theme_fade(t->warmth, 0.9f));
    char clock[16];
    snprintf(clock, sizeof clock, "%d:%02d", o->remaining_s / 60, o->remaining_s % 60);
    // the least that display mode may use goes with its large figures
    enum gui_font word = figures >= GUI_DISPLAY ? GUI_DISPLAY : GUI_SMALL;
    float line = gui_line_height(g, figures), small = gui_line_height(g, word);
    bool words = radius > line * 1.2f;
    float top = y - line / 2 - (words ? small * 0.35f : 0);
    gui_text_tabular(g, figures, x, top, GUI_CENTRE, t->ink, clock);
    if (words)
        gui_text(g, word, x, top + line, GUI_CENTRE, t->ink_soft,
                 texts_get(texts, "timer.remaining", NULL));
}

struct column {
    char title[96], needles[128], lamp[160], next[256];
    float width, height;
};

static float block(struct gui *g, enum gui_font font, float x, float y, float wrap,
                   uint32_t color, const char *text, float gap)
{
    return *text ? gui_text_wrapped(g, font, x, y, wrap, color, text) + gap : 0;
}

static void fill_column(struct gui *g, const struct texts *texts, const struct overlay *o,
                        struct column *c, float wrap, float gap)
{
    timer_title(texts, o, c->title, sizeof c->title);
    needle_count(texts, o, c->needles, sizeof c->needles);
    timer_lamp(texts, o, c->lamp, sizeof c->lamp);
    message_format(texts, &o->next, c->next, sizeof c->next);
    const char *const text[] = {c->title, c->needles, c->lamp, c->next};
    static const enum gui_font font[] = {GUI_TITLE, GUI_BODY, GUI_STRONG, GUI_SMALL};
    c->width = c->height = 0;
    for (int i = 0; i < 4; i++) {
        float w = 0, h = 0;
        if (!*text[i])
            continue;
        gui_measure(g, font[i], text[i], wrap, &w, &h);
        c->width = fmaxf(c->width, w);
        c->height += h + (i < 3 ? gap : 0);
    }
}

/* of the card, in design pixels */
enum {
    RADIUS = 62,
    PAD = 22,
    GAP = 6,
    BETWEEN = 26,
    AROUND = 10,
    LEAST = 170,
    WRAP = 250
};

void timer_card_room(float scale, float *width, float *height)
{
    *width = (2 * RADIUS + AROUND + BETWEEN + WRAP + 2 * PAD) * scale;
    *height = (2 * RADIUS + AROUND + 2 * PAD) * 1.1f * scale;
}

struct gui_rect timer_card(struct gui *g, const struct texts *texts,
                           const struct overlay *o, float right, float bottom,
                           enum timer_size size)
{
    const struct theme *t = gui_theme(g);
    float s = gui_scale(g) * (size == TIMER_DISPLAY ? 1.8f : 1);
    float radius = RADIUS * s, pad = PAD * s, gap = GAP * s, between = BETWEEN * s;
    struct column c;
    fill_column(g, texts, o, &c, WRAP * s, gap);
    float ring = 2 * radius + AROUND * s;
    struct gui_rect r = {.w = ring + between + fmaxf(c.width, LEAST * s) + 2 * pad,
                         .h = fmaxf(ring, c.height) + 2 * pad};
    r.x = right - r.w;
    r.y = bottom - r.h;
    gui_card(g, r);
    timer_ring(g, texts, o, r.x + pad + ring / 2, r.y + r.h / 2, radius, GUI_HEAD);
    float x = r.x + pad + ring + between, y = r.y + (r.h - c.height) / 2,
          wrap = c.width + 1;
    y += block(g, GUI_TITLE, x, y, wrap, t->ink, c.title, gap);
    y += block(g, GUI_BODY, x, y, wrap, t->ink_soft, c.needles, gap);
    y += block(g, GUI_STRONG, x, y, wrap, o->lamp.on ? t->warmth : t->ink_soft, c.lamp,
               gap);
    block(g, GUI_SMALL, x, y, wrap, t->ink_soft, c.next, 0);
    return r;
}
