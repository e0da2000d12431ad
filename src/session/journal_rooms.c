/* journal_rooms.c - a journal that rooms share: the spool of this machine in front, the
 * server behind it, and a courier between them.
 *
 * Everything is read from the mirror and written there; a commit is settled by sending.
 * What the mirror does not hold (sessions that ended long ago) is asked of the server.
 * Either each call sends and receives by itself, or a thread does (journal_options).
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cut.h"
#include "session/journal_rooms_internal.h"
#include "system/clock.h"

enum {
    TAKE_IN_MS = 5000, /* who records takes in what others did no more often than this */
    SETTLE_MS = 100    /* for so long a caller waits for the thread */
};
static const char BOOT[] = "server"; /* of times that are the server's */

static struct rooms *of(struct journal *j)
{
    return (struct rooms *)j;
}

// -------------------------------------------------------------------- with and without

static struct courier *own_courier(struct rooms *r)
{
    if (!r->courier) {
        struct journal_options o = r->options;
        o.background = false; // it has no use for notifications
        r->courier = courier_create(r->spool, &o, r->journal.path);
    }
    return r->courier;
}

/* without a thread: sends and receives now */
static void look(struct rooms *r)
{
    struct error error = {0};
    if (r->background || r->writing)
        return;
    courier_round(own_courier(r), &error);
    journal_rooms_publish(&r->shared, r->courier);
    r->changed = courier_changed(r->courier) || r->changed;
    r->looked_ms = clock_boot_ms();
    r->stale = false;
}

/* What others did shows itself when an event is sent; only a refusal must not rest on
 * what is no longer so (renew). */
static void look_to_write(struct rooms *r)
{
    bool lately = clock_boot_ms() - r->looked_ms < TAKE_IN_MS;
    r->stale = lately && !r->background && courier_server(own_courier(r)) != NULL;
    if (!r->stale)
        look(r);
}

static bool renew(struct journal *journal)
{
    struct rooms *r = of(journal);
    bool was = r->stale;
    if (was)
        look(r);
    return was;
}

struct view {
    enum server_fault fault;
    struct journal_rights rights;
    struct courier_clock clock;
    int64_t since_ms;
    char why[240];
};

static struct view view_of(struct rooms *r)
{
    struct shared *s = &r->shared;
    if (r->background)
        monitor_enter(&s->lock);
    struct view v = {s->fault, s->rights, s->clock, s->since_ms, ""};
    memcpy(v.why, s->why, sizeof v.why);
    if (r->background)
        monitor_leave(&s->lock);
    return v;
}

static struct journal *whole(struct journal *journal, struct error *error)
{
    struct rooms *r = of(journal);
    struct view v = view_of(r);
    if (r->background && v.fault != SERVER_FINE) {
        error_set(error, "%s", v.why);
        error_in_file(error, journal->path);
        return NULL;
    }
    if (!courier_round(own_courier(r), error) && !courier_store(r->courier)) {
        error_in_file(error, journal->path);
        return NULL;
    }
    return courier_store(r->courier);
}

// --------------------------------------------------------------------- as any journal

static void close_it(struct journal *journal)
{
    struct rooms *r = of(journal);
    if (r->background)
        journal_rooms_stop_thread(r);
    courier_destroy(&r->courier);
    spool_close(&r->spool);
    free((char *)r->options.spool);
    free(r->address);
    free(journal->path);
    free(r);
}

/* the mirror's errors name the journal */
static bool named(struct rooms *r, bool ok, struct error *error)
{
    if (!ok)
        cut_print(error->file, sizeof error->file, "%s", r->journal.path);
    return ok;
}

static bool begin(struct journal *journal, struct error *error)
{
    struct rooms *r = of(journal);
    look_to_write(r);
    struct view v = view_of(r);
    enum spool_append known = spool_append(r->spool, r->address);
    bool may = v.fault == SERVER_FINE ? v.rights.append || known == SPOOL_APPENDS
                                      : known != SPOOL_READS;
    if (!may) {
        error_set(error, "may only be read with this login; expected one with the role "
                         "deqi_room");
        return error_in_file(error, journal->path);
    }
    // what is sent at once need not be on this disk before
    spool_sync(r->spool, v.fault != SERVER_FINE);
    r->writing = r->mirror->ops->begin(r->mirror, error);
    r->journal.held = r->mirror->held;
    return named(r, r->writing, error);
}

