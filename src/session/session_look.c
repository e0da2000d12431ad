/* session_look.c - what a session says of itself, and the small moves that every event is
 * made of. Nothing here decides what an event does. */
#include <string.h>

#include "base/cut.h"
#include "session/session_internal.h"

static const char *const STATE_NAMES[SESSION_STATES] = {
    "prepared", "inserting", "retaining", "due", "removing", "closed", "aborted"};

static const char *const POINT_STATE_NAMES[SESSION_POINT_STATES] = {
    "removed", "waiting", "in", "de_qi", "out", "skipped", "broken"};

const char *session_state_name(enum session_state state)
{
    return STATE_NAMES[state];
}

const char *session_point_state_name(enum session_point_state state)
{
    return POINT_STATE_NAMES[state];
}

const char *session_side(char side)
{
    return side == 'L' ? "L" : side == 'R' ? "R" : "M";
}

bool session_is_open(const struct session *s)
{
    return s->state != SESSION_CLOSED && s->state != SESSION_ABORTED;
}

int session_needles_in(const struct session *s)
{
    return s->placed - s->out - s->broken;
}

bool session_runs(const struct session *s, int position)
{
    const struct session_retention *r = &s->retention[position];
    return position == s->position && s->state == SESSION_RETAINING && !r->paused &&
           !r->empty;
}

int64_t session_retained(const struct session *s, int position, int64_t ms)
{
    const struct session_retention *r = &s->retention[position];
    int64_t all = s->plan->retention_ms, ran = r->ran_ms;
    if (session_runs(s, position) && ms > r->since_ms)
        ran += ms - r->since_ms;
    if (r->complete && ms < r->due_ms) // told late, of a time before it was up
        ran = all - (r->due_ms - ms);
    return ran < 0 ? 0 : ran < all ? ran : all;
}

int64_t session_watch(const struct session *s, int position, int64_t ms)
{
    const struct session_retention *r = &s->retention[position];
    bool after = position == s->position && r->started &&
                 (s->state == SESSION_DUE || s->state == SESSION_REMOVING);
    bool on = (session_runs(s, position) || after) && ms > r->watch_since_ms;
    return r->watch_ms + (on ? ms - r->watch_since_ms : 0);
}

int64_t session_overdue_ms(const struct session *s, int64_t ms)
{
    const struct session_retention *r = &s->retention[s->position];
    bool up = r->complete && session_needles_in(s) > 0 &&
              (s->state == SESSION_DUE || s->state == SESSION_REMOVING);
    return up && ms > r->due_ms ? ms - r->due_ms : 0;
}

int session_first_point(const struct session *s, int position,
                        enum session_point_state state)
{
    for (int i = 0; i < session_n_points(s); i++)
        if (s->points[i].state == state &&
            (position == SESSION_ANY_POSITION || s->points[i].position == position))
            return i;
    return -1;
}

bool session_region_allowed(const struct session *s, int region)
{
    switch (s->plan->regions[region].rule) {
    case SESSION_LAMP_RULE_ON:
        return s->lamp.test[region] != SESSION_TEST_FAILED;
    case SESSION_LAMP_RULE_CONDITIONAL:
        return s->lamp.test[region] == SESSION_TEST_PASSED;
    default:
        return false;
    }
}

/* what lies on the couch, or is sat on, in a position; a region that stands nowhere here
 * lies open */
static const struct {
    const char *position, *regions[8];
} COVERED[] = {
    {"supine", {"neck", "lumbosacral", "thigh_posterior", "leg_posterior", NULL}},
    {"prone", {"thigh_anterior", "leg_anterior", "foot_dorsum", "palm", NULL}},
    {"seated", {"thigh_posterior", "sole", NULL}},
};

static bool lies_open(const char *region, const char *position)
{
    for (size_t i = 0; i < sizeof COVERED / sizeof *COVERED; i++)
        for (const char *const *r = COVERED[i].regions;
             strcmp(COVERED[i].position, position) == 0 && *r; r++)
            if (strcmp(*r, region) == 0)
                return false;
    return true;
}

bool session_region_in(const struct session *s, int region, int position)
{
    const char *name = s->plan->regions[region].region;
    for (int p = 0; p < position; p++)
        if (lies_open(name, s->plan->positions[p]))
            return false;
    return lies_open(name, s->plan->positions[position]);
}

bool session_region_ready(const struct session *s, int region)
{
    return session_region_allowed(s, region) && session_region_in(s, region, s->position);
}

const char *session_said_text(const struct session *s, session_said said)
{
    return s->said + said;
}

session_said session_keep(struct session *s, const char *text)
{
    size_t capacity = (size_t)(SESSION_SAID_MAX - s->n_said);
    size_t most = capacity < SESSION_REASON_MAX ? capacity : SESSION_REASON_MAX;
    if (!text || most < 2)
        return 0;
    int at = s->n_said;
    size_t n = cut_length(text, most - 1);
    memcpy(s->said + at, text, n);
    s->said[at + (int)n] = 0;
    s->n_said += (int)n + 1;
    return (session_said)at;
}

int64_t session_happened(const struct session *s, const struct session_event *event,
                         int64_t ms, int64_t from)
{
    if (!event->happened_ms)
        return ms;
    int64_t ago = (event->at.wall_ms - event->happened_ms) * (int64_t)s->clock.speed;
    return ago < 0 ? ms : ms - ago < from ? from : ms - ago;
}

bool session_position_left(const struct session *s, int position)
{
    return session_is_open(s) && !s->aborting && position > s->position &&
           session_first_point(s, position, SESSION_POINT_WAITING) >= 0;
}

bool session_refuse(struct session_refusal *refusal, struct message what)
{
    if (refusal) {
        memset(refusal, 0, sizeof *refusal);
        refusal->what = what;
    }
    return false;
}

void session_freeze(struct session *s, int64_t ms)
{
    struct session_retention *r = &s->retention[s->position];
    r->watch_ms = session_watch(s, s->position, ms);
    r->watch_since_ms = ms;
    r->ran_ms = session_retained(s, s->position, ms);
    r->since_ms = ms;
}

bool session_awaits_put_back(const struct session *s)
{
    if (s->state != SESSION_RETAINING && s->state != SESSION_INSERTING)
        return false;
    for (int i = 0; i < session_n_points(s) && !session_needles_in(s); i++)
        if (s->points[i].fell && s->points[i].position == s->position)
            return true;
    return false;
}

bool session_turns(const struct session *s)
{
    int before = 0;
    for (int p = 0; p < s->position; p++)
        before += s->retention[p].placed;
    return s->state == SESSION_PREPARED && !s->aborting && before > 0 &&
           !session_needles_in(s) && !s->retention[s->position].placed;
}
