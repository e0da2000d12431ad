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

/* the most that two pages hold, in the largest type */
static void fit(struct sheet_params *params, struct card *card)
{
    static const struct {
        enum card_room room;
        double zoom;
    } TRIED[] = {{CARD_ROOMY, 1},     {CARD_CLOSE, 1},     {CARD_CLOSE, 0.94},
                 {CARD_CLOSE, 0.88},  {CARD_NARROW, 0.92}, {CARD_NARROW, 0.86},
                 {CARD_NARROW, 0.80}, {CARD_NARROW, 0.76}, {CARD_BARE, 0.80},
                 {CARD_BARE, 0.76},   {CARD_BARE, 0.72},   {CARD_BARE, 0.68},
                 {CARD_BARE, 0.64}};
    for (size_t i = 0; i < sizeof TRIED / sizeof *TRIED; i++) {
        card->room = TRIED[i].room;
        params->zoom = TRIED[i].zoom;
        if (sheet_pages(params, set_card, card) <= 2)
            return;
    }
    // more than two in any case: then as it is read best
    card->room = CARD_ROOMY;
    params->zoom = 1;
}

bool card_make(const struct card *card, enum card_kind kind, struct card_file *out,
               struct error *error)
{
    const char *label = texts_label(card->texts, card->plan->label);
    struct card copy = *card;
    copy.room = CARD_ROOMY;
    struct sheet_params params = {
        .kind = kind == CARD_PDF ? SHEET_PDF : SHEET_PNG,
        .lang = texts_lang(card->texts),
        .title = label[0] ? label : card_text(card, "sheet.title", NULL),
        .footer = card_text(card, "sheet.footer", NULL),
        .page = card_text(card, "sheet.page", NULL),
        .paper = card->paper == CARD_LETTER ? SHEET_LETTER : SHEET_A4};
    if (kind == CARD_PDF)
        fit(&params, &copy);
    struct sheet_result set;
    bool ok = sheet_set(&params, set_card, &copy, &set, error);
    *out = (struct card_file){.data = set.data,
                              .size = set.size,
                              .pages = set.pages,
                              .missing_glyphs = set.missing_glyphs};
    return ok;
}
