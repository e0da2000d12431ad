/* journal_file.c - opening, creating, judging and setting aside the file of a journal.
 *
 * What is found is judged before anything is written to it. Creating and setting aside
 * happen under a lock on the folder, and are judged again under it, so that two programs
 * that find the same damage do not set each other's new journal aside.
 */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "session/journal_sqlite.h"
#include "system/clock.h"
#include "system/disk.h"

enum { APPLICATION_ID = 0x64657169 /* "deqi" */, BUSY_MS = 5000 };

/* Step i brings a journal of version i to version i + 1. Never change a step that was
 * released; add one. */
static const char *const MIGRATIONS[] = {
    "CREATE TABLE session("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  label TEXT NOT NULL,"
    "  wall_ms INTEGER NOT NULL, mono_ms INTEGER NOT NULL,"
    "  boot TEXT NOT NULL, entered INTEGER NOT NULL,"
    "  ended TEXT,"
    "  case_text TEXT NOT NULL, plan_text TEXT NOT NULL,"
    "  terms TEXT NOT NULL);"
    "CREATE TABLE event("
    "  session INTEGER NOT NULL, number INTEGER NOT NULL,"
    "  wall_ms INTEGER NOT NULL, mono_ms INTEGER NOT NULL,"
    "  boot TEXT NOT NULL, entered INTEGER NOT NULL,"
    "  name TEXT NOT NULL, args TEXT NOT NULL,"
    "  PRIMARY KEY(session, number)) WITHOUT ROWID;"
    "CREATE TRIGGER event_stays BEFORE UPDATE ON event"
    "  BEGIN SELECT RAISE(ABORT, 'events are only appended'); END;"
    "CREATE TRIGGER event_kept BEFORE DELETE ON event"
    "  WHEN EXISTS(SELECT 1 FROM session WHERE id = OLD.session)"
    "  BEGIN SELECT RAISE(ABORT, 'events are only appended'); END;"
    "PRAGMA application_id = 1684369769;",

    // what a time was found to be, when a late entry happened, under which rules it was
    // recorded, and a sum over the row; and when this machine was last seen running
    "ALTER TABLE event ADD COLUMN session_ms INTEGER;"
    "ALTER TABLE event ADD COLUMN happened_ms INTEGER;"
    "ALTER TABLE event ADD COLUMN version INTEGER NOT NULL DEFAULT 1;"
    "ALTER TABLE event ADD COLUMN sum INTEGER;"
    "CREATE TABLE sight("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT, boot TEXT NOT NULL UNIQUE,"
    "  wall_ms INTEGER NOT NULL, mono_ms INTEGER NOT NULL);",

    // and when it was first seen in that boot
    "ALTER TABLE sight ADD COLUMN first_wall_ms INTEGER;"
    "ALTER TABLE sight ADD COLUMN first_mono_ms INTEGER;",

    // where each row comes from, as on a server that rooms share
    "ALTER TABLE session ADD COLUMN key TEXT;"
    "ALTER TABLE session ADD COLUMN machine TEXT;"
    "ALTER TABLE session ADD COLUMN room_ms INTEGER;"
    "ALTER TABLE session ADD COLUMN server_ms INTEGER;"
    "ALTER TABLE event ADD COLUMN key TEXT;"
    "ALTER TABLE event ADD COLUMN machine TEXT;"
    "ALTER TABLE event ADD COLUMN initials TEXT;"
    "ALTER TABLE event ADD COLUMN room_ms INTEGER;"
    "ALTER TABLE event ADD COLUMN server_ms INTEGER;"
    "CREATE INDEX session_open ON session(id) WHERE ended IS NULL;",

    // who sent it to a server, and which event it takes back
    "ALTER TABLE session ADD COLUMN login TEXT;"
    "ALTER TABLE event ADD COLUMN login TEXT;"
    "ALTER TABLE event ADD COLUMN answers TEXT;",
};
enum { VERSION = sizeof MIGRATIONS / sizeof *MIGRATIONS };

