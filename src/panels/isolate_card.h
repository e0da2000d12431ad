/* isolate_card.h - what of the body is shown: the card where it is chosen, the pill on
 * the stage that says so, and views that are kept under a name.
 */
#ifndef DEQI_PANELS_ISOLATE_CARD_H
#define DEQI_PANELS_ISOLATE_CARD_H

#include "panels/desk.h"
#include "panels/shell.h"

/* In the overlay that is open. */
void isolate_card(const struct app_eye *eye, const struct settings *settings,
                  struct shell *shell, const struct texts *texts, struct sink *sink,
                  struct gui *gui);
/* At the top of what the panels leave free: what is isolated; a press shows all again.
 * Nothing where all is shown. */
void isolate_card_pill(const struct app_eye *eye, struct shell *shell,
                       const struct texts *texts, struct sink *sink, struct gui *gui);
/* "Leg, left · Bones · Cut open: coronal"; "" where all is shown. */
void isolate_card_title(const struct texts *texts, const struct isolate *isolate,
                        char *out, size_t size);
/* The limb, or the channel, of what is looked at; the whole body where there is none. */
struct isolate isolate_card_looked_at(const struct app_eye *eye,
                                      const struct subject *subject);

#endif
