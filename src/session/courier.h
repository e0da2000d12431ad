/* courier.h - between a room's spool and the server: sends what waits, in order, and
 * takes in what others did.
 *
 * The server takes an event only as the next of its session. Where others came first, the
 * session is taken in anew and what waits is judged again behind theirs: what the session
 * still allows is sent with its new number, the rest is kept. An event that is older than
 * the last of theirs is told as of then, as an entry made afterwards.
 *
 * A courier belongs to one thread, and so does its spool.
 */
#ifndef DEQI_SESSION_COURIER_H
#define DEQI_SESSION_COURIER_H

#include "session/journal_server.h"
#include "session/spool.h"

struct courier;

/* `spool` is borrowed; the options likewise during the call. */
struct courier *courier_create(struct spool *spool, const struct journal_options *options,
                               const char *name);
void courier_destroy(struct courier **courier);

/* Connects where it is not connected, and not sooner than a second after it could not;
 * then sends and takes in everything. False where that was not possible: courier_fault
 * says why. */
bool courier_round(struct courier *courier, struct error *error);
/* Sends what waits of one session. JOURNAL_DONE: that is all there, or waits on;
 * JOURNAL_REFUSED, JOURNAL_FAILED: what has that key was taken back (see journal_ops). */
enum journal_result courier_settle(struct courier *courier, int64_t id, const char *key,
                                   struct error *error);

/* See journal_set_aside. */
int courier_set_aside(struct courier *courier, const char *path,
                      const struct spool_sight *seen, struct error *error);

enum server_fault courier_fault(const struct courier *courier); /* of the last try */
const char *courier_why(const struct courier *courier);
/* The server directly; NULL where it is not connected. */
struct journal *courier_store(struct courier *courier);
struct server *courier_server(struct courier *courier);
const struct journal_rights *courier_rights(const struct courier *courier);
/* Whether the mirror changed since the last call. */
bool courier_changed(struct courier *courier);

/* The server's clock less the one that counts from this machine's start, and by how much
 * this machine's clock on the wall is ahead of the server's. */
struct courier_clock {
    bool known;
    int64_t offset_ms, ahead_ms;
    int round_ms;
};
struct courier_clock courier_clock(const struct courier *courier);

/* An id for a session: the server's next, or one that no server gives. */
int64_t courier_new_id(struct courier *courier);
int64_t courier_own_id(void);

#endif
