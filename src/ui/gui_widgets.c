/* gui_widgets.c - the widgets in deqi's own style: text, buttons, chips and choices. Each
 * reserves an item and draws itself, so that nothing looks like a tool for programmers.
 * Rows and fields are in gui_rows.c, the rows of a checklist in gui_check.c. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/cut.h"
#include "ui/gui_internal.h"

float gui_px(const struct gui *g, float design)
{
    return design * gui_scale(g);
}

/* a finger is no smaller before a small window */
float gui_touch_at(float scale)
{
    enum { TOUCH = 44 };
    return TOUCH * fmaxf(scale, 1);
}

float gui_touch(const struct gui *g)
{
    return gui_touch_at(gui_scale(g));
}

const char *gui_shown_label(const char *label, char *buffer, size_t size)
{
    const char *hash = strstr(label, "##");
    cut_print(buffer, size, "%.*s", hash ? (int)(hash - label) : (int)strlen(label),
              label);
    return buffer;
}

void gui_focus_ring(struct gui *g, const struct gui_item *item, struct gui_rect r,
                    float rounding)
{
    float w = gui_px(g, 2), grow = w / 2;
    if (!item->focused)
        return;
    const uint32_t color[2] = {gui_theme(g)->panel | 0xFF, gui_theme(g)->accent};
    for (int i = 0; i < 2; i++, grow += w)
        gui_outline(
            g, (struct gui_rect){r.x - grow, r.y - grow, r.w + 2 * grow, r.h + 2 * grow},
            rounding + grow, w, color[i]);
}

void gui_end_chips(struct gui *g)
{
    *gui_chip_right(g) = -1;
}

bool gui_tile(struct gui *g, const char *label, float w, float h, struct gui_rect *place)
{
    struct gui_item item = gui_item(g, label, w, h);
    *place = item.rect;
    gui_focus_ring(g, &item, item.rect, gui_px(g, 14));
    return item.pressed;
}

enum { CUT_MOST = 512 /* bytes of a line that is cut */ };

/* whether so many bytes of it fit, with an ellipsis where that is not all */
static bool fits(struct gui *g, enum gui_font font, const char *text, size_t n,
                 float width, char cut[CUT_MOST])
{
    float w;
    snprintf(cut, CUT_MOST, "%.*s\u2026", (int)n, text);
    gui_measure(g, font, cut, 0, &w, NULL);
    return w <= width;
}

void gui_text_cut(struct gui *g, enum gui_font font, float x, float y, float width,
                  uint32_t color, const char *text)
{
    char cut[CUT_MOST];
    float w;
    gui_measure(g, font, text, 0, &w, NULL);
    if (w <= width) {
        gui_text(g, font, x, y, GUI_LEFT, color, text);
        return;
    }
    // a list of findings is long, and this is drawn each time: by halves
    size_t n = 0, most = cut_length(text, sizeof cut - 4);
    while (n < most) {
        size_t half = cut_length(text, (n + most) / 2);
        size_t next = half > n ? half : most;
        if (fits(g, font, text, next, width, cut))
            n = next;
        else
            most = next == most ? cut_length(text, most - 1) : next;
    }
    fits(g, font, text, n, width, cut);
    gui_text(g, font, x, y, GUI_LEFT, color, n > 0 ? cut : "");
}

// ---------------------------------------------------------------- text blocks

void gui_space(struct gui *g, float design_px)
{
    gui_end_chips(g);
    gui_reserve(g, 1, fmaxf(0, gui_px(g, design_px) - gui_item_gap(g)));
}

void gui_divider(struct gui *g)
{
    gui_end_chips(g);
    float x, y;
    gui_cursor(g, &x, &y);
    gui_line(g, x, y, x + gui_panel_width(g), y, 1, gui_theme(g)->divider);
    gui_reserve(g, 1, 1);
}

void gui_paragraph(struct gui *g, enum gui_font font, uint32_t color, const char *text)
{
    gui_end_chips(g);
    float x, y, wrap = gui_panel_width(g);
    gui_cursor(g, &x, &y);
    gui_reserve(g, wrap, gui_text_wrapped(g, font, x, y, wrap, color, text));
}

