/* journal_internal.h - between journal.c (sessions, replayed) and a store that keeps
 * their rows: journal_sqlite.c in a file, journal_server.c in PostgreSQL, journal_rooms.c
 * in both. A store knows nothing of what a row means.
 *
 * What a function hands out is borrowed until the next call on the same journal, or
 * during the callback. Each returns false and fills the error, which names the journal.
 */
#ifndef DEQI_SESSION_JOURNAL_INTERNAL_H
#define DEQI_SESSION_JOURNAL_INTERNAL_H

#include "session/journal.h"

enum { JOURNAL_KEY_SIZE = 33 };

/* Where a row comes from. */
struct origin {
    const char *key;      /* random, so that what is sent again is known; NULL: older */
    const char *machine;  /* its name; NULL: older */
    const char *initials; /* who acted, as last told; NULL where nobody was named */
    const char *login;    /* of who sent it to a server; NULL: not there */
    int64_t room_ms;      /* what the clock of the room said, Unix time; 0 = not known */
    int64_t server_ms;    /* when the server took it, Unix time; 0 = not there */
};

struct session_row {
    int64_t id;
    struct session_time started;
    const char *label, *case_text, *plan_text, *terms;
    const char *ended; /* NULL while open */
    bool practice;     /* of a listing alone: the terms say so */
    int n_events;      /* as the store counts them beside the session; -1 = it does not */
    struct origin from;
};

struct event_row {
    int number; /* from 1, without a gap */
    struct session_time at;
    int64_t happened_ms;
    int version;
    const char *name, *args; /* args: a JSON list of texts */
    bool has_sum;
    int64_t sum;
    struct origin from;
    const char *answers; /* the key of the event that this one takes back or ends
                            (answers.h); NULL: none, or an older deqi's */
    const char *after;   /* only when it is sent: the key of the event before it, of the
                            session before the first; NULL: whatever stands there */
    const char *ends; /* only when it is added: how the session has ended after it; NULL =
                         it is open */
};

/* The last reading of a boot's clocks, in the order in which the boots were first seen.
 */
typedef bool journal_each_sight(const struct session_time *sight, void *user);
typedef bool journal_each_row(const struct session_row *row, void *user);
typedef bool journal_each_event_row(const struct event_row *row, void *user);

enum journal_which { JOURNAL_ALL, JOURNAL_OPEN };

struct journal_ops {
    void (*close)(struct journal *journal);
    /* A transaction that writes; `begin` waits for its turn. A commit that fails leaves
     * nothing behind. */
    bool (*begin)(struct journal *journal, struct error *error);
    bool (*commit)(struct journal *journal, struct error *error);
    void (*roll_back)(struct journal *journal);
    /* Whether what was opened is still what others open by that name. */
    bool (*is_there)(struct journal *journal, struct error *error);

    /* In the order of ids; only id, started, label, ended and practice are filled. */
    bool (*sessions)(struct journal *journal, enum journal_which which,
                     journal_each_row *each, void *user, struct error *error);
    /* True with row->id 0 where there is none of that id. */
    bool (*session)(struct journal *journal, int64_t id, struct session_row *row,
                    struct error *error);
    bool (*events)(struct journal *journal, int64_t id, int after,
                   journal_each_event_row *each, void *user, struct error *error);
    /* Row id 0: a new one. *id receives it. */
    bool (*add_session)(struct journal *journal, const struct session_row *row,
                        int64_t *id, struct error *error);
    bool (*add_event)(struct journal *journal, int64_t id, const struct event_row *row,
                      struct error *error);
    /* `ended` NULL: it is open. */
    bool (*end)(struct journal *journal, int64_t id, const char *ended,
                struct error *error);
    /* Id 0: every one. */
    bool (*drop)(struct journal *journal, int64_t id, int *n, struct error *error);
    /* After a drop that was committed: nothing of it is left in the store. */
    bool (*scrub)(struct journal *journal, struct error *error);

    bool (*sights)(struct journal *journal, journal_each_sight *each, void *user,
                   struct error *error);
    bool (*see)(struct journal *journal, const struct session_time *sight,
                struct error *error);
    bool (*backup)(struct journal *journal, const char *path, struct error *error);

    /* What a file does not need; NULL there. */

