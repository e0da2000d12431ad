#include "session/overlay.h"

#include <string.h>

#include "rules/plan_says.h"
#include "session/overlay_internal.h"

#define SAY(ID, ENGLISH, ...)                                                            \
    ((struct message){.id = "session." ID, .english = ENGLISH, .arg = {__VA_ARGS__}})

struct message_arg overlay_text(const char *name, const char *text)
{
    return (struct message_arg){.name = name, .text = text};
}

struct message_arg overlay_number(const char *name, int64_t number)
{
    return (struct message_arg){.name = name, .number = (double)number};
}

struct message_arg overlay_code(const struct session *s, int i)
{
    bool extra = session_is_extra(s, i);
    return overlay_text("code", extra ? s->extras[i - s->plan->n_points].code
                                      : s->plan->points[i].code);
}

struct message_arg overlay_side(const struct session *s, int i)
{
    return plan_says_side("side", session_point_at(s, i).side);
}

struct message_arg overlay_position(const struct session *s, int position)
{
    return plan_says_position("position", s->plan->positions[position]);
}

// --------------------------------------------------------------- which needle

bool overlay_may_rest(const struct session *s, int point, int64_t ms)
{
    const struct session_point_now *p = &s->points[point];
    // a time that does not run would let it rest for ever
    return p->own && s->retention[p->position].started && !s->aborting &&
           session_own_left(s, point, ms) > 0;
}

int overlay_next_out(const struct session *s, int64_t ms)
{
    int resting = -1;
    for (int i = 0; i < session_n_points(s); i++) {
        if (!session_point_count(s, i, SESSION_IN))
            continue;
        if (!overlay_may_rest(s, i, ms))
            return i;
        resting = resting < 0 ? i : resting;
    }
    return resting;
}

int overlay_fallen(const struct session *s)
{
    for (int i = 0; i < session_n_points(s); i++)
        if (s->points[i].fell && s->points[i].position == s->position)
            return i;
    return -1;
}

// ------------------------------------------------------------------------ lamp

/* why the lamp may or may not be lit, said of the region nearest to being allowed */
static void explain_lamp(const struct session *s, struct overlay_lamp *lamp)
{
    int allowed = 0, untested = -1, failed = -1;
    int here = 0, elsewhere = 0;
    for (int r = s->plan->n_regions - 1; r >= 0; r--) {
        if (!session_region_in(s, r, s->position)) {
            elsewhere += s->plan->regions[r].rule != SESSION_LAMP_RULE_WITHHELD;
            continue;
        }
        here++;
        if (session_region_allowed(s, r))
            allowed++;
        else if (s->plan->regions[r].rule == SESSION_LAMP_RULE_WITHHELD)
            continue;
        else if (s->lamp.test[r] == SESSION_TEST_FAILED)
            failed = r;
        else
            untested = r;
    }
    lamp->allowed = allowed > 0;
    int region = untested >= 0 ? untested : failed;
    if (allowed == here && allowed)
        lamp->why = SAY("lamp.allowed", "allowed for every region of this position", {0});
    else if (allowed)
        lamp->why = SAY("lamp.partly", "allowed for {n} of {all} regions",
                        overlay_number("n", allowed), overlay_number("all", here));
    else if (region < 0 && elsewhere)
        lamp->why = SAY("lamp.elsewhere",
                        "no region that the plan warms belongs to this position", {0});
    else if (region < 0)
        lamp->why = SAY("lamp.withheld", "withheld by the plan", {0});
    else if (untested >= 0)
        lamp->why = SAY("lamp.untested", "no hot/cold test is recorded as passed", {0});
    else
        lamp->why = SAY("lamp.failed", "withheld: the hot/cold test failed", {0});
    if (!allowed && (region >= 0 || !elsewhere))
        lamp->because =
            region < 0 ? s->plan->lamp_reason : s->plan->regions[region].reason;
}

static void describe_lamp(const struct session *s, int64_t ms, struct overlay_lamp *lamp)
{
    lamp->on = s->lamp.on;
    for (int r = 0; r < s->plan->n_regions; r++)
        if (s->lamp.lit[r]) {
            lamp->lit[r] = true;
            lamp->n_lit++;
        }
    if (lamp->on) {
        lamp->warm_s = (int)((ms - s->lamp.on_from_ms) / 1000);
        lamp->check_in_ms = s->lamp.check_from_ms + SESSION_SKIN_CHECK_MS - ms;
    }
    lamp->on_s = (int)(session_lamp_ms(s, ms) / 1000);
    lamp->checks_made = s->lamp.checks;
    lamp->checks_missed = session_checks_missed(s, ms);
    explain_lamp(s, lamp);
}

