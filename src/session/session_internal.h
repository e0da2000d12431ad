/* session_internal.h - between session.c (the fold, time, the table) and events.c (what
 * each event does). Not for others. */
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

/* shorthand for refusals */
#define SAY(ID, ENGLISH, ...)                                                            \
    ((struct message){                                                                   \
        .id = "session.refused." ID, .english = ENGLISH, .arg = {__VA_ARGS__}})

struct message_arg session_text_arg(const char *name, const char *text);
/* L, R or M; else refused. `side` may be NULL. */
bool session_take_side(const char *side, char *out, struct session_refusal *refusal);

/* The lamp goes off by itself; asks to switch the real one off. */
void session_lamp_drop(struct session *s, int64_t ms);
/* Stops the running time of the present position where it stands. */
void session_freeze(struct session *s, int64_t ms);

#endif
