/* clinic_session.h - the session that runs in the window: the journal's, never the
 * window's own. Whatever the window shows was read from it; a session that was open when
 * the program died is taken up again when it starts. */
#ifndef DEQI_APP_CLINIC_SESSION_H
#define DEQI_APP_CLINIC_SESSION_H

#include "app/app.h"
#include "session/journal.h"
#include "session/overlay.h"

struct running; /* one journal with at most one session shown */

/* `path` NULL: the user's own journal. A journal that cannot be opened is no reason not
 * to start: it is said on standard error, and no session can be begun. */
struct running *running_create(const char *path);
void running_destroy(struct running **running);
/* Where the journal lies that was found damaged, and why there is none; "" = all well. */
const char *running_set_aside(const struct running *running);
const char *running_why_not(const struct running *running);

enum { RUNNING_LAST = 0 };
/* Takes up the session of that id, or the last that is open; its case comes with it as
 * JSON (new reference) in *case_json where that is not NULL. False where there is none,
 * or it is held already. */
bool running_take_up(struct running *running, int64_t id, json_t **case_json);
int64_t running_id(const struct running *running); /* 0 = none */

struct running_entry {
    int64_t id, started_ms;
    char label[120], state[16]; /* "closed", "aborted"; "" while open */
    bool ended;
};
/* The sessions of the journal, the last first: fills at most `room`, returns how many. */
int running_list(struct running *running, struct running_entry *out, int room);
/* Writes the whole session with every event as JSON. */
bool running_export(struct running *running, int64_t id, const struct session_time *at,
                    const struct texts *texts, const char *path, struct error *error);
bool running_begin(struct running *running, const struct case_record *record,
                   const struct plan *plan, const struct session_time *at,
                   const struct texts *texts, struct error *error);
/* Applies an event written as on the command line: {"insert", "KI3", "L"}. A refusal
 * comes as an error in the user's words. */
bool running_event(struct running *running, const struct session_time *at,
                   const struct texts *texts, struct error *error, int argc,
                   const char *const *argv);
/* Lets the session go once it has ended, so that another can begin. */
void running_leave(struct running *running);

/* Reads the clocks' present moment into the overlay, and now and then what another deqi
 * did in the same session. */
void running_look(struct running *running, const struct session_time *at);
/* What the looks have brought, as bits. */
enum running_news {
    RUNNING_SECOND = 1,  /* other figures, nothing else */
    RUNNING_CHANGED = 2, /* an event, or what time alone has changed */
    RUNNING_ALARM = 4    /* an alert that is worth a tone */
};
/* Since the last call. */
unsigned running_take_news(struct running *running);
/* How many needles are in, in whichever open session of the journal that is not the one
 * shown; its id in *id. 0 where there are none. */
int running_needles_elsewhere(struct running *running, int64_t *id);
/* NULL where there is no session. Both are as of the last look. */
const struct overlay *running_overlay(const struct running *running);
const struct session *running_session(const struct running *running);

/* What was noted in the session, a line each; "" where nothing was. Valid until the next
 * call. */
const char *running_notes(struct running *running);

/* The present moment: the clocks, or what a test says it is. */
struct session_time app_session_time(const struct app *app);

#endif
