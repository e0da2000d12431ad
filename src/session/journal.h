/* journal.h - sessions on disk, so that no crash forgets a needle.
 *
 * A journal is a file of this machine, or lies in PostgreSQL, where several rooms share
 * it (journal_names_server). Who uses it need not know which.
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
 * On a server, an event counts once the server has committed it (synchronous_commit).
 * Before it is sent it stands in a file of this machine, the spool, which also holds what
 * was last known of every open session: where the server is out of reach (which takes
 * `patience_ms` to see) the session goes on from there. What waits is marked as on this
 * machine only, and is sent in order when the server is back, each event with its key, so
 * that none arrives twice. One that others' events no longer allow is kept and can be
 * listed (journal_each_kept). Two rooms cannot both do what only one can: the server
 * takes an event as the next of its session or not at all.
 *
 * Rooms have clocks of their own. A shared journal's time is the server's: journal_clock
 * turns a reading of this machine into it.
 *
 * A journal belongs to one thread.
 */
#ifndef DEQI_SESSION_JOURNAL_H
#define DEQI_SESSION_JOURNAL_H

#include <jansson.h>

#include "session/session.h"

struct journal;

struct journal_options {
    const char *path; /* a file or a server's address; borrowed during the call */
    bool is_default;  /* the program's own place: whatever blocks it is set aside */
    bool must_exist;  /* refuse a file that is not there instead of creating it */
    bool reading;     /* nothing will be written: neither a read-only disk, a full one nor
                         damage is a hindrance */
    int busy_ms;      /* how long to wait for another program; 0 = 5000 */
    int append_ms;    /* likewise once it is open; 0 = busy_ms */
    const char *vfs;  /* SQLite's file system layer; NULL = the usual one */
    const char *machine; /* its name, kept with each event; NULL = the host's */

    /* Of a server's. */
    const char *spool; /* file; NULL = one in the folder of the user's own journal */
    int patience_ms;   /* until it is out of reach; 0 = 1200 */
    /* Sends and receives in a thread of its own. No call waits for the network then, but
     * journal_start and journal_apply for a tenth of a second, journal_each, journal_load
     * and journal_papers of sessions that have ended, and purging and copying. */
    bool background;
    void (*wake)(void *user); /* from that thread, when something has come; may be NULL */
    void *wake_user;
};

/* Whether it is the address of a server: postgresql://..., postgres://..., postgres: (the
 * defaults of libpq), postgres:NAME or service=NAME (a service of libpq), or postgres:
 * with a connection string. */
bool journal_names_server(const char *path);

/* $DEQI_JOURNAL where that is set; a file or a server's address. Else the user's own. */
bool journal_place(char *out, size_t size, bool *is_own, struct error *error);
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

/* How a shared journal stands. */
struct journal_reach {
    bool shared;      /* it is a server's; else nothing below means anything */
    bool reached;     /* at the last try */
    int64_t since_ms; /* out of reach since then, Unix time; 0 = in reach */
    int64_t known_ms; /* out of reach: what others did is known until then; 0 = never */
    char why[240];    /* not in reach, or what waits is refused; "" */
    int here_only;    /* what is on this machine only: events, and sessions begun */
    int kept;         /* events that came too late to be taken */
    bool clock_known;
    int64_t clock_ms; /* by so much this machine's clock is ahead of the server's */
    int round_ms;     /* to the server and back, the last time */
};
enum { JOURNAL_CLOCK_TOLD_MS = 2000 }; /* a larger difference of the clocks is told */
/* Whether this machine's clock is so far off that it is told. */
bool journal_clock_differs(const struct journal_reach *reach);
/* By how many seconds, to the nearest. */
double journal_clock_seconds(const struct journal_reach *reach);
void journal_reach(struct journal *journal, struct journal_reach *out);
/* Whether something came or changed since the last call. */
bool journal_changed(struct journal *journal);
/* `at`, a reading of this machine's clocks, as the journal's time; entered times stay. */
void journal_clock(struct journal *journal, struct session_time *at);

/* An event that was recorded here while the server was out of reach, and that what others
 * did meanwhile no longer allowed. */
