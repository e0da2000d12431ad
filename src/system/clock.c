#include "system/clock.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static int64_t microseconds(clockid_t id)
{
    struct timespec now;
    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t clock_monotonic_ms(void)
{
    return microseconds(CLOCK_MONOTONIC) / 1000;
}

int64_t clock_monotonic_us(void)
{
    return microseconds(CLOCK_MONOTONIC);
}

int64_t clock_unix_ms(void)
{
    return microseconds(CLOCK_REALTIME) / 1000;
}

int64_t clock_boot_ms(void)
{
    return microseconds(CLOCK_BOOTTIME) / 1000;
}

int64_t clock_processor_us(void)
{
    return microseconds(CLOCK_PROCESS_CPUTIME_ID);
}

void clock_sleep_ms(int ms)
{
    if (ms > 0)
        nanosleep(
            &(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L},
            NULL);
}

void clock_boot_id(char out[40])
{
    memset(out, 0, 40);
    FILE *file = fopen("/proc/sys/kernel/random/boot_id", "re");
    if (!file)
        return;
    if (!fgets(out, 40, file))
        out[0] = 0;
    out[strcspn(out, "\n")] = 0;
    fclose(file);
}
