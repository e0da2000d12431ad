/* checklist.h - the needles of a running session as a list to be worked through: what
 * each row says, which is done, which is next. Texts are in the reader's language and
 * live in the arena. */
#ifndef DEQI_VIEWS_CHECKLIST_H
#define DEQI_VIEWS_CHECKLIST_H

#include "base/arena.h"
#include "session/session.h"

struct catalog; /* catalog/catalog.h */
struct plan;    /* rules/plan.h */
struct plan_point;
struct planned_body; /* views/planned.h */

/* What a session was made from, where it is at hand: the region of a tender spot, depth
 * and angle of a needle. */
struct checklist_about {
    const struct plan *plan;
    const struct planned_body *on; /* NULL: depths in cun alone */
};

/* How it is with the needle, whatever is being done: a sign means one thing. */
enum checklist_mark {
    CHECKLIST_AWAY, /* falls away: skipped, removed */
    CHECKLIST_WAITING,
    CHECKLIST_IN,
    CHECKLIST_DE_QI, /* in, and sensation has come */
    CHECKLIST_OUT,
    CHECKLIST_BROKEN
};

enum checklist_tone {
    CHECKLIST_PLAIN,
    CHECKLIST_QUIET, /* nothing more to do with it */
    CHECKLIST_NEXT,
    CHECKLIST_ASKS /* tapped once; the second tap takes it out */
};

struct checklist_row {
    int point;          /* of the session: the plan's, then what no plan has */
    const char *code;   /* "KI3" */
    const char *title;  /* see checklist_title */
    const char *detail; /* "4 needles · in · tap again at De Qi" */
    enum checklist_mark mark;
    enum checklist_tone tone;
};

struct checklist {
    int n, n_left_out;
    struct checklist_row *row;      /* of the position at hand */
    struct checklist_row *left_out; /* what a caution removed */
};

/* `armed` is the point whose second tap takes it out; -1 = none. `about` may be NULL. */
void checklist_make(struct checklist *list, const struct session *session,
                    const struct catalog *catalog, int armed,
                    const struct checklist_about *about, const struct texts *texts,
                    struct arena *arena);

/* Where the needle is of a tender spot that has a region, and whose place neither the
 * plan nor the session knows: what the plan says of it; else NULL. */
const struct plan_point *checklist_placeless(const struct plan *plan,
                                             const struct session *session, int point);
/* The needle that goes in or comes out next; -1 where none is to. */
int checklist_next(const struct session *session);
/* The needles of the position at hand that are still to go in. */
int checklist_waiting(const struct session *session);
/* "Tàixī 太溪, left", as the language has it; a mark of the user's is a tender point,
 * "Tender point, outer leg, right" where the plan is at hand, which may be NULL. */
const char *checklist_title(const struct session_point *point,
                            const struct catalog *catalog, const struct plan *plan,
                            const struct texts *texts, struct arena *arena);

#endif
