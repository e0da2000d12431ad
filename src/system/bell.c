#include "system/bell.h"

#include <errno.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>

int bell_make(void)
{
    return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
}

void bell_ring(int bell)
{
    uint64_t one = 1;
    if (write(bell, &one, sizeof one) < 0)
        return; // it rings already
}

bool bell_hush(int bell)
{
    uint64_t rung;
    return read(bell, &rung, sizeof rung) >= 0 || errno == EAGAIN;
}
