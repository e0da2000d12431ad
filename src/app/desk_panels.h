/* desk_panels.h - the panels that stand over the picture. */
#ifndef DEQI_APP_DESK_PANELS_H
#define DEQI_APP_DESK_PANELS_H

#include "panels/desk.h"

/* The panels of the present mode, cards and bar describe themselves, and report in the
 * shell what they cover. What a person asks for by them stands in the sink, and is done
 * once the frame is over. */
void desk_panels(struct desk *desk, struct gui *gui);

#endif
