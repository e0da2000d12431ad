#ifdef DEQI_HAVE_LIBPQ

#include "session/server.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cut.h"
#include "late/pq.h"
#include "system/clock.h"
#include "system/errand.h"
#include "system/ready.h"

struct server {
    PGconn *link;
    char name[SERVER_NAME_MAX];
    char state[8];
    int patience_ms, round_ms;
    enum server_fault fault;
};

// ------------------------------------------------------------------------ addresses

static const char WORDS[] = "unverified=accepted";

/* What libpq is to be given: without our words, and a service by its name. */
static char *for_libpq(const char *address, bool *unverified)
{
    char *out = xmalloc(strlen(address) + 20);
    const char *rest = strncmp(address, "postgres:", 9) == 0 ? address + 9 : NULL;
    if (rest && rest[0] == '/' && rest[1] == '/')
        rest = NULL;
    bool is_name = rest && *rest && !memchr(rest, '=', strcspn(rest, "?"));
    sprintf(out, "%s%s", is_name ? "service=" : "", rest ? rest : address);
    char *words = strstr(out, WORDS);
    bool begins = words && (words == out || strchr("?& ", words[-1]));
    *unverified =
        begins && (!words[sizeof WORDS - 1] || strchr("& ", words[sizeof WORDS - 1]));
    if (*unverified) {
        char *after = words + sizeof WORDS - 1;
        // the mark before it goes too, unless more parameters follow
        if (*after)
            after++;
        else if (words > out)
            words--;
        memmove(words, after, strlen(after) + 1);
    }
    return out;
}

static bool not_an_address(struct error *error)
{
    return error_set(error, "the journal's address is none that PostgreSQL knows; "
                            "expected postgresql://HOST/DATABASE, postgres:SERVICE or "
                            "the like");
}

static const char *value(const PQconninfoOption *options, const char *keyword)
{
    for (const PQconninfoOption *o = options; o && o->keyword; o++)
        if (strcmp(o->keyword, keyword) == 0)
            return o->val && *o->val ? o->val : NULL;
    return NULL;
}

/* libpq's own message would repeat the address */
static bool has_no_password(const char *text, struct error *error)
{
    char *why = NULL;
    PQconninfoOption *options = PQconninfoParse(text, &why);
    PQfreemem(why);
    bool ok = options != NULL;
    if (!ok)
        not_an_address(error);
    else if (value(options, "password") || value(options, "sslpassword"))
        ok = error_status_set(error, ERROR_USAGE,
                              "a password does not belong into an address, where others "
                              "can read it; expected it in ~/.pgpass or a service file");
    PQconninfoFree(options);
    return ok;
}

static bool is_here(const char *host)
{
    return !host || host[0] == '/' || host[0] == '@' || strncmp(host, "127.", 4) == 0 ||
           strcmp(host, "::1") == 0 || strcmp(host, "localhost") == 0;
}

/* of a list of hosts, each */
static bool are_here(const char *hosts)
{
    char copy[1024];
    if (!hosts)
        return true;
    if (!cut_print(copy, sizeof copy, "%s", hosts))
        return false;
    for (char *save, *host = strtok_r(copy, ",", &save); host;
         host = strtok_r(NULL, ",", &save))
        if (!is_here(host))
            return false;
    return true;
}

bool server_name(const char *address, char out[SERVER_NAME_MAX], struct error *error)
{
    bool unverified;
    char *text = for_libpq(address, &unverified);
    out[0] = 0;
    bool ok = has_no_password(text, error);
    PQconninfoOption *options = ok ? PQconninfoParse(text, NULL) : NULL;
    if (ok) {
        const char *host = value(options, "host"), *port = value(options, "port");
        const char *database = value(options, "dbname");
        if (!host)
            host = value(options, "hostaddr");
        if (!host && value(options, "service"))
            cut_print(out, SERVER_NAME_MAX, "postgres:%s", value(options, "service"));
        else
            cut_print(out, SERVER_NAME_MAX, "postgresql://%s%s%s/%s", host ? host : "",
                      port ? ":" : "", port ? port : "", database ? database : "");
    }
    PQconninfoFree(options);
    free(text);
    return ok;
}

