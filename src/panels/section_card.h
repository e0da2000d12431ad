/* section_card.h - the cut through the body at the needle of the point that is looked at:
 * the picture of `deqi section`, with a slider that moves the cut along the part. */
#ifndef DEQI_PANELS_SECTION_CARD_H
#define DEQI_PANELS_SECTION_CARD_H

#include "panels/state.h"

/* Opens the card for the selected point; nothing where it has no place on this body. */
void section_card_open(struct app *app);
/* Into the card that is open. */
void section_card(struct app *app, struct gui *gui);

#endif
