/* clock.h - the time of a session, out of clocks that people can set.
 *
 * Within one boot the monotonic clock counts (time asleep included); across boots, and
 * for times that a person enters, the wall clock does. Session time never runs backwards.
 */
#ifndef DEQI_SESSION_CLOCK_H
#define DEQI_SESSION_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "session/event.h"

enum { SESSION_JUMP_MS = 2000 }; /* a larger disagreement of the clocks is told */

struct session_clock {
    struct session_time last;   /* reading of the last event */
    int64_t last_ms;            /* session time then */
    struct session_time anchor; /* last reading with a monotonic clock */
    int64_t anchor_ms;
    bool anchored;
    int64_t jump_ms; /* last jump noticed: > 0 set forward, < 0 set back; 0 none */
};

/* Session time 0 is `at`. */
void session_clock_begin(struct session_clock *clock, const struct session_time *at);
/* Session time at a reading, at least that of the last event. *jump_ms is set where the
 * clocks disagree with what was last read, else left alone. */
int64_t session_clock_ms(const struct session_clock *clock, const struct session_time *at,
                         int64_t *jump_ms);
/* Makes `at` the reading of the last event and returns its session time. */
int64_t session_clock_tick(struct session_clock *clock, const struct session_time *at);

#endif
