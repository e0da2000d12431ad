#include "panels/panels.h"

#include <stdio.h>
#include <string.h>

#include "base/cut.h"
#include "catalog/rules_words.h"
#include "panels/structure_view.h"
#include "views/caution_list.h"
#include "views/plan_rows.h"
#include "views/point_card.h"
#include "views/point_posture.h"
#include "views/words.h"

const char *panel_side(const struct texts *texts, char side)
{
    return words_side_if_any(texts, side);
}

void panel_join(const struct texts *texts, const char *id, const char *first,
                const char *second, char *out, size_t size)
{
    struct message m = {
        .id = id,
        .arg = {{.name = "first", .text = first}, {.name = "second", .text = second}}};
    if (*first && *second)
        text_format(texts, &m, out, size);
    else
        cut_print(out, size, "%s%s", first, second);
}

void panel_place(const struct texts *texts, int region, enum case_side side, char *out,
                 size_t size)
{
    static const char SIDES_OF[] = "LRBM";
    struct word_text word = rules_word_region_text(region);
    panel_join(texts, "join.comma", texts_get(texts, word.id, word.english),
               panel_side(texts, SIDES_OF[side]), out, size);
    panel_sentence(out);
}

static const struct point *point_of(const struct subject *subject, const char *code)
{
    return catalog_find(subject_catalog(subject), code);
}

void panel_point_title(const struct subject *subject, const struct texts *texts,
                       const char *code, char *out, size_t size)
{
    const struct point *p = point_of(subject, code);
    words_title(texts, code, p ? p->pinyin : "", p ? p->hanzi : "", out, size);
}

const char *panel_meaning(const struct texts *texts, const char *english)
{
    return words_meaning(texts, english);
}

// ---------------------------------------------------------------- the plan

static bool is_selected(const struct app_eye *eye, const struct plan_row *row)
{
    enum side at = eye->selected_side;
    return strcmp(row->point->code, eye->selected) == 0 &&
           (row->twin || at == SIDE_M || at == side_of(row->point->side));
}

static void point_row(const struct app_eye *eye, const struct texts *texts,
                      struct sink *sink, struct gui *g, const struct plan_row *row)
{
    const struct plan_point *p = row->point;
    char title[160];
    words_name(texts, p, title, sizeof title);
    struct gui_row line = {.lead = p->code,
                           .title = title,
                           .mark = panel_side(texts, row->side),
                           .close = true,
                           .selected = is_selected(eye, row)};
    if (gui_list_row(g, &line)) {
        // one that is looked at already shows its other side
        bool again = line.selected && row->twin && side_of(p->side) == eye->selected_side;
        sink_select(sink, p->code, side_of(again ? row->twin->side : p->side), SINK_FLY);
    }
}

void panel_sentence(char *text)
{
    words_sentence(text);
}

/* those with one reason together under it, so that it is said once */
static void rows_by_reason(const struct app_eye *eye, const struct texts *texts,
                           struct sink *sink, struct gui *g, const struct plan_list *rows,
                           int id)
{
    char text[1024];
    for (int k = 0; k < rows->n_groups; k++) {
        words_message(texts, &rows->group[k].why, text, sizeof text);
        gui_space(g, 10);
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text);
        gui_space(g, 8);
        for (int i = 0; i < rows->n; i++) {
            if (rows->row[i].group != k)
                continue;
            // left and right may be rows of one code
            gui_push_id(g, id + i);
            point_row(eye, texts, sink, g, &rows->row[i]);
            gui_pop_id(g);
        }
    }
}

static void plan_by_position(const struct app_eye *eye, const struct texts *texts,
                             struct sink *sink, struct gui *g,
                             const struct plan_rows *rows)
{
    for (int k = 0; k < rows->n_positions; k++) {
        if (rows->n_positions > 1) {
            gui_space(g, 12);
            gui_caption(g, words_position(texts, rows->position[k].position));
            gui_divider(g);
        }
        rows_by_reason(eye, texts, sink, g, &rows->position[k].list, 10000 * (k + 1));
    }
}

