/* overlay_alerts.c - what must be minded at a moment, and since when.
 *
 * An alert holds as long as its cause does: nothing here remembers that it was told. What
 * sounds, and how often, is the watch's to say.
 */
#include <string.h>

#include "session/overlay_internal.h"

#define SAY(ID, ENGLISH, ...)                                                            \
    ((struct message){.id = "session." ID, .english = ENGLISH, .arg = {__VA_ARGS__}})

static const char *const IDS[OVERLAY_ALERT_KINDS] = {
    [OVERLAY_DUE] = "due",
    [OVERLAY_ABORTING] = "aborting",
    [OVERLAY_NEEDLES_IN] = "needles_in",
    [OVERLAY_NOT_RUNNING] = "not_running",
    [OVERLAY_BODY_LONG] = "body_long",
    [OVERLAY_OWN_DUE] = "own_due",
    [OVERLAY_OWN_TIME] = "own_time",
    [OVERLAY_LAMP_SWITCH_OFF] = "lamp_switch_off",
    [OVERLAY_LAMP_UNWATCHED] = "lamp_unwatched",
    [OVERLAY_SKIN_CHECK] = "skin_check",
    [OVERLAY_SKIN_CHECK_OVERDUE] = "skin_check_overdue",
    [OVERLAY_PAUSED] = "paused",
    [OVERLAY_STOOD_STILL] = "stood_still",
    [OVERLAY_BROKEN] = "broken",
    [OVERLAY_BROKEN_RESOLVED] = "broken_resolved",
    [OVERLAY_STUCK] = "stuck",
    [OVERLAY_BENT] = "bent",
    [OVERLAY_UNPLANNED] = "unplanned",
    [OVERLAY_FELL_OUT] = "fell_out",
    [OVERLAY_NO_DE_QI] = "no_de_qi",
    [OVERLAY_TIME_UNCERTAIN] = "time_uncertain",
    [OVERLAY_CLOCK_FORWARD] = "clock_forward",
    [OVERLAY_CLOCK_BACK] = "clock_back",
    [OVERLAY_ENTERED_AHEAD] = "entered_ahead",
    [OVERLAY_INCIDENT] = "incident",
    [OVERLAY_QUESTIONS] = "questions_open",
    [OVERLAY_TESTED_TOGETHER] = "tested_together",
    [OVERLAY_SHARPS] = "sharps",
    [OVERLAY_SHARPS_DIFFER] = "sharps_differ",
    [OVERLAY_ABORTED] = "aborted",
    [OVERLAY_RETENTION_SHORT] = "retention_short",
    [OVERLAY_RETENTION_LONG] = "retention_long",
    [OVERLAY_CHECKS_MISSED] = "checks_missed",
    [OVERLAY_LAMP_OVERRAN] = "lamp_overran",
    [OVERLAY_PRACTICE] = "practice",
};

const char *overlay_alert_id(enum overlay_alert_kind kind)
{
    return IDS[kind];
}

const char *overlay_level_name(enum overlay_level level)
{
    static const char *const NAMES[] = {"info", "warning", "alarm"};
    return NAMES[level];
}

/* what every alert is made of */
struct alert_look {
    struct overlay *o;
    const struct session *s;
    const struct session_time *at;
    int64_t ms; /* session time */
};

/* the last alert that was added gives way where the list is full: the gravest come first
 */
static void add(struct alert_look *l, enum overlay_alert_kind kind,
                enum overlay_level level, int64_t since_ms, struct message text)
{
    struct overlay *o = l->o;
    int64_t ago = (l->ms - since_ms) / l->s->clock.speed;
    struct overlay_alert alert = {.kind = kind,
                                  .level = level,
                                  .id = IDS[kind],
                                  .since_ms = l->at->wall_ms - (ago > 0 ? ago : 0),
                                  .text = text,
                                  .sounds = level != OVERLAY_INFO};
    int i = o->n_alerts < OVERLAY_ALERTS ? o->n_alerts++ : OVERLAY_ALERTS - 1;
    for (; i > 0 && o->alerts[i - 1].level < level; i--)
        o->alerts[i] = o->alerts[i - 1];
    o->alerts[i] = alert;
}

static struct message_arg minutes(int64_t ms)
{
    return overlay_number("min", ms / 60000);
}

