/* card_top.c - the head of a plan card: whose plan, the body, the terms of the session.
 */
#include <math.h>
#include <stdio.h>

#include "export/card_internal.h"

static const struct sheet_style BRAND = {
    .size = 8, .color = SHEET_ACCENT, .weight = SHEET_SEMIBOLD};
static const struct sheet_style TITLE = {
    .size = 19, .color = SHEET_INK, .weight = SHEET_SEMIBOLD};
static const struct sheet_style LEAD = {.size = 9.5, .color = SHEET_SOFT};
static const struct sheet_style CAPTION = {
    .size = 7.5, .color = SHEET_FAINT, .align = SHEET_CENTRE};
static const struct sheet_style FIGURE = {
    .size = 21, .color = SHEET_INK, .weight = SHEET_SEMIBOLD};

static const double PICTURE_HEIGHT = 250, ROW_GAP = 6;

static void head(const struct card *card, struct sheet *s)
{
    double x = sheet_left(s), width = sheet_width(s);
    const char *label = texts_label(card->texts, card->plan->label);
    char text[CARD_TEXT];
    sheet_advance(s, sheet_text(s, &BRAND, x, sheet_y(s), width,
                                card_text(card, "sheet.brand", NULL)) +
                         6);
    sheet_advance(s, sheet_text(s, &TITLE, x, sheet_y(s), width,
                                label[0] ? label : card_text(card, "sheet.title", NULL)) +
                         4);
    card_findings(card, text, sizeof text);
    sheet_advance(s, sheet_text(s, &LEAD, x, sheet_y(s), width, text) + 3);
    card_examined(card, text, sizeof text);
    sheet_advance(s, sheet_text(s, &CARD_QUIET, x, sheet_y(s), width, text) + 7);
    sheet_line(s, x, sheet_y(s), width, SHEET_RULE);
    sheet_advance(s, 10);
}

static double picture(struct sheet *s, const struct card_picture *p, double x,
                      double height, const char *caption)
{
    if (!p->rgba)
        return 0;
    double width = height * p->width / p->height;
    sheet_picture(s, p->rgba, p->width, p->height, x, sheet_y(s), width, height);
    sheet_text(s, &CAPTION, x, sheet_y(s) + height + 2, width, caption);
    return width + ROW_GAP;
}

/* a large figure with a word below it */
static double figure(struct sheet *s, double x, double y, double width, int number,
                     const char *unit)
{
    char text[16];
    snprintf(text, sizeof text, "%d", number);
    double height = sheet_text(s, &FIGURE, x, y, width, text);
    return height + sheet_text(s, &CARD_QUIET, x, y + height - 2, width, unit) - 2;
}

/* the three figures */
static double figures(const struct card *card, struct sheet *s, double x, double y,
                      double width)
{
    const struct plan_session *t = &card->plan->session;
    double column = width / 3;
    double row =
        figure(s, x, y, column, t->needles, card_text(card, "sheet.needles", NULL));
    figure(s, x + column, y, column, t->n_positions,
           t->n_positions == 1 ? card_text(card, "sheet.position_one", NULL)
                               : card_text(card, "sheet.positions", NULL));
    figure(s, x + 2 * column, y, column, t->retention_min,
           card_text(card, "sheet.minutes", NULL));
    return row;
}

static double retention(const struct card *card, struct sheet *s, double x, double y,
                        double width)
{
    const struct plan_session *t = &card->plan->session;
    char text[CARD_TEXT];
    struct message m = {.id = t->n_positions == 1 ? "sheet.retention_one"
                                                  : "sheet.retention",
                        .arg = {{.name = "min", .number = t->retention_min},
                                {.name = "n", .number = t->n_positions}}};
    card_message(card, &m, text, sizeof text);
    double head =
        sheet_text(s, &CARD_STRONG, x, y, width, card_text(card, "sheet.de_qi", NULL)) +
        1;
    return head + sheet_text(s, &CARD_QUIET, x, y + head, width, text);
}

static double lamp_terms(const struct card *card, const struct lamp_rows *rows,
                         struct sheet *s, double x, double y, double width)
{
    char text[CARD_TEXT];
    struct message lamp = {
        .id = "sheet.lamp",
        .arg = {{.name = "state",
                 .text = words_named(card->texts, "lamp",
                                     plan_lamp_name(card->plan->session.infrared))}}};
    card_message(card, &lamp, text, sizeof text);
    double head = sheet_text(s, &CARD_STRONG, x, y, width, text) + 3;
    return head + card_lamp_column(card, rows, s, x, y + head, width);
}

