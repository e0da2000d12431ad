#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cut.h"
#include "session/courier_internal.h"

enum { SEND_MAX = 256 /* sessions that are looked through at a time */ };

struct courier *courier_create(struct spool *spool, const struct journal_options *options,
                               const char *name)
{
    struct courier *c = xcalloc(1, sizeof *c);
    c->spool = spool;
    c->mirror = spool_mirror(spool);
    c->machine = c->mirror->machine;
    c->address = strcpy(xmalloc(strlen(options->path) + 1), options->path);
    c->name = strcpy(xmalloc(strlen(name) + 1), name);
    c->patience_ms = options->patience_ms ? options->patience_ms : SERVER_PATIENCE_MS;
    c->listens = options->background;
    c->fault = SERVER_AWAY;
    return c;
}

void courier_destroy(struct courier **courier)
{
    if (!courier || !*courier)
        return;
    courier_hang_up(*courier);
    free((*courier)->address);
    free((*courier)->name);
    free(*courier);
    *courier = NULL;
}

enum server_fault courier_fault(const struct courier *c)
{
    return c->fault;
}

const char *courier_why(const struct courier *c)
{
    return c->why;
}

struct journal *courier_store(struct courier *c)
{
    return c->store;
}

struct server *courier_server(struct courier *c)
{
    return c->server;
}

const struct journal_rights *courier_rights(const struct courier *c)
{
    return &c->rights;
}

bool courier_changed(struct courier *c)
{
    bool changed = c->changed;
    c->changed = false;
    return changed;
}

struct courier_clock courier_clock(const struct courier *c)
{
    return c->clock;
}

// --------------------------------------------------------------------------- sending

enum sent { SENT_ALL, SENT_NOT /* away, or this machine's disk */, SENT_REFUSED };

static void say_reads_only(struct courier *c)
{
    cut_print(c->why, sizeof c->why, "this login may only read");
}

/* A role that was taken away in the middle of a session is no word on the event: it
 * waits. */
static enum sent refused(struct courier *c)
{
    if (strcmp(server_state(c->server), "42501") != 0)
        return SENT_REFUSED;
    c->rights.append = false;
    say_reads_only(c);
    return SENT_NOT;
}

static enum sent send_start(struct courier *c, int64_t id, struct error *error)
{
    struct session_row row;
    int64_t there;
    bool ok, removed = false;
    if (!c->mirror->ops->session(c->mirror, id, &row, error))
        return SENT_NOT;
    row.id = id;
    // nothing is begun anew that somebody removed, perhaps after it came to wait here
    if (row.from.key &&
        !journal_server_removed(c->server, row.from.key, &removed, error)) {
        courier_note_answer(c, error);
        return SENT_NOT;
    }
    if (removed)
        return courier_not_there(c, id, error) ? SENT_ALL : SENT_NOT;
    switch (journal_server_start(c->server, &row, &there, error)) {
    case ARRIVED:
        // another room may have brought it back under another number
        ok = there == id ? spool_session_arrived(c->spool, id, error)
                         : courier_move(c, id, there, error);
        return ok ? SENT_ALL : SENT_NOT;
    case ARRIVED_BEHIND:
        return courier_move(c, id, 0, error) ? SENT_ALL : SENT_NOT;
    case ARRIVED_REFUSED:
        return refused(c);
    default:
        courier_note_answer(c, error);
        return SENT_NOT;
    }
}

