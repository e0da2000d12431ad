/* timer_card.h - the retention as a ring: what has passed, what remains, the lamp, what
 * comes next. The ring fills with the time elapsed; the figures inside tell what remains.
 */
#ifndef DEQI_UI_TIMER_CARD_H
#define DEQI_UI_TIMER_CARD_H

#include "session/overlay.h"
#include "text/text.h"
#include "ui/gui.h"

enum timer_size { TIMER_CARD, TIMER_DISPLAY };

/* The card at its natural size, its bottom right corner at (right, bottom). Returns its
 * place. */
struct gui_rect timer_card(struct gui *gui, const struct texts *texts,
                           const struct overlay *overlay, float right, float bottom,
                           enum timer_size size);
/* The most room that the card takes at this scale. */
void timer_card_room(float scale, float *width, float *height);
/* The ring alone around (x, y). */
void timer_ring(struct gui *gui, const struct texts *texts, const struct overlay *overlay,
                float x, float y, float radius, enum gui_font figures);
/* The words beside the ring, for those who lay them out themselves. */
void timer_title(const struct texts *texts, const struct overlay *overlay, char *out,
                 size_t size);
void timer_lamp(const struct texts *texts, const struct overlay *overlay, char *out,
                size_t size);

#endif