static bool commit(struct journal *journal, struct error *error)
{
    struct rooms *r = of(journal);
    r->writing = false;
    bool ok = r->mirror->ops->commit(r->mirror, error);
    r->journal.held = r->mirror->held;
    return named(r, ok, error);
}

static void roll_back(struct journal *journal)
{
    struct rooms *r = of(journal);
    r->writing = false;
    r->mirror->ops->roll_back(r->mirror);
}

static bool is_there(struct journal *journal, struct error *error)
{
    struct rooms *r = of(journal);
    look(r);
    return named(r, r->mirror->ops->is_there(r->mirror, error), error);
}

struct rooms_listing {
    struct rooms *rooms;
    journal_each_row *each;
    void *user;
};

/* what waits here is nearer to what is so */
static bool give_listed(const struct session_row *row, void *user)
{
    struct rooms_listing *l = user;
    struct session_row here = {0};
    struct error ignored;
    struct rooms *r = l->rooms;
    bool waits = spool_waiting(r->spool, row->id) > 0 &&
                 r->mirror->ops->session(r->mirror, row->id, &here, &ignored) && here.id;
    return l->each(waits ? &here : row, l->user);
}

static bool give_new(const struct session_row *row, void *user)
{
    struct rooms_listing *l = user;
    return !spool_session_waits(l->rooms->spool, row->id) || l->each(row, l->user);
}

static bool each_session(struct journal *journal, enum journal_which which,
                         journal_each_row *each, void *user, struct error *error)
{
    struct rooms *r = of(journal);
    struct error ignored;
    look(r);
    struct rooms_listing l = {r, each, user};
    struct journal *all = which == JOURNAL_ALL ? whole(journal, &ignored) : NULL;
    if (!all)
        return named(r, r->mirror->ops->sessions(r->mirror, which, each, user, error),
                     error);
    return all->ops->sessions(all, JOURNAL_ALL, give_listed, &l, error) &&
           r->mirror->ops->sessions(r->mirror, JOURNAL_ALL, give_new, &l, error);
}

static bool one_session(struct journal *journal, int64_t id, struct session_row *row,
                        struct error *error)
{
    struct rooms *r = of(journal);
    struct error ignored;
    look(r);
    if (!r->mirror->ops->session(r->mirror, id, row, error))
        return named(r, false, error);
    struct journal *all = row->id ? NULL : whole(journal, &ignored);
    return !all || all->ops->session(all, id, row, error);
}

static bool each_event(struct journal *journal, int64_t id, int after_number,
                       journal_each_event_row *each, void *user, struct error *error)
{
    struct rooms *r = of(journal);
    struct error ignored;
    struct journal *from = r->mirror;
    if (spool_events(r->spool, id) < 0) {
        struct journal *all = whole(journal, &ignored);
        from = all ? all : from;
    }
    return from->ops->events(from, id, after_number, each, user, error);
}

static bool add_session(struct journal *journal, const struct session_row *row,
                        int64_t *id, struct error *error)
{
    struct rooms *r = of(journal);
    return named(r,
                 r->mirror->ops->add_session(r->mirror, row, id, error) &&
                     spool_add_session(r->spool, *id, row->from.key, error),
                 error);
}

static bool add_event(struct journal *journal, int64_t id, const struct event_row *row,
                      struct error *error)
{
    struct rooms *r = of(journal);
    return named(
        r,
        r->mirror->ops->add_event(r->mirror, id, row, error) &&
            spool_add_event(r->spool, id, row->number, row->from.key, row->ends, error),
        error);
}

static bool each_sight(struct journal *journal, journal_each_sight *each, void *user,
                       struct error *error)
{
    struct journal *mirror = of(journal)->mirror;
    return mirror->ops->sights(mirror, each, user, error);
}

static bool see(struct journal *journal, const struct session_time *sight,
                struct error *error)
{
    struct journal *mirror = of(journal)->mirror;
    struct session_time at = *sight;
    journal_clock(journal, &at);
    return mirror->ops->see(mirror, &at, error);
}