static struct message_arg seconds(int64_t ms)
{
    return overlay_number("s", ms / 1000 % 60);
}

// ------------------------------------------------------------------------ needles

static void alert_due(struct alert_look *l, int in)
{
    int64_t over = session_overdue_ms(l->s, l->ms), since = l->ms - over;
    struct message_arg count = overlay_number("in", in);
    if (over < 60000)
        add(l, OVERLAY_DUE, OVERLAY_ALARM, since,
            SAY("alert.due", "The time is up: take the needles out. Needles in: {in}",
                count));
    else
        add(l, OVERLAY_DUE, OVERLAY_ALARM, since,
            SAY("alert.overdue",
                "The time has been up for {min} min {s} s: take the needles out. Needles "
                "in: "
                "{in}",
                minutes(over), seconds(over), count));
}

/* some are out already: an alarm where none has moved for a while, or since the time of
 * one that may rest is up */
static void alert_removing(struct alert_look *l, int in, int i)
{
    const struct session *s = l->s;
    int64_t from = s->moved_ms + OVERLAY_REMOVING_IDLE_MS;
    bool idle = l->ms >= from;
    add(l, OVERLAY_NEEDLES_IN, idle ? OVERLAY_ALARM : OVERLAY_INFO,
        idle ? from : s->moved_ms,
        SAY("alert.needles_in", "Needles still in: {in}, the next at {code}, {side}",
            overlay_number("in", in), overlay_code(s, i), overlay_side(s, i)));
}

static void alert_own(struct alert_look *l)
{
    const struct session *s = l->s;
    bool others_over = s->retention[s->position].complete || s->state == SESSION_REMOVING;
    for (int i = 0; i < session_n_points(s); i++) {
        if (!s->points[i].own || !session_point_count(s, i, SESSION_IN) || s->aborting)
            continue;
        int64_t left = session_own_left(s, i, l->ms);
        if (overlay_may_rest(s, i, l->ms) && others_over)
            add(l, OVERLAY_OWN_TIME, OVERLAY_INFO, l->ms,
                SAY("alert.own_time",
                    "{code}, {side} was put back: {min} min {s} s of its own are left",
                    overlay_code(s, i), overlay_side(s, i), minutes(left),
                    seconds(left)));
        else if (left <= 0)
            add(l, OVERLAY_OWN_DUE, OVERLAY_ALARM, l->ms,
                SAY("alert.own_due",
                    "The time of {code}, {side}, which was put back, is up: take it out",
                    overlay_code(s, i), overlay_side(s, i)));
    }
}

static void alert_needles(struct alert_look *l)
{
    const struct session *s = l->s;
    int i = overlay_next_out(s, l->ms), in = session_needles_in(s);
    if (i < 0)
        return;
    alert_own(l);
    if (s->aborting)
        add(l, OVERLAY_ABORTING, OVERLAY_ALARM, s->moved_ms,
            SAY("alert.aborting",
                "Aborted ({reason}): take every needle out. Needles in: {in}",
                overlay_text("reason", session_said_text(s, s->abort_said)),
                overlay_number("in", in)));
    else if (overlay_may_rest(s, i, l->ms))
        return;
    else if (s->state == SESSION_DUE)
        alert_due(l, in);
    else if (s->state == SESSION_REMOVING)
        alert_removing(l, in, i);
}

/* needles that are in while no time runs are the ones that are forgotten */
static void alert_not_running(struct alert_look *l)
{
    const struct session *s = l->s;
    int in = session_needles_in(s);
    int64_t from = s->moved_ms + OVERLAY_IDLE_MS;
    bool still = s->state == SESSION_INSERTING || s->state == SESSION_PREPARED;
    if (!in || !still || l->ms < from)
        return;
    add(l, OVERLAY_NOT_RUNNING, OVERLAY_ALARM, from,
        SAY("alert.not_running",
            "The thirty minutes are not running: De Qi is not recorded. Needles in: {in}",
            overlay_number("in", in)));
}

static void alert_body(struct alert_look *l)
{
    const struct session *s = l->s;
    int i = 0;
    int64_t longest = session_longest_ms(s, SESSION_THOSE_IN, l->ms, &i);
    int64_t limit = s->plan->retention_ms + OVERLAY_BODY_OVER_MS;
    if (longest < limit)
        return;
    add(l, OVERLAY_BODY_LONG, OVERLAY_ALARM, l->ms - (longest - limit),
        SAY("alert.body_long",
            "{code}, {side} has been in the body for {min} min: take the needles out",
            overlay_code(s, i), overlay_side(s, i), minutes(longest)));
}

