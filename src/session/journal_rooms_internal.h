/* journal_rooms_internal.h - between journal_rooms.c (a shared journal as any other) and
 * journal_rooms_thread.c. */
#ifndef DEQI_SESSION_JOURNAL_ROOMS_INTERNAL_H
#define DEQI_SESSION_JOURNAL_ROOMS_INTERNAL_H

#include "session/courier.h"
#include "session/journal_rooms.h"
#include "system/monitor.h"
#include "system/thread.h"

/* What the thread tells. */
struct shared {
    struct monitor lock; /* tells that a round is over */
    bool stop, changed;
    int rounds;
    int bell; /* wakes the thread */
    enum server_fault fault;
    struct journal_rights rights;
    struct courier_clock clock;
    int64_t next_id; /* from the server, for the next session; 0 = none */
    int64_t since_ms;
    char why[240];
};

struct rooms {
    struct journal journal; /* first: one is the other */
    struct spool *spool;
    struct journal *mirror;
    struct journal_options options;
    char *address;
    struct courier *courier; /* of this thread: NULL with a thread, until it is needed */
    bool background;
    struct thread thread;
    struct shared shared;
    char boot[40]; /* with which the clock was kept */
    bool changed;
    bool writing;      /* in a transaction of the mirror */
    bool stale;        /* it began without a look */
    int64_t looked_ms; /* on the clock since the start */
};

/* What the courier found out, for view; under the lock where there is a thread. */
void journal_rooms_publish(struct shared *shared, const struct courier *courier);
bool journal_rooms_start_thread(struct rooms *rooms);
void journal_rooms_stop_thread(struct rooms *rooms);
void journal_rooms_ring(struct rooms *rooms); /* wakes it */
/* Waits until the thread has taken so many whole turns more, at most so long. */
bool journal_rooms_wait_turns(struct rooms *rooms, int turns, int milliseconds);

#endif
