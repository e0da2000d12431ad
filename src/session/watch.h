/* watch.h - every open session of a journal at once, so that no needle is forgotten in
 * the one that nobody looks at.
 *
 * `watch_read` catches up with the journal; `watch_look` is pure: from what was read and
 * a reading of the clocks it says how each session stands, the most urgent first, and
 * which alarms sound. An alarm names its patient, comes again and again, and grows: it
 * ends only when its cause does (overlay.h). There is nothing here to silence it with.
 */
#ifndef DEQI_SESSION_WATCH_H
#define DEQI_SESSION_WATCH_H

#include "session/journal.h"
#include "session/overlay.h"

enum { WATCH_WHO = 160 };

struct watch_item {
    int64_t id;
    char who[WATCH_WHO];                /* the label, or "" where it has none */
    const struct journal_session *held; /* NULL where it cannot be read */
    const char *unreadable;             /* why; else NULL */
    struct overlay overlay;             /* of the moment that was looked at */
    const struct overlay_alert *alarm;  /* the gravest, then the oldest; NULL = none */
    int64_t next_ms; /* until something is to be done; < 0 overdue; INT64_MAX = nothing */
};

struct watch;

struct watch *watch_create(void);
void watch_destroy(struct watch **watch);

/* Takes up what was begun, drops what ended, reads what was recorded. One session that
 * cannot be read stays in the list as such. False where the journal itself cannot be
 * read; what was read before stays. */
bool watch_read(struct watch *watch, struct journal *journal, struct error *error);
/* Where `at` is an entered time before the last event of a session, that session is shown
 * as of that event. */
void watch_look(struct watch *watch, const struct session_time *at);

int watch_count(const struct watch *watch);
/* Whether an alarm of any of them stands. */
bool watch_rings(const struct watch *watch);
/* 0 is the most urgent. Lives until the next read or look. */
const struct watch_item *watch_item(const struct watch *watch, int i);
/* Another session than `but` whose label is as good as this one: case, accents, spaces
 * and hyphens tell nobody apart. 0 = none. */
int64_t watch_namesake(const struct watch *watch, const char *label, int64_t but);
int watch_needles_in(const struct watch *watch);

/* How an alarm sounds when it has stood so long: again after `every_ms`, 1 (a tone) to 3
 * (as loud as it gets). */
struct watch_ring {
    int every_ms, loudness;
};
struct watch_ring watch_ring(int64_t stood_ms);
/* The loudest that sounds within (from, to], both Unix time; 0 = silence. An alarm that
 * began in it sounds at once. */
int watch_sounds(const struct watch *watch, int64_t from_ms, int64_t to_ms);

#endif
