/* progress.c - the store: an SQLite file, or the same tables in memory where no file can
 * be used.
 *
 * What is found is judged before it is written to. A file that another program made and
 * that is no store of ours is left alone, as is a newer one. */
#include "study/progress.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/listing.h"
#include "system/disk.h"

enum { APPLICATION_ID = 0x64717374 /* "dqst" */, VERSION = 1, BUSY_MS = 2000 };

static const char SCHEMA[] =
    "BEGIN IMMEDIATE;"
    "CREATE TABLE IF NOT EXISTS card("
    "  kind TEXT NOT NULL, item TEXT NOT NULL, asked INTEGER NOT NULL,"
    "  known INTEGER NOT NULL, missed INTEGER NOT NULL, interval INTEGER NOT NULL,"
    "  due INTEGER NOT NULL, ease REAL NOT NULL,"
    "  PRIMARY KEY(kind, item)) WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS answer("
    "  id INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, kind TEXT NOT NULL,"
    "  item TEXT NOT NULL, grade INTEGER NOT NULL, cun REAL);"
    "PRAGMA application_id = 1685156724;"
    "PRAGMA user_version = 1;"
    "COMMIT;";

enum { COUNT_MAX = 1000000 }; /* days and answers, more than a life has */

struct progress {
    sqlite3 *db;
    sqlite3_stmt *card; /* asked of some hundred items in a row; NULL until then */
    enum progress_trouble trouble;
    char detail[PATH_MAX + 256];
};

static void not_kept(struct progress *p, const char *path, const char *why)
{
    p->trouble = PROGRESS_NOT_KEPT;
    snprintf(p->detail, sizeof p->detail, "%s: %.200s", path, why);
}

static bool integer(sqlite3 *db, const char *sql, int *out)
{
    sqlite3_stmt *q = NULL;
    bool ok = sqlite3_prepare_v2(db, sql, -1, &q, NULL) == SQLITE_OK &&
              sqlite3_step(q) == SQLITE_ROW;
    if (ok)
        *out = sqlite3_column_int(q, 0);
    sqlite3_finalize(q);
    return ok;
}

static bool is_sound(sqlite3 *db)
{
    sqlite3_stmt *q = NULL;
    bool ok =
        sqlite3_prepare_v2(db, "PRAGMA quick_check(1)", -1, &q, NULL) == SQLITE_OK &&
        sqlite3_step(q) == SQLITE_ROW && sqlite3_column_text(q, 0) &&
        strcmp((const char *)sqlite3_column_text(q, 0), "ok") == 0;
    sqlite3_finalize(q);
    return ok;
}

// ---------------------------------------------------------------- opening

enum found { FOUND_GOOD, FOUND_DAMAGED, FOUND_REFUSED };

