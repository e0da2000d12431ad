/* journal_copy.c - whole journals: copied from one store into another, and verified. */
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/cut.h"
#include "session/journal_internal.h"
#include "system/disk.h"
#include "system/process.h"

struct ids {
    int n, capacity;
    int64_t *id;
};

static bool take_id(const struct session_row *row, void *user)
{
    struct ids *ids = user;
    if (ids->n == ids->capacity) {
        ids->capacity = ids->capacity ? 2 * ids->capacity : 64;
        ids->id = xrealloc(ids->id, (size_t)ids->capacity * sizeof *ids->id);
    }
    ids->id[ids->n++] = row->id;
    return true;
}

static struct journal *whole(struct journal *j, struct error *error)
{
    return j->ops->whole ? j->ops->whole(j, error) : j;
}

// --------------------------------------------------------------------------- copying

struct carry {
    struct journal *from, *to;
    struct journal_session *held; /* replayed on the way */
    struct error *error;
};

static bool carry_event(const struct event_row *row, void *user)
{
    struct carry *c = user;
    struct session_event event;
    struct error cause = {0};
    char joined[SESSION_NOTE_MAX];
    json_t *args = NULL;
    struct session *state = &c->held->state;
    bool ok = row->number == state->n_events + 1 &&
              journal_event_of_row(row, c->held->id, &event, &args, joined, &cause) &&
              session_apply(state, &event, NULL);
    json_decref(args);
    if (!ok) {
        if (!cause.text[0])
            error_set(&cause, "event %d does not follow from those before it",
                      row->number);
        return journal_unreadable(c->from, c->held->id, cause.text, c->error);
    }
    struct event_row copy = *row;
    copy.ends = session_is_open(state) ? NULL : session_state_name(state->state);
    return c->to->ops->add_event(c->to, c->held->id, &copy, c->error);
}

static bool carry_session(struct carry *c, int64_t id)
{
    struct session_row row;
    struct error cause = {0};
    int64_t same;
    if (!c->from->ops->session(c->from, id, &row, c->error))
        return false;
    if (!row.id) {
        error_set(c->error, "there is no session %" PRId64, id);
        return error_in_file(c->error, c->from->path);
    }
    c->held = journal_hold(&row, &cause);
    if (!c->held)
        return journal_unreadable(c->from, id, cause.text, c->error);
    const char *ended = row.ended;
    row.ended = NULL;
    bool ok = c->to->ops->add_session(c->to, &row, &same, c->error) &&
              c->from->ops->events(c->from, id, 0, carry_event, c, c->error);
    if (ok && session_is_open(&c->held->state) != (ended == NULL))
        ok = journal_unreadable(c->from, id, "it has not ended as is told beside it",
                                c->error);
    journal_session_destroy(&c->held);
    return ok;
}

/* `to` holds nothing that could be mixed up with what comes */
static bool is_apart(struct journal *to, int64_t id, struct error *error)
{
    struct ids there = {0};
    struct session_row row = {0};
    bool ok = id ? to->ops->session(to, id, &row, error)
                 : to->ops->sessions(to, JOURNAL_ALL, take_id, &there, error);
    int n = there.n;
    free(there.id);
    if (!ok || (!n && !row.id))
        return ok;
    if (id)
        error_set(error, "holds a session %" PRId64 " already; nothing was copied", id);
    else
        error_set(error,
                  "holds sessions already (%d); journals are not mixed, nothing was "
                  "copied",
                  n);
    return error_in_file(error, to->path);
}

static bool carry_sight(const struct session_time *sight, void *user)
{
    struct error ignored;
    struct journal *to = user;
    to->ops->see(to, sight, &ignored);
    return true;
}

int journal_copy(struct journal *from, struct journal *to, int64_t id,
                 struct error *error)
{
    struct ids ids = {0};
    if (from->damaged) {
        error_set(error, "is damaged; it can be read, not copied");
        error_in_file(error, from->path);
        return -1;
    }
    if (!(from = whole(from, error)) || !(to = whole(to, error)))
        return -1;
    struct carry c = {.from = from, .to = to, .error = error};
    struct session_row only = {.id = id};
    bool ok = id ? take_id(&only, &ids)
                 : from->ops->sessions(from, JOURNAL_ALL, take_id, &ids, error);
    ok = ok && to->ops->begin(to, error);
    if (ok) {
        ok = is_apart(to, id, error);
        for (int i = 0; ok && i < ids.n; i++)
            ok = carry_session(&c, ids.id[i]);
        if (!ok)
            to->ops->roll_back(to);
        ok = ok && to->ops->commit(to, error);
    }
    struct error ignored;
    if (ok)
        from->ops->sights(from, carry_sight, to, &ignored);
    free(ids.id);
    return ok ? ids.n : -1;
}