enum found { FOUND_GOOD, FOUND_DAMAGED, FOUND_ERROR };

/* whether the pragma answers with this word */
static bool answers(const struct sqlite_journal *j, const char *sql, const char *word)
{
    sqlite3_stmt *statement = NULL;
    bool ok = sqlite3_prepare_v2(j->db, sql, -1, &statement, NULL) == SQLITE_OK &&
              sqlite3_step(statement) == SQLITE_ROW &&
              sqlite3_column_text(statement, 0) &&
              strcmp((const char *)sqlite3_column_text(statement, 0), word) == 0;
    sqlite3_finalize(statement);
    return ok;
}

static bool is_read_only(const struct sqlite_journal *j)
{
    return sqlite3_db_readonly(j->db, "main") == 1;
}

// --------------------------------------------------------------------- the folder

static bool folder_of(const char *path, char *out, size_t size)
{
    const char *slash = strrchr(path, '/');
    size_t n = slash ? (size_t)(slash - path) : 0;
    if (n + 2 > size)
        return false;
    memcpy(out, path, n);
    out[n] = 0;
    if (!n)
        strcpy(out, slash ? "/" : ".");
    return true;
}

/* a lock on the folder of the file; -1 and an error where it cannot be had in time */
static int lock_folder(const struct sqlite_journal *j, struct error *error)
{
    char folder[PATH_MAX];
    int fd =
        folder_of(j->journal.path, folder, sizeof folder) ? disk_open_folder(folder) : -1;
    if (fd < 0) {
        error_set(error, "its folder cannot be opened: %s", strerror(errno));
        error_in_file(error, j->journal.path);
        return -1;
    }
    for (int waited = 0; !disk_lock(fd); waited += 20) {
        if (waited >= j->busy_ms || (errno != EWOULDBLOCK && errno != EINTR)) {
            disk_close(fd);
            error_set(error, "its folder is in use by another program; try again");
            error_in_file(error, j->journal.path);
            return -1;
        }
        clock_sleep_ms(20);
    }
    return fd;
}

/* syncs the folder, so that what was made or renamed in it stays, and lets go of it */
static void unlock_folder(int fd)
{
    disk_sync(fd);
    disk_close(fd);
}

// ---------------------------------------------------------------------- judging

/* What a person would call a text: no control characters but blanks and line ends. */
static bool is_text(const char *data, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)data[i] < 0x20 && !strchr("\t\n\v\f\r", data[i]))
            return false;
    return true;
}

static bool contains(const char *data, size_t n, const char *what)
{
    return memmem(data, n, what, strlen(what)) != NULL;
}

/* Whether a file that is not a journal as it should be is what is left of one: only what
 * a journal alone holds tells. */
static bool was_journal(const char *data, size_t n)
{
    return !is_text(data, n) && (contains(data, n, "CREATE TRIGGER event_stays") ||
                                 contains(data, n, "deqi/case-1"));
}

/* Damaged, and ours to set aside, or foreign. Whatever blocks the program's own place is
 * set aside, but not by who only reads. */
static enum found judge_bytes(struct sqlite_journal *j, const struct journal_options *o,
                              struct error *error)
{
    enum { LOOK = 4 * 1024 * 1024 };
    int fd = disk_open(j->journal.path, DISK_READ);
    char *data = xcalloc(1, LOOK);
    ptrdiff_t n = fd >= 0 ? disk_read(fd, data, LOOK) : -1;
    bool ours = (o->is_default && !o->reading) || (n > 0 && was_journal(data, (size_t)n));
    free(data);
    if (fd >= 0)
        disk_close(fd);
    if (ours)
        return FOUND_DAMAGED;
    error_set(error,
              "is no journal of deqi, and is left alone; expected a journal or the "
              "name of a new file");
    error_in_file(error, j->journal.path);
    return FOUND_ERROR;
}

