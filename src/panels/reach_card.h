/* reach_card.h - what stays in sight while something is on this machine only, or came too
 * late, and the card that says which. */
#ifndef DEQI_PANELS_REACH_CARD_H
#define DEQI_PANELS_REACH_CARD_H

#include "panels/desk.h"
#include "ui/gui.h"
#include "views/reach_words.h"

/* As of the last look. */
void reach_card_words(struct desk *desk, struct reach_words *out);
/* The mark, in that place; pressed, it opens the card. On a wall it is read from afar. */
enum reach_size { REACH_NEAR, REACH_FAR };
void reach_card_tile(struct desk *desk, struct gui *gui, struct gui_rect place,
                     const struct reach_words *words, enum reach_size size);
/* In the overlay that is open. */
void reach_card(struct desk *desk, struct gui *gui);

#endif
