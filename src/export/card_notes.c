/* card_notes.c - what is said beside the points: questions, cautions, the lamp by region
 * where the head has no room for it, what the article claims, what this paper is. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/cut.h"
#include "export/card_internal.h"

static const double PAD = 5;

static double wide_left(const struct sheet *s)
{
    return sheet_left(s) + CARD_NAMES + CARD_GAP;
}

static double wide_width(const struct sheet *s)
{
    return sheet_width(s) - CARD_NAMES - CARD_GAP;
}

// ---------------------------------------------------------------- questions

static void questions(const struct card *card, struct sheet *s)
{
    const struct plan *plan = card->plan;
    char text[CARD_TEXT];
    if (!plan->n_questions)
        return;
    card_heading(s, card_text(card, "plan.text.questions", "Still open"), "", 40);
    for (int i = 0; i < plan->n_questions; i++) {
        double x = sheet_left(s), width = sheet_width(s) - 18;
        card_message(card, &plan->questions[i].text, text, sizeof text);
        double height = sheet_text_height(s, &CARD_BODY, width, text) + 2 * PAD;
        sheet_need(s, height);
        sheet_frame(s, x + 0.5, sheet_y(s) + PAD + 1.5, 8, 8, 1, SHEET_SOFT);
        sheet_text(s, &CARD_BODY, x + 18, sheet_y(s) + PAD, width, text);
        sheet_advance(s, height);
    }
}

// ---------------------------------------------------------------- cautions

/* it changes what may be done */
static bool is_grave(const struct plan_caution *c)
{
    return c->action <= PLAN_CONDITIONAL;
}

static void caution(struct sheet *s, const struct caution_words *w)
{
    const struct plan_caution *c = w->caution;
    double x = sheet_left(s), wide = wide_left(s), width = wide_width(s);
    double names = CARD_NAMES - 14;
    char action[160];
    cut_print(action, sizeof action, "%s · %s", w->action, c->id);
    double left = sheet_text_height(s, &CARD_STRONG, names, w->title) +
                  sheet_text_height(s, &CARD_SMALL, names, action) + 1;
    double right = sheet_text_height(s, &CARD_BODY, width, w->text) +
                   sheet_text_height(s, &CARD_STRONG, width, w->refer) + 2 +
                   sheet_text_height(s, &CARD_SMALL, width, w->source);
    double height = fmax(left, right) + 2 * PAD;
    sheet_need(s, height);
    double y = sheet_y(s) + PAD;
    if (is_grave(c))
        sheet_mind(s, x, y + 1, 9, c->action == PLAN_BLOCK ? SHEET_ALARM : SHEET_AMBER);
    double title = sheet_text(s, &CARD_STRONG, x + 14, y, names, w->title);
    sheet_text(s, &CARD_SMALL, x + 14, y + title + 1, names, action);
    y += sheet_text(s, &CARD_BODY, wide, y, width, w->text);
    y += sheet_text(s, &CARD_STRONG, wide, y, width, w->refer) + 2;
    sheet_text(s, &CARD_SMALL, wide, y, width, w->source);
    sheet_advance(s, height);
    sheet_line(s, x, sheet_y(s), sheet_width(s), SHEET_RULE);
}

static void cautions(const struct card *card, const struct cautions *all, struct sheet *s)
{
    if (all->n)
        card_heading(s, card_text(card, "plan.text.cautions", "Cautions"), "", 60);
    for (int i = 0; i < all->n; i++)
        caution(s, &all->caution[i]);
}

// ---------------------------------------------------------------- notes, what this is

/* a line with a narrow mark before it */
static void marked_line(struct sheet *s, const char *mark, const char *text)
{
    double x = sheet_left(s), width = wide_width(s);
    double height = sheet_text_height(s, &CARD_QUIET, width, text) + 2 * PAD;
    sheet_need(s, height);
    sheet_text(s, &CARD_SMALL, x, sheet_y(s) + PAD + 1, CARD_NAMES, mark);
    sheet_text(s, &CARD_QUIET, wide_left(s), sheet_y(s) + PAD, width, text);
    sheet_advance(s, height);
}

static void notes(const struct card *card, struct sheet *s)
{
    const struct plan *plan = card->plan;
    char text[CARD_TEXT], mark[120];
    if (!plan->n_notes)
        return;
    card_heading(
        s, card_text(card, "plan.text.notes", "What the article says, and what is known"),
        "", 40);
    for (int i = 0; i < plan->n_notes; i++) {
        const struct plan_note *n = &plan->notes[i];
        snprintf(mark, sizeof mark, "%s%s%s", n->rule, n->statement ? " · " : "",
                 n->statement ? n->statement : "");
        card_message(card, &n->text, text, sizeof text);
        marked_line(s, mark, text);
    }
}

static void lifted_nothing(const struct card *card, struct sheet *s)
{
    const struct plan *plan = card->plan;
    char text[CARD_TEXT];
    for (int i = 0; i < plan->n_overrides; i++) {
        if (plan->overrides[i].effective)
            continue;
        struct message m = plan_says_no_override(&plan->overrides[i]);
        card_message(card, &m, text, sizeof text);
        marked_line(s, plan->overrides[i].caution, text);
    }
}

/* a quiet box at the end */
static void about(const struct card *card, struct sheet *s)
{
    char text[CARD_TEXT], body[300] = "";
    if (card->body[0] && card->plan->n_points) {
        struct message m = {.id = "sheet.about_body",
                            .arg = {{.name = "body", .text = card->body}}};
        card_message(card, &m, body, sizeof body);
    }
    snprintf(text, sizeof text, "%s\n%s%s%s", card_text(card, "sheet.about_source", NULL),
             card_text(card, "sheet.about_use", NULL), body[0] ? "\n" : "", body);
    double x = sheet_left(s), width = sheet_width(s), inside = width - 24;
    const char *title = card_text(card, "sheet.about", NULL);
    double head = sheet_text_height(s, &CARD_STRONG, inside, title) + 3;
    double height = head + sheet_text_height(s, &CARD_QUIET, inside, text) + 22;
    if (!sheet_need(s, 18 + height))
        sheet_advance(s, 18);
    double y = sheet_y(s);
    sheet_box(s, x, y, width, height, 5, SHEET_TINT);
    sheet_text(s, &CARD_STRONG, x + 12, y + 11, inside, title);
    sheet_text(s, &CARD_QUIET, x + 12, y + 11 + head, inside, text);
    sheet_advance(s, height);
}

void card_notes(const struct card *card, const struct cautions *all, struct sheet *s)
{
    questions(card, s);
    cautions(card, all, s);
    lifted_nothing(card, s);
    notes(card, s);
    about(card, s);
}
