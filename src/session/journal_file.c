/* journal_file.c - opening, creating, judging and setting aside the file of a journal.
 *
 * What is found is judged before anything is written to it. Creating and setting aside
 * happen under a lock on the folder, and are judged again under it, so that two programs
 * that find the same damage do not set each other's new journal aside.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "session/journal_internal.h"

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
};
enum { VERSION = sizeof MIGRATIONS / sizeof *MIGRATIONS };

enum found { FOUND_GOOD, FOUND_DAMAGED, FOUND_ERROR };

// ------------------------------------------------------------------- SQLite's words

bool journal_fail(const struct journal *j, struct error *error)
{
    int code = sqlite3_errcode(j->db) & 0xFF, system = sqlite3_system_errno(j->db);
    switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        error_set(error, "is in use by another deqi (waited %d s); try again",
                  j->busy_ms / 1000);
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
                  access(j->path, F_OK) == 0 ? "its folder cannot be written"
                  : system                   ? strerror(system)
                                             : "no such file");
        break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        error_set(error, "is damaged; the next call sets it aside and begins a new one");
        break;
    case SQLITE_IOERR:
        error_set(error, "could not be read or written%s%s; nothing was recorded",
                  system ? ": " : "", system ? strerror(system) : "");
        break;
    default:
        error_set(error, "database error: %s", sqlite3_errmsg(j->db));
        break;
    }
    return error_in_file(error, j->path);
}

bool journal_exec(const struct journal *j, const char *sql, struct error *error)
{
    return sqlite3_exec(j->db, sql, NULL, NULL, NULL) == SQLITE_OK ||
           journal_fail(j, error);
}

bool journal_integer(const struct journal *j, const char *sql, int64_t *out,
                     struct error *error)
{
    sqlite3_stmt *statement = NULL;
    bool ok = sqlite3_prepare_v2(j->db, sql, -1, &statement, NULL) == SQLITE_OK &&
              sqlite3_step(statement) == SQLITE_ROW;
    if (ok)
        *out = sqlite3_column_int64(statement, 0);
    else
        journal_fail(j, error);
    sqlite3_finalize(statement);
    return ok;
}

/* whether the pragma answers with this word */
static bool answers(const struct journal *j, const char *sql, const char *word)
{
    sqlite3_stmt *statement = NULL;
    bool ok = sqlite3_prepare_v2(j->db, sql, -1, &statement, NULL) == SQLITE_OK &&
              sqlite3_step(statement) == SQLITE_ROW &&
              sqlite3_column_text(statement, 0) &&
              strcmp((const char *)sqlite3_column_text(statement, 0), word) == 0;
    sqlite3_finalize(statement);
    return ok;
}

static bool is_read_only(const struct journal *j)
{
    return sqlite3_db_readonly(j->db, "main") == 1;
}

static bool is_damage(const struct journal *j)
{
    int code = sqlite3_errcode(j->db) & 0xFF;
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
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
static int lock_folder(const struct journal *j, struct error *error)
{
    char folder[PATH_MAX];
    int fd = folder_of(j->path, folder, sizeof folder)
                 ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
                 : -1;
    if (fd < 0) {
        error_set(error, "its folder cannot be opened: %s", strerror(errno));
        error_in_file(error, j->path);
        return -1;
    }
    for (int waited = 0; flock(fd, LOCK_EX | LOCK_NB) != 0; waited += 20) {
        if (waited >= j->busy_ms || (errno != EWOULDBLOCK && errno != EINTR)) {
            close(fd);
            error_set(error, "its folder is in use by another deqi; try again");
            error_in_file(error, j->path);
            return -1;
        }
        nanosleep(&(struct timespec){.tv_nsec = 20 * 1000 * 1000}, NULL);
    }
    return fd;
}

/* syncs the folder, so that what was made or renamed in it stays, and lets go of it */
static void unlock_folder(int fd)
{
    fsync(fd);
    close(fd);
}

// ---------------------------------------------------------------------- judging

static const char MAGIC[16] = "SQLite format 3";

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

enum soundness { SOUND, UNSOUND };

/* Whether a file that is not a journal as it should be is what is left of one. */
static bool was_journal(const char *path, const char *data, size_t n,
                        enum soundness sound)
{
    if (is_text(data, n))
        return false;
    if (contains(data, n, "CREATE TRIGGER event_stays"))
        return true;
    if (sound == SOUND)
        return false;
    const char *dot = strrchr(path, '.');
    return contains(data, n, "deqi/case-1") ||
           (dot && strcmp(dot, ".db") == 0 && memcmp(data, MAGIC, sizeof MAGIC) != 0);
}

/* Damaged, and ours to set aside, or foreign. */
static enum found judge_bytes(const struct journal *j, const struct journal_options *o,
                              enum soundness sound, struct error *error)
{
    enum { LOOK = 4 * 1024 * 1024 };
    int fd = open(j->path, O_RDONLY | O_CLOEXEC);
    char *data = xcalloc(1, LOOK);
    ssize_t n = fd >= 0 ? read(fd, data, LOOK) : -1;
    bool ours = o->is_default || (n > 0 && was_journal(j->path, data, (size_t)n, sound));
    free(data);
    if (fd >= 0)
        close(fd);
    if (ours)
        return FOUND_DAMAGED;
    error_set(error,
              "is no journal of deqi, and is left alone; expected a journal or the "
              "name of a new file");
    error_in_file(error, j->path);
    return FOUND_ERROR;
}

/* a log whose database has gone */
static bool log_alone(const struct journal *j)
{
    char log[PATH_MAX];
    struct stat st;
    return stat(j->path, &st) == 0 && st.st_size == 0 &&
           snprintf(log, sizeof log, "%s-wal", j->path) < (int)sizeof log &&
           stat(log, &st) == 0 && st.st_size > 0;
}

/* Nothing can be written beside the file, and all that was ever written is in it: SQLite
 * may read it without the index that it would otherwise make there. */
static bool is_frozen(const struct journal *j)
{
    char log[PATH_MAX], folder[PATH_MAX];
    struct stat st;
    snprintf(folder, sizeof folder, "%s", j->path);
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder] = 0;
    return access(slash ? folder : ".", W_OK) != 0 &&
           snprintf(log, sizeof log, "%s-wal", j->path) < (int)sizeof log &&
           (stat(log, &st) != 0 || st.st_size == 0);
}

