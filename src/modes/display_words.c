/* display_words.c - what the display says: a title, a sentence or two, and from the first
 * needle's De Qi to the last needle the ring with a few lines. It stands in the part of
 * the window that the body leaves, and is never cut. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "document/live_session.h"
#include "modes/display.h"
#include "panels/shell.h"
#include "ui/timer_card.h"

struct said {
    const char *title, *text;
};

/* before anything has begun; the first also stands alone */
static const struct said LOOP[] = {
    {"display.welcome", "display.welcome_text"},
    {"display.loop_where", "display.loop_where_text"},
    {"display.loop_gentle", "display.loop_gentle_text"},
    {"display.loop_quiet", "display.loop_quiet_text"},
    {"display.loop_lamp", "display.loop_lamp_text"},
    {"display.loop_out", "display.loop_out_text"},
    {"display.loop_tell", "display.loop_tell_text"},
};
enum { N_LOOP = sizeof LOOP / sizeof *LOOP };

static const struct said PAUSED = {"display.paused", "display.paused_text"};
static const struct said UNDER_LAMP = {"display.title", "display.text_lamp"};

static const struct said TURNING = {"display.turning", "display.turning_text"};

static const struct said AIDED = {"display.aided", "display.aided_text"};
static const struct said AIDED_BY_MORE = {"display.aided", "display.aided_severe_text"};
static const struct said STOPPING = {"display.stopping", "display.stopping_text"};
static const struct said STOPPED = {"display.stopped", "display.stopped_text"};

static const struct said STATES[SESSION_STATES] = {
    [SESSION_PREPARED] = {"display.inserting", "display.inserting_text"},
    [SESSION_INSERTING] = {"display.inserting", "display.inserting_text"},
    [SESSION_RETAINING] = {"display.title", "display.text"},
    [SESSION_DUE] = {"display.due", "display.due_text"},
    [SESSION_REMOVING] = {"display.removing", "display.removing_text"},
    [SESSION_CLOSED] = {"display.closed", "display.closed_text"},
    [SESSION_ABORTED] = {"display.stopped", "display.stopped_text"},
};

int display_sentences(void)
{
    return N_LOOP;
}

/* Something happened after which nobody gets up alone: the gravest of it. Whoever goes on
 * treating after a bruise is not spoken to. */
static bool is_aided(const struct session *s, bool *severe)
{
    bool aided = false;
    *severe = false;
    for (int i = 0; i < s->n_incidents && i < SESSION_INCIDENTS_MAX; i++) {
        const struct session_incident *at = &s->incidents[i];
        bool grave = at->severity == SESSION_SEVERE;
        *severe = *severe || grave;
        aided = aided || grave || at->kind == SESSION_FAINT || at->kind == SESSION_FALL ||
                at->kind == SESSION_PNEUMOTHORAX_SUSPECTED;
    }
    return aided;
}

/* NULL where all goes as it should */
static const struct said *said_in_need(const struct session *s)
{
    bool severe, aided = s && is_aided(s, &severe);
    if (!s || (!aided && !s->aborting && s->state != SESSION_ABORTED))
        return NULL;
    if (aided && severe)
        return &AIDED_BY_MORE;
    if (!session_is_open(s))
        return &STOPPED;
    return s->aborting ? &STOPPING : &AIDED;
}

static struct said said_now(const struct display *display, const struct session *s,
                            const struct overlay *o)
{
    const struct display *d = display;
    /* before the loop has begun it is at no sentence */
    int sentence = d->looping ? d->loop.sentence : 0;
    if (!o)
        return LOOP[sentence >= 0 && sentence < N_LOOP ? sentence : 0];
    const struct said *need = said_in_need(s);
    if (need)
        return *need;
    if (s && session_turns(s))
        return TURNING;
    if (o->state == SESSION_RETAINING && o->paused)
        return PAUSED;
    return o->state == SESSION_RETAINING && o->lamp.on ? UNDER_LAMP : STATES[o->state];
}

const char *display_title(const struct display *display, const struct session *s,
                          const struct overlay *o)
{
    return said_now(display, s, o).title;
}

// ---------------------------------------------------------------- lines

enum { LINES = 3 };

struct word_lines {
    int n;
    char text[LINES][160];
    float width; /* of the widest */
};

static enum gui_font line_font(int i)
{
    return i ? GUI_DISPLAY : GUI_DISPLAY_STRONG;
}

static void add_line(const struct texts *texts, struct gui *g, struct word_lines *l,
                     const struct message *message)
{
    float width;
    int i = l->n++;
    text_format(texts, message, l->text[i], sizeof l->text[0]);
    gui_measure(g, line_font(i), l->text[i], 0, &width, NULL);
    l->width = fmaxf(l->width, width);
}

