/* canvas_internal.h - a picture that is drawn on: colours, shapes and text in pixels from
 * the top left. Private to this library. */
#ifndef DEQI_EXPORT_CANVAS_INTERNAL_H
#define DEQI_EXPORT_CANVAS_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "late/pangocairo.h"

struct canvas {
    cairo_surface_t *surface;
    cairo_t *cr;
    PangoLayout *layout;
    int width, height;
    int missing_glyphs; /* characters that no font on this machine has */
};

/* `lang` decides between Chinese and Japanese shapes. */
bool canvas_open(struct canvas *canvas, int width, int height, const char *lang);
void canvas_close(struct canvas *canvas);
/* RGBA rows from the top, opaque; `out` has room for width times height pixels. */
void canvas_read(const struct canvas *canvas, uint8_t *out);

/* 0xRRGGBB */
void canvas_ink(struct canvas *canvas, uint32_t color, double alpha);
void canvas_round_box(struct canvas *canvas, double x, double y, double width,
                      double height, double rounding);

struct canvas_font {
    double size; /* pixels */
    enum { CANVAS_REGULAR, CANVAS_MEDIUM, CANVAS_SEMIBOLD } weight;
    uint32_t color;
};

/* Measures; where `wrap` > 0 it is broken at that width. */
void canvas_measure(struct canvas *canvas, const struct canvas_font *font,
                    const char *text, double wrap, double *width, double *height);
/* Draws with its top left at x, y; returns the height. */
double canvas_text(struct canvas *canvas, const struct canvas_font *font, double x,
                   double y, double wrap, const char *text);

#endif
