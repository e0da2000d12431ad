/* gui_widgets.c - the widgets in deqi's own style. Each reserves an item and draws
 * itself, so that nothing looks like a tool for programmers. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/cut.h"
#include "ui/gui_core.h"

static float px(const struct gui *g, float design)
{
    return design * gui_scale(g);
}

/* the part of a label before "##" */
static const char *shown(const char *label, char *buffer, size_t size)
{
    const char *hash = strstr(label, "##");
    cut_print(buffer, size, "%.*s", hash ? (int)(hash - label) : (int)strlen(label),
              label);
    return buffer;
}

/* round the widget, with a line of the panel's colour between, so that it is seen on what
 * is the ring's colour itself */
static void focus_ring(struct gui *g, const struct gui_item *item, struct gui_rect r,
                       float rounding)
{
    float w = px(g, 2), grow = w / 2;
    if (!item->focused)
        return;
    const uint32_t color[2] = {gui_theme(g)->panel | 0xFF, gui_theme(g)->accent};
    for (int i = 0; i < 2; i++, grow += w)
        gui_outline(
            g, (struct gui_rect){r.x - grow, r.y - grow, r.w + 2 * grow, r.h + 2 * grow},
            rounding + grow, w, color[i]);
}

static void end_chips(struct gui *g)
{
    *gui_chip_right(g) = -1;
}

