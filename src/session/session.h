/* session.h - thirty minutes that survive anything: the state machine.
 *
 * A session is a fold over events: `session_begin`, then `session_apply` for each. It has
 * no clock, no files and no memory of its own; the same plan and events always give the
 * same bytes, so that what a journal replays is what was held. Time comes in with each
 * event. Between events only time passes: `session_advance` carries a copy to a moment,
 * which is how `retaining` becomes `due` with no event.
 *
 * The time of a session (`session_ms`) counts from its start on clocks that no one can
 * set: the monotonic clock within one boot, the wall clock across boots. It never runs
 * backwards.
 *
 * What a state does not allow is refused with a message and changes nothing.
 */
#ifndef DEQI_SESSION_SESSION_H
#define DEQI_SESSION_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "session/clock.h"
#include "session/event.h"
#include "session/plan.h"
#include "text/text.h"

enum {
    SESSION_SKIN_CHECK_MS = 5 * 60 * 1000, /* under the lamp */
    SESSION_LIFTS_MAX = 32                 /* overrides in one session */
};

enum session_state {
    SESSION_PREPARED,  /* no needle of this position yet */
    SESSION_INSERTING, /* needles going in */
    SESSION_RETAINING, /* the thirty minutes run (or are paused) */
    SESSION_DUE,       /* time is up */
    SESSION_REMOVING,  /* needles coming out, or all out and ready to close */
    SESSION_CLOSED,
    SESSION_ABORTED,
    SESSION_STATES
};

enum session_point_state {
    SESSION_POINT_REMOVED, /* by a caution; not part of the session */
    SESSION_POINT_WAITING,
    SESSION_POINT_IN,
    SESSION_POINT_DE_QI, /* in, and sensation has arrived */
    SESSION_POINT_OUT,
    SESSION_POINT_SKIPPED
};

enum session_test { SESSION_TEST_NONE, SESSION_TEST_PASSED, SESSION_TEST_FAILED };

struct session_point_now {
    enum session_point_state state;
    int position;
    int order;           /* of insertion, from 1; 0 = never inserted */
    int64_t de_qi_ms;    /* session time */
    int64_t retained_ms; /* running time of the retention when it came out */
    /* as it was before the last insertion, for where that is retracted */
    struct {
        enum session_point_state state;
        int order;
        int64_t de_qi_ms, retained_ms;
    } before;
};

/* Of each position. */
struct session_retention {
    bool started, paused, complete;
    int placed;       /* needles ever inserted in it */
    int by_order;     /* insertion order of the needle whose De Qi began it; 0 = never */
    int64_t ran_ms;   /* running time before `since_ms` */
    int64_t since_ms; /* session time from which it runs, unless paused */
};

struct session_lamp {
    bool on;
    bool lit[SESSION_REGIONS_MAX];
    bool was_on;           /* in this position */
    bool asks_switch_off;  /* went off by itself; the real lamp may still be on */
    int64_t off_ms;        /* session time when it went off by itself */
    int64_t on_from_ms;    /* session time when it was last switched on */
    int64_t unchecked_ms;  /* time under it since the last skin check, when it went off */
    int64_t check_from_ms; /* session time from which the next skin check is counted */
    int64_t lit_ms;        /* how long it was on before the last time, in all */
    int checks;            /* of the skin, in all */
    enum session_test test[SESSION_REGIONS_MAX];
};

struct session {
    const struct session_plan *plan; /* borrowed */
    enum session_state state;
    int position;
    int n_events; /* applied so far */
    int n_inserted;
    int placed, out; /* needles */
    bool aborting;
    struct session_clock clock;
    struct session_lamp lamp;
    struct session_retention retention[SESSION_POSITIONS_MAX];
    struct session_point_now points[SESSION_POINTS_MAX];
    unsigned char
        lifted[SESSION_REMOVALS_MAX]; /* by removal: 0, or 1 + index of reason */
    int n_lifted;
    char lift_reasons[SESSION_LIFTS_MAX][SESSION_REASON_MAX];
    char pause_reason[SESSION_REASON_MAX];
    char abort_reason[SESSION_REASON_MAX];
};

/* What was refused, and where a finding of the plan lies behind it, that too. Borrows
 * from the event and the plan. */
struct session_refusal {
    struct message what, why;
};

/* A session of a plan that has at least one point that is not removed; refused otherwise.
 * `plan` must outlive the session. */
bool session_begin(struct session *session, const struct session_plan *plan,
                   const struct session_time *at, struct session_refusal *refusal);
/* One step of the fold. On refusal the session stays as it was, byte for byte. */
bool session_apply(struct session *session, const struct session_event *event,
                   struct session_refusal *refusal);
/* Lets time pass up to `at` and returns the session time then. No event is counted. Where
 * an entered time lies before the last event, refused (refusal may be NULL); clocks that
 * went back are noted in clock.jump_ms instead, and no time is counted. */
bool session_advance(struct session *session, const struct session_time *at,
                     int64_t *session_ms, struct session_refusal *refusal);

bool session_is_open(const struct session *session);
int session_needles_in(const struct session *session);
/* Running time of the position's retention at a session time, at most the whole of it. */
int64_t session_retained(const struct session *session, int position, int64_t session_ms);
/* The lowest index of a point of the position in that state, or -1. `position`
 * SESSION_ANY_POSITION: of any position. */
int session_first_point(const struct session *session, int position,
                        enum session_point_state state);
/* Whether the lamp may warm the region: the plan says on, or conditional and tested. */
bool session_region_allowed(const struct session *session, int region);
/* Whether points are still to be needled in a position after the present one. */
bool session_position_left(const struct session *session, int position);

const char *session_state_name(enum session_state state);
const char *session_side(char side); /* "L", "R" or "M" */
const char *session_point_state_name(enum session_point_state state);
/* Whether the table allows the event in the state at all, whatever its details. */
bool session_state_allows(enum session_state state, enum session_event_kind kind);

#endif
