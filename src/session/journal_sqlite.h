/* journal_sqlite.h - between journal_file.c (opening and judging the file),
 * journal_sqlite.c (rows in it), journal_damage.c and journal_backup.c. */
#ifndef DEQI_SESSION_JOURNAL_SQLITE_H
#define DEQI_SESSION_JOURNAL_SQLITE_H

#include <stdint.h>

#include <sqlite3.h>

#include "session/journal_internal.h"

enum { JOURNAL_KEPT = 8 }; /* texts of the session that was read last */

/* Which file a name stood for. */
struct file_mark {
    bool is;
    uint64_t device, inode;
};

struct sqlite_journal {
    struct journal journal; /* first: one is the other */
    sqlite3 *db;
    int busy_ms;
    bool must_exist;
    struct file_mark file, log; /* what was opened */
    char *kept[JOURNAL_KEPT];
};

extern const struct journal_ops JOURNAL_SQLITE_OPS;

/* Says what SQLite's last error means for a person, with the journal's name. Returns
 * false. */
bool journal_sqlite_fail(struct sqlite_journal *journal, struct error *error);
bool journal_sqlite_exec(struct sqlite_journal *journal, const char *sql,
                         struct error *error);
/* A single integer. */
bool journal_sqlite_integer(struct sqlite_journal *journal, const char *sql, int64_t *out,
                            struct error *error);
sqlite3_stmt *journal_sqlite_prepare(struct sqlite_journal *journal, const char *sql,
                                     struct error *error);
/* Of a row of id, wall_ms, label, ended. */
struct session_row journal_sqlite_entry(sqlite3_stmt *row);
bool journal_sqlite_is_damage(const struct sqlite_journal *journal);
/* The file and its log as they are now. */
void journal_sqlite_mark(struct sqlite_journal *journal);
/* Whether the name still stands for the file that was marked. */
bool journal_sqlite_is_marked(const struct sqlite_journal *journal);

/* journal_damage.c: of a damaged file each id for itself, as far as ids are known. */
bool journal_damage_list(struct sqlite_journal *journal, journal_each_row *each,
                         void *user);
/* journal_backup.c: whole, or not at all: written beside, synced, renamed; never over a
 * file that is there. */
bool journal_sqlite_backup(struct journal *journal, const char *path,
                           struct error *error);

#endif
