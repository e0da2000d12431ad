/* point_card.h - what is known of one point for one side: what the plan says of it there,
 * and only where the plan does not name it, the catalogue.
 *
 * Texts are in the reader's language, "" where there is nothing to say; they live in the
 * arena. Of what a caution took out, everything else that the plan had for it is told,
 * too.
 */
#ifndef DEQI_VIEWS_POINT_CARD_H
#define DEQI_VIEWS_POINT_CARD_H

#include "base/arena.h"
#include "catalog/catalog.h"
#include "catalog/side.h"
#include "views/planned.h"

struct point_card {
    const char *code;
    char side;                  /* that it is for: 'L', 'R', 'M' */
    const struct point *point;  /* of the catalogue; NULL for a mark of the user's */
    struct planned_entry entry; /* what the plan says there */
    struct planned_needle needle;

    const char *title;      /* "KI3 Tàixī 太溪" */
    const char *side_text;  /* "left"; "" for the midline */
    const char *meaning;    /* what its name means, for readers of English */
    const char *classes;    /* "source point, crossing point": what tradition calls it */
    const char *find;       /* how it is found */
    const char *how;        /* the needle, see words_needle */
    const char *limit;      /* that the depth passes a published limit */
    const char *source;     /* where a depth comes from that is not the catalogue's */
    const char *structures; /* what lies there */
    const char *why;        /* why it is chosen, only offered, left out, or not named */
    const char *open;       /* what is left open about its place */
    const char *review;     /* which independent checks its place has passed, in a line */
    int n_minds;
    const char *const *minds; /* what to mind at this very point: sentences */
};

/* The side that a card is for: of what has two and none is given, the one that the plan
 * names before the other, else the left. `plan` may be NULL. */
char point_card_side(const struct catalog *catalog, const char *code, enum side side,
                     const struct plan *plan);

/* `code` of a point, a composite, a member of one, or a mark of the plan; `side` as
 * in point_card_side. `plan` and `on` may be NULL. */
void point_card_make(struct point_card *card, const struct catalog *catalog,
                     const char *code, enum side side, const struct plan *plan,
                     const struct texts *texts, const struct planned_body *on,
                     struct arena *arena);

#endif
