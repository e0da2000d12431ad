#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cut.h"
#include "base/file.h"
#include "session/server.h"
#include "session/spool_internal.h"
#include "system/clock.h"
#include "system/disk.h"

static const char TABLES[] =
    "CREATE TABLE IF NOT EXISTS wait_session(id INTEGER PRIMARY KEY, key TEXT NOT NULL);"
    "CREATE TABLE IF NOT EXISTS wait_event("
    "  session INTEGER NOT NULL, number INTEGER NOT NULL, key TEXT NOT NULL, ends TEXT,"
    "  PRIMARY KEY(session, number)) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS kept("
    "  id INTEGER PRIMARY KEY, session INTEGER NOT NULL, label TEXT NOT NULL,"
    "  key TEXT NOT NULL UNIQUE, wall_ms INTEGER NOT NULL, name TEXT NOT NULL,"
    "  args TEXT NOT NULL, why TEXT NOT NULL, said TEXT,"
    "  seen_ms INTEGER, seen_by TEXT, seen_why TEXT, session_key TEXT);"
    "CREATE TABLE IF NOT EXISTS turn(session INTEGER PRIMARY KEY, n INTEGER NOT NULL);"
    "CREATE TABLE IF NOT EXISTS known(name TEXT PRIMARY KEY, value) WITHOUT ROWID;";

bool spool_path(const char *address, char *out, size_t size, struct error *error)
{
    char name[SERVER_NAME_MAX], file[64];
    if (!server_name(address, name, error))
        return false;
    uint64_t sum = 14695981039346656037ULL;
    for (const char *p = name; *p; p++)
        sum = (sum ^ (unsigned char)*p) * 1099511628211ULL;
    snprintf(file, sizeof file, "room-%016llx.db", (unsigned long long)sum);
    return file_user_data(file, out, size, error);
}

struct spool *spool_open(const char *path, const struct journal_options *options,
                         struct error *error)
{
    struct spool *s = xcalloc(1, sizeof *s);
    char lock[PATH_MAX];
    // what is damaged is set aside as with any journal, and its sessions go on
    struct journal_options o = {.path = path,
                                .is_default = true,
                                .busy_ms = options->busy_ms,
                                .append_ms = options->append_ms,
                                .vfs = options->vfs,
                                .machine = options->machine};
    s->lock = -1;
    s->mirror = journal_file_open(&o, NULL, 0, error);
    s->in = (struct sqlite_journal *)s->mirror;
    bool ok = s->mirror && journal_sqlite_exec(s->in, TABLES, error) &&
              spool_widen_kept(s, error);
    if (ok && cut_print(lock, sizeof lock, "%s-lock", path))
        s->lock = disk_open(lock, DISK_LOCK);
    if (ok && s->lock < 0) {
        error_set(error, "cannot be locked: %s", strerror(errno));
        ok = error_in_file(error, path);
    }
    if (!ok)
        spool_close(&s);
    return s;
}

void spool_close(struct spool **spool)
{
    if (!spool || !*spool)
        return;
    journal_close(&(*spool)->mirror);
    if ((*spool)->lock >= 0)
        disk_close((*spool)->lock);
    free(*spool);
    *spool = NULL;
}

struct journal *spool_mirror(struct spool *s)
{
    return s->mirror;
}

void spool_sync(struct spool *s, bool at_once)
{
    struct error ignored;
    journal_sqlite_exec(
        s->in, at_once ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL",
        &ignored);
}

void spool_flush(struct spool *s)
{
    spool_sync(s, true);
    // a commit that is synced brings the whole log with it
    spool_set_number(s, "flushed", spool_number(s, "flushed") + 1);
}

bool spool_lock(struct spool *s, int milliseconds)
{
    int64_t until = clock_boot_ms() + milliseconds;
    while (!disk_lock(s->lock)) {
        if ((errno != EWOULDBLOCK && errno != EINTR) || clock_boot_ms() >= until)
            return false;
        clock_sleep_ms(1);
    }
    return true;
}

