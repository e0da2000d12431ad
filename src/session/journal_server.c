#include "session/journal_server.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

struct server_journal {
    struct journal journal; /* first: one is the other */
    struct server *server;
    bool owned;
    struct server_answer row; /* of the session that was read last */
};

static struct server_journal *of(struct journal *j)
{
    return (struct server_journal *)j;
}

static bool is_true(const char *text)
{
    return text && text[0] == 't';
}

/* a number as text, in a row of them */
struct numbers {
    int n;
    char text[12][24];
};

static const char *number(struct numbers *numbers, int64_t value)
{
    char *text = numbers->text[numbers->n++];
    snprintf(text, sizeof numbers->text[0], "%" PRId64, value);
    return text;
}

/* who sent it first where it was sent before, and nothing where it was not */
static const char *told_login(const struct origin *from)
{
    return from->server_ms ? from->login : NULL;
}

static const char *told_ms(struct numbers *n, const struct origin *from)
{
    return from->server_ms ? number(n, from->server_ms) : NULL;
}

/* wall, monotonic, boot, entered from the column on */
static struct session_time time_at(const struct server_answer *a, int row, int column)
{
    struct session_time at = {.wall_ms = server_integer(a, row, column),
                              .mono_ms = server_integer(a, row, column + 1),
                              .entered = is_true(server_text(a, row, column + 3))};
    snprintf(at.boot, sizeof at.boot, "%s", server_text(a, row, column + 2));
    return at;
}

// ---------------------------------------------------------------------- transactions

static void close_it(struct journal *journal)
{
    struct server_journal *j = of(journal);
    server_release(&j->row);
    if (j->owned)
        server_close(&j->server);
    free(journal->path);
    free(j);
}

static bool begin(struct journal *journal, struct error *error)
{
    return server_run(of(journal)->server, "BEGIN", error);
}

static bool commit(struct journal *journal, struct error *error)
{
    return server_run(of(journal)->server, "COMMIT", error);
}

static void roll_back(struct journal *journal)
{
    struct error ignored;
    server_run(of(journal)->server, "ROLLBACK", &ignored);
}

static bool is_there(struct journal *journal, struct error *error)
{
    (void)journal;
    (void)error;
    return true;
}

// -------------------------------------------------------------------------- sessions

/* so many at a time, so that no answer is large */
enum { PAGE = 2000 };

/* who it is, as it was told last */
#define LIST                                                                             \
    "SELECT s.id, s.wall_ms, coalesce((SELECT e.args::json->>0 FROM deqi.event e "       \
    "WHERE e.session = s.id AND e.name = 'label' ORDER BY e.number DESC LIMIT 1), "      \
    "s.label), s.ended, position(',\"practice\":' in s.terms) FROM deqi.session s"

/* Who sent it first. Of what was copied that is as it was told, also where nobody was:
 * the login that brought the copy did not record it. */
#define LOGIN "CASE WHEN told_ms IS NULL THEN login ELSE told_login END"

static bool each_session(struct journal *journal, enum journal_which which,
                         journal_each_row *each, void *user, struct error *error)
{
    static const char *const SQL[] = {LIST " WHERE s.id > $1 "
                                           "ORDER BY s.id LIMIT 2000",
                                      LIST
                                      " WHERE s.id > $1 "
                                      "AND s.ended IS NULL ORDER BY s.id LIMIT 2000"};
    int64_t last = INT64_MIN;
    bool ok = true;
    for (int got = PAGE; ok && got == PAGE;) {
        struct numbers numbers = {0};
        const char *const args[] = {number(&numbers, last)};
        struct server_answer a;
        if (!server_ask(of(journal)->server, SQL[which], 1, args, &a, error))
            return false;
        got = a.rows;
        for (int i = 0; ok && i < a.rows; i++) {
            struct session_row row = {.id = server_integer(&a, i, 0),
                                      .started = {.wall_ms = server_integer(&a, i, 1)},
                                      .label = server_text(&a, i, 2),
                                      .ended = server_text(&a, i, 3),
                                      .practice = server_integer(&a, i, 4) > 0};
            last = row.id;
            ok = each(&row, user);
        }
        server_release(&a);
    }
    return ok;
}

