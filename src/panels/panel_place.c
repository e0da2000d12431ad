/* panel_place.c - where panels stand on this window; see shell.h. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "panels/eye.h"
#include "panels/panels.h"

enum { MARGIN = 24, WIDTH = 360 };
/* design pixels */
static const float WIDE_FROM = 1040, TWO_COLUMNS_FROM = 760, COLUMN_LEAST = 430,
                   HEIGHT_LEAST = 330, SHEET_MOST = 620,
                   BODY_LEAST = 110 /* under a head */, HEAD_LEAST = 70, LOW = 480;

static float design(const struct app_eye *eye, int pixels)
{
    return (float)pixels / eye_scale(eye);
}

enum shell_layout shell_layout(const struct app_eye *eye)
{
    const struct camera_port *port = &eye->port;
    float w = design(eye, port->width), h = design(eye, port->height);
    if (w < COLUMN_LEAST || h < HEIGHT_LEAST)
        return SHELL_TINY;
    if (h > w * 1.05f)
        return SHELL_SHEET;
    return w >= WIDE_FROM ? SHELL_WIDE : SHELL_COLUMN;
}

static float panel_width(const struct app_eye *eye)
{
    // on a narrow window the body keeps more than a third of it
    float share = shell_layout(eye) == SHELL_COLUMN ? 0.46f : 0.3f;
    return fminf(WIDTH * eye_scale(eye), (float)eye->port.width * share);
}

static float margin(const struct app_eye *eye)
{
    return (shell_layout(eye) == SHELL_TINY ? 6 : MARGIN) * eye_scale(eye);
}

/* the bar at the top with its margin, and the tabs above a panel with the gap below */
static float bar(const struct app_eye *eye)
{
    return eye_touch(eye) + MARGIN * eye_scale(eye);
}

static float tabs(const struct app_eye *eye)
{
    return eye_touch(eye) + 8 * eye_scale(eye);
}

struct gui_rect panel_left_rect(const struct app_eye *eye, float height)
{
    float m = margin(eye), most = (float)eye->port.height - 2 * m;
    return (struct gui_rect){m, m, panel_width(eye),
                             height > 0 ? fminf(height, most) : most};
}

struct gui_rect panel_right_rect(const struct app_eye *eye, float top, float height)
{
    float m = margin(eye), width = panel_width(eye);
    float most = (float)eye->port.height - m - top;
    return (struct gui_rect){(float)eye->port.width - m - width, top, width,
                             height > 0 ? fminf(height, most) : most};
}

static bool two_wanted(const struct shell *shell)
{
    return shell->old_tab[0][0] && shell->old_tab[1][0];
}

/* the sheet at the lower edge: one panel, or two beside each other */
static struct gui_rect sheet_rect(const struct shell *shell, const struct app_eye *eye,
                                  enum panel_side side)
{
    float s = eye_scale(eye), m = margin(eye), w = (float)eye->port.width,
          h = (float)eye->port.height, top = h * 0.52f;
    struct gui_rect r = {m, top, w - 2 * m, h - m - top};
    bool columns = w / s >= TWO_COLUMNS_FROM;
    if (columns && two_wanted(shell)) {
        r.w = (w - 3 * m) / 2;
        r.x += side == PANEL_RIGHT ? r.w + m : 0;
    } else if (columns) {
        r.w = fminf(r.w, SHEET_MOST * s);
        r.x = (w - r.w) / 2;
    } else {
        r.y += tabs(eye);
        r.h -= tabs(eye);
    }
    return r;
}

static bool is_tabbed(const struct app_eye *eye)
{
    enum shell_layout layout = shell_layout(eye);
    return layout == SHELL_COLUMN || layout == SHELL_TINY ||
           (layout == SHELL_SHEET && design(eye, eye->port.width) < TWO_COLUMNS_FROM);
}

bool panel_has_neighbour(const struct app_eye *eye)
{
    return shell_layout(eye) == SHELL_WIDE ||
           (shell_layout(eye) == SHELL_SHEET && !is_tabbed(eye));
}

