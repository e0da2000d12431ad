/* needle_cut.h - the cut through limb or trunk at a needle, as plain outlines for whoever
 * draws them.
 *
 * The plane holds the needle and stands across the part as well as that allows; where
 * the needle runs along the part (the top of the shoulder, a fingertip), it is the plane
 * that shows it lengthwise. Seen as in radiology: from below or from the front, the
 * subject's left on the right; the front (palmar, dorsal of the foot) is up.
 *
 * Metres in the plane, the point on the skin at 0, 0, x to the right, y up.
 */
#ifndef DEQI_INSIDE_NEEDLE_CUT_H
#define DEQI_INSIDE_NEEDLE_CUT_H

#include "inside/inside.h"

struct cut_outline {
    const struct inside_part *part; /* NULL: the skin */
    bool tendon;                    /* of a muscle: it is tendon here */
    int n;
    const float (*at)[2]; /* closed: the last joins the first; left-handed if a hole */
    float area;           /* square metres; negative of a hole */
    float middle[2];
};

/* Where a side of the picture looks. */
enum cut_side {
    CUT_FRONT,
    CUT_BACK,
    CUT_LEFT,
    CUT_RIGHT,
    CUT_MEDIAL,
    CUT_LATERAL,
    CUT_RADIAL,
    CUT_ULNAR,
    CUT_PALMAR,
    CUT_DORSAL,
    CUT_PLANTAR,
    CUT_UP,
    CUT_DOWN
};

struct needle_cut {
    struct arena *arena;
    const struct site *site;
    float origin[3], right[3], up[3], toward[3]; /* unit axes; toward the viewer */
    int n;
    struct cut_outline *outline; /* skin first, then bones and structures in order */
    enum cut_side side[4];       /* right, up, left, down */
    float needle[2];             /* unit: its direction in the plane */
    float min[2], max[2];        /* of the skin */
};

/* `along` moves the plane along the part, in metres, distally or down. NULL with an error
 * where the site is not placed or no skin is cut. Borrows inside and site. */
struct needle_cut *needle_cut_make(const struct inside *inside, const struct site *site,
                                   float along, struct error *error);
void needle_cut_destroy(struct needle_cut **cut); /* NULL inside is fine */

#endif
