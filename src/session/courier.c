#include "session/courier.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/cut.h"

enum {
    RETRY_MS = 1000,              /* at most, after it could not be reached */
    CLOCK_EVERY_MS = 30 * 1000,   /* a reading of the clock that is older gives way */
    MIRROR_MS = 24 * 3600 * 1000, /* how long what has ended stays at hand */
    SEND_MAX = 256                /* sessions that are looked through at a time */
};

struct courier {
    struct spool *spool;
    struct journal *mirror;
    char *address, *name;
    const char *machine;
    int patience_ms;
    bool listens;
    struct server *server;
    struct journal *store; /* over the same */
    struct journal_rights rights;
    enum server_fault fault;
    char why[240];
    bool tried;
    int64_t tried_ms; /* on the clock since the start */
    bool changed;
    struct courier_clock clock;
    int64_t clock_ms;
};

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

static void hang_up(struct courier *c)
{
    journal_close(&c->store);
    server_close(&c->server);
}

void courier_destroy(struct courier **courier)
{
    if (!courier || !*courier)
        return;
    hang_up(*courier);
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

// ------------------------------------------------------------------------ connecting

static const char AWAY[] = "is out of reach: "; // as server.c says it

static bool note_fault(struct courier *c, enum server_fault fault,
                       const struct error *error)
{
    c->changed = c->changed || c->fault != fault;
    c->fault = fault;
    const char *words = fault == SERVER_FINE ? "" : error->text;
    if (strncmp(words, AWAY, sizeof AWAY - 1) == 0)
        words += sizeof AWAY - 1;
    cut_print(c->why, sizeof c->why, "%s", words);
    c->tried = true;
    c->tried_ms = server_boot_ms();
    if (fault != SERVER_FINE)
        hang_up(c);
    return false;
}

/* after a question that failed */
static bool note_answer(struct courier *c, const struct error *error)
{
    if (c->server && server_fault(c->server) == SERVER_AWAY)
        note_fault(c, SERVER_AWAY, error);
    return false;
}

static bool connect_it(struct courier *c, struct error *error)
{
    if (c->server)
        return true;
    int retry_ms = c->patience_ms < RETRY_MS ? c->patience_ms : RETRY_MS;
    if (c->tried && server_boot_ms() - c->tried_ms < retry_ms) {
        error_set(error, "%s%s", c->fault == SERVER_AWAY ? AWAY : "", c->why);
        return error_in_file(error, c->name);
    }
    enum server_fault fault;
    c->server = server_open(c->address, c->patience_ms, &fault, error);
    if (!c->server)
        return note_fault(c, fault, error);
    if (!journal_server_look(c->server, &c->rights, error) ||
        (c->listens && !server_run(c->server, "LISTEN deqi", error))) {
        fault = server_fault(c->server) == SERVER_AWAY ? SERVER_AWAY : SERVER_REFUSES;
        note_fault(c, fault, error);
        return error_in_file(error, c->name);
    }
    spool_set_number(c->spool, "may_append", c->rights.append ? 1 : 2);
    c->store = journal_server_over(c->server, c->name, c->machine);
    note_fault(c, SERVER_FINE, error);
    return true;
}

int64_t courier_own_id(void)
{
    // beyond what a server counts to, short enough to be read aloud
    char key[JOURNAL_KEY_SIZE];
    journal_make_key(key);
    key[12] = 0;
    return 1000000000LL + (int64_t)(strtoull(key, NULL, 16) % 999000000000ULL);
}

int64_t courier_new_id(struct courier *c)
{
    struct server_answer a;
    struct error error;
    if (!c->server || !c->rights.append)
        return courier_own_id();
    if (!server_ask(c->server, "SELECT deqi.new_id()", 0, NULL, &a, &error)) {
        note_answer(c, &error);
        return courier_own_id();
    }
    int64_t id = server_integer(&a, 0, 0);
    server_release(&a);
    return id;
}

// ------------------------------------------------------------------------------ rows

/* events that outlive the call that gave them */
struct rows {
    int n, capacity, most; /* most: at which to stop; 0 = never */
    struct event_row *row;
};

static char *keep_text(const char *text)
{
    return text ? strcpy(xmalloc(strlen(text) + 1), text) : NULL;
}

static bool take_row(const struct event_row *from, void *user)
{
    struct rows *rows = user;
    if (rows->n == rows->capacity) {
        rows->capacity = rows->capacity ? 2 * rows->capacity : 16;
        rows->row = xrealloc(rows->row, (size_t)rows->capacity * sizeof *rows->row);
    }
    struct event_row *to = &rows->row[rows->n++];
    *to = *from;
    to->name = keep_text(from->name);
    to->args = keep_text(from->args);
    to->from.key = keep_text(from->from.key);
    to->from.machine = keep_text(from->from.machine);
    to->from.initials = keep_text(from->from.initials);
    to->ends = NULL;
    return rows->n != rows->most;
}

static void drop_rows(struct rows *rows)
{
    for (int i = 0; i < rows->n; i++) {
        free((char *)rows->row[i].name);
        free((char *)rows->row[i].args);
        free((char *)rows->row[i].from.key);
        free((char *)rows->row[i].from.machine);
        free((char *)rows->row[i].from.initials);
    }
    free(rows->row);
    *rows = (struct rows){0};
}

static bool has_key(const struct rows *rows, const char *key)
{
    for (int i = 0; key && i < rows->n; i++)
        if (rows->row[i].from.key && strcmp(rows->row[i].from.key, key) == 0)
            return true;
    return false;
}

// ---------------------------------------------------------------------- taking in anew

/* Between two transactions of the mirror: drops the session there, and what waits of it
 * that is not written again. */
static bool clear(struct courier *c, int64_t id, struct error *error)
{
    int n;
    return spool_turn(c->spool, id, error) &&
           c->mirror->ops->drop(c->mirror, id, &n, error);
}

static bool finish(struct courier *c, bool ok, struct error *error)
{
    if (ok && c->mirror->ops->commit(c->mirror, error)) {
        c->changed = true;
        return true;
    }
    if (!ok)
        c->mirror->ops->roll_back(c->mirror);
    return false;
}

struct anew {
    struct courier *courier;
    int64_t id;
    struct journal_session *held; /* the session as far as it is rebuilt */
    const char *without;          /* a key that is left out; NULL = none */
    struct error *error;
};

/* replays a row that the server has into the mirror */
static bool put_there(struct anew *a, const struct event_row *row)
{
    struct session_event event;
    char joined[SESSION_NOTE_MAX];
    json_t *args = NULL;
    struct session *state = &a->held->state;
    bool ok = journal_event_of_row(row, a->id, &event, &args, joined, a->error) &&
              (session_apply(state, &event, NULL) ||
               error_set(a->error, "event %d does not follow", row->number));
    json_decref(args);
    struct event_row copy = *row;
    copy.ends = session_is_open(state) ? NULL : session_state_name(state->state);
    struct journal *mirror = a->courier->mirror;
    return ok && mirror->ops->add_event(mirror, a->id, &copy, a->error);
}

/* What is older than the last event is entered afterwards, with its own time told where
 * such an event can have one. */
static void put_in_order(struct session_event *event, const struct session *state)
{
    int64_t own = event->at.wall_ms, last = state->clock.last.wall_ms;
    if (own >= last)
        return;
    event->at = (struct session_time){
        .wall_ms = last, .mono_ms = -1, .entered = true, .room_ms = own};
    if (!event->happened_ms && session_event_may_be_late(event->kind))
        event->happened_ms = own;
}

static bool keep(struct anew *a, const struct event_row *row, const char *why)
{
    return spool_keep(a->courier->spool, a->id, a->held ? a->held->label : "",
                      row->from.key ? row->from.key : "", row, why, a->error);
}

/* judges again what waits */
static bool put_behind(struct anew *a, const struct event_row *row)
{
    struct session_event event;
    struct session_refusal refusal = {0};
    char joined[SESSION_NOTE_MAX], why[400];
    json_t *args = NULL;
    char *texts = NULL;
    struct session *state = &a->held->state;
    struct courier *c = a->courier;
    struct error unread = {0};
    bool ok = journal_event_of_row(row, a->id, &event, &args, joined, &unread);
    if (!ok) {
        ok = keep(a, row, unread.text);
        json_decref(args);
        return ok;
    }
    put_in_order(&event, state);
    event.at.session_ms = 0;
    if (!session_apply(state, &event, &refusal)) {
        message_format(NULL, &refusal.what, why, sizeof why);
        ok = keep(a, row, why);
    } else {
        struct event_row again;
        event.at.session_ms = state->clock.last_ms;
        journal_row_of_event(&event, a->id, state->n_events, &again, &texts);
        again.from = row->from;
        again.ends = session_is_open(state) ? NULL : session_state_name(state->state);
        ok = c->mirror->ops->add_event(c->mirror, a->id, &again, a->error) &&
             spool_add_event(c->spool, a->id, again.number, row->from.key, again.ends,
                             a->error);
    }
    free(texts);
    json_decref(args);
    return ok;
}

static bool is_left_out(const struct anew *a, const struct event_row *row)
{
    return a->without && row->from.key && strcmp(row->from.key, a->without) == 0;
}

/* what waits cannot go anywhere: each of it is kept, and the session forgotten */
static bool keep_all(struct courier *c, int64_t id, const struct rows *waiting,
                     const char *label, const char *why, struct error *error)
{
    spool_sync(c->spool, true);
    if (!c->mirror->ops->begin(c->mirror, error))
        return false;
    bool ok = clear(c, id, error) && spool_session_arrived(c->spool, id, error);
    for (int i = 0; ok && i < waiting->n; i++)
        ok = spool_keep(c->spool, id, label, waiting->row[i].from.key, &waiting->row[i],
                        why, error);
    return finish(c, ok, error);
}

static bool waiting_rows(struct courier *c, int64_t id, struct rows *out,
                         struct error *error)
{
    struct spool_event first;
    *out = (struct rows){0};
    return !spool_first(c->spool, id, &first) ||
           c->mirror->ops->events(c->mirror, id, first.number - 1, take_row, out, error);
}

static void label_of(struct courier *c, int64_t id, char *out, size_t size)
{
    struct session_row row;
    struct error ignored;
    bool ok = c->mirror->ops->session(c->mirror, id, &row, &ignored) && row.id;
    cut_print(out, size, "%s", ok ? row.label : "");
}

static bool keep_gone(struct courier *c, int64_t id, const char *why, struct error *error)
{
    struct rows waiting;
    char label[200];
    label_of(c, id, label, sizeof label);
    bool ok = waiting_rows(c, id, &waiting, error) &&
              keep_all(c, id, &waiting, label, why, error);
    drop_rows(&waiting);
    return ok;
}

/* The session as the server has it, and behind it what still waits and is allowed;
 * `without` a key. */
static bool take_anew(struct courier *c, int64_t id, const char *without,
                      struct error *error)
{
    struct rows there = {0}, waiting = {0};
    struct session_row row;
    struct error cause = {0};
    int64_t same;
    if (!c->store->ops->session(c->store, id, &row, error))
        return note_answer(c, error);
    if (!row.id)
        return keep_gone(c, id, "the session is not there any more", error);
    bool ok = c->store->ops->events(c->store, id, 0, take_row, &there, error);
    if (!ok) {
        note_answer(c, error);
        drop_rows(&there);
        return false;
    }
    struct anew a = {.courier = c, .id = id, .without = without, .error = error};
    a.held = journal_hold(&row, &cause);
    row.ended = NULL;
    ok = waiting_rows(c, id, &waiting, error) &&
         (a.held || journal_unreadable(c->mirror, id, cause.text, error));
    spool_sync(c->spool, true);
    ok = ok && c->mirror->ops->begin(c->mirror, error);
    if (ok) {
        ok = clear(c, id, error) &&
             c->mirror->ops->add_session(c->mirror, &row, &same, error);
        for (int i = 0; ok && i < there.n; i++)
            ok = put_there(&a, &there.row[i]);
        for (int i = 0; ok && i < waiting.n; i++)
            if (!is_left_out(&a, &waiting.row[i]) &&
                !has_key(&there, waiting.row[i].from.key))
                ok = put_behind(&a, &waiting.row[i]);
        ok = finish(c, ok, error);
    }
    journal_session_destroy(&a.held);
    drop_rows(&there);
    drop_rows(&waiting);
    return ok;
}

// --------------------------------------------------------------------------- sending

enum sent { SENT_ALL, SENT_NOT /* away, or this machine's disk */, SENT_REFUSED };

static enum sent send_start(struct courier *c, int64_t id, struct error *error)
{
    struct session_row row;
    int64_t there;
    if (!c->mirror->ops->session(c->mirror, id, &row, error))
        return SENT_NOT;
    row.id = id;
    switch (journal_server_start(c->server, &row, &there, error)) {
    case ARRIVED:
        return spool_session_arrived(c->spool, id, error) ? SENT_ALL : SENT_NOT;
    case ARRIVED_BEHIND:
        return keep_gone(c, id, "another session has its number", error) ? SENT_ALL
                                                                         : SENT_NOT;
    case ARRIVED_REFUSED:
        return SENT_REFUSED;
    default:
        note_answer(c, error);
        return SENT_NOT;
    }
}

static enum sent send_first(struct courier *c, int64_t id, const struct spool_event *w,
                            struct error *error)
{
    struct rows one = {.most = 1};
    c->mirror->ops->events(c->mirror, id, w->number - 1, take_row, &one, error);
    if (!one.n || one.row[0].number != w->number) {
        // nothing stands behind the mark
        drop_rows(&one);
        return spool_event_arrived(c->spool, id, w->number, error) ? SENT_ALL : SENT_NOT;
    }
    struct event_row row = one.row[0];
    row.from.key = w->key;
    row.ends = w->ends[0] ? w->ends : NULL;
    int number = 0;
    enum sent sent = SENT_ALL;
    bool ok = true;
    switch (journal_server_append(c->server, id, &row, &number, error)) {
    case ARRIVED:
        ok = number == w->number ? spool_event_arrived(c->spool, id, number, error)
                                 : take_anew(c, id, NULL, error);
        c->changed = true;
        break;
    case ARRIVED_BEHIND:
        ok = take_anew(c, id, NULL, error);
        break;
    case ARRIVED_GONE:
        ok = keep_gone(c, id, "the session is not there any more", error);
        break;
    case ARRIVED_REFUSED:
        sent = SENT_REFUSED;
        break;
    case ARRIVED_NOT:
        note_answer(c, error);
        sent = SENT_NOT;
        break;
    }
    drop_rows(&one);
    return ok ? sent : SENT_NOT;
}

static enum sent send_session(struct courier *c, int64_t id, struct error *error)
{
    struct spool_event first;
    enum sent sent = SENT_ALL;
    if (spool_session_waits(c->spool, id))
        sent = send_start(c, id, error);
    while (sent == SENT_ALL && spool_first(c->spool, id, &first)) {
        if (!c->server)
            return SENT_NOT;
        // what has arrived need not be synced: it would be sent again and known
        spool_sync(c->spool, false);
        sent = send_first(c, id, &first, error);
    }
    return sent;
}

static bool send_all(struct courier *c, struct error *error)
{
    int64_t ids[SEND_MAX];
    int n = spool_ids(c->spool, ids, SEND_MAX);
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
        take_anew(c, id, key, &ignored);
        return;
    }
    if (!c->mirror->ops->begin(c->mirror, &ignored))
        return;
    bool ok = clear(c, id, &ignored) && spool_session_arrived(c->spool, id, &ignored);
    finish(c, ok, &ignored);
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

// ------------------------------------------------------------------------- taking in

struct standings {
    int n, capacity;
    struct there {
        int64_t id;
        int events;
        char ended[16];
    } * list;
};

static void take_standing(const struct standing *s, void *user)
{
    struct standings *all = user;
    if (all->n == all->capacity) {
        all->capacity = all->capacity ? 2 * all->capacity : 64;
        all->list = xrealloc(all->list, (size_t)all->capacity * sizeof *all->list);
    }
    struct there *t = &all->list[all->n++];
    *t = (struct there){.id = s->id, .events = s->events};
    cut_print(t->ended, sizeof t->ended, "%s", s->ended ? s->ended : "");
}

struct mirrored {
    int n, capacity;
    struct local {
        int64_t id, started_ms;
        bool ended, met;
    } * list;
};

static bool take_local(const struct session_row *row, void *user)
{
    struct mirrored *m = user;
    if (m->n == m->capacity) {
        m->capacity = m->capacity ? 2 * m->capacity : 64;
        m->list = xrealloc(m->list, (size_t)m->capacity * sizeof *m->list);
    }
    m->list[m->n++] = (struct local){
        .id = row->id, .started_ms = row->started.wall_ms, .ended = row->ended != NULL};
    return true;
}

static char *ids_text(const struct mirrored *m)
{
    char *text = xmalloc((size_t)m->n * 22 + 3), *p = text;
    *p++ = '{';
    for (int i = 0; i < m->n; i++)
        p += sprintf(p, "%s%" PRId64, i ? "," : "", m->list[i].id);
    strcpy(p, "}");
    return text;
}

/* events that the mirror has and the server does not, though none is marked as waiting: a
 * server that was brought back from a backup, or a spool that was mended */
static bool send_again(struct courier *c, int64_t id, int from, struct error *error)
{
    struct rows rows = {0};
    struct session_row row;
    bool ok = c->mirror->ops->session(c->mirror, id, &row, error) &&
              c->mirror->ops->events(c->mirror, id, from, take_row, &rows, error) &&
              c->mirror->ops->begin(c->mirror, error);
    if (ok) {
        for (int i = 0; ok && i < rows.n; i++)
            ok = !rows.row[i].from.key ||
                 spool_add_event(c->spool, id, rows.row[i].number, rows.row[i].from.key,
                                 i + 1 == rows.n ? row.ended : NULL, error);
        ok = finish(c, ok, error);
    }
    drop_rows(&rows);
    return ok;
}

static bool take_more(struct courier *c, const struct there *t, int have,
                      struct error *error)
{
    struct rows rows = {0};
    struct session_row row = {0};
    int64_t same;
    bool ok = have >= 0 ||
              (c->store->ops->session(c->store, t->id, &row, error) && row.id == t->id);
    ok = ok && c->store->ops->events(c->store, t->id, have < 0 ? 0 : have, take_row,
                                     &rows, error);
    if (!ok) {
        drop_rows(&rows);
        return note_answer(c, error);
    }
    ok = c->mirror->ops->begin(c->mirror, error);
    if (ok) {
        row.ended = NULL;
        ok = have >= 0 || c->mirror->ops->add_session(c->mirror, &row, &same, error);
        for (int i = 0; ok && i < rows.n; i++) {
            // more may have come since it was asked how it stands: the next round's
            bool last = t->ended[0] && rows.row[i].number == t->events;
            rows.row[i].ends = last ? t->ended : NULL;
            ok = rows.row[i].number > t->events ||
                 c->mirror->ops->add_event(c->mirror, t->id, &rows.row[i], error);
        }
        ok = finish(c, ok, error);
    }
    drop_rows(&rows);
    return ok;
}

static bool forget(struct courier *c, int64_t id, struct error *error)
{
    return c->mirror->ops->begin(c->mirror, error) &&
           finish(c, clear(c, id, error), error);
}

static bool waits(struct courier *c, int64_t id)
{
    return spool_waiting(c->spool, id) > 0 || spool_session_waits(c->spool, id);
}

static bool take_in_one(struct courier *c, const struct there *t, struct error *error)
{
    int have = spool_events(c->spool, t->id);
    if (have == t->events || waits(c, t->id))
        return true;
    return have > t->events ? send_again(c, t->id, t->events, error)
                            : take_more(c, t, have, error);
}

static struct local *local_of(const struct mirrored *m, int64_t id)
{
    for (int i = 0; i < m->n; i++)
        if (m->list[i].id == id)
            return &m->list[i];
    return NULL;
}

static int64_t wall_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool take_in_all(struct courier *c, const struct standings *there,
                        struct mirrored *here, struct error *error)
{
    bool ok = true;
    spool_sync(c->spool, false);
    for (int i = 0; ok && i < there->n; i++) {
        struct local *l = local_of(here, there->list[i].id);
        if (l)
            l->met = true;
        ok = take_in_one(c, &there->list[i], error);
    }
    int64_t long_ago = wall_ms() - MIRROR_MS;
    for (int i = 0; ok && i < here->n; i++) {
        const struct local *l = &here->list[i];
        bool past = l->ended && l->started_ms < long_ago;
        if ((!l->met || past) && !waits(c, l->id))
            ok = forget(c, l->id, error);
    }
    return ok;
}

/* whether anything is to be taken in at all */
static bool differs(struct courier *c, const struct standings *there,
                    struct mirrored *here)
{
    int64_t long_ago = wall_ms() - MIRROR_MS;
    int met = 0;
    for (int i = 0; i < there->n; i++) {
        const struct local *l = local_of(here, there->list[i].id);
        if (!l || spool_events(c->spool, l->id) != there->list[i].events ||
            (l->ended && l->started_ms < long_ago))
            return true;
        met++;
    }
    return met != here->n;
}

static void take_clock(struct courier *c, int64_t before, int64_t after,
                       int64_t server_ms)
{
    struct courier_clock now = {.known = true,
                                .offset_ms = server_ms - (before + after) / 2,
                                .round_ms = (int)(after - before)};
    now.ahead_ms = wall_ms() - server_boot_ms() - now.offset_ms;
    bool told = c->clock.known && (c->clock.ahead_ms > JOURNAL_CLOCK_TOLD_MS ||
                                   c->clock.ahead_ms < -JOURNAL_CLOCK_TOLD_MS);
    bool tell =
        now.ahead_ms > JOURNAL_CLOCK_TOLD_MS || now.ahead_ms < -JOURNAL_CLOCK_TOLD_MS;
    c->changed = c->changed || tell != told;
    // the quickest answer says it best
    if (c->clock.known && now.round_ms > c->clock.round_ms &&
        after - c->clock_ms < CLOCK_EVERY_MS) {
        c->clock.ahead_ms = wall_ms() - server_boot_ms() - c->clock.offset_ms;
        return;
    }
    c->clock = now;
    c->clock_ms = after;
}

static bool ask_standing(struct courier *c, struct mirrored *here,
                         struct standings *there, struct error *error)
{
    int64_t server_ms, before;
    here->n = there->n = 0;
    if (!c->mirror->ops->sessions(c->mirror, JOURNAL_ALL, take_local, here, error))
        return false;
    char *ids = ids_text(here);
    before = server_boot_ms();
    bool ok =
        journal_server_standing(c->server, ids, take_standing, there, &server_ms, error);
    free(ids);
    if (!ok)
        return note_answer(c, error);
    take_clock(c, before, server_boot_ms(), server_ms);
    return true;
}

static bool take_in(struct courier *c, struct error *error)
{
    struct mirrored here = {0};
    struct standings there = {0};
    bool ok = ask_standing(c, &here, &there, error);
    // asked again once nobody else of this machine sends or takes in
    if (ok && differs(c, &there, &here) && spool_lock(c->spool, 2 * c->patience_ms)) {
        ok =
            ask_standing(c, &here, &there, error) && take_in_all(c, &there, &here, error);
        spool_unlock(c->spool);
    }
    free(here.list);
    free(there.list);
    return ok;
}

bool courier_round(struct courier *c, struct error *error)
{
    bool ok =
        connect_it(c, error) && send_all(c, error) && c->server && take_in(c, error);
    return ok;
}