static void alert_broken(struct alert_look *l)
{
    const struct session *s = l->s;
    for (int i = 0; i < session_n_points(s); i++) {
        const struct session_point_now *p = &s->points[i];
        int64_t since = l->ms;
        int broken = session_point_count(s, i, SESSION_BROKEN_OFF);
        if (!broken)
            continue;
        for (int k = 0; k < SESSION_PARTS_MAX && p->first + k < SESSION_NEEDLES_MAX; k++)
            if (s->needles[p->first + k].state == SESSION_BROKEN_OFF) {
                since = s->needles[p->first + k].out_ms;
                break;
            }
        if (!session_point_unresolved(s, i))
            add(l, OVERLAY_BROKEN_RESOLVED, OVERLAY_INFO, since,
                SAY("alert.broken_resolved", "A needle broke at {code}, {side}: {how}",
                    overlay_code(s, i), overlay_side(s, i),
                    overlay_text("how", session_said_text(s, p->resolve))));
        else
            add(l, OVERLAY_BROKEN, session_is_open(s) ? OVERLAY_ALARM : OVERLAY_WARNING,
                since,
                SAY("alert.broken",
                    "A needle broke at {code}, {side} and a part of it is in the body: "
                    "keep still, draw it if it can be grasped, else refer now",
                    overlay_code(s, i), overlay_side(s, i)));
    }
}

static void alert_points(struct alert_look *l)
{
    const struct session *s = l->s;
    for (int i = 0; i < session_n_points(s); i++) {
        const struct session_point_now *p = &s->points[i];
        bool in = session_point_count(s, i, SESSION_IN) > 0;
        struct message_arg code = overlay_code(s, i), side = overlay_side(s, i);
        if (p->stuck && in)
            add(l, OVERLAY_STUCK, OVERLAY_WARNING, l->ms,
                SAY("alert.stuck",
                    "{code}, {side} is stuck: wait and let the muscle rest, do not pull",
                    code, side));
        if (p->bent && in)
            add(l, OVERLAY_BENT, OVERLAY_WARNING, l->ms,
                SAY("alert.bent",
                    "{code}, {side} is bent: let the limb lie as it lay when the needle "
                    "went in, draw slowly along the bend, never against it",
                    code, side));
        if (session_is_extra(s, i) && p->state != SESSION_POINT_REMOVED)
            add(l, OVERLAY_UNPLANNED, in ? OVERLAY_WARNING : OVERLAY_INFO,
                s->needles[p->first].in_ms,
                SAY("alert.unplanned", "Not in the plan: {code}, {side} ({reason})", code,
                    side, overlay_text("reason", session_said_text(s, p->why))));
        if (p->fell && session_is_open(s) && p->position == s->position)
            add(l, OVERLAY_FELL_OUT, OVERLAY_WARNING, s->needles[p->first].out_ms,
                SAY("alert.fell_out",
                    "{code}, {side} fell out: find the needle; put one back, or leave it "
                    "out",
                    code, side));
    }
}

static void alert_pause(struct alert_look *l)
{
    const struct session *s = l->s;
    const struct session_retention *r = &s->retention[s->position];
    if (!l->o->paused)
        return;
    int64_t long_ = r->paused_ms + OVERLAY_PAUSE_LONG_MS;
    int64_t too_long = r->paused_ms + OVERLAY_PAUSE_TOO_LONG_MS;
    bool in = session_needles_in(s) > 0;
    enum overlay_level level = in && l->ms >= too_long ? OVERLAY_ALARM
                               : in && l->ms >= long_  ? OVERLAY_WARNING
                                                       : OVERLAY_INFO;
    int64_t since = level == OVERLAY_ALARM     ? too_long
                    : level == OVERLAY_WARNING ? long_
                                               : r->paused_ms;
    struct message_arg reason =
        overlay_text("reason", session_said_text(s, s->pause_said));
    struct message_arg count = overlay_number("in", session_needles_in(s));
    add(l, OVERLAY_PAUSED, level, since,
        level == OVERLAY_INFO
            ? SAY("alert.paused", "Paused: {reason}. Needles in: {in}", reason, count)
            : SAY("alert.paused_long",
                  "Paused for {min} min: {reason}. Go on, or take the needles out. "
                  "Needles in: {in}",
                  reason, count, minutes(l->ms - r->paused_ms)));
}

