/* gui_widgets.c - the widgets in deqi's own style. Each reserves an item and draws
 * itself, so that nothing looks like a tool for programmers. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ui/gui_core.h"

static float px(const struct gui *g, float design)
{
    return design * gui_scale(g);
}

/* the part of a label before "##" */
static const char *shown(const char *label, char *buffer, size_t size)
{
    const char *hash = strstr(label, "##");
    snprintf(buffer, size, "%.*s", hash ? (int)(hash - label) : (int)strlen(label),
             label);
    return buffer;
}

static void focus_ring(struct gui *g, const struct gui_item *item, struct gui_rect rect,
                       float rounding)
{
    if (item->focused)
        gui_outline(g, rect, rounding, px(g, 2), gui_theme(g)->accent);
}

static void end_chips(struct gui *g)
{
    *gui_chip_right(g) = -1;
}

// ---------------------------------------------------------------- text blocks

void gui_space(struct gui *g, float design_px)
{
    end_chips(g);
    gui_reserve(g, 1, fmaxf(0, px(g, design_px) - gui_item_gap(g)));
}

void gui_divider(struct gui *g)
{
    end_chips(g);
    float x, y;
    gui_cursor(g, &x, &y);
    gui_line(g, x, y, x + gui_panel_width(g), y, 1, gui_theme(g)->divider);
    gui_reserve(g, 1, 1);
}

void gui_paragraph(struct gui *g, enum gui_font font, uint32_t color, const char *text)
{
    end_chips(g);
    float x, y, wrap = gui_panel_width(g);
    gui_cursor(g, &x, &y);
    gui_reserve(g, wrap, gui_text_wrapped(g, font, x, y, wrap, color, text));
}

void gui_heading(struct gui *g, const char *text)
{
    gui_paragraph(g, GUI_TITLE, gui_theme(g)->ink, text);
}

void gui_caption(struct gui *g, const char *text)
{
    gui_paragraph(g, GUI_STRONG, gui_theme(g)->ink_soft, text);
}

void gui_notice(struct gui *g, const char *title, const char *text, bool alarm)
{
    const struct theme *t = gui_theme(g);
    end_chips(g);
    float pad = px(g, 12), edge = px(g, 3), width = gui_panel_width(g);
    float inner = width - 2 * pad - edge, title_height = 0, text_height = 0;
    if (title)
        gui_measure(g, GUI_STRONG, title, inner, NULL, &title_height);
    if (text)
        gui_measure(g, GUI_SMALL, text, inner, NULL, &text_height);
    float gap = title && text ? px(g, 4) : 0, x, y;
    float height = title_height + text_height + gap + 2 * pad;
    gui_cursor(g, &x, &y);
    uint32_t color = alarm ? t->alarm : t->amber;
    uint32_t soft = alarm ? theme_fade(t->alarm, 0.12f) : t->amber_soft;
    gui_box(g, (struct gui_rect){x, y, width, height}, px(g, 6), soft);
    gui_box(g, (struct gui_rect){x, y, edge, height}, px(g, 1.5f), color);
    x += edge + pad;
    if (title)
        gui_text_wrapped(g, GUI_STRONG, x, y + pad, inner, t->ink, title);
    if (text)
        gui_text_wrapped(g, GUI_SMALL, x, y + pad + title_height + gap, inner,
                         t->ink_soft, text);
    gui_reserve(g, width, height);
}

// ---------------------------------------------------------------- buttons and chips

struct pill_colors {
    uint32_t fill, hover, text;
};

static struct pill_colors pill_colors(const struct theme *t, enum gui_button_style style,
                                      bool enabled)
{
    if (!enabled)
        return (struct pill_colors){theme_fade(t->chip, 0.6f), theme_fade(t->chip, 0.6f),
                                    t->ink_faint};
    switch (style) {
    case GUI_PRIMARY:
        return (struct pill_colors){t->accent, t->accent_hover, t->on_accent};
    case GUI_WARM:
        return (struct pill_colors){t->warmth, t->warmth,
                                    t->dark ? 0x1A0D07FF : 0xFFFFFFFF};
    case GUI_AMBER:
        return (struct pill_colors){t->amber_soft, theme_fade(t->amber, 0.3f), t->ink};
    case GUI_GHOST:
        return (struct pill_colors){0, t->chip, t->ink_soft};
    case GUI_QUIET:
        break;
    }
    return (struct pill_colors){t->chip, t->chip_hover, t->ink};
}

