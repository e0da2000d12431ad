/* journal_rooms_thread.c - the thread of a shared journal, which sends and receives so
 * that no call of a window waits for the network. */
#include <stdlib.h>

#include "base/cut.h"
#include "base/moment.h"
#include "session/journal_rooms_internal.h"
#include "system/bell.h"
#include "system/clock.h"
#include "system/disk.h"
#include "system/ready.h"

enum { TURN_MS = 500 /* it looks after so long, whatever it was told */ };

/* under the lock */
void journal_rooms_publish(struct shared *s, const struct courier *c)
{
    enum server_fault fault = courier_fault(c);
    if (fault == SERVER_FINE)
        s->since_ms = 0;
    else if (!s->since_ms)
        s->since_ms = moment_now_ms();
    s->fault = fault;
    s->rights = *courier_rights(c);
    s->clock = courier_clock(c);
    cut_print(s->why, sizeof s->why, "%s", courier_why(c));
}

// ------------------------------------------------------------------------- the thread

static void wait_a_turn(struct rooms *r, struct courier *c)
{
    if (courier_server(c)) {
        server_wait(courier_server(c), r->shared.bell, TURN_MS);
    } else {
        struct ready bell = {.file = r->shared.bell, .to = READY_TO_READ};
        ready_wait(&bell, 1, TURN_MS);
    }
    // the bell may not have rung at all
    if (!bell_hush(r->shared.bell))
        clock_sleep_ms(TURN_MS);
}

static void take_turn(struct rooms *r, struct courier *c)
{
    struct shared *s = &r->shared;
    struct error error = {0};
    courier_round(c, &error);
    monitor_enter(&s->lock);
    bool wants_id = !s->next_id;
    monitor_leave(&s->lock);
    int64_t id = wants_id && courier_fault(c) == SERVER_FINE && courier_rights(c)->append
                     ? courier_new_id(c)
                     : 0;
    monitor_enter(&s->lock);
    journal_rooms_publish(s, c);
    if (id)
        s->next_id = id;
    bool news = courier_changed(c);
    s->changed = s->changed || news;
    s->rounds++;
    monitor_tell(&s->lock);
    monitor_leave(&s->lock);
    if (news && r->options.wake)
        r->options.wake(r->options.wake_user);
}

static void *run(void *user)
{
    struct rooms *r = user;
    struct error error;
    struct spool *spool = spool_open(r->options.spool, &r->options, &error);
    struct courier *c =
        spool ? courier_create(spool, &r->options, r->journal.path) : NULL;
    for (;;) {
        monitor_enter(&r->shared.lock);
        bool stop = r->shared.stop;
        monitor_leave(&r->shared.lock);
        if (stop || !c)
            break;
        take_turn(r, c);
        wait_a_turn(r, c);
    }
    courier_destroy(&c);
    spool_close(&spool);
    return NULL;
}

void journal_rooms_ring(struct rooms *r)
{
    bell_ring(r->shared.bell);
}

/* Waits until the thread has taken a whole turn more, at most so long. */
bool journal_rooms_wait_turns(struct rooms *r, int turns, int milliseconds)
{
    int64_t until = clock_monotonic_ms() + milliseconds;
    struct shared *s = &r->shared;
    monitor_enter(&s->lock);
    int from = s->rounds;
    while (s->rounds - from < turns && monitor_wait(&s->lock, until))
        ;
    bool turned = s->rounds - from >= turns;
    monitor_leave(&s->lock);
    return turned;
}

bool journal_rooms_start_thread(struct rooms *r)
{
    monitor_init(&r->shared.lock);
    r->shared.bell = bell_make();
    return r->shared.bell >= 0 && thread_begin(&r->thread, run, r);
}

void journal_rooms_stop_thread(struct rooms *r)
{
    monitor_enter(&r->shared.lock);
    r->shared.stop = true;
    monitor_leave(&r->shared.lock);
    journal_rooms_ring(r);
    thread_join(&r->thread);
    disk_close(r->shared.bell);
    monitor_free(&r->shared.lock);
}
