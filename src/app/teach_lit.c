/* teach_lit.c - what is lit instead of the user's plan: the case of a tour's step or of a
 * question, or the points of one rule. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/panels.h"
#include "app/teach.h"
#include "base/arena.h"
#include "catalog/rules.h"

enum { RULE_POINTS = 160 };

void teach_lit_show(struct app *app, const char *case_text)
{
    struct teach_lit *lit = &app->teach->lit;
    lit->on = false;
    lit->version++;
    app->marks_stale = true;
    if (!case_text)
        return;
    arena_reset(lit->arena);
    struct error error;
    if (!case_parse("case", case_text, strlen(case_text), app->engine, lit->record,
                    &error)) {
        error_print(&error, stderr);
        return;
    }
    plan_make(app->engine, lit->record, lit->arena, &lit->plan);
    lit->on = true;
}

void teach_lit_tint(struct app *app, struct scene_input *scene, unsigned layers)
{
    struct teach_lit *lit = &app->teach->lit;
    struct tint_params tint = {.subject = app->subject,
                               .record = lit->on ? lit->record : NULL,
                               .record_version = lit->version,
                               .layers = scene->layers | layers,
                               .dark = app_theme(app)->dark,
                               .hovered_region = -1};
    scene->tint = tint_build(lit->tint, &tint, &scene->tint_version);
    // another owner's versions: keep them apart from those of the user's case
    scene->tint_version += 0x40000000u;
}

// ---------------------------------------------------------------- one rule

static const struct rules_rule *rule_of(const struct app *app, const char *id)
{
    const struct rules *rules = engine_rules(app->engine);
    for (int i = 0; i < rules->n_rules; i++)
        if (strcmp(rules->rules[i].id, id) == 0)
            return &rules->rules[i];
    return NULL;
}

static int count_in_plan(const struct app *app, const char *id)
{
    int n = 0;
    for (int i = 0; i < app->record.plan.n_points; i++)
        n += strcmp(app->record.plan.points[i].rule, id) == 0;
    return n;
}

static void add_point(struct teach_rule *r, const char *code, char side)
{
    struct plan *p = &r->plan;
    for (int i = 0; i < p->n_points; i++)
        if (strcmp(p->points[i].code, code) == 0 && p->points[i].side == side)
            return;
    if (p->n_points < RULE_POINTS)
        r->points[p->n_points++] =
            (struct plan_point){.code = code, .side = side, .rank = 1, .rule = r->id};
}

static void add_sets(struct app *app, const struct rules_list *list)
{
    const struct rules *rules = engine_rules(app->engine);
    for (int i = 0; i < list->n; i++) {
        const struct rules_set *set = &rules->sets[list->item[i]];
        for (int k = 0; k < set->n; k++) {
            const char *code = engine_code(app->engine, set->points[k]);
            bool midline = engine_point(app->engine, code)->midline;
            add_point(&app->teach->rule, code, midline ? 'M' : 'L');
            if (!midline)
                add_point(&app->teach->rule, code, 'R');
        }
    }
}

/* what the rule would choose, where the plan has nothing of it */
static void add_clauses(struct app *app, const struct rules_rule *rule)
{
    for (int i = 0; i < rule->n_clauses; i++) {
        const struct rules_clause *c = &rule->clauses[i];
        if (c->choose) {
            add_sets(app, &c->choose->local);
            add_sets(app, &c->choose->proximal);
        }
        if (c->complement)
            add_sets(app, &c->complement->sets);
    }
}

void teach_rule_light(struct app *app)
{
    struct teach_rule *r = &app->teach->rule;
    const struct rules_rule *rule = rule_of(app, r->id);
    const struct plan *plan = &app->record.plan;
    if (!r->points)
        r->points = xcalloc(RULE_POINTS, sizeof *r->points);
    r->plan = (struct plan){.points = r->points};
    r->n_in_plan = 0;
    if (!rule)
        return;
    for (int i = 0; i < plan->n_points && r->plan.n_points < RULE_POINTS; i++)
        if (strcmp(plan->points[i].rule, rule->id) == 0)
            r->points[r->plan.n_points++] = plan->points[i];
    r->n_in_plan = r->plan.n_points;
    if (!r->n_in_plan)
        add_clauses(app, rule);
}

