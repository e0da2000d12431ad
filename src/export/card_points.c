/* card_points.c - the table of points, position by position, and what is not in it.
 *
 * What is one row, plan_rows decides.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cut.h"
#include "export/card_internal.h"

static const double NAMES = 104, WHERE = 96, COUNT = 44, BOX = 7;

/* the columns of a row */
struct grid {
    double names, where, why, count; /* left edges */
    double why_width;
};

static struct grid grid_of(const struct sheet *s)
{
    double x = sheet_left(s), width = sheet_width(s);
    struct grid g = {.names = x, .where = x + NAMES + CARD_GAP};
    g.why = g.where + WHERE + CARD_GAP;
    g.count = x + width - COUNT;
    g.why_width = g.count - CARD_GAP - g.why;
    return g;
}

// ---------------------------------------------------------------- one row in words

struct row {
    struct row_words is;
    char where[200], why[CARD_TEXT], mind[CARD_TEXT], note[CARD_TEXT], role[120];
    char side; /* 'B' where both sides are one row */
    char whole_why[CARD_TEXT],
        whole_mind[CARD_TEXT]; /* before the row above was minded */
};

/* what the row above says, too, is not said twice where room is short */
static void say_once(const struct card *card, const struct row *above, struct row *row)
{
    memcpy(row->whole_why, row->why, sizeof row->why);
    memcpy(row->whole_mind, row->mind, sizeof row->mind);
    if (card->room == CARD_ROOMY || !above)
        return;
    const char *same = card_text(card, "sheet.as_above", NULL);
    if (strcmp(above->whole_why, row->why) == 0)
        cut_print(row->why, sizeof row->why, "%s", same);
    if (row->mind[0] && strcmp(above->whole_mind, row->mind) == 0)
        cut_print(row->mind, sizeof row->mind, "%s", same);
}

static void say_whole(struct row *row)
{
    memcpy(row->why, row->whole_why, sizeof row->why);
    memcpy(row->mind, row->whole_mind, sizeof row->mind);
}

static void add_line(char *out, size_t size, const char *text)
{
    size_t n = strlen(out);
    cut_append(out, size, "%s%s", n ? "\n" : "", text);
    if (n + 1 < strlen(out))
        words_sentence(out + (n ? n + 1 : 0));
}

static void set_row(const struct card *card, const struct plan_row *r,
                    struct arena *arena, struct row *row)
{
    *row = (struct row){.side = r->side};
    row_words_make(&row->is, r, card->texts, arena);
    const struct row_words *is = &row->is;
    words_join(card->texts, row->where, sizeof row->where, is->angle);
    if (*is->needles)
        words_join(card->texts, row->where, sizeof row->where, is->needles);
    if (r->point->role != PLAN_PRIMARY)
        cut_print(row->role, sizeof row->role, "%s", is->role);
    cut_print(row->why, sizeof row->why, "%s [%s]", is->why, is->source);
    words_sentence(row->why);
    for (int i = 0; i < is->n_minds; i++)
        add_line(row->mind, sizeof row->mind, is->minds[i]);
    for (int i = 0; i < is->n_lifted; i++)
        add_line(row->mind, sizeof row->mind, is->lifted[i]);
    add_line(row->note, sizeof row->note, is->note);
}

// ---------------------------------------------------------------- one row on paper

static double row_height(const struct card *card, struct sheet *s, const struct grid *g,
                         const struct row *r)
{
    double names = sheet_text_height(s, &CARD_STRONG, NAMES, r->is.code) +
                   sheet_text_height(s, &CARD_BODY, NAMES, r->is.name) +
                   sheet_text_height(s, &CARD_SMALL, NAMES, r->role);
    double where = sheet_text_height(s, &CARD_STRONG, WHERE, r->is.depth) * 2 +
                   sheet_text_height(s, &CARD_QUIET, WHERE, r->where);
    double why = sheet_text_height(s, &CARD_QUIET, g->why_width, r->why);
    if (r->mind[0])
        why += 2 + sheet_text_height(s, &CARD_BODY, g->why_width - 12, r->mind);
    why += sheet_text_height(s, &CARD_SMALL, g->why_width, r->note);
    return fmax(fmax(names, where), why) + 2 * card_pad(card);
}

/* a box to tick when the needle is in, one when it is out; for each side */
static void tick_boxes(const struct card *card, struct sheet *s, const struct row *r,
                       double x, double y)
{
    static const struct sheet_style LETTER = {
        .size = 7, .color = SHEET_FAINT, .align = SHEET_RIGHT};
    const char *const letter[] = {
        r->side == 'M'
            ? ""
            : card_text(card, r->side == 'R' ? "sheet.tick_right" : "sheet.tick_left",
                        NULL),
        card_text(card, "sheet.tick_right", NULL)};
    for (int i = 0; i < (r->side == 'B' ? 2 : 1); i++) {
        double top = y + 1.5 + i * (BOX + 6);
        sheet_text(s, &LETTER, x, top - 0.8, 9, letter[i]);
        sheet_frame(s, x + 13, top, BOX, BOX, 1, SHEET_SOFT);
        sheet_frame(s, x + 31, top, BOX, BOX, 1, SHEET_SOFT);
    }
}

