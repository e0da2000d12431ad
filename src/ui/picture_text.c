#include "ui/picture_text.h"

#include <string.h>

#include "base/cut.h"

enum { CODE_MAX = 64 };

/* the code before the first space, in `buffer` where there is more; *rest is what
 * follows, or NULL */
static const char *split(const char *text, char buffer[CODE_MAX], const char **rest)
{
    size_t n = strcspn(text, " ");
    *rest = text[n] ? text + n + 1 : NULL;
    if (!*rest)
        return text;
    cut_print(buffer, CODE_MAX, "%.*s", (int)n, text);
    return buffer;
}

static enum gui_font code_font(enum frame_label_style style)
{
    return style == FRAME_LABEL_QUIET || style == FRAME_LABEL_WRITTEN ? GUI_SMALL
           : style == FRAME_LABEL_SIDE ? GUI_TITLE
                                       : GUI_STRONG;
}

void picture_text_size(const char *text, enum frame_label_style style, float *width,
                       float *height, void *user)
{
    struct gui *g = user;
    char buffer[CODE_MAX];
    const char *rest, *code = split(text, buffer, &rest);
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

void picture_text_draw(struct gui *g, const struct frame *frame)
{
    const struct theme *t = gui_theme(g);
    float s = gui_scale(g);
    gui_ground_begin(g);
    for (uint32_t i = 0; i < frame->n_labels; i++) {
        const struct frame_label *l = &frame->label[i];
        if (l->has_leader)
            gui_line(g, l->leader[0], l->leader[1], l->anchor[0], l->anchor[1], s,
                     theme_fade(color_of(l->color, l->opacity), 0.55f));
    }
    for (uint32_t i = 0; i < frame->n_labels; i++) {
        const struct frame_label *l = &frame->label[i];
        char buffer[CODE_MAX];
        const char *rest, *code = split(l->text, buffer, &rest);
        float width, height, small = gui_line_height(g, GUI_SMALL);
        if (l->style == FRAME_LABEL_WRITTEN) {
            gui_text(g, GUI_SMALL, l->box[0], l->box[1], GUI_LEFT, color_of(l->color, 1),
                     l->text);
            continue;
        }
        draw_backing(g, l);
        gui_measure(g, code_font(l->style), code, 0, &width, &height);
        gui_text(g, code_font(l->style), l->box[0], l->box[1], GUI_LEFT,
                 color_of(l->color, 1), code);
        if (rest)
            gui_text(g, GUI_SMALL, l->box[0] + width + 6 * s,
                     l->box[1] + (height - small) * 0.65f, GUI_LEFT, t->ink_soft, rest);
    }
    gui_ground_end(g);
}