/* the lamp first */
static void fill_lines(const struct texts *texts, struct gui *g, int needles,
                       const struct overlay_lamp *lamp, struct word_lines *l)
{
    struct message said = {.id = lamp->on ? "display.lamp_on" : "display.lamp_off"};
    struct message count = {.id = "display.needles",
                            .arg = {{.name = "n", .number = needles}}};
    *l = (struct word_lines){0};
    add_line(texts, g, l, &said);
    add_line(texts, g, l, &count);
    if (!lamp->on)
        return;
    char clock[16];
    int s = (int)(llabs(lamp->check_in_ms) / 1000);
    snprintf(clock, sizeof clock, "%d:%02d", s / 60, s % 60);
    struct message check = {.id = lamp->check_in_ms < 0 ? "display.check_now"
                                                        : "display.check",
                            .arg = {{.name = "time", .text = clock}}};
    add_line(texts, g, l, &check);
}

static void draw_lines(struct gui *g, const struct overlay *o, const struct word_lines *l,
                       float x, float y, float step)
{
    const struct theme *t = gui_theme(g);
    for (int i = 0; i < l->n; i++)
        gui_text(g, line_font(i), x, y + (float)i * step, GUI_LEFT,
                 i == 0 && o->lamp.on ? t->warmth : t->ink_soft, l->text[i]);
}

// ---------------------------------------------------------------- layout

/* in image pixels */
struct layout {
    bool upright;     /* words below the body, not beside it */
    float x, wrap;    /* of the words */
    const char *note; /* under the words; "" = nothing is to be said */
    float least;      /* height that is theirs at least */
    float room;       /* height that they may take */
    float gap, ring, step;
};

/* a calm word while the record of the session that is shown is on this machine only */
static const char *note_of(const struct live_session *live, const struct texts *texts)
{
    const struct journal_reach *r = live_session_reach(live);
    bool apart = live_session_overlay(live) && r->shared && (!r->reached || r->here_only);
    return apart ? text_of(texts, "display.record_here") : "";
}

static struct layout layout_of(const struct app_eye *eye, struct gui *g, const char *note)
{
    // not that of the frame before
    float s = gui_scale(g), w = (float)eye->port.width, h = (float)eye->port.height;
    struct layout l = {.upright = h > w, .gap = 28 * s, .ring = 352 * s, .note = note};
    l.step = gui_line_height(g, GUI_DISPLAY) * 1.35f;
    l.x = l.upright ? w * 0.08f : w * 0.53f;
    l.wrap = l.upright ? w * 0.84f : w * 0.42f;
    l.least = l.upright ? h * 0.4f : 0;
    l.room = (l.upright ? h * 0.55f : h) - 2 * l.gap;
    return l;
}

static float words_height(const struct texts *texts, struct gui *g,
                          const struct layout *l, struct said said)
{
    float title, text, note = 0;
    gui_measure(g, GUI_DISPLAY_HEAD, text_of(texts, said.title), l->wrap, NULL, &title);
    gui_measure(g, GUI_DISPLAY, text_of(texts, said.text), l->wrap, NULL, &text);
    if (*l->note)
        gui_measure(g, GUI_DISPLAY, l->note, l->wrap, NULL, &note);
    return title + l->gap + text + (*l->note ? l->gap + note : 0);
}

static bool beside_ring(const struct layout *l, const struct word_lines *lines)
{
    return l->ring + 1.5f * l->gap + lines->width <= l->wrap + l->gap;
}

/* the ring with its lines, beside it or below, and the room above it */
static float ring_height(const struct layout *l, const struct word_lines *lines)
{
    float below = beside_ring(l, lines) ? 0 : l->gap + (float)lines->n * l->step;
    return 2 * l->gap + l->ring + below;
}

/* of all that can be said in this window */
static float most_height(const struct texts *texts, struct gui *g, const struct layout *l)
{
    const struct overlay_lamp lit = {.on = true, .check_in_ms = 240000};
    struct word_lines lines;
    float most = 0;
    for (int i = 0; i < N_LOOP; i++)
        most = fmaxf(most, words_height(texts, g, l, LOOP[i]));
    fill_lines(texts, g, 20, &lit, &lines);
    float ring = ring_height(l, &lines);
    for (int i = SESSION_RETAINING; i <= SESSION_REMOVING; i++)
        most = fmaxf(most, words_height(texts, g, l, STATES[i]) + ring);
    most = fmaxf(most, words_height(texts, g, l, TURNING));
    return fmaxf(most, words_height(texts, g, l, UNDER_LAMP) + ring);
}

/* Every size of type costs an atlas of glyphs, so all words share one: as large as the
 * user wishes where all that can be said fits, and never less than a 1080 line screen
 * shows, in proportion. */
