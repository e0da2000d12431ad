/* courier_take.c - what others did, taken into the mirror; and the server's clock. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/cut.h"
#include "session/courier_internal.h"

enum {
    CLOCK_EVERY_MS = 30 * 1000,   /* a reading of the clock that is older gives way */
    MIRROR_MS = 24 * 3600 * 1000, /* how long what has ended stays at hand */
};

struct standings {
    int n, capacity;
    struct there {
        int64_t id;
        int events;
        char ended[16];
    } * list;
};

static void take_standing(const struct standing *s, void *user)
{
    struct standings *all = user;
    if (all->n == all->capacity) {
        all->capacity = all->capacity ? 2 * all->capacity : 64;
        all->list = xrealloc(all->list, (size_t)all->capacity * sizeof *all->list);
    }
    struct there *t = &all->list[all->n++];
    *t = (struct there){.id = s->id, .events = s->events};
    cut_print(t->ended, sizeof t->ended, "%s", s->ended ? s->ended : "");
}

struct mirrored {
    int n, capacity;
    struct local {
        int64_t id, started_ms;
        bool ended, met;
    } * list;
};

static bool take_local(const struct session_row *row, void *user)
{
    struct mirrored *m = user;
    if (m->n == m->capacity) {
        m->capacity = m->capacity ? 2 * m->capacity : 64;
        m->list = xrealloc(m->list, (size_t)m->capacity * sizeof *m->list);
    }
    m->list[m->n++] = (struct local){
        .id = row->id, .started_ms = row->started.wall_ms, .ended = row->ended != NULL};
    return true;
}

static char *ids_text(const struct mirrored *m)
{
    char *text = xmalloc((size_t)m->n * 22 + 3), *p = text;
    *p++ = '{';
    for (int i = 0; i < m->n; i++)
        p += sprintf(p, "%s%" PRId64, i ? "," : "", m->list[i].id);
    strcpy(p, "}");
    return text;
}

/* events that the mirror has and the server does not, though none is marked as waiting: a
 * server that was brought back from a backup, or a spool that was mended */
static bool send_again(struct courier *c, int64_t id, int from, struct error *error)
{
    struct rows rows = {0};
    struct session_row row;
    bool ok =
        c->mirror->ops->session(c->mirror, id, &row, error) &&
        c->mirror->ops->events(c->mirror, id, from, courier_take_row, &rows, error) &&
        c->mirror->ops->begin(c->mirror, error);
    if (ok) {
        for (int i = 0; ok && i < rows.n; i++)
            ok = !rows.row[i].from.key ||
                 spool_add_event(c->spool, id, rows.row[i].number, rows.row[i].from.key,
                                 i + 1 == rows.n ? row.ended : NULL, error);
        ok = courier_finish(c, ok, error);
    }
    courier_drop_rows(&rows);
    return ok;
}

static bool take_more(struct courier *c, const struct there *t, int have,
                      struct error *error)
{
    struct rows rows = {0};
    struct session_row row = {0};
    int64_t same;
    bool ok = have >= 0 ||
              (c->store->ops->session(c->store, t->id, &row, error) && row.id == t->id);
    ok = ok && c->store->ops->events(c->store, t->id, have < 0 ? 0 : have,
                                     courier_take_row, &rows, error);
    if (!ok) {
        courier_drop_rows(&rows);
        return courier_note_answer(c, error);
    }
    ok = c->mirror->ops->begin(c->mirror, error);
    if (ok) {
        row.ended = NULL;
        ok = have >= 0 || c->mirror->ops->add_session(c->mirror, &row, &same, error);
        for (int i = 0; ok && i < rows.n; i++) {
            // more may have come since it was asked how it stands: the next round's
            bool last = t->ended[0] && rows.row[i].number == t->events;
            rows.row[i].ends = last ? t->ended : NULL;
            ok = rows.row[i].number > t->events ||
                 c->mirror->ops->add_event(c->mirror, t->id, &rows.row[i], error);
        }
        ok = courier_finish(c, ok, error);
    }
    courier_drop_rows(&rows);
    return ok;
}

static bool forget(struct courier *c, int64_t id, struct error *error)
{
    return c->mirror->ops->begin(c->mirror, error) &&
           courier_finish(c, courier_clear(c, id, error), error);
}

