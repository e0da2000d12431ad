/* card_top.c - the head of a plan card: whose plan, the body, the terms of the session.
 */
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

static const double PICTURE_HEIGHT = 250;

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
                      const char *caption)
{
    if (!p->rgba)
        return 0;
    double width = PICTURE_HEIGHT * p->width / p->height;
    sheet_picture(s, p->rgba, p->width, p->height, x, sheet_y(s), width, PICTURE_HEIGHT);
    sheet_text(s, &CAPTION, x, sheet_y(s) + PICTURE_HEIGHT + 2, width, caption);
    return width + 6;
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

static double terms(const struct card *card, const struct lamp_rows *rows,
                    struct sheet *s, double x, double width)
{
    const struct plan_session *t = &card->plan->session;
    double y = sheet_y(s) + 4, column = width / 3;
    char text[CARD_TEXT];
    double row =
        figure(s, x, y, column, t->needles, card_text(card, "sheet.needles", NULL));
    figure(s, x + column, y, column, t->n_positions,
           t->n_positions == 1 ? card_text(card, "sheet.position_one", NULL)
                               : card_text(card, "sheet.positions", NULL));
    figure(s, x + 2 * column, y, column, t->retention_min,
           card_text(card, "sheet.minutes", NULL));
    y += row + 10;
    sheet_line(s, x, y, width, SHEET_RULE);
    y += 8;
    struct message m = {.id = t->n_positions == 1 ? "sheet.retention_one"
                                                  : "sheet.retention",
                        .arg = {{.name = "min", .number = t->retention_min},
                                {.name = "n", .number = t->n_positions}}};
    card_message(card, &m, text, sizeof text);
    y += sheet_text(s, &CARD_STRONG, x, y, width, card_text(card, "sheet.de_qi", NULL)) +
         1;
    y += sheet_text(s, &CARD_QUIET, x, y, width, text) + 9;
    struct message lamp = {
        .id = "sheet.lamp",
        .arg = {{.name = "state",
                 .text = words_named(card->texts, "lamp", plan_lamp_name(t->infrared))}}};
    card_message(card, &lamp, text, sizeof text);
    y += sheet_text(s, &CARD_STRONG, x, y, width, text) + 3;
    y += card_lamp_column(card, rows, s, x, y, width) + 6;
    return y - sheet_y(s);
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

void card_top(const struct card *card, const struct lamp_rows *lamp,
              const struct cautions *cautions, struct sheet *s)
{
    head(card, s);
    double x = sheet_left(s), right = x + sheet_width(s);
    x += picture(s, &card->front, x - 8, card_text(card, "sheet.front", NULL));
    x += picture(s, &card->back, x - 8, card_text(card, "sheet.back", NULL));
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
