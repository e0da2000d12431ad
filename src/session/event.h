/* event.h - what happens in a session, as plain structs, and the words for it.
 *
 * An event is a kind, a time and at most four arguments; it reads and writes as a name
 * with arguments (`insert KI3 L`), on the command line and in the journal alike. Strings
 * are borrowed.
 */
#ifndef DEQI_SESSION_EVENT_H
#define DEQI_SESSION_EVENT_H

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
    SESSION_EVENT_KINDS
};

enum {
    SESSION_REASON_MAX = 256, /* bytes, the final zero included */
    /* likewise; a note and an abort are never refused, so there is room for the longest
     * argument that a program can be given */
    SESSION_NOTE_MAX = 128 * 1024 + 1,
    SESSION_EVENT_ARGS = 4
};

struct session_event {
    enum session_event_kind kind;
    struct session_time at;
    const char *code, *side; /* NULL where not given (de-qi) */
    const char *region;      /* NULL: every region; `side` is then NULL too */
    const char *caution;
    const char *text; /* reason, or the text of a note */
    bool passed;      /* of a thermal test */
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
/* The arguments of an event in the order of its usage; returns how many. */
int session_event_args(const struct session_event *event,
                       const char *args[SESSION_EVENT_ARGS]);

#endif
