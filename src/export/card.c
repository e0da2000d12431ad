#include "export/card.h"

#include "base/arena.h"
#include "export/card_internal.h"

const struct sheet_style CARD_BODY = {.size = 8.5, .color = SHEET_INK};
const struct sheet_style CARD_STRONG = {
    .size = 8.5, .color = SHEET_INK, .weight = SHEET_SEMIBOLD};
const struct sheet_style CARD_QUIET = {.size = 8.5, .color = SHEET_SOFT};
const struct sheet_style CARD_SMALL = {.size = 7, .color = SHEET_FAINT};
const struct sheet_style CARD_HEAD = {
    .size = 13, .color = SHEET_INK, .weight = SHEET_SEMIBOLD};

void card_heading(struct sheet *s, const char *text, const char *detail, double with_next)
{
    double x = sheet_left(s), width = sheet_width(s);
    double height = sheet_text_height(s, &CARD_HEAD, width, text);
    struct sheet_style right = CARD_QUIET;
    right.align = SHEET_RIGHT;
    // a heading is never the last thing on its page
    if (!sheet_need(s, 22 + height + 8 + with_next))
        sheet_advance(s, 22);
    sheet_text(s, &CARD_HEAD, x, sheet_y(s), width, text);
    sheet_text(s, &right, x, sheet_y(s) + 3.5, width, detail);
    sheet_advance(s, height + 5);
    sheet_line(s, x, sheet_y(s), width, SHEET_INK);
    sheet_advance(s, 6);
}

static void set_card(struct sheet *sheet, void *user)
{
    const struct card *card = user;
    struct arena *arena = arena_create();
    struct plan_rows rows;
    struct lamp_rows lamp;
    struct cautions cautions;
    plan_rows_make(&rows, card->plan, card->texts, card->on, arena);
    lamp_rows_make(&lamp, &card->plan->session, card->texts, arena);
    caution_list_make(&cautions, card->plan, card->texts, arena);
    card_top(card, &lamp, &cautions, sheet);
    if (card->plan->status == PLAN_READY) {
        card_points(card, &rows, sheet);
        card_lamp(card, &lamp, sheet);
        card_others(card, &rows, sheet);
    }
    card_notes(card, &cautions, sheet);
    arena_destroy(&arena);
}

bool card_make(const struct card *card, enum card_kind kind, struct card_file *out,
               struct error *error)
{
    const char *label = texts_label(card->texts, card->plan->label);
    struct card copy = *card;
    struct sheet_params params = {
        .kind = kind == CARD_PDF ? SHEET_PDF : SHEET_PNG,
        .lang = texts_lang(card->texts),
        .title = label[0] ? label : card_text(card, "sheet.title", NULL),
        .footer = card_text(card, "sheet.footer", NULL),
        .page = card_text(card, "sheet.page", NULL)};
    struct sheet_result set;
    bool ok = sheet_set(&params, set_card, &copy, &set, error);
    *out = (struct card_file){.data = set.data,
                              .size = set.size,
                              .pages = set.pages,
                              .missing_glyphs = set.missing_glyphs};
    return ok;
}