/* where to refer, large, over everything that asks for it */
static void referral(struct gui *g, const struct caution_referral *r)
{
    gui_notice_begin(g);
    gui_heading(g, r->where);
    for (int i = 0; i < r->n; i++)
        gui_paragraph(g, GUI_BODY, gui_theme(g)->ink, r->text[i]);
    gui_notice_end(g, GUI_ALARM);
}

static void caution_notice(struct gui *g, const struct caution_words *c)
{
    char text[2048];
    cut_print(text, sizeof text, "%s%s%s", c->text, *c->refer ? "\n" : "", c->refer);
    gui_notice(g, c->title, text, false);
}

/* adds a line to a list of which each has a dash, unless it is the only one */
static void add_item(char *list, size_t size, int all, const char *text)
{
    cut_append(list, size, "%s%s%s", *list ? "\n" : "", all > 1 ? "\u2013 " : "", text);
}

enum about { ABOUT_ALL, ABOUT_ALL_BUT_THE_LAMP };

static void questions(const struct texts *texts, struct gui *g,
                      const struct cautions *all, enum about about)
{
    char text[4096] = "";
    int n = 0;
    for (int i = 0; i < all->n_questions; i++)
        n += about == ABOUT_ALL || !all->question[i].lamp;
    for (int i = 0; i < all->n_questions; i++)
        if (about == ABOUT_ALL || !all->question[i].lamp)
            add_item(text, sizeof text, n, all->question[i].text);
    if (n)
        gui_notice(g, text_of(texts, "plan.question"), text, false);
}

static void cautions(struct shell *shell, const struct dossier *dossier,
                     const struct texts *texts, struct arena *words, struct sink *sink,
                     struct gui *g, enum about about)
{
    struct cautions all;
    char count[16];
    caution_list_make(&all, &dossier->plan, texts, words);
    for (int i = 0; i < all.n; i++)
        if (all.caution[i].weight == CAUTION_WAITS &&
            (about == ABOUT_ALL || !all.caution[i].lamp))
            caution_notice(g, &all.caution[i]);
    questions(texts, g, &all, about);
    // what holds for every needling waits until it is asked for
    snprintf(count, sizeof count, "%d", caution_list_count(&all, CAUTION_QUIET));
    gui_space(g, 8);
    if (!caution_list_count(&all, CAUTION_QUIET) ||
        !panel_fold(g, sink, text_of(texts, "plan.mind"), count,
                    &shell->fold[FOLD_CAUTIONS]))
        return;
    for (int i = 0; i < all.n; i++)
        if (all.caution[i].weight == CAUTION_QUIET)
            caution_notice(g, &all.caution[i]);
}

void panel_cautions(struct shell *shell, const struct dossier *dossier,
                    const struct texts *texts, struct arena *words, struct sink *sink,
                    struct gui *g)
{
    cautions(shell, dossier, texts, words, sink, g, ABOUT_ALL);
}

void panel_cautions_in_session(struct shell *shell, const struct dossier *dossier,
                               const struct texts *texts, struct arena *words,
                               struct sink *sink, struct gui *g)
{
    cautions(shell, dossier, texts, words, sink, g, ABOUT_ALL_BUT_THE_LAMP);
}

static void removed_row(const struct app_eye *eye, const struct texts *texts,
                        struct sink *sink, struct gui *g, const struct plan_row *row,
                        int id)
{
    char text[512];
    words_message(texts, row->removed->reasons[0], text, sizeof text);
    struct gui_row line = {.lead = row->point->code,
                           .detail = text,
                           .mark = panel_side(texts, row->side),
                           .selected = is_selected(eye, row),
                           .dim = true};
    gui_push_id(g, id);
    if (gui_list_row(g, &line))
        sink_select(sink, row->point->code, side_of(row->point->side), SINK_FLY);
    gui_pop_id(g);
}

