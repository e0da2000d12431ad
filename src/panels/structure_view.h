/* structure_view.h - a structure beneath the skin, looked at: lit from root to skin with
 * its territory, named under the pointer, with a card; and what lies round a needle. */
#ifndef DEQI_PANELS_STRUCTURE_VIEW_H
#define DEQI_PANELS_STRUCTURE_VIEW_H

#include "panels/desk.h"

struct inside_part; /* inside/inside.h */
struct point_card;  /* views/point_card.h */

/* Lights it, turns its layer on, thins the skin and, where asked, flies there. SIDE_M of
 * what is paired: both sides. Nothing where this body has none of that id. */
void structure_view_show(struct app_eye *eye, const struct subject *subject,
                         struct sink *sink, const char *id, enum side side,
                         enum sink_approach how);
bool structure_view_is_open(const struct app_eye *eye);
/* What lies under a pixel of the layers that are on and seen; NULL = nothing. */
const struct inside_part *structure_view_at(const struct app_eye *eye,
                                            const struct subject *subject, float x,
                                            float y);
/* Its name, with the side, for where the pointer rests. */
void structure_view_title(const struct texts *texts, const struct inside_part *part,
                          char *out, size_t size);
/* Adds what is looked at to what is seen; nothing where none is. */
void structure_view_add(const struct app_eye *eye, const struct subject *subject,
                        struct arena *words, struct stage_view *view);

/* Into the panel that is open: its card; what lies round the needle of a point's card. */
void structure_view_card(struct desk *desk, struct gui *gui);
void structure_view_near_lines(const struct subject *subject, const struct texts *texts,
                               struct arena *words, struct sink *sink, struct gui *gui,
                               const struct point_card *card);

#endif
