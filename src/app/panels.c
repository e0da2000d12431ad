#include "app/panels.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/cut.h"
#include "catalog/rules_words.h"

const char *panel_side(const struct app *app, char side)
{
    switch (side) {
    case 'L':
        return app_text(app, "side.left");
    case 'R':
        return app_text(app, "side.right");
    case 'B':
        return app_text(app, "side.both");
    default:
        return "";
    }
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
    if (p)
        snprintf(out, size, "%s  %s %s", code, p->pinyin, p->hanzi);
    else
        snprintf(out, size, "%s", code);
}

const char *panel_meaning(const struct app *app, const char *english)
{
    return strcmp(texts_lang(app->texts), "en") == 0 ? english : "";
}

/* "Tàixī 太溪", or that it is a tender point of the user's */
static void point_name(const struct app *app, const char *code, char *out, size_t size)
{
    const struct point *p = point_of(app, code);
    if (p)
        snprintf(out, size, "%s %s", p->pinyin, p->hanzi);
    else
        snprintf(out, size, "%s", app_text(app, "plan.tender_point"));
}

// ---------------------------------------------------------------- the plan

/* the entry for the other side that says the same, so that a pair is one row */
static int twin_of(const struct plan_point *list, int n, int i)
{
    for (int k = 0; k < n; k++)
        if (k != i && strcmp(list[k].code, list[i].code) == 0 &&
            list[k].position == list[i].position && list[k].side != list[i].side)
            return k;
    return -1;
}

static void point_row(struct app *app, struct gui *g, const struct plan_point *list,
                      int n, int i)
{
    const struct plan_point *p = &list[i];
    int twin = twin_of(list, n, i);
    if (twin >= 0 && twin < i)
        return;
    char title[128];
    point_name(app, p->code, title, sizeof title);
    struct gui_row row = {.lead = p->code,
                          .title = title,
                          .mark = panel_side(app, twin >= 0 ? 'B' : p->side),
                          .close = true,
                          .selected = strcmp(p->code, app->view.selected) == 0};
    if (gui_list_row(g, &row)) {
        bool again =
            row.selected && side_of(p->side) == app->view.selected_side && twin >= 0;
        app_select(app, p->code, side_of(again ? list[twin].side : p->side), APP_FLY);
    }
}

/* ASCII only: other scripts have no case, and pinyin stands capital already */
void panel_sentence(char *text)
{
    if (text[0] >= 'a' && text[0] <= 'z')
        text[0] = (char)(text[0] - 'a' + 'A');
}

enum which_reason { WHY_CHOSEN, WHY_NOT };

/* as it reads, whatever its id */
static bool same_text(const struct app *app, const struct message *a,
                      const struct message *b)
{
    char p[512], q[512];
    message_format(app->texts, a, p, sizeof p);
    message_format(app->texts, b, q, sizeof q);
    return strcmp(p, q) == 0;
}

enum { ANY_POSITION = -1 };

static void reason_text(const struct app *app, const struct plan_point *p,
                        enum which_reason why, char *out, size_t size)
{
    message_format(app->texts, why == WHY_CHOSEN ? &p->reason : &p->not_chosen, out,
                   size);
    panel_sentence(out);
}

/* The points of a position, those with one reason together under it, so that it is said
 * once. */
static void points_by_reason(struct app *app, struct gui *g,
                             const struct plan_point *list, int n, int position,
                             enum which_reason why)
{
    char text[512], other[512];
    bool done[256] = {false};
    for (int i = 0; i < n && i < 256; i++) {
        if (done[i] || (position != ANY_POSITION && (int)list[i].position != position))
            continue;
        reason_text(app, &list[i], why, text, sizeof text);
        gui_space(g, 10);
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text);
        gui_space(g, 8);
        for (int k = i; k < n && k < 256; k++) {
            if (done[k] || list[k].position != list[i].position)
                continue;
            reason_text(app, &list[k], why, other, sizeof other);
            if (strcmp(text, other) != 0)
                continue;
            done[k] = true;
            point_row(app, g, list, n, k);
        }
    }
}

static void position_text(const struct app *app, enum plan_position position, char *out,
                          size_t size)
{
    char id[64];
    snprintf(id, sizeof id, "position.%s", plan_position_name(position));
    snprintf(out, size, "%s", app_text(app, id));
}

