/* landmark_tool.h - the landmarks of a model file, looked at and corrected by hand.
 *
 * Three lists: what no fit can check, what the plan is measured by, all. The one at hand
 * is shown on our own body, the eye goes to it, and a click or a drag on the skin puts it
 * where it lies, its neighbours with it (landmark_edit.h). What is put is measured and
 * saved at once. Parts that the fit refused are named, and the skin can be coloured by
 * how far ours lies off. Not for deqi's own bodies, whose landmarks are anchored. */
#ifndef DEQI_PANELS_LANDMARK_TOOL_H
#define DEQI_PANELS_LANDMARK_TOOL_H

#include "panels/desk.h"

struct landmark_tool;

struct landmark_tool *landmark_tool_create(void);
void landmark_tool_destroy(struct landmark_tool **tool);

/* Opens or closes it; says why where the body is deqi's own. */
void landmark_tool_toggle(struct desk *desk);
/* What was set stays on the body. */
void landmark_tool_put_away(struct landmark_tool *tool);
bool landmark_tool_open(const struct landmark_tool *tool);
/* What is set, beside the model; says how it went. */
void landmark_tool_save(struct desk *desk);
bool landmark_tool_can_undo(const struct desk *desk);
void landmark_tool_undo(struct desk *desk);
/* Whether something was set that could not be saved; and gives it up. */
bool landmark_tool_is_unsaved(const struct landmark_tool *tool);
void landmark_tool_forget(struct landmark_tool *tool);

/* Before a frame, what it shows on the body, and its panel. */
void landmark_tool_prepare(struct desk *desk);
void landmark_tool_view(const struct desk *desk, struct stage_view *view);
void landmark_tool_panel(struct desk *desk, struct gui *gui);

/* A press on a mark takes the landmark in hand: true where it did. Then it goes along
 * until it is let go, `moved` or not, or the hand is taken away. */
bool landmark_tool_grab(struct desk *desk, int mark);
void landmark_tool_drag(struct desk *desk, float x, float y);
void landmark_tool_let_go(struct desk *desk, bool moved);
void landmark_tool_cancel(struct desk *desk);
/* A click on the picture; true where it was taken. */
bool landmark_tool_click(struct desk *desk, float x, float y);

#endif
