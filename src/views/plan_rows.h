/* plan_rows.h - a plan as rows: what is told of together, and in which order.
 *
 * One function decides whether left and right are one row: where the plan says the same
 * of both in every respect, in the words of the reader's language. The handover note, the
 * printed card and the window list these rows; none pairs or groups by a rule of its own.
 *
 * The points of a position stand as a hand goes round the couch (doing_order.h), a pair
 * where its first side does; what is offered or removed stands in the order of the plan.
 * Rows with one reason form a group;
 * a reader who wants each reason told once walks the groups, another the rows.
 */
#ifndef DEQI_VIEWS_PLAN_ROWS_H
#define DEQI_VIEWS_PLAN_ROWS_H

#include "base/arena.h"
#include "rules/plan.h"
#include "views/doing_order.h"
#include "views/planned.h"

struct plan_row {
    const struct plan_point *point;     /* of a pair, the one that comes first */
    const struct plan_point *twin;      /* the same on the other side; NULL = none */
    char side;                          /* of `point`; 'B' where there is a twin */
    int needles;                        /* of both sides */
    struct planned_needle needle;       /* of a pair: the shallower side's depth_mm; no
                                           direction, since that is a side's own */
    const struct plan_removed *removed; /* in a list of what was removed; else NULL */
    int group;
};

struct plan_group {
    struct message
        why;   /* the reason of a point, why it is only offered, or was removed */
    int first; /* its first row */
};

struct plan_list {
    int n, n_groups;
    struct plan_row *row;
    struct plan_group *group;
};

struct plan_position_rows {
    enum plan_position position;
    int needles;
    struct plan_list list;
    struct doing_steps steps; /* indices into the plan's points */
};

struct plan_rows {
    int n_positions;
    struct plan_position_rows position[PLAN_POSITIONS]; /* as they are worked through */
    struct plan_list optional;                          /* grouped by why only offered */
    struct plan_list removed;                           /* grouped by its first reason */
};

/* Rows live in the arena and borrow the plan. `on` NULL: depths in cun alone. */
void plan_rows_make(struct plan_rows *rows, const struct plan *plan,
                    const struct texts *texts, const struct planned_body *on,
                    struct arena *arena);

/* Whether both say the same of one point on its two sides: place in the plan, needle,
 * reason, warnings, and that no removal of theirs was lifted. */
bool plan_rows_pair(const struct texts *texts, const struct plan_point *a,
                    const struct plan_point *b);

#endif
