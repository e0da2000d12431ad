/* section_card.h - the cut through the body at the needle of the point that is looked at:
 * the picture of `deqi section`, with a slider that moves the cut along the part. */
#ifndef DEQI_PANELS_SECTION_CARD_H
#define DEQI_PANELS_SECTION_CARD_H

#include "panels/desk.h"

/* Before the card opens for the selected point; false where that has no place on this
 * body. */
bool section_card_open(struct shell *shell, const struct app_eye *eye,
                       const struct dossier *dossier, const struct subject *subject);
/* Into the card that is open. */
void section_card(struct desk *desk, struct gui *gui);

#endif
