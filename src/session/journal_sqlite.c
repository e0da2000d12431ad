/* journal_sqlite.c - the rows of a journal in an SQLite file. */
#include "session/journal_sqlite.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "system/disk.h"

enum { SIGHT_STEP_MS = 10 * 1000 }; /* a sight no later than this is nothing new */

static struct sqlite_journal *of(struct journal *j)
{
    return (struct sqlite_journal *)j;
}

// ------------------------------------------------------------------- SQLite's words

bool journal_sqlite_fail(struct sqlite_journal *j, struct error *error)
{
    int code = sqlite3_errcode(j->db) & 0xFF, system = sqlite3_system_errno(j->db);
    j->journal.held |= code == SQLITE_BUSY || code == SQLITE_LOCKED;
    switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        error_set(error, "is in use by another program (waited %g s); try again",
                  j->busy_ms / 1000.0);
        break;
    case SQLITE_FULL:
        error_set(error, "cannot be written: the disk is full; nothing was recorded");
        break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
        error_set(error, "cannot be written: it or its folder is read-only");
        break;
    case SQLITE_CANTOPEN:
        error_set(error, "cannot be opened: %s",
                  disk_is_there(j->journal.path) ? "its folder cannot be written"
                  : system                       ? strerror(system)
                                                 : "no such file");
        break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        error_set(error, "is damaged; the next event sets it aside and goes on in a new "
                         "one with what can be read");
        break;
    case SQLITE_IOERR:
        error_set(error, "could not be read or written%s%s; nothing was recorded",
                  system ? ": " : "", system ? strerror(system) : "");
        break;
    default:
        error_set(error, "database error: %s", sqlite3_errmsg(j->db));
        break;
    }
    return error_in_file(error, j->journal.path);
}

bool journal_sqlite_is_damage(const struct sqlite_journal *j)
{
    int code = sqlite3_errcode(j->db) & 0xFF;
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

bool journal_sqlite_exec(struct sqlite_journal *j, const char *sql, struct error *error)
{
    return sqlite3_exec(j->db, sql, NULL, NULL, NULL) == SQLITE_OK ||
           journal_sqlite_fail(j, error);
}

bool journal_sqlite_integer(struct sqlite_journal *j, const char *sql, int64_t *out,
                            struct error *error)
{
    sqlite3_stmt *statement = NULL;
    bool ok = sqlite3_prepare_v2(j->db, sql, -1, &statement, NULL) == SQLITE_OK &&
              sqlite3_step(statement) == SQLITE_ROW;
    if (ok)
        *out = sqlite3_column_int64(statement, 0);
    else
        journal_sqlite_fail(j, error);
    sqlite3_finalize(statement);
    return ok;
}

sqlite3_stmt *journal_sqlite_prepare(struct sqlite_journal *j, const char *sql,
                                     struct error *error)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(j->db, sql, -1, &statement, NULL) != SQLITE_OK)
        journal_sqlite_fail(j, error);
    return statement;
}

static void bind_text(sqlite3_stmt *statement, int i, const char *text)
{
    sqlite3_bind_text(statement, i, text, -1, SQLITE_TRANSIENT);
}

