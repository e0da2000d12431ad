#include "export/card.h"

#include "base/arena.h"
#include "export/card_internal.h"

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
