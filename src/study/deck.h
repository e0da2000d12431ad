/* deck.h - which points a learner is asked of: all, those that the rules choose, a
 * channel, a part of the body, a lesson, or a list of the learner's own.
 *
 * Pure: the same wish gives the same codes, in the catalogue's order. */
#ifndef DEQI_STUDY_DECK_H
#define DEQI_STUDY_DECK_H

#include "catalog/catalog.h"
#include "study/tours.h"

enum deck_set {
    DECK_ALL,
    DECK_RULES, /* what the rules can choose */
    DECK_CHANNEL,
    DECK_AREA, /* a part of the body */
    DECK_LESSON,
    DECK_OWN, /* typed */
    DECK_SETS
};

/* Parts of the body as people name them; ids of texts are "area.ID". */
extern const char *const DECK_AREAS[]; /* NULL-terminated */
/* The one that holds a part of the catalogue, "arm"; NULL where none does. */
const char *deck_area_of(const struct catalog *catalog, int part);

struct deck_wish {
    enum deck_set set;
    const char *id;    /* of DECK_CHANNEL and DECK_AREA */
    const char *words; /* of DECK_OWN: typed.h */
    const struct tour *lesson;
    const char *const *rules; /* of DECK_RULES: n_rules codes */
    int n_rules;
};

/* Codes of points, or of composites instead of their members, each once, borrowed from
 * the catalogue; `out` has room for catalog->n_points. Returns how many. What a typed
 * list names and nobody knows is left out. */
int deck_make(const struct catalog *catalog, const struct deck_wish *wish,
              const char **out);

#endif
