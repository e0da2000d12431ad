/* checklist.h - the needles of a running session as a list to be worked through: what
 * each row says, which is done, which is next. Texts are in the reader's language and
 * live in the arena. */
#ifndef DEQI_VIEWS_CHECKLIST_H
#define DEQI_VIEWS_CHECKLIST_H

#include "base/arena.h"
#include "session/session.h"

struct catalog; /* catalog/catalog.h */

enum checklist_mark {
    CHECKLIST_AWAY, /* falls away: skipped, removed, broken off */
    CHECKLIST_OPEN, /* to be done; a needle that is to come out is open again */
    CHECKLIST_BEGUN,
    CHECKLIST_DONE
};

enum checklist_tone {
    CHECKLIST_PLAIN,
    CHECKLIST_QUIET, /* nothing more to do with it */
    CHECKLIST_NEXT,
    CHECKLIST_ASKS /* tapped once; the second tap takes it out */
};

struct checklist_row {
    int point;          /* index into the points of the session's plan */
    const char *code;   /* "KI3" */
    const char *title;  /* see checklist_title */
    const char *detail; /* "4 needles · Next"; "" where its mark says it all */
    enum checklist_mark mark;
    enum checklist_tone tone;
};

struct checklist {
    int n, n_left_out;
    struct checklist_row *row;      /* of the position at hand */
    struct checklist_row *left_out; /* what a caution removed */
};

/* `armed` is the point whose second tap takes it out; -1 = none. */
void checklist_make(struct checklist *list, const struct session *session,
                    const struct catalog *catalog, int armed, const struct texts *texts,
                    struct arena *arena);

/* The needle that goes in or comes out next; -1 where none is to. */
int checklist_next(const struct session *session);
/* The needles of the position at hand that are still to go in. */
int checklist_waiting(const struct session *session);
/* "Tàixī 太溪, left", as the language has it; a mark of the user's is a tender point. */
const char *checklist_title(const struct session_point *point,
                            const struct catalog *catalog, const struct texts *texts,
                            struct arena *arena);

#endif
