/* thread.h - threads of this process, and work that is done once. */
#ifndef DEQI_SYSTEM_THREAD_H
#define DEQI_SYSTEM_THREAD_H

#include <pthread.h>
#include <stdbool.h>

struct thread {
    pthread_t is;
};

/* False where none can be had. Each is joined, or left to end by itself. */
bool thread_begin(struct thread *thread, void *(*work)(void *data), void *data);
void thread_join(struct thread *thread); /* waits for its end */
void thread_leave(struct thread *thread);

/* How many cores this process may use, 1 where nobody tells. */
int thread_cores(void);

struct thread_once {
    pthread_once_t is;
};
#define THREAD_ONCE                                                                      \
    {                                                                                    \
        PTHREAD_ONCE_INIT                                                                \
    }
/* Whoever comes first does it; the others wait until it is done. */
void thread_once(struct thread_once *once, void (*work)(void));

#endif
