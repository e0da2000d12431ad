/* report_text.c - a session for people: the moment, a line of a list, the events. */
#include <string.h>

#include "rules/plan_says.h"
#include "session/report_internal.h"
#include "text/plain.h"

enum { SAID = REPORT_SAID };

static const char *word(const struct report *r, const char *id, const char *english)
{
    return texts_get(r->texts, id, english);
}

struct state_word {
    const char *id, *english;
};

static const struct state_word STATE_WORDS[SESSION_STATES] = {
    {"session.state.prepared", "prepared"},   {"session.state.inserting", "inserting"},
    {"session.state.retaining", "retaining"}, {"session.state.due", "TIME IS UP"},
    {"session.state.removing", "removing"},   {"session.state.closed", "closed"},
    {"session.state.aborted", "aborted"},
};

static const struct state_word POINT_WORDS[SESSION_POINT_STATES] = {
    {"session.point.removed", "removed"}, {"session.point.waiting", "waiting"},
    {"session.point.in", "in"},           {"session.point.de_qi", "in, De Qi"},
    {"session.point.out", "out"},         {"session.point.skipped", "skipped"},
    {"session.point.broken", "BROKEN"},
};

static void position_word(const struct report *r, int position, char *out, size_t size)
{
    struct message m = {
        .english = "{p}",
        .arg = {plan_says_position("p", r->held->plan->positions[position])}};
    text_format(r->texts, &m, out, size);
}

static void print_text(const char *text, FILE *to)
{
    plain_put(text, strlen(text), to);
}

static void print_message(const struct report *r, const struct message *m, FILE *to)
{
    char text[SAID];
    text_format(r->texts, m, text, sizeof text);
    print_text(text, to);
}

static void print_time(const struct report *r, FILE *to)
{
    const struct overlay *o = &r->overlay;
    int all = o->elapsed_s + o->remaining_s;
    fprintf(to, "%s  %d:%02d / %d:%02d", word(r, "session.text.time", "Time left"),
            o->remaining_s / 60, o->remaining_s % 60, all / 60, all % 60);
    if (!o->started && o->elapsed_s > 0)
        fprintf(to, "  (%s)",
                word(r, "session.text.waits",
                     "stopped for a late needle; begins anew with its De Qi"));
    else if (!o->started)
        fprintf(to, "  (%s)", word(r, "session.text.not_started", "not begun"));
    else if (o->paused)
        fprintf(to, "  (%s)", word(r, "session.text.paused", "paused"));
    if (o->overdue_s) {
        struct message over = {.id = "session.text.overdue",
                               .english = "   OVERDUE by {min} min {s} s",
                               .arg = {{"min", NULL, NULL, o->overdue_s / 60},
                                       {"s", NULL, NULL, o->overdue_s % 60}}};
        print_message(r, &over, to);
    }
    fputc('\n', to);
}

static void print_lamp(const struct report *r, FILE *to)
{
    const struct overlay_lamp *lamp = &r->overlay.lamp;
    fprintf(to, "%s  ", word(r, "session.text.lamp", "Lamp     "));
    if (!lamp->on && r->overlay.state >= SESSION_DUE) {
        fprintf(to, "%s\n", word(r, "session.text.off", "off"));
        return;
    }
    if (!lamp->on) {
        char why[2 * SAID];
        report_join(&lamp->why, &lamp->because, r->texts, why, sizeof why);
        fprintf(to, "%s (%s)\n", word(r, "session.text.off", "off"), why);
        return;
    }
    fputs(word(r, "session.text.on", "ON"), to);
    for (int i = 0, n = 0; i < r->held->plan->n_regions; i++)
        if (lamp->lit[i]) {
            struct message m = {
                .english = "{region} {side}",
                .arg = {plan_says_region("region", r->held->plan->regions[i].region),
                        {"side", NULL, session_side(r->held->plan->regions[i].side), 0}}};
            fputs(n++ ? ", " : ": ", to);
            print_message(r, &m, to);
        }
    int64_t s = lamp->check_in_ms / 1000;
    struct message check = {.id = "session.text.check",
                            .english = "   skin check in {min} min {s} s",
                            .arg = {{"min", NULL, NULL, (double)(s / 60)},
                                    {"s", NULL, NULL, (double)(s % 60)}}};
    if (s > 0)
        print_message(r, &check, to);
    fputc('\n', to);
}

