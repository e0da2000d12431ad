/* row_words.h - a row of a plan in words, part by part: what the handover note sets in
 * lines and the printed card in columns. Texts are as the plan says them, without a
 * capital at the beginning, "" where there is nothing to say, and live in the arena. */
#ifndef DEQI_VIEWS_ROW_WORDS_H
#define DEQI_VIEWS_ROW_WORDS_H

#include "base/arena.h"
#include "views/plan_rows.h"

struct row_words {
    const char *code;
    const char *name;    /* "Tàixī 太溪"; of a mark, where it was made */
    const char *title;   /* "KI3 Tàixī 太溪"; of a mark its code alone */
    const char *side;    /* "both sides" */
    const char *depth;   /* see words_depth */
    const char *angle;   /* "perpendicular" */
    const char *needles; /* "4 needles", of a pair "4 needles a side"; "" for one */
    const char *role;    /* "primary" */
    const char *why;
    const char *source; /* "R21, S10" */
    const char *note;   /* where a depth comes from that is not the catalogue's */
    int n_minds, n_lifted;
    const char *const *minds;  /* what to mind at this very point */
    const char *const *lifted; /* removals that the clinician lifted, and why */
};

void row_words_make(struct row_words *words, const struct plan_row *row,
                    const struct texts *texts, struct arena *arena);

#endif
