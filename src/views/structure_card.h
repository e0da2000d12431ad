/* structure_card.h - what is known of one structure beneath the skin: its names, what it
 * supplies, what it comes from, where it is caught, its territories, which points'
 * needles come near it, and how sure its place is.
 *
 * Texts are in the reader's language, "" where there is nothing to say, and live in the
 * arena. Pure.
 */
#ifndef DEQI_VIEWS_STRUCTURE_CARD_H
#define DEQI_VIEWS_STRUCTURE_CARD_H

#include "base/arena.h"
#include "inside/inside.h"
#include "text/text.h"

enum { STRUCTURE_POINTS_MOST = 10, STRUCTURE_CHAIN_MOST = 64, STRUCTURE_LIST_MOST = 4 };

struct structure_point {
    const struct site *site;
    const char *mark; /* "PC6 · 6.5 mm from the needle" */
};

struct structure_card {
    const struct inside_part *part; /* the first placed of its sides; NULL: none is */
    const char *title;              /* "Median nerve" */
    const char *side_text;          /* "left"; "" for what is unpaired, or both */
    const char *line;               /* "Nerve · nervus medianus · 正中神经" */
    const char *supplies;
    const char *course; /* what it comes from, as a list */
    const char *sure;
    int n_caught;
    const char *caught[STRUCTURE_LIST_MOST];
    int n_territories;
    const struct region *territory[STRUCTURE_LIST_MOST]; /* of the body's catalogue */
    const char *territory_name[STRUCTURE_LIST_MOST];
    /* the nearest first, of one side */
    int n_points;
    struct structure_point point[STRUCTURE_POINTS_MOST];
    /* ids of all that is one with it from root to skin, itself first */
    int n_chain;
    const char *chain[STRUCTURE_CHAIN_MOST];
};

/* False where there is no structure or bone of that id; `side` SIDE_M of what is paired:
 * both, told by the left. */
bool structure_card_make(struct structure_card *card, const struct inside *inside,
                         const char *id, enum side side, const struct texts *texts,
                         struct arena *arena);

#endif
