/* courier_anew.c - a session as the server has it, and what waits judged again behind. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cut.h"
#include "session/answers.h"
#include "session/courier_internal.h"

static const struct message OWN_KEPT = {
    .id = "session.kept.own",
    .english = "what it takes back or ends is not there as it was here"};

static bool has_key(const struct rows *rows, const char *key)
{
    for (int i = 0; key && i < rows->n; i++)
        if (rows->row[i].from.key && strcmp(rows->row[i].from.key, key) == 0)
            return true;
    return false;
}

// ---------------------------------------------------------------------- taking in anew

struct anew {
    struct courier *courier;
    int64_t id;
    struct journal_session *held; /* the session as far as it is rebuilt */
    struct answers *answers;      /* its events */
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
    if (ok)
        answers_note(a->answers, &event, row->from.key, ANSWERS_THERE);
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
    struct spool_session of = {a->id, a->held ? a->held->label : "",
                               a->held ? a->held->key : ""};
    return spool_keep(a->courier->spool, &of, row->from.key ? row->from.key : "", row,
                      why, a->error);
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
    // what would end or take back the needle of another room by mistake is kept
    if (!answers_fit(a->answers, &event, row->answers)) {
        answers_note(a->answers, &event, row->from.key, ANSWERS_KEPT);
        ok = keep(a, row, &OWN_KEPT);
    } else if (!session_apply(state, &event, &refusal)) {
        answers_note(a->answers, &event, row->from.key, ANSWERS_KEPT);
        ok = keep(a, row, &refusal.what);
    } else {
        struct event_row again;
        answers_note(a->answers, &event, row->from.key, ANSWERS_OWN);
        event.at.session_ms = state->clock.last_ms;
        journal_row_of_event(&event, a->id, state->n_events, &again, &texts);
        again.from = row->from;
        again.answers = row->answers;
        again.ends = session_is_open(state) ? NULL : session_state_name(state->state);
        ok = c->mirror->ops->add_event(c->mirror, a->id, &again, a->error) &&
             spool_add_event(c->spool, a->id, again.number, row->from.key, again.ends,
                             a->error);
    }
    free(texts);
    json_decref(args);
    return ok;
}

/* what this room has and the server has not */
static bool is_own(const struct anew *a, const struct rows *there,
                   const struct event_row *row)
{
    const char *key = row->from.key;
    bool left_out = a->without && key && strcmp(key, a->without) == 0;
    // where no login may send there is nothing of its own
    return key && !left_out && !has_key(there, key) &&
           (spool_is_recorded_in(a->courier->spool) ||
            spool_event_waits(a->courier->spool, a->id, key));
}

/* in a transaction of the mirror */
static bool rebuild(struct anew *a, const struct session_row *row,
                    const struct rows *there, const struct rows *own)
{
    int64_t same;
    struct courier *c = a->courier;
    bool ok = courier_clear(c, a->id, a->error) &&
              c->mirror->ops->add_session(c->mirror, row, &same, a->error);
    for (int i = 0; ok && i < there->n; i++)
        ok = put_there(a, &there->row[i]);
    for (int i = 0; ok && i < own->n; i++)
        ok = put_behind(a, &own->row[i]);
    return ok;
}

/* out of all that the mirror has */
static bool own_rows(struct anew *a, const struct rows *there, struct rows *own)
{
    struct rows all = {0};
    struct courier *c = a->courier;
    bool ok =
        c->mirror->ops->events(c->mirror, a->id, 0, courier_take_row, &all, a->error);
    for (int i = 0; ok && i < all.n; i++)
        if (is_own(a, there, &all.row[i]))
            courier_take_row(&all.row[i], own);
    courier_drop_rows(&all);
    return ok;
}

/* whether what the mirror has under that number is another session */
static bool is_another(struct courier *c, int64_t id, const struct session_row *row)
{
    char key[JOURNAL_KEY_SIZE];
    spool_key(c->spool, id, 0, key);
    return key[0] && row->from.key && strcmp(key, row->from.key) != 0;
}

bool courier_take_anew(struct courier *c, int64_t id, const char *without,
                       struct error *error)
{
    struct rows there = {0}, own = {0};
    struct session_row row;
    struct error cause = {0};
    if (!c->store->ops->session(c->store, id, &row, error))
        return courier_note_answer(c, error);
    if (!row.id)
        return courier_not_there(c, id, error);
    if (is_another(c, id, &row))
        return courier_move(c, id, 0, error);
    if (!c->store->ops->events(c->store, id, 0, courier_take_row, &there, error)) {
        courier_note_answer(c, error);
        courier_drop_rows(&there);
        return false;
    }
    struct anew a = {.courier = c, .id = id, .without = without, .error = error};
    a.answers = answers_create();
    a.held = journal_hold(&row, &cause);
    row.ended = NULL;
    bool ok = (a.held || journal_unreadable(c->mirror, id, cause.text, error)) &&
              own_rows(&a, &there, &own);
    spool_sync(c->spool, true);
    ok = ok && c->mirror->ops->begin(c->mirror, error) &&
         courier_finish(c, rebuild(&a, &row, &there, &own), error);
    journal_session_destroy(&a.held);
    answers_destroy(&a.answers);
    courier_drop_rows(&there);
    courier_drop_rows(&own);
    return ok;
}