static bool one_session(struct journal *journal, int64_t id, struct session_row *row,
                        struct error *error)
{
    struct server_journal *j = of(journal);
    struct numbers numbers = {0};
    const char *const args[] = {number(&numbers, id)};
    struct server_answer *a = &j->row;
    *row = (struct session_row){0};
    server_release(a);
    if (!server_ask(j->server,
                    "SELECT id, label, terms, case_text, plan_text, ended, wall_ms, "
                    "mono_ms, boot, entered, key, machine, room_ms, "
                    "coalesce(told_ms, server_ms), events, " LOGIN
                    " FROM deqi.session WHERE id = $1",
                    1, args, a, error))
        return false;
    if (!a->rows)
        return true;
    *row = (struct session_row){.id = server_integer(a, 0, 0),
                                .label = server_text(a, 0, 1),
                                .terms = server_text(a, 0, 2),
                                .case_text = server_text(a, 0, 3),
                                .plan_text = server_text(a, 0, 4),
                                .ended = server_text(a, 0, 5),
                                .started = time_at(a, 0, 6),
                                .n_events = (int)server_integer(a, 0, 14),
                                .from = {.key = server_text(a, 0, 10),
                                         .machine = server_text(a, 0, 11),
                                         .login = server_text(a, 0, 15),
                                         .room_ms = server_integer(a, 0, 12),
                                         .server_ms = server_integer(a, 0, 13)}};
    return true;
}

static struct event_row event_at(const struct server_answer *a, int i)
{
    struct event_row row = {.number = (int)server_integer(a, i, 0),
                            .name = server_text(a, i, 1),
                            .args = server_text(a, i, 2),
                            .at = time_at(a, i, 3),
                            .happened_ms = server_integer(a, i, 8),
                            .version = (int)server_integer(a, i, 9),
                            .has_sum = server_text(a, i, 10) != NULL,
                            .sum = server_integer(a, i, 10),
                            .from = {.key = server_text(a, i, 11),
                                     .machine = server_text(a, i, 12),
                                     .initials = server_text(a, i, 13),
                                     .login = server_text(a, i, 16),
                                     .room_ms = server_integer(a, i, 14),
                                     .server_ms = server_integer(a, i, 15)}};
    row.at.session_ms = server_integer(a, i, 7);
    row.answers = server_text(a, i, 17);
    return row;
}

static bool each_event(struct journal *journal, int64_t id, int after,
                       journal_each_event_row *each, void *user, struct error *error)
{
    bool ok = true;
    for (int got = PAGE; ok && got == PAGE;) {
        struct numbers numbers = {0};
        const char *const args[] = {number(&numbers, id), number(&numbers, after)};
        struct server_answer a;
        if (!server_ask(of(journal)->server,
                        "SELECT number, name, args, wall_ms, mono_ms, boot, entered, "
                        "session_ms, happened_ms, version, sum, key, machine, initials, "
                        "room_ms, coalesce(told_ms, server_ms), " LOGIN
                        ", answers FROM deqi.event WHERE session = $1 AND number > $2 "
                        "ORDER BY number LIMIT 2000",
                        2, args, &a, error))
            return false;
        got = a.rows;
        for (int i = 0; ok && i < a.rows; i++) {
            struct event_row row = event_at(&a, i);
            after = row.number;
            ok = each(&row, user);
        }
        server_release(&a);
    }
    return ok;
}

static enum arrival fault_of(struct server *server)
{
    return server_fault(server) == SERVER_AWAY ? ARRIVED_NOT : ARRIVED_REFUSED;
}

enum arrival journal_server_start(struct server *server, const struct session_row *row,
                                  int64_t *id, struct error *error)
{
    struct numbers n = {0};
    char key[JOURNAL_KEY_SIZE];
    journal_make_key(key);
    const struct session_time *at = &row->started;
    const char *const args[] = {number(&n, row->id),
                                row->from.key ? row->from.key : key,
                                row->label,
                                number(&n, at->wall_ms),
                                number(&n, at->mono_ms),
                                at->boot,
                                at->entered ? "t" : "f",
                                row->case_text,
                                row->plan_text,
                                row->terms,
                                row->from.machine ? row->from.machine : "",
                                number(&n, row->from.room_ms),
                                told_login(&row->from),
                                told_ms(&n, &row->from)};
    struct server_answer a;
    if (!server_ask(server,
                    "SELECT outcome, id FROM deqi.start($1, $2, $3, $4, $5, $6, $7, $8, "
                    "$9, $10, $11, $12, $13, $14)",
                    14, args, &a, error))
        return fault_of(server);
    const char *outcome = server_text(&a, 0, 0);
    bool taken = strcmp(outcome, "taken") == 0;
    *id = server_integer(&a, 0, 1);
    server_release(&a);
    return taken ? ARRIVED_BEHIND : ARRIVED;
}

