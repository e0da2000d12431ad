#include "panels/watch_strip.h"

#include <math.h>
#include <stdio.h>

#include "document/live_session.h"
#include "panels/eye.h"
#include "panels/reach_card.h"
#include "panels/shell.h"
#include "views/watch_rows.h"

/* of a tile, in design pixels */
enum {
    MARGIN = 24,
    HEIGHT = 62,
    WIDTH = 196,
    LEAST = 150,
    GAP = 8,
    PAD = 12,
    MORE = 62,
    REACH = 250
};

static bool is_others(const struct live_session *live, const struct watch *w,
                      enum app_mode mode)
{
    int n = watch_count(w);
    bool own =
        mode == APP_CLINIC && n == 1 && watch_item(w, 0)->id == live_session_id(live);
    return n > 0 && !own;
}

bool watch_strip_shows(const struct live_session *live, enum app_mode mode)
{
    const struct watch *w = live_session_watch(live);
    const struct journal_reach *r = live_session_reach(live);
    if (mode == APP_DISPLAY || mode == APP_BOARD)
        return false;
    return is_others(live, w, mode) || (r->shared && (!r->reached || r->here_only)) ||
           r->kept;
}

void watch_strip_go(struct sink *sink, int64_t id)
{
    sink_ask(sink, ACTION_TAKE_UP_SESSION, id);
    sink_ask(sink, ACTION_MODE, APP_CLINIC);
}

// ---------------------------------------------------------------- a tile

static void colors_of(const struct theme *t, const struct watch_row *row, bool dim,
                      uint32_t *edge, uint32_t *figures)
{
    *edge = row->urgency == WATCH_URGENT ? theme_fade(t->alarm, dim ? 0.35f : 1)
            : row->urgency == WATCH_MIND ? t->amber
                                         : t->panel_edge;
    *figures = row->late ? t->alarm : row->urgency != WATCH_CALM ? t->amber : t->ink;
}

/* A tile is of the session that is shown, of another, or of another that rings: then it
 * is twice as wide and says what is to be done. */
enum tile_kind { TILE_SHOWN, TILE_OTHER, TILE_RINGS };

/* what is said under the name */
static const char *under(const struct texts *texts, const struct watch_row *row,
                         enum tile_kind kind)
{
    return kind == TILE_RINGS  ? row->todo
           : row->practice     ? text_of(texts, "watch.practice")
           : row->here_only[0] ? row->here_only
                               : row->brief;
}

static bool tile(const struct settings *settings, const struct app_clock *clock,
                 const struct texts *texts, struct gui *g, struct gui_rect r,
                 const struct watch_row *row, enum tile_kind kind)
{
    const struct theme *t = gui_theme(g);
    float s = gui_scale(g), pad = PAD * s, figures, strong, small, needles;
    bool dim = !settings->reduced_motion && clock->now_ms / 700 % 2;
    uint32_t edge, ink;
    char id[200];
    colors_of(t, row, dim, &edge, &ink);
    snprintf(id, sizeof id, "%s##strip%lld", row->who, (long long)row->id);
    gui_need(g, row->who);
    gui_need(g, row->todo);
    gui_bare_begin(g, id, r);
    struct gui_rect place;
    bool pressed = gui_tile(g, id, r.w, r.h, &place);
    gui_card(g, place);
    if (row->urgency == WATCH_URGENT)
        gui_box(g, place, 14 * s, theme_fade(t->alarm, 0.12f));
    place = (struct gui_rect){place.x + 1.5f * s, place.y + 1.5f * s, place.w - 3 * s,
                              place.h - 3 * s};
    gui_outline(g, place, 14 * s, (row->urgency == WATCH_CALM ? 1 : 2.5f) * s, edge);
    if (kind == TILE_SHOWN)
        gui_box(g,
                (struct gui_rect){place.x + pad, place.y + place.h - 5 * s,
                                  place.w - 2 * pad, 3 * s},
                1.5f * s, t->accent);
    strong = gui_line_height(g, GUI_STRONG);
    small = gui_line_height(g, GUI_SMALL);
    float y = r.y + (r.h - strong - small) / 2;
    gui_measure(g, GUI_STRONG, row->figures, 0, &figures, NULL);
    gui_measure(g, GUI_SMALL, row->count, 0, &needles, NULL);
    gui_text_cut(g, GUI_STRONG, r.x + pad, y, r.w - 2 * pad - figures - 8 * s, t->ink,
                 row->who);
    gui_text_tabular(g, GUI_STRONG, r.x + r.w - pad, y, GUI_RIGHT, ink, row->figures);
    gui_text_cut(g, GUI_SMALL, r.x + pad, y + strong,
                 r.w - 2 * pad - (row->count[0] ? needles + 8 * s : 0),
                 kind == TILE_RINGS  ? t->ink
                 : row->here_only[0] ? t->amber
                 : row->lamp[0]      ? t->warmth
                                     : t->ink_soft,
                 under(texts, row, kind));
    gui_text(g, GUI_SMALL, r.x + r.w - pad, y + strong, GUI_RIGHT, t->ink_soft,
             row->count);
    gui_panel_end(g);
    return pressed;
}

