#include "system/errand.h"

#include <stddef.h>
#include <stdlib.h>

#include "system/clock.h"
#include "system/monitor.h"
#include "system/thread.h"

struct errand {
    struct monitor monitor;
    bool is_done, is_left;
    void (*work)(void *data);
    void (*end)(void *data);
    void *data;
};

static void destroy(struct errand *e)
{
    e->end(e->data);
    monitor_free(&e->monitor);
    free(e);
}

/* whoever comes last frees it */
static void *run(void *errand)
{
    struct errand *e = errand;
    e->work(e->data);
    monitor_enter(&e->monitor);
    e->is_done = true;
    bool left = e->is_left;
    monitor_tell(&e->monitor);
    monitor_leave(&e->monitor);
    if (left)
        destroy(e);
    return NULL;
}

struct errand *errand_begin(void (*work)(void *data), void (*end)(void *data), void *data)
{
    struct errand *e = calloc(1, sizeof *e);
    struct thread thread;
    if (!e) {
        end(data);
        return NULL;
    }
    e->work = work;
    e->end = end;
    e->data = data;
    monitor_init(&e->monitor);
    if (thread_begin(&thread, run, e)) {
        thread_leave(&thread);
        return e;
    }
    destroy(e);
    return NULL;
}

bool errand_wait(struct errand *e, int ms)
{
    int64_t until = clock_monotonic_ms() + ms;
    monitor_enter(&e->monitor);
    while (!e->is_done && monitor_wait(&e->monitor, until))
        ;
    bool done = e->is_done;
    monitor_leave(&e->monitor);
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
    monitor_enter(&e->monitor);
    e->is_left = true;
    bool done = e->is_done;
    monitor_leave(&e->monitor);
    if (done)
        destroy(e);
    *errand = NULL;
}
