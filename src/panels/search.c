/* search.c - one field that finds points, channels, regions and rules by code, pinyin
 * with or without tones, Chinese or English. */
#include <stdio.h>
#include <string.h>

#include "catalog/rules.h"
#include "document/live_session.h"
#include "panels/panels.h"
#include "panels/rule_view.h"
#include "text/fold.h"

enum { HITS = 12 };

struct hit {
    int score;
    const struct point *point;
    const struct channel *channel;
    const struct region *region;
    const struct rules_rule *rule;
};

static void keep(struct hit *best, int *n, struct hit hit)
{
    int i = *n < HITS ? (*n)++ : HITS - 1;
    if (i == HITS - 1 && *n == HITS && best[i].score >= hit.score && best[i].score)
        return;
    for (; i > 0 && best[i - 1].score < hit.score; i--)
        best[i] = best[i - 1];
    best[i] = hit;
}

/* a code counts from its beginning on: L5 is no BL57 */
static int match(const char *query, const char *code, const char *const *names, size_t n)
{
    int by_code = fold_match(query, &code, 1), by_name = fold_match(query, names, n);
    return by_code >= 60 && by_code > by_name ? by_code : by_name;
}

static void find_places(const struct app *app, const char *query, struct hit *best,
                        int *n)
{
    const struct catalog *c = subject_catalog(app->subject);
    for (int i = 0; i < c->n_channels; i++) {
        const struct channel *ch = &c->channel[i];
        const char *names[] = {ch->english, ch->hanzi, ch->pinyin};
        int score = match(query, ch->id, names, 3);
        if (score)
            keep(best, n, (struct hit){.score = score + 1, .channel = ch});
    }
    for (int i = 0; i < c->n_points; i++) {
        const struct point *p = &c->point[i];
        const char *names[] = {p->pinyin, p->hanzi, p->english};
        int score = match(query, p->code, names, 3);
        if (score)
            keep(best, n, (struct hit){.score = score, .point = p});
    }
    for (int i = 0; i < c->n_regions; i++) {
        const struct region *r = &c->region[i];
        char id[96];
        snprintf(id, sizeof id, "region.%s", r->id);
        const char *names[] = {r->english, texts_get(app->texts, id, r->english),
                               texts_get(app->chinese, id, r->english)};
        int score = fold_match(query, names, 3);
        if (score)
            keep(best, n, (struct hit){.score = score, .region = r});
    }
}

/* A rule is found by its number and its words, and stands after what has that name.
 * During a session the body shows the needles alone. */
static void find_rules(const struct app *app, const char *query, struct hit *best, int *n)
{
    const struct rules *rules = engine_rules(app->engine);
    if (app->mode == APP_CLINIC && live_session_state(app->live))
        return;
    for (int i = 0; i < rules->n_rules; i++) {
        const struct rules_rule *r = &rules->rules[i];
        const struct rules_text *t = &r->text;
        const char *names[] = {r->id, t->english,
                               texts_get(app->texts, t->id, t->english),
                               texts_get(app->chinese, t->id, t->english)};
        int score = fold_match(query, names, 4);
        if (score)
            keep(best, n, (struct hit){.score = score >= 100 ? score : 1, .rule = r});
    }
}

static void show(struct app *app, const struct hit *hit)
{
    app->view.channel[0] = 0;
    rule_view_select(app, hit->rule ? hit->rule->id : "");
    if (hit->channel) {
        snprintf(app->view.channel, sizeof app->view.channel, "%s", hit->channel->id);
        app_select(app, "", SIDE_M, APP_STAY);
        app_fly_channel(app, hit->channel->id);
    } else if (hit->region) {
        app_show_region(app, hit->region->id);
    } else if (hit->point) {
        app_select(app, hit->point->code, SIDE_M, APP_FLY);
    }
}

static bool hit_row(struct app *app, struct gui *g, const struct hit *hit)
{
    char title[RULE_VIEW_TEXT], detail[RULE_VIEW_TEXT], id[96];
    const struct point *p = hit->point;
    const struct channel *ch = hit->channel;
    struct gui_row row = {.title = title};
    detail[0] = 0;
    if (p || ch) {
        snprintf(title, sizeof title, "%s %s", p ? p->pinyin : ch->pinyin,
                 p ? p->hanzi : ch->hanzi);
        snprintf(detail, sizeof detail, "%s",
                 panel_meaning(app, p ? p->english : ch->english));
        row.lead = p ? p->code : ch->id;
        row.selected = p ? strcmp(p->code, app->view.selected) == 0
                         : strcmp(ch->id, app->view.channel) == 0;
    } else if (hit->region) {
        const struct region *r = hit->region;
        snprintf(id, sizeof id, "region.%s", r->id);
        snprintf(title, sizeof title, "%s", texts_get(app->texts, id, r->english));
        panel_sentence(title);
        snprintf(id, sizeof id, "search.%s", region_kind_name(r->kind));
        snprintf(detail, sizeof detail, "%s", app_text(app, id));
        row.selected =
            app->view.region == (int)(r - subject_catalog(app->subject)->region);
    } else {
        rule_view_words(app, hit->rule, title, detail, sizeof title);
        row.mark = hit->rule->id;
    }
    row.detail = *detail ? detail : NULL;
    return gui_list_row(g, &row);
}

bool panel_search(struct app *app, struct gui *g)
{
    char *query = app->query;
    app->shell->sought = true;
    if (app->shell->seeking && !gui_wants_keys(g))
        gui_focus_next(g);
    bool entered = gui_search(g, app_text(app, "search.hint"), query, sizeof app->query);
    if (!query[0])
        return false;
    struct hit best[HITS] = {0};
    struct error error;
    int n = 0;
    if (!app->chinese)
        app->chinese = texts_load(app->params.data_dir, "zh-Hans", &error);
    find_places(app, query, best, &n);
    find_rules(app, query, best, &n);
    if (n && entered)
        show(app, &best[0]);
    for (int i = 0; i < n; i++)
        if (hit_row(app, g, &best[i]))
            show(app, &best[i]);
    if (!n)
        gui_paragraph(g, GUI_BODY, gui_theme(g)->ink_soft,
                      app_text(app, "search.nothing"));
    return true;
}
