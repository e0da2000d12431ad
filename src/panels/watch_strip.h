/* watch_strip.h - the patients who are not on the screen: a tile each at the upper edge,
 * in every mode but the patient's own, the most urgent first. A tap goes there. */
#ifndef DEQI_PANELS_WATCH_STRIP_H
#define DEQI_PANELS_WATCH_STRIP_H

#include "panels/desk.h"
#include "ui/gui.h"

/* Whether it says anything that the panels do not: another session than the one that the
 * clinic shows, or in another mode any; and before them, how a shared journal stands
 * while not all of it has arrived (reach_card.h). */
bool watch_strip_shows(const struct live_session *live, enum app_mode mode);
/* After the mode's panels and the bar. Takes its room from the picture's upper edge. */
void watch_strip(struct desk *desk, struct gui *gui);
/* Asks for the session to be shown in the clinic. */
void watch_strip_go(struct sink *sink, int64_t id);

#endif
