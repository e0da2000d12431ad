/* card_internal.h - the parts of a plan card, in the order in which they stand on it.
 * Private to this library. */
#ifndef DEQI_EXPORT_CARD_INTERNAL_H
#define DEQI_EXPORT_CARD_INTERNAL_H

#include "catalog/rules_words.h"
#include "export/card.h"
#include "export/sheet_internal.h"
#include "rules/plan_says.h"
#include "views/caution_list.h"
#include "views/lamp_rows.h"
#include "views/plan_rows.h"
#include "views/row_words.h"
#include "views/words.h"

enum { CARD_TEXT = 1600 };

/* The grid: a narrow column that names, a wide one that tells. */
enum { CARD_NAMES = 128, CARD_GAP = 14 };

extern const struct sheet_style CARD_BODY, CARD_STRONG, CARD_QUIET, CARD_SMALL, CARD_HEAD;

// ------------------------------------------------------------- card_words.c

const char *card_text(const struct card *card, const char *id, const char *english);
/* The message, its first letter a capital. */
void card_message(const struct card *card, const struct message *message, char *out,
                  size_t size);
/* "Diabetes, chronic. Sole (both sides): pain and numbness." */
void card_findings(const struct card *card, char *out, size_t size);
/* The person, the onset, and what was examined: "Female, 68 years. Began over years.
 * Strength, grip (left): 4 of 5."; "" where nothing of it is recorded. */
void card_examined(const struct card *card, char *out, size_t size);

// ------------------------------------------------------------- card_style.c

/* Room above and below a line. */
double card_pad(const struct card *card);
void card_heading(const struct card *card, struct sheet *sheet, const char *text,
                  const char *detail, double with_next);

// ------------------------------------------------------------- parts

/* card_top.c */
void card_top(const struct card *card, const struct lamp_rows *lamp,
              const struct cautions *cautions, struct sheet *sheet);
/* The lamp by region, beside the pictures where it is short; returns the height. */
double card_lamp_column(const struct card *card, const struct lamp_rows *lamp,
                        struct sheet *sheet, double x, double y, double width);
/* ... and as a part of its own where it is long. */
void card_lamp(const struct card *card, const struct lamp_rows *lamp,
               struct sheet *sheet);
/* card_points.c */
void card_points(const struct card *card, const struct plan_rows *rows,
                 struct sheet *sheet);
/* What was removed, and what is only offered. */
void card_others(const struct card *card, const struct plan_rows *rows,
                 struct sheet *sheet);
/* card_notes.c */
void card_notes(const struct card *card, const struct cautions *cautions,
                struct sheet *sheet);

#endif
