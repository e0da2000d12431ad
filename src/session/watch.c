#include "session/watch.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cut.h"
#include "text/fold.h"

struct entry {
    struct watch_item item;
    struct journal_session *held;
    char why[300];
    char folded[WATCH_WHO]; /* the label as names are compared */
    bool met;               /* still in the journal */
};

struct watch {
    int n, capacity;
    struct entry **entries;
    struct journal *journal; /* during a read */
};

struct watch *watch_create(void)
{
    return xcalloc(1, sizeof(struct watch));
}

static void destroy_entry(struct entry *e)
{
    journal_session_destroy(&e->held);
    free(e);
}

void watch_destroy(struct watch **watch)
{
    if (!watch || !*watch)
        return;
    for (int i = 0; i < (*watch)->n; i++)
        destroy_entry((*watch)->entries[i]);
    free((*watch)->entries);
    free(*watch);
    *watch = NULL;
}

// ------------------------------------------------------------------------ reading

static struct entry *find(struct watch *w, int64_t id)
{
    for (int i = 0; i < w->n; i++)
        if (w->entries[i]->item.id == id)
            return w->entries[i];
    if (w->n == w->capacity) {
        w->capacity = w->capacity ? 2 * w->capacity : 8;
        w->entries = xrealloc(w->entries, (size_t)w->capacity * sizeof *w->entries);
    }
    struct entry *e = w->entries[w->n++] = xcalloc(1, sizeof *e);
    e->item.id = id;
    return e;
}

static bool meet(const struct journal_entry *entry, void *user)
{
    struct watch *w = user;
    struct entry *e = find(w, entry->id);
    e->met = true;
    cut_print(e->item.who, sizeof e->item.who, "%s", entry->label);
    fold(e->item.who, e->folded, sizeof e->folded);
    return true;
}

/* what could not be read is tried again each time */
static void catch_up(struct watch *w, struct entry *e)
{
    struct error cause = {0};
    bool ok = e->held && journal_refresh(w->journal, e->held, &cause);
    if (e->held && !ok)
        journal_session_destroy(&e->held);
    if (!e->held)
        e->held = journal_load(w->journal, e->item.id, &cause);
    cut_print(e->why, sizeof e->why, "%s", e->held ? "" : cause.text);
}

static void drop(struct watch *w, int i)
{
    destroy_entry(w->entries[i]);
    w->entries[i] = w->entries[--w->n];
}

bool watch_read(struct watch *w, struct journal *journal, struct error *error)
{
    if (!journal_check(journal, error))
        return false;
    for (int i = 0; i < w->n; i++)
        w->entries[i]->met = false;
    w->journal = journal;
    if (!journal_each_open(journal, meet, w, error))
        return false;
    for (int i = w->n - 1; i >= 0; i--) {
        struct entry *e = w->entries[i];
        if (e->met)
            catch_up(w, e);
        if (!e->met || (e->held && !session_is_open(&e->held->state)))
            drop(w, i);
    }
    return true;
}

// ------------------------------------------------------------------------ looking

/* until the time is up, the skin is to be looked at, or an alarm that has begun */
static int64_t next_of(const struct watch_item *item, int64_t wall_ms)
{
    const struct overlay *o = &item->overlay;
    int64_t next = INT64_MAX;
    if (item->alarm)
        return item->alarm->since_ms - wall_ms;
    if (o->started && !o->paused && o->state == SESSION_RETAINING)
        next = (int64_t)o->remaining_s * 1000;
    if (o->lamp.on && o->lamp.check_in_ms < next)
        next = o->lamp.check_in_ms;
    return next;
}

/* What harms within minutes comes before what has waited for longer: somebody who was
 * stopped for, then skin that grows hot unwatched. */
static int gravity(const struct overlay_alert *alarm)
{
    switch (alarm->kind) {
    case OVERLAY_ABORTING:
        return 0;
    case OVERLAY_LAMP_SWITCH_OFF:
    case OVERLAY_LAMP_UNWATCHED:
    case OVERLAY_SKIN_CHECK:
    case OVERLAY_SKIN_CHECK_OVERDUE:
        return 1;
    default:
        return 2;
    }
}

static bool is_graver(const struct overlay_alert *a, const struct overlay_alert *b)
{
    int by = gravity(a) - gravity(b);
    return by ? by < 0 : a->since_ms < b->since_ms;
}