enum arrival journal_server_append(struct server *server, int64_t id,
                                   const struct event_row *row, int *last,
                                   struct error *error)
{
    struct numbers n = {0};
    char key[JOURNAL_KEY_SIZE];
    journal_make_key(key);
    const struct session_time *at = &row->at;
    const char *const args[] = {number(&n, id),
                                number(&n, row->number),
                                row->from.key ? row->from.key : key,
                                number(&n, at->wall_ms),
                                number(&n, at->mono_ms),
                                at->boot,
                                at->entered ? "t" : "f",
                                number(&n, at->session_ms),
                                number(&n, row->happened_ms),
                                number(&n, row->version),
                                row->has_sum ? number(&n, row->sum) : NULL,
                                row->name,
                                row->args,
                                row->from.machine ? row->from.machine : "",
                                row->from.initials,
                                number(&n, row->from.room_ms),
                                row->ends,
                                row->after,
                                row->answers,
                                told_login(&row->from),
                                told_ms(&n, &row->from)};
    struct server_answer a;
    if (!server_ask(server,
                    "SELECT outcome, number FROM deqi.append($1, $2, $3, $4, $5, $6, $7, "
                    "$8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, "
                    "$21)",
                    21, args, &a, error))
        return fault_of(server);
    const char *outcome = server_text(&a, 0, 0);
    enum arrival arrival = strcmp(outcome, "gone") == 0     ? ARRIVED_GONE
                           : strcmp(outcome, "behind") == 0 ? ARRIVED_BEHIND
                                                            : ARRIVED;
    *last = (int)server_integer(&a, 0, 1);
    server_release(&a);
    return arrival;
}

static bool not_taken(struct journal *journal, int64_t id, struct error *error)
{
    error_set(error, "session %" PRId64 " is there already, or is not as expected", id);
    return error_in_file(error, journal->path);
}

static bool add_session(struct journal *journal, const struct session_row *row,
                        int64_t *id, struct error *error)
{
    enum arrival arrival = journal_server_start(of(journal)->server, row, id, error);
    if (arrival == ARRIVED_BEHIND)
        return not_taken(journal, row->id, error);
    return arrival == ARRIVED;
}

static bool add_event(struct journal *journal, int64_t id, const struct event_row *row,
                      struct error *error)
{
    int last;
    enum arrival arrival =
        journal_server_append(of(journal)->server, id, row, &last, error);
    if (arrival == ARRIVED_BEHIND || arrival == ARRIVED_GONE)
        return not_taken(journal, id, error);
    return arrival == ARRIVED;
}

/* how it ended comes with the event that ended it */
static bool end(struct journal *journal, int64_t id, const char *ended,
                struct error *error)
{
    (void)journal;
    (void)id;
    (void)ended;
    (void)error;
    return true;
}

static void may_not_remove(struct journal *journal, struct error *error)
{
    error_set(error, "this login may not remove sessions; expected one with the role "
                     "deqi_keeper");
    error_in_file(error, journal->path);
}

static bool drop(struct journal *journal, int64_t id, int *n, struct error *error)
{
    struct numbers numbers = {0};
    const char *const args[] = {number(&numbers, id)};
    struct server_answer a;
    if (!server_ask(of(journal)->server, "SELECT deqi.purge($1)", 1, args, &a, error)) {
        if (strcmp(server_state(of(journal)->server), "42501") == 0)
            may_not_remove(journal, error);
        return false;
    }
    *n = (int)server_integer(&a, 0, 0);
    server_release(&a);
    return true;
}

