#include "system/thread.h"

#include <stddef.h>

#include <sched.h>

bool thread_begin(struct thread *thread, void *(*work)(void *data), void *data)
{
    return pthread_create(&thread->is, NULL, work, data) == 0;
}

void thread_join(struct thread *thread)
{
    pthread_join(thread->is, NULL);
}

void thread_leave(struct thread *thread)
{
    pthread_detach(thread->is);
}

void thread_once(struct thread_once *once, void (*work)(void))
{
    pthread_once(&once->is, work);
}

int thread_cores(void)
{
    cpu_set_t set;
    return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}
