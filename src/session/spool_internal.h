/* spool_internal.h - between spool.c (the file, what waits, what is known), spool_kept.c
 * (what came too late) and spool_sql.c. */
#ifndef DEQI_SESSION_SPOOL_INTERNAL_H
#define DEQI_SESSION_SPOOL_INTERNAL_H

#include "session/journal_sqlite.h"
#include "session/spool.h"

struct spool {
    struct journal *mirror;
    struct sqlite_journal *in; /* the same */
    int lock;                  /* a file beside it */
};

/* spool_sql.c. One statement: `i` int64_t, `t` texts (NULL is null) for ?1, ?2, ... in
 * the order of the letters. The caller finalizes; NULL and the error where it cannot be
 * prepared. */
sqlite3_stmt *spool_bound(struct spool *spool, const char *sql, struct error *error,
                          const char *kinds, ...);
/* These finalize it; NULL is fine. The first column of the first row, 0 where there is
 * none. */
bool spool_finish(struct spool *spool, sqlite3_stmt *statement, struct error *error);
int64_t spool_first_of(sqlite3_stmt *statement);
/* A column of the row that it stands at; "" where that is null. */
void spool_text_of(sqlite3_stmt *statement, int column, char *out, size_t size);

/* spool_kept.c: an older deqi's table gets the columns that it lacks. */
bool spool_widen_kept(struct spool *spool, struct error *error);

#endif
