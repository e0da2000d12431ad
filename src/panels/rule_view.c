#include "panels/rule_view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "catalog/rules.h"
#include "panels/panels.h"
#include "views/words.h"

enum { RULE_VIEW_TEXT = 400 };

enum { RULE_POINTS = 160 };

struct rule_view {
    char id[16]; /* "" = none */
    struct plan plan;
    struct plan_point points[RULE_POINTS];
    int n_in_plan; /* 0: the points are those of the rule's sets, on both sides */
};

struct rule_view *rule_view_create(void)
{
    return xcalloc(1, sizeof(struct rule_view));
}

void rule_view_destroy(struct rule_view **view)
{
    if (!view)
        return;
    free(*view);
    *view = NULL;
}

static const struct rules_rule *rule_of(const struct dossier *dossier, const char *id)
{
    const struct rules *rules = engine_rules(dossier->engine);
    for (int i = 0; i < rules->n_rules; i++)
        if (strcmp(rules->rules[i].id, id) == 0)
            return &rules->rules[i];
    return NULL;
}

static int count_in_plan(const struct dossier *dossier, const char *id)
{
    int n = 0;
    for (int i = 0; i < dossier->plan.n_points; i++)
        n += strcmp(dossier->plan.points[i].rule, id) == 0;
    return n;
}

static void add_point(struct rule_view *r, const char *code, char side)
{
    struct plan *p = &r->plan;
    for (int i = 0; i < p->n_points; i++)
        if (strcmp(p->points[i].code, code) == 0 && p->points[i].side == side)
            return;
    if (p->n_points < RULE_POINTS)
        r->points[p->n_points++] =
            (struct plan_point){.code = code, .side = side, .rank = 1, .rule = r->id};
}

static void add_sets(const struct dossier *dossier, struct rule_view *open_rule,
                     const struct rules_list *list)
{
    const struct rules *rules = engine_rules(dossier->engine);
    for (int i = 0; i < list->n; i++) {
        const struct rules_set *set = &rules->sets[list->item[i]];
        for (int k = 0; k < set->n; k++) {
            const char *code = engine_code(dossier->engine, set->points[k]);
            bool midline = engine_point(dossier->engine, code)->midline;
            add_point(open_rule, code, midline ? 'M' : 'L');
            if (!midline)
                add_point(open_rule, code, 'R');
        }
    }
}

/* what the rule would choose, where the plan has nothing of it */
static void add_clauses(const struct dossier *dossier, struct rule_view *open_rule,
                        const struct rules_rule *rule)
{
    for (int i = 0; i < rule->n_clauses; i++) {
        const struct rules_clause *c = &rule->clauses[i];
        if (c->choose) {
            add_sets(dossier, open_rule, &c->choose->local);
            add_sets(dossier, open_rule, &c->choose->proximal);
        }
        if (c->complement)
            add_sets(dossier, open_rule, &c->complement->sets);
    }
}

/* finds the rule's points anew: the plan may have changed */
void rule_view_refresh(struct rule_view *open_rule, const struct dossier *dossier)
{
    struct rule_view *r = open_rule;
    const struct rules_rule *rule = rule_of(dossier, r->id);
    const struct plan *plan = &dossier->plan;
    r->plan = (struct plan){.points = r->points};
    r->n_in_plan = 0;
    if (!rule)
        return;
    for (int i = 0; i < plan->n_points && r->plan.n_points < RULE_POINTS; i++)
        if (strcmp(plan->points[i].rule, rule->id) == 0)
            r->points[r->plan.n_points++] = plan->points[i];
    r->n_in_plan = r->plan.n_points;
    if (!r->n_in_plan)
        add_clauses(dossier, open_rule, rule);
}

bool rule_view_is_open(const struct rule_view *open_rule)
{
    return open_rule->id[0] != 0;
}

bool rule_view_select(const struct dossier *dossier, struct rule_view *open_rule,
                      struct sink *sink, const char *id)
{
    struct rule_view *r = open_rule;
    if (!*id && !r->id[0])
        return false;
    snprintf(r->id, sizeof r->id, "%s", id);
    rule_view_refresh(open_rule, dossier);
    if (r->plan.n_points)
        sink_fly_plan(sink, NULL);
    return true;
}

void rule_view_marks(const struct rule_view *open_rule, struct highlight_params *params)
{
    if (!rule_view_is_open(open_rule))
        return;
    params->plan = &open_rule->plan;
    params->needles = HIGHLIGHT_NO_NEEDLES;
}

// ---------------------------------------------------------------- panels

/* a rule that can light something */
static bool has_points(const struct rules_rule *rule)
{
    for (int i = 0; i < rule->n_clauses; i++)
        if (rule->clauses[i].choose || rule->clauses[i].complement)
            return true;
    return false;
}

