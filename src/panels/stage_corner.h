/* stage_corner.h - where small things stand that lie over the picture and are not of the
 * body: in that corner of what the panels leave free where the body is not; of the view
 * cube at least no point of it.
 *
 * A corner is chosen before a frame, while the eye rests, and kept while it moves. What
 * stands there is told to the shell, so that no name of the picture lies on it.
 */
#ifndef DEQI_PANELS_STAGE_CORNER_H
#define DEQI_PANELS_STAGE_CORNER_H

#include "panels/shell.h"

/* Before a frame: that of the legend and that of the view cube. */
void stage_corner_prepare(struct desk *desk);
/* Where a thing of that size stands in the corner, in image pixels. */
struct gui_rect stage_corner_rect(const struct app_eye *eye, const struct shell *shell,
                                  enum shell_corner corner, float width, float height);
/* While the panels describe themselves: something stands there. */
void stage_corner_take(struct shell *shell, struct gui_rect rect);

#endif
