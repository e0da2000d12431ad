#include "session/overlay.h"

#include <string.h>

#include "rules/plan_says.h"

#define SAY(ID, ENGLISH, ...)                                                            \
    ((struct message){.id = "session." ID, .english = ENGLISH, .arg = {__VA_ARGS__}})

enum { IDLE_MS = 5 * 60 * 1000 }; /* needles in, nothing recorded, no time running */

static struct message_arg text_arg(const char *name, const char *text)
{
    return (struct message_arg){.name = name, .text = text};
}

static struct message_arg number_arg(const char *name, int64_t number)
{
    return (struct message_arg){.name = name, .number = (double)number};
}

static struct message_arg code_arg(const struct session *s, int i)
{
    return text_arg("code", s->plan->points[i].code);
}

static struct message_arg side_arg(const struct session *s, int i)
{
    return plan_says_side("side", s->plan->points[i].side);
}

static struct message_arg position_arg(const struct session *s, int position)
{
    return plan_says_position("position", s->plan->positions[position]);
}

static int first_in(const struct session *s)
{
    int i = session_first_point(s, SESSION_ANY_POSITION, SESSION_POINT_DE_QI);
    int k = session_first_point(s, SESSION_ANY_POSITION, SESSION_POINT_IN);
    return i < 0 || (k >= 0 && k < i) ? k : i;
}

// ------------------------------------------------------------------------ lamp

