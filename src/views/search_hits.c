#include "views/search_hits.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/cut.h"
#include "study/called.h"
#include "text/fold.h"
#include "views/landmark_card.h"
#include "views/words.h"

enum { TEXT_MAX = 400 };

static void keep(struct search_hits *hits, struct search_hit hit)
{
    bool full = hits->n == SEARCH_HITS_MOST;
    int i = full ? SEARCH_HITS_MOST - 1 : hits->n++;
    if (full && hits->hit[i].score >= hit.score)
        return;
    for (; i > 0 && hits->hit[i - 1].score < hit.score; i--)
        hits->hit[i] = hits->hit[i - 1];
    hits->hit[i] = hit;
}

/* a code counts from its beginning on: L5 is no BL57 */
static int match(const char *query, const char *code, const char *const *names, size_t n)
{
    int by_code = fold_match(query, &code, 1), by_name = fold_match(query, names, n);
    return by_code >= 60 && by_code > by_name ? by_code : by_name;
}

/* what is so called here comes before what is so called elsewhere, that before a word
 * with one wrong letter */
enum { WHOLE_NAME = 100, BY_OTHER_CODE = 99, BY_NEAR = 10, BY_KIND = 5 };

// ---------------------------------------------------------------- as others write it

/* "zu2san1li3": pinyin with its tones as digits, which are left out */
static void without_tones(const char *query, char *out, size_t size)
{
    size_t n = 0;
    bool tones = false;
    for (const char *s = query; *s && n + 1 < size; s++) {
        bool tone = *s >= '1' && *s <= '5' && s > query &&
                    isalpha((unsigned char)s[-1]) &&
                    (!s[1] || s[1] == ' ' || isalpha((unsigned char)s[1]));
        tones |= tone && s[1] != 0;
        if (!tone)
            out[n++] = *s;
    }
    out[n] = 0;
    // one digit at the end is a point's number
    if (!tones)
        snprintf(out, size, "%s", query);
}

/* the best of the names, or as a word with one wrong letter */
static int match_names(const char *query, const char *code, const char *const *names,
                       size_t n)
{
    int score = match(query, code, names, n);
    for (size_t i = 0; !score && i < n; i++)
        if (fold_near(query, names[i]))
            score = BY_NEAR;
    return score;
}

// ---------------------------------------------------------------- what is found

static void find_channels(struct search_hits *hits, const char *query,
                          const struct catalog *c)
{
    char folded[TEXT_MAX];
    fold(query, folded, sizeof folded);
    for (int i = 0; i < c->n_channels; i++) {
        const struct channel *ch = &c->channel[i];
        const char *names[] = {ch->english, ch->hanzi, ch->pinyin};
        int score = called_channel(ch, folded) ? BY_OTHER_CODE
                                               : match_names(query, ch->id, names, 3);
        // before a point that is found as well
        if (score)
            keep(hits, (struct search_hit){.score = score + 1, .channel = ch});
    }
}

static void find_points(struct search_hits *hits, const char *query,
                        const struct catalog *c)
{
    const struct point *called = called_point(c, query);
    for (int i = 0; i < c->n_points; i++) {
        const struct point *p = &c->point[i];
        const char *names[] = {p->pinyin, p->hanzi, p->english};
        int score = p == called ? BY_OTHER_CODE : match_names(query, p->code, names, 3);
        if (score)
            keep(hits, (struct search_hit){.score = score, .point = p});
    }
}

static void find_regions(struct search_hits *hits, const char *query,
                         const struct search_words *w)
{
    for (int i = 0; i < w->catalog->n_regions; i++) {
        const struct region *r = &w->catalog->region[i];
        char id[96];
        snprintf(id, sizeof id, "region.%s", r->id);
        const char *names[] = {r->english, texts_get(w->texts, id, r->english),
                               texts_get(w->chinese, id, r->english)};
        int score = fold_match(query, names, 3);
        if (score)
            keep(hits, (struct search_hit){.score = score, .region = r});
    }
}

