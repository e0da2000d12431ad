/* quiz.c - what there is to ask, and questions.
 *
 * Chance is seeded by the caller and the item's key, so that a question does not depend
 * on what was asked before. */
#include "study/quiz.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "study/beneath_quiz.h"
#include "study/chance.h"

struct quiz {
    struct arena *arena;
    const struct catalog *catalog;
    const struct questions *questions;
    enum quiz_level level;
    int n_deck, n_nerves;
    const char **deck;  /* the catalogue's own strings, so that they outlive a deal */
    const char **nerve; /* the ids of `beneath`, which outlive it */
    const struct inside *inside;
    struct beneath_quiz *beneath; /* NULL: not asked of */
};

static const char *const KINDS[QUIZ_KINDS] = {"find",  "name",  "surface", "caution",
                                              "under", "nerve", "depth"};

const char *quiz_kind_name(enum quiz_kind kind)
{
    return KINDS[kind];
}

bool quiz_is_beneath(enum quiz_kind kind)
{
    return kind == QUIZ_UNDER || kind == QUIZ_NERVE || kind == QUIZ_DEPTH;
}

// ---------------------------------------------------------------- chance

static uint64_t seed_of(uint64_t seed, const struct quiz_item *item)
{
    // FNV-1a over the key, so that each item has a chance of its own
    uint64_t hash = 0xCBF29CE484222325u ^ (uint64_t)item->kind;
    for (const char *c = item->key; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 0x100000001B3u;
    return seed ^ hash;
}

// ---------------------------------------------------------------- items

struct quiz *quiz_create(const struct catalog *catalog, const struct questions *questions,
                         const char *const *deck, int n)
{
    struct quiz *q = xcalloc(1, sizeof *q);
    q->arena = arena_create();
    q->catalog = catalog;
    q->questions = questions;
    q->level = QUIZ_USUAL;
    quiz_deal(q, deck, n);
    return q;
}

void quiz_deal(struct quiz *q, const char *const *deck, int n)
{
    q->deck = xrealloc(q->deck, ((size_t)n + 1) * sizeof *q->deck);
    q->n_deck = 0;
    for (int i = 0; i < n; i++) {
        const struct point *p = catalog_find(q->catalog, deck[i]);
        if (p)
            q->deck[q->n_deck++] = strcmp(p->code, deck[i]) == 0 ? p->code : p->group;
    }
    quiz_look_beneath(q, q->inside);
}

void quiz_set_level(struct quiz *q, enum quiz_level level)
{
    q->level = level;
}

void quiz_destroy(struct quiz **quiz)
{
    if (!quiz || !*quiz)
        return;
    beneath_quiz_destroy(&(*quiz)->beneath);
    arena_destroy(&(*quiz)->arena);
    free((*quiz)->deck);
    free((*quiz)->nerve);
    free(*quiz);
    *quiz = NULL;
}

/* one that was kept before is kept once */
static const char *keep_id(struct quiz *q, const char *id, int n_before)
{
    for (int i = 0; i < n_before; i++)
        if (strcmp(q->nerve[i], id) == 0)
            return q->nerve[i];
    return arena_strdup(q->arena, id);
}

void quiz_look_beneath(struct quiz *q, const struct inside *inside)
{
    beneath_quiz_destroy(&q->beneath);
    q->inside = inside;
    if (!inside)
        return;
    q->beneath = beneath_quiz_create(inside, q->deck, q->n_deck);
    int n = beneath_quiz_count(q->beneath, QUIZ_NERVE), before = q->n_nerves;
    const char **ids = xcalloc((size_t)n + 1, sizeof *ids);
    for (int i = 0; i < n; i++)
        ids[i] = keep_id(q, beneath_quiz_key(q->beneath, QUIZ_NERVE, i), before);
    free(q->nerve);
    q->nerve = ids;
    q->n_nerves = n;
}

/* the i-th written question of a kind; NULL past the last */
static const struct question *written(const struct quiz *q, enum question_kind kind,
                                      int i)
{
    for (int k = 0; k < q->questions->n_questions; k++)
        if (q->questions->question[k].kind == kind && i-- == 0)
            return &q->questions->question[k];
    return NULL;
}

static enum question_kind written_kind(enum quiz_kind kind)
{
    return kind == QUIZ_SURFACE ? QUESTION_SURFACE : QUESTION_CAUTION;
}

int quiz_count(const struct quiz *q, enum quiz_kind kind)
{
    if (kind == QUIZ_FIND || kind == QUIZ_NAME)
        return q->n_deck;
    if (quiz_is_beneath(kind))
        return q->beneath ? beneath_quiz_count(q->beneath, kind) : 0;
    int n = 0;
    while (written(q, written_kind(kind), n))
        n++;
    return n;
}

struct quiz_item quiz_item(const struct quiz *q, enum quiz_kind kind, int i)
{
    if (kind == QUIZ_FIND || kind == QUIZ_NAME)
        return (struct quiz_item){kind, q->deck[i]};
    if (kind == QUIZ_NERVE)
        return (struct quiz_item){kind, q->nerve[i]};
    if (quiz_is_beneath(kind))
        return (struct quiz_item){kind, beneath_quiz_key(q->beneath, kind, i)};
    return (struct quiz_item){kind, written(q, written_kind(kind), i)->id};
}

// ---------------------------------------------------------------- choosing

enum turn { DUE, NEW, LATER };

struct candidate {
    struct quiz_item item;
    enum turn turn;
    int due;
    uint64_t chance;
};

static int compare_candidates(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->turn != y->turn)
        return (int)x->turn - (int)y->turn;
    if (x->turn != NEW && x->due != y->due)
        return x->due < y->due ? -1 : 1;
    return x->chance < y->chance ? -1 : x->chance > y->chance;
}

