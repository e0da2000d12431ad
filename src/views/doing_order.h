/* doing_order.h - in which order needles go in: a plan is sorted by how well a point is
 * chosen, a hand goes round the couch once.
 *
 * The session in the window, the handover note and the printed card take it from here.
 */
#ifndef DEQI_VIEWS_DOING_ORDER_H
#define DEQI_VIEWS_DOING_ORDER_H

#include "base/arena.h"
#include "catalog/rules_words.h"
#include "rules/plan.h"
#include "text/text.h"

enum { DOING_PLACES = 5 };

/* What is done at one place of the couch. */
struct doing_step {
    struct word_text where; /* "right arm" */
    int n;
    const int *point; /* indices of the plan's points, as the plan has them */
};

struct doing_steps {
    int n;
    struct doing_step step[DOING_PLACES]; /* none is empty */
};

/* Trunk, neck and head, right arm, right leg, left leg, left arm. `position` is an enum
 * plan_position, whose points alone are meant; PLAN_POSITIONS = all. Lives in the arena.
 */
void doing_order_steps(struct doing_steps *steps, const struct plan *plan, int position,
                       struct arena *arena);

/* "first right arm: PC6 LU7", and of each step after it "then ...". */
void doing_order_words(const struct doing_steps *steps, int index,
                       const struct plan *plan, const struct texts *texts, char *out,
                       size_t size);

/* The same as one list of all the plan's points. */
const int *doing_order(const struct plan *plan, struct arena *arena);

#endif
