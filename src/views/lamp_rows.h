/* lamp_rows.h - where the plan lets the lamp shine: a region's two sides are one row
 * where nothing differs between them. */
#ifndef DEQI_VIEWS_LAMP_ROWS_H
#define DEQI_VIEWS_LAMP_ROWS_H

#include "base/arena.h"
#include "rules/plan.h"

struct lamp_row {
    const struct plan_lamp_region *region; /* of a pair, the first */
    char side;                             /* 'L', 'R', 'M', 'B' for both */
    const char *name;                      /* "sole" */
    const char *state;                     /* "on", "withheld" in words */
    const char *why;                       /* as the plan says it, no capital */
};

struct lamp_rows {
    int n;
    struct lamp_row *row;
};

/* In the order of the plan; texts live in the arena. `texts` NULL: English. */
void lamp_rows_make(struct lamp_rows *rows, const struct plan_session *session,
                    const struct texts *texts, struct arena *arena);

#endif
