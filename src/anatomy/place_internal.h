/* place_internal.h - the functions of the placement language, one per kind. Private to
 * this library.
 *
 * Each gets an evaluation and the expression, and leaves a place, or the reason in
 * ev->why.
 */
#ifndef DEQI_ANATOMY_PLACE_INTERNAL_H
#define DEQI_ANATOMY_PLACE_INTERNAL_H

#include "anatomy/body_internal.h"

static const float PLACE_SNAP =
    0.025F; /* metres: as far as a place may be from its skin */

typedef bool place_function(struct eval *ev, const struct expr *e, struct place *out);

// place_part.c
place_function place_axis, place_level, place_above, place_ring, place_front, place_space;
// place_walk.c
place_function place_skin, place_walk, place_fold;

/* An operand, whatever its kind. A kind of expression does not know the others: it comes
 * to them by the body's ways. */
static inline bool place_operand(struct eval *ev, const struct expr *e, struct place *out)
{
    return ev->body->ways->eval(ev, e, out);
}

static inline bool place_both(struct eval *ev, const struct expr *e, struct place *a,
                              struct place *b)
{
    return place_operand(ev, e->a, a) && place_operand(ev, e->b, b);
}

// place_skin.c
/* A filter for the tree: outer skin of these parts, on this side. */
struct skin_filter {
    const struct body *body;
    unsigned long parts; /* 0 = any */
    enum side side;      /* SIDE_M = either */
};
bool place_skin_allows(uint32_t triangle, void *filter);
/* Any outer skin will do where the point's own is too far: a start may lie beside it. */
bool place_near_skin(struct eval *ev, struct place *place);
/* The part where a place is; -1 with a reason. */
int place_part_at(struct eval *ev, const struct place *place);
/* The part's axis; NULL with a reason. */
const struct part_frame *place_frame(struct eval *ev, int part);

#endif
