/* paint.h - saying where it hurts with a brush on the body.
 *
 * A stroke marks the symptom regions under it with the brush's kind; a tap with the
 * tender tool drops a mark. Every stroke is one step of undo, and the plan follows as it
 * goes. */
#ifndef DEQI_PANELS_PAINT_H
#define DEQI_PANELS_PAINT_H

#include "panels/desk.h"

/* The tools as chips, and the stocking-and-glove slider, in the panel that is open. */
void paint_tools(struct desk *desk, struct gui *gui);

/* For a mode's table; paint_press is false where no tool is in hand or the pointer is not
 * on the body. */
bool paint_press(struct desk *desk, float x, float y);
void paint_drag(struct desk *desk, float x, float y);
void paint_release(struct desk *desk, float x, float y);
/* Takes back what the press began, as if it had not been. */
void paint_cancel(struct desk *desk);
/* The region under the pointer, for a soft light and a name: -1 where there is none. */
int paint_hovered(const struct desk *desk, enum side *side);

#endif
