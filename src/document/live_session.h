/* live_session.h - the session that runs in the window: the journal's, never the
 * window's own. Whatever the window shows was read from it; a session that was open when
 * the program died is taken up again when it starts. */
#ifndef DEQI_DOCUMENT_LIVE_SESSION_H
#define DEQI_DOCUMENT_LIVE_SESSION_H

#include "rules/case.h"
#include "rules/plan.h"
#include "session/journal.h"
#include "session/overlay.h"
#include "session/record.h"
#include "session/watch.h"

struct live_session; /* one journal with at most one session shown */

/* `path` NULL: the user's own journal. A journal that cannot be opened is no reason not
 * to start: it is said on standard error, and no session can be begun. `wake` (may be
 * NULL) is called from another thread where something has come that a look will show;
 * only a journal that rooms share does so. */
struct live_session *live_session_create(const char *path, void (*wake)(void *user),
                                         void *user);
void live_session_destroy(struct live_session **live);
/* Where the journal lies that was found damaged, and why there is none; "" = all well. */
const char *live_session_set_aside(const struct live_session *live);
const char *live_session_why_not(const struct live_session *live);

enum { LIVE_SESSION_LAST = 0 };
/* Takes up the session of that id, or the last that is open; its case comes with it as
 * JSON (new reference) in *case_json where that is not NULL. False where there is none,
 * or it is held already. */
bool live_session_take_up(struct live_session *live, int64_t id, json_t **case_json);
int64_t live_session_id(const struct live_session *live); /* 0 = none */

struct live_session_entry {
    int64_t id, started_ms;
    char label[120], state[16]; /* "closed", "aborted"; "" while open */
    bool ended, practice;
};
/* The sessions of the journal, the last first: fills at most `capacity`, returns how
 * many. */
int live_session_list(struct live_session *live, struct live_session_entry *out,
                      int capacity);
/* Writes the whole session with every event as JSON. */
bool live_session_export(struct live_session *live, int64_t id,
                         const struct session_time *at, const struct texts *texts,
                         const char *path, struct error *error);

/* What is known of the earlier sessions of that label, the one that is open among them.
 * False where there is none, or the journal cannot be read. */
bool live_session_course(struct live_session *live, const char *label,
                         const struct session_time *at, const struct texts *texts,
                         struct course_brief *out);

enum { LIVE_SESSION_PRACTICE_SPEED = 30 };
/* How a session begins beside its plan. */
struct live_session_terms {
    const char *who;  /* label or bed; NULL = what the case calls itself */
    const int *order; /* in which the points are needled (views/doing_order.h), by index;
                         NULL = the plan's */
    bool practice;    /* nobody is needled: the time runs LIVE_SESSION_PRACTICE_SPEED x */
};
/* `terms` may be NULL: for real, under the label of the case. */
bool live_session_begin(struct live_session *live, const struct case_record *record,
                        const struct plan *plan, const struct live_session_terms *terms,
                        const struct session_time *at, const struct texts *texts,
                        struct error *error);
/* Applies the event at that moment. A refusal comes as an error in the user's words. */
bool live_session_event(struct live_session *live, const struct session_event *event,
                        const struct session_time *at, const struct texts *texts,
                        struct error *error);
/* The case that a session was begun with; NULL where it cannot be read. */
json_t *live_session_case(struct live_session *live, int64_t id);
/* Whether an event failed because another program holds the journal just now. */
bool live_session_is_held(const struct live_session *live);
/* Lets the session go once it has ended, so that another can begin. */
void live_session_leave(struct live_session *live);

/* Reads the clocks' present moment into the overlay, and now and then what another deqi
 * did in the same session. */
void live_session_look(struct live_session *live, const struct session_time *at);
/* What the looks have brought, as bits. */
enum live_session_news {
    LIVE_SESSION_SECOND = 1,  /* other figures, nothing else */
    LIVE_SESSION_CHANGED = 2, /* an event, or what time alone has changed */
    LIVE_SESSION_ALARM = 4,   /* an alert that is worth a tone */
    LIVE_SESSION_AROUND = 8,  /* a second went by while sessions are open, or one came */
    LIVE_SESSION_REACH = 16   /* the shared journal went or came, or what waits for it */
};
/* How a shared journal stood at the last look: whether it is in reach, how much is on
 * this machine only (of the session shown: live_session_here_only), what came too late.
 */
const struct journal_reach *live_session_reach(const struct live_session *live);
int live_session_here_only(const struct live_session *live);
bool live_session_each_kept(struct live_session *live, journal_kept_fn *each, void *user);
/* As journal_see_to; `at` as for an event. */
bool live_session_see_to(struct live_session *live, int64_t number, const char *by,
                         const char *why, const struct session_time *at,
                         struct error *error);
/* Since the last call. */
unsigned live_session_take_news(struct live_session *live);
/* Every open session of the journal as of the last look, the one shown among them. */
const struct watch *live_session_watch(const struct live_session *live);
/* How loud an alarm of any of them has sounded since the last call, 1 to 3; 0 = none. */
int live_session_take_sound(struct live_session *live);
/* The open session of that label that is not the one shown; 0 = none. */
int64_t live_session_of(const struct live_session *live, const char *who);
/* NULL where there is no session. Both are as of the last look. */
const struct overlay *live_session_overlay(const struct live_session *live);
const struct session *live_session_state(const struct live_session *live);

/* What was noted in the session, a line each; "" where nothing was. Valid until the next
 * call. */
const char *live_session_notes(struct live_session *live);

#endif
