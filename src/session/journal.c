/* journal.c - sessions and their events in the journal.
 *
 * A session is never stored as a state: it is its plan and its events, replayed. The one
 * thing kept beside them is how it ended, so that ended sessions need no replay to be
 * listed.
 */
#include "session/journal.h"

#include <stdlib.h>
#include <string.h>

#include "session/journal_internal.h"

// -------------------------------------------------------------------- statements

static sqlite3_stmt *prepare(const struct journal *j, const char *sql,
                             struct error *error)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(j->db, sql, -1, &statement, NULL) != SQLITE_OK)
        journal_fail(j, error);
    return statement;
}

static void bind_text(sqlite3_stmt *statement, int i, const char *text)
{
    sqlite3_bind_text(statement, i, text, -1, SQLITE_TRANSIENT);
}

/* wall, monotonic, boot, entered from column (parameter) i on */
static void bind_time(sqlite3_stmt *statement, int i, const struct session_time *at)
{
    sqlite3_bind_int64(statement, i, at->wall_ms);
    sqlite3_bind_int64(statement, i + 1, at->mono_ms);
    bind_text(statement, i + 2, at->boot);
    sqlite3_bind_int(statement, i + 3, at->entered);
}

static const char *column_text(sqlite3_stmt *statement, int i)
{
    const char *text = (const char *)sqlite3_column_text(statement, i);
    return text ? text : "";
}

static struct session_time column_time(sqlite3_stmt *statement, int i)
{
    // anything else would overflow when two of them are added
    enum { FAR = 1 << 30 };
    struct session_time at = {.wall_ms = sqlite3_column_int64(statement, i),
                              .mono_ms = sqlite3_column_int64(statement, i + 1),
                              .entered = sqlite3_column_int(statement, i + 3) != 0};
    int64_t limit = (int64_t)FAR * 1000 * 1000;
    if (at.wall_ms < -limit || at.wall_ms > limit)
        at.wall_ms = 0;
    if (at.mono_ms > limit || at.mono_ms < 0)
        at.mono_ms = -1;
    snprintf(at.boot, sizeof at.boot, "%s", column_text(statement, i + 2));
    return at;
}

static bool finish(const struct journal *j, sqlite3_stmt *statement, struct error *error)
{
    bool ok = sqlite3_step(statement) == SQLITE_DONE || journal_fail(j, error);
    sqlite3_finalize(statement);
    return ok;
}

static void roll_back(const struct journal *j)
{
    sqlite3_exec(j->db, "ROLLBACK", NULL, NULL, NULL);
}

/* a commit that fails leaves nothing behind */
static bool commit(const struct journal *j, struct error *error)
{
    if (journal_exec(j, "COMMIT", error))
        return true;
    roll_back(j);
    return false;
}

static bool no_session(const struct journal *j, int64_t id, struct error *error)
{
    error_set(error, "there is no session %lld", (long long)id);
    return error_in_file(error, j->path);
}

static bool unreadable(const struct journal *j, int64_t id, const char *why,
                       struct error *error)
{
    error_set(error, "session %lld cannot be read: %.400s", (long long)id, why);
    return error_in_file(error, j->path);
}

// ------------------------------------------------------------------------ events

/* a row of name and arguments as an event; `args` must outlive it */
static bool read_event(struct session_event *event, const char *name, json_t *args,
                       char joined[SESSION_NOTE_MAX], struct error *error)
{
    const char *words[1 + SESSION_EVENT_ARGS] = {name};
    size_t n = json_array_size(args);
    if (!args || n > SESSION_EVENT_ARGS)
        return error_set(error, "an event has no list of arguments");
    for (size_t i = 0; i < n; i++)
        if (!(words[1 + i] = json_string_value(json_array_get(args, i))))
            return error_set(error, "an argument of an event is not a text");
    return session_event_parse(event, (int)n + 1, words, joined, error);
}

typedef bool each_event(const struct session_event *event, int number, void *user);

/* over everything that a row says; not a secret, but no bit turns unseen */
static int64_t sum_text(int64_t sum, const char *text)
{
    uint64_t h = (uint64_t)sum;
    do {
        h = (h ^ (unsigned char)*text) * 1099511628211ULL;
    } while (*text++);
    return (int64_t)h;
}

static int64_t sum_of(int64_t id, int number, const struct session_event *event,
                      const char *args)
{
    const int64_t numbers[] = {id,
                               number,
                               event->at.wall_ms,
                               event->at.mono_ms,
                               event->at.entered,
                               event->at.session_ms,
                               event->happened_ms,
                               event->version};
    char text[24];
    int64_t sum = (int64_t)14695981039346656037ULL;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        snprintf(text, sizeof text, "%lld", (long long)numbers[i]);
        sum = sum_text(sum, text);
    }
    return sum_text(
        sum_text(sum_text(sum, event->at.boot), session_event_name(event->kind)), args);
}

