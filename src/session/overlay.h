/* overlay.h - what a session looks like at a moment, for everyone who shows it.
 *
 * The ring, the display mode and the JSON all read this one plain struct, made by a pure
 * function of a session and a reading of the clocks. Messages borrow from the session and
 * its plan, which must outlive the overlay and not change under it.
 */
#ifndef DEQI_SESSION_OVERLAY_H
#define DEQI_SESSION_OVERLAY_H

#include "session/session.h"

enum { OVERLAY_ALERTS = 48 };

enum overlay_level {
    OVERLAY_INFO,    /* to be known */
    OVERLAY_WARNING, /* to be minded; worth a tone when it first appears */
    OVERLAY_ALARM    /* something must be done now; sounds until it is */
};

enum overlay_alert_kind {
    OVERLAY_DUE,             /* the time is up and needles are in */
    OVERLAY_ABORTING,        /* needles are in after an abort */
    OVERLAY_NEEDLES_IN,      /* needles come out; an alarm where none does for a while */
    OVERLAY_NOT_RUNNING,     /* needles are in and no time runs */
    OVERLAY_BODY_LONG,       /* a needle is in the body for too long in all */
    OVERLAY_OWN_DUE,         /* the own time of one that was put back is up */
    OVERLAY_OWN_TIME,        /* ... is not up while the others come out */
    OVERLAY_LAMP_SWITCH_OFF, /* went off here; the real one may be on */
    OVERLAY_LAMP_UNWATCHED,  /* nobody looks at the skin: switch the lamp off */
    OVERLAY_SKIN_CHECK,
    OVERLAY_SKIN_CHECK_OVERDUE,
    OVERLAY_PAUSED,
    OVERLAY_STOOD_STILL, /* open, nothing in, nothing recorded for hours */
    OVERLAY_BROKEN,
    OVERLAY_BROKEN_RESOLVED,
    OVERLAY_STUCK,
    OVERLAY_BENT,
    OVERLAY_UNPLANNED,
    OVERLAY_FELL_OUT,
    OVERLAY_NO_DE_QI,
    OVERLAY_TIME_UNCERTAIN, /* restarted with a clock that is behind */
    OVERLAY_CLOCK_FORWARD,
    OVERLAY_CLOCK_BACK,
    OVERLAY_ENTERED_AHEAD,
    OVERLAY_INCIDENT,
    OVERLAY_QUESTIONS,
    OVERLAY_TESTED_TOGETHER,
    OVERLAY_SHARPS, /* not counted yet */
    OVERLAY_SHARPS_DIFFER,
    OVERLAY_ABORTED,
    OVERLAY_RETENTION_SHORT,
    OVERLAY_RETENTION_LONG,
    OVERLAY_CHECKS_MISSED,
    OVERLAY_LAMP_OVERRAN,
    OVERLAY_PRACTICE,
    OVERLAY_ALERT_KINDS
};

enum {
    OVERLAY_REMOVING_IDLE_MS = 75 * 1000,        /* no needle moved while some come out */
    OVERLAY_IDLE_MS = 5 * 60 * 1000,             /* needles in and no time running */
    OVERLAY_PAUSE_LONG_MS = 3 * 60 * 1000,       /* a reminder */
    OVERLAY_PAUSE_TOO_LONG_MS = 5 * 60 * 1000,   /* an alarm */
    OVERLAY_UNWATCHED_MS = 5 * 60 * 1000,        /* after a skin check was due */
    OVERLAY_BODY_OVER_MS = 30 * 60 * 1000,       /* in the body beyond the retention */
    OVERLAY_STOOD_STILL_MS = 2 * 60 * 60 * 1000, /* open, and nothing recorded */
    OVERLAY_LONG_TOLD_MS = 15 * 60 * 1000        /* told afterwards */
};

struct overlay_alert {
    enum overlay_alert_kind kind;
    enum overlay_level level;
    const char *id;   /* "due", "lamp_switch_off", ...: the kind, for the edge */
    int64_t since_ms; /* Unix time from which it is at this level */
    struct message text;
    bool sounds; /* worth a tone when it first appears: any but info */
};

struct overlay_lamp {
    bool on, allowed;
    struct message why, because; /* `because`: the plan's own reason; may be empty */
    bool lit[SESSION_REGIONS_MAX];
    int n_lit;
    int warm_s;          /* how long it has been on; 0 while off */
    int64_t check_in_ms; /* until the next skin check; < 0 overdue; only while on */
    int on_s;            /* in the whole session */
    int checks_made, checks_missed;
};

struct overlay {
    enum session_state state;
    int position;                            /* index into the plan's positions */
    int n_left, left[SESSION_POSITIONS_MAX]; /* positions still to come */
    bool started, paused;                    /* the retention of this position */
    int elapsed_s, remaining_s;              /* they add up to the whole retention */
    int overdue_s;  /* how long the time has been up with needles in */
    float fraction; /* elapsed, 0 .. 1: the ring */
    int needles_in, placed, out, broken;
    int longest_s; /* the longest that any needle was in the body */
    struct overlay_lamp lamp;
    struct message next; /* the next thing to do */
    int n_alerts;
    struct overlay_alert alerts[OVERLAY_ALERTS]; /* the gravest first */
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

/* Whether `now` has an alert worth a tone that `before` had not, or not at that level. */
bool overlay_alarms(const struct overlay *before, const struct overlay *now);
/* The alert of the kind, or NULL. */
const struct overlay_alert *overlay_find(const struct overlay *overlay,
                                         enum overlay_alert_kind kind);
const char *overlay_alert_id(enum overlay_alert_kind kind);
const char *overlay_level_name(enum overlay_level level);
/* What to do first, in short: standard first aid. Lives for ever. */
struct message overlay_first_aid(enum session_incident_kind kind);

#endif
