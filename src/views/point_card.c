#include "views/point_card.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "anatomy/body.h"
#include "base/cut.h"
#include "rules/plan_says.h"
#include "views/words.h"

enum { TEXT_MAX = 2048 };

struct maker {
    struct point_card *card;
    const struct texts *texts;
    struct arena *arena;
};

static const char *keep(const struct maker *m, char *text)
{
    words_sentence(text);
    return arena_strdup(m->arena, text);
}

static const char *keep_message(const struct maker *m, const struct message *message)
{
    char text[TEXT_MAX];
    text_format(m->texts, message, text, sizeof text);
    return keep(m, text);
}

// ---------------------------------------------------------------- which side

static struct planned_entry entry_at(const struct plan *plan, const char *code,
                                     const struct point *point, char side)
{
    return plan ? planned_find(plan, code, point ? point->group : NULL, side)
                : (struct planned_entry){.state = PLANNED_UNNAMED};
}

char point_card_side(const struct catalog *catalog, const char *code, enum side side,
                     const struct plan *plan)
{
    const struct point *point = catalog_find(catalog, code);
    if (point && point->midline)
        return 'M';
    if (side != SIDE_M || entry_at(plan, code, point, 'M').state != PLANNED_UNNAMED)
        return side_name(side)[0];
    return entry_at(plan, code, point, 'R').state > entry_at(plan, code, point, 'L').state
               ? 'R'
               : 'L';
}

// ---------------------------------------------------------------- the needle

static const struct site *site_of(const struct point_card *card,
                                  const struct planned_body *on)
{
    bool known = card->point && on && on->body;
    return known ? body_site(on->body, card->point, side_of(card->side)) : NULL;
}

/* the entry of a composite tells of all its members, a member of itself */
static bool is_whole(const struct point_card *card)
{
    return card->entry.point && strcmp(card->entry.point->code, card->code) == 0;
}

static void set_needle(struct point_card *card, const struct planned_body *on)
{
    const struct site *site = site_of(card, on);
    const struct plan_point *p = card->entry.point;
    if (p && (!site || is_whole(card)))
        card->needle = planned_needle(p, on);
    else if (p)
        card->needle = planned_at_site(p, site);
    else if (site)
        card->needle = planned_at_rest(site);
    else if (card->point)
        card->needle = planned_at_rest(&(struct site){.point = card->point});
}

static void tell_needle(const struct maker *m)
{
    struct point_card *card = m->card;
    char text[TEXT_MAX];
    if (!card->point && !card->entry.point)
        return;
    words_needle(m->texts, card->point, &card->needle, text, sizeof text);
    card->how = keep(m, text);
    const struct point_limit *limit = card->point ? &card->point->limit : NULL;
    if (limit && limit->mm > 0 && card->needle.has_depth &&
        card->needle.depth_mm[1] > limit->mm) {
        struct message beyond = {.id = "card.beyond_limit",
                                 .arg = {{.name = "mm", .number = limit->mm},
                                         {.name = "structure", .text = limit->structure},
                                         {.name = "source", .text = limit->source}}};
        card->limit = keep_message(m, &beyond);
    }
    if (card->entry.point && words_any(card->entry.point->depth_source)) {
        text_format(m->texts, card->entry.point->depth_source, text, sizeof text);
        struct message source = plan_says_depth_source(text);
        card->source = keep_message(m, &source);
    }
}

// ---------------------------------------------------------------- names, texts

static void tell_names(const struct maker *m)
{
    struct point_card *card = m->card;
    const struct point *p = card->point;
    char text[TEXT_MAX], name[256];
    name[0] = 0;
    if (card->entry.point && !p)
        words_name(m->texts, card->entry.point, name, sizeof name);
    words_title(m->texts, card->entry.point ? card->entry.point->code : card->code,
                p ? p->pinyin : name, p ? p->hanzi : "", text, sizeof text);
    card->title = arena_strdup(m->arena, text);
    card->side_text = words_side_if_any(m->texts, card->side);
    if (!p)
        return;
    card->meaning = words_meaning(m->texts, p->english);
    cut_print(text, sizeof text, "%s",
              words_of_point(m->texts, p, "location", p->location));
    card->find = keep(m, text);
    card->open = p->who_open ? texts_get(m->texts, "card.open", NULL) : "";
}

/* ids of the data, each by its text "FAMILY.ID", one after another */
static void tell_ids(const struct maker *m, const char *const *ids, const char *family,
                     const char *(*english)(const struct catalog *, const char *),
                     const struct catalog *catalog, char *out, size_t size)
{
    out[0] = 0;
    for (; *ids; ids++) {
        char id[80];
        snprintf(id, sizeof id, family, *ids);
        words_join(m->texts, out, size,
                   texts_get(m->texts, id, english ? english(catalog, *ids) : NULL));
    }
}

