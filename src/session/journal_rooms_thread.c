/* journal_rooms_thread.c - the thread of a shared journal, which sends and receives so
 * that no call of a window waits for the network. */
#include <errno.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include <poll.h>

#include "base/cut.h"
#include "base/moment.h"
#include "session/journal_rooms_internal.h"

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
    uint64_t rung;
    if (courier_server(c)) {
        server_wait(courier_server(c), r->shared.bell, TURN_MS);
    } else {
        struct pollfd p = {.fd = r->shared.bell, .events = POLLIN};
        poll(&p, 1, TURN_MS);
    }
    // the bell may not have rung at all
    if (read(r->shared.bell, &rung, sizeof rung) < 0 && errno != EAGAIN)
        nanosleep(&(struct timespec){.tv_nsec = TURN_MS * 1000000L}, NULL);
}

static void take_turn(struct rooms *r, struct courier *c)
{
    struct shared *s = &r->shared;
    struct error error = {0};
    courier_round(c, &error);
    pthread_mutex_lock(&s->lock);
    bool wants_id = !s->next_id;
    pthread_mutex_unlock(&s->lock);
    int64_t id = wants_id && courier_fault(c) == SERVER_FINE && courier_rights(c)->append
                     ? courier_new_id(c)
                     : 0;
    pthread_mutex_lock(&s->lock);
    journal_rooms_publish(s, c);
    if (id)
        s->next_id = id;
    bool news = courier_changed(c);
    s->changed = s->changed || news;
    s->rounds++;
    pthread_cond_broadcast(&s->turned);
    pthread_mutex_unlock(&s->lock);
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
        pthread_mutex_lock(&r->shared.lock);
        bool stop = r->shared.stop;
        pthread_mutex_unlock(&r->shared.lock);
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
    uint64_t one = 1;
    if (write(r->shared.bell, &one, sizeof one) < 0)
        return; // it rings already
}

static struct timespec after(int milliseconds)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    t.tv_sec += milliseconds / 1000;
    t.tv_nsec += milliseconds % 1000 * 1000000L;
    t.tv_sec += t.tv_nsec / 1000000000L;
    t.tv_nsec %= 1000000000L;
    return t;
}

/* Waits until the thread has taken a whole turn more, at most so long. */
bool journal_rooms_wait_turns(struct rooms *r, int turns, int milliseconds)
{
    struct timespec until = after(milliseconds);
    struct shared *s = &r->shared;
    pthread_mutex_lock(&s->lock);
    int from = s->rounds, code = 0;
    while (s->rounds - from < turns && code != ETIMEDOUT)
        code = pthread_cond_timedwait(&s->turned, &s->lock, &until);
    bool turned = s->rounds - from >= turns;
    pthread_mutex_unlock(&s->lock);
    return turned;
}

bool journal_rooms_start_thread(struct rooms *r)
{
    pthread_condattr_t by;
    pthread_mutex_init(&r->shared.lock, NULL);
    pthread_condattr_init(&by);
    pthread_condattr_setclock(&by, CLOCK_MONOTONIC);
    pthread_cond_init(&r->shared.turned, &by);
    pthread_condattr_destroy(&by);
    r->shared.bell = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    return r->shared.bell >= 0 && pthread_create(&r->thread, NULL, run, r) == 0;
}

void journal_rooms_stop_thread(struct rooms *r)
{
    pthread_mutex_lock(&r->shared.lock);
    r->shared.stop = true;
    pthread_mutex_unlock(&r->shared.lock);
    journal_rooms_ring(r);
    pthread_join(r->thread, NULL);
    close(r->shared.bell);
    pthread_mutex_destroy(&r->shared.lock);
    pthread_cond_destroy(&r->shared.turned);
}
