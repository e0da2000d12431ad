/* board.c - the wall: every open session of the journal, for whoever stands at the door.
 * The most urgent is the largest, and one sentence says what to do; a tap goes there. The
 * body is not shown. */
#include <math.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/moment.h"
#include "document/live_session.h"
#include "modes/modes.h"
#include "panels/reach_card.h"
#include "panels/shell.h"
#include "panels/watch_strip.h"
#include "views/watch_rows.h"

/* design pixels */
enum { SENTENCE_FONTS = 3 };
enum {
    MARGIN = 32,
    GAP = 18,
    PAD = 26,
    ROUND = 18,
    TOP = 112,
    SMALL_LEAST = 250,
    TIGHT = 290,
    REACH = 62
};

static void board_enter(struct desk *desk)
{
    struct gui *g = picture_gui(desk->picture);
    gui_need_font(g, GUI_DISPLAY);
    gui_need_font(g, GUI_DISPLAY_STRONG);
    gui_need_font(g, GUI_DISPLAY_HEAD);
    gui_need_font(g, GUI_DISPLAY_CLOCK);
}

// ---------------------------------------------------------------- a patient

enum tile_size { TILE_SMALL, TILE_LARGE };

static uint32_t color_of(const struct theme *t, const struct watch_row *row)
{
    return row->urgency == WATCH_URGENT ? t->alarm
           : row->urgency == WATCH_MIND ? t->amber
                                        : t->ink_soft;
}

static void ground(const struct settings *settings, const struct app_clock *clock,
                   struct gui *g, struct gui_rect r, const struct watch_row *row)
{
    const struct theme *t = gui_theme(g);
    float s = gui_scale(g), round = ROUND * s;
    bool dim = !settings->reduced_motion && clock->now_ms / 700 % 2;
    // the line lies within what is drawn
    r = (struct gui_rect){r.x + 2 * s, r.y + 2 * s, r.w - 4 * s, r.h - 4 * s};
    gui_box(g, r, round, t->panel);
    if (row->urgency == WATCH_URGENT) {
        gui_box(g, r, round, theme_fade(t->alarm, 0.16f));
        gui_outline(g, r, round, 3 * s, theme_fade(t->alarm, dim ? 0.4f : 1));
    } else if (row->urgency == WATCH_MIND) {
        gui_outline(g, r, round, 2 * s, theme_fade(t->amber, 0.8f));
    } else {
        gui_outline(g, r, round, s, t->panel_edge);
    }
}

/* the sentence in a box of its own colour where something is to be done now, as large as
 * there is room for */
static float todo(struct gui *g, struct gui_rect r, float y, const enum gui_font *fonts,
                  const struct watch_row *row)
{
    const struct theme *t = gui_theme(g);
    bool boxed = row->urgency != WATCH_CALM;
    float s = gui_scale(g), pad = boxed ? 14 * s : 0, height = 0;
    float wrap = r.w - 2 * PAD * s - 2 * pad, x = r.x + PAD * s;
    float room = r.y + r.h - PAD * s / 2 - y - 2 * pad;
    int f = 0;
    for (; f < SENTENCE_FONTS; f++) {
        gui_measure(g, fonts[f], row->todo, wrap, NULL, &height);
        if (height <= room * 0.7f)
            break;
    }
    if (height > room)
        return 0;
    enum gui_font font = fonts[f < SENTENCE_FONTS ? f : SENTENCE_FONTS - 1];
    if (boxed)
        gui_box(g, (struct gui_rect){x, y, r.w - 2 * PAD * s, height + 2 * pad}, 12 * s,
                theme_fade(color_of(t, row), 0.22f));
    gui_text_wrapped(g, font, x + pad, y + pad, wrap, t->ink, row->todo);
    return height + 2 * pad;
}

/* Lines from the top as long as they have room, the gravest first. */
struct board_lines {
    struct gui *g;
    struct gui_rect r;
    float y, pad, end;
};

