#include "panels/watch_strip.h"

#include <math.h>
#include <stdio.h>

#include "document/live_session.h"
#include "panels/shell.h"
#include "views/watch_rows.h"

/* of a tile, in design pixels */
enum { MARGIN = 24, HEIGHT = 62, WIDTH = 196, LEAST = 150, GAP = 8, PAD = 12, MORE = 62 };

bool watch_strip_shows(const struct app *app)
{
    const struct watch *w = live_session_watch(app->live);
    int n = watch_count(w);
    if (app->mode == APP_DISPLAY || app->mode == APP_BOARD)
        return false;
    bool own = app->mode == APP_CLINIC && n == 1 &&
               watch_item(w, 0)->id == live_session_id(app->live);
    return n > 0 && !own;
}

void watch_strip_go(struct app *app, int64_t id)
{
    app_ask(app, ACTION_TAKE_UP_SESSION, id);
    app_ask(app, ACTION_MODE, APP_CLINIC);
}

// ---------------------------------------------------------------- a tile

static void colors_of(const struct theme *t, const struct watch_row *row, bool dim,
                      uint32_t *edge, uint32_t *figures)
{
    *edge = row->urgency == WATCH_URGENT ? theme_fade(t->alarm, dim ? 0.35f : 1)
            : row->urgency == WATCH_MIND ? t->amber
                                         : t->panel_edge;
    *figures = row->late                      ? t->alarm
               : row->urgency != WATCH_CALM ? t->amber
                                            : t->ink;
}

/* what is said under the name: the alarm's own words have no room here */
static const char *under(struct app *app, const struct watch_row *row)
{
    return row->practice ? app_text(app, "watch.practice") : row->brief;
}

static bool tile(struct app *app, struct gui *g, struct gui_rect r,
                 const struct watch_row *row)
{
    const struct theme *t = gui_theme(g);
    float s = app_scale(app), pad = PAD * s, figures, strong, small, needles;
    bool dim = !app->settings.reduced_motion && app->now_ms / 700 % 2;
    uint32_t edge, ink;
    char id[200];
    colors_of(t, row, dim, &edge, &ink);
    snprintf(id, sizeof id, "%s##strip%lld", row->who, (long long)row->id);
    gui_need(g, row->who);
    gui_bare_begin(g, id, r);
    struct gui_rect place;
    bool pressed = gui_tile(g, id, r.w, r.h, &place);
    gui_card(g, place);
    if (row->urgency == WATCH_URGENT)
        gui_box(g, place, 14 * s, theme_fade(t->alarm, 0.12f));
    place = (struct gui_rect){place.x + 1.5f * s, place.y + 1.5f * s, place.w - 3 * s,
                              place.h - 3 * s};
    gui_outline(g, place, 14 * s, (row->urgency == WATCH_CALM ? 1 : 2.5f) * s, edge);
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
                    row->lamp[0] ? t->warmth : t->ink_soft, under(app, row));
    gui_text(g, GUI_SMALL, r.x + r.w - pad, y + strong, GUI_RIGHT, t->ink_soft,
             row->count);
    gui_panel_end(g);
    return pressed;
}

static bool more_tile(struct app *app, struct gui *g, struct gui_rect r, int n)
{
    char text[96], id[128];
    struct gui_rect place;
    snprintf(text, sizeof text, "%s", app_text(app, "mode.board"));
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
static struct gui_rect room(const struct app *app)
{
    float s = app_scale(app), w = (float)app->view.port.width;
    bool wide = shell_layout(app) == SHELL_WIDE;
    float m = (shell_layout(app) == SHELL_TINY ? 6 : MARGIN) * s;
    float left = fmaxf(app->left.x + app->left.w, 0) + (app->left.w > 0 ? 12 * s : m);
    struct gui_rect r = {left, m, w - m - left, HEIGHT * s};
    const struct gui_rect *bar = &app->corner;
    if (wide && bar->x - 12 * s - left >= LEAST * s)
        r.w = bar->x - 12 * s - left;
    else
        r.y = bar->y + bar->h + 8 * s;
    return r;
}

void watch_strip(struct app *app, struct gui *g)
{
    if (!watch_strip_shows(app))
        return;
    struct watch_rows rows;
    watch_rows_make(&rows, live_session_watch(app->live), app_unix_ms(app), app->texts,
                    app->words);
    float s = app_scale(app), gap = GAP * s;
    struct gui_rect r = room(app), at = r;
    float width = r.w - (rows.n > 1 ? MORE * s + gap : 0);
    int fit = (int)((width + gap) / ((LEAST + GAP) * s));
    int n = fit < 1 ? 1 : fit < rows.n ? fit : rows.n;
    at.w = fminf((width - (float)(n - 1) * gap) / (float)n, WIDTH * s);
    for (int i = 0; i < n; i++, at.x += at.w + gap)
        if (tile(app, g, at, &rows.row[i]))
            watch_strip_go(app, rows.row[i].id);
    at.w = MORE * s;
    if (rows.n > 1 && more_tile(app, g, at, rows.n - n))
        app_ask(app, ACTION_MODE, APP_BOARD);
    app->top = fmaxf(app->top, r.y + r.h + gap);
}
