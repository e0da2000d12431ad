/* session_clock.h - the time of a session, out of clocks that people can set.
 *
 * Within one boot the monotonic clock counts (time asleep included); across boots, and
 * for times that a person enters, the wall clock does. Where the wall clock is behind, a
 * later boot counts by its own monotonic clock. Session time never runs backwards.
 *
 * Readings are taken to be of one machine.
 */
#ifndef DEQI_SESSION_SESSION_CLOCK_H
#define DEQI_SESSION_SESSION_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "session/session_event.h"

enum {
    SESSION_JUMP_MS = 2000, /* a larger disagreement of the clocks is told */
    /* A later boot that has been running for longer when it is first looked at is counted
     * from that look on: how long nobody looked is not known, and that is told. */
    SESSION_UNSEEN_MS = 30 * 60 * 1000
};

struct session_clock {
    int speed;                  /* of practice; else 1 */
    struct session_time last;   /* reading of the last event */
    int64_t last_ms;            /* session time then */
    struct session_time anchor; /* last reading with a monotonic clock */
    int64_t anchor_ms;
    bool anchored;
    int64_t jump_ms; /* last jump noticed: > 0 set forward, < 0 set back; 0 none */
    bool uncertain;  /* the machine was restarted and its clock is behind: more time may
                        have passed than is counted */
    int64_t uncertain_ms; /* session time from which that is so */
};

/* Session time 0 is `at`. */
void session_clock_begin(struct session_clock *clock, const struct session_time *at,
                         int speed);
/* Session time at a reading, at least that of the last event. The jump and the
 * uncertainty that the reading shows are noted in the clock; nothing else changes. */
int64_t session_clock_ms(struct session_clock *clock, const struct session_time *at);
/* Makes `at` the reading of the last event and returns its session time: what was found
 * when the event was recorded, where that is known. */
int64_t session_clock_tick(struct session_clock *clock, const struct session_time *at);
/* Keeps a later reading with a monotonic clock to count from. */
void session_clock_see(struct session_clock *clock, const struct session_time *sight);

#endif
