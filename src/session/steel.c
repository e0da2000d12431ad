/* steel.c - the steel: every needle that went in, how long it was in, where it is now.
 *
 * placed = in + out + broken, always. A point is what its needles are.
 */
#include <stdlib.h>
#include <string.h>

#include "session/session_internal.h"

int session_n_points(const struct session *s)
{
    return s->plan->n_points + s->n_extras;
}

bool session_is_extra(const struct session *s, int point)
{
    return point >= s->plan->n_points;
}

struct session_point session_point_at(const struct session *s, int point)
{
    static const char *const none[] = {NULL};
    if (!session_is_extra(s, point))
        return s->plan->points[point];
    const struct session_extra *extra = &s->extras[point - s->plan->n_points];
    return (struct session_point){.code = extra->code,
                                  .side = extra->side,
                                  .needles = 1,
                                  .position = s->points[point].position,
                                  .cautions = none};
}

int session_needles_of(const struct session *s, int point)
{
    return session_is_extra(s, point) ? 1 : s->plan->points[point].needles;
}

// -------------------------------------------------------------------- by name

static int find_exact(const struct session *s, const char *code, size_t n, char side)
{
    int found = -1;
    for (int i = 0; i < session_n_points(s); i++) {
        struct session_point p = session_point_at(s, i);
        if (p.side != side || strlen(p.code) != n || memcmp(p.code, code, n) != 0)
            continue;
        if (session_point_is_in(s, i))
            return i;
        found = found < 0 ? i : found;
    }
    return found;
}

int session_find(const struct session *s, const char *code, char side, int *part)
{
    int ignored = 0;
    part = part ? part : &ignored;
    *part = SESSION_ALL_PARTS;
    int i = find_exact(s, code, strlen(code), side);
    const char *dot = strrchr(code, '.');
    if (i >= 0 || !dot || dot[1] < '1' || dot[1] > '0' + SESSION_PARTS_MAX || dot[2])
        return i;
    i = find_exact(s, code, (size_t)(dot - code), side);
    if (i < 0 || session_needles_of(s, i) < 2 || dot[1] - '0' > session_needles_of(s, i))
        return -1;
    *part = dot[1] - '1';
    return i;
}

// ------------------------------------------------------------------ what there is

int session_point_count(const struct session *s, int point, enum session_steel state)
{
    int n = 0;
    for (int k = 0; k < session_needles_of(s, point); k++)
        n += s->needles[s->points[point].first + k].state == state;
    return n;
}

bool session_point_is_in(const struct session *s, int point)
{
    return s->points[point].state == SESSION_POINT_IN ||
           s->points[point].state == SESSION_POINT_DE_QI;
}

bool session_has(const struct session *s, struct session_target at,
                 enum session_steel state)
{
    if (at.part == SESSION_ALL_PARTS)
        return session_point_count(s, at.point, state) > 0;
    return s->needles[s->points[at.point].first + at.part].state == state;
}

int session_point_unresolved(const struct session *s, int point)
{
    int n = 0;
    for (int k = 0; k < session_needles_of(s, point); k++) {
        const struct session_needle *needle = &s->needles[s->points[point].first + k];
        n += needle->state == SESSION_BROKEN_OFF && !needle->resolved;
    }
    return n;
}

int session_unresolved(const struct session *s)
{
    int n = 0;
    for (int i = 0; i < session_n_points(s); i++)
        n += session_point_unresolved(s, i);
    return n;
}

int64_t session_body_ms(const struct session *s, int needle, int64_t ms)
{
    const struct session_needle *n = &s->needles[needle];
    if (n->state == SESSION_NO_NEEDLE)
        return 0;
    return n->earlier_ms + (n->state == SESSION_IN ? ms : n->out_ms) - n->in_ms;
}

int64_t session_longest_ms(const struct session *s, enum session_which which, int64_t ms,
                           int *point)
{
    int64_t longest = 0;
    for (int i = 0; i < session_n_points(s); i++)
        for (int k = 0; k < session_needles_of(s, i); k++) {
            int needle = s->points[i].first + k;
            bool in = s->needles[needle].state == SESSION_IN;
            int64_t body = session_body_ms(s, needle, ms);
            if ((which == SESSION_EVERY || in) && body > longest) {
                longest = body;
                if (point)
                    *point = i;
            }
        }
    return longest;
}

// ------------------------------------------------------------------------ moves

void session_settle_point(struct session *s, int point)
{
    struct session_point_now *p = &s->points[point];
    if (session_point_count(s, point, SESSION_IN)) {
        p->state = p->in_state;
        return;
    }
    p->stuck = false;
    p->state = session_point_count(s, point, SESSION_BROKEN_OFF) ? SESSION_POINT_BROKEN
                                                                 : SESSION_POINT_OUT;
}

int64_t session_counted(const struct session *s, int point, int64_t ms)
{
    const struct session_point_now *p = &s->points[point];
    int64_t all = s->plan->retention_ms;
    int64_t shared = session_retained(s, p->position, ms);
    if (!p->own)
        return shared;
    int64_t own = p->own_ms + session_watch(s, p->position, ms) - p->own_from;
    return own < all ? own : all;
}

int64_t session_own_left(const struct session *s, int point, int64_t ms)
{
    return s->plan->retention_ms - session_counted(s, point, ms);
}

void session_draw(struct session *s, struct session_target at, enum session_steel to,
                  int64_t ms)
{
    struct session_point_now *p = &s->points[at.point];
    int64_t counted = session_counted(s, at.point, ms);
    for (int k = 0; k < session_needles_of(s, at.point); k++) {
        struct session_needle *n = &s->needles[p->first + k];
        if ((at.part != SESSION_ALL_PARTS && at.part != k) || n->state != SESSION_IN)
            continue;
        n->state = to;
        n->fell = n->resolved = false;
        n->out_ms = ms > n->in_ms ? ms : n->in_ms;
        s->out += to == SESSION_OUT;
        s->broken += to == SESSION_BROKEN_OFF;
    }
    if (session_point_count(s, at.point, SESSION_IN) == 0)
        p->retained_ms = counted;
    session_settle_point(s, at.point);
}