static enum sent send_first(struct courier *c, int64_t id, const struct spool_event *w,
                            struct error *error)
{
    struct rows one = {.most = 1};
    c->mirror->ops->events(c->mirror, id, w->number - 1, courier_take_row, &one, error);
    if (!one.n || one.row[0].number != w->number) {
        // nothing stands behind the mark
        courier_drop_rows(&one);
        return spool_event_arrived(c->spool, id, w->number, error) ? SENT_ALL : SENT_NOT;
    }
    struct event_row row = one.row[0];
    char after[JOURNAL_KEY_SIZE];
    spool_key(c->spool, id, w->number - 1, after);
    row.from.key = w->key;
    row.after = after[0] ? after : NULL;
    row.ends = w->ends[0] ? w->ends : NULL;
    int number = 0;
    enum sent sent = SENT_ALL;
    bool ok = true;
    switch (journal_server_append(c->server, id, &row, &number, error)) {
    case ARRIVED:
        ok = number == w->number ? spool_event_arrived(c->spool, id, number, error)
                                 : courier_take_anew(c, id, NULL, error);
        c->changed = true;
        break;
    case ARRIVED_BEHIND:
        ok = courier_take_anew(c, id, NULL, error);
        break;
    case ARRIVED_GONE:
        ok = courier_not_there(c, id, error);
        break;
    case ARRIVED_REFUSED:
        sent = refused(c);
        break;
    case ARRIVED_NOT:
        courier_note_answer(c, error);
        sent = SENT_NOT;
        break;
    }
    courier_drop_rows(&one);
    return ok ? sent : SENT_NOT;
}

static enum sent send_session(struct courier *c, int64_t id, struct error *error)
{
    struct spool_event first;
    enum sent sent = SENT_ALL;
    while (sent == SENT_ALL) {
        bool begins = spool_session_waits(c->spool, id);
        if (!begins && !spool_first(c->spool, id, &first))
            break;
        if (!c->server)
            return SENT_NOT;
        // what has arrived need not be synced: it would be sent again and known
        spool_sync(c->spool, false);
        sent = begins ? send_start(c, id, error) : send_first(c, id, &first, error);
    }
    return sent;
}

static bool send_all(struct courier *c, struct error *error)
{
    int64_t ids[SEND_MAX];
    int n = spool_ids(c->spool, ids, SEND_MAX);
    c->why[0] = 0;
    // the role may have come back
    struct error ignored;
    if (n && !c->rights.append)
        journal_server_look(c->server, &c->rights, &ignored);
    if (n && !c->rights.append)
        say_reads_only(c);
    if (!n || !c->rights.append)
        return true;
    if (!spool_lock(c->spool, 2 * c->patience_ms))
        return true; // another program of this machine is sending
    enum sent sent = SENT_ALL;
    for (int i = 0; i < n && sent != SENT_NOT; i++) {
        sent = send_session(c, ids[i], error);
        if (sent == SENT_REFUSED)
            cut_print(c->why, sizeof c->why, "%s", error->text);
    }
    spool_unlock(c->spool);
    return sent != SENT_NOT;
}

/* what the server refuses of this key is taken back */
static void take_back(struct courier *c, int64_t id, const char *key)
{
    struct error ignored;
    if (!spool_session_waits(c->spool, id)) {
        courier_take_anew(c, id, key, &ignored);
        return;
    }
    if (!c->mirror->ops->begin(c->mirror, &ignored))
        return;
    bool ok =
        courier_clear(c, id, &ignored) && spool_session_arrived(c->spool, id, &ignored);
    courier_finish(c, ok, &ignored);
}

enum journal_result courier_settle(struct courier *c, int64_t id, const char *key,
                                   struct error *error)
{
    struct error away = {0};
    if (!c->server)
        return JOURNAL_DONE;
    if (!spool_lock(c->spool, 2 * c->patience_ms))
        return JOURNAL_DONE;
    enum sent sent = send_session(c, id, &away);
    if (sent == SENT_REFUSED) {
        *error = away;
        take_back(c, id, key);
    }
    spool_unlock(c->spool);
    if (sent == SENT_REFUSED)
        return JOURNAL_FAILED;
    return spool_unkeep(c->spool, key) ? JOURNAL_REFUSED : JOURNAL_DONE;
}

bool courier_round(struct courier *c, struct error *error)
{
    bool ok = courier_connect(c, error) && send_all(c, error) && c->server &&
              courier_take_in(c, error);
    // what a restored backup lacks shows itself when it is taken in
    if (ok && c->rights.append && spool_waiting(c->spool, 0))
        ok = send_all(c, error) && c->server && courier_take_in(c, error);
    if (ok)
        courier_note_known(c, false);
    return ok;
}
