/* journal_damage.c - what sessions a damaged file may still hold. */
#include "session/journal_sqlite.h"

enum { ID_GAP_MAX = 10000 }; /* ids that are tried where a damaged file lists none */

bool journal_damage_list(struct sqlite_journal *j, journal_each_row *each, void *user)
{
    int64_t last = 0;
    static const char *const LAST[] = {"SELECT seq FROM sqlite_sequence",
                                       "SELECT max(id) FROM session",
                                       "SELECT max(session) FROM event"};
    struct error ignored;
    for (size_t i = 0; i < sizeof LAST / sizeof *LAST; i++) {
        int64_t id = 0;
        if (journal_sqlite_integer(j, LAST[i], &id, &ignored) && id > last)
            last = id;
    }
    bool known = last > 0 && last < ID_GAP_MAX;
    last = known ? last : ID_GAP_MAX;
    sqlite3_stmt *q = journal_sqlite_prepare(
        j,
        "SELECT id, wall_ms, label, ended, instr(terms, ',\"practice\":') "
        "FROM session WHERE id = ?",
        &ignored);
    // one whose own row is lost may have events
    sqlite3_stmt *events = journal_sqlite_prepare(
        j, "SELECT 1 FROM event WHERE session = ? LIMIT 1", &ignored);
    bool ok = q != NULL && events != NULL;
    for (int64_t id = 1; ok && id <= last; id++) {
        struct session_row row = {.id = id, .label = ""};
        sqlite3_reset(q);
        sqlite3_reset(events);
        sqlite3_bind_int64(q, 1, id);
        sqlite3_bind_int64(events, 1, id);
        int step = sqlite3_step(q);
        // where its row would be there is damage: it may be there
        bool may_be = step != SQLITE_ROW && step != SQLITE_DONE && known;
        if (step == SQLITE_ROW)
            row = journal_sqlite_entry(q);
        if (step == SQLITE_ROW || may_be || sqlite3_step(events) == SQLITE_ROW)
            ok = each(&row, user);
    }
    sqlite3_finalize(q);
    sqlite3_finalize(events);
    return ok;
}