static void alert_still(struct alert_look *l)
{
    const struct session *s = l->s;
    int64_t from = s->clock.last_ms + OVERLAY_STOOD_STILL_MS;
    if (!session_is_open(s) || session_needles_in(s) || l->ms < from)
        return;
    add(l, OVERLAY_STOOD_STILL, OVERLAY_WARNING, from,
        SAY("alert.stood_still",
            "Open, and nothing recorded for {h} h: finish it, or go on",
            overlay_number("h", (l->ms - s->clock.last_ms) / 3600000)));
}

// --------------------------------------------------------------------------- lamp

static void alert_real_lamp(struct alert_look *l)
{
    const struct session *s = l->s;
    if (!s->lamp.asks_switch_off)
        return;
    int64_t over = l->ms - s->lamp.off_ms;
    enum overlay_level level = session_is_open(s) ? OVERLAY_ALARM : OVERLAY_WARNING;
    if (over < 60000 || !session_is_open(s))
        add(l, OVERLAY_LAMP_SWITCH_OFF, level, s->lamp.off_ms,
            SAY("alert.lamp_switch_off",
                "No lamp now: switch the real lamp off, then record it", {0}));
    else
        add(l, OVERLAY_LAMP_SWITCH_OFF, level, s->lamp.off_ms,
            SAY("alert.lamp_overrun",
                "No lamp for {min} min {s} s now: switch the real one off, then record "
                "it",
                minutes(over), seconds(over)));
}

static void alert_lamp(struct alert_look *l)
{
    const struct session *s = l->s;
    alert_real_lamp(l);
    if (!s->lamp.on)
        return;
    int64_t due = s->lamp.check_from_ms + SESSION_SKIN_CHECK_MS, late = l->ms - due;
    if (late >= 1000)
        add(l, OVERLAY_SKIN_CHECK_OVERDUE, OVERLAY_ALARM, due,
            SAY("alert.skin_check_overdue",
                "Skin check overdue by {min} min {s} s: look at the skin under the lamp",
                minutes(late), seconds(late)));
    else if (late >= 0)
        add(l, OVERLAY_SKIN_CHECK, OVERLAY_ALARM, due,
            SAY("alert.skin_check", "Look at the skin under the lamp now", {0}));
    if (late >= OVERLAY_UNWATCHED_MS)
        add(l, OVERLAY_LAMP_UNWATCHED, OVERLAY_ALARM, due + OVERLAY_UNWATCHED_MS,
            SAY("alert.lamp_unwatched",
                "Nobody has looked at the skin for {min} min: switch the lamp off now",
                minutes(late + SESSION_SKIN_CHECK_MS)));
}

static void alert_lamp_after(struct alert_look *l)
{
    const struct session *s = l->s;
    if (s->lamp.on || (s->state < SESSION_DUE && s->state != SESSION_PREPARED))
        return;
    int missed = session_checks_missed(s, l->ms);
    if (missed)
        add(l, OVERLAY_CHECKS_MISSED, OVERLAY_INFO, s->lamp.seen_ms,
            SAY("alert.checks_missed",
                "Under the lamp for {min} min: {made} skin checks made, {missed} missed",
                minutes(s->lamp.lit_ms), overlay_number("made", s->lamp.checks),
                overlay_number("missed", missed)));
    if (s->lamp.over_ms >= 60000)
        add(l, OVERLAY_LAMP_OVERRAN, OVERLAY_INFO, s->lamp.off_ms,
            SAY("alert.lamp_overran",
                "The real lamp may have been on for {min} min {s} s after its time",
                minutes(s->lamp.over_ms), seconds(s->lamp.over_ms)));
}

static void alert_tests(struct alert_look *l)
{
    const struct session *s = l->s;
    int n = 0;
    for (int r = 0; r < s->plan->n_regions; r++)
        n += s->lamp.together[r] && s->lamp.test[r] == SESSION_TEST_PASSED &&
             s->plan->regions[r].rule == SESSION_LAMP_RULE_CONDITIONAL;
    if (n > 1 && s->version > 1)
        add(l, OVERLAY_TESTED_TOGETHER, OVERLAY_INFO, l->ms,
            SAY("alert.tested_together",
                "Hot and cold were recorded for {n} regions at once; each is to be "
                "tested",
                overlay_number("n", n)));
}

