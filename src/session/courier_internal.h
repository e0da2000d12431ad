/* courier_internal.h - between courier.c (sending), courier_link.c (the connection),
 * courier_take.c (taking in what others did), courier_anew.c (a session taken in anew,
 * and what waits judged behind it), courier_lost.c (what the server does not have, or has
 * of another), courier_aside.c (what has nowhere to go) and courier_rows.c. Each uses
 * those behind it only. */
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
    int64_t known_ms, known_kept_ms; /* when all was as the server has it, Unix time; the
                                        last that stands in the spool */
};

/* Connects where it is not, and not too soon after it could not. */
bool courier_connect(struct courier *c, struct error *error);
void courier_hang_up(struct courier *c);
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
/* The server does not have it: where it was removed, what waits of it is kept and the
 * session forgotten. Where nobody removed it, a backup was restored that lacks it, and it
 * waits as a whole. */
bool courier_not_there(struct courier *c, int64_t id, struct error *error);
/* The server has another session of that number: this one goes on under `to`, or a new
 * one (0), and waits as a whole. */
bool courier_move(struct courier *c, int64_t id, int64_t to, struct error *error);
/* What the mirror has of the session behind that event waits again. */
bool courier_send_again(struct courier *c, int64_t id, int after, struct error *error);

/* How all stands was known just now; `lost`: for the last time. */
void courier_note_known(struct courier *c, bool lost);

/* What others did, into the mirror. */
bool courier_take_in(struct courier *c, struct error *error);

#endif
