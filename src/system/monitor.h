/* monitor.h - what several threads hold one after another, and are told of. */
#ifndef DEQI_SYSTEM_MONITOR_H
#define DEQI_SYSTEM_MONITOR_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

struct monitor {
    pthread_mutex_t lock;
    pthread_cond_t news;
};

void monitor_init(struct monitor *monitor);
void monitor_free(struct monitor *monitor);
void monitor_enter(struct monitor *monitor);
void monitor_leave(struct monitor *monitor);
/* To all that wait. */
void monitor_tell(struct monitor *monitor);
/* Within it: lets others in until it is told of something; false where it was not until
 * then, in ms of clock_monotonic_ms. May return sooner: look again. */
bool monitor_wait(struct monitor *monitor, int64_t until_ms);

#endif
