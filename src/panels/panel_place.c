/* panel_place.c - where panels stand on this window; see shell.h. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "panels/panels.h"

enum { MARGIN = 24, WIDTH = 360, BAR = 68 /* the bar at the top with its margin */ };
/* design pixels */
static const float WIDE_FROM = 1040, TWO_COLUMNS_FROM = 760, COLUMN_LEAST = 430,
                   HEIGHT_LEAST = 330, SHEET_MOST = 620, TAB = 52,
                   BODY_LEAST = 110 /* under a head */, HEAD_LEAST = 70, LOW = 480;

static float design(const struct app *app, int pixels)
{
    return (float)pixels / app_scale(app);
}

enum shell_layout shell_layout(const struct app *app)
{
    const struct camera_port *port = &app->view.port;
    float w = design(app, port->width), h = design(app, port->height);
    if (w < COLUMN_LEAST || h < HEIGHT_LEAST)
        return SHELL_TINY;
    if (h > w * 1.05f)
        return SHELL_SHEET;
    return w >= WIDE_FROM ? SHELL_WIDE : SHELL_COLUMN;
}

static float panel_width(const struct app *app)
{
    // on a narrow window the body keeps more than a third of it
    float share = shell_layout(app) == SHELL_COLUMN ? 0.46f : 0.3f;
    return fminf(WIDTH * app_scale(app), (float)app->view.port.width * share);
}

static float margin(const struct app *app)
{
    return (shell_layout(app) == SHELL_TINY ? 6 : MARGIN) * app_scale(app);
}

struct gui_rect panel_left_rect(const struct app *app, float height)
{
    float m = margin(app), most = (float)app->view.port.height - 2 * m;
    return (struct gui_rect){m, m, panel_width(app),
                             height > 0 ? fminf(height, most) : most};
}

struct gui_rect panel_right_rect(const struct app *app, float top, float height)
{
    float m = margin(app), width = panel_width(app);
    float most = (float)app->view.port.height - m - top;
    return (struct gui_rect){(float)app->view.port.width - m - width, top, width,
                             height > 0 ? fminf(height, most) : most};
}

static bool two_wanted(const struct app *app)
{
    return app->shell->old_tab[0][0] && app->shell->old_tab[1][0];
}

/* the sheet at the lower edge: one panel, or two beside each other */
static struct gui_rect sheet_rect(const struct app *app, enum panel_side side)
{
    float s = app_scale(app), m = margin(app), w = (float)app->view.port.width,
          h = (float)app->view.port.height, top = h * 0.52f;
    struct gui_rect r = {m, top, w - 2 * m, h - m - top};
    bool columns = w / s >= TWO_COLUMNS_FROM;
    if (columns && two_wanted(app)) {
        r.w = (w - 3 * m) / 2;
        r.x += side == PANEL_RIGHT ? r.w + m : 0;
    } else if (columns) {
        r.w = fminf(r.w, SHEET_MOST * s);
        r.x = (w - r.w) / 2;
    } else {
        r.y += TAB * s;
        r.h -= TAB * s;
    }
    return r;
}

static bool is_tabbed(const struct app *app)
{
    enum shell_layout layout = shell_layout(app);
    return layout == SHELL_COLUMN || layout == SHELL_TINY ||
           (layout == SHELL_SHEET &&
            design(app, app->view.port.width) < TWO_COLUMNS_FROM);
}

static struct gui_rect place_rect(const struct app *app, const struct panel_place *place)
{
    float s = app_scale(app), m = margin(app), w = (float)app->view.port.width,
          h = (float)app->view.port.height;
    struct gui_rect r;
    switch (shell_layout(app)) {
    case SHELL_SHEET:
        r = sheet_rect(app, place->side);
        if (place->height > 0 && place->height < r.h && !is_tabbed(app)) {
            r.y += r.h - place->height;
            r.h = place->height;
        }
        return r;
    case SHELL_COLUMN:
        r = panel_left_rect(app, 0);
        r.y += TAB * s;
        r.h -= TAB * s;
        return r;
    case SHELL_TINY:
        return (struct gui_rect){m, m + TAB * s, w - 2 * m, h - 2 * m - TAB * s};
    case SHELL_WIDE:
        break;
    }
    if (place->side == PANEL_LEFT)
        return panel_left_rect(app, 0);
    r = panel_right_rect(app, (BAR + MARGIN) * s, place->height);
    r.h -= place->below;
    return r;
}

/* what the panel leaves free of the picture */
static void cover(struct app *app, const struct panel_place *place,
                  const struct gui_rect *r)
{
    enum shell_layout layout = shell_layout(app);
    if (layout != SHELL_WIDE)
        app->top = (BAR + 8) * app_scale(app);
    switch (layout) {
    case SHELL_SHEET:
        app->bottom = fmaxf(app->bottom, (float)app->view.port.height - r->y +
                                             (is_tabbed(app) ? TAB * app_scale(app) : 0));
        break;
    case SHELL_COLUMN:
        app->left = *r;
        break;
    case SHELL_WIDE:
        *(place->side == PANEL_LEFT ? &app->left : &app->right) = *r;
        break;
    case SHELL_TINY:
        break;
    }
}

/* Whether a panel may end where its content does. A sheet alone at the lower edge, and a
 * panel that has the window to itself, keep their place. */
