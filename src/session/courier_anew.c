/* courier_anew.c - a session as the server has it, and what waits judged again behind. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cut.h"
#include "session/courier_internal.h"

const struct message COURIER_GONE = {.id = "session.kept.gone",
                                     .english = "the session is not there any more"};
static const struct message OWN_KEPT = {
    .id = "session.kept.own", .english = "what it takes back was itself not taken in"};

// ------------------------------------------------------------------------------ rows

static char *keep_text(const char *text)
{
    return text ? strcpy(xmalloc(strlen(text) + 1), text) : NULL;
}

bool courier_take_row(const struct event_row *from, void *user)
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

void courier_drop_rows(struct rows *rows)
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
bool courier_clear(struct courier *c, int64_t id, struct error *error)
{
    int n;
    return spool_turn(c->spool, id, error) &&
           c->mirror->ops->drop(c->mirror, id, &n, error);
}

bool courier_finish(struct courier *c, bool ok, struct error *error)
{
    if (ok && c->mirror->ops->commit(c->mirror, error)) {
        c->changed = true;
        return true;
    }
    if (!ok)
        c->mirror->ops->roll_back(c->mirror);
    return false;
}

/* an event that was kept in this pass, as far as another can take it back */
struct kept_own {
    enum session_event_kind kind;
    char code[32], side[4];
};

struct anew {
    struct courier *courier;
    int64_t id;
    struct journal_session *held; /* the session as far as it is rebuilt */
    const char *without;          /* a key that is left out; NULL = none */
    struct kept_own *own;
    int n_own;
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

static bool keep(struct anew *a, const struct event_row *row, const struct message *why)
{
    return spool_keep(a->courier->spool, a->id, a->held ? a->held->label : "",
                      row->from.key ? row->from.key : "", row, why, a->error);
}

/* whether an event of this kind is what the other takes back */
static bool takes_back(enum session_event_kind kind, enum session_event_kind of)
{
    switch (kind) {
    case SESSION_RETRACT:
        return of == SESSION_INSERT || of == SESSION_UNPLANNED;
    case SESSION_RETRACT_OUT:
        return of == SESSION_REMOVE || of == SESSION_FELL_OUT;
    case SESSION_RETRACT_DE_QI:
        return of == SESSION_DE_QI || of == SESSION_NO_DE_QI;
    case SESSION_PUT_BACK:
        return of == SESSION_FELL_OUT;
    default:
        return false;
    }
}

/* the same point; a needle of a set and the set meet */
static bool names_the_same(const struct kept_own *own, const struct session_event *event)
{
    const char *code = event->code ? event->code : "", *side = event->side;
    size_t n = strcspn(own->code, "."), m = strcspn(code, ".");
    return !n || !m ||
           (n == m && strncmp(own->code, code, n) == 0 &&
            (!own->code[n] || !code[m] || strcmp(own->code, code) == 0) && side &&
            strcmp(own->side, side) == 0);
}

/* A room that takes back what it recorded means its own event. Where that one was kept,
 * what takes it back must not fall on the needle of another room. */
static bool own_was_kept(const struct anew *a, const struct session_event *event)
{
    for (int i = 0; i < a->n_own; i++)
        if (takes_back(event->kind, a->own[i].kind) && names_the_same(&a->own[i], event))
            return true;
    return false;
}

static void note_kept(struct anew *a, const struct session_event *event)
{
    a->own = xrealloc(a->own, (size_t)(a->n_own + 1) * sizeof *a->own);
    struct kept_own *own = &a->own[a->n_own++];
    own->kind = event->kind;
    cut_print(own->code, sizeof own->code, "%s", event->code ? event->code : "");
    cut_print(own->side, sizeof own->side, "%s", event->side ? event->side : "");
}

/* judges again what waits */
static bool put_behind(struct anew *a, const struct event_row *row)
{
    struct session_event event;
    struct session_refusal refusal = {0};
    char joined[SESSION_NOTE_MAX];
    json_t *args = NULL;
    char *texts = NULL;
    struct session *state = &a->held->state;
    struct courier *c = a->courier;
    struct error unread = {0};
    bool ok = journal_event_of_row(row, a->id, &event, &args, joined, &unread);
    if (!ok) {
        ok = keep(a, row,
                  &(struct message){.english = "{why}",
                                    .arg = {{.name = "why", .text = unread.text}}});
        json_decref(args);
        return ok;
    }
    put_in_order(&event, state);
    event.at.session_ms = 0;
    if (own_was_kept(a, &event)) {
        ok = keep(a, row, &OWN_KEPT);
    } else if (!session_apply(state, &event, &refusal)) {
        note_kept(a, &event);
        ok = keep(a, row, &refusal.what);
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
                     const char *label, const struct message *why, struct error *error)
{
    spool_sync(c->spool, true);
    if (!c->mirror->ops->begin(c->mirror, error))
        return false;
    bool ok = courier_clear(c, id, error) && spool_session_arrived(c->spool, id, error);
    for (int i = 0; ok && i < waiting->n; i++)
        ok = spool_keep(c->spool, id, label, waiting->row[i].from.key, &waiting->row[i],
                        why, error);
    return courier_finish(c, ok, error);
}

static bool waiting_rows(struct courier *c, int64_t id, struct rows *out,
                         struct error *error)
{
    struct spool_event first;
    *out = (struct rows){0};
    return !spool_first(c->spool, id, &first) ||
           c->mirror->ops->events(c->mirror, id, first.number - 1, courier_take_row, out,
                                  error);
}

static void label_of(struct courier *c, int64_t id, char *out, size_t size)
{
    struct session_row row;
    struct error ignored;
    bool ok = c->mirror->ops->session(c->mirror, id, &row, &ignored) && row.id;
    cut_print(out, size, "%s", ok ? row.label : "");
}

bool courier_keep_gone(struct courier *c, int64_t id, const struct message *why,
                       struct error *error)
{
    struct rows waiting;
    char label[200];
    label_of(c, id, label, sizeof label);
    bool ok = waiting_rows(c, id, &waiting, error) &&
              keep_all(c, id, &waiting, label, why, error);
    courier_drop_rows(&waiting);
    return ok;
}

/* The session as the server has it, and behind it what still waits and is allowed;
 * `without` a key. */
bool courier_take_anew(struct courier *c, int64_t id, const char *without,
                       struct error *error)
{
    struct rows there = {0}, waiting = {0};
    struct session_row row;
    struct error cause = {0};
    int64_t same;
    if (!c->store->ops->session(c->store, id, &row, error))
        return courier_note_answer(c, error);
    if (!row.id)
        return courier_keep_gone(c, id, &COURIER_GONE, error);
    bool ok = c->store->ops->events(c->store, id, 0, courier_take_row, &there, error);
    if (!ok) {
        courier_note_answer(c, error);
        courier_drop_rows(&there);
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
        ok = courier_clear(c, id, error) &&
             c->mirror->ops->add_session(c->mirror, &row, &same, error);
        for (int i = 0; ok && i < there.n; i++)
            ok = put_there(&a, &there.row[i]);
        for (int i = 0; ok && i < waiting.n; i++)
            if (!is_left_out(&a, &waiting.row[i]) &&
                !has_key(&there, waiting.row[i].from.key))
                ok = put_behind(&a, &waiting.row[i]);
        ok = courier_finish(c, ok, error);
    }
    journal_session_destroy(&a.held);
    free(a.own);
    courier_drop_rows(&there);
    courier_drop_rows(&waiting);
    return ok;
}
