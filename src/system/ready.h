/* ready.h - waiting for files, pipes and sockets. */
#ifndef DEQI_SYSTEM_READY_H
#define DEQI_SYSTEM_READY_H

#include <stdbool.h>

enum { READY_TO_READ = 1, READY_TO_WRITE = 2, READY_TO_BOTH = 3 };

struct ready {
    int file;      /* -1 = is passed over */
    unsigned to;   /* what it is waited for */
    bool can, any; /* do that; be read or written, or it has failed */
};

/* How many can, 0 where the time is up, -1 where waiting failed; a signal ends it with -1
 * and EINTR. */
int ready_wait(struct ready *files, int n, int milliseconds);

#endif
