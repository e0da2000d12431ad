/* caution_list.h - what is to be minded of a plan as a whole: what blocks it and where to
 * refer, what holds something back, what holds for every needling, and what is still to
 * be asked. Where a plan is blocked, how to needle is not told. Texts are in the reader's
 * language and live in the arena. */
#ifndef DEQI_VIEWS_CAUTION_LIST_H
#define DEQI_VIEWS_CAUTION_LIST_H

#include <stdbool.h>

#include "base/arena.h"
#include "rules/plan.h"

enum caution_weight {
    CAUTION_BLOCKS,
    CAUTION_WAITS, /* holds something back until it is done */
    CAUTION_QUIET  /* to be read once: removals, care, information */
};

/* One caution, part by part; "" where it has no such part. */
struct caution_words {
    const struct plan_caution *caution;
    enum caution_weight weight;
    bool lamp; /* all that it holds back is the lamp */
    const char *title, *text;
    const char *action; /* "conditional" */
    const char *refer;  /* "Refer to: ..." */
    const char *source; /* "Source: ..." */
};

/* Where to refer, once for everything that asks for it. */
struct caution_referral {
    const char *where; /* or, where none is told, what it is that blocks */
    int n;
    const char **text; /* of what blocks */
};

struct caution_question {
    const char *text;
    bool lamp; /* it is about what holds back the lamp alone */
};

struct cautions {
    int n, n_referrals, n_questions;
    struct caution_words *caution; /* the gravest first */
    struct caution_referral *referral;
    struct caution_question *question;
};

/* `texts` NULL: English. */
void caution_list_make(struct cautions *cautions, const struct plan *plan,
                       const struct texts *texts, struct arena *arena);
/* How many are of that weight. */
int caution_list_count(const struct cautions *cautions, enum caution_weight weight);

#endif
