#include "session/clock.h"

#include <string.h>

/* field by field over zeroes, so that equal readings are equal bytes */
static void keep(struct session_time *to, const struct session_time *from)
{
    memset(to, 0, sizeof *to);
    to->wall_ms = from->wall_ms;
    to->mono_ms = from->mono_ms;
    size_t n = strnlen(from->boot, sizeof to->boot - 1);
    memcpy(to->boot, from->boot, n);
    to->entered = from->entered;
}

static bool has_monotonic(const struct session_time *at)
{
    return !at->entered && at->mono_ms >= 0 && at->boot[0];
}

static void anchor(struct session_clock *clock, const struct session_time *at)
{
    if (!has_monotonic(at))
        return;
    keep(&clock->anchor, at);
    clock->anchor_ms = clock->last_ms;
    clock->anchored = true;
}

void session_clock_begin(struct session_clock *clock, const struct session_time *at)
{
    memset(clock, 0, sizeof *clock);
    keep(&clock->last, at);
    anchor(clock, at);
}

int64_t session_clock_ms(const struct session_clock *clock, const struct session_time *at,
                         int64_t *jump_ms)
{
    int64_t by_wall = clock->last_ms + (at->wall_ms - clock->last.wall_ms);
    int64_t ms = by_wall;
    // a monotonic clock that fell within one boot is none (another time namespace)
    if (clock->anchored && has_monotonic(at) &&
        strcmp(at->boot, clock->anchor.boot) == 0 &&
        at->mono_ms >= clock->anchor.mono_ms) {
        int64_t passed = at->mono_ms - clock->anchor.mono_ms;
        int64_t jump = at->wall_ms - clock->anchor.wall_ms - passed;
        if (jump > SESSION_JUMP_MS || jump < -SESSION_JUMP_MS)
            *jump_ms = jump;
        ms = clock->anchor_ms + passed;
    }
    if (ms >= clock->last_ms)
        return ms;
    // a time that was entered ahead of the clock is no fault of the clock's
    if (ms < clock->last_ms - SESSION_JUMP_MS && !clock->last.entered)
        *jump_ms = ms - clock->last_ms;
    return clock->last_ms;
}

int64_t session_clock_tick(struct session_clock *clock, const struct session_time *at)
{
    int64_t jump = clock->jump_ms;
    clock->last_ms = session_clock_ms(clock, at, &jump);
    clock->jump_ms = jump;
    keep(&clock->last, at);
    anchor(clock, at);
    return clock->last_ms;
}
