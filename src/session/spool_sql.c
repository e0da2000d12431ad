#include <stdarg.h>

#include "base/cut.h"
#include "session/spool_internal.h"

sqlite3_stmt *spool_bound(struct spool *s, const char *sql, struct error *error,
                          const char *kinds, ...)
{
    sqlite3_stmt *q = journal_sqlite_prepare(s->in, sql, error);
    va_list args;
    va_start(args, kinds);
    for (int i = 0; q && kinds[i]; i++) {
        if (kinds[i] == 'i') {
            sqlite3_bind_int64(q, i + 1, va_arg(args, int64_t));
            continue;
        }
        const char *text = va_arg(args, const char *);
        if (text)
            sqlite3_bind_text(q, i + 1, text, -1, SQLITE_TRANSIENT);
    }
    va_end(args);
    return q;
}

bool spool_finish(struct spool *s, sqlite3_stmt *q, struct error *error)
{
    if (!q)
        return false;
    bool ok = sqlite3_step(q) == SQLITE_DONE || journal_sqlite_fail(s->in, error);
    sqlite3_finalize(q);
    return ok;
}

int64_t spool_first_of(sqlite3_stmt *q)
{
    int64_t value = q && sqlite3_step(q) == SQLITE_ROW ? sqlite3_column_int64(q, 0) : 0;
    sqlite3_finalize(q);
    return value;
}

void spool_text_of(sqlite3_stmt *q, int column, char *out, size_t size)
{
    const char *text = (const char *)sqlite3_column_text(q, column);
    cut_print(out, size, "%s", text ? text : "");
}
