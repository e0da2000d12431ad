/* typed.h - a list of points as people type it: "LU7, UB60 ST36-40.L、合谷".
 *
 * Words are parted by commas, semicolons and the like of any script, and by line ends;
 * between these by spaces as far as a name does not hold them ("Stomach 36 SP6" are two).
 * A word is a point by any of its names, all of a composite, a run of one channel
 * ("ST36-40"), or a whole channel. Its side stands at its end, after a full stop or a
 * space: L, R, or M for both.
 *
 * Pure, of any length; nothing is allocated. */
#ifndef DEQI_STUDY_TYPED_H
#define DEQI_STUDY_TYPED_H

#include <stddef.h>

#include "catalog/catalog.h"

struct typed_list {
    const struct catalog *catalog;
    const char *at, *end; /* what is left, and the end of the part that `at` lies in */
};

struct typed_word {
    const char *from; /* as it stands in the text */
    size_t length;
    int first, n;   /* of the catalogue's points; 0: nobody knows it */
    enum side side; /* SIDE_M: none is told */
};

struct typed_list typed_begin(const struct catalog *catalog, const char *text);
/* The next of the list; false at its end. */
bool typed_next(struct typed_list *list, struct typed_word *word);

/* The first word that names nothing, cut where it is long; false where all is known. */
bool typed_unknown(const struct catalog *catalog, const char *text, char *out,
                   size_t size);

#endif
