/* cards.h - which card stands over the body, and the way to the search field. */
#ifndef DEQI_APP_CARDS_H
#define DEQI_APP_CARDS_H

#include "panels/shell.h"

/* SHELL_NO_CARD closes what is open. */
void cards_open(struct desk *desk, enum shell_card card);
/* Closes what is open over the body; false where nothing was. */
bool cards_close(const struct shell *shell, struct sink *sink);
/* Sends the keys to the search field; false where the mode has none. */
bool cards_seek(struct desk *desk);

/* Before the program ends: shows the first case that would be lost and opens the card
 * that asks; false where there is none. Whoever opens another card stays, back at the
 * case that was looked at. */
bool cards_ask_unsaved(struct desk *desk);
/* Whether landmarks are set that could not be saved, and asks what is to become of them:
 * before the program ends, or before another body. */
enum cards_asks { CARDS_BEFORE_END, CARDS_BEFORE_BODY };
bool cards_ask_landmarks(struct desk *desk, enum cards_asks before);

#endif
