/* spool_kept.c - of the spool: what came too late to be taken, and who saw to it. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/json.h"
#include "session/spool_internal.h"

/* an older deqi kept less of what came too late: the words alone, not who saw to it, and
 * of its session the number alone; another program may be faster with this */
bool spool_widen_kept(struct spool *s, struct error *error)
{
    static const char *const COLUMNS[][2] = {{"said", "TEXT"},
                                             {"seen_ms", "INTEGER"},
                                             {"seen_by", "TEXT"},
                                             {"seen_why", "TEXT"},
                                             {"session_key", "TEXT"}};
    char is[120], add[80];
    struct error ignored;
    for (size_t i = 0; i < sizeof COLUMNS / sizeof *COLUMNS; i++) {
        int64_t there = 0;
        snprintf(is, sizeof is,
                 "SELECT count(*) FROM pragma_table_info('kept') WHERE name = '%s'",
                 COLUMNS[i][0]);
        if (!journal_sqlite_integer(s->in, is, &there, error))
            return false;
        if (there)
            continue;
        snprintf(add, sizeof add, "ALTER TABLE kept ADD COLUMN %s %s", COLUMNS[i][0],
                 COLUMNS[i][1]);
        journal_sqlite_exec(s->in, add, &ignored);
        if (!journal_sqlite_integer(s->in, is, &there, error))
            return false;
        if (!there) {
            error_set(error, "what is kept in it cannot be widened");
            return error_in_file(error, s->mirror->path);
        }
    }
    return true;
}

bool spool_keep(struct spool *s, const struct spool_session *of, const char *key,
                const struct event_row *row, const struct message *why,
                struct error *error)
{
    char words[400];
    text_format(NULL, why, words, sizeof words);
    json_t *json = json_pack("{so}", "why", session_plan_message_to_json(why));
    char *said = json_dumps(json, JSON_COMPACT);
    bool ok = spool_finish(
        s,
        spool_bound(
            s,
            "INSERT OR IGNORE INTO kept(session, label, key, wall_ms, name, args, why, "
            "said, session_key) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
            error, "ittittttt", of->id, of->label, key,
            row->from.room_ms ? row->from.room_ms : row->at.wall_ms, row->name, row->args,
            words, said, of->key),
        error);
    free(said);
    json_decref(json);
    return ok;
}

/* false where nothing is said, or it cannot be read */
static bool read_said(const char *text, struct arena *arena, struct message *out)
{
    struct json_doc doc;
    struct error ignored;
    if (!text || !json_doc_parse(&doc, "why", text, strlen(text), &ignored))
        return false;
    struct json_at root = json_doc_root(&doc);
    bool ok = session_plan_message_read(&root, "why", arena, out, &ignored);
    json_doc_close(&doc);
    return ok;
}

bool spool_each_kept(struct spool *s, journal_kept_fn *each, void *user,
                     struct error *error)
{
    sqlite3_stmt *q =
        spool_bound(s,
                    "SELECT session, label, wall_ms, name, args, why, said, id, seen_ms, "
                    "seen_by, seen_why, coalesce(session_key, '') FROM kept ORDER BY id",
                    error, "");
    bool ok = q != NULL;
    while (ok && sqlite3_step(q) == SQLITE_ROW) {
        struct journal_kept k = {.session = sqlite3_column_int64(q, 0),
                                 .label = (const char *)sqlite3_column_text(q, 1),
                                 .wall_ms = sqlite3_column_int64(q, 2),
                                 .name = (const char *)sqlite3_column_text(q, 3),
                                 .args = (const char *)sqlite3_column_text(q, 4),
                                 .why = (const char *)sqlite3_column_text(q, 5),
                                 .number = sqlite3_column_int64(q, 7),
                                 .seen_ms = sqlite3_column_int64(q, 8),
                                 .seen_by = (const char *)sqlite3_column_text(q, 9),
                                 .seen_why = (const char *)sqlite3_column_text(q, 10),
                                 .session_key = (const char *)sqlite3_column_text(q, 11)};
        struct arena *arena = arena_create();
        struct message said;
        if (read_said((const char *)sqlite3_column_text(q, 6), arena, &said))
            k.said = &said;
        ok = each(&k, user);
        arena_destroy(&arena);
    }
    sqlite3_finalize(q);
    return ok;
}

int spool_kept(struct spool *s)
{
    struct error ignored;
    return (int)spool_first_of(
        spool_bound(s, "SELECT count(*) FROM kept WHERE seen_ms IS NULL", &ignored, ""));
}

int spool_put_away(struct spool *s, int64_t number, const struct spool_sight *seen,
                   struct error *error)
{
    bool ok = spool_finish(
        s,
        spool_bound(s,
                    "UPDATE kept SET seen_ms = ?, seen_by = ?, seen_why = ? "
                    "WHERE seen_ms IS NULL AND id = ?",
                    error, "itti", seen->wall_ms, seen->by, seen->why, number),
        error);
    return ok ? sqlite3_changes(s->in->db) : -1;
}

bool spool_see(struct spool *s, const char *key, const struct spool_sight *seen,
               struct error *error)
{
    return spool_finish(
        s,
        spool_bound(s,
                    "UPDATE kept SET seen_ms = ?, seen_by = ?, seen_why = ? "
                    "WHERE key = ?",
                    error, "ittt", seen->wall_ms, seen->by, seen->why, key),
        error);
}

bool spool_keep_number(struct spool *s, const struct spool_session *of,
                       const struct event_row *row, const struct message *why,
                       struct error *error)
{
    char key[JOURNAL_KEY_SIZE];
    bool ok = spool_finish(
        s,
        spool_bound(s,
                    "UPDATE kept SET args = ? WHERE name = ? AND session_key = ? "
                    "AND session_key <> '' AND seen_ms IS NULL",
                    error, "ttt", row->args, row->name, of->key),
        error);
    if (!ok || sqlite3_changes(s->in->db) > 0)
        return ok;
    journal_make_key(key);
    return spool_keep(s, of, key, row, why, error);
}

bool spool_unkeep(struct spool *s, const char *key)
{
    struct error ignored;
    return spool_finish(
               s, spool_bound(s, "DELETE FROM kept WHERE key = ?", &ignored, "t", key),
               &ignored) &&
           sqlite3_changes(s->in->db) > 0;
}