static void line(struct board_lines *l, enum gui_font font, uint32_t color,
                 const char *text)
{
    float height;
    if (!*text)
        return;
    gui_need(l->g, text);
    gui_measure(l->g, font, text, l->r.w - 2 * l->pad, NULL, &height);
    if (l->y + height > l->end)
        return;
    l->y += gui_text_wrapped(l->g, font, l->r.x + l->pad, l->y, l->r.w - 2 * l->pad,
                             color, text);
}

/* Whoever lies there is told whole, in smaller type before it is cut: what tells two
 * beds apart may stand at the end. Returns the height that it takes. */
static float name_of(struct gui *g, float x, float y, float w, enum gui_font font,
                     const char *who)
{
    const enum gui_font fonts[] = {font, GUI_HEAD, GUI_TITLE, GUI_LEAD, GUI_BODY};
    enum { N = sizeof fonts / sizeof *fonts };
    int f = 0;
    float width;
    for (; f < N - 1; f++) {
        gui_measure(g, fonts[f], who, 0, &width, NULL);
        if (width <= w)
            break;
    }
    // on the line that the others of its row stand on
    float lower = gui_line_height(g, font) - gui_line_height(g, fonts[f]);
    gui_text_cut(g, fonts[f], x, y + lower * 0.7f, w, gui_theme(g)->ink, who);
    return gui_line_height(g, font);
}

/* Whether a tile has no room for its time in large figures and for what is to be done,
 * and it is not the time that matters. */
static bool is_tight(const struct gui *g, struct gui_rect r, const struct watch_row *row)
{
    return row->urgency != WATCH_CALM && !row->late && r.h < TIGHT * gui_scale(g);
}

/* who it is, the time beside it, and the sentence */
static void tight_words(const struct texts *texts, struct gui *g, struct gui_rect r,
                        const struct watch_row *row)
{
    static const enum gui_font SENTENCE[SENTENCE_FONTS] = {GUI_TITLE, GUI_LEAD, GUI_BODY};
    const struct theme *t = gui_theme(g);
    float s = gui_scale(g), x = r.x + PAD * s, w = r.w - 2 * PAD * s, figures = 0;
    struct board_lines l = {g, r, r.y + PAD * s * 0.6f, PAD * s, r.y + r.h - PAD * s / 2};
    if (*row->needles) {
        gui_measure(g, GUI_HEAD, row->figures, 0, &figures, NULL);
        gui_text_tabular(g, GUI_HEAD, x + w, l.y, GUI_RIGHT, color_of(t, row),
                         row->figures);
        figures += 12 * s;
    }
    l.y += name_of(g, x, l.y, w - figures, GUI_HEAD, row->who) + 4 * s;
    line(&l, GUI_LEAD, t->ink_soft,
         row->practice ? text_of(texts, "watch.practice") : "");
    line(&l, GUI_LEAD, t->amber, row->here_only);
    l.y += todo(g, r, l.y, SENTENCE, row) + 6 * s;
    line(&l, GUI_LEAD, t->ink, row->needles);
}