void server_login(const char *address, char out[SERVER_LOGIN_MAX])
{
    bool unverified;
    char *text = for_libpq(address, &unverified);
    PQconninfoOption *options = PQconninfoParse(text, NULL);
    const char *user = value(options, "user");
    cut_print(out, SERVER_LOGIN_MAX, "%s", user ? user : "");
    PQconninfoFree(options);
    free(text);
}

// ----------------------------------------------------------------------- connecting

/* SQLSTATE out of a verbose message of the time before the connection stands */
static void take_state(const char *message, char out[8])
{
    out[0] = 0;
    for (const char *p = strstr(message, ":  "); p && !out[0]; p = strstr(p + 1, ":  ")) {
        size_t n = strspn(p + 3, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        if (n == 5 && p[8] == ':')
            snprintf(out, 8, "%.5s", p + 3);
    }
}

/* what may go over: no room, no memory, too many, shutting down, starting, in conflict,
 * read-only, broken */
static bool passes(const char *state)
{
    static const char *const CLASSES[] = {"08", "53",    "57P",   "58",   "XX",
                                          "40", "25006", "55P03", "57014"};
    for (size_t i = 0; i < sizeof CLASSES / sizeof *CLASSES; i++)
        if (strncmp(state, CLASSES[i], strlen(CLASSES[i])) == 0)
            return true;
    return false;
}

/* the first line, without what precedes its words */
static void say(const char *message, const char *state, char *out, size_t size)
{
    const char *words = message, *mark = state[0] ? strstr(message, state) : NULL;
    if (mark && mark[strlen(state)] == ':')
        words = mark + strlen(state) + 1;
    words += strspn(words, " ");
    cut_print(out, size, "%.*s", (int)strcspn(words, "\n"), words);
}

static bool fail(struct server *s, const char *message, struct error *error)
{
    char words[300];
    say(message && *message ? message : "it does not answer", s->state, words,
        sizeof words);
    if (s->fault == SERVER_AWAY)
        error_set(error, "is out of reach: %s", words);
    else
        error_set(error, "refuses: %s", words);
    return error_in_file(error, s->name);
}

static bool wait_for(PGconn *link, unsigned to, int64_t until)
{
    for (;;) {
        int64_t left = until - clock_boot_ms();
        struct ready socket = {.file = PQsocket(link), .to = to};
        if (left <= 0 || socket.file < 0)
            return false;
        int n = ready_wait(&socket, 1, (int)left);
        if (n > 0)
            return true;
        if (n == 0 || errno != EINTR)
            return false;
    }
}

/* of a message without SQLSTATE: whether it is the way there, and neither what was said
 * of it nor a certificate */
static bool is_network(const char *message)
{
    return !strstr(message, "certificate") && !strstr(message, "does not support SSL") &&
           (strstr(message, "connection to server") ||
            strstr(message, "could not translate"));
}

static bool connect_it(struct server *s, struct error *error)
{
    int64_t until = clock_boot_ms() + s->patience_ms;
    PostgresPollingStatusType status = PQstatus(s->link) == CONNECTION_BAD
                                           ? PGRES_POLLING_FAILED
                                           : PGRES_POLLING_WRITING;
    bool in_time = true;
    while (status != PGRES_POLLING_OK && status != PGRES_POLLING_FAILED && in_time) {
        in_time = wait_for(
            s->link, status == PGRES_POLLING_READING ? READY_TO_READ : READY_TO_WRITE,
            until);
        if (in_time)
            status = PQconnectPoll(s->link);
    }
    if (status == PGRES_POLLING_OK)
        return true;
    const char *message = in_time ? PQerrorMessage(s->link) : "no answer in time";
    take_state(message, s->state);
    bool away = s->state[0] ? passes(s->state) : !in_time || is_network(message);
    // it was reached, and asked for what nobody has written down
    if (in_time && PQconnectionNeedsPassword(s->link)) {
        away = false;
        message = "it asks for a password, and neither ~/.pgpass nor a service file has "
                  "one for this server, database and login";
    }
    s->fault = away ? SERVER_AWAY : SERVER_REFUSES;
    return fail(s, message, error);
}

/* Beginning to connect looks names up, which takes as long as it takes: in a thread of
 * its own, that is left behind where the patience ends. */
struct beginning {
    char *text;
    const char *mode;
    PGconn *link;
};

static void drop_beginning(void *beginning)
{
    struct beginning *b = beginning;
    PQfinish(b->link);
    free(b->text);
    free(b);
}

static void begin_it(void *beginning)
{
    struct beginning *b = beginning;
    const char *keys[] = {"dbname",     "fallback_application_name", "client_encoding",
                          "gssencmode", b->mode ? "sslmode" : NULL,  NULL};
    const char *values[] = {b->text, "deqi", "UTF8", "disable", b->mode, NULL};
    b->link = PQconnectStartParams(keys, values, 1);
}

static PGconn *begin(const char *text, const char *mode, int patience_ms)
{
    struct beginning *b = xcalloc(1, sizeof *b);
    b->text = strcpy(xmalloc(strlen(text) + 1), text);
    b->mode = mode;
    struct errand *errand = errand_begin(begin_it, drop_beginning, b);
    if (!errand)
        return NULL;
    PGconn *link = NULL;
    if (errand_wait(errand, patience_ms)) {
        link = b->link;
        b->link = NULL;
    }
    errand_leave(&errand);
    return link;
}

/* Whether what libpq made of address, service and environment may be gone over; *stronger
 * where nothing was said and a certificate is to be verified. */
static bool may_go(PGconn *link, bool unverified, bool *stronger, const char *name,
                   struct error *error)
{
    PQconninfoOption *found = PQconninfo(link);
    const char *mode = value(found, "sslmode");
    bool here = are_here(value(found, "host")) && are_here(value(found, "hostaddr"));
    bool verified = mode && strcmp(mode, "verify-full") == 0;
    bool unsaid = !mode || strcmp(mode, "prefer") == 0;
    bool ok = here || verified || unverified || unsaid;
    *stronger = ok && !here && !verified && !unverified;
    if (!ok) {
        error_set(error,
                  "would go over a network without a verified certificate (sslmode=%s); "
                  "expected sslmode=verify-full, or %s to say that this is meant",
                  mode, WORDS);
        error_in_file(error, name);
    }
    PQconninfoFree(found);
    return ok;
}

static bool begin_guarded(struct server *s, const char *address, struct error *error)
{
    bool unverified, stronger = false;
    s->fault = SERVER_REFUSES;
    if (!server_name(address, s->name, error))
        return false;
    char *text = for_libpq(address, &unverified);
    s->link = begin(text, NULL, s->patience_ms);
    bool ok = s->link && may_go(s->link, unverified, &stronger, s->name, error);
    if (ok && stronger) {
        PQfinish(s->link);
        s->link = begin(text, "verify-full", s->patience_ms);
    }
    if (!s->link) {
        s->fault = SERVER_AWAY;
        ok = fail(s, "its name cannot be looked up in time", error);
    }
    free(text);
    return ok;
}

static void ignore_notice(void *user, const char *message)
{
    (void)user;
    (void)message;
}

struct server *server_open(const char *address, int patience_ms, enum server_fault *fault,
                           struct error *error)
{
    struct server *s = xcalloc(1, sizeof *s);
    s->patience_ms = patience_ms ? patience_ms : SERVER_PATIENCE_MS;
    *fault = SERVER_REFUSES;
    if (!begin_guarded(s, address, error)) {
        *fault = s->fault;
        server_close(&s);
        return NULL;
    }
    PQsetErrorVerbosity(s->link, PQERRORS_VERBOSE);
    PQsetNoticeProcessor(s->link, ignore_notice, NULL);
    // a commit is answered once it is on the server's disk; what is stronger stays
    static const char SETTINGS[] =
        "SELECT set_config('synchronous_commit', 'on', false) "
        "WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply')";
    struct server_answer ignored;
    if (connect_it(s, error) && server_ask(s, SETTINGS, 0, NULL, &ignored, error)) {
        server_release(&ignored);
        *fault = SERVER_FINE;
        return s;
    }
    *fault = s->fault;
    server_close(&s);
    return NULL;
}

void server_close(struct server **server)
{
    if (!server || !*server)
        return;
    PQfinish((*server)->link);
    free(*server);
    *server = NULL;
}

// --------------------------------------------------------------------------- asking

/* the last of the results, within the patience */
static PGresult *collect(struct server *s)
{
    int64_t began = clock_boot_ms(), until = began + s->patience_ms;
    PGresult *last = NULL;
    for (;;) {
        int flushed;
        while ((flushed = PQflush(s->link)) == 1)
            if (!wait_for(s->link, READY_TO_BOTH, until) || !PQconsumeInput(s->link))
                return PQclear(last), NULL;
        if (flushed < 0)
            return PQclear(last), NULL;
        while (PQisBusy(s->link))
            if (!wait_for(s->link, READY_TO_READ, until) || !PQconsumeInput(s->link))
                return PQclear(last), NULL;
        PGresult *next = PQgetResult(s->link);
        if (!next)
            break;
        // the first that failed is the one that tells
        bool failed = last && PQresultStatus(last) == PGRES_FATAL_ERROR;
        PQclear(failed ? next : last);
        last = failed ? last : next;
    }
    s->round_ms = (int)(clock_boot_ms() - began);
    return last;
}

static bool judge(struct server *s, PGresult *result, struct error *error)
{
    ExecStatusType status = result ? PQresultStatus(result) : PGRES_FATAL_ERROR;
    s->state[0] = 0;
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) {
        s->fault = SERVER_FINE;
        return true;
    }
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    snprintf(s->state, sizeof s->state, "%s", state ? state : "");
    bool lost = !result || PQstatus(s->link) != CONNECTION_OK || !state;
    s->fault = lost || passes(s->state) ? SERVER_AWAY : SERVER_REFUSES;
    const char *message =
        result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    return fail(s, message ? message : lost ? "the connection is lost" : NULL, error);
}