static bool pill(struct gui *g, const char *label, enum gui_font font,
                 struct pill_colors c, float height, float pad, bool enabled)
{
    char text[256];
    float w, h;
    gui_measure(g, font, shown(label, text, sizeof text), 0, &w, &h);
    struct gui_item item = gui_item(g, label, w + 2 * pad, height);
    struct gui_rect r = item.rect;
    bool hot = enabled && (item.hovered || item.held);
    gui_box(g, r, r.h / 2, hot ? c.hover : c.fill);
    gui_text(g, font, r.x + pad, r.y + (r.h - h) / 2, GUI_LEFT, c.text, text);
    focus_ring(g, &item, r, r.h / 2);
    return item.pressed && enabled;
}

bool gui_button(struct gui *g, const char *label, enum gui_button_style style,
                bool enabled)
{
    end_chips(g);
    return pill(g, label, GUI_STRONG, pill_colors(gui_theme(g), style, enabled),
                px(g, 44), px(g, 18), enabled);
}

bool gui_chip(struct gui *g, const char *label, bool on)
{
    char text[256];
    float pad = px(g, 13), width, x, y, gap = gui_item_gap(g);
    gui_measure(g, GUI_BODY, shown(label, text, sizeof text), 0, &width, NULL);
    width += 2 * pad;
    // stay on the line while there is room
    float *right = gui_chip_right(g);
    gui_cursor(g, &x, &y);
    if (*right >= 0 && *right + gap + width <= x + gui_panel_width(g))
        gui_same_line(g);
    gui_cursor(g, &x, &y);
    struct pill_colors c = pill_colors(gui_theme(g), on ? GUI_PRIMARY : GUI_QUIET, true);
    bool pressed = pill(g, label, GUI_BODY, c, px(g, 44), pad, true);
    *right = x + width;
    return pressed;
}

bool gui_segmented(struct gui *g, const char *id, const char *const *labels, int n,
                   int *choice)
{
    const struct theme *t = gui_theme(g);
    end_chips(g);
    enum { MOST = 16 };
    float width[MOST], height = px(g, 44), inset = px(g, 4), total = 2 * inset, x0, y0;
    n = n > MOST ? MOST : n;
    for (int i = 0; i < n; i++) {
        gui_measure(g, GUI_STRONG, labels[i], 0, &width[i], NULL);
        width[i] += px(g, 36);
        total += width[i];
    }
    gui_cursor(g, &x0, &y0);
    gui_box(g, (struct gui_rect){x0, y0, total, height}, height / 2, t->chip);
    float x = x0 + inset, line = gui_line_height(g, GUI_STRONG);
    bool changed = false;
    for (int i = 0; i < n; i++) {
        char label[128];
        snprintf(label, sizeof label, "%s##%s", labels[i], id);
        gui_set_cursor(g, x, y0);
        struct gui_item item = gui_item(g, label, width[i], height);
        if (item.pressed && *choice != i) {
            *choice = i;
            changed = true;
        }
        struct gui_rect cell = {x, y0 + inset, width[i], height - 2 * inset};
        if (*choice == i || item.hovered)
            gui_box(g, cell, cell.h / 2, *choice == i ? t->accent : t->chip_hover);
        focus_ring(g, &item, cell, cell.h / 2);
        gui_text(g, GUI_STRONG, x + width[i] / 2, y0 + (height - line) / 2, GUI_CENTRE,
                 *choice == i ? t->on_accent : t->ink_soft, labels[i]);
        x += width[i];
    }
    gui_set_cursor(g, x0, y0);
    gui_reserve(g, total, height);
    return changed;
}

// ---------------------------------------------------------------- rows and fields

