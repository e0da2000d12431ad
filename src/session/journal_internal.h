/* journal_internal.h - between journal_file.c (opening) and journal.c (sessions). */
#ifndef DEQI_SESSION_JOURNAL_INTERNAL_H
#define DEQI_SESSION_JOURNAL_INTERNAL_H

#include <sqlite3.h>

#include "session/journal.h"

struct journal {
    sqlite3 *db;
    char *path;
    int busy_ms;
    bool must_exist;
    int64_t
        version; /* of the tables; a journal that is only read may have an older one */
};

/* Says what SQLite's last error means for a person, with the journal's name. Returns
 * false. */
bool journal_fail(const struct journal *journal, struct error *error);
bool journal_exec(const struct journal *journal, const char *sql, struct error *error);
/* A single integer. */
bool journal_integer(const struct journal *journal, const char *sql, int64_t *out,
                     struct error *error);

#endif
