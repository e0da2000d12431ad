/* courier_internal.h - between courier.c (connecting, sending), courier_anew.c (a session
 * taken in anew, and what waits judged behind it) and courier_take.c (taking in what
 * others did). */
#ifndef DEQI_SESSION_COURIER_INTERNAL_H
#define DEQI_SESSION_COURIER_INTERNAL_H

#include "session/courier.h"

struct courier {
    struct spool *spool;
    struct journal *mirror;
    char *address, *name;
    const char *machine;
    int patience_ms;
    bool listens;
    struct server *server;
    struct journal *store; /* over the same */
    struct journal_rights rights;
    enum server_fault fault;
    char why[240];
    bool tried;
    int64_t tried_ms; /* on the clock since the start */
    bool changed;
    struct courier_clock clock;
    int64_t clock_ms;
};

/* After a question to the server that failed. Returns false. */
bool courier_note_answer(struct courier *c, const struct error *error);

/* events that outlive the call that gave them */
struct rows {
    int n, capacity, most; /* most: at which to stop; 0 = never */
    struct event_row *row;
};
bool courier_take_row(const struct event_row *from, void *rows);
void courier_drop_rows(struct rows *rows);

/* In a transaction of the mirror: drops the session there, and what waits of it that is
 * not written again; and the end of that transaction. */
bool courier_clear(struct courier *c, int64_t id, struct error *error);
bool courier_finish(struct courier *c, bool ok, struct error *error);
/* The session as the server has it, and behind it what still waits and is allowed;
 * `without` a key that is left out (NULL: none). */
bool courier_take_anew(struct courier *c, int64_t id, const char *without,
                       struct error *error);
/* What waits of it cannot go anywhere: it is kept, and the session forgotten. */
bool courier_keep_gone(struct courier *c, int64_t id, const struct message *why,
                       struct error *error);
extern const struct message COURIER_GONE; /* the session is not there any more */

/* What others did, into the mirror. */
bool courier_take_in(struct courier *c, struct error *error);

#endif
