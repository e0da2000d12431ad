/* desk_view.h - the desk as a picture: what the present mode shows of it. */
#ifndef DEQI_APP_DESK_VIEW_H
#define DEQI_APP_DESK_VIEW_H

#include "panels/desk.h"

/* What follows for the mode from what has changed; before a frame. */
void desk_view_prepare(struct desk *desk);
/* The user's case as the present mode shows it. Changes nothing. */
struct stage_view desk_view(const struct desk *desk);
/* A mark may have another place in the list of the stage now. */
void desk_view_forget_hover(struct app_eye *eye, const struct stage *stage);
/* The view without panels at any size: RGBA rows from the top, malloc'ed. */
enum desk_ground { DESK_GROUND, DESK_NO_GROUND /* see-through, alpha straight */ };
bool desk_view_snapshot(struct desk *desk, int width, int height, enum desk_ground ground,
                        uint8_t **pixels, struct error *error);

#endif
