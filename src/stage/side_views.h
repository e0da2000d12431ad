/* side_views.h - a plan in two or three views side by side, where one cannot show it:
 * hands and feet close by, or front and back.
 */
#ifndef DEQI_STAGE_SIDE_VIEWS_H
#define DEQI_STAGE_SIDE_VIEWS_H

#include "stage/still.h"

enum { SIDE_VIEWS_MOST = 3 };

/* The views (still.h) that show the plan, from left to right; returns how many, 1 where
 * one shows it all. */
int side_views_choose(const struct subject *subject, const struct plan *plan,
                      const char *view[SIDE_VIEWS_MOST]);

/* As still_draw, in those views instead of the shot's own; each has its own labels, and
 * words are as large as in one picture of the whole size. One view is drawn as it is. */
bool side_views_draw(struct still *still, const struct still_shot *shot,
                     const char *const *view, int n, uint8_t *pixels,
                     struct error *error);

#endif