bool gui_card_head(struct gui *g, const char *title, const char *close)
{
    gui_end_chips(g);
    char name[160];
    float x, y, width = gui_panel_width(g), side = gui_touch(g);
    gui_cursor(g, &x, &y);
    gui_text_cut(g, GUI_TITLE, x, y + (side - gui_line_height(g, GUI_TITLE)) / 2,
                 width - side, gui_theme(g)->ink, title);
    // the cross itself, not the room around it, ends where the content does
    gui_set_cursor(g, x + width - side + gui_px(g, 12), y);
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
    gui_end_chips(g);
    float pad = gui_px(g, 12), edge = gui_px(g, 3), width = gui_panel_width(g);
    float inner = width - 2 * pad - edge, title_height = 0, text_height = 0;
    if (title)
        gui_measure(g, GUI_STRONG, title, inner, NULL, &title_height);
    if (text)
        gui_measure(g, GUI_SMALL, text, inner, NULL, &text_height);
    float gap = title && text ? gui_px(g, 4) : 0, x, y;
    float height = title_height + text_height + gap + 2 * pad;
    gui_cursor(g, &x, &y);
    uint32_t color = alarm ? t->alarm : t->amber;
    uint32_t soft = alarm ? theme_fade(t->alarm, 0.12f) : t->amber_soft;
    gui_box(g, (struct gui_rect){x, y, width, height}, gui_px(g, 6), soft);
    gui_box(g, (struct gui_rect){x, y, edge, height}, gui_px(g, 1.5f), color);
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
    gui_measure(g, p->font, gui_shown_label(label, text, sizeof text), 0, &w, &h);
    float width =
        p->width > 0 ? p->width : fminf(fmaxf(w + 2 * p->pad, gui_touch(g)), most);
    struct gui_item item = p->enabled ? gui_item(g, label, width, p->height)
                                      : gui_item_off(g, label, width, p->height);
    struct gui_rect r = {item.rect.x, item.rect.y + p->inset, width,
                         p->height - 2 * p->inset};
    bool hot = p->enabled && (item.hovered || item.held);
    gui_box(g, r, r.h / 2, hot ? c.hover : c.fill);
    float space = width - 2 * p->pad;
    gui_text_cut(g, p->font, r.x + p->pad + fmaxf(space - w, 0) / 2, r.y + (r.h - h) / 2,
                 space + 1, c.text, text);
    gui_focus_ring(g, &item, r, r.h / 2);
    return item.pressed && p->enabled;
}

bool gui_button(struct gui *g, const char *label, enum gui_button_style style,
                bool enabled)
{
    gui_end_chips(g);
    struct pill p = {.font = GUI_STRONG,
                     .height = gui_touch(g),
                     .pad = gui_px(g, 18),
                     .inset = gui_px(g, 2),
                     .enabled = enabled};
    return pill(g, label, pill_colors(gui_theme(g), style, enabled), &p);
}

bool gui_wide_button(struct gui *g, const char *label, enum gui_button_style style,
                     bool enabled)
{
    gui_end_chips(g);
    struct pill p = {.font = GUI_STRONG,
                     .width = gui_panel_width(g),
                     .height = gui_touch(g),
                     .pad = gui_px(g, 14),
                     .enabled = enabled};
    return pill(g, label, pill_colors(gui_theme(g), style, enabled), &p);
}

bool gui_pad_key(struct gui *g, const char *label, int of, enum gui_button_style style,
                 bool enabled)
{
    gui_end_chips(g);
    const enum gui_font fonts[] = {GUI_HEAD, GUI_TITLE, GUI_LEAD, GUI_BODY};
    enum { N = sizeof fonts / sizeof *fonts };
    float gaps = gui_item_gap(g) * (float)(of - 1), wide = 0;
    struct pill p = {.width = floorf((gui_panel_width(g) - gaps) / (float)of),
                     .height = fmaxf(gui_px(g, 84), gui_touch(g)),
                     .pad = gui_px(g, 6),
                     .enabled = enabled};
    // a figure is as large as a hand's breadth away needs it, a word as it fits
    const char *end = strstr(label, "##");
    char shown[64];
    snprintf(shown, sizeof shown, "%.*s", (int)(end ? end - label : 63), label);
    for (int f = 0; f < N; f++) {
        p.font = fonts[f];
        gui_measure(g, p.font, shown, 0, &wide, NULL);
        if (wide <= p.width - 2 * p.pad)
            break;
    }
    return pill(g, label, pill_colors(gui_theme(g), style, enabled), &p);
}

