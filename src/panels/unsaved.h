/* unsaved.h - before the program ends: says that needles are in, and asks once for each
 * case that would be lost.
 *
 * Going over to another case loses nothing (history.h), so ending is all that asks. The
 * case in question is shown; who stays is back at the case that was looked at. */
#ifndef DEQI_PANELS_UNSAVED_H
#define DEQI_PANELS_UNSAVED_H

#include "panels/desk.h"

/* Draws the card into the overlay that is open. */
void unsaved_card(const struct shell *shell, const struct dossier *dossier,
                  const struct texts *texts, struct sink *sink, struct gui *gui);
/* The same of landmarks that could not be saved beside their model. */
void unsaved_landmarks_card(const struct shell *shell, const struct texts *texts,
                            struct sink *sink, struct gui *gui);
/* The same of the card that tells of needles that are in. */
void unsaved_needles_card(struct desk *desk, struct gui *gui);

#endif
