/* steady.h - somebody who records one session after another without end, and what must be
 * there of it whatever happens. */
#ifndef DEQI_TESTS_SESSION_STEADY_H
#define DEQI_TESTS_SESSION_STEADY_H

#include <stdint.h>

#include "session/journal.h"

enum { STEADY_LINES = 35 }; /* events of a session, the last of them its end */

struct steady_ack {
    int64_t id;
    int events; /* acknowledged of that session */
};

/* Never returns; rests for so many microseconds after each event. After the start of each
 * session and after each event an ack goes into the pipe. Ends the process with 1 where
 * something was not taken. */
void steady_write(const struct journal_options *options, int rest_us, int to);
/* One whole session; `done` is told how long the start and each event took to be
 * acknowledged. Returns its id. */
int64_t steady_session(struct journal *journal, void (*done)(int64_t us, void *user),
                       void *user);
/* The event of that number, in a session that has had those before it. */
enum journal_result steady_apply(struct journal *journal, struct journal_session *held,
                                 int number, struct error *error);
/* That the session is what so many events make of it, without any journal: none is
 * missing, doubled or out of order, and the steel in the body is theirs. */
void steady_expect(const struct journal_session *held);
uint32_t steady_dice(uint64_t *random, uint32_t sides);

#endif