/* lines of an icon in a square of -1 .. 1, in pairs of ends; y down */
static const float ICONS[][24] = {
    [GUI_ICON_MENU] = {-0.8f, -0.6f, 0.8f, -0.6f, -0.8f, 0, 0.8f, 0, -0.8f, 0.6f, 0.8f,
                       0.6f},
    [GUI_ICON_CLOSE] = {-0.6f, -0.6f, 0.6f, 0.6f, -0.6f, 0.6f, 0.6f, -0.6f},
    [GUI_ICON_UNDO] = {-0.8f, -0.2f, -0.3f, -0.7f, -0.8f, -0.2f, -0.3f, 0.3f, -0.8f,
                       -0.2f, 0.3f, -0.2f},
    [GUI_ICON_REDO] = {0.8f, -0.2f, 0.3f, -0.7f, 0.8f, -0.2f, 0.3f, 0.3f, 0.8f, -0.2f,
                       -0.3f, -0.2f},
    [GUI_ICON_UP] = {-0.7f, 0.35f, 0, -0.35f, 0, -0.35f, 0.7f, 0.35f},
    [GUI_ICON_LAYERS] = {-0.85f, -0.3f, 0, -0.75f, 0, -0.75f, 0.85f,  -0.3f,
                         0.85f,  -0.3f, 0, 0.15f,  0, 0.15f,  -0.85f, -0.3f,
                         -0.85f, 0.25f, 0, 0.7f,   0, 0.7f,   0.85f,  0.25f},
    [GUI_ICON_DOWN] = {-0.7f, -0.35f, 0, 0.35f, 0, 0.35f, 0.7f, -0.35f},
};

static void draw_icon(struct gui *g, enum gui_icon icon, float x, float y, uint32_t color)
{
    float r = gui_px(g, 8), w = gui_px(g, 1.8f);
    if (icon == GUI_ICON_MORE) {
        for (int i = -1; i <= 1; i++)
            gui_disc(g, x + (float)i * r * 0.7f, y, gui_px(g, 1.8f), color);
        return;
    }
    const float *l = ICONS[icon];
    for (int i = 0; i + 3 < 24 && (l[i] || l[i + 1] || l[i + 2] || l[i + 3]); i += 4)
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
    gui_end_chips(g);
    float side = gui_touch(g), inset = gui_px(g, 4);
    struct gui_item item =
        enabled ? gui_item(g, name, side, side) : gui_item_off(g, name, side, side);
    struct gui_rect r = {item.rect.x + inset, item.rect.y + inset, side - 2 * inset,
                         side - 2 * inset};
    if (enabled && (item.hovered || item.held))
        gui_box(g, r, r.h / 2, t->chip_hover);
    draw_icon(g, icon, r.x + r.w / 2, r.y + r.h / 2,
              enabled ? t->ink_soft : theme_fade(t->ink_faint, 0.6f));
    gui_focus_ring(g, &item, r, r.h / 2);
    if (item.hovered && *gui_shown_label(name, text, sizeof text))
        gui_tooltip(g, text);
    return item.pressed && enabled;
}

bool gui_fold(struct gui *g, const char *title, const char *summary, bool *open)
{
    const struct theme *t = gui_theme(g);
    gui_end_chips(g);
    char text[256];
    float width = gui_panel_width(g), h, name;
    struct gui_item item = gui_item(g, title, width, gui_touch(g));
    if (item.pressed)
        *open = !*open;
    struct gui_rect r = item.rect,
                    box = {r.x - gui_px(g, 8), r.y, width + gui_px(g, 16), r.h};
    if (item.hovered)
        gui_box(g, box, gui_px(g, 8), theme_fade(t->chip, 0.7f));
    gui_line(g, r.x, r.y, r.x + width, r.y, 1, t->divider);
    gui_focus_ring(g, &item, box, gui_px(g, 8));
    gui_measure(g, GUI_STRONG, gui_shown_label(title, text, sizeof text), 0, &name, &h);
    float y = r.y + r.h / 2, mid = r.x + width - gui_px(g, 7), arm = gui_px(g, 6);
    gui_text_cut(g, GUI_STRONG, r.x, y - h / 2, width - gui_px(g, 28), t->ink_soft, text);
    gui_line(g, mid - arm, y, mid + arm, y, gui_px(g, 1.6f), t->ink_soft);
    if (!*open)
        gui_line(g, mid, y - arm, mid, y + arm, gui_px(g, 1.6f), t->ink_soft);
    float left = r.x + name + gui_px(g, 16), space = mid - arm - gui_px(g, 12) - left;
    if (!summary || !*summary || space < gui_px(g, 30))
        return *open;
    float w;
    gui_measure(g, GUI_BODY, summary, 0, &w, &h);
    gui_text_cut(g, GUI_BODY, left + fmaxf(space - w, 0), y - h / 2, space + 1, t->ink,
                 summary);
    return *open;
}