bool panel_fold(struct gui *g, struct sink *sink, const char *title, const char *summary,
                bool *open)
{
    bool now = *open;
    gui_fold(g, title, summary, &now);
    if (now != *open)
        sink_put_bool(sink, open, now);
    return *open;
}

/* a fold that says how many it holds; `which` is its place in shell->fold */
static bool counted_fold(struct shell *shell, const struct texts *texts,
                         struct sink *sink, struct gui *g, const char *id, int n,
                         int which)
{
    char count[16];
    snprintf(count, sizeof count, "%d", n);
    return panel_fold(g, sink, text_of(texts, id), count, &shell->fold[which]);
}

static void plan_rest(struct desk *desk, struct gui *g, const struct plan_rows *rows)
{
    const struct plan *plan = &desk->dossier.plan;
    char text[1024];
    if (plan->n_removed) {
        gui_space(g, 12);
        gui_caption(g, text_of(desk->texts, "plan.removed"));
        for (int i = 0; i < rows->removed.n; i++)
            removed_row(&desk->eye, desk->texts, &desk->sink, g, &rows->removed.row[i],
                        1000 + i);
    }
    gui_space(g, 12);
    if (plan->n_optional &&
        counted_fold(desk->shell, desk->texts, &desk->sink, g, "plan.optional",
                     plan->n_optional, FOLD_OPTIONAL)) {
        rows_by_reason(&desk->eye, desk->texts, &desk->sink, g, &rows->optional, 2000);
    }
    if (!plan->n_notes || !counted_fold(desk->shell, desk->texts, &desk->sink, g,
                                        "plan.notes", plan->n_notes, FOLD_NOTES))
        return;
    for (int i = 0; i < plan->n_notes; i++) {
        words_message(desk->texts, &plan->notes[i].text, text, sizeof text);
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text);
        gui_space(g, 10);
    }
}

void panel_plan(struct desk *desk, struct gui *g)
{
    const struct plan *plan = &desk->dossier.plan;
    struct planned_body on = subject_planned(desk->subject);
    struct plan_rows rows;
    char text[400];
    plan_rows_make(&rows, plan, desk->texts, &on, desk->words);
    gui_heading(g, text_of(desk->texts, "plan.title"));
    struct message count = {.id = "plan.needles",
                            .arg = {{.name = "n", .number = plan->session.needles}}};
    text_format(desk->texts, &count, text, sizeof text);
    if (rows.n_positions == 1)
        cut_append(text, sizeof text, " \u00b7 %s",
                   words_position(desk->texts, rows.position[0].position));
    if (plan->status == PLAN_BLOCKED) {
        gui_paragraph(g, GUI_STRONG, gui_theme(g)->alarm,
                      text_of(desk->texts, "plan.blocked"));
        gui_space(g, 8);
        struct cautions all;
        caution_list_make(&all, plan, desk->texts, desk->words);
        for (int i = 0; i < all.n_referrals; i++)
            referral(g, &all.referral[i]);
    } else {
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text);
    }
    plan_by_position(&desk->eye, desk->texts, &desk->sink, g, &rows);
    plan_rest(desk, g, &rows);
}

// ---------------------------------------------------------------- the card

static void section(const struct texts *texts, struct gui *g, const char *heading,
                    const char *text)
{
    if (!*text)
        return;
    gui_need(g, text);
    gui_space(g, 12);
    gui_caption(g, text_of(texts, heading));
    gui_paragraph(g, GUI_BODY, gui_theme(g)->ink, text);
}

static void minds(const struct texts *texts, struct gui *g, const struct point_card *card)
{
    char text[4096] = "";
    for (int i = 0; i < card->n_minds; i++)
        add_item(text, sizeof text, card->n_minds, card->minds[i]);
    if (!card->n_minds)
        return;
    gui_space(g, 10);
    gui_notice(g, text_of(texts, "card.mind"), text, false);
}

