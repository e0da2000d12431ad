/* shown.h - from the picture to the window, only what has changed.
 *
 * No standard says what a window's buffer holds once it was shown: drivers that draw on
 * the processor mostly keep it, others hand out another buffer. So the first frames of
 * which only parts are brought are compared with the picture, and of each later one a
 * row: a window that was once seen to have lost the rest is brought whole from then on.
 */
#ifndef DEQI_RENDER_SHOWN_H
#define DEQI_RENDER_SHOWN_H

#include "render/gl.h"
#include "render/render.h"

struct shown {
    int size[2];     /* of what the window holds; 0 = nothing yet */
    bool forgets;    /* the window was seen to lose what it held */
    unsigned frames; /* brought in parts */
    uint8_t *pixels; /* owned: what was read back ... */
    size_t room;     /* ... bytes of it */
};

void shown_free(struct shown *shown);

/* Copies a part of a framebuffer's colours: x, y, width, height. Leaves `to` bound. */
void shown_copy(GLuint from, GLuint to, const int rect[4]);

/* Brings the picture of framebuffer `from` to the window: these parts, or all of it where
 * they are NULL or the window does not hold the rest. */
void shown_bring(struct shown *shown, GLuint from, const int size[2],
                 const struct render_parts *parts);

#endif