static int copy_these(struct journal *from, struct journal *to, const int64_t *ids, int n,
                      struct error *error)
{
    if (!ids)
        return journal_copy(from, to, 0, error);
    for (int i = 0; i < n; i++)
        if (journal_copy(from, to, ids[i], error) < 0)
            return -1;
    return n;
}

/* a journal of its own is filled beside, and that one's copy is the backup */
bool journal_backup_these(struct journal *journal, const int64_t *ids, int n,
                          const char *path, struct error *error)
{
    static const char *const SUFFIXES[] = {"", "-wal", "-shm"};
    char beside[PATH_MAX], name[PATH_MAX];
    if (disk_is_taken(path)) {
        error_set(error, "is there already; name a new file");
        return error_in_file(error, path);
    }
    if (!cut_print(beside, sizeof beside, "%s.filling-%ld", path, process_id()))
        return error_set(error, "has too long a name") || error_in_file(error, path);
    struct journal_options o = {.path = beside};
    struct journal *to = journal_file_open(&o, NULL, 0, error);
    bool ok = to && copy_these(journal, to, ids, n, error) >= 0 &&
              to->ops->backup(to, path, error);
    journal_close(&to);
    for (size_t i = 0; i < sizeof SUFFIXES / sizeof *SUFFIXES; i++)
        if (cut_print(name, sizeof name, "%s%s", beside, SUFFIXES[i]))
            disk_remove(name);
    return ok;
}

bool journal_backup_copy(struct journal *journal, const char *path, struct error *error)
{
    return journal_backup_these(journal, NULL, 0, path, error);
}

// -------------------------------------------------------------------------- verifying

static void is_wrong(struct journal_verdict *v, int64_t id, const char *what)
{
    if (!v->wrong++)
        cut_print(v->first, sizeof v->first, "session %" PRId64 ": %s", id, what);
}

/* what is wrong with it, "" where nothing is */
static void look_at(struct journal *j, int64_t id, int *events, char *wrong, size_t size)
{
    struct session_row row;
    struct error error = {0};
    struct journal_session *held = journal_load(j, id, &error);
    *wrong = 0;
    *events = held ? held->state.n_events : 0;
    if (!held || !j->ops->session(j, id, &row, &error)) {
        cut_print(wrong, size, "%s", error.text);
    } else if (row.id) {
        const char *state = session_state_name(held->state.state);
        bool open = session_is_open(&held->state);
        if (open ? row.ended != NULL : !row.ended || strcmp(row.ended, state) != 0)
            cut_print(wrong, size, "it has not ended as is told beside it");
        else if (row.n_events >= 0 && row.n_events != held->state.n_events)
            cut_print(wrong, size, "it has not as many events as are counted beside it");
    }
    journal_session_destroy(&held);
}

/* somebody may have written between two looks */
static void verify_one(struct journal *j, int64_t id, struct journal_verdict *v)
{
    enum { LOOKS = 3 };
    char wrong[sizeof v->first];
    int events = 0;
    for (int i = 0; i < LOOKS && (!i || *wrong); i++)
        look_at(j, id, &events, wrong, sizeof wrong);
    v->sessions++;
    v->events += events;
    if (*wrong)
        is_wrong(v, id, wrong);
}

bool journal_verify(struct journal *journal, struct journal_verdict *out,
                    struct error *error)
{
    struct ids ids = {0};
    *out = (struct journal_verdict){0};
    struct journal *j = whole(journal, error);
    if (!j || !j->ops->sessions(j, JOURNAL_ALL, take_id, &ids, error))
        return false;
    for (int i = 0; i < ids.n; i++)
        verify_one(j, ids.id[i], out);
    free(ids.id);
    return true;
}
