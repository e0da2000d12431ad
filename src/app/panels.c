#include "app/panels.h"

#include <stdio.h>
#include <string.h>

#include "base/cut.h"
#include "catalog/rules_words.h"
#include "views/plan_rows.h"
#include "views/point_card.h"
#include "views/words.h"

const char *panel_side(const struct app *app, char side)
{
    return words_side_if_any(app->texts, side);
}

void panel_join(const struct app *app, const char *id, const char *first,
                const char *second, char *out, size_t size)
{
    struct message m = {
        .id = id,
        .arg = {{.name = "first", .text = first}, {.name = "second", .text = second}}};
    if (*first && *second)
        message_format(app->texts, &m, out, size);
    else
        cut_print(out, size, "%s%s", first, second);
}

void panel_place(const struct app *app, int region, enum case_side side, char *out,
                 size_t size)
{
    static const char SIDES_OF[] = "LRBM";
    struct word_text word = word_region_text(region);
    panel_join(app, "join.comma", texts_get(app->texts, word.id, word.english),
               panel_side(app, SIDES_OF[side]), out, size);
    panel_sentence(out);
}

static const struct point *point_of(const struct app *app, const char *code)
{
    return catalog_find(subject_catalog(app->subject), code);
}

void panel_point_title(const struct app *app, const char *code, char *out, size_t size)
{
    const struct point *p = point_of(app, code);
    words_title(code, p ? p->pinyin : "", p ? p->hanzi : "", out, size);
}

const char *panel_meaning(const struct app *app, const char *english)
{
    return strcmp(texts_lang(app->texts), "en") == 0 ? english : "";
}

// ---------------------------------------------------------------- the plan

static bool is_selected(const struct app *app, const struct plan_row *row)
{
    enum side at = app->view.selected_side;
    return strcmp(row->point->code, app->view.selected) == 0 &&
           (row->twin || at == SIDE_M || at == side_of(row->point->side));
}

static void point_row(struct app *app, struct gui *g, const struct plan_row *row)
{
    const struct plan_point *p = row->point;
    char title[160];
    words_name(app->texts, p, title, sizeof title);
    struct gui_row line = {.lead = p->code,
                           .title = title,
                           .mark = panel_side(app, row->side),
                           .close = true,
                           .selected = is_selected(app, row)};
    if (gui_list_row(g, &line)) {
        // one that is looked at already shows its other side
        bool again =
            line.selected && row->twin && side_of(p->side) == app->view.selected_side;
        app_select(app, p->code, side_of(again ? row->twin->side : p->side), APP_FLY);
    }
}

void panel_sentence(char *text)
{
    words_sentence(text);
}

/* those with one reason together under it, so that it is said once */
static void rows_by_reason(struct app *app, struct gui *g, const struct plan_list *rows,
                           int id)
{
    char text[1024];
    for (int k = 0; k < rows->n_groups; k++) {
        words_message(app->texts, &rows->group[k].why, text, sizeof text);
        gui_space(g, 10);
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text);
        gui_space(g, 8);
        for (int i = 0; i < rows->n; i++) {
            if (rows->row[i].group != k)
                continue;
            // left and right may be rows of one code
            gui_push_id(g, id + i);
            point_row(app, g, &rows->row[i]);
            gui_pop_id(g);
        }
    }
}

static void plan_by_position(struct app *app, struct gui *g, const struct plan_rows *rows)
{
    for (int k = 0; k < rows->n_positions; k++) {
        if (rows->n_positions > 1) {
            gui_space(g, 12);
            gui_caption(g, words_position(app->texts, rows->position[k].position));
            gui_divider(g);
        }
        rows_by_reason(app, g, &rows->position[k].list, 10000 * (k + 1));
    }
}

/* where to refer, large, over everything that asks for it */
static void referral(struct app *app, struct gui *g, int first)
{
    const struct plan *plan = &app->record.plan;
    const struct plan_caution *c = &plan->cautions[first];
    char text[1024];
    for (int i = 0; i < first; i++)
        if (plan->cautions[i].action == PLAN_BLOCK &&
            words_alike(app->texts, &plan->cautions[i].refer, &c->refer))
            return;
    message_format(app->texts, words_any(&c->refer) ? &c->refer : &c->title, text,
                   sizeof text);
    gui_notice_begin(g);
    gui_heading(g, text);
    for (int i = first; i < plan->n_cautions; i++) {
        if (plan->cautions[i].action != PLAN_BLOCK ||
            !words_alike(app->texts, &plan->cautions[i].refer, &c->refer))
            continue;
        message_format(app->texts, &plan->cautions[i].text, text, sizeof text);
        gui_paragraph(g, GUI_BODY, gui_theme(g)->ink, text);
    }
    gui_notice_end(g, GUI_ALARM);
}

