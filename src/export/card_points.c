/* card_points.c - the table of points, position by position, and what is not in it.
 *
 * A point that is the same on both sides, depth and reason included, has one row.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "export/card_parts.h"

static const double NAMES = 104, WHERE = 96, COUNT = 44, PAD = 5, BOX = 7;

/* a plan holds fewer: the data has about 420 points, and cases add some marks */
enum { POINTS_MAX = 1024 };

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
    char code[40], name[160], role[120], depth[160], where[200], why[CARD_TEXT];
    char mind[CARD_TEXT], note[CARD_TEXT];
    char side; /* 'B' where both sides are one row */
    int needles;
};

static bool same_words(const struct card *card, const struct message *a,
                       const struct message *b)
{
    char x[CARD_TEXT], y[CARD_TEXT];
    message_format(card->texts, a, x, sizeof x);
    message_format(card->texts, b, y, sizeof y);
    return strcmp(x, y) == 0;
}

/* whether b is a on the other side */
static bool is_pair(const struct card *card, const struct plan_point *a,
                    const struct plan_point *b)
{
    if (strcmp(a->code, b->code) != 0 || a->side == b->side ||
        a->position != b->position || a->role != b->role || a->n_minds != b->n_minds ||
        a->n_overrides || b->n_overrides || a->depth_cun[0] != b->depth_cun[0] ||
        a->depth_cun[1] != b->depth_cun[1] || !same_words(card, &a->reason, &b->reason))
        return false;
    for (int i = 0; i < a->n_minds; i++)
        if (!same_words(card, &a->minds[i], &b->minds[i]))
            return false;
    return true;
}

static void name_of(const struct card *card, const struct plan_point *p, char *out,
                    size_t size)
{
    int region = p->region ? word_find(word_regions, p->region) : -1;
    if (p->pinyin[0]) {
        snprintf(out, size, "%s %s", p->pinyin, p->hanzi);
    } else if (region >= 0) {
        struct word_text where = word_region_text(region);
        struct message m = {
            .id = "sheet.mark",
            .arg = {{.name = "region", .id = where.id, .text = where.english}}};
        card_message(card, &m, out, size);
    } else {
        out[0] = 0;
    }
}

/* in cun, and in mm where this body's cun is known; `mm` are the two sides' */
static void depth_of(const struct card *card, const struct plan_point *p, double cun_a,
                     double cun_b, char *out, size_t size)
{
    char cun[60], mm[60];
    snprintf(cun, sizeof cun, "%g–%g", p->depth_cun[0], p->depth_cun[1]);
    bool known = cun_a > 0 && cun_b > 0;
    snprintf(mm, sizeof mm, "%.0f–%.0f", round(p->depth_cun[0] * fmin(cun_a, cun_b)),
             round(p->depth_cun[1] * fmin(cun_a, cun_b)));
    struct message m = {
        .id = known ? "sheet.depth_mm" : "sheet.depth",
        .arg = {{.name = "cun", .text = cun}, {.name = "mm", .text = mm}}};
    message_format(card->texts, &m, out, size);
}

static void why_of(const struct card *card, const struct plan_point *p, char *out,
                   size_t size)
{
    card_message(card, &p->reason, out, size);
    size_t n = strlen(out);
    n += (size_t)snprintf(out + n, size - n, " [%s", p->rule);
    for (int i = 0; i < p->n_statements && n < size; i++)
        n += (size_t)snprintf(out + n, size - n, ", %s", p->statements[i]);
    if (n < size)
        snprintf(out + n, size - n, "]");
}

static void add_line(char *out, size_t size, const char *text)
{
    size_t n = strlen(out);
    snprintf(out + n, size - n, "%s%s", n ? "\n" : "", text);
}

static void minds_of(const struct card *card, const struct plan_point *p, char *out,
                     size_t size)
{
    char text[CARD_TEXT];
    out[0] = 0;
    for (int i = 0; i < p->n_minds; i++) {
        card_message(card, &p->minds[i], text, sizeof text);
        add_line(out, size, text);
    }
    for (int i = 0; i < p->n_overrides; i++) {
        struct message m = plan_says_override(p->overrides[i]);
        card_message(card, &m, text, sizeof text);
        add_line(out, size, text);
    }
}

static void where_of(const struct card *card, const struct plan_point *p, bool both,
                     char *out, size_t size)
{
    char text[160];
    out[0] = 0;
    card_join(card, out, size, card_word(card, "angle", plan_angle_name(p->angle)));
    if (p->needles > 1) {
        struct message m = {.id = both ? "sheet.needles_a_side" : "sheet.needles_here",
                            .arg = {{.name = "n", .number = p->needles}}};
        message_format(card->texts, &m, text, sizeof text);
        card_join(card, out, size, text);
    }
}