/* by its number and its words, after what has that name */
static void find_rules(struct search_hits *hits, const char *query,
                       const struct search_words *w)
{
    for (int i = 0; w->rules && i < w->rules->n_rules; i++) {
        const struct rules_rule *r = &w->rules->rules[i];
        const struct rules_text *t = &r->text;
        const char *names[] = {r->id, t->english, texts_get(w->texts, t->id, t->english),
                               texts_get(w->chinese, t->id, t->english)};
        int score = fold_match(query, names, 4);
        if (score)
            keep(hits, (struct search_hit){.score = score >= WHOLE_NAME ? score : 1,
                                           .rule = r});
    }
}

static void find_parts(struct search_hits *hits, const char *query,
                       const struct search_words *w)
{
    int n = 0;
    const struct inside *inside = w->inside;
    const struct inside_part *part = inside ? inside_parts(inside, &n) : NULL;
    for (int i = 0; i < n; i++) {
        const struct structure_name *name = part[i].name;
        const char *own = words_structure(w->texts, name);
        const char *names[] = {name->english, name->latin, name->hanzi, own};
        bool other = part[i].side == SIDE_R && inside_find(inside, part[i].id, SIDE_L);
        int score = other ? 0 : fold_match(query, names, 4);
        if (!score && !other &&
            (fold_near(query, name->english) || fold_near(query, own)))
            score = BY_NEAR;
        // before the skin that a nerve serves, which is called after it
        score += score == WHOLE_NAME;
        if (score)
            keep(hits, (struct search_hit){.score = score, .part = &part[i]});
    }
}

/* where this body has the place; "landmark" alone lists them, after whatever is called so
 */
static void find_landmarks(struct search_hits *hits, const char *query,
                           const struct search_words *w, struct arena *arena)
{
    const struct landmark_names *of = &w->catalog->landmark_names;
    const char *kinds[] = {texts_get(w->texts, "teach.landmark", NULL),
                           texts_get(w->chinese, "teach.landmark", NULL)};
    bool all = w->body && fold_match(query, kinds, 2);
    for (int i = 0; w->body && i < of->count; i++) {
        const char *names[] = {landmark_card_name(w->texts, of->name[i], arena),
                               landmark_card_name(w->english, of->name[i], arena),
                               landmark_card_name(w->chinese, of->name[i], arena),
                               landmark_card_name(NULL, of->name[i], arena)};
        int score = fold_match(query, names, 4);
        for (int k = 0; !score && k < 4; k++)
            score = fold_near(query, names[k]) ? BY_NEAR : 0;
        if (!score && all)
            score = BY_KIND;
        if (score && body_landmark(w->body, i, of->midline[i] ? SIDE_M : SIDE_L).found)
            keep(hits, (struct search_hit){.score = score, .landmark = of->name[i]});
    }
}

static const char *const KINDS[] = {[SEARCH_TOUR] = "search.tour",
                                    [SEARCH_CASE] = "search.case",
                                    [SEARCH_CAUTION] = "search.caution",
                                    [SEARCH_COMMAND] = "search.command"};

/* "tour" alone lists them all, after whatever is called so itself */
static void find_entries(struct search_hits *hits, const char *query,
                         const struct search_words *w)
{
    for (int i = 0; i < w->n_entries; i++) {
        const struct search_entry *e = &w->entry[i];
        const char *kinds[] = {texts_get(w->texts, KINDS[e->kind], NULL),
                               texts_get(w->chinese, KINDS[e->kind], NULL)};
        size_t n = 0;
        while (n < SEARCH_NAMES && e->name[n])
            n++;
        int score = fold_match(query, e->name, n);
        for (size_t k = 0; !score && k < n; k++)
            score = fold_near(query, e->name[k]) ? BY_NEAR : 0;
        if (!score && fold_match(query, kinds, 2))
            score = BY_KIND;
        if (score)
            keep(hits, (struct search_hit){.score = score, .entry = e});
    }
}

