/* search.c - one field that finds points, channels, regions, structures,
 * landmarks and rules by code, pinyin with or without tones, Chinese or English; and
 * tours, cases, cautions and commands by their titles, which a hit opens. */
#include <stdio.h>
#include <string.h>

#include "document/live_session.h"
#include "panels/panels.h"
#include "panels/rule_view.h"
#include "panels/structure_view.h"
#include "views/search_hits.h"

static void open_entry(struct sink *sink, const struct search_entry *e)
{
    switch (e->kind) {
    case SEARCH_TOUR:
        sink_ask_text(sink, ACTION_TOUR, e->target, 0);
        break;
    case SEARCH_CASE:
        sink_ask_text(sink, ACTION_OPEN_PATH, e->target, 0);
        break;
    case SEARCH_CAUTION:
        sink_ask_text(sink, ACTION_SHOW_CAUTION, e->target, 0);
        return; // the list stays beside it
    case SEARCH_COMMAND:
        sink_ask(sink, (enum action_id)e->command, e->argument);
        break;
    }
    sink_ask(sink, ACTION_END_SEARCH, 0);
}

static void show_landmark(const struct subject *subject, struct sink *sink,
                          const char *name)
{
    const struct catalog *c = subject_catalog(subject);
    int i = catalog_landmark(c, name);
    const struct body *body = subject_body(subject);
    enum side side = c->landmark_names.midline[i] ? SIDE_M : SIDE_L;
    struct body_place place = body_landmark(body, i, side);
    struct app_near near = {.place.weight = 1, .aim.margin = 0.1f};
    memcpy(near.place.position, place.position, sizeof near.place.position);
    memcpy(near.place.normal, place.normal, sizeof near.place.normal);
    aim_add_ball(&near.aim, place.position, aim_reach(body, &place.on));
    sink_show_landmark(sink, name, side);
    sink_fly_near(sink, &near);
}

static void show(const struct subject *subject, struct sink *sink,
                 const struct search_hit *hit)
{
    if (hit->entry) {
        open_entry(sink, hit->entry);
        return;
    }
    sink_hold_channel(sink, hit->channel ? hit->channel->id : "");
    sink_show_rule(sink, hit->rule ? hit->rule->id : "");
    if (hit->channel) {
        sink_select(sink, "", SIDE_M, SINK_STAY);
        sink_fly_channel(sink, hit->channel->id);
    } else if (hit->region) {
        sink_show_region(sink, hit->region->id);
    } else if (hit->part) {
        sink_show_structure(sink, hit->part->id, SIDE_M, SINK_FLY);
    } else if (hit->point) {
        sink_select(sink, hit->point->code, SIDE_M, SINK_FLY);
    } else if (hit->landmark) {
        show_landmark(subject, sink, hit->landmark);
    }
}

static bool is_shown(const struct app_eye *eye, const struct subject *subject,
                     const struct search_hit *hit)
{
    if (hit->point)
        return strcmp(hit->point->code, eye->selected) == 0;
    if (hit->channel)
        return strcmp(hit->channel->id, eye->channel) == 0;
    if (hit->part)
        return strcmp(hit->part->id, eye->structure) == 0;
    if (hit->landmark)
        return strcmp(hit->landmark, eye->landmark) == 0;
    return hit->region &&
           eye->region == (int)(hit->region - subject_catalog(subject)->region);
}

static bool hit_row(const struct app_eye *eye, const struct subject *subject,
                    struct gui *g, const struct search_hit *hit)
{
    struct gui_row row = {.lead = *hit->lead ? hit->lead : NULL,
                          .title = hit->title,
                          .detail = *hit->detail ? hit->detail : NULL,
                          .mark = *hit->mark ? hit->mark : NULL,
                          .selected = is_shown(eye, subject, hit)};
    return gui_list_row(g, &row);
}

static bool can_be_had(const struct sink *sink, const struct search_entry *e)
{
    return e->kind == SEARCH_COMMAND ? sink->may[e->command]
           : e->kind == SEARCH_CASE  ? sink->may[ACTION_OPEN_PATH]
                                     : true;
}

/* of what is listed, what can be had now */
static const struct search_entry *entries(const struct desk *desk, int *n)
{
    const struct app_search *s = &desk->search;
    struct search_entry *out =
        arena_alloc_array(desk->words, (size_t)s->n_entries, sizeof *out);
    *n = 0;
    for (int i = 0; i < s->n_entries; i++)
        if (can_be_had(&desk->sink, &s->entry[i]))
            out[(*n)++] = s->entry[i];
    return out;
}

/* During a session the body shows the needles alone: no rule is looked for. */
static struct search_words words_of(const struct desk *desk)
{
    bool session = desk->mode == APP_CLINIC && live_session_state(desk->live);
    int n;
    const struct search_entry *entry = entries(desk, &n);
    return (struct search_words){
        .catalog = subject_catalog(desk->subject),
        .rules = session ? NULL : engine_rules(desk->dossier.engine),
        .inside = subject_inside(desk->subject, NULL),
        .texts = desk->texts,
        .chinese = desk->search.chinese,
        .english = desk->search.english,
        // elsewhere a landmark has no card
        .body = desk->mode == APP_TEACH ? subject_body(desk->subject) : NULL,
        .entry = entry,
        .n_entries = session ? 0 : n};
}

bool panel_search(struct desk *desk, struct gui *g)
{
    char query[sizeof desk->search.query];
    snprintf(query, sizeof query, "%s", desk->search.query);
    desk->shell->sought = true;
    if (desk->shell->seeking && !gui_wants_keys(g))
        gui_focus_next(g);
    bool entered =
        gui_search(g, text_of(desk->texts, "search.hint"), query, sizeof query);
    if (strcmp(query, desk->search.query) != 0)
        sink_put(&desk->sink, desk->search.query, query, sizeof query);
    if (!query[0])
        return false;
    if (!desk->search.listed)
        sink_ask(&desk->sink, ACTION_LIST_SEARCH, 0);
    struct search_hits hits;
    struct error error;
    if (!desk->search.chinese)
        desk->search.chinese = texts_load(desk->search.data_dir, "zh-Hans", &error);
    struct search_words words = words_of(desk);
    search_hits_make(&hits, query, &words, desk->words);
    if (hits.n && entered)
        show(desk->subject, &desk->sink, &hits.hit[0]);
    for (int i = 0; i < hits.n; i++)
        if (hit_row(&desk->eye, desk->subject, g, &hits.hit[i]))
            show(desk->subject, &desk->sink, &hits.hit[i]);
    if (!hits.n)
        gui_paragraph(g, GUI_BODY, gui_theme(g)->ink_soft,
                      text_of(desk->texts, "search.nothing"));
    return true;
}