/* a log whose database has gone */
static bool log_alone(const struct sqlite_journal *j)
{
    char log[PATH_MAX];
    struct disk_facts facts;
    return disk_look(j->journal.path, &facts) && facts.size == 0 &&
           snprintf(log, sizeof log, "%s-wal", j->journal.path) < (int)sizeof log &&
           disk_look(log, &facts) && facts.size > 0;
}

static bool has_log(const struct sqlite_journal *j)
{
    char log[PATH_MAX];
    struct disk_facts facts;
    return snprintf(log, sizeof log, "%s-wal", j->journal.path) >= (int)sizeof log ||
           (disk_look(log, &facts) && facts.size > 0);
}

/* the path as a URI; false where there is no room */
static bool frozen_uri(const struct sqlite_journal *j, char *out, size_t size)
{
    size_t n =
        (size_t)snprintf(out, size, "file:%s", *j->journal.path == '/' ? "" : "./");
    for (const char *p = j->journal.path; *p && n + 20 < size; p++)
        n += (size_t)snprintf(out + n, size - n, strchr("?#%", *p) ? "%%%02X" : "%c",
                              (unsigned char)*p);
    return n + 20 < size && snprintf(out + n, size - n, "?immutable=1") > 0;
}

/* How a file is opened. Where nothing can be written beside it, all that was ever written
 * may be in it (FROZEN: SQLite reads it without the index that it would make there), or
 * some is in a log (ALONE: the index is kept in memory, which only one program can do).
 */
enum manner { USUAL, FROZEN, ALONE };

