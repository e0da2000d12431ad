/* journal_internal.h - between journal.c (sessions, replayed) and a store that keeps
 * their rows: journal_sqlite.c on a file. A store knows nothing of what a row means.
 *
 * What a function hands out is borrowed until the next call on the same journal, or
 * during the callback. Each returns false and fills the error, which names the journal.
 */
#ifndef DEQI_SESSION_JOURNAL_INTERNAL_H
#define DEQI_SESSION_JOURNAL_INTERNAL_H

#include "session/journal.h"

struct session_row {
    int64_t id;
    struct session_time started;
    const char *label, *case_text, *plan_text, *terms;
    const char *ended; /* NULL while open */
};

struct event_row {
    int number; /* from 1, without a gap */
    struct session_time at;
    int64_t happened_ms;
    int version;
    const char *name, *args; /* args: a JSON list of texts */
    bool has_sum;
    int64_t sum;
};

/* The last reading of a boot's clocks, in the order in which the boots were first seen.
 */
typedef bool journal_each_sight(const struct session_time *sight, void *user);
typedef bool journal_each_row(const struct session_row *row, void *user);
typedef bool journal_each_event_row(const struct event_row *row, void *user);

struct journal_ops {
    void (*close)(struct journal *journal);
    /* A transaction that writes; `begin` waits for its turn. A commit that fails leaves
     * nothing behind. */
    bool (*begin)(struct journal *journal, struct error *error);
    bool (*commit)(struct journal *journal, struct error *error);
    void (*roll_back)(struct journal *journal);
    /* Whether what was opened is still what others open by that name. */
    bool (*is_there)(struct journal *journal, struct error *error);

    /* In the order of ids; only id, started, label and ended are filled. */
    bool (*sessions)(struct journal *journal, journal_each_row *each, void *user,
                     struct error *error);
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
};

struct journal {
    const struct journal_ops *ops;
    char *path;   /* as the user named it */
    bool damaged; /* only read, as far as that goes */
    bool held;    /* by another program, which kept the last append from its turn */
    struct journal_salvage salvage;
};

bool journal_unreadable(const struct journal *journal, int64_t id, const char *why,
                        struct error *error);
/* What was read from `from` goes on in `to`, which is empty; what cannot is named in
 * to->salvage. */
bool journal_rescue(struct journal *from, struct journal *to, struct error *error);

/* journal_rows.c: events as rows. */
/* `row` borrows from the event and *args, which the caller frees. */
void journal_row_of_event(const struct session_event *event, int64_t id, int number,
                          struct event_row *row, char **args);
/* *args must outlive the event and be freed by the caller; `joined` likewise. */
bool journal_event_of_row(const struct event_row *row, int64_t id,
                          struct session_event *event, json_t **args,
                          char joined[SESSION_NOTE_MAX], struct error *error);

#endif