static void plan_by_position(struct app *app, struct gui *g)
{
    const struct plan *plan = &app->record.plan;
    for (int k = 0; k < plan->session.n_positions; k++) {
        enum plan_position position = plan->session.positions[k];
        if (plan->session.n_positions > 1) {
            char text[128];
            position_text(app, position, text, sizeof text);
            gui_space(g, 12);
            gui_caption(g, text);
            gui_divider(g);
        }
        points_by_reason(app, g, plan->points, plan->n_points, position, WHY_CHOSEN);
    }
}

static bool says(const struct message *m)
{
    return m->id || m->english;
}

/* where to refer, large, over everything that asks for it */
static void referral(struct app *app, struct gui *g, int first)
{
    const struct plan *plan = &app->record.plan;
    const struct plan_caution *c = &plan->cautions[first];
    char text[1024];
    for (int i = 0; i < first; i++)
        if (plan->cautions[i].action == PLAN_BLOCK &&
            same_text(app, &plan->cautions[i].refer, &c->refer))
            return;
    message_format(app->texts, says(&c->refer) ? &c->refer : &c->title, text,
                   sizeof text);
    gui_notice_begin(g);
    gui_heading(g, text);
    for (int i = first; i < plan->n_cautions; i++) {
        if (plan->cautions[i].action != PLAN_BLOCK ||
            !same_text(app, &plan->cautions[i].refer, &c->refer))
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
    if (says(&c->refer) && n + 2 < sizeof text) {
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

static void removed_row(struct app *app, struct gui *g, const struct plan_removed *r,
                        int id)
{
    char text[512];
    message_format(app->texts, &r->reasons[0], text, sizeof text);
    panel_sentence(text);
    struct gui_row row = {.lead = r->point.code,
                          .detail = text,
                          .mark = panel_side(app, r->point.side),
                          .selected = strcmp(r->point.code, app->view.selected) == 0,
                          .dim = true};
    gui_push_id(g, id);
    if (gui_list_row(g, &row))
        app_select(app, r->point.code, side_of(r->point.side), APP_FLY);
    gui_pop_id(g);
}

/* a fold that says how many it holds; `which` is its place in shell->fold */
static bool counted_fold(struct app *app, struct gui *g, const char *id, int n, int which)
{
    char count[16];
    snprintf(count, sizeof count, "%d", n);
    return gui_fold(g, app_text(app, id), count, &app->shell->fold[which]);
}

static void plan_rest(struct app *app, struct gui *g)
{
    const struct plan *plan = &app->record.plan;
    char text[1024];
    if (plan->n_removed) {
        gui_space(g, 12);
        gui_caption(g, app_text(app, "plan.removed"));
        for (int i = 0; i < plan->n_removed; i++)
            removed_row(app, g, &plan->removed[i], 1000 + i);
    }
    gui_space(g, 12);
    if (plan->n_optional &&
        counted_fold(app, g, "plan.optional", plan->n_optional, FOLD_OPTIONAL)) {
        gui_push_id(g, 2000);
        points_by_reason(app, g, plan->optional, plan->n_optional, ANY_POSITION, WHY_NOT);
        gui_pop_id(g);
    }
    if (!plan->n_notes || !counted_fold(app, g, "plan.notes", plan->n_notes, FOLD_NOTES))
        return;
    for (int i = 0; i < plan->n_notes; i++) {
        message_format(app->texts, &plan->notes[i].text, text, sizeof text);
        panel_sentence(text);
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text);
        gui_space(g, 10);
    }
}

void panel_plan(struct app *app, struct gui *g)
{
    const struct plan *plan = &app->record.plan;
    char text[400], position[128];
    gui_heading(g, app_text(app, "plan.title"));
    struct message count = {.id = "plan.needles",
                            .arg = {{.name = "n", .number = plan->session.needles}}};
    size_t n = message_format(app->texts, &count, text, sizeof text);
    if (plan->session.n_positions == 1) {
        position_text(app, plan->session.positions[0], position, sizeof position);
        snprintf(text + n, sizeof text - n, " \u00b7 %s", position);
    }
    if (plan->status == PLAN_BLOCKED) {
        gui_paragraph(g, GUI_STRONG, gui_theme(g)->alarm, app_text(app, "plan.blocked"));
        gui_space(g, 8);
        for (int i = 0; i < plan->n_cautions; i++)
            if (plan->cautions[i].action == PLAN_BLOCK)
                referral(app, g, i);
    } else {
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text);
    }
    plan_by_position(app, g);
    plan_rest(app, g);
}

// ---------------------------------------------------------------- the card

static void translated(struct app *app, const struct point *p, const char *key,
                       const char *english, char *out, size_t size)
{
    char id[64];
    snprintf(id, sizeof id, "point.%s.%s", p->code, key);
    snprintf(out, size, "%s", texts_get(app->texts, id, english));
}

static void join(const char *const *list, char *out, size_t size)
{
    size_t n = 0;
    out[0] = 0;
    for (; *list && n < size; list++)
        n += (size_t)snprintf(out + n, size - n, "%s%s", n ? "; " : "", *list);
}

static void section(struct app *app, struct gui *g, const char *heading, char *text)
{
    if (!*text)
        return;
    panel_sentence(text);
    gui_need(g, text);
    gui_space(g, 12);
    gui_caption(g, app_text(app, heading));
    gui_paragraph(g, GUI_BODY, gui_theme(g)->ink, text);
}

static void needle_section(struct app *app, struct gui *g, const struct point *p)
{
    char text[1024], line[256] = "", whole[1280];
    translated(app, p, "needle", p->needle.text, text, sizeof text);
    const struct site *site = body_site(subject_body(app->subject), p,
                                        p->midline                          ? SIDE_M
                                        : app->view.selected_side == SIDE_R ? SIDE_R
                                                                            : SIDE_L);
    if (site && site->placed && site->depth[1] > 0) {
        struct message m = {
            .id = "card.depth",
            .arg = {{.name = "least", .number = round(site->depth[0] * 1000)},
                    {.name = "most", .number = round(site->depth[1] * 1000)}}};
        message_format(app->texts, &m, line, sizeof line);
    }
    panel_join(app, "join.sentence", text, line, whole, sizeof whole);
    section(app, g, "card.needle", whole);
    if (site && site->beyond_limit) {
        struct message m = {.id = "card.beyond_limit",
                            .arg = {{.name = "mm", .number = p->limit.mm},
                                    {.name = "structure", .text = p->limit.structure},
                                    {.name = "source", .text = p->limit.source}}};
        message_format(app->texts, &m, line, sizeof line);
        gui_notice(g, NULL, line, false);
    }
}

static void why_section(struct app *app, struct gui *g, const char *code)
{
    const struct plan *plan = &app->record.plan;
    char text[1024] = "";
    for (int i = 0; i < plan->n_points && !*text; i++)
        if (strcmp(plan->points[i].code, code) == 0)
            message_format(app->texts, &plan->points[i].reason, text, sizeof text);
    for (int i = 0; i < plan->n_optional && !*text; i++)
        if (strcmp(plan->optional[i].code, code) == 0)
            message_format(app->texts, &plan->optional[i].not_chosen, text, sizeof text);
    for (int i = 0; i < plan->n_removed && !*text; i++)
        if (strcmp(plan->removed[i].point.code, code) == 0)
            message_format(app->texts, &plan->removed[i].reasons[0], text, sizeof text);
    section(app, g, "card.why", text);
}

static void card_rest(struct app *app, struct gui *g, const struct point *p)
{
    char text[2048], list[2048];
    needle_section(app, g, p);
    join(p->structures, list, sizeof list);
    translated(app, p, "structures", list, text, sizeof text);
    section(app, g, "card.structures", text);
    join(p->cautions, list, sizeof list);
    translated(app, p, "cautions", list, text, sizeof text);
    if (*text) {
        panel_sentence(text);
        gui_space(g, 10);
        gui_notice(g, app_text(app, "card.mind"), text, false);
    }
    why_section(app, g, app->view.selected);
    snprintf(text, sizeof text, "%s", p->who_open ? app_text(app, "card.open") : "");
    section(app, g, "card.open_title", text);
}

void panel_card_rest(struct app *app, struct gui *g)
{
    const struct point *p = point_of(app, app->view.selected);
    if (p)
        card_rest(app, g, p);
    else
        why_section(app, g, app->view.selected);
}

void panel_card(struct app *app, struct gui *g)
{
    const struct point *p = point_of(app, app->view.selected);
    char text[2048];
    if (!p) {
        gui_heading(g, app->view.selected);
        why_section(app, g, app->view.selected);
        return;
    }
    snprintf(text, sizeof text, "%s  %s %s", p->group ? p->group : p->code, p->pinyin,
             p->hanzi);
    gui_heading(g, text);
    if (*panel_meaning(app, p->english))
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, p->english);
    translated(app, p, "location", p->location, text, sizeof text);
    section(app, g, "card.find", text);
    card_rest(app, g, p);
}