/* the columns that a journal of version 1 has not; the sum of an event of that time is
 * none */
static bool read_later(sqlite3_stmt *q, int64_t id, struct session_event *event,
                       struct error *error)
{
    event->at.session_ms = sqlite3_column_int64(q, 7);
    event->happened_ms = sqlite3_column_int64(q, 8);
    event->version = sqlite3_column_int(q, 9);
    if (event->version > SESSION_VERSION)
        return error_set(error, "an event was recorded by a newer deqi");
    if (sqlite3_column_type(q, 10) == SQLITE_NULL ||
        sqlite3_column_int64(q, 10) ==
            sum_of(id, sqlite3_column_int(q, 0), event, column_text(q, 2)))
        return true;
    return error_set(error, "event %d is not as it was written",
                     sqlite3_column_int(q, 0));
}

static bool walk_events(const struct journal *j, int64_t id, int after, each_event *each,
                        void *user, struct error *error)
{
    sqlite3_stmt *q = prepare(
        j,
        j->version < 2
            ? "SELECT number, name, args, wall_ms, mono_ms, boot, entered, 0, 0, "
              "1, NULL FROM event WHERE session = ? AND number > ? ORDER BY number"
            : "SELECT number, name, args, wall_ms, mono_ms, boot, entered, "
              "session_ms, happened_ms, version, sum "
              "FROM event WHERE session = ? AND number > ? ORDER BY number",
        error);
    if (!q)
        return false;
    sqlite3_bind_int64(q, 1, id);
    sqlite3_bind_int(q, 2, after);
    bool ok = true;
    int step = SQLITE_DONE;
    while (ok && (step = sqlite3_step(q)) == SQLITE_ROW) {
        struct session_event event;
        struct error cause;
        char joined[SESSION_NOTE_MAX];
        json_t *args = json_loads(column_text(q, 2), 0, NULL);
        ok = read_event(&event, column_text(q, 1), args, joined, &cause);
        event.at = column_time(q, 3);
        ok = ok && read_later(q, id, &event, &cause);
        if (!ok)
            unreadable(j, id, cause.text, error);
        ok = ok && each(&event, sqlite3_column_int(q, 0), user);
        json_decref(args);
    }
    if (ok && step != SQLITE_DONE)
        ok = journal_fail(j, error);
    sqlite3_finalize(q);
    return ok;
}

bool journal_each_event(struct journal *j, int64_t id, each_event *each, void *user,
                        struct error *error)
{
    return walk_events(j, id, 0, each, user, error);
}

static bool write_event(const struct journal *j, int64_t id, int number,
                        const struct session_event *event, struct error *error)
{
    sqlite3_stmt *q =
        prepare(j, "INSERT INTO event VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", error);
    if (!q)
        return false;
    struct session_args args;
    session_event_args(event, &args);
    json_t *list = json_array();
    for (int i = 0; i < args.n; i++)
        json_array_append_new(list, json_string(args.arg[i]));
    char *text = json_dumps(list, JSON_COMPACT);
    sqlite3_bind_int64(q, 1, id);
    sqlite3_bind_int(q, 2, number);
    bind_time(q, 3, &event->at);
    bind_text(q, 7, session_event_name(event->kind));
    bind_text(q, 8, text);
    sqlite3_bind_int64(q, 9, event->at.session_ms);
    sqlite3_bind_int64(q, 10, event->happened_ms);
    sqlite3_bind_int(q, 11, event->version);
    sqlite3_bind_int64(q, 12, sum_of(id, number, event, text));
    free(text);
    json_decref(list);
    return finish(j, q, error);
}

// ---------------------------------------------------------------------- sessions

void journal_session_destroy(struct journal_session **held)
{
    if (!held || !*held)
        return;
    free((*held)->label);
    session_plan_destroy(&(*held)->plan);
    free(*held);
    *held = NULL;
}

static struct session_plan *read_plan(const char *text, struct error *error)
{
    struct json_doc doc;
    if (!json_doc_parse(&doc, "plan", text, strlen(text), error))
        return NULL;
    struct json_at root = json_doc_root(&doc);
    struct session_plan *plan = session_plan_from_json(&root, error);
    json_doc_close(&doc);
    return plan;
}