static bool fits_content(const struct app *app, const struct panel_place *place)
{
    enum shell_layout layout = shell_layout(app);
    // a head asks for its room by itself, see panel_body
    return place->head == PANEL_SCROLLS &&
           (layout == SHELL_WIDE || layout == SHELL_COLUMN ||
            (layout == SHELL_SHEET && !is_tabbed(app)));
}

/* a very small window shows the body until asked otherwise */
static bool is_away(const struct app *app)
{
    return app->shell->away != (shell_layout(app) == SHELL_TINY);
}

/* what a head may take of the panel that is open */
static float head_room(const struct app *app)
{
    return app->shell->rect.h - app->shell->footer - BODY_LEAST * app_scale(app);
}

bool panel_begin(struct app *app, struct gui *g, const struct panel_place *place)
{
    struct shell *shell = app->shell;
    snprintf(shell->tab[place->side], sizeof shell->tab[0], "%s", place->tab);
    // what has just come is what was asked for
    if (!shell->old_tab[place->side][0] && shell->old_tab[!place->side][0])
        shell->front = place->side;
    bool alone = !shell->old_tab[!place->side][0];
    shell->rect = place_rect(app, place);
    shell->footer = place->footer * app_scale(app);
    shell->side = place->side;
    shell->measures = false;
    if (!fits_content(app, place))
        shell->content[place->side] = 0;
    else if (shell->content[place->side] > 0)
        shell->rect.h = fminf(shell->rect.h, shell->content[place->side]);
    shell->open = true;
    if (is_tabbed(app)) {
        if (is_away(app) || (!alone && shell->front != place->side))
            shell->open = false;
    }
    if (!shell->open)
        return false;
    shell->measures = fits_content(app, place);
    shell->place[place->side] = shell->rect;
    cover(app, place, &shell->rect);
    const char *id = place->side == PANEL_LEFT ? "left panel" : "right panel";
    float most = head_room(app);
    shell->headed = place->head == PANEL_HEADED && most >= HEAD_LEAST * app_scale(app);
    if (shell->headed)
        gui_head_begin(g, id, shell->rect, most);
    else
        gui_panel_begin_footed(g, id, shell->rect, shell->footer);
    return true;
}

void panel_body(struct app *app, struct gui *g)
{
    struct shell *shell = app->shell;
    if (!shell->headed)
        return;
    float head = fminf(gui_panel_end(g) - 8 * app_scale(app), head_room(app));
    struct gui_rect r = shell->rect;
    r.y += head;
    r.h -= head + shell->footer;
    shell->headed = false;
    gui_body_begin(g, "panel body", r);
}

float panel_end(struct app *app, struct gui *g)
{
    struct shell *shell = app->shell;
    float height = gui_panel_end(g);
    // of a panel with a footer, the footer ends after what was measured
    if (!shell->measures)
        return height;
    shell->measures = false;
    float content = height + shell->footer;
    if (fabsf(content - shell->content[shell->side]) > 0.5f)
        app_unsettle(app);
    shell->content[shell->side] = content;
    return height;
}

bool panel_is_low(const struct app *app)
{
    return app->shell->rect.h < LOW * app_scale(app);
}

void panel_footer(struct app *app, struct gui *g)
{
    gui_footer_begin(g, "panel footer", app->shell->rect, app->shell->footer);
}

void shell_begin_panels(struct app *app)
{
    struct shell *shell = app->shell;
    memcpy(shell->old_tab, shell->tab, sizeof shell->tab);
    memset(shell->tab, 0, sizeof shell->tab);
    memset(shell->place, 0, sizeof shell->place);
    shell->sought = false;
    // the one in front has gone
    if (!shell->old_tab[shell->front][0] && shell->old_tab[!shell->front][0])
        shell->front = !shell->front;
}

/* the names of the panels above the one in front, and a button that puts them away */
void panel_tabs(struct app *app, struct gui *g)
{
    struct shell *shell = app->shell;
    if (!is_tabbed(app) || (!shell->tab[0][0] && !shell->tab[1][0]))
        return;
    float s = app_scale(app), m = margin(app);
    enum shell_layout layout = shell_layout(app);
    struct panel_place place = {.side = shell->front};
    struct gui_rect r = place_rect(app, &place);
    float y = is_away(app) && layout == SHELL_SHEET
                  ? (float)app->view.port.height - m - 44 * s
                  : r.y - TAB * s;
    float width = layout == SHELL_TINY ? 48 * s : r.w;
    gui_bare_begin(g, "tabs", (struct gui_rect){r.x, y, width, 46 * s});
    bool sheet = layout == SHELL_SHEET;
    enum gui_icon icon = is_away(app) == sheet ? GUI_ICON_UP : GUI_ICON_DOWN;
    char name[160];
    snprintf(name, sizeof name, "%s##away",
             app_text(app, is_away(app) ? "panel.show" : "panel.hide"));
    if (gui_icon_button(g, name, icon, true))
        shell->away = !shell->away;
    if (layout != SHELL_TINY && shell->tab[0][0] && shell->tab[1][0]) {
        gui_same_line(g);
        const char *labels[2] = {shell->tab[0], shell->tab[1]};
        int choice = (int)shell->front;
        if (gui_segmented(g, "tab", labels, 2, &choice)) {
            shell->front = (enum panel_side)choice;
            shell->away = layout == SHELL_TINY;
        }
    }
    gui_panel_end(g);
}