// ------------------------------------------------------------------- what is shared

static bool new_id(struct journal *journal, int64_t *id, struct error *error)
{
    struct rooms *r = of(journal);
    (void)error;
    if (!r->background) {
        look(r);
        *id = courier_new_id(own_courier(r));
        return true;
    }
    monitor_enter(&r->shared.lock);
    *id = r->shared.fault == SERVER_FINE ? r->shared.next_id : 0;
    if (*id)
        r->shared.next_id = 0;
    monitor_leave(&r->shared.lock);
    if (!*id)
        *id = courier_own_id();
    return true;
}

static bool still_waits(struct rooms *r, int64_t id, const char *key)
{
    return spool_event_waits(r->spool, id, key) || spool_session_waits(r->spool, id);
}

static enum journal_result settle(struct journal *journal, int64_t id, const char *key,
                                  struct error *error)
{
    struct rooms *r = of(journal);
    enum journal_result result = JOURNAL_DONE;
    bool waits = true;
    if (!r->background) {
        result = courier_settle(own_courier(r), id, key, error);
        journal_rooms_publish(&r->shared, r->courier);
        waits = result == JOURNAL_DONE && still_waits(r, id, key);
    } else if (view_of(r).fault == SERVER_FINE) {
        int64_t until = clock_boot_ms() + SETTLE_MS, left;
        journal_rooms_ring(r);
        while ((waits = still_waits(r, id, key)) &&
               (left = until - clock_boot_ms()) > 0 &&
               journal_rooms_wait_turns(r, 1, (int)left))
            ;
        if (spool_unkeep(r->spool, key))
            result = JOURNAL_REFUSED;
    } else {
        journal_rooms_ring(r);
    }
    // it is to be on this disk before anybody relies on it
    if (waits)
        spool_flush(r->spool);
    return result;
}

static int generation(struct journal *journal, int64_t id)
{
    return spool_generation(of(journal)->spool, id);
}

static int put_away(struct journal *journal, int64_t number, const char *by,
                    const char *why, int64_t unix_ms, struct error *error)
{
    struct spool_sight seen = {by, why, unix_ms};
    return spool_put_away(of(journal)->spool, number, &seen, error);
}

static int set_aside(struct journal *journal, const char *path, const char *by,
                     const char *why, int64_t unix_ms, struct error *error)
{
    struct rooms *r = of(journal);
    struct spool_sight seen = {by, why, unix_ms};
    look(r);
    return courier_set_aside(own_courier(r), path, &seen, error);
}

static int here_only(struct journal *journal, int64_t id)
{
    struct spool *spool = of(journal)->spool;
    return spool_waiting(spool, id) + spool_session_waits(spool, id);
}

static bool each_kept(struct journal *journal, journal_kept_fn *each, void *user,
                      struct error *error)
{
    return spool_each_kept(of(journal)->spool, each, user, error);
}

static void reach(struct journal *journal, struct journal_reach *out)
{
    struct rooms *r = of(journal);
    struct view v = view_of(r);
    *out = (struct journal_reach){.shared = true,
                                  .reached = v.fault == SERVER_FINE,
                                  .since_ms = v.since_ms,
                                  .here_only = spool_waiting(r->spool, 0),
                                  .kept = spool_kept(r->spool),
                                  .clock_known = v.clock.known,
                                  .clock_ms = v.clock.ahead_ms,
                                  .round_ms = v.clock.round_ms};
    if (!out->reached)
        out->known_ms = spool_number(r->spool, "known_ms");
    memcpy(out->why, v.why, sizeof out->why);
}

static bool changed(struct journal *journal)
{
    struct rooms *r = of(journal);
    bool is = r->changed;
    r->changed = false;
    if (!r->background)
        return is;
    monitor_enter(&r->shared.lock);
    is = r->shared.changed;
    r->shared.changed = false;
    monitor_leave(&r->shared.lock);
    return is;
}

/* Within one start of the machine the server's clock is known by the one that nobody can
 * set, also while it is out of reach. The wall's stands in where it never was known. */
