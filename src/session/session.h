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

#include "session/session_clock.h"
#include "session/session_event.h"
#include "session/session_plan.h"
#include "text/text.h"

enum {
    SESSION_SKIN_CHECK_MS = 5 * 60 * 1000,      /* under the lamp */
    SESSION_EXTRAS_MAX = SESSION_EXTRA_NEEDLES, /* needles that no plan has */
    SESSION_SEATS_MAX = SESSION_POINTS_MAX + SESSION_EXTRAS_MAX,
    SESSION_CODE_MAX = 32,      /* bytes of the code of an extra */
    SESSION_INCIDENTS_MAX = 32, /* that a session tells of; every one is in the journal */
    SESSION_SAID_MAX = 8192, /* bytes of reasons and texts that a session tells again */
    SESSION_INITIALS_MAX = 32,
    SESSION_LABEL_MAX = SESSION_REASON_MAX,
    SESSION_ALL_PARTS = -1
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
    SESSION_POINT_SKIPPED,
    SESSION_POINT_BROKEN /* nothing in but what broke off */
};
enum { SESSION_POINT_STATES = SESSION_POINT_BROKEN + 1 };

enum session_test { SESSION_TEST_NONE, SESSION_TEST_PASSED, SESSION_TEST_FAILED };

/* One piece of steel: the needle of a point, or one of a set. */
enum session_steel { SESSION_NO_NEEDLE, SESSION_IN, SESSION_OUT, SESSION_BROKEN_OFF };

struct session_needle {
    enum session_steel state, was; /* `was`: before the last insertion */
    bool fell;                     /* out by itself */
    bool resolved;                 /* broke off, and what became of it is told */
    int64_t in_ms, out_ms;         /* session time */
    int64_t earlier_ms;            /* in the body before it fell out and was put back */
};

/* A text kept in `said`; 0 = none. */
typedef unsigned short session_said;

/* A point as the session has it now. */
struct session_point_now {
    enum session_point_state state;
    int position;
    int first;           /* its first needle, an index into `needles` */
    int order;           /* of insertion, from 1; 0 = never inserted */
    int64_t de_qi_ms;    /* session time */
    int64_t retained_ms; /* running time of the retention when it came out */
    /* as it was before the last insertion, for where that is retracted */
    struct {
        enum session_point_state state;
        int order;
        int64_t de_qi_ms, retained_ms;
    } before;
    enum session_point_state in_state; /* IN or DE_QI, while it was last in */
    bool fell; /* a needle of it is out by itself, and may be put back */
    bool stuck, bent;
    bool has_at; /* of a tender spot: the place was told, in metres on the neutral body */
    float at[3];
    session_said resolve; /* what became of a part that broke off */
    session_said why;     /* of an extra: the reason */
    /* Put back after it fell out: its own retention, in running time. */
    bool own;
    int64_t own_ms;   /* had run when it fell out */
    int64_t own_from; /* of the position's watch, when it was put back */
};

/* Of each position. */
struct session_retention {
    bool started, paused, complete;
    bool empty;       /* every needle fell out: nothing runs until one is put back */
    bool decided;     /* begun without De Qi, by decision */
    int placed;       /* needles ever inserted in it */
    int by_order;     /* insertion order of the needle whose De Qi began it; 0 = never */
    int64_t ran_ms;   /* running time before `since_ms` */
    int64_t since_ms; /* session time from which it runs, unless paused */
    int64_t watch_ms; /* as ran_ms, but goes on beyond the thirty minutes */
    int64_t watch_since_ms;
    int64_t due_ms;    /* session time when the time was up, where complete */
    int64_t paused_ms; /* session time of the last pause */
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
    int64_t seen_ms;       /* session time of the last skin check, or of switching on */
    int64_t lit_ms;        /* how long it was on before the last time, in all */
    int checks;            /* of the skin, in all */
    int missed;            /* checks that were due and not made, in all */
    int missed_here;       /* of those, since the last check */
    int drops;             /* times it went off by itself */
    int64_t over_ms;       /* the real one after it went off here, until that was told */
    int distance_cm;       /* from the skin; 0 = not told */
    enum session_test test[SESSION_REGIONS_MAX];
    bool together[SESSION_REGIONS_MAX];       /* the test was told of several at once */
    session_said change[SESSION_REGIONS_MAX]; /* why a result was changed */
};

struct session_extra {
    char code[SESSION_CODE_MAX];
    char side;
};

struct session_incident {
    enum session_incident_kind kind;
    enum session_severity severity;
    int64_t wall_ms; /* Unix time when it happened */
    bool late;       /* told later, of an earlier time */
    session_said text;
};

enum session_answer { SESSION_OPEN, SESSION_ANSWERED, SESSION_PASSED_OVER };

