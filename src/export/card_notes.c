/* card_notes.c - what is said beside the points: questions, cautions, the lamp by region
 * where the head has no room for it, what the article claims, what this paper is. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cut.h"
#include "export/card_internal.h"

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
    card_heading(card, s, card_text(card, "plan.text.questions", "Still open"), "", 40);
    for (int i = 0; i < plan->n_questions; i++) {
        double x = sheet_left(s), width = sheet_width(s) - 18;
        card_message(card, &plan->questions[i].text, text, sizeof text);
        double height =
            sheet_text_height(s, &CARD_BODY, width, text) + 2 * card_pad(card);
        sheet_need(s, height);
        sheet_frame(s, x + 0.5, sheet_y(s) + card_pad(card) + 1.5, 8, 8, 1, SHEET_SOFT);
        sheet_text(s, &CARD_BODY, x + 18, sheet_y(s) + card_pad(card), width, text);
        sheet_advance(s, height);
    }
}

// ---------------------------------------------------------------- cautions

/* it changes what may be done */
static bool is_grave(const struct plan_caution *c)
{
    return c->action <= PLAN_CONDITIONAL;
}

static void caution(const struct card *card, struct sheet *s,
                    const struct caution_words *w)
{
    const char *source = card->room >= CARD_NARROW ? "" : w->source;
    const struct plan_caution *c = w->caution;
    double x = sheet_left(s), wide = wide_left(s), width = wide_width(s);
    double names = CARD_NAMES - 14;
    char action[160];
    cut_print(action, sizeof action, "%s · %s", w->action, c->id);
    double left = sheet_text_height(s, &CARD_STRONG, names, w->title) +
                  sheet_text_height(s, &CARD_SMALL, names, action) + 1;
    double right = sheet_text_height(s, &CARD_BODY, width, w->text) +
                   sheet_text_height(s, &CARD_STRONG, width, w->refer) + 2 +
                   sheet_text_height(s, &CARD_SMALL, width, source);
    double height = fmax(left, right) + 2 * card_pad(card);
    sheet_need(s, height);
    double y = sheet_y(s) + card_pad(card);
    if (is_grave(c))
        sheet_mind(s, x, y + 1, 9, c->action == PLAN_BLOCK ? SHEET_ALARM : SHEET_AMBER);
    double title = sheet_text(s, &CARD_STRONG, x + 14, y, names, w->title);
    sheet_text(s, &CARD_SMALL, x + 14, y + title + 1, names, action);
    y += sheet_text(s, &CARD_BODY, wide, y, width, w->text);
    y += sheet_text(s, &CARD_STRONG, wide, y, width, w->refer) + 2;
    sheet_text(s, &CARD_SMALL, wide, y, width, source);
    sheet_advance(s, height);
    sheet_line(s, x, sheet_y(s), sheet_width(s), SHEET_RULE);
}

/* a line with a narrow mark before it */
static void marked_line(const struct card *card, struct sheet *s, const char *mark,
                        const char *text)
{
    double x = sheet_left(s), width = wide_width(s);
    double height = sheet_text_height(s, &CARD_QUIET, width, text) + 2 * card_pad(card);
    sheet_need(s, height);
    sheet_text(s, &CARD_SMALL, x, sheet_y(s) + card_pad(card) + 1, CARD_NAMES, mark);
    sheet_text(s, &CARD_QUIET, wide_left(s), sheet_y(s) + card_pad(card), width, text);
    sheet_advance(s, height);
}

static void paragraph(const struct card *card, struct sheet *s, const char *text)
{
    double width = sheet_width(s);
    double height = sheet_text_height(s, &CARD_SMALL, width, text) + 2 * card_pad(card);
    sheet_need(s, height);
    sheet_text(s, &CARD_SMALL, sheet_left(s), sheet_y(s) + card_pad(card), width, text);
    sheet_advance(s, height);
}

/* of all cautions in one paragraph, each after its number */
static void sources(const struct card *card, struct sheet *s, const struct cautions *all)
{
    size_t size = 1;
    for (int i = 0; i < all->n; i++)
        size += strlen(all->caution[i].caution->id) + strlen(all->caution[i].source) + 8;
    char *text = xcalloc(size, 1);
    for (int i = 0; i < all->n; i++)
        if (all->caution[i].source[0])
            cut_append(text, size, "%s%s: %s", *text ? "   " : "",
                       all->caution[i].caution->id, all->caution[i].source);
    // a paragraph without words would be a gap
    if (*text)
        paragraph(card, s, text);
    free(text);
}

static void cautions(const struct card *card, const struct cautions *all, struct sheet *s)
{
    if (all->n)
        card_heading(card, s, card_text(card, "plan.text.cautions", "Cautions"), "", 60);
    for (int i = 0; i < all->n; i++)
        caution(card, s, &all->caution[i]);
    if (all->n && card->room == CARD_BARE)
        marked_line(card, s, "", card_text(card, "sheet.sources", NULL));
    if (card->room == CARD_NARROW)
        sources(card, s, all);
}

// ---------------------------------------------------------------- notes, what this is

static void notes(const struct card *card, struct sheet *s)
{
    const struct plan *plan = card->plan;
    char text[CARD_TEXT], mark[120];
    if (!plan->n_notes)
        return;
    card_heading(
        card, s,
        card_text(card, "plan.text.notes", "What the article says, and what is known"),
        "", 40);
    for (int i = 0; i < plan->n_notes; i++) {
        const struct plan_note *n = &plan->notes[i];
        snprintf(mark, sizeof mark, "%s%s%s", n->rule, n->statement ? " · " : "",
                 n->statement ? n->statement : "");
        card_message(card, &n->text, text, sizeof text);
        marked_line(card, s, mark, text);
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
        marked_line(card, s, plan->overrides[i].caution, text);
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

/* who, when, by whom: to be filled in by hand */
static void signatures(const struct card *card, struct sheet *s)
{
    static const char *const FIELDS[] = {"sheet.name", "sheet.date", "sheet.by",
                                         "sheet.signature"};
    enum { N = sizeof FIELDS / sizeof *FIELDS };
    static const double SHARE[N] = {0.34, 0.16, 0.25, 0.25};
    const double height = 44;
    if (!sheet_need(s, height))
        sheet_advance(s, 8);
    double x = sheet_left(s), gap = 12, width = sheet_width(s) - gap * (N - 1);
    for (int i = 0; i < N; i++) {
        sheet_line(s, x, sheet_y(s) + 24, width * SHARE[i], SHEET_SOFT);
        sheet_text(s, &CARD_SMALL, x, sheet_y(s) + 26, width * SHARE[i],
                   card_text(card, FIELDS[i], NULL));
        x += width * SHARE[i] + gap;
    }
    sheet_advance(s, height - 8);
}

void card_notes(const struct card *card, const struct cautions *all, struct sheet *s)
{
    questions(card, s);
    cautions(card, all, s);
    lifted_nothing(card, s);
    notes(card, s);
    about(card, s);
    signatures(card, s);
}
