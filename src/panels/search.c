/* search.c - one field that finds points, channels, regions and rules by code, pinyin
 * with or without tones, Chinese or English. */
#include <stdio.h>
#include <string.h>

#include "document/live_session.h"
#include "panels/panels.h"
#include "panels/rule_view.h"
#include "panels/structure_view.h"
#include "views/search_hits.h"

static void show(struct app *app, const struct search_hit *hit)
{
    app->view.channel[0] = 0;
    rule_view_select(app, hit->rule ? hit->rule->id : "");
    if (hit->channel) {
        snprintf(app->view.channel, sizeof app->view.channel, "%s", hit->channel->id);
        app_select(app, "", SIDE_M, APP_STAY);
        app_fly_channel(app, hit->channel->id);
    } else if (hit->region) {
        app_show_region(app, hit->region->id);
    } else if (hit->part) {
        structure_show(app, hit->part->id, SIDE_M, APP_FLY);
    } else if (hit->point) {
        app_select(app, hit->point->code, SIDE_M, APP_FLY);
    }
}

static bool is_shown(const struct app *app, const struct search_hit *hit)
{
    if (hit->point)
        return strcmp(hit->point->code, app->view.selected) == 0;
    if (hit->channel)
        return strcmp(hit->channel->id, app->view.channel) == 0;
    if (hit->part)
        return strcmp(hit->part->id, app->view.structure) == 0;
    return hit->region &&
           app->view.region == (int)(hit->region - subject_catalog(app->subject)->region);
}

static bool hit_row(struct app *app, struct gui *g, const struct search_hit *hit)
{
    struct gui_row row = {.lead = *hit->lead ? hit->lead : NULL,
                          .title = hit->title,
                          .detail = *hit->detail ? hit->detail : NULL,
                          .mark = *hit->mark ? hit->mark : NULL,
                          .selected = is_shown(app, hit)};
    return gui_list_row(g, &row);
}

/* During a session the body shows the needles alone: no rule is looked for. */
static struct search_words words_of(const struct app *app)
{
    bool session = app->mode == APP_CLINIC && live_session_state(app->live);
    return (struct search_words){.catalog = subject_catalog(app->subject),
                                 .rules = session ? NULL : engine_rules(app->engine),
                                 .inside = subject_inside(app->subject, NULL),
                                 .texts = app->texts,
                                 .chinese = app->chinese};
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
    struct search_hits hits;
    struct error error;
    if (!app->chinese)
        app->chinese = texts_load(app->params.data_dir, "zh-Hans", &error);
    struct search_words words = words_of(app);
    search_hits_make(&hits, query, &words, app->words);
    if (hits.n && entered)
        show(app, &hits.hit[0]);
    for (int i = 0; i < hits.n; i++)
        if (hit_row(app, g, &hits.hit[i]))
            show(app, &hits.hit[i]);
    if (!hits.n)
        gui_paragraph(g, GUI_BODY, gui_theme(g)->ink_soft,
                      app_text(app, "search.nothing"));
    return true;
}