static void row_draw(const struct card *card, struct sheet *s, const struct grid *g,
                     const struct row *r)
{
    static const struct sheet_style CODE = {
        .size = 10, .color = SHEET_ACCENT, .weight = SHEET_SEMIBOLD};
    double top = sheet_y(s) + card_pad(card), y = top - 1;
    y += sheet_text(s, &CODE, g->names, y, NAMES, r->is.code);
    y += sheet_text(s, &CARD_BODY, g->names, y, NAMES, r->is.name);
    sheet_text(s, &CARD_SMALL, g->names, y, NAMES, r->role);
    y = top;
    y += sheet_text(s, &CARD_STRONG, g->where, y, WHERE, r->is.side);
    y += sheet_text(s, &CARD_BODY, g->where, y, WHERE, r->is.depth);
    sheet_text(s, &CARD_QUIET, g->where, y, WHERE, r->where);
    y = top + sheet_text(s, &CARD_QUIET, g->why, top, g->why_width, r->why);
    if (r->mind[0]) {
        sheet_mind(s, g->why, y + 3, 8, SHEET_AMBER);
        y +=
            2 + sheet_text(s, &CARD_BODY, g->why + 12, y + 2, g->why_width - 12, r->mind);
    }
    sheet_text(s, &CARD_SMALL, g->why, y, g->why_width, r->note);
    tick_boxes(card, s, r, g->count, top);
}

static void columns_head(const struct card *card, struct sheet *s, const struct grid *g)
{
    double y = sheet_y(s);
    sheet_text(s, &CARD_SMALL, g->names, y, NAMES,
               card_text(card, "sheet.column.point", NULL));
    sheet_text(s, &CARD_SMALL, g->where, y, WHERE,
               card_text(card, "sheet.column.where", NULL));
    sheet_text(s, &CARD_SMALL, g->why, y, g->why_width,
               card_text(card, "sheet.column.why", NULL));
    const struct sheet_style middle = {
        .size = 7, .color = SHEET_FAINT, .align = SHEET_CENTRE};
    sheet_text(s, &middle, g->count + 13 + BOX / 2 - 14, y, 28,
               card_text(card, "sheet.column.in", NULL));
    sheet_text(s, &middle, g->count + 31 + BOX / 2 - 14, y, 28,
               card_text(card, "sheet.column.out", NULL));
    sheet_advance(s, 11);
    sheet_line(s, sheet_left(s), sheet_y(s), sheet_width(s), SHEET_RULE);
}

// ---------------------------------------------------------------- a position

static const double COUNT_LINE = 22;

/* on paper: how many went in, how many came out */
static void count_line(const struct card *card, struct sheet *s, int needles)
{
    char text[200];
    struct message m = {.id = "sheet.count", .arg = {{.name = "n", .number = needles}}};
    text_format(card->texts, &m, text, sizeof text);
    struct sheet_style right = CARD_STRONG;
    right.align = SHEET_RIGHT;
    sheet_text(s, &right, sheet_left(s), sheet_y(s) + 6, sheet_width(s), text);
    sheet_advance(s, COUNT_LINE);
}

static void position_head(const struct card *card, struct sheet *s,
                          const struct plan_rows *rows, int index)
{
    const struct plan_position_rows *at = &rows->position[index];
    char title[200], detail[200];
    struct message m = {
        .id = rows->n_positions > 1 ? "sheet.position_nth" : "sheet.position",
        .arg = {{.name = "n", .number = index + 1},
                {.name = "position", .text = words_position(card->texts, at->position)}}};
    struct message terms = {
        .id = "sheet.position_terms",
        .arg = {{.name = "needles", .number = at->needles},
                {.name = "min", .number = card->plan->session.retention_min}}};
    card_message(card, &m, title, sizeof title);
    card_message(card, &terms, detail, sizeof detail);
    card_heading(card, s, title, detail, 80);
}

/* once round the couch, in one line */
static void steps(const struct card *card, struct sheet *s,
                  const struct doing_steps *round)
{
    char text[CARD_TEXT] = "", part[CARD_TEXT];
    for (int k = 0; k < round->n; k++) {
        doing_order_words(round, k, card->plan, card->texts, part, sizeof part);
        words_join(card->texts, text, sizeof text, part);
    }
    words_sentence(text);
    sheet_advance(
        s,
        sheet_text(s, &CARD_STRONG, sheet_left(s), sheet_y(s), sheet_width(s), text) + 7);
}

