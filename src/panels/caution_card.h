/* caution_card.h - a safety rule in full: what it says of the case at hand, or else all
 * that it can say, and where that comes from. */
#ifndef DEQI_PANELS_CAUTION_CARD_H
#define DEQI_PANELS_CAUTION_CARD_H

#include "panels/desk.h"

struct shell;

/* Into the part that is open: the one of shell->caution. */
void caution_card(const struct shell *shell, const struct dossier *dossier,
                  const struct texts *texts, struct arena *words, struct gui *gui);

#endif
