/* plan_card.h - a case as a plan card: pictures of the body, then the pages.
 *
 * Made in steps, so that a window can go on and show how far it is:
 *
 *     struct plan_card *card = plan_card_create(&source);
 *     while (plan_card_step(card, &error) == PLAN_CARD_MORE)
 *         show(plan_card_progress(card));
 *     plan_card_write(card, "card.pdf", &error);
 */
#ifndef DEQI_STAGE_PLAN_CARD_H
#define DEQI_STAGE_PLAN_CARD_H

#include "export/card.h"
#include "stage/still.h"

struct plan_card;

/* `source` must have a case; what it borrows must outlive the card. */
struct plan_card *plan_card_create(const struct still_source *source);
void plan_card_destroy(struct plan_card **card);

enum plan_card_state { PLAN_CARD_MORE, PLAN_CARD_READY, PLAN_CARD_FAILED };
enum plan_card_state plan_card_step(struct plan_card *card, struct error *error);
float plan_card_progress(const struct plan_card *card); /* 0 .. 1 */

/* Of the PDF; A4 unless told. */
void plan_card_paper(struct plan_card *card, enum card_paper paper);
/* The bytes of the card; out->data is malloc'ed. Only once ready. */
bool plan_card_make(struct plan_card *card, enum card_kind kind, struct card_file *out,
                    struct error *error);
/* A PDF or a PNG, as the ending says; another is refused. Only once ready. */
bool plan_card_write(struct plan_card *card, const char *path, struct error *error);
/* How many characters of what was written no font on this machine has: they are boxes. */
int plan_card_missing_glyphs(const struct plan_card *card);
/* Whether the path ends in what plan_card_write knows. */
bool plan_card_can_write(const char *path);

#endif
