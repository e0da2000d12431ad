/* card_lamp.c - where the lamp may shine: a full, half or empty disc for each region. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "export/card_parts.h"

enum { ROWS = 64, ROWS_IN_COLUMN = 6 };

struct lamp_row {
    char text[240], why[600];
    enum plan_lamp state;
};

static bool same_region(const struct plan_lamp_region *a,
                        const struct plan_lamp_region *b)
{
    return strcmp(a->region, b->region) == 0 && a->state == b->state &&
           a->side != b->side && a->reason.id == b->reason.id &&
           a->reason.english == b->reason.english;
}

/* both sides of a region that differ in nothing are one row */
static int rows_of(const struct card *card, struct lamp_row *rows)
{
    const struct plan_session *t = &card->plan->session;
    bool done[ROWS * 2] = {false};
    int n = 0;
    for (int i = 0; i < t->n_regions && i < ROWS * 2 && n < ROWS; i++) {
        const struct plan_lamp_region *r = &t->regions[i];
        char id[64], side = r->side;
        if (done[i])
            continue;
        for (int k = i + 1; k < t->n_regions && k < ROWS * 2; k++)
            if (!done[k] && same_region(r, &t->regions[k])) {
                done[k] = true;
                side = 'B';
            }
        snprintf(id, sizeof id, "region.%s", r->region);
        struct message m = {
            .id = "sheet.lamp_region",
            .arg = {{.name = "region", .text = card_text(card, id, r->region_text)},
                    {.name = "side", .text = card_side(card, side)},
                    {.name = "state",
                     .text = card_word(card, "lamp", plan_lamp_name(r->state))}}};
        card_message(card, &m, rows[n].text, sizeof rows[n].text);
        card_message(card, &r->reason, rows[n].why, sizeof rows[n].why);
        rows[n++].state = r->state;
    }
    return n;
}

static double row_draw(struct sheet *s, const struct lamp_row *row, double x, double y,
                       double width, const char *why)
{
    double filled = row->state == PLAN_LAMP_ON            ? 1
                    : row->state == PLAN_LAMP_CONDITIONAL ? 0.5
                                                          : 0;
    double from = y;
    sheet_disc(s, x + 3.4, y + 5.4, 2.9, filled, SHEET_WARMTH);
    y += sheet_text(s, &CARD_BODY, x + 13, y, width - 13, row->text);
    y += sheet_text(s, &CARD_SMALL, x + 13, y, width - 13, why);
    return y + 4 - from;
}

double card_lamp_column(const struct card *card, struct sheet *s, double x, double y,
                        double width)
{
    struct lamp_row rows[ROWS];
    int n = rows_of(card, rows);
    double from = y;
    if (n > ROWS_IN_COLUMN)
        return sheet_text(s, &CARD_QUIET, x, y, width,
                          card_text(card, "sheet.lamp_below", NULL));
    for (int i = 0; i < n; i++) {
        // a reason that the next row gives too is told once, at the last
        bool again = i + 1 < n && strcmp(rows[i].why, rows[i + 1].why) == 0;
        y += row_draw(s, &rows[i], x, y, width, again ? "" : rows[i].why);
    }
    return y - from;
}

void card_lamp(const struct card *card, struct sheet *s)
{
    struct lamp_row rows[ROWS];
    int n = rows_of(card, rows);
    if (n <= ROWS_IN_COLUMN)
        return;
    card_heading(s, card_text(card, "sheet.lamp_regions", NULL), "", 40);
    double gap = CARD_GAP, width = (sheet_width(s) - gap) / 2, x = sheet_left(s);
    // two to a line
    for (int i = 0; i < n; i += 2) {
        sheet_need(s, 36);
        double y = sheet_y(s), height = row_draw(s, &rows[i], x, y, width, rows[i].why);
        if (i + 1 < n)
            height = fmax(height, row_draw(s, &rows[i + 1], x + width + gap, y, width,
                                           rows[i + 1].why));
        sheet_advance(s, height + 1);
    }
}
