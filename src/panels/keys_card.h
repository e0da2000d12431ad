/* keys_card.h - what keyboard and touch do, in groups. */
#ifndef DEQI_PANELS_KEYS_CARD_H
#define DEQI_PANELS_KEYS_CARD_H

#include "panels/desk.h"

enum { KEYS_CARD_WIDTH = 760 /* design px that hold two columns */ };

/* Draws the card into the part that is open. */
void keys_card(enum app_mode mode, const struct texts *texts, struct sink *sink,
               struct gui *gui);

#endif