static void look(struct entry *e, const struct session_time *at)
{
    struct watch_item *item = &e->item;
    item->held = e->held;
    item->unreadable = e->held ? NULL : e->why;
    item->alarm = NULL;
    item->next_ms = INT64_MAX;
    if (!e->held)
        return;
    if (!overlay_make(&item->overlay, &e->held->state, at, NULL, NULL))
        overlay_make(&item->overlay, &e->held->state, &e->held->state.clock.last, NULL,
                     NULL);
    for (int i = 0; i < item->overlay.n_alerts; i++) {
        const struct overlay_alert *a = &item->overlay.alerts[i];
        if (a->level == OVERLAY_ALARM && (!item->alarm || is_graver(a, item->alarm)))
            item->alarm = a;
    }
    item->next_ms = next_of(item, at->wall_ms);
}

/* nobody's pretence comes before a person */
static int rank(const struct watch_item *item)
{
    if (item->unreadable)
        return 1;
    if (item->held->plan->practice)
        return 6;
    if (item->alarm)
        return 0;
    for (int i = 0; i < item->overlay.n_alerts; i++)
        if (item->overlay.alerts[i].level == OVERLAY_WARNING)
            return 2;
    return item->next_ms < INT64_MAX ? 3 : item->overlay.needles_in ? 4 : 5;
}

static int compare(const void *a, const void *b)
{
    const struct watch_item *x = &(*(struct entry *const *)a)->item;
    const struct watch_item *y = &(*(struct entry *const *)b)->item;
    int by_rank = rank(x) - rank(y);
    if (by_rank)
        return by_rank;
    if (x->alarm && y->alarm && gravity(x->alarm) != gravity(y->alarm))
        return gravity(x->alarm) - gravity(y->alarm);
    if (x->next_ms != y->next_ms)
        return x->next_ms < y->next_ms ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

void watch_look(struct watch *w, const struct session_time *at)
{
    for (int i = 0; i < w->n; i++)
        look(w->entries[i], at);
    if (w->n)
        qsort(w->entries, (size_t)w->n, sizeof *w->entries, compare);
}

bool watch_rings(const struct watch *w)
{
    for (int i = 0; i < watch_count(w); i++)
        if (watch_item(w, i)->alarm)
            return true;
    return false;
}

int watch_count(const struct watch *w)
{
    return w->n;
}

const struct watch_item *watch_item(const struct watch *w, int i)
{
    return &w->entries[i]->item;
}

int64_t watch_namesake(const struct watch *w, const char *label, int64_t but)
{
    char folded[WATCH_WHO];
    if (!fold(label, folded, sizeof folded))
        return 0;
    for (int i = 0; i < w->n; i++)
        if (w->entries[i]->item.id != but && strcmp(w->entries[i]->folded, folded) == 0)
            return w->entries[i]->item.id;
    return 0;
}

int watch_needles_in(const struct watch *w)
{
    int n = 0;
    for (int i = 0; i < w->n; i++)
        if (w->entries[i]->item.held)
            n += w->entries[i]->item.overlay.needles_in;
    return n;
}

// ------------------------------------------------------------------------ sounding

struct watch_ring watch_ring(int64_t stood_ms)
{
    static const struct {
        int64_t from_ms;
        struct watch_ring ring;
    } STEPS[] = {{5 * 60 * 1000, {5 * 1000, 3}},
                 {2 * 60 * 1000, {10 * 1000, 2}},
                 {0, {20 * 1000, 1}}};
    for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++)
        if (stood_ms >= STEPS[i].from_ms)
            return STEPS[i].ring;
    return STEPS[2].ring;
}

/* the last moment up to `stood` at which an alarm sounds */
static int64_t last_sound(int64_t stood)
{
    int every = watch_ring(stood).every_ms;
    return stood - stood % every;
}

int watch_sounds(const struct watch *w, int64_t from_ms, int64_t to_ms)
{
    int loudest = 0;
    for (int i = 0; i < w->n; i++) {
        const struct watch_item *item = &w->entries[i]->item;
        for (int k = 0; item->held && k < item->overlay.n_alerts; k++) {
            const struct overlay_alert *a = &item->overlay.alerts[k];
            int64_t stood = to_ms - a->since_ms;
            if (a->level != OVERLAY_ALARM || stood < 0)
                continue;
            int loudness = watch_ring(stood).loudness;
            if (a->since_ms + last_sound(stood) > from_ms && loudness > loudest)
                loudest = loudness;
        }
    }
    return loudest;
}
