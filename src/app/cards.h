/* cards.h - which card stands over the body, and the way to the search field. */
#ifndef DEQI_APP_CARDS_H
#define DEQI_APP_CARDS_H

#include "app/app_internal.h"
#include "panels/shell.h"

/* SHELL_NO_CARD closes what is open. */
void cards_open(struct app *app, enum shell_card card);
/* Closes what is open over the body; false where nothing was. */
bool cards_close(struct app *app);
/* Sends the keys to the search field; false where the mode has none. */
bool cards_seek(struct app *app);

/* Before the program ends: shows the first case that would be lost and opens the card
 * that asks; false where there is none. Whoever opens another card stays, back at the
 * case that was looked at. */
bool cards_ask_unsaved(struct app *app);

#endif
