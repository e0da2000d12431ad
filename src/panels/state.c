/* state.c - the little that everybody asks of the state: its words, its time, its look.
 */
#include "panels/state.h"

#include "platform/clock.h"
#include "text/error_words.h"

const char *text_of(const struct texts *texts, const char *id)
{
    return texts_get(texts, id, NULL);
}

int64_t app_unix_ms(const struct app_clock *clock)
{
    return clock->given ? *clock->given : clock_unix_ms();
}

struct session_time app_session_time(const struct app_clock *clock)
{
    struct session_time at = {.wall_ms = app_unix_ms(clock)};
    if (clock->given) {
        at.mono_ms = -1;
        at.entered = true;
        return at;
    }
    at.mono_ms = clock_boot_ms();
    clock_boot_id(at.boot);
    return at;
}

int64_t app_time_ms(const struct app_clock *clock)
{
    return clock->given ? *clock->given : clock->now_ms;
}

const struct theme *app_theme(const struct settings *settings, enum app_mode mode)
{
    return settings->dark[mode] ? &THEME_DARK : &THEME_LIGHT;
}