/* why the lamp may or may not be lit, said of the region nearest to being allowed */
static void explain_lamp(const struct session *s, struct overlay_lamp *lamp)
{
    int allowed = 0, untested = -1, failed = -1;
    for (int r = s->plan->n_regions - 1; r >= 0; r--) {
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
    if (allowed == s->plan->n_regions && allowed)
        lamp->why = SAY("lamp.allowed", "allowed for every region of the plan", {0});
    else if (allowed)
        lamp->why = SAY("lamp.partly", "allowed for {n} of {all} regions",
                        number_arg("n", allowed), number_arg("all", s->plan->n_regions));
    else if (region < 0)
        lamp->why = SAY("lamp.withheld", "withheld by the plan", {0});
    else if (untested >= 0)
        lamp->why = SAY("lamp.untested", "no hot/cold test is recorded as passed", {0});
    else
        lamp->why = SAY("lamp.failed", "withheld: the hot/cold test failed", {0});
    if (!allowed)
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
    explain_lamp(s, lamp);
}

// ---------------------------------------------------------------------- alerts

static void alert(struct overlay *o, const char *id, struct message text)
{
    if (o->n_alerts < OVERLAY_ALERTS)
        o->alerts[o->n_alerts++] = (struct overlay_alert){id, text, true};
}

static void quiet_alert(struct overlay *o, const char *id, struct message text)
{
    alert(o, id, text);
    o->alerts[o->n_alerts - 1].sounds = false;
}

static void alert_needles(struct overlay *o, const struct session *s)
{
    int i = first_in(s);
    if (i < 0)
        return;
    struct message_arg in = number_arg("in", session_needles_in(s));
    if (s->state == SESSION_DUE)
        alert(o, "due",
              SAY("alert.due", "The time is up: take the needles out. Needles in: {in}",
                  in));
    else if (s->aborting)
        alert(o, "aborting",
              SAY("alert.aborting",
                  "Aborted ({reason}): take every needle out. Needles in: {in}",
                  text_arg("reason", s->abort_reason), in));
    else if (s->state == SESSION_REMOVING)
        quiet_alert(o, "needles_in",
                    SAY("alert.needles_in",
                        "Needles still in: {in}, the next at {code}, {side}", in,
                        code_arg(s, i), side_arg(s, i)));
}

/* needles that are in while no time runs are the ones that are forgotten */
static void alert_not_running(struct overlay *o, const struct session *s, int64_t ms)
{
    int in = session_needles_in(s);
    if (s->state != SESSION_INSERTING || !in || ms - s->clock.last_ms < IDLE_MS)
        return;
    alert(
        o, "not_running",
        SAY("alert.not_running",
            "The thirty minutes are not running: De Qi is not recorded. Needles in: {in}",
            number_arg("in", in)));
}

static void alert_lamp(struct overlay *o, const struct session *s, int64_t ms)
{
    if (s->lamp.asks_switch_off)
        alert(o, "lamp_switch_off",
              SAY("alert.lamp_switch_off",
                  "No lamp now: switch the real lamp off, then record it", {0}));
    if (!s->lamp.on)
        return;
    int64_t late = ms - s->lamp.check_from_ms - SESSION_SKIN_CHECK_MS;
    if (late >= 1000)
        alert(
            o, "skin_check_overdue",
            SAY("alert.skin_check_overdue",
                "Skin check overdue by {min} min {s} s: look at the skin under the lamp",
                number_arg("min", late / 60000), number_arg("s", late / 1000 % 60)));
    else if (late >= 0)
        alert(o, "skin_check",
              SAY("alert.skin_check", "Look at the skin under the lamp now", {0}));
}

static void alert_entered(struct overlay *o, const struct session *s,
                          const struct session_time *at)
{
    int64_t ahead = s->clock.last.wall_ms - at->wall_ms;
    if (!s->clock.last.entered || at->entered || ahead <= SESSION_JUMP_MS)
        return;
    alert(o, "entered_ahead",
          SAY("alert.entered_ahead",
              "The last event was entered for a time {min} min {s} s ahead of this "
              "computer's clock",
              number_arg("min", ahead / 60000), number_arg("s", ahead / 1000 % 60)));
}

static void alert_clock(struct overlay *o, const struct session *s)
{
    int64_t jump = s->clock.jump_ms, size = jump < 0 ? -jump : jump;
    struct message_arg min = number_arg("min", size / 60000);
    struct message_arg sec = number_arg("s", size / 1000 % 60);
    if (jump > 0)
        alert(o, "clock_forward",
              SAY("alert.clock_forward",
                  "This computer's clock was set forward by {min} min {s} s during the "
                  "session; the remaining time does not follow it",
                  min, sec));
    if (jump < 0)
        alert(o, "clock_back",
              SAY("alert.clock_back",
                  "This computer's clock was set back by {min} min {s} s during the "
                  "session; the remaining time does not follow it",
                  min, sec));
}

/* the points of a position that came out before the time was up */
static int came_out_early(const struct session *s, int position, int *first)
{
    int n = 0;
    for (int i = s->plan->n_points - 1; i >= 0; i--)
        if (s->points[i].position == position &&
            s->points[i].state == SESSION_POINT_OUT &&
            s->points[i].retained_ms < s->plan->retention_ms) {
            *first = i;
            n++;
        }
    return n;
}

static void alert_short(struct overlay *o, const struct session *s)
{
    for (int p = 0; p <= s->position; p++) {
        const struct session_retention *r = &s->retention[p];
        bool over =
            p < s->position || s->state == SESSION_REMOVING || !session_is_open(s);
        int first = -1, early = came_out_early(s, p, &first);
        if (!over || !r->placed || !early)
            continue;
        int64_t ms = r->complete ? s->points[first].retained_ms : r->ran_ms;
        struct message_arg min = number_arg("min", ms / 60000);
        struct message_arg sec = number_arg("s", ms / 1000 % 60);
        if (r->complete)
            quiet_alert(o, "retention_short",
                        SAY("alert.point_short",
                            "{code}, {side}: in for only {min} min {s} s",
                            code_arg(s, first), side_arg(s, first), min, sec));
        else
            quiet_alert(
                o, "retention_short",
                SAY("alert.retention_short",
                    "The retention was short ({position}): {min} min {s} s of {all} "
                    "min",
                    position_arg(s, p), min, sec,
                    number_arg("all", s->plan->retention_ms / 60000)));
    }
}

static void make_alerts(struct overlay *o, const struct session *s,
                        const struct session_time *at, int64_t ms)
{
    alert_needles(o, s);
    alert_not_running(o, s, ms);
    alert_lamp(o, s, ms);
    if (o->paused)
        quiet_alert(o, "paused",
                    SAY("alert.paused", "Paused: {reason}. Needles in: {in}",
                        text_arg("reason", s->pause_reason),
                        number_arg("in", session_needles_in(s))));
    alert_clock(o, s);
    alert_entered(o, s, at);
    if (s->state == SESSION_ABORTED)
        quiet_alert(o, "aborted",
                    SAY("alert.aborted", "The session was aborted: {reason}",
                        text_arg("reason", s->abort_reason)));
    alert_short(o, s);
}

// ------------------------------------------------------------ what to do next

static struct message next_insertion(const struct session *s)
{
    int i = session_first_point(s, s->position, SESSION_POINT_WAITING);
    if (i >= 0)
        return SAY("next.insert", "Put in {code}, {side}", code_arg(s, i),
                   side_arg(s, i));
    return SAY("next.de_qi",
               "Record De Qi once it is felt at the last needle: the thirty minutes run "
               "from then",
               {0});
}

static struct message next_retaining(const struct session *s, const struct overlay *o)
{
    if (o->paused)
        return SAY("next.resume", "Go on when the reason for the pause is over", {0});
    if (o->lamp.on && o->lamp.check_in_ms <= 0)
        return SAY("next.skin_check", "Look at the skin under the lamp, then record it",
                   {0});
    for (int r = 0; !s->lamp.was_on && r < s->plan->n_regions; r++)
        if (s->plan->regions[r].rule == SESSION_LAMP_RULE_CONDITIONAL &&
            s->lamp.test[r] == SESSION_TEST_NONE)
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

static struct message next_thing(const struct session *s, const struct overlay *o)
{
    int i = first_in(s);
    switch (s->state) {
    case SESSION_PREPARED:
    case SESSION_INSERTING:
        return next_insertion(s);
    case SESSION_RETAINING:
        return next_retaining(s, o);
    case SESSION_DUE:
    case SESSION_REMOVING:
        if (i >= 0)
            return SAY("next.remove", "Take out {code}, {side}", code_arg(s, i),
                       side_arg(s, i));
        return SAY("next.close",
                   "All {out} needles are out: count them in the sharps box, then finish",
                   number_arg("out", s->out));
    case SESSION_CLOSED:
        return SAY("next.closed", "Closed: {placed} needles placed, {out} taken out",
                   number_arg("placed", s->placed), number_arg("out", s->out));
    default:
        return SAY("next.aborted", "Aborted: {placed} needles placed, {out} taken out",
                   number_arg("placed", s->placed), number_arg("out", s->out));
    }
}

// --------------------------------------------------------------- the overlay

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
    describe_lamp(&now, ms, &o->lamp);
    o->next = next_thing(&now, o);
    make_alerts(o, &now, at, ms);
    // what the messages borrow must be the caller's, not this copy's
    for (int i = 0; i < o->n_alerts; i++)
        for (int a = 0; a < MESSAGE_ARGS; a++) {
            const char **text = &o->alerts[i].text.arg[a].text;
            if (*text == now.pause_reason)
                *text = session->pause_reason;
            else if (*text == now.abort_reason)
                *text = session->abort_reason;
        }
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

bool overlay_alarms(const struct overlay *before, const struct overlay *now)
{
    for (int i = 0; i < now->n_alerts; i++) {
        bool had = false;
        for (int k = 0; k < before->n_alerts; k++)
            had |= strcmp(before->alerts[k].id, now->alerts[i].id) == 0;
        if (now->alerts[i].sounds && !had)
            return true;
    }
    return false;
}