void teach_rule_select(struct app *app, const char *id)
{
    struct teach_rule *r = &app->teach->rule;
    snprintf(r->id, sizeof r->id, "%s", id);
    teach_rule_light(app);
    app_select(app, "", SIDE_M, APP_STAY);
    teach_changed(app, r->plan.n_points ? TEACH_FLY : TEACH_STAY);
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

static void rule_row(struct app *app, struct gui *g, const struct rules_rule *rule, int n)
{
    char mark[32] = "";
    struct message count = {.id = n == 1 ? "teach.point" : "teach.points",
                            .arg = {{.name = "n", .number = n}}};
    if (n)
        message_format(app->texts, &count, mark, sizeof mark);
    bool on = strcmp(app->teach->rule.id, rule->id) == 0;
    struct gui_row row = {.lead = rule->id,
                          .detail =
                              texts_get(app->texts, rule->text.id, rule->text.english),
                          .mark = n ? mark : NULL,
                          .selected = on};
    if (gui_list_row(g, &row))
        teach_rule_select(app, on ? "" : rule->id);
}

void teach_rule_list(struct app *app, struct gui *g)
{
    const struct rules *rules = engine_rules(app->engine);
    for (int pass = 0; pass < 2; pass++) {
        bool titled = false;
        for (int i = 0; i < rules->n_rules; i++) {
            const struct rules_rule *rule = &rules->rules[i];
            int n = count_in_plan(app, rule->id);
            if (pass == 0 ? n == 0 : n > 0 || !has_points(rule))
                continue;
            if (!titled) {
                gui_space(g, 10);
                gui_caption(g, app_text(app, pass == 0 ? "teach.rules_now"
                                                       : "teach.rules_other"));
                gui_divider(g);
            }
            titled = true;
            rule_row(app, g, rule, n);
        }
    }
}

static void statement(struct app *app, struct gui *g, const char *id)
{
    const struct rules *rules = engine_rules(app->engine);
    for (int i = 0; i < rules->n_statements; i++) {
        const struct rules_statement *s = &rules->statements[i];
        if (strcmp(s->id, id) != 0)
            continue;
        gui_paragraph(g, GUI_BODY, gui_theme(g)->ink,
                      texts_get(app->texts, s->text.id, s->text.english));
        if (s->evidence.english)
            gui_notice(g, app_text(app, "teach.evidence"),
                       texts_get(app->texts, s->evidence.id, s->evidence.english), false);
        gui_space(g, 6);
    }
}

void teach_rule_card(struct app *app, struct gui *g)
{
    struct teach_rule *r = &app->teach->rule;
    const struct rules_rule *rule = rule_of(app, r->id);
    if (!rule)
        return;
    gui_caption(g, rule->id);
    gui_paragraph(g, GUI_LEAD, gui_theme(g)->ink,
                  texts_get(app->texts, rule->text.id, rule->text.english));
    if (rule->n_src) {
        gui_space(g, 12);
        gui_caption(g, app_text(app, "teach.article_says"));
        for (int i = 0; i < rule->n_src; i++)
            statement(app, g, rule->src[i]);
    }
    gui_space(g, 8);
    gui_caption(g, app_text(app, "teach.rule_why"));
    gui_paragraph(g, GUI_BODY, gui_theme(g)->ink,
                  texts_get(app->texts, rule->why.id, rule->why.english));
    gui_space(g, 12);
    gui_caption(g,
                app_text(app, r->n_in_plan ? "teach.rule_points" : "teach.rule_would"));
    gui_divider(g);
    for (int i = 0; i < r->plan.n_points; i++) {
        const struct plan_point *p = &r->points[i];
        if (p->side == 'R' && i && strcmp(r->points[i - 1].code, p->code) == 0)
            continue;
        char title[160];
        teach_point_title(app, p->code, title, sizeof title);
        struct gui_row row = {.title = title};
        if (gui_list_row(g, &row))
            app_select(app, p->code, side_of(p->side), APP_FLY);
    }
}