static bool is_damage(sqlite3 *db)
{
    int code = sqlite3_errcode(db) & 0xFF;
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

static enum found judge(struct progress *p, const char *path)
{
    int application = 0, version = 0, tables = 0;
    if (!integer(p->db, "PRAGMA application_id", &application) ||
        !integer(p->db, "PRAGMA user_version", &version) ||
        !integer(p->db, "SELECT count(*) FROM sqlite_schema", &tables)) {
        if (is_damage(p->db))
            return FOUND_DAMAGED;
        not_kept(p, path, sqlite3_errmsg(p->db));
        return FOUND_REFUSED;
    }
    if (tables && application != APPLICATION_ID) {
        not_kept(p, path, "is no store of learning");
        return FOUND_REFUSED;
    }
    if (!is_sound(p->db))
        return FOUND_DAMAGED;
    if (version > VERSION) {
        not_kept(p, path, "was written by a newer deqi");
        return FOUND_REFUSED;
    }
    if (sqlite3_db_readonly(p->db, "main") == 1) {
        not_kept(p, path, "is read-only");
        return FOUND_REFUSED;
    }
    return FOUND_GOOD;
}

static void let_go(struct progress *p)
{
    sqlite3_finalize(p->card);
    p->card = NULL;
    sqlite3_close(p->db);
    p->db = NULL;
}

/* `path` in a form in which SQLite reads nothing but a file's name */
static bool open_file(struct progress *p, const char *path)
{
    char name[PATH_MAX];
    if (snprintf(name, sizeof name, "%s%s", *path == '/' ? "" : "./", path) >=
        (int)sizeof name)
        return false;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    if (sqlite3_open_v2(name, &p->db, flags, NULL) == SQLITE_OK) {
        sqlite3_busy_timeout(p->db, BUSY_MS);
        return true;
    }
    not_kept(p, path, sqlite3_errmsg(p->db));
    let_go(p);
    return false;
}

static bool set_up(struct progress *p, const char *path)
{
    if (sqlite3_exec(p->db, SCHEMA, NULL, NULL, NULL) == SQLITE_OK) {
        disk_narrow(path);
        return true;
    }
    not_kept(p, path, sqlite3_errmsg(p->db));
    sqlite3_exec(p->db, "ROLLBACK", NULL, NULL, NULL);
    return false;
}

/* under the first name of `PATH.damaged-N` that is free */
static bool set_aside(struct progress *p, const char *path)
{
    char name[PATH_MAX];
    int n = 0;
    do
        if (snprintf(name, sizeof name, "%s.damaged-%d", path, ++n) >= (int)sizeof name)
            return false;
    while (disk_is_taken(name));
    // an unfinished transaction goes with its file, not into the new one
    char log[PATH_MAX + 16], log_name[PATH_MAX + 16];
    snprintf(log, sizeof log, "%s-journal", path);
    snprintf(log_name, sizeof log_name, "%s-journal", name);
    if ((rename(log, log_name) != 0 && errno != ENOENT) || rename(path, name) != 0) {
        not_kept(p, path, strerror(errno));
        return false;
    }
    p->trouble = PROGRESS_SET_ASIDE;
    snprintf(p->detail, sizeof p->detail, "%s", name);
    return true;
}

static bool use_file(struct progress *p, const char *path)
{
    if (!open_file(p, path))
        return false;
    enum found found = judge(p, path);
    if (found == FOUND_DAMAGED) {
        let_go(p);
        if (!set_aside(p, path) || !open_file(p, path))
            return false;
        found = FOUND_GOOD;
    }
    return found == FOUND_GOOD && set_up(p, path);
}

bool progress_path(const char *learner, char *out, size_t size)
{
    char name[PROGRESS_NAME + 16];
    struct error error;
    size_t n = strlen(learner);
    if (n >= PROGRESS_NAME || strpbrk(learner, "/\\\n\t") || learner[0] == '.')
        return false;
    snprintf(name, sizeof name, n ? "study-%s.db" : "study%s.db", learner);
    return file_user_data(name, out, size, &error);
}

int progress_learners(char (*out)[PROGRESS_NAME], int most)
{
    char folder[PATH_MAX];
    struct listing l;
    struct error error;
    int n = 0;
    if (!file_user_data("study.db", folder, sizeof folder, &error))
        return 0;
    *strrchr(folder, '/') = 0;
    if (!listing_read(&l, folder))
        return 0;
    for (int i = 0; i < l.n && n < most; i++) {
        size_t length = strlen(l.name[i]);
        if (strncmp(l.name[i], "study-", 6) != 0 || length < 10 ||
            length - 9 >= PROGRESS_NAME || strcmp(l.name[i] + length - 3, ".db") != 0)
            continue;
        snprintf(out[n++], PROGRESS_NAME, "%.*s", (int)(length - 9), l.name[i] + 6);
    }
    listing_free(&l);
    return n;
}

struct progress *progress_open(const char *path)
{
    struct progress *p = xcalloc(1, sizeof *p);
    char own[PATH_MAX];
    struct error error = {0};
    if (!path) {
        path = own;
        if (!file_user_data("study.db", own, sizeof own, &error)) {
            not_kept(p, error.file[0] ? error.file : "study.db", error.text);
            path = NULL;
        }
    }
    if (path && use_file(p, path))
        return p;
    // the lesson goes on without a file
    let_go(p);
    if (sqlite3_open(":memory:", &p->db) != SQLITE_OK ||
        sqlite3_exec(p->db, SCHEMA, NULL, NULL, NULL) != SQLITE_OK)
        let_go(p);
    return p;
}

void progress_close(struct progress **progress)
{
    if (!progress || !*progress)
        return;
    let_go(*progress);
    free(*progress);
    *progress = NULL;
}

enum progress_trouble progress_trouble(const struct progress *p)
{
    return p->trouble;
}

const char *progress_detail(const struct progress *p)
{
    return p->detail;
}

// ---------------------------------------------------------------- cards and answers

static sqlite3_stmt *prepare(const struct progress *p, const char *sql)
{
    sqlite3_stmt *q = NULL;
    if (p->db)
        sqlite3_prepare_v2(p->db, sql, -1, &q, NULL);
    return q;
}

bool progress_is_unused(struct progress *p)
{
    int answers = 1;
    return p->db && p->trouble == PROGRESS_WELL &&
           integer(p->db, "SELECT count(*) FROM answer", &answers) && answers == 0;
}

static void bind_item(sqlite3_stmt *q, int at, const struct quiz_item *item)
{
    sqlite3_bind_text(q, at, quiz_kind_name(item->kind), -1, SQLITE_STATIC);
    sqlite3_bind_text(q, at + 1, item->key, -1, SQLITE_TRANSIENT);
}

/* of a file that anybody may have written: no number that adding to would break */
static int count_of(sqlite3_stmt *q, int column)
{
    int n = sqlite3_column_int(q, column);
    return n < 0 ? 0 : n < COUNT_MAX ? n : COUNT_MAX;
}

struct schedule_card progress_card(struct progress *p, const struct quiz_item *item)
{
    struct schedule_card card = {0};
    if (!p->card)
        p->card = prepare(p, "SELECT asked, known, missed, interval, due, ease "
                             "FROM card WHERE kind = ? AND item = ?");
    sqlite3_stmt *q = p->card;
    if (!q)
        return card;
    bind_item(q, 1, item);
    if (sqlite3_step(q) == SQLITE_ROW)
        card = (struct schedule_card){.asked = count_of(q, 0),
                                      .known = count_of(q, 1),
                                      .missed = count_of(q, 2),
                                      .interval = count_of(q, 3),
                                      .due = count_of(q, 4),
                                      .ease = fmin(sqlite3_column_double(q, 5), 10)};
    sqlite3_reset(q);
    return card;
}

int progress_due(struct progress *p, enum quiz_kind kind, int today)
{
    int n = 0;
    sqlite3_stmt *q =
        prepare(p, "SELECT count(*) FROM card WHERE kind = ? AND asked > 0 AND due <= ?");
    if (!q)
        return 0;
    sqlite3_bind_text(q, 1, quiz_kind_name(kind), -1, SQLITE_STATIC);
    sqlite3_bind_int(q, 2, today);
    if (sqlite3_step(q) == SQLITE_ROW)
        n = count_of(q, 0);
    sqlite3_finalize(q);
    return n;
}

static bool run(sqlite3_stmt *q)
{
    bool ok = q && sqlite3_step(q) == SQLITE_DONE;
    sqlite3_finalize(q);
    return ok;
}

static bool keep_card(struct progress *p, const struct quiz_item *item,
                      const struct schedule_card *card)
{
    sqlite3_stmt *q =
        prepare(p, "INSERT INTO card(kind, item, asked, known, missed, interval, due, "
                   "ease) VALUES(?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
                   "asked = excluded.asked, known = excluded.known, "
                   "missed = excluded.missed, interval = excluded.interval, "
                   "due = excluded.due, ease = excluded.ease");
    if (!q)
        return false;
    bind_item(q, 1, item);
    const int numbers[] = {card->asked, card->known, card->missed, card->interval,
                           card->due};
    for (int i = 0; i < 5; i++)
        sqlite3_bind_int(q, 3 + i, numbers[i]);
    sqlite3_bind_double(q, 8, card->ease);
    return run(q);
}

static bool keep_answer(struct progress *p, const struct progress_answer *answer)
{
    sqlite3_stmt *q = prepare(
        p, "INSERT INTO answer(kind, item, at_ms, grade, cun) VALUES(?, ?, ?, ?, ?)");
    if (!q)
        return false;
    bind_item(q, 1, &answer->item);
    sqlite3_bind_int64(q, 3, answer->at_ms);
    sqlite3_bind_int(q, 4, (int)answer->grade);
    if (answer->cun >= 0)
        sqlite3_bind_double(q, 5, answer->cun);
    return run(q);
}

static bool keep_both(struct progress *p, const struct progress_answer *answer,
                      const struct schedule_card *card)
{
    if (!p->db || sqlite3_exec(p->db, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK)
        return false;
    if (keep_answer(p, answer) && keep_card(p, &answer->item, card) &&
        sqlite3_exec(p->db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK)
        return true;
    sqlite3_exec(p->db, "ROLLBACK", NULL, NULL, NULL);
    return false;
}

/* goes on in memory with all that the file could still tell */
static void take_into_memory(struct progress *p)
{
    sqlite3 *memory = NULL;
    if (sqlite3_open(":memory:", &memory) != SQLITE_OK) {
        sqlite3_close(memory);
        return;
    }
    sqlite3_backup *copy = sqlite3_backup_init(memory, "main", p->db, "main");
    if (copy)
        sqlite3_backup_step(copy, -1);
    sqlite3_backup_finish(copy);
    sqlite3_exec(memory, SCHEMA, NULL, NULL, NULL);
    let_go(p);
    p->db = memory;
}

bool progress_keep(struct progress *p, const struct progress_answer *answer,
                   const struct schedule_card *card)
{
    if (keep_both(p, answer, card))
        return p->trouble != PROGRESS_NOT_KEPT;
    if (!p->db)
        return false;
    const char *file = sqlite3_db_filename(p->db, "main");
    not_kept(p, file && *file ? file : "memory", sqlite3_errmsg(p->db));
    take_into_memory(p);
    keep_both(p, answer, card);
    return false;
}

void progress_found(struct progress *p, int *looked_for, int *within)
{
    *looked_for = *within = 0;
    sqlite3_stmt *q =
        prepare(p, "SELECT count(*), coalesce(sum(cun <= 0.5), 0) FROM (SELECT cun FROM "
                   "answer WHERE cun IS NOT NULL ORDER BY id DESC LIMIT ?)");
    if (!q)
        return;
    sqlite3_bind_int(q, 1, PROGRESS_RECENT);
    if (sqlite3_step(q) == SQLITE_ROW) {
        *looked_for = sqlite3_column_int(q, 0);
        *within = sqlite3_column_int(q, 1);
    }
    sqlite3_finalize(q);
}