bool gui_answer(struct gui *g, const char *label, const char *no, const char *yes,
                int *value)
{
    const struct theme *t = gui_theme(g);
    gui_end_chips(g);
    char text[256], id[320];
    float width = gui_panel_width(g), x, y, w[2], pad = gui_px(g, 13), h;
    const char *const word[2] = {no, yes};
    for (int i = 0; i < 2; i++) {
        gui_measure(g, GUI_BODY, word[i], 0, &w[i], NULL);
        w[i] = fmaxf(w[i] + 2 * pad, gui_touch(g));
    }
    float space = width - w[0] - w[1] - gui_px(g, 20);
    gui_cursor(g, &x, &y);
    gui_measure(g, GUI_BODY, gui_shown_label(label, text, sizeof text), space, NULL, &h);
    float height = fmaxf(gui_touch(g), h + gui_px(g, 8));
    gui_text_wrapped(g, GUI_BODY, x, y + (height - h) / 2, space, t->ink, text);
    bool changed = false;
    float at = x + width - w[0] - w[1] - gui_px(g, 6);
    for (int i = 0; i < 2; i++) {
        snprintf(id, sizeof id, "%s##%s", word[i], label);
        gui_set_cursor(g, at, y + (height - gui_touch(g)) / 2);
        struct pill p = {.font = GUI_BODY,
                         .height = gui_touch(g),
                         .pad = pad,
                         .inset = gui_px(g, 5),
                         .enabled = true};
        bool on = *value == i + 1;
        if (pill(g, id, pill_colors(t, on ? GUI_PRIMARY : GUI_QUIET, true), &p)) {
            *value = on ? 0 : i + 1;
            changed = true;
        }
        at += w[i] + gui_px(g, 6);
    }
    gui_set_cursor(g, x, y);
    gui_reserve(g, width, height - gui_item_gap(g));
    return changed;
}

void gui_progress(struct gui *g, float fraction)
{
    const struct theme *t = gui_theme(g);
    gui_end_chips(g);
    float x, y, width = gui_panel_width(g), h = gui_px(g, 6);
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
    float pad = gui_px(g, 13), width;
    gui_measure(g, GUI_BODY, gui_shown_label(label, text, sizeof text), 0, &width, NULL);
    flow(g, fminf(fmaxf(width + 2 * pad, gui_touch(g)), gui_panel_width(g)));
    struct pill_colors c = pill_colors(gui_theme(g), on ? GUI_PRIMARY : GUI_QUIET, true);
    struct pill p = {.font = GUI_BODY,
                     .height = gui_touch(g),
                     .pad = pad,
                     .inset = gui_px(g, 5),
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
    int n = (int)fmaxf(around / gui_px(g, 8), 4);
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
    float pad = gui_px(g, 14), inset = gui_px(g, 4), width, height,
          most = gui_panel_width(g) - 2 * pad;
    gui_measure(g, GUI_BODY, gui_shown_label(label, text, sizeof text), most, &width,
                &height);
    flow(g, width + 2 * pad);
    struct gui_item item =
        gui_item(g, label, width + 2 * pad,
                 fmaxf(gui_touch(g), height + gui_px(g, 22) + 2 * inset));
    struct gui_rect r = {item.rect.x, item.rect.y + inset, item.rect.w,
                         item.rect.h - 2 * inset};
    float rounding = gui_px(g, 18);
    bool hot = state == GUI_CHOICE_OPEN && (item.hovered || item.held);
    if (state != GUI_CHOICE_MISSED)
        gui_box(g, r, rounding,
                state == GUI_CHOICE_RIGHT ? t->accent
                : hot                     ? t->chip_hover
                                          : t->chip);
    else
        dashed_outline(g, r, rounding, gui_px(g, 1.5f), t->ink);
    gui_text_wrapped(g, GUI_BODY, r.x + pad, r.y + (r.h - height) / 2, most,
                     state == GUI_CHOICE_RIGHT ? t->on_accent : t->ink, text);
    gui_focus_ring(g, &item, r, rounding);
    return item.pressed;
}

bool gui_segmented(struct gui *g, const char *id, const char *const *labels, int n,
                   int *choice)
{
    const struct theme *t = gui_theme(g);
    gui_end_chips(g);
    enum { MOST = 16 };
    float width[MOST], height = gui_touch(g), inset = gui_px(g, 4), total = 2 * inset, x0,
                       y0;
    n = n > MOST ? MOST : n;
    for (int i = 0; i < n; i++) {
        gui_measure(g, GUI_STRONG, labels[i], 0, &width[i], NULL);
        width[i] = fmaxf(width[i] + gui_px(g, 36), gui_touch(g));
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
        gui_focus_ring(g, &item, cell, cell.h / 2);
        float text;
        gui_measure(g, GUI_STRONG, labels[i], 0, &text, NULL);
        text = fminf(text, width[i] - gui_px(g, 8));
        gui_text_cut(g, GUI_STRONG, x + (width[i] - text) / 2, y0 + (height - line) / 2,
                     text + 1, *choice == i ? t->on_accent : t->ink_soft, labels[i]);
        x += width[i];
    }
    gui_set_cursor(g, x0, y0);
    gui_reserve(g, total, height);
    return changed;
}
