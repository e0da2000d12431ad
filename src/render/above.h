/* above.h - what of a frame lies above the still layer and can move: flowing ribbons,
 * lines, markers and needles; where in the picture they are, and whether they differ from
 * those of another frame.
 */
#ifndef DEQI_RENDER_ABOVE_H
#define DEQI_RENDER_ABOVE_H

#include "scene/frame.h"

struct above {
    uint64_t hash; /* of all that they are drawn from */
    int rect[4];   /* x, y, width, height from the bottom left; width 0 = nothing */
};

/* `body`: the part of the picture that shows the body, on which flowing ribbons lie. */
struct above above_find(const struct frame *frame, const int body[4]);

/* Grows a part in which the body was drawn anew by the markers that reach into it: each
 * fades as a whole, by what the body's depth around it says. */
void above_grow(const struct frame *frame, int rect[4]);

#endif
