/* hover.h - what lies under the pointer, in words. */
#ifndef DEQI_PANELS_HOVER_H
#define DEQI_PANELS_HOVER_H

#include "panels/desk.h"

/* The name of the point or landmark under the pointer, where it does not stand beside it;
 * of the channel whose line lies there; else, where a layer of territories is shown,
 * those that hold the skin there: "C6 · median nerve". "" where there is nothing to say.
 */
void hover_text(const struct desk *desk, char *out, size_t size);
/* The first of those that hold the skin at a pixel; NULL where none is shown there, or
 * nothing may be named. */
const struct region *hover_region(const struct desk *desk, float x, float y);
/* A line at the foot of the body that says which layer colours the skin, and what of it
 * lies under the pointer. */
void hover_legend(const struct desk *desk, struct gui *gui);

#endif