void spool_unlock(struct spool *s)
{
    disk_unlock(s->lock);
}

int spool_events(struct spool *s, int64_t id)
{
    struct error ignored;
    return (int)spool_first_of(
        spool_bound(s,
                    "SELECT CASE WHEN EXISTS(SELECT 1 FROM session "
                    "WHERE id = ?1) THEN (SELECT count(*) FROM event "
                    "WHERE session = ?1) ELSE -1 END",
                    &ignored, "i", id));
}

void spool_key(struct spool *s, int64_t id, int number, char out[JOURNAL_KEY_SIZE])
{
    struct error ignored;
    sqlite3_stmt *q =
        number
            ? spool_bound(s, "SELECT key FROM event WHERE session = ? AND number = ?",
                          &ignored, "ii", id, (int64_t)number)
            : spool_bound(s, "SELECT key FROM session WHERE id = ?", &ignored, "i", id);
    out[0] = 0;
    if (q && sqlite3_step(q) == SQLITE_ROW)
        spool_text_of(q, 0, out, JOURNAL_KEY_SIZE);
    sqlite3_finalize(q);
}

// ------------------------------------------------------------------------- what waits

bool spool_add_session(struct spool *s, int64_t id, const char *key, struct error *error)
{
    return spool_finish(
        s,
        spool_bound(s, "INSERT OR IGNORE INTO wait_session(id, key) VALUES(?, ?)", error,
                    "it", id, key),
        error);
}

bool spool_add_event(struct spool *s, int64_t id, int number, const char *key,
                     const char *ends, struct error *error)
{
    return spool_finish(
        s,
        spool_bound(s,
                    "INSERT OR IGNORE INTO wait_event(session, number, key, ends) "
                    "VALUES(?, ?, ?, ?)",
                    error, "iitt", id, (int64_t)number, key, ends),
        error);
}

bool spool_session_waits(struct spool *s, int64_t id)
{
    struct error ignored;
    return spool_first_of(spool_bound(s, "SELECT count(*) FROM wait_session WHERE id = ?",
                                      &ignored, "i", id)) > 0;
}

bool spool_event_waits(struct spool *s, int64_t id, const char *key)
{
    struct error ignored;
    return spool_first_of(spool_bound(
               s, "SELECT count(*) FROM wait_event WHERE session = ? AND key = ?",
               &ignored, "it", id, key)) > 0;
}

int spool_waiting(struct spool *s, int64_t id)
{
    struct error ignored;
    return (int)spool_first_of(
        id ? spool_bound(s, "SELECT count(*) FROM wait_event WHERE session = ?", &ignored,
                         "i", id)
           : spool_bound(s,
                         "SELECT (SELECT count(*) FROM wait_event) + "
                         "(SELECT count(*) FROM wait_session)",
                         &ignored, ""));
}

bool spool_waits(struct spool *s, int64_t id)
{
    return spool_waiting(s, id) > 0 || spool_session_waits(s, id);
}

int spool_ids(struct spool *s, int64_t *ids, int max)
{
    struct error ignored;
    int n = 0;
    sqlite3_stmt *q = spool_bound(s,
                                  "SELECT session FROM wait_event UNION "
                                  "SELECT id FROM wait_session ORDER BY 1 LIMIT ?",
                                  &ignored, "i", (int64_t)max);
    while (q && n < max && sqlite3_step(q) == SQLITE_ROW)
        ids[n++] = sqlite3_column_int64(q, 0);
    sqlite3_finalize(q);
    return n;
}

bool spool_first(struct spool *s, int64_t id, struct spool_event *out)
{
    struct error ignored;
    sqlite3_stmt *q = spool_bound(s,
                                  "SELECT number, key, ends FROM wait_event "
                                  "WHERE session = ? ORDER BY number LIMIT 1",
                                  &ignored, "i", id);
    bool is = q && sqlite3_step(q) == SQLITE_ROW;
    if (is) {
        out->number = sqlite3_column_int(q, 0);
        spool_text_of(q, 1, out->key, sizeof out->key);
        spool_text_of(q, 2, out->ends, sizeof out->ends);
    }
    sqlite3_finalize(q);
    return is;
}