static bool is_lost(struct server *s, struct error *error)
{
    if (s->link && s->fault != SERVER_AWAY)
        return false;
    s->fault = SERVER_AWAY;
    s->state[0] = 0;
    fail(s, "the connection is lost", error);
    return true;
}

bool server_ask(struct server *s, const char *sql, int n, const char *const *args,
                struct server_answer *answer, struct error *error)
{
    *answer = (struct server_answer){0};
    if (is_lost(s, error))
        return false;
    PQsetnonblocking(s->link, 1);
    PGresult *result = NULL;
    if (PQsendQueryParams(s->link, sql, n, NULL, args, NULL, NULL, 0))
        result = collect(s);
    if (!judge(s, result, error)) {
        PQclear(result);
        return false;
    }
    answer->result = result;
    answer->rows = PQntuples(result);
    return true;
}

bool server_run(struct server *s, const char *sql, struct error *error)
{
    if (is_lost(s, error))
        return false;
    PQsetnonblocking(s->link, 1);
    PGresult *result = PQsendQuery(s->link, sql) ? collect(s) : NULL;
    bool ok = judge(s, result, error);
    PQclear(result);
    return ok;
}

void server_release(struct server_answer *answer)
{
    PQclear(answer->result);
    *answer = (struct server_answer){0};
}