void gui_text_cut(struct gui *g, enum gui_font font, float x, float y, float width,
                  uint32_t color, const char *text)
{
    char cut[512];
    float w;
    gui_measure(g, font, text, 0, &w, NULL);
    if (w <= width) {
        gui_text(g, font, x, y, GUI_LEFT, color, text);
        return;
    }
    // one character less until the rest and the ellipsis fit
    size_t n = cut_length(text, sizeof cut - 4);
    while (n > 0 && w > width) {
        n = cut_length(text, n - 1);
        snprintf(cut, sizeof cut, "%.*s\u2026", (int)n, text);
        gui_measure(g, font, cut, 0, &w, NULL);
    }
    gui_text(g, font, x, y, GUI_LEFT, color, n > 0 ? cut : "");
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

bool gui_card_head(struct gui *g, const char *title, const char *close)
{
    end_chips(g);
    char name[160];
    float x, y, width = gui_panel_width(g), side = px(g, 44);
    gui_cursor(g, &x, &y);
    gui_text_cut(g, GUI_TITLE, x, y + (side - gui_line_height(g, GUI_TITLE)) / 2,
                 width - side, gui_theme(g)->ink, title);
    // the cross itself, not the room around it, ends where the content does
    gui_set_cursor(g, x + width - side + px(g, 12), y);
    snprintf(name, sizeof name, "%s##close", close);
    return gui_icon_button(g, name, GUI_ICON_CLOSE, true);
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

struct pill {
    enum gui_font font;
    float width, height; /* width 0: as wide as its text */
    float pad, inset;    /* `inset`: drawn this much lower than it can be touched */
    bool enabled;
};

static bool pill(struct gui *g, const char *label, struct pill_colors c,
                 const struct pill *p)
{
    char text[256];
    float w, h, most = gui_panel_width(g);
    gui_measure(g, p->font, shown(label, text, sizeof text), 0, &w, &h);
    float width = p->width > 0 ? p->width : fminf(w + 2 * p->pad, most);
    struct gui_item item = p->enabled ? gui_item(g, label, width, p->height)
                                      : gui_item_off(g, label, width, p->height);
    struct gui_rect r = {item.rect.x, item.rect.y + p->inset, width,
                         p->height - 2 * p->inset};
    bool hot = p->enabled && (item.hovered || item.held);
    gui_box(g, r, r.h / 2, hot ? c.hover : c.fill);
    float room = width - 2 * p->pad;
    gui_text_cut(g, p->font, r.x + p->pad + fmaxf(room - w, 0) / 2, r.y + (r.h - h) / 2,
                 room + 1, c.text, text);
    focus_ring(g, &item, r, r.h / 2);
    return item.pressed && p->enabled;
}

bool gui_button(struct gui *g, const char *label, enum gui_button_style style,
                bool enabled)
{
    end_chips(g);
    struct pill p = {.font = GUI_STRONG,
                     .height = px(g, 44),
                     .pad = px(g, 18),
                     .inset = px(g, 2),
                     .enabled = enabled};
    return pill(g, label, pill_colors(gui_theme(g), style, enabled), &p);
}

bool gui_wide_button(struct gui *g, const char *label, enum gui_button_style style,
                     bool enabled)
{
    end_chips(g);
    struct pill p = {.font = GUI_STRONG,
                     .width = gui_panel_width(g),
                     .height = px(g, 44),
                     .pad = px(g, 14),
                     .enabled = enabled};
    return pill(g, label, pill_colors(gui_theme(g), style, enabled), &p);
}

/* lines of an icon in a square of -1 .. 1, in pairs of ends; y down */
static const float ICONS[][20] = {
    [GUI_ICON_MENU] = {-0.8f, -0.6f, 0.8f, -0.6f, -0.8f, 0, 0.8f, 0, -0.8f, 0.6f, 0.8f,
                       0.6f},
    [GUI_ICON_CLOSE] = {-0.6f, -0.6f, 0.6f, 0.6f, -0.6f, 0.6f, 0.6f, -0.6f},
    [GUI_ICON_UNDO] = {-0.8f, -0.2f, -0.3f, -0.7f, -0.8f, -0.2f, -0.3f, 0.3f, -0.8f,
                       -0.2f, 0.3f, -0.2f},
    [GUI_ICON_REDO] = {0.8f, -0.2f, 0.3f, -0.7f, 0.8f, -0.2f, 0.3f, 0.3f, 0.8f, -0.2f,
                       -0.3f, -0.2f},
    [GUI_ICON_UP] = {-0.7f, 0.35f, 0, -0.35f, 0, -0.35f, 0.7f, 0.35f},
    [GUI_ICON_DOWN] = {-0.7f, -0.35f, 0, 0.35f, 0, 0.35f, 0.7f, -0.35f},
};

static void draw_icon(struct gui *g, enum gui_icon icon, float x, float y, uint32_t color)
{
    float r = px(g, 8), w = px(g, 1.8f);
    if (icon == GUI_ICON_MORE) {
        for (int i = -1; i <= 1; i++)
            gui_disc(g, x + (float)i * r * 0.7f, y, px(g, 1.8f), color);
        return;
    }
    const float *l = ICONS[icon];
    for (int i = 0; i + 3 < 20 && (l[i] || l[i + 1] || l[i + 2] || l[i + 3]); i += 4)
        gui_line(g, x + l[i] * r, y + l[i + 1] * r, x + l[i + 2] * r, y + l[i + 3] * r, w,
                 color);
    // the bend of the arrow
    float bend = icon == GUI_ICON_UNDO ? 1.0f : icon == GUI_ICON_REDO ? -1.0f : 0;
    if (bend == 0)
        return;
    for (int i = 0; i < 8; i++) {
        float a = -1.5708f + (float)i * 0.3927f, b = a + 0.3927f, q = 0.42f * r;
        float cx = x + bend * 0.3f * r, cy = y - 0.2f * r + q;
        gui_line(g, cx + bend * q * cosf(a), cy + q * sinf(a), cx + bend * q * cosf(b),
                 cy + q * sinf(b), w, color);
    }
}

bool gui_icon_button(struct gui *g, const char *name, enum gui_icon icon, bool enabled)
{
    const struct theme *t = gui_theme(g);
    char text[256];
    end_chips(g);
    float side = px(g, 44), inset = px(g, 4);
    struct gui_item item =
        enabled ? gui_item(g, name, side, side) : gui_item_off(g, name, side, side);
    struct gui_rect r = {item.rect.x + inset, item.rect.y + inset, side - 2 * inset,
                         side - 2 * inset};
    if (enabled && (item.hovered || item.held))
        gui_box(g, r, r.h / 2, t->chip_hover);
    draw_icon(g, icon, r.x + r.w / 2, r.y + r.h / 2,
              enabled ? t->ink_soft : theme_fade(t->ink_faint, 0.6f));
    focus_ring(g, &item, r, r.h / 2);
    if (item.hovered && *shown(name, text, sizeof text))
        gui_tooltip(g, text);
    return item.pressed && enabled;
}

bool gui_fold(struct gui *g, const char *title, const char *summary, bool *open)
{
    const struct theme *t = gui_theme(g);
    end_chips(g);
    char text[256];
    float width = gui_panel_width(g), h, name;
    struct gui_item item = gui_item(g, title, width, px(g, 44));
    if (item.pressed)
        *open = !*open;
    struct gui_rect r = item.rect, box = {r.x - px(g, 8), r.y, width + px(g, 16), r.h};
    if (item.hovered)
        gui_box(g, box, px(g, 8), theme_fade(t->chip, 0.7f));
    gui_line(g, r.x, r.y, r.x + width, r.y, 1, t->divider);
    focus_ring(g, &item, box, px(g, 8));
    gui_measure(g, GUI_STRONG, shown(title, text, sizeof text), 0, &name, &h);
    float y = r.y + r.h / 2, mid = r.x + width - px(g, 7), arm = px(g, 6);
    gui_text_cut(g, GUI_STRONG, r.x, y - h / 2, width - px(g, 28), t->ink_soft, text);
    gui_line(g, mid - arm, y, mid + arm, y, px(g, 1.6f), t->ink_soft);
    if (!*open)
        gui_line(g, mid, y - arm, mid, y + arm, px(g, 1.6f), t->ink_soft);
    float left = r.x + name + px(g, 16), room = mid - arm - px(g, 12) - left;
    if (!summary || !*summary || room < px(g, 30))
        return *open;
    float w;
    gui_measure(g, GUI_BODY, summary, 0, &w, &h);
    gui_text_cut(g, GUI_BODY, left + fmaxf(room - w, 0), y - h / 2, room + 1, t->ink,
                 summary);
    return *open;
}

bool gui_answer(struct gui *g, const char *label, const char *no, const char *yes,
                int *value)
{
    const struct theme *t = gui_theme(g);
    end_chips(g);
    char text[256], id[320];
    float width = gui_panel_width(g), x, y, w[2], pad = px(g, 13), h;
    const char *const word[2] = {no, yes};
    for (int i = 0; i < 2; i++) {
        gui_measure(g, GUI_BODY, word[i], 0, &w[i], NULL);
        w[i] += 2 * pad;
    }
    float room = width - w[0] - w[1] - px(g, 20);
    gui_cursor(g, &x, &y);
    gui_measure(g, GUI_BODY, shown(label, text, sizeof text), room, NULL, &h);
    float height = fmaxf(px(g, 44), h + px(g, 8));
    gui_text_wrapped(g, GUI_BODY, x, y + (height - h) / 2, room, t->ink, text);
    bool changed = false;
    float at = x + width - w[0] - w[1] - px(g, 6);
    for (int i = 0; i < 2; i++) {
        snprintf(id, sizeof id, "%s##%s", word[i], label);
        gui_set_cursor(g, at, y + (height - px(g, 44)) / 2);
        struct pill p = {.font = GUI_BODY,
                         .height = px(g, 44),
                         .pad = pad,
                         .inset = px(g, 5),
                         .enabled = true};
        bool on = *value == i + 1;
        if (pill(g, id, pill_colors(t, on ? GUI_PRIMARY : GUI_QUIET, true), &p)) {
            *value = on ? 0 : i + 1;
            changed = true;
        }
        at += w[i] + px(g, 6);
    }
    gui_set_cursor(g, x, y);
    gui_reserve(g, width, height - gui_item_gap(g));
    return changed;
}

void gui_progress(struct gui *g, float fraction)
{
    const struct theme *t = gui_theme(g);
    end_chips(g);
    float x, y, width = gui_panel_width(g), h = px(g, 6);
    gui_cursor(g, &x, &y);
    gui_box(g, (struct gui_rect){x, y + h, width, h}, h / 2, t->track);
    gui_box(g, (struct gui_rect){x, y + h, width * fminf(fmaxf(fraction, 0.02f), 1), h},
            h / 2, t->accent);
    gui_reserve(g, width, 3 * h);
}

/* Moves the cursor to where the next chip stands: on the line while there is room; lines
 * of chips need no gap between. */
static void flow(struct gui *g, float width)
{
    float x, y, gap = gui_item_gap(g), *right = gui_chip_right(g);
    gui_cursor(g, &x, &y);
    if (*right >= 0 && *right + gap + width <= x + gui_panel_width(g))
        gui_same_line(g);
    else if (*right >= 0)
        gui_set_cursor(g, x, y - gap);
    gui_cursor(g, &x, &y);
    *right = x + width;
}

bool gui_chip(struct gui *g, const char *label, bool on)
{
    char text[256];
    float pad = px(g, 13), width;
    gui_measure(g, GUI_BODY, shown(label, text, sizeof text), 0, &width, NULL);
    flow(g, fminf(width + 2 * pad, gui_panel_width(g)));
    struct pill_colors c = pill_colors(gui_theme(g), on ? GUI_PRIMARY : GUI_QUIET, true);
    struct pill p = {.font = GUI_BODY,
                     .height = px(g, 44),
                     .pad = pad,
                     .inset = px(g, 5),
                     .enabled = true};
    return pill(g, label, c, &p);
}

/* the point of a rounded rectangle's edge that lies `along` it from its upper left */
static void edge_point(const struct gui_rect *r, float rounding, float along, float *x,
                       float *y)
{
    const float turn = 1.5708f;
    float w = r->w - 2 * rounding, h = r->h - 2 * rounding, arc = turn * rounding;
    const float side[4] = {w, h, w, h};
    int k = 0;
    while (k < 3 && along > side[k] + arc)
        along -= side[k++] + arc;
    // as if the side were the upper one, then turned to its place
    float bent = fmaxf(along - side[k], 0), a = rounding > 0 ? bent / rounding : 0;
    float u = fminf(along, side[k]) - side[k] / 2 + rounding * sinf(a),
          v = -(k % 2 ? r->w : r->h) / 2 + rounding * (1 - cosf(a));
    const float c[4] = {1, 0, -1, 0}, s[4] = {0, 1, 0, -1};
    *x = r->x + r->w / 2 + c[k] * u - s[k] * v;
    *y = r->y + r->h / 2 + s[k] * u + c[k] * v;
}

static void dashed_outline(struct gui *g, struct gui_rect r, float rounding, float width,
                           uint32_t color)
{
    float around = 2 * (r.w + r.h) - 8 * rounding + 6.28319f * rounding;
    int n = (int)fmaxf(around / px(g, 8), 4);
    for (int i = 0; i < n; i++) {
        float step = around / (float)n, x[3], y[3];
        for (int k = 0; k < 3; k++)
            edge_point(&r, rounding, ((float)i + 0.3f * (float)k) * step, &x[k], &y[k]);
        gui_line(g, x[0], y[0], x[1], y[1], width, color);
        gui_line(g, x[1], y[1], x[2], y[2], width, color);
    }
}

bool gui_choice(struct gui *g, const char *label, enum gui_choice state)
{
    const struct theme *t = gui_theme(g);
    char text[400];
    float pad = px(g, 14), inset = px(g, 4), width, height,
          most = gui_panel_width(g) - 2 * pad;
    gui_measure(g, GUI_BODY, shown(label, text, sizeof text), most, &width, &height);
    flow(g, width + 2 * pad);
    struct gui_item item = gui_item(g, label, width + 2 * pad,
                                    fmaxf(px(g, 44), height + px(g, 22) + 2 * inset));
    struct gui_rect r = {item.rect.x, item.rect.y + inset, item.rect.w,
                         item.rect.h - 2 * inset};
    float rounding = px(g, 18);
    bool hot = state == GUI_CHOICE_OPEN && (item.hovered || item.held);
    if (state != GUI_CHOICE_MISSED)
        gui_box(g, r, rounding,
                state == GUI_CHOICE_RIGHT ? t->accent
                : hot                     ? t->chip_hover
                                          : t->chip);
    else
        dashed_outline(g, r, rounding, px(g, 1.5f), t->ink);
    gui_text_wrapped(g, GUI_BODY, r.x + pad, r.y + (r.h - height) / 2, most,
                     state == GUI_CHOICE_RIGHT ? t->on_accent : t->ink, text);
    focus_ring(g, &item, r, rounding);
    return item.pressed;
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
    // too wide: all alike, and cut
    float most = gui_room(g);
    if (total > most && n > 0) {
        for (int i = 0; i < n; i++)
            width[i] = (most - 2 * inset) / (float)n;
        total = most;
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
        float text;
        gui_measure(g, GUI_STRONG, labels[i], 0, &text, NULL);
        text = fminf(text, width[i] - px(g, 8));
        gui_text_cut(g, GUI_STRONG, x + (width[i] - text) / 2, y0 + (height - line) / 2,
                     text + 1, *choice == i ? t->on_accent : t->ink_soft, labels[i]);
        x += width[i];
    }
    gui_set_cursor(g, x0, y0);
    gui_reserve(g, total, height);
    return changed;
}

// ---------------------------------------------------------------- rows and fields

/* FNV-1a over all of the texts, NULL among them */
static int hash_of(const char *const *text, size_t n)
{
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < n; i++)
        for (const char *p = text[i] ? text[i] : ""; p; p = *p ? p + 1 : NULL)
            hash = (hash ^ (unsigned char)*p) * 16777619u;
    return (int)hash;
}

static void draw_sign(struct gui *g, enum gui_sign sign, float x, float y, uint32_t color)
{
    float s = gui_scale(g), w = px(g, 1.5f);
    if (sign == GUI_SIGN_FOLDER) {
        gui_box(g, (struct gui_rect){x, y - 8 * s, 8 * s, 5 * s}, 1.5f * s, color);
        gui_box(g, (struct gui_rect){x, y - 6 * s, 18 * s, 13 * s}, 2 * s, color);
        return;
    }
    gui_outline(g, (struct gui_rect){x + 2 * s, y - 8 * s, 13 * s, 16 * s}, 2 * s, w,
                color);
    for (int i = -1; i <= 1; i += 2)
        gui_line(g, x + 5.5f * s, y + 2.5f * s * (float)i, x + 11.5f * s,
                 y + 2.5f * s * (float)i, w, color);
}

/* a step between two folders, pointing on */
static void draw_step(struct gui *g, float x, float y)
{
    float h = px(g, 4), w = px(g, 1.4f);
    uint32_t color = gui_theme(g)->ink_faint;
    gui_line(g, x - h / 2, y - h, x + h / 2, y, w, color);
    gui_line(g, x + h / 2, y, x - h / 2, y + h, w, color);
}

static bool crumb(struct gui *g, const char *name, int i, struct gui_rect r,
                  uint32_t color)
{
    char id[64];
    float pad = px(g, 7), line = gui_line_height(g, GUI_STRONG);
    snprintf(id, sizeof id, "%.40s##crumb%d", name, i);
    gui_set_cursor(g, r.x, r.y);
    struct gui_item item = gui_item(g, id, r.w, r.h);
    struct gui_rect box = {r.x, r.y + px(g, 6), r.w, r.h - px(g, 12)};
    if (item.hovered)
        gui_box(g, box, px(g, 8), gui_theme(g)->chip);
    focus_ring(g, &item, box, px(g, 8));
    gui_text_cut(g, GUI_STRONG, r.x + pad, r.y + (r.h - line) / 2, r.w - 2 * pad + 1,
                 color, name);
    return item.pressed;
}

int gui_crumbs(struct gui *g, const char *const *names, int n)
{
    enum { MOST = 32 };
    const struct theme *t = gui_theme(g);
    end_chips(g);
    float width[MOST], x, y, pad = px(g, 7), gap = px(g, 12), dots = px(g, 30), sum = 0;
    float room = gui_panel_width(g) + 2 * pad;
    n = n > MOST ? MOST : n;
    int first = n, pressed = -1;
    // from the innermost outward while there is room, for the ellipsis too
    while (first > 0) {
        float *w = &width[first - 1];
        gui_measure(g, GUI_STRONG, names[first - 1], 0, w, NULL);
        *w = fminf(*w + 2 * pad, px(g, 220));
        if (first < n && sum + *w + (first > 1 ? dots + gap : 0) > room)
            break;
        sum += *w + gap;
        first--;
    }
    gui_cursor(g, &x, &y);
    struct gui_rect r = {x - pad, y, 0, px(g, 44)};
    for (int i = first > 0 ? first - 1 : 0; i < n; i++) {
        r.w = i < first ? dots : width[i];
        if (crumb(g, i < first ? "\u2026" : names[i], i, r,
                  i == n - 1 ? t->ink : t->ink_soft))
            pressed = i;
        r.x += r.w + gap;
        if (i < n - 1)
            draw_step(g, r.x - gap / 2, y + r.h / 2);
    }
    gui_set_cursor(g, x, y);
    gui_reserve(g, gui_panel_width(g), r.h);
    return pressed;
}

bool gui_list_row(struct gui *g, const struct gui_row *row)
{
    const struct theme *t = gui_theme(g);
    end_chips(g);
    float pad = px(g, 8), lead = row->sign ? px(g, 30) : 0, mark = 0, title = 0,
          detail = 0;
    float width = gui_panel_width(g) - px(g, row->right);
    if (row->lead) {
        gui_measure(g, GUI_STRONG, row->lead, 0, &lead, NULL);
        lead = fmaxf(lead + px(g, 12), px(g, 60));
    }
    if (row->mark)
        gui_measure(g, GUI_SMALL, row->mark, 0, &mark, NULL);
    float inner = width - lead - (row->mark ? mark + pad : 0);
    if (row->title)
        gui_measure(g, GUI_STRONG, row->title, inner, NULL, &title);
    // the mark stands beside the first line alone
    float under = row->title ? width - lead : inner;
    if (row->detail)
        gui_measure(g, GUI_SMALL, row->detail, under, NULL, &detail);
    float gap = row->title && row->detail ? px(g, 3) : 0;
    float height = fmaxf(title + detail + gap + 2 * pad, px(g, 44)), x, y;
    char id[160];
    const char *const parts[] = {row->lead, row->title, row->mark};
    gui_cursor(g, &x, &y);
    if (row->close)
        gui_set_cursor(g, x, y - gui_item_gap(g));
    snprintf(id, sizeof id, "%s/%s/%s", row->lead ? row->lead : "",
             row->title ? row->title : "", row->mark ? row->mark : "");
    // long names may differ in their ends alone
    gui_push_id(g, hash_of(parts, sizeof parts / sizeof *parts));
    struct gui_item item =
        row->off ? gui_item_off(g, id, width, height) : gui_item(g, id, width, height);
    gui_pop_id(g);
    struct gui_rect box = {item.rect.x - pad, item.rect.y, width + 2 * pad, height};
    if (row->selected || (item.hovered && !row->off))
        gui_box(g, box, px(g, 8),
                row->selected ? theme_fade(t->accent, 0.12f) : theme_fade(t->chip, 0.7f));
    focus_ring(g, &item, box, px(g, 8));
    float dim = row->dim ? 0.55f : 1;
    x = item.rect.x;
    float top = item.rect.y + fmaxf(pad, (height - title - detail - gap) / 2);
    if (row->sign)
        draw_sign(g, row->sign, x, top + gui_line_height(g, GUI_STRONG) / 2,
                  row->sign == GUI_SIGN_FOLDER ? t->ink_faint : t->ink_soft);
    if (row->lead)
        gui_text(g, GUI_STRONG, x, top, GUI_LEFT,
                 theme_fade(row->lead_color ? row->lead_color : t->accent, dim),
                 row->lead);
    if (row->title)
        gui_text_wrapped(g, GUI_STRONG, x + lead, top, inner, theme_fade(t->ink, dim),
                         row->title);
    if (row->detail)
        gui_text_wrapped(g, GUI_SMALL, x + lead, top + title + gap, under,
                         theme_fade(t->ink_soft, dim), row->detail);
    if (row->mark)
        gui_text(g, GUI_SMALL, x + width, top, GUI_RIGHT,
                 row->mark_color ? row->mark_color : t->ink_soft, row->mark);
    return item.pressed;
}

void gui_beside(struct gui *g)
{
    gui_same_line(g);
}

void gui_place(struct gui *g, float w, float h, float *x, float *y)
{
    end_chips(g);
    gui_cursor(g, x, y);
    gui_reserve(g, w, h);
}

enum gui_searched gui_search(struct gui *g, const char *hint, char *text, size_t size)
{
    end_chips(g);
    bool clears = *text != 0;
    float width = gui_panel_width(g) - (clears ? px(g, 48) : 0);
    enum gui_searched did = GUI_SEARCH_STAYS;
    if (gui_field(g, "search", hint, text, size, px(g, 14), width))
        did = GUI_SEARCH_CHANGED;
    if (gui_entered(g))
        did = GUI_SEARCH_ENTERED;
    bool empties = gui_left(g);
    if (clears) {
        gui_same_line(g);
        empties |= gui_icon_button(g, "##clear search", GUI_ICON_CLOSE, true);
    }
    if (!empties)
        return did;
    *text = 0;
    return GUI_SEARCH_CHANGED;
}

bool gui_input_text(struct gui *g, const char *label, char *text, size_t size)
{
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, label);
    return gui_field(g, label, NULL, text, size, px(g, 13), gui_panel_width(g));
}

