/* session_internal.h - between session.c (the fold, time, the table), needles.c (the
 * steel that is counted) and events*.c (what each event does). Not for others. */
#ifndef DEQI_SESSION_SESSION_INTERNAL_H
#define DEQI_SESSION_SESSION_INTERNAL_H

#include "session/session.h"

/* Sets *refusal and returns false. */
bool session_refuse(struct session_refusal *refusal, struct message what);

/* The handler of one kind: checks first, changes last. `ms` is the session time of the
 * event. */
typedef bool session_handler(struct session *s, const struct session_event *event,
                             int64_t ms, struct session_refusal *refusal);
extern session_handler *const SESSION_HANDLERS[SESSION_EVENT_KINDS];

session_handler session_thermal_test, session_lamp_on, session_lamp_off,
    session_skin_check;
session_handler session_insert, session_retract, session_remove, session_unplanned,
    session_fell_out, session_put_back, session_stuck, session_bent, session_broken,
    session_broken_resolved, session_retract_out;
session_handler session_note, session_incident, session_by, session_sharps, session_score,
    session_answer, session_pass_over, session_lamp_distance, session_relabel,
    session_tell_place, session_plan_course;

/* shorthand for refusals */
#define SAY(ID, ENGLISH, ...)                                                            \
    ((struct message){                                                                   \
        .id = "session.refused." ID, .english = ENGLISH, .arg = {__VA_ARGS__}})

struct message_arg session_text_arg(const char *name, const char *text);
struct message_arg session_number_arg(const char *name, double number);
/* {code} and {side} of a point; the strings are the plan's or the session's */
struct message_arg session_code_arg(const struct session *s, int point);
struct message_arg session_side_arg(const struct session *s, int point);
/* L, R or M; else refused. `side` may be NULL. */
bool session_take_side(const char *side, char *out, struct session_refusal *refusal);

/* What an event names: a point, and one needle of it or all. */
struct session_target {
    int point, part;
};
/* One that a caution removed is found too. */
bool session_target_any(const struct session *s, const struct session_event *event,
                        struct session_target *out, struct session_refusal *refusal);
bool session_target_point(const struct session *s, const struct session_event *event,
                          struct session_target *out, struct session_refusal *refusal);
/* Of these a needle is in. */
bool session_target_in(const struct session *s, const struct session_event *event,
                       struct session_target *out, struct session_refusal *refusal);
/* an insertion cannot be retracted once the time runs */
bool session_refuse_runs(struct session_refusal *refusal);
bool session_refuse_not_in(const struct session *s, int point,
                           struct session_refusal *refusal);
bool session_refuse_position(const struct session *s, int point,
                             struct session_refusal *refusal);

/* steel.c: how many needles the point has */
int session_needles_of(const struct session *s, int point);
/* Whether any needle of the target is in that state */
bool session_has(const struct session *s, struct session_target at,
                 enum session_steel state);
bool session_point_is_in(const struct session *s, int point);
/* Draws every needle of the target that is in; counts it out or broken. */
void session_draw(struct session *s, struct session_target at, enum session_steel to,
                  int64_t ms);
/* What a point is, from its needles. */
void session_settle_point(struct session *s, int point);
/* Running time of the position's retention, also beyond the thirty minutes. */
int64_t session_watch(const struct session *s, int position, int64_t ms);
/* What of the retention counts for a point that comes out now. */
int64_t session_counted(const struct session *s, int point, int64_t ms);

/* The session time at which an event happened, not before `from`. */
int64_t session_happened(const struct session *s, const struct session_event *event,
                         int64_t ms, int64_t from);
/* The beginning of a long text is kept; all of it is in the journal. 0 where there is no
 * more room. */
session_said session_keep(struct session *s, const char *text);

/* The lamp goes off by itself; asks to switch the real one off. */
void session_lamp_drop(struct session *s, int64_t ms);
/* Stops the running time of the present position where it stands. */
void session_freeze(struct session *s, int64_t ms);
/* Whether the retention of the position runs now. */
bool session_runs(const struct session *s, int position);
/* Whether everything that was in fell out, and could be put back. */
bool session_awaits_put_back(const struct session *s);

#endif
