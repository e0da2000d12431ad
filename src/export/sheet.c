#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "export/png.h"
#include "export/sheet_internal.h"
#include "late/pangocairo.h"
#include "text/script.h"

/* in points: width, height */
static const double PAPERS[][2] = {
    [SHEET_A4] = {595.276, 841.89}, [SHEET_LETTER] = {612, 792}};
/* on paper: left and right, top, bottom; and where room is short */
static const double MARGINS[2][3] = {{42, 38, 50}, {35, 33, 46}};
enum { PICTURE_WIDTH = 1240, PICTURE_SIDE_MAX = 16384 };

/* what LOOK says, on white paper; each is dark enough to be read when printed grey */
static const uint32_t COLORS[SHEET_COLORS] = {
    [SHEET_INK] = 0x20262A,    [SHEET_SOFT] = 0x4F585D,   [SHEET_FAINT] = 0x757D82,
    [SHEET_ACCENT] = 0x0E6E64, [SHEET_WARMTH] = 0xC8461F, [SHEET_AMBER] = 0x8A5206,
    [SHEET_ALARM] = 0xB3261E,  [SHEET_RULE] = 0xCFCDC8,   [SHEET_TINT] = 0xF6F4F0,
    [SHEET_WHITE] = 0xFFFFFF,
};

struct sheet {
    const struct sheet_params *params;
    cairo_surface_t *surface;
    cairo_t *cr;
    PangoFontMap *fonts;
    PangoContext *context;
    PangoLayout *layout;
    double width, height; /* of a page, margins included, in the sheet's own lengths */
    double zoom;
    double side, top, bottom; /* margins, likewise */
    double y;
    int page, pages;
    int missing;
    bool measuring;
    uint8_t *data;
    size_t size, capacity;
};

// ---------------------------------------------------------------- text