static struct gui_rect place_rect(const struct shell *shell, const struct app_eye *eye,
                                  const struct panel_place *place)
{
    float s = eye_scale(eye), m = margin(eye), w = (float)eye->port.width,
          h = (float)eye->port.height;
    struct gui_rect r;
    switch (shell_layout(eye)) {
    case SHELL_SHEET:
        r = sheet_rect(shell, eye, place->side);
        if (place->height > 0 && place->height < r.h && !is_tabbed(eye)) {
            r.y += r.h - place->height;
            r.h = place->height;
        }
        return r;
    case SHELL_COLUMN:
        r = panel_left_rect(eye, 0);
        r.y += tabs(eye);
        r.h -= tabs(eye);
        return r;
    case SHELL_TINY:
        return (struct gui_rect){m, m + tabs(eye), w - 2 * m, h - 2 * m - tabs(eye)};
    case SHELL_WIDE:
        break;
    }
    if (place->side == PANEL_LEFT)
        return panel_left_rect(eye, 0);
    r = panel_right_rect(eye, bar(eye) + MARGIN * s, place->height);
    r.h -= place->below;
    return r;
}

/* what the panel leaves free of the picture */
static void cover(struct shell *shell, struct app_eye *eye,
                  const struct panel_place *place, const struct gui_rect *r)
{
    enum shell_layout layout = shell_layout(eye);
    if (layout != SHELL_WIDE)
        shell->top = bar(eye) + 8 * eye_scale(eye);
    switch (layout) {
    case SHELL_SHEET:
        shell->bottom = fmaxf(shell->bottom, (float)eye->port.height - r->y +
                                                 (is_tabbed(eye) ? tabs(eye) : 0));
        break;
    case SHELL_COLUMN:
        shell->left = *r;
        break;
    case SHELL_WIDE:
        *(place->side == PANEL_LEFT ? &shell->left : &shell->right) = *r;
        break;
    case SHELL_TINY:
        break;
    }
}

/* Whether a panel may end where its content does. A sheet alone at the lower edge, and a
 * panel that has the window to itself, keep their place. */
static bool fits_content(const struct app_eye *eye, const struct panel_place *place)
{
    enum shell_layout layout = shell_layout(eye);
    // a head asks for its room by itself, see panel_body
    return place->head == PANEL_SCROLLS &&
           (layout == SHELL_WIDE || layout == SHELL_COLUMN ||
            (layout == SHELL_SHEET && !is_tabbed(eye)));
}

/* a very small window shows the body until asked otherwise */
static bool is_away(const struct shell *shell, const struct app_eye *eye)
{
    return shell->away != (shell_layout(eye) == SHELL_TINY);
}

/* what a head may take of the panel that is open */
static float head_room(const struct shell *shell, const struct app_eye *eye)
{
    return shell->rect.h - shell->footer - BODY_LEAST * eye_scale(eye);
}

bool panel_begin(struct shell *shell, struct app_eye *eye, struct gui *g,
                 const struct panel_place *place)
{
    snprintf(shell->tab[place->side], sizeof shell->tab[0], "%s", place->tab);
    // what has just come is what was asked for
    if (!shell->old_tab[place->side][0] && shell->old_tab[!place->side][0])
        shell->front = place->side;
    bool alone = !shell->old_tab[!place->side][0];
    shell->rect = place_rect(shell, eye, place);
    shell->footer = place->footer;
    shell->side = place->side;
    shell->measures = false;
    if (!fits_content(eye, place))
        shell->content[place->side] = 0;
    else if (shell->content[place->side] > 0)
        shell->rect.h = fminf(shell->rect.h, shell->content[place->side]);
    shell->open = true;
    if (is_tabbed(eye)) {
        if (is_away(shell, eye) || (!alone && shell->front != place->side))
            shell->open = false;
    }
    if (!shell->open)
        return false;
    shell->measures = fits_content(eye, place);
    shell->place[place->side] = shell->rect;
    cover(shell, eye, place, &shell->rect);
    const char *id = place->side == PANEL_LEFT ? "left panel" : "right panel";
    float most = head_room(shell, eye);
    shell->headed = place->head == PANEL_HEADED && most >= HEAD_LEAST * gui_scale(g);
    if (shell->headed)
        gui_head_begin(g, id, shell->rect, most);
    else
        gui_panel_begin_footed(g, id, shell->rect, shell->footer);
    return true;
}

