#include "platform/errand.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/arena.h"

struct errand {
    pthread_mutex_t lock;
    pthread_cond_t ended;
    bool is_done, is_left;
    void (*work)(void *data);
    void (*end)(void *data);
    void *data;
};

static void destroy(struct errand *e)
{
    e->end(e->data);
    pthread_mutex_destroy(&e->lock);
    pthread_cond_destroy(&e->ended);
    free(e);
}

/* whoever comes last frees it */
static void *run(void *errand)
{
    struct errand *e = errand;
    e->work(e->data);
    pthread_mutex_lock(&e->lock);
    e->is_done = true;
    bool left = e->is_left;
    pthread_cond_signal(&e->ended);
    pthread_mutex_unlock(&e->lock);
    if (left)
        destroy(e);
    return NULL;
}

struct errand *errand_begin(void (*work)(void *data), void (*end)(void *data), void *data)
{
    struct errand *e = xcalloc(1, sizeof *e);
    pthread_condattr_t by;
    pthread_t thread;
    e->work = work;
    e->end = end;
    e->data = data;
    pthread_mutex_init(&e->lock, NULL);
    pthread_condattr_init(&by);
    pthread_condattr_setclock(&by, CLOCK_MONOTONIC);
    pthread_cond_init(&e->ended, &by);
    pthread_condattr_destroy(&by);
    if (pthread_create(&thread, NULL, run, e) == 0) {
        pthread_detach(thread);
        return e;
    }
    destroy(e);
    return NULL;
}

static struct timespec in_ms(int ms)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    at.tv_sec += ms / 1000;
    at.tv_nsec += ms % 1000 * 1000000L;
    if (at.tv_nsec >= 1000000000L) {
        at.tv_sec++;
        at.tv_nsec -= 1000000000L;
    }
    return at;
}

bool errand_wait(struct errand *e, int ms)
{
    struct timespec until = in_ms(ms);
    pthread_mutex_lock(&e->lock);
    while (!e->is_done &&
           pthread_cond_timedwait(&e->ended, &e->lock, &until) != ETIMEDOUT)
        ;
    bool done = e->is_done;
    pthread_mutex_unlock(&e->lock);
    return done;
}

void *errand_data(struct errand *e)
{
    return errand_wait(e, 0) ? e->data : NULL;
}

void errand_leave(struct errand **errand)
{
    struct errand *e = errand ? *errand : NULL;
    if (!e)
        return;
    pthread_mutex_lock(&e->lock);
    e->is_left = true;
    bool done = e->is_done;
    pthread_mutex_unlock(&e->lock);
    if (done)
        destroy(e);
    *errand = NULL;
}