static void layout_set(struct sheet *s, const struct sheet_style *style, double width,
                       const char *text)
{
    static const PangoWeight WEIGHTS[] = {PANGO_WEIGHT_NORMAL, PANGO_WEIGHT_MEDIUM,
                                          PANGO_WEIGHT_SEMIBOLD};
    static const PangoAlignment ALIGN[] = {PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER,
                                           PANGO_ALIGN_RIGHT};
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family(
        font, "Inter, Noto Sans CJK SC, Noto Sans SC, WenQuanYi Micro Hei, sans-serif");
    pango_font_description_set_weight(font, WEIGHTS[style->weight]);
    pango_font_description_set_absolute_size(font, style->size * PANGO_SCALE);
    pango_layout_set_font_description(s->layout, font);
    pango_font_description_free(font);
    pango_layout_set_width(s->layout, width > 0 ? (int)(width * PANGO_SCALE) : -1);
    pango_layout_set_wrap(s->layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(s->layout, ALIGN[style->align]);
    pango_layout_set_line_spacing(s->layout, 1.12f);
    pango_layout_set_text(s->layout, text, -1);
}

static double layout_height(struct sheet *s)
{
    PangoRectangle logical;
    pango_layout_get_extents(s->layout, NULL, &logical);
    return (double)logical.height / PANGO_SCALE;
}

double sheet_text_height(struct sheet *s, const struct sheet_style *style, double width,
                         const char *text)
{
    if (!*text)
        return 0;
    layout_set(s, style, width, text);
    return layout_height(s);
}

static void ink(struct sheet *s, int color)
{
    uint32_t c = COLORS[color];
    cairo_set_source_rgb(s->cr, (c >> 16 & 255) / 255.0, (c >> 8 & 255) / 255.0,
                         (c & 255) / 255.0);
}

double sheet_text(struct sheet *s, const struct sheet_style *style, double x, double y,
                  double width, const char *text)
{
    if (!*text)
        return 0;
    layout_set(s, style, width, text);
    if (!s->measuring) {
        ink(s, style->color);
        cairo_move_to(s->cr, x, y);
        pango_cairo_show_layout(s->cr, s->layout);
        s->missing += pango_layout_get_unknown_glyphs_count(s->layout);
    }
    return layout_height(s);
}

// ---------------------------------------------------------------- shapes

static void round_box(struct sheet *s, double x, double y, double w, double h, double r)
{
    cairo_new_sub_path(s->cr);
    cairo_arc(s->cr, x + w - r, y + r, r, -M_PI / 2, 0);
    cairo_arc(s->cr, x + w - r, y + h - r, r, 0, M_PI / 2);
    cairo_arc(s->cr, x + r, y + h - r, r, M_PI / 2, M_PI);
    cairo_arc(s->cr, x + r, y + r, r, M_PI, 3 * M_PI / 2);
    cairo_close_path(s->cr);
}

void sheet_line(struct sheet *s, double x, double y, double width, int color)
{
    ink(s, color);
    cairo_set_line_width(s->cr, 0.6);
    cairo_move_to(s->cr, x, y);
    cairo_line_to(s->cr, x + width, y);
    cairo_stroke(s->cr);
}

void sheet_box(struct sheet *s, double x, double y, double w, double h, double rounding,
               int color)
{
    ink(s, color);
    round_box(s, x, y, w, h, rounding);
    cairo_fill(s->cr);
}

void sheet_frame(struct sheet *s, double x, double y, double w, double h, double rounding,
                 int color)
{
    ink(s, color);
    cairo_set_line_width(s->cr, 0.7);
    round_box(s, x, y, w, h, rounding);
    cairo_stroke(s->cr);
}

void sheet_disc(struct sheet *s, double x, double y, double radius, double filled,
                int color)
{
    ink(s, color);
    cairo_set_line_width(s->cr, 0.9);
    cairo_new_path(s->cr);
    cairo_arc(s->cr, x, y, radius, 0, 2 * M_PI);
    cairo_stroke(s->cr);
    if (filled <= 0)
        return;
    // from the left
    cairo_arc(s->cr, x, y, radius, M_PI - M_PI * filled, M_PI + M_PI * filled);
    cairo_close_path(s->cr);
    cairo_fill(s->cr);
}

void sheet_mind(struct sheet *s, double x, double y, double size, int color)
{
    double middle = x + size / 2;
    ink(s, color);
    cairo_set_line_width(s->cr, size * 0.11);
    cairo_set_line_join(s->cr, CAIRO_LINE_JOIN_ROUND);
    cairo_move_to(s->cr, middle, y + size * 0.06);
    cairo_line_to(s->cr, x + size, y + size * 0.94);
    cairo_line_to(s->cr, x, y + size * 0.94);
    cairo_close_path(s->cr);
    cairo_stroke(s->cr);
    cairo_move_to(s->cr, middle, y + size * 0.4);
    cairo_line_to(s->cr, middle, y + size * 0.64);
    cairo_stroke(s->cr);
    cairo_new_path(s->cr);
    cairo_arc(s->cr, middle, y + size * 0.79, size * 0.06, 0, 2 * M_PI);
    cairo_fill(s->cr);
}

void sheet_picture(struct sheet *s, const uint8_t *rgba, int width_px, int height_px,
                   double x, double y, double width, double height)
{
    if (s->measuring)
        return;
    cairo_surface_t *image =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, width_px, height_px);
    uint8_t *rows = cairo_image_surface_get_data(image);
    int stride = cairo_image_surface_get_stride(image);
    if (!rows) {
        cairo_surface_destroy(image);
        return;
    }
    cairo_surface_flush(image);
    for (int j = 0; j < height_px; j++) {
        uint32_t *to = (uint32_t *)(void *)(rows + (size_t)j * (size_t)stride);
        const uint8_t *from = rgba + (size_t)j * (size_t)width_px * 4;
        for (int i = 0; i < width_px; i++, from += 4)
            to[i] = (uint32_t)from[0] << 16 | (uint32_t)from[1] << 8 | from[2];
    }
    cairo_surface_mark_dirty(image);
    cairo_save(s->cr);
    cairo_translate(s->cr, x, y);
    cairo_scale(s->cr, width / width_px, height / height_px);
    cairo_set_source_surface(s->cr, image, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(s->cr), CAIRO_FILTER_BEST);
    cairo_paint(s->cr);
    cairo_restore(s->cr);
    cairo_surface_destroy(image);
}

