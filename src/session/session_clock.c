#include "session/session_clock.h"

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

static void anchor(struct session_clock *clock, const struct session_time *at, int64_t ms)
{
    if (!has_monotonic(at))
        return;
    keep(&clock->anchor, at);
    clock->anchor_ms = ms;
    clock->anchored = true;
}

void session_clock_begin(struct session_clock *clock, const struct session_time *at,
                         int speed)
{
    memset(clock, 0, sizeof *clock);
    clock->speed = speed;
    keep(&clock->last, at);
    anchor(clock, at, 0);
}

static bool same_boot(const struct session_clock *clock, const struct session_time *at)
{
    return strcmp(at->boot, clock->anchor.boot) == 0;
}

/* within the boot of the anchor; a jump of the wall clock is noted */
static int64_t by_monotonic(struct session_clock *clock, const struct session_time *at)
{
    int64_t passed = at->mono_ms - clock->anchor.mono_ms;
    int64_t jump = at->wall_ms - clock->anchor.wall_ms - passed;
    if (jump > SESSION_JUMP_MS || jump < -SESSION_JUMP_MS)
        clock->jump_ms = jump;
    return clock->anchor_ms + passed * clock->speed;
}

/* in a later boot than the anchor's: by the wall clock, but never less than that boot has
 * been running, where it was looked at soon */
static int64_t in_later_boot(struct session_clock *clock, const struct session_time *at,
                             int64_t by_wall)
{
    int64_t ran = at->mono_ms <= SESSION_UNSEEN_MS ? at->mono_ms : 0;
    int64_t least = clock->anchor_ms + ran * clock->speed;
    if (least < clock->last_ms)
        least = clock->last_ms;
    if (by_wall >= least - SESSION_JUMP_MS)
        return by_wall > least ? by_wall : least;
    clock->uncertain = true;
    clock->uncertain_ms =
        clock->anchor_ms > clock->last_ms ? clock->anchor_ms : clock->last_ms;
    return least;
}

int64_t session_clock_ms(struct session_clock *clock, const struct session_time *at)
{
    int64_t ms =
        clock->last_ms + (at->wall_ms - clock->last.wall_ms) * (int64_t)clock->speed;
    if (clock->anchored && has_monotonic(at)) {
        // a monotonic clock that fell within one boot is none (another time namespace)
        if (!same_boot(clock, at))
            return in_later_boot(clock, at, ms);
        if (at->mono_ms >= clock->anchor.mono_ms)
            ms = by_monotonic(clock, at);
    }
    if (ms >= clock->last_ms)
        return ms;
    // a time that was entered ahead of the clock is no fault of the clock's
    if (ms < clock->last_ms - SESSION_JUMP_MS && !clock->last.entered)
        clock->jump_ms = ms - clock->last_ms;
    return clock->last_ms;
}

int64_t session_clock_tick(struct session_clock *clock, const struct session_time *at)
{
    int64_t ms = session_clock_ms(clock, at);
    if (at->session_ms > 0)
        ms = at->session_ms > clock->last_ms ? at->session_ms : clock->last_ms;
    clock->last_ms = ms;
    keep(&clock->last, at);
    anchor(clock, at, ms);
    return ms;
}

void session_clock_see(struct session_clock *clock, const struct session_time *sight)
{
    if (!clock->anchored || !has_monotonic(sight) ||
        (same_boot(clock, sight) && sight->mono_ms <= clock->anchor.mono_ms))
        return;
    anchor(clock, sight, session_clock_ms(clock, sight));
}