/* what is dead in the tables is the server's to remove (autovacuum) */
static bool scrub(struct journal *journal, struct error *error)
{
    (void)journal;
    (void)error;
    return true;
}

static bool each_sight(struct journal *journal, journal_each_sight *each, void *user,
                       struct error *error)
{
    (void)journal;
    (void)each;
    (void)user;
    (void)error;
    return true;
}

static bool see(struct journal *journal, const struct session_time *sight,
                struct error *error)
{
    (void)journal;
    (void)sight;
    (void)error;
    return true;
}

static bool hold(struct journal *journal, struct error *error)
{
    struct server_answer a;
    if (!server_ask(of(journal)->server, "SELECT deqi.hold()", 0, NULL, &a, error)) {
        if (strcmp(server_state(of(journal)->server), "42501") == 0)
            may_not_remove(journal, error);
        return false;
    }
    server_release(&a);
    return true;
}

bool journal_server_standing(struct server *server, const char *ids,
                             void (*each)(const struct standing *standing, void *user),
                             void *user, int64_t *server_ms, struct error *error)
{
    const char *const args[] = {ids};
    struct server_answer a;
    if (!server_ask(
            server,
            "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint, "
            "s.id, s.events, s.ended, coalesce((SELECT e.key FROM deqi.event e WHERE "
            "e.session = s.id AND e.number = s.events), s.key) "
            "FROM (SELECT 1) one LEFT JOIN deqi.session s "
            "ON s.ended IS NULL OR s.id = ANY ($1::bigint[]) ORDER BY s.id",
            1, args, &a, error))
        return false;
    *server_ms = server_integer(&a, 0, 0);
    for (int i = 0; i < a.rows; i++)
        if (server_text(&a, i, 1)) {
            struct standing s = {.id = server_integer(&a, i, 1),
                                 .events = (int)server_integer(&a, i, 2),
                                 .ended = server_text(&a, i, 3),
                                 .key = server_text(&a, i, 4)};
            each(&s, user);
        }
    server_release(&a);
    return true;
}

bool journal_server_removed(struct server *server, const char *key, bool *is,
                            struct error *error)
{
    const char *const args[] = {key};
    struct server_answer a;
    if (!server_ask(server, "SELECT count(*) FROM deqi.removed WHERE key = $1", 1, args,
                    &a, error))
        return false;
    *is = server_integer(&a, 0, 0) > 0;
    server_release(&a);
    return true;
}

static const struct journal_ops OPS = {
    .close = close_it,
    .begin = begin,
    .commit = commit,
    .roll_back = roll_back,
    .is_there = is_there,
    .sessions = each_session,
    .session = one_session,
    .events = each_event,
    .add_session = add_session,
    .add_event = add_event,
    .end = end,
    .drop = drop,
    .scrub = scrub,
    .sights = each_sight,
    .see = see,
    .backup = journal_backup_copy,
    .hold = hold,
};

struct journal *journal_server_over(struct server *server, const char *name,
                                    const char *machine)
{
    struct server_journal *j = xcalloc(1, sizeof *j);
    j->journal.ops = &OPS;
    j->journal.version = JOURNAL_SERVER_VERSION;
    j->journal.path = strcpy(xmalloc(strlen(name) + 1), name);
    snprintf(j->journal.machine, sizeof j->journal.machine, "%s", machine);
    j->server = server;
    return &j->journal;
}

struct server *journal_server_link(struct journal *journal)
{
    return of(journal)->server;
}

struct journal *journal_server_open(const struct journal_options *options,
                                    enum server_fault *fault, struct error *error)
{
    char name[SERVER_NAME_MAX];
    struct journal_rights rights;
    *fault = SERVER_REFUSES;
    if (!server_name(options->path, name, error))
        return NULL;
    struct server *server =
        server_open(options->path, options->patience_ms, fault, error);
    if (!server)
        return NULL;
    if (!journal_server_look(server, &rights, error)) {
        *fault = server_fault(server) == SERVER_AWAY ? SERVER_AWAY : SERVER_REFUSES;
        server_close(&server);
        error_in_file(error, name);
        return NULL;
    }
    struct journal *journal = journal_server_over(server, name, "");
    journal_name_machine(journal, options);
    of(journal)->owned = true;
    return journal;
}