// ---------------------------------------------------------------- pages

double sheet_left(const struct sheet *s)
{
    return s->side;
}

double sheet_width(const struct sheet *s)
{
    return s->width - 2 * s->side;
}

double sheet_y(const struct sheet *s)
{
    return s->y;
}

void sheet_advance(struct sheet *s, double height)
{
    s->y += height;
}

/* the foot of a page: what this paper is, and which of its pages */
static void foot(struct sheet *s, double y)
{
    const struct sheet_style style = {.size = 7, .color = SHEET_FAINT};
    const struct sheet_style right = {
        .size = 7, .color = SHEET_FAINT, .align = SHEET_RIGHT};
    double width = sheet_width(s);
    sheet_line(s, s->side, y, width, SHEET_RULE);
    sheet_text(s, &style, s->side, y + 6, width - 70, s->params->footer);
    if (s->params->kind != SHEET_PDF)
        return;
    char text[80] = "";
    size_t n = 0;
    for (const char *p = s->params->page; *p && n + 16 < sizeof text;) {
        if (strncmp(p, "{n}", 3) == 0 || strncmp(p, "{all}", 5) == 0) {
            bool all = p[1] == 'a';
            n += (size_t)snprintf(text + n, sizeof text - n, "%d",
                                  all ? s->pages : s->page);
            p += all ? 5 : 3;
        } else {
            text[n++] = *p++;
            text[n] = 0;
        }
    }
    sheet_text(s, &right, s->side + width - 70, y + 6, 70, text);
}

bool sheet_need(struct sheet *s, double height)
{
    double bottom = s->height - s->bottom;
    if (s->params->kind != SHEET_PDF || s->y + height <= bottom || s->y <= s->top)
        return false;
    foot(s, bottom + 10);
    cairo_show_page(s->cr);
    s->page++;
    s->y = s->top;
    return true;
}

static void begin(struct sheet *s, cairo_surface_t *surface)
{
    cairo_font_options_t *options = cairo_font_options_create();
    s->surface = surface;
    s->cr = cairo_create(surface);
    s->page = 1;
    s->y = s->top;
    // the same lines break at the same words on every surface
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    s->fonts = pango_cairo_font_map_new();
    pango_cairo_font_map_set_resolution((PangoCairoFontMap *)s->fonts, 72);
    s->context = pango_font_map_create_context(s->fonts);
    pango_cairo_context_set_font_options(s->context, options);
    pango_context_set_round_glyph_positions(s->context, FALSE);
    pango_context_set_language(
        s->context, pango_language_from_string(script_font_lang(s->params->lang)));
    s->layout = pango_layout_new(s->context);
    cairo_font_options_destroy(options);
}

/* ends the drawing; false where the surface ran out of memory */
static bool end(struct sheet *s)
{
    g_object_unref(s->layout);
    g_object_unref(s->context);
    g_object_unref(s->fonts);
    cairo_destroy(s->cr);
    cairo_surface_flush(s->surface);
    return cairo_surface_status(s->surface) == CAIRO_STATUS_SUCCESS;
}

static cairo_status_t collect(void *user, const unsigned char *bytes, unsigned n)
{
    struct sheet *s = user;
    if (s->size + n > s->capacity) {
        s->capacity = (s->size + n) * 2;
        s->data = xrealloc(s->data, s->capacity);
    }
    memcpy(s->data + s->size, bytes, n);
    s->size += n;
    return CAIRO_STATUS_SUCCESS;
}

/* cairo writes the time of day into a PDF; the same card is the same bytes */
static void take_out_date(struct sheet *s)
{
    static const char KEY[] = "/CreationDate";
    uint8_t *at = s->size ? memmem(s->data, s->size, KEY, sizeof KEY - 1) : NULL;
    if (!at)
        return;
    for (uint8_t *end = s->data + s->size; at < end && *at != '\n'; at++)
        *at = ' ';
}