/* how many of a set are in, and what else is to be known of a point */
static void print_point(const struct report *r, int i, FILE *to)
{
    const struct session_point_now *now = &r->now.points[i];
    struct session_point at = session_point_at(&r->now, i);
    fprintf(to, "  %-10s %s", at.code, session_side(at.side));
    if (at.needles > 1)
        fprintf(to, " x%d", at.needles);
    else
        fputs("   ", to);
    fprintf(to, "  %s",
            word(r, POINT_WORDS[now->state].id, POINT_WORDS[now->state].english));
    int in = session_point_count(&r->now, i, SESSION_IN);
    if (in && in < at.needles)
        fprintf(to, " (%d)", in);
    if (now->stuck)
        fprintf(to, ", %s", word(r, "session.point.stuck", "stuck"));
    if (now->bent)
        fprintf(to, ", %s", word(r, "session.point.bent", "bent"));
    if (now->fell)
        fprintf(to, ", %s", word(r, "session.point.fell", "fell out"));
    if (session_is_extra(&r->now, i))
        fprintf(to, ", %s", word(r, "session.point.unplanned", "not in the plan"));
    fputc('\n', to);
}

static void print_points(const struct report *r, FILE *to)
{
    char position[100];
    for (int p = 0; p < r->held->plan->n_positions; p++) {
        bool head = false;
        for (int i = 0; i < session_n_points(&r->now); i++) {
            const struct session_point_now *now = &r->now.points[i];
            if (now->state == SESSION_POINT_REMOVED || now->position != p)
                continue;
            position_word(r, p, position, sizeof position);
            if (!head)
                fprintf(to, "\n%s\n", position);
            head = true;
            print_point(r, i, to);
        }
    }
}

static const char *lift_reason(const struct report *r, int removal)
{
    return session_said_text(&r->now, r->now.lifted[removal]);
}

static void print_override(const char *caution, const char *code, char side,
                           const char *reason, const struct report *r, FILE *to)
{
    fprintf(to, "%s  %s %s: %s", word(r, "session.text.override", "Override "), code,
            session_side(side), caution);
    fputs(*reason ? " - " : "", to);
    print_text(reason, to);
    fputc('\n', to);
}

static void print_overrides(const struct report *r, FILE *to)
{
    const struct session_plan *plan = r->held->plan;
    for (int i = 0; i < plan->n_lifted; i++)
        print_override(plan->lifted[i].caution, plan->lifted[i].code,
                       plan->lifted[i].side, plan->lifted[i].reason, r, to);
    for (int i = 0; i < plan->n_removals; i++)
        if (r->now.lifted[i])
            print_override(
                plan->removals[i].by, plan->points[plan->removals[i].point].code,
                plan->points[plan->removals[i].point].side, lift_reason(r, i), r, to);
}

void report_text(const struct report *r, FILE *to)
{
    const struct overlay *o = &r->overlay;
    char position[100];
    position_word(r, o->position, position, sizeof position);
    fprintf(to, "%s %lld   %s   %s", word(r, "session.text.session", "Session"),
            (long long)r->held->id,
            word(r, STATE_WORDS[o->state].id, STATE_WORDS[o->state].english), position);
    fputs(*session_label(&r->now) ? "   " : "", to);
    print_text(session_label(&r->now), to);
    fputc('\n', to);
    for (int i = 0; i < o->n_alerts; i++) {
        fputs(o->alerts[i].level == OVERLAY_INFO ? "-- " : "!! ", to);
        print_message(r, &o->alerts[i].text, to);
        fputc('\n', to);
    }
    if (r->held->here_only)
        fprintf(to, "!! %s: %d\n",
                word(r, "session.text.here_only", "On this machine only"),
                r->held->here_only);
    print_time(r, to);
    struct message count = {.id = "session.text.count",
                            .english = "Needles    {in} in  ({placed} placed, {out} out)",
                            .arg = {{"in", NULL, NULL, o->needles_in},
                                    {"placed", NULL, NULL, o->placed},
                                    {"out", NULL, NULL, o->out}}};
    print_message(r, &count, to);
    struct message broken = {.id = "session.text.broken",
                             .english = "  {n} BROKEN",
                             .arg = {{"n", NULL, NULL, o->broken}}};
    if (o->broken)
        print_message(r, &broken, to);
    struct message longest = {.id = "session.text.longest",
                              .english = "  longest in the body {min} min",
                              .arg = {{"min", NULL, NULL, o->longest_s / 60}}};
    if (o->longest_s >= 60)
        print_message(r, &longest, to);
    fputc('\n', to);
    print_lamp(r, to);
    fprintf(to, "%s  ", word(r, "session.text.next", "Next     "));
    print_message(r, &o->next, to);
    fputc('\n', to);
    print_overrides(r, to);
    print_points(r, to);
}

