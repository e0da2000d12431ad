/* search.c - one field that finds points, channels and regions by code, pinyin with or
 * without tones, Chinese or English. */
#include <stdio.h>
#include <string.h>

#include "app/app.h"
#include "app/panels.h"
#include "text/fold.h"

enum { HITS = 12 };

struct hit {
    int score;
    const struct point *point;
    const struct channel *channel;
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

static int find(const struct catalog *c, const char *query, struct hit *best)
{
    int n = 0;
    memset(best, 0, HITS * sizeof *best);
    for (int i = 0; i < c->n_channels; i++) {
        const struct channel *ch = &c->channel[i];
        const char *names[] = {ch->id, ch->english, ch->hanzi, ch->pinyin};
        int score = fold_match(query, names, 4);
        if (score)
            keep(best, &n, (struct hit){.score = score + 1, .channel = ch});
    }
    for (int i = 0; i < c->n_points; i++) {
        const struct point *p = &c->point[i];
        const char *names[] = {p->code, p->pinyin, p->hanzi, p->english};
        int score = fold_match(query, names, 4);
        if (score)
            keep(best, &n, (struct hit){.score = score, .point = p});
    }
    return n;
}

bool panel_search(struct app *app, struct gui *g)
{
    char *query = app->query;
    gui_search(g, app_text(app, "search.hint"), query, sizeof app->query);
    if (!query[0])
        return false;
    struct hit best[HITS];
    int n = find(subject_catalog(app->subject), query, best);
    for (int i = 0; i < n; i++) {
        char title[160];
        const struct point *p = best[i].point;
        const struct channel *ch = best[i].channel;
        snprintf(title, sizeof title, "%s %s", p ? p->pinyin : ch->pinyin,
                 p ? p->hanzi : ch->hanzi);
        struct gui_row row = {.lead = p ? p->code : ch->id,
                              .title = title,
                              .detail = p ? p->english : ch->english,
                              .selected = p && strcmp(p->code, app->view.selected) == 0};
        if (!gui_list_row(g, &row))
            continue;
        snprintf(app->view.channel, sizeof app->view.channel, "%s", p ? "" : ch->id);
        app_select(app, p ? p->code : "", SIDE_M, APP_FLY);
        if (ch)
            app_fly_channel(app, ch->id);
    }
    if (!n)
        gui_paragraph(g, GUI_BODY, gui_theme(g)->ink_soft,
                      app_text(app, "search.nothing"));
    return true;
}
