/* channel_legend.h - which line on the body is which channel: its colour and its name, in
 * that corner of what the panels leave free where the body is not. */
#ifndef DEQI_PANELS_CHANNEL_LEGEND_H
#define DEQI_PANELS_CHANNEL_LEGEND_H

#include "panels/desk.h"

/* Nothing where no lines are drawn, names are hidden, or there is no room beside the
 * body. */
void channel_legend(const struct desk *desk, struct gui *gui);
/* How large it is, in image pixels; false where there is none. */
bool channel_legend_size(const struct desk *desk, struct gui *gui, float *width,
                         float *height);

#endif