static void card_rest(const struct subject *subject, const struct texts *texts,
                      struct arena *words, struct sink *sink, struct gui *g,
                      const struct point_card *card)
{
    section(texts, g, "card.needle", card->how);
    if (*card->source)
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, card->source);
    if (*card->limit)
        gui_notice(g, NULL, card->limit, false);
    section(texts, g, "card.structures", card->structures);
    structure_view_near_lines(subject, texts, words, sink, g, card);
    minds(texts, g, card);
    section(texts, g, card->entry.state == PLANNED_CHOSEN ? "card.why" : "card.why_not",
            card->why);
    section(texts, g, "card.open_title", card->open);
    if (!*card->review)
        return;
    gui_space(g, 12);
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, card->review);
}

/* where the sentence asks for a posture: the body takes it, or stands again */
static void posture(const struct subject *subject, const struct texts *texts,
                    struct sink *sink, struct gui *g, const struct point *point)
{
    enum posture finds;
    if (!point || !point_posture(point, &finds))
        return;
    bool there = subject_posture(subject) == finds;
    gui_space(g, 8);
    if (gui_button(g, text_of(texts, there ? "card.pose.stand" : "card.pose"), GUI_QUIET,
                   true))
        sink_ask(sink, ACTION_POSE, there ? POSTURE_STANDING : finds);
}

const struct point *panel_neighbour(const struct subject *subject, const char *code,
                                    int by)
{
    const struct catalog *c = subject_catalog(subject);
    const struct point *p = catalog_point(c, code);
    long to = p ? p - c->point + by : -1;
    bool there = to >= 0 && to < c->n_points &&
                 strcmp(c->point[to].channel, p->channel) == 0 && p->channel[0];
    return there ? &c->point[to] : NULL;
}

/* its channel, and the points before and after it there */
static void neighbours(const struct desk *desk, struct sink *sink, struct gui *g,
                       const struct point *point)
{
    const struct catalog *c = subject_catalog(desk->subject);
    const struct channel *channel = point ? catalog_channel(c, point->channel) : NULL;
    char text[160];
    if (!channel)
        return;
    gui_space(g, 12);
    gui_caption(g, text_of(desk->texts, "card.channel"));
    words_channel(desk->texts, channel, text, sizeof text);
    gui_need(g, text);
    if (gui_chip(g, text, false)) {
        sink_select(sink, "", SIDE_M, SINK_STAY);
        sink_hold_channel(sink, channel->id);
    }
    for (int by = -1; by <= 1; by += 2) {
        const struct point *to = panel_neighbour(desk->subject, point->code, by);
        if (!to)
            continue;
        snprintf(text, sizeof text, by < 0 ? "\u2039 %s" : "%s \u203a", to->code);
        if (gui_chip(g, text, false))
            sink_select(sink, to->code, desk->eye.selected_side, SINK_FLY);
    }
}

static struct point_card card_of(const struct desk *desk)
{
    struct planned_body on = subject_planned(desk->subject);
    struct point_card card;
    point_card_make(&card, subject_catalog(desk->subject), desk->eye.selected,
                    desk->eye.selected_side, &desk->dossier.plan, desk->texts, &on,
                    desk->words);
    return card;
}

void panel_card_rest(struct desk *desk, struct gui *g)
{
    struct point_card card = card_of(desk);
    card_rest(desk->subject, desk->texts, desk->words, &desk->sink, g, &card);
}

void panel_card(struct desk *desk, struct gui *g)
{
    struct point_card card = card_of(desk);
    char line[256];
    gui_heading(g, card.title);
    cut_print(line, sizeof line, "%s", card.side_text);
    words_sentence(line);
    cut_append(line, sizeof line, "%s%s", *line && *card.meaning ? " \u00b7 " : "",
               card.meaning);
    if (*line)
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, line);
    if (*card.classes)
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, card.classes);
    section(desk->texts, g, "card.find", card.find);
    posture(desk->subject, desk->texts, &desk->sink, g, card.point);
    neighbours(desk, &desk->sink, g, card.point);
    card_rest(desk->subject, desk->texts, desk->words, &desk->sink, g, &card);
}