struct session {
    const struct session_plan *plan; /* borrowed */
    enum session_state state;
    int position;
    int n_events; /* applied so far */
    int n_inserted;
    int placed, out, broken; /* needles, ever */
    int put_back;            /* fresh needles for such as fell out */
    bool aborting;
    int version;      /* of the last event */
    int64_t moved_ms; /* session time at which a needle was last moved, or De Qi told */
    struct session_clock clock;
    struct session_lamp lamp;
    struct session_retention retention[SESSION_POSITIONS_MAX];
    struct session_point_now points[SESSION_SEATS_MAX]; /* the plan's, then the extras */
    struct session_needle needles[SESSION_NEEDLES_MAX];
    int n_extras;
    struct session_extra extras[SESSION_EXTRAS_MAX];
    session_said lifted[SESSION_REMOVALS_MAX]; /* the reason, by removal */
    session_said abort_said, pause_said, no_de_qi_said;
    int n_incidents; /* ever; at most SESSION_INCIDENTS_MAX are kept */
    struct session_incident incidents[SESSION_INCIDENTS_MAX];
    enum session_answer answer[SESSION_QUESTIONS_MAX];
    session_said answer_said[SESSION_QUESTIONS_MAX];
    int course_sessions, course_days; /* planned in all, and days apart; 0 = not told */
    int score[2];                     /* by enum session_when; -1 = not told */
    int sharps;                       /* counted in the box; -1 = not told */
    char by[SESSION_INITIALS_MAX];    /* who acts; "" = not told */
    char label[SESSION_LABEL_MAX];    /* told during the session; "" = the plan's holds */
    /* the end of a position by a removal, so that it can be taken back */
    struct {
        bool is;
        int position;
        enum session_state state;
        struct session_retention retention;
        bool was_on;
    } finished;
    int n_said; /* bytes of `said` in use; byte 0 is a zero: no text */
    char said[SESSION_SAID_MAX];
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
/* A later reading of the clocks at which somebody looked: time that has passed stays
 * passed, whatever the clocks say after the next start of the machine. Earlier ones and
 * such as have no monotonic clock are nothing new. */
void session_see(struct session *session, const struct session_time *sight);
/* Lets time pass up to `at` and returns the session time then. No event is counted. Where
 * an entered time lies before the last event, refused (refusal may be NULL); clocks that
 * went back are noted in clock.jump_ms instead, and no time is counted. */
bool session_advance(struct session *session, const struct session_time *at,
                     int64_t *session_ms, struct session_refusal *refusal);

bool session_is_open(const struct session *session);
/* Who it is: a label or a bed, as it was told last; "" = nobody said. */
const char *session_label(const struct session *session);
/* Needles in the body that can be drawn. What broke off counts as `broken`. */
int session_needles_in(const struct session *session);

/* The points of a session: those of the plan, then the extras (needles that no plan has),
 * by the index of `points`. A point's strings are borrowed from the plan or the session.
 */
int session_n_points(const struct session *session);
struct session_point session_point_at(const struct session *session, int point);
bool session_is_extra(const struct session *session, int point);
/* The point by code and side, one that is in before one that is not; -1 where there is
 * none. `EX-LE10.3` is the third needle of the set EX-LE10: *part (may be NULL) is then
 * 2, else SESSION_ALL_PARTS. */
int session_find(const struct session *session, const char *code, char side, int *part);
/* The place of a tender spot that was told during the session, in metres on the neutral
 * body; false where none was. */
bool session_place_of(const struct session *session, const char *code, char side,
                      float at[3]);
/* How many needles of the point are in, or broke off. */
int session_point_count(const struct session *session, int point,
                        enum session_steel state);
/* Of those that broke off: what became of them is not told yet; in all, or of a point. */
int session_unresolved(const struct session *session);
int session_point_unresolved(const struct session *session, int point);
/* How long the needle was in the body, up to now where it still is. */
int64_t session_body_ms(const struct session *session, int needle, int64_t session_ms);
/* The longest that any needle was in the body; *point (may be NULL) is whose. Only those
 * that are in now, or all that ever were. */
enum session_which { SESSION_THOSE_IN, SESSION_EVERY };
int64_t session_longest_ms(const struct session *session, enum session_which which,
                           int64_t session_ms, int *point);
/* Of a needle that was put back: what remains of its own retention, 0 or more. */
int64_t session_own_left(const struct session *session, int point, int64_t session_ms);
/* How long the time has been up with needles of that position still in; 0 = not. */
int64_t session_overdue_ms(const struct session *session, int64_t session_ms);
/* The lamp in all: how long it was on, and how many skin checks were due and not made. */
int64_t session_lamp_ms(const struct session *session, int64_t session_ms);
int session_checks_missed(const struct session *session, int64_t session_ms);
const char *session_said_text(const struct session *session, session_said said);
/* Running time of the position's retention at a session time, at most the whole of it. */
int64_t session_retained(const struct session *session, int position, int64_t session_ms);
/* The lowest index of a point of the position in that state, or -1. `position`
 * SESSION_ANY_POSITION: of any position. */
int session_first_point(const struct session *session, int position,
                        enum session_point_state state);
/* Whether the lamp may warm the region: the plan says on, or conditional and tested. */
bool session_region_allowed(const struct session *session, int region);
/* Whether the region is warmed in the position: the first of the plan's in which it lies
 * open. Nobody is warmed through the couch, nor in two positions. */
bool session_region_in(const struct session *session, int region, int position);
/* Both, of the present position. */
bool session_region_ready(const struct session *session, int region);
/* Whether the person is to be turned now: every needle of the positions before is out,
 * and none of this one has gone in. */
bool session_turns(const struct session *session);
/* Whether points are still to be needled in a position after the present one. */
bool session_position_left(const struct session *session, int position);

const char *session_state_name(enum session_state state);
const char *session_side(char side); /* "L", "R" or "M" */
const char *session_point_state_name(enum session_point_state state);
/* Whether the table allows the event in the state at all, whatever its details. */
bool session_state_allows(enum session_state state, enum session_event_kind kind);

#endif