static void row_words(const struct card *card, const struct plan_point *p,
                      const struct plan_point *other, struct row *row)
{
    const double *cun = card->cun_mm;
    double mm = cun ? cun[p - card->plan->points] : 0;
    double mm_other = cun && other ? cun[other - card->plan->points] : mm;
    row->side = other ? 'B' : p->side;
    row->needles = p->needles + (other ? other->needles : 0);
    snprintf(row->code, sizeof row->code, "%s", p->code);
    name_of(card, p, row->name, sizeof row->name);
    snprintf(row->role, sizeof row->role, "%s",
             p->role == PLAN_PRIMARY ? ""
                                     : card_word(card, "role", plan_role_name(p->role)));
    depth_of(card, p, mm, mm_other, row->depth, sizeof row->depth);
    where_of(card, p, other, row->where, sizeof row->where);
    why_of(card, p, row->why, sizeof row->why);
    minds_of(card, p, row->mind, sizeof row->mind);
    row->note[0] = 0;
    if (p->depth_source.id || p->depth_source.english) {
        char text[CARD_TEXT];
        card_message(card, &p->depth_source, text, sizeof text);
        struct message m = plan_says_depth_source(text);
        card_message(card, &m, row->note, sizeof row->note);
    }
}

// ---------------------------------------------------------------- one row on paper

static double row_height(struct sheet *s, const struct grid *g, const struct row *r)
{
    double names = sheet_text_height(s, &CARD_STRONG, NAMES, r->code) +
                   sheet_text_height(s, &CARD_BODY, NAMES, r->name) +
                   sheet_text_height(s, &CARD_SMALL, NAMES, r->role);
    double where = sheet_text_height(s, &CARD_STRONG, WHERE, r->depth) * 2 +
                   sheet_text_height(s, &CARD_QUIET, WHERE, r->where);
    double why = sheet_text_height(s, &CARD_QUIET, g->why_width, r->why);
    if (r->mind[0])
        why += 2 + sheet_text_height(s, &CARD_BODY, g->why_width - 12, r->mind);
    why += sheet_text_height(s, &CARD_SMALL, g->why_width, r->note);
    return fmax(fmax(names, where), why) + 2 * PAD;
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
    double top = sheet_y(s) + PAD, y = top - 1;
    y += sheet_text(s, &CODE, g->names, y, NAMES, r->code);
    y += sheet_text(s, &CARD_BODY, g->names, y, NAMES, r->name);
    sheet_text(s, &CARD_SMALL, g->names, y, NAMES, r->role);
    y = top;
    y += sheet_text(s, &CARD_STRONG, g->where, y, WHERE, card_side(card, r->side));
    y += sheet_text(s, &CARD_BODY, g->where, y, WHERE, r->depth);
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
    message_format(card->texts, &m, text, sizeof text);
    struct sheet_style right = CARD_STRONG;
    right.align = SHEET_RIGHT;
    sheet_text(s, &right, sheet_left(s), sheet_y(s) + 6, sheet_width(s), text);
    sheet_advance(s, COUNT_LINE);
}

static void position(const struct card *card, struct sheet *s, int index)
{
    const struct plan *plan = card->plan;
    enum plan_position place = plan->session.positions[index];
    struct grid g = grid_of(s);
    struct row row;
    bool done[POINTS_MAX] = {false};
    int needles = 0, drawn = 0;
    for (int i = 0; i < plan->n_points; i++)
        needles += plan->points[i].position == place ? plan->points[i].needles : 0;
    char title[200], detail[200];
    struct message m = {
        .id = plan->session.n_positions > 1 ? "sheet.position_nth" : "sheet.position",
        .arg = {{.name = "n", .number = index + 1},
                {.name = "position", .text = card_position(card, place)}}};
    struct message terms = {
        .id = "sheet.position_terms",
        .arg = {{.name = "needles", .number = needles},
                {.name = "min", .number = plan->session.retention_min}}};
    card_message(card, &m, title, sizeof title);
    card_message(card, &terms, detail, sizeof detail);
    card_heading(s, title, detail, 80);
    columns_head(card, s, &g);
    for (int i = 0; i < plan->n_points && i < POINTS_MAX; i++) {
        const struct plan_point *p = &plan->points[i], *other = NULL;
        if (p->position != place || done[i])
            continue;
        for (int k = i + 1; k < plan->n_points && k < POINTS_MAX && !other; k++)
            if (!done[k] && is_pair(card, p, &plan->points[k])) {
                other = &plan->points[k];
                done[k] = true;
            }
        row_words(card, p, other, &row);
        double height = row_height(s, &g, &row);
        drawn += row.needles;
        // the count stays with the last row
        if (sheet_need(s, height + (drawn == needles ? COUNT_LINE : 0)))
            columns_head(card, s, &g);
        row_draw(card, s, &g, &row);
        sheet_advance(s, height);
        sheet_line(s, sheet_left(s), sheet_y(s), sheet_width(s), SHEET_RULE);
    }
    count_line(card, s, needles);
}

