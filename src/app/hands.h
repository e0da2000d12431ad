/* hands.h - what the pointer does.
 *
 * It belongs to a panel where one covers it, else to the body: a left drag orbits (or
 * paints, where the mode says so), a right or middle drag pans, the wheel zooms to the
 * cursor, a click picks. Two fingers turn, move and zoom; what the first had begun when
 * the second came is taken back. Hands know the desk and the director; of the window, of
 * files and of what is being made they know nothing.
 */
#ifndef DEQI_APP_HANDS_H
#define DEQI_APP_HANDS_H

#include "app/director.h"
#include "platform/window.h"

struct hands {
    struct desk *desk;
    struct director *director;
};

/* An event of the pointer: press, move, release, wheel, pinch, cancel, leave. */
void hands_take(struct hands *hands, const struct window_event *event);
/* What is typed, by a real key or one on the screen; what does not fit any more is left
 * out whole. */
void hands_type(struct app_pointer *pointer, const char *text);
/* Whether body, mode and keys are left alone: a card lies over everything, or something
 * is being made. */
bool hands_are_off(const struct desk *desk);

#endif