static int list_candidates(const struct quiz *q, const struct quiz_wish *w,
                           struct candidate *list)
{
    int n = 0;
    for (int kind = 0; kind < QUIZ_KINDS; kind++) {
        int count = w->kind == QUIZ_KINDS || (int)w->kind == kind
                        ? quiz_count(q, (enum quiz_kind)kind)
                        : 0;
        for (int i = 0; i < count; i++) {
            struct candidate *c = &list[n++];
            c->item = quiz_item(q, (enum quiz_kind)kind, i);
            struct schedule_card card = w->memory(&c->item, w->user);
            c->turn = schedule_is_due(&card, w->today) ? DUE : card.asked ? LATER : NEW;
            c->due = card.due;
            uint64_t state = seed_of(w->seed, &c->item);
            c->chance = chance_next(&state);
        }
    }
    return n;
}

int quiz_choose(const struct quiz *q, const struct quiz_wish *w, struct quiz_item *out,
                int capacity)
{
    int most = 0, taken = 0, fresh = 0;
    for (int kind = 0; kind < QUIZ_KINDS; kind++)
        most += quiz_count(q, (enum quiz_kind)kind);
    struct candidate *list = xcalloc((size_t)most + 1, sizeof *list);
    int n = list_candidates(q, w, list);
    qsort(list, (size_t)n, sizeof *list, compare_candidates);
    for (int i = 0; i < n && taken < capacity; i++) {
        fresh += list[i].turn == NEW;
        if (list[i].turn != NEW || fresh <= w->most_new)
            out[taken++] = list[i].item;
    }
    free(list);
    return taken;
}

// ---------------------------------------------------------------- asking

static void swap_choices(struct quiz_question *out, int i, int k)
{
    struct quiz_choice held = out->choice[i];
    out->choice[i] = out->choice[k];
    out->choice[k] = held;
    out->right = out->right == i ? k : out->right == k ? i : out->right;
}

static void shuffle(struct quiz_question *out, uint64_t *state)
{
    for (int i = out->n_choices - 1; i > 0; i--)
        swap_choices(out, i, chance_below(state, i + 1));
}

/* how easily the two are taken for one another; of neighbours in a channel most of all */
static int likeness(const struct point *a, const struct point *b)
{
    bool channel = strcmp(a->channel, b->channel) == 0;
    long apart = labs((long)(a - b));
    return 10 * (2 * (strcmp(a->region, b->region) == 0) + channel) +
           (channel && apart < 8 ? (int)(8 - apart) : 0);
}

/* what stands beside the right one: the more, the rather */
static int fitness(const struct quiz *q, const struct point *a, const struct point *b)
{
    int like = likeness(a, b);
    return q->level == QUIZ_EASY ? -like : q->level == QUIZ_HARD ? like : like / 10;
}

static struct quiz_choice point_choice(const struct quiz *q, const char *code)
{
    return (struct quiz_choice){.point = catalog_find(q->catalog, code), .code = code};
}

