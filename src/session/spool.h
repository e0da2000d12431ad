/* spool.h - what a room keeps of a shared journal in a file of its own: every open
 * session as last known (the mirror, a journal like any other), what has not arrived on
 * the server, and what came too late to be taken.
 *
 * In the mirror a session is what the server has of it, with what waits behind. Several
 * programs of one machine use one spool; who sends takes spool_lock.
 */
#ifndef DEQI_SESSION_SPOOL_H
#define DEQI_SESSION_SPOOL_H

#include "session/journal_internal.h"

struct spool;

/* The file of an address in the folder of the user's own journal. */
bool spool_path(const char *address, char *out, size_t size, struct error *error);
struct spool *spool_open(const char *path, const struct journal_options *options,
                         struct error *error);
void spool_close(struct spool **spool);
struct journal *spool_mirror(struct spool *spool);

/* Whether what is committed from now on is on disk then, or with the next that is. */
void spool_sync(struct spool *spool, bool at_once);

/* Who sends, or takes in what came: one program at a time. Waits at most so long. */
bool spool_lock(struct spool *spool, int milliseconds);
void spool_unlock(struct spool *spool);

/* Brings to disk what was committed without. */
void spool_flush(struct spool *spool);
/* How many events the mirror has of a session; -1 where it does not have it. */
int spool_events(struct spool *spool, int64_t id);
/* The key of that event of the session; of the session itself where `number` is 0. ""
 * where it has none (an older deqi's). */
void spool_key(struct spool *spool, int64_t id, int number, char out[JOURNAL_KEY_SIZE]);

/* What waits. A session that waits is one that the server has not. What is marked already
 * stays as it is. */
bool spool_add_session(struct spool *spool, int64_t id, const char *key,
                       struct error *error);
bool spool_add_event(struct spool *spool, int64_t id, int number, const char *key,
                     const char *ends, struct error *error);
bool spool_session_waits(struct spool *spool, int64_t id);
bool spool_event_waits(struct spool *spool, int64_t id, const char *key);
int spool_waiting(struct spool *spool, int64_t id); /* events; 0: of all, and sessions */
/* Whether the session or any event of it does. */
bool spool_waits(struct spool *spool, int64_t id);
/* Those that wait for something, in order; at most `max` ids. Returns how many. */
int spool_ids(struct spool *spool, int64_t *ids, int max);

struct spool_event {
    int number;
    char key[JOURNAL_KEY_SIZE];
    char ends[16]; /* "" = open */
};
/* The first that waits of the session; false where none does. */
bool spool_first(struct spool *spool, int64_t id, struct spool_event *out);
bool spool_session_arrived(struct spool *spool, int64_t id, struct error *error);
bool spool_event_arrived(struct spool *spool, int64_t id, int number,
                         struct error *error);
/* The session is no more what it was: see journal_ops.generation. Forgets what waits of
 * it; in a transaction with what takes its place. */
bool spool_turn(struct spool *spool, int64_t id, struct error *error);
int spool_generation(struct spool *spool, int64_t id);

/* A session as it is named here; its key "": an older deqi's. */
struct spool_session {
    int64_t id;
    const char *label, *key;
};
/* What came too late; `key` is the event's. */
bool spool_keep(struct spool *spool, const struct spool_session *of, const char *key,
                const struct event_row *row, const struct message *why,
                struct error *error);
bool spool_each_kept(struct spool *spool, journal_kept_fn *each, void *user,
                     struct error *error);
int spool_kept(struct spool *spool); /* that nobody has seen to */
/* A session that goes on under another number: told once, with the last of them, as long
 * as nobody has seen to it. */
bool spool_keep_number(struct spool *spool, const struct spool_session *of,
                       const struct event_row *row, const struct message *why,
                       struct error *error);
/* Who has seen to it, when, and what was found or done. */
struct spool_sight {
    const char *by, *why;
    int64_t wall_ms;
};
/* To that one. Returns how many that is, or -1. */
int spool_put_away(struct spool *spool, int64_t number, const struct spool_sight *seen,
                   struct error *error);
bool spool_see(struct spool *spool, const char *key, const struct spool_sight *seen,
               struct error *error);
/* Takes one back out, where it is there. */
bool spool_unkeep(struct spool *spool, const char *key);

/* Whether the login of that address may record, as far as is known here: who once might
 * goes on, also where the role was taken away. */
enum spool_append { SPOOL_NOT_KNOWN, SPOOL_APPENDS, SPOOL_READS };
enum spool_append spool_append(struct spool *spool, const char *address);
void spool_set_append(struct spool *spool, const char *address, bool may);
/* Whether any login of this machine may: all share this file, and what waits goes with
 * the next that may. */
bool spool_is_recorded_in(struct spool *spool);

/* A number that stays; 0 where there is none. */
int64_t spool_number(struct spool *spool, const char *name);
void spool_set_number(struct spool *spool, const char *name, int64_t value);
void spool_text(struct spool *spool, const char *name, char *out, size_t size);
void spool_set_text(struct spool *spool, const char *name, const char *value);

#endif
