/* server_none.c - where there is no libpq: every address is refused with one line. */
#ifndef DEQI_HAVE_LIBPQ

#include "session/server.h"

struct server {
    int unused;
};

static bool without(struct error *error)
{
    return error_set(error, "this deqi was built without PostgreSQL (libpq); expected "
                            "the journal in a file");
}

bool server_name(const char *address, char out[SERVER_NAME_MAX], struct error *error)
{
    (void)address;
    out[0] = 0;
    return without(error);
}

void server_login(const char *address, char out[SERVER_LOGIN_MAX])
{
    (void)address;
    out[0] = 0;
}

struct server *server_open(const char *address, int patience_ms, enum server_fault *fault,
                           struct error *error)
{
    (void)address;
    (void)patience_ms;
    *fault = SERVER_REFUSES;
    without(error);
    return NULL;
}

void server_close(struct server **server)
{
    *server = NULL;
}

bool server_ask(struct server *server, const char *sql, int n, const char *const *args,
                struct server_answer *answer, struct error *error)
{
    (void)server;
    (void)sql;
    (void)n;
    (void)args;
    *answer = (struct server_answer){0};
    return without(error);
}

bool server_run(struct server *server, const char *sql, struct error *error)
{
    (void)server;
    (void)sql;
    return without(error);
}

void server_release(struct server_answer *answer)
{
    *answer = (struct server_answer){0};
}

const char *server_text(const struct server_answer *answer, int row, int column)
{
    (void)answer;
    (void)row;
    (void)column;
    return NULL;
}

bool server_wait(struct server *server, int other, int milliseconds)
{
    (void)server;
    (void)other;
    (void)milliseconds;
    return false;
}

enum server_fault server_fault(const struct server *server)
{
    (void)server;
    return SERVER_REFUSES;
}

const char *server_state(const struct server *server)
{
    (void)server;
    return "";
}

int server_round_ms(const struct server *server)
{
    (void)server;
    return 0;
}

int64_t server_integer(const struct server_answer *answer, int row, int column)
{
    (void)answer;
    (void)row;
    (void)column;
    return 0;
}

#endif