static bool draw_pdf(struct sheet *s, void (*set)(struct sheet *, void *), void *user,
                     struct error *error)
{
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
        collect, s, s->width * s->zoom, s->height * s->zoom);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, s->params->title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "deqi");
    begin(s, surface);
    cairo_scale(s->cr, s->zoom, s->zoom);
    set(s, user);
    foot(s, s->height - s->bottom + 10);
    bool ok = end(s);
    cairo_surface_finish(surface);
    ok = ok && cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    take_out_date(s);
    return ok || error_set(error, "the pages could not be set; is memory short?");
}

/* cairo's words of blue, green, red to RGBA bytes, in place */
static void to_rgba(uint8_t *rows, size_t pixels)
{
    for (size_t i = 0; i < pixels; i++) {
        uint32_t c;
        memcpy(&c, rows + 4 * i, 4);
        rows[4 * i] = (uint8_t)(c >> 16);
        rows[4 * i + 1] = (uint8_t)(c >> 8);
        rows[4 * i + 2] = (uint8_t)c;
        rows[4 * i + 3] = 255;
    }
}

static bool draw_png(struct sheet *s, double height, void (*set)(struct sheet *, void *),
                     void *user, struct error *error)
{
    double scale = (s->params->width_px ? s->params->width_px : PICTURE_WIDTH) / s->width;
    // a very long card is drawn smaller rather than not at all
    scale = fmin(scale, PICTURE_SIDE_MAX / height);
    int width_px = (int)round(s->width * scale), height_px = (int)floor(height * scale);
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, width_px, height_px);
    begin(s, surface);
    ink(s, SHEET_WHITE);
    cairo_paint(s->cr);
    cairo_scale(s->cr, scale, scale);
    set(s, user);
    foot(s, s->y + 10);
    bool ok = end(s);
    if (ok) {
        uint8_t *rows = cairo_image_surface_get_data(surface);
        to_rgba(rows, (size_t)width_px * (size_t)height_px);
        struct png_image image = {.pixels = rows,
                                  .width = width_px,
                                  .height = height_px,
                                  .channels = 4,
                                  .keep = PNG_OPAQUE};
        ok = png_encode(&image, &s->data, &s->size, error);
    } else {
        error_set(error, "a picture of %d x %d could not be set; is memory short?",
                  width_px, height_px);
    }
    cairo_surface_destroy(surface);
    return ok;
}

static bool measure(struct sheet *s, const struct sheet_params *params,
                    void (*set)(struct sheet *, void *), void *user)
{
    double zoom = params->kind == SHEET_PDF && params->zoom > 0 ? params->zoom : 1;
    const double *paper = PAPERS[params->kind == SHEET_PDF ? params->paper : SHEET_A4];
    *s = (struct sheet){.params = params,
                        .measuring = true,
                        .zoom = zoom,
                        .width = paper[0] / zoom,
                        .height = paper[1] / zoom};
    const double *margin = MARGINS[zoom < 1];
    s->side = margin[0] / zoom;
    s->top = margin[1] / zoom;
    s->bottom = margin[2] / zoom;
    cairo_surface_t *nowhere =
        cairo_recording_surface_create(CAIRO_CONTENT_COLOR_ALPHA, NULL);
    begin(s, nowhere);
    set(s, user);
    bool ok = end(s);
    cairo_surface_destroy(nowhere);
    return ok;
}

int sheet_pages(const struct sheet_params *params, void (*set)(struct sheet *, void *),
                void *user)
{
    struct sheet s;
    return measure(&s, params, set, user) ? s.page : 0;
}

bool sheet_set(const struct sheet_params *params, void (*set)(struct sheet *, void *),
               void *user, struct sheet_result *out, struct error *error)
{
    struct sheet s;
    bool ok = measure(&s, params, set, user);
    s.pages = s.page;
    s.measuring = false;
    double height = s.y + s.bottom;
    if (!ok)
        error_set(error, "the pages could not be measured; is memory short?");
    ok = ok && (params->kind == SHEET_PDF ? draw_pdf(&s, set, user, error)
                                          : draw_png(&s, height, set, user, error));
    if (!ok) {
        free(s.data);
        s = (struct sheet){0};
    }
    *out = (struct sheet_result){
        .data = s.data, .size = s.size, .pages = s.pages, .missing_glyphs = s.missing};
    return ok;
}