/* beside the pictures */
static double terms(const struct card *card, const struct lamp_rows *rows,
                    struct sheet *s, double x, double width)
{
    double y = sheet_y(s) + 4;
    y += figures(card, s, x, y, width) + 10;
    sheet_line(s, x, y, width, SHEET_RULE);
    y += 8;
    y += retention(card, s, x, y, width) + 9;
    y += lamp_terms(card, rows, s, x, y, width) + 6;
    return y - sheet_y(s);
}

/* the same below them, in three columns */
static double terms_band(const struct card *card, const struct lamp_rows *rows,
                         struct sheet *s, double x, double y, double width)
{
    double first = 0.30 * width, second = 0.30 * width, gap = CARD_GAP;
    double a = figures(card, s, x, y, first - gap);
    double b = retention(card, s, x + first, y + 3, second - gap) + 3;
    double third = x + first + second;
    double c = lamp_terms(card, rows, s, third, y + 3, x + width - third) + 3;
    return fmax(fmax(a, b), c);
}

/* why nothing is needled, and where to go */
static double blocked(const struct card *card, const struct cautions *cautions,
                      struct sheet *s, double x, double width)
{
    double y = sheet_y(s) + 4;
    const struct sheet_style title = {
        .size = 13, .color = SHEET_ALARM, .weight = SHEET_SEMIBOLD};
    y += sheet_text(s, &title, x, y, width,
                    card_text(card, "plan.text.blocked", "Blocked: no needling")) +
         8;
    for (int i = 0; i < cautions->n; i++) {
        const struct caution_words *c = &cautions->caution[i];
        if (c->weight != CAUTION_BLOCKS)
            continue;
        y += sheet_text(s, &CARD_STRONG, x, y, width, c->title) + 2;
        y += sheet_text(s, &CARD_BODY, x, y, width, c->text) + 2;
        y += sheet_text(s, &CARD_STRONG, x, y, width, c->refer) + 9;
    }
    return y - sheet_y(s);
}

/* the body from both sides and, as large, the hands and feet that are needled */
static void top_in_rows(const struct card *card, const struct lamp_rows *lamp,
                        struct sheet *s)
{
    double x = sheet_left(s), width = sheet_width(s), at = x;
    int n = 2 + card->n_close_ups;
    double each = (width - ROW_GAP * (n - 1)) / n;
    double height = fmin(each * CARD_PICTURE_HEIGHT / CARD_PICTURE_WIDTH, 212);
    at += picture(s, &card->front, at, height, card_text(card, "sheet.front", NULL));
    at += picture(s, &card->back, at, height, card_text(card, "sheet.back", NULL));
    for (int i = 0; i < card->n_close_ups; i++) {
        const struct card_close_up *c = &card->close_up[i];
        char text[CARD_TEXT];
        struct message m = {
            .id = c->of == CARD_HAND ? "sheet.hand" : "sheet.foot",
            .arg = {{.name = "side", .text = words_side(card->texts, c->side)}}};
        card_message(card, &m, text, sizeof text);
        at += picture(s, &c->picture, at, height, text);
    }
    const struct sheet_style right = {
        .size = 7.5, .color = SHEET_FAINT, .align = SHEET_RIGHT};
    sheet_advance(s, height + 14);
    if (card->record->n_symptoms)
        sheet_advance(s, sheet_text(s, &right, x, sheet_y(s), width,
                                    card_text(card, "sheet.shaded", NULL)));
    sheet_advance(s, 4);
    sheet_line(s, x, sheet_y(s), width, SHEET_RULE);
    sheet_advance(s, 7);
    sheet_advance(s, terms_band(card, lamp, s, x, sheet_y(s), width) + 2);
}

void card_top(const struct card *card, const struct lamp_rows *lamp,
              const struct cautions *cautions, struct sheet *s)
{
    head(card, s);
    if (card->plan->status == PLAN_READY && card->n_close_ups && card->front.rgba) {
        top_in_rows(card, lamp, s);
        return;
    }
    double x = sheet_left(s), right = x + sheet_width(s);
    x += picture(s, &card->front, x - 8, PICTURE_HEIGHT,
                 card_text(card, "sheet.front", NULL));
    x += picture(s, &card->back, x - 8, PICTURE_HEIGHT,
                 card_text(card, "sheet.back", NULL));
    double width = right - x - 2;
    x += 2;
    double height = card->plan->status == PLAN_READY
                        ? terms(card, lamp, s, x, width)
                        : blocked(card, cautions, s, x, width);
    bool pictures = card->front.rgba || card->back.rgba;
    double least = pictures ? PICTURE_HEIGHT + 14 : 0;
    if (pictures)
        sheet_text(s, &CAPTION, sheet_left(s), sheet_y(s) + PICTURE_HEIGHT + 2,
                   x - 8 - sheet_left(s), card_text(card, "sheet.shaded", NULL));
    sheet_advance(s, height > least ? height : least);
}