const char *server_text(const struct server_answer *answer, int row, int column)
{
    return PQgetisnull(answer->result, row, column)
               ? NULL
               : PQgetvalue(answer->result, row, column);
}

bool server_wait(struct server *s, int other, int milliseconds)
{
    struct ready p[2] = {{.file = PQsocket(s->link), .to = READY_TO_READ},
                         {.file = other, .to = READY_TO_READ}};
    int64_t until = clock_boot_ms() + milliseconds;
    bool noticed = false;
    while (!noticed && !p[1].can) {
        int64_t left = until - clock_boot_ms();
        int n = left > 0 ? ready_wait(p, other < 0 ? 1 : 2, (int)left) : 0;
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        if (p[0].any && !PQconsumeInput(s->link)) {
            s->fault = SERVER_AWAY;
            break;
        }
        for (PGnotify *note; (note = PQnotifies(s->link)) != NULL; PQfreemem(note))
            noticed = true;
    }
    return noticed;
}

enum server_fault server_fault(const struct server *server)
{
    return server->fault;
}

const char *server_state(const struct server *server)
{
    return server->state;
}

int server_round_ms(const struct server *server)
{
    return server->round_ms;
}

int64_t server_integer(const struct server_answer *answer, int row, int column)
{
    const char *text = server_text(answer, row, column);
    return text ? strtoll(text, NULL, 10) : 0;
}

#endif
