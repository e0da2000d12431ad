#include "system/ready.h"

#include <poll.h>

int ready_wait(struct ready *files, int n, int milliseconds)
{
    enum { MOST = 4 };
    struct pollfd p[MOST];
    n = n < MOST ? n : MOST;
    for (int i = 0; i < n; i++)
        p[i] = (struct pollfd){.fd = files[i].file,
                               .events =
                                   (short)((files[i].to & READY_TO_READ ? POLLIN : 0) |
                                           (files[i].to & READY_TO_WRITE ? POLLOUT : 0))};
    int found = poll(p, (nfds_t)n, milliseconds);
    for (int i = 0; i < n; i++) {
        files[i].can = found > 0 && (p[i].revents & p[i].events);
        files[i].any = found > 0 && p[i].revents;
    }
    return found;
}