static void words(const struct texts *texts, struct gui *g, struct gui_rect r,
                  const struct watch_row *row, enum tile_size size)
{
    if (size == TILE_SMALL && is_tight(g, r, row)) {
        gui_need(g, row->who);
        gui_need(g, row->todo);
        tight_words(texts, g, r, row);
        return;
    }
    const struct theme *t = gui_theme(g);
    float s = gui_scale(g);
    static const enum gui_font SENTENCE[][SENTENCE_FONTS] = {
        [TILE_SMALL] = {GUI_HEAD, GUI_TITLE, GUI_LEAD},
        [TILE_LARGE] = {GUI_DISPLAY, GUI_HEAD, GUI_TITLE}};
    bool large = size == TILE_LARGE, roomy = large || r.h > 330 * s;
    enum gui_font name = roomy ? GUI_DISPLAY_STRONG : GUI_HEAD;
    struct board_lines l = {g, r, r.y + PAD * s * 0.8f, PAD * s, r.y + r.h - PAD * s / 2};
    enum gui_font body = large ? GUI_HEAD : GUI_TITLE;
    uint32_t figures = row->late                    ? t->alarm
                       : row->urgency != WATCH_CALM ? t->amber
                                                    : t->ink;
    gui_need(g, row->who);
    gui_need(g, row->todo);
    l.y += name_of(g, r.x + l.pad, l.y, r.w - 2 * l.pad, name, row->who);
    line(&l, body, t->ink_soft, row->practice ? text_of(texts, "watch.practice") : "");
    line(&l, body, t->amber, row->here_only);
    line(&l, body, t->ink_soft, row->phase);
    // without a time the figures are a count in words, of any script
    bool timed = *row->needles;
    enum gui_font clock = large && timed ? GUI_DISPLAY_CLOCK : GUI_DISPLAY_HEAD;
    float width, high = gui_line_height(g, clock);
    gui_measure(g, clock, row->figures, 0, &width, NULL);
    if (width > r.w - 2 * l.pad || high > l.end - l.y)
        clock = GUI_HEAD;
    if (timed)
        gui_text_tabular(g, clock, r.x + l.pad, l.y, GUI_LEFT, figures, row->figures);
    else
        gui_text(g, clock, r.x + l.pad, l.y, GUI_LEFT, figures, row->figures);
    l.y += gui_line_height(g, clock);
    line(&l, body, t->ink, row->needles);
    l.y += 8 * s;
    l.y += todo(g, r, l.y, SENTENCE[size], row) + 12 * s;
    line(&l, body, t->warmth, row->lamp);
    if (!large)
        return;
    line(&l, body, t->ink, row->points);
    l.y += 10 * s;
    line(&l, GUI_TITLE, t->ink_soft, row->place);
    line(&l, GUI_TITLE, t->ink_soft, row->since);
}

static void tile(struct settings *settings, struct app_clock *clock,
                 const struct texts *texts, struct sink *sink, struct gui *g,
                 struct gui_rect r, const struct watch_row *row, enum tile_size size)
{
    char id[200];
    struct gui_rect place;
    snprintf(id, sizeof id, "%s##board%lld", row->who, (long long)row->id);
    gui_bare_begin(g, id, r);
    bool pressed = gui_tile(g, id, r.w, r.h, &place);
    ground(settings, clock, g, r, row);
    words(texts, g, r, row, size);
    gui_panel_end(g);
    if (pressed)
        watch_strip_go(sink, row->id);
}

// ---------------------------------------------------------------- the wall

static void head(struct app_eye *eye, struct app_clock *clock, const struct texts *texts,
                 struct gui *g, const struct watch_rows *rows)
{
    const struct theme *t = gui_theme(g);
    char at[16], text[256];
    float s = gui_scale(g), x = MARGIN * s, y = 24 * s;
    moment_hour(desk_unix_ms(clock), at);
    snprintf(text, sizeof text, "%s   %s", at, rows->sum);
    gui_text(g, GUI_HEAD, x, y, GUI_LEFT, t->ink, text_of(texts, "board.title"));
    bool beside = shell_layout(eye) == SHELL_WIDE;
    gui_text_cut(g, GUI_LEAD, x, y + gui_line_height(g, GUI_HEAD),
                 (float)eye->port.width * (beside ? 0.6f : 0.9f), t->ink_soft, text);
}

/* columns and rows of the small ones that waste least of their room */
static int columns_for(int n, float w, float h, float least)
{
    int most = (int)fmaxf(w / least, 1), best = 1;
    float waste = INFINITY;
    for (int c = 1; c <= most && c <= n; c++) {
        int rows = (n + c - 1) / c;
        float each_w = w / (float)c, each_h = h / (float)rows;
        float off = fabsf(logf(each_w / each_h / 1.25f));
        if (off < waste) {
            waste = off;
            best = c;
        }
    }
    return best;
}