/* the path as a URI; false where there is no room */
static bool frozen_uri(const struct journal *j, char *out, size_t size)
{
    size_t n = (size_t)snprintf(out, size, "file:%s", *j->path == '/' ? "" : "./");
    for (const char *p = j->path; *p && n + 20 < size; p++)
        n += (size_t)snprintf(out + n, size - n, strchr("?#%", *p) ? "%%%02X" : "%c",
                              (unsigned char)*p);
    return n + 20 < size && snprintf(out + n, size - n, "?immutable=1") > 0;
}

/* Opens the database and judges it without writing. */
static enum found judge(struct journal *j, const struct journal_options *o,
                        struct error *error)
{
    int64_t application = 0, version = 0, tables = 0;
    if (log_alone(j))
        return FOUND_DAMAGED;
    // SQLite would read more into "file:..." and ":memory:"
    char name[PATH_MAX];
    bool frozen = o->reading && is_frozen(j);
    bool fits = frozen ? frozen_uri(j, name, sizeof name)
                       : snprintf(name, sizeof name, "%s%s", *j->path == '/' ? "" : "./",
                                  j->path) < (int)sizeof name;
    if (!fits) {
        error_set(error, "has too long a name");
        error_in_file(error, j->path);
        return FOUND_ERROR;
    }
    int how = frozen ? SQLITE_OPEN_READONLY | SQLITE_OPEN_URI : SQLITE_OPEN_READWRITE;
    if (sqlite3_open_v2(name, &j->db, how, o->vfs) != SQLITE_OK) {
        journal_fail(j, error);
        return FOUND_ERROR;
    }
    sqlite3_busy_timeout(j->db, j->busy_ms);
    // what is damaged must not be touched by closing it
    sqlite3_db_config(j->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    // one transaction, so that another program's setting up is seen whole or not at all
    if (!journal_exec(j, "BEGIN", error) ||
        !journal_integer(j, "PRAGMA application_id", &application, error) ||
        !journal_integer(j, "PRAGMA user_version", &version, error) ||
        !journal_integer(j, "SELECT count(*) FROM sqlite_schema", &tables, error))
        return is_damage(j) ? judge_bytes(j, o, UNSOUND, error) : FOUND_ERROR;
    if (!answers(j, "PRAGMA quick_check(1)", "ok")) {
        int code = sqlite3_errcode(j->db) & 0xFF;
        bool other = code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE;
        if (!other || is_damage(j))
            return judge_bytes(j, o, UNSOUND, error);
        journal_fail(j, error);
        return FOUND_ERROR;
    }
    if (application != APPLICATION_ID && tables > 0)
        return judge_bytes(j, o, SOUND, error);
    if (version > VERSION) {
        error_set(
            error,
            "was written by a newer deqi (journal version %lld; this one knows up to "
            "%d)",
            (long long)version, VERSION);
        error_in_file(error, j->path);
        return FOUND_ERROR;
    }
    if (!o->reading && is_read_only(j)) {
        error_set(error, "cannot be written: it is read-only");
        error_in_file(error, j->path);
        return FOUND_ERROR;
    }
    sqlite3_db_config(j->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
    return journal_exec(j, "COMMIT", error) ? FOUND_GOOD : FOUND_ERROR;
}

// -------------------------------------------------------------- making and mending

/* The file is there afterwards. A new one is readable by its owner only, and so are the
 * log and index that SQLite makes beside it. One that is there is not opened: closing it
 * would drop the locks that this process holds on it. */
static bool prepare_file(const struct journal *j, struct error *error)
{
    struct stat st;
    if (stat(j->path, &st) != 0 && errno == ENOENT && !j->must_exist) {
        int fd = open(j->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (fd >= 0)
            close(fd);
        else if (errno != EEXIST)
            goto fail;
    }
    if (stat(j->path, &st) != 0)
        goto fail;
    if (S_ISREG(st.st_mode))
        return true;
    error_set(error, "is not a regular file; expected a journal");
    return error_in_file(error, j->path);
fail:
    error_set(error, "cannot be opened: %s", strerror(errno));
    return error_in_file(error, j->path);
}

static bool migrate(const struct journal *j, struct error *error)
{
    int64_t version;
    if (!journal_exec(j, "BEGIN IMMEDIATE", error) ||
        !journal_integer(j, "PRAGMA user_version", &version, error))
        return false;
    char set_version[64];
    for (; version < VERSION; version++) {
        snprintf(set_version, sizeof set_version, "PRAGMA user_version = %lld",
                 (long long)version + 1);
        if (!journal_exec(j, MIGRATIONS[version], error) ||
            !journal_exec(j, set_version, error)) {
            sqlite3_exec(j->db, "ROLLBACK", NULL, NULL, NULL);
            return false;
        }
    }
    if (journal_exec(j, "COMMIT", error))
        return true;
    sqlite3_exec(j->db, "ROLLBACK", NULL, NULL, NULL);
    return false;
}

static bool use_log(const struct journal *j, struct error *error)
{
    if (answers(j, "PRAGMA journal_mode = WAL", "wal"))
        return true;
    int code = sqlite3_errcode(j->db);
    if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE)
        return journal_fail(j, error);
    error_set(error, "lies where a write-ahead log cannot be kept; choose another place");
    return error_in_file(error, j->path);
}

static bool set_up(struct journal *j, bool reading, struct error *error)
{
    if (!journal_exec(j,
                      "PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF;"
                      "PRAGMA cell_size_check = ON; PRAGMA synchronous = FULL",
                      error) ||
        !journal_integer(j, "PRAGMA user_version", &j->version, error))
        return false;
    // what is only read stays as it is, also that of an older deqi
    if (j->version == VERSION || (j->version > 0 && reading))
        return is_read_only(j) || use_log(j, error);
    int fd = lock_folder(j, error);
    if (fd < 0)
        return false;
    bool ok = use_log(j, error) && migrate(j, error);
    j->version = VERSION;
    unlock_folder(fd);
    return ok;
}

static void close_db(struct journal *j)
{
    sqlite3_close(j->db);
    j->db = NULL;
}

/* an existing journal of ours with wider rights is narrowed */
static void narrow(const struct journal *j)
{
    struct stat st;
    if (stat(j->path, &st) == 0 && (st.st_mode & 0077))
        chmod(j->path, 0600);
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
static bool set_aside(const struct journal *j, char *name, size_t size,
                      struct error *error)
{
    struct stat st;
    int n = 0;
    do
        if (snprintf(name, size, "%s.damaged-%d", j->path, ++n) >= (int)size)
            break;
    while (lstat(name, &st) == 0);
    // the log first: a database without its log is only older, a log without its database
    // would be taken for the new one's
    if (rename_beside(j->path, "-wal", name) && rename_beside(j->path, "-shm", name) &&
        rename_beside(j->path, "", name))
        return true;
    error_set(error, "is damaged and cannot be set aside: %s", strerror(errno));
    return error_in_file(error, j->path);
}

/* judges again under the folder's lock, so that only one program sets the file aside */
static bool replace_damaged(struct journal *j, const struct journal_options *o,
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
    }
    unlock_folder(fd);
    return found == FOUND_GOOD;
}

struct journal *journal_open(const struct journal_options *o, char *aside, size_t size,
                             struct error *error)
{
    char name[PATH_MAX];
    struct journal *j = xcalloc(1, sizeof *j);
    j->path = strcpy(xmalloc(strlen(o->path) + 1), o->path);
    j->must_exist = o->must_exist;
    j->busy_ms = o->busy_ms ? o->busy_ms : BUSY_MS;
    if (aside && size)
        aside[0] = 0;
    if (!prepare_file(j, error))
        goto fail;
    enum found found = judge(j, o, error);
    if (found == FOUND_DAMAGED) {
        close_db(j);
        if (!replace_damaged(j, o, name, sizeof name, error))
            goto fail;
        if (aside && size)
            snprintf(aside, size, "%s", name);
    } else if (found == FOUND_ERROR) {
        goto fail;
    }
    narrow(j);
    if (set_up(j, o->reading, error))
        return j;
fail:
    journal_close(&j);
    return NULL;
}

void journal_close(struct journal **journal)
{
    if (!journal || !*journal)
        return;
    sqlite3_close((*journal)->db);
    free((*journal)->path);
    free(*journal);
    *journal = NULL;
}
