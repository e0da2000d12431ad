#include "views/caution_list.h"

#include <string.h>

#include "rules/plan_says.h"
#include "views/words.h"

enum { TEXT_MAX = 1600 };

static const char *keep(const struct texts *texts, const struct message *message,
                        struct arena *arena)
{
    char text[TEXT_MAX];
    text_format(texts, message, text, sizeof text);
    return arena_strdup(arena, text);
}

static enum caution_weight weight_of(const struct plan_caution *c)
{
    return c->action == PLAN_BLOCK         ? CAUTION_BLOCKS
           : c->action == PLAN_CONDITIONAL ? CAUTION_WAITS
                                           : CAUTION_QUIET;
}

/* whether the caution only makes the lamp wait, or keeps it off somewhere */
static bool is_about_the_lamp(const struct plan *plan, const char *id)
{
    bool waits = false, lamp = false;
    for (int i = 0; i < plan->n_cautions; i++)
        waits |= strcmp(plan->cautions[i].id, id) == 0 &&
                 plan->cautions[i].action == PLAN_CONDITIONAL;
    for (int i = 0; i < plan->session.n_regions; i++) {
        const char *by = plan->session.regions[i].by;
        lamp |= by && strcmp(by, id) == 0;
    }
    return waits && lamp;
}

static struct caution_words words_of(const struct plan_caution *c,
                                     const struct plan *plan, const struct texts *texts,
                                     struct arena *arena)
{
    struct caution_words w = {
        .caution = c,
        .weight = weight_of(c),
        .lamp = is_about_the_lamp(plan, c->id),
        .title = keep(texts, &c->title, arena),
        .text = keep(texts, &c->text, arena),
        .action = words_named(texts, "action", plan_action_name(c->action)),
        .refer = keep(texts, &c->refer, arena),
        .source = keep(texts, &c->source, arena)};
    struct message refer = plan_says_refer(w.refer), source = plan_says_source(w.source);
    if (*w.refer)
        w.refer = keep(texts, &refer, arena);
    if (*w.source)
        w.source = keep(texts, &source, arena);
    return w;
}

// ---------------------------------------------------------------- referrals

/* what stands over a caution that blocks */
static const struct message *heading(const struct plan_caution *c)
{
    return words_any(&c->refer) ? &c->refer : &c->title;
}

static void add_referral(struct cautions *out, const struct plan_caution *c, int most,
                         const struct texts *texts, struct arena *arena)
{
    const char *where = keep(texts, heading(c), arena);
    int i = 0;
    while (i < out->n_referrals && strcmp(out->referral[i].where, where) != 0)
        i++;
    struct caution_referral *r = &out->referral[i];
    if (i == out->n_referrals) {
        *r = (struct caution_referral){
            .where = where,
            .text = arena_alloc_array(arena, (size_t)most, sizeof *r->text)};
        out->n_referrals++;
    }
    r->text[r->n++] = keep(texts, &c->text, arena);
}

// ---------------------------------------------------------------- all of them

/* Where nothing is needled, how to needle is not told; why nothing is left is, and where
 * to refer. */
static bool tells(const struct plan *plan, const struct plan_caution *c)
{
    return c->action == PLAN_BLOCK || c->action == PLAN_INFO ||
           (plan->empty && (c->action == PLAN_REMOVE || c->refer.id));
}

void caution_list_make(struct cautions *out, const struct plan *plan,
                       const struct texts *texts, struct arena *arena)
{
    size_t n = (size_t)plan->n_cautions, asked = (size_t)plan->n_questions;
    *out = (struct cautions){
        .caution = arena_alloc_array(arena, n, sizeof *out->caution),
        .referral = arena_alloc_array(arena, n, sizeof *out->referral),
        .question = arena_alloc_array(arena, asked, sizeof *out->question)};
    for (int i = 0; i < plan->n_cautions; i++) {
        const struct plan_caution *c = &plan->cautions[i];
        if (plan->status == PLAN_BLOCKED && !tells(plan, c))
            continue;
        out->caution[out->n++] = words_of(c, plan, texts, arena);
        if (c->action == PLAN_BLOCK)
            add_referral(out, c, plan->n_cautions, texts, arena);
    }
    for (int i = 0; i < plan->n_questions; i++)
        out->question[out->n_questions++] = (struct caution_question){
            .text = keep(texts, &plan->questions[i].text, arena),
            .lamp = is_about_the_lamp(plan, plan->questions[i].by)};
}

int caution_list_count(const struct cautions *cautions, enum caution_weight weight)
{
    int n = 0;
    for (int i = 0; i < cautions->n; i++)
        n += cautions->caution[i].weight == weight;
    return n;
}
