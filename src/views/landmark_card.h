/* landmark_card.h - what is told of a landmark, the places that points are measured from:
 * its plain name, where it is, what lies beside it, which points are measured by it.
 *
 * Texts are in the reader's language and live in the arena. Pure.
 */
#ifndef DEQI_VIEWS_LANDMARK_CARD_H
#define DEQI_VIEWS_LANDMARK_CARD_H

#include "anatomy/body.h"
#include "base/arena.h"
#include "text/text.h"

enum { LANDMARK_BESIDE = 3 };

struct landmark_beside {
    const char *name; /* of the catalogue */
    enum side side;
    const char *mark; /* "tip of the inner ankle, 15 mm" */
};

struct landmark_card {
    const char *title; /* "Inner ankle" */
    const char *where; /* "Foot, left; on the skin over bone" */
    int n_beside;      /* the nearest first */
    struct landmark_beside beside[LANDMARK_BESIDE];
    int n_points; /* in the catalogue's order */
    const struct point **point;
};

/* What people call a landmark in their language; the same words in plain English where
 * there are none. */
const char *landmark_card_name(const struct texts *texts, const char *name,
                               struct arena *arena);
/* False where there is none of that name, or this body has no place for it. */
bool landmark_card_make(struct landmark_card *card, const struct body *body,
                        const char *name, enum side side, const struct texts *texts,
                        struct arena *arena);

#endif
