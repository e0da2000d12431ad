/* courier_take.c - what others did, taken into the mirror; and the server's clock. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cut.h"
#include "base/moment.h"
#include "session/courier_internal.h"
#include "system/clock.h"

enum {
    CLOCK_EVERY_MS = 30 * 1000,   /* a reading of the clock that is older gives way */
    MIRROR_MS = 24 * 3600 * 1000, /* how long what has ended stays at hand */
};

struct standings {
    int n, capacity;
    struct there {
        int64_t id;
        int events;
        char ended[16], key[JOURNAL_KEY_SIZE];
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
    cut_print(t->key, sizeof t->key, "%s", s->key);
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

static bool is_key(const char *there, const char *here)
{
    // an older deqi kept none here
    return !here[0] || !there || strcmp(there, here) == 0;
}

/* Whether the mirror, which has as many events or more, begins with all that the server
 * has. The same number is not enough: a backup may have been restored meanwhile. */
static bool has_all(struct courier *c, const struct there *t)
{
    char key[JOURNAL_KEY_SIZE];
    spool_key(c->spool, t->id, t->events, key);
    return is_key(t->key, key);
}

static bool add_more(struct courier *c, const struct there *t, struct session_row *row,
                     const struct rows *rows, int have, struct error *error)
{
    int64_t same;
    if (!c->mirror->ops->begin(c->mirror, error))
        return false;
    row->ended = NULL;
    bool ok = have >= 0 || c->mirror->ops->add_session(c->mirror, row, &same, error);
    for (int i = 0; ok && i < rows->n; i++) {
        struct event_row *event = &rows->row[i];
        // more may have come since it was asked how it stands: the next round's
        bool last = t->ended[0] && event->number == t->events;
        event->ends = last ? t->ended : NULL;
        ok = event->number <= have || event->number > t->events ||
             c->mirror->ops->add_event(c->mirror, t->id, event, error);
    }
    return courier_finish(c, ok, error);
}

/* what is behind the last that the mirror has, with that one: it is to be the same */
static bool take_more(struct courier *c, const struct there *t, int have,
                      struct error *error)
{
    struct rows rows = {0};
    struct session_row row = {0};
    char key[JOURNAL_KEY_SIZE] = "";
    bool ok = have > 0 ||
              (c->store->ops->session(c->store, t->id, &row, error) && row.id == t->id);
    ok = ok && c->store->ops->events(c->store, t->id, have > 0 ? have - 1 : 0,
                                     courier_take_row, &rows, error);
    if (!ok) {
        courier_drop_rows(&rows);
        return courier_note_answer(c, error);
    }
    if (have >= 0)
        spool_key(c->spool, t->id, have, key);
    if (is_key(have > 0 ? (rows.n ? rows.row[0].from.key : "") : row.from.key, key))
        ok = add_more(c, t, &row, &rows, have, error);
    else
        ok = courier_take_anew(c, t->id, NULL, error);
    courier_drop_rows(&rows);
    return ok;
}

static bool forget(struct courier *c, int64_t id, struct error *error)
{
    return c->mirror->ops->begin(c->mirror, error) &&
           courier_finish(c, courier_clear(c, id, error), error);
}

static bool take_in_one(struct courier *c, const struct there *t, struct error *error)
{
    int have = spool_events(c->spool, t->id);
    if (spool_waits(c->spool, t->id))
        return true;
    if (have < t->events)
        return take_more(c, t, have, error);
    bool all = has_all(c, t);
    if (all && have == t->events)
        return true;
    // what the server lacks though none of it is marked: a restored backup, a mended
    // spool
    return all && spool_is_recorded_in(c->spool)
               ? courier_send_again(c, t->id, t->events, error)
               : courier_take_anew(c, t->id, NULL, error);
}

static struct local *local_of(const struct mirrored *m, int64_t id)
{
    for (int i = 0; i < m->n; i++)
        if (m->list[i].id == id)
            return &m->list[i];
    return NULL;
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
    int64_t long_ago = moment_now_ms() - MIRROR_MS;
    for (int i = 0; ok && i < here->n; i++) {
        const struct local *l = &here->list[i];
        bool past = l->ended && l->started_ms < long_ago;
        if (spool_waits(c->spool, l->id) || (l->met && !past))
            continue;
        ok = past ? forget(c, l->id, error) : courier_not_there(c, l->id, error);
    }
    return ok;
}

/* whether anything is to be taken in at all */
static bool differs(struct courier *c, const struct standings *there,
                    struct mirrored *here)
{
    int64_t long_ago = moment_now_ms() - MIRROR_MS;
    int met = 0;
    for (int i = 0; i < there->n; i++) {
        const struct local *l = local_of(here, there->list[i].id);
        const struct there *t = &there->list[i];
        if (!l || spool_events(c->spool, l->id) != t->events || !has_all(c, t) ||
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
    now.ahead_ms = moment_now_ms() - clock_boot_ms() - now.offset_ms;
    bool told = c->clock.known && (c->clock.ahead_ms > JOURNAL_CLOCK_TOLD_MS ||
                                   c->clock.ahead_ms < -JOURNAL_CLOCK_TOLD_MS);
    bool tell =
        now.ahead_ms > JOURNAL_CLOCK_TOLD_MS || now.ahead_ms < -JOURNAL_CLOCK_TOLD_MS;
    c->changed = c->changed || tell != told;
    // the quickest answer says it best
    if (c->clock.known && now.round_ms > c->clock.round_ms &&
        after - c->clock_ms < CLOCK_EVERY_MS) {
        c->clock.ahead_ms = moment_now_ms() - clock_boot_ms() - c->clock.offset_ms;
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
    before = clock_boot_ms();
    bool ok =
        journal_server_standing(c->server, ids, take_standing, there, &server_ms, error);
    free(ids);
    if (!ok)
        return courier_note_answer(c, error);
    take_clock(c, before, clock_boot_ms(), server_ms);
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