static void small_tiles(struct settings *settings, struct app_clock *clock,
                        const struct texts *texts, struct sink *sink, struct gui *g,
                        struct gui_rect r, const struct watch_rows *rows)
{
    float s = gui_scale(g), gap = GAP * s;
    int n = rows->n - 1, columns = columns_for(n, r.w, r.h, SMALL_LEAST * s);
    int lines = (n + columns - 1) / columns;
    float w = (r.w - gap * (float)(columns - 1)) / (float)columns;
    float h = (r.h - gap * (float)(lines - 1)) / (float)lines;
    for (int i = 0; i < n; i++) {
        struct gui_rect at = {r.x + (float)(i % columns) * (w + gap),
                              r.y + (float)(i / columns) * (h + gap), w, h};
        tile(settings, clock, texts, sink, g, at, &rows->row[i + 1], TILE_SMALL);
    }
}

/* over them all, while not all has arrived; the height that it takes */
static float reach(struct desk *desk, struct gui *g, struct gui_rect r)
{
    struct reach_words words;
    reach_card_words(desk, &words);
    if (!words.mark[0])
        return 0;
    reach_card_tile(desk, g, r, &words, REACH_FAR);
    return r.h + GAP * gui_scale(g);
}

static void board_panels(struct desk *desk, struct gui *g)
{
    struct watch_rows rows;
    watch_rows_make(&rows, live_session_watch(desk->live), desk_unix_ms(&desk->clock),
                    desk->texts, desk->words);
    float s = gui_scale(g), w = (float)desk->eye.port.width,
          h = (float)desk->eye.port.height, m = MARGIN * s, top = TOP * s;
    head(&desk->eye, &desk->clock, desk->texts, g, &rows);
    top += reach(desk, g, (struct gui_rect){m, top, w - 2 * m, REACH * s});
    struct gui_rect all = {m, top, w - 2 * m, h - top - m}, first = all, rest = all;
    if (!rows.n) {
        gui_text_wrapped(g, GUI_HEAD, m, top, all.w, gui_theme(g)->ink_soft,
                         text_of(desk->texts, "board.none"));
        return;
    }
    bool upright = h > w;
    if (upright) {
        first.h = rows.n > 1 ? all.h * 0.42f : all.h * 0.6f;
        rest.y += first.h + GAP * s;
        rest.h -= first.h + GAP * s;
    } else {
        first.w = all.w * (rows.n > 1 ? 0.38f : 0.55f);
        rest.x += first.w + GAP * s;
        rest.w -= first.w + GAP * s;
    }
    tile(&desk->settings, &desk->clock, desk->texts, &desk->sink, g, first, &rows.row[0],
         TILE_LARGE);
    if (rows.n > 1)
        small_tiles(&desk->settings, &desk->clock, desk->texts, &desk->sink, g, rest,
                    &rows);
}

static void board_view(const struct desk *desk, struct stage_view *view)
{
    (void)desk;
    view->layers = 0;
    view->letters = false;
    view->lit.plan = NULL;
    view->record = NULL;
    view->region = view->hovered = -1;
    // the eye looks past the body, at the ground alone
    view->camera.target[1] += 100;
}

// ---------------------------------------------------------------- hands

static bool board_press(struct desk *desk, float x, float y)
{
    (void)desk;
    (void)x;
    (void)y;
    return true;
}

static bool board_key(struct desk *desk, uint32_t key, unsigned mods)
{
    (void)desk;
    (void)mods;
    // there is no body to be turned
    return key == WINDOW_KEY_LEFT || key == WINDOW_KEY_RIGHT ||
           (key >= '1' && key <= '4');
}

const struct mode_table BOARD_MODE = {.enter = board_enter,
                                      .panels = board_panels,
                                      .view = board_view,
                                      .press = board_press,
                                      .click = board_press,
                                      .key = board_key};