/* where the hand wants it, on a step and between the ends */
static float slide_to(const struct gui_range *range, float value)
{
    if (range->step > 0)
        value = range->min + roundf((value - range->min) / range->step) * range->step;
    return fminf(fmaxf(value, range->min), range->max);
}

bool gui_slider(struct gui *g, const struct gui_range *range, float *value)
{
    const struct theme *t = gui_theme(g);
    end_chips(g);
    char label[128];
    shown(range->label, label, sizeof label);
    float width = gui_panel_width(g), line = gui_line_height(g, GUI_SMALL), named, said;
    gui_measure(g, GUI_SMALL, label, 0, &named, NULL);
    gui_measure(g, GUI_SMALL, range->shown, 0, &said, NULL);
    bool beside = named + said + px(g, 12) <= width;
    float below = 0, reach = range->max - range->min, before = *value;
    if (!beside)
        gui_measure(g, GUI_SMALL, range->shown, width, NULL, &below);
    struct gui_item item = gui_item(g, range->label, width, px(g, 48) + below);
    struct gui_rect r = item.rect;
    float knob = px(g, 8), span = width - 2 * knob;
    if (item.dragged) {
        gui_grab(g);
        float f = (item.pointer_x - r.x - knob) / span;
        *value = slide_to(range, range->min + fminf(fmaxf(f, 0), 1) * reach);
    }
    if (item.steps)
        *value =
            slide_to(range, *value + (float)item.steps * fmaxf(range->step, reach / 20));
    gui_text(g, GUI_SMALL, r.x, r.y, GUI_LEFT, t->ink_soft, label);
    if (beside)
        gui_text(g, GUI_SMALL, r.x + width, r.y, GUI_RIGHT, t->ink, range->shown);
    else
        gui_text_wrapped(g, GUI_SMALL, r.x, r.y + px(g, 48), width, t->ink, range->shown);
    float part = reach > 0 ? (*value - range->min) / reach : 0;
    float y = r.y + line + (px(g, 48) - line) / 2;
    float x = r.x + knob + fminf(fmaxf(part, 0), 1) * span;
    gui_line(g, r.x + knob, y, r.x + knob + span, y, px(g, 3), t->track);
    gui_line(g, r.x + knob, y, x, y, px(g, 3), t->accent);
    gui_disc(g, x, y, knob, t->accent);
    focus_ring(g, &item,
               (struct gui_rect){x - knob - 2, y - knob - 2, 2 * knob + 4, 2 * knob + 4},
               knob + 2);
    return *value != before;
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
    gui_text_cut(g, GUI_BODY, r.x + box + px(g, 12),
                 item.rect.y + (item.rect.h - line) / 2, item.rect.w - box - px(g, 12),
                 t->ink, shown(label, text, sizeof text));
    return item.pressed;
}
