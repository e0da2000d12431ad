/* courier_aside.c - what waits and has nowhere to go: out of the spool into a file of its
 * own, whole, and only then let go here. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "session/courier_internal.h"

static const struct message ASIDE = {
    .id = "session.kept.aside",
    .english = "it could not be sent; as this machine had it, it is in that file"};

/* every session that waits; *ids is the caller's */
static int waiting_ids(struct spool *spool, int64_t **ids)
{
    int n = 0, capacity = 0;
    *ids = NULL;
    do {
        capacity = capacity ? 2 * capacity : 64;
        *ids = xrealloc(*ids, (size_t)capacity * sizeof **ids);
        n = spool_ids(spool, *ids, capacity);
    } while (n == capacity);
    return n;
}

/* who may send, and finds it there, has no need of this */
static bool is_sent(const struct courier *c)
{
    return c->server && c->rights.append && !c->why[0];
}

/* in a transaction of the mirror */
static bool let_go(struct courier *c, int64_t id, const char *path,
                   const struct spool_sight *seen, struct error *error)
{
    struct session_row row;
    if (!c->mirror->ops->session(c->mirror, id, &row, error))
        return false;
    char key[JOURNAL_KEY_SIZE];
    json_t *list = json_pack("[s]", path);
    char *args = json_dumps(list, JSON_COMPACT);
    struct event_row told = {.name = "aside", .args = args, .at = row.started};
    struct spool_session of = {id, row.id ? row.label : "",
                               row.from.key ? row.from.key : ""};
    journal_make_key(key);
    bool ok = args && spool_keep(c->spool, &of, key, &told, &ASIDE, error) &&
              spool_see(c->spool, key, seen, error) && courier_clear(c, id, error) &&
              spool_session_arrived(c->spool, id, error);
    free(args);
    json_decref(list);
    return ok;
}

/* In one transaction, so that no other program of this machine records meanwhile what
 * would stand neither here nor there. */
static bool set_aside(struct courier *c, const int64_t *ids, int n, const char *path,
                      const struct spool_sight *seen, struct error *error)
{
    spool_sync(c->spool, true);
    if (!c->mirror->ops->begin(c->mirror, error))
        return false;
    bool ok = true;
    for (int i = 0; ok && i < n; i++)
        ok = journal_may_go(c->mirror, ids[i], 0, error);
    ok = ok && journal_backup_these(c->mirror, ids, n, path, error);
    for (int i = 0; ok && i < n; i++)
        ok = let_go(c, ids[i], path, seen, error);
    return courier_finish(c, ok, error);
}

int courier_set_aside(struct courier *c, const char *path, const struct spool_sight *seen,
                      struct error *error)
{
    int64_t *ids = NULL;
    int n = -1;
    if (!is_sent(c) && spool_lock(c->spool, 2 * c->patience_ms)) {
        n = waiting_ids(c->spool, &ids);
        if (n && !set_aside(c, ids, n, path, seen, error))
            n = -1;
        spool_unlock(c->spool);
    } else if (spool_waiting(c->spool, 0)) {
        error_set(error, "takes what waits here; nothing was set aside");
        error_in_file(error, c->name);
    } else {
        n = 0;
    }
    free(ids);
    return n;
}
