/* overlay_internal.h - between overlay.c (the moment) and overlay_alerts.c (what must be
 * minded in it). */
#ifndef DEQI_SESSION_OVERLAY_INTERNAL_H
#define DEQI_SESSION_OVERLAY_INTERNAL_H

#include "session/overlay.h"

/* Adds the alerts of a session that time has carried to `ms`. */
void overlay_make_alerts(struct overlay *overlay, const struct session *session,
                         const struct session_time *at, int64_t ms);

/* arguments of messages about a session */
struct message_arg overlay_text(const char *name, const char *text);
struct message_arg overlay_number(const char *name, int64_t number);
struct message_arg overlay_code(const struct session *session, int point);
struct message_arg overlay_side(const struct session *session, int point);
struct message_arg overlay_position(const struct session *session, int position);

/* The needle to come out next: one without time of its own before one that has; -1 where
 * none is in. */
int overlay_next_out(const struct session *session, int64_t ms);
/* Whether it may rest: it was put back, and its own time is not up. */
bool overlay_may_rest(const struct session *session, int point, int64_t ms);
/* The first that fell out and may be put back, or -1. */
int overlay_fallen(const struct session *session);

#endif