static bool waits(struct courier *c, int64_t id)
{
    return spool_waiting(c->spool, id) > 0 || spool_session_waits(c->spool, id);
}

static bool take_in_one(struct courier *c, const struct there *t, struct error *error)
{
    int have = spool_events(c->spool, t->id);
    if (have == t->events || waits(c, t->id))
        return true;
    return have > t->events ? send_again(c, t->id, t->events, error)
                            : take_more(c, t, have, error);
}

static struct local *local_of(const struct mirrored *m, int64_t id)
{
    for (int i = 0; i < m->n; i++)
        if (m->list[i].id == id)
            return &m->list[i];
    return NULL;
}

static int64_t wall_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool take_in_all(struct courier *c, const struct standings *there,
                        struct mirrored *here, struct error *error)
{
    bool ok = true;
    spool_sync(c->spool, false);
    for (int i = 0; ok && i < there->n; i++) {
        struct local *l = local_of(here, there->list[i].id);
        if (l)
            l->met = true;
        ok = take_in_one(c, &there->list[i], error);
    }
    int64_t long_ago = wall_ms() - MIRROR_MS;
    for (int i = 0; ok && i < here->n; i++) {
        const struct local *l = &here->list[i];
        bool past = l->ended && l->started_ms < long_ago;
        if ((!l->met || past) && !waits(c, l->id))
            ok = forget(c, l->id, error);
    }
    return ok;
}

/* whether anything is to be taken in at all */
static bool differs(struct courier *c, const struct standings *there,
                    struct mirrored *here)
{
    int64_t long_ago = wall_ms() - MIRROR_MS;
    int met = 0;
    for (int i = 0; i < there->n; i++) {
        const struct local *l = local_of(here, there->list[i].id);
        if (!l || spool_events(c->spool, l->id) != there->list[i].events ||
            (l->ended && l->started_ms < long_ago))
            return true;
        met++;
    }
    return met != here->n;
}

static void take_clock(struct courier *c, int64_t before, int64_t after,
                       int64_t server_ms)
{
    struct courier_clock now = {.known = true,
                                .offset_ms = server_ms - (before + after) / 2,
                                .round_ms = (int)(after - before)};
    now.ahead_ms = wall_ms() - server_boot_ms() - now.offset_ms;
    bool told = c->clock.known && (c->clock.ahead_ms > JOURNAL_CLOCK_TOLD_MS ||
                                   c->clock.ahead_ms < -JOURNAL_CLOCK_TOLD_MS);
    bool tell =
        now.ahead_ms > JOURNAL_CLOCK_TOLD_MS || now.ahead_ms < -JOURNAL_CLOCK_TOLD_MS;
    c->changed = c->changed || tell != told;
    // the quickest answer says it best
    if (c->clock.known && now.round_ms > c->clock.round_ms &&
        after - c->clock_ms < CLOCK_EVERY_MS) {
        c->clock.ahead_ms = wall_ms() - server_boot_ms() - c->clock.offset_ms;
        return;
    }
    c->clock = now;
    c->clock_ms = after;
}

static bool ask_standing(struct courier *c, struct mirrored *here,
                         struct standings *there, struct error *error)
{
    int64_t server_ms, before;
    here->n = there->n = 0;
    if (!c->mirror->ops->sessions(c->mirror, JOURNAL_ALL, take_local, here, error))
        return false;
    char *ids = ids_text(here);
    before = server_boot_ms();
    bool ok =
        journal_server_standing(c->server, ids, take_standing, there, &server_ms, error);
    free(ids);
    if (!ok)
        return courier_note_answer(c, error);
    take_clock(c, before, server_boot_ms(), server_ms);
    return true;
}

bool courier_take_in(struct courier *c, struct error *error)
{
    struct mirrored here = {0};
    struct standings there = {0};
    bool ok = ask_standing(c, &here, &there, error);
    // asked again once nobody else of this machine sends or takes in
    if (ok && differs(c, &there, &here) && spool_lock(c->spool, 2 * c->patience_ms)) {
        ok =
            ask_standing(c, &here, &there, error) && take_in_all(c, &there, &here, error);
        spool_unlock(c->spool);
    }
    free(here.list);
    free(there.list);
    return ok;
}