    /* In the transaction: nobody else writes until its end. */
    bool (*hold)(struct journal *journal, struct error *error);
    /* The id of a session that is to be begun, before anything is written. */
    bool (*new_id)(struct journal *journal, int64_t *id, struct error *error);
    /* After the commit of what has that key: JOURNAL_DONE where it stays (on the server,
     * or here until it is in reach), JOURNAL_REFUSED where others came first and it was
     * taken back, JOURNAL_FAILED where the server refuses it, which was taken back too.
     */
    enum journal_result (*settle)(struct journal *journal, int64_t id, const char *key,
                                  struct error *error);
    /* Takes in what others did, where `begin` left that out as too lately done; false
     * where it did not leave it out. */
    bool (*renew)(struct journal *journal);
    /* Another number than before: what was read of the session is to be read anew. */
    int (*generation)(struct journal *journal, int64_t id);
    /* A reading of this machine's clocks as the journal's time. */
    void (*clock)(struct journal *journal, struct session_time *at);
    void (*reach)(struct journal *journal, struct journal_reach *out);
    bool (*kept)(struct journal *journal, journal_kept_fn *each, void *user,
                 struct error *error);
    int (*put_away)(struct journal *journal, int64_t number, const char *by,
                    const char *why, int64_t wall_ms, struct error *error);
    int (*set_aside)(struct journal *journal, const char *path, const char *by,
                     const char *why, int64_t wall_ms, struct error *error);
    int (*here_only)(struct journal *journal, int64_t id);
    bool (*changed)(struct journal *journal);
    /* The store that holds every session; NULL where it cannot be reached. */
    struct journal *(*whole)(struct journal *journal, struct error *error);
};

struct journal {
    const struct journal_ops *ops;
    char *path;   /* as the user named it */
    bool damaged; /* only read, as far as that goes */
    bool held;    /* by another program, which kept the last append from its turn */
    char machine[64];
    int64_t version; /* of its tables; one that is only read may be older */
    struct journal_salvage salvage;
};

bool journal_unreadable(const struct journal *journal, int64_t id, const char *why,
                        struct error *error);
bool journal_no_session(const struct journal *journal, int64_t id, struct error *error);
/* journal_purge.c: whether nothing of it is in a body: it has ended, or no needle is in
 * and nothing broken off is open. One that cannot be read may go where it is the one that
 * somebody `named` (0: none). */
bool journal_may_go(struct journal *journal, int64_t id, int64_t named,
                    struct error *error);
/* the row of a session that was purged meanwhile is gone */
bool journal_still_there(struct journal *journal, int64_t id, struct error *error);
int journal_generation(struct journal *journal, int64_t id); /* 0 where there is none */
/* Whether its number is still this session's. */
bool journal_is_the_same(struct journal *journal, const struct journal_session *held,
                         struct error *error);
/* Reads what stands there and is not held yet. */
bool journal_catch_up(struct journal *journal, struct journal_session *held,
                      struct error *error);
/* As journal_open, of a file. */
struct journal *journal_file_open(const struct journal_options *options, char *set_aside,
                                  size_t size, struct error *error);
/* What was read from `from` goes on in `to`, which is empty; what cannot is named in
 * to->salvage. */
bool journal_rescue(struct journal *from, struct journal *to, struct error *error);

/* journal_place.c: from the options, or the host's. */
void journal_name_machine(struct journal *journal, const struct journal_options *options);

/* journal_copy.c: a whole copy as a file, of a store that is none; or of those sessions
 * alone, of any store. */
bool journal_backup_copy(struct journal *journal, const char *path, struct error *error);
bool journal_backup_these(struct journal *journal, const int64_t *ids, int n,
                          const char *path, struct error *error);

/* random */
void journal_make_key(char out[JOURNAL_KEY_SIZE]);
/* Replays the events of a row into a new session; NULL and the error where its plan
 * cannot be read. */
struct journal_session *journal_hold(const struct session_row *row, struct error *error);

/* journal_rows.c: events as rows. */
/* `row` borrows from the event and *args, which the caller frees. */
void journal_row_of_event(const struct session_event *event, int64_t id, int number,
                          struct event_row *row, char **args);
/* *args must outlive the event and be freed by the caller; `joined` likewise. */
bool journal_event_of_row(const struct event_row *row, int64_t id,
                          struct session_event *event, json_t **args,
                          char joined[SESSION_NOTE_MAX], struct error *error);

#endif
