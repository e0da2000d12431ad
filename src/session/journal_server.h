/* journal_server.h - the rows of a journal in PostgreSQL, asked directly.
 *
 * What stands there is a schema `deqi` with its version, functions that alone write, and
 * three roles: deqi_room appends and reads, deqi_board reads, deqi_keeper also removes
 * sessions. Nobody changes an event, and of a session that was removed its number and key
 * stay, so that rooms can tell it from one that a restored backup lacks. docs/FORMATS.md
 * describes it.
 */
#ifndef DEQI_SESSION_JOURNAL_SERVER_H
#define DEQI_SESSION_JOURNAL_SERVER_H

#include "session/journal_internal.h"
#include "session/server.h"

enum { JOURNAL_SERVER_VERSION = 3 };

/* Makes schema and roles, or brings an older schema to this version, in one transaction.
 * *before receives the version that was found, 0 = there was none. The login must be
 * allowed to make roles, or they must be there. */
bool journal_server_init(const char *address, int *before, struct error *error);

/* What a login may do in a journal of this version. */
struct journal_rights {
    bool append, purge;
};
/* Refused where there is no schema, or it is newer or older. */
bool journal_server_look(struct server *server, struct journal_rights *rights,
                         struct error *error);

/* A store over a connection that is borrowed. */
struct journal *journal_server_over(struct server *server, const char *name,
                                    const char *machine);
/* The same with a connection of its own. */
struct journal *journal_server_open(const struct journal_options *options,
                                    enum server_fault *fault, struct error *error);
struct server *journal_server_link(struct journal *journal);

/* What became of what was sent. */
enum arrival {
    ARRIVED,         /* now, or before under the same key */
    ARRIVED_BEHIND,  /* not taken: others' events stand there; *number is the last. Of a
                        session: another has its number */
    ARRIVED_GONE,    /* not taken: the session is not there */
    ARRIVED_REFUSED, /* by the server; see the error */
    ARRIVED_NOT      /* it is away: whether it was taken is not known */
};
enum arrival journal_server_start(struct server *server, const struct session_row *row,
                                  int64_t *id, struct error *error);
/* *number receives where it stands, *server_ms when it was taken. */
enum arrival journal_server_append(struct server *server, int64_t id,
                                   const struct event_row *row, int *number,
                                   struct error *error);

/* How the sessions stand that are open, and those of `ids` (as "{1,2}"), and the server's
 * clock, in one question. */
struct standing {
    int64_t id;
    int events;
    const char *ended;
    const char *key; /* of the last event, of the session where there is none */
};
bool journal_server_standing(struct server *server, const char *ids,
                             void (*each)(const struct standing *standing, void *user),
                             void *user, int64_t *server_ms, struct error *error);
/* Whether a session of that key was removed (by purging). */
bool journal_server_removed(struct server *server, const char *key, bool *is,
                            struct error *error);

#endif