static void position(const struct card *card, struct sheet *s,
                     const struct plan_rows *rows, int index)
{
    const struct plan_position_rows *at = &rows->position[index];
    struct grid g = grid_of(s);
    struct arena *arena = arena_create();
    struct row *row = xcalloc(2, sizeof *row);
    position_head(card, s, rows, index);
    steps(card, s, &at->steps);
    columns_head(card, s, &g);
    for (int i = 0; i < at->list.n; i++) {
        struct row *now = &row[i % 2];
        set_row(card, &at->list.row[i], arena, now);
        say_once(card, i ? &row[(i + 1) % 2] : NULL, now);
        double height = row_height(card, s, &g, now);
        // the count stays with the last row
        if (sheet_need(s, height + (i + 1 == at->list.n ? COUNT_LINE : 0))) {
            // nothing is above on a new sheet
            columns_head(card, s, &g);
            say_whole(now);
            height = row_height(card, s, &g, now);
        }
        row_draw(card, s, &g, now);
        sheet_advance(s, height);
        sheet_line(s, sheet_left(s), sheet_y(s), sheet_width(s), SHEET_RULE);
    }
    count_line(card, s, at->needles);
    free(row);
    arena_destroy(&arena);
}

void card_points(const struct card *card, const struct plan_rows *rows, struct sheet *s)
{
    for (int i = 0; i < rows->n_positions; i++)
        position(card, s, rows, i);
    if (!card->plan->n_points) {
        sheet_advance(s, 12);
        sheet_advance(
            s,
            sheet_text(s, &CARD_STRONG, sheet_left(s), sheet_y(s), sheet_width(s),
                       card_text(card, "plan.text.no_points", "No points are chosen.")));
    }
}

// ---------------------------------------------------------------- removed, optional

/* names in the narrow column, words in the wide one */
static void pair_line(const struct card *card, struct sheet *s, const char *names,
                      const char *detail, const char *words)
{
    double x = sheet_left(s), wide = x + CARD_NAMES + CARD_GAP;
    double width = sheet_width(s) - CARD_NAMES - CARD_GAP;
    double left = sheet_text_height(s, &CARD_STRONG, CARD_NAMES, names) +
                  sheet_text_height(s, &CARD_BODY, CARD_NAMES, detail);
    double height =
        fmax(left, sheet_text_height(s, &CARD_QUIET, width, words)) + 2 * card_pad(card);
    sheet_need(s, height);
    double y = sheet_y(s) + card_pad(card);
    double first = sheet_text(s, &CARD_STRONG, x, y, CARD_NAMES, names);
    sheet_text(s, &CARD_BODY, x, y + first, CARD_NAMES, detail);
    sheet_text(s, &CARD_QUIET, wide, y, width, words);
    sheet_advance(s, height);
    sheet_line(s, x, sheet_y(s), sheet_width(s), SHEET_RULE);
}

static void removed_line(const struct card *card, struct sheet *s,
                         const struct plan_row *row)
{
    const struct plan_removed *r = row->removed;
    char names[120], name[160], words[CARD_TEXT] = "", text[CARD_TEXT];
    snprintf(names, sizeof names, "%s  %s", r->point.code,
             words_side(card->texts, row->side));
    words_name(card->texts, &r->point, name, sizeof name);
    for (int k = 0; k < r->n_by; k++) {
        card_message(card, r->reasons[k], text, sizeof text);
        cut_append(text, sizeof text, " [%s]", r->by[k]);
        add_line(words, sizeof words, text);
    }
    pair_line(card, s, names, name, words);
}

static void removed(const struct card *card, const struct plan_list *rows,
                    struct sheet *s)
{
    if (rows->n)
        card_heading(card, s,
                     card_text(card, "plan.text.removed", "Removed by a caution"), "",
                     40);
    for (int i = 0; i < rows->n; i++)
        removed_line(card, s, &rows->row[i]);
}

/* "KI2 然谷 (both sides), KI6 照海 (left)": the offered points of one group */
static void optional_list(const struct card *card, const struct plan_list *rows,
                          int group, char *list, size_t size)
{
    char text[240];
    for (int i = 0; i < rows->n; i++) {
        const struct plan_row *row = &rows->row[i];
        if (row->group != group)
            continue;
        struct message m = {
            .id = "sheet.optional_point",
            .arg = {
                {.name = "code", .text = row->point->code},
                {.name = "name",
                 .text = words_hanzi(card->texts, row->point->code, row->point->hanzi)},
                {.name = "side", .text = words_side(card->texts, row->side)}}};
        text_format(card->texts, &m, text, sizeof text);
        words_join(card->texts, list, size, text);
    }
}

static void optional(const struct card *card, const struct plan_list *rows,
                     struct sheet *s)
{
    if (rows->n)
        card_heading(card, s, card_text(card, "sheet.optional", NULL), "", 66);
    for (int g = 0; g < rows->n_groups; g++) {
        char list[CARD_TEXT] = "", because[CARD_TEXT];
        optional_list(card, rows, g, list, sizeof list);
        card_message(card, &rows->group[g].why, because, sizeof because);
        pair_line(card, s, because, "", list);
    }
}

void card_others(const struct card *card, const struct plan_rows *rows, struct sheet *s)
{
    removed(card, &rows->removed, s);
    optional(card, &rows->optional, s);
}
