/* overlay.h - what a session looks like at a moment, for everyone who shows it.
 *
 * The ring, the display mode and the JSON all read this one plain struct, made by a pure
 * function of a session and a reading of the clocks. Messages borrow from the session and
 * its plan, which must outlive the overlay and not change under it.
 */
#ifndef DEQI_SESSION_OVERLAY_H
#define DEQI_SESSION_OVERLAY_H

#include "session/session.h"

enum { OVERLAY_ALERTS = 24 };

struct overlay_alert {
    const char *id; /* "due", "lamp_switch_off", "skin_check", ... a literal */
    struct message text;
    bool sounds; /* worth a tone when it first appears */
};

struct overlay_lamp {
    bool on, allowed;
    struct message why, because; /* `because`: the plan's own reason; may be empty */
    bool lit[SESSION_REGIONS_MAX];
    int n_lit;
    int warm_s;          /* how long it has been on; 0 while off */
    int64_t check_in_ms; /* until the next skin check; < 0 overdue; only while on */
};

struct overlay {
    enum session_state state;
    int position;                            /* index into the plan's positions */
    int n_left, left[SESSION_POSITIONS_MAX]; /* positions still to come */
    bool started, paused;                    /* the retention of this position */
    int elapsed_s, remaining_s;              /* they add up to the whole retention */
    float fraction;                          /* elapsed, 0 .. 1: the ring */
    int needles_in, placed, out;
    struct overlay_lamp lamp;
    struct message next; /* the next thing to do */
    int n_alerts;
    struct overlay_alert alerts[OVERLAY_ALERTS];
};

/* Where `at` is an entered time before the last event, refused as session_advance does.
 * *later (may be NULL) receives the session as time has carried it. */
bool overlay_make(struct overlay *out, const struct session *session,
                  const struct session_time *at, struct session *later,
                  struct session_refusal *refusal);

enum overlay_lamp_wish { OVERLAY_LAMP_OFF, OVERLAY_LAMP_ON };

/* The overlay of a plan whose first position is `into_ms` into its retention, without a
 * journal: every needle in, De Qi at 0; with OVERLAY_LAMP_ON the hot/cold test passed,
 * the lamp on since then and the skin checked as asked. Refused where the plan has no
 * point or withholds the lamp. *session receives the session that the overlay borrows
 * from. */
bool overlay_preview(struct overlay *out, struct session *session,
                     const struct session_plan *plan, int64_t into_ms,
                     enum overlay_lamp_wish lamp, struct session_refusal *refusal);

/* Whether `now` has an alert worth a tone that `before` had not. */
bool overlay_alarms(const struct overlay *before, const struct overlay *now);

#endif