// ---------------------------------------------------------------- what a hit says

static void tell_part(struct search_hit *hit, const struct texts *texts,
                      struct arena *arena)
{
    char id[64], title[TEXT_MAX];
    cut_print(title, sizeof title, "%s", words_structure(texts, hit->part->name));
    words_sentence(title);
    hit->title = arena_strdup(arena, title);
    snprintf(id, sizeof id, "system.%s", structure_system_names[hit->part->system]);
    hit->detail = texts_get(texts, id, NULL);
}

static void tell_name(struct search_hit *hit, const struct texts *texts,
                      struct arena *arena)
{
    const struct point *p = hit->point;
    const struct channel *ch = hit->channel;
    hit->lead = p ? p->code : ch->id;
    hit->title = arena_printf(arena, "%s %s", p ? p->pinyin : ch->pinyin,
                              p ? words_hanzi(texts, p->code, p->hanzi) : ch->hanzi);
    hit->detail = words_meaning(texts, p ? p->english : ch->english);
}

static void tell_region(struct search_hit *hit, const struct texts *texts,
                        struct arena *arena)
{
    const struct region *r = hit->region;
    char id[96], title[TEXT_MAX];
    snprintf(id, sizeof id, "region.%s", r->id);
    cut_print(title, sizeof title, "%s", texts_get(texts, id, r->english));
    words_sentence(title);
    hit->title = arena_strdup(arena, title);
    snprintf(id, sizeof id, "search.%s", region_kind_name(r->kind));
    hit->detail = texts_get(texts, id, NULL);
}

static void tell_landmark(struct search_hit *hit, const struct texts *texts,
                          struct arena *arena)
{
    char title[TEXT_MAX];
    cut_print(title, sizeof title, "%s", landmark_card_name(texts, hit->landmark, arena));
    words_sentence(title);
    hit->title = arena_strdup(arena, title);
    hit->detail = texts_get(texts, "teach.landmark", NULL);
}

static void tell(struct search_hit *hit, const struct texts *texts, struct arena *arena)
{
    char title[TEXT_MAX], rest[TEXT_MAX];
    hit->lead = hit->detail = hit->mark = "";
    if (hit->point || hit->channel) {
        tell_name(hit, texts, arena);
    } else if (hit->region) {
        tell_region(hit, texts, arena);
    } else if (hit->part) {
        tell_part(hit, texts, arena);
    } else if (hit->landmark) {
        tell_landmark(hit, texts, arena);
    } else if (hit->entry) {
        hit->title = hit->entry->name[0];
        hit->detail = texts_get(texts, KINDS[hit->entry->kind], NULL);
    } else {
        words_rule(texts, hit->rule, title, rest, sizeof title);
        hit->title = arena_strdup(arena, title);
        hit->detail = arena_strdup(arena, rest);
        hit->mark = hit->rule->id;
    }
}

static void find_all(struct search_hits *hits, const char *query,
                     const struct search_words *words, struct arena *arena)
{
    *hits = (struct search_hits){0};
    if (!query[0])
        return;
    find_channels(hits, query, words->catalog);
    find_points(hits, query, words->catalog);
    find_regions(hits, query, words);
    find_parts(hits, query, words);
    find_landmarks(hits, query, words, arena);
    find_rules(hits, query, words);
    find_entries(hits, query, words);
}

void search_hits_make(struct search_hits *hits, const char *query,
                      const struct search_words *words, struct arena *arena)
{
    char plain[TEXT_MAX];
    find_all(hits, query, words, arena);
    // as it is typed first: the figure of "L3 nerve root" is no tone
    without_tones(query, plain, sizeof plain);
    if (!hits->n && strcmp(plain, query) != 0)
        find_all(hits, plain, words, arena);
    for (int i = 0; i < hits->n; i++)
        tell(&hits->hit[i], words->texts, arena);
}
