#include "export/section.h"

#include <math.h>
#include <string.h>

#include "export/section_internal.h"
#include "views/words.h"

/* beside the shape stands what lies there, where there is room for it */
enum { PANEL_FROM = 900, PANEL_WIDTH = 300, MARGIN = 24 };

static void background(struct section_view *view)
{
    struct canvas *c = &view->canvas;
    cairo_pattern_t *p = cairo_pattern_create_linear(0, 0, 0, c->height);
    cairo_pattern_add_color_stop_rgb(p, 0, 0.960, 0.957, 0.941);
    cairo_pattern_add_color_stop_rgb(p, 1, 0.855, 0.851, 0.831);
    cairo_set_source(c->cr, p);
    cairo_paint(c->cr);
    cairo_pattern_destroy(p);
}

/* Of a broad cut that part is shown which lies round the needle. */
static void choose_window(struct section_view *view)
{
    static const float BROAD = 0.25f; /* metres */
    const struct needle_cut *cut = view->section->cut;
    for (int k = 0; k < 2; k++) {
        view->min[k] = cut->min[k];
        view->max[k] = cut->max[k];
        if (cut->max[k] - cut->min[k] <= BROAD)
            continue;
        float low = fmaxf(-BROAD / 2, cut->min[k]);
        low = fminf(low, cut->max[k] - BROAD);
        view->min[k] = low;
        view->max[k] = low + BROAD;
        view->part = true;
    }
}

/* The shape fills what the names leave; above it the needle's handle has room. */
static void fit(struct section_view *view)
{
    choose_window(view);
    view->names = section_names_width(view);
    double wide = (double)(view->max[0] - view->min[0]);
    double high = (double)(view->max[1] - view->min[1]);
    /* and between names and shape stands which side is which */
    double room_x =
        view->right - view->left - 2 * view->names - section_sides_width(view);
    double room_y = view->bottom - view->top - 7 * view->font;
    view->scale = fmin(room_x / wide, room_y / high);
    double middle_x = (view->left + view->right) / 2;
    double middle_y = (view->top + view->bottom) / 2 + view->font;
    view->x = middle_x - (double)(view->min[0] + view->max[0]) / 2 * view->scale;
    view->y = middle_y + (double)(view->min[1] + view->max[1]) / 2 * view->scale;
}

bool section_draw(const struct section *section, int width, int height, uint8_t *out,
                  int *missing_glyphs)
{
    struct section_view view = {.section = section};
    if (!canvas_open(&view.canvas, width, height, texts_lang(section->texts)))
        return false;
    double unit = fmax(0.6, fmin(width / 1280.0, height / 720.0));
    double panel = width >= PANEL_FROM * unit && width > height ? PANEL_WIDTH * unit : 0;
    view.font = 14 * unit;
    view.left = view.top = MARGIN * unit;
    view.right = width - MARGIN * unit - (panel > 0 ? panel + MARGIN * unit : 0);
    view.bottom = height - MARGIN * unit;
    fit(&view);
    background(&view);
    section_shapes(&view);
    section_needle(&view);
    section_names(&view);
    if (panel > 0)
        section_panel(&view, width - MARGIN * unit - panel, panel);
    canvas_read(&view.canvas, out);
    *missing_glyphs = view.canvas.missing_glyphs;
    canvas_close(&view.canvas);
    return true;
}
