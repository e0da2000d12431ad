#include "ui/picture_text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/cut.h"

enum { CODE_MAX = 64 };

/* the code before the first space, in `buffer` where there is more; *rest is what
 * follows, or NULL */
static const char *split(const char *text, enum frame_label_style style,
                         char buffer[CODE_MAX], const char **rest)
{
    size_t n = strcspn(text, " ");
    *rest = text[n] && style != FRAME_LABEL_WORDS ? text + n + 1 : NULL;
    if (!*rest)
        return text;
    cut_print(buffer, CODE_MAX, "%.*s", (int)n, text);
    return buffer;
}

static enum gui_font code_font(enum frame_label_style style)
{
    switch (style) {
    case FRAME_LABEL_QUIET:
    case FRAME_LABEL_WORDS:
    case FRAME_LABEL_WRITTEN:
        return GUI_SMALL;
    case FRAME_LABEL_SIDE:
        return GUI_TITLE;
    case FRAME_LABEL_PLAIN:
    case FRAME_LABEL_STRONG:
        break;
    }
    return GUI_STRONG;
}

void picture_text_size(const char *text, enum frame_label_style style, float *width,
                       float *height, void *user)
{
    struct gui *g = user;
    char buffer[CODE_MAX];
    const char *rest, *code = split(text, style, buffer, &rest);
    float extra = 0;
    if (style == FRAME_LABEL_WRITTEN) {
        gui_measure(g, GUI_SMALL, text, 0, width, height);
        return;
    }
    gui_measure(g, code_font(style), code, 0, width, height);
    if (rest) {
        gui_measure(g, GUI_SMALL, rest, 0, &extra, NULL);
        *width += extra + 6 * gui_scale(g);
    }
}

static uint32_t color_of(const float c[4], float opacity)
{
    uint32_t out = 0;
    for (int i = 0; i < 4; i++) {
        float x = i == 3 ? c[i] * opacity : c[i];
        out = out << 8 | (uint32_t)(x * 255 + 0.5f);
    }
    return out;
}

/* A breath of the background's light behind the text keeps it readable at the picture's
 * corners, and where it lies on the skin. */
static void draw_backing(struct gui *g, const struct frame_label *l)
{
    float s = gui_scale(g);
    const struct theme *t = gui_theme(g);
    uint32_t c = t->dark ? theme_fade(t->background_outer, 0.4f)
                         : theme_fade(t->background_inner, 0.62f);
    struct gui_rect r = {l->box[0] - 5 * s, l->box[1] - 2 * s, l->box[2] + 10 * s,
                         l->box[3] + 4 * s};
    gui_box(g, r, r.h / 2, c);
}

static void draw_label(struct gui *g, const struct frame_label *l)
{
    const struct theme *t = gui_theme(g);
    char buffer[CODE_MAX];
    const char *rest, *code = split(l->text, l->style, buffer, &rest);
    float width, height, small = gui_line_height(g, GUI_SMALL), s = gui_scale(g);
    if (l->style == FRAME_LABEL_WRITTEN) {
        gui_text(g, GUI_SMALL, l->box[0], l->box[1], GUI_LEFT, color_of(l->color, 1),
                 l->text);
        return;
    }
    draw_backing(g, l);
    gui_measure(g, code_font(l->style), code, 0, &width, &height);
    gui_text(g, code_font(l->style), l->box[0], l->box[1], GUI_LEFT,
             color_of(l->color, 1), code);
    if (rest)
        gui_text(g, GUI_SMALL, l->box[0] + width + 6 * s,
                 l->box[1] + (height - small) * 0.65f, GUI_LEFT, t->ink_soft, rest);
}

static struct frame_label moved(const struct frame_label *label, const float at[2])
{
    struct frame_label l = *label;
    for (int k = 0; k < 2; k++) {
        l.box[k] += at[k];
        l.leader[k] += at[k];
        l.anchor[k] += at[k];
    }
    return l;
}

void picture_text_labels(struct gui *g, const struct frame_label *label, uint32_t n,
                         const float at[2])
{
    for (uint32_t i = 0; i < n; i++) {
        struct frame_label l = moved(&label[i], at);
        if (l.has_leader)
            gui_line(g, l.leader[0], l.leader[1], l.anchor[0], l.anchor[1], gui_scale(g),
                     theme_fade(color_of(l.color, l.opacity), 0.55f));
    }
    for (uint32_t i = 0; i < n; i++) {
        struct frame_label l = moved(&label[i], at);
        draw_label(g, &l);
    }
}

void picture_text_draw(struct gui *g, const struct frame *frame)
{
    static const float HERE[2] = {0, 0};
    gui_ground_begin(g);
    picture_text_labels(g, frame->label, frame->n_labels, HERE);
    gui_ground_end(g);
}

void picture_text_numbers(struct gui *g, const struct frame_number *number, uint32_t n,
                          const float at[2])
{
    const struct theme *t = gui_theme(g);
    float s = gui_scale(g), height = gui_line_height(g, GUI_SMALL);
    for (uint32_t i = 0; i < n; i++) {
        char figure[16];
        float x = number[i].at[0] + at[0], y = number[i].at[1] + at[1];
        float radius = fmaxf(number[i].radius, 8.5f * s);
        snprintf(figure, sizeof figure, "%u", (unsigned)i + 1);
        gui_disc(g, x, y, radius + 1.5f * s, t->accent);
        gui_disc(g, x, y, radius, t->panel | 0xFF);
        gui_text(g, GUI_SMALL, x, y - height / 2, GUI_CENTRE, t->ink, figure);
    }
}

void picture_text_numbered(struct gui *g, const struct frame *frame)
{
    static const float HERE[2] = {0, 0};
    if (!frame->n_numbers)
        return;
    gui_ground_begin(g);
    picture_text_numbers(g, frame->number, frame->n_numbers, HERE);
    gui_ground_end(g);
}
