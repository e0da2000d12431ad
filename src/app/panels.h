/* panels.h - what more than one mode shows: the plan as a list, the card of a point. Each
 * draws into the panel that is open. */
#ifndef DEQI_APP_PANELS_H
#define DEQI_APP_PANELS_H

#include "app/app.h"

/* The plan by position: each point with its reason; a click selects and flies. Then what
 * is optional, removed, asked and to be minded. */
void panel_plan(struct app *app, struct gui *gui);
/* The cautions and questions alone. */
void panel_cautions(struct app *app, struct gui *gui);
/* Names, location, needle, cautions, and why it is (or is not) in the plan. */
void panel_card(struct app *app, struct gui *gui);
/* Search over points, channels and regions; a hit flies there. Returns whether there is
 * something typed (the rest of the panel then makes room). */
bool panel_search(struct app *app, struct gui *gui);

/* Side as people say it: "left", "right", "both" in the language; "" for the midline. */
const char *panel_side(const struct app *app, char side);

/* A panel at the left or right edge, as wide as deqi's panels are, `height` pixels or,
 * with 0, down to the bottom margin. */
struct gui_rect panel_left_rect(const struct app *app, float height);
struct gui_rect panel_right_rect(const struct app *app, float top, float height);

#endif
