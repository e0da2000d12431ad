/* welcome_card.h - three lines for whoever starts the program for the first time. */
#ifndef DEQI_PANELS_WELCOME_CARD_H
#define DEQI_PANELS_WELCOME_CARD_H

#include "panels/desk.h"

struct shell;

/* In the overlay that is open. */
void welcome_card(const struct shell *shell, const struct texts *texts, struct sink *sink,
                  struct gui *gui);

#endif
