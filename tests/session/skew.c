/* skew.c - loaded before a program, sets its clocks: SKEW seconds on the wall, SKEW_BOOT
 * on the one that counts from the machine's start. */
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static void move(struct timespec *t, const char *seconds)
{
    double by = seconds ? atof(seconds) : 0;
    long ns = t->tv_nsec + (long)((by - (double)(long)by) * 1e9);
    long carry = ns < 0 ? -1 : ns / 1000000000;
    t->tv_sec += (long)by + carry;
    t->tv_nsec = ns - carry * 1000000000;
}

int clock_gettime(clockid_t id, struct timespec *t)
{
    const char *wall = getenv("SKEW"), *boot = getenv("SKEW_BOOT");
    int status = (int)syscall(SYS_clock_gettime, id, t);
    if (id == CLOCK_REALTIME)
        move(t, wall);
    if (id == CLOCK_BOOTTIME)
        move(t, boot);
    return status;
}
