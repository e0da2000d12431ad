/* near_lines.h - what lies round a needle on this body, as lines to read: the nearest
 * that matter, what it goes through, and where its depth comes nearer to what it must not
 * hit than the model can tell.
 *
 * Of the plan's needle where the plan has one there, else of the catalogue's. Distances
 * are the model's, each with its uncertainty; nothing is ever called safe. Texts are in
 * the reader's language and live in the arena.
 */
#ifndef DEQI_VIEWS_NEAR_LINES_H
#define DEQI_VIEWS_NEAR_LINES_H

#include "inside/near.h"
#include "views/point_card.h"

enum { NEAR_LINES_MOST = 8, NEAR_WARNINGS_MOST = 4 };

struct near_line {
    const struct inside_part *part;
    const char *name;   /* "Median nerve" */
    const char *detail; /* "6.5 mm away, 12 mm deep · known to ±4 mm" */
    bool warns;
};

struct near_lines {
    int n, n_warnings;
    struct near_line line[NEAR_LINES_MOST];
    const char *warning[NEAR_WARNINGS_MOST]; /* sentences */
    const char *through; /* the muscles that the needle goes through; "" = none */
};

/* The card's needle at its place on the body: that of the plan where it has one there,
 * else the catalogue's. False where the point has no place. */
bool near_lines_site(const struct point_card *card, const struct planned_body *on,
                     struct site *out);
/* Tells of the `n` that were found round that needle. */
void near_lines_tell(struct near_lines *lines, const struct near *near, int n,
                     const struct point_card *card, const struct texts *texts,
                     struct arena *arena);
/* Both, for who asks once. Empty where the point has no place on the body. `on` is that
 * of the card. */
void near_lines_make(struct near_lines *lines, const struct inside *inside,
                     const struct point_card *card, const struct planned_body *on,
                     const struct texts *texts, struct arena *arena);

#endif
