/* journal.h - sessions on disk, so that no crash forgets a needle.
 *
 * One SQLite file (write-ahead log, every commit synced) holds each session's case and
 * plan and its events, which are only ever appended. An event counts once `journal_apply`
 * has returned JOURNAL_DONE: it is on disk then. Several programs may use one journal;
 * each appends in a transaction of its own, after catching up with what the others wrote,
 * and waits a while for its turn.
 *
 * Opening: a file that is not there is created, readable by its owner only. A damaged
 * journal is set aside under another name, never overwritten, and a new one begun with
 * every session and event of it that can be read and replayed; who only reads renames
 * nothing, and sees as much. What is no journal at all (a text, another program's
 * database) is refused and left alone, and so is a journal of a newer deqi.
 *
 * Before each append the file is looked at: where its name no longer stands for what was
 * opened, nothing is recorded, and that is said.
 *
 * A journal belongs to one thread.
 */
#ifndef DEQI_SESSION_JOURNAL_H
#define DEQI_SESSION_JOURNAL_H

#include <jansson.h>

#include "session/session.h"

struct journal;

struct journal_options {
    const char *path; /* borrowed during the call */
    bool is_default;  /* the program's own place: whatever blocks it is set aside */
    bool must_exist;  /* refuse a file that is not there instead of creating it */
    bool reading;     /* nothing will be written: neither a read-only disk, a full one nor
                         damage is a hindrance */
    int busy_ms;      /* how long to wait for another program; 0 = 5000 */
    int append_ms;    /* likewise once it is open; 0 = busy_ms */
    const char *vfs;  /* SQLite's file system layer; NULL = the usual one */
};

/* $XDG_DATA_HOME/deqi/sessions.db, else below ~/.local/share; makes the folders (0700).
 */
bool journal_default_path(char *out, size_t size, struct error *error);

/* NULL on failure. Where a damaged file was set aside, `set_aside` (may be NULL) receives
 * its new name, else "". */
struct journal *journal_open(const struct journal_options *options, char *set_aside,
                             size_t size, struct error *error);
void journal_close(struct journal **journal); /* NULL inside is fine */

enum { JOURNAL_LOST_MAX = 1000 };
/* What went over from a damaged file that was set aside. */
struct journal_salvage {
    int sessions, events;
    int lost;                     /* sessions that are not there, or not to their end */
    char names[JOURNAL_LOST_MAX]; /* which, with the needles that may be in; "" = none */
};
const struct journal_salvage *journal_salvaged(const struct journal *journal);
/* Whether it is only read, and not all of it can be. */
bool journal_is_damaged(const struct journal *journal);
/* Whether what is open is still what others open by that name; once a second is often
 * enough. */
bool journal_check(struct journal *journal, struct error *error);
/* Whether what failed last did so because another program holds the journal: the same may
 * go well a moment later. */
bool journal_is_held(const struct journal *journal);
/* A whole copy, also while sessions run. Refused where the file is there already. */
bool journal_backup(struct journal *journal, const char *path, struct error *error);
/* Notes that somebody looked at `at`, so that after a restart no elapsed time is given
 * back; at most one write in ten seconds, and none where another program writes. */
bool journal_see(struct journal *journal, const struct session_time *at,
                 struct error *error);

/* A session as the journal tells it. `state.plan` is `plan`. */
struct journal_session {
    int64_t id;
    char *label;
    struct session_time started;
    struct session_plan *plan;
    struct session state; /* after the last event that was read */
    bool is_cut;          /* of a damaged journal: there was more */
};

void journal_session_destroy(struct journal_session **held);

enum journal_result {
    JOURNAL_DONE,    /* on disk */
    JOURNAL_REFUSED, /* by the session: see the refusal */
    JOURNAL_FAILED   /* by the disk or the file: see the error; nothing was recorded */
};

/* Begins a session. `case_text` and `plan_text` are JSON, kept whole for the record. The
 * journal takes a copy of the plan; *held is the caller's. */
enum journal_result journal_start(struct journal *journal,
                                  const struct session_plan *plan, const char *case_text,
                                  const char *plan_text, const struct session_time *at,
                                  struct journal_session **held,
                                  struct session_refusal *refusal, struct error *error);
/* Reads a session and replays its events. NULL where there is none of that id. */
struct journal_session *journal_load(struct journal *journal, int64_t id,
                                     struct error *error);
/* Reads what others have appended since. */
bool journal_refresh(struct journal *journal, struct journal_session *held,
                     struct error *error);
/* Catches up, applies, and writes. The refusal borrows from the event and from *held. */
enum journal_result journal_apply(struct journal *journal, struct journal_session *held,
                                  const struct session_event *event,
                                  struct session_refusal *refusal, struct error *error);

struct journal_entry {
    int64_t id, started_ms;
    const char *label;
    const char *ended; /* "closed", "aborted"; NULL while open */
};
/* Calls `each` for every session in the order of their ids; a false from it ends the walk
 * and is returned. `each` must not change the journal. */
bool journal_each(struct journal *journal,
                  bool (*each)(const struct journal_entry *entry, void *user), void *user,
                  struct error *error);
/* The events of a session in order; `event` lives during the call only. */
bool journal_each_event(struct journal *journal, int64_t id,
                        bool (*each)(const struct session_event *event, int number,
                                     void *user),
                        void *user, struct error *error);
/* The texts given to journal_start, as JSON; new references. */
bool journal_papers(struct journal *journal, int64_t id, json_t **case_json,
                    json_t **plan_json, struct error *error);
/* Removes a session (id 0: every one) for good, also from the free pages of the file.
 * Returns how many, or -1. Refused as a whole where a needle is in. */
int journal_purge(struct journal *journal, int64_t id, struct error *error);
/* Those that began before and have ended. */
int journal_purge_before(struct journal *journal, int64_t unix_ms, struct error *error);

#endif