static void clock_of(struct journal *journal, struct session_time *at)
{
    struct rooms *r = of(journal);
    if (at->entered || at->mono_ms < 0 || strcmp(at->boot, BOOT) == 0)
        return;
    struct courier_clock clock = view_of(r).clock;
    char boot[sizeof at->boot];
    if (clock.known) {
        bool kept = strcmp(r->boot, at->boot) == 0;
        if (!kept || spool_number(r->spool, "offset_ms") != clock.offset_ms) {
            spool_set_number(r->spool, "offset_ms", clock.offset_ms);
            spool_set_text(r->spool, "offset_boot", at->boot);
            memcpy(r->boot, at->boot, sizeof r->boot);
        }
    } else {
        spool_text(r->spool, "offset_boot", boot, sizeof boot);
        clock.known = boot[0] && strcmp(boot, at->boot) == 0;
        clock.offset_ms = spool_number(r->spool, "offset_ms");
    }
    at->room_ms = at->wall_ms;
    if (clock.known)
        at->wall_ms = at->mono_ms + clock.offset_ms;
    at->mono_ms = at->wall_ms;
    memset(at->boot, 0, sizeof at->boot);
    memcpy(at->boot, BOOT, sizeof BOOT);
}

static const struct journal_ops OPS = {
    .close = close_it,
    .begin = begin,
    .commit = commit,
    .roll_back = roll_back,
    .is_there = is_there,
    .sessions = each_session,
    .session = one_session,
    .events = each_event,
    .add_session = add_session,
    .add_event = add_event,
    .sights = each_sight,
    .see = see,
    .backup = journal_backup_copy,
    .new_id = new_id,
    .settle = settle,
    .renew = renew,
    .generation = generation,
    .clock = clock_of,
    .reach = reach,
    .kept = each_kept,
    .put_away = put_away,
    .set_aside = set_aside,
    .here_only = here_only,
    .changed = changed,
    .whole = whole,
};

// --------------------------------------------------------------------------- opening

static struct journal *refuse(struct rooms *r, struct error *error)
{
    struct view v = view_of(r);
    error_set(error, "%s", v.why);
    error_in_file(error, r->journal.path);
    close_it(&r->journal);
    return NULL;
}

/* without a spool: to read only, and only while the server is there */
static struct journal *open_bare(const struct journal_options *options,
                                 struct error *error)
{
    enum server_fault fault;
    return journal_server_open(options, &fault, error);
}

struct journal *journal_rooms_open(const struct journal_options *options,
                                   struct error *error)
{
    char name[SERVER_NAME_MAX], path[4096];
    struct error cause = {0};
    if (!server_name(options->path, name, error))
        return NULL;
    bool ok = options->spool ? cut_print(path, sizeof path, "%s", options->spool)
                             : spool_path(options->path, path, sizeof path, &cause);
    struct rooms *r = xcalloc(1, sizeof *r);
    r->journal.ops = &OPS;
    r->journal.version = JOURNAL_SERVER_VERSION;
    r->journal.path = strcpy(xmalloc(strlen(name) + 1), name);
    r->address = strcpy(xmalloc(strlen(options->path) + 1), options->path);
    r->options = *options;
    r->options.path = r->address;
    r->options.spool = strcpy(xmalloc(strlen(path) + 1), path);
    r->options.machine = NULL;
    journal_name_machine(&r->journal, options);
    r->options.machine = r->journal.machine;
    r->shared.fault = SERVER_AWAY;
    r->spool = ok ? spool_open(r->options.spool, &r->options, &cause) : NULL;
    if (!r->spool) {
        close_it(&r->journal);
        if (options->reading)
            return open_bare(options, error);
        *error = cause;
        return NULL;
    }
    r->mirror = spool_mirror(r->spool);
    if (options->background) {
        r->background = journal_rooms_start_thread(r);
        int patience = options->patience_ms ? options->patience_ms : SERVER_PATIENCE_MS;
        if (r->background && !r->shared.rounds)
            journal_rooms_wait_turns(r, 1, patience + SETTLE_MS);
    }
    look(r);
    // what this room knows goes on; where it never was let in, the address is wrong
    if (view_of(r).fault == SERVER_REFUSES &&
        spool_append(r->spool, r->address) == SPOOL_NOT_KNOWN)
        return refuse(r, error);
    return &r->journal;
}