static void caution_notice(struct app *app, struct gui *g, const struct plan_caution *c)
{
    char title[256], text[1024];
    size_t n;
    message_format(app->texts, &c->title, title, sizeof title);
    n = message_format(app->texts, &c->text, text, sizeof text);
    if (words_any(&c->refer) && n + 2 < sizeof text) {
        text[n++] = '\n';
        message_format(app->texts, &c->refer, text + n, sizeof text - n);
    }
    gui_notice(g, title, text, c->action == PLAN_BLOCK);
}

/* what blocks the plan stands in its place, see panel_plan */
static bool stands_out(const struct plan_caution *c)
{
    return c->action == PLAN_CONDITIONAL;
}

static bool is_quiet(const struct plan_caution *c)
{
    return c->action == PLAN_REMOVE || c->action == PLAN_CAUTION;
}

enum about { ABOUT_ALL, ABOUT_ALL_BUT_THE_LAMP };

/* whether it only makes the lamp wait, or keeps it off somewhere */
static bool about_the_lamp(const struct plan *plan, const char *id)
{
    bool waits = false, lamp = false;
    for (int i = 0; i < plan->n_cautions; i++)
        waits |= strcmp(plan->cautions[i].id, id) == 0 && stands_out(&plan->cautions[i]);
    for (int i = 0; i < plan->session.n_regions; i++) {
        const char *by = plan->session.regions[i].by;
        lamp |= by && strcmp(by, id) == 0;
    }
    return waits && lamp;
}

static void questions(struct app *app, struct gui *g, enum about about)
{
    const struct plan *plan = &app->record.plan;
    const struct plan_question *asked[64];
    char text[4096];
    size_t length = 0;
    int n = 0;
    for (int i = 0; i < plan->n_questions && n < 64; i++)
        if (about == ABOUT_ALL || !about_the_lamp(plan, plan->questions[i].by))
            asked[n++] = &plan->questions[i];
    for (int i = 0; i < n && length + 8 < sizeof text; i++) {
        if (n > 1)
            length += (size_t)snprintf(text + length, sizeof text - length, "%s\u2013 ",
                                       i ? "\n" : "");
        length += message_format(app->texts, &asked[i]->text, text + length,
                                 sizeof text - length);
    }
    if (n)
        gui_notice(g, app_text(app, "plan.question"), text, false);
}

static void cautions(struct app *app, struct gui *g, enum about about)
{
    const struct plan *plan = &app->record.plan;
    char count[16];
    int quiet = 0;
    for (int i = 0; i < plan->n_cautions; i++) {
        const struct plan_caution *c = &plan->cautions[i];
        quiet += is_quiet(c);
        if (stands_out(c) && (about == ABOUT_ALL || !about_the_lamp(plan, c->id)))
            caution_notice(app, g, c);
    }
    questions(app, g, about);
    // what holds for every needling waits until it is asked for
    snprintf(count, sizeof count, "%d", quiet);
    gui_space(g, 8);
    if (!quiet ||
        !gui_fold(g, app_text(app, "plan.mind"), count, &app->shell->fold[FOLD_CAUTIONS]))
        return;
    for (int i = 0; i < plan->n_cautions; i++)
        if (is_quiet(&plan->cautions[i]))
            caution_notice(app, g, &plan->cautions[i]);
}

void panel_cautions(struct app *app, struct gui *g)
{
    cautions(app, g, ABOUT_ALL);
}

void panel_cautions_in_session(struct app *app, struct gui *g)
{
    cautions(app, g, ABOUT_ALL_BUT_THE_LAMP);
}

static void removed_row(struct app *app, struct gui *g, const struct plan_row *row,
                        int id)
{
    char text[512];
    words_message(app->texts, &row->removed->reasons[0], text, sizeof text);
    struct gui_row line = {.lead = row->point->code,
                           .detail = text,
                           .mark = panel_side(app, row->side),
                           .selected = is_selected(app, row),
                           .dim = true};
    gui_push_id(g, id);
    if (gui_list_row(g, &line))
        app_select(app, row->point->code, side_of(row->point->side), APP_FLY);
    gui_pop_id(g);
}

