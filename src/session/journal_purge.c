/* journal_purge.c - sessions removed for good, and none with a needle in, or with what
 * broke off of one. */
#include <stdlib.h>

#include "session/journal_internal.h"

struct purge {
    struct journal *journal;
    int64_t id;       /* 0: every one */
    int64_t older_ms; /* only such as ended and began before; 0: whenever */
    int n_wanted, capacity, n_left;
    int64_t *wanted;
    struct error *error;
};

/* nothing is removed while a needle is in, or what broke off is open */
static bool may_be_purged(const struct session_row *row, void *user)
{
    struct purge *p = user;
    if ((p->id && p->id != row->id) ||
        (p->older_ms && (!row->ended || row->started.wall_ms >= p->older_ms)))
        return true;
    if (p->n_wanted == p->capacity) {
        p->capacity = p->capacity ? 2 * p->capacity : 64;
        p->wanted = xrealloc(p->wanted, (size_t)p->capacity * sizeof *p->wanted);
    }
    p->wanted[p->n_wanted++] = row->id;
    return true;
}

bool journal_may_go(struct journal *j, int64_t id, int64_t named, struct error *error)
{
    struct session_row row;
    struct error ignored;
    if (!j->ops->session(j, id, &row, error))
        return false;
    struct journal_session *held = journal_load(j, id, &ignored);
    int in = held && !row.ended ? session_needles_in(&held->state) : 0;
    int broken = held ? session_unresolved(&held->state) : 0;
    bool ok = held ? !in && !broken : row.ended || named == id;
    journal_session_destroy(&held);
    if (ok)
        return true;
    if (row.ended)
        error_set(error,
                  "session %lld ended with a part of a needle in the body; it is not "
                  "removed before `broken-resolved` says what became of it",
                  (long long)id);
    else if (in)
        error_set(error, "session %lld is open with needles in: %d; it is not removed",
                  (long long)id, in);
    else
        error_set(error, "session %lld is open and cannot be judged; it is not removed",
                  (long long)id);
    return error_in_file(error, j->path);
}

static int purge(struct purge *p)
{
    struct journal *j = p->journal;
    int n = 0, all = 0;
    if (!j->ops->begin(j, p->error))
        return -1;
    bool ok = (!j->ops->hold || j->ops->hold(j, p->error)) &&
              (!p->id || journal_still_there(j, p->id, p->error)) &&
              j->ops->sessions(j, JOURNAL_ALL, may_be_purged, p, p->error);
    struct error why;
    for (int i = 0; ok && i < p->n_wanted; i++) {
        if (journal_may_go(j, p->wanted[i], p->id, p->older_ms ? &why : p->error))
            continue;
        // of many old ones those that may go do
        ok = p->older_ms != 0;
        p->wanted[i] = 0;
        p->n_left++;
    }
    if (ok && !p->id && !p->older_ms) {
        ok = j->ops->drop(j, 0, &all, p->error);
    } else {
        for (int i = 0; ok && i < p->n_wanted; i++) {
            if (!p->wanted[i])
                continue;
            ok = j->ops->drop(j, p->wanted[i], &n, p->error);
            all += n;
        }
    }
    if (!ok) {
        j->ops->roll_back(j);
        return -1;
    }
    return j->ops->commit(j, p->error) && j->ops->scrub(j, p->error) ? all : -1;
}

/* in the store that has every session; what others have of it follows */
static int purge_whole(struct purge *p)
{
    struct error ignored;
    struct journal *j = p->journal;
    if (j->ops->whole && !(p->journal = j->ops->whole(j, p->error)))
        return -1;
    int n = purge(p);
    free(p->wanted);
    j->ops->is_there(j, &ignored);
    return n;
}

int journal_purge(struct journal *j, int64_t id, struct error *error)
{
    struct purge p = {.journal = j, .id = id, .error = error};
    return purge_whole(&p);
}

int journal_purge_before(struct journal *j, int64_t unix_ms, int *left,
                         struct error *error)
{
    struct purge p = {.journal = j, .older_ms = unix_ms, .error = error};
    int n = purge_whole(&p);
    *left = p.n_left;
    return n;
}
