/* gui_check.c - the rows of a list that is worked through. All are alike in height as
 * long as a name takes one line, so that nothing moves under the finger; what has been
 * done is told by a tick as well as by its colour. */
#include <math.h>
#include <stdio.h>

#include "ui/gui_internal.h"

/* of a row, in design pixels */
enum { ROOM = 4, PAD = 12, MARK = 9, AFTER_MARK = 10, LEAD = 50, GAP = 4 };

static void draw_mark(struct gui *g, enum gui_check_mark mark, float x, float y,
                      bool heavy, uint32_t color)
{
    float r = gui_px(g, MARK), w = gui_px(g, heavy ? 3.4f : 1.8f);
    if (mark == GUI_CHECK_FULL) {
        gui_disc(g, x, y, r * 0.55f, color);
        gui_ring(g, x, y, r - w / 2, w, 0, 1, color);
    }
    if (mark == GUI_CHECK_BROKEN) {
        float k = r * 0.55f;
        gui_line(g, x - k, y - k, x + k, y + k, w, color);
        gui_line(g, x - k, y + k, x + k, y - k, w, color);
    }
    if (mark == GUI_CHECK_OPEN || mark == GUI_CHECK_BEGUN)
        gui_ring(g, x, y, r - w, w, 0, 1, color);
    if (mark == GUI_CHECK_BEGUN)
        gui_disc(g, x, y, r * 0.32f, color);
    if (mark == GUI_CHECK_AWAY)
        gui_line(g, x - r * 0.5f, y, x + r * 0.5f, y, w, color);
    if (mark != GUI_CHECK_DONE)
        return;
    gui_line(g, x - r * 0.6f, y + r * 0.05f, x - r * 0.15f, y + r * 0.5f, w, color);
    gui_line(g, x - r * 0.15f, y + r * 0.5f, x + r * 0.7f, y - r * 0.5f, w, color);
}

struct colors {
    uint32_t fill, bar, lead, title, detail, mark;
};

static struct colors colors_of(const struct theme *t, const struct gui_check *row)
{
    struct colors c = {0, 0, t->accent, t->ink, t->ink_soft, t->ink_faint};
    switch (row->tone) {
    case GUI_CHECK_QUIET:
        c.lead = c.title = t->ink_soft;
        break;
    case GUI_CHECK_NEXT:
    case GUI_CHECK_ASKS:
        c.fill = theme_fade(t->accent, row->tone == GUI_CHECK_ASKS ? 0.2f : 0.1f);
        c.bar = c.detail = c.mark = t->accent;
        break;
    case GUI_CHECK_PLAIN:
        break;
    }
    if (row->mark == GUI_CHECK_BEGUN || row->mark == GUI_CHECK_FULL)
        c.mark = t->accent;
    if (row->mark == GUI_CHECK_BROKEN)
        c.mark = c.detail = t->alarm;
    return c;
}

/* lead, title and detail between `x` and `x + width` */
static void draw_words(struct gui *g, const struct gui_check *row, const struct colors *c,
                       const float at[2], const float size[2], float title, float detail)
{
    float top = at[1] + (size[1] - title - detail) / 2, lead;
    gui_measure(g, GUI_STRONG, row->lead, 0, &lead, NULL);
    lead = fmaxf(lead + gui_px(g, 8), gui_px(g, LEAD));
    gui_text(g, GUI_STRONG, at[0], top, GUI_LEFT, c->lead, row->lead);
    gui_text_wrapped(g, GUI_STRONG, at[0] + lead, top, size[0] - lead, c->title,
                     row->title);
    if (row->detail)
        gui_text_wrapped(g, GUI_SMALL, at[0] + lead, top + title, size[0] - lead,
                         c->detail, row->detail);
}

enum gui_check_press gui_check_row(struct gui *g, const struct gui_check *row,
                                   struct gui_rect *place)
{
    const struct theme *t = gui_theme(g);
    char id[200];
    float x, y, lead, title, detail = 0, width = gui_panel_width(g);
    float more = row->more ? gui_touch(g) : gui_px(g, PAD);
    float left = gui_px(g, PAD + 2 * MARK + AFTER_MARK);
    *gui_chip_right(g) = -1;
    gui_measure(g, GUI_STRONG, row->lead, 0, &lead, NULL);
    lead = fmaxf(lead + gui_px(g, 8), gui_px(g, LEAD));
    float inner = width - left - more - lead;
    gui_measure(g, GUI_STRONG, row->title, inner, NULL, &title);
    if (row->detail)
        gui_measure(g, GUI_SMALL, row->detail, inner, NULL, &detail);
    float height = fmaxf(gui_touch(g) + gui_px(g, ROOM), title + detail + gui_px(g, 12));
    gui_cursor(g, &x, &y);
    snprintf(id, sizeof id, "%s/%s", row->lead, row->title);
    struct gui_rect all = {x, y, width, height};
    struct gui_item item = gui_item(g, id, width - (row->more ? more : 0), height);
    struct colors c = colors_of(t, row);
    if (c.fill || item.hovered)
        gui_box(g, all, gui_px(g, 8), c.fill ? c.fill : theme_fade(t->chip, 0.7f));
    if (c.bar)
        gui_box(g, (struct gui_rect){x, y, gui_px(g, 4), height}, gui_px(g, 2), c.bar);
    gui_focus_ring(g, &item, all, gui_px(g, 8));
    float line = gui_line_height(g, GUI_STRONG);
    draw_mark(g, row->mark, x + gui_px(g, PAD + MARK),
              y + (height - title - detail + line) / 2, row->tone == GUI_CHECK_NEXT,
              c.mark);
    draw_words(g, row, &c, (float[]){x + left, y}, (float[]){width - left - more, height},
               title, detail);
    bool opens = false;
    if (row->more) {
        gui_set_cursor(g, x + width - more, y + (height - gui_touch(g)) / 2);
        opens = gui_icon_button(g, row->more, GUI_ICON_MORE, true);
    }
    // the next one near, and each as far as the other
    gui_set_cursor(g, x, y);
    gui_reserve(g, width, height + gui_px(g, GAP) - gui_item_gap(g));
    if (place)
        *place = all;
    return opens ? GUI_CHECK_MORE : item.pressed ? GUI_CHECK_ROW : GUI_CHECK_NOTHING;
}