static void rule_row(const struct rule_view *open_rule, const struct texts *texts,
                     struct sink *sink, struct gui *g, const struct rules_rule *rule,
                     int n)
{
    char title[RULE_VIEW_TEXT], rest[RULE_VIEW_TEXT + 64], count[48] = "";
    struct message m = {.id = "teach.points", .arg = {{.name = "n", .number = n}}};
    words_rule(texts, rule, title, rest, RULE_VIEW_TEXT);
    if (n)
        text_format(texts, &m, count, sizeof count);
    size_t used = strlen(rest);
    snprintf(rest + used, sizeof rest - used, "%s%s", used && n ? "\n" : "", count);
    bool on = strcmp(open_rule->id, rule->id) == 0;
    struct gui_row row = {
        .title = title, .detail = *rest ? rest : NULL, .mark = rule->id, .selected = on};
    if (gui_list_row(g, &row))
        sink_show_rule(sink, on ? "" : rule->id);
}

void rule_view_list(const struct dossier *dossier, const struct rule_view *open_rule,
                    const struct texts *texts, struct sink *sink, struct gui *g)
{
    const struct rules *rules = engine_rules(dossier->engine);
    for (int pass = 0; pass < 2; pass++) {
        bool titled = false;
        for (int i = 0; i < rules->n_rules; i++) {
            const struct rules_rule *rule = &rules->rules[i];
            int n = count_in_plan(dossier, rule->id);
            if (pass == 0 ? n == 0 : n > 0 || !has_points(rule))
                continue;
            if (!titled) {
                gui_space(g, 10);
                gui_caption(g, text_of(texts, pass == 0 ? "teach.rules_now"
                                                        : "teach.rules_other"));
                gui_divider(g);
            }
            titled = true;
            rule_row(open_rule, texts, sink, g, rule, n);
        }
    }
}

static void statement(const struct dossier *dossier, const struct texts *texts,
                      struct gui *g, const char *id)
{
    const struct rules *rules = engine_rules(dossier->engine);
    for (int i = 0; i < rules->n_statements; i++) {
        const struct rules_statement *s = &rules->statements[i];
        if (strcmp(s->id, id) != 0)
            continue;
        gui_paragraph(g, GUI_BODY, gui_theme(g)->ink,
                      texts_get(texts, s->text.id, s->text.english));
        if (s->evidence.english)
            gui_notice(g, text_of(texts, "teach.evidence"),
                       texts_get(texts, s->evidence.id, s->evidence.english), false);
        gui_space(g, 6);
    }
}

static void rule_points(const struct subject *subject, const struct rule_view *open_rule,
                        const struct texts *texts, struct sink *sink, struct gui *g)
{
    const struct rule_view *r = open_rule;
    if (!r->plan.n_points)
        return;
    gui_space(g, 12);
    gui_caption(g,
                text_of(texts, r->n_in_plan ? "teach.rule_points" : "teach.rule_would"));
    gui_divider(g);
    for (int i = 0; i < r->plan.n_points; i++) {
        const struct plan_point *p = &r->points[i];
        if (p->side == 'R' && i && strcmp(r->points[i - 1].code, p->code) == 0)
            continue;
        char title[160];
        panel_point_title(subject, texts, p->code, title, sizeof title);
        struct gui_row row = {.title = title, .close = true};
        if (gui_list_row(g, &row))
            sink_select(sink, p->code, side_of(p->side), SINK_FLY);
    }
}

void rule_view_card(struct desk *desk, struct gui *g)
{
    const struct rules_rule *rule = rule_of(&desk->dossier, desk->rule->id);
    if (!rule)
        return;
    char title[RULE_VIEW_TEXT], rest[RULE_VIEW_TEXT], code[64];
    words_rule(desk->texts, rule, title, rest, RULE_VIEW_TEXT);
    gui_heading(g, title);
    if (*rest)
        gui_paragraph(g, GUI_LEAD, gui_theme(g)->ink, rest);
    if (rule->n_src) {
        gui_space(g, 12);
        gui_caption(g, text_of(desk->texts, "teach.article_says"));
        for (int i = 0; i < rule->n_src; i++)
            statement(&desk->dossier, desk->texts, g, rule->src[i]);
    }
    gui_space(g, 8);
    gui_caption(g, text_of(desk->texts, "teach.rule_why"));
    gui_paragraph(g, GUI_BODY, gui_theme(g)->ink,
                  texts_get(desk->texts, rule->why.id, rule->why.english));
    rule_points(desk->subject, desk->rule, desk->texts, &desk->sink, g);
    struct message m = {.id = "teach.rule_code",
                        .arg = {{.name = "id", .text = rule->id}}};
    text_format(desk->texts, &m, code, sizeof code);
    gui_space(g, 14);
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, code);
}
