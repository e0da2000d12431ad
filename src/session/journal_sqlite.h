/* journal_sqlite.h - between journal_file.c (opening and judging the file) and
 * journal_sqlite.c (rows in it). */
#ifndef DEQI_SESSION_JOURNAL_SQLITE_H
#define DEQI_SESSION_JOURNAL_SQLITE_H

#include <sys/types.h>

#include <sqlite3.h>

#include "session/journal_internal.h"

enum { JOURNAL_KEPT = 5 }; /* texts of the session that was read last */

/* Which file a name stood for. */
struct file_mark {
    bool is;
    dev_t device;
    ino_t inode;
};

struct sqlite_journal {
    struct journal journal; /* first: one is the other */
    sqlite3 *db;
    int busy_ms;
    bool must_exist;
    int64_t version;            /* of its tables; one that is only read may be older */
    struct file_mark file, log; /* what was opened */
    char *kept[JOURNAL_KEPT];
};

extern const struct journal_ops JOURNAL_SQLITE_OPS;

/* Says what SQLite's last error means for a person, with the journal's name. Returns
 * false. */
bool journal_fail(const struct sqlite_journal *journal, struct error *error);
bool journal_exec(const struct sqlite_journal *journal, const char *sql,
                  struct error *error);
/* A single integer. */
bool journal_integer(const struct sqlite_journal *journal, const char *sql, int64_t *out,
                     struct error *error);
bool journal_is_damage(const struct sqlite_journal *journal);
/* The file and its log as they are now. */
void journal_mark(struct sqlite_journal *journal);
/* Whether the name still stands for the file that was marked. */
bool journal_is_marked(const struct sqlite_journal *journal);

#endif
