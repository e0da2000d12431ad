/* server.h - a connection to PostgreSQL that waits no longer than it was told to.
 *
 * An address is what libpq takes (journal_names_server), with one word of our own:
 * `unverified=accepted` allows a connection over a network without a verified
 * certificate. Anything but a local socket or loopback needs sslmode=verify-full, which
 * is what is used where nothing is said; a weaker one is refused without those words. A
 * password in an address is refused, and no message repeats the address: libpq finds
 * passwords in ~/.pgpass or a service file.
 *
 * One connection belongs to one thread. Without libpq the program is built all the same;
 * server_open then says so.
 */
#ifndef DEQI_SESSION_SERVER_H
#define DEQI_SESSION_SERVER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

struct server;

enum { SERVER_PATIENCE_MS = 1200, SERVER_NAME_MAX = 200, SERVER_LOGIN_MAX = 80 };

enum server_fault {
    SERVER_FINE,
    SERVER_AWAY,   /* out of reach, stopped, full, starting: another time */
    SERVER_REFUSES /* it answered that it will not, or the address is none */
};

/* "postgresql://HOST:PORT/DATABASE" of an address, without user or password, also where
 * it cannot be reached. False with the error where it is no address or has a password. */
bool server_name(const char *address, char out[SERVER_NAME_MAX], struct error *error);

/* The login that an address names; "" where it leaves that to libpq. */
void server_login(const char *address, char out[SERVER_LOGIN_MAX]);

/* `patience_ms` 0: SERVER_PATIENCE_MS, for this and for each later question. NULL with
 * *fault and the error, which names the server. */
struct server *server_open(const char *address, int patience_ms, enum server_fault *fault,
                           struct error *error);
void server_close(struct server **server); /* NULL inside is fine */

/* An answer; release it with server_release before the next. */
struct server_answer {
    void *result;
    int rows;
};
/* One statement with texts for $1..$n; NULL is SQL's. Outside of a transaction it is one
 * by itself. False with the error; server_fault tells of which kind, and a connection
 * that is away stays so. What it was asked may have been done all the same. */
bool server_ask(struct server *server, const char *sql, int n, const char *const *args,
                struct server_answer *answer, struct error *error);
/* Several statements without arguments and answer, as one transaction unless they say
 * otherwise. */
bool server_run(struct server *server, const char *sql, struct error *error);
void server_release(struct server_answer *answer);
/* NULL where it is SQL's. Valid until released. */
const char *server_text(const struct server_answer *answer, int row, int column);
int64_t server_integer(const struct server_answer *answer, int row, int column);

enum server_fault server_fault(const struct server *server);
/* SQLSTATE of the last refusal, "" where there is none. */
const char *server_state(const struct server *server);
int server_round_ms(const struct server *server); /* of the last answer */

/* Waits until a notification or a byte on `other` (-1: none) has come, at most so long;
 * true where a notification came. The connection must listen. */
bool server_wait(struct server *server, int other, int milliseconds);

#endif