static bool more_tile(const struct texts *texts, struct gui *g, struct gui_rect r, int n)
{
    char text[96], id[128];
    struct gui_rect place;
    snprintf(text, sizeof text, "%s", text_of(texts, "mode.board"));
    if (n)
        snprintf(text, sizeof text, "+%d", n);
    snprintf(id, sizeof id, "%s##strip more", text);
    gui_bare_begin(g, "strip more", r);
    bool pressed = gui_tile(g, id, r.w, r.h, &place);
    gui_card(g, place);
    gui_text(g, GUI_STRONG, r.x + r.w / 2,
             r.y + (r.h - gui_line_height(g, GUI_STRONG)) / 2, GUI_CENTRE,
             gui_theme(g)->ink, text);
    gui_panel_end(g);
    return pressed;
}

// ---------------------------------------------------------------- where they stand

/* between the left panel and the bar, or in a row of its own under the bar */
static struct gui_rect room(const struct shell *shell, const struct app_eye *eye)
{
    float s = eye_scale(eye), w = (float)eye->port.width;
    bool wide = shell_layout(eye) == SHELL_WIDE;
    float m = (shell_layout(eye) == SHELL_TINY ? 6 : MARGIN) * s;
    float left =
        fmaxf(shell->left.x + shell->left.w, 0) + (shell->left.w > 0 ? 12 * s : m);
    struct gui_rect r = {left, m, w - m - left, HEIGHT * s};
    const struct gui_rect *bar = &shell->corner;
    if (wide && bar->x - 12 * s - left >= LEAST * s)
        r.w = bar->x - 12 * s - left;
    else
        r.y = bar->y + bar->h + 8 * s;
    return r;
}

void watch_strip(struct desk *desk, struct gui *g)
{
    if (!watch_strip_shows(desk->live, desk->mode))
        return;
    struct watch_rows rows;
    watch_rows_make(&rows, live_session_watch(desk->live), desk_unix_ms(&desk->clock),
                    desk->texts, desk->words);
    struct reach_words reach;
    reach_card_words(desk, &reach);
    if (!is_others(desk->live, live_session_watch(desk->live), desk->mode))
        rows.n = 0;
    float s = gui_scale(g), gap = GAP * s;
    struct gui_rect r = room(desk->shell, &desk->eye), at;
    if (reach.mark[0]) {
        at = r;
        at.w = fminf(REACH * s, rows.n ? r.w * 0.45f : r.w);
        reach_card_tile(desk, g, at, &reach, REACH_NEAR);
        r.x += at.w + gap;
        r.w -= at.w + gap;
    }
    at = r;
    desk->shell->top = fmaxf(desk->shell->top, r.y + r.h + gap);
    if (!rows.n)
        return;
    int64_t shown = desk->mode == APP_CLINIC ? live_session_id(desk->live) : 0;
    // the most urgent of the others
    int first = rows.row[0].id == shown && rows.n > 1;
    bool rings = rows.row[first].urgency == WATCH_URGENT && rows.row[first].id != shown;
    float width = r.w - (rows.n > 1 ? MORE * s + gap : 0);
    int fit = (int)((width + gap) / ((LEAST + GAP) * s)),
        twice = rings && fit > 1 + first;
    int n = (int)fminf(fmaxf((float)(fit - twice), 1), (float)rows.n), all = n + twice;
    float each = fminf((width - (float)(all - 1) * gap) / (float)all, WIDTH * s);
    for (int i = 0; i < n; i++, at.x += at.w + gap) {
        const struct watch_row *row = &rows.row[i];
        enum tile_kind kind = row->id == shown      ? TILE_SHOWN
                              : i == first && twice ? TILE_RINGS
                                                    : TILE_OTHER;
        at.w = kind == TILE_RINGS ? 2 * each + gap : each;
        if (tile(&desk->settings, &desk->clock, desk->texts, g, at, row, kind))
            watch_strip_go(&desk->sink, row->id);
    }
    at.w = MORE * s;
    if (rows.n > 1 && more_tile(desk->texts, g, at, rows.n - n))
        sink_ask(&desk->sink, ACTION_MODE, APP_BOARD);
}