static const char *category_english(const struct catalog *catalog, const char *id)
{
    for (int i = 0; i < catalog->n_categories; i++)
        if (strcmp(catalog->category[i].id, id) == 0)
            return catalog->category[i].english;
    return id;
}

static void tell_standing(const struct maker *m, const struct catalog *catalog)
{
    struct point_card *card = m->card;
    const struct point_review *review = &card->point->review;
    char text[TEXT_MAX], checks[256];
    tell_ids(m, card->point->categories, "category.%s", category_english, catalog, text,
             sizeof text);
    card->classes = keep(m, text);
    if (!review->checks[0]) {
        card->review = texts_get(m->texts, "card.unreviewed", NULL);
        return;
    }
    tell_ids(m, review->checks, "check.%s", NULL, NULL, checks, sizeof checks);
    struct message line = {.id = "card.review",
                           .arg = {{.name = "checks", .text = checks},
                                   {.name = "bodies", .number = review->bodies},
                                   {.name = "mm", .number = ceil(review->worst_mm)}}};
    card->review = keep_message(m, &line);
}

static void join(const char *const *list, char *out, size_t size)
{
    out[0] = 0;
    for (; *list; list++)
        cut_append(out, size, "%s%s", out[0] ? "; " : "", *list);
}

/* a list of the catalogue, in the reader's language */
static const char *catalogue_list(const struct maker *m, const char *key,
                                  const char *const *list)
{
    char english[TEXT_MAX], text[TEXT_MAX];
    join(list, english, sizeof english);
    cut_print(text, sizeof text, "%s",
              words_of_point(m->texts, m->card->point, key, english));
    return keep(m, text);
}

static void tell_minds(const struct maker *m)
{
    struct point_card *card = m->card;
    const struct plan_point *p = card->entry.point;
    int most = p ? p->n_minds + p->n_overrides : 1;
    const char **minds = arena_alloc_array(m->arena, (size_t)most, sizeof *minds);
    card->minds = minds;
    for (int i = 0; p && i < p->n_minds; i++)
        minds[card->n_minds++] = keep_message(m, p->minds[i]);
    for (int i = 0; p && i < p->n_overrides; i++) {
        struct message lifted = plan_says_override(p->overrides[i]);
        minds[card->n_minds++] = keep_message(m, &lifted);
    }
    if (p || !card->point)
        return;
    const char *text = catalogue_list(m, "cautions", card->point->cautions);
    if (*text)
        minds[card->n_minds++] = text;
}

/* `plan`: whether there is one that could name it */
static void tell_why(const struct maker *m, bool plan)
{
    struct point_card *card = m->card;
    const struct planned_entry *e = &card->entry;
    char text[TEXT_MAX] = "";
    if (e->state == PLANNED_CHOSEN)
        card->why = keep_message(m, e->point->reason);
    if (e->state == PLANNED_OFFERED)
        card->why = keep_message(m, e->point->not_chosen);
    for (int i = 0; e->state == PLANNED_REMOVED && i < e->removed->n_by; i++)
        cut_append(text, sizeof text, "%s%s", i ? "\n" : "",
                   keep_message(m, e->removed->reasons[i]));
    if (text[0])
        card->why = arena_strdup(m->arena, text);
    if (e->state == PLANNED_UNNAMED && plan && card->point)
        card->why = texts_get(m->texts, "card.not_named", NULL);
}

void point_card_make(struct point_card *card, const struct catalog *catalog,
                     const char *code, enum side side, const struct plan *plan,
                     const struct texts *texts, const struct planned_body *on,
                     struct arena *arena)
{
    struct maker m = {.card = card, .texts = texts, .arena = arena};
    *card = (struct point_card){.code = arena_strdup(arena, code),
                                .point = catalog_find(catalog, code),
                                .meaning = "",
                                .classes = "",
                                .review = "",
                                .find = "",
                                .how = "",
                                .limit = "",
                                .source = "",
                                .structures = "",
                                .why = "",
                                .open = ""};
    card->side = point_card_side(catalog, code, side, plan);
    card->entry = entry_at(plan, code, card->point, card->side);
    set_needle(card, on);
    tell_names(&m);
    tell_needle(&m);
    if (card->point) {
        tell_standing(&m, catalog);
        card->structures = catalogue_list(&m, "structures", card->point->structures);
    }
    tell_minds(&m);
    tell_why(&m, plan && plan->n_points);
}