bool spool_session_arrived(struct spool *s, int64_t id, struct error *error)
{
    return spool_finish(
        s, spool_bound(s, "DELETE FROM wait_session WHERE id = ?", error, "i", id),
        error);
}

bool spool_event_arrived(struct spool *s, int64_t id, int number, struct error *error)
{
    return spool_finish(
        s,
        spool_bound(s, "DELETE FROM wait_event WHERE session = ? AND number = ?", error,
                    "ii", id, (int64_t)number),
        error);
}

bool spool_turn(struct spool *s, int64_t id, struct error *error)
{
    return spool_finish(
               s,
               spool_bound(s, "DELETE FROM wait_event WHERE session = ?", error, "i", id),
               error) &&
           spool_finish(s,
                        spool_bound(s,
                                    "INSERT INTO turn(session, n) VALUES(?, 1) "
                                    "ON CONFLICT(session) DO UPDATE SET n = n + 1",
                                    error, "i", id),
                        error);
}

int spool_generation(struct spool *s, int64_t id)
{
    struct error ignored;
    return (int)spool_first_of(
        spool_bound(s, "SELECT n FROM turn WHERE session = ?", &ignored, "i", id));
}

// ---------------------------------------------------------------------- what is known

static void append_name(const char *address, char out[120])
{
    char login[SERVER_LOGIN_MAX];
    server_login(address, login);
    cut_print(out, 120, "may_append %s", login);
}

enum spool_append spool_append(struct spool *s, const char *address)
{
    char name[120];
    append_name(address, name);
    int64_t known = spool_number(s, name);
    // an older deqi kept one for all logins
    return (enum spool_append)(known ? known : spool_number(s, "may_append"));
}

bool spool_is_recorded_in(struct spool *s)
{
    struct error ignored;
    static const char SQL[] =
        "SELECT count(*) FROM known WHERE value = ? AND "
        "(name = 'may_append' OR substr(name, 1, 11) = 'may_append ')";
    return spool_first_of(spool_bound(s, SQL, &ignored, "i", (int64_t)SPOOL_APPENDS)) > 0;
}

void spool_set_append(struct spool *s, const char *address, bool may)
{
    char name[120];
    append_name(address, name);
    enum spool_append was = (enum spool_append)spool_number(s, name);
    enum spool_append is = may || was == SPOOL_APPENDS ? SPOOL_APPENDS : SPOOL_READS;
    if (is != was)
        spool_set_number(s, name, is);
}

int64_t spool_number(struct spool *s, const char *name)
{
    struct error ignored;
    return spool_first_of(
        spool_bound(s, "SELECT value FROM known WHERE name = ?", &ignored, "t", name));
}

void spool_set_number(struct spool *s, const char *name, int64_t value)
{
    struct error ignored;
    spool_finish(s,
                 spool_bound(s, "INSERT OR REPLACE INTO known(name, value) VALUES(?, ?)",
                             &ignored, "ti", name, value),
                 &ignored);
}

void spool_text(struct spool *s, const char *name, char *out, size_t size)
{
    struct error ignored;
    sqlite3_stmt *q =
        spool_bound(s, "SELECT value FROM known WHERE name = ?", &ignored, "t", name);
    out[0] = 0;
    if (q && sqlite3_step(q) == SQLITE_ROW)
        spool_text_of(q, 0, out, size);
    sqlite3_finalize(q);
}

void spool_set_text(struct spool *s, const char *name, const char *value)
{
    struct error ignored;
    spool_finish(s,
                 spool_bound(s, "INSERT OR REPLACE INTO known(name, value) VALUES(?, ?)",
                             &ignored, "tt", name, value),
                 &ignored);
}