struct neighbour {
    int fit;
    uint64_t chance;
    const char *code;
};

static bool is_among(const struct quiz *q, const struct neighbour *best, int n,
                     const struct point *p)
{
    for (int i = 0; i < n; i++)
        if (catalog_find(q->catalog, best[i].code) == p)
            return true;
    return false;
}

/* takes its place among the best, of which those of the deck come before others */
static int put_neighbour(struct neighbour *best, int n, int first,
                         const struct neighbour *next)
{
    int at = n < QUIZ_CHOICES - 1 ? n++ : QUIZ_CHOICES - 1;
    for (; at > first &&
           (best[at - 1].fit < next->fit ||
            (best[at - 1].fit == next->fit && best[at - 1].chance < next->chance));
         at--)
        if (at < QUIZ_CHOICES - 1)
            best[at] = best[at - 1];
    if (at < QUIZ_CHOICES - 1)
        best[at] = *next;
    return n;
}

/* wrong names are of the deck; where it is small, of the whole catalogue, too */
static void name_choices(const struct quiz *q, uint64_t *state, struct quiz_question *out)
{
    struct neighbour best[QUIZ_CHOICES - 1] = {0};
    int n = 0;
    for (int i = 0; i < q->n_deck; i++) {
        const struct point *p = catalog_find(q->catalog, q->deck[i]);
        struct neighbour next = {fitness(q, p, out->point), chance_next(state),
                                 q->deck[i]};
        if (p != out->point)
            n = put_neighbour(best, n, 0, &next);
    }
    int first = n;
    for (int i = 0; first < QUIZ_CHOICES - 1 && i < q->catalog->n_points; i++) {
        const struct point *p = &q->catalog->point[i];
        struct neighbour next = {fitness(q, p, out->point), chance_next(state), p->code};
        if (p != out->point && !p->group && !is_among(q, best, first, p))
            n = put_neighbour(best, n, first, &next);
    }
    out->choice[0] = point_choice(q, out->item.key);
    for (int i = 0; i < n; i++)
        out->choice[1 + i] = point_choice(q, best[i].code);
    out->n_choices = 1 + n;
    shuffle(out, state);
}

static void surface_choices(const struct quiz *q, uint64_t *state,
                            struct quiz_question *out)
{
    int order[64], n = 0;
    for (int i = 0; i < q->questions->n_surfaces && n < 64; i++)
        if (i != out->written->answer)
            order[n++] = i;
    out->choice[0].text = q->questions->surface[out->written->answer].text;
    for (out->n_choices = 1; out->n_choices < QUIZ_CHOICES && n > 0; out->n_choices++) {
        int k = chance_below(state, n);
        out->choice[out->n_choices].text = q->questions->surface[order[k]].text;
        order[k] = order[--n];
    }
    shuffle(out, state);
}

static void written_choices(const struct quiz *q, uint64_t *state,
                            struct quiz_question *out)
{
    for (int i = 0; i < out->written->n_choices; i++) {
        const struct question_choice *c = &out->written->choice[i];
        out->choice[i] =
            c->code ? point_choice(q, c->code) : (struct quiz_choice){.text = c->text};
        if (c->right)
            out->right = i;
    }
    out->n_choices = out->written->n_choices;
    shuffle(out, state);
}

bool quiz_ask(const struct quiz *q, const struct quiz_item *item, uint64_t seed,
              struct quiz_question *out)
{
    uint64_t state = seed_of(seed, item);
    *out = (struct quiz_question){.item = *item};
    if (item->kind == QUIZ_FIND || item->kind == QUIZ_NAME) {
        out->point = catalog_find(q->catalog, item->key);
        if (out->point && item->kind == QUIZ_NAME)
            name_choices(q, &state, out);
        return out->point != NULL;
    }
    if (quiz_is_beneath(item->kind))
        return q->beneath && beneath_quiz_ask(q->beneath, &state, out);
    const struct question *w;
    for (int i = 0; (w = written(q, written_kind(item->kind), i)); i++)
        if (strcmp(w->id, item->key) == 0)
            break;
    out->written = w;
    if (!w)
        return false;
    if (item->kind == QUIZ_SURFACE)
        surface_choices(q, &state, out);
    else
        written_choices(q, &state, out);
    return true;
}
