/* card_style.c - the type and the headings of a plan card. */
#include "export/card_internal.h"

const struct sheet_style CARD_BODY = {.size = 8.5, .color = SHEET_INK};
const struct sheet_style CARD_STRONG = {
    .size = 8.5, .color = SHEET_INK, .weight = SHEET_SEMIBOLD};
const struct sheet_style CARD_QUIET = {.size = 8.5, .color = SHEET_SOFT};
const struct sheet_style CARD_SMALL = {.size = 7, .color = SHEET_FAINT};
const struct sheet_style CARD_HEAD = {
    .size = 13, .color = SHEET_INK, .weight = SHEET_SEMIBOLD};

double card_pad(const struct card *card)
{
    return card->room < CARD_NARROW ? 5 : 2.8;
}

void card_heading(const struct card *card, struct sheet *s, const char *text,
                  const char *detail, double with_next)
{
    const double above = card->room < CARD_NARROW ? 22 : 13;
    double x = sheet_left(s), width = sheet_width(s);
    double height = sheet_text_height(s, &CARD_HEAD, width, text);
    struct sheet_style right = CARD_QUIET;
    right.align = SHEET_RIGHT;
    // a heading is never the last thing on its page
    if (!sheet_need(s, above + height + 8 + with_next))
        sheet_advance(s, above);
    sheet_text(s, &CARD_HEAD, x, sheet_y(s), width, text);
    sheet_text(s, &right, x, sheet_y(s) + 3.5, width, detail);
    sheet_advance(s, height + 5);
    sheet_line(s, x, sheet_y(s), width, SHEET_INK);
    sheet_advance(s, 6);
}