static struct journal_session *hold(int64_t id, const char *label,
                                    const struct session_time *started, const char *terms,
                                    struct error *error)
{
    struct journal_session *held = xcalloc(1, sizeof *held);
    held->id = id;
    held->label = strcpy(xmalloc(strlen(label) + 1), label);
    held->started = *started;
    held->plan = read_plan(terms, error);
    struct session_refusal refusal;
    if (held->plan && session_begin(&held->state, held->plan, started, &refusal))
        return held;
    if (held->plan)
        error_set(error, "its plan has no point");
    journal_session_destroy(&held);
    return NULL;
}

struct follow {
    struct session *state;
    int at; /* number of the event that does not follow; 0 = none */
};

static bool follow(const struct session_event *event, int number, void *user)
{
    struct follow *f = user;
    if (number == f->state->n_events + 1 && session_apply(f->state, event, NULL))
        return true;
    f->at = number;
    return false;
}

/* replays what stands in the journal after what is held */
static bool catch_up(const struct journal *j, struct journal_session *held,
                     struct error *error)
{
    struct follow f = {.state = &held->state};
    if (walk_events(j, held->id, held->state.n_events, follow, &f, error))
        return true;
    if (!f.at)
        return false;
    char why[80];
    snprintf(why, sizeof why, "event %d does not follow from those before it", f.at);
    return unreadable(j, held->id, why, error);
}

struct journal_session *journal_load(struct journal *j, int64_t id, struct error *error)
{
    sqlite3_stmt *q = prepare(
        j,
        "SELECT label, terms, wall_ms, mono_ms, boot, entered FROM session WHERE id = ?",
        error);
    if (!q)
        return NULL;
    sqlite3_bind_int64(q, 1, id);
    int step = sqlite3_step(q);
    struct journal_session *held = NULL;
    if (step == SQLITE_ROW) {
        struct session_time started = column_time(q, 2);
        struct error cause;
        held = hold(id, column_text(q, 0), &started, column_text(q, 1), &cause);
        if (!held)
            unreadable(j, id, cause.text, error);
    } else if (step == SQLITE_DONE) {
        no_session(j, id, error);
    } else {
        journal_fail(j, error);
    }
    sqlite3_finalize(q);
    if (held && !catch_up(j, held, error))
        journal_session_destroy(&held);
    return held;
}

bool journal_refresh(struct journal *j, struct journal_session *held, struct error *error)
{
    return catch_up(j, held, error);
}

static bool insert_session(const struct journal *j, const struct session_plan *plan,
                           const char *case_text, const char *plan_text,
                           const char *terms, const struct session_time *at,
                           struct error *error)
{
    sqlite3_stmt *q =
        prepare(j,
                "INSERT INTO session(label, wall_ms, mono_ms, boot, entered, "
                "case_text, plan_text, terms) VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
                error);
    if (!q)
        return false;
    bind_text(q, 1, plan->label);
    bind_time(q, 2, at);
    bind_text(q, 6, case_text);
    bind_text(q, 7, plan_text);
    bind_text(q, 8, terms);
    return finish(j, q, error);
}

enum journal_result journal_start(struct journal *j, const struct session_plan *plan,
                                  const char *case_text, const char *plan_text,
                                  const struct session_time *at,
                                  struct journal_session **held,
                                  struct session_refusal *refusal, struct error *error)
{
    struct session fresh;
    *held = NULL;
    if (!session_begin(&fresh, plan, at, refusal))
        return JOURNAL_REFUSED;
    json_t *json = session_plan_to_json(plan);
    char *terms = json_dumps(json, JSON_COMPACT);
    json_decref(json);
    enum journal_result result = JOURNAL_FAILED;
    struct journal_session *made = hold(0, plan->label, at, terms, error);
    if (made && journal_exec(j, "BEGIN IMMEDIATE", error)) {
        if (insert_session(j, plan, case_text, plan_text, terms, at, error)) {
            made->id = sqlite3_last_insert_rowid(j->db);
            if (commit(j, error))
                result = JOURNAL_DONE;
        } else {
            roll_back(j);
        }
    }
    free(terms);
    if (result == JOURNAL_DONE)
        *held = made;
    else
        journal_session_destroy(&made);
    return result;
}

/* the row of a session that was purged meanwhile is gone */
static bool still_there(const struct journal *j, int64_t id, struct error *error)
{
    sqlite3_stmt *q = prepare(j, "SELECT 1 FROM session WHERE id = ?", error);
    if (!q)
        return false;
    sqlite3_bind_int64(q, 1, id);
    int step = sqlite3_step(q);
    bool ok = step == SQLITE_ROW    ? true
              : step == SQLITE_DONE ? no_session(j, id, error)
                                    : journal_fail(j, error);
    sqlite3_finalize(q);
    return ok;
}

