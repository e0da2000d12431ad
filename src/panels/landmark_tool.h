/* landmark_tool.h - giving a foreign model its landmarks by clicking on it.
 *
 * A list of every landmark that points are placed by, with the sentence on how it is
 * found on deqi's own body; a click on the skin sets the one at hand and goes on to the
 * next. What is set is measured at once, so that points appear as soon as their landmarks
 * are there, and can be saved beside the model, where deqi looks for it. Not for deqi's
 * own bodies, whose landmarks are anchored. */
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
void landmark_tool_save(const struct desk *desk, struct sink *sink);
void landmark_tool_panel(struct desk *desk, struct gui *gui);
/* A click on the picture; true where it was taken. */
bool landmark_tool_click(const struct app_eye *eye, struct subject *subject,
                         struct landmark_tool *tool, const struct texts *texts,
                         struct sink *sink, float x, float y);

#endif
