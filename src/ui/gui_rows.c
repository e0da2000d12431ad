/* gui_rows.c - rows of a list, the way to a folder, and what is typed into, dragged along
 * or ticked. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/cut.h"
#include "ui/gui_internal.h"

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
    float s = gui_scale(g), w = gui_px(g, 1.5f);
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
    float h = gui_px(g, 4), w = gui_px(g, 1.4f);
    uint32_t color = gui_theme(g)->ink_faint;
    gui_line(g, x - h / 2, y - h, x + h / 2, y, w, color);
    gui_line(g, x + h / 2, y, x - h / 2, y + h, w, color);
}

static bool crumb(struct gui *g, const char *name, int i, struct gui_rect r,
                  uint32_t color)
{
    char id[64];
    float pad = gui_px(g, 7), line = gui_line_height(g, GUI_STRONG);
    snprintf(id, sizeof id, "%.40s##crumb%d", name, i);
    gui_set_cursor(g, r.x, r.y);
    struct gui_item item = gui_item(g, id, r.w, r.h);
    struct gui_rect box = {r.x, r.y + gui_px(g, 6), r.w, r.h - gui_px(g, 12)};
    if (item.hovered)
        gui_box(g, box, gui_px(g, 8), gui_theme(g)->chip);
    gui_focus_ring(g, &item, box, gui_px(g, 8));
    gui_text_cut(g, GUI_STRONG, r.x + pad, r.y + (r.h - line) / 2, r.w - 2 * pad + 1,
                 color, name);
    return item.pressed;
}

int gui_crumbs(struct gui *g, const char *const *names, int n)
{
    enum { MOST = 32 };
    const struct theme *t = gui_theme(g);
    gui_end_chips(g);
    float width[MOST], x, y, pad = gui_px(g, 7), gap = gui_px(g, 12), dots = gui_touch(g),
                             sum = 0;
    float space = gui_panel_width(g) + 2 * pad;
    n = n > MOST ? MOST : n;
    int first = n, pressed = -1;
    // from the innermost outward while there is room, for the ellipsis too
    while (first > 0) {
        float *w = &width[first - 1];
        gui_measure(g, GUI_STRONG, names[first - 1], 0, w, NULL);
        *w = fminf(fmaxf(*w + 2 * pad, gui_touch(g)), gui_px(g, 220));
        if (first < n && sum + *w + (first > 1 ? dots + gap : 0) > space)
            break;
        sum += *w + gap;
        first--;
    }
    gui_cursor(g, &x, &y);
    struct gui_rect r = {x - pad, y, 0, gui_touch(g)};
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
    gui_end_chips(g);
    float pad = gui_px(g, 8), lead = row->sign ? gui_px(g, 30) : 0, mark = 0, title = 0,
          detail = 0;
    float width = gui_panel_width(g) - (float)row->right * gui_touch(g);
    if (row->lead) {
        gui_measure(g, GUI_STRONG, row->lead, 0, &lead, NULL);
        lead = fmaxf(lead + gui_px(g, 12), gui_px(g, 60));
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
    float gap = row->title && row->detail ? gui_px(g, 3) : 0;
    float height = fmaxf(title + detail + gap + 2 * pad, gui_touch(g)), x, y;
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
        gui_box(g, box, gui_px(g, 8),
                row->selected ? theme_fade(t->accent, 0.12f) : theme_fade(t->chip, 0.7f));
    gui_focus_ring(g, &item, box, gui_px(g, 8));
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
    gui_end_chips(g);
    gui_cursor(g, x, y);
    gui_reserve(g, w, h);
}

bool gui_search(struct gui *g, const char *hint, char *text, size_t size)
{
    gui_end_chips(g);
    bool clears = *text != 0;
    float width = gui_panel_width(g) - (clears ? gui_touch(g) + gui_px(g, 4) : 0);
    gui_field(g, "search", hint, text, size, gui_px(g, 14), width, GUI_TAKEN_WHOLE);
    bool entered = gui_entered(g), empties = gui_left(g);
    if (entered)
        gui_focus_again(g);
    if (clears) {
        gui_same_line(g);
        empties |= gui_icon_button(g, "##clear search", GUI_ICON_CLOSE, true);
    }
    if (empties)
        *text = 0;
    return entered && !empties;
}

bool gui_input_text(struct gui *g, const char *label, char *text, size_t size)
{
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, label);
    return gui_field(g, label, NULL, text, size, gui_px(g, 13), gui_panel_width(g),
                     GUI_TAKEN_AS_IT_IS);
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
    gui_end_chips(g);
    char label[128];
    gui_shown_label(range->label, label, sizeof label);
    float width = gui_panel_width(g), line = gui_line_height(g, GUI_SMALL), named, said;
    gui_measure(g, GUI_SMALL, label, 0, &named, NULL);
    gui_measure(g, GUI_SMALL, range->shown, 0, &said, NULL);
    bool beside = named + said + gui_px(g, 12) <= width;
    float high = gui_touch(g) + gui_px(g, 4), below = 0, reach = range->max - range->min,
          before = *value;
    if (!beside)
        gui_measure(g, GUI_SMALL, range->shown, width, NULL, &below);
    struct gui_item item = gui_item(g, range->label, width, high + below);
    struct gui_rect r = item.rect;
    float knob = gui_px(g, 8), span = width - 2 * knob;
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
        gui_text_wrapped(g, GUI_SMALL, r.x, r.y + high, width, t->ink, range->shown);
    float part = reach > 0 ? (*value - range->min) / reach : 0;
    float y = r.y + line + (high - line) / 2;
    float x = r.x + knob + fminf(fmaxf(part, 0), 1) * span;
    gui_line(g, r.x + knob, y, r.x + knob + span, y, gui_px(g, 3), t->track);
    gui_line(g, r.x + knob, y, x, y, gui_px(g, 3), t->accent);
    gui_disc(g, x, y, knob, t->accent);
    gui_focus_ring(
        g, &item,
        (struct gui_rect){x - knob - 2, y - knob - 2, 2 * knob + 4, 2 * knob + 4},
        knob + 2);
    return *value != before;
}

bool gui_checkbox(struct gui *g, const char *label, bool *on)
{
    const struct theme *t = gui_theme(g);
    gui_end_chips(g);
    float box = gui_px(g, 22), line = gui_line_height(g, GUI_BODY);
    struct gui_item item = gui_item(g, label, gui_panel_width(g), gui_touch(g));
    if (item.pressed)
        *on = !*on;
    struct gui_rect r = {item.rect.x, item.rect.y + (item.rect.h - box) / 2, box, box};
    gui_box(g, r, gui_px(g, 6), *on ? t->accent : t->chip);
    if (*on) {
        float x = r.x, y = r.y, w = gui_px(g, 2);
        gui_line(g, x + box * 0.25f, y + box * 0.52f, x + box * 0.43f, y + box * 0.7f, w,
                 t->on_accent);
        gui_line(g, x + box * 0.43f, y + box * 0.7f, x + box * 0.76f, y + box * 0.32f, w,
                 t->on_accent);
    }
    gui_focus_ring(g, &item, r, gui_px(g, 6));
    char text[256];
    gui_text_cut(g, GUI_BODY, r.x + box + gui_px(g, 12),
                 item.rect.y + (item.rect.h - line) / 2,
                 item.rect.w - box - gui_px(g, 12), t->ink,
                 gui_shown_label(label, text, sizeof text));
    return item.pressed;
}