bool gui_list_row(struct gui *g, const struct gui_row *row)
{
    const struct theme *t = gui_theme(g);
    end_chips(g);
    float pad = px(g, 8), lead = 0, mark = 0, title = 0, detail = 0;
    float width = gui_panel_width(g);
    if (row->lead) {
        gui_measure(g, GUI_STRONG, row->lead, 0, &lead, NULL);
        lead = fmaxf(lead + px(g, 12), px(g, 68));
    }
    if (row->mark)
        gui_measure(g, GUI_SMALL, row->mark, 0, &mark, NULL);
    float inner = width - lead - (row->mark ? mark + pad : 0);
    if (row->title)
        gui_measure(g, GUI_STRONG, row->title, inner, NULL, &title);
    if (row->detail)
        gui_measure(g, GUI_SMALL, row->detail, inner, NULL, &detail);
    float gap = row->title && row->detail ? px(g, 3) : 0;
    float height = fmaxf(title + detail + gap + 2 * pad, px(g, 44));
    char id[160];
    snprintf(id, sizeof id, "%s/%s/%s", row->lead ? row->lead : "",
             row->title ? row->title : "", row->mark ? row->mark : "");
    struct gui_item item = gui_item(g, id, width, height);
    struct gui_rect box = {item.rect.x - pad, item.rect.y, width + 2 * pad, height};
    if (row->selected || item.hovered)
        gui_box(g, box, px(g, 8),
                row->selected ? theme_fade(t->accent, 0.12f) : theme_fade(t->chip, 0.7f));
    focus_ring(g, &item, box, px(g, 8));
    float dim = row->dim ? 0.55f : 1, x = item.rect.x;
    float top = item.rect.y + fmaxf(pad, (height - title - detail - gap) / 2);
    if (row->lead)
        gui_text(g, GUI_STRONG, x, top, GUI_LEFT,
                 theme_fade(row->lead_color ? row->lead_color : t->accent, dim),
                 row->lead);
    if (row->title)
        gui_text_wrapped(g, GUI_STRONG, x + lead, top, inner, theme_fade(t->ink, dim),
                         row->title);
    if (row->detail)
        gui_text_wrapped(g, GUI_SMALL, x + lead, top + title + gap, inner,
                         theme_fade(t->ink_soft, dim), row->detail);
    if (row->mark)
        gui_text(g, GUI_SMALL, x + width, top, GUI_RIGHT, t->ink_soft, row->mark);
    return item.pressed;
}

bool gui_search(struct gui *g, const char *hint, char *text, size_t size)
{
    end_chips(g);
    return gui_field(g, "search", hint, text, size, px(g, 14));
}

bool gui_input_text(struct gui *g, const char *label, char *text, size_t size)
{
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, label);
    return gui_field(g, label, NULL, text, size, px(g, 13));
}

bool gui_slider(struct gui *g, const char *label, float *value, float min, float max,
                const char *format)
{
    const struct theme *t = gui_theme(g);
    end_chips(g);
    char number[64], text[128];
    float width = gui_panel_width(g), line = gui_line_height(g, GUI_SMALL);
    struct gui_item item = gui_item(g, label, width, px(g, 48));
    struct gui_rect r = item.rect;
    float knob = px(g, 8), span = width - 2 * knob, next = *value;
    if (item.held) {
        float f = (item.pointer_x - r.x - knob) / span;
        next = min + fminf(fmaxf(f, 0), 1) * (max - min);
    }
    next += (float)item.steps * (max - min) / 20;
    next = fminf(fmaxf(next, min), max);
    bool changed = next != *value;
    *value = next;
    snprintf(number, sizeof number, format, (double)next);
    gui_text(g, GUI_SMALL, r.x, r.y, GUI_LEFT, t->ink_soft,
             shown(label, text, sizeof text));
    gui_text_tabular(g, GUI_SMALL, r.x + width, r.y, GUI_RIGHT, t->ink, number);
    float y = r.y + line + (r.h - line) / 2;
    float x = r.x + knob + (max > min ? (next - min) / (max - min) : 0) * span;
    gui_line(g, r.x + knob, y, r.x + knob + span, y, px(g, 3), t->track);
    gui_line(g, r.x + knob, y, x, y, px(g, 3), t->accent);
    gui_disc(g, x, y, knob, t->accent);
    focus_ring(g, &item,
               (struct gui_rect){x - knob - 2, y - knob - 2, 2 * knob + 4, 2 * knob + 4},
               knob + 2);
    return changed;
}

bool gui_checkbox(struct gui *g, const char *label, bool *on)
{
    const struct theme *t = gui_theme(g);
    end_chips(g);
    float box = px(g, 22), line = gui_line_height(g, GUI_BODY);
    struct gui_item item = gui_item(g, label, gui_panel_width(g), px(g, 44));
    if (item.pressed)
        *on = !*on;
    struct gui_rect r = {item.rect.x, item.rect.y + (item.rect.h - box) / 2, box, box};
    gui_box(g, r, px(g, 6), *on ? t->accent : t->chip);
    if (*on) {
        float x = r.x, y = r.y, w = px(g, 2);
        gui_line(g, x + box * 0.25f, y + box * 0.52f, x + box * 0.43f, y + box * 0.7f, w,
                 t->on_accent);
        gui_line(g, x + box * 0.43f, y + box * 0.7f, x + box * 0.76f, y + box * 0.32f, w,
                 t->on_accent);
    }
    focus_ring(g, &item, r, px(g, 6));
    char text[256];
    gui_text(g, GUI_BODY, r.x + box + px(g, 12), item.rect.y + (item.rect.h - line) / 2,
             GUI_LEFT, t->ink, shown(label, text, sizeof text));
    return item.pressed;
}
