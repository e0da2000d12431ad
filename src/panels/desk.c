/* desk.c - the little that everybody asks of the state: its words, its time, its look.
 */
#include "panels/desk.h"

#include "system/clock.h"
#include "text/error_words.h"

int64_t desk_unix_ms(const struct app_clock *clock)
{
    return clock->given ? *clock->given : clock_unix_ms();
}

struct session_time desk_session_time(const struct app_clock *clock)
{
    struct session_time at = {.wall_ms = desk_unix_ms(clock)};
    if (clock->given) {
        at.mono_ms = -1;
        at.entered = true;
        return at;
    }
    at.mono_ms = clock_boot_ms();
    clock_boot_id(at.boot);
    return at;
}

int64_t desk_time_ms(const struct app_clock *clock)
{
    return clock->given ? *clock->given : clock->now_ms;
}

const struct theme *desk_theme(const struct settings *settings, enum app_mode mode)
{
    return settings->dark[mode] ? &THEME_DARK : &THEME_LIGHT;
}