struct journal_kept {
    int64_t session, wall_ms;        /* wall_ms: when it was recorded here */
    const char *label, *name, *args; /* args: a JSON list of texts */
    const char *why;                 /* English */
    const struct message *said;     /* the same for any language; NULL: an older deqi's */
    int64_t number;                 /* by which it is named on this machine */
    int64_t seen_ms;                /* when somebody saw to it; 0 = nobody has */
    const char *seen_by, *seen_why; /* initials; what was found or done */
    const char *session_key;        /* of its session; "" = an older deqi's */
};
/* What was recorded, as one would record it: "insert KI3 L". */
void journal_kept_event(const struct journal_kept *kept, char *out, size_t size);
/* Why it came too late, in that language. */
void journal_kept_why(const struct journal_kept *kept, const struct texts *texts,
                      char *out, size_t size);
typedef bool journal_kept_fn(const struct journal_kept *kept, void *user);
/* Those that nobody has seen to; or all. */
bool journal_each_kept(struct journal *journal, journal_kept_fn *each, void *user,
                       struct error *error);
bool journal_each_kept_ever(struct journal *journal, journal_kept_fn *each, void *user,
                            struct error *error);
/* Somebody has looked after that one: what was found or done goes as a note into the
 * record of its session, which the others see; it is no longer told, and stays with who
 * and why. `at`: when, on this machine's clocks. False where none of that number waits
 * for it. */
bool journal_see_to(struct journal *journal, int64_t number, const char *by,
                    const char *why, const struct session_time *at, struct error *error);
/* What waits here and has nowhere to go (a login that was dropped, a server that is no
 * more): every session of which something waits is written as it is here into a new file,
 * a journal as any, and only then let go from this machine; that it was stays in
 * journal_each_kept_ever. Refused where the server takes what waits, where a needle of
 * one that is open is in, and where the file is there. Returns how many, or -1. */
int journal_set_aside(struct journal *journal, const char *path, const char *by,
                      const char *why, int64_t unix_ms, struct error *error);

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
    char key[33]; /* random; "" = an older deqi's */
    struct session_time started;
    struct session_plan *plan;
    struct session state; /* after the last event that was read */
    int here_only;        /* of its events, on this machine only */
    int generation;       /* of what was read; the journal's own */
    bool is_cut;          /* of a damaged journal: there was more */
};

void journal_session_destroy(struct journal_session **held);

enum journal_result {
    JOURNAL_DONE,    /* on disk, the server's or this machine's */
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
    bool practice;     /* no person is treated */
};
/* Calls `each` for every session in the order of their ids; a false from it ends the walk
 * and is returned. `each` must not change the journal. */
bool journal_each(struct journal *journal,
                  bool (*each)(const struct journal_entry *entry, void *user), void *user,
                  struct error *error);
/* Only those that are open. */
bool journal_each_open(struct journal *journal,
                       bool (*each)(const struct journal_entry *entry, void *user),
                       void *user, struct error *error);
/* Where an event stands in its session, and which machine recorded it ("" = not known).
 */
struct journal_event_mark {
    int number;
    const char *machine;
    const char *initials; /* of who acted there, as told there; "" = nobody was named */
};
/* The events of a session in order; `event` lives during the call only. */
bool journal_each_event(struct journal *journal, int64_t id,
                        bool (*each)(const struct session_event *event,
                                     const struct journal_event_mark *mark, void *user),
                        void *user, struct error *error);
/* The texts given to journal_start, as JSON; new references. */
bool journal_papers(struct journal *journal, int64_t id, json_t **case_json,
                    json_t **plan_json, struct error *error);
/* Removes a session (id 0: every one) for good, also from the free pages of the file.
 * Returns how many, or -1. Refused as a whole where a needle is in, or what broke off of
 * one and nothing is told of. */
int journal_purge(struct journal *journal, int64_t id, struct error *error);
/* Those that began before and have ended; `left` of them stay, for what broke off. */
int journal_purge_before(struct journal *journal, int64_t unix_ms, int *left,
                         struct error *error);

/* Makes the journal on a server, or brings an older one to this version, in one
 * transaction; *before is the version that was there (0 = none). */
bool journal_init(const char *address, int *before, int *version, struct error *error);
int journal_version(const struct journal *journal); /* of its tables */

/* Copies every session with its events as they are, or the one of that id where `id` is
 * not 0, in one transaction. Each is replayed on the way. Refuses to mix: `to` must hold
 * no session, or none of that id. Returns how many sessions, or -1. */
int journal_copy(struct journal *from, struct journal *to, int64_t id,
                 struct error *error);
/* Replays every session against what is stored of it. */
struct journal_verdict {
    int sessions, events, wrong;
    char first[300]; /* what is wrong with the first that is; "" */
};
bool journal_verify(struct journal *journal, struct journal_verdict *out,
                    struct error *error);

#endif
