#include <math.h>
#include <string.h>

#include "export/canvas_internal.h"
#include "text/script.h"

bool canvas_open(struct canvas *c, int width, int height, const char *lang)
{
    *c = (struct canvas){.width = width, .height = height};
    c->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    if (cairo_surface_status(c->surface) != CAIRO_STATUS_SUCCESS) {
        canvas_close(c);
        return false;
    }
    c->cr = cairo_create(c->surface);
    c->layout = pango_cairo_create_layout(c->cr);
    PangoContext *context = pango_layout_get_context(c->layout);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_language(context,
                               pango_language_from_string(script_font_lang(lang)));
    return true;
}

void canvas_close(struct canvas *c)
{
    if (c->layout)
        g_object_unref(c->layout);
    if (c->cr)
        cairo_destroy(c->cr);
    if (c->surface)
        cairo_surface_destroy(c->surface);
    *c = (struct canvas){0};
}

void canvas_read(const struct canvas *c, uint8_t *out)
{
    cairo_surface_flush(c->surface);
    const uint8_t *rows = cairo_image_surface_get_data(c->surface);
    int stride = cairo_image_surface_get_stride(c->surface);
    for (int y = 0; y < c->height; y++)
        for (int x = 0; x < c->width; x++, out += 4) {
            uint32_t pixel;
            memcpy(&pixel, rows + (long)y * stride + (long)x * 4, sizeof pixel);
            out[0] = (uint8_t)(pixel >> 16);
            out[1] = (uint8_t)(pixel >> 8);
            out[2] = (uint8_t)pixel;
            out[3] = 255;
        }
}

void canvas_ink(struct canvas *c, uint32_t color, double alpha)
{
    cairo_set_source_rgba(c->cr, (color >> 16 & 255) / 255.0, (color >> 8 & 255) / 255.0,
                          (color & 255) / 255.0, alpha);
}

void canvas_round_box(struct canvas *c, double x, double y, double w, double h, double r)
{
    cairo_new_sub_path(c->cr);
    cairo_arc(c->cr, x + w - r, y + r, r, -M_PI / 2, 0);
    cairo_arc(c->cr, x + w - r, y + h - r, r, 0, M_PI / 2);
    cairo_arc(c->cr, x + r, y + h - r, r, M_PI / 2, M_PI);
    cairo_arc(c->cr, x + r, y + r, r, M_PI, 3 * M_PI / 2);
    cairo_close_path(c->cr);
}

static void set_text(struct canvas *c, const struct canvas_font *font, const char *text,
                     double wrap)
{
    static const PangoWeight WEIGHTS[] = {PANGO_WEIGHT_NORMAL, PANGO_WEIGHT_MEDIUM,
                                          PANGO_WEIGHT_SEMIBOLD};
    PangoFontDescription *d = pango_font_description_new();
    pango_font_description_set_family(
        d, "Inter, Noto Sans CJK SC, Noto Sans SC, WenQuanYi Micro Hei, sans-serif");
    pango_font_description_set_weight(d, WEIGHTS[font->weight]);
    pango_font_description_set_absolute_size(d, font->size * PANGO_SCALE);
    pango_layout_set_font_description(c->layout, d);
    pango_font_description_free(d);
    pango_layout_set_width(c->layout, wrap > 0 ? (int)(wrap * PANGO_SCALE) : -1);
    pango_layout_set_wrap(c->layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_line_spacing(c->layout, 1.12f);
    pango_layout_set_text(c->layout, text, -1);
}

void canvas_measure(struct canvas *c, const struct canvas_font *font, const char *text,
                    double wrap, double *width, double *height)
{
    PangoRectangle logical;
    set_text(c, font, text, wrap);
    pango_layout_get_extents(c->layout, NULL, &logical);
    *width = (double)logical.width / PANGO_SCALE;
    *height = (double)logical.height / PANGO_SCALE;
}

double canvas_text(struct canvas *c, const struct canvas_font *font, double x, double y,
                   double wrap, const char *text)
{
    double width, height;
    canvas_measure(c, font, text, wrap, &width, &height);
    canvas_ink(c, font->color, 1);
    cairo_move_to(c->cr, x, y);
    pango_cairo_show_layout(c->cr, c->layout);
    c->missing_glyphs += pango_layout_get_unknown_glyphs_count(c->layout);
    return height;
}