// ------------------------------------------------------------ what to do next

static struct message next_insertion(const struct session *s)
{
    int i = session_first_point(s, s->position, SESSION_POINT_WAITING);
    if (i >= 0 && session_turns(s))
        return SAY("next.turn",
                   "All {out} needles are out. Help the person to turn: {position}. Then "
                   "put in {code}, {side}",
                   overlay_number("out", s->out), overlay_position(s, s->position),
                   overlay_code(s, i), overlay_side(s, i));
    if (i >= 0)
        return SAY("next.insert", "Put in {code}, {side}", overlay_code(s, i),
                   overlay_side(s, i));
    return SAY("next.de_qi",
               "Record De Qi once it is felt at the last needle: the thirty minutes run "
               "from then",
               {0});
}

static struct message next_retaining(const struct session *s, const struct overlay *o)
{
    int fallen = overlay_fallen(s);
    if (s->retention[s->position].empty && fallen >= 0)
        return SAY("next.put_back",
                   "Put a needle back in {code}, {side}, or say that it stays out",
                   overlay_code(s, fallen), overlay_side(s, fallen));
    if (o->paused)
        return SAY("next.resume", "Go on when the reason for the pause is over", {0});
    if (o->lamp.on && o->lamp.check_in_ms <= 0)
        return SAY("next.skin_check", "Look at the skin under the lamp, then record it",
                   {0});
    for (int r = 0; !s->lamp.was_on && r < s->plan->n_regions; r++)
        if (s->plan->regions[r].rule == SESSION_LAMP_RULE_CONDITIONAL &&
            session_region_in(s, r, s->position) && s->lamp.test[r] == SESSION_TEST_NONE)
            return SAY("next.thermal_test",
                       "Before the lamp, ask whether hot and cold are told apart: "
                       "{region}, {side}. If not, no lamp there",
                       plan_says_region("region", s->plan->regions[r].region),
                       plan_says_side("side", s->plan->regions[r].side));
    if (!s->lamp.was_on && o->lamp.allowed)
        return SAY("next.lamp", "The lamp may be switched on", {0});
    if (o->lamp.on)
        return SAY("next.wait_lamp",
                   "Let the needles rest; look at the skin every 5 minutes", {0});
    return SAY("next.wait", "Let the needles rest until the time is up", {0});
}

static struct message next_out(const struct session *s, int i, int64_t ms)
{
    int64_t left = overlay_may_rest(s, i, ms) ? session_own_left(s, i, ms) : 0;
    if (left > 0)
        return SAY("next.own", "Let {code}, {side} rest for {min} min {s} s more",
                   overlay_code(s, i), overlay_side(s, i),
                   overlay_number("min", left / 60000),
                   overlay_number("s", left / 1000 % 60));
    return SAY("next.remove", "Take out {code}, {side}", overlay_code(s, i),
               overlay_side(s, i));
}

static struct message next_thing(const struct session *s, const struct overlay *o,
                                 int64_t ms)
{
    int i = overlay_next_out(s, ms);
    switch (s->state) {
    case SESSION_PREPARED:
    case SESSION_INSERTING:
        return next_insertion(s);
    case SESSION_RETAINING:
        return next_retaining(s, o);
    case SESSION_DUE:
    case SESSION_REMOVING:
        if (i >= 0)
            return next_out(s, i, ms);
        if (session_unresolved(s))
            return SAY("next.broken",
                       "Record what became of the needle that broke, then finish", {0});
        return SAY("next.close",
                   "All {out} needles are out: count them in the sharps box, then finish",
                   overlay_number("out", s->out));
    case SESSION_CLOSED:
        return SAY("next.closed", "Closed: {placed} needles placed, {out} taken out",
                   overlay_number("placed", s->placed), overlay_number("out", s->out));
    default:
        return SAY("next.aborted", "Aborted: {placed} needles placed, {out} taken out",
                   overlay_number("placed", s->placed), overlay_number("out", s->out));
    }
}

