/* case_spots.h - a spot of the case at the point that is looked at, whether it was found
 * by search, by the arrow keys, by touch or by mouse: so a place needs no brush. */
#ifndef DEQI_PANELS_CASE_SPOTS_H
#define DEQI_PANELS_CASE_SPOTS_H

#include "panels/desk.h"

enum { CASE_SPOTS = 2 }; /* of a point on both sides, while neither is chosen */

struct case_spot {
    int region; /* index into word_regions */
    enum case_side side;
    double at[3];   /* metres on the neutral body */
    char where[96]; /* "SP6, left", in the user's language */
};

/* How many there are: none where no point is looked at, or where it lies in no region
 * that a case knows. */
int case_spots(const struct desk *desk, struct case_spot out[CASE_SPOTS]);
/* Where a place of the skin is on the neutral body, to a hundredth of a millimetre. */
void case_spot_place(const struct subject *subject, const struct mesh_site *on,
                     double out[3]);
/* The chips "+ tender spot: SP6, left" and, with none to offer, how to come to them. True
 * when the record changed. */
bool case_spots_marks(const struct desk *desk, struct gui *gui,
                      struct case_record *record);
/* The same of a lesion of that kind. */
bool case_spots_lesion(const struct desk *desk, struct gui *gui,
                       struct case_record *record, int kind);

#endif
