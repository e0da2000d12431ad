/* courier_lost.c - sessions that the server does not have as this room knows them:
 * removed by a keeper, missing or shorter since a backup was restored, or another's
 * number. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cut.h"
#include "session/courier_internal.h"

static const struct message GONE = {.id = "session.kept.gone",
                                    .english = "the session is not there any more"};
static const struct message TAKEN = {.id = "session.kept.number",
                                     .english = "another session has its number"};

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

/* what waits of it cannot go anywhere: each of it is kept, and the session forgotten */
static bool keep_all(struct courier *c, int64_t id, const struct message *why,
                     struct error *error)
{
    struct rows waiting;
    char label[200], key[JOURNAL_KEY_SIZE];
    label_of(c, id, label, sizeof label);
    spool_key(c->spool, id, 0, key);
    struct spool_session of = {id, label, key};
    bool ok = waiting_rows(c, id, &waiting, error);
    spool_sync(c->spool, waiting.n > 0);
    ok = ok && c->mirror->ops->begin(c->mirror, error);
    if (ok) {
        ok = courier_clear(c, id, error) && spool_session_arrived(c->spool, id, error);
        for (int i = 0; ok && i < waiting.n; i++)
            ok = spool_keep(c->spool, &of, waiting.row[i].from.key, &waiting.row[i], why,
                            error);
        ok = courier_finish(c, ok, error);
    }
    courier_drop_rows(&waiting);
    return ok;
}

static bool mark_rows(struct courier *c, int64_t id, const struct rows *rows,
                      const char *ended, struct error *error)
{
    bool ok = true;
    for (int i = 0; ok && i < rows->n; i++) {
        const struct event_row *row = &rows->row[i];
        const char *ends = i + 1 == rows->n ? ended : NULL;
        ok = !row->from.key ||
             spool_add_event(c->spool, id, row->number, row->from.key, ends, error);
    }
    return ok;
}

/* what is behind that event, with the session itself where `key` is given */
static bool wait_again(struct courier *c, int64_t id, int after, const char *key,
                       struct error *error)
{
    struct rows rows = {0};
    struct session_row row;
    bool ok =
        c->mirror->ops->session(c->mirror, id, &row, error) &&
        c->mirror->ops->events(c->mirror, id, after, courier_take_row, &rows, error) &&
        c->mirror->ops->begin(c->mirror, error);
    if (ok) {
        ok = (!key || spool_add_session(c->spool, id, key, error)) &&
             mark_rows(c, id, &rows, row.ended, error);
        ok = courier_finish(c, ok, error);
    }
    courier_drop_rows(&rows);
    return ok;
}

bool courier_send_again(struct courier *c, int64_t id, int after, struct error *error)
{
    return wait_again(c, id, after, NULL, error);
}

bool courier_not_there(struct courier *c, int64_t id, struct error *error)
{
    char key[JOURNAL_KEY_SIZE];
    bool removed = true;
    spool_key(c->spool, id, 0, key);
    if (key[0] && !journal_server_removed(c->server, key, &removed, error))
        return courier_note_answer(c, error);
    if (removed || !spool_is_recorded_in(c->spool))
        return keep_all(c, id, &GONE, error);
    return wait_again(c, id, 0, key, error);
}

/* who works on it by its old number is told the new one */
static bool tell_moved(struct courier *c, const struct session_row *row, int64_t id,
                       int64_t to, struct error *error)
{
    static const struct message WHY = {
        .id = "session.kept.moved",
        .english = "another session was given its number; it goes on under this one"};
    char args[40];
    snprintf(args, sizeof args, "[\"%" PRId64 "\"]", to);
    struct event_row told = {.name = "number", .args = args, .at = row->started};
    struct spool_session of = {id, row->label, row->from.key};
    return spool_keep_number(c->spool, &of, &told, &WHY, error);
}

/* in a transaction of the mirror: a row's sum covers the number of its session */
static bool rewrite(struct courier *c, int64_t id, int64_t to, const struct rows *rows,
                    const char *ended, struct error *error)
{
    bool ok = true;
    for (int i = 0; ok && i < rows->n; i++) {
        const struct event_row *row = &rows->row[i];
        struct session_event event;
        struct event_row again;
        char joined[SESSION_NOTE_MAX], *texts = NULL;
        json_t *args = NULL;
        ok = journal_event_of_row(row, id, &event, &args, joined, error);
        if (ok) {
            journal_row_of_event(&event, to, row->number, &again, &texts);
            again.from = row->from;
            again.answers = row->answers;
            again.ends = i + 1 == rows->n ? ended : NULL;
            ok = c->mirror->ops->add_event(c->mirror, to, &again, error);
        }
        free(texts);
        json_decref(args);
    }
    return ok && mark_rows(c, to, rows, ended, error);
}

bool courier_move(struct courier *c, int64_t id, int64_t to, struct error *error)
{
    struct rows rows = {0};
    struct session_row row;
    int64_t same;
    if (!to)
        to = courier_new_id(c);
    // what waits under the other number is not written over
    if (!spool_is_recorded_in(c->spool) || spool_waits(c->spool, to))
        return keep_all(c, id, &TAKEN, error);
    bool ok = c->mirror->ops->session(c->mirror, id, &row, error) && row.id &&
              c->mirror->ops->events(c->mirror, id, 0, courier_take_row, &rows, error);
    spool_sync(c->spool, true);
    ok = ok && c->mirror->ops->begin(c->mirror, error);
    if (ok) {
        char ended[16];
        cut_print(ended, sizeof ended, "%s", row.ended ? row.ended : "");
        row.id = to;
        row.ended = NULL;
        ok = courier_clear(c, id, error) && spool_session_arrived(c->spool, id, error) &&
             courier_clear(c, to, error) &&
             c->mirror->ops->add_session(c->mirror, &row, &same, error) &&
             spool_add_session(c->spool, to, row.from.key, error) &&
             rewrite(c, id, to, &rows, ended[0] ? ended : NULL, error) &&
             tell_moved(c, &row, id, to, error);
        ok = courier_finish(c, ok, error);
    }
    courier_drop_rows(&rows);
    return ok;
}
