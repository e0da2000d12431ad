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

/* The lamp goes off by itself; asks to switch the real one off. */
void session_lamp_drop(struct session *s, int64_t ms);
/* Stops the running time of the present position where it stands. */
void session_freeze(struct session *s, int64_t ms);

#endif
