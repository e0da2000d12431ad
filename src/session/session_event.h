/* session_event.h - what happens in a session, as plain structs, and the words for it.
 *
 * An event is a kind, a time and at most four arguments; it reads and writes as a name
 * with arguments (`insert KI3 L`), on the command line and in the journal alike. Strings
 * are borrowed.
 */
#ifndef DEQI_SESSION_SESSION_EVENT_H
#define DEQI_SESSION_SESSION_EVENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

/* One reading of the clocks. A time that a person gave (`--now`) has no boot and no
 * monotonic reading. */
struct session_time {
    int64_t wall_ms; /* Unix time */
    int64_t mono_ms; /* since the boot, time asleep included; -1 = not read */
    char boot[40];   /* id of the boot; "" = not known */
    bool entered;    /* given by a person instead of read from a clock */
    /* The session time that was found when the event was recorded; 0 = not known. What a
     * journal replays goes by it, so that no later change of a clock or of how it is read
     * can tell a session in another way. */
    int64_t session_ms;
    /* Where several rooms share a journal, the time above is the journal's: what the
     * clock of this room said; 0 = the same. */
    int64_t room_ms;
};

enum session_event_kind {
    SESSION_INSERT,
    SESSION_RETRACT, /* an insertion that was entered by mistake: no needle is there */
    SESSION_SKIP,
    SESSION_DE_QI,
    SESSION_THERMAL_TEST,
    SESSION_LAMP_ON,
    SESSION_LAMP_OFF,
    SESSION_SKIN_CHECK,
    SESSION_PAUSE,
    SESSION_RESUME,
    SESSION_REMOVE,
    SESSION_CLOSE,
    SESSION_ABORT,
    SESSION_OVERRIDE,
    SESSION_NOTE,
    SESSION_UNPLANNED,       /* a needle that is in though the plan has none there */
    SESSION_FELL_OUT,        /* out by itself */
    SESSION_PUT_BACK,        /* after it fell out; its own remaining time goes on */
    SESSION_STUCK,           /* in, and not to be drawn */
    SESSION_BROKEN,          /* a part of it stays in the body */
    SESSION_BROKEN_RESOLVED, /* what became of that part */
    SESSION_RETRACT_OUT,     /* a removal that was entered by mistake: it is in */
    SESSION_RETRACT_DE_QI,   /* a De Qi that was entered by mistake */
    SESSION_NO_DE_QI,        /* the retention begins by the practitioner's decision */
    SESSION_INCIDENT,
    SESSION_BY,     /* who acts from here on */
    SESSION_SHARPS, /* needles counted in the sharps box */
    SESSION_SCORE,
    SESSION_ANSWER,    /* to an open safety question */
    SESSION_PASS_OVER, /* an open safety question, with a reason */
    SESSION_BENT,      /* a needle, in the body or when it came out */
    SESSION_LAMP_DISTANCE,
    SESSION_LABEL,  /* who it is, where that was told wrongly or not at all */
    SESSION_PLACE,  /* of a tender spot, where the plan has none */
    SESSION_COURSE, /* how many sessions there are to be, and how many days apart */
    SESSION_EVENT_KINDS
};

enum session_incident_kind {
    SESSION_FAINT,
    SESSION_BLEEDING,
    SESSION_HAEMATOMA,
    SESSION_PAIN,
    SESSION_BURN,
    SESSION_PNEUMOTHORAX_SUSPECTED,
    SESSION_FALL,
    SESSION_OTHER,
    SESSION_INCIDENT_KINDS
};

enum session_severity { SESSION_MILD, SESSION_MODERATE, SESSION_SEVERE };

enum session_when { SESSION_BEFORE, SESSION_AFTER };

/* Under which version of the rules an event was recorded: what an older deqi accepted is
 * replayed as that one understood it. */
enum { SESSION_VERSION = 3 };

enum {
    SESSION_REASON_MAX = 256, /* bytes, the final zero included */
    /* likewise; a note and an abort are never refused, so there is room for the longest
     * argument that a program can be given */
    SESSION_NOTE_MAX = 128 * 1024 + 1,
    SESSION_EVENT_ARGS = 4,
    SESSION_COURSE_MOST = 100,     /* sessions that a course may be planned to have */
    SESSION_COURSE_DAYS_MOST = 365 /* from one to the next */
};

struct session_event {
    enum session_event_kind kind;
    struct session_time at;
    const char *code, *side; /* NULL where not given (de-qi) */
    const char *region;      /* NULL: every region; `side` is then NULL too */
    const char *caution;
    const char *text;     /* reason, the text of a note, initials; NULL where left out */
    const char *question; /* id of an open question */
    bool passed;          /* of a thermal test */
    enum session_incident_kind incident;
    enum session_severity severity;
    enum session_when when; /* of a score */
    int number;             /* sharps counted; a score; a distance in cm */
    int64_t happened_ms; /* Unix time, of a late entry: when it was; 0 = when entered */
    int version;         /* 0 = SESSION_VERSION */
};

/* "insert", "de-qi", ... and "CODE SIDE", "[CODE SIDE]", ... */
const char *session_event_name(enum session_event_kind kind);
const char *session_event_usage(enum session_event_kind kind);

/* Reads NAME ARG... into *event (all but its time). A text may come in several words,
 * which are then joined in `joined` (SESSION_NOTE_MAX bytes). Wrong names and numbers of
 * arguments are ERROR_USAGE; empty, overlong or undecodable texts are refused. What a
 * code or side means is the session's to judge. */
bool session_event_parse(struct session_event *event, int argc, const char *const *argv,
                         char *joined, struct error *error);
/* The arguments of an event in the order of its usage; borrows from the event. Returns
 * how many. */
struct session_args {
    int n;
    const char *arg[SESSION_EVENT_ARGS];
    char number[12]; /* where an argument is a number */
};
int session_event_args(const struct session_event *event, struct session_args *out);

/* Whether an event of the kind may be told of an earlier time (happened_ms). */
bool session_event_may_be_late(enum session_event_kind kind);

const char *session_event_incident_name(enum session_incident_kind kind);
const char *session_event_severity_name(enum session_severity severity);

#endif
