/* card_lamp.c - where the lamp may shine: a full, half or empty disc for each region. */
#include <math.h>
#include <string.h>

#include "export/card_internal.h"

enum { ROWS_IN_COLUMN = 6 };

enum with_why { WITH_WHY, WITHOUT_WHY };

static double row_draw(const struct card *card, struct sheet *s,
                       const struct lamp_row *row, double x, double y, double width,
                       enum with_why with)
{
    enum plan_lamp state = row->region->state;
    double filled = state == PLAN_LAMP_ON ? 1 : state == PLAN_LAMP_CONDITIONAL ? 0.5 : 0;
    double from = y;
    char text[300], why[CARD_TEXT] = "";
    struct message m = {
        .id = "sheet.lamp_region",
        .arg = {{.name = "region", .text = row->name},
                {.name = "side", .text = words_side(card->texts, row->side)},
                {.name = "state", .text = row->state}}};
    card_message(card, &m, text, sizeof text);
    if (with == WITH_WHY)
        card_message(card, &row->region->reason, why, sizeof why);
    sheet_disc(s, x + 3.4, y + 5.4, 2.9, filled, SHEET_WARMTH);
    y += sheet_text(s, &CARD_BODY, x + 13, y, width - 13, text);
    y += sheet_text(s, &CARD_SMALL, x + 13, y, width - 13, why);
    return y + 4 - from;
}

double card_lamp_column(const struct card *card, const struct lamp_rows *lamp,
                        struct sheet *s, double x, double y, double width)
{
    double from = y;
    if (lamp->n > ROWS_IN_COLUMN)
        return sheet_text(s, &CARD_QUIET, x, y, width,
                          card_text(card, "sheet.lamp_below", NULL));
    for (int i = 0; i < lamp->n; i++) {
        // a reason that the next row gives too is told once, at the last
        bool again =
            i + 1 < lamp->n && strcmp(lamp->row[i].why, lamp->row[i + 1].why) == 0;
        y +=
            row_draw(card, s, &lamp->row[i], x, y, width, again ? WITHOUT_WHY : WITH_WHY);
    }
    return y - from;
}

void card_lamp(const struct card *card, const struct lamp_rows *lamp, struct sheet *s)
{
    if (lamp->n <= ROWS_IN_COLUMN)
        return;
    card_heading(card, s, card_text(card, "sheet.lamp_regions", NULL), "", 40);
    double gap = CARD_GAP, width = (sheet_width(s) - gap) / 2, x = sheet_left(s);
    // two to a line
    for (int i = 0; i < lamp->n; i += 2) {
        sheet_need(s, 36);
        double y = sheet_y(s);
        double height = row_draw(card, s, &lamp->row[i], x, y, width, WITH_WHY);
        if (i + 1 < lamp->n)
            height = fmax(height, row_draw(card, s, &lamp->row[i + 1], x + width + gap, y,
                                           width, WITH_WHY));
        sheet_advance(s, height + 1);
    }
}