// -------------------------------------------------------------------------- clocks

static void alert_clock(struct alert_look *l)
{
    const struct session *s = l->s;
    int64_t jump = s->clock.jump_ms, size = jump < 0 ? -jump : jump;
    if (s->clock.uncertain)
        add(l, OVERLAY_TIME_UNCERTAIN, OVERLAY_WARNING, s->clock.uncertain_ms,
            SAY("alert.time_uncertain",
                "This computer was restarted and its clock is behind: more time has "
                "passed than is counted here. Go by another clock",
                {0}));
    if (jump > 0)
        add(l, OVERLAY_CLOCK_FORWARD, OVERLAY_WARNING, l->ms,
            SAY("alert.clock_forward",
                "This computer's clock was set forward by {min} min {s} s during the "
                "session; the remaining time does not follow it",
                minutes(size), seconds(size)));
    if (jump < 0)
        add(l, OVERLAY_CLOCK_BACK, OVERLAY_WARNING, l->ms,
            SAY("alert.clock_back",
                "This computer's clock was set back by {min} min {s} s during the "
                "session; the remaining time does not follow it",
                minutes(size), seconds(size)));
    int64_t ahead = s->clock.last.wall_ms - l->at->wall_ms;
    if (s->clock.last.entered && !l->at->entered && ahead > SESSION_JUMP_MS)
        add(l, OVERLAY_ENTERED_AHEAD, OVERLAY_WARNING, l->ms,
            SAY("alert.entered_ahead",
                "The last event was entered for a time {min} min {s} s ahead of this "
                "computer's clock",
                minutes(ahead), seconds(ahead)));
}

// ------------------------------------------------------------------- for the record

/* the points of a position that came out before the time was up */
static int came_out_early(const struct session *s, int position, int *first)
{
    int n = 0;
    for (int i = session_n_points(s) - 1; i >= 0; i--)
        if (s->points[i].position == position && !session_is_extra(s, i) &&
            s->points[i].state == SESSION_POINT_OUT && !s->points[i].fell &&
            s->points[i].retained_ms < s->plan->retention_ms) {
            *first = i;
            n++;
        }
    return n;
}

static void alert_short(struct alert_look *l)
{
    const struct session *s = l->s;
    for (int p = 0; p <= s->position; p++) {
        const struct session_retention *r = &s->retention[p];
        bool over =
            p < s->position || s->state == SESSION_REMOVING || !session_is_open(s);
        int first = -1, early = came_out_early(s, p, &first);
        if (!over || !r->placed || !early)
            continue;
        int64_t ms = r->complete ? s->points[first].retained_ms : r->ran_ms;
        if (r->complete)
            add(l, OVERLAY_RETENTION_SHORT, OVERLAY_INFO, l->ms,
                SAY("alert.point_short", "{code}, {side}: in for only {min} min {s} s",
                    overlay_code(s, first), overlay_side(s, first), minutes(ms),
                    seconds(ms)));
        else
            add(l, OVERLAY_RETENTION_SHORT, OVERLAY_INFO, l->ms,
                SAY("alert.retention_short",
                    "The retention was short ({position}): {min} min {s} s of {all} "
                    "min",
                    overlay_position(s, p), minutes(ms), seconds(ms),
                    overlay_number("all", s->plan->retention_ms / 60000)));
    }
}

static void alert_long(struct alert_look *l)
{
    const struct session *s = l->s;
    int i = 0;
    int64_t longest = session_longest_ms(s, SESSION_EVERY, l->ms, &i);
    if (session_needles_in(s) || longest < s->plan->retention_ms + OVERLAY_LONG_TOLD_MS)
        return;
    add(l, OVERLAY_RETENTION_LONG, OVERLAY_INFO, l->ms,
        SAY("alert.retention_long",
            "{code}, {side}: in the body for {min} min; {all} min were planned",
            overlay_code(s, i), overlay_side(s, i), minutes(longest),
            overlay_number("all", s->plan->retention_ms / 60000)));
}