/* a fold that says how many it holds; `which` is its place in shell->fold */
static bool counted_fold(struct app *app, struct gui *g, const char *id, int n, int which)
{
    char count[16];
    snprintf(count, sizeof count, "%d", n);
    return gui_fold(g, app_text(app, id), count, &app->shell->fold[which]);
}

static void plan_rest(struct app *app, struct gui *g, const struct plan_rows *rows)
{
    const struct plan *plan = &app->record.plan;
    char text[1024];
    if (plan->n_removed) {
        gui_space(g, 12);
        gui_caption(g, app_text(app, "plan.removed"));
        for (int i = 0; i < rows->removed.n; i++)
            removed_row(app, g, &rows->removed.row[i], 1000 + i);
    }
    gui_space(g, 12);
    if (plan->n_optional &&
        counted_fold(app, g, "plan.optional", plan->n_optional, FOLD_OPTIONAL)) {
        rows_by_reason(app, g, &rows->optional, 2000);
    }
    if (!plan->n_notes || !counted_fold(app, g, "plan.notes", plan->n_notes, FOLD_NOTES))
        return;
    for (int i = 0; i < plan->n_notes; i++) {
        words_message(app->texts, &plan->notes[i].text, text, sizeof text);
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text);
        gui_space(g, 10);
    }
}

void panel_plan(struct app *app, struct gui *g)
{
    const struct plan *plan = &app->record.plan;
    struct planned_body on = subject_planned(app->subject);
    struct plan_rows rows;
    char text[400];
    plan_rows_make(&rows, plan, app->texts, &on, app->words);
    gui_heading(g, app_text(app, "plan.title"));
    struct message count = {.id = "plan.needles",
                            .arg = {{.name = "n", .number = plan->session.needles}}};
    message_format(app->texts, &count, text, sizeof text);
    if (rows.n_positions == 1)
        cut_append(text, sizeof text, " \u00b7 %s",
                   words_position(app->texts, rows.position[0].position));
    if (plan->status == PLAN_BLOCKED) {
        gui_paragraph(g, GUI_STRONG, gui_theme(g)->alarm, app_text(app, "plan.blocked"));
        gui_space(g, 8);
        for (int i = 0; i < plan->n_cautions; i++)
            if (plan->cautions[i].action == PLAN_BLOCK)
                referral(app, g, i);
    } else {
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text);
    }
    plan_by_position(app, g, &rows);
    plan_rest(app, g, &rows);
}

// ---------------------------------------------------------------- the card

static void section(struct app *app, struct gui *g, const char *heading, const char *text)
{
    if (!*text)
        return;
    gui_need(g, text);
    gui_space(g, 12);
    gui_caption(g, app_text(app, heading));
    gui_paragraph(g, GUI_BODY, gui_theme(g)->ink, text);
}

static void minds(struct app *app, struct gui *g, const struct point_card *card)
{
    char text[4096] = "";
    for (int i = 0; i < card->n_minds; i++)
        cut_append(text, sizeof text, "%s%s%s", i ? "\n" : "",
                   card->n_minds > 1 ? "\u2013 " : "", card->minds[i]);
    if (!card->n_minds)
        return;
    gui_space(g, 10);
    gui_notice(g, app_text(app, "card.mind"), text, false);
}

static void card_rest(struct app *app, struct gui *g, const struct point_card *card)
{
    section(app, g, "card.needle", card->how);
    if (*card->source)
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, card->source);
    if (*card->limit)
        gui_notice(g, NULL, card->limit, false);
    section(app, g, "card.structures", card->structures);
    minds(app, g, card);
    section(app, g, "card.why", card->why);
    section(app, g, "card.open_title", card->open);
}

static struct point_card card_of(struct app *app)
{
    struct planned_body on = subject_planned(app->subject);
    struct point_card card;
    point_card_make(&card, subject_catalog(app->subject), app->view.selected,
                    app->view.selected_side, &app->record.plan, app->texts, &on,
                    app->words);
    return card;
}

void panel_card_rest(struct app *app, struct gui *g)
{
    struct point_card card = card_of(app);
    card_rest(app, g, &card);
}

void panel_card(struct app *app, struct gui *g)
{
    struct point_card card = card_of(app);
    char line[256];
    gui_heading(g, card.title);
    cut_print(line, sizeof line, "%s", card.side_text);
    words_sentence(line);
    cut_append(line, sizeof line, "%s%s", *line && *card.meaning ? " \u00b7 " : "",
               card.meaning);
    if (*line)
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, line);
    section(app, g, "card.find", card.find);
    card_rest(app, g, &card);
}