static void fit_words(struct desk *desk, struct gui *g, const struct layout *l)
{
    struct display *d = desk->display;
    const struct camera_port *port = &desk->eye.port;
    float wish = desk->settings.text_scale * desk->density;
    if (d->fit.width != port->width || d->fit.height != port->height ||
        d->fit.wish != wish || d->fit.noted != (*l->note != 0)) {
        // measured with the type of the next frame
        d->fit.width = port->width;
        d->fit.height = port->height;
        d->fit.wish = wish;
        d->fit.noted = *l->note != 0;
        desk->shell->zoom = 1;
        sink_unsettle(&desk->sink);
        return;
    }
    float w = (float)port->width, h = (float)port->height;
    float least = fminf(fminf(w, h) / 1080, fmaxf(w, h) / 1920) / gui_scale(g);
    if (least > 0.99f || most_height(desk->texts, g, l) <= l->room)
        return;
    desk->shell->zoom *= fmaxf(0.8f, least);
    sink_unsettle(&desk->sink);
}

/* the narrowest, but not less than a part of `wrap`, that makes no more lines: none of
 * them is left with a word alone */
static float balanced(struct gui *g, enum gui_font font, const char *text, float wrap,
                      float part)
{
    float height, next, step = gui_line_height(g, font) / 4, least = wrap * part;
    gui_measure(g, font, text, wrap, NULL, &height);
    for (float w = wrap - step; w > least; w -= step) {
        gui_measure(g, font, text, w, NULL, &next);
        if (next > height + 1)
            break;
        wrap = w;
    }
    return wrap;
}

static void draw_words(const struct display *display, const struct texts *texts,
                       struct gui *g, const struct layout *l, struct said said, float y)
{
    const struct display *d = display;
    const struct theme *t = gui_theme(g);
    float opacity = d->looping ? d->loop.opacity : 1;
    const char *title = text_of(texts, said.title), *text = text_of(texts, said.text);
    y += gui_text_wrapped(g, GUI_DISPLAY_HEAD, l->x, y,
                          balanced(g, GUI_DISPLAY_HEAD, title, l->wrap, 0.3f),
                          theme_fade(t->ink, opacity), title);
    y += l->gap + gui_text_wrapped(g, GUI_DISPLAY, l->x, y + l->gap,
                                   balanced(g, GUI_DISPLAY, text, l->wrap, 0.85f),
                                   theme_fade(t->ink_soft, opacity), text);
    if (*l->note)
        gui_text_wrapped(g, GUI_DISPLAY, l->x, y + l->gap,
                         balanced(g, GUI_DISPLAY, l->note, l->wrap, 0.85f), t->ink_faint,
                         l->note);
}

static void draw_ring(const struct texts *texts, struct gui *g, const struct layout *l,
                      const struct overlay *o, const struct word_lines *lines, float y)
{
    // the band of the ring lies half outside its radius
    float half = l->ring / 2, radius = half / 1.0675f;
    timer_card_ring(g, texts, o, l->x + half, y + half, radius, GUI_DISPLAY_HEAD);
    if (beside_ring(l, lines))
        draw_lines(g, o, lines, l->x + l->ring + 1.5f * l->gap,
                   y + half - (float)lines->n * l->step / 2, l->step);
    else
        draw_lines(g, o, lines, l->x, y + l->ring + l->gap, l->step);
}

void display_words(struct desk *desk, struct gui *g)
{
    const struct overlay *o = live_session_overlay(desk->live);
    struct layout l = layout_of(&desk->eye, g, note_of(desk->live, desk->texts));
    const struct session *s = live_session_state(desk->live);
    struct said said = said_now(desk->display, s, o);
    struct word_lines lines;
    // no time is left to wait for where somebody is looked after
    bool ring = o && o->started && o->state >= SESSION_RETAINING &&
                o->state <= SESSION_REMOVING && !said_in_need(s);
    float w = (float)desk->eye.port.width, h = (float)desk->eye.port.height;
    float words = words_height(desk->texts, g, &l, said), below = 0;
    fit_words(desk, g, &l);
    if (ring) {
        fill_lines(desk->texts, g, o->needles_in, &o->lamp, &lines);
        below = ring_height(&l, &lines);
    }
    float all = words + below, box = fmaxf(all + 3 * l.gap, l.least);
    float y = l.upright ? h - box + (box - all) / 2 - l.gap / 2 : (h - all) / 2;
    draw_words(desk->display, desk->texts, g, &l, said, y);
    if (ring)
        draw_ring(desk->texts, g, &l, o, &lines, y + words + 2 * l.gap);
    if (l.upright)
        desk->shell->bottom = fminf(box, h * 0.8f);
    else
        desk->shell->right = (struct gui_rect){l.x - l.gap, 0, w - l.x + l.gap, h};
}