void card_points(const struct card *card, struct sheet *s)
{
    for (int i = 0; i < card->plan->session.n_positions; i++)
        position(card, s, i);
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
static void pair_line(struct sheet *s, const char *names, const char *detail,
                      const char *words)
{
    double x = sheet_left(s), wide = x + CARD_NAMES + CARD_GAP;
    double width = sheet_width(s) - CARD_NAMES - CARD_GAP;
    double left = sheet_text_height(s, &CARD_STRONG, CARD_NAMES, names) +
                  sheet_text_height(s, &CARD_BODY, CARD_NAMES, detail);
    double height = fmax(left, sheet_text_height(s, &CARD_QUIET, width, words)) + 2 * PAD;
    sheet_need(s, height);
    double y = sheet_y(s) + PAD;
    double first = sheet_text(s, &CARD_STRONG, x, y, CARD_NAMES, names);
    sheet_text(s, &CARD_BODY, x, y + first, CARD_NAMES, detail);
    sheet_text(s, &CARD_QUIET, wide, y, width, words);
    sheet_advance(s, height);
    sheet_line(s, x, sheet_y(s), sheet_width(s), SHEET_RULE);
}

/* whether b was removed for the same reasons on the other side */
static bool removed_alike(const struct card *card, const struct plan_removed *a,
                          const struct plan_removed *b)
{
    if (strcmp(a->point.code, b->point.code) != 0 || a->point.side == b->point.side ||
        a->n_by != b->n_by)
        return false;
    for (int k = 0; k < a->n_by; k++)
        if (strcmp(a->by[k], b->by[k]) != 0 ||
            !same_words(card, &a->reasons[k], &b->reasons[k]))
            return false;
    return true;
}

static void removed_line(const struct card *card, struct sheet *s,
                         const struct plan_removed *r, char side)
{
    char names[120], name[160], words[CARD_TEXT] = "", text[CARD_TEXT];
    snprintf(names, sizeof names, "%s  %s", r->point.code, card_side(card, side));
    name_of(card, &r->point, name, sizeof name);
    for (int k = 0; k < r->n_by; k++) {
        card_message(card, &r->reasons[k], text, sizeof text);
        size_t n = strlen(text);
        snprintf(text + n, sizeof text - n, " [%s]", r->by[k]);
        add_line(words, sizeof words, text);
    }
    pair_line(s, names, name, words);
}

static void removed(const struct card *card, struct sheet *s)
{
    const struct plan *plan = card->plan;
    bool done[POINTS_MAX] = {false};
    if (!plan->n_removed)
        return;
    card_heading(s, card_text(card, "plan.text.removed", "Removed by a caution"), "", 40);
    for (int i = 0; i < plan->n_removed && i < POINTS_MAX; i++) {
        char side = plan->removed[i].point.side;
        if (done[i])
            continue;
        for (int k = i + 1; k < plan->n_removed && k < POINTS_MAX; k++)
            if (!done[k] && removed_alike(card, &plan->removed[i], &plan->removed[k])) {
                done[k] = true;
                side = 'B';
            }
        removed_line(card, s, &plan->removed[i], side);
    }
}

/* "KI2 (left, right) Rángǔ 然谷": the code once, with the sides in which the list has it
 */
static void add_optional(const struct card *card, int from, bool *done, char *list,
                         size_t size)
{
    const struct plan *plan = card->plan;
    const struct plan_point *p = &plan->optional[from];
    char text[240], side = p->side;
    done[from] = true;
    for (int k = from + 1; k < plan->n_optional && k < POINTS_MAX; k++) {
        const struct plan_point *q = &plan->optional[k];
        if (!done[k] && strcmp(q->code, p->code) == 0 && q->side != p->side &&
            same_words(card, &q->not_chosen, &p->not_chosen)) {
            done[k] = true;
            side = 'B';
        }
    }
    struct message m = {.id = "sheet.optional_point",
                        .arg = {{.name = "code", .text = p->code},
                                {.name = "name", .text = p->hanzi},
                                {.name = "side", .text = card_side(card, side)}}};
    message_format(card->texts, &m, text, sizeof text);
    card_join(card, list, size, text);
}

static void optional(const struct card *card, struct sheet *s)
{
    const struct plan *plan = card->plan;
    if (!plan->n_optional)
        return;
    card_heading(s, card_text(card, "sheet.optional", NULL), "", 40);
    bool done[POINTS_MAX] = {false};
    for (int i = 0; i < plan->n_optional && i < POINTS_MAX; i++) {
        char list[CARD_TEXT] = "", because[CARD_TEXT];
        if (done[i])
            continue;
        for (int k = i; k < plan->n_optional && k < POINTS_MAX; k++)
            if (!done[k] && same_words(card, &plan->optional[k].not_chosen,
                                       &plan->optional[i].not_chosen))
                add_optional(card, k, done, list, sizeof list);
        card_message(card, &plan->optional[i].not_chosen, because, sizeof because);
        pair_line(s, because, "", list);
    }
}

void card_others(const struct card *card, struct sheet *s)
{
    removed(card, s);
    optional(card, s);
}
