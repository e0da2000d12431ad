/* sheet_internal.h - pages of text: what a plan card is set with. Private to this
 * library.
 *
 * A sheet is a PDF of A4 or Letter pages, or one picture as tall as its content. Whoever
 * sets a sheet says what comes next, from top to bottom; the sheet breaks pages where it
 * is told that a block does not fit. Lengths are points (1/72 inch) from the top left of
 * the page. Text is set by pango in Inter and a Chinese face, found through fontconfig;
 * every face that is used is embedded.
 *
 * The number of pages is known only at the end, so a sheet is set twice: `sheet_set`
 * calls the same function first to measure, then to draw.
 */
#ifndef DEQI_EXPORT_SHEET_INTERNAL_H
#define DEQI_EXPORT_SHEET_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct sheet;

enum sheet_kind { SHEET_PDF, SHEET_PNG };
enum sheet_paper { SHEET_A4, SHEET_LETTER }; /* a picture is as wide as A4 */

enum { SHEET_INK, SHEET_SOFT, SHEET_FAINT, SHEET_ACCENT, SHEET_WARMTH, SHEET_AMBER };
enum { SHEET_ALARM = SHEET_AMBER + 1, SHEET_RULE, SHEET_TINT, SHEET_WHITE, SHEET_COLORS };

enum sheet_weight { SHEET_REGULAR, SHEET_MEDIUM, SHEET_SEMIBOLD };
enum sheet_align { SHEET_LEFT, SHEET_CENTRE, SHEET_RIGHT };

struct sheet_style {
    double size; /* points */
    int color;   /* of SHEET_INK .. */
    enum sheet_weight weight;
    enum sheet_align align;
};

struct sheet_params {
    enum sheet_kind kind;
    const char *lang;   /* decides between Chinese and Japanese shapes */
    const char *title;  /* of the document; "" = none */
    const char *footer; /* stands at the foot of each page */
    const char
        *page;    /* "{n}" and "{all}" in it become numbers; only where there are pages */
    int width_px; /* of a picture; 0 = 1240 */
    enum sheet_paper paper;
    /* All lengths of a PDF are this many times as large on paper; 0 = 1. Less than 1
     * gives the same paper more room. */
    double zoom;
};

struct sheet_result {
    uint8_t *data; /* the file; malloc'ed */
    size_t size;
    int pages;
    int missing_glyphs; /* characters that no font on this machine has */
};

/* How many pages it would come to; 0 where that cannot be told. */
int sheet_pages(const struct sheet_params *params,
                void (*set)(struct sheet *sheet, void *user), void *user);
/* Calls `set` twice and packs the result. */
bool sheet_set(const struct sheet_params *params,
               void (*set)(struct sheet *sheet, void *user), void *user,
               struct sheet_result *out, struct error *error);

/* The room between the margins, and the place where the next block begins. */
double sheet_left(const struct sheet *sheet);
double sheet_width(const struct sheet *sheet);
double sheet_y(const struct sheet *sheet);
void sheet_advance(struct sheet *sheet, double height);
/* Begins a new page where `height` is not left on this one; true if it did. What is
 * taller than a page begins on a new one and runs over its end. */
bool sheet_need(struct sheet *sheet, double height);

double sheet_text_height(struct sheet *sheet, const struct sheet_style *style,
                         double width, const char *text);
/* Draws at a place of this page, wrapped at `width`; returns the height. */
double sheet_text(struct sheet *sheet, const struct sheet_style *style, double x,
                  double y, double width, const char *text);

void sheet_line(struct sheet *sheet, double x, double y, double width, int color);
void sheet_box(struct sheet *sheet, double x, double y, double width, double height,
               double rounding, int color);
void sheet_frame(struct sheet *sheet, double x, double y, double width, double height,
                 double rounding, int color);
/* A disc that is filled to a share, 0 (a ring), 0.5 or 1: told apart without colours. */
void sheet_disc(struct sheet *sheet, double x, double y, double radius, double filled,
                int color);
/* A small triangle with a bar: mind this. */
void sheet_mind(struct sheet *sheet, double x, double y, double size, int color);
/* RGBA rows from the top, opaque, scaled into the place. */
void sheet_picture(struct sheet *sheet, const uint8_t *rgba, int width_px, int height_px,
                   double x, double y, double width, double height);

#endif
