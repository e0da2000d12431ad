#include "system/monitor.h"

#include <errno.h>
#include <stddef.h>
#include <time.h>

void monitor_init(struct monitor *m)
{
    pthread_condattr_t by;
    pthread_mutex_init(&m->lock, NULL);
    pthread_condattr_init(&by);
    pthread_condattr_setclock(&by, CLOCK_MONOTONIC);
    pthread_cond_init(&m->news, &by);
    pthread_condattr_destroy(&by);
}

void monitor_free(struct monitor *m)
{
    pthread_mutex_destroy(&m->lock);
    pthread_cond_destroy(&m->news);
}

void monitor_enter(struct monitor *m)
{
    pthread_mutex_lock(&m->lock);
}

void monitor_leave(struct monitor *m)
{
    pthread_mutex_unlock(&m->lock);
}

void monitor_tell(struct monitor *m)
{
    pthread_cond_broadcast(&m->news);
}

bool monitor_wait(struct monitor *m, int64_t until_ms)
{
    struct timespec until = {.tv_sec = (time_t)(until_ms / 1000),
                             .tv_nsec = (long)(until_ms % 1000) * 1000000L};
    return pthread_cond_timedwait(&m->news, &m->lock, &until) != ETIMEDOUT;
}
