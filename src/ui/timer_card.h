/* timer_card.h - the retention as a ring: what has passed, what remains, the lamp, what
 * comes next. The ring fills with the time elapsed; the figures inside tell what remains.
 */
#ifndef DEQI_UI_TIMER_CARD_H
#define DEQI_UI_TIMER_CARD_H

#include "session/overlay.h"
#include "text/text.h"
#include "ui/gui.h"

/* What the card says of the needles: their number, or nothing where that stands beside
 * it. */
enum timer_count { TIMER_COUNTS, TIMER_COUNTS_NOT };

/* The card `width` pixels wide, its bottom right corner at (right, bottom): the ring at
 * the left, whatever the words, which wrap beside it. Returns its place. */
struct gui_rect timer_card(struct gui *gui, const struct texts *texts,
                           const struct overlay *overlay, float right, float bottom,
                           float width, enum timer_count count);
float timer_card_height(struct gui *gui, const struct texts *texts,
                        const struct overlay *overlay, float width,
                        enum timer_count count);
/* A card that stands alone, at this scale. */
void timer_card_room(float scale, float *width, float *height);
/* The ring alone around (x, y), with the time inside. */
void timer_card_ring(struct gui *gui, const struct texts *texts,
                     const struct overlay *overlay, float x, float y, float radius,
                     enum gui_font figures);
/* The same with nothing inside, where the time stands beside it. */
void timer_card_dial(struct gui *gui, const struct overlay *overlay, float x, float y,
                     float radius);
/* The words beside the ring, for those who lay them out themselves. */
void timer_card_title(const struct texts *texts, const struct overlay *overlay, char *out,
                      size_t size);
void timer_card_lamp(const struct texts *texts, const struct overlay *overlay, char *out,
                     size_t size);

#endif
