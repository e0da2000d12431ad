#include "base/moment.h"

#include <stdbool.h>
#include <string.h>
#include <time.h>

#include "system/clock.h"

int64_t moment_now_ms(void)
{
    return clock_unix_ms();
}

const char *moment_print(int64_t unix_ms, enum moment_zone zone, const char *format,
                         char *out, size_t size)
{
    time_t seconds = (time_t)(unix_ms / 1000);
    struct tm tm;
    bool ok = zone == MOMENT_UTC ? gmtime_r(&seconds, &tm) != NULL
                                 : localtime_r(&seconds, &tm) != NULL;
    if (!ok || !strftime(out, size, format, &tm))
        *out = 0;
    return out;
}

const char *moment_hour(int64_t unix_ms, char out[16])
{
    return moment_print(unix_ms, MOMENT_HERE, "%H:%M", out, 16);
}

const char *moment_near(int64_t unix_ms, int64_t now_ms, char out[32])
{
    char day[16], today[16];
    moment_print(unix_ms, MOMENT_HERE, "%Y-%m-%d", day, sizeof day);
    moment_print(now_ms, MOMENT_HERE, "%Y-%m-%d", today, sizeof today);
    return moment_print(unix_ms, MOMENT_HERE,
                        strcmp(day, today) == 0 ? "%H:%M" : "%Y-%m-%d %H:%M", out, 32);
}
