/* card.h - the plan on paper: what to needle, where, how deep, why, and what to mind.
 *
 * A pure layout of a plan with pictures of the body and of the hands and feet that are
 * needled. As a PDF for printing, A4 or Letter, of at most two pages wherever type that
 * can still be read allows it, readable without colours; or as one picture. It carries no
 * date and no name but the case's own label; the same card is the same bytes. It says
 * what it is: educational, no substitute for clinical judgement. A plan that is blocked
 * gives a card that says why.
 */
#ifndef DEQI_EXPORT_CARD_H
#define DEQI_EXPORT_CARD_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "rules/case.h"
#include "rules/plan.h"
#include "text/text.h"
#include "views/planned.h"

struct card_picture {
    const uint8_t *rgba; /* rows from the top, opaque, on white; NULL = no picture */
    int width, height;   /* pixels */
};

enum { CARD_CLOSE_UPS = 2 };
struct card_close_up {
    struct card_picture picture;
    enum { CARD_HAND, CARD_FOOT } of;
    char side; /* L, R */
};

enum card_paper { CARD_A4, CARD_LETTER };
/* What is left out where it would not fit on two pages: nothing; what the row above says
 * already. Narrow, lines stand closer and the sources of cautions in one paragraph; bare,
 * it is said where they are to be read. */
enum card_room { CARD_ROOMY, CARD_CLOSE, CARD_NARROW, CARD_BARE };

/* The shape of the pictures, width to height. */
enum { CARD_PICTURE_WIDTH = 12, CARD_PICTURE_HEIGHT = 17 };

struct card {
    const struct texts *texts;
    const struct plan *plan;
    const struct case_record *record;
    struct card_picture front, back;
    struct card_close_up close_up[CARD_CLOSE_UPS];
    int n_close_ups;
    enum card_paper paper;
    enum card_room room; /* card_make chooses it */
    const char *body;    /* whose millimetres these are, in words; "" = none are given */
    const struct planned_body *on; /* that body; NULL = depths in cun alone */
};

enum card_kind { CARD_PDF, CARD_PNG };

struct card_file {
    uint8_t *data; /* malloc'ed */
    size_t size;
    int pages;          /* 1 for a picture */
    int missing_glyphs; /* characters that no font on this machine has */
};

bool card_make(const struct card *card, enum card_kind kind, struct card_file *out,
               struct error *error);

#endif
