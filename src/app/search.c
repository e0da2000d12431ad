/* search.c - one field that finds points, channels, regions and rules by code, pinyin
 * with or without tones, Chinese or English. */
#include <stdio.h>
#include <string.h>

#include "app/app.h"
#include "app/panels.h"
#include "app/teach.h"
#include "catalog/rules.h"
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

static void find_places(const struct app *app, const char *query, struct hit *best,
                        int *n)
{
    const struct catalog *c = subject_catalog(app->subject);
    for (int i = 0; i < c->n_channels; i++) {
        const struct channel *ch = &c->channel[i];
        const char *names[] = {ch->id, ch->english, ch->hanzi, ch->pinyin};
        int score = fold_match(query, names, 4);
        if (score)
            keep(best, n, (struct hit){.score = score + 1, .channel = ch});
    }
    for (int i = 0; i < c->n_points; i++) {
        const struct point *p = &c->point[i];
        const char *names[] = {p->code, p->pinyin, p->hanzi, p->english};
        int score = fold_match(query, names, 4);
        if (score)
            keep(best, n, (struct hit){.score = score, .point = p});
    }
    for (int i = 0; i < c->n_regions; i++) {
        const struct region *r = &c->region[i];
        char id[96];
        snprintf(id, sizeof id, "region.%s", r->id);
        const char *names[] = {r->english, texts_get(app->texts, id, r->english)};
        int score = fold_match(query, names, 2);
        if (score)
            keep(best, n, (struct hit){.score = score, .region = r});
    }
}

/* a rule is found by its number and its words, and stands after what has that name */
static void find_rules(const struct app *app, const char *query, struct hit *best, int *n)
{
    const struct rules *rules = engine_rules(app->engine);
    for (int i = 0; i < rules->n_rules && app->mode == APP_TEACH; i++) {
        const struct rules_rule *r = &rules->rules[i];
        const char *names[] = {r->id, r->text.english,
                               texts_get(app->texts, r->text.id, r->text.english)};
        int score = fold_match(query, names, 3);
        if (score)
            keep(best, n, (struct hit){.score = score >= 100 ? score : 1, .rule = r});
    }
}

static void show(struct app *app, const struct hit *hit)
{
    if (hit->rule) {
        teach_rule_select(app, hit->rule->id);
        return;
    }
    snprintf(app->view.channel, sizeof app->view.channel, "%s",
             hit->channel ? hit->channel->id : "");
    app_select(app, hit->point ? hit->point->code : "", SIDE_M, APP_FLY);
    if (hit->channel)
        app_fly_channel(app, hit->channel->id);
    if (hit->region)
        app_fly_region(app, hit->region->id, SIDE_M);
}

static bool hit_row(struct app *app, struct gui *g, const struct hit *hit)
{
    char title[160], id[96];
    const struct point *p = hit->point;
    const struct channel *ch = hit->channel;
    struct gui_row row = {.title = title};
    if (p || ch) {
        snprintf(title, sizeof title, "%s %s", p ? p->pinyin : ch->pinyin,
                 p ? p->hanzi : ch->hanzi);
        row.lead = p ? p->code : ch->id;
        const char *meaning = panel_meaning(app, p ? p->english : ch->english);
        row.detail = *meaning ? meaning : NULL;
        row.selected = p && strcmp(p->code, app->view.selected) == 0;
    } else if (hit->region) {
        snprintf(id, sizeof id, "region.%s", hit->region->id);
        snprintf(title, sizeof title, "%s",
                 texts_get(app->texts, id, hit->region->english));
        panel_sentence(title);
        snprintf(id, sizeof id, "search.%s", region_kind_name(hit->region->kind));
        row.detail = app_text(app, id);
    } else {
        row.title = NULL;
        row.lead = hit->rule->id;
        row.detail = texts_get(app->texts, hit->rule->text.id, hit->rule->text.english);
    }
    return gui_list_row(g, &row);
}

bool panel_search(struct app *app, struct gui *g)
{
    char *query = app->query;
    gui_search(g, app_text(app, "search.hint"), query, sizeof app->query);
    if (!query[0])
        return false;
    struct hit best[HITS] = {0};
    int n = 0;
    find_places(app, query, best, &n);
    find_rules(app, query, best, &n);
    for (int i = 0; i < n; i++)
        if (hit_row(app, g, &best[i]))
            show(app, &best[i]);
    if (!n)
        gui_paragraph(g, GUI_BODY, gui_theme(g)->ink_soft,
                      app_text(app, "search.nothing"));
    return true;
}
