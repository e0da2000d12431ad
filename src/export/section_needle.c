/* The needle, its range and its ruler; and what is where round the shape. */
#include <math.h>
#include <stdio.h>

#include "export/section_internal.h"

enum { STEEL = 0x4A5358, SHAFT = 0x20262A, ACCENT = 0x0E6E64, SOFT = 0x5E676C };

/* a place `depth` metres along the needle, `aside` pixels to its left */
static void along(const struct section_view *view, double depth, double aside, double *x,
                  double *y)
{
    const float *d = view->section->cut->needle;
    *x = view->x + (double)d[0] * depth * view->scale + (double)d[1] * aside;
    *y = view->y - (double)d[1] * depth * view->scale + (double)d[0] * aside;
}

static void stroke(struct section_view *view, double from, double to, double aside,
                   double width, uint32_t color)
{
    double x, y;
    along(view, from, aside, &x, &y);
    cairo_move_to(view->canvas.cr, x, y);
    along(view, to, aside, &x, &y);
    cairo_line_to(view->canvas.cr, x, y);
    canvas_ink(&view->canvas, color, 1);
    cairo_set_line_width(view->canvas.cr, width);
    cairo_set_line_cap(view->canvas.cr, CAIRO_LINE_CAP_BUTT);
    cairo_stroke(view->canvas.cr);
}

static double step_mm(const struct section_view *view, double most_mm)
{
    static const double STEPS[] = {1, 2, 5, 10, 20, 50};
    double least = view->font * 1.1 / view->scale * 1000;
    for (int i = 0; i < 6; i++)
        if (STEPS[i] >= least && most_mm / STEPS[i] <= 6)
            return STEPS[i];
    return 50;
}

static void ruler(struct section_view *view, double most)
{
    struct canvas_font font = {.size = view->font * 0.8, .color = SOFT};
    double aside = view->font * 1.5, step = step_mm(view, most * 1000);
    stroke(view, 0, most, aside, view->font * 0.05, SOFT);
    for (double mm = 0; mm <= most * 1000 + 0.01; mm += step) {
        char text[24];
        double x, y, width, height, x2, y2;
        along(view, mm / 1000, aside - view->font * 0.25, &x, &y);
        along(view, mm / 1000, aside + view->font * 0.25, &x2, &y2);
        cairo_move_to(view->canvas.cr, x, y);
        cairo_line_to(view->canvas.cr, x2, y2);
        cairo_set_line_width(view->canvas.cr, view->font * 0.05);
        canvas_ink(&view->canvas, SOFT, 1);
        cairo_stroke(view->canvas.cr);
        bool last = mm + step > most * 1000 + 0.01;
        snprintf(text, sizeof text, last ? "%g mm" : "%g", mm);
        canvas_measure(&view->canvas, &font, text, 0, &width, &height);
        along(view, mm / 1000, aside + view->font * 0.45, &x, &y);
        const float *d = view->section->cut->needle;
        /* the figure's near edge touches the ruler, whichever way the needle leans */
        canvas_text(&view->canvas, &font, x + ((double)d[1] - 1) / 2 * width,
                    y + ((double)d[0] - 1) / 2 * height, 0, text);
    }
}

void section_needle(struct section_view *view)
{
    const struct site *site = view->section->cut->site;
    double least = (double)site->depth[0], most = (double)site->depth[1];
    double handle = view->font * 5 / view->scale;
    if (most > 0) {
        ruler(view, 2 * most);
        stroke(view, least, most, view->font * 0.75, view->font * 0.5, ACCENT);
        stroke(view, 0, most, 0, view->font * 0.2, SHAFT);
        stroke(view, -handle, 0, 0, view->font * 0.3, STEEL);
    }
    /* the place on the skin */
    cairo_arc(view->canvas.cr, view->x, view->y, view->font * 0.3, 0, 2 * M_PI);
    canvas_ink(&view->canvas, 0xFFFFFF, 1);
    cairo_fill_preserve(view->canvas.cr);
    canvas_ink(&view->canvas, ACCENT, 1);
    cairo_set_line_width(view->canvas.cr, view->font * 0.14);
    cairo_stroke(view->canvas.cr);
}