static bool mark_end(const struct journal *j, int64_t id, const struct session *state,
                     struct error *error)
{
    if (session_is_open(state))
        return true;
    sqlite3_stmt *q = prepare(j, "UPDATE session SET ended = ? WHERE id = ?", error);
    if (!q)
        return false;
    bind_text(q, 1, session_state_name(state->state));
    sqlite3_bind_int64(q, 2, id);
    return finish(j, q, error);
}

enum journal_result journal_apply(struct journal *j, struct journal_session *held,
                                  const struct session_event *event,
                                  struct session_refusal *refusal, struct error *error)
{
    if (!journal_exec(j, "BEGIN IMMEDIATE", error))
        return JOURNAL_FAILED;
    enum journal_result result = JOURNAL_FAILED;
    struct session next;
    if (!still_there(j, held->id, error) || !catch_up(j, held, error))
        goto undo;
    memcpy(&next, &held->state, sizeof next);
    if (!session_apply(&next, event, refusal)) {
        result = JOURNAL_REFUSED;
        goto undo;
    }
    struct session_event written = *event;
    written.version = SESSION_VERSION;
    written.at.session_ms = next.clock.last_ms;
    if (!write_event(j, held->id, next.n_events, &written, error) ||
        !mark_end(j, held->id, &next, error))
        goto undo;
    if (!commit(j, error))
        return JOURNAL_FAILED;
    memcpy(&held->state, &next, sizeof next);
    return JOURNAL_DONE;
undo:
    roll_back(j);
    return result;
}

// ------------------------------------------------------------- reading and purging

bool journal_each(struct journal *j,
                  bool (*each)(const struct journal_entry *entry, void *user), void *user,
                  struct error *error)
{
    sqlite3_stmt *q =
        prepare(j, "SELECT id, wall_ms, label, ended FROM session ORDER BY id", error);
    if (!q)
        return false;
    bool ok = true;
    int step = SQLITE_DONE;
    while (ok && (step = sqlite3_step(q)) == SQLITE_ROW) {
        struct journal_entry entry = {
            .id = sqlite3_column_int64(q, 0),
            .started_ms = sqlite3_column_int64(q, 1),
            .label = column_text(q, 2),
            .ended = (const char *)sqlite3_column_text(q, 3),
        };
        ok = each(&entry, user);
    }
    if (ok && step != SQLITE_DONE)
        ok = journal_fail(j, error);
    sqlite3_finalize(q);
    return ok;
}

bool journal_papers(struct journal *j, int64_t id, json_t **case_json, json_t **plan_json,
                    struct error *error)
{
    *case_json = *plan_json = NULL;
    sqlite3_stmt *q =
        prepare(j, "SELECT case_text, plan_text FROM session WHERE id = ?", error);
    if (!q)
        return false;
    sqlite3_bind_int64(q, 1, id);
    int step = sqlite3_step(q);
    bool ok = step == SQLITE_ROW;
    if (ok) {
        *case_json = json_loads(column_text(q, 0), 0, NULL);
        *plan_json = json_loads(column_text(q, 1), 0, NULL);
        ok = (*case_json && *plan_json) ||
             unreadable(j, id, "its case or plan is not JSON", error);
    } else {
        step == SQLITE_DONE ? no_session(j, id, error) : journal_fail(j, error);
    }
    sqlite3_finalize(q);
    return ok;
}

static bool purge_rows(const struct journal *j, int64_t id, struct error *error)
{
    static const char *const SQL[] = {
        "DELETE FROM session WHERE ?1 = 0 OR id = ?1",
        "DELETE FROM event WHERE ?1 = 0 OR session = ?1",
    };
    for (int i = 0; i < 2; i++) {
        sqlite3_stmt *q = prepare(j, SQL[i], error);
        if (!q)
            return false;
        sqlite3_bind_int64(q, 1, id);
        if (!finish(j, q, error))
            return false;
    }
    return true;
}

int journal_purge(struct journal *j, int64_t id, struct error *error)
{
    int64_t before, after;
    if (!journal_exec(j, "BEGIN IMMEDIATE", error))
        return -1;
    if ((id && !still_there(j, id, error)) ||
        !journal_integer(j, "SELECT count(*) FROM session", &before, error) ||
        !purge_rows(j, id, error) ||
        !journal_integer(j, "SELECT count(*) FROM session", &after, error)) {
        roll_back(j);
        return -1;
    }
    // the log still holds what was written: bring it over and empty it
    if (!commit(j, error) || !journal_exec(j, "PRAGMA wal_checkpoint(TRUNCATE)", error))
        return -1;
    return (int)(before - after);
}
