/* landmark_change.h - landmarks of one mesh that are corrected: a set of one's own, made
 * from another, in which landmarks are put anew.
 *
 * What a fit told of the parts stays; a landmark that is put is refused no longer.
 */
#ifndef DEQI_CATALOG_LANDMARK_CHANGE_H
#define DEQI_CATALOG_LANDMARK_CHANGE_H

#include "catalog/landmark.h"

/* How a landmark says that a hand has put it. */
extern const char LANDMARK_BY_HAND[];

/* The same in `arena`, texts included, with room for `more` landmarks. */
struct landmark_set landmark_change_copy(const struct landmark_set *from, int more,
                                         struct arena *arena);
/* Into a copy: instead of the one of its name and side, or as one more. */
void landmark_change_put(struct landmark_set *copy, const struct landmark *mark);
/* NULL where there is none. */
const struct landmark *landmark_change_find(const struct landmark_set *set, int name,
                                            enum side side);
/* Whether a hand has put it. */
bool landmark_change_is_by_hand(const struct landmark *mark);

#endif