void panel_body(struct shell *shell, const struct app_eye *eye, struct gui *g)
{
    if (!shell->headed)
        return;
    float head = fminf(gui_panel_end(g) - 8 * gui_scale(g), head_room(shell, eye));
    struct gui_rect r = shell->rect;
    r.y += head;
    r.h -= head + shell->footer;
    shell->headed = false;
    gui_body_begin(g, "panel body", r);
}

float panel_end(struct shell *shell, struct sink *sink, struct gui *g)
{
    float height = gui_panel_end(g);
    // of a panel with a footer, the footer ends after what was measured
    if (!shell->measures)
        return height;
    shell->measures = false;
    float content = height + shell->footer;
    if (fabsf(content - shell->content[shell->side]) > 0.5f)
        sink_unsettle(sink);
    shell->content[shell->side] = content;
    return height;
}

bool panel_is_low(const struct shell *shell, const struct app_eye *eye)
{
    return shell->rect.h < LOW * eye_scale(eye);
}

void panel_footer(const struct shell *shell, struct gui *g)
{
    gui_footer_begin(g, "panel footer", shell->rect, shell->footer);
}

void shell_begin_panels(struct shell *shell)
{
    memcpy(shell->old_tab, shell->tab, sizeof shell->tab);
    memset(shell->tab, 0, sizeof shell->tab);
    memset(shell->place, 0, sizeof shell->place);
    shell->sought = false;
    // the one in front has gone
    if (!shell->old_tab[shell->front][0] && shell->old_tab[!shell->front][0])
        shell->front = !shell->front;
}

/* the names of the panels above the one in front, and a button that puts them away */
void shell_tabs(struct shell *shell, const struct app_eye *eye, const struct texts *texts,
                struct sink *sink, struct gui *g)
{
    if (!is_tabbed(eye) || (!shell->tab[0][0] && !shell->tab[1][0]))
        return;
    float s = gui_scale(g), m = margin(eye);
    enum shell_layout layout = shell_layout(eye);
    struct panel_place place = {.side = shell->front};
    struct gui_rect r = place_rect(shell, eye, &place);
    float y = is_away(shell, eye) && layout == SHELL_SHEET
                  ? (float)eye->port.height - m - eye_touch(eye)
                  : r.y - tabs(eye);
    float width = layout == SHELL_TINY ? 48 * s : r.w;
    gui_bare_begin(g, "tabs", (struct gui_rect){r.x, y, width, eye_touch(eye) + 2 * s});
    bool sheet = layout == SHELL_SHEET;
    enum gui_icon icon = is_away(shell, eye) == sheet ? GUI_ICON_UP : GUI_ICON_DOWN;
    char name[160];
    snprintf(name, sizeof name, "%s##away",
             text_of(texts, is_away(shell, eye) ? "panel.show" : "panel.hide"));
    if (gui_icon_button(g, name, icon, true))
        sink_put_bool(sink, &shell->away, !shell->away);
    if (layout != SHELL_TINY && shell->tab[0][0] && shell->tab[1][0]) {
        gui_same_line(g);
        const char *labels[2] = {shell->tab[0], shell->tab[1]};
        int choice = (int)shell->front;
        if (gui_segmented(g, "tab", labels, 2, &choice)) {
            enum panel_side front = (enum panel_side)choice;
            sink_put(sink, &shell->front, &front, sizeof front);
            sink_put_bool(sink, &shell->away, layout == SHELL_TINY);
        }
    }
    gui_panel_end(g);
}