void report_print_alarm(int64_t id, const char *who, const char *text,
                        const struct texts *texts, FILE *to)
{
    fprintf(to, "!! %s %lld", texts_get(texts, "session.text.session", "Session"),
            (long long)id);
    fputs(*who ? "  " : "", to);
    print_text(who, to);
    fputs(": ", to);
    print_text(text, to);
    fputc('\n', to);
}

static const char *practice_word(const struct texts *texts)
{
    return texts_get(texts, "session.sheet.practice", "PRACTICE: no person was treated");
}

void report_brief(const struct report *r, FILE *to)
{
    const struct overlay *o = &r->overlay;
    fprintf(to, "%lld  %s", (long long)r->held->id,
            word(r, STATE_WORDS[o->state].id, STATE_WORDS[o->state].english));
    if (*session_label(&r->now)) {
        fputs("  ", to);
        print_text(session_label(&r->now), to);
    }
    if (o->needles_in)
        fprintf(to, "  %s: %d", word(r, "session.text.in", "needles in"), o->needles_in);
    if (o->lamp.on)
        fprintf(to, "  %s %s", word(r, "session.text.lamp", "Lamp     "),
                word(r, "session.text.on", "ON"));
    fputs("  ", to);
    print_time(r, to);
    if (r->held->plan->practice)
        fprintf(to, "    -- %s\n", practice_word(r->texts));
    for (int i = 0; i < o->n_alerts; i++) {
        if (o->alerts[i].level == OVERLAY_INFO)
            continue;
        fputs(o->alerts[i].level == OVERLAY_ALARM ? "    !! " : "    -- ", to);
        print_message(r, &o->alerts[i].text, to);
        fputc('\n', to);
    }
}

void report_print_line(const struct journal_entry *entry, const char *state,
                       int needles_in, const char *started, const struct texts *texts,
                       FILE *to)
{
    const char *said_state =
        strcmp(state, "unreadable") == 0
            ? texts_get(texts, "session.state.unreadable", "CANNOT BE READ")
            : state;
    for (int i = 0; i < SESSION_STATES; i++)
        if (strcmp(state, session_state_name((enum session_state)i)) == 0)
            said_state = texts_get(texts, STATE_WORDS[i].id, STATE_WORDS[i].english);
    fprintf(to, "%lld  %s  %s", (long long)entry->id, started, said_state);
    if (needles_in)
        fprintf(to, "  %s: %d", texts_get(texts, "session.text.in", "needles in"),
                needles_in);
    fputs(*entry->label ? "  " : "", to);
    print_text(entry->label, to);
    if (entry->practice)
        fprintf(to, "  %s", practice_word(texts));
    fputc('\n', to);
}

struct print {
    const struct report *report;
    FILE *to;
};

static bool print_event(const struct session_event *event,
                        const struct journal_event_mark *mark, void *user)
{
    const struct print *p = user;
    struct session_args args;
    session_event_args(event, &args);
    int64_t when = event->happened_ms ? event->happened_ms : event->at.wall_ms;
    int64_t s = (when - p->report->held->started.wall_ms) / 1000;
    const char *sign = s < 0 ? "-" : "";
    s = s < 0 ? -s : s;
    fprintf(p->to, "%4d  %s%lld:%02lld:%02lld  %s", mark->number, sign,
            (long long)(s / 3600), (long long)(s / 60 % 60), (long long)(s % 60),
            session_event_name(event->kind));
    for (int i = 0; i < args.n; i++) {
        fputc(' ', p->to);
        print_text(args.arg[i], p->to);
    }
    if (event->happened_ms)
        fprintf(p->to, "  (%s)", word(p->report, "session.text.late", "entered later"));
    fputc('\n', p->to);
    return true;
}

bool report_print_events(const struct report *r, struct journal *journal, FILE *to,
                         struct error *error)
{
    struct print p = {r, to};
    return journal_each_event(journal, r->held->id, print_event, &p, error);
}