// --------------------------------------------------------------- the overlay

/* what a message borrows must be the caller's, not the copy's: the texts are the same */
static void lend(struct message *m, const struct session *from, const struct session *to)
{
    const char *begin = (const char *)from;
    for (int a = 0; a < MESSAGE_ARGS; a++) {
        const char **text = &m->arg[a].text;
        if (*text >= begin && *text < begin + sizeof *from)
            *text = (const char *)to + (*text - begin);
    }
}

bool overlay_make(struct overlay *o, const struct session *session,
                  const struct session_time *at, struct session *later,
                  struct session_refusal *refusal)
{
    struct session now;
    memcpy(&now, session, sizeof now);
    int64_t ms;
    if (!session_advance(&now, at, &ms, refusal))
        return false;
    memset(o, 0, sizeof *o);
    o->state = now.state;
    o->position = now.position;
    for (int p = 0; p < now.plan->n_positions; p++)
        if (session_position_left(&now, p))
            o->left[o->n_left++] = p;
    const struct session_retention *r = &now.retention[now.position];
    int64_t elapsed = session_retained(&now, now.position, ms);
    o->started = r->started;
    o->paused = r->paused;
    o->elapsed_s = (int)(elapsed / 1000);
    o->remaining_s = (int)(now.plan->retention_ms / 1000) - o->elapsed_s;
    o->fraction = (float)elapsed / (float)now.plan->retention_ms;
    o->needles_in = session_needles_in(&now);
    o->placed = now.placed;
    o->out = now.out;
    o->broken = now.broken;
    o->overdue_s = (int)(session_overdue_ms(&now, ms) / 1000);
    o->longest_s = (int)(session_longest_ms(&now, SESSION_EVERY, ms, NULL) / 1000);
    describe_lamp(&now, ms, &o->lamp);
    o->next = next_thing(&now, o, ms);
    overlay_make_alerts(o, &now, at, ms);
    lend(&o->next, &now, session);
    for (int i = 0; i < o->n_alerts; i++)
        lend(&o->alerts[i].text, &now, session);
    if (later)
        memcpy(later, &now, sizeof now);
    return true;
}

static bool preview_needles(struct session *s, struct session_refusal *refusal)
{
    for (int i = 0; i < s->plan->n_points; i++) {
        if (s->points[i].position != s->position ||
            s->points[i].state != SESSION_POINT_WAITING)
            continue;
        struct session_event insert = {.kind = SESSION_INSERT,
                                       .at = s->clock.last,
                                       .code = s->plan->points[i].code,
                                       .side = session_side(s->plan->points[i].side)};
        if (!session_apply(s, &insert, refusal))
            return false;
    }
    struct session_event de_qi = {.kind = SESSION_DE_QI, .at = s->clock.last};
    return session_apply(s, &de_qi, refusal);
}

static bool preview_lamp(struct session *s, int64_t into_ms,
                         struct session_refusal *refusal)
{
    struct session_event test = {
        .kind = SESSION_THERMAL_TEST, .at = s->clock.last, .passed = true};
    struct session_event on = {.kind = SESSION_LAMP_ON, .at = s->clock.last};
    if (!session_apply(s, &test, refusal) || !session_apply(s, &on, refusal))
        return false;
    struct session_event check = {.kind = SESSION_SKIN_CHECK, .at = s->clock.last};
    for (int64_t ms = SESSION_SKIN_CHECK_MS; ms <= into_ms && ms < s->plan->retention_ms;
         ms += SESSION_SKIN_CHECK_MS) {
        check.at.wall_ms = ms;
        if (!session_apply(s, &check, refusal))
            return false;
    }
    return true;
}

bool overlay_preview(struct overlay *out, struct session *session,
                     const struct session_plan *plan, int64_t into_ms,
                     enum overlay_lamp_wish lamp, struct session_refusal *refusal)
{
    struct session_time at = {.mono_ms = -1, .entered = true};
    if (!session_begin(session, plan, &at, refusal) || !preview_needles(session, refusal))
        return false;
    if (lamp == OVERLAY_LAMP_ON && !preview_lamp(session, into_ms, refusal))
        return false;
    at.wall_ms = into_ms;
    return overlay_make(out, session, &at, NULL, refusal);
}