static void alert_sharps(struct alert_look *l)
{
    const struct session *s = l->s;
    int expected = s->placed - s->broken + s->put_back;
    // what broke, and what was put back, may be counted or not
    int least = s->placed - s->broken, most = s->placed + s->put_back;
    bool over = s->state == SESSION_REMOVING || !session_is_open(s);
    bool last = over && !session_needles_in(s);
    if (s->sharps < 0 && last && s->placed && s->version > 1)
        add(l, OVERLAY_SHARPS, OVERLAY_INFO, s->moved_ms,
            SAY("alert.sharps", "Count the needles in the sharps box: {n} are expected",
                overlay_number("n", expected)));
    if (s->sharps >= 0 && last && s->sharps < least)
        add(l, OVERLAY_SHARPS_DIFFER, OVERLAY_WARNING, s->moved_ms,
            SAY("alert.sharps_differ",
                "{n} needles were counted in the sharps box, {all} are expected: look "
                "for the rest, on the body first",
                overlay_number("n", s->sharps), overlay_number("all", expected)));
    if (s->sharps >= 0 && last && s->sharps > most)
        add(l, OVERLAY_SHARPS_DIFFER, OVERLAY_WARNING, s->moved_ms,
            SAY("alert.sharps_more",
                "{n} needles were counted in the sharps box, {all} are expected: count "
                "again, and look for a needle that went in and was not recorded",
                overlay_number("n", s->sharps), overlay_number("all", expected)));
}

static void alert_record(struct alert_look *l)
{
    const struct session *s = l->s;
    const struct session_retention *r = &s->retention[s->position];
    int open = 0;
    for (int i = 0; i < s->plan->n_questions; i++)
        open += s->plan->questions[i].safety && s->answer[i] == SESSION_OPEN;
    if (open && session_is_open(s))
        add(l, OVERLAY_QUESTIONS, OVERLAY_INFO, 0,
            SAY("alert.questions_open",
                "Safety questions still open: {n}. Answer them, or pass them over with a "
                "reason",
                overlay_number("n", open)));
    if (r->decided)
        add(l, OVERLAY_NO_DE_QI, OVERLAY_INFO, r->since_ms,
            SAY("alert.no_de_qi", "Begun without De Qi, by decision: {reason}",
                overlay_text("reason", session_said_text(s, s->no_de_qi_said))));
    if (s->n_incidents)
        add(l, OVERLAY_INCIDENT, OVERLAY_INFO, l->ms,
            SAY("alert.incident", "Incidents recorded: {n}",
                overlay_number("n", s->n_incidents)));
    if (s->state == SESSION_ABORTED)
        add(l, OVERLAY_ABORTED, OVERLAY_INFO, s->clock.last_ms,
            SAY("alert.aborted", "The session was aborted: {reason}",
                overlay_text("reason", session_said_text(s, s->abort_said))));
    if (s->plan->practice)
        add(l, OVERLAY_PRACTICE, OVERLAY_INFO, 0,
            SAY("alert.practice",
                "Practice: no person is treated; time runs {n} times "
                "as fast",
                overlay_number("n", s->plan->speed)));
}

void overlay_make_alerts(struct overlay *o, const struct session *s,
                         const struct session_time *at, int64_t ms)
{
    struct alert_look l = {o, s, at, ms};
    alert_needles(&l);
    alert_not_running(&l);
    alert_body(&l);
    alert_broken(&l);
    alert_lamp(&l);
    alert_pause(&l);
    alert_still(&l);
    alert_points(&l);
    alert_clock(&l);
    alert_tests(&l);
    alert_lamp_after(&l);
    alert_record(&l);
    alert_short(&l);
    alert_long(&l);
    alert_sharps(&l);
}

// --------------------------------------------------------------------------- asking

const struct overlay_alert *overlay_find(const struct overlay *o,
                                         enum overlay_alert_kind kind)
{
    for (int i = 0; i < o->n_alerts; i++)
        if (o->alerts[i].kind == kind)
            return &o->alerts[i];
    return NULL;
}

bool overlay_alarms(const struct overlay *before, const struct overlay *now)
{
    for (int i = 0; i < now->n_alerts; i++) {
        const struct overlay_alert *a = &now->alerts[i];
        const struct overlay_alert *had = overlay_find(before, a->kind);
        if (a->sounds && (!had || had->level < a->level))
            return true;
    }
    return false;
}
