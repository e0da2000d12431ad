/* measure_tool.h - how far it is over the skin between any two places: tapped one after
 * the other, told in millimetres and in finger cun of this body. A third tap begins anew.
 */
#ifndef DEQI_PANELS_MEASURE_TOOL_H
#define DEQI_PANELS_MEASURE_TOOL_H

#include "panels/desk.h"

struct measure_tool;

struct measure_tool *measure_tool_create(void);
void measure_tool_destroy(struct measure_tool **tool);

bool measure_tool_open(const struct measure_tool *tool);
void measure_tool_toggle(struct desk *desk);
/* Nothing is measured any more, and no line shown. */
void measure_tool_put_away(struct measure_tool *tool);
/* A tap on the body while it is open; true: it was taken. */
bool measure_tool_click(struct desk *desk, float x, float y);
/* Adds the line to what is seen. */
void measure_tool_view(const struct measure_tool *tool, const struct subject *subject,
                       struct stage_view *view);
/* Metres over the skin, and a finger cun of this body; false while there is no line. */
bool measure_tool_length(const struct measure_tool *tool, double *metres, double *cun);

#endif