static void bind_maybe(sqlite3_stmt *statement, int i, const char *text)
{
    if (text)
        bind_text(statement, i, text);
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

/* anything else would overflow when two of them are added */
static int64_t within(int64_t ms, int64_t otherwise)
{
    enum { FAR = 1 << 30 };
    int64_t limit = (int64_t)FAR * 1000 * 1000;
    return ms < -limit || ms > limit ? otherwise : ms;
}

static struct session_time column_time(sqlite3_stmt *statement, int i)
{
    struct session_time at = {.wall_ms = within(sqlite3_column_int64(statement, i), 0),
                              .mono_ms =
                                  within(sqlite3_column_int64(statement, i + 1), -1),
                              .entered = sqlite3_column_int(statement, i + 3) != 0};
    at.mono_ms = at.mono_ms < 0 ? -1 : at.mono_ms;
    snprintf(at.boot, sizeof at.boot, "%s", column_text(statement, i + 2));
    return at;
}

static bool finish(struct sqlite_journal *j, sqlite3_stmt *statement, struct error *error)
{
    bool ok = sqlite3_step(statement) == SQLITE_DONE || journal_sqlite_fail(j, error);
    sqlite3_finalize(statement);
    return ok;
}

// --------------------------------------------------------------- the file that it is

static struct file_mark mark_of(const char *path, const char *suffix)
{
    char name[PATH_MAX];
    struct disk_facts facts;
    if (snprintf(name, sizeof name, "%s%s", path, suffix) >= (int)sizeof name ||
        !disk_look(name, &facts))
        return (struct file_mark){0};
    return (struct file_mark){true, facts.device, facts.inode};
}

static bool is_same(const struct file_mark *a, const struct file_mark *b)
{
    return a->is == b->is && a->device == b->device && a->inode == b->inode;
}

void journal_sqlite_mark(struct sqlite_journal *j)
{
    j->file = mark_of(j->journal.path, "");
    j->log = mark_of(j->journal.path, "-wal");
}

bool journal_sqlite_is_marked(const struct sqlite_journal *j)
{
    struct file_mark file = mark_of(j->journal.path, "");
    return is_same(&file, &j->file);
}

/* What is written into a file that nobody else opens is lost. The log appears with the
 * first transaction and stays while the journal is open. */
static bool is_there(struct journal *journal, struct error *error)
{
    struct sqlite_journal *j = of(journal);
    struct file_mark file = mark_of(journal->path, "");
    struct file_mark log = mark_of(journal->path, "-wal");
    if (!j->log.is)
        j->log = log;
    if (is_same(&file, &j->file) && is_same(&log, &j->log))
        return true;
    error_set(error, "was moved, removed or replaced while it was open; nothing more is "
                     "recorded in it. Put it back, or close and open again");
    return error_in_file(error, journal->path);
}

static void close_it(struct journal *journal)
{
    sqlite3_close(of(journal)->db);
    for (int i = 0; i < JOURNAL_KEPT; i++)
        free(of(journal)->kept[i]);
    free(journal->path);
    free(journal);
}

static void roll_back(struct journal *journal)
{
    sqlite3_exec(of(journal)->db, "ROLLBACK", NULL, NULL, NULL);
}

static bool begin(struct journal *journal, struct error *error)
{
    journal->held = false;
    if (journal->damaged) {
        error_set(error, "is damaged and only read");
        return error_in_file(error, journal->path);
    }
    if (!is_there(journal, error) ||
        !journal_sqlite_exec(of(journal), "BEGIN IMMEDIATE", error))
        return false;
    // also what happened while it waited
    if (is_there(journal, error))
        return true;
    roll_back(journal);
    return false;
}

static bool commit(struct journal *journal, struct error *error)
{
    if (journal_sqlite_exec(of(journal), "COMMIT", error))
        return true;
    roll_back(journal);
    return false;
}

// ---------------------------------------------------------------------- sessions

/* who it is, as it was told last */
static const char LIST[] =
    "SELECT s.id, s.wall_ms, coalesce((SELECT json_extract(e.args, '$[0]') FROM event e "
    "WHERE e.session = s.id AND e.name = 'label' AND json_valid(e.args) "
    "ORDER BY e.number DESC LIMIT 1), s.label), s.ended, "
    "instr(s.terms, ',\"practice\":') FROM session s";

struct session_row journal_sqlite_entry(sqlite3_stmt *q)
{
    return (struct session_row){.id = sqlite3_column_int64(q, 0),
                                .started = {.wall_ms = sqlite3_column_int64(q, 1)},
                                .label = column_text(q, 2),
                                .ended = (const char *)sqlite3_column_text(q, 3),
                                .practice = sqlite3_column_int(q, 4) > 0};
}

struct only_open {
    journal_each_row *each;
    void *user;
};

static bool give_open(const struct session_row *row, void *user)
{
    struct only_open *o = user;
    return row->ended || o->each(row, o->user);
}

static bool each_session(struct journal *journal, enum journal_which which,
                         journal_each_row *each, void *user, struct error *error)
{
    struct sqlite_journal *j = of(journal);
    struct only_open open = {each, user};
    if (journal->damaged)
        return (which == JOURNAL_ALL ? journal_damage_list(j, each, user)
                                     : journal_damage_list(j, give_open, &open)) ||
               journal_sqlite_fail(j, error);
    char sql[400];
    snprintf(sql, sizeof sql, "%s%s ORDER BY id", LIST,
             which == JOURNAL_OPEN ? " WHERE ended IS NULL" : "");
    sqlite3_stmt *q = journal_sqlite_prepare(j, sql, error);
    if (!q)
        return false;
    bool ok = true;
    int step = SQLITE_DONE;
    while (ok && (step = sqlite3_step(q)) == SQLITE_ROW) {
        struct session_row row = journal_sqlite_entry(q);
        ok = each(&row, user);
    }
    if (ok && step != SQLITE_DONE)
        ok = journal_sqlite_fail(j, error);
    sqlite3_finalize(q);
    return ok;
}

static const char *keep(char **place, sqlite3_stmt *q, int column)
{
    free(*place);
    const char *text = column_text(q, column);
    *place = strcpy(xmalloc(strlen(text) + 1), text);
    return *place;
}

/* the texts of the row that was handed out last stay with the journal: an open statement
 * would hold writers back */
static bool one_session(struct journal *journal, int64_t id, struct session_row *row,
                        struct error *error)
{
    struct sqlite_journal *j = of(journal);
    sqlite3_stmt *q = journal_sqlite_prepare(
        j,
        j->journal.version < 4
            ? "SELECT id, label, terms, case_text, plan_text, ended, wall_ms, mono_ms, "
              "boot, entered, NULL, NULL, 0, 0, NULL FROM session WHERE id = ?"
        : j->journal.version < 5
            ? "SELECT id, label, terms, case_text, plan_text, ended, wall_ms, mono_ms, "
              "boot, entered, key, machine, room_ms, server_ms, NULL FROM session "
              "WHERE id = ?"
            : "SELECT id, label, terms, case_text, plan_text, ended, wall_ms, mono_ms, "
              "boot, entered, key, machine, room_ms, server_ms, login FROM session "
              "WHERE id = ?",
        error);
    *row = (struct session_row){0};
    if (!q)
        return false;
    sqlite3_bind_int64(q, 1, id);
    int step = sqlite3_step(q);
    if (step == SQLITE_ROW) {
        bool ended = sqlite3_column_type(q, 5) != SQLITE_NULL;
        row->id = sqlite3_column_int64(q, 0);
        row->label = keep(&j->kept[0], q, 1);
        row->terms = keep(&j->kept[1], q, 2);
        row->case_text = keep(&j->kept[2], q, 3);
        row->plan_text = keep(&j->kept[3], q, 4);
        row->ended = ended ? keep(&j->kept[4], q, 5) : NULL;
        row->started = column_time(q, 6);
        row->n_events = -1;
        row->from = (struct origin){.room_ms = within(sqlite3_column_int64(q, 12), 0),
                                    .server_ms = within(sqlite3_column_int64(q, 13), 0)};
        if (sqlite3_column_type(q, 10) != SQLITE_NULL)
            row->from.key = keep(&j->kept[5], q, 10);
        if (sqlite3_column_type(q, 11) != SQLITE_NULL)
            row->from.machine = keep(&j->kept[6], q, 11);
        if (sqlite3_column_type(q, 14) != SQLITE_NULL)
            row->from.login = keep(&j->kept[7], q, 14);
    }
    bool ok = step == SQLITE_ROW || step == SQLITE_DONE || journal_sqlite_fail(j, error);
    // a text on a page that cannot be read comes out empty
    if (ok && journal_sqlite_is_damage(j))
        ok = journal_sqlite_fail(j, error);
    sqlite3_finalize(q);
    return ok;
}

static bool add_session(struct journal *journal, const struct session_row *row,
                        int64_t *id, struct error *error)
{
    struct sqlite_journal *j = of(journal);
    sqlite3_stmt *q = journal_sqlite_prepare(
        j,
        "INSERT INTO session(id, label, wall_ms, mono_ms, boot, entered, case_text, "
        "plan_text, terms, ended, key, machine, room_ms, server_ms, login) "
        "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        error);
    if (!q)
        return false;
    if (row->id)
        sqlite3_bind_int64(q, 1, row->id);
    bind_text(q, 2, row->label);
    bind_time(q, 3, &row->started);
    bind_text(q, 7, row->case_text);
    bind_text(q, 8, row->plan_text);
    bind_text(q, 9, row->terms);
    bind_maybe(q, 10, row->ended);
    bind_maybe(q, 11, row->from.key);
    bind_maybe(q, 12, row->from.machine);
    sqlite3_bind_int64(q, 13, row->from.room_ms);
    sqlite3_bind_int64(q, 14, row->from.server_ms);
    bind_maybe(q, 15, row->from.login);
    bool ok = finish(j, q, error);
    *id = sqlite3_last_insert_rowid(j->db);
    return ok;
}

static bool end_session(struct journal *journal, int64_t id, const char *ended,
                        struct error *error)
{
    struct sqlite_journal *j = of(journal);
    sqlite3_stmt *q =
        journal_sqlite_prepare(j, "UPDATE session SET ended = ? WHERE id = ?", error);
    if (!q)
        return false;
    if (ended)
        bind_text(q, 1, ended);
    sqlite3_bind_int64(q, 2, id);
    return finish(j, q, error);
}

static bool drop(struct journal *journal, int64_t id, int *n, struct error *error)
{
    // the trigger keeps the events of a session that is there
    static const char *const SQL[] = {
        "DELETE FROM session WHERE ?1 = 0 OR id = ?1",
        "DELETE FROM event WHERE ?1 = 0 OR session = ?1",
    };
    struct sqlite_journal *j = of(journal);
    for (int i = 0; i < 2; i++) {
        sqlite3_stmt *q = journal_sqlite_prepare(j, SQL[i], error);
        if (!q)
            return false;
        sqlite3_bind_int64(q, 1, id);
        if (!finish(j, q, error))
            return false;
        if (i == 0)
            *n = sqlite3_changes(j->db);
    }
    return true;
}

/* the log still holds what was written: bring it over and empty it */
static bool scrub(struct journal *journal, struct error *error)
{
    return journal_sqlite_exec(of(journal), "PRAGMA wal_checkpoint(TRUNCATE)", error);
}

// ------------------------------------------------------------------------ events

static struct event_row event_of(sqlite3_stmt *q)
{
    struct event_row row = {.number = sqlite3_column_int(q, 0),
                            .name = column_text(q, 1),
                            .args = column_text(q, 2),
                            .at = column_time(q, 3),
                            .happened_ms = sqlite3_column_int64(q, 8),
                            .version = sqlite3_column_int(q, 9),
                            .has_sum = sqlite3_column_type(q, 10) != SQLITE_NULL,
                            .sum = sqlite3_column_int64(q, 10)};
    row.at.session_ms = within(sqlite3_column_int64(q, 7), 0);
    row.from = (struct origin){.key = (const char *)sqlite3_column_text(q, 11),
                               .machine = (const char *)sqlite3_column_text(q, 12),
                               .initials = (const char *)sqlite3_column_text(q, 13),
                               .login = (const char *)sqlite3_column_text(q, 16),
                               .room_ms = within(sqlite3_column_int64(q, 14), 0),
                               .server_ms = within(sqlite3_column_int64(q, 15), 0)};
    row.answers = (const char *)sqlite3_column_text(q, 17);
    return row;
}

static const char *events_sql(int64_t version)
{
    if (version < 2)
        return "SELECT number, name, args, wall_ms, mono_ms, boot, entered, 0, 0, 1, "
               "NULL, NULL, NULL, NULL, 0, 0, NULL, NULL "
               "FROM event WHERE session = ? AND number > ? ORDER BY number";
    if (version < 4)
        return "SELECT number, name, args, wall_ms, mono_ms, boot, entered, session_ms, "
               "happened_ms, version, sum, NULL, NULL, NULL, 0, 0, NULL, NULL "
               "FROM event WHERE session = ? AND number > ? ORDER BY number";
    if (version < 5)
        return "SELECT number, name, args, wall_ms, mono_ms, boot, entered, session_ms, "
               "happened_ms, version, sum, key, machine, initials, room_ms, server_ms, "
               "NULL, NULL "
               "FROM event WHERE session = ? AND number > ? ORDER BY number";
    return "SELECT number, name, args, wall_ms, mono_ms, boot, entered, session_ms, "
           "happened_ms, version, sum, key, machine, initials, room_ms, server_ms, "
           "login, answers "
           "FROM event WHERE session = ? AND number > ? ORDER BY number";
}

static bool each_event(struct journal *journal, int64_t id, int after,
                       journal_each_event_row *each, void *user, struct error *error)
{
    struct sqlite_journal *j = of(journal);
    sqlite3_stmt *q = journal_sqlite_prepare(j, events_sql(j->journal.version), error);
    if (!q)
        return false;
    sqlite3_bind_int64(q, 1, id);
    sqlite3_bind_int(q, 2, after);
    bool ok = true;
    int step = SQLITE_DONE;
    while (ok && (step = sqlite3_step(q)) == SQLITE_ROW) {
        struct event_row row = event_of(q);
        ok = each(&row, user);
    }
    if (ok && step != SQLITE_DONE)
        ok = journal_sqlite_fail(j, error);
    sqlite3_finalize(q);
    return ok;
}

static bool put_sight(struct sqlite_journal *j, const struct session_time *at,
                      struct error *error)
{
    sqlite3_stmt *q =
        journal_sqlite_prepare(j,
                               "INSERT INTO sight(boot, wall_ms, mono_ms, first_wall_ms, "
                               "first_mono_ms) VALUES(?1, ?2, ?3, ?2, ?3) "
                               "ON CONFLICT(boot) DO UPDATE SET wall_ms = "
                               "excluded.wall_ms, mono_ms = excluded.mono_ms "
                               "WHERE excluded.mono_ms > mono_ms",
                               error);
    if (!q)
        return false;
    bind_text(q, 1, at->boot);
    sqlite3_bind_int64(q, 2, at->wall_ms);
    sqlite3_bind_int64(q, 3, at->mono_ms);
    return finish(j, q, error);
}

static bool add_event(struct journal *journal, int64_t id, const struct event_row *row,
                      struct error *error)
{
    struct sqlite_journal *j = of(journal);
    sqlite3_stmt *q = journal_sqlite_prepare(
        j,
        "INSERT INTO event(session, number, wall_ms, mono_ms, boot, "
        "entered, name, args, session_ms, happened_ms, version, sum, "
        "key, machine, initials, room_ms, server_ms, login, answers) "
        "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?)",
        error);
    if (!q)
        return false;
    sqlite3_bind_int64(q, 1, id);
    sqlite3_bind_int(q, 2, row->number);
    bind_time(q, 3, &row->at);
    bind_text(q, 7, row->name);
    bind_text(q, 8, row->args);
    sqlite3_bind_int64(q, 9, row->at.session_ms);
    sqlite3_bind_int64(q, 10, row->happened_ms);
    sqlite3_bind_int(q, 11, row->version);
    if (row->has_sum)
        sqlite3_bind_int64(q, 12, row->sum);
    bind_maybe(q, 13, row->from.key);
    bind_maybe(q, 14, row->from.machine);
    bind_maybe(q, 15, row->from.initials);
    sqlite3_bind_int64(q, 16, row->from.room_ms);
    sqlite3_bind_int64(q, 17, row->from.server_ms);
    bind_maybe(q, 18, row->from.login);
    bind_maybe(q, 19, row->answers);
    bool real = !row->at.entered && row->at.mono_ms >= 0 && row->at.boot[0];
    return finish(j, q, error) && (!real || put_sight(j, &row->at, error)) &&
           (!row->ends || end_session(journal, id, row->ends, error));
}

// ------------------------------------------------------------------------ sights

static bool each_sight(struct journal *journal, journal_each_sight *each, void *user,
                       struct error *error)
{
    struct sqlite_journal *j = of(journal);
    if (j->journal.version < 3)
        return true;
    sqlite3_stmt *q = journal_sqlite_prepare(
        j,
        "SELECT ifnull(first_wall_ms, wall_ms), "
        "ifnull(first_mono_ms, mono_ms), boot, 0, wall_ms, mono_ms, "
        "boot, 0 FROM sight ORDER BY id",
        error);
    if (!q)
        return false;
    bool ok = true;
    int step = SQLITE_DONE;
    while (ok && (step = sqlite3_step(q)) == SQLITE_ROW) {
        struct session_time first = column_time(q, 0), last = column_time(q, 4);
        ok = each(&first, user) && each(&last, user);
    }
    if (ok && step != SQLITE_DONE)
        ok = journal_sqlite_fail(j, error);
    sqlite3_finalize(q);
    return ok;
}

struct newest {
    const struct session_time *at;
    bool known;
};

static bool is_known(const struct session_time *sight, void *user)
{
    struct newest *n = user;
    if (strcmp(sight->boot, n->at->boot) == 0)
        n->known = n->at->mono_ms < sight->mono_ms + SIGHT_STEP_MS;
    return true;
}

/* never waits: a sight is worth no delay */
static bool see(struct journal *journal, const struct session_time *at,
                struct error *error)
{
    struct sqlite_journal *j = of(journal);
    struct newest n = {.at = at};
    if (j->journal.version < 3 || sqlite3_db_readonly(j->db, "main") == 1)
        return true;
    if (!each_sight(journal, is_known, &n, error))
        return false;
    if (n.known)
        return true;
    sqlite3_busy_timeout(j->db, 0);
    bool ok =
        is_there(journal, error) && journal_sqlite_exec(j, "BEGIN IMMEDIATE", error);
    if (ok) {
        ok = put_sight(j, at, error);
        if (!ok)
            roll_back(journal);
        ok = ok && commit(journal, error);
    }
    sqlite3_busy_timeout(j->db, j->busy_ms);
    return ok;
}

const struct journal_ops JOURNAL_SQLITE_OPS = {
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
    .end = end_session,
    .drop = drop,
    .scrub = scrub,
    .sights = each_sight,
    .see = see,
    .backup = journal_sqlite_backup,
};