static bool open_db(struct sqlite_journal *j, const struct journal_options *o,
                    enum manner manner, struct error *error)
{
    // SQLite would read more into "file:..." and ":memory:"
    char name[PATH_MAX];
    const char *path = j->journal.path;
    bool fits = manner == FROZEN
                    ? frozen_uri(j, name, sizeof name)
                    : snprintf(name, sizeof name, "%s%s", *path == '/' ? "" : "./",
                               path) < (int)sizeof name;
    if (!fits) {
        error_set(error, "has too long a name");
        return error_in_file(error, path);
    }
    int how = manner == USUAL    ? SQLITE_OPEN_READWRITE
              : manner == FROZEN ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
                                 : SQLITE_OPEN_READONLY;
    if (sqlite3_open_v2(name, &j->db, how, o->vfs) != SQLITE_OK)
        return journal_sqlite_fail(j, error);
    sqlite3_busy_timeout(j->db, j->busy_ms);
    // what is damaged must not be touched by closing it
    sqlite3_db_config(j->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    return manner != ALONE ||
           journal_sqlite_exec(j, "PRAGMA locking_mode = EXCLUSIVE", error);
}

static enum found too_new(const struct sqlite_journal *j, int64_t version,
                          struct error *error)
{
    error_set(error,
              "was written by a newer deqi (journal version %lld; this one knows up to "
              "%d)",
              (long long)version, VERSION);
    error_in_file(error, j->journal.path);
    return FOUND_ERROR;
}

/* Opens the database and judges it without writing. */
static enum found judge_as(struct sqlite_journal *j, const struct journal_options *o,
                           enum manner manner, struct error *error)
{
    int64_t application = 0, version = 0, tables = 0;
    if (!open_db(j, o, manner, error))
        return FOUND_ERROR;
    // one transaction, so that another program's setting up is seen whole or not at all
    if (!journal_sqlite_exec(j, "BEGIN", error) ||
        !journal_sqlite_integer(j, "PRAGMA application_id", &application, error) ||
        !journal_sqlite_integer(j, "PRAGMA user_version", &version, error) ||
        !journal_sqlite_integer(j, "SELECT count(*) FROM sqlite_schema", &tables, error))
        return journal_sqlite_is_damage(j) ? judge_bytes(j, o, error) : FOUND_ERROR;
    if (!answers(j, "PRAGMA quick_check(1)", "ok")) {
        int code = sqlite3_errcode(j->db) & 0xFF;
        bool other = code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE;
        if (!other || journal_sqlite_is_damage(j))
            return judge_bytes(j, o, error);
        journal_sqlite_fail(j, error);
        return FOUND_ERROR;
    }
    // another program's, or what is left of ours without a version
    if (tables > 0 && (application != APPLICATION_ID || version < 1))
        return judge_bytes(j, o, error);
    if (version > VERSION)
        return too_new(j, version, error);
    if (!o->reading && is_read_only(j)) {
        error_set(error, "cannot be written: it is read-only");
        error_in_file(error, j->journal.path);
        return FOUND_ERROR;
    }
    sqlite3_db_config(j->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
    return journal_sqlite_exec(j, "COMMIT", error) ? FOUND_GOOD : FOUND_ERROR;
}

static void close_db(struct sqlite_journal *j)
{
    sqlite3_close(j->db);
    j->db = NULL;
}

/* a folder or a disk that takes nothing more: reading is possible all the same */
static bool takes_nothing(const struct sqlite_journal *j)
{
    int code = j->db ? sqlite3_errcode(j->db) & 0xFF : SQLITE_CANTOPEN;
    return code == SQLITE_CANTOPEN || code == SQLITE_READONLY || code == SQLITE_FULL ||
           code == SQLITE_IOERR || code == SQLITE_PERM;
}

/* The file is there afterwards. A new one is readable by its owner only, and so are the
 * log and index that SQLite makes beside it. One that is there is not opened: closing it
 * would drop the locks that this process holds on it. */
static bool prepare_file(const struct sqlite_journal *j, struct error *error)
{
    struct disk_facts facts;
    if (!disk_look(j->journal.path, &facts) && errno == ENOENT && !j->must_exist) {
        int fd = disk_open(j->journal.path, DISK_NEW);
        if (fd >= 0)
            disk_close(fd);
        else if (errno != EEXIST)
            goto fail;
    }
    if (!disk_look(j->journal.path, &facts))
        goto fail;
    if (facts.kind == DISK_FILE)
        return true;
    error_set(error, "is not a regular file; expected a journal");
    return error_in_file(error, j->journal.path);
fail:
    error_set(error, "cannot be opened: %s", strerror(errno));
    return error_in_file(error, j->journal.path);
}

static enum found judge_once(struct sqlite_journal *j, const struct journal_options *o,
                             struct error *error)
{
    if (log_alone(j))
        return FOUND_DAMAGED;
    enum found found = judge_as(j, o, USUAL, error);
    if (found != FOUND_ERROR || !o->reading || !takes_nothing(j))
        return found;
    struct error second;
    close_db(j);
    found = judge_as(j, o, has_log(j) ? ALONE : FROZEN, &second);
    return found;
}

/* what another program sets aside while it is judged is judged anew */
static enum found judge(struct sqlite_journal *j, const struct journal_options *o,
                        struct error *error)
{
    enum { TRIES = 10 };
    enum found found = FOUND_ERROR;
    for (int i = 0; i < TRIES; i++) {
        journal_sqlite_mark(j);
        found = judge_once(j, o, error);
        if (found == FOUND_GOOD || (j->file.is && journal_sqlite_is_marked(j)))
            return found;
        close_db(j);
        // between being set aside and being made anew
        clock_sleep_ms(20);
        if (!j->must_exist && !prepare_file(j, error))
            return FOUND_ERROR;
    }
    return found;
}

// -------------------------------------------------------------- making and mending

static bool migrate(struct sqlite_journal *j, struct error *error)
{
    int64_t version;
    if (!journal_sqlite_exec(j, "BEGIN IMMEDIATE", error) ||
        !journal_sqlite_integer(j, "PRAGMA user_version", &version, error))
        return false;
    char set_version[64];
    for (; version < VERSION; version++) {
        snprintf(set_version, sizeof set_version, "PRAGMA user_version = %lld",
                 (long long)version + 1);
        if (!journal_sqlite_exec(j, MIGRATIONS[version], error) ||
            !journal_sqlite_exec(j, set_version, error)) {
            sqlite3_exec(j->db, "ROLLBACK", NULL, NULL, NULL);
            return false;
        }
    }
    if (journal_sqlite_exec(j, "COMMIT", error))
        return true;
    sqlite3_exec(j->db, "ROLLBACK", NULL, NULL, NULL);
    return false;
}

static bool use_log(struct sqlite_journal *j, struct error *error)
{
    if (answers(j, "PRAGMA journal_mode = WAL", "wal"))
        return true;
    int code = sqlite3_errcode(j->db);
    if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE)
        return journal_sqlite_fail(j, error);
    error_set(error, "lies where a write-ahead log cannot be kept; choose another place");
    return error_in_file(error, j->journal.path);
}

static bool set_pragmas(struct sqlite_journal *j, struct error *error)
{
    return journal_sqlite_exec(j,
                               "PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF;"
                               "PRAGMA cell_size_check = ON; PRAGMA synchronous = FULL",
                               error) &&
           journal_sqlite_integer(j, "PRAGMA user_version", &j->journal.version, error);
}

/* under the folder's lock */
static bool prepare_tables(struct sqlite_journal *j, struct error *error)
{
    if (!set_pragmas(j, error) || !use_log(j, error) || !migrate(j, error))
        return false;
    j->journal.version = VERSION;
    return true;
}

static bool set_up(struct sqlite_journal *j, bool reading, struct error *error)
{
    if (!set_pragmas(j, error))
        return false;
    // what is only read stays as it is, also that of an older deqi
    if (reading && j->journal.version > 0)
        return true;
    if (j->journal.version == VERSION)
        return is_read_only(j) || use_log(j, error);
    int fd = lock_folder(j, error);
    if (fd < 0)
        return false;
    bool ok = prepare_tables(j, error);
    unlock_folder(fd);
    return ok;
}

/* an existing journal of ours with wider rights is narrowed */
static void narrow(const struct sqlite_journal *j)
{
    struct disk_facts facts;
    if (disk_look(j->journal.path, &facts) && (facts.mode & 0077))
        disk_narrow(j->journal.path);
}

static bool rename_beside(const char *path, const char *suffix, const char *to)
{
    char from[PATH_MAX], target[PATH_MAX];
    if (snprintf(from, sizeof from, "%s%s", path, suffix) >= (int)sizeof from ||
        snprintf(target, sizeof target, "%s%s", to, suffix) >= (int)sizeof target)
        return false;
    return rename(from, target) == 0 || (*suffix && errno == ENOENT);
}

/* under the first name of `PATH.damaged-N` that is free */
static bool set_aside(const struct sqlite_journal *j, char *name, size_t size,
                      struct error *error)
{
    int n = 0;
    do
        if (snprintf(name, size, "%s.damaged-%d", j->journal.path, ++n) >= (int)size)
            break;
    while (disk_is_taken(name));
    // the log first: a database without its log is only older, a log without its database
    // would be taken for the new one's
    if (rename_beside(j->journal.path, "-wal", name) &&
        rename_beside(j->journal.path, "-shm", name) &&
        rename_beside(j->journal.path, "", name))
        return true;
    error_set(error, "is damaged and cannot be set aside: %s", strerror(errno));
    return error_in_file(error, j->journal.path);
}

// ----------------------------------------------------------------------- damage

static struct sqlite_journal *make(const char *path, const struct journal_options *o)
{
    struct sqlite_journal *j = xcalloc(1, sizeof *j);
    j->journal.ops = &JOURNAL_SQLITE_OPS;
    j->journal.path = strcpy(xmalloc(strlen(path) + 1), path);
    journal_name_machine(&j->journal, o);
    j->must_exist = o->must_exist;
    j->busy_ms = o->busy_ms ? o->busy_ms : BUSY_MS;
    return j;
}

static void destroy(struct sqlite_journal *j)
{
    struct journal *journal = &j->journal;
    journal_close(&journal);
}

static bool has_column(const struct sqlite_journal *j, const char *name)
{
    char sql[80];
    sqlite3_stmt *statement = NULL;
    snprintf(sql, sizeof sql, "SELECT %s FROM event", name);
    bool has = sqlite3_prepare_v2(j->db, sql, -1, &statement, NULL) == SQLITE_OK;
    sqlite3_finalize(statement);
    return has;
}

/* A damaged file as far as SQLite can still make sense of it, never written to. */
static bool open_damaged(struct sqlite_journal *j, const struct journal_options *o,
                         struct error *error)
{
    close_db(j);
    if (!open_db(j, o, has_log(j) ? ALONE : FROZEN, error))
        return false;
    j->journal.damaged = true;
    struct error ignored;
    if (!journal_sqlite_integer(j, "PRAGMA user_version", &j->journal.version, &ignored))
        j->journal.version = VERSION;
    // as many columns as there are
    j->journal.version = !has_column(j, "sum") ? 1
                         : !has_column(j, "key") && j->journal.version > 3
                             ? 3
                             : j->journal.version;
    return true;
}

/* what can be read of the file that was set aside goes on in the new one; a failure of
 * that leaves the new one empty and the old one whole */
static void rescue(struct sqlite_journal *j, const struct journal_options *o,
                   const char *name)
{
    struct sqlite_journal *old = make(name, o);
    struct error ignored;
    // SQLite would remove a log whose database is empty
    if (!log_alone(old) && open_damaged(old, o, &ignored))
        journal_rescue(&old->journal, &j->journal, &ignored);
    destroy(old);
}

/* judges again under the folder's lock, so that only one program sets the file aside */
static bool replace_damaged(struct sqlite_journal *j, const struct journal_options *o,
                            char *name, size_t size, struct error *error)
{
    int fd = lock_folder(j, error);
    if (fd < 0)
        return false;
    name[0] = 0;
    enum found found = prepare_file(j, error) ? judge(j, o, error) : FOUND_ERROR;
    if (found == FOUND_DAMAGED) {
        close_db(j);
        j->must_exist = false;
        found = set_aside(j, name, size, error) && prepare_file(j, error)
                    ? judge(j, o, error)
                    : FOUND_ERROR;
        if (found == FOUND_GOOD && prepare_tables(j, error)) {
            journal_sqlite_mark(j);
            rescue(j, o, name);
        } else {
            found = FOUND_ERROR;
        }
    }
    unlock_folder(fd);
    return found == FOUND_GOOD;
}

struct journal *journal_file_open(const struct journal_options *o, char *aside,
                                  size_t size, struct error *error)
{
    char name[PATH_MAX] = "";
    struct sqlite_journal *j = make(o->path, o);
    if (aside && size)
        aside[0] = 0;
    if (!prepare_file(j, error))
        goto fail;
    enum found found = judge(j, o, error);
    if (found == FOUND_DAMAGED && o->reading) {
        if (!open_damaged(j, o, error))
            goto fail;
        return &j->journal;
    }
    if (found == FOUND_DAMAGED) {
        close_db(j);
        if (!replace_damaged(j, o, name, sizeof name, error))
            goto fail;
        if (aside && size)
            snprintf(aside, size, "%s", name);
    } else if (found == FOUND_ERROR) {
        goto fail;
    }
    if (!o->reading)
        narrow(j);
    if (set_up(j, o->reading, error)) {
        journal_sqlite_mark(j);
        if (o->append_ms) {
            j->busy_ms = o->append_ms;
            sqlite3_busy_timeout(j->db, j->busy_ms);
        }
        return &j->journal;
    }
fail:
    destroy(j);
    return NULL;
}
